//! An archive that is known for what it is, ready to be read from any record on.

use std::io::{self, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use flate2::read::MultiGzDecoder;

use crate::Limits;
use crate::error::Error;
use crate::form::Form;
use crate::pieces::{Piece, Pieces};
use crate::rows::Table;
use crate::source::Source;

/// An archive.
#[derive(Clone)]
pub struct Archive {
    pub(crate) source: Source,
    pub(crate) kind: Kind,
}

/// What an archive is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Records in bytes; packed by gzip in one piece, or as they lie.
    Records { form: Form, packed: bool },
    /// Rows of Parquet.
    Table,
}

pub(crate) type PieceReader = Box<dyn Iterator<Item = io::Result<Piece>> + Send>;

impl Archive {
    /// Its name: the file or address, and for what is in a package that too.
    pub fn name(&self) -> &str {
        self.source.name()
    }

    /// Where it lies.
    pub fn source(&self) -> &Source {
        &self.source
    }

    /// How its records lie, unless it is a table.
    pub(crate) fn form(&self) -> Option<Form> {
        match self.kind {
            Kind::Records { form, .. } => Some(form),
            Kind::Table => None,
        }
    }

    /// Its pieces, from an offset on. `broken` is set when it ends where its packed bytes are broken.
    pub(crate) fn pieces(
        &self,
        from: u64,
        limits: Limits,
        broken: &Arc<AtomicBool>,
    ) -> Result<PieceReader, Error> {
        let failed = |e| Error::Read(self.name().to_owned(), e);
        let Kind::Records { form, packed } = self.kind else {
            let table = Table::open(self.name(), self.source.clone(), from)?;
            return Ok(Box::new(table.map(Ok)));
        };
        let reader: Box<dyn Read + Send> = match packed {
            false => self.source.from(from).map_err(failed)?,
            true => {
                let mut unpacked = Sound {
                    reader: MultiGzDecoder::new(self.source.from(0).map_err(failed)?),
                    broken: Arc::clone(broken),
                };
                io::copy(&mut (&mut unpacked).take(from), &mut io::sink()).map_err(failed)?;
                Box::new(unpacked)
            }
        };
        Ok(Box::new(Pieces::new(reader, form, from, limits)))
    }
}

/// Ends where packed bytes are broken, and says so: what stands before is read all the same.
struct Sound<R> {
    reader: R,
    broken: Arc<AtomicBool>,
}

impl<R: Read> Read for Sound<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        use io::ErrorKind::{InvalidData, InvalidInput, UnexpectedEof};
        if self.broken.load(Ordering::Relaxed) {
            return Ok(0);
        }
        match self.reader.read(out) {
            Err(e) if matches!(e.kind(), InvalidData | InvalidInput | UnexpectedEof) => {
                self.broken.store(true, Ordering::Relaxed);
                Ok(0)
            }
            other => other,
        }
    }
}
