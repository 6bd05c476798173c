//! Phase score of a rebuild, tickets: a range of them as the records have them, staged for the lake.

use crate::mood::{Before, Scored, Source};
use crate::rescoring::Range;
use crate::rescoring::texts::{self, StoredText};
use crate::stage::stage_files;
use crate::staged::{self, Held};
use crate::{lease, plan};
use endpoint::Context;
use queue::{Claim, Failure};
use rows::insert;
use rows::{EntityRow, LakePlace, RevisionRow, TicketMood, TicketState};
use serde::Deserialize;
use std::collections::{HashMap, HashSet};
use stores::named::{self, Named};
use stores::{Error, Records, ToValue};

/// So many entities are read at a time.
const PAGE: i64 = 20_000;

/// Stages one range. Everything but the staged files, which a repetition writes anew, is one transaction that commits
/// only while the lease is held.
pub async fn stage(cx: &Context, claim: &Claim, range: &Range) -> Result<(), Failure> {
    let tickets = tickets(cx, claim.workspace, range).await?;
    let texts = texts::texts(&cx.records, claim.workspace, range).await?;
    let entities = entities(&cx.records, claim.workspace, range).await?;
    lease::touch(cx, claim).await?;
    let mut stored = together(tickets, texts, entities);
    let day = plan::partition_of(cx, &claim.job).await?;
    let files = stage_files(cx, claim, &range.source, &day, &mut stored).await?;
    lease::touch(cx, claim).await?;
    let of_texts: usize = stored.iter().map(|one| one.texts.len()).sum();
    let of_entities: usize = stored.iter().map(|one| one.entities.len()).sum();
    let revisions: Vec<RevisionRow> = stored.into_iter().map(|one| one.revision).collect();
    let rows = insert::Rows {
        revisions: &revisions,
        texts: &[],
        entities: &[],
        errors: &[],
        scores: &[],
    };
    let tickets = revisions.len() as u64;
    let held = Held {
        tickets,
        texts: of_texts,
        entities: of_entities,
    };
    let transaction = staged::begin(cx, claim, &range.source, &rows, held).await?;
    // They were scored by whoever scored their tickets.
    transaction
        .execute(
            "UPDATE ticket_revisions SET scoring_version = t.scoring_version FROM tickets t \
             WHERE ticket_revisions.job_id = $1 AND ticket_revisions.chunk = $2 \
                 AND t.workspace_id = ticket_revisions.workspace_id AND t.source = ticket_revisions.source \
                 AND t.ticket_id = ticket_revisions.ticket_id",
            (claim.job.as_str(), claim.chunk),
        )
        .await?;
    staged::end(cx, claim, transaction, tickets, &files).await
}

/// A ticket with its mood, and where both come from.
#[derive(Debug, Deserialize)]
pub struct Stored {
    /// Its own fields.
    pub state: TicketState,
    /// Its mood.
    pub mood: TicketMood,
    /// The job that brought its state.
    pub job_id: String,
    /// The scorer that scored it.
    pub scoring_version: String,
}

/// The tickets of a range, by key.
pub async fn tickets(cx: &Context, workspace: i64, range: &Range) -> Result<Vec<Stored>, Error> {
    let mut columns = named::columns::<TicketState>();
    columns.extend(named::columns::<TicketMood>());
    columns.extend(["job_id", "scoring_version"]);
    let statement = format!(
        "SELECT {} FROM tickets WHERE workspace_id = $1 AND source = $2 AND ticket_id > $3 AND ticket_id <= $4 \
         ORDER BY ticket_id",
        columns.join(", ")
    );
    let stored: Vec<Named<Stored>> = cx.records.query(&statement, range.of(workspace)).await?;
    Ok(stored.into_iter().map(|Named(stored)| stored).collect())
}

/// An entity, and the job that brought its text.
#[derive(Deserialize)]
pub struct Found {
    /// Its row in `entities`.
    pub id: i64,
    /// The job.
    pub job: String,
    /// The entity.
    pub row: EntityRow,
}

/// The entities of a range's tickets, also those of texts that do not show.
pub async fn entities(
    records: &Records,
    workspace: i64,
    range: &Range,
) -> Result<HashMap<String, Vec<Found>>, Error> {
    let statement = format!(
        "SELECT id, job_id, {} FROM entities WHERE workspace_id = $1 AND source = $2 AND (ticket_id, id) > ($3, $4) \
             AND ticket_id <= $5 ORDER BY ticket_id, id LIMIT $6",
        named::columns::<EntityRow>().join(", ")
    );
    by_ticket(records, &statement, workspace, range).await
}

/// What a statement finds of a range's tickets, page by page in the order of key and row: its parameters are `of`, the
/// source, the key and the row behind which it goes on, the range's last key, and how many rows it may find.
pub async fn by_ticket(
    records: &Records,
    statement: &str,
    of: impl ToValue,
    range: &Range,
) -> Result<HashMap<String, Vec<Found>>, Error> {
    let mut entities: HashMap<String, Vec<Found>> = HashMap::new();
    let (mut key, mut id) = (range.after.clone(), i64::MAX);
    let of = of.to_value();
    loop {
        let params = (
            of.clone(),
            range.source.as_str(),
            key.as_str(),
            id,
            range.to.as_str(),
            PAGE,
        );
        let page: Vec<Named<Found>> = records.query(statement, params).await?;
        let Some(Named(last)) = page.last() else {
            return Ok(entities);
        };
        (key, id) = (last.row.ticket_id.clone(), last.id);
        for Named(found) in page {
            let of_ticket = entities.entry(found.row.ticket_id.clone());
            of_ticket.or_default().push(found);
        }
    }
}

/// Each ticket with its texts and what they mention. Tickets and texts go by key.
pub fn together(
    tickets: Vec<Stored>,
    texts: Vec<StoredText>,
    mut entities: HashMap<String, Vec<Found>>,
) -> Vec<Scored> {
    let mut stored = texts.into_iter().peekable();
    let one = |stored_ticket: Stored| {
        let revision = RevisionRow {
            state: stored_ticket.state,
            mood: stored_ticket.mood,
            place: LakePlace::default(),
        };
        let key = &revision.state.ticket_id;
        let mut before = Before {
            ticket: Source {
                job: stored_ticket.job_id,
                scoring_version: stored_ticket.scoring_version,
            },
            texts: Vec::new(),
            entities: Vec::new(),
        };
        let (mut rows, mut mentions) = (Vec::new(), Vec::new());
        while let Some(text) = stored.next_if(|text| text.row.ticket_id == *key) {
            rows.push(text.row);
            before.texts.push(Source {
                job: text.job,
                scoring_version: text.scoring_version,
            });
        }
        let shown: HashSet<(&str, &str)> = rows
            .iter()
            .zip(&before.texts)
            .map(|(row, source)| (row.fingerprint.as_str(), source.job.as_str()))
            .collect();
        for found in entities.remove(key).unwrap_or_default() {
            if shown.contains(&(found.row.fingerprint.as_str(), found.job.as_str())) {
                mentions.push(found.row);
                before.entities.push(Source {
                    job: found.job,
                    scoring_version: String::new(),
                });
            }
        }
        Scored {
            revision,
            texts: rows,
            entities: mentions,
            before: Some(before),
        }
    };
    tickets.into_iter().map(one).collect()
}
