//! Why an archive could not be read, or not to its end.

use std::{fmt, io};

/// Why an archive could not be read, or not to its end.
#[derive(Debug)]
#[non_exhaustive]
pub enum Error {
    /// It cannot be opened or read on: which, and what the system or the store says.
    Read(String, io::Error),
    /// An address that names no object of a store.
    Address(String, String),
    /// It is none of the archives known here.
    Unknown(String),
    /// An archive that is read from its end, given as a stream.
    Stream(String),
    /// A table without a column of text; the columns it has.
    NoText(String, Vec<String>),
    /// A table or a package that is broken.
    Broken(String, String),
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Read(name, e) => match e.kind() {
                io::ErrorKind::NotFound => write!(
                    f,
                    "{name}: not there; it was moved or its name is misspelt ({e})"
                ),
                io::ErrorKind::PermissionDenied => write!(
                    f,
                    "{name}: may not be read; of a store, give credentials in the environment \
                     (AWS_ACCESS_KEY_ID …) or AWS_SKIP_SIGNATURE=true ({e})"
                ),
                _ => write!(
                    f,
                    "{name}: cannot be read ({e}); try again, with --checkpoint from where it stopped"
                ),
            },
            Self::Address(address, what) => write!(
                f,
                "{address}: names no archive ({what}); write s3://BUCKET/KEY or https://HOST/PATH"
            ),
            Self::Unknown(name) => write!(
                f,
                "{name}: no archive known here; WARC, WET (packed by gzip or not), WACZ, Parquet and \
                 JSON lines are"
            ),
            Self::Stream(name) => write!(
                f,
                "{name}: Parquet and WACZ are read from their end; name the file"
            ),
            Self::NoText(name, columns) => write!(
                f,
                "{name}: no column of text (text, content or raw_content); it has {}",
                columns.join(", ")
            ),
            Self::Broken(name, what) => write!(f, "{name}: broken ({what}); fetch it again"),
        }
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Read(_, e) => Some(e),
            _ => None,
        }
    }
}
