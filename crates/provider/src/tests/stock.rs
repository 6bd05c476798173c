//! A host that opens SQLite anew each time and leaves it as it is, as stock Spin does.

use dialect::{ConstraintKind, Error};
use futures::executor::block_on;

use crate::Records;
use crate::native::Sqlite;

#[test]
fn connections_are_set_up_and_kept() {
    block_on(async {
        let records = Records::new(Sqlite::bare());
        let orphan = "INSERT INTO users (workspace_id, email, hashed_password, created_at) VALUES (9, 'abc', '', 1)";
        for _ in 0..3 {
            let told = records.execute(orphan, Vec::new()).await;
            let broken = told.unwrap_err().is_conflict(ConstraintKind::ForeignKey);
            assert!(broken, "foreign keys are enforced");
        }
        let mode = records.query("PRAGMA journal_mode", Vec::new()).await;
        assert_eq!(mode.unwrap().first(), Ok(Some(("wal".to_owned(),))));
        // The connection is the same one each time, and again after a transaction.
        let mark = "CREATE TEMP TABLE seen (n INTEGER)";
        assert_eq!(records.execute(mark, Vec::new()).await, Ok(0));
        let transaction = records.begin().await.unwrap();
        let see = "INSERT INTO seen VALUES (1)";
        assert_eq!(transaction.execute(see, Vec::new()).await, Ok(1));
        transaction.commit().await.unwrap();
        let seen = records.query("SELECT n FROM seen", Vec::new()).await;
        assert_eq!(seen.unwrap().first(), Ok(Some((1_i64,))));
        // One that was dropped in the middle is not.
        drop(records.begin().await.unwrap());
        let seen = records.query("SELECT n FROM seen", Vec::new()).await;
        assert!(matches!(seen, Err(Error::Invalid(_))), "{seen:?}");
    });
}
