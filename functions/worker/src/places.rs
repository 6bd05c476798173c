//! Where comments lie that are over: what the lake has to leave out.

use super::merge::Over;
use rows::{CommentPlace, FormerComment};
use serde_json::Value as Json;
use std::collections::HashMap;
use stores::{Error, Records};

/// A published revision: whether its job wrote all comments anew, the job, the chunk, and where the comments lie that came
/// with it.
type Revision = (bool, String, i64, Option<Json>);

/// Where a ticket's comments lie that are over; none where that is not known of one of them, as an earlier release wrote it.
pub async fn find(
    records: &Records,
    (workspace, source, ticket): (i64, &str, &str),
    over: &[Over],
) -> Result<Option<Vec<FormerComment>>, Error> {
    let revisions: Vec<Revision> = records
        .query(
            "SELECT CASE WHEN j.kind IN ('rescoring', 'rebuild') OR (j.kind = 'undo' AND EXISTS ( \
                 SELECT 1 FROM phase_queue q WHERE q.job_id = j.id AND q.current_phase = 'map' \
                     AND q.outcome ->> 'extent' = 'whole')) THEN 1 ELSE 0 END, j.id, n.chunk, n.lake_comments \
             FROM ticket_revisions n \
             JOIN jobs j ON j.id = n.job_id AND j.snapshot_id IS NOT NULL \
             WHERE n.workspace_id = $1 AND n.source = $2 AND n.ticket_id = $3 ORDER BY n.id DESC",
            (workspace, source, ticket),
        )
        .await?;
    let mut found: Vec<Option<FormerComment>> = over.iter().map(|_| None).collect();
    let of_number: HashMap<u32, usize> =
        (0..).zip(over).map(|(of, one)| (one.number, of)).collect();
    for (is_whole, job, chunk, places) in revisions {
        let Some(places) = places else {
            return Ok(None);
        };
        let places: Vec<CommentPlace> =
            serde_json::from_value(places).map_err(|error| Error::Other(error.to_string()))?;
        for (number, row, entities) in places {
            let Some(&of) = of_number.get(&number).filter(|of| found[**of].is_none()) else {
                continue;
            };
            found[of] = Some(FormerComment {
                fingerprint: over[of].fingerprint.clone(),
                why: over[of].why.as_str().to_owned(),
                job: job.clone(),
                chunk,
                row,
                entities,
            });
        }
        if found.iter().all(Option::is_some) || is_whole {
            break;
        }
    }
    Ok(found.into_iter().collect())
}
