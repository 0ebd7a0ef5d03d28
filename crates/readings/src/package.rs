//! What a table holds, said in the words of a Data Package, so that R, Stata and pandas know its columns.

use arrow_schema::{DataType, Field, Schema};
use serde_json::{Value, json};

use crate::schema::{DESCRIPTION, REQUIRED};

/// How a table is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// Text, parted by commas, UTF-8.
    Csv,
    /// Columns; one file, or a folder of parts.
    Parquet,
}

/// A table as a resource of a Data Package: its path and the meaning of its columns.
pub fn resource(name: &str, path: &str, form: Form, schema: &Schema) -> Value {
    let (format, media) = match form {
        Form::Csv => ("csv", "text/csv"),
        Form::Parquet => ("parquet", "application/vnd.apache.parquet"),
    };
    let fields: Vec<Value> = schema.fields().iter().map(|f| field(f)).collect();
    let mut resource = json!({
        "name": name, "path": path, "format": format, "mediatype": media,
        "schema": {"fields": fields},
    });
    if form == Form::Csv {
        resource["profile"] = json!("tabular-data-resource");
        resource["encoding"] = json!("utf-8");
    }
    resource
}

fn field(of: &Field) -> Value {
    let sort = match of.data_type() {
        DataType::Date32 => "date",
        DataType::Int64 => "integer",
        DataType::Float32 | DataType::Float64 => "number",
        DataType::List(_) => "array",
        // bytes have no type there; what reads text reads them as text of base64 at best
        DataType::Binary => "any",
        _ => "string",
    };
    let mut field = json!({"name": of.name(), "type": sort});
    if let Some(about) = of.metadata().get(DESCRIPTION) {
        field["description"] = json!(about);
    }
    if !of.is_nullable() || REQUIRED.contains(&of.name().as_str()) {
        field["constraints"] = json!({"required": true});
    }
    field
}

/// The Data Package of what was read: of readings, records or problems, wherever they were read.
pub fn of_readings(resources: Vec<Value>) -> Value {
    let title = "Records of subnational diplomacy with the words they were read from";
    package("jiehao-records", title, crate::VERSION, resources)
}

/// A Data Package of such tables.
pub fn package(name: &str, title: &str, version: &str, resources: Vec<Value>) -> Value {
    json!({
        "profile": "data-package", "name": name, "title": title, "version": version,
        "resources": resources,
    })
}
