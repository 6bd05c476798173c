//! Backups and restores that do not happen, and leave everything as it was.

use std::fs;

use backup::Error;
use schema::Database;

use crate::fixture::{FILES, below, bring_back, filled, records, save};

#[test]
fn a_damaged_backup_is_refused_wherever_it_is_damaged() {
    let root = tempfile::tempdir().unwrap();
    let data = filled(root.path());
    let file = root.path().join("a.backup");
    save(&data, records(&data), &file).unwrap();
    let whole = fs::read(&file).unwrap();
    let new = root.path().join("new");
    let before = fs::read_dir(root.path()).unwrap().count();
    let parts = 24;
    for part in 0..=parts {
        let at = (whole.len() - 1) * part / parts;
        let mut flipped = whole.clone();
        flipped[at] ^= 0x20;
        for (what, bytes) in [("cut", &whole[..at]), ("flipped", &flipped[..])] {
            fs::write(&file, bytes).unwrap();
            let outcome = bring_back(&file, &new, records(&new), false);
            // A bit that means nothing to the decoder may be lost; then all content is proven to be whole.
            if outcome.is_ok() && what == "flipped" {
                fs::remove_dir_all(&new).unwrap();
                continue;
            }
            let error = outcome.unwrap_err();
            assert!(
                matches!(error, Error::Damaged { .. } | Error::File { .. }),
                "{what} at {at}: {error}"
            );
            assert!(!new.exists());
            assert_eq!(
                fs::read_dir(root.path()).unwrap().count(),
                before,
                "something is left"
            );
        }
    }
    fs::write(&file, &whole).unwrap();
    bring_back(&file, &new, records(&new), false).unwrap();
}

#[test]
fn what_is_there_is_kept_unless_told() {
    let root = tempfile::tempdir().unwrap();
    let data = filled(root.path());
    let file = root.path().join("a.backup");
    save(&data, records(&data), &file).unwrap();
    let error = save(&data, records(&data), &file).unwrap_err();
    assert!(matches!(error, Error::Exists(_)), "{error}");
    let before = below(&data);
    let error = bring_back(&file, &data, records(&data), false).unwrap_err();
    assert!(matches!(error, Error::FolderNotEmpty(_)), "{error}");
    assert_eq!(below(&data), before);
    let running = fs::File::create(data.join("lock")).unwrap();
    running.lock().unwrap();
    let error = bring_back(&file, &data, records(&data), true).unwrap_err();
    assert!(matches!(error, Error::InUse(_)), "{error}");
    drop(running);
    fs::write(data.join("data/uploads/j1/export"), "newer").unwrap();
    bring_back(&file, &data, records(&data), true).unwrap();
    assert_eq!(
        fs::read(data.join("data/uploads/j1/export")).unwrap().len(),
        9
    );
    assert_eq!(fs::read_dir(root.path()).unwrap().count(), 2);
}

#[test]
fn a_missing_file_is_named_and_only_a_finished_jobs_upload_may_be_gone() {
    let root = tempfile::tempdir().unwrap();
    let data = filled(root.path());
    let file = root.path().join("a.backup");
    fs::remove_file(data.join("data/uploads/j1/export")).unwrap();
    let manifest = save(&data, records(&data), &file).unwrap();
    assert_eq!(manifest.files(), FILES.len() - 1);
    fs::remove_file(&file).unwrap();
    // Only an earlier snapshot lists it.
    fs::remove_file(data.join("data/lake/ws=1/entity/a-0.parquet")).unwrap();
    let manifest = save(&data, records(&data), &file).unwrap();
    assert_eq!(manifest.files(), FILES.len() - 2);
    fs::remove_file(&file).unwrap();
    fs::remove_file(data.join("data/lake/ws=1/ticket/a-0.parquet")).unwrap();
    let error = save(&data, records(&data), &file).unwrap_err();
    assert!(
        error.to_string().contains("lake/ws=1/ticket/a-0.parquet"),
        "{error}"
    );
    fs::write(data.join("data/lake/ws=1/ticket/a-0.parquet"), "short").unwrap();
    let error = save(&data, records(&data), &file).unwrap_err();
    assert!(
        matches!(
            error,
            Error::Size {
                found: 5,
                expected: 100,
                ..
            }
        ),
        "{error}"
    );
    assert!(!file.exists());
}

#[test]
fn records_do_not_change_their_database() {
    let root = tempfile::tempdir().unwrap();
    let data = filled(root.path());
    let file = root.path().join("a.backup");
    save(&data, records(&data), &file).unwrap();
    let server = Database::parse("postgres://a@127.0.0.1:1/b").unwrap();
    let new = root.path().join("new");
    let error = bring_back(&file, &new, server, false).unwrap_err();
    assert!(
        error.to_string().contains("use `undertone move`"),
        "{error}"
    );
    assert!(!new.exists());
}
