//! Passing through a record that is too large to be held.
//!
//! Where its length turns out to be a lie, records may stand in what was passed through: the first
//! that might be one is remembered, so that reading can begin there again.

use crate::Limits;
use crate::form::{Form, Place};
use crate::item::Why;
use crate::member::Inflater;
use crate::seek::{self, Next};
use crate::warc;

/// A record being passed through.
pub(crate) struct Skip {
    form: Form,
    way: Way,
    /// Where what was fed last ends.
    at: u64,
    /// What is still to be looked at: for where the record ends, and for where another begins.
    tail: Vec<u8>,
    sought: Vec<u8>,
    /// Where in the archive `sought` begins.
    sought_at: u64,
    back: Option<u64>,
}

enum Way {
    /// To the end of the packed bytes.
    Member(Box<Inflater>),
    /// To an offset, as the record says; `checked` when what stands there can tell whether it is right.
    To { end: u64, checked: bool },
    /// To the end of the line.
    Line,
    /// It cannot be told how long it is.
    Lost,
}

/// How passing through it goes.
pub(crate) enum Passed {
    /// It goes on.
    Through,
    /// It ended: why it is skipped, where reading goes on, and the bytes from there that were fed.
    Ended(Why, Place, Vec<u8>),
    /// It is broken: how, and where reading may begin again.
    Broken(&'static str, Option<u64>),
}

impl Skip {
    /// Passes through the record that begins at an offset, of which some bytes are at hand.
    pub fn new(form: Form, at: u64, held: &[u8]) -> Self {
        let mut inflater = Inflater::new();
        let way = match form {
            Form::Lines => Way::Line,
            Form::Warc => match warc::head(held) {
                warc::Parsed::Record(r) => Way::To {
                    end: (at + r.head as u64).saturating_add(r.length),
                    checked: true,
                },
                _ => Way::Lost,
            },
            Form::Members => match inflater.begin(held) {
                Some(_) => Way::Member(Box::new(inflater)),
                None => Way::Lost,
            },
        };
        Self {
            form,
            way,
            at,
            tail: Vec::new(),
            sought: Vec::new(),
            sought_at: at + 1,
            back: None,
        }
    }

    /// Takes the bytes that follow those fed before; the first are those that it was made with.
    pub fn feed(&mut self, bytes: &[u8], last: bool, limits: Limits) -> Passed {
        let first = self.at + 1 == self.sought_at && self.sought.is_empty();
        self.look_back(&bytes[usize::from(first).min(bytes.len())..]);
        let begin = self.at;
        self.at += bytes.len() as u64;
        let ended = |end: u64, rest: &[u8]| {
            let place = Place {
                at: end,
                seeking: false,
            };
            Passed::Ended(Why::TooLarge(limits.record), place, rest.to_vec())
        };
        match &mut self.way {
            Way::Lost => return Passed::Broken("a record without an end", self.back),
            Way::Line => {
                if let Some(n) = memchr::memchr(b'\n', bytes) {
                    return ended(begin + n as u64 + 1, &bytes[n + 1..]);
                }
                if last {
                    return ended(self.at, &[]);
                }
            }
            Way::Member(inflater) => {
                let head = match first {
                    true => inflater.begin(bytes).unwrap_or_default(),
                    false => 0,
                };
                match inflater.pass(&bytes[head..]) {
                    None => return Passed::Broken("its packed bytes", self.back),
                    Some((n, true)) => {
                        // the checksum and the length, which nobody adds up here
                        let end = begin + (head + n) as u64 + 8;
                        self.way = Way::To {
                            end,
                            checked: false,
                        };
                    }
                    Some(_) => {}
                }
            }
            Way::To { .. } => {}
        }
        if let Way::To { end, checked } = self.way
            && self.at >= end
        {
            let from = usize::try_from(end.saturating_sub(begin)).unwrap_or(bytes.len());
            self.tail
                .extend_from_slice(bytes.get(from..).unwrap_or_default());
            match checked.then(|| warc::goes_on(&self.tail, last)) {
                None | Some(Some(true)) => return ended(end, &std::mem::take(&mut self.tail)),
                Some(Some(false)) => return Passed::Broken("its length is wrong", self.back),
                Some(None) => {}
            }
        }
        match last {
            true => Passed::Broken("cut short", self.back),
            false => Passed::Through,
        }
    }

    /// Where what was fed last ends.
    pub fn end(&self) -> u64 {
        self.at
    }

    /// Looks for the first record that may begin in what is passed through.
    fn look_back(&mut self, bytes: &[u8]) {
        if self.back.is_some() || self.form == Form::Lines {
            return;
        }
        self.sought.extend_from_slice(bytes);
        match seek::next(self.form, &self.sought, false) {
            Next::At(n) => {
                self.back = Some(self.sought_at + n as u64);
                self.sought = Vec::new();
            }
            Next::Unclear(n) => {
                self.sought.drain(..n);
                self.sought_at += n as u64;
            }
            Next::Nowhere => {}
        }
    }
}
