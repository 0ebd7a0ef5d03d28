//! Rows under a head: aligned for people, CSV for programs.

use std::io::Write;

use serde::Serialize;

use super::table::quieten;
use crate::Outcome;
use crate::cli::TableFormat;
use crate::commands::{output, plain_output};
use crate::pipeline::printable;

/// A column: its name in CSV and its label for people; without a label it is for programs only.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Column(pub &'static str, pub &'static str);

/// Cells longer than this are cut in a table for people, in half-widths.
const WIDEST: usize = 44;

/// Prints things as a table for people, one JSON object each, or CSV. Nothing to print is worth a
/// status of its own.
pub(crate) fn put<T: Serialize>(
    format: TableFormat,
    bom: bool,
    columns: &[Column],
    things: &[T],
    row: impl Fn(&T) -> Vec<String>,
) -> anyhow::Result<Outcome> {
    let rows = || things.iter().map(&row).collect::<Vec<_>>();
    match format {
        TableFormat::Text => {
            let mut out = output();
            if !things.is_empty() {
                text(&mut out, columns, &rows())?;
            }
            writeln!(out, "计 {} 项。", things.len())?;
            out.flush()?;
        }
        TableFormat::Json => {
            let mut out = plain_output();
            for thing in things {
                writeln!(out, "{}", serde_json::to_string(thing)?)?;
            }
            out.flush()?;
        }
        TableFormat::Csv => csv(plain_output(), columns, &rows(), bom)?,
    }
    Ok(match things.is_empty() {
        true => Outcome::Wanting,
        false => Outcome::Done,
    })
}

/// Rows as CSV. `for_excel` puts a byte order mark before them and keeps cells from being formulas.
pub(crate) fn csv(
    mut out: impl Write,
    columns: &[Column],
    rows: &[Vec<String>],
    for_excel: bool,
) -> anyhow::Result<()> {
    if for_excel {
        out.write_all("\u{FEFF}".as_bytes())?;
    }
    let mut csv = csv::Writer::from_writer(out);
    csv.write_record(columns.iter().map(|c| c.0))?;
    for row in rows {
        let mut row = row.clone();
        if for_excel {
            row.iter_mut().for_each(quieten);
        }
        csv.write_record(row)?;
    }
    Ok(csv.flush()?)
}

/// Rows in columns that line up in a terminal, where a Han character is two wide.
pub(crate) fn text(
    mut out: impl Write,
    columns: &[Column],
    rows: &[Vec<String>],
) -> anyhow::Result<()> {
    let shown: Vec<usize> = (0..columns.len())
        .filter(|n| !columns[*n].1.is_empty() && rows.iter().any(|r| !r[*n].is_empty()))
        .collect();
    let head = shown.iter().map(|n| columns[*n].1.to_owned()).collect();
    let cell = |row: &Vec<String>| shown.iter().map(|n| cut(&printable(&row[*n]))).collect();
    let lines: Vec<Vec<String>> = std::iter::once(head).chain(rows.iter().map(cell)).collect();
    let widths: Vec<usize> = (0..shown.len())
        .map(|n| lines.iter().map(|l| width(&l[n])).max().unwrap_or(0))
        .collect();
    for line in lines {
        let mut row = String::new();
        for (cell, wide) in line.iter().zip(&widths) {
            row.push_str(cell);
            row.push_str(&" ".repeat(wide - width(cell) + 2));
        }
        writeln!(out, "{}", row.trim_end())?;
    }
    Ok(())
}

fn width(text: &str) -> usize {
    text.chars().map(|c| if wide(c) { 2 } else { 1 }).sum()
}

/// Han, kana, hangul, full-width forms and their punctuation.
fn wide(c: char) -> bool {
    matches!(c, '\u{1100}'..='\u{115F}' | '\u{2E80}'..='\u{A4CF}' | '\u{AC00}'..='\u{D7A3}'
        | '\u{F900}'..='\u{FAFF}' | '\u{FE30}'..='\u{FE4F}' | '\u{FF00}'..='\u{FF60}'
        | '\u{FFE0}'..='\u{FFE6}' | '\u{20000}'..='\u{3FFFD}')
}

fn cut(text: &str) -> String {
    if width(text) <= WIDEST {
        return text.to_owned();
    }
    let mut out = String::new();
    for c in text.chars() {
        if width(&out) + 4 > WIDEST {
            break;
        }
        out.push(c);
    }
    out + "…"
}

#[cfg(test)]
mod tests {
    use super::*;

    const COLUMNS: [Column; 3] = [Column("a", "甲方"), Column("n", "数"), Column("id", "")];

    fn rows() -> Vec<Vec<String>> {
        let row = |cells: [&str; 3]| cells.map(str::to_owned).to_vec();
        vec![row(["=聊城市", "1", "x"]), row(["韦伯", "12", "y"])]
    }

    #[test]
    fn columns_line_up() {
        let mut out = Vec::new();
        text(&mut out, &COLUMNS, &rows()).unwrap();
        let want = "甲方     数\n=聊城市  1\n韦伯     12\n";
        assert_eq!(String::from_utf8(out).unwrap(), want);
    }

    #[test]
    fn a_spreadsheet_gets_no_formula() {
        let mut out = Vec::new();
        csv(&mut out, &COLUMNS, &rows(), true).unwrap();
        let out = String::from_utf8(out).unwrap();
        assert_eq!(out, "\u{FEFF}a,n,id\n'=聊城市,1,x\n韦伯,12,y\n");
    }
}
