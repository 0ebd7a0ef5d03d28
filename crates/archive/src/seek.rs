//! Where a record begins, in bytes that are taken up anywhere.

use memchr::memmem;

use crate::form::Form;
use crate::member;

/// Where the next record begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Next {
    /// Here.
    At(usize),
    /// Nowhere before this; from here on more bytes are needed to tell.
    Unclear(usize),
    /// Nowhere.
    Nowhere,
}

/// Where the next record begins; `last` when no more bytes follow. The first byte is no beginning
/// of a record of plain WARC, which stands after a line break.
pub(crate) fn next(form: Form, bytes: &[u8], last: bool) -> Next {
    match form {
        Form::Lines => match memchr::memchr(b'\n', bytes) {
            Some(at) => Next::At(at + 1),
            None if last => Next::Nowhere,
            None => Next::Unclear(bytes.len()),
        },
        Form::Members => {
            for at in memmem::find_iter(bytes, &member::MAGIC) {
                match member::begins(&bytes[at..]) {
                    Some(true) => return Next::At(at),
                    None if !last => return Next::Unclear(at),
                    _ => {}
                }
            }
            rest(bytes, last, member::MAGIC.len() - 1)
        }
        Form::Warc => {
            for at in memmem::find_iter(bytes, RECORD) {
                match begins(bytes, at) {
                    Some(true) => return Next::At(at),
                    None if !last => return Next::Unclear(at - 1),
                    _ => {}
                }
            }
            rest(bytes, last, RECORD.len())
        }
    }
}

fn rest(bytes: &[u8], last: bool, kept: usize) -> Next {
    match last {
        true => Next::Nowhere,
        false => Next::Unclear(bytes.len().saturating_sub(kept)),
    }
}

/// Where the last record begins that bytes hold the beginning of.
pub(crate) fn last(form: Form, bytes: &[u8]) -> Option<usize> {
    match form {
        Form::Lines => memchr::memrchr(b'\n', bytes).map(|at| at + 1),
        Form::Members => memmem::rfind_iter(bytes, &member::MAGIC)
            .find(|at| member::begins(&bytes[*at..]) == Some(true)),
        Form::Warc => memmem::rfind_iter(bytes, RECORD).find(|at| begins(bytes, *at) == Some(true)),
    }
}

const RECORD: &[u8] = b"WARC/1.";

/// No name of a header of a record is longer.
const NAME: usize = 64;

/// Whether a record of plain WARC begins here: a line of its version, and one of a header.
fn begins(bytes: &[u8], at: usize) -> Option<bool> {
    if at == 0 || bytes[at - 1] != b'\n' {
        return Some(false);
    }
    let mut rest = &bytes[at + RECORD.len()..];
    for stage in [
        |b: &u8| b.is_ascii_digit(),
        |b: &u8| matches!(b, b'\r' | b'\n'),
        |b: &u8| b.is_ascii_alphanumeric() || *b == b'-',
    ] {
        let n = rest.iter().position(|b| !stage(b));
        match n {
            Some(n) if (1..=NAME).contains(&n) => rest = &rest[n..],
            None if rest.len() <= NAME => return None,
            _ => return Some(false),
        }
    }
    Some(rest[0] == b':')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_record_is_found_in_the_midst_of_bytes() {
        let bytes = b"x WARC/1.0 y\nWARC/1.0 z\r\n\r\nWARC/1.0\r\nWARC-Type: a";
        assert_eq!(next(Form::Warc, bytes, true), Next::At(27));
        assert_eq!(super::last(Form::Warc, bytes), Some(27));
        for cut in 28..bytes.len() - 3 {
            let found = next(Form::Warc, &bytes[..cut], false);
            assert!(
                matches!(found, Next::Unclear(n) if n <= 26),
                "{cut}: {found:?}"
            );
            assert_eq!(next(Form::Warc, &bytes[..cut], true), Next::Nowhere);
        }
        assert_eq!(next(Form::Lines, b"ab\nc", false), Next::At(3));
        assert_eq!(super::last(Form::Lines, b"ab\nc\nd"), Some(5));
    }
}
