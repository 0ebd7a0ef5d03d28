//! The tables: names, types and meaning of their columns, in this one place.
//!
//! All columns may be null, for Parquet written by others says so of all; which are not is said by
//! [`REQUIRED`]. Each field carries its meaning as metadata under [`DESCRIPTION`], which goes into
//! `datapackage.json` and into the schema of Parquet. Elements of lists are called `element`, as Parquet and
//! Spark have it.

use std::collections::HashMap;
use std::sync::{Arc, LazyLock};

use arrow_schema::{DataType, Field, Fields, Schema, SchemaRef};

/// Metadata of a field that says what it holds.
pub const DESCRIPTION: &str = "description";

/// Columns of readings, records and problems that are never null.
pub const REQUIRED: [&str; 8] = [
    "doc", "sha256", "version", "rules", "records", "problems", "type", "problem",
];

/// Of a schema, which table it is.
const TABLE: &str = "table";

/// A table of these columns: name, type, meaning.
pub fn table_of(
    name: &str,
    columns: impl IntoIterator<Item = (&'static str, DataType, &'static str)>,
) -> SchemaRef {
    let metadata = HashMap::from([(TABLE.to_owned(), name.to_owned())]);
    Arc::new(Schema::new_with_metadata(fields(columns), metadata))
}

fn fields(columns: impl IntoIterator<Item = (&'static str, DataType, &'static str)>) -> Fields {
    let field = |(name, kind, about): (&str, DataType, &str)| {
        let metadata = HashMap::from([(DESCRIPTION.to_owned(), about.to_owned())]);
        Field::new(name, kind, true).with_metadata(metadata)
    };
    columns.into_iter().map(field).collect()
}

/// A list whose elements are of a type.
fn list(of: DataType) -> DataType {
    DataType::List(Arc::new(Field::new("element", of, true)))
}

fn list_of(columns: impl IntoIterator<Item = (&'static str, DataType, &'static str)>) -> DataType {
    list(DataType::Struct(fields(columns)))
}

/// The table of readings, a row a page: see [`crate::Reading`].
pub fn readings() -> SchemaRef {
    static ONCE: LazyLock<SchemaRef> = LazyLock::new(|| {
        use DataType::{Binary, Float32, Int64, Utf8};
        let roles = list_of([
            ("role", Utf8, "Role of the codebook"),
            (
                "name",
                Utf8,
                "Name, in Simplified, as full as the page allows",
            ),
            ("id", Utf8, "Identity, where known"),
            ("country", Utf8, "ISO 3166-1 alpha-2, where known"),
            ("post", Utf8, "Of a person: the office as worded"),
            ("of", Utf8, "Of a person: the place or body it is held in"),
            ("kind", Utf8, "Kind of the body or office"),
            ("level", Utf8, "Rank of its region"),
        ]);
        let attributes = list_of([
            ("name", Utf8, "Name of the attribute"),
            ("value", Utf8, "Its value"),
        ]);
        let evidence = list_of([
            ("start", Int64, "First code point of the decoded source"),
            ("end", Int64, "One past the last"),
            ("exact", Utf8, "The words, character for character"),
        ]);
        let grounds = list_of([
            ("name", Utf8, "What holds of the record"),
            (
                "weight",
                Float32,
                "What it adds to the log-odds of the record being right",
            ),
        ]);
        let records = list_of([
            ("type", Utf8, "Type of the codebook"),
            ("roles", roles, "Who and what fills which role"),
            ("attributes", attributes, "Dates, places and kinds"),
            ("evidence", evidence, "The words it was read from"),
            ("confidence", Float32, "0 to 1"),
            ("grounds", grounds, "What the confidence rests on"),
            ("rule", Utf8, "The rule that read it"),
        ]);
        table_of(
            "readings",
            [
                ("doc", Utf8, "Path or URL of the page"),
                ("taken", Utf8, "When the page was taken, RFC 3339"),
                (
                    "sha256",
                    Utf8,
                    "SHA-256 of the page's bytes, in hexadecimal",
                ),
                (
                    "source",
                    Binary,
                    "The page's bytes, where a record was read from it",
                ),
                ("charset", Utf8, "Charset that the bytes were decoded from"),
                ("title", Utf8, "Headline"),
                (
                    "outlet",
                    Utf8,
                    "The named source of the page, else its host",
                ),
                ("author", Utf8, "Byline"),
                (
                    "published",
                    Utf8,
                    "Date of publication, ISO 8601, cut to what is known",
                ),
                ("text", Utf8, "The clean body"),
                ("version", Utf8, "Version of the extractor"),
                (
                    "rules",
                    Utf8,
                    "SHA-256 of rules added to its own; empty for none",
                ),
                ("records", records, "Records in the order of the page"),
                ("problems", list(Utf8), "What was wrong with the page"),
            ],
        )
    });
    Arc::clone(&ONCE)
}

/// The table of records, a row each: see [`crate::flat`].
pub fn records() -> SchemaRef {
    static ONCE: LazyLock<SchemaRef> = LazyLock::new(|| table_of("records", crate::flat::COLUMNS));
    Arc::clone(&ONCE)
}

/// The table of problems, a row each: see [`crate::flat::problems`].
pub fn problems() -> SchemaRef {
    static ONCE: LazyLock<SchemaRef> =
        LazyLock::new(|| table_of("problems", crate::flat::PROBLEM_COLUMNS));
    Arc::clone(&ONCE)
}

/// The fields of the elements of a list of structures.
pub(crate) fn elements(kind: &DataType) -> Option<&Fields> {
    match kind {
        DataType::List(element) => match element.data_type() {
            DataType::Struct(fields) => Some(fields),
            _ => None,
        },
        _ => None,
    }
}
