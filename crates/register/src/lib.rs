//! The register: what was taken, what was read from it, what people decided, and what follows.
//!
//! It is for offices that answer for what they say: nothing without its evidence, nothing lost,
//! nothing counted twice, every merge undoable. It refuses to overwrite or delete anything that was
//! taken, read or decided; to take a missing end for "still in force"; and to tell what follows
//! from records without saying which. It knows nothing of HTTP, terminals, files of pages or the
//! clock: who calls it says when things were.
//!
//! # What is kept
//! Two halves. The first is only ever added to, which triggers in the database enforce:
//!
//! - a **capture**: the bytes of a page, packed, with their SHA-256. The same bytes seen again, or
//!   elsewhere, are one capture with another *sighting*;
//! - a **reading**: what one version of the extractor made of a capture, its clean text included;
//! - a **record**: something of one type that a capture tells of; it has a *report* for each reading
//!   that read it, with confidence, rule, grounds and the *evidence* word for word;
//! - a **statement**: one thing that a record says (a filler of a role, the value of an attribute)
//!   with the time it holds for and how precisely that was told; readings *attest* it;
//! - a **decision**: what a person said of records, with who, when and on what ground. An undo is
//!   another decision.
//!
//! The second follows from the first and can be made anew at any time, which `check` does to compare:
//!
//! - a record's **standing**: which reading holds (the latest version's), and its rank: `preferred`
//!   (accepted), `normal`, or `lowered` with the reason (rejected, or no longer read);
//! - **entities** and **mentions**: whom a record names; **concerns**: which places, and those they
//!   lie in;
//! - **copies**: captures that are one report;
//! - **acts**: the reports of one visit, meeting, signing, tie …, with their sources counted, copies
//!   not. Conflicts between reports stay side by side in the statements;
//! - **presence**: acts by place, type and time, which lists and dossiers are read from.
//!
//! # Ids
//! An id is a hash of what identifies the thing and never of when it came, so the same pages give
//! the same ids everywhere. Letters: `c` capture, `g` reading, `r` record, `s` statement, `e`
//! entity, `a` act, `d` decision.
//!
//! # Transactions
//! A page is one transaction: capture, reading, records, standing. What it changes for copies and
//! acts is noted in the same transaction and settled afterwards, neighbourhood by neighbourhood; a
//! process killed in between leaves the notes, and whoever opens the register next goes on.

mod act;
mod archive;
mod check;
mod copies;
mod decision;
mod entity;
mod error;
mod export;
mod fact;
mod grams;
mod id;
mod ingest;
mod list;
mod meaning;
mod points;
mod presence;
mod query;
mod reach;
mod register;
mod settle;
mod standing;
mod store;
mod tables;
#[cfg(test)]
mod tests;
mod time;

pub use check::Fault;
pub use decision::{Decision, Verdict};
pub use entity::Sort;
pub use error::{Error, ErrorKind, Result};
pub use export::{Format, Occasion, Open};
pub use ingest::{AT_ONCE, Arrival, Ingested, Reader, Taken, Told, capture_id};
pub use list::{Columns, Field as ListField, Line, RULE as LIST, Table, Ties};
pub use query::{
    ActView, After, Aspect, Audit, Balance, Candidate, CaptureView, Check, Comparison, Conflict,
    Contradiction, Difference, Digest, Direction, Document, Dormant, Dossier, Due, End, FIELDS,
    Field as CooperationField, FillerView, Filter, Found, History, Hit, Item, More, NameView,
    Naming, Order, Pending, Preview, Question, Quote, Reason, Recent, RecordView, Region, Route,
    Routes, Searched, Seen, Settled, Shown, Stage, StatementView, Step, Totals, Wording, Year,
    fields, place,
};
pub use register::{Register, SCHEMA};
pub use time::{Period, Precision};
