//! Damage as the catalog remembers it, through the interface.

use std::fs;
use std::path::Path;

use futures::executor::block_on;
use tempfile::TempDir;

use super::tests::{by_label, counts, entities, workspace};
use super::*;
use crate::Records;

struct Fixture {
    records: Records,
    folder: TempDir,
    workspace: i64,
    file: StagedFile,
}

impl Fixture {
    /// A workspace with one published file.
    fn new() -> Self {
        let (records, folder) = (Records::in_memory(), TempDir::new().unwrap());
        let lake = Lake::in_folder(folder.path(), records.clone());
        let (workspace, file) = block_on(async {
            let w = workspace(&records).await;
            let rows = entities(&[("x", 1), ("y", 2)]);
            let day = "2026-01-01";
            let appended = lake.append(w, Dataset::Entity, "a", 0, day, rows).await;
            let file = appended.unwrap();
            let transaction = records.begin().await.unwrap();
            let files = vec![file.clone()];
            let at = Timestamp::UNIX_EPOCH;
            lake.publish(&transaction, w, "a", at, files, vec![])
                .await
                .unwrap();
            transaction.commit().await.unwrap();
            (w, file)
        });
        Self {
            records,
            folder,
            workspace,
            file,
        }
    }

    /// An instance that has read nothing yet.
    fn lake(&self) -> Lake {
        Lake::in_folder(self.folder.path(), self.records.clone())
    }

    fn execute(&self, sql: &str) {
        assert_eq!(block_on(self.records.execute(sql, ())), Ok(1), "{sql}");
    }

    fn digest(&self) -> Option<String> {
        let sql = "SELECT digest FROM lake_files";
        block_on(self.records.query_one::<(Option<String>,)>(sql, ()))
            .unwrap()
            .0
    }

    fn path(&self) -> std::path::PathBuf {
        self.folder.path().join(&self.file.path)
    }

    fn damaged(&self, lake: &Lake) -> Vec<DamagedFile> {
        block_on(lake.damaged(Some(self.workspace))).unwrap()
    }
}

fn flip(path: &Path) {
    let mut bytes = fs::read(path).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 4;
    fs::write(path, bytes).unwrap();
}

#[test]
fn an_altered_file_is_refused_noted_and_believed_again_once_it_is_put_back() {
    let fixture = Fixture::new();
    assert_eq!(fixture.damaged(&fixture.lake()), []);
    let sound = fs::read(fixture.path()).unwrap();
    flip(&fixture.path());
    // Its size is right: looking at it tells nothing.
    assert_eq!(fixture.damaged(&fixture.lake()), []);
    let lake = fixture.lake();
    for _ in 0..2 {
        let told = block_on(lake.aggregate(fixture.workspace, by_label(None)));
        let Err(Error::Damaged { path, .. }) = told else {
            panic!("{told:?}");
        };
        assert_eq!(path, fixture.file.path);
    }
    let noted = fixture.damaged(&lake);
    assert_eq!(noted.len(), 1);
    let file = (noted[0].workspace, noted[0].dataset, noted[0].row_count);
    assert_eq!(file, (fixture.workspace, Dataset::Entity, 2));
    let everywhere = block_on(lake.damaged(None)).unwrap();
    assert_eq!(everywhere, noted);
    assert_eq!(
        block_on(lake.damaged(Some(fixture.workspace + 1))),
        Ok(vec![])
    );

    // Read again it is as bad as before, and not looked at again at once.
    assert_eq!(block_on(lake.tend()), Ok(true));
    assert_eq!(block_on(lake.tend()), Ok(false));
    assert_eq!(fixture.damaged(&lake), noted);
    fs::write(fixture.path(), sound).unwrap();
    fixture.execute("UPDATE lake_files SET read_at = NULL");
    assert_eq!(block_on(lake.tend()), Ok(true));
    assert_eq!(fixture.damaged(&lake), []);
    let found = block_on(counts(&lake, fixture.workspace, by_label(None)));
    assert_eq!(found, [("x".to_owned(), 1.0), ("y".to_owned(), 1.0)]);
}

#[test]
fn a_missing_file_is_noted_by_whoever_looks() {
    let fixture = Fixture::new();
    fs::remove_file(fixture.path()).unwrap();
    let noted = fixture.damaged(&fixture.lake());
    assert_eq!(noted.len(), 1);
    assert_eq!(noted[0].reason, "it is missing");
    let proven = block_on(fixture.lake().prove(fixture.workspace, &fixture.file.path));
    assert!(matches!(proven, Err(Error::Damaged { .. })), "{proven:?}");
    let unknown = block_on(
        fixture
            .lake()
            .prove(fixture.workspace, "ws=1/other.parquet"),
    );
    assert!(matches!(unknown, Err(Error::Invalid(_))), "{unknown:?}");
}

#[test]
fn a_file_of_an_older_release_gets_its_digest_once_it_was_read() {
    let fixture = Fixture::new();
    let digest = fixture.digest();
    assert!(digest.is_some());
    let lake = fixture.lake();
    assert_eq!(block_on(lake.tend()), Ok(false));
    fixture.execute("UPDATE lake_files SET digest = NULL");
    assert_eq!(block_on(lake.tend()), Ok(true));
    assert_eq!(fixture.digest(), digest);
    assert_eq!(block_on(lake.tend()), Ok(false));

    let begun = |times: i64| {
        let begun = "UPDATE lake_files SET digest = NULL, read_at = $1, unended_reads = $2";
        let changed = fixture
            .records
            .execute(begun, (Timestamp::UNIX_EPOCH, times));
        assert_eq!(block_on(changed), Ok(1));
        assert_eq!(block_on(lake.tend()), Ok(true));
    };
    // A reader that was killed is no fault of the file.
    begun(2);
    assert_eq!(fixture.digest(), digest);
    // One that brought its readers down again and again is not read for ever.
    begun(3);
    assert_eq!(fixture.digest(), None);
    assert_eq!(fixture.damaged(&lake).len(), 1);
    assert_eq!(block_on(lake.tend()), Ok(false));
    // It is looked at again later: somebody may have put the right one back.
    fixture.execute("UPDATE lake_files SET read_at = NULL");
    assert_eq!(block_on(lake.tend()), Ok(true));
    assert_eq!(
        (fixture.digest(), fixture.damaged(&lake).len()),
        (digest, 0)
    );
}
