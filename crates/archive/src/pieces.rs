//! An archive cut into pieces, near where records begin.
//!
//! Where that cannot be seen, a piece ends anywhere: whoever puts the pieces together reads the record that
//! was cut through anew.

use std::io::{self, BufRead, BufReader, ErrorKind, Read};

use crate::Limits;
use crate::form::Form;
use crate::rows::Row;
use crate::seek;

/// A piece of an archive.
pub(crate) struct Piece {
    /// Where it begins.
    pub at: u64,
    /// What it holds.
    pub load: Load,
    /// Whether the archive ends with it.
    pub last: bool,
}

/// What a piece holds.
pub(crate) enum Load {
    /// Bytes, to be read as records.
    Bytes(Form, Vec<u8>),
    /// Rows of a table, and the row after them.
    Rows(u64, Vec<Row>),
}

/// Bytes asked of a reader at a time, whatever the size of a piece: unpacking gives up all that it would have
/// given at one asking when it meets damage, and what is read before the damage must not depend on the pieces.
const ASKED: usize = 64 << 10;

/// Cuts what a reader gives.
pub(crate) struct Pieces<R> {
    reader: BufReader<R>,
    /// What ended the reading, told once all that was read before it is.
    failed: Option<io::Error>,
    form: Form,
    size: usize,
    at: u64,
    held: Vec<u8>,
    ended: bool,
}

impl<R: Read> Pieces<R> {
    /// Pieces of what stands from an offset on.
    pub fn new(reader: R, form: Form, at: u64, limits: Limits) -> Self {
        Self {
            reader: BufReader::with_capacity(ASKED, reader),
            failed: None,
            form,
            size: limits.piece.max(1),
            at,
            held: Vec::new(),
            ended: false,
        }
    }

    /// Reads so many bytes, fewer at the end or where reading fails: how many.
    fn read(&mut self, wanted: usize, bytes: &mut Vec<u8>) -> usize {
        let mut read = 0;
        while read < wanted {
            let some = match self.reader.fill_buf() {
                Ok(some) => some,
                Err(e) if e.kind() == ErrorKind::Interrupted => continue,
                Err(e) => {
                    self.failed = Some(e);
                    break;
                }
            };
            if some.is_empty() {
                break;
            }
            let some = &some[..some.len().min(wanted - read)];
            bytes.extend_from_slice(some);
            let taken = some.len();
            self.reader.consume(taken);
            read += taken;
        }
        read
    }

    fn piece(&mut self) -> io::Result<Piece> {
        let mut bytes = Vec::with_capacity(self.size.max(self.held.len() + 1));
        bytes.append(&mut self.held);
        let wanted = self.size.saturating_sub(bytes.len()).max(1);
        let read = self.read(wanted, &mut bytes);
        if bytes.is_empty()
            && let Some(e) = self.failed.take()
        {
            return Err(e);
        }
        self.ended = read < wanted && self.failed.is_none();
        if !self.ended
            && self.failed.is_none()
            && let Some(cut) = seek::last(self.form, &bytes).filter(|cut| *cut > 0)
        {
            self.held = bytes.split_off(cut);
        }
        let at = self.at;
        self.at += bytes.len() as u64;
        Ok(Piece {
            at,
            load: Load::Bytes(self.form, bytes),
            last: self.ended,
        })
    }
}

impl<R: Read> Iterator for Pieces<R> {
    type Item = io::Result<Piece>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.ended {
            return None;
        }
        if let Some(e) = self.failed.take() {
            self.ended = true;
            return Some(Err(e));
        }
        let piece = self.piece();
        self.ended |= piece.is_err();
        Some(piece)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Gives some bytes, however much is asked for, and then fails.
    struct Failing(Vec<u8>);

    impl Read for Failing {
        fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
            if self.0.is_empty() {
                return Err(io::Error::from(ErrorKind::InvalidData));
            }
            let n = into.len().min(self.0.len()).min(30);
            into[..n].copy_from_slice(&self.0[..n]);
            self.0.drain(..n);
            Ok(n)
        }
    }

    #[test]
    fn what_was_read_before_damage_is_told_whatever_the_pieces() {
        let text: Vec<u8> = b"{\"text\": \"one\"}\n".repeat(20);
        for piece in [1, 7, 16, 100, 4096] {
            let limits = Limits {
                piece,
                ..Limits::default()
            };
            let mut pieces = Pieces::new(Failing(text.clone()), Form::Lines, 0, limits);
            let mut all = Vec::new();
            let failed = loop {
                match pieces.next() {
                    Some(Ok(piece)) => match piece.load {
                        Load::Bytes(_, bytes) => all.extend(bytes),
                        Load::Rows(..) => unreachable!("no table"),
                    },
                    Some(Err(e)) => break e.kind(),
                    None => panic!("the failure is told"),
                }
            };
            assert_eq!((failed, &all), (ErrorKind::InvalidData, &text), "{piece}");
            assert!(pieces.next().is_none());
        }
    }
}
