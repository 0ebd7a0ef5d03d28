//! JSON lines, in the shapes of the codebook.

use std::collections::BTreeMap;

use jiehao_events::{Filler, Record, vocabulary};
use jiehao_text::Page;
use serde::Serialize;
use serde::ser::{SerializeMap, Serializer};

#[derive(Serialize)]
struct PageLine<'a> {
    doc: &'a str,
    title: Option<&'a str>,
    outlet: Option<&'a str>,
    published: Option<String>,
    author: Option<&'a str>,
    text: &'a str,
    charset: &'a str,
    removed: Vec<Removed>,
}

#[derive(Serialize)]
struct Removed {
    start: usize,
    end: usize,
    reason: &'static str,
}

/// A cleaned page as one line, without the line feed. Offsets count code points of the source.
pub fn page(doc: &str, page: &Page) -> String {
    let removed = |cut: &jiehao_text::Cut| {
        let (start, end) = page.code_points(cut.at);
        Removed {
            start,
            end,
            reason: cut.reason,
        }
    };
    line(&PageLine {
        doc,
        title: page.title.as_ref().map(|t| t.text.as_str()),
        outlet: page.outlet.as_deref(),
        published: page.published.map(|s| s.to_string()),
        author: page.author.as_deref(),
        text: &page.body.text,
        charset: page.charset,
        removed: page.removed.iter().map(removed).collect(),
    })
}

#[derive(Serialize)]
struct RecordLine<'a> {
    doc: &'a str,
    #[serde(rename = "type")]
    kind: &'static str,
    roles: Roles<'a>,
    attributes: &'a BTreeMap<String, String>,
    evidence: Vec<EvidenceLine<'a>>,
    confidence: f64,
    #[serde(skip_serializing_if = "Option::is_none")]
    plover: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    cameo: Option<&'static str>,
    rule: &'a str,
}

/// Roles in the order of the codebook, not of the alphabet.
struct Roles<'a>(Vec<(&'a str, &'a [Filler])>);

impl Serialize for Roles<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for (role, fillers) in &self.0 {
            map.serialize_entry(
                role,
                &fillers.iter().map(FillerLine::from).collect::<Vec<_>>(),
            )?;
        }
        map.end()
    }
}

#[derive(Serialize)]
struct FillerLine<'a> {
    name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    country: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    post: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    of: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    kind: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    level: Option<&'static str>,
}

impl<'a> From<&'a Filler> for FillerLine<'a> {
    fn from(f: &'a Filler) -> Self {
        Self {
            name: &f.name,
            id: f.id.as_deref(),
            country: f.country.as_deref(),
            post: f.post.as_deref(),
            of: f.of.as_deref(),
            kind: f.kind,
            level: f.level,
        }
    }
}

#[derive(Serialize)]
struct EvidenceLine<'a> {
    start: usize,
    end: usize,
    exact: &'a str,
}

/// Where a page was found.
#[derive(Serialize)]
pub struct Origin<'a> {
    /// When it was taken, as the archive says.
    #[serde(skip_serializing_if = "str::is_empty")]
    pub taken: &'a str,
    /// The archive.
    pub archive: &'a str,
    /// Where in it its record begins.
    pub offset: u64,
}

#[derive(Serialize)]
struct ScannedLine<'a> {
    #[serde(flatten)]
    record: RecordLine<'a>,
    #[serde(flatten)]
    origin: &'a Origin<'a>,
}

/// A record out of an archive as one line, without the line feed.
pub fn scanned(doc: &str, r: &Record, origin: &Origin<'_>) -> String {
    line(&ScannedLine {
        record: shaped(doc, r),
        origin,
    })
}

/// A record as one line, without the line feed.
pub fn record(doc: &str, r: &Record) -> String {
    line(&shaped(doc, r))
}

fn shaped<'a>(doc: &'a str, r: &'a Record) -> RecordLine<'a> {
    let evidence = r.evidence.iter();
    RecordLine {
        doc,
        kind: r.kind.name(),
        roles: Roles(ordered(r)),
        attributes: &r.attributes,
        evidence: evidence
            .map(|e| EvidenceLine {
                start: e.start,
                end: e.end,
                exact: &e.exact,
            })
            .collect(),
        confidence: hundredths(r.confidence),
        plover: r.kind.plover(),
        cameo: r.kind.cameo(),
        rule: &r.rule,
    }
}

/// The roles that have fillers, in the order of the codebook; unforeseen ones last.
pub fn ordered(r: &Record) -> Vec<(&str, &[Filler])> {
    let known = vocabulary::roles(r.kind);
    let mut roles: Vec<(&str, &[Filler])> = r
        .roles
        .iter()
        .map(|(role, fillers)| (role.as_str(), fillers.as_slice()))
        .collect();
    roles.retain(|(_, fillers)| !fillers.is_empty());
    roles.sort_by_key(|(role, _)| known.iter().position(|k| k == role).unwrap_or(known.len()));
    roles
}

/// Two digits are all that a confidence is worth; `0.93f32` itself prints as 0.9300000071525574.
pub fn hundredths(x: f32) -> f64 {
    (f64::from(x) * 100.0).round() / 100.0
}

/// What is serialized here has string keys and finite numbers only, which cannot fail.
fn line(value: &impl Serialize) -> String {
    serde_json::to_string(value).expect("plain data")
}

#[cfg(test)]
mod tests {
    use jiehao_events::{Evidence, Type};

    use super::*;

    #[test]
    fn a_record_has_the_shape_of_the_codebook() {
        let host = Filler {
            name: "鲁安".into(),
            country: Some("CN".into()),
            post: Some("副省长".into()),
            of: Some("江西省".into()),
            ..Filler::default()
        };
        let guest = Filler {
            name: "韦伯".into(),
            country: Some("DE".into()),
            ..Filler::default()
        };
        let meeting = Record {
            kind: Type::Meeting,
            roles: BTreeMap::from([("b".into(), vec![guest]), ("a".into(), vec![host])]),
            attributes: BTreeMap::from([
                ("date".into(), "--06-04".into()),
                ("mode".into(), "online".into()),
            ]),
            evidence: vec![Evidence {
                start: 10,
                end: 18,
                exact: "鲁安\n会见韦伯。".into(),
            }],
            confidence: 0.93,
            grounds: Vec::new(),
            rule: "meeting.receive".into(),
            spans: Vec::new(),
        };
        let got = record("a.html", &meeting);
        let want = concat!(
            r#"{"doc":"a.html","type":"meeting","roles":{"a":[{"name":"鲁安","country":"CN","#,
            r#""post":"副省长","of":"江西省"}],"b":[{"name":"韦伯","country":"DE"}]},"#,
            r#""attributes":{"date":"--06-04","mode":"online"},"#,
            r#""evidence":[{"start":10,"end":18,"exact":"鲁安\n会见韦伯。"}],"confidence":0.93,"#,
            r#""plover":"CONSULT","cameo":"040","rule":"meeting.receive"}"#
        );
        assert_eq!(got, want);
        let origin = Origin {
            taken: "",
            archive: "a.wet.gz",
            offset: 7,
        };
        let whole = want.trim_end_matches('}').to_owned();
        let wanted = whole + r#","archive":"a.wet.gz","offset":7}"#;
        assert_eq!(scanned("a.html", &meeting, &origin), wanted);
    }

    #[test]
    fn a_page_has_the_shape_of_the_codebook() {
        let read = jiehao_text::read("鲁安会见韦伯。".as_bytes(), &jiehao_text::Hint::default());
        let got: serde_json::Value = serde_json::from_str(&page("p.txt", &read)).unwrap();
        for field in [
            "doc",
            "title",
            "outlet",
            "published",
            "author",
            "text",
            "removed",
        ] {
            assert!(got.get(field).is_some(), "{field}");
        }
    }
}
