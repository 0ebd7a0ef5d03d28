//! What can go wrong with a register: the thing, what is wrong with it, and the mend.

use std::fmt;

/// What kind of failure it is, for callers that act on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ErrorKind {
    /// Another process holds the register.
    Locked,
    /// No room is left on the disk.
    Full,
    /// A later version of the program wrote it.
    Newer,
    /// It is cut short or garbled.
    Damaged,
    /// It is a file or database of something else.
    Foreign,
    /// The connection to the database is gone.
    Lost,
    /// An id, name or decision that the register does not hold.
    Unknown,
    /// A request that contradicts itself or what is on record.
    Refused,
    /// Somebody decided meanwhile.
    Overtaken,
    /// Any other failure of the file system or the database.
    World,
}

/// A failure, with the thing named and what to do about it.
#[derive(Debug)]
pub struct Error {
    /// What kind it is.
    pub kind: ErrorKind,
    /// The file, address or id concerned.
    pub thing: String,
    /// What is wrong with it.
    pub what: String,
    /// What to do.
    pub mend: &'static str,
}

/// What the register's functions give.
pub type Result<T> = std::result::Result<T, Error>;

impl Error {
    /// A failure of `kind` that concerns `thing`; the mend is that of the kind.
    pub fn new(kind: ErrorKind, thing: impl Into<String>, what: impl Into<String>) -> Self {
        Self {
            kind,
            thing: thing.into(),
            what: what.into(),
            mend: kind.mend(),
        }
    }
}

impl ErrorKind {
    fn mend(self) -> &'static str {
        match self {
            Self::Locked => "wait until the other process ends, then run it again",
            Self::Full => "make room on the disk and run it again; what was committed stands",
            Self::Newer => "use the version of jiehao that wrote it, or a later one",
            Self::Damaged => "restore it from a backup; nothing was written",
            Self::Foreign => "name another file or database; nothing was written",
            Self::Lost => "run it again when the database answers; what was committed stands",
            Self::Unknown => "mend the name and run it again",
            Self::Overtaken => "look at what was decided, then decide again; nothing was written",
            Self::Refused => "mend the request; nothing was written",
            Self::World => "mend the cause and run it again; what was committed stands",
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}; {}", self.thing, self.what, self.mend)
    }
}

impl std::error::Error for Error {}
