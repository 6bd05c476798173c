//! How known tickets were dated before the upload, where its file told no time of change.

use jiff::Timestamp;
use queue::Failure;
use serde_json::Value as Json;
use std::collections::{BTreeMap, HashMap};
use stores::{Dialect, Transaction};

use super::noted::json;

/// Tickets by how they were dated before, µs since the epoch.
type Dates = Vec<(i64, Vec<String>)>;

/// Tickets of a system by their key, and how each was dated before.
type Before = HashMap<(String, String), i64>;

/// Dates the tickets that the upload confirmed or changed as they were before it. Where that was by an upload that is
/// undone itself, as they were before that one. Who dated them later stays.
pub async fn restore(
    transaction: &Transaction,
    workspace: i64,
    upload: &str,
) -> Result<(), Failure> {
    let noted = noted(transaction, upload).await?;
    if noted.is_empty() {
        return Ok(());
    }
    let dated_at = uploaded_at(transaction, upload).await?;
    let mut undone: BTreeMap<i64, Before> = BTreeMap::new();
    let earlier: Vec<(String,)> = transaction
        .query(
            "SELECT id FROM jobs WHERE workspace_id = $1 AND undone_at IS NOT NULL",
            (workspace,),
        )
        .await?;
    for (job,) in earlier {
        let at = uploaded_at(transaction, &job).await?;
        if noted.iter().any(|(_, before, _)| *before == at) {
            let of_job = undone.entry(at).or_default();
            for (source, before, keys) in self::noted(transaction, &job).await? {
                let keys = keys.into_iter().map(|key| (source.clone(), key));
                of_job.extend(keys.map(|key| (key, before)));
            }
        }
    }
    let mut dated: BTreeMap<(String, i64), Vec<String>> = BTreeMap::new();
    for (source, before, keys) in noted {
        for key in keys {
            let of = (source.clone(), key);
            let mut at = before;
            while let Some(earlier) = undone.get(&at).and_then(|dates| dates.get(&of)) {
                at = *earlier;
            }
            dated.entry((of.0, at)).or_default().push(of.1);
        }
    }
    for ((source, before), keys) in dated {
        write(transaction, workspace, &source, (before, dated_at), keys).await?;
    }
    Ok(())
}

async fn write(
    transaction: &Transaction,
    workspace: i64,
    source: &str,
    (before, dated_at): (i64, i64),
    keys: Vec<String>,
) -> Result<(), Failure> {
    let moment = |at| Timestamp::from_microsecond(at).map_err(|error| Failure::bug(&error));
    let statement = match transaction.dialect() {
        Dialect::Sqlite => {
            "UPDATE tickets SET as_of = $1 WHERE (as_of = $2 OR as_of < $1) AND workspace_id = $3 AND source = $4 \
                 AND ticket_id IN (SELECT s.value FROM json_each($5) AS s)"
        }
        Dialect::Postgres => {
            "UPDATE tickets SET as_of = $1 WHERE (as_of = $2 OR as_of < $1) AND workspace_id = $3 AND source = $4 \
                 AND ticket_id IN (SELECT s.value FROM jsonb_array_elements_text($5) AS s (value))"
        }
    };
    let (before, dated_at) = (moment(before)?, moment(dated_at)?);
    let of = (before, dated_at, workspace, source, json(&keys)?);
    transaction.execute(statement, of).await?;
    Ok(())
}

/// What an upload noted: system, how tickets were dated before, and their keys.
async fn noted(
    transaction: &Transaction,
    upload: &str,
) -> Result<Vec<(String, i64, Vec<String>)>, Failure> {
    let rows: Vec<(String, Json)> = transaction
        .query(
            "SELECT source, dates FROM dated_tickets WHERE job_id = $1 ORDER BY id",
            (upload,),
        )
        .await?;
    let mut noted = Vec::new();
    for (source, dates) in rows {
        let dates: Dates = serde_json::from_value(dates).map_err(|error| Failure::bug(&error))?;
        let of_source = dates.into_iter();
        noted.extend(of_source.map(|(before, keys)| (source.clone(), before, keys)));
    }
    Ok(noted)
}

/// When an upload came in, µs since the epoch: it dates the tickets whose time of change its file does not tell.
async fn uploaded_at(transaction: &Transaction, upload: &str) -> Result<i64, Failure> {
    let (at,): (Timestamp,) = transaction
        .query_one("SELECT submitted_at FROM jobs WHERE id = $1", (upload,))
        .await?;
    Ok(at.as_microsecond())
}
