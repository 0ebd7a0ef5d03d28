//! Tables as Parquet files. Packed by snappy: what Spark, pyarrow and DuckDB write, and all of them read.

use std::io::Write;
use std::sync::Arc;

use arrow_array::RecordBatch;
use arrow_schema::SchemaRef;
use parquet::arrow::ArrowWriter;
use parquet::arrow::arrow_reader::{
    ArrowReaderOptions, ParquetRecordBatchReader, ParquetRecordBatchReaderBuilder,
};
use parquet::basic::Compression;
use parquet::file::properties::WriterProperties;
use parquet::file::reader::ChunkReader;

use crate::error::Result;

/// Rows handed on at a time when a file is read.
const ROWS: usize = 256;

/// Bytes that wait in memory before they are written as a group of rows.
const GROUP: usize = 16 << 20;

/// A Parquet file on its way.
pub struct Writer<W: Write + Send>(ArrowWriter<W>);

impl<W: Write + Send> Writer<W> {
    /// Begins a file of a table.
    ///
    /// # Errors
    /// `out` cannot be written to.
    pub fn new(out: W, schema: SchemaRef) -> Result<Self> {
        let properties = WriterProperties::builder()
            .set_compression(Compression::SNAPPY)
            .build();
        Ok(Self(ArrowWriter::try_new(out, schema, Some(properties))?))
    }

    /// Adds rows; memory stays bounded however many there are.
    ///
    /// # Errors
    /// The rows are of another table, or the file cannot be written.
    pub fn write(&mut self, rows: &RecordBatch) -> Result<()> {
        self.0.write(rows)?;
        // what its dictionaries hold among them, which is more than will be written
        if self.0.memory_size() >= GROUP {
            self.0.flush()?;
        }
        Ok(())
    }

    /// Bytes of the file so far, those among them that are to come once its rows are packed.
    pub fn size(&self) -> usize {
        self.0.bytes_written() + self.0.in_progress_size()
    }

    /// Ends the file; one that was not ended cannot be read.
    ///
    /// # Errors
    /// The file cannot be written.
    pub fn end(self) -> Result<()> {
        self.0.close()?;
        Ok(())
    }

    /// Ends the file as [`Writer::end`] does, and hands it back to be made durable.
    ///
    /// # Errors
    /// As [`Writer::end`].
    pub fn into_inner(self) -> Result<W> {
        Ok(self.0.into_inner()?)
    }
}

/// The rows of a file, some at a time. Of what wrote it only the types of Parquet itself are taken, so that
/// text is text whoever wrote it.
///
/// # Errors
/// It is no Parquet file, or one that is cut short.
pub fn rows(file: impl ChunkReader + 'static) -> Result<impl Iterator<Item = Result<RecordBatch>>> {
    let options = ArrowReaderOptions::new().with_skip_arrow_metadata(true);
    let reader: ParquetRecordBatchReader =
        ParquetRecordBatchReaderBuilder::try_new_with_options(file, options)?
            .with_batch_size(ROWS)
            .build()?;
    Ok(reader.map(|rows| Ok(rows?)))
}

/// A table as the bytes of a file.
///
/// # Errors
/// More rows than a table holds.
pub fn bytes(rows: &RecordBatch) -> Result<Vec<u8>> {
    let mut out = Vec::new();
    let mut writer = Writer::new(&mut out, Arc::clone(rows.schema_ref()))?;
    writer.write(rows)?;
    writer.end()?;
    Ok(out)
}
