//! Refuses records and a data folder that are not of one installation, before anything of either is used.

use std::cell::Cell;
use std::path::Path;

use installation::{Param, Records, settle};
use jiff::Timestamp;

use super::records_interface::{Error, Value};
use crate::{postgres, sqlite};
use settings::Database;

/// The manifest mounts the data folder here.
const ROOT: &str = "/data";

thread_local! {
    // Only what was found right is remembered: what is refused may be put right while an instance lives.
    static RIGHT: Cell<bool> = const { Cell::new(false) };
}

/// Makes sure, once per instance, that the records and the mounted folder belong together; at their first use they are
/// made to.
pub(super) async fn checked(database: Database) -> Result<(), Error> {
    if RIGHT.get() {
        return Ok(());
    }
    let mut random = [0; 16];
    getrandom::fill(&mut random).map_err(|error| Error::Other(error.to_string()))?;
    #[expect(
        clippy::disallowed_methods,
        reason = "the moment of first use, which nothing is computed from"
    )]
    let now = Timestamp::now();
    let fresh = installation::fresh(random);
    settle(&Unchecked(database), Path::new(ROOT), fresh, now)
        .await
        .map_err(|error| match error {
            installation::Error::Records(error) => error,
            installation::Error::Refused(refusal) => Error::WrongInstallation(refusal.to_string()),
            installation::Error::Folder(error) => {
                Error::Unavailable(format!("the data folder: {error}"))
            }
        })?;
    RIGHT.set(true);
    Ok(())
}

/// The records before anybody may use them.
struct Unchecked(Database);

impl Records for Unchecked {
    type Error = Error;

    async fn query(&self, sql: &str, params: Vec<Param>) -> Result<Vec<String>, Error> {
        let answer = match self.0 {
            Database::Sqlite => sqlite::query(sql, values(params)).await?,
            Database::Postgres => postgres::query(sql, values(params)).await?,
        };
        let text = |row: Vec<Value>| match row.into_iter().next() {
            Some(Value::Text(text)) => Ok(text),
            _ => Err(Error::Other("text was expected".to_owned())),
        };
        answer.rows.into_iter().map(text).collect()
    }

    async fn execute(&self, sql: &str, params: Vec<Param>) -> Result<(), Error> {
        match self.0 {
            Database::Sqlite => sqlite::execute(sql, values(params)).await?,
            Database::Postgres => postgres::execute(sql, values(params)).await?,
        };
        Ok(())
    }
}

fn values(params: Vec<Param>) -> Vec<Value> {
    let value = |param| match param {
        Param::Text(text) => Value::Text(text),
        Param::Moment(at) => Value::Timestamp(at.as_microsecond()),
    };
    params.into_iter().map(value).collect()
}
