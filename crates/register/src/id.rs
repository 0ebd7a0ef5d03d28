//! Ids that say nothing and never change: a hash of what identifies the thing.
//!
//! An id is a letter for the kind of thing, a hyphen, and 120 bits of SHA-256 in Crockford's
//! base 32: 24 characters that survive being read out over a telephone (no i, l, o, u). A counter
//! would depend on the order in which pages came, and two offices would never agree on one.

use sha2::{Digest, Sha256};

/// Crockford's alphabet, in lower case.
const ALPHABET: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

/// Characters after the letter and the hyphen.
const LENGTH: usize = 24;

/// The id of the thing of a kind that `parts` identify. Parts cannot run into each other: each is
/// hashed with its length.
pub(crate) fn id<'a>(kind: char, parts: impl IntoIterator<Item = &'a str>) -> String {
    let mut hash = Sha256::new();
    let mut letter = [0; 4];
    hash.update(kind.encode_utf8(&mut letter).as_bytes());
    for part in parts {
        hash.update((part.len() as u64).to_le_bytes());
        hash.update(part.as_bytes());
    }
    let digest = hash.finalize();
    let mut out = String::with_capacity(LENGTH + 2);
    out.push(kind);
    out.push('-');
    let (mut bits, mut held) = (0u32, 0);
    for byte in digest.iter().take(LENGTH * 5 / 8) {
        bits = bits << 8 | u32::from(*byte);
        held += 8;
        while held >= 5 {
            held -= 5;
            out.push(char::from(ALPHABET[(bits >> held & 31) as usize]));
        }
    }
    out
}

/// As [`id`], for what belongs to a larger thing: it begins as that thing's id does. Rows of one
/// page then lie side by side in every table, which is what keeps a large register quick to fill.
pub(crate) fn id_within<'a>(
    kind: char,
    whole: &str,
    parts: impl IntoIterator<Item = &'a str>,
) -> String {
    let own = id(kind, parts);
    let whole = whole.split_once('-').map_or(whole, |(_, rest)| rest);
    let (kept, _) = whole.split_at(whole.len().min(SHARED));
    format!("{kind}-{kept}{}", &own[2..2 + LENGTH - kept.len()])
}

/// Characters that the id of a part shares with that of its whole.
const SHARED: usize = 10;

/// SHA-256 of bytes, in lower-case hexadecimal.
pub(crate) fn sha256(bytes: &[u8]) -> String {
    let digest = Sha256::digest(bytes);
    digest.iter().map(|b| format!("{b:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_a_letter_and_24_characters() {
        let got = id('r', ["聊城市", "tie"]);
        assert_eq!(got.len(), 26);
        assert!(got.starts_with("r-"));
        assert_eq!(got, id('r', ["聊城市", "tie"]));
    }

    #[test]
    fn parts_do_not_run_into_each_other() {
        assert_ne!(id('r', ["ab", "c"]), id('r', ["a", "bc"]));
        assert_ne!(id('r', ["a"]), id('r', ["a", ""]));
        assert_ne!(id('r', ["a"]), id('e', ["a"]));
    }

    #[test]
    fn sha256_is_that_of_the_standard() {
        let want = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        assert_eq!(sha256(b"abc"), want);
    }
}
