//! A folder with a `datapackage.json` (Data Package 1): `acts`, and `evidence` with the words of each of
//! their records, as CSV or as Parquet.

use jiehao_readings::package::{Form, package, resource};
use serde_json::{Value, json};

use super::sheet::Sheet;
use super::{Acts, Occasion, Open, failed, flat, quotes};
use crate::error::Result;

pub(super) fn write(
    acts: &mut Acts<'_>,
    form: Form,
    occasion: &Occasion,
    open: &mut Open<'_>,
) -> Result<u64> {
    let mut file = |name: &str| open(name).map_err(|e| failed(&e));
    let mut table = Sheet::begin(form, flat::acts(), file(&path("acts", form))?)?;
    let mut words = Sheet::begin(form, quotes::evidence(), file(&path("evidence", form))?)?;
    let count = acts.each(|acts, act| {
        table.put(flat::row(act))?;
        for row in quotes::rows(acts, act)? {
            words.put(row)?;
        }
        Ok(())
    })?;
    table.end()?;
    words.end()?;
    let mut out = file("datapackage.json")?;
    let text = serde_json::to_string_pretty(&described(form, occasion));
    let text = text.map_err(|e| failed(&e.into()))?;
    let done = writeln!(out, "{text}").and_then(|()| out.flush());
    done.map_err(|e| failed(&e))?;
    Ok(count)
}

fn path(name: &str, form: Form) -> String {
    match form {
        Form::Csv => format!("{name}.csv"),
        Form::Parquet => format!("{name}.parquet"),
    }
}

fn described(form: Form, occasion: &Occasion) -> Value {
    let mut acts = resource("acts", &path("acts", form), form, &flat::acts());
    let mut words = resource(
        "evidence",
        &path("evidence", form),
        form,
        &quotes::evidence(),
    );
    acts["schema"]["primaryKey"] = json!("id");
    words["schema"]["primaryKey"] = json!(["record", "n"]);
    let of = json!({"resource": "acts", "fields": "id"});
    words["schema"]["foreignKeys"] = json!([{"fields": "act", "reference": of}]);
    let title = "Acts of subnational diplomacy with the words they were read from";
    let mut whole = package(
        "jiehao-register",
        title,
        &occasion.version,
        vec![acts, words],
    );
    whole["created"] = json!(occasion.now);
    if form == Form::Csv {
        whole["profile"] = json!("tabular-data-package");
    }
    whole
}
