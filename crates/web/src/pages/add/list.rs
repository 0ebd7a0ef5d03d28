//! A list of an office's own: which column holds what, what each row says, and into the register.

use askama::Template;
use axum::response::{IntoResponse, Response};
use jiehao_desk::Draft;
use jiehao_events::Record;
use jiehao_register::{Columns, Error, ErrorKind, ListField, Register, Table, Taken, capture_id};

use super::draft::noted;
use crate::ask::Ask;
use crate::form::Sent;
use crate::lang::Lang;
use crate::trouble::Trouble;
use crate::view::{Shell, show};

/// Rows that are shown.
const SHOWN: usize = 60;

/// What stands before the name of a field in addresses and forms.
const COLUMN: &str = "column-";

#[derive(Template)]
#[template(path = "list_draft.html")]
struct Listed {
    shell: Shell,
    id: String,
    name: String,
    head: Vec<String>,
    /// Field, its name, its head.
    fields: Vec<(&'static str, &'static str, String)>,
    of: String,
    kind: String,
    kinds: Vec<(&'static str, &'static str)>,
    /// Why rows cannot be read yet.
    flaw: String,
    rows: Vec<Row>,
    many: usize,
    others: usize,
    notes: Vec<String>,
}

/// A row as it was read.
struct Row {
    a: String,
    b: String,
    since: String,
    says: String,
    quote: String,
}

/// Kinds of ties that all rows may have.
const KINDS: [&str; 3] = ["sister", "friendly-cooperation", "pairing"];

/// Which column holds what, as a visitor says.
#[derive(Clone, Default)]
struct Said {
    columns: Vec<(String, String)>,
    of: String,
    kind: String,
}

/// The columns: as remembered or guessed, then as said.
fn columns(register: &mut Register, table: &Table, said: &Said) -> Result<Columns, Error> {
    let remembered = register.columns(table)?;
    let mut columns = remembered.unwrap_or_else(|| Columns::guess(table));
    for (field, head) in &said.columns {
        columns = columns.tell(field, head)?;
    }
    if !said.of.is_empty() {
        columns.of = Some(said.of.clone());
    }
    if KINDS.contains(&said.kind.as_str()) {
        columns.kind = Some(said.kind.clone());
    }
    Ok(columns)
}

pub(super) async fn shown(ask: &Ask, draft: Draft) -> Result<Response, Trouble> {
    let fields = ListField::ALL.iter().filter_map(|field| {
        let head = ask.find(&format!("{COLUMN}{}", field.name()))?;
        Some((field.name().to_owned(), head.to_owned()))
    });
    let said = Said {
        columns: fields.collect(),
        of: ask.get("of").to_owned(),
        kind: ask.get("kind").to_owned(),
    };
    let Some(page) = draft.pages.into_iter().next() else {
        return Err(Trouble::Missing(draft.id));
    };
    let name = draft.name.clone();
    let read = ask.site.work(move || Table::read(&page.bytes, &name, None));
    let table = read.await?.map_err(Trouble::Register)?;
    let name = draft.name.clone();
    let asked = ask.register(move |register| {
        let columns = columns(register, &table, &said)?;
        let wanting = columns.wanting();
        let ties = match wanting.is_empty() {
            true => Some(table.ties(&columns, &name)),
            false => None,
        };
        Ok((columns, ties))
    });
    let (columns, ties) = asked.await?;
    let lang = ask.lang;
    let (ties, flaw) = match ties {
        None => (None, lang.desk().columns_wanted.to_owned()),
        Some(Err(e)) if e.kind == ErrorKind::Refused => (None, e.what),
        Some(Err(e)) => return Err(Trouble::Register(e)),
        Some(Ok(ties)) => (Some(ties), String::new()),
    };
    let head = |f: &ListField| columns.columns.get(f).cloned().unwrap_or_default();
    let page = Listed {
        shell: Shell::new(ask, lang.desk().draft),
        id: draft.id,
        name: draft.name,
        fields: ListField::ALL
            .iter()
            .map(|f| (f.name(), lang.field(*f), head(f)))
            .collect(),
        of: columns.of.clone().unwrap_or_default(),
        kind: columns.kind.clone().unwrap_or_default(),
        kinds: KINDS.map(|k| (k, lang.value("kind", k))).to_vec(),
        head: columns
            .head
            .iter()
            .filter(|h| !h.is_empty())
            .cloned()
            .collect(),
        flaw,
        many: ties.as_ref().map_or(0, |t| t.records.len()),
        others: ties.as_ref().map_or(0, |t| t.others),
        rows: ties.as_ref().map_or_else(Vec::new, |t| {
            t.records.iter().take(SHOWN).map(|r| row(r, lang)).collect()
        }),
        notes: ties.map_or_else(Vec::new, |t| t.notes.into_iter().take(SHOWN).collect()),
    };
    Ok(show(&page)?.into_response())
}

fn row(record: &Record, lang: Lang) -> Row {
    let side = |role: &str| {
        let fillers = record.roles.get(role).into_iter().flatten();
        let named = fillers.map(|f| match &f.id {
            Some(id) => format!("{} {id}", f.name),
            None => f.name.clone(),
        });
        named.collect::<Vec<_>>().join(lang.between())
    };
    let rest = record
        .attributes
        .iter()
        .filter(|(name, _)| *name != "since");
    let rest =
        rest.map(|(name, value)| format!("{} {}", lang.label(name), lang.value(name, value)));
    Row {
        a: side("a"),
        b: side("b"),
        since: record.attributes.get("since").cloned().unwrap_or_default(),
        says: rest.collect::<Vec<_>>().join(" · "),
        quote: record
            .evidence
            .iter()
            .map(|e| e.exact.replace('\t', " "))
            .collect::<Vec<_>>()
            .join(" … "),
    }
}

/// A list into the register; where one goes on to.
pub(super) async fn import(sent: &Sent, draft: Draft) -> Result<String, Trouble> {
    let ask = &sent.ask;
    let said = Said {
        columns: sent
            .all(COLUMN)
            .map(|(field, head)| (field.to_owned(), head.to_owned()))
            .collect(),
        of: sent.get("of"),
        kind: sent.get("kind"),
    };
    let Some(page) = draft.pages.into_iter().next() else {
        return Err(Trouble::Missing(draft.id));
    };
    let (id, name) = (capture_id(&page.bytes), draft.name.clone());
    let done = ask.site.writer.ask(move |register| {
        let table = Table::read(&page.bytes, &name, None)?;
        let columns = columns(register, &table, &said)?;
        if !columns.wanting().is_empty() {
            let what = "which columns hold the two sides was not said";
            return Err(Error::new(ErrorKind::Refused, &name, what));
        }
        let ties = table.ties(&columns, &name)?;
        let taken = Taken {
            bytes: &page.bytes,
            locator: &page.locator,
            at: &page.taken,
        };
        let version = env!("CARGO_PKG_VERSION");
        register.import(taken, version, &table, &columns, &ties)?;
        Ok(ties.records.len())
    });
    let many = done.await?;
    noted(ask, format!("{id} {many} {}", draft.name)).await?;
    Ok(ask.lang.to_document(&id))
}
