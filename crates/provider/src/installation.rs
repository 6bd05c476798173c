//! Refuses records and a data folder that are not of one installation, before anything of either is used.

use std::path::Path;

use dialect::{Error, Value};
use installation::{Param, settle};

use crate::driver::{Changes, Rows};
use crate::lake::now;
use crate::{Driver, Records};

/// Makes sure that the records and the folder belong together; at their first use they are made to.
pub(crate) async fn check<D: Driver>(records: &Records<D>, folder: &Path) -> Result<(), Error> {
    let mut random = [0; 16];
    getrandom::fill(&mut random).map_err(|error| Error::Other(error.to_string()))?;
    let fresh = installation::fresh(random);
    settle(&Unchecked(records), folder, fresh, now())
        .await
        .map_err(|error| match error {
            installation::Error::Records(error) => error,
            installation::Error::Refused(refusal) => Error::WrongInstallation(refusal.to_string()),
            installation::Error::Folder(error) => {
                Error::Unavailable(format!("the data folder: {error}"))
            }
        })
}

/// The records before anybody may use them.
struct Unchecked<'r, D: Driver>(&'r Records<D>);

impl<D: Driver> installation::Records for Unchecked<'_, D> {
    type Error = Error;

    async fn query(&self, sql: &str, params: Vec<Param>) -> Result<Vec<String>, Error> {
        let answer = self.0.alone::<Rows>(sql, values(params)).await?;
        let rows: Vec<(String,)> = answer.decode()?;
        Ok(rows.into_iter().map(|(text,)| text).collect())
    }

    async fn execute(&self, sql: &str, params: Vec<Param>) -> Result<(), Error> {
        let done = self.0.alone::<Changes>(sql, values(params)).await;
        done.map(drop)
    }
}

fn values(params: Vec<Param>) -> Vec<Value> {
    let value = |param| match param {
        Param::Text(text) => Value::Text(text),
        Param::Moment(at) => Value::Timestamp(at),
    };
    params.into_iter().map(value).collect()
}
