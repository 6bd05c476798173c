//! What is tried again, and what is not.

use std::time::Duration;

use dialect::{Dialect, Error, Value};
use futures::executor::block_on;

use super::scripted::Scripted;
use crate::Records;
use crate::connections::lock;

const READ: &str = "SELECT 1";
const WRITE: &str = "UPDATE a SET b = 1";

fn gone() -> Error {
    Error::Unavailable("gone".to_owned())
}

/// Records that are ready for a first statement.
fn on(dialect: Dialect) -> (Records<Scripted>, Scripted) {
    let driver = Scripted::new(dialect);
    let records = Records::new(driver.clone());
    block_on(records.ready()).unwrap();
    driver.done();
    (records, driver)
}

/// What is done for a statement that fails like this at first.
fn done(dialect: Dialect, sql: &str, error: Error) -> Vec<String> {
    let (records, driver) = on(dialect);
    lock(&driver.script).statements.push_back(error.clone());
    let told = block_on(records.execute(sql, Vec::new()));
    let done = driver.done();
    if done.len() > 2 {
        assert_eq!(told, Ok(1), "{sql}");
    } else {
        assert_eq!(told, Err(error), "{sql}");
    }
    done
}

#[test]
fn what_has_changed_nothing_is_done_again() {
    let twice = |sql: &str| ["open", sql, "sleep", "open", sql].map(str::to_owned);
    let once = |sql: &str| ["open", sql].map(str::to_owned);
    for dialect in [Dialect::Sqlite, Dialect::Postgres] {
        assert_eq!(done(dialect, WRITE, Error::Timeout), twice(WRITE));
        let wrong = Error::Invalid("wrong".to_owned());
        assert_eq!(done(dialect, READ, wrong), once(READ));
    }
    let interfered = Error::Serialization;
    assert_eq!(done(Dialect::Postgres, WRITE, interfered), twice(WRITE));
    assert_eq!(done(Dialect::Postgres, READ, gone()), twice(READ));
    // It may have been done before the connection was lost.
    assert_eq!(done(Dialect::Postgres, WRITE, gone()), once(WRITE));
    assert_eq!(done(Dialect::Sqlite, READ, gone()), once(READ));
}

#[test]
fn a_server_that_comes_back_is_waited_for() {
    let (records, driver) = on(Dialect::Postgres);
    let other = Error::Other("it is starting up".to_owned());
    lock(&driver.script).openings.extend([gone(), other]);
    assert_eq!(block_on(records.execute(WRITE, Vec::new())), Ok(1));
    let expected = ["open", "sleep", "open", "sleep", "open", WRITE];
    assert_eq!(driver.done(), expected);

    lock(&driver.script).openings.push_back(gone());
    lock(&driver.script).statements.push_back(gone());
    assert!(block_on(records.begin()).is_ok());
    let expected = ["open", "sleep", "open", "BEGIN", "sleep", "open", "BEGIN"];
    assert_eq!(driver.done(), expected);
}

#[test]
fn one_that_does_not_is_not_waited_for_for_ever() {
    let mut driver = Scripted::new(Dialect::Postgres);
    driver.patience = Duration::ZERO;
    let refused = Error::Invalid("no such server".to_owned());
    lock(&driver.script).openings.push_back(refused);
    let told = block_on(Records::new(driver.clone()).query(READ, Vec::new()));
    assert_eq!(told, Err(Error::Unavailable("no such server".to_owned())));
    assert_eq!(driver.done(), ["open"]);
    // A file that cannot be opened stays so.
    let (records, driver) = on(Dialect::Sqlite);
    lock(&driver.script).openings.push_back(gone());
    assert_eq!(block_on(records.query(READ, Vec::new())), Err(gone()));
    assert_eq!(driver.done(), ["open"]);
}

#[test]
fn a_server_is_told_the_types_of_parameters() {
    let sql = "UPDATE a SET b = $1 WHERE c = $2";
    let params = || vec![Value::Text("x".to_owned()), Value::Integer(1)];
    let typed = "UPDATE a SET b = $1::text WHERE c = $2::bigint";
    for (dialect, expected) in [(Dialect::Sqlite, sql), (Dialect::Postgres, typed)] {
        let (records, driver) = on(dialect);
        block_on(records.execute(sql, params())).unwrap();
        let transaction = block_on(records.begin()).unwrap();
        block_on(transaction.execute(sql, params())).unwrap();
        let done = driver.done();
        assert_eq!((&*done[1], &*done[4]), (expected, expected));
    }
}

#[test]
fn a_transaction_is_never_done_again_by_itself() {
    for dialect in [Dialect::Sqlite, Dialect::Postgres] {
        let (records, driver) = on(dialect);
        let transaction = block_on(records.begin()).unwrap();
        driver.done();
        lock(&driver.script).statements.push_back(Error::Timeout);
        let told = block_on(transaction.execute(WRITE, Vec::new()));
        assert_eq!(told, Err(Error::Serialization));
        assert_eq!(driver.done(), [WRITE]);
        // PostgreSQL keeps nothing of it, and would say so to nobody.
        let committed = block_on(transaction.commit());
        match dialect {
            Dialect::Sqlite => assert_eq!((committed, driver.done().len()), (Ok(()), 1)),
            Dialect::Postgres => {
                assert!(matches!(committed, Err(Error::Invalid(_))), "{committed:?}");
                assert!(driver.done().is_empty());
            }
        }
        let over = block_on(transaction.execute(WRITE, Vec::new()));
        assert!(matches!(over, Err(Error::Invalid(_))), "{over:?}");
    }
}
