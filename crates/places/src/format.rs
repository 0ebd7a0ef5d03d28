//! Reads the embedded file that `tools/gazetteer` writes: little-endian columns in length-prefixed sections.

use std::io::Read;

/// The sections of the file in their order.
pub(crate) struct Sections {
    bytes: Vec<u8>,
    spans: Vec<(usize, usize)>,
}

impl Sections {
    /// Decompresses a file that begins with `magic` and finds its sections; `None` when it is not of this format.
    pub(crate) fn open(packed: &[u8], magic: &[u8]) -> Option<Self> {
        let bytes = unpack(packed)?;
        let mut at = magic.len();
        if bytes.get(..at)? != magic {
            return None;
        }
        let mut spans = Vec::new();
        while at < bytes.len() {
            let length = u32::from_le_bytes(bytes.get(at..at + 4)?.try_into().ok()?) as usize;
            bytes.get(at + 4..at + 4 + length)?;
            spans.push((at + 4, at + 4 + length));
            at += 4 + length;
        }
        Some(Self { bytes, spans })
    }

    /// A section's bytes; empty when the file has fewer sections.
    pub(crate) fn bytes(&self, section: usize) -> &[u8] {
        self.spans
            .get(section)
            .map_or(&[], |&(start, end)| &self.bytes[start..end])
    }

    pub(crate) fn u32s(&self, section: usize) -> Vec<u32> {
        self.bytes(section)
            .as_chunks()
            .0
            .iter()
            .map(|b| u32::from_le_bytes(*b))
            .collect()
    }

    pub(crate) fn u16s(&self, section: usize) -> Vec<u16> {
        self.bytes(section)
            .as_chunks()
            .0
            .iter()
            .map(|b| u16::from_le_bytes(*b))
            .collect()
    }

    pub(crate) fn i16s(&self, section: usize) -> Vec<i16> {
        self.bytes(section)
            .as_chunks()
            .0
            .iter()
            .map(|b| i16::from_le_bytes(*b))
            .collect()
    }

    pub(crate) fn lines(&self, section: usize) -> Option<Lines> {
        Lines::new(String::from_utf8(self.bytes(section).to_vec()).ok()?)
    }
}

/// Decompresses.
pub(crate) fn unpack(packed: &[u8]) -> Option<Vec<u8>> {
    let mut bytes = Vec::with_capacity(packed.len() * 4);
    ruzstd::decoding::StreamingDecoder::new(packed)
        .ok()?
        .read_to_end(&mut bytes)
        .ok()?;
    Some(bytes)
}

/// Lines of one text, reached by number.
pub(crate) struct Lines {
    text: String,
    /// Start of each line, and one past the end of the text.
    starts: Vec<u32>,
}

impl Lines {
    fn new(text: String) -> Option<Self> {
        let breaks = text
            .bytes()
            .enumerate()
            .filter(|(_, b)| *b == b'\n')
            .map(|(i, _)| i as u32 + 1);
        let starts = std::iter::once(0)
            .chain(breaks)
            .chain([u32::try_from(text.len()).ok()? + 1])
            .collect();
        Some(Self { text, starts })
    }

    pub(crate) fn len(&self) -> usize {
        if self.text.is_empty() {
            0
        } else {
            self.starts.len() - 1
        }
    }

    pub(crate) fn get(&self, line: u32) -> &str {
        let line = line as usize;
        match (self.starts.get(line), self.starts.get(line + 1)) {
            (Some(&start), Some(&end)) => self
                .text
                .get(start as usize..end as usize - 1)
                .unwrap_or(""),
            _ => "",
        }
    }

    /// The bytes of a line.
    pub(crate) fn bytes(&self, line: u32) -> &[u8] {
        let line = line as usize;
        match (self.starts.get(line), self.starts.get(line + 1)) {
            (Some(&start), Some(&end)) => &self.text.as_bytes()[start as usize..end as usize - 1],
            _ => &[],
        }
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = &str> {
        (0..self.len() as u32).map(|line| self.get(line))
    }
}
