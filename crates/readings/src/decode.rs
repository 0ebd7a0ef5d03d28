//! Columns into readings: a table may come from anybody, so every column is looked at before it is believed.

use std::collections::BTreeMap;

use arrow_array::cast::AsArray;
use arrow_array::types::{Float32Type, Int64Type};
use arrow_array::{Array, ArrayRef, ListArray, RecordBatch, StructArray};
use jiehao_events::{Evidence, Filler, Ground, Record, Type};
use jiehao_places::{BodyKind, Level};

use crate::error::{Error, Result};
use crate::reading::Reading;

/// The readings of a table of [`crate::schema::readings`]; other columns are passed over.
///
/// # Errors
/// A column is missing or of another type, or holds what no reading does.
pub fn decode(table: &RecordBatch) -> Result<Vec<Reading>> {
    let rows = Columns {
        of: StructArray::from(table.clone()),
        within: String::new(),
    };
    let problems = rows.list("problems")?;
    let records = rows.list("records")?;
    let record = Records::of(&rows, &records)?;
    let [
        doc,
        taken,
        sha256,
        charset,
        title,
        outlet,
        author,
        published,
        text,
        version,
        rules,
    ] = [
        "doc",
        "taken",
        "sha256",
        "charset",
        "title",
        "outlet",
        "author",
        "published",
        "text",
        "version",
        "rules",
    ]
    .map(|name| rows.texts(name));
    let (doc, taken, sha256, charset) = (doc?, taken?, sha256?, charset?);
    let (title, outlet, author, published) = (title?, outlet?, author?, published?);
    let (text, version, rules) = (text?, version?, rules?);
    let sources = rows.column("source")?;
    let sources = sources
        .as_binary_opt::<i32>()
        .ok_or_else(|| rows.wrong("source", format!("is {}, not binary", sources.data_type())))?;
    let said = Texts::of(problems.values(), || rows.name("problems"))?;
    (0..table.num_rows())
        .map(|at| {
            let source = sources.is_valid(at).then(|| sources.value(at).to_vec());
            Ok(Reading {
                doc: doc.must(at)?,
                taken: taken.at(at),
                sha256: sha256.must(at)?,
                source,
                charset: charset.at(at),
                title: title.at(at),
                outlet: outlet.at(at),
                author: author.at(at),
                published: published.at(at),
                text: text.at(at),
                version: version.must(at)?,
                rules: rules.at(at).unwrap_or_default(),
                records: within(&records, at)
                    .map(|n| record.at(n))
                    .collect::<Result<_>>()?,
                problems: within(&problems, at)
                    .map(|n| said.must(n))
                    .collect::<Result<_>>()?,
            })
        })
        .collect()
}

/// The elements of a list that are those of a row.
fn within(list: &ListArray, row: usize) -> std::ops::Range<usize> {
    if list.is_null(row) {
        return 0..0;
    }
    let offsets = list.value_offsets();
    let at = |n: usize| usize::try_from(offsets[n]).unwrap_or(0);
    at(row)..at(row + 1)
}

/// Columns of a table, or of the structures of a list.
struct Columns {
    of: StructArray,
    /// Where they lie: `records.`, or empty.
    within: String,
}

impl Columns {
    fn name(&self, name: &str) -> String {
        format!("{}{name}", self.within)
    }

    fn wrong(&self, name: &str, what: String) -> Error {
        let mend = "hand over a table that jiehao made";
        Error::Column {
            name: self.name(name),
            what: format!("{what}; {mend}"),
        }
    }

    fn column(&self, name: &str) -> Result<&ArrayRef> {
        self.of
            .column_by_name(name)
            .ok_or_else(|| self.wrong(name, "is not there".into()))
    }

    fn texts(&self, name: &str) -> Result<Texts> {
        Texts::of(self.column(name)?, || self.name(name))
    }

    fn list(&self, name: &str) -> Result<ListArray> {
        let column = self.column(name)?;
        let list = column.as_list_opt::<i32>().cloned();
        list.ok_or_else(|| self.wrong(name, format!("is {}, not a list", column.data_type())))
    }

    /// The columns of the elements of a list.
    fn elements(&self, name: &str, list: &ListArray) -> Result<Columns> {
        let values = list.values();
        let of = values.as_struct_opt().cloned().ok_or_else(|| {
            self.wrong(name, format!("holds {}, no structures", values.data_type()))
        })?;
        Ok(Columns {
            of,
            within: format!("{}{name}.", self.within),
        })
    }
}

/// A column of text.
struct Texts {
    of: arrow_array::StringArray,
    name: String,
}

impl Texts {
    fn of(column: &ArrayRef, name: impl Fn() -> String) -> Result<Self> {
        match column.as_string_opt::<i32>() {
            Some(of) => Ok(Self {
                of: of.clone(),
                name: name(),
            }),
            None => Err(Error::Column {
                name: name(),
                what: format!("is {}, not text", column.data_type()),
            }),
        }
    }

    fn at(&self, row: usize) -> Option<String> {
        self.of.is_valid(row).then(|| self.of.value(row).to_owned())
    }

    fn must(&self, row: usize) -> Result<String> {
        self.at(row).ok_or_else(|| Error::Column {
            name: self.name.clone(),
            what: "is null; a reading says it".into(),
        })
    }

    fn refuse(&self, row: usize) -> Error {
        Error::Column {
            name: self.name.clone(),
            what: format!("{:?} is no word of the codebook", self.of.value(row)),
        }
    }
}

/// The records of a table, one behind another.
struct Records {
    kind: Texts,
    rule: Texts,
    confidence: arrow_array::Float32Array,
    roles: (ListArray, [Texts; 8]),
    attributes: (ListArray, [Texts; 2]),
    evidence: (ListArray, [arrow_array::Int64Array; 2], Texts),
    grounds: (ListArray, Texts, arrow_array::Float32Array),
}

impl Records {
    fn of(rows: &Columns, list: &ListArray) -> Result<Self> {
        let all = rows.elements("records", list)?;
        let shares = |of: &Columns, name: &str| {
            let column = of.column(name)?;
            let found = column.as_primitive_opt::<Float32Type>().cloned();
            found.ok_or_else(|| of.wrong(name, format!("is {}, not float", column.data_type())))
        };
        let counts = |of: &Columns, name: &str| {
            let column = of.column(name)?;
            let found = column.as_primitive_opt::<Int64Type>().cloned();
            found.ok_or_else(|| of.wrong(name, format!("is {}, not int64", column.data_type())))
        };
        let part = |name: &str| -> Result<(ListArray, Columns)> {
            let list = all.list(name)?;
            let elements = all.elements(name, &list)?;
            Ok((list, elements))
        };
        let (roles, role) = part("roles")?;
        let (attributes, attribute) = part("attributes")?;
        let (evidence, quote) = part("evidence")?;
        let (grounds, ground) = part("grounds")?;
        Ok(Self {
            kind: all.texts("type")?,
            rule: all.texts("rule")?,
            confidence: shares(&all, "confidence")?,
            roles: (
                roles,
                [
                    role.texts("role")?,
                    role.texts("name")?,
                    role.texts("id")?,
                    role.texts("country")?,
                    role.texts("post")?,
                    role.texts("of")?,
                    role.texts("kind")?,
                    role.texts("level")?,
                ],
            ),
            attributes: (
                attributes,
                [attribute.texts("name")?, attribute.texts("value")?],
            ),
            evidence: (
                evidence,
                [counts(&quote, "start")?, counts(&quote, "end")?],
                quote.texts("exact")?,
            ),
            grounds: (grounds, ground.texts("name")?, shares(&ground, "weight")?),
        })
    }

    fn at(&self, n: usize) -> Result<Record> {
        let kind = Type::named(&self.kind.must(n)?).ok_or_else(|| self.kind.refuse(n))?;
        let (list, [role, name, id, country, post, of, body, level]) = &self.roles;
        let mut roles: BTreeMap<String, Vec<Filler>> = BTreeMap::new();
        for at in within(list, n) {
            let known = |of: &Texts, word: fn(&str) -> Option<&'static str>| match of.at(at) {
                Some(told) => word(&told).map(Some).ok_or_else(|| of.refuse(at)),
                None => Ok(None),
            };
            roles.entry(role.must(at)?).or_default().push(Filler {
                name: name.must(at)?,
                id: id.at(at),
                country: country.at(at),
                post: post.at(at),
                of: of.at(at),
                kind: known(body, |word| BodyKind::named(word).map(BodyKind::name))?,
                level: known(level, |word| Level::named(word).map(Level::name))?,
            });
        }
        let (list, [name, value]) = &self.attributes;
        let attributes = within(list, n)
            .map(|at| Ok((name.must(at)?, value.must(at)?)))
            .collect::<Result<_>>()?;
        let (list, [start, end], exact) = &self.evidence;
        let evidence = within(list, n)
            .map(|at| {
                let place = |of: &arrow_array::Int64Array| usize::try_from(of.value(at));
                match (place(start), place(end)) {
                    (Ok(start), Ok(end)) if start <= end => Ok(Evidence {
                        start,
                        end,
                        exact: exact.must(at)?,
                    }),
                    _ => Err(Error::Column {
                        name: "records.evidence.start".into(),
                        what: "lies behind its end or before the page".into(),
                    }),
                }
            })
            .collect::<Result<_>>()?;
        let (list, name, weight) = &self.grounds;
        let grounds = within(list, n)
            .map(|at| {
                Ok(Ground {
                    name: name.must(at)?,
                    weight: weight.value(at),
                })
            })
            .collect::<Result<_>>()?;
        Ok(Record {
            kind,
            roles,
            attributes,
            evidence,
            confidence: self.confidence.value(n),
            grounds,
            rule: self.rule.must(n)?,
            spans: Vec::new(),
        })
    }
}
