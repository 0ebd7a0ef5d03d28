//! CSV: one row a record, in the columns that [`jiehao_readings::flat`] has.

use std::io::Write;

use jiehao_events::Record;
use jiehao_readings::flat::{COLUMNS, row};

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
    fn excel_gets_its_mark_and_no_formula() {
        let got = table(true);
        assert!(got.starts_with("\u{FEFF}doc,"));
        assert!(
            got.contains(",'=新市,") && got.contains(",'--06-04,"),
            "{got}"
        );
    }
}
