//! Which pages are meant, and their bytes: bounded, unpacked, with every failure named.

use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use flate2::read::MultiGzDecoder;
use walkdir::WalkDir;

/// Why a page could not be read, and what to do about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Failure {
    /// The page or folder as the user named it.
    pub doc: String,
    /// What is wrong and the mend.
    pub what: String,
}

/// A page to be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Input {
    /// Path as named on the command line, or `-`.
    pub doc: String,
    path: Option<PathBuf>,
}

/// Endings of files that lie beside saved pages and are none.
const NO_PAGES: &[&str] = &[
    "json", "jsonl", "csv", "tsv", "md", "toml", "css", "js", "map", "png", "jpg", "jpeg", "gif",
    "webp", "svg", "ico", "bmp", "woff", "woff2", "ttf", "eot", "mp3", "mp4", "swf",
];

/// The pages meant by the arguments, in order; folders walked by name. What cannot be listed
/// stands in its place as a failure.
pub(crate) fn list(args: &[PathBuf]) -> Vec<Result<Input, Failure>> {
    let mut out = Vec::new();
    for arg in args {
        if arg.as_os_str() == "-" {
            out.push(Ok(Input {
                doc: "-".into(),
                path: None,
            }));
        } else if arg.is_dir() {
            walk(arg, &mut out);
        } else {
            out.push(Ok(Input {
                doc: name(arg),
                path: Some(arg.clone()),
            }));
        }
    }
    out
}

fn walk(folder: &Path, out: &mut Vec<Result<Input, Failure>>) {
    let before = out.len();
    let hidden =
        |e: &walkdir::DirEntry| e.depth() > 0 && e.file_name().as_encoded_bytes().starts_with(b".");
    let entries = WalkDir::new(folder).follow_links(true).sort_by_file_name();
    for entry in entries.into_iter().filter_entry(|e| !hidden(e)) {
        match entry {
            Ok(e) if e.file_type().is_file() && may_be_page(e.path()) => {
                out.push(Ok(Input {
                    doc: name(e.path()),
                    path: Some(e.into_path()),
                }));
            }
            Ok(_) => {}
            Err(e) => {
                let doc = name(e.path().unwrap_or(folder));
                let what = match e.loop_ancestor() {
                    Some(up) => format!("a link back to {}; left out", up.display()),
                    None => match e.io_error() {
                        Some(io) => said(io),
                        None => e.to_string(),
                    },
                };
                out.push(Err(Failure { doc, what }));
            }
        }
    }
    if out.len() == before {
        let what = "no pages in this folder; name the files to read others than .html and .txt";
        out.push(Err(Failure {
            doc: name(folder),
            what: what.into(),
        }));
    }
}

fn may_be_page(path: &Path) -> bool {
    let ending = path
        .extension()
        .map(|e| e.to_string_lossy().to_ascii_lowercase());
    ending.is_none_or(|e| !NO_PAGES.contains(&e.as_str()))
}

fn name(path: &Path) -> String {
    path.to_string_lossy().into_owned()
}

impl Input {
    /// The bytes of the page, unpacked when gzip packed them.
    ///
    /// # Errors
    /// The page cannot be opened or read, is empty, or holds more than `max` bytes.
    pub fn bytes(&self, max: u64) -> Result<Vec<u8>, Failure> {
        self.open(max).map_err(|what| Failure {
            doc: self.doc.clone(),
            what,
        })
    }

    fn open(&self, max: u64) -> Result<Vec<u8>, String> {
        let raw = match &self.path {
            None => take(io::stdin().lock(), max)?,
            Some(path) => {
                let file = File::open(path).map_err(|e| said(&e))?;
                let about = file.metadata().map_err(|e| said(&e))?;
                if about.is_file() && about.len() > max {
                    return Err(too_large(max));
                }
                take(file, max)?
            }
        };
        let raw = raw.ok_or_else(|| too_large(max))?;
        let bytes = if raw.starts_with(&[0x1f, 0x8b]) {
            let unpacked = take(MultiGzDecoder::new(raw.as_slice()), max).map_err(|e| {
                format!("a gzip file that cannot be unpacked ({e}); fetch it again")
            })?;
            unpacked.ok_or_else(|| {
                format!("unpacks to more than {max} bytes; if it is no bomb, raise --max-bytes")
            })?
        } else {
            raw
        };
        if bytes.iter().all(u8::is_ascii_whitespace) {
            return Err("the page is empty; fetch it again".into());
        }
        Ok(bytes)
    }
}

/// All bytes, or `None` when there are more than `max`.
fn take(from: impl Read, max: u64) -> Result<Option<Vec<u8>>, String> {
    let mut bytes = Vec::new();
    from.take(max.saturating_add(1))
        .read_to_end(&mut bytes)
        .map_err(|e| said(&e))?;
    Ok((bytes.len() as u64 <= max).then_some(bytes))
}

fn too_large(max: u64) -> String {
    format!("more than {max} bytes; split it into pages or raise --max-bytes")
}

/// An error of the system with the mend.
fn said(e: &io::Error) -> String {
    match e.kind() {
        io::ErrorKind::NotFound => "no such file; it was moved or its name is misspelt".into(),
        io::ErrorKind::PermissionDenied => {
            "may not be read; give this user the right to (chmod u+r, folders u+rx)".into()
        }
        io::ErrorKind::InvalidInput | io::ErrorKind::InvalidData => format!("{e}"),
        _ => format!("cannot be read: {e}"),
    }
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::io::Write;

    use flate2::Compression;
    use flate2::write::GzEncoder;

    use super::*;

    fn input(path: PathBuf) -> Input {
        Input {
            doc: name(&path),
            path: Some(path),
        }
    }

    #[test]
    fn a_folder_is_walked_by_name_and_data_is_left_out() {
        let dir = tempfile::tempdir().unwrap();
        for file in [
            "b.txt",
            "a.html",
            "a.json",
            ".hidden.txt",
            "SCORES.tsv",
            "c/d",
            "c/e.png",
        ] {
            let path = dir.path().join(file);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, "甲").unwrap();
        }
        let found = list(&[dir.path().to_path_buf()]);
        let docs: Vec<_> = found
            .iter()
            .map(|i| i.as_ref().unwrap().doc.rsplit('/').next().unwrap())
            .collect();
        assert_eq!(docs, ["a.html", "b.txt", "d"]);
    }

    #[test]
    fn a_folder_without_pages_is_a_failure() {
        let dir = tempfile::tempdir().unwrap();
        assert!(list(&[dir.path().to_path_buf()])[0].is_err());
    }

    #[test]
    fn gzip_is_unpacked_within_bounds() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("page.html.gz");
        let mut packed = GzEncoder::new(Vec::new(), Compression::best());
        packed.write_all(&[b'a'; 100_000]).unwrap();
        fs::write(&path, packed.finish().unwrap()).unwrap();
        let page = input(path.clone());
        assert_eq!(page.bytes(100_000).unwrap().len(), 100_000);
        assert!(
            page.bytes(99_999)
                .unwrap_err()
                .what
                .contains("unpacks to more than")
        );
        fs::write(&path, b"\x1f\x8b\x08rubbish").unwrap();
        assert!(
            page.bytes(1000)
                .unwrap_err()
                .what
                .contains("cannot be unpacked")
        );
    }

    #[test]
    fn a_page_too_large_or_empty_is_refused() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("page");
        fs::write(&path, "12345").unwrap();
        assert_eq!(input(path.clone()).bytes(5).unwrap(), b"12345");
        assert!(
            input(path.clone())
                .bytes(4)
                .unwrap_err()
                .what
                .contains("--max-bytes")
        );
        fs::write(&path, " \n").unwrap();
        assert!(input(path).bytes(4).unwrap_err().what.contains("empty"));
    }
}
