//! Unwraps uploaded files and turns what is no table into one.
//!
//! An upload passes through a [`Stream`] as it comes in: gzip is unpacked, UTF-16 becomes UTF-8, JSON becomes rows. ZIP
//! archives, workbooks and Parquet files can only be read from their end, and which part of XML or HTML is the table is
//! known there: the stream lets them through as they are and says so ([`Landing::Packed`]), then [`unpack`] reads the
//! stored file. What comes out is always CSV as `tickets` reads
//! it, so that chunks, row errors and everything behind them know one kind of file. Nothing here reads a clock, and
//! nothing is held whole but the shared strings of a workbook and one row group's pages of a Parquet file.

mod archive;
mod book;
mod choose;
mod clock;
mod decoded;
mod error;
mod exports;
mod html;
mod json;
mod limits;
mod markup;
mod order;
mod packed;
mod parquet_rows;
mod records;
mod source;
mod stream;
mod table;
mod utf16;
mod whole;
mod workbook;
mod wrapped;
mod xls;
mod xml;

pub use error::Error;
pub use json::mended;
pub use limits::Limits;
pub use order::{Order, Refused, Unpacked};
pub use packed::{Open, Packed, ReadSeek, unpack, unpack_table};
pub use parquet_rows::schema as parquet_schema;
pub use records::{Record, records};
pub use stream::{Landing, Stream};
pub use whole::whole;

/// Where unpacked bytes go.
pub type Sink<'a> = &'a mut dyn FnMut(&[u8]) -> Result<(), Error>;
