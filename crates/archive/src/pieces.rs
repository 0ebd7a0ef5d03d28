//! An archive cut into pieces, near where records begin.
//!
//! Where that cannot be seen, a piece ends anywhere: whoever puts the pieces together reads the record that
//! was cut through anew.

use std::io::{self, Read};

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

/// Cuts what a reader gives.
pub(crate) struct Pieces<R> {
    reader: R,
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
            reader,
            form,
            size: limits.piece.max(1),
            at,
            held: Vec::new(),
            ended: false,
        }
    }

    fn piece(&mut self) -> io::Result<Piece> {
        let mut bytes = Vec::with_capacity(self.size.max(self.held.len() + 1));
        bytes.append(&mut self.held);
        let wanted = self.size.saturating_sub(bytes.len()).max(1);
        let read = (&mut self.reader)
            .take(wanted as u64)
            .read_to_end(&mut bytes)?;
        self.ended = read < wanted;
        if !self.ended
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
        let piece = self.piece();
        self.ended |= piece.is_err();
        Some(piece)
    }
}
