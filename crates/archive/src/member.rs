//! Members of a gzip file, one by one: each record of an archive is in one of its own, so that
//! reading can begin at any of them (RFC 1952; WARC 1.1, annex D).

use flate2::{Crc, Decompress, DecompressError, FlushDecompress, Status};

/// The three bytes a member begins with: gzip, by deflate.
pub(crate) const MAGIC: [u8; 3] = [0x1f, 0x8b, 8];

/// Room that unpacking begins with; it grows with what a member holds.
const ROOM: usize = 256 << 10;

/// Unpacks members; its room is used again for each.
pub(crate) struct Inflater {
    raw: Decompress,
    /// Whole at all times: room that is taken anew is filled with zeros first, which costs more than most members do.
    room: Vec<u8>,
    filled: usize,
}

/// What became of a member.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Member {
    /// It took so many bytes; `over` when it holds more than was to be kept.
    Whole { used: usize, over: bool },
    /// It goes on after the bytes at hand.
    Unfinished,
    /// It is broken: how.
    Broken(&'static str),
}

impl Inflater {
    pub fn new() -> Self {
        Self {
            raw: Decompress::new(false),
            room: Vec::new(),
            filled: 0,
        }
    }

    /// What the last member held.
    pub fn out(&self) -> &[u8] {
        &self.room[..self.filled]
    }

    /// Unpacks bytes into what is left of the room: how many it took, and how that ended.
    fn decompress(
        &mut self,
        bytes: &[u8],
        flush: FlushDecompress,
    ) -> (usize, Result<Status, DecompressError>) {
        let (read, wrote) = (self.raw.total_in(), self.raw.total_out());
        let room = &mut self.room[self.filled..];
        let status = self.raw.decompress(bytes, room, flush);
        self.filled += (self.raw.total_out() - wrote) as usize;
        ((self.raw.total_in() - read) as usize, status)
    }

    /// Unpacks the member that some bytes begin with; keeps so many bytes at most.
    pub fn member(&mut self, bytes: &[u8], most: usize) -> Member {
        self.filled = 0;
        self.raw.reset(false);
        let mut at = match head(bytes) {
            Head::Is(len) => len,
            Head::Short => return Member::Unfinished,
            Head::None => return Member::Broken("no gzip member"),
        };
        let (mut crc, mut over) = (Crc::new(), false);
        loop {
            if self.room.len() - self.filled < ROOM / 4 {
                self.room.resize(self.room.len() + ROOM.max(self.filled), 0);
            }
            let had = self.filled;
            let (read, status) = self.decompress(&bytes[at..], FlushDecompress::Finish);
            at += read;
            crc.update(&self.room[had..self.filled]);
            match status {
                Err(_) => return Member::Broken("its packed bytes"),
                Ok(Status::StreamEnd) => break,
                Ok(_) if self.filled < self.room.len() => return Member::Unfinished,
                Ok(_) => {}
            }
            if self.filled > most {
                over = true;
                self.filled = 0;
            }
        }
        let Some(tail) = bytes.get(at..at + 8) else {
            return Member::Unfinished;
        };
        let word =
            |at: usize| u32::from_le_bytes([tail[at], tail[at + 1], tail[at + 2], tail[at + 3]]);
        if (word(0), word(4)) != (crc.sum(), crc.amount()) {
            return Member::Broken("its checksum");
        }
        Member::Whole {
            used: at + 8,
            over: over || self.filled > most,
        }
    }

    /// Reads on through a member that is too large to be kept: how much of the bytes it took, and
    /// whether it ended there; nothing when it is broken.
    pub fn pass(&mut self, bytes: &[u8]) -> Option<(usize, bool)> {
        let mut at = 0;
        self.room.resize(self.room.len().max(ROOM), 0);
        loop {
            self.filled = 0;
            let (read, status) = self.decompress(&bytes[at..], FlushDecompress::None);
            at += read;
            match status {
                Err(_) => return None,
                Ok(Status::StreamEnd) => return Some((at, true)),
                Ok(_) if self.filled < self.room.len() => return Some((at, false)),
                Ok(_) => {}
            }
        }
    }

    /// Begins to pass through a member: where its packed bytes begin.
    pub fn begin(&mut self, bytes: &[u8]) -> Option<usize> {
        self.raw.reset(false);
        match head(bytes) {
            Head::Is(len) => Some(len),
            Head::Short | Head::None => None,
        }
    }
}

/// Whether bytes are the beginning of a member that holds a record; nothing when there are too few
/// to tell.
pub(crate) fn begins(bytes: &[u8]) -> Option<bool> {
    let at = match head(bytes) {
        Head::Is(len) => len,
        Head::Short => return None,
        Head::None => return Some(false),
    };
    let mut out = [0; 5];
    let mut raw = Decompress::new(false);
    match raw.decompress(&bytes[at..], &mut out, FlushDecompress::None) {
        Err(_) => Some(false),
        Ok(status) => {
            let got = &out[..raw.total_out() as usize];
            match got == b"WARC/" {
                true => Some(true),
                false if !b"WARC/".starts_with(got) || status == Status::StreamEnd => Some(false),
                false => None,
            }
        }
    }
}

enum Head {
    Is(usize),
    Short,
    None,
}

/// The head of a member: its length.
fn head(bytes: &[u8]) -> Head {
    if !bytes.starts_with(&MAGIC[..bytes.len().min(3)]) {
        return Head::None;
    }
    let Some(flags) = bytes.get(3).filter(|_| bytes.len() >= 10) else {
        return Head::Short;
    };
    if flags & 0xe0 != 0 {
        return Head::None;
    }
    let mut at = 10;
    if flags & 4 != 0 {
        let Some(len) = bytes.get(at..at + 2) else {
            return Head::Short;
        };
        at += 2 + usize::from(u16::from_le_bytes([len[0], len[1]]));
    }
    // a name and a comment, each to its zero
    for flag in [8, 16] {
        if flags & flag != 0 {
            let rest = bytes.get(at..).unwrap_or_default();
            match memchr::memchr(0, rest) {
                Some(n) => at += n + 1,
                None if rest.len() > NAME => return Head::None,
                None => return Head::Short,
            }
        }
    }
    at += usize::from(flags & 2 != 0) * 2;
    match at < bytes.len() {
        true => Head::Is(at),
        false => Head::Short,
    }
}

/// No name or comment in a head is longer.
const NAME: usize = 4096;

#[cfg(test)]
mod tests {
    use std::io::Write;

    use flate2::{Compression, GzBuilder};

    use super::*;

    fn packed(text: &[u8]) -> Vec<u8> {
        let head = GzBuilder::new()
            .filename("a.warc")
            .comment("c")
            .extra(vec![1, 2, 3]);
        let mut packer = head.write(Vec::new(), Compression::default());
        packer.write_all(text).unwrap();
        packer.finish().unwrap()
    }

    #[test]
    fn a_member_is_unpacked_alone() {
        let one = packed(b"WARC/1.0 one");
        let two = [one.clone(), packed(b"two")].concat();
        let mut inflater = Inflater::new();
        let whole = Member::Whole {
            used: one.len(),
            over: false,
        };
        assert_eq!(inflater.member(&two, 100), whole);
        assert_eq!(inflater.out(), b"WARC/1.0 one");
        assert_eq!(begins(&two), Some(true));
        assert_eq!(begins(&two[one.len()..]), Some(false));
        for cut in 0..one.len() {
            assert_eq!(
                inflater.member(&one[..cut], 100),
                Member::Unfinished,
                "{cut}"
            );
            assert_ne!(begins(&one[..cut]), Some(false), "{cut}");
        }
        let mut wrong = one.clone();
        let at = wrong.len() - 6;
        wrong[at] ^= 1;
        assert_eq!(inflater.member(&wrong, 100), Member::Broken("its checksum"));
        assert_eq!(
            inflater.member(b"no gzip", 100),
            Member::Broken("no gzip member")
        );
    }

    #[test]
    fn what_is_too_large_is_passed_through() {
        let large = packed(&vec![b'a'; 3 << 20]);
        let mut inflater = Inflater::new();
        let over = Member::Whole {
            used: large.len(),
            over: true,
        };
        assert_eq!(inflater.member(&large, 1000), over);
        assert!(inflater.room.len() < 2 << 20);
        let begin = inflater.begin(&large).unwrap();
        let (half, end) = large[begin..].split_at(1000);
        assert_eq!(inflater.pass(half), Some((1000, false)));
        assert_eq!(inflater.pass(end), Some((end.len() - 8, true)));
    }
}
