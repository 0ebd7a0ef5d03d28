//! Packed bodies, unpacked within bounds; bodies in chunks put together.

use std::borrow::Cow;
use std::io::Read;

use flate2::read::{DeflateDecoder, MultiGzDecoder, ZlibDecoder};

use crate::item::Why;

/// A body as its `Content-Encoding` says; of so many bytes at most.
///
/// # Errors
/// It is packed otherwise, or larger.
pub fn unpack<'a>(encoding: &str, body: Cow<'a, [u8]>, most: u64) -> Result<Cow<'a, [u8]>, Why> {
    let unpacked = match encoding.trim().to_ascii_lowercase().as_str() {
        "" | "identity" => match body.len() as u64 > most {
            true => return Err(Why::TooLarge(most)),
            false => return Ok(body),
        },
        "gzip" | "x-gzip" => within(MultiGzDecoder::new(&*body), most),
        // some servers leave out the head of zlib
        "deflate" => match body.first().is_some_and(|b| b & 0x0f == 8) {
            true => within(ZlibDecoder::new(&*body), most),
            false => within(DeflateDecoder::new(&*body), most),
        },
        other => Err(Why::Encoding(format!("packed by {other}"))),
    };
    unpacked.map(Cow::Owned)
}

/// All bytes of a reader, of so many at most.
///
/// # Errors
/// There are more, or they are not packed as they say.
pub fn within(reader: impl Read, most: u64) -> Result<Vec<u8>, Why> {
    let mut out = Vec::new();
    let read = reader.take(most.saturating_add(1)).read_to_end(&mut out);
    match read {
        Ok(_) if out.len() as u64 > most => Err(Why::TooLarge(most)),
        Ok(_) => Ok(out),
        Err(e) => Err(Why::Encoding(e.to_string())),
    }
}

/// A body in chunks, as archives keep it; as it is where it is in none.
pub fn unchunked(body: &[u8]) -> Cow<'_, [u8]> {
    let mut out = Vec::new();
    let mut rest = body;
    while let Ok(httparse::Status::Complete((head, size))) = httparse::parse_chunk_size(rest) {
        let size = usize::try_from(size).unwrap_or(usize::MAX);
        let Some(chunk) = rest.get(head..).and_then(|r| r.get(..size)) else {
            break;
        };
        if size == 0 {
            return Cow::Owned(out);
        }
        out.extend_from_slice(chunk);
        rest = &rest[head + size..];
        rest = rest.strip_prefix(b"\r\n").unwrap_or(rest);
    }
    // archives that unpacked it and kept the header
    match out.is_empty() {
        true => Cow::Borrowed(body),
        false => Cow::Owned(out),
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use flate2::Compression;
    use flate2::write::{DeflateEncoder, GzEncoder, ZlibEncoder};

    use super::*;

    #[test]
    fn what_is_packed_is_unpacked_within_bounds() {
        let text = vec![b'a'; 100_000];
        let mut gzip = GzEncoder::new(Vec::new(), Compression::best());
        gzip.write_all(&text).unwrap();
        let mut zlib = ZlibEncoder::new(Vec::new(), Compression::best());
        zlib.write_all(&text).unwrap();
        let mut bare = DeflateEncoder::new(Vec::new(), Compression::best());
        bare.write_all(&text).unwrap();
        for (encoding, packed) in [
            ("gzip", gzip.finish().unwrap()),
            ("deflate", zlib.finish().unwrap()),
            ("Deflate", bare.finish().unwrap()),
            ("", text.clone()),
        ] {
            assert_eq!(
                unpack(encoding, Cow::Borrowed(&packed), 100_000).unwrap(),
                text,
                "{encoding}"
            );
            let short = unpack(encoding, Cow::Borrowed(&packed), 99_999);
            assert_eq!(short, Err(Why::TooLarge(99_999)), "{encoding}");
        }
        for (encoding, packed) in [("gzip", "no gzip"), ("br", "x"), ("gzip, gzip", "x")] {
            let failed = unpack(encoding, Cow::Borrowed(packed.as_bytes()), 9);
            assert!(matches!(failed, Err(Why::Encoding(_))), "{encoding}");
        }
    }

    #[test]
    fn chunks_are_put_together() {
        assert_eq!(
            *unchunked(b"3\r\nabc\r\n2;x=y\r\nde\r\n0\r\n\r\n"),
            *b"abcde"
        );
        assert_eq!(*unchunked(b"3\r\nabc\r\nff\r\nde"), *b"abc", "broken off");
        assert_eq!(*unchunked(b"<p>not in chunks"), *b"<p>not in chunks");
        assert_eq!(
            *unchunked(b"ffffffffffffffff\r\nabc"),
            *b"ffffffffffffffff\r\nabc"
        );
    }
}
