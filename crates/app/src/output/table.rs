//! CSV: one row a record, in the columns that [`jiehao_readings::flat`] has.

use std::io::Write;

use jiehao_events::Record;
use jiehao_readings::flat::{COLUMNS, row};
use jiehao_readings::json::Origin;

/// The columns that follow for records out of archives.
const ORIGIN: [&str; 3] = ["taken", "archive", "offset"];

/// Writes rows.
pub(crate) struct Table<W: Write> {
    rows: csv::Writer<W>,
    for_excel: bool,
}

impl<W: Write> Table<W> {
    /// A table with its head. `for_excel` puts a byte order mark before it and keeps cells from
    /// being taken for formulas.
    pub fn new(mut out: W, for_excel: bool) -> anyhow::Result<Self> {
        if for_excel {
            out.write_all("\u{FEFF}".as_bytes())?;
        }
        let mut rows = csv::Writer::from_writer(out);
        rows.write_record(COLUMNS.map(|column| column.0))?;
        Ok(Self { rows, for_excel })
    }

    /// Adds a record.
    pub fn row(&mut self, doc: &str, r: &Record) -> anyhow::Result<()> {
        let mut cells = row(doc, r).map(|cell| cell.to_string());
        if self.for_excel {
            cells.iter_mut().for_each(quieten);
        }
        Ok(self.rows.write_record(cells)?)
    }

    /// Writes what is buffered.
    pub fn flush(&mut self) -> anyhow::Result<()> {
        Ok(self.rows.flush()?)
    }
}

/// The head of a table of records out of archives.
pub(crate) fn scanned_head() -> String {
    line(COLUMNS.iter().map(|column| column.0).chain(ORIGIN))
}

/// A record out of an archive as a row.
pub(crate) fn scanned(doc: &str, r: &Record, origin: &Origin<'_>) -> String {
    let offset = origin.offset.to_string();
    let cells = row(doc, r).map(|cell| cell.to_string());
    let cells = cells.iter().map(String::as_str);
    line(cells.chain([origin.taken, origin.archive, &offset]))
}

/// A row by itself, with its line feed.
fn line<'a>(cells: impl Iterator<Item = &'a str>) -> String {
    let mut rows = csv::Writer::from_writer(Vec::new());
    rows.write_record(cells).expect("memory takes all");
    let row = rows.into_inner().expect("memory takes all");
    String::from_utf8(row).expect("cells are text")
}

/// A page's words must not run as a formula in the reader's spreadsheet.
pub(crate) fn quieten(cell: &mut String) {
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        cell.insert(0, '\'');
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::output::sample;

    fn table(for_excel: bool) -> String {
        let mut out = Vec::new();
        let mut table = Table::new(&mut out, for_excel).unwrap();
        table.row("p,1.txt", &sample::tie().1).unwrap();
        table.row("p,1.txt", &sample::meeting().1).unwrap();
        table.flush().unwrap();
        drop(table);
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn a_row_a_record() {
        let want = concat!(
            "doc,type,who,who_id,whom,whom_id,what,value,unit,from,until,place,kind,mode,status,",
            "level,more,confidence,plover,cameo,rule,start,quote\n",
            "\"p,1.txt\",tie,=新市,cn:000000,甲; 乙市,; iso:BY-X,,,,2023-02,,,sister,,,,,0.5,",
            "SUPPORT,057,tie.form,0,\"=新市与\"\"甲\"\"、乙市结好\"\n",
            "\"p,1.txt\",meeting,鲁安,,韦伯,,,,,--06-04,,,,online,,,,0.93,CONSULT,040,",
            "meeting.receive,10,\"鲁安\n会见韦伯。\"\n",
        );
        assert_eq!(table(false), want);
    }

    #[test]
    fn a_row_of_an_archive_says_where_it_stands() {
        let origin = Origin {
            taken: "2024",
            archive: "a,b.wet",
            offset: 7,
        };
        let row = scanned("p", &sample::tie().1, &origin);
        assert!(row.ends_with(",2024,\"a,b.wet\",7\n"), "{row}");
        let columns = scanned_head().trim_end().split(',').count();
        let mut read = csv::Reader::from_reader(row.as_bytes());
        assert_eq!(read.headers().unwrap().len(), columns);
    }

    #[test]
    fn excel_gets_its_mark_and_no_formula() {
        let got = table(true);
        assert!(got.starts_with("\u{FEFF}doc,"));
        assert!(
            got.contains(",'=新市,") && got.contains(",'--06-04,"),
            "{got}"
        );
    }
}
