//! Parquet and WACZ, which are read from their end.

mod common;

use std::fs::File;
use std::io::Write;
use std::sync::Arc;

use common::{Found, gzip, listed, of, sample, scanned};
use jiehao_archive::{Archive, Error, Limits, Source, Why, list};
use parquet::data_type::{ByteArray, ByteArrayType, Int64Type};
use parquet::file::properties::WriterProperties;
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::parser::parse_message_type;

/// A table of so many rows in groups of 300: a text (none in every seventh), an address, a number.
fn table(path: &std::path::Path, rows: usize, text: &str) {
    let schema = format!(
        "message page {{ required int64 n; optional binary {text} (UTF8); required binary url (UTF8); }}"
    );
    let schema = Arc::new(parse_message_type(&schema).expect("a schema"));
    let properties = Arc::new(WriterProperties::builder().build());
    let file = File::create(path).expect("a file");
    let mut writer = SerializedFileWriter::new(file, schema, properties).expect("a writer");
    let all: Vec<usize> = (0..rows).collect();
    for rows in all.chunks(300) {
        let mut group = writer.next_row_group().expect("a group");
        let numbers: Vec<i64> = rows.iter().map(|n| *n as i64).collect();
        let told = rows.iter().filter(|n| *n % 7 != 0);
        let texts: Vec<ByteArray> = told.map(|n| text_of(*n).as_str().into()).collect();
        let levels: Vec<i16> = rows.iter().map(|n| i16::from(n % 7 != 0)).collect();
        let urls = rows.iter().map(|n| format!("http://a.example/{n}"));
        let urls: Vec<ByteArray> = urls.map(|url| url.as_str().into()).collect();
        let mut column = group.next_column().expect("read").expect("n");
        column
            .typed::<Int64Type>()
            .write_batch(&numbers, None, None)
            .expect("written");
        column.close().expect("closed");
        let mut column = group.next_column().expect("read").expect("text");
        let texts = column
            .typed::<ByteArrayType>()
            .write_batch(&texts, Some(&levels), None);
        texts.expect("written");
        column.close().expect("closed");
        let mut column = group.next_column().expect("read").expect("url");
        column
            .typed::<ByteArrayType>()
            .write_batch(&urls, None, None)
            .expect("written");
        column.close().expect("closed");
        group.close().expect("closed");
    }
    writer.close().expect("closed");
}

fn text_of(n: usize) -> String {
    match n {
        500 => "x".repeat(5000),
        n => format!("第{n}页"),
    }
}

fn open(path: &std::path::Path) -> Result<Vec<Archive>, Error> {
    list(&Source::open(path.to_str().expect("a path")).expect("there"))
}

const LIMITS: Limits = Limits {
    record: 4096,
    piece: 1 << 20,
};

#[test]
fn rows_are_pages() {
    let dir = tempfile::tempdir().expect("a folder");
    let path = dir.path().join("a.parquet");
    table(&path, 1000, "content");
    let archives = open(&path).expect("a table");
    let found = of(&archives[0], 0, 2, LIMITS);
    assert_eq!(found.len(), 1000);
    for (n, row) in found.iter().enumerate() {
        let why = match n {
            500 => Some(Why::TooLarge(4096)),
            n if n % 7 == 0 => Some(Why::Damaged("a row without text")),
            _ => None,
        };
        let bytes = if why.is_none() {
            text_of(n).into_bytes()
        } else {
            Vec::new()
        };
        let wanted = Found {
            offset: n as u64,
            url: format!("http://a.example/{n}"),
            taken: String::new(),
            bytes,
            why,
        };
        assert_eq!(*row, wanted);
    }
    for from in [1, 256, 299, 300, 301, 999, 1000] {
        let rest = of(&archives[0], from as u64, 1, LIMITS);
        assert_eq!(rest, found[from..], "from {from}");
    }
}

#[test]
fn a_table_without_text_or_broken_is_refused() {
    let dir = tempfile::tempdir().expect("a folder");
    let path = dir.path().join("a.parquet");
    table(&path, 10, "summary");
    let read = |path| {
        let archive = open(path).expect("a table").remove(0);
        jiehao_archive::pages::<(), Error>(&archive, 0, 1, LIMITS, &|_| (), |_| Ok(()))
    };
    let none = read(&path);
    assert!(
        matches!(&none, Err(Error::NoText(_, columns)) if columns.len() == 3),
        "{none:?}"
    );
    let bytes = std::fs::read(&path).expect("read");
    std::fs::write(&path, &bytes[..bytes.len() - 20]).expect("written");
    assert!(matches!(read(&path), Err(Error::Broken(..))));
}

#[test]
fn archives_in_a_package_are_read() {
    let members: Vec<u8> = sample().iter().flat_map(|r| gzip(r)).collect();
    let package = |method| {
        let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
        let options = zip::write::SimpleFileOptions::default().compression_method(method);
        for (name, bytes) in [
            ("datapackage.json", b"{}".as_slice()),
            ("archive/b.warc.gz", &members),
            ("archive/a.warc", &sample().concat()),
        ] {
            zip.start_file(name, options).expect("begun");
            zip.write_all(bytes).expect("written");
        }
        zip.finish().expect("packed").into_inner()
    };
    let stored = package(zip::CompressionMethod::Stored);
    let wanted = [listed(&sample().concat(), LIMITS), listed(&members, LIMITS)].concat();
    assert_eq!(scanned(&stored, 0, 2, LIMITS), wanted);
    let deflated = package(zip::CompressionMethod::Deflated);
    assert_eq!(scanned(&deflated, 0, 2, LIMITS), wanted);
    let dir = tempfile::tempdir().expect("a folder");
    let path = dir.path().join("a.wacz");
    std::fs::write(&path, &stored[..stored.len() - 30]).expect("written");
    assert!(matches!(open(&path), Err(Error::Broken(..))));
}
