//! The arguments of `jiehao scan`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::RuleFiles;

/// Bytes of a page that are read unless told otherwise: as many as of a page by itself.
const MAX_BYTES: u64 = jiehao_text::MAX_BYTES as u64;

#[derive(Debug, Args)]
pub(crate) struct Scan {
    /// Archives: files, folders (walked in order of name), s3://BUCKET/KEY, https://HOST/PATH or - for
    /// standard input. WARC and WET, packed by gzip or not; WACZ; Parquet and JSON lines with a
    /// column of text.
    #[arg(value_name = "ARCHIVE", required = true)]
    pub archives: Vec<String>,
    /// Write here instead of to standard output: a file, for parquet a folder. It must not be there yet,
    /// unless a checkpoint says how far it was written.
    #[arg(long, value_name = "FILE|FOLDER")]
    pub out: Option<PathBuf>,
    /// Note here how far the scan has come; a scan that was broken off goes on from there when it is run
    /// again with the same arguments.
    #[arg(long, value_name = "FILE", requires = "out")]
    pub checkpoint: Option<PathBuf>,
    /// Seconds between two notes [default: 10; for parquet, where a part ends with each note, 60].
    #[arg(long, value_name = "SECONDS", requires = "checkpoint")]
    pub every: Option<u64>,
    /// One JSON object a record; one row a record; or a folder of tables, as a cluster writes it.
    #[arg(long, value_enum, default_value_t = ScanFormat::Jsonl)]
    pub format: ScanFormat,
    #[command(flatten)]
    pub rules: RuleFiles,
    /// Leave out records of less confidence, 0.6 to 1.
    #[arg(long, value_name = "X", default_value_t = jiehao_events::LEAST_CONFIDENCE)]
    pub min_confidence: f32,
    /// Pieces of an archive read at a time [default: one for each processor].
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=512))]
    pub jobs: Option<u16>,
    /// Skip pages of more bytes than this, unpacked.
    #[arg(long, value_name = "N", default_value_t = MAX_BYTES)]
    pub max_bytes: u64,
    /// Name no record that was skipped; they are counted all the same.
    #[arg(short, long)]
    pub quiet: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ScanFormat {
    Jsonl,
    Csv,
    Parquet,
}
