//! Phase score of a rescoring: a range of tickets read, scored and staged.

use super::texts::StoredText;
use super::{Range, texts};
use crate::mood::{self, Scored};
use crate::names::Names;
use crate::score::AT_A_TIME;
use crate::stage::stage_files;
use crate::staged::{self, Held};
use crate::{lease, names, plan};
use endpoint::Context;
use queue::{Claim, Failure};
use rows::insert;
use rows::{ScoreRow, TextRow, TicketState};
use sentiment::{Score, Scorer};

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
    let tickets = revisions.len() as u64;
    let held = Held {
        tickets,
        texts: compared.len(),
        entities: entities.len(),
    };
    let transaction = staged::begin(cx, claim, &range.source, &rows, held).await?;
    staged::end(cx, claim, transaction, tickets, &files).await
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
    let texts = tickets.iter();
    let usual = mood::usual(texts.map(|ticket| [&*ticket.summary, &*ticket.description]));
    for (number, ticket) in tickets.into_iter().enumerate() {
        if number % AT_A_TIME == 0 {
            lease::touch(cx, claim).await?;
        }
        let (mut texts, mut old) = (Vec::new(), Vec::new());
        let beside = mood::language_of(&ticket, usual);
        while let Some(text) = stored.next_if(|text| text.row.ticket_id == ticket.ticket_id) {
            old.push((text.id, text.score(), text.scoring_version));
            texts.push(mood::read(scorer, text.row, beside));
        }
        let again = mood::again(ticket, texts, names);
        for ((result_id, old, old_scoring_version), row) in old.into_iter().zip(&again.texts) {
            compared.push(comparison(result_id, old, old_scoring_version, row));
        }
        done.push(again);
    }
    Ok((done, compared))
}

/// A text's score before and now.
pub fn comparison(
    result_id: i64,
    old: Score,
    old_scoring_version: String,
    row: &TextRow,
) -> ScoreRow {
    ScoreRow {
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
    }
}
