//! Parquet: a row a page, by the names that text sets of the web give their columns.

use std::io;

use parquet::basic::Type;
use parquet::column::reader::{ColumnReader, ColumnReaderImpl};
use parquet::data_type::{ByteArray, ByteArrayType};
use parquet::errors::ParquetError;
use parquet::file::reader::{ChunkReader, FileReader, Length, SerializedFileReader};

use crate::error::Error;
use crate::item::{Item, Page, Skipped, Why};
use crate::line::{TAKEN, TEXT, URL};
use crate::pieces::{Load, Piece};
use crate::source::{Reader, Source};

/// Rows read at a time.
const ROWS: usize = 256;

/// A row of a table.
pub(crate) enum Row {
    /// A page: its text, address, day.
    Page(u64, [Option<ByteArray>; 3]),
    /// From this row on a group of rows cannot be read.
    Lost(u64),
}

impl Row {
    /// As what stands in an archive.
    pub fn item(&self, most: u64) -> Item<'_> {
        let skipped = |offset, url, why| Item::Skipped(Skipped { offset, url, why });
        let (offset, [text, url, taken]) = match self {
            Self::Lost(offset) => {
                let why = Why::Damaged("a group of rows");
                return skipped(*offset, String::new(), why);
            }
            Self::Page(offset, cells) => (*offset, cells),
        };
        let word = |cell: &Option<ByteArray>| {
            let bytes = cell.as_ref().map_or(&[][..], ByteArray::data);
            String::from_utf8_lossy(bytes).into_owned()
        };
        match text.as_ref().map(ByteArray::data) {
            None => skipped(offset, word(url), Why::Damaged("a row without text")),
            Some(text) if text.len() as u64 > most => {
                skipped(offset, word(url), Why::TooLarge(most))
            }
            Some(text) => Item::Page(Page {
                offset,
                url: word(url).into(),
                taken: word(taken).into(),
                kind: "".into(),
                bytes: text.into(),
            }),
        }
    }
}

/// Reads a table, some rows at a time.
pub(crate) struct Table {
    file: SerializedFileReader<Bytes>,
    /// Columns of text, address, day.
    columns: [Option<usize>; 3],
    /// The group of rows being read, its first row and the rows left in it.
    group: usize,
    at: u64,
    left: u64,
    open: Option<[Option<Column>; 3]>,
    last: bool,
}

impl Table {
    /// Opens a table, from a row on.
    pub fn open(name: &str, source: Source, from: u64) -> Result<Self, Error> {
        let broken = |e: ParquetError| Error::Broken(name.to_owned(), e.to_string());
        let file = SerializedFileReader::new(Bytes(source)).map_err(broken)?;
        let schema = file.metadata().file_metadata().schema_descr();
        let find = |names: &[&str]| {
            names.iter().find_map(|name| {
                (0..schema.num_columns()).find(|i| {
                    let c = schema.column(*i);
                    let plain = c.max_rep_level() == 0 && c.path().parts().len() == 1;
                    plain && c.physical_type() == Type::BYTE_ARRAY && c.name() == *name
                })
            })
        };
        let columns = [find(&TEXT), find(&URL), find(&TAKEN)];
        if columns[0].is_none() {
            let all = (0..schema.num_columns()).map(|i| schema.column(i).path().string());
            return Err(Error::NoText(name.to_owned(), all.collect()));
        }
        let mut table = Self {
            file,
            columns,
            group: 0,
            at: 0,
            left: 0,
            open: None,
            last: false,
        };
        // whole groups before the row are passed over unread
        while table.group < table.groups() && table.at + table.rows_of(table.group) <= from {
            table.at += table.rows_of(table.group);
            table.group += 1;
        }
        let within = from.saturating_sub(table.at);
        if within > 0 && table.begin().is_ok() {
            table.pass(within).map_err(broken)?;
        }
        Ok(table)
    }

    fn groups(&self) -> usize {
        self.file.metadata().num_row_groups()
    }

    fn rows_of(&self, group: usize) -> u64 {
        let rows = self.file.metadata().row_group(group).num_rows();
        u64::try_from(rows).unwrap_or(0)
    }

    fn begin(&mut self) -> Result<(), ParquetError> {
        let group = self.file.get_row_group(self.group)?;
        let mut open = [None, None, None];
        for (open, column) in open.iter_mut().zip(self.columns) {
            if let Some(column) = column {
                let nullable = self.file.metadata().file_metadata().schema_descr();
                let nullable = nullable.column(column).max_def_level() > 0;
                if let ColumnReader::ByteArrayColumnReader(reader) =
                    group.get_column_reader(column)?
                {
                    *open = Some(Column { reader, nullable });
                }
            }
        }
        self.left = self.rows_of(self.group);
        self.open = Some(open);
        self.group += 1;
        Ok(())
    }

    fn pass(&mut self, rows: u64) -> Result<(), ParquetError> {
        for column in self.open.iter_mut().flatten().flatten() {
            column
                .reader
                .skip_records(usize::try_from(rows).unwrap_or(usize::MAX))?;
        }
        self.at += rows;
        self.left -= rows.min(self.left);
        Ok(())
    }

    /// The next rows of the group.
    fn read(&mut self) -> Result<Vec<Row>, ParquetError> {
        let wanted = usize::try_from(self.left).unwrap_or(ROWS).min(ROWS);
        let mut cells = [vec![None; wanted], vec![None; wanted], vec![None; wanted]];
        if let Some(open) = &mut self.open {
            for (column, cells) in open.iter_mut().zip(&mut cells) {
                if let Some(column) = column {
                    column.read(cells)?;
                }
            }
        }
        let [texts, urls, days] = cells;
        let rows = texts.into_iter().zip(urls).zip(days).zip(self.at..);
        let rows = rows.map(|(((text, url), day), at)| Row::Page(at, [text, url, day]));
        let rows: Vec<Row> = rows.collect();
        self.at += wanted as u64;
        self.left -= wanted as u64;
        Ok(rows)
    }
}

impl Iterator for Table {
    type Item = Piece;

    fn next(&mut self) -> Option<Piece> {
        if self.last {
            return None;
        }
        let begin = self.at;
        let mut rows = Vec::new();
        if self.left == 0 && self.group < self.groups() {
            let group = self.group;
            if self.begin().is_err() {
                rows.push(Row::Lost(self.at));
                self.group = group + 1;
                self.at += self.rows_of(group);
            }
        }
        if self.left > 0 {
            match self.read() {
                Ok(read) => rows.extend(read),
                Err(_) => {
                    rows.push(Row::Lost(self.at));
                    self.at += self.left;
                    self.left = 0;
                }
            }
        }
        self.last = self.left == 0 && self.group >= self.groups();
        Some(Piece {
            at: begin,
            load: Load::Rows(self.at, rows),
            last: self.last,
        })
    }
}

/// A column of text, nullable or not.
struct Column {
    reader: ColumnReaderImpl<ByteArrayType>,
    nullable: bool,
}

impl Column {
    /// Fills cells.
    fn read(&mut self, cells: &mut [Option<ByteArray>]) -> Result<(), ParquetError> {
        let (mut levels, mut values) = (Vec::new(), Vec::new());
        let mut done = 0;
        while done < cells.len() {
            levels.clear();
            values.clear();
            let levels_of = self.nullable.then_some(&mut levels);
            let left = cells.len() - done;
            let (rows, _, _) = self
                .reader
                .read_records(left, levels_of, None, &mut values)?;
            if rows == 0 {
                return Err(ParquetError::EOF("fewer rows than the table says".into()));
            }
            let mut values = values.drain(..);
            for (i, cell) in cells[done..done + rows.min(left)].iter_mut().enumerate() {
                let there = !self.nullable || levels.get(i).is_some_and(|level| *level > 0);
                *cell = if there { values.next() } else { None };
            }
            done += rows;
        }
        Ok(())
    }
}

/// A source, as the reader of tables asks for its bytes.
struct Bytes(Source);

impl Length for Bytes {
    fn len(&self) -> u64 {
        self.0.size().unwrap_or(0)
    }
}

impl ChunkReader for Bytes {
    type T = Reader;

    fn get_read(&self, at: u64) -> Result<Reader, ParquetError> {
        Ok(self.0.reader(at))
    }

    fn get_bytes(&self, at: u64, length: usize) -> Result<bytes::Bytes, ParquetError> {
        let bytes = self.0.range(at, length as u64)?;
        match bytes.len() == length {
            true => Ok(bytes.into()),
            false => Err(io::Error::from(io::ErrorKind::UnexpectedEof).into()),
        }
    }
}
