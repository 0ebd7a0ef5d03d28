//! MHTML as browsers save it: the HTML part, decoded.
//!
//! The source of such a page is the decoded part, not the file: offsets count in what the page
//! was before it was wrapped. Nested multiparts are not looked into.

/// The first HTML part of an archive, and the charset its header names; `None` for other bytes.
pub(crate) fn html_part(bytes: &[u8]) -> Option<(Vec<u8>, Option<String>)> {
    let (head, _) = headers(bytes)?;
    let kind = field(&head, "content-type")?;
    if !kind.to_ascii_lowercase().contains("multipart/") {
        return None;
    }
    let boundary = format!("--{}", parameter(&kind, "boundary")?);
    let mut parts = split(bytes, boundary.as_bytes());
    parts.find_map(|part| {
        let (head, body) = headers(part)?;
        let kind = field(&head, "content-type")?;
        if !kind.to_ascii_lowercase().starts_with("text/html") {
            return None;
        }
        let encoding = field(&head, "content-transfer-encoding").unwrap_or_default();
        let body = match encoding.trim().to_ascii_lowercase().as_str() {
            "quoted-printable" => quoted_printable(body),
            "base64" => base64(body),
            _ => body.to_vec(),
        };
        Some((body, parameter(&kind, "charset")))
    })
}

/// Header lines, unfolded, and the body behind the empty line. The first line has to be a header.
fn headers(bytes: &[u8]) -> Option<(Vec<String>, &[u8])> {
    let mut lines: Vec<String> = Vec::new();
    let mut at = 0;
    while at < bytes.len() && lines.len() < 64 {
        // before its end is looked for
        if !bytes[at].is_ascii_whitespace() && !is_named(&bytes[at..]) {
            return None;
        }
        let end = bytes[at..]
            .iter()
            .position(|&b| b == b'\n')
            .map_or(bytes.len(), |i| at + i);
        let line = String::from_utf8_lossy(bytes.get(at..end)?.get(..998.min(end - at))?);
        let line = line.trim_end();
        at = (end + 1).min(bytes.len());
        if line.is_empty() {
            if lines.is_empty() {
                continue;
            }
            return Some((lines, &bytes[at..]));
        }
        if line.starts_with([' ', '\t']) {
            let last = lines.last_mut()?;
            last.push(' ');
            last.push_str(line.trim_start());
        } else if !is_named(line.as_bytes()) {
            return None;
        } else {
            lines.push(line.to_owned());
        }
    }
    None
}

/// Whether a line begins with the name of a header, which nearly all pages show not to be at once.
fn is_named(line: &[u8]) -> bool {
    let other = |b: &&u8| !b.is_ascii_alphanumeric() && **b != b'-';
    line.iter().take(998).find(other) == Some(&b':')
}

fn field(head: &[String], name: &str) -> Option<String> {
    head.iter().find_map(|l| {
        let (key, value) = l.split_once(':')?;
        key.eq_ignore_ascii_case(name)
            .then(|| value.trim().to_owned())
    })
}

fn parameter(value: &str, name: &str) -> Option<String> {
    value.split(';').skip(1).find_map(|p| {
        let (key, v) = p.split_once('=')?;
        key.trim()
            .eq_ignore_ascii_case(name)
            .then(|| v.trim().trim_matches('"').to_owned())
    })
}

/// The parts between boundaries.
fn split<'a>(bytes: &'a [u8], boundary: &'a [u8]) -> impl Iterator<Item = &'a [u8]> {
    let mut rest = Some(bytes);
    let mut first = true;
    std::iter::from_fn(move || {
        loop {
            let bytes = rest?;
            let at = bytes
                .windows(boundary.len().max(1))
                .position(|w| w == boundary);
            let part = at.map_or(bytes, |i| &bytes[..i]);
            rest = at.map(|i| &bytes[i + boundary.len()..]);
            if !std::mem::take(&mut first) {
                return Some(part);
            }
        }
    })
}

fn quoted_printable(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(bytes.len());
    let mut i = 0;
    let hex = |b: Option<&u8>| b.and_then(|b| char::from(*b).to_digit(16));
    while i < bytes.len() {
        if bytes[i] != b'=' {
            out.push(bytes[i]);
            i += 1;
        } else if let (Some(a), Some(b)) = (hex(bytes.get(i + 1)), hex(bytes.get(i + 2))) {
            out.push((a * 16 + b) as u8);
            i += 3;
        } else {
            // A soft line break; anything else is broken and passed over.
            let line = bytes[i + 1..].iter().position(|&b| b == b'\n');
            i += match line {
                Some(n) if bytes[i + 1..i + 1 + n].iter().all(u8::is_ascii_whitespace) => n + 2,
                _ => 1,
            };
        }
    }
    out
}

fn base64(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(bytes.len() / 4 * 3);
    let (mut bits, mut n) = (0_u32, 0);
    for &b in bytes {
        let value = match b {
            b'A'..=b'Z' => b - b'A',
            b'a'..=b'z' => b - b'a' + 26,
            b'0'..=b'9' => b - b'0' + 52,
            b'+' => 62,
            b'/' => 63,
            _ => continue,
        };
        bits = bits << 6 | u32::from(value);
        n += 6;
        if n >= 8 {
            n -= 8;
            out.push((bits >> n) as u8);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_html_part_is_unwrapped() {
        let page = "From: <Saved>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\ttype=\"text/html\";\r\n\tboundary=\"--b\"\r\n\r\n\
            ----b\r\nContent-Type: text/css\r\n\r\np{}\r\n----b\r\nContent-Type: text/html; charset=utf-8\r\n\
            Content-Transfer-Encoding: quoted-printable\r\n\r\n<p>=E7=94=B2=\r\n</p>\r\n----b--";
        let (html, charset) = html_part(page.as_bytes()).unwrap();
        assert_eq!(String::from_utf8(html).unwrap(), "<p>甲</p>\r\n");
        assert_eq!(charset.as_deref(), Some("utf-8"));
    }

    #[test]
    fn other_bytes_are_left_alone() {
        assert!(html_part("来源: 某报\n\n正文".as_bytes()).is_none());
        assert!(html_part(b"<html>").is_none());
        assert_eq!(base64(b"55Sy"), "甲".as_bytes());
    }
}
