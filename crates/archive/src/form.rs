//! How records lie in bytes, and reading those that a stretch of bytes holds.

use crate::item::{Item, Skipped, Why};
use crate::member::{Inflater, Member};
use crate::seek::{self, Next};
use crate::{line, warc};

/// How records lie in bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// Members of gzip, a record of WARC in each.
    Members,
    /// Records of WARC, one after another.
    Warc,
    /// Objects of JSON, one a line.
    Lines,
}

/// Where reading is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Place {
    /// Bytes from the beginning.
    pub at: u64,
    /// Whether the next record is still to be found, after one that was broken.
    pub seeking: bool,
}

/// Reads the records that bytes hold, from a place on, within a bound for each; `last` when no more
/// bytes follow. The place that is returned lies at the end of the bytes, or where a record begins that goes
/// on beyond them.
pub(crate) fn read(
    form: Form,
    bytes: &[u8],
    from: Place,
    last: bool,
    most: u64,
    each: &mut dyn FnMut(Item<'_>),
) -> Place {
    let mut stretch = Stretch {
        bytes,
        begin: from.at,
        last,
        most,
        each,
    };
    let mut inflater = Inflater::new();
    let mut at = 0;
    let mut seeking = from.seeking;
    loop {
        let place = |at: usize, seeking| Place {
            at: from.at + at as u64,
            seeking,
        };
        if seeking {
            match seek::next(form, &bytes[at..], last) {
                Next::At(n) => at += n,
                Next::Unclear(n) => return place(at + n, true),
                Next::Nowhere => return place(bytes.len(), true),
            }
        }
        if at == bytes.len() {
            return place(at, false);
        }
        let took = match form {
            Form::Members => stretch.member(at, &mut inflater),
            Form::Warc => stretch.record(at, None),
            Form::Lines => stretch.line(at),
        };
        match took {
            Took::Bytes(n) => {
                at += n;
                seeking = false;
            }
            Took::Unfinished(n) => return place(at + n, false),
            Took::Broken(how) => {
                let blank = match form {
                    Form::Warc => warc::blank(&bytes[at..]),
                    _ => 0,
                };
                at += blank;
                let offset = from.at + at as u64;
                stretch.skip(offset, String::new(), Why::Damaged(how));
                at += 1;
                seeking = true;
            }
        }
    }
}

/// What came of a record.
enum Took {
    /// It took so many bytes.
    Bytes(usize),
    /// It begins so many bytes on and goes on beyond the stretch.
    Unfinished(usize),
    /// It is broken: how.
    Broken(&'static str),
}

struct Stretch<'a> {
    bytes: &'a [u8],
    begin: u64,
    last: bool,
    most: u64,
    each: &'a mut dyn FnMut(Item<'_>),
}

impl Stretch<'_> {
    fn skip(&mut self, offset: u64, url: String, why: Why) {
        (self.each)(Item::Skipped(Skipped { offset, url, why }));
    }

    fn line(&mut self, at: usize) -> Took {
        let rest = &self.bytes[at..];
        let end = match memchr::memchr(b'\n', rest) {
            Some(n) => n,
            None if self.last => rest.len(),
            None => return Took::Unfinished(0),
        };
        if let Some(item) = line::item(&rest[..end], self.begin + at as u64, self.most) {
            (self.each)(item);
        }
        Took::Bytes((end + 1).min(rest.len()))
    }

    fn member(&mut self, at: usize, inflater: &mut Inflater) -> Took {
        let most = usize::try_from(self.most).unwrap_or(usize::MAX);
        let offset = self.begin + at as u64;
        match inflater.member(&self.bytes[at..], most.saturating_add(warc::HEAD)) {
            Member::Unfinished if self.last => Took::Broken("cut short"),
            Member::Unfinished => Took::Unfinished(0),
            Member::Broken(how) => Took::Broken(how),
            Member::Whole { used, over } => {
                match over {
                    true => self.skip(offset, String::new(), Why::TooLarge(self.most)),
                    false => self.records_of(inflater.out(), offset),
                }
                Took::Bytes(used)
            }
        }
    }

    /// The records of a member, each at the offset of the member.
    fn records_of(&mut self, held: &[u8], offset: u64) {
        let mut inner = Stretch {
            bytes: held,
            begin: 0,
            last: true,
            most: self.most,
            each: &mut *self.each,
        };
        let mut at = 0;
        while at < held.len() {
            match inner.record(at, Some(offset)) {
                Took::Bytes(n) => at += n,
                Took::Unfinished(_) => return,
                Took::Broken(how) => {
                    inner.skip(offset, String::new(), Why::Damaged(how));
                    match seek::next(Form::Warc, &held[at + 1..], true) {
                        Next::At(n) => at += 1 + n,
                        _ => return,
                    }
                }
            }
        }
    }

    /// A record of plain WARC, at an offset of its own or of the member that it is in.
    fn record(&mut self, at: usize, member: Option<u64>) -> Took {
        let blank = warc::blank(&self.bytes[at..]);
        let rest = &self.bytes[at + blank..];
        if rest.is_empty() {
            return Took::Bytes(blank);
        }
        let offset = member.unwrap_or(self.begin + (at + blank) as u64);
        let unfinished = match self.last {
            true => Took::Broken("cut short"),
            false => Took::Unfinished(blank),
        };
        let record = match warc::head(rest) {
            warc::Parsed::Record(record) => record,
            warc::Parsed::Unfinished => return unfinished,
            warc::Parsed::Broken(how) => return Took::Broken(how),
        };
        let end = usize::try_from(record.length)
            .ok()
            .and_then(|n| n.checked_add(record.head));
        let Some((end, block)) = end.and_then(|end| Some((end, rest.get(record.head..end)?)))
        else {
            return unfinished;
        };
        match warc::goes_on(&rest[end..], self.last) {
            None => return unfinished,
            Some(false) => return Took::Broken("its length is wrong"),
            Some(true) => {}
        }
        if block.len() as u64 > self.most {
            let url = record.url.into_owned();
            self.skip(offset, url, Why::TooLarge(self.most));
        } else {
            match warc::page(record, block, offset, self.most) {
                Ok(None) => {}
                Ok(Some(page)) => (self.each)(Item::Page(page)),
                Err((url, why)) => self.skip(offset, url.into_owned(), why),
            }
        }
        Took::Bytes(blank + end)
    }
}
