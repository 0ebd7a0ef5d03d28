//! The arguments of commands that fill a register or ask it.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};

use super::{Pages, RuleFiles};

/// Which register.
#[derive(Clone, Debug, Args)]
pub(crate) struct RegisterAt {
    /// The register: a file, or postgres://user@host/database.
    #[arg(long, value_name = "FILE|URL", default_value = "jiehao.db")]
    pub register: String,
}

#[derive(Debug, Args)]
#[command(mut_arg("pages", |pages| pages.required(false).required_unless_present("records")))]
pub(crate) struct Ingest {
    #[command(flatten)]
    pub at: RegisterAt,
    #[command(flatten)]
    pub rules: RuleFiles,
    /// When the pages were taken, where that was not now: 2024-06-04 or 2024-06-04T08:30:00Z.
    #[arg(long, value_name = "TIME")]
    pub taken: Option<String>,
    /// Read pages again that this version has read before: its rules may have changed.
    #[arg(long)]
    pub again: bool,
    /// Take up pages that were read elsewhere: Parquet that a cluster or `jiehao scan` wrote, a file or a
    /// folder of parts; may be given more than once. Every quote is held against the bytes it brings.
    #[arg(long, value_name = "PARQUET", conflicts_with_all = ["rules", "again", "pages"])]
    pub records: Vec<PathBuf>,
    #[command(flatten)]
    pub pages: Pages,
}

/// What is to be shown.
#[derive(Clone, Debug, Args)]
pub(crate) struct Filters {
    /// Only what concerns a region, or places in it: a name, or an id such as cn:371500.
    #[arg(long, value_name = "NAME")]
    pub region: Option<String>,
    /// Only what concerns a country: ISO 3166-1 alpha-2, or a name.
    #[arg(long, value_name = "COUNTRY")]
    pub country: Option<String>,
    /// Only what names a person.
    #[arg(long, value_name = "NAME")]
    pub person: Option<String>,
    /// Only what was on this day or later: 2024, 2024-06, 2024-06-04.
    #[arg(long, value_name = "DATE")]
    pub from: Option<String>,
    /// Only what was on this day or earlier.
    #[arg(long, value_name = "DATE")]
    pub until: Option<String>,
    /// Show at most so many.
    #[arg(long, value_name = "N")]
    pub limit: Option<usize>,
}

#[derive(Debug, Args)]
pub(crate) struct Acts {
    #[command(flatten)]
    pub at: RegisterAt,
    #[command(flatten)]
    pub filters: Filters,
    /// A table for people, one JSON object an act, or one row an act.
    #[arg(long, value_enum, default_value_t = TableFormat::Text)]
    pub format: TableFormat,
    /// With --format csv: begin with a byte order mark and make no cell a formula, for Excel.
    #[arg(long)]
    pub bom: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Search {
    #[command(flatten)]
    pub at: RegisterAt,
    #[command(flatten)]
    pub filters: Filters,
    /// Only pages with a record of this type; may be given more than once.
    #[arg(long = "type", value_name = "TYPE")]
    pub types: Vec<String>,
    /// A report for people, one JSON object a page, or one row a page.
    #[arg(long, value_enum, default_value_t = TableFormat::Text)]
    pub format: TableFormat,
    /// With --format csv: begin with a byte order mark and make no cell a formula, for Excel.
    #[arg(long)]
    pub bom: bool,
    /// Words, all of which a page must hold.
    #[arg(value_name = "WORD", required = true)]
    pub words: Vec<String>,
}

#[derive(Debug, Args)]
pub(crate) struct Show {
    #[command(flatten)]
    pub at: RegisterAt,
    /// A report for people, or one JSON object.
    #[arg(long, value_enum, default_value_t = super::ReportFormat::Text)]
    pub format: super::ReportFormat,
    /// An id, or its beginning: a-… an act, r-… a record, c-… a page, e-… a name, d-… a decision.
    #[arg(value_name = "ID")]
    pub id: String,
}

#[derive(Debug, Args)]
pub(crate) struct Tie {
    #[command(flatten)]
    pub at: RegisterAt,
    /// A report for people, or one JSON object a tie.
    #[arg(long, value_enum, default_value_t = super::ReportFormat::Text)]
    pub format: super::ReportFormat,
    /// The id of a tie, or a region all of whose ties are meant.
    #[arg(value_name = "ID|NAME")]
    pub one: String,
    /// With a region: only its ties with this one.
    #[arg(value_name = "NAME")]
    pub other: Option<String>,
}

#[derive(Debug, Args)]
pub(crate) struct Named {
    #[command(flatten)]
    pub at: RegisterAt,
    /// A table for people, one JSON object a row, or CSV.
    #[arg(long, value_enum, default_value_t = TableFormat::Text)]
    pub format: TableFormat,
    /// With --format csv: begin with a byte order mark and make no cell a formula, for Excel.
    #[arg(long)]
    pub bom: bool,
    /// The region (a name, or an id such as cn:371500) or the person.
    #[arg(value_name = "NAME")]
    pub name: String,
}

#[derive(Debug, Args)]
pub(crate) struct Due {
    #[command(flatten)]
    pub acts: Acts,
    /// Months ahead.
    #[arg(long, value_name = "N", default_value_t = 12)]
    pub months: u16,
    /// The day that is taken for today.
    #[arg(long, value_name = "DATE")]
    pub today: Option<String>,
}

#[derive(Debug, Args)]
pub(crate) struct Dormant {
    #[command(flatten)]
    pub acts: Acts,
    /// Years without an exchange.
    #[arg(long, value_name = "N", default_value_t = 3)]
    pub years: u16,
    /// The day that is taken for today.
    #[arg(long, value_name = "DATE")]
    pub today: Option<String>,
}

#[derive(Debug, Args)]
pub(crate) struct Check {
    #[command(flatten)]
    pub at: RegisterAt,
    /// Make anew what follows from the rest, where it differs. What was taken, read and decided is
    /// never touched.
    #[arg(long)]
    pub mend: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Backup {
    #[command(flatten)]
    pub at: RegisterAt,
    /// The backup: a file, or - for standard output or input.
    #[arg(value_name = "FILE")]
    pub file: std::path::PathBuf,
}

#[derive(Debug, Args)]
pub(crate) struct Review {
    #[command(flatten)]
    pub at: RegisterAt,
    #[command(subcommand)]
    pub what: Decide,
}

#[derive(Debug, Args)]
pub(crate) struct Serve {
    #[command(flatten)]
    pub at: RegisterAt,
    /// Where to listen: host and port. Only this machine reaches 127.0.0.1; who serves others puts a
    /// server with TLS in front.
    #[arg(long, value_name = "HOST:PORT", default_value = "127.0.0.1:8080")]
    pub listen: String,
    /// A name under which the server is known, as in register.example.org; may be given more than
    /// once. Requests for other names are refused.
    #[arg(long = "host", value_name = "NAME")]
    pub hosts: Vec<String>,
    /// A site whose pages may read the API from a browser, as in https://app.example.org; `*` for all.
    /// May be given more than once.
    #[arg(long = "allow-origin", value_name = "ORIGIN")]
    pub origins: Vec<String>,
    /// Write the log as JSON, an object a line.
    #[arg(long)]
    pub json_log: bool,
    #[command(flatten)]
    pub desk: super::account::DeskAt,
    /// Let only those read who have an account.
    #[arg(long)]
    pub closed: bool,
    /// A server with TLS stands in front: cookies are sent over TLS alone, and the last address of
    /// X-Forwarded-For is the visitor's.
    #[arg(long)]
    pub behind_tls: bool,
    /// The day that is taken for today.
    #[arg(long, value_name = "DATE")]
    pub today: Option<String>,
    /// A map in GeoJSON to lie under the points of ours, which has coastlines and no borders.
    #[arg(long, value_name = "FILE", requires = "base_map_number")]
    pub base_map: Option<std::path::PathBuf>,
    /// The number that this map was approved by (审图号), which is shown with it.
    #[arg(long, value_name = "NUMBER", requires = "base_map")]
    pub base_map_number: Option<String>,
}

/// Who decides, and why.
#[derive(Debug, Args)]
pub(crate) struct By {
    /// Who decides.
    #[arg(long, value_name = "NAME")]
    pub who: String,
    /// On what ground.
    #[arg(long, value_name = "WORDS")]
    pub ground: String,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Decide {
    /// List all decisions, the oldest first.
    List {
        /// A table for people, one JSON object a decision, or one row a decision.
        #[arg(long, value_enum, default_value_t = TableFormat::Text)]
        format: TableFormat,
    },
    /// List what waits for a decision: records of low confidence, reports that may be of one act,
    /// people of one name, names that may be places.
    Queue {
        /// Only this question; may be given more than once.
        #[arg(long = "question", value_name = "QUESTION", value_parser = ["low-confidence", "one-act", "one-person", "which-place"])]
        questions: Vec<String>,
        /// Confidence below which a record is asked about.
        #[arg(long, value_name = "SHARE", default_value_t = 0.6)]
        below: f64,
        /// Of each question at most so many.
        #[arg(long, value_name = "N", default_value_t = 50)]
        limit: usize,
        /// A table for people, one JSON object each, or one row each.
        #[arg(long, value_enum, default_value_t = TableFormat::Text)]
        format: TableFormat,
    },
    /// A record is right.
    Accept {
        /// The record.
        id: String,
        #[command(flatten)]
        by: By,
    },
    /// A record is wrong: it counts for nothing, and stays rejected when its page is read again.
    Reject {
        /// The record.
        id: String,
        #[command(flatten)]
        by: By,
    },
    /// Two acts or records are one act; two people or bodies (e-…) are one; a name is a place.
    Same {
        /// One of them.
        id: String,
        /// The other, or the id of the place.
        other: String,
        #[command(flatten)]
        by: By,
    },
    /// Two records are not of one act; two people or bodies (e-…) are not one; a record names someone
    /// else than the one of that name.
    Different {
        /// One of them.
        id: String,
        /// The other, or the record.
        other: String,
        #[command(flatten)]
        by: By,
    },
    /// Take a decision back.
    Undo {
        /// The decision.
        id: String,
        #[command(flatten)]
        by: By,
    },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum TableFormat {
    Text,
    Json,
    Csv,
}
