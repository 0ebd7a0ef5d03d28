//! What comes out of an archive: pages, and what was skipped.

use std::borrow::Cow;
use std::fmt;

/// What stands at an offset of an archive.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Item<'a> {
    /// A page.
    Page(Page<'a>),
    /// What might have been one.
    Skipped(Skipped),
}

/// A page out of an archive.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page<'a> {
    /// Where its record begins: bytes from the start of the archive, as it lies there; of one that
    /// was packed in one piece, bytes unpacked; of Parquet, rows.
    pub offset: u64,
    /// Its address; empty where the archive has none.
    pub url: Cow<'a, str>,
    /// When it was taken, as the archive says; empty where it does not.
    pub taken: Cow<'a, str>,
    /// `Content-Type` as the server sent it; empty where it did not.
    pub kind: Cow<'a, str>,
    /// The page, unpacked.
    pub bytes: Cow<'a, [u8]>,
}

/// What was skipped, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Skipped {
    /// Where it begins, as of a [`Page`].
    pub offset: u64,
    /// Its address, as far as it is known.
    pub url: String,
    /// Why.
    pub why: Why,
}

/// Why something was skipped.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Why {
    /// The answer was no success: its status.
    Status(u16),
    /// No text: what it is.
    Kind(String),
    /// More bytes than these, unpacked.
    TooLarge(u64),
    /// Packed in a way that is not known, or not as it says.
    Encoding(String),
    /// An answer of the web that is none: what it says it is.
    Payload(String),
    /// The record is broken: how.
    Damaged(&'static str),
}

impl Why {
    /// Whether a page may have been lost; otherwise none was there.
    pub fn is_loss(&self) -> bool {
        !matches!(self, Self::Status(_) | Self::Kind(_))
    }

    /// What sort of reason it is, in a word or two that many share.
    pub fn sort(&self) -> &'static str {
        match self {
            Self::Status(_) => "no success",
            Self::Kind(_) => "no text",
            Self::TooLarge(_) => "too large",
            Self::Encoding(_) => "cannot be unpacked",
            Self::Payload(_) => "no answer of HTTP",
            Self::Damaged(_) => "damaged",
        }
    }
}

impl fmt::Display for Why {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Status(status) => write!(f, "the server answered {status}"),
            Self::Kind(kind) => write!(f, "no text ({kind})"),
            Self::TooLarge(most) => write!(f, "more than {most} bytes unpacked; skipped"),
            Self::Encoding(what) => write!(f, "cannot be unpacked ({what}); skipped"),
            Self::Payload(kind) => write!(f, "no answer of HTTP ({kind}); skipped"),
            Self::Damaged(how) => write!(f, "damaged ({how}); skipped"),
        }
    }
}
