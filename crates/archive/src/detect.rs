//! What an archive is, by its bytes; names are wrong too often.

use std::io::Read;

use flate2::read::MultiGzDecoder;
use zip::ZipArchive;

use crate::error::Error;
use crate::form::Form;
use crate::member::{Inflater, MAGIC, Member};
use crate::open::{Archive, Kind};
use crate::seek::{self, Next};
use crate::source::Source;
use crate::warc;

/// Bytes by which an archive is known. The first record of one that is packed record by record is
/// about itself, and short.
const HEAD: u64 = 256 << 10;

/// Whether bytes begin as WARC does, packed or not.
pub fn is_warc(bytes: &[u8]) -> bool {
    matches!(
        known(bytes),
        Some(Kind::Records {
            form: Form::Members | Form::Warc,
            ..
        })
    )
}

/// The archives in a source: itself, or those of a package (WACZ), in order of name.
///
/// # Errors
/// It cannot be read, or is none that is known.
pub fn list(source: &Source) -> Result<Vec<Archive>, Error> {
    let failed = |e| Error::Read(source.name().to_owned(), e);
    let mut reader = source.from(0).map_err(failed)?;
    let mut head = Vec::new();
    (&mut reader)
        .take(HEAD)
        .read_to_end(&mut head)
        .map_err(failed)?;
    let kind = known(&head);
    let (package, table) = (head.starts_with(b"PK\x03\x04"), head.starts_with(b"PAR1"));
    source.put_back(head, reader);
    match kind {
        _ if (package || table) && !source.lies_bare() => {
            Err(Error::Stream(source.name().to_owned()))
        }
        _ if package => packaged(source),
        Some(kind) => Ok(vec![Archive {
            source: source.clone(),
            kind,
        }]),
        None => Err(Error::Unknown(source.name().to_owned())),
    }
}

/// What some bytes are the beginning of.
pub(crate) fn known(head: &[u8]) -> Option<Kind> {
    if head.starts_with(b"PAR1") {
        return Some(Kind::Table);
    }
    if !head.starts_with(&MAGIC) {
        return plain(head).map(|form| Kind::Records {
            form,
            packed: false,
        });
    }
    let mut begins = Vec::new();
    // what breaks off is told by what there is of it
    let _ = MultiGzDecoder::new(head).take(64).read_to_end(&mut begins);
    let more = matches!(seek::next(Form::Members, &head[1..], true), Next::At(_));
    let form = match plain(&begins) {
        // its first record may be broken
        None if more => Form::Warc,
        form => form?,
    };
    let alone = form == Form::Warc && (more || one_record(head));
    Some(Kind::Records {
        form: if alone { Form::Members } else { form },
        packed: !alone,
    })
}

/// How the records of bytes lie that are not packed.
fn plain(head: &[u8]) -> Option<Form> {
    let text = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head);
    let first = text.iter().find(|b| !b.is_ascii_whitespace());
    match first {
        _ if head.starts_with(b"WARC/1.") => Some(Form::Warc),
        Some(b'{') => Some(Form::Lines),
        _ => None,
    }
}

/// Whether the first member holds one record and no more.
fn one_record(head: &[u8]) -> bool {
    let mut inflater = Inflater::new();
    let whole = matches!(
        inflater.member(head, HEAD as usize),
        Member::Whole { over: false, .. }
    );
    let warc::Parsed::Record(record) = warc::head(inflater.out()) else {
        return false;
    };
    let end = (record.head as u64).saturating_add(record.length);
    let rest = usize::try_from(end)
        .ok()
        .and_then(|end| inflater.out().get(end..));
    whole && rest.is_none_or(|rest| warc::blank(rest) == rest.len())
}

/// The archives of a package, which lie in it as they are or packed by deflate.
fn packaged(source: &Source) -> Result<Vec<Archive>, Error> {
    let broken = |what: String| Error::Broken(source.name().to_owned(), what);
    let mut package = ZipArchive::new(source.reader(0)).map_err(|e| broken(e.to_string()))?;
    let mut inside: Vec<(String, Source)> = Vec::new();
    for i in 0..package.len() {
        let entry = package.by_index_raw(i).map_err(|e| broken(e.to_string()))?;
        let name = entry
            .name()
            .map_err(|e| broken(e.to_string()))?
            .into_owned();
        let lower = name.to_ascii_lowercase();
        let ends = [".warc", ".warc.gz", ".wet", ".wet.gz"];
        if !ends.iter().any(|end| lower.ends_with(end)) {
            continue;
        }
        let packed = match entry.compression() {
            zip::CompressionMethod::Stored => false,
            zip::CompressionMethod::Deflated => true,
            other => {
                return Err(broken(format!(
                    "{name} is packed by {other}; store it as it is"
                )));
            }
        };
        let begin = entry
            .data_start()
            .ok_or_else(|| broken(format!("{name} is nowhere")))?;
        let part = format!("{}!{name}", source.name());
        let part = source.part(part, begin, entry.compressed_size(), packed);
        inside.push((name, part));
    }
    inside.sort_by(|a, b| a.0.cmp(&b.0));
    let mut out = Vec::new();
    for (_, part) in inside {
        out.extend(list(&part)?);
    }
    match out.is_empty() {
        true => Err(Error::Unknown(source.name().to_owned())),
        false => Ok(out),
    }
}
