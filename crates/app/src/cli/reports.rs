//! The arguments of commands that bring lists into a register, report from it and export it.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::TableFormat;
use super::register::{Acts, Filters, RegisterAt};

#[derive(Debug, Args)]
pub(crate) struct Import {
    #[command(flatten)]
    pub at: RegisterAt,
    /// Which column holds what: a (the side that keeps the list), b (the other), country, since,
    /// kind, level, status, within (the province of a). What is not said is taken from the last list
    /// with the same heads, else guessed from the words of the heads; nothing behind the sign leaves
    /// a column out.
    #[arg(long, value_name = "a=HEAD,b=HEAD,…")]
    pub columns: Option<String>,
    /// The side that keeps the list, where no column names it: 聊城市.
    #[arg(long, value_name = "NAME")]
    pub of: Option<String>,
    /// The kind of all ties of the list, where no column says it.
    #[arg(long, value_enum)]
    pub kind: Option<TieKind>,
    /// Of a workbook, the sheet; otherwise the first that has rows.
    #[arg(long, value_name = "NAME")]
    pub sheet: Option<String>,
    /// When the list was taken, where that was not now: 2024-06-04 or 2024-06-04T08:30:00Z.
    #[arg(long, value_name = "TIME")]
    pub taken: Option<String>,
    /// Show the columns and what each row would say; write nothing.
    #[arg(long)]
    pub dry_run: bool,
    /// Do not report rows whose places are kept by name alone.
    #[arg(short, long)]
    pub quiet: bool,
    /// The list: CSV, a workbook (.xlsx) or JSON.
    #[arg(value_name = "TABLE")]
    pub table: PathBuf,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum TieKind {
    /// 友好城市, 友好省州.
    Sister,
    /// 友好合作关系, 友好交流关系.
    FriendlyCooperation,
    /// 结对.
    Pairing,
}

#[derive(Debug, Args)]
pub(crate) struct Diff {
    #[command(flatten)]
    pub acts: Acts,
    /// Only this list: its path as it was imported, or its id; otherwise all lists together.
    #[arg(long, value_name = "PATH|ID")]
    pub list: Option<String>,
}

#[derive(Debug, Args)]
pub(crate) struct Timeline {
    #[command(flatten)]
    pub acts: Acts,
    /// Only acts of this type; may be given more than once.
    #[arg(long = "type", value_name = "TYPE")]
    pub types: Vec<String>,
}

#[derive(Debug, Args)]
pub(crate) struct Compare {
    #[command(flatten)]
    pub at: RegisterAt,
    /// A table for people, one JSON object, or one row an item.
    #[arg(long, value_enum, default_value_t = TableFormat::Text)]
    pub format: TableFormat,
    /// With --format csv: begin with a byte order mark and make no cell a formula, for Excel.
    #[arg(long)]
    pub bom: bool,
    /// A region (a name, or an id such as cn:371500) or a trip (the id of a visit, or the name of a
    /// person of whom one visit is on record).
    #[arg(value_name = "A")]
    pub a: String,
    /// Another of the same sort.
    #[arg(value_name = "B")]
    pub b: String,
}

#[derive(Debug, Args)]
pub(crate) struct Digest {
    #[command(flatten)]
    pub at: RegisterAt,
    /// The week that holds this day, or an ISO week (2024-W23) [default: the week that holds today].
    /// --from and --until name other days.
    #[arg(long, value_name = "DATE|WEEK", num_args = 0..=1, default_missing_value = "")]
    pub week: Option<String>,
    #[command(flatten)]
    pub filters: Filters,
    /// A report for people, one JSON object, or one row an act.
    #[arg(long, value_enum, default_value_t = TableFormat::Text)]
    pub format: TableFormat,
    /// With --format csv: begin with a byte order mark and make no cell a formula, for Excel.
    #[arg(long)]
    pub bom: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Partners {
    #[command(flatten)]
    pub at: RegisterAt,
    /// Show at most so many.
    #[arg(long, value_name = "N", default_value_t = 20)]
    pub limit: usize,
    /// A report for people, one JSON object a candidate, or one row a reason.
    #[arg(long, value_enum, default_value_t = TableFormat::Text)]
    pub format: TableFormat,
    /// With --format csv: begin with a byte order mark and make no cell a formula, for Excel.
    #[arg(long)]
    pub bom: bool,
    /// The region: a name, or an id such as cn:371500.
    #[arg(value_name = "REGION")]
    pub name: String,
}

#[derive(Debug, Args)]
pub(crate) struct OneOrAll {
    #[command(flatten)]
    pub at: RegisterAt,
    /// A table for people, one JSON object a row, or CSV.
    #[arg(long, value_enum, default_value_t = TableFormat::Text)]
    pub format: TableFormat,
    /// With --format csv: begin with a byte order mark and make no cell a formula, for Excel.
    #[arg(long)]
    pub bom: bool,
    /// The region: a name, or an id such as cn:371500 [default: all of China's on record].
    #[arg(value_name = "REGION")]
    pub name: Option<String>,
}

#[derive(Debug, Args)]
pub(crate) struct Region {
    #[command(flatten)]
    pub at: RegisterAt,
    /// Acts of each kind at most [default: 50; 8 on a page for print].
    #[arg(long, value_name = "N")]
    pub limit: Option<usize>,
    /// A page for people, one JSON object, or a page for print.
    #[arg(long, value_enum, default_value_t = RegionFormat::Text)]
    pub format: RegionFormat,
    /// Write to this file instead of standard output.
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// The region: a name, or an id such as cn:371500.
    #[arg(value_name = "NAME")]
    pub name: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum RegionFormat {
    Text,
    Json,
    /// One page of A4, complete in itself.
    Html,
}

#[derive(Debug, Args)]
pub(crate) struct Export {
    #[command(flatten)]
    pub at: RegisterAt,
    #[command(flatten)]
    pub filters: Filters,
    /// Only acts of this type; may be given more than once.
    #[arg(long = "type", value_name = "TYPE")]
    pub types: Vec<String>,
    /// In which form; docs/export.md says what each holds.
    #[arg(long, value_enum)]
    pub format: ExportFormat,
    /// The file to be written, or the folder for csv; - for standard output.
    #[arg(short, long, value_name = "FILE", default_value = "-")]
    pub output: PathBuf,
    /// With --format ics: months ahead.
    #[arg(long, value_name = "N", default_value_t = 24)]
    pub months: u16,
    /// With --format ics: the day that is taken for today.
    #[arg(long, value_name = "DATE")]
    pub today: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ExportFormat {
    /// A folder of tables with a datapackage.json.
    Csv,
    /// A workbook: 友城名录.
    Xlsx,
    /// An act a line.
    Jsonl,
    /// The table of acts in columns: a file; under a name without an ending, a folder that has the words
    /// behind them and a datapackage.json too.
    Parquet,
    /// Anniversaries and promises for a calendar.
    Ics,
    /// Lines and points for a map.
    Geojson,
    /// Entities of FollowTheMoney.
    Ftm,
    /// Quotes as W3C Web Annotations.
    Annotations,
    /// One dyadic event a row.
    Plover,
}
