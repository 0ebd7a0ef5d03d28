//! Where an archive lies: a file, a stream such as standard input, or an object of a store.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::path::PathBuf;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use flate2::read::DeflateDecoder;

use crate::error::Error;
use crate::store::Object;

/// Bytes read of a file or store at a time.
const WINDOW: u64 = 1 << 20;
/// Of a store, where each reading is a request.
const FAR_WINDOW: u64 = 8 << 20;

/// Where an archive lies. Clones are of one thing, and count together what was read of it.
#[derive(Clone)]
pub struct Source {
    name: String,
    place: Place,
    /// Bytes from the beginning, unless it is a stream.
    size: Option<u64>,
    /// Where in it the archive begins.
    begin: u64,
    /// Whether its bytes are packed by deflate, as a package may pack what is in it.
    packed: bool,
    read: Arc<AtomicU64>,
}

#[derive(Clone)]
enum Place {
    File(Arc<File>),
    Object(Object),
    Stream(Arc<Mutex<Option<Box<dyn Read + Send>>>>),
}

impl Source {
    /// What an argument names: an address (`s3://`, `https://`, `http://`) or the path of a file.
    ///
    /// # Errors
    /// It is not there, or may not be read.
    pub fn open(arg: &str) -> Result<Self, Error> {
        if let Some((scheme, _)) = arg.split_once("://")
            && scheme.bytes().all(|b| b.is_ascii_alphanumeric())
        {
            let object = Object::open(arg)?;
            let size = object.size();
            return Ok(Self::new(arg, Place::Object(object), Some(size)));
        }
        let failed = |e| Error::Read(arg.to_owned(), e);
        let file = File::open(PathBuf::from(arg)).map_err(failed)?;
        let about = file.metadata().map_err(failed)?;
        match about.is_file() {
            true => Ok(Self::new(
                arg,
                Place::File(Arc::new(file)),
                Some(about.len()),
            )),
            // a pipe, a socket
            false => Ok(Self::stream(arg, file)),
        }
    }

    /// What can be read once only, from its beginning on.
    pub fn stream(name: &str, reader: impl Read + Send + 'static) -> Self {
        let reader: Box<dyn Read + Send> = Box::new(reader);
        let place = Place::Stream(Arc::new(Mutex::new(Some(reader))));
        Self::new(name, place, None)
    }

    fn new(name: &str, place: Place, size: Option<u64>) -> Self {
        Self {
            name: name.to_owned(),
            place,
            size,
            begin: 0,
            packed: false,
            read: Arc::default(),
        }
    }

    /// Its name, as it was given.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Its bytes; nothing for a stream.
    pub fn size(&self) -> Option<u64> {
        self.size
    }

    /// Bytes read of it so far.
    pub fn bytes_read(&self) -> u64 {
        self.read.load(Ordering::Relaxed)
    }

    /// A part of it, as an archive of its own, which may be packed by deflate.
    pub(crate) fn part(&self, name: String, begin: u64, size: u64, packed: bool) -> Self {
        Self {
            name,
            size: Some(size),
            begin: self.begin + begin,
            packed,
            ..self.clone()
        }
    }

    /// A reader from an offset on; what is packed is unpacked from its beginning to there.
    pub(crate) fn from(&self, at: u64) -> io::Result<Box<dyn Read + Send>> {
        let Place::Stream(stream) = &self.place else {
            if self.packed {
                let mut unpacked = DeflateDecoder::new(self.reader(0));
                io::copy(&mut (&mut unpacked).take(at), &mut io::sink())?;
                return Ok(Box::new(unpacked));
            }
            return Ok(Box::new(self.reader(at)));
        };
        let taken = stream.lock().unwrap_or_else(PoisonError::into_inner).take();
        let gone = || io::Error::other("a stream is read once only; name the file");
        let mut reader = Counted {
            reader: taken.ok_or_else(gone)?,
            read: Arc::clone(&self.read),
        };
        io::copy(&mut (&mut reader).take(at), &mut io::sink())?;
        Ok(Box::new(reader))
    }

    /// Puts back what was read of a stream to see what it is.
    pub(crate) fn put_back(&self, head: Vec<u8>, rest: Box<dyn Read + Send>) {
        if let Place::Stream(stream) = &self.place {
            self.read.store(0, Ordering::Relaxed);
            let whole: Box<dyn Read + Send> = Box::new(io::Cursor::new(head).chain(rest));
            *stream.lock().unwrap_or_else(PoisonError::into_inner) = Some(whole);
        }
    }

    /// Whether it can be read from any offset, any number of times.
    pub(crate) fn seeks(&self) -> bool {
        !matches!(self.place, Place::Stream(_))
    }

    /// Whether [`Source::reader`] gives what [`Source::from`] gives.
    pub(crate) fn lies_bare(&self) -> bool {
        self.seeks() && !self.packed
    }

    /// A reader that can be moved about, of the bytes as they lie; of what is no stream.
    pub(crate) fn reader(&self, at: u64) -> Reader {
        Reader {
            source: self.clone(),
            at,
            window: Vec::new(),
            window_at: 0,
        }
    }

    /// Some bytes from an offset on; fewer at the end.
    pub(crate) fn range(&self, at: u64, most: u64) -> io::Result<Vec<u8>> {
        let left = self.size.unwrap_or(0).saturating_sub(at);
        let most = most.min(left);
        let begin = self.begin + at;
        let bytes = match &self.place {
            Place::File(file) => {
                let mut file = &**file;
                let mut out = Vec::with_capacity(usize::try_from(most).unwrap_or(0));
                file.seek(SeekFrom::Start(begin))?;
                file.take(most).read_to_end(&mut out)?;
                out
            }
            Place::Object(object) if most > 0 => object.range(begin..begin + most)?,
            Place::Object(_) | Place::Stream(_) => Vec::new(),
        };
        self.read.fetch_add(bytes.len() as u64, Ordering::Relaxed);
        Ok(bytes)
    }
}

/// Reads a source by windows.
pub(crate) struct Reader {
    source: Source,
    at: u64,
    window: Vec<u8>,
    window_at: u64,
}

impl Read for Reader {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let within = |r: &Self| {
            let from = usize::try_from(r.at.checked_sub(r.window_at)?).ok()?;
            r.window
                .get(from..)
                .filter(|rest| !rest.is_empty())
                .map(|_| from)
        };
        if within(self).is_none() {
            let size = match self.source.place {
                Place::Object(_) => FAR_WINDOW,
                _ => WINDOW,
            };
            self.window = self.source.range(self.at, size)?;
            self.window_at = self.at;
        }
        let Some(from) = within(self) else {
            return Ok(0);
        };
        let n = out.len().min(self.window.len() - from);
        out[..n].copy_from_slice(&self.window[from..from + n]);
        self.at += n as u64;
        Ok(n)
    }
}

impl Seek for Reader {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let end = self.source.size.unwrap_or(0);
        let at = match to {
            SeekFrom::Start(at) => Some(at),
            SeekFrom::End(by) => end.checked_add_signed(by),
            SeekFrom::Current(by) => self.at.checked_add_signed(by),
        };
        let before = || io::Error::new(io::ErrorKind::InvalidInput, "before the beginning");
        self.at = at.ok_or_else(before)?;
        Ok(self.at)
    }
}

/// Counts what is read of a stream.
struct Counted {
    reader: Box<dyn Read + Send>,
    read: Arc<AtomicU64>,
}

impl Read for Counted {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let n = self.reader.read(out)?;
        self.read.fetch_add(n as u64, Ordering::Relaxed);
        Ok(n)
    }
}
