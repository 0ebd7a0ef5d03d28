//! CSV: one row a record, the main roles of all types in common columns.

use std::io::Write;

use jiehao_events::{Filler, Record, Type};

use super::json::hundredths;

/// The columns, in order. `docs/output.md` says what each holds.
const COLUMNS: [&str; 23] = [
    "doc",
    "type",
    "who",
    "who_id",
    "whom",
    "whom_id",
    "what",
    "value",
    "unit",
    "from",
    "until",
    "place",
    "kind",
    "mode",
    "status",
    "level",
    "more",
    "confidence",
    "plover",
    "cameo",
    "rule",
    "start",
    "quote",
];

/// Stands between the fillers of a role; names hold 、 but no semicolon.
const BETWEEN: &str = "; ";

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
        rows.write_record(COLUMNS)?;
        Ok(Self { rows, for_excel })
    }

    /// Adds a record.
    pub fn row(&mut self, doc: &str, r: &Record) -> anyhow::Result<()> {
        let mut cells = cells(doc, r);
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

/// Roles that fill the columns who, whom and what.
fn main_roles(kind: Type) -> [&'static str; 3] {
    match kind {
        Type::Visit => ["visitor", "destination", ""],
        Type::Meeting | Type::Tie => ["a", "b", ""],
        Type::Agreement => ["party", "", "title"],
        Type::Conference => ["attendee", "", "event"],
        Type::Commitment => ["by", "", "content"],
        Type::Statistic => ["subject", "", "measure"],
        Type::Policy => ["issuer", "", "title"],
        Type::Project | Type::Mechanism => ["party", "", "name"],
    }
}

fn cells(doc: &str, r: &Record) -> [String; COLUMNS.len()] {
    let fillers = |role: &str| r.roles.get(role).map_or(&[][..], Vec::as_slice);
    let names = |role: &str| join(fillers(role).iter().map(|f: &Filler| f.name.as_str()));
    // as many ids as names, so that both columns can be split alike
    let ids = |role: &str| match fillers(role) {
        all if all.iter().all(|f| f.id.is_none()) => String::new(),
        all => join(all.iter().map(|f| f.id.as_deref().unwrap_or(""))),
    };
    let attribute = |names: &[&str]| {
        names
            .iter()
            .find_map(|n| r.attributes.get(*n))
            .cloned()
            .unwrap_or_default()
    };
    let either = |name: &str| {
        Some(names(name))
            .filter(|n| !n.is_empty())
            .unwrap_or_else(|| attribute(&[name]))
    };
    let [who, whom, what] = main_roles(r.kind);
    let what = if what.is_empty() {
        String::new()
    } else {
        either(what)
    };
    let shown = [
        who, whom, "title", "event", "content", "measure", "name", "value", "place",
    ];
    let more = r
        .roles
        .iter()
        .filter(|(role, _)| !shown.contains(&role.as_str()));
    [
        doc.into(),
        r.kind.name().into(),
        names(who),
        ids(who),
        names(whom),
        ids(whom),
        what,
        either("value"),
        attribute(&["unit"]),
        attribute(&["start", "date", "since", "as_of"]),
        attribute(&["end", "due"]),
        either("place"),
        attribute(&["kind"]),
        attribute(&["mode"]),
        attribute(&["status"]),
        attribute(&["level"]),
        more.map(|(role, _)| format!("{role}={}", names(role)))
            .collect::<Vec<_>>()
            .join(" | "),
        hundredths(r.confidence).to_string(),
        r.kind.plover().unwrap_or_default().into(),
        r.kind.cameo().unwrap_or_default().into(),
        r.rule.clone(),
        r.evidence
            .first()
            .map_or_else(String::new, |e| e.start.to_string()),
        r.evidence
            .iter()
            .map(|e| e.exact.as_str())
            .collect::<Vec<_>>()
            .join(" … "),
    ]
}

fn join<'a>(names: impl Iterator<Item = &'a str>) -> String {
    names.collect::<Vec<_>>().join(BETWEEN)
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
