//! What is stored of an upload's tickets beside what it brought: the states they had before, texts and entities.

use super::Upload;
use crate::rebuild::tickets::{Found, Stored, by_ticket};
use crate::rescoring::Range;
use crate::rescoring::texts::{StoredText, columns_of_text};
use rows::{EntityRow, TextRow, TicketMood, TicketState};
use serde::Deserialize;
use std::collections::{HashMap, HashSet};
use stores::named::{Named, columns};
use stores::{Error, Records};

/// A ticket as it stood before the upload.
#[derive(Deserialize)]
pub struct Former {
    /// Its state and mood; its job is the upload that brought the state.
    pub ticket: Stored,
    /// How many rescorings were published after the mood was found.
    pub rescorings: i64,
}

/// The keys of a range's tickets that the upload brought or changed.
pub async fn keys(
    records: &Records,
    upload: &Upload,
    range: &Range,
) -> Result<HashSet<String>, Error> {
    let keys: Vec<(String,)> = records
        .query(
            "SELECT ticket_id FROM ticket_revisions WHERE job_id = $1 AND source = $2 AND ticket_id > $3 AND ticket_id <= $4",
            of(upload, range),
        )
        .await?;
    Ok(keys.into_iter().map(|(key,)| key).collect())
}

/// Those of these tickets that were known before, by key. The newest revision before the upload's counts, whoever made it;
/// the newest that another upload brought tells to which job summary and description belong.
pub async fn tickets(
    records: &Records,
    upload: &Upload,
    range: &Range,
) -> Result<Vec<Former>, Error> {
    let state = columns::<TicketState>()
        .into_iter()
        .chain(columns::<TicketMood>());
    let state: Vec<String> = state.map(|column| format!("e.{column}")).collect();
    let statement = format!(
        "SELECT {}, p.job_id, e.scoring_version, (SELECT count(*) FROM jobs x WHERE x.workspace_id = n.workspace_id \
             AND x.kind = 'rescoring' AND x.snapshot_id > m.snapshot_id) \
         FROM ticket_revisions n JOIN jobs u ON u.id = n.job_id \
         JOIN ticket_revisions e ON e.id = ({}) JOIN jobs m ON m.id = e.job_id \
         JOIN ticket_revisions p ON p.id = ({}) \
         WHERE n.job_id = $1 AND n.source = $2 AND n.ticket_id > $3 AND n.ticket_id <= $4 ORDER BY n.ticket_id",
        state.join(", "),
        newest(""),
        newest(OF_UPLOADS),
    );
    let found: Vec<Named<Former>> = records.query(&statement, of(upload, range)).await?;
    Ok(found.into_iter().map(|Named(former)| former).collect())
}

/// The texts of those that were known before which show once the upload is undone, by key: summary and description of the
/// upload that counts again, then the comments by number, also those that the upload took away.
pub async fn texts(
    records: &Records,
    upload: &Upload,
    range: &Range,
) -> Result<Vec<StoredText>, Error> {
    let statement = format!(
        "SELECT {} FROM ticket_revisions n JOIN jobs u ON u.id = n.job_id \
         JOIN ticket_revisions p ON p.id = ({}) \
         JOIN sentiment_results r ON r.workspace_id = n.workspace_id AND r.source = n.source AND r.ticket_id = n.ticket_id \
             AND r.job_id <> n.job_id AND (r.field_type = 'comment' OR r.job_id = p.job_id) \
         JOIN jobs j ON j.id = r.job_id AND j.snapshot_id IS NOT NULL \
         WHERE n.job_id = $1 AND n.source = $2 AND n.ticket_id > $3 AND n.ticket_id <= $4 \
         ORDER BY n.ticket_id, COALESCE(r.comment_number, 0), r.field_type DESC, r.id",
        columns_of_text(),
        newest(OF_UPLOADS),
    );
    let texts: Vec<Named<StoredText>> = records.query(&statement, of(upload, range)).await?;
    let mut texts: Vec<StoredText> = texts.into_iter().map(|Named(text)| text).collect();
    let comments = taken_away(records, upload, range).await?;
    if !comments.is_empty() {
        texts.extend(comments);
        // Summaries and descriptions keep their order.
        let place = |row: &TextRow| (row.ticket_id.clone(), row.comment_number.unwrap_or(0));
        texts.sort_by_key(|text| place(&text.row));
    }
    Ok(texts)
}

/// The comments that the upload took away. They have no row among the texts: their number is that among the former comments,
/// negative.
async fn taken_away(
    records: &Records,
    upload: &Upload,
    range: &Range,
) -> Result<Vec<StoredText>, Error> {
    let own = columns::<TextRow>().into_iter().map(|column| match column {
        "field_type" => "'comment' AS field_type".to_owned(),
        column => format!("f.{column}"),
    });
    let own: Vec<String> = own.collect();
    let statement = format!(
        "SELECT -f.id, f.scoring_version, f.job_id, {} FROM former_comments f \
         WHERE f.removed_by = $1 AND f.source = $2 AND f.ticket_id > $3 AND f.ticket_id <= $4 ORDER BY f.ticket_id, f.id",
        own.join(", ")
    );
    let texts: Vec<Named<StoredText>> = records.query(&statement, of(upload, range)).await?;
    Ok(texts.into_iter().map(|Named(text)| text).collect())
}

/// Whether a text is such a comment.
pub fn is_taken_away(text: &StoredText) -> bool {
    text.id < 0
}

/// The entities of these tickets, also those of texts that do not show.
pub async fn entities(
    records: &Records,
    upload: &Upload,
    range: &Range,
) -> Result<HashMap<String, Vec<Found>>, Error> {
    let own = columns::<EntityRow>();
    let own: Vec<String> = own.iter().map(|column| format!("e.{column}")).collect();
    let statement = format!(
        "SELECT e.id, e.job_id, {} FROM ticket_revisions n JOIN entities e ON e.workspace_id = n.workspace_id \
             AND e.source = n.source AND e.ticket_id = n.ticket_id \
         WHERE n.job_id = $1 AND n.source = $2 AND (e.ticket_id, e.id) > ($3, $4) AND n.ticket_id >= $3 AND n.ticket_id <= $5 \
         ORDER BY e.ticket_id, e.id LIMIT $6",
        own.join(", ")
    );
    by_ticket(records, &statement, upload.job.as_str(), range).await
}

/// Of a ticket's revisions those that uploads brought.
const OF_UPLOADS: &str = "AND b.kind = 'upload'";

/// Selects the newest revision of ticket `n` that was published before upload `u`.
fn newest(chosen: &str) -> String {
    format!(
        "SELECT o.id FROM ticket_revisions o JOIN jobs b ON b.id = o.job_id AND b.snapshot_id < u.snapshot_id {chosen} \
         WHERE o.workspace_id = n.workspace_id AND o.source = n.source AND o.ticket_id = n.ticket_id \
         ORDER BY b.snapshot_id DESC LIMIT 1"
    )
}

fn of<'a>(upload: &'a Upload, range: &'a Range) -> (&'a str, &'a str, &'a str, &'a str) {
    (&upload.job, &range.source, &range.after, &range.to)
}
