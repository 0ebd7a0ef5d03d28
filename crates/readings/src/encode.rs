//! Readings into columns.

use std::iter;
use std::sync::Arc;

use arrow_array::builder::BinaryBuilder;
use arrow_array::{
    ArrayRef, Float32Array, Int64Array, ListArray, RecordBatch, StringArray, StructArray,
};
use arrow_buffer::OffsetBuffer;
use arrow_schema::{DataType, Fields};
use jiehao_events::{Evidence, Filler, Ground, Record};

use crate::error::{Error, Result};
use crate::json::ordered;
use crate::reading::Reading;
use crate::schema::{self, elements};

/// The most bytes that the text or the sources of one table may have.
pub(crate) const MOST: usize = i32::MAX as usize;

/// Readings as a table of [`schema::readings`].
///
/// # Errors
/// Sources or texts of 2 GiB and more: hand over fewer pages at a time.
pub fn encode(readings: &[Reading]) -> Result<RecordBatch> {
    let bytes: usize = readings
        .iter()
        .map(|r| r.source.as_ref().map_or(0, Vec::len))
        .sum();
    if bytes > MOST {
        return Err(Error::Table(format!(
            "{bytes} bytes of pages are more than a table holds; hand over fewer pages at a time"
        )));
    }
    let schema = schema::readings();
    let texts = |of: fn(&Reading) -> Option<&str>| -> ArrayRef { text(readings.iter().map(of)) };
    let mut sources = BinaryBuilder::with_capacity(readings.len(), bytes);
    readings
        .iter()
        .for_each(|r| sources.append_option(r.source.as_deref()));
    let problems: Vec<&str> = readings
        .iter()
        .flat_map(|r| r.problems.iter().map(String::as_str))
        .collect();
    let all: Vec<&Record> = readings.iter().flat_map(|r| &r.records).collect();
    let kind = |name: &str| schema.field_with_name(name).map(|f| f.data_type().clone());
    let columns: Vec<ArrayRef> = vec![
        texts(|r| Some(&r.doc)),
        texts(|r| r.taken.as_deref()),
        texts(|r| Some(&r.sha256)),
        Arc::new(sources.finish()),
        texts(|r| r.charset.as_deref()),
        texts(|r| r.title.as_deref()),
        texts(|r| r.outlet.as_deref()),
        texts(|r| r.author.as_deref()),
        texts(|r| r.published.as_deref()),
        texts(|r| r.text.as_deref()),
        texts(|r| Some(&r.version)),
        texts(|r| Some(&r.rules)),
        list(
            &kind("records")?,
            readings.iter().map(|r| r.records.len()),
            |fields| records(fields, &all),
        )?,
        list(
            &kind("problems")?,
            readings.iter().map(|r| r.problems.len()),
            |_| Ok(text(problems.iter().copied().map(Some))),
        )?,
    ];
    Ok(RecordBatch::try_new(schema, columns)?)
}

fn text<'a>(of: impl Iterator<Item = Option<&'a str>>) -> ArrayRef {
    Arc::new(StringArray::from_iter(of))
}

/// Lists of these lengths, whose elements follow one another.
fn list(
    kind: &DataType,
    lengths: impl Iterator<Item = usize>,
    values: impl FnOnce(&Fields) -> Result<ArrayRef>,
) -> Result<ArrayRef> {
    let DataType::List(element) = kind else {
        return Err(Error::Table(format!("{kind} is no list")));
    };
    let values = values(elements(kind).unwrap_or(&Fields::empty()))?;
    let offsets = OffsetBuffer::from_lengths(lengths);
    Ok(Arc::new(ListArray::try_new(
        Arc::clone(element),
        offsets,
        values,
        None,
    )?))
}

fn structure(fields: &Fields, columns: Vec<ArrayRef>) -> Result<ArrayRef> {
    Ok(Arc::new(StructArray::try_new(
        fields.clone(),
        columns,
        None,
    )?))
}

fn records(fields: &Fields, all: &[&Record]) -> Result<ArrayRef> {
    let kind = |at: usize| fields[at].data_type();
    let fillers: Vec<Vec<(&str, &Filler)>> = all
        .iter()
        .map(|r| {
            let roles = ordered(r).into_iter();
            roles
                .flat_map(|(role, fillers)| iter::repeat(role).zip(fillers))
                .collect()
        })
        .collect();
    let roles: Vec<(&str, &Filler)> = fillers.iter().flatten().copied().collect();
    let attributes: Vec<(&String, &String)> = all.iter().flat_map(|r| &r.attributes).collect();
    let evidence: Vec<&Evidence> = all.iter().flat_map(|r| &r.evidence).collect();
    let grounds: Vec<&Ground> = all.iter().flat_map(|r| &r.grounds).collect();
    let count = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
    structure(
        fields,
        vec![
            text(all.iter().map(|r| Some(r.kind.name()))),
            list(kind(1), fillers.iter().map(Vec::len), |fields| {
                let part = |of: fn(&Filler) -> Option<&str>| text(roles.iter().map(|(_, f)| of(f)));
                structure(
                    fields,
                    vec![
                        text(roles.iter().map(|(role, _)| Some(*role))),
                        part(|f| Some(&f.name)),
                        part(|f| f.id.as_deref()),
                        part(|f| f.country.as_deref()),
                        part(|f| f.post.as_deref()),
                        part(|f| f.of.as_deref()),
                        part(|f| f.kind),
                        part(|f| f.level),
                    ],
                )
            })?,
            list(kind(2), all.iter().map(|r| r.attributes.len()), |fields| {
                let names = text(attributes.iter().map(|(name, _)| Some(name.as_str())));
                let values = text(attributes.iter().map(|(_, value)| Some(value.as_str())));
                structure(fields, vec![names, values])
            })?,
            list(kind(3), all.iter().map(|r| r.evidence.len()), |fields| {
                let first = evidence.iter().map(|e| count(e.start));
                let last = evidence.iter().map(|e| count(e.end));
                structure(
                    fields,
                    vec![
                        Arc::new(Int64Array::from_iter_values(first)),
                        Arc::new(Int64Array::from_iter_values(last)),
                        text(evidence.iter().map(|e| Some(e.exact.as_str()))),
                    ],
                )
            })?,
            Arc::new(Float32Array::from_iter_values(
                all.iter().map(|r| r.confidence),
            )),
            list(kind(5), all.iter().map(|r| r.grounds.len()), |fields| {
                let names = text(grounds.iter().map(|g| Some(g.name.as_str())));
                let weights = Float32Array::from_iter_values(grounds.iter().map(|g| g.weight));
                structure(fields, vec![names, Arc::new(weights)])
            })?,
            text(all.iter().map(|r| Some(r.rule.as_str()))),
        ],
    )
}
