//! A register that a team shares, by PostgreSQL.
//!
//! The register above is written without `async`, so that one code serves both databases; a small
//! runtime lives in here and nothing of it shows outside. Writers take turns by an advisory lock
//! of the register's own, as SQLite's do by its file lock: what one writes never depends on what
//! another is half-way through.

use std::error::Error as _;

use deadpool_postgres::{Manager, ManagerConfig, Object, Pool, RecyclingMethod};
use tokio::runtime::Runtime;
use tokio_postgres::error::SqlState;
use tokio_postgres::types::{IsNull, ToSql, Type, to_sql_checked};
use tokio_postgres::{Config, NoTls};

use super::{Purpose, Row, Store, Transaction, Value};
use crate::error::{Error, ErrorKind, Result};
use crate::grams;

/// Connections held open at most.
const CONNECTIONS: usize = 4;

/// The register's advisory lock: `JIEH`.
const LOCK: i64 = 0x4A49_4548;

/// How long to wait for another writer before the register is said to be locked.
const PATIENCE: &str = "SET LOCAL lock_timeout = '60s'";

const MIGRATIONS: &[&str] = &[
    concat!(
        include_str!("../../migrations/1.sql"),
        include_str!("../../migrations/1.postgres.sql")
    ),
    include_str!("../../migrations/2.sql"),
];

/// A register in a database.
pub(crate) struct Postgres {
    runtime: Runtime,
    pool: Pool,
    place: String,
}

impl Postgres {
    /// Connects to `postgres://user:password@host/database`; a `schema` sets a register apart from
    /// others of the same database.
    pub fn open(address: &str, schema: Option<&str>) -> Result<Self> {
        let place = without_secrets(address);
        let bad = |what: String| Error::new(ErrorKind::World, &place, what);
        let mut config: Config = address
            .parse()
            .map_err(|e: tokio_postgres::Error| bad(format!("not understood: {}", deepest(&e))))?;
        config.connect_timeout(std::time::Duration::from_secs(10));
        if let Some(schema) = schema {
            config.options(format!("-c search_path={schema}"));
        }
        let recycling = ManagerConfig {
            recycling_method: RecyclingMethod::Fast,
        };
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .map_err(|e| bad(e.to_string()))?;
        let pool = Pool::builder(Manager::from_config(config, NoTls, recycling))
            .max_size(CONNECTIONS)
            .build()
            .map_err(|e| bad(e.to_string()))?;
        let store = Self {
            runtime,
            pool,
            place,
        };
        // whoever names a server that does not answer learns it now
        drop(store.connection()?);
        Ok(store)
    }

    fn connection(&self) -> Result<Object> {
        self.runtime.block_on(self.pool.get()).map_err(|e| {
            let what = match e.source() {
                Some(source) => deepest(source),
                None => e.to_string(),
            };
            Error::new(
                ErrorKind::Lost,
                &self.place,
                format!("cannot connect: {what}"),
            )
        })
    }
}

/// The address without its password, as it may be printed.
pub(crate) fn without_secrets(address: &str) -> String {
    let address = address.split('?').next().unwrap_or(address);
    match (address.split_once("://"), address.rsplit_once('@')) {
        (Some((scheme, _)), Some((_, host))) => format!("{scheme}://{host}"),
        _ => address.to_owned(),
    }
}

/// The cause at the bottom: what PostgreSQL itself says.
fn deepest(error: &(dyn std::error::Error + 'static)) -> String {
    let mut error = error;
    while let Some(cause) = error.source() {
        error = cause;
    }
    error.to_string()
}

/// What PostgreSQL says, in the register's words.
fn told(place: &str, error: &tokio_postgres::Error) -> Error {
    let what = deepest(error);
    let kind = match error.code() {
        None => ErrorKind::Lost,
        Some(c) if *c == SqlState::LOCK_NOT_AVAILABLE => {
            let what = "another process is writing to it";
            return Error::new(ErrorKind::Locked, place, what);
        }
        Some(c) if *c == SqlState::DISK_FULL => ErrorKind::Full,
        Some(c) if *c == SqlState::DATA_CORRUPTED || *c == SqlState::INDEX_CORRUPTED => {
            ErrorKind::Damaged
        }
        Some(c) if *c == SqlState::ADMIN_SHUTDOWN || *c == SqlState::CRASH_SHUTDOWN => {
            ErrorKind::Lost
        }
        Some(_) => ErrorKind::World,
    };
    Error::new(kind, place, what)
}

impl ToSql for Value {
    fn to_sql(
        &self,
        ty: &Type,
        out: &mut tokio_postgres::types::private::BytesMut,
    ) -> std::result::Result<IsNull, Box<dyn std::error::Error + Sync + Send>> {
        match self {
            Self::Null => Ok(IsNull::Yes),
            Self::Int(n) => n.to_sql_checked(ty, out),
            Self::Real(x) => x.to_sql_checked(ty, out),
            Self::Text(s) => s.to_sql_checked(ty, out),
            Self::Bytes(b) => b.to_sql_checked(ty, out),
        }
    }

    fn accepts(_: &Type) -> bool {
        true
    }

    to_sql_checked!();
}

impl Store for Postgres {
    fn begin(&mut self, purpose: Purpose) -> Result<Box<dyn Transaction + '_>> {
        let client = self.connection()?;
        let mut begun = Begun {
            client,
            runtime: &self.runtime,
            place: &self.place,
            open: true,
        };
        match purpose {
            Purpose::Read => begun.script("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")?,
            Purpose::Write => begun.script(&format!(
                "BEGIN; {PATIENCE}; SELECT pg_advisory_xact_lock({LOCK})"
            ))?,
        }
        Ok(Box::new(begun))
    }

    fn migration(&self, version: usize) -> Option<String> {
        let sql = MIGRATIONS.get(version.checked_sub(1)?)?;
        // both databases sort by code point
        let sql = sql.replace(" TEXT", " TEXT COLLATE \"C\"");
        Some(sql.replace(" INTEGER ", " BIGINT "))
    }

    fn seal(&mut self) -> Result<()> {
        // a commit of PostgreSQL is on disk already
        Ok(())
    }

    fn place(&self) -> &str {
        &self.place
    }
}

struct Begun<'s> {
    client: Object,
    runtime: &'s Runtime,
    place: &'s str,
    open: bool,
}

impl Begun<'_> {
    fn values(values: &[Value]) -> Vec<&(dyn ToSql + Sync)> {
        values.iter().map(|v| v as &(dyn ToSql + Sync)).collect()
    }
}

impl Transaction for Begun<'_> {
    fn run(&mut self, sql: &str, values: &[Value]) -> Result<u64> {
        let done = self.runtime.block_on(async {
            let statement = self.client.prepare_cached(sql).await?;
            self.client.execute(&statement, &Self::values(values)).await
        });
        done.map_err(|e| told(self.place, &e))
    }

    fn rows(&mut self, sql: &str, values: &[Value]) -> Result<Vec<Row>> {
        let read = self.runtime.block_on(async {
            let statement = self.client.prepare_cached(sql).await?;
            self.client.query(&statement, &Self::values(values)).await
        });
        let rows = read.map_err(|e| told(self.place, &e))?;
        let mut out = Vec::with_capacity(rows.len());
        for row in &rows {
            let values: std::result::Result<_, _> =
                (0..row.len()).map(|at| value(row, at)).collect();
            out.push(Row(values.map_err(|e| told(self.place, &e))?));
        }
        Ok(out)
    }

    fn script(&mut self, sql: &str) -> Result<()> {
        let done = self.runtime.block_on(self.client.batch_execute(sql));
        done.map_err(|e| told(self.place, &e))
    }

    fn has_table(&mut self, name: &str) -> Result<bool> {
        let sql = "SELECT tablename::text FROM pg_tables \
                   WHERE schemaname = current_schema() AND tablename = $1::text";
        Ok(!self.rows(sql, &[name.into()])?.is_empty())
    }

    fn index(&mut self, capture: i64, grams: &[String], _anew: bool) -> Result<()> {
        let put = "INSERT INTO text_gram (capture, grams) \
                   VALUES ($1, array_to_tsvector(string_to_array($2, ' '))) \
                   ON CONFLICT (capture) DO UPDATE SET grams = excluded.grams";
        self.run(put, &[capture.into(), grams.join(" ").into()])?;
        Ok(())
    }

    fn holding(&mut self, grams: &[String]) -> Result<Vec<i64>> {
        let term = |gram: &String| match grams::is_single(gram) {
            true => format!("'{gram}':*"),
            false => format!("'{gram}'"),
        };
        let all = grams.iter().map(term).collect::<Vec<_>>().join(" & ");
        let sql = "SELECT capture FROM text_gram WHERE grams @@ $1::text::tsquery";
        let rows = self.rows(sql, &[all.into()])?;
        Ok(rows.iter().map(|r| r.int(0)).collect())
    }

    fn commit(mut self: Box<Self>) -> Result<()> {
        self.script("COMMIT")?;
        self.open = false;
        Ok(())
    }
}

impl Drop for Begun<'_> {
    fn drop(&mut self) {
        if self.open {
            // a connection that is gone has rolled back by itself
            let _ = self.script("ROLLBACK");
        }
    }
}

fn value(
    row: &tokio_postgres::Row,
    at: usize,
) -> std::result::Result<Value, tokio_postgres::Error> {
    let ty = row.columns()[at].type_();
    Ok(match *ty {
        Type::INT8 => row.try_get::<_, Option<i64>>(at)?.into(),
        Type::INT4 => row.try_get::<_, Option<i32>>(at)?.map(i64::from).into(),
        Type::FLOAT8 => row.try_get::<_, Option<f64>>(at)?.into(),
        Type::BYTEA => row.try_get::<_, Option<Vec<u8>>>(at)?.into(),
        _ => row.try_get::<_, Option<String>>(at)?.into(),
    })
}
