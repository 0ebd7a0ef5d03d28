//! A page read: refused unread where its bytes tell that it holds nothing, else cleaned and read whole.

use jiehao_events::{Extraction, Rules};
use jiehao_text::{Hint, Page};

/// What was made of a page.
#[derive(Clone, Debug)]
pub struct Made<T> {
    /// The result.
    pub value: T,
    /// What was wrong with the page, for the user to know.
    pub notes: Vec<String>,
}

/// A page with what is to be said of it.
///
/// # Errors
/// The bytes are no page: what they are, and the mend.
pub fn page(bytes: &[u8], hint: &Hint<'_>) -> Result<Made<Page>, String> {
    let page = jiehao_text::read(bytes, hint);
    let notes: Vec<String> = page.problems.iter().map(|p| p.what.clone()).collect();
    if page.source.is_empty() {
        return Err(match notes.is_empty() {
            true => "holds no text".into(),
            false => notes.join("; "),
        });
    }
    Ok(Made { value: page, notes })
}

/// Reads the records of a page; nothing where its bytes already tell that it holds none.
///
/// # Errors
/// As [`page`].
pub fn read(
    name: &str,
    bytes: &[u8],
    rules: &Rules,
) -> Result<Made<Option<(Page, Extraction)>>, String> {
    let hint = Hint {
        name: Some(name),
        ..Hint::default()
    };
    if !rules.detect(bytes, &hint) && jiehao_text::binary(bytes).is_none() {
        return Ok(Made {
            value: None,
            notes: Vec::new(),
        });
    }
    let Made { value: page, notes } = page(bytes, &hint)?;
    let read = jiehao_events::extract(&page, rules);
    Ok(Made {
        value: Some((page, read)),
        notes,
    })
}
