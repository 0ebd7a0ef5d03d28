//! Secrets that are shown once: 32 random bytes, kept as their SHA-256.
//!
//! They are looked up by their hash, so that how long a look-up takes tells nothing of the secret.

use std::fmt;

use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;

use crate::error::{Error, Result};

/// A secret, in the letters that cookies and headers carry.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    /// A new one.
    ///
    /// # Errors
    /// The system gives no random bytes.
    pub fn new() -> Result<Self> {
        let mut bytes = [0; 32];
        random(&mut bytes)?;
        Ok(Self(hex(&bytes)))
    }

    /// As a visitor sent it; nothing where it is none.
    pub fn sent(text: &str) -> Option<Self> {
        let fits = text.len() == DIGITS && text.bytes().all(|b| b.is_ascii_hexdigit());
        fits.then(|| Self(text.to_ascii_lowercase()))
    }

    /// Its letters, to be given to whom it belongs.
    pub fn reveal(&self) -> &str {
        &self.0
    }

    /// Another secret that follows from this one and tells nothing of it: the word that forms of a
    /// session carry.
    pub fn derived(&self, purpose: &str) -> String {
        let mut hash = Sha256::new();
        hash.update(purpose.as_bytes());
        hash.update([0]);
        hash.update(self.0.as_bytes());
        hex(&hash.finalize())
    }

    pub(crate) fn hash(&self) -> Vec<u8> {
        Sha256::digest(self.0.as_bytes()).to_vec()
    }
}

/// A secret does not go into logs by mistake.
impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret")
    }
}

/// Whether two words are the same, in a time that does not tell where they differ.
pub fn same(a: &str, b: &str) -> bool {
    a.as_bytes().ct_eq(b.as_bytes()).into()
}

/// A word of [`Secret::derived`] as a page shows it: another each time. A page that is packed before it
/// is sent tells by its size whether it says the same thing twice, so that who can have a word of his own
/// put on it might guess a word that stays the same, letter by letter (BREACH).
///
/// # Errors
/// The system gives no random bytes.
pub fn masked(word: &str) -> Result<String> {
    let mask = Secret::new()?;
    let veiled = combined(mask.reveal(), word).unwrap_or_default();
    Ok(format!("{}{veiled}", mask.reveal()))
}

/// The word that was shown so; nothing where none can have been.
pub fn unmasked(shown: &str) -> Option<String> {
    let (mask, veiled) = shown.split_at_checked(DIGITS)?;
    combined(mask, veiled)
}

/// Digits of a secret.
const DIGITS: usize = 64;

/// Two secrets, digit against digit: the same once more gives back what was there before.
fn combined(a: &str, b: &str) -> Option<String> {
    if a.len() != DIGITS || b.len() != DIGITS {
        return None;
    }
    let pairs = a.chars().zip(b.chars());
    pairs
        .map(|(a, b)| char::from_digit(a.to_digit(16)? ^ b.to_digit(16)?, 16))
        .collect()
}

/// Random bytes of the system.
pub(crate) fn random(bytes: &mut [u8]) -> Result<()> {
    getrandom::fill(bytes).map_err(|e| Error::World {
        place: "the system".into(),
        what: format!("gives no random bytes ({e})"),
        mend: "run it where /dev/urandom can be read",
    })
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|b| format!("{b:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_differ_and_are_known_again() {
        let (a, b) = (Secret::new().unwrap(), Secret::new().unwrap());
        assert_ne!(a, b);
        assert_eq!(Secret::sent(a.reveal()), Some(a.clone()));
        for wrong in ["", "0", &"g".repeat(64), &"0".repeat(65)] {
            assert_eq!(Secret::sent(wrong), None);
        }
        assert_ne!(a.derived("form"), a.derived("other"));
        assert_ne!(a.derived("form"), b.derived("form"));
        assert!(!format!("{a:?}").contains(a.reveal()));
        assert!(same("ab", "ab") && !same("ab", "ac") && !same("ab", "abc"));
    }

    #[test]
    fn a_word_is_shown_in_another_way_each_time() {
        let word = Secret::new().unwrap().derived("form");
        let (one, other) = (masked(&word).unwrap(), masked(&word).unwrap());
        assert_ne!(one, other);
        assert_eq!(unmasked(&one), Some(word.clone()));
        assert_eq!(unmasked(&other), Some(word.clone()));
        let halves = [&one[..DIGITS], &one[DIGITS..], &other[DIGITS..]];
        assert!(halves.iter().all(|half| *half != word));
        let strange = "é".repeat(DIGITS);
        for wrong in ["", &word, &strange, &"g".repeat(2 * DIGITS), &one[1..]] {
            assert_eq!(unmasked(wrong), None, "{wrong}");
        }
    }
}
