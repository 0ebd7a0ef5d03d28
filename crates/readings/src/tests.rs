//! Whatever is read survives the way through columns and Parquet, character for character.

use jiehao_events::{Evidence, Filler, Ground, Record, Type};
use jiehao_places::{BodyKind, Level};
use proptest::prelude::*;

use crate::{Reading, decode, encode, flat, json, parquet, schema};

fn maybe() -> impl Strategy<Value = Option<String>> {
    prop::option::of(".{0,4}")
}

fn filler() -> impl Strategy<Value = Filler> {
    let kinds = prop::option::of(prop::sample::select(BodyKind::ALL.as_slice()));
    let levels = prop::option::of(prop::sample::select(Level::ALL.as_slice()));
    (".{1,4}", maybe(), maybe(), maybe(), maybe(), kinds, levels).prop_map(
        |(name, id, country, post, of, kind, level)| Filler {
            name,
            id,
            country,
            post,
            of,
            kind: kind.map(BodyKind::name),
            level: level.map(Level::name),
        },
    )
}

fn record() -> impl Strategy<Value = Record> {
    let roles =
        prop::collection::btree_map("[a-z]{1,6}", prop::collection::vec(filler(), 1..3), 0..3);
    let attributes = prop::collection::btree_map("[a-z]{1,6}", ".{0,6}", 0..3);
    let quote = (0usize..9, 0usize..9, ".{0,9}").prop_map(|(start, long, exact)| Evidence {
        start,
        end: start + long,
        exact,
    });
    let ground = (".{0,5}", -9f32..9f32).prop_map(|(name, weight)| Ground { name, weight });
    (
        prop::sample::select(Type::ALL.as_slice()),
        roles,
        attributes,
        prop::collection::vec(quote, 0..3),
        0f32..=1f32,
        prop::collection::vec(ground, 0..3),
        "[a-z.]{1,9}",
    )
        .prop_map(
            |(kind, roles, attributes, evidence, confidence, grounds, rule)| Record {
                kind,
                roles,
                attributes,
                evidence,
                confidence,
                grounds,
                rule,
                spans: Vec::new(),
            },
        )
}

fn reading() -> impl Strategy<Value = Reading> {
    let source = prop::option::of(prop::collection::vec(any::<u8>(), 0..20));
    let told = (maybe(), maybe(), maybe(), maybe(), maybe(), maybe());
    let records = prop::collection::vec(record(), 0..3);
    let problems = prop::collection::vec(".{0,9}", 0..3);
    (".{0,9}", maybe(), source, told, records, problems).prop_map(
        |(
            doc,
            taken,
            source,
            (charset, title, outlet, author, published, text),
            records,
            problems,
        )| {
            Reading {
                doc,
                taken,
                sha256: "0".repeat(64),
                source,
                charset,
                title,
                outlet,
                author,
                published,
                text,
                version: "1.0".into(),
                rules: String::new(),
                records,
                problems,
            }
        },
    )
}

proptest! {
    #[test]
    fn columns_and_parquet_give_back_what_they_took(all in prop::collection::vec(reading(), 0..5)) {
        let table = encode(&all).unwrap();
        prop_assert_eq!(table.schema(), schema::readings());
        prop_assert_eq!(&decode(&table).unwrap(), &all);
        let mut again = Vec::new();
        for rows in parquet::rows(bytes::Bytes::from(parquet::bytes(&table).unwrap())).unwrap() {
            again.extend(decode(&rows.unwrap()).unwrap());
        }
        prop_assert_eq!(&again, &all);
        // a slice of a table is a table
        if all.len() > 1 {
            prop_assert_eq!(&decode(&table.slice(1, all.len() - 1)).unwrap(), &all[1..]);
        }
        let rows = flat::table(&all).unwrap();
        prop_assert_eq!(rows.num_rows(), all.iter().map(|r| r.records.len()).sum::<usize>());
        let rows = flat::problems(&all).unwrap();
        prop_assert_eq!(rows.num_rows(), all.iter().map(|r| r.problems.len()).sum::<usize>());
    }
}

fn one() -> Reading {
    let text = "6月4日，江西省副省长鲁安在南昌会见德国黑森州州长韦伯一行。";
    Reading::of("a.txt", None, text.as_bytes()).expect("a record")
}

#[test]
fn a_record_is_the_same_in_columns_and_in_json() {
    let reading = one();
    let again = decode(&encode(std::slice::from_ref(&reading)).unwrap()).unwrap();
    let lines = |r: &Reading| -> Vec<String> {
        r.records
            .iter()
            .map(|record| json::record(&r.doc, record))
            .collect()
    };
    assert_eq!(lines(&again[0]), lines(&reading));
}

#[test]
fn a_table_that_lacks_a_column_or_has_another_is_named() {
    use std::sync::Arc;

    use arrow_array::{Array, Int64Array, RecordBatch};
    let table = encode(&[one()]).unwrap();
    let all = table.schema().fields().len();
    for at in 0..all {
        let name = table.schema().field(at).name().clone();
        let rest: Vec<usize> = (0..all).filter(|n| *n != at).collect();
        let said = decode(&table.project(&rest).unwrap())
            .unwrap_err()
            .to_string();
        assert!(said.contains(&name) && said.contains("not there"), "{said}");
        let columns = (0..all).map(|n| match n == at {
            true => (
                name.clone(),
                Arc::new(Int64Array::from(vec![1])) as Arc<dyn Array>,
            ),
            false => (
                table.schema().field(n).name().clone(),
                Arc::clone(table.column(n)),
            ),
        });
        let other = RecordBatch::try_from_iter(columns).unwrap();
        let said = decode(&other).unwrap_err().to_string();
        assert!(said.contains(&name), "{said}");
    }
}

#[test]
fn every_column_says_what_it_holds() {
    for table in [schema::readings(), schema::records(), schema::problems()] {
        for field in table.fields() {
            let about = field.metadata().get(schema::DESCRIPTION);
            assert!(about.is_some_and(|a| !a.is_empty()), "{field:?}");
        }
    }
}
