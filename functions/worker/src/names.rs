//! The names of a workspace: those it adds to what the entity finder knows, and those of its staff.

use super::staff::Staff;
use super::stored::by_name;
use sentiment::{Gazetteer, Meaning, Term, TermError};
use stores::{Error, Records};

/// The names of a workspace.
#[derive(Debug, Default)]
pub struct Names {
    /// What its texts may mention.
    pub gazetteer: Gazetteer,
    /// Who is of its staff.
    pub staff: Staff,
}

/// Those of the workspace as they are now.
pub async fn of_workspace(records: &Records, workspace: i64) -> Result<Names, Error> {
    let rows: Vec<(String, String)> = records
        .query(
            "SELECT term, label FROM gazetteer_terms WHERE workspace_id = $1",
            (workspace,),
        )
        .await?;
    let terms: Result<Vec<(Term, Meaning)>, Error> = rows.iter().map(term).collect();
    Ok(Names {
        gazetteer: Gazetteer::new(terms?),
        staff: Staff::of_workspace(records, workspace).await?,
    })
}

fn term((term, label): &(String, String)) -> Result<(Term, Meaning), Error> {
    let term = term
        .parse()
        .map_err(|error: TermError| Error::Other(format!("{term:?}: {error}")))?;
    Ok((term, by_name(label)?))
}
