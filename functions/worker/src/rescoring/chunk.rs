//! Phase score of a rescoring: a range of tickets read, scored and staged.

use super::texts::StoredText;
use super::{Range, texts};
use crate::mood::{self, Scored};
use crate::names::Names;
use crate::score::{AT_A_TIME, finish};
use crate::stage::stage_files;
use crate::{lease, names, plan};
use endpoint::Context;
use queue::{Claim, Failure, claim};
use rows::insert::{self, Origin};
use rows::{ScoreRow, TicketState};
use sentiment::Scorer;
use serde_json::json;

/// Scores one range. Everything but the staged files, which a repetition writes anew, is one transaction that commits
/// only while the lease is held.
pub async fn score(cx: &Context, claim: &Claim) -> Result<(), Failure> {
    let range: Range =
        serde_json::from_value(claim.data.clone()).map_err(|error| Failure::bug(&error))?;
    let tickets = texts::tickets(&cx.records, claim.workspace, &range).await?;
    let known = texts::texts(&cx.records, claim.workspace, &range).await?;
    let names = names::of_workspace(&cx.records, claim.workspace).await?;
    let (mut scored, compared) = again(cx, claim, tickets, known, &names).await?;
    lease::touch(cx, claim).await?;
    let day = plan::partition_of(cx, &claim.job).await?;
    let files = stage_files(cx, claim, &range.source, &day, &mut scored).await?;
    lease::touch(cx, claim).await?;

    let (mut revisions, mut entities) = (Vec::new(), Vec::new());
    for ticket in scored {
        revisions.push(ticket.revision);
        entities.extend(ticket.entities);
    }
    let rows = insert::Rows {
        revisions: &revisions,
        texts: &[],
        entities: &entities,
        errors: &[],
        scores: &compared,
    };
    let origin = Origin {
        workspace: claim.workspace,
        job: &claim.job,
        chunk: claim.chunk,
        source: &range.source,
    };
    let now = cx.clock.now();
    let statements = rows.prepare(cx.records.dialect().await, &origin, now)?;
    let transaction = cx.records.begin().await?;
    // Who lost the lease finds another's rows in the way of its own: it should hear of the lease.
    claim::hold(&transaction, claim).await?;
    // The job's row first: on PostgreSQL it orders the workers that finish chunks of this job at the same time.
    transaction
        .execute(
            "UPDATE jobs SET records_processed = records_processed + $1, sentiment_records = sentiment_records + $2, \
                 entity_records = entity_records + $3, updated_at = $4 WHERE id = $5",
            (
                revisions.len() as u64,
                compared.len() as u64,
                entities.len() as u64,
                now,
                claim.job.as_str(),
            ),
        )
        .await?;
    statements.run(&transaction).await?;
    let outcome = json!({"rows": revisions.len(), "bytes": 0, "errors": 0, "files": files});
    finish(cx, claim, &transaction, outcome).await?;
    transaction.commit().await?;
    Ok(())
}

/// The tickets with all their texts scored, and each text's score before and now. Both lists go by key.
async fn again(
    cx: &Context,
    claim: &Claim,
    tickets: Vec<TicketState>,
    stored: Vec<StoredText>,
    names: &Names,
) -> Result<(Vec<Scored>, Vec<ScoreRow>), Failure> {
    let scorer = Scorer::new();
    let mut compared = Vec::with_capacity(stored.len());
    let mut done = Vec::with_capacity(tickets.len());
    let mut stored = stored.into_iter().peekable();
    for (number, ticket) in tickets.into_iter().enumerate() {
        if number % AT_A_TIME == 0 {
            lease::touch(cx, claim).await?;
        }
        let (mut texts, mut old) = (Vec::new(), Vec::new());
        while let Some(text) = stored.next_if(|text| text.row.ticket_id == ticket.ticket_id) {
            old.push((text.id, text.score(), text.scoring_version));
            texts.push(mood::read(scorer, text.row));
        }
        let again = mood::again(ticket, texts, names);
        for ((result_id, old, old_scoring_version), row) in old.into_iter().zip(&again.texts) {
            compared.push(ScoreRow {
                result_id,
                old_sentiment: old.label,
                old_confidence: old.confidence,
                old_compound: old.compound,
                old_scoring_version,
                sentiment: row.sentiment,
                confidence: row.confidence,
                compound: row.compound,
                moved: u8::from(old.label != row.sentiment),
                side: row.side,
                urgency: row.urgency,
                intensity: row.intensity,
                language: row.language.clone(),
            });
        }
        done.push(again);
    }
    Ok((done, compared))
}
