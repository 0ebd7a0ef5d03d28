//! A list into the register: all of it or nothing.

use jiehao_events::Record;

use super::columns::{Columns, Field};
use super::row::Reader as Rows;
use super::table::{Table, refused};
use crate::error::Result;
use crate::ingest::{Ingested, Reader, Taken, Told};
use crate::register::Register;
use crate::store::Transaction;

/// What a list says.
#[derive(Clone, Debug)]
pub struct Ties {
    /// A record a row that tells a tie.
    pub records: Vec<Record>,
    /// Rows below the head that tell none: totals, notes.
    pub others: usize,
    /// What is worth saying of rows: by row and column.
    pub notes: Vec<String>,
}

/// Flaws that are told; how many there are besides is said.
const TOLD: usize = 20;

impl Register {
    /// The columns of the last list with these heads, as they were told or guessed then.
    ///
    /// # Errors
    /// The database failed.
    pub fn columns(&mut self, table: &Table) -> Result<Option<Columns>> {
        self.read(|tx| {
            for line in table.lines.iter().take(10) {
                let sql = "SELECT value FROM register WHERE name = $1";
                let rows = tx.rows(sql, &[Columns::key(&line.cells).into()])?;
                let found = rows
                    .first()
                    .and_then(|r| serde_json::from_str(r.text(0)).ok());
                if found.is_some() {
                    return Ok(found);
                }
            }
            Ok(None)
        })
    }

    /// Keeps a list, each row a tie with the row as its evidence, and remembers its columns. Whether
    /// it is new, or had been read so before.
    ///
    /// # Errors
    /// The database failed; nothing was written.
    pub fn import(
        &mut self,
        taken: Taken<'_>,
        version: &str,
        table: &Table,
        columns: &Columns,
        ties: &Ties,
    ) -> Result<bool> {
        let reader = Reader {
            version: version.to_owned(),
            rules: serde_json::to_string(columns).unwrap_or_default(),
        };
        let told = Told {
            charset: table.charset,
            title: None,
            outlet: None,
            author: None,
            published: None,
            text: &table.source,
        };
        let done = self.keep(taken, &reader, &told, &ties.records, |tx| {
            remember(tx, columns, &reader.rules)
        })?;
        self.settle()?;
        Ok(done != Ingested::Known)
    }
}

impl Table {
    /// What the rows say under their columns; `name` is what failures call the table.
    ///
    /// # Errors
    /// Rows that cannot be understood, each flaw by row and column; or no row tells anything.
    pub fn ties(&self, columns: &Columns, name: &str) -> Result<Ties> {
        let source: Vec<char> = self.source.chars().collect();
        let rows = Rows {
            columns,
            source: &source,
        };
        let (mut out, mut flaws) = (
            Ties {
                records: Vec::new(),
                others: 0,
                notes: Vec::new(),
            },
            Vec::new(),
        );
        for line in columns.rows(self) {
            if !rows.is_tie(line) {
                out.others += 1;
                continue;
            }
            match rows.tie(line) {
                Ok((record, said)) => {
                    out.records.push(record);
                    out.notes.extend(said.iter().map(ToString::to_string));
                }
                Err(found) => flaws.extend(found),
            }
        }
        if !flaws.is_empty() {
            let mut what = match flaws.len() {
                1 => "a cell cannot be understood".to_owned(),
                n => format!("{n} cells cannot be understood"),
            };
            for flaw in flaws.iter().take(TOLD) {
                what.push_str(&format!("\n  {flaw}"));
            }
            if flaws.len() > TOLD {
                what.push_str(&format!("\n  and {} more", flaws.len() - TOLD));
            }
            let mend = "mend the table and import it again; nothing was written";
            return Err(refused(name, what, mend));
        }
        if out.records.is_empty() {
            let head = columns.columns.get(&Field::B).map_or("b", String::as_str);
            return Err(refused(
                name,
                format!("no row has anything under {head}"),
                "say which column holds the other side with --columns b=HEAD; nothing was written",
            ));
        }
        Ok(out)
    }
}

/// Remembers the columns of a list by its heads; the last word holds.
fn remember(tx: &mut dyn Transaction, columns: &Columns, told: &str) -> Result<()> {
    tx.run(
        "INSERT INTO register (name, value) VALUES ($1, $2) \
         ON CONFLICT (name) DO UPDATE SET value = excluded.value",
        &[Columns::key(&columns.head).into(), told.into()],
    )?;
    Ok(())
}

/// Remembers again what readings of lists say of their columns: of a register made from a backup.
pub(crate) fn remember_all(tx: &mut dyn Transaction) -> Result<()> {
    let sql = "SELECT rules FROM reading WHERE rules LIKE '{%' ORDER BY at, id";
    for row in tx.rows(sql, &[])? {
        if let Ok(columns) = serde_json::from_str::<Columns>(row.text(0)) {
            remember(tx, &columns, row.text(0))?;
        }
    }
    Ok(())
}
