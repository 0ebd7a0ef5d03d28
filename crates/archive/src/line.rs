//! JSON lines: an object a line, a page each, by the names that text sets of the web give its fields.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;

use serde::de::{Deserializer, IgnoredAny, MapAccess, Visitor};
use serde_json::Value;

use crate::item::{Item, Page, Skipped, Why};

/// Names of the field that holds a page, the first that there is being taken.
pub(crate) const TEXT: [&str; 4] = ["text", "content", "raw_content", "html"];
/// Names of the field that holds its address.
pub(crate) const URL: [&str; 4] = ["url", "uri", "link", "doc"];
/// Names of the field that says when it was taken.
pub(crate) const TAKEN: [&str; 4] = ["date", "timestamp", "crawl_date", "date_download"];

/// The fields of a line that are of use; others are passed over.
struct Fields;

impl<'de> Visitor<'de> for Fields {
    type Value = BTreeMap<String, String>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut out = BTreeMap::new();
        while let Some(key) = map.next_key::<Cow<'de, str>>()? {
            match [&TEXT, &URL, &TAKEN]
                .iter()
                .any(|names| names.contains(&&*key))
            {
                true => {
                    if let Value::String(value) = map.next_value()? {
                        out.insert(key.into_owned(), value);
                    }
                }
                false => {
                    map.next_value::<IgnoredAny>()?;
                }
            }
        }
        Ok(out)
    }
}

/// The page of a line; nothing for an empty one.
pub(crate) fn item(line: &[u8], offset: u64, most: u64) -> Option<Item<'_>> {
    if line.iter().all(u8::is_ascii_whitespace) {
        return None;
    }
    let skipped = |url: String, why| Some(Item::Skipped(Skipped { offset, url, why }));
    if line.len() as u64 > most {
        return skipped(String::new(), Why::TooLarge(most));
    }
    let mut json = serde_json::Deserializer::from_slice(line);
    let fields = json
        .deserialize_map(Fields)
        .and_then(|f| json.end().map(|()| f));
    let Ok(mut fields) = fields else {
        return skipped(String::new(), Why::Damaged("no object of JSON"));
    };
    let mut first = |names: &[&str]| names.iter().find_map(|name| fields.remove(*name));
    let url = first(&URL).unwrap_or_default();
    let taken = first(&TAKEN).unwrap_or_default();
    match first(&TEXT) {
        None => skipped(url, Why::Damaged("a line without text")),
        Some(text) => Some(Item::Page(Page {
            offset,
            url: url.into(),
            taken: taken.into(),
            kind: Cow::Borrowed(""),
            bytes: Cow::Owned(text.into_bytes()),
        })),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_a_page() {
        let line = br#"{"id":3,"text":"\u7532","url":"http://a.example","timestamp":"2024","meta":{"text":1}}"#;
        let Some(Item::Page(page)) = item(line, 7, 999) else {
            panic!("a page");
        };
        assert_eq!(
            (&*page.bytes, &*page.url),
            ("甲".as_bytes(), "http://a.example")
        );
        assert_eq!((&*page.taken, page.offset), ("2024", 7));
        assert_eq!(item(b" \r", 0, 9), None);
        for (line, why) in [
            (
                b"{\"text\":\"a\"".as_slice(),
                Why::Damaged("no object of JSON"),
            ),
            (b"[1]", Why::Damaged("no object of JSON")),
            (b"{\"text\":null}", Why::Damaged("a line without text")),
            (&[b' ', b'x'].repeat(500), Why::TooLarge(999)),
        ] {
            let Some(Item::Skipped(skipped)) = item(line, 0, 999) else {
                panic!("skipped");
            };
            assert_eq!(skipped.why, why);
        }
    }
}
