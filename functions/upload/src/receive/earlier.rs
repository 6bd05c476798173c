//! Which earlier uploads have the same content, and whether another one is a job of its own.
//!
//! The same bytes read in the same way are the same upload, however often they are sent. Read in another timezone, by
//! another mapping, as otherwise said or into another source they are another one. So they are where a later upload changed what this one had brought: whoever sends
//! an export again after another wants its states back. Where the stored original is missing, it is put back instead. An
//! upload that was undone is none.

use super::form::Sent;
use crate::choices::Said;
use endpoint::Error;
use folder::uploads::Uploads;
use identity::WorkspaceId;
use queue::Status;
use serde_json::Value as Json;
use stores::Transaction;

/// The earlier uploads of a content.
#[derive(Debug, Default)]
pub struct Found {
    /// The job that is the same upload.
    pub same: Option<String>,
    /// Jobs that failed: the new one takes their place.
    pub failed: Vec<String>,
    /// Whether there are others.
    pub is_known: bool,
}

/// What names the content of a job among those of its workspace: its SHA-256, and behind it, where other jobs have the
/// same, the job.
pub fn content(sha256: &str, job: Option<&str>) -> String {
    match job {
        None => sha256.to_owned(),
        Some(job) => format!("{sha256} {job}"),
    }
}

type Earlier = (String, String, String, Json, Option<Json>);

/// Looks for what was sent among the workspace's jobs.
pub async fn find(
    transaction: &Transaction,
    workspace: WorkspaceId,
    uploads: &Uploads,
    sent: &Sent,
) -> Result<Found, Error> {
    let sha256 = sent.received.sha256.as_str();
    let earlier: Vec<Earlier> = transaction
        .query(
            "SELECT id, status, timezone, mapping, choices FROM jobs WHERE workspace_id = $1 AND content_sha256 >= $2 \
                 AND content_sha256 < $3 AND undone_at IS NULL ORDER BY sequence DESC",
            (workspace.0, sha256, format!("{sha256}!")),
        )
        .await?;
    let asked = sent
        .asked_mapping
        .then(|| serde_json::to_value(&sent.mapping));
    let asked = asked.transpose().map_err(Error::internal)?;
    let said = (sent.said != Said::default()).then(|| serde_json::to_value(&sent.said));
    let said = said.transpose().map_err(Error::internal)?;
    let mut found = Found::default();
    let mut is_latest = true;
    for (id, status, timezone, mapping, choices) in earlier {
        if status == Status::Failed.as_str() {
            found.failed.push(id);
            continue;
        }
        let is_read_alike = timezone == sent.zone.name()
            && asked.as_ref().is_none_or(|asked| *asked == mapping)
            && (said.is_none() || said == choices);
        // Of several that are read alike the latest shows whether something came after it.
        if is_read_alike
            && std::mem::take(&mut is_latest)
            && (!uploads.file(&id).exists() || !is_overtaken(transaction, &id).await?)
        {
            found.same = Some(id);
        }
        found.is_known = true;
    }
    Ok(found)
}

/// Whether a later upload changed a ticket of the job, or may be about to.
pub async fn is_overtaken(transaction: &Transaction, job: &str) -> Result<bool, Error> {
    let later: Option<(i64,)> = transaction
        .query_optional(
            "SELECT 1 FROM jobs e JOIN jobs l ON l.workspace_id = e.workspace_id AND l.source = e.source \
                 AND l.kind = 'upload' AND l.sequence > e.sequence AND l.undone_at IS NULL \
             WHERE e.id = $1 AND e.status <> 'review' AND (l.status IN ('queued', 'running') \
                 OR (l.snapshot_id IS NOT NULL AND l.tickets_updated > 0 AND (e.tickets_unchanged > 0 OR EXISTS \
                     (SELECT 1 FROM ticket_revisions n JOIN ticket_revisions o ON o.job_id = e.id \
                          AND o.source = n.source AND o.ticket_id = n.ticket_id WHERE n.job_id = l.id)))) LIMIT 1",
            (job,),
        )
        .await?;
    Ok(later.is_some())
}
