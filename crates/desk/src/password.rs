//! Passwords: Argon2id with the parameters that OWASP names first (19 MiB, two passes, one lane).

use std::sync::LazyLock;

use argon2::Argon2;
use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};

use crate::error::{Error, Refusal, Result};
use crate::secret;

/// Characters of a password.
const LEAST: usize = 10;
const MOST: usize = 200;

/// Whether a password may be taken for an account of this name.
pub(crate) fn fit(password: &str, name: &str) -> Result<()> {
    let length = password.chars().count();
    let named = password.to_lowercase() == name.to_lowercase();
    let one = password.chars().all(|c| password.starts_with(c));
    match (LEAST..=MOST).contains(&length) && !named && !one {
        true => Ok(()),
        false => Err(Refusal::Weak.into()),
    }
}

/// As it is kept.
pub(crate) fn kept(password: &str) -> Result<String> {
    let mut salt = [0; 16];
    secret::random(&mut salt)?;
    let hash: std::result::Result<PasswordHash, _> =
        Argon2::default().hash_password_with_salt(password.as_bytes(), &salt);
    hash.map(|h| h.to_string()).map_err(|e| Error::World {
        place: "the password".into(),
        what: format!("cannot be hashed ({e})"),
        mend: "free some memory and try again",
    })
}

/// What passwords of accounts that are not there are held against: it takes as long.
static NOBODY: LazyLock<String> =
    LazyLock::new(|| kept("no password is this one").unwrap_or_default());

/// Whether a password is the one kept. Where nothing is kept it is not, after the same work.
pub(crate) fn right(password: &str, kept: Option<&str>) -> bool {
    // nothing longer was ever taken; a long one must not buy more work
    let sent = if password.chars().count() > MOST {
        ""
    } else {
        password
    };
    let against = kept.unwrap_or(&NOBODY);
    let right = PasswordHash::new(against).is_ok_and(|hash| {
        Argon2::default()
            .verify_password(sent.as_bytes(), &hash)
            .is_ok()
    });
    right && kept.is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_is_known_again_and_no_other() {
        let hash = kept("correct horse").unwrap();
        assert!(
            hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"),
            "{hash}"
        );
        assert_ne!(hash, kept("correct horse").unwrap());
        assert!(right("correct horse", Some(&hash)));
        assert!(!right("correct horsf", Some(&hash)));
        assert!(!right(&"x".repeat(201), Some(&hash)));
        assert!(!right("no password is this one", None));
        assert!(!right("anything", Some("not a hash")));
    }

    #[test]
    fn short_and_obvious_passwords_are_refused() {
        for weak in [
            "",
            "123456789",
            "aaaaaaaaaaaa",
            "Liu.Xiaoming",
            &"x1".repeat(101),
        ] {
            assert!(fit(weak, "liu.xiaoming").is_err(), "{weak}");
        }
        assert!(fit("外事办公室的一个长口令", "liu").is_ok());
    }
}
