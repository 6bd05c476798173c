//! Comments of the upload that do not lie in its own files: a later upload took them away, and its undo put them back.

use super::Upload;
use crate::comments::Why;
use crate::merge::Over;
use crate::places;
use endpoint::Context;
use queue::Failure;
use rows::FormerComment;
use std::collections::BTreeMap;

/// System, key, and a comment: its number and its fingerprint.
type Comment = (String, String, u32, String);

/// Where they lie.
pub async fn find(
    cx: &Context,
    workspace: i64,
    upload: &Upload,
) -> Result<Vec<FormerComment>, Failure> {
    let comments: Vec<Comment> = cx
        .records
        .query(
            "SELECT r.source, r.ticket_id, r.comment_number, r.fingerprint FROM sentiment_results r \
             WHERE r.job_id = $1 AND r.field_type = 'comment' AND EXISTS ( \
                 SELECT 1 FROM ticket_revisions n JOIN jobs b ON b.id = n.job_id AND b.kind = 'undo' AND b.snapshot_id > $2 \
                 WHERE n.workspace_id = r.workspace_id AND n.source = r.source AND n.ticket_id = r.ticket_id \
                     AND n.lake_comments <> '[]') ORDER BY r.source, r.ticket_id",
            (upload.job.as_str(), upload.snapshot),
        )
        .await?;
    let mut tickets: BTreeMap<(String, String), Vec<Over>> = BTreeMap::new();
    for (source, key, number, fingerprint) in comments {
        let why = Why::Deleted;
        let comment = Over {
            fingerprint,
            number,
            why,
        };
        tickets.entry((source, key)).or_default().push(comment);
    }
    let mut found = Vec::new();
    for ((source, key), over) in tickets {
        let places = places::find(&cx.records, (workspace, &source, &key), &over).await?;
        let places = places.unwrap_or_default().into_iter();
        found.extend(places.filter(|place| place.job != upload.job));
    }
    Ok(found)
}
