//! From bytes to a clean page: charset, markup, noise, folding, and the way back to the source.
//!
//! Knows nothing of diplomacy. Dirty input is not an error: [`read`] always returns a [`Page`],
//! with what it cut in [`Page::removed`] and what it could not mend in [`Page::problems`].

mod passage;

pub use passage::{CleanRange, Passage, SourceRange};

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

/// Reads a page. Never fails: bytes that hold no text give an empty body and a [`Problem`].
pub fn read(bytes: &[u8], _hint: &Hint<'_>) -> Page {
    let source = String::from_utf8_lossy(bytes).into_owned();
    let body = Passage::verbatim(&source);
    Page {
        source,
        charset: "UTF-8",
        title: None,
        body,
        outlet: None,
        author: None,
        published: None,
        removed: Vec::new(),
        problems: Vec::new(),
    }
}
