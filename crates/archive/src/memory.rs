//! An archive that is in memory, read at once.

use flate2::read::MultiGzDecoder;

use crate::Limits;
use crate::body::within;
use crate::detect::known;
use crate::error::Error;
use crate::form::{Form, Place, read};
use crate::item::{Item, Why};
use crate::open::Kind;

/// Shows `each` what stands in an archive of WARC or JSON lines that unpacks to so many bytes at most;
/// offsets are in what is unpacked.
///
/// # Errors
/// It is no such archive, or larger.
pub fn records(
    bytes: &[u8],
    limits: Limits,
    whole: u64,
    mut each: impl FnMut(Item<'_>),
) -> Result<(), Error> {
    let Some(Kind::Records { form, packed }) = known(bytes) else {
        return Err(Error::Unknown("these bytes".into()));
    };
    let unpacked;
    // what members unpack to is bounded as a whole
    let (form, bytes) = match packed || form == Form::Members {
        false => (form, bytes),
        true => {
            let broken = |why: Why| Error::Broken("these bytes".into(), why.to_string());
            unpacked = within(MultiGzDecoder::new(bytes), whole).map_err(broken)?;
            let form = if form == Form::Members {
                Form::Warc
            } else {
                form
            };
            (form, unpacked.as_slice())
        }
    };
    read(
        form,
        bytes,
        Place::default(),
        true,
        limits.record,
        &mut each,
    );
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use flate2::Compression;
    use flate2::write::GzEncoder;

    use super::*;

    fn gzip(bytes: &[u8]) -> Vec<u8> {
        let mut packer = GzEncoder::new(Vec::new(), Compression::best());
        packer.write_all(bytes).unwrap();
        packer.finish().unwrap()
    }

    #[test]
    fn what_unpacks_to_too_much_is_refused() {
        let text = b"WARC/1.0\r\nWARC-Type: resource\r\nWARC-Target-URI: http://a.example\r\nContent-Length: 1\r\n\r\nx";
        let bomb = [gzip(text), gzip(&vec![b'a'; 1 << 20])].concat();
        let read = records(&bomb, Limits::default(), 1 << 16, |_| {});
        assert!(matches!(read, Err(Error::Broken(..))), "{read:?}");
        let mut pages = 0;
        let read = records(&gzip(text), Limits::default(), 1 << 16, |_| pages += 1);
        assert!(read.is_ok() && pages == 1);
        for none in [b"".as_slice(), b"<p>", b"PAR1", b"WARC/0.9"] {
            assert!(records(none, Limits::default(), 1 << 16, |_| {}).is_err());
        }
    }
}
