//! What can go wrong at the desk: something is refused, is not there, or the file failed.

use std::fmt;

/// Why something is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Refusal {
    /// A name of an account that is none.
    Name,
    /// There is an account of this name.
    Taken,
    /// A password that is too short, too long, or the name itself.
    Weak,
    /// The password is another, or there is no such account: which of the two is not said.
    Wrong,
    /// The last administrator would be lost.
    LastAdmin,
    /// A label that is empty or too long.
    Label,
    /// More than the role of the account allows.
    Beyond,
    /// Too many drafts, tokens or bytes.
    TooMany,
}

impl Refusal {
    /// What to do about it.
    pub fn mend(self) -> &'static str {
        match self {
            Self::Name => {
                "a name has 1 to 40 letters, digits, dots, hyphens or underscores, and no spaces"
            }
            Self::Taken => "there is an account of this name; choose another",
            Self::Weak => "a password has 10 to 200 characters and is not the name",
            Self::Wrong => "name or password are wrong",
            Self::LastAdmin => "make another account an administrator first",
            Self::Label => "a label has 1 to 60 characters",
            Self::Beyond => "the role of the account does not allow it",
            Self::TooMany => "remove some of those there are first",
        }
    }
}

/// A failure.
#[derive(Debug)]
#[non_exhaustive]
pub enum Error {
    /// It was refused; nothing was written.
    Refused(Refusal),
    /// There is no such account, token or draft: what was named.
    Unknown(String),
    /// The file cannot be used: where, what, and what to do.
    World {
        /// The file.
        place: String,
        /// What is wrong with it.
        what: String,
        /// What to do.
        mend: &'static str,
    },
}

/// What the desk's functions give.
pub type Result<T> = std::result::Result<T, Error>;

impl From<Refusal> for Error {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Refused(refusal) => f.write_str(refusal.mend()),
            Self::Unknown(what) => write!(f, "{what}: there is none of this name"),
            Self::World { place, what, mend } => write!(f, "{place}: {what}; {mend}"),
        }
    }
}

impl std::error::Error for Error {}
