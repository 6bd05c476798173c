//! Which files belong to the records, and where they are below the data folder.

use std::path::{Path, PathBuf};

use crate::Error;

/// Paths and sizes the lake's catalog lists, and whether the present snapshots do: what only earlier ones list may have
/// been damaged, which is why a rebuild stands for it.
pub const LISTED: &str =
    "SELECT path, byte_size, end_snapshot IS NULL FROM lake_files ORDER BY path";
/// What the steps of unpublished jobs left staged, JSON: `{"files": [{"path", "byte_size"}]}`.
pub const OUTCOMES: &str = "SELECT q.outcome FROM phase_queue q JOIN jobs j ON j.id = q.job_id \
    WHERE j.snapshot_id IS NULL AND j.status IN ('queued', 'running') AND q.queue_id LIKE q.job_id || '-score-%' \
    AND q.status = 'completed' AND q.outcome IS NOT NULL";
/// Jobs, each with whether it still needs its upload.
pub const JOBS: &str =
    "SELECT id, status <> 'completed' FROM jobs WHERE kind = 'upload' ORDER BY id";

/// Ending of a lake file that is written but not yet published.
const STAGED: &str = ".staged";

/// A file of the set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wanted {
    /// Its name in the archive and below the data folder's `data`.
    pub name: String,
    /// Another name it may have by now.
    pub or: Option<String>,
    /// Its size, where the records know it.
    pub bytes: Option<u64>,
    /// Whether the set is not whole without it.
    pub needed: bool,
}

/// What a snapshot of the records holds.
pub struct Records {
    /// What it says of files.
    pub catalog: Catalog,
    /// Its tables.
    pub tables: Vec<crate::TableInfo>,
    /// Its migrations, with their checksums.
    pub migrations: Vec<(String, String)>,
}

/// What the records say of files, read from either database.
#[derive(Clone, Debug, Default)]
pub struct Catalog {
    /// Rows of [`LISTED`].
    pub listed: Vec<(String, i64, bool)>,
    /// Rows of [`OUTCOMES`].
    pub outcomes: Vec<String>,
    /// Rows of [`JOBS`].
    pub jobs: Vec<(String, bool)>,
}

#[derive(serde::Deserialize)]
struct Outcome {
    #[serde(default)]
    files: Vec<Staged>,
}

#[derive(serde::Deserialize)]
struct Staged {
    path: String,
    byte_size: u64,
}

impl Catalog {
    /// All files of the set.
    pub fn wanted(&self) -> Vec<Wanted> {
        let mut wanted: Vec<Wanted> = self
            .listed
            .iter()
            .map(|(path, bytes, is_live)| Wanted {
                name: format!("lake/{path}"),
                or: None,
                bytes: u64::try_from(*bytes).ok(),
                needed: *is_live,
            })
            .collect();
        let outcomes = self.outcomes.iter();
        let outcomes = outcomes.filter_map(|text| serde_json::from_str::<Outcome>(text).ok());
        for staged in outcomes.flat_map(|outcome| outcome.files) {
            wanted.push(Wanted {
                name: format!("lake/{}{STAGED}", staged.path),
                // A publish that began after the snapshot gave it its last name; a restored job publishes it anew.
                or: Some(format!("lake/{}", staged.path)),
                bytes: Some(staged.byte_size),
                needed: true,
            });
        }
        wanted.extend(self.jobs.iter().map(|(id, needed)| Wanted {
            name: format!("uploads/{id}/export"),
            or: None,
            bytes: None,
            needed: *needed,
        }));
        wanted
    }
}

impl Wanted {
    /// Where it is, below the folder `data` of the data folder, and its size; none if it is gone and not needed.
    pub fn find(&self, data: &Path) -> Result<Option<(PathBuf, u64)>, Error> {
        for name in [Some(&self.name), self.or.as_ref()].into_iter().flatten() {
            let path = data.join(name);
            match path.metadata() {
                Ok(found) => {
                    let (found, expected) = (found.len(), self.bytes.unwrap_or(found.len()));
                    if found != expected && !self.needed {
                        return Ok(None);
                    }
                    if found != expected {
                        return Err(Error::Size {
                            path: name.clone(),
                            found,
                            expected,
                        });
                    }
                    return Ok(Some((path, found)));
                }
                Err(error) if error.kind() == std::io::ErrorKind::NotFound => {}
                Err(error) => return Err(Error::file(&path)(error)),
            }
        }
        if self.needed {
            return Err(Error::Missing(self.name.clone()));
        }
        Ok(None)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_records_decide_which_files_belong() {
        let catalog = Catalog {
            listed: vec![
                ("ws=1/a.parquet".to_owned(), 3, true),
                ("ws=1/ended.parquet".to_owned(), 3, false),
            ],
            outcomes: vec![
                r#"{"rows": 1, "files": [{"path": "ws=1/b.parquet", "byte_size": 4, "dataset": "ticket"}]}"#.to_owned(),
                "{}".to_owned(),
            ],
            jobs: vec![("j1".to_owned(), false), ("j2".to_owned(), true)],
        };
        let folder = tempfile::tempdir().unwrap();
        let put = |name: &str, text: &str| {
            let path = folder.path().join(name);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, text).unwrap();
        };
        put("lake/ws=1/a.parquet", "abc");
        put("lake/ws=1/b.parquet", "abcd");
        put("lake/ws=1/ended.parquet", "ab");
        put("uploads/j2/export", "x");
        let wanted = catalog.wanted();
        let names: Vec<_> = wanted.iter().map(|file| file.name.as_str()).collect();
        assert_eq!(
            names,
            [
                "lake/ws=1/a.parquet",
                "lake/ws=1/ended.parquet",
                "lake/ws=1/b.parquet.staged",
                "uploads/j1/export",
                "uploads/j2/export"
            ]
        );
        let found: Vec<_> = wanted
            .iter()
            .map(|file| file.find(folder.path()).unwrap())
            .collect();
        assert_eq!(
            found[2].as_ref().unwrap().0,
            folder.path().join("lake/ws=1/b.parquet")
        );
        assert_eq!((&found[1], &found[3]), (&None, &None));
        put("lake/ws=1/a.parquet", "ab");
        assert!(matches!(
            wanted[0].find(folder.path()),
            Err(Error::Size { .. })
        ));
        std::fs::remove_file(folder.path().join("uploads/j2/export")).unwrap();
        assert!(matches!(
            wanted[4].find(folder.path()),
            Err(Error::Missing(_))
        ));
    }
}
