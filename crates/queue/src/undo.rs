//! Whether an upload can be undone: what later uploads found rests on it.

use crate::kind::Kind;
use crate::status::{Status, Trouble};
use jiff::Timestamp;
use stores::{Error, Records};

/// So many later uploads are named; of further ones only their number is said.
const NAMED: usize = 5;

/// Kind, status, system, snapshot and when it was undone.
type Upload = (String, String, String, Option<i64>, Option<Timestamp>);

/// Why a job of the workspace cannot be undone, if so.
pub async fn hindrance(
    records: &Records,
    workspace: i64,
    job: &str,
) -> Result<Option<Trouble>, Error> {
    let (kind, status, source, snapshot, undone_at): Upload = records
        .query_one(
            "SELECT kind, status, source, snapshot_id, undone_at FROM jobs WHERE workspace_id = $1 AND id = $2",
            (workspace, job),
        )
        .await?;
    if kind != Kind::UPLOAD.as_str() {
        return Ok(Some(trouble(
            "not_an_upload",
            format!("job {job} is a job of kind {kind}, no upload"),
            "only an upload can be undone",
        )));
    }
    if let Some(at) = undone_at {
        return Ok(Some(trouble(
            "already_undone",
            format!("upload {job} was undone at {at}"),
            "upload its file again to have it back",
        )));
    }
    let Some(snapshot) = snapshot.filter(|_| status == Status::Completed.as_str()) else {
        return Ok(Some(trouble(
            "not_completed",
            format!("upload {job} is {status}, not completed"),
            "nothing of it shows yet: wait until it is completed, or remove it",
        )));
    };
    let later = later(records, (workspace, job), (&source, snapshot)).await?;
    Ok((!later.is_empty()).then(|| resting(job, &later)))
}

/// The published uploads behind this one that brought another state or another comment of one of its tickets, or found
/// one as it had left it, the last first. Of those that an earlier release took in nobody noted whose tickets they
/// found unchanged: one of the same system that found any counts.
async fn later(
    records: &Records,
    (workspace, job): (i64, &str),
    (source, snapshot): (&str, i64),
) -> Result<Vec<(String, String)>, Error> {
    records
        .query(
            "SELECT v.id, v.file_name FROM jobs v \
             WHERE v.workspace_id = $1 AND v.kind = 'upload' AND v.snapshot_id > $2 AND ( \
                 EXISTS (SELECT 1 FROM upload_supports s WHERE s.job_id = v.id AND s.rests_on = $3) \
                 OR EXISTS (SELECT 1 FROM ticket_revisions n JOIN ticket_revisions o ON o.job_id = v.id \
                     AND o.source = n.source AND o.ticket_id = n.ticket_id WHERE n.job_id = $3) \
                 OR (v.source = $4 AND v.tickets_unchanged > 0 \
                     AND NOT EXISTS (SELECT 1 FROM upload_supports s WHERE s.job_id = v.id))) \
             ORDER BY v.snapshot_id DESC",
            (workspace, snapshot, job, source),
        )
        .await
}

fn resting(job: &str, later: &[(String, String)]) -> Trouble {
    let named: Vec<String> = later
        .iter()
        .take(NAMED)
        .map(|(id, name)| format!("{:?} (job {id})", tickets::visible(name)))
        .collect();
    let more = match later.len().saturating_sub(NAMED) {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    trouble(
        "later_uploads",
        format!(
            "later uploads hold tickets that upload {job} brought or changed: {}{more}",
            named.join(", ")
        ),
        "undo these first, in this order",
    )
}

fn trouble(code: &str, detail: String, remedy: &str) -> Trouble {
    Trouble {
        code: code.to_owned(),
        detail,
        remedy: remedy.to_owned(),
    }
}
