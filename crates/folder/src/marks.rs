//! How far the records are, noted in the data folder, so that older records are noticed.

use crate::ROOT;
use endpoint::{Context, log};
use installation::{Mark, Param, Reached};
use serde_json::json;
use std::io;
use std::path::Path;
use stores::{IntoParams, Records, ToValue, Value};

/// The records, as `installation` asks them.
pub struct Asked<'a>(pub &'a Records);

impl installation::Records for Asked<'_> {
    type Error = stores::Error;

    async fn query(&self, sql: &str, params: Vec<Param>) -> Result<Vec<String>, stores::Error> {
        let rows: Vec<(String,)> = self.0.query(sql, values(params)).await?;
        Ok(rows.into_iter().map(|(text,)| text).collect())
    }

    async fn execute(&self, sql: &str, params: Vec<Param>) -> Result<(), stores::Error> {
        self.0.execute(sql, values(params)).await.map(drop)
    }
}

fn values(params: Vec<Param>) -> impl IntoParams {
    let value = |param| match param {
        Param::Text(text) => text.to_value(),
        Param::Moment(at) => at.to_value(),
    };
    params.into_iter().map(value).collect::<Vec<Value>>()
}

/// Notes how far the records are, once a job took its place or was published. What goes wrong is told and mended by the
/// sweeper's next run.
pub async fn raise(cx: &Context) {
    let raised = match installation::reached(&Asked(&cx.records)).await {
        Ok(reached) => raise_in(Path::new(ROOT), reached).map_err(|error| error.to_string()),
        Err(error) => Err(error.to_string()),
    };
    if let Err(cause) = raised {
        log::warn("mark_not_raised", json!({"cause": cause}));
    }
}

/// Notes it in that folder; where it has no mark, nothing.
pub fn raise_in(root: &Path, reached: Reached) -> io::Result<()> {
    let Some(mark) = installation::read(root)? else {
        return Ok(());
    };
    let farther = mark.reached.max(reached);
    if farther == mark.reached {
        return Ok(());
    }
    installation::write(
        root,
        &Mark {
            reached: farther,
            ..mark
        },
    )
}
