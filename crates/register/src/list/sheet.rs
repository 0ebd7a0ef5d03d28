//! Workbooks of Excel: their rows as lines of text, which is what evidence slices.

use std::collections::BTreeMap;
use std::io::Cursor;

use calamine::{DataRef, Reader, Xlsx};
use zip::ZipArchive;

use super::table::Line;

/// Cells of a workbook that are read; what lists hold is far below it.
const MOST: usize = 2_000_000;

/// Bytes that a workbook may unpack to, all its parts together; what lists hold is far below it.
const UNPACKED: u64 = 128 << 20;

/// Columns that are read.
const WIDEST: u32 = 256;

/// A sheet with its rows, numbered as Excel does.
#[derive(Clone, Debug, Default)]
pub(super) struct Sheet {
    pub name: String,
    pub rows: Vec<Line>,
}

/// Whether bytes are a workbook: a ZIP archive that begins with a file.
pub(super) fn is_workbook(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04")
}

/// Refuses a workbook that unpacks to more than lists need, before it is read as one: what its parts
/// say of their sizes may be a lie, so they are unpacked and counted.
fn bounded(bytes: &[u8], most: u64) -> Result<(), String> {
    use std::io::Read;
    let mut parts = ZipArchive::new(Cursor::new(bytes)).map_err(|e| e.to_string())?;
    let mut left = most;
    for n in 0..parts.len() {
        let part = parts.by_index(n).map_err(|e| e.to_string())?;
        let mut part = part.take(left + 1);
        let read = std::io::copy(&mut part, &mut std::io::sink());
        let read = read.map_err(|e| e.to_string())?;
        left = left
            .checked_sub(read)
            .ok_or_else(|| format!("unpacks to more than {most} bytes"))?;
    }
    Ok(())
}

/// All sheets of a workbook as text: its name in a line, then a line a row, cells parted by tabs.
pub(super) fn text(bytes: &[u8]) -> Result<String, String> {
    Ok(sheets(bytes)?.0)
}

/// All sheets of a workbook, and the text that the spans of their rows slice.
pub(super) fn sheets(bytes: &[u8]) -> Result<(String, Vec<Sheet>), String> {
    bounded(bytes, UNPACKED)?;
    let mut book = Xlsx::new(Cursor::new(bytes)).map_err(|e| e.to_string())?;
    let (mut text, mut at, mut cells) = (String::new(), 0, 0);
    let mut out = Vec::new();
    let mut put = |line: &str| -> (usize, usize) {
        let start = at;
        text.push_str(line);
        text.push('\n');
        at += line.chars().count() + 1;
        (start, at - 1)
    };
    for name in book.sheet_names() {
        put(&plain(&name));
        let mut rows: BTreeMap<u32, BTreeMap<u32, String>> = BTreeMap::new();
        // a sheet of a chart has no cells
        let Ok(mut reader) = book.worksheet_cells_reader(&name) else {
            continue;
        };
        while let Some(cell) = reader.next_cell().map_err(|e| e.to_string())? {
            let (row, column) = cell.get_position();
            let value = worded(cell.get_value());
            if value.is_empty() || column >= WIDEST {
                continue;
            }
            cells += 1;
            if cells > MOST {
                return Err(format!("more than {MOST} cells"));
            }
            rows.entry(row).or_default().insert(column, value);
        }
        drop(reader);
        let merged = book.merge_cells_by_sheet_name(&name).unwrap_or_default();
        let mut sheet = Sheet {
            name: plain(&name),
            rows: Vec::new(),
        };
        for (row, cells) in rows {
            let last = cells.keys().next_back().copied().unwrap_or(0);
            let cells: Vec<String> = (0..=last)
                .map(|c| cells.get(&c).cloned().unwrap_or_default())
                .collect();
            let (start, end) = put(&cells.join("\t"));
            sheet.rows.push(Line {
                number: row as usize + 1,
                start,
                end,
                cells,
                carried: BTreeMap::new(),
            });
        }
        // what is written once over several rows holds for each
        for area in merged {
            let (from, until) = (area.start.0 as usize + 1, area.end.0 as usize + 1);
            let column = area.start.1 as usize;
            let at = sheet.rows.partition_point(|l| l.number < from);
            let Some(first) = sheet.rows.get(at).filter(|l| l.number == from) else {
                continue;
            };
            let Some(value) = first.cells.get(column).cloned() else {
                continue;
            };
            let span = (first.start, first.end);
            let rest = sheet.rows[at + 1..].iter_mut();
            for line in rest.take_while(|l| l.number <= until) {
                let carried = (value.clone(), span.0, span.1);
                line.carried.insert(column, carried);
            }
        }
        out.push(sheet);
    }
    Ok((text, out))
}

/// A cell as a person reads it: a date by ISO 8601, a whole number without its fraction.
fn worded(value: &DataRef<'_>) -> String {
    match value {
        DataRef::String(s) => plain(s),
        DataRef::SharedString(s) => plain(s),
        DataRef::Int(n) => n.to_string(),
        DataRef::Float(x) => x.to_string(),
        DataRef::Bool(b) => b.to_string(),
        DataRef::DateTime(at) if at.is_datetime() => {
            let (year, month, day, ..) = at.to_ymd_hms_milli();
            format!("{year:04}-{month:02}-{day:02}")
        }
        DataRef::DateTime(at) => at.as_f64().to_string(),
        DataRef::DateTimeIso(s) | DataRef::DurationIso(s) => plain(s),
        DataRef::Error(_) | DataRef::Empty => String::new(),
    }
}

/// Without what would break a line or a column.
fn plain(text: &str) -> String {
    let spaced = text.replace(|c: char| c.is_control(), " ");
    spaced.trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_workbook_that_unpacks_to_too_much_is_refused() {
        let mut book = rust_xlsxwriter::Workbook::new();
        let sheet = book.add_worksheet();
        for row in 0..2000 {
            sheet.write_string(row, 0, "甘肃省").expect("a cell");
        }
        let bytes = book.save_to_buffer().expect("a workbook");
        assert!(bytes.len() < 40_000, "{}", bytes.len());
        assert_eq!(bounded(&bytes, 1 << 20), Ok(()));
        let error = bounded(&bytes, 60_000).expect_err("too much");
        assert!(error.contains("more than 60000 bytes"), "{error}");
        assert!(bounded(b"PK\x03\x04 no workbook", 9).is_err());
        assert_eq!(sheets(&bytes).expect("read").1[0].rows.len(), 2000);
    }
}
