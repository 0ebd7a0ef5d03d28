//! From bytes to a clean page: charset, markup, noise, folding, and the way back to the source.
//!
//! Knows nothing of diplomacy. Dirty input is not an error: [`read`] always returns a [`Page`],
//! with what it cut in [`Page::removed`] and what it could not mend in [`Page::problems`].

mod charset;
mod fold;
mod glimpse;
mod html;
mod line;
mod meta;
mod mhtml;
mod mojibake;
mod noise;
mod passage;
mod plain;
mod sniff;
mod stamp;

use std::borrow::Cow;
use std::sync::OnceLock;

use line::{Draft, Line};

pub use glimpse::{characters, glimpse};
pub use passage::{CleanRange, Passage, SourceRange};
pub use sniff::binary;

/// A name or text in Simplified, as the gazetteer and the rules have it.
pub fn simplified(text: &str) -> std::borrow::Cow<'_, str> {
    fold::simplify(text).map_or(text.into(), Into::into)
}

/// Bytes of a page that are read; what lies beyond is left out and reported. Working memory is
/// bounded by it: about 40 bytes for each byte of plain text, 200 for each byte of markup.
pub const MAX_BYTES: usize = 8 << 20;

/// What the caller knows of the bytes before they are read.
#[derive(Clone, Debug, Default)]
pub struct Hint<'a> {
    /// Path or URL: a host names the outlet when nothing better does.
    pub name: Option<&'a str>,
    /// `Content-Type` as a server sent it, if one did: a hint to the charset, never more.
    pub content_type: Option<&'a str>,
    /// Whether [`Passage::text`] is folded to Simplified or keeps the page's own script.
    pub script: Script,
}

/// The script of the clean text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Script {
    /// Fold Traditional characters to Simplified.
    #[default]
    Simplified,
    /// Keep the characters of the page.
    Source,
}

/// A page as read: the decoded source, and what remains of it once the noise is out.
#[derive(Clone, Debug)]
pub struct Page {
    /// The decoded source, markup and garble included. All evidence slices this.
    pub source: String,
    /// Name of the charset the source was decoded from, as the Encoding Standard spells it.
    pub charset: &'static str,
    /// The headline, when the page has one.
    pub title: Option<Passage>,
    /// The clean body: paragraphs separated by `\n`.
    pub body: Passage,
    /// The named source (来源), else the host.
    pub outlet: Option<String>,
    /// Byline.
    pub author: Option<String>,
    /// Date of publication, by the dateline rule of the codebook.
    pub published: Option<Stamp>,
    /// What was cut, in source order, and why.
    pub removed: Vec<Cut>,
    /// What was found wrong and could not be mended.
    pub problems: Vec<Problem>,
    /// Code points before each [`STRIDE`] bytes of the source.
    index: OnceLock<Vec<u32>>,
}

/// A date as far as the page supports it: a year at least.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Stamp {
    /// Year of the common era.
    pub year: u16,
    /// Month, 1 to 12.
    pub month: Option<u8>,
    /// Day of the month, 1 to 31.
    pub day: Option<u8>,
    /// Seconds since midnight, and whether the page gave seconds as well as minutes.
    pub time: Option<(u32, bool)>,
}

/// A stretch of the source that is not in the clean text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cut {
    /// Where it stands in [`Page::source`].
    pub at: SourceRange,
    /// Which filter took it, as a stable word: `navigation`, `pinyin`, `spam`, `repeat` …
    pub reason: &'static str,
}

/// Something wrong with the source that reading went on past.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Where, when one place can be named.
    pub at: Option<SourceRange>,
    /// What it is, in words a user can act on.
    pub what: String,
}

/// Reads a page: HTML, plain text, or MHTML, whose source is its decoded HTML part.
///
/// Never fails: bytes that hold no text give an empty body and a [`Problem`].
pub fn read(bytes: &[u8], hint: &Hint<'_>) -> Page {
    let mut problems = Vec::new();
    let mut report = |what: String| problems.push(Problem { at: None, what });
    if let Some(kind) = sniff::binary(bytes) {
        report(format!("{kind} is not a page; extract its text first"));
        return Page {
            problems,
            ..Page::empty()
        };
    }
    let part = first_part(bytes);
    if part.len() < bytes.len() {
        report(format!(
            "only the first {} of {} bytes were read",
            part.len(),
            bytes.len()
        ));
    }
    let (source, encoding, broken) = decoded(part, hint);
    if broken {
        report(format!(
            "some bytes are not {}; U+FFFD stands for them",
            encoding.name()
        ));
    }
    let mut draft = match sniff::is_html(&source) {
        true => html::draft(&source),
        false => Draft::new(plain::lines(&source)),
    };
    draft.problems.extend(problems);
    noise::run(&mut draft);
    finish(source.into_owned(), encoding.name(), draft, hint)
}

/// The characters of a page and the name of its charset: what spans count in. Of MHTML, those of its
/// HTML part. Bytes that are no text become U+FFFD; bytes after the first [`MAX_BYTES`] are left out.
pub fn decode<'a>(bytes: &'a [u8], hint: &Hint<'_>) -> (Cow<'a, str>, &'static str) {
    let (source, encoding, _) = decoded(first_part(bytes), hint);
    (source, encoding.name())
}

/// As much of a page as is read, not cut within a character of UTF-8.
fn first_part(bytes: &[u8]) -> &[u8] {
    if bytes.len() <= MAX_BYTES {
        return bytes;
    }
    let continues = |at: &usize| bytes[*at] & 0xC0 == 0x80;
    let cut = (MAX_BYTES - 3..=MAX_BYTES).rev().find(|at| !continues(at));
    &bytes[..cut.unwrap_or(MAX_BYTES)]
}

fn decoded<'a>(
    bytes: &'a [u8],
    hint: &Hint<'_>,
) -> (Cow<'a, str>, &'static encoding_rs::Encoding, bool) {
    let Some((html, named)) = mhtml::html_part(bytes) else {
        return charset::decode(bytes, || charset::declared(bytes, hint.content_type));
    };
    let declared = || named.or_else(|| charset::declared(&html, hint.content_type));
    let (text, encoding, broken) = charset::decode(&html, declared);
    (Cow::Owned(text.into_owned()), encoding, broken)
}

/// Puts together what the filters left.
fn finish(source: String, charset: &'static str, mut draft: Draft, hint: &Hint<'_>) -> Page {
    let dateline = meta::dateline(&draft);
    let published = meta::published(draft.facts.stamp, dateline.as_ref(), &draft);
    let (signed, wire) = meta::opening(&draft);
    let facts = std::mem::take(&mut draft.facts);
    let word = |s: String| match hint.script {
        Script::Simplified => fold::simplify(&s).unwrap_or(s),
        Script::Source => s,
    };
    let host = || hint.name.and_then(meta::host);
    let outlet = facts
        .outlet
        .or(dateline.and_then(|d| d.outlet))
        .or(facts.press)
        .or(wire);
    let outlet = outlet.or(facts.owner).or(facts.site).or_else(host);
    draft.cuts.sort_by_key(|c| (c.at.start, c.at.end));
    Page {
        charset,
        title: facts.title.map(|l| passage(&[l], hint.script)),
        body: passage(&draft.lines, hint.script),
        outlet: outlet.map(word),
        author: facts.author.or(signed).map(word),
        published,
        removed: draft.cuts,
        problems: draft.problems,
        source,
        index: OnceLock::new(),
    }
}

/// Lines joined by `\n`, in the script asked for.
fn passage(lines: &[Line], script: Script) -> Passage {
    let mut out = Passage::default();
    for (i, line) in lines.iter().enumerate() {
        if i > 0 {
            let end = lines[i - 1].at().end;
            out.push('\n', SourceRange { start: end, end });
        }
        let printed: String = line.chars.iter().map(|ch| ch.c).collect();
        let folded = match script {
            Script::Simplified => fold::simplify(&printed),
            Script::Source => None,
        };
        for (ch, c) in line
            .chars
            .iter()
            .zip(folded.as_deref().unwrap_or(&printed).chars())
        {
            out.push(
                c,
                SourceRange {
                    start: ch.start as usize,
                    end: ch.end as usize,
                },
            );
        }
    }
    out
}

/// Bytes between two counts of [`Page::code_points`]' index.
const STRIDE: usize = 256;

impl Page {
    /// A page without text.
    fn empty() -> Self {
        Self {
            source: String::new(),
            charset: "UTF-8",
            title: None,
            body: Passage::default(),
            outlet: None,
            author: None,
            published: None,
            removed: Vec::new(),
            problems: Vec::new(),
            index: OnceLock::new(),
        }
    }

    /// A range of the source in Unicode code points, as evidence states it. The first call counts
    /// the source once; each costs a few hundred bytes' counting at most.
    pub fn code_points(&self, r: SourceRange) -> (usize, usize) {
        let bytes = self.source.as_bytes();
        let count = |b: &[u8]| b.iter().filter(|&&b| (b as i8) >= -0x40).count();
        let index = self.index.get_or_init(|| {
            let mut total = 0;
            bytes
                .chunks(STRIDE)
                .map(|chunk| {
                    let here = total as u32;
                    total += count(chunk);
                    here
                })
                .collect()
        });
        let at = |byte: usize| {
            let byte = byte.min(bytes.len());
            let block = byte / STRIDE;
            match index.get(block) {
                Some(&n) => n as usize + count(&bytes[block * STRIDE..byte]),
                None => index
                    .last()
                    .map_or(0, |&n| n as usize + count(&bytes[(block - 1) * STRIDE..])),
            }
        };
        (at(r.start), at(r.end))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_points_count_from_the_start_of_the_source() {
        let source = "结好A".repeat(500);
        let page = read(source.as_bytes(), &Hint::default());
        for (a, b) in [(0, 3), (6, 7), (700, 707), (3493, 3500), (3500, 3500)] {
            let want = (source[..a].chars().count(), source[..b].chars().count());
            assert_eq!(page.code_points(SourceRange { start: a, end: b }), want);
        }
    }

    #[test]
    fn what_is_no_text_is_said_so() {
        let page = read(b"%PDF-1.7 \x00\x01", &Hint::default());
        assert_eq!(page.body.text, "");
        assert!(page.problems[0].what.contains("PDF"), "{:?}", page.problems);
        assert_eq!(read(b"", &Hint::default()).body.text, "");
    }
}
