//! The command line.

mod account;
mod register;
mod reports;
mod scan;

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

pub(crate) use account::{Account, Change, Role};
pub(crate) use register::{
    Acts, Backup, Check, Decide, Dormant, Due, Filters, Ingest, Named, Review, Search, Serve, Show,
    TableFormat, Tie,
};
pub(crate) use reports::{
    Compare, Diff, Digest, Export, ExportFormat, Import, OneOrAll, Partners, Region, RegionFormat,
    TieKind, Timeline,
};
pub(crate) use scan::{Scan, ScanFormat};

/// Bytes of a page that are read unless told otherwise.
const MAX_BYTES: u64 = 32 << 20;

/// 结好: reads news pages about subnational diplomacy into records with evidence.
///
/// Exit status: 0 done; 1 nothing found, some pages failed, or a score below its bound; 2 nothing
/// could be run.
#[derive(Debug, Parser)]
#[command(
    name = "jiehao",
    disable_version_flag = true,
    arg_required_else_help = true
)]
pub struct Cli {
    /// Print the version; with --verbose, the data it carries and whom to credit.
    #[arg(short = 'V', long)]
    pub version: bool,
    /// With --version: data versions and credits.
    #[arg(long, requires = "version")]
    pub verbose: bool,
    #[command(subcommand)]
    pub(crate) command: Option<Command>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Print each page's clean text, title, outlet, author and date, and what was cut out of it.
    Clean(Clean),
    /// Print the records of each page with the words they were read from.
    Extract(Extract),
    /// Read the records of archives of the web: WARC, WET, WACZ, Parquet, JSON lines.
    Scan(Scan),
    /// Show sentence by sentence which rules fired on which words, and why others did not.
    Explain(Explain),
    /// Score records against gold: precision, recall, F1, kappa, misses and false records.
    Evaluate(Evaluate),
    /// Say what the gazetteer knows of names.
    Places(Places),
    /// Put pages and what is read from them into a register; make the register if there is none.
    Ingest(Ingest),
    /// Bring a list of ties of your own into a register: CSV, a workbook or JSON, a tie a row.
    Import(Import),
    /// Show where your list and the news differ.
    Diff(Diff),
    /// Find pages of a register by their words, and records by filters.
    Search(Search),
    /// List the standing relations of a register: sister cities, friendly cooperation, pairings.
    Ties(Acts),
    /// Tell the history of a tie: intent, signing, renewal, anniversaries, end; its agreements and
    /// exchanges.
    Tie(Tie),
    /// List the visits of a register.
    Visits(Acts),
    /// List the documents signed that a register knows of.
    Agreements(Acts),
    /// List acts of all types in the order of time.
    Timeline(Timeline),
    /// Show all that a register knows of an id, with the words it was read from.
    Show(Show),
    /// Show a region on one page: ties, visits out and in, meetings, documents, claims.
    Region(Region),
    /// List all that a register knows of a person.
    Person(Named),
    /// Hold what a region claims of its ties against the register, each claim by its own rule.
    Audit(OneOrAll),
    /// List anniversaries of ties and promises that fall due, and promises overdue.
    Due(Due),
    /// List ties without an exchange on record for some years.
    Dormant(Dormant),
    /// Count visits out and in by year and country.
    Balance(OneOrAll),
    /// List what contradicts itself: two dates of one signing, one person in two countries on a day.
    Conflicts(Acts),
    /// Show two regions or two trips side by side.
    Compare(Compare),
    /// Report a week: who is abroad, who came, what was signed, what falls due.
    Digest(Digest),
    /// Rank places that a region might make its partners, each with the reasons for it.
    Partners(Partners),
    /// Write what a register holds in a form that other programs read.
    Export(Export),
    /// Check every hash, quote, id and decision of a register, and all that follows from them.
    Check(Check),
    /// Write all that was taken, read and decided into one file.
    Backup(Backup),
    /// Make a register from a backup.
    Restore(Backup),
    /// List what waits for a decision; accept or reject records, join or part acts, people and bodies,
    /// and take decisions back.
    Review(Review),
    /// Show a register in the browser, in Chinese and English; whoever has an account reviews it and
    /// adds pages.
    Serve(Serve),
    /// Make, list, change and close the accounts of those who review and add pages in the browser.
    Account(Account),
}

/// Which pages, and how they are read.
#[derive(Debug, Args)]
pub(crate) struct Pages {
    /// Files, folders (walked in order of name; hidden files and data beside the pages are left
    /// out) or - for standard input. HTML, MHTML and plain text, packed by gzip or not.
    #[arg(value_name = "PAGE", required = true)]
    pub pages: Vec<PathBuf>,
    #[command(flatten)]
    pub reading: Reading,
}

#[derive(Clone, Copy, Debug, Args)]
pub(crate) struct Reading {
    /// Pages read at a time [default: one for each processor].
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=512))]
    pub jobs: Option<u16>,
    /// Refuse pages of more bytes than this, packed or unpacked.
    #[arg(long, value_name = "N", default_value_t = MAX_BYTES)]
    pub max_bytes: u64,
    /// Do not report what was wrong with pages that could be read all the same.
    #[arg(short, long)]
    pub quiet: bool,
}

#[derive(Debug, Args)]
pub(crate) struct RuleFiles {
    /// Folder of further rule files (*.toml); a rule of the same name replaces one compiled in.
    #[arg(long, value_name = "DIR")]
    pub rules: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(crate) struct Clean {
    /// Script of the text.
    #[arg(long, value_enum, default_value_t = Script::Simplified)]
    pub script: Script,
    /// One JSON object a page, or text for people.
    #[arg(long, value_enum, default_value_t = CleanFormat::Jsonl)]
    pub format: CleanFormat,
    #[command(flatten)]
    pub pages: Pages,
}

#[derive(Debug, Args)]
pub(crate) struct Extract {
    /// A report for people, one JSON object a record, or one row a record.
    #[arg(long, value_enum, default_value_t = ExtractFormat::Text)]
    pub format: ExtractFormat,
    #[command(flatten)]
    pub rules: RuleFiles,
    /// Leave out records of less confidence, 0 to 1; below 0.6, show those too that are more likely wrong than right.
    #[arg(long, value_name = "X", default_value_t = jiehao_events::LEAST_CONFIDENCE)]
    pub min_confidence: f32,
    /// With --format csv: begin with a byte order mark and make no cell a formula, for Excel.
    #[arg(long)]
    pub bom: bool,
    #[command(flatten)]
    pub pages: Pages,
}

#[derive(Debug, Args)]
pub(crate) struct Explain {
    #[command(flatten)]
    pub rules: RuleFiles,
    #[command(flatten)]
    pub pages: Pages,
}

#[derive(Debug, Args)]
pub(crate) struct Evaluate {
    /// Gold records: one file for all pages, or a folder with a JSON file beside each page.
    #[arg(long, value_name = "GOLD")]
    pub gold: PathBuf,
    /// Score the records of this file of JSON lines instead of extracting them.
    #[arg(long, value_name = "FILE", conflicts_with_all = ["rules", "clean"])]
    pub predictions: Option<PathBuf>,
    /// Score the cleaning of pages instead of their records.
    #[arg(long, conflicts_with = "rules")]
    pub clean: bool,
    #[command(flatten)]
    pub rules: RuleFiles,
    /// Write for each record judged whether it was right and on what grounds it was read: what
    /// `tools/confidence/fit.py` learns the weights of confidence from.
    #[arg(long, value_name = "FILE", conflicts_with_all = ["predictions", "clean"])]
    pub grounds: Option<PathBuf>,
    /// A report for people, or one JSON object.
    #[arg(long, value_enum, default_value_t = ReportFormat::Text)]
    pub format: ReportFormat,
    /// End with status 1 when the F1 over records (or the share of checks met) is lower.
    #[arg(long, value_name = "X")]
    pub min_f1: Option<f64>,
    /// The pages. With --predictions they are the sources that evidence is held against; without
    /// them evidence is not judged.
    #[arg(value_name = "PAGE", required_unless_present = "predictions")]
    pub pages: Vec<PathBuf>,
    #[command(flatten)]
    pub reading: Reading,
}

#[derive(Debug, Args)]
pub(crate) struct Places {
    /// Country that the names lie in, by its ISO 3166-1 code of two letters; names that no list holds are then looked
    /// for by their sound.
    #[arg(long, value_name = "XX", value_parser = country)]
    pub country: Option<String>,
    /// Date for which codes are given: a year, or a day by ISO 8601.
    #[arg(long, value_name = "DATE", value_parser = year)]
    pub on: Option<u16>,
    /// A report for people, or one JSON object a name.
    #[arg(long, value_enum, default_value_t = ReportFormat::Text)]
    pub format: ReportFormat,
    /// Names in Chinese, higher divisions in front where known (俄罗斯特维尔州).
    #[arg(value_name = "NAME", required = true)]
    pub names: Vec<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Script {
    /// As the page has it.
    Source,
    /// Folded to Simplified.
    Simplified,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum CleanFormat {
    Jsonl,
    Text,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ExtractFormat {
    Text,
    Jsonl,
    Csv,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ReportFormat {
    Text,
    Json,
}

/// A country by its code.
fn country(code: &str) -> Result<String, String> {
    let code = code.to_ascii_uppercase();
    match jiehao_places::Gazetteer::get().country(&code) {
        Some(_) => Ok(code),
        None => {
            Err("no country has this code of ISO 3166-1; write two letters, as in RU".to_owned())
        }
    }
}

/// The year of a date: 2005, 2005-09, 2005-09-08.
fn year(date: &str) -> Result<u16, String> {
    let mut parts = date.split('-');
    let year = parts
        .next()
        .filter(|y| y.len() == 4)
        .and_then(|y| y.parse().ok());
    let rest = |p: &str| p.len() == 2 && p.bytes().all(|b| b.is_ascii_digit());
    year.filter(|_| parts.clone().count() <= 2 && parts.all(rest))
        .ok_or_else(|| "not a date; write 2005 or 2005-09-08".to_owned())
}
