//! The ticket, its validated parts and the export formats it arrives in.
//!
//! A file is never held: [`detect`] looks at its head, [`Format::propose`] maps its columns, an [`Inspector`] sees every
//! byte once and cuts it into chunks, and `read_chunk` turns each chunk into tickets and row errors. Nothing
//! here does I/O or reads a clock.

mod amount;
mod author;
mod choices;
mod comment;
mod count;
mod csv;
mod date;
mod doubt;
mod encoding;
mod error;
mod field;
mod fingerprint;
mod format;
mod header;
mod header_zone;
mod html;
mod id_time;
mod inspect;
mod key;
mod made_key;
mod mapping;
mod nothing;
mod origin;
mod own;
mod preview;
mod read;
mod row_error;
mod sniff;
mod tables;
mod ticket;
mod trackers;
mod visible;

pub use calendar::Zone;
pub use choices::Choices;
pub use comment::{AuthorType, Comment, written_author};
pub use count::RowCount;
pub use date::{DateError, DateOrder, DateOrderFinding, Reading, Serials};
pub use doubt::{Doubt, DoubtKind};
pub use encoding::{Encoding, EncodingCheck, UnknownEncoding};
pub use error::FileError;
pub use field::Field;
pub use fingerprint::{Fingerprint, NoFingerprint};
pub use format::{FORMATS, Format, Texts, by_name, detect, detect_with};
pub use header::Header;
pub use html::{character, is_block};
pub use id_time::IdTime;
pub use inspect::{Chunk, Inspection, Inspector, Options, Part, Range};
pub use key::{KeyError, TicketKey};
pub use mapping::{
    Choice, ColumnChoice, MappedField, Mapping, MappingEdit, Rows, SavedMapping, Shape, composed,
};
pub use origin::{EXPORT_EXTENSIONS, Origin, PACKED_EXTENSIONS, Wire};
pub use preview::Preview;
pub use read::{Outcome, RawRow, RowSet, raw_rows};
pub use row_error::{Place, RowError, RowErrorKind};
pub use sniff::{HEAD_BYTES, Sniff, sniff, sniff_with};
pub use tables::TableFound;
pub use ticket::{CreatedFrom, Ticket};
pub use visible::visible;
