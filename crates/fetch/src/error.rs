//! Why a page was not fetched.

use std::fmt;
use std::net::IpAddr;

use jiehao_archive::Why;

/// Why a page was not fetched, or an archive not read.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Error {
    /// This is no address of a page: it cannot be understood, or is of another scheme than `http` and
    /// `https`, or of a port that pages are not served at.
    Url(String),
    /// The host has no address.
    Host(String),
    /// The host has an address that is not of the public web.
    Private(String, IpAddr),
    /// It leads on and on.
    Redirects(usize),
    /// The server answered with another status than success.
    Status(u16),
    /// More bytes than these, packed or unpacked.
    TooLarge(u64),
    /// It took longer than so many seconds.
    Slow(u64),
    /// No connection, or it broke off.
    Connection(String),
    /// Bytes that are not packed as they say.
    Encoding(String),
    /// No web archive, or a broken one: what is wrong.
    Archive(String),
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Url(url) => write!(
                f,
                "{url}: no address of a page; write http:// or https:// and a host"
            ),
            Self::Host(host) => write!(f, "{host}: the host is not known; mend its name"),
            Self::Private(host, address) => write!(
                f,
                "{host}: at {address}, which is no public address; save the page and send the file"
            ),
            Self::Redirects(most) => {
                write!(f, "leads on more than {most} times; name the page itself")
            }
            Self::Status(status) => write!(
                f,
                "the server answered {status}; open it in a browser to see why"
            ),
            Self::TooLarge(most) => write!(f, "more than {most} bytes; save the part that matters"),
            Self::Slow(seconds) => write!(f, "took more than {seconds} seconds; try again later"),
            Self::Connection(what) => write!(f, "no connection ({what}); try again later"),
            Self::Encoding(what) => write!(f, "cannot be unpacked ({what})"),
            Self::Archive(what) => write!(f, "no web archive that can be read ({what})"),
        }
    }
}

impl std::error::Error for Error {}

impl From<Why> for Error {
    fn from(why: Why) -> Self {
        match why {
            Why::TooLarge(most) => Self::TooLarge(most),
            Why::Encoding(what) => Self::Encoding(what),
            other => Self::Archive(other.to_string()),
        }
    }
}

impl From<jiehao_archive::Error> for Error {
    fn from(e: jiehao_archive::Error) -> Self {
        Self::Archive(e.to_string())
    }
}
