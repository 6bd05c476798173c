//! The rows of exports that were a ticket's: found by their key, without reading the cells of any other.

use std::ops::Range;
use std::sync::Arc;

use arrow_array::cast::AsArray;
use arrow_array::types::Int32Type;
use arrow_array::{Array, ArrayRef, StringArray};
use parquet::arrow::arrow_reader::RowSelection;
use parquet::file::statistics::Statistics;

use super::damaged;
use super::footer::Footer;
use super::load::Loader;
use crate::catalog::Listed;
use crate::{Dataset, Error, RawQuery, RawRow, RawRows};

/// An answer takes no further row once its cells have so many bytes: a caller asks on from there.
const MOST_BYTES: usize = 8 << 20;

/// A row group with some rows of it, the last first.
struct Found {
    path: Arc<str>,
    footer: Arc<Footer>,
    group: usize,
    rows: Vec<usize>,
}

/// The rows of a ticket among these files, the last of the export uploaded last first. None of them is ever removed.
pub(super) fn find(loader: &Loader, files: &[Listed], query: &RawQuery) -> Result<RawRows, Error> {
    let mut total = 0;
    let wanted = query.offset..query.offset.saturating_add(query.limit.into());
    let mut found = Vec::new();
    let of_exports = |listed: &&Listed| listed.file.dataset == Dataset::Raw;
    let mut files: Vec<&Listed> = files.iter().filter(of_exports).collect();
    // A row's moment is that of its upload. A file may have been written anew since, and stand last in the catalog.
    files.sort_by_key(|listed| (listed.max_created_at, listed.id));
    for listed in files.into_iter().rev() {
        let path: Arc<str> = listed.file.path.as_str().into();
        let footer = loader.footer(listed)?;
        for group in (0..footer.groups.len()).rev() {
            let mut rows = rows_of(loader, &path, &footer, group, query)?;
            rows.reverse();
            let first = total;
            total += rows.len() as u64;
            let place =
                |at: u64| usize::try_from(at.clamp(first, total) - first).unwrap_or(rows.len());
            let rows = rows[place(wanted.start)..place(wanted.end)].to_vec();
            if !rows.is_empty() {
                found.push(Found {
                    path: path.clone(),
                    footer: footer.clone(),
                    group,
                    rows,
                });
            }
        }
    }
    let mut rows = Vec::new();
    let mut bytes = 0;
    for found in found {
        for row in found.read(loader)? {
            if bytes >= MOST_BYTES {
                return Ok(RawRows { total, rows });
            }
            bytes += row.cells.len();
            rows.push(row);
        }
    }
    Ok(RawRows { total, rows })
}

/// Which rows of a row group are the ticket's, in their order.
fn rows_of(
    loader: &Loader,
    path: &str,
    footer: &Footer,
    group: usize,
    query: &RawQuery,
) -> Result<Vec<usize>, Error> {
    let column = place_of(path, footer, "ticket_id")?;
    if !may_hold(footer, group, column, query.ticket_id.as_bytes()) {
        return Ok(Vec::new());
    }
    let keys = loader.array(path, footer, group, column, None)?;
    let keys = keys
        .as_string_opt::<i32>()
        .ok_or_else(|| damaged(path, "keys are no text"))?;
    let is_wanted = |key: Option<&str>| key == Some(query.ticket_id.as_str());
    let mut rows: Vec<usize> = (0..)
        .zip(keys)
        .filter(|(_, key)| is_wanted(*key))
        .map(|(row, _)| row)
        .collect();
    // A file is of one job, and a job of one source.
    if let Some(first) = rows.first() {
        let at = place_of(path, footer, "source")?;
        let only = select(footer, group, std::iter::once(*first));
        let source = loader.array(path, footer, group, at, Some(only))?;
        if text(path, &source, 0)? != query.source {
            rows.clear();
        }
    }
    Ok(rows)
}

/// Whether a row group's statistics leave room for a key.
fn may_hold(footer: &Footer, group: usize, column: usize, key: &[u8]) -> bool {
    let Some(place) = footer.place_in_file(column) else {
        return false;
    };
    let chunk = footer.metadata.metadata().row_group(group).column(place);
    let Some(Statistics::ByteArray(found)) = chunk.statistics() else {
        return true;
    };
    found.min_bytes_opt().is_none_or(|least| least <= key)
        && found.max_bytes_opt().is_none_or(|most| key <= most)
}

impl Found {
    /// The rows, the last first.
    fn read(&self, loader: &Loader) -> Result<Vec<RawRow>, Error> {
        let path = self.path.as_ref();
        let column = |name: &str| {
            let rows = select(&self.footer, self.group, self.rows.iter().rev().copied());
            let at = place_of(path, &self.footer, name)?;
            let array = loader.array(path, &self.footer, self.group, at, Some(rows))?;
            if array.len() == self.rows.len() {
                Ok(array)
            } else {
                Err(damaged(
                    path,
                    "a row group has fewer rows than its footer says",
                ))
            }
        };
        let (jobs, numbers, cells) = (column("job_id")?, column("row_number")?, column("cells")?);
        let numbers = numbers
            .as_primitive_opt::<Int32Type>()
            .ok_or_else(|| damaged(path, "row numbers are no numbers"))?;
        let read = |row: usize| {
            Ok(RawRow {
                job: text(path, &jobs, row)?.to_owned(),
                row_number: u32::try_from(numbers.value(row)).unwrap_or_default(),
                cells: text(path, &cells, row)?.to_owned(),
            })
        };
        (0..self.rows.len()).rev().map(read).collect()
    }
}

fn place_of(path: &str, footer: &Footer, name: &str) -> Result<usize, Error> {
    footer
        .index_of(name)
        .ok_or_else(|| damaged(path, format!("there is no column {name:?}")))
}

/// Some rows of a row group, in their order.
fn select(footer: &Footer, group: usize, rows: impl Iterator<Item = usize>) -> RowSelection {
    let ranges = rows.map(|row| Range {
        start: row,
        end: row + 1,
    });
    RowSelection::from_consecutive_ranges(ranges, footer.groups[group].rows)
}

/// A text, held as it is or by a code.
pub(super) fn text<'a>(path: &str, array: &'a ArrayRef, row: usize) -> Result<&'a str, Error> {
    let none = || damaged(path, "a text is missing");
    let (texts, row): (&StringArray, usize) = match array.as_dictionary_opt::<Int32Type>() {
        Some(codes) => (
            codes.values().as_string_opt::<i32>().ok_or_else(none)?,
            codes.key(row).ok_or_else(none)?,
        ),
        None => (array.as_string_opt::<i32>().ok_or_else(none)?, row),
    };
    if row < texts.len() {
        Ok(texts.value(row))
    } else {
        Err(none())
    }
}

#[cfg(test)]
mod tests {
    use arrow_array::{Int32Array, RecordBatch, TimestampMicrosecondArray};

    use super::*;
    use crate::engine::encode;
    use crate::engine::files;
    use crate::{LiveFile, schema};

    /// A file of these keys, the cells of each of so many bytes.
    fn put(
        root: &std::path::Path,
        id: i64,
        source: &str,
        keys: &[Option<&str>],
        length: usize,
    ) -> Listed {
        let job = format!("job-{id}");
        let path = format!("ws=1/raw/year=2026/month=01/day=01/{job}-0.parquet");
        let each =
            |value: &str| -> ArrayRef { Arc::new(StringArray::from(vec![value; keys.len()])) };
        let cells = keys.iter().map(|key| {
            Some(format!(
                "{{\"Key\":\"{}{}\"}}",
                key.unwrap_or(""),
                "x".repeat(length)
            ))
        });
        let columns: Vec<ArrayRef> = vec![
            each(source),
            each(&job),
            Arc::new((1..).take(keys.len()).collect::<Int32Array>()),
            Arc::new(keys.iter().copied().collect::<StringArray>()),
            Arc::new(TimestampMicrosecondArray::from(vec![id; keys.len()]).with_timezone("UTC")),
            Arc::new(cells.collect::<StringArray>()),
        ];
        let rows = RecordBatch::try_new(Arc::new(schema::raw()), columns).unwrap();
        let written = files::stage(root, &path, |file| {
            encode::write(&rows, file).map_err(|error| Error::Unavailable(error.to_string()))
        })
        .unwrap();
        std::fs::rename(root.join(format!("{path}.staged")), root.join(&path)).unwrap();
        Listed {
            file: LiveFile {
                dataset: Dataset::Raw,
                path,
                row_count: keys.len() as u64,
                byte_size: written.bytes,
                schema_version: schema::version(Dataset::Raw),
                removed: Vec::new(),
            },
            id,
            min_created_at: id,
            max_created_at: id,
            digest: Some(written.digest),
        }
    }

    fn places(found: &RawRows) -> Vec<(&str, u32)> {
        found
            .rows
            .iter()
            .map(|row| (row.job.as_str(), row.row_number))
            .collect()
    }

    fn query(ticket_id: &str, offset: u64, limit: u32) -> RawQuery {
        RawQuery {
            source: "jira".to_owned(),
            ticket_id: ticket_id.to_owned(),
            offset,
            limit,
        }
    }

    #[test]
    fn the_rows_of_a_key_come_newest_first_and_in_pages() {
        let root = tempfile::tempdir().unwrap();
        let loader = Loader::new(root.path().to_owned(), 1 << 20);
        let files = [
            put(root.path(), 1, "jira", &[Some("A-1"), None, Some("A-2")], 3),
            put(root.path(), 2, "zendesk", &[Some("A-2")], 3),
            put(root.path(), 3, "jira", &[Some("B-1")], 3),
            put(
                root.path(),
                4,
                "jira",
                &[Some("A-2"), Some("A-10"), Some("A-2")],
                3,
            ),
        ];
        let all = find(&loader, &files, &query("A-2", 0, 9)).unwrap();
        assert_eq!(places(&all), [("job-4", 3), ("job-4", 1), ("job-1", 3)]);
        assert_eq!(
            (all.total, all.rows[0].cells.as_str()),
            (3, "{\"Key\":\"A-2xxx\"}")
        );
        let middle = find(&loader, &files, &query("A-2", 1, 1)).unwrap();
        assert_eq!((middle.total, places(&middle)), (3, vec![("job-4", 1)]));
        for (key, offset, total) in [
            ("A-2", 3, 3),
            ("A-2", u64::MAX, 3),
            ("A-3", 0, 0),
            ("", 0, 0),
        ] {
            let none = find(&loader, &files, &query(key, offset, 9)).unwrap();
            assert_eq!((none.total, none.rows.len()), (total, 0), "{key} {offset}");
        }
    }

    #[test]
    fn very_long_rows_end_an_answer_before_its_limit() {
        let root = tempfile::tempdir().unwrap();
        let loader = Loader::new(root.path().to_owned(), 1 << 20);
        let files: Vec<Listed> = (1..=4)
            .map(|id| put(root.path(), id, "jira", &[Some("A-1")], MOST_BYTES / 2))
            .collect();
        let found = find(&loader, &files, &query("A-1", 0, 9)).unwrap();
        assert_eq!(
            (found.total, places(&found)),
            (4, vec![("job-4", 1), ("job-3", 1)])
        );
        let rest = find(&loader, &files, &query("A-1", 2, 9)).unwrap();
        assert_eq!(places(&rest), [("job-2", 1), ("job-1", 1)]);
    }

    #[test]
    fn only_row_groups_that_may_hold_a_key_are_looked_into() {
        let root = tempfile::tempdir().unwrap();
        let loader = Loader::new(root.path().to_owned(), 1 << 20);
        let file = put(root.path(), 1, "jira", &[Some("B-1"), None, Some("D-1")], 3);
        let footer = loader.footer(&file).unwrap();
        let column = place_of("", &footer, "ticket_id").unwrap();
        let may = |key: &str| may_hold(&footer, 0, column, key.as_bytes());
        assert!(may("B-1") && may("C-9") && may("D-1"));
        assert!(!may("A-1") && !may("D-10"));
    }
}
