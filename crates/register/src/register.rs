//! A register: opened, brought to the newest schema, settled.

use std::path::Path;

use crate::copies::{self, Alike};
use crate::error::{Error, ErrorKind, Result};
use crate::settle::{self, Shared};
use crate::store::{Postgres, Purpose, Sqlite, Store, Transaction, without_secrets};

/// The schema that this version of the program writes.
pub const SCHEMA: i64 = 2;

/// A register, open.
pub struct Register {
    store: Box<dyn Store>,
    /// Nothing may be changed: what waits to be settled is left to whoever writes.
    to_read: bool,
}

impl Register {
    /// Opens the register at a path or a `postgres://` address.
    ///
    /// # Errors
    /// There is none, the place cannot be reached, holds something else, is damaged, or was written
    /// by a later version of the program.
    pub fn open(place: &str) -> Result<Self> {
        Self::there(place, false)
    }

    fn there(place: &str, to_read: bool) -> Result<Self> {
        let none = || {
            let what = "there is no register here; `jiehao ingest` makes one";
            Error::new(ErrorKind::Unknown, without_secrets(place), what)
        };
        if !is_address(place) && !Path::new(place).exists() {
            return Err(none());
        }
        let mut store = store(place, to_read)?;
        let mut tx = store.begin(Purpose::Read)?;
        let there = version(tx.as_mut())? > 0;
        drop(tx);
        match there {
            true => {
                let mut register = Self { store, to_read };
                register.migrate()?;
                Ok(register)
            }
            false => Err(none()),
        }
    }

    /// As [`Register::open`], and never changes anything: for those who serve a register that others
    /// write to. It must be of this version's schema.
    ///
    /// # Errors
    /// As [`Register::open`]; and the register is of an earlier schema.
    pub fn open_to_read(place: &str) -> Result<Self> {
        Self::there(place, true)
    }

    /// As [`Register::open`], and makes one where there is none.
    ///
    /// # Errors
    /// As [`Register::open`].
    pub fn open_or_make(place: &str) -> Result<Self> {
        Self::with(store(place, false)?)
    }

    /// Opens the register of a store.
    pub(crate) fn with(store: Box<dyn Store>) -> Result<Self> {
        let mut register = Self {
            store,
            to_read: false,
        };
        register.migrate()?;
        Ok(register)
    }

    fn migrate(&mut self) -> Result<()> {
        let place = self.store.place().to_owned();
        let mut version = self.read(version)?;
        if version > SCHEMA {
            let what = format!("a register of schema {version}; this program knows up to {SCHEMA}");
            return Err(Error::new(ErrorKind::Newer, place, what));
        }
        while version < SCHEMA {
            let next = version + 1;
            let sql = self.store.migration(usize::try_from(next).unwrap_or(0));
            let sql = sql.ok_or_else(|| {
                Error::new(
                    ErrorKind::Damaged,
                    &place,
                    format!("no migration to schema {next}"),
                )
            })?;
            version = self.write(|tx| {
                // another process may have been faster
                if self::version(tx)? < next {
                    tx.script(&sql)?;
                    let put = "INSERT INTO register (name, value) VALUES ('schema', $1) \
                               ON CONFLICT (name) DO UPDATE SET value = excluded.value";
                    tx.run(put, &[next.to_string().into()])?;
                }
                Ok(next)
            })?;
        }
        Ok(())
    }

    /// Looks, in a transaction of its own.
    pub(crate) fn read<T>(
        &mut self,
        work: impl FnOnce(&mut dyn Transaction) -> Result<T>,
    ) -> Result<T> {
        let mut tx = self.store.begin(Purpose::Read)?;
        work(tx.as_mut())
    }

    /// Changes, in a transaction of its own: all of it or nothing.
    pub(crate) fn write<T>(
        &mut self,
        work: impl FnOnce(&mut dyn Transaction) -> Result<T>,
    ) -> Result<T> {
        if self.to_read {
            let what = "it was opened to be read only";
            return Err(Error::new(ErrorKind::Refused, self.store.place(), what));
        }
        let mut tx = self.store.begin(Purpose::Write)?;
        let done = work(tx.as_mut())?;
        changed(tx.as_mut())?;
        tx.commit()?;
        Ok(done)
    }

    /// Changes, looks, and takes the changes back.
    pub(crate) fn try_out<T>(
        &mut self,
        work: impl FnOnce(&mut dyn Transaction) -> Result<T>,
    ) -> Result<T> {
        let mut tx = self.store.begin(Purpose::Write)?;
        work(tx.as_mut())
    }

    /// Finds copies and acts anew wherever something changed since it was last done. Stopped half-way,
    /// it goes on from there the next time.
    ///
    /// # Errors
    /// The database failed; what was settled stands.
    pub fn settle(&mut self) -> Result<()> {
        if self.to_read {
            return Ok(());
        }
        let most = self.store.settled_at_once();
        for sort in SORTS {
            while self.read(|tx| Ok(!unsettled(tx, sort, 1)?.is_empty()))? {
                self.write(|tx| settle_some(tx, sort, most).map(|_| ()))?;
            }
        }
        self.store.seal()
    }

    pub(crate) fn store(&mut self) -> &mut dyn Store {
        self.store.as_mut()
    }

    /// Where it is, without secrets.
    pub fn place(&self) -> &str {
        self.store.place()
    }
}

/// Notes that the register is another than before: what was worked out before may no longer hold. All
/// that changes a register calls it in the same transaction.
pub(crate) fn changed(tx: &mut dyn Transaction) -> Result<()> {
    let sql = "INSERT INTO register (name, value) VALUES ('changes', '1') ON CONFLICT (name) \
               DO UPDATE SET value = CAST(CAST(register.value AS BIGINT) + 1 AS TEXT)";
    tx.run(sql, &[]).map(|_| ())
}

/// Copies first: acts count them.
const SORTS: [&str; 2] = ["copy", "act"];

/// Things asked for at a time where all are settled in one transaction.
const ALL: usize = 4000;

/// Captures whose bands are held in memory at a time.
const ALIKE: usize = 8192;

/// Settles all there is, in a transaction of the caller's.
pub(crate) fn settle_all(tx: &mut dyn Transaction) -> Result<()> {
    tx.carry_out()?;
    for sort in SORTS {
        while settle_some(tx, sort, ALL)? {}
    }
    tx.carry_out()
}

/// Settles so many things at most; whether there were any.
fn settle_some(tx: &mut dyn Transaction, sort: &str, most: usize) -> Result<bool> {
    let things = unsettled(tx, sort, most)?;
    if sort == "copy" {
        for some in things.chunks(ALIKE) {
            let mut alike = Alike::ahead(tx, some)?;
            for thing in some {
                copies::settle(tx, &mut alike, *thing)?;
            }
        }
    } else {
        let mut shared = Shared::ahead(tx, &things)?;
        for thing in &things {
            settle::acts(tx, &mut shared, *thing)?;
        }
    }
    Ok(!things.is_empty())
}

fn is_address(place: &str) -> bool {
    ["postgres://", "postgresql://"]
        .iter()
        .any(|scheme| place.starts_with(scheme))
}

fn store(place: &str, to_read: bool) -> Result<Box<dyn Store>> {
    Ok(match (is_address(place), to_read) {
        // its transactions to look are read-only by themselves
        (true, _) => Box::new(Postgres::open(place, None)?),
        (false, false) => Box::new(Sqlite::open(Path::new(place))?),
        (false, true) => Box::new(Sqlite::open_to_read(Path::new(place))?),
    })
}

fn unsettled(tx: &mut dyn Transaction, sort: &str, most: usize) -> Result<Vec<i64>> {
    let sql = "SELECT thing FROM unsettled WHERE sort = $1 ORDER BY thing LIMIT $2";
    let rows = tx.rows(sql, &[sort.into(), (most as i64).into()])?;
    Ok(rows.iter().map(|r| r.int(0)).collect())
}

/// The schema of a register; 0 where there is none yet.
fn version(tx: &mut dyn Transaction) -> Result<i64> {
    if !tx.has_table("register")? {
        return Ok(0);
    }
    let rows = tx.rows("SELECT value FROM register WHERE name = 'schema'", &[])?;
    Ok(rows
        .first()
        .and_then(|r| r.text(0).parse().ok())
        .unwrap_or(0))
}
