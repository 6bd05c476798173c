//! The names that a workspace adds to those the entity finder knows.

use sentiment::{Gazetteer, Meaning, Term, TermError, UnknownName};
use stores::{Error, Records};

/// The workspace's gazetteer as it is now.
pub async fn of_workspace(records: &Records, workspace: i64) -> Result<Gazetteer, Error> {
    let rows: Vec<(String, String)> = records
        .query(
            "SELECT term, label FROM gazetteer_terms WHERE workspace_id = $1",
            (workspace,),
        )
        .await?;
    let terms: Result<Vec<(Term, Meaning)>, Error> = rows.iter().map(term).collect();
    Ok(Gazetteer::new(terms?))
}

fn term((term, label): &(String, String)) -> Result<(Term, Meaning), Error> {
    let term = term
        .parse()
        .map_err(|error: TermError| Error::Other(format!("{term:?}: {error}")))?;
    let label = label
        .parse()
        .map_err(|error: UnknownName| Error::Other(error.to_string()))?;
    Ok((term, label))
}
