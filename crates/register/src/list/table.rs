//! Tables as they come: CSV, workbooks of Excel and JSON, each row with its place in the source.

use std::collections::BTreeMap;

use serde_json::value::RawValue;

use super::sheet::{self, Sheet};
use crate::error::{Error, ErrorKind, Result};

/// A row.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Line {
    /// As the user's program numbers it, from 1: the row of a sheet, the line of CSV, the object of
    /// JSON.
    pub number: usize,
    /// Its first code point in [`Table::source`].
    pub start: usize,
    /// One past its last.
    pub end: usize,
    /// Its cells.
    pub cells: Vec<String>,
    /// By column, what a cell that spans several rows says in a row above, and that row's span.
    pub carried: BTreeMap<usize, (String, usize, usize)>,
}

/// A table, read but not yet understood.
#[derive(Clone, Debug, Default)]
pub struct Table {
    /// What spans count in.
    pub source: String,
    /// The charset of the source, by its name in the Encoding Standard; of a workbook, UTF-8.
    pub charset: &'static str,
    /// Rows that are not empty, the head among them. Of JSON, the head is made of the keys.
    pub lines: Vec<Line>,
}

impl Table {
    /// Reads a table; `name` tells JSON from CSV where the bytes leave it open. Of a workbook, the
    /// sheet of that name, or the first that has rows.
    ///
    /// # Errors
    /// The bytes are no table, or there is no such sheet.
    pub fn read(bytes: &[u8], name: &str, sheet: Option<&str>) -> Result<Self> {
        let table = match sheet::is_workbook(bytes) {
            true => workbook(bytes, name, sheet)?,
            false => {
                if let Some(sheet) = sheet {
                    let what = format!("--sheet {sheet}: only a workbook has sheets");
                    return Err(refused(
                        name,
                        what,
                        "leave --sheet out; nothing was written",
                    ));
                }
                written(bytes, name)?
            }
        };
        match table.lines.is_empty() {
            true => Err(refused(
                name,
                "holds no rows",
                "name a table with a head and a row; nothing was written",
            )),
            false => Ok(table),
        }
    }
}

/// A refusal with a mend of its own.
pub(super) fn refused(name: &str, what: impl Into<String>, mend: &'static str) -> Error {
    Error {
        mend,
        ..Error::new(ErrorKind::Refused, name, what)
    }
}

fn workbook(bytes: &[u8], name: &str, wanted: Option<&str>) -> Result<Table> {
    let (source, sheets) = sheet::sheets(bytes).map_err(|e| {
        let what = format!("cannot be read as a workbook: {e}");
        refused(name, what, "save it again as .xlsx; nothing was written")
    })?;
    let found = match wanted {
        Some(wanted) => sheets.iter().find(|s| s.name == wanted),
        None => sheets.iter().find(|s| !s.rows.is_empty()),
    };
    let Some(Sheet { rows, .. }) = found.cloned() else {
        let names: Vec<&str> = sheets.iter().map(|s| s.name.as_str()).collect();
        let what = match wanted {
            Some(wanted) => format!("no sheet {wanted}; there are {}", names.join(", ")),
            None => "no sheet has rows".to_owned(),
        };
        return Err(refused(
            name,
            what,
            "name a sheet with rows; nothing was written",
        ));
    };
    Ok(Table {
        source,
        charset: "UTF-8",
        lines: rows,
    })
}

/// CSV or JSON, in whatever charset.
fn written(bytes: &[u8], name: &str) -> Result<Table> {
    if bytes.len() > jiehao_text::MAX_BYTES {
        let what = format!("larger than {} bytes", jiehao_text::MAX_BYTES);
        return Err(refused(
            name,
            what,
            "part it into several tables; nothing was written",
        ));
    }
    let hint = jiehao_text::Hint {
        name: Some(name),
        ..jiehao_text::Hint::default()
    };
    let (source, charset) = jiehao_text::decode(bytes, &hint);
    if source.contains('\0') || source.contains('\u{FFFD}') {
        let what = format!("not all of its bytes are {charset} text");
        return Err(refused(
            name,
            what,
            "save it as CSV in UTF-8 or as .xlsx; nothing was written",
        ));
    }
    let lines = match source.trim_start_matches('\u{FEFF}').trim_start() {
        text if text.starts_with(['[', '{']) => json(&source, name)?,
        _ => csv(&source, name)?,
    };
    Ok(Table {
        source: source.into_owned(),
        charset,
        lines,
    })
}

/// Counts code points up to byte positions that only grow.
struct Counter<'s> {
    source: &'s str,
    byte: usize,
    chars: usize,
}

impl Counter<'_> {
    fn at(&mut self, byte: usize) -> usize {
        if byte < self.byte {
            (self.byte, self.chars) = (0, 0);
        }
        self.chars += self.source[self.byte..byte].chars().count();
        self.byte = byte;
        self.chars
    }
}

fn csv(source: &str, name: &str) -> Result<Vec<Line>> {
    let marked = source.len() - source.trim_start_matches('\u{FEFF}').len();
    let text = &source[marked..];
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter(text))
        .from_reader(text.as_bytes());
    let mut counter = Counter {
        source,
        byte: 0,
        chars: 0,
    };
    let mut lines = Vec::new();
    let mut record = csv::StringRecord::new();
    loop {
        match reader.read_record(&mut record) {
            Ok(true) => {}
            Ok(false) => return Ok(lines),
            Err(e) => {
                let what = format!("cannot be read as CSV: {e}");
                return Err(refused(
                    name,
                    what,
                    "save it again as CSV in UTF-8; nothing was written",
                ));
            }
        }
        if record.iter().all(|c| c.trim().is_empty()) {
            continue;
        }
        let place = record.position().map_or((0, 0), |p| (p.byte(), p.line()));
        let from = marked + usize::try_from(place.0).unwrap_or(0);
        let until = marked + usize::try_from(reader.position().byte()).unwrap_or(0);
        let row = &source[from..until];
        let from = from + (row.len() - row.trim_start_matches(['\r', '\n']).len());
        let until = until - (row.len() - row.trim_end_matches(['\r', '\n']).len());
        let blank = row.len() - row.trim_start_matches(['\r', '\n']).len();
        let skipped = row[..blank].matches('\n').count();
        lines.push(Line {
            number: usize::try_from(place.1).unwrap_or(0) + skipped,
            start: counter.at(from),
            end: counter.at(until),
            cells: record.iter().map(|c| c.trim().to_owned()).collect(),
            carried: BTreeMap::new(),
        });
    }
}

/// What parts the cells: whatever of comma, tab and semicolon the first lines hold most of.
fn delimiter(text: &str) -> u8 {
    let count = |c: u8| {
        let lines = text.lines().take(5);
        lines
            .map(|l| l.bytes().filter(|b| *b == c).count())
            .sum::<usize>()
    };
    let all = [b',', b'\t', b';'];
    all.into_iter()
        .rev()
        .max_by_key(|c| count(*c))
        .unwrap_or(b',')
}

/// A list of objects, or an object a line; the keys of all are the head.
fn json(source: &str, name: &str) -> Result<Vec<Line>> {
    let wrong = |what: String| {
        refused(
            name,
            format!("cannot be read as JSON: {what}"),
            "write a list of objects, or an object a line; nothing was written",
        )
    };
    let marked = source.len() - source.trim_start_matches('\u{FEFF}').len();
    let text = &source[marked..];
    let rows: Vec<&RawValue> = match text.trim_start().starts_with('[') {
        true => serde_json::from_str(text).map_err(|e| wrong(e.to_string()))?,
        false => serde_json::Deserializer::from_str(text)
            .into_iter()
            .collect::<std::result::Result<_, _>>()
            .map_err(|e: serde_json::Error| wrong(e.to_string()))?,
    };
    let mut head: Vec<String> = Vec::new();
    let mut objects = Vec::new();
    for (n, row) in rows.iter().enumerate() {
        let object: serde_json::Map<String, serde_json::Value> =
            serde_json::from_str(row.get()).map_err(|e| wrong(format!("object {}: {e}", n + 1)))?;
        for key in object.keys() {
            if !head.contains(key) {
                head.push(key.clone());
            }
        }
        objects.push(object);
    }
    let mut counter = Counter {
        source,
        byte: 0,
        chars: 0,
    };
    let mut lines = vec![Line {
        cells: head.clone(),
        ..Line::default()
    }];
    for (n, (row, object)) in rows.iter().zip(&objects).enumerate() {
        // both point into the same text
        let from = row.get().as_ptr() as usize - source.as_ptr() as usize;
        let cell = |key: &String| match object.get(key) {
            Some(serde_json::Value::String(s)) => s.trim().to_owned(),
            None | Some(serde_json::Value::Null) => String::new(),
            Some(other) => other.to_string(),
        };
        lines.push(Line {
            number: n + 1,
            start: counter.at(from),
            end: counter.at(from + row.get().len()),
            cells: head.iter().map(cell).collect(),
            carried: BTreeMap::new(),
        });
    }
    match objects.is_empty() {
        true => Ok(Vec::new()),
        false => Ok(lines),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sliced(table: &Table) -> Vec<String> {
        let source: Vec<char> = table.source.chars().collect();
        let slice = |l: &Line| source[l.start..l.end].iter().collect();
        table.lines.iter().map(slice).collect()
    }

    fn read(text: &str, name: &str) -> Table {
        Table::read(text.as_bytes(), name, None).expect("a table")
    }

    #[test]
    fn rows_of_csv_slice_their_source() {
        let text = "\u{FEFF}中方,外方\r\n\r\n聊城市,\"纳伦市\r\n(旧)\"\r\n甲市,乙市";
        let table = read(text, "t.csv");
        let rows = ["中方,外方", "聊城市,\"纳伦市\r\n(旧)\"", "甲市,乙市"];
        assert_eq!(sliced(&table), rows);
        let numbers: Vec<usize> = table.lines.iter().map(|l| l.number).collect();
        assert_eq!(numbers, [1, 3, 5]);
        assert_eq!(table.lines[1].cells[1], "纳伦市\r\n(旧)");
    }

    #[test]
    fn tabs_and_semicolons_part_cells_too() {
        for parted in ["中方;外方\n甲市;乙,市\n", "中方\t外方\n甲市\t乙,市\n"] {
            assert_eq!(read(parted, "t.csv").lines[1].cells, ["甲市", "乙,市"]);
        }
    }

    #[test]
    fn objects_of_json_slice_their_source() {
        let list = " [ {\"中方\": \"甲市\"},\n {\"外方\":\"乙市\", \"年\": 1982} ]";
        let lines = "{\"中方\": \"甲市\"}\n{\"外方\":\"乙市\", \"年\": 1982}\n";
        for text in [list, lines] {
            let table = read(text, "t.json");
            assert_eq!(table.lines[0].cells, ["中方", "外方", "年"]);
            assert_eq!(table.lines[2].cells, ["", "乙市", "1982"]);
            assert_eq!(sliced(&table)[1], "{\"中方\": \"甲市\"}");
        }
    }

    #[test]
    fn what_is_no_table_is_refused_by_name() {
        for (bytes, name) in [
            (&b"PK\x03\x04 nothing"[..], "t.xlsx"),
            (b"[{\"a\": 1}", "t.json"),
            (b"[1, 2]", "t.json"),
            (b"\n\n", "t.csv"),
            (b"a,b\n\x00\x01,\x02", "t.csv"),
        ] {
            let error = Table::read(bytes, name, None).expect_err("no table");
            assert_eq!(error.thing, name);
        }
        assert!(Table::read(b"a,b\n1,2", "t.csv", Some("x")).is_err());
    }
}
