//! Packed bodies, unpacked within bounds; bodies in chunks put together.

use std::io::Read;

use flate2::read::{DeflateDecoder, MultiGzDecoder, ZlibDecoder};

use crate::error::Error;

/// A body as its `Content-Encoding` says; of so many bytes at most.
pub(crate) fn unpack(encoding: &str, body: Vec<u8>, most: u64) -> Result<Vec<u8>, Error> {
    match encoding.trim().to_ascii_lowercase().as_str() {
        "" | "identity" => match body.len() as u64 > most {
            true => Err(Error::TooLarge(most)),
            false => Ok(body),
        },
        "gzip" | "x-gzip" => within(MultiGzDecoder::new(body.as_slice()), most),
        // some servers leave out the head of zlib
        "deflate" => match body.first().is_some_and(|b| b & 0x0f == 8) {
            true => within(ZlibDecoder::new(body.as_slice()), most),
            false => within(DeflateDecoder::new(body.as_slice()), most),
        },
        other => Err(Error::Encoding(format!("packed by {other}"))),
    }
}

/// All bytes of a reader, of so many at most.
pub(crate) fn within(reader: impl Read, most: u64) -> Result<Vec<u8>, Error> {
    let mut out = Vec::new();
    let read = reader.take(most.saturating_add(1)).read_to_end(&mut out);
    match read {
        Ok(_) if out.len() as u64 > most => Err(Error::TooLarge(most)),
        Ok(_) => Ok(out),
        Err(e) => Err(Error::Encoding(e.to_string())),
    }
}

/// A body in chunks, as archives keep it; as it is where it is in none.
pub(crate) fn unchunked(body: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    let mut rest = body;
    while let Ok(httparse::Status::Complete((head, size))) = httparse::parse_chunk_size(rest) {
        let size = usize::try_from(size).unwrap_or(usize::MAX);
        let Some(chunk) = rest.get(head..).and_then(|r| r.get(..size)) else {
            break;
        };
        if size == 0 {
            return out;
        }
        out.extend_from_slice(chunk);
        rest = &rest[head + size..];
        rest = rest.strip_prefix(b"\r\n").unwrap_or(rest);
    }
    // archives that unpacked it and kept the header
    match out.is_empty() {
        true => body.to_vec(),
        false => out,
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
                unpack(encoding, packed.clone(), 100_000).unwrap(),
                text,
                "{encoding}"
            );
            let short = unpack(encoding, packed, 99_999);
            assert_eq!(short, Err(Error::TooLarge(99_999)), "{encoding}");
        }
        for (encoding, packed) in [("gzip", "no gzip"), ("br", "x"), ("gzip, gzip", "x")] {
            let failed = unpack(encoding, packed.into(), 9);
            assert!(matches!(failed, Err(Error::Encoding(_))), "{encoding}");
        }
    }

    #[test]
    fn chunks_are_put_together() {
        assert_eq!(unchunked(b"3\r\nabc\r\n2;x=y\r\nde\r\n0\r\n\r\n"), b"abcde");
        assert_eq!(unchunked(b"3\r\nabc\r\nff\r\nde"), b"abc", "broken off");
        assert_eq!(unchunked(b"<p>not in chunks"), b"<p>not in chunks");
        assert_eq!(
            unchunked(b"ffffffffffffffff\r\nabc"),
            b"ffffffffffffffff\r\nabc"
        );
    }
}
