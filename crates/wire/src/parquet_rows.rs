//! A Parquet file, row by row; nested values are read as JSON's are.

use std::{
    collections::HashSet,
    io::{BufReader, Read, Seek, SeekFrom},
};

use bytes::Bytes;
use jiff::{Timestamp, civil::Date, tz::TimeZone};
use parquet::{
    basic::{ConvertedType, Encoding as Encodings, LogicalType, PageType, Repetition, TimeUnit},
    column::page::Page,
    errors::ParquetError,
    file::metadata::{ColumnChunkMetaData, RowGroupMetaData},
    file::reader::{ChunkReader, FileReader, Length, SerializedFileReader},
    record::{Field, Row},
    schema::types::Type,
};
use serde_json::{Map, Value};
use tickets::{Encoding, FileError, Origin, Wire};

use crate::{Error, Landing, Limits, Open, ReadSeek, Sink, json, limits::Meter, table::Table};

/// The columns of a Parquet file: names and types.
pub fn schema(open: &Open) -> Result<Vec<(String, String)>, Error> {
    let reader = reader(open)?;
    let root = reader.metadata().file_metadata().schema();
    Ok(root
        .get_fields()
        .iter()
        .map(|field| (field.name().to_owned(), type_name(field)))
        .collect())
}

/// Writes every row.
pub(crate) fn rows(open: &Open, limits: Limits, sink: Sink<'_>) -> Result<Landing, Error> {
    let length = open()?.seek(SeekFrom::End(0))?;
    let reader = reader(open)?;
    let metadata = reader.metadata();
    let schema = metadata.file_metadata().schema();
    schema
        .get_fields()
        .iter()
        .try_for_each(|field| nested(field))?;
    let mut declared = 0_u64;
    for column in metadata
        .row_groups()
        .iter()
        .flat_map(RowGroupMetaData::columns)
    {
        inside(column, length)?;
        declared = declared.saturating_add(column.uncompressed_size().unsigned_abs());
    }
    if declared > limits.unpacked {
        return Err(FileError::UnpackedTooLarge {
            limit: limits.unpacked,
        }
        .into());
    }
    for group in 0..metadata.num_row_groups() {
        let group = reader.get_row_group(group).map_err(broken)?;
        for column in 0..group.num_columns() {
            pages(group.get_column_page_reader(column).map_err(broken)?)?;
        }
    }
    let times = Times::of(schema);
    let mut table = Table::new();
    let mut meter = Meter::new(limits);
    // A dictionary repeats a value for a few bits, so only the sum is limited.
    meter.take(u64::MAX / 2);
    let mut number = 0;
    for row in reader.get_row_iter(None).map_err(broken)? {
        number += 1;
        let object = object(row.map_err(broken)?, &times, true);
        json::write_record(&mut table, &object)?;
        let row = table.end(number);
        meter.give(row.len() as u64)?;
        sink(row)?;
    }
    if number == 0 {
        return Err(FileError::NoRows.into());
    }
    for field in schema.get_fields() {
        if field.is_primitive() {
            table.name(field.name())?;
        }
    }
    let origin = Origin::new(Wire::Parquet, Encoding::Utf8);
    Ok(Landing::Rows(table.header(origin)))
}

/// Refuses a column that says it lies where no file can have it: the reader takes that for granted.
fn inside(column: &ColumnChunkMetaData, length: u64) -> Result<(), FileError> {
    let starts = [
        Some(column.data_page_offset()),
        column.dictionary_page_offset(),
        Some(column.compressed_size()),
        Some(column.num_values()),
    ];
    let is_sound = starts.into_iter().flatten().all(|number| number >= 0) && {
        let (start, bytes) = column.byte_range();
        start.checked_add(bytes).is_some_and(|end| end <= length)
    };
    if is_sound {
        return Ok(());
    }
    let name = column.column_path().string();
    Err(FileError::BadParquet {
        reason: format!("the column {name} lies outside of the file"),
    })
}

/// Refuses lists and maps that are not built as such: the reader takes that for granted, too.
fn nested(field: &Type) -> Result<(), FileError> {
    if field.is_primitive() {
        return Ok(());
    }
    let fields = field.get_fields();
    let repeated = match fields {
        [only] => {
            let info = only.get_basic_info();
            (info.has_repetition() && info.repetition() == Repetition::REPEATED).then_some(only)
        }
        _ => None,
    };
    let inner = |only: &Type| match only {
        group if group.is_primitive() => None,
        group => Some(group.get_fields().len()),
    };
    let is_sound = match field.get_basic_info().converted_type() {
        ConvertedType::LIST => repeated.is_some_and(|only| inner(only) != Some(0)),
        ConvertedType::MAP | ConvertedType::MAP_KEY_VALUE => {
            repeated.is_some_and(|only| matches!(inner(only), Some(1 | 2)))
        }
        _ => !fields.is_empty(),
    };
    if !is_sound {
        let reason = format!("{} is no list or map that can be read", field.name());
        return Err(FileError::BadParquet { reason });
    }
    fields.iter().try_for_each(|field| nested(field))
}

/// Refuses a column whose values refer to a dictionary that is not there: the reader takes that for granted, too.
fn pages(pages: impl Iterator<Item = Result<Page, ParquetError>>) -> Result<(), Error> {
    let mut has_dictionary = false;
    for page in pages {
        let page = page.map_err(broken)?;
        let refers = matches!(
            page.encoding(),
            Encodings::PLAIN_DICTIONARY | Encodings::RLE_DICTIONARY
        );
        if page.page_type() == PageType::DICTIONARY_PAGE {
            has_dictionary = true;
        } else if refers && !has_dictionary {
            let reason = "values refer to a dictionary that is not there".to_owned();
            return Err(FileError::BadParquet { reason }.into());
        }
    }
    Ok(())
}

fn object(row: Row, times: &Times, outermost: bool) -> Map<String, Value> {
    let columns = row.into_columns().into_iter();
    columns
        .map(|(name, field)| {
            let field = match field {
                Field::Long(number) if outermost && times.nanoseconds.contains(&name) => {
                    nanoseconds(number, times.local.contains(&name))
                }
                Field::TimestampMillis(number) if outermost && times.local.contains(&name) => {
                    local(Timestamp::from_millisecond(number).ok())
                }
                Field::TimestampMicros(number) if outermost && times.local.contains(&name) => {
                    local(Timestamp::from_microsecond(number).ok())
                }
                field => value(field, times),
            };
            (name, field)
        })
        .collect()
}

fn value(field: Field, times: &Times) -> Value {
    let text = |text: String| Value::String(text);
    let instant = |at: Result<Timestamp, _>| at.map_or(Value::Null, |at| text(at.to_string()));
    match field {
        Field::Null => Value::Null,
        Field::Bool(truth) => Value::Bool(truth),
        Field::Byte(number) => number.into(),
        Field::Short(number) => number.into(),
        Field::Int(number) => number.into(),
        Field::Long(number) => number.into(),
        Field::UByte(number) => number.into(),
        Field::UShort(number) => number.into(),
        Field::UInt(number) => number.into(),
        Field::ULong(number) => number.into(),
        Field::Float16(number) => f64::from(f32::from(number)).into(),
        Field::Float(number) => f64::from(number).into(),
        Field::Double(number) => number.into(),
        Field::Str(string) => text(string),
        Field::Bytes(bytes) => text(String::from_utf8_lossy(bytes.data()).into_owned()),
        Field::Date(days) => {
            let start = Date::constant(1970, 1, 1);
            let day = start.checked_add(jiff::SignedDuration::from_hours(i64::from(days) * 24));
            day.map_or(Value::Null, |day| text(day.to_string()))
        }
        Field::TimestampMillis(number) => instant(Timestamp::from_millisecond(number)),
        Field::TimestampMicros(number) => instant(Timestamp::from_microsecond(number)),
        Field::Group(row) => Value::Object(object(row, times, false)),
        Field::ListInternal(list) => list
            .elements()
            .iter()
            .map(|element| value(element.clone(), times))
            .collect(),
        Field::MapInternal(map) => Value::Object(
            map.entries()
                .iter()
                .map(|(key, item)| (plain(key), value(item.clone(), times)))
                .collect(),
        ),
        other @ (Field::Decimal(_) | Field::TimeMillis(_) | Field::TimeMicros(_)) => {
            text(other.to_string())
        }
    }
}

/// A key of a map as text.
fn plain(field: &Field) -> String {
    match field {
        Field::Str(text) => text.clone(),
        other => other.to_string(),
    }
}

fn nanoseconds(number: i64, is_local: bool) -> Value {
    let at = Timestamp::from_nanosecond(i128::from(number)).ok();
    if is_local {
        local(at)
    } else {
        at.map_or(Value::Null, |at| Value::String(at.to_string()))
    }
}

/// A time without a zone: the upload's zone is its own.
fn local(at: Option<Timestamp>) -> Value {
    at.map_or(Value::Null, |at| {
        Value::String(at.to_zoned(TimeZone::UTC).datetime().to_string())
    })
}

/// Columns whose numbers need their type to be read as times.
struct Times {
    /// Times without a zone.
    local: HashSet<String>,
    /// Times in nanoseconds, which rows give as numbers.
    nanoseconds: HashSet<String>,
}

impl Times {
    fn of(schema: &Type) -> Self {
        let mut times = Self {
            local: HashSet::new(),
            nanoseconds: HashSet::new(),
        };
        for field in schema.get_fields() {
            if let Some(LogicalType::Timestamp(time)) = field.get_basic_info().logical_type_ref() {
                if !time.is_adjusted_to_u_t_c {
                    times.local.insert(field.name().to_owned());
                }
                if matches!(time.unit, TimeUnit::NANOS) {
                    times.nanoseconds.insert(field.name().to_owned());
                }
            }
        }
        times
    }
}

fn type_name(field: &Type) -> String {
    let info = field.get_basic_info();
    if !field.is_primitive() {
        return "nested".to_owned();
    }
    info.logical_type_ref().map_or_else(
        || field.get_physical_type().to_string().to_lowercase(),
        |logical| {
            let name = format!("{logical:?}");
            name.split([' ', '(', '{'])
                .next()
                .unwrap_or_default()
                .to_lowercase()
        },
    )
}

/// The stored file, opened anew for each part that is read.
struct Stored {
    open: Open,
    length: u64,
}

impl Length for Stored {
    fn len(&self) -> u64 {
        self.length
    }
}

impl ChunkReader for Stored {
    type T = BufReader<Box<dyn ReadSeek + Send>>;

    fn get_read(&self, start: u64) -> Result<Self::T, ParquetError> {
        let mut reader = (self.open)()?;
        reader.seek(SeekFrom::Start(start))?;
        Ok(BufReader::new(reader))
    }

    fn get_bytes(&self, start: u64, length: usize) -> Result<Bytes, ParquetError> {
        if start.saturating_add(length as u64) > self.length {
            return Err(ParquetError::EOF(
                "a part lies beyond the end of the file".to_owned(),
            ));
        }
        let mut bytes = Vec::with_capacity(length);
        let read = self
            .get_read(start)?
            .take(length as u64)
            .read_to_end(&mut bytes)?;
        if read == length {
            Ok(bytes.into())
        } else {
            Err(ParquetError::EOF("the file ends early".to_owned()))
        }
    }
}

fn reader(open: &Open) -> Result<SerializedFileReader<Stored>, Error> {
    let length = open()?.seek(SeekFrom::End(0))?;
    let stored = Stored {
        open: open.clone(),
        length,
    };
    SerializedFileReader::new(stored).map_err(broken)
}

#[expect(clippy::needless_pass_by_value, reason = "the form `map_err` calls")]
fn broken(error: ParquetError) -> Error {
    Error::File(FileError::BadParquet {
        reason: error.to_string(),
    })
}
