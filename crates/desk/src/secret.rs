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
        let fits = text.len() == 64 && text.bytes().all(|b| b.is_ascii_hexdigit());
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
}
