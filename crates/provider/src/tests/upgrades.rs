//! The schema, brought up to date at the first use.

use std::thread;

use dialect::Error;
use futures::executor::block_on;

use crate::{Records, native};

const APPLIED: &str = "SELECT count(*) FROM schema_migrations";

fn applied(records: &Records<native::Database>) -> Result<i64, Error> {
    let answer = block_on(records.query(APPLIED, Vec::new()))?;
    Ok(answer.first::<(i64,)>()?.map_or(0, |(count,)| count))
}

#[test]
fn several_that_start_at_once_apply_each_migration_once() {
    let driver = native::temporary();
    let all = i64::try_from(migrations::sqlite().len()).unwrap();
    thread::scope(|scope| {
        for _ in 0..4 {
            let driver = driver.clone();
            scope.spawn(move || assert_eq!(applied(&Records::new(driver)), Ok(all)));
        }
    });
}

#[test]
fn a_database_of_a_later_or_another_release_is_refused() {
    for change in [
        "INSERT INTO schema_migrations SELECT 9999, 'later', 'x', applied_at FROM schema_migrations WHERE version = 1",
        "UPDATE schema_migrations SET checksum = 'x' WHERE version = 1",
    ] {
        let driver = native::temporary();
        block_on(Records::new(driver.clone()).execute(change, Vec::new())).unwrap();
        let told = applied(&Records::new(driver));
        assert!(matches!(told, Err(Error::Migration(_))), "{told:?}");
    }
}

#[test]
fn a_migration_that_fails_is_named_and_leaves_nothing() {
    let driver = native::temporary();
    let records = Records::new(driver.clone());
    // The third is pending again, and what it makes is there already.
    let forget = "DELETE FROM schema_migrations WHERE version > 2";
    block_on(records.execute(forget, Vec::new())).unwrap();
    let told = applied(&Records::new(driver));
    let Err(Error::Migration(told)) = told else {
        panic!("{told:?}");
    };
    assert!(told.starts_with("0003_"), "{told}");
    assert_eq!(applied(&records), Ok(2));
}
