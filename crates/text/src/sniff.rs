//! What a page is, by its bytes: names and declared types are wrong too often.

/// Whether text is HTML: one of its common tags in the first part, where markup would show.
pub(crate) fn is_html(source: &str) -> bool {
    const TAGS: &[&str] = &[
        "!doctype", "html", "head", "body", "meta", "title", "div", "p", "table", "script", "span",
        "br", "a", "h1", "h2", "article", "section", "link", "style", "font", "td", "tr", "ul",
        "li", "strong", "center", "main", "header", "nav", "form", "img", "iframe", "b", "i",
        "marquee", "ruby", "h3", "h4",
    ];
    let mut end = source.len().min(64 * 1024);
    while !source.is_char_boundary(end) {
        end -= 1;
    }
    let head = &source[..end];
    let mut tags = 0;
    for (i, _) in head.match_indices('<') {
        let rest = &head[i + 1..];
        let rest = rest.strip_prefix('/').unwrap_or(rest);
        let n = rest
            .bytes()
            .take_while(|b| b.is_ascii_alphanumeric() || *b == b'!')
            .count();
        let whole = rest
            .as_bytes()
            .get(n)
            .is_none_or(|b| matches!(b, b'>' | b' ' | b'/' | b'\n' | b'\r' | b'\t'));
        if whole && TAGS.iter().any(|t| rest[..n].eq_ignore_ascii_case(t)) {
            tags += 1;
            // One tag at the very start, or three anywhere: prose may speak of a tag.
            if tags >= 3 || head[..i].trim().is_empty() {
                return true;
            }
        }
    }
    false
}

/// What bytes are that are no text: `a PDF`, `binary data`. Nothing for what may be a page.
pub fn binary(bytes: &[u8]) -> Option<&'static str> {
    const MAGIC: &[(&[u8], &str)] = &[
        (b"%PDF-", "a PDF"),
        (b"PK\x03\x04", "a ZIP archive or office document"),
        (b"\x1f\x8b", "a gzip archive"),
        (b"\x89PNG", "a PNG image"),
        (b"\xff\xd8\xff", "a JPEG image"),
        (b"GIF8", "a GIF image"),
        (b"RIFF", "a media file"),
        (b"\xd0\xcf\x11\xe0", "an old office document"),
        (b"\x7fELF", "a program"),
        (b"BZh", "a bzip2 archive"),
        (b"\xfd7zXZ", "an xz archive"),
        (b"\x28\xb5\x2f\xfd", "a Zstandard archive"),
        (b"Rar!", "a RAR archive"),
        (b"SQLite format 3", "a database"),
    ];
    if let Some((_, name)) = MAGIC.iter().find(|(magic, _)| bytes.starts_with(magic)) {
        return Some(name);
    }
    let head = &bytes[..bytes.len().min(4096)];
    let controls = head
        .iter()
        .filter(|&&b| b < 32 && !matches!(b, b'\t' | b'\n' | b'\r' | 0x0c | 0x1b | 0))
        .count();
    (controls * 10 > head.len()).then_some("binary data")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_is_known_by_its_tags() {
        assert!(is_html("<!DOCTYPE html><p>甲"));
        assert!(is_html("  <div class='a'>甲"));
        assert!(is_html("甲<br>乙<br/>丙<p>"));
        assert!(!is_html("甲 < 乙,用 <p> 标签"));
        assert!(!is_html("省长会见州长"));
    }

    #[test]
    fn what_is_no_text() {
        assert_eq!(binary(b"%PDF-1.4"), Some("a PDF"));
        assert_eq!(binary("甲乙".as_bytes()), None);
        assert_eq!(binary(&[1, 2, 3, 4, 5, 6]), Some("binary data"));
    }
}
