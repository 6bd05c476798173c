//! Whether a published file is the one that was written.

use std::collections::HashMap;
use std::fs::{self, File};
use std::io;
use std::ops::Range;
use std::path::Path;
use std::sync::Arc;

use parquet::file::metadata::{ParquetMetaDataReader, RowGroupMetaData};

use super::footer::{self, Footer};
use super::load::Loader;
use super::{damaged, digest};
use crate::Error;
use crate::catalog::Listed;

/// What the parts of a file were when all of it was held against its digest: metadata and columns of row groups, by where
/// they begin, with their length and digest. A part that is read again later has to be the same.
#[derive(Debug, Default)]
pub(super) struct Proof(HashMap<u64, (u64, u64)>);

impl Proof {
    /// Whether bytes that were read now are those of the proof. What is no part of it was never proven and is refused; an
    /// empty proof is that of a file that is being read for the first time, and refuses nothing.
    pub(super) fn holds(&self, path: &str, start: u64, bytes: &[u8]) -> Result<(), Error> {
        let found = || (bytes.len() as u64, digest::of_part(bytes));
        if self.0.is_empty() || self.0.get(&start).is_some_and(|known| *known == found()) {
            Ok(())
        } else {
            Err(damaged(
                path,
                "its bytes changed since it was last read whole",
            ))
        }
    }

    /// Memory it takes, in bytes, roughly.
    pub(super) fn bytes(&self) -> usize {
        self.0.capacity() * 32
    }
}

/// Holds a file against the catalog: that it is there, its size, and, where it is known, its digest.
pub(super) fn whole(root: &Path, listed: &Listed) -> Result<Proof, Error> {
    let path = listed.file.path.as_str();
    there(root, path, listed.file.byte_size)?;
    let parts = parts(root, path);
    let read = File::open(root.join(path))
        .and_then(|file| digest::of_parts(file, parts.as_deref().unwrap_or_default()));
    let (found, each) = read.map_err(|error| unreadable(path, &error))?;
    if listed
        .digest
        .as_ref()
        .is_some_and(|wanted| found != *wanted)
    {
        return Err(damaged(path, "its bytes are not those that were written"));
    }
    let parts = parts?.into_iter().zip(each);
    Ok(Proof(
        parts
            .map(|(part, digest)| (part.start, (part.end - part.start, digest)))
            .collect(),
    ))
}

/// Where a file's columns of row groups and its metadata lie, in their order.
fn parts(root: &Path, path: &str) -> Result<Vec<Range<u64>>, Error> {
    let read = footer::footer_bytes(&root.join(path));
    let (start, bytes) = read.map_err(|error| unreadable(path, &error))?;
    let metadata =
        ParquetMetaDataReader::decode_metadata(&bytes).map_err(|error| damaged(path, error))?;
    let columns = metadata
        .row_groups()
        .iter()
        .flat_map(RowGroupMetaData::columns);
    let mut parts: Vec<Range<u64>> = columns
        .map(|column| {
            let (start, length) = column.byte_range();
            start..start.saturating_add(length)
        })
        .collect();
    parts.push(start..start + bytes.len() as u64);
    parts.sort_by_key(|part| (part.start, part.end));
    if parts.windows(2).all(|pair| pair[0].end <= pair[1].start) {
        Ok(parts)
    } else {
        Err(damaged(path, "its columns lie across each other"))
    }
}

/// Whether a file is there and has its size.
pub(super) fn there(root: &Path, path: &str, bytes: u64) -> Result<(), Error> {
    let found = fs::metadata(root.join(path)).map_err(|error| unreadable(path, &error))?;
    match found.len() {
        length if length == bytes => Ok(()),
        length => Err(damaged(path, format!("{length} bytes instead of {bytes}"))),
    }
}

/// Reads a file without a digest from its first byte to its last, each column of it, and returns its digest.
pub(super) fn readable(loader: &Loader, listed: &Listed) -> Result<String, Error> {
    let path = listed.file.path.as_str();
    there(loader.root(), path, listed.file.byte_size)?;
    let footer = Footer::read(loader.root(), path, listed.file.dataset, Arc::default())?;
    let rows: usize = footer.groups.iter().map(|group| group.rows).sum();
    if rows as u64 != listed.file.row_count {
        let wanted = listed.file.row_count;
        return Err(damaged(path, format!("{rows} rows instead of {wanted}")));
    }
    for (group, about) in footer.groups.iter().enumerate() {
        if about.earliest < listed.min_created_at || about.latest > listed.max_created_at {
            return Err(damaged(path, "moments that it should not have"));
        }
        for column in 0..footer.width() {
            let array = loader.array(path, &footer, group, column, None)?;
            if array.len() != about.rows {
                return Err(damaged(path, "a row group has fewer rows than it says"));
            }
        }
    }
    digest_of(loader.root(), path)
}

fn digest_of(root: &Path, path: &str) -> Result<String, Error> {
    let read = File::open(root.join(path)).and_then(digest::of);
    read.map_err(|error| unreadable(path, &error))
}

/// A file that is gone, cut off or on a bad part of the disk is damaged; one that the system keeps from us for another
/// reason may be fine.
pub(super) fn unreadable(path: &str, error: &io::Error) -> Error {
    // The system's number of an error of the device.
    let device = if cfg!(target_family = "wasm") { 29 } else { 5 };
    match error.kind() {
        io::ErrorKind::NotFound => damaged(path, "it is missing"),
        io::ErrorKind::UnexpectedEof => damaged(path, "it ends too early"),
        io::ErrorKind::InvalidData | io::ErrorKind::InvalidInput => damaged(path, error),
        _ if error.raw_os_error() == Some(device) => damaged(path, error),
        _ => Error::Unavailable(format!("{path}: {error}")),
    }
}

#[cfg(test)]
mod tests {
    use arrow_array::{
        ArrayRef, Float64Array, Int32Array, RecordBatch, StringArray, TimestampMicrosecondArray,
    };
    use arrow_schema::{DataType, Field};

    use super::*;
    use crate::engine::aggregate::aggregate;
    use crate::engine::aggregate::sample::ipc;
    use crate::engine::lake::Lake;
    use crate::engine::raw;
    use crate::{
        Dataset, Dimension, Group, LiveFile, Measure, Place, Plan, RawQuery, RawRows, schema,
    };

    const ROWS: i32 = 300;
    /// Of each dataset.
    const FLIPS: u64 = 100;

    /// Values of a column, some of them null where it may be.
    fn column(field: &Field) -> ArrayRef {
        let has = |row: &i32| !(field.is_nullable() && row % 5 == 0);
        let rows = (0..ROWS).map(|row| Some(row).filter(has));
        match field.data_type() {
            DataType::Float64 => Arc::new(
                rows.map(|row| row.map(|row| f64::from(row) / 8.0 - 9.0))
                    .collect::<Float64Array>(),
            ),
            DataType::Int32 => Arc::new(rows.collect::<Int32Array>()),
            DataType::Timestamp(..) => {
                let moments = rows.map(|row| row.map(|row| i64::from(row) * 3_600_000_000));
                let moments: TimestampMicrosecondArray = moments.collect();
                Arc::new(moments.with_timezone("UTC"))
            }
            _ => {
                let text = |row: i32| format!("{} {}", field.name(), row % 23);
                Arc::new(rows.map(|row| row.map(text)).collect::<StringArray>())
            }
        }
    }

    /// A published file.
    fn publish(root: &Path, dataset: Dataset) -> Listed {
        let schema = schema::of(dataset);
        let columns = schema.fields().iter().map(|field| column(field)).collect();
        let rows = RecordBatch::try_new(Arc::new(schema), columns).unwrap();
        let place = Place {
            workspace: 1,
            dataset,
            job: "j",
            chunk: 0,
            date: "2026-01-01",
        };
        let staged = Lake::new(root).append(place, ipc(&[rows])).unwrap();
        let path = root.join(&staged.path);
        fs::rename(root.join(format!("{}.staged", staged.path)), path).unwrap();
        Listed {
            file: LiveFile {
                dataset,
                path: staged.path,
                row_count: staged.row_count,
                byte_size: staged.byte_size,
                schema_version: staged.schema_version,
                removed: Vec::new(),
            },
            id: 1,
            min_created_at: staged.min_created_at.as_microsecond(),
            max_created_at: staged.max_created_at.as_microsecond(),
            digest: staged.digest,
        }
    }

    /// All that is answered from a file: every column of it.
    fn ask(root: &Path, listed: &Listed) -> Result<(Vec<Vec<Group>>, RawRows), Error> {
        let loader = Loader::new(root.to_owned(), 1 << 24);
        let dataset = listed.file.dataset;
        let schema = schema::of(dataset);
        let named = |kind: fn(&DataType) -> bool| {
            let fields = schema.fields().iter();
            let names = fields.filter(move |field| kind(field.data_type()));
            names.map(|field| field.name().clone()).collect::<Vec<_>>()
        };
        let numbers = named(|kind| matches!(kind, DataType::Float64 | DataType::Int32));
        let sums = numbers.into_iter().map(Measure::Sum);
        let measures: Vec<Measure> = sums.chain([Measure::Count]).collect();
        let texts = named(|kind| matches!(kind, DataType::Utf8));
        let by = texts.into_iter().map(Dimension::Column);
        let by = by.chain([Dimension::Day("Europe/Berlin".to_owned())]);
        let groups = by.map(|dimension| {
            let plan = Plan {
                group_by: vec![dimension],
                measures: measures.clone(),
                ..Plan::count(dataset)
            };
            aggregate(&loader, std::slice::from_ref(listed), &plan)
        });
        let groups = groups.collect::<Result<_, _>>()?;
        let query = RawQuery {
            source: "source 3".to_owned(),
            ticket_id: "ticket_id 3".to_owned(),
            offset: 0,
            limit: 50,
        };
        let rows = raw::find(&loader, std::slice::from_ref(listed), &query)?;
        Ok((groups, rows))
    }

    /// Numbers as good as random ones, the same each time.
    fn next(state: &mut u64) -> u64 {
        *state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (*state ^ (*state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    #[test]
    fn no_flipped_bit_of_any_dataset_changes_an_answer_without_a_word() {
        let mut state = 20_260_301;
        for dataset in Dataset::ALL {
            let root = tempfile::tempdir().unwrap();
            let listed = publish(root.path(), dataset);
            let path = root.path().join(&listed.file.path);
            let sound = fs::read(&path).unwrap();
            let answer = ask(root.path(), &listed).unwrap();
            if dataset == Dataset::Raw {
                assert_eq!(answer.1.total, 11);
            }
            for _ in 0..FLIPS {
                let bit = usize::try_from(next(&mut state) % (sound.len() as u64 * 8)).unwrap();
                let mut altered = sound.clone();
                altered[bit / 8] ^= 1 << (bit % 8);
                fs::write(&path, altered).unwrap();
                let told = ask(root.path(), &listed);
                let named =
                    matches!(&told, Err(Error::Damaged { path, .. }) if *path == listed.file.path);
                assert!(named, "{dataset}, bit {bit}: {told:?}");
            }
            fs::write(&path, &sound).unwrap();
            assert_eq!(ask(root.path(), &listed).unwrap(), answer);
        }
    }

    #[test]
    fn a_bit_that_flips_after_a_file_was_proven_is_found_when_its_part_is_read() {
        let root = tempfile::tempdir().unwrap();
        let listed = publish(root.path(), Dataset::Sentiment);
        let path = root.path().join(&listed.file.path);
        let loader = Loader::new(root.path().to_owned(), 1 << 24);
        let by = |column: &str| {
            let plan = Plan {
                group_by: vec![Dimension::Column(column.to_owned())],
                ..Plan::count(Dataset::Sentiment)
            };
            aggregate(&loader, std::slice::from_ref(&listed), &plan)
        };
        let known = by("sentiment").unwrap();
        let sound = fs::read(&path).unwrap();
        let footer = loader.footer(&listed).unwrap();
        let product = footer
            .place_in_file(footer.index_of("product").unwrap())
            .unwrap();
        let chunk = footer.metadata.metadata().row_group(0).column(product);
        let (start, length) = chunk.byte_range();
        for at in start..start + length {
            let mut altered = sound.clone();
            altered[usize::try_from(at).unwrap()] ^= 4;
            fs::write(&path, altered).unwrap();
            let told = by("product");
            assert!(matches!(told, Err(Error::Damaged { .. })), "{at}: {told:?}");
        }
        // What is remembered was read before, and is right.
        assert_eq!(by("sentiment").unwrap(), known);
        fs::write(&path, &sound).unwrap();
        assert!(by("product").is_ok());
    }

    #[test]
    fn a_missing_and_a_shortened_file_are_named() {
        for dataset in Dataset::ALL {
            let root = tempfile::tempdir().unwrap();
            let listed = publish(root.path(), dataset);
            let path = root.path().join(&listed.file.path);
            let sound = fs::read(&path).unwrap();
            for length in [0, 7, sound.len() / 2, sound.len() - 1] {
                fs::write(&path, &sound[..length]).unwrap();
                for digest in [listed.digest.clone(), None] {
                    let listed = Listed {
                        digest,
                        ..listed.clone()
                    };
                    let told = ask(root.path(), &listed);
                    assert!(matches!(told, Err(Error::Damaged { .. })), "{told:?}");
                }
            }
            fs::remove_file(&path).unwrap();
            let Err(Error::Damaged { reason, .. }) = ask(root.path(), &listed) else {
                panic!("{dataset}: it is gone");
            };
            assert_eq!(reason, "it is missing");
        }
    }

    #[test]
    fn a_file_without_a_digest_gets_the_one_it_was_written_with() {
        for dataset in Dataset::ALL {
            let root = tempfile::tempdir().unwrap();
            let mut listed = publish(root.path(), dataset);
            let loader = Loader::new(root.path().to_owned(), 0);
            let digest = listed.digest.take();
            assert_eq!(readable(&loader, &listed).ok(), digest);
            listed.file.row_count += 1;
            assert!(matches!(
                readable(&loader, &listed),
                Err(Error::Damaged { .. })
            ));
            listed.file.row_count -= 1;
            listed.max_created_at -= 1;
            assert!(matches!(
                readable(&loader, &listed),
                Err(Error::Damaged { .. })
            ));
        }
    }
}
