//! Addresses of pages. Nothing else puts one together, so that whatever a page of the web called
//! something stays one segment.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use crate::lang::Lang;

/// What stays as it is within a segment: the marks that RFC 3986 leaves free, and the colon of ids.
const SEGMENT: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~')
    .remove(b':');

/// A text as one segment of a path or one value of a query.
pub(crate) fn segment(text: &str) -> String {
    utf8_percent_encode(text, SEGMENT).to_string()
}

impl Lang {
    /// A page by its path after the language.
    pub(crate) fn to(self, path: &str) -> String {
        format!("/{}/{path}", self.code())
    }

    pub(crate) fn to_act(self, id: &str) -> String {
        self.to(&format!("act/{}", segment(id)))
    }

    pub(crate) fn to_region(self, id: &str) -> String {
        self.to(&format!("region/{}", segment(id)))
    }

    /// A person, body or event, by the id of the entity.
    pub(crate) fn to_name(self, id: &str) -> String {
        self.to(&format!("name/{}", segment(id)))
    }

    pub(crate) fn to_document(self, capture: &str) -> String {
        self.to(&format!("document/{}", segment(capture)))
    }

    /// A quote on its page: the record's words stand out, and the first of them are scrolled to.
    pub(crate) fn to_quote(self, capture: &str, record: &str, n: usize) -> String {
        format!(
            "{}?record={}#{}",
            self.to_document(capture),
            segment(record),
            anchor(record, n)
        )
    }

    /// A list of a type; the filters as pairs.
    pub(crate) fn to_list(self, kind: &str, filters: &[(&str, &str)]) -> String {
        self.with(&format!("list/{kind}"), filters)
    }

    /// A page with a query; empty values are left out.
    pub(crate) fn with(self, path: &str, pairs: &[(&str, &str)]) -> String {
        let pairs: Vec<String> = pairs
            .iter()
            .filter(|(_, value)| !value.is_empty())
            .map(|(name, value)| format!("{name}={}", segment(value)))
            .collect();
        match pairs.is_empty() {
            true => self.to(path),
            false => format!("{}?{}", self.to(path), pairs.join("&")),
        }
    }
}

/// The address of a file that is compiled in, which changes with it: what a browser keeps is never stale.
pub(crate) fn stamped(path: &str, bytes: &[u8]) -> String {
    let sum = bytes.iter().fold(0xcbf2_9ce4_8422_2325_u64, |sum, byte| {
        (sum ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3)
    });
    format!("{path}?{sum:016x}")
}

/// Where a quote of a record begins on a document page.
pub(crate) fn anchor(record: &str, n: usize) -> String {
    format!("q-{record}-{n}")
}

/// An address that a page may link to: one of the web, nothing that runs.
pub(crate) fn web(locator: &str) -> Option<&str> {
    let known = ["http://", "https://"];
    known
        .iter()
        .any(|s| locator.starts_with(s))
        .then_some(locator)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_text_leaves_its_segment() {
        assert_eq!(segment("a/../b?c#d e"), "a%2F..%2Fb%3Fc%23d%20e");
        assert_eq!(segment("cn:371500"), "cn:371500");
        let to = Lang::English.with("search", &[("q", "甲&type=tie"), ("type", "")]);
        assert_eq!(to, "/en/search?q=%E7%94%B2%26type%3Dtie");
        assert_eq!(web("javascript:alert(1)"), None);
    }
}
