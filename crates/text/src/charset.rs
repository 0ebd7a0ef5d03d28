//! From bytes to characters.
//!
//! In this order: a byte order mark; bytes that are UTF-8; what `chardetng` makes of the first
//! part, with the declared name as a hint. Declarations of re-hosted pages are wrong so often that
//! they never outrank the bytes.

use std::borrow::Cow;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

/// How much of the page the detector sees. Frequencies settle far earlier.
const PREFIX: usize = 64 * 1024;

/// The decoded text and its charset, and whether some bytes were no text. The declared name is asked for only
/// where the bytes do not tell.
pub(crate) fn decode(
    bytes: &[u8],
    declared: impl FnOnce() -> Option<String>,
) -> (Cow<'_, str>, &'static Encoding, bool) {
    if let Some((encoding, _)) = Encoding::for_bom(bytes) {
        let (text, broken) = encoding.decode_with_bom_removal(bytes);
        return (text, encoding, broken);
    }
    if let Some(encoding) = wide(bytes) {
        let (text, broken) = encoding.decode_without_bom_handling(bytes);
        return (text, encoding, broken);
    }
    // A file cut in the middle of a character is UTF-8 all the same.
    let valid = match simdutf8::compat::from_utf8(bytes) {
        Ok(text) => return (Cow::Borrowed(text), UTF_8, false),
        Err(e) => (e.valid_up_to(), e.error_len()),
    };
    if valid.1.is_none() && valid.0 > 0 || mostly_utf8(bytes) {
        return (String::from_utf8_lossy(bytes), UTF_8, true);
    }
    let prefix = &bytes[..bytes.len().min(PREFIX)];
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(prefix, prefix.len() == bytes.len());
    let hint = declared().and_then(|d| Encoding::for_label(d.as_bytes()));
    let tld: Option<&[u8]> = match hint.map(Encoding::name) {
        Some("Big5") => Some(b"tw"),
        Some("EUC-JP" | "Shift_JIS") => Some(b"jp"),
        Some("EUC-KR") => Some(b"kr"),
        Some("GBK" | "gb18030") => Some(b"cn"),
        _ => None,
    };
    let guess = detector.guess(tld, Utf8Detection::Allow);
    // GBK and GB18030 differ in four-byte characters only, which the larger one knows.
    let encoding = if guess.name() == "GBK" {
        encoding_rs::GB18030
    } else {
        guess
    };
    let (text, broken) = encoding.decode_without_bom_handling(bytes);
    (text, encoding, broken)
}

/// A few broken bytes in a page of valid multi-byte characters.
fn mostly_utf8(bytes: &[u8]) -> bool {
    let sample = &bytes[..bytes.len().min(PREFIX)];
    let (mut good, mut bad) = (0_usize, 0_usize);
    for chunk in sample.utf8_chunks() {
        good += chunk.valid().chars().filter(|c| c.len_utf8() >= 3).count();
        bad += usize::from(!chunk.invalid().is_empty());
    }
    good > 20 && bad * 20 < good
}

/// UTF-16 without a mark: every other byte of the markup is zero.
fn wide(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = &bytes[..bytes.len().min(512) & !1];
    if head.len() < 8 {
        return None;
    }
    let zeros = |odd: usize| {
        head.iter()
            .skip(odd)
            .step_by(2)
            .filter(|b| **b == 0)
            .count()
    };
    let (even, odd, half) = (zeros(0), zeros(1), head.len() / 2);
    match () {
        () if even == 0 && odd * 4 > half => Some(UTF_16LE),
        () if odd == 0 && even * 4 > half => Some(UTF_16BE),
        () => None,
    }
}

/// The charset that the markup or the server names.
pub(crate) fn declared<'a>(bytes: &'a [u8], content_type: Option<&'a str>) -> Option<String> {
    let name = |s: &str| {
        let at = s.to_ascii_lowercase().find("charset")?;
        let rest = s[at + 7..]
            .trim_start()
            .strip_prefix('=')?
            .trim_start_matches(['"', '\'', ' ']);
        let end = rest
            .find(|c: char| !c.is_ascii_alphanumeric() && c != '-' && c != '_')
            .unwrap_or(rest.len());
        (end > 0).then(|| rest[..end].to_owned())
    };
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(2048)]);
    name(&head).or_else(|| content_type.and_then(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str =
        "外事办公室代表团访问了友好城市,双方签署了关于加强经贸合作的备忘录,并商定明年举办论坛。";

    #[test]
    fn the_charsets_of_chinese_pages() {
        for (label, want) in [
            ("gbk", "gb18030"),
            ("gb18030", "gb18030"),
            ("utf-8", "UTF-8"),
        ] {
            let (bytes, _, _) = Encoding::for_label(label.as_bytes()).unwrap().encode(TEXT);
            let (text, encoding, broken) = decode(&bytes, || None);
            assert_eq!((&*text, encoding.name(), broken), (TEXT, want, false));
        }
        let big5 = "代表團訪問了友好城市,雙方簽署了關於加強經貿合作的備忘錄,並商定明年舉辦論壇。";
        let (bytes, _, _) = encoding_rs::BIG5.encode(big5);
        assert_eq!(decode(&bytes, || Some("big5".into())).0, big5);
        let wide: Vec<u8> = [0xfeff]
            .into_iter()
            .chain(TEXT.encode_utf16())
            .flat_map(u16::to_le_bytes)
            .collect();
        assert_eq!(decode(&wide, || None).0, TEXT);
    }

    #[test]
    fn a_wrong_declaration_is_outvoted() {
        assert_eq!(
            decode(TEXT.as_bytes(), || Some("gb2312".into())).1.name(),
            "UTF-8"
        );
        let mut cut = TEXT.as_bytes().to_vec();
        cut.pop();
        cut.pop();
        assert_eq!(decode(&cut, || None).1.name(), "UTF-8");
    }

    #[test]
    fn names() {
        assert_eq!(
            declared(b"<meta charset=\"gb2312\">", None).as_deref(),
            Some("gb2312")
        );
        assert_eq!(
            declared(b"", Some("text/html; charset=Big5")).as_deref(),
            Some("Big5")
        );
    }
}
