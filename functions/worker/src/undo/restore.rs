//! Phase score of an undo: a range of tickets as they are to be, staged for both stores.

use super::former::is_taken_away;
use super::noted::json;
use super::score::{Anew, again};
use super::{Upload, former};
use crate::mood::Scored;
use crate::rebuild::tickets::{self, Found, Stored, together};
use crate::rescoring::Range;
use crate::rescoring::texts::{self, StoredText};
use crate::score::AT_A_TIME;
use crate::stage::stage_files;
use crate::staged::{self, Held};
use crate::{names, plan};
use endpoint::Context;
use queue::{Claim, Failure, lease};
use rows::RevisionRow;
use rows::insert;
use sentiment::{FieldKind, SCORING_VERSION};
use std::collections::{BTreeMap, HashMap, HashSet};
use stores::{Dialect, Transaction};

/// Stages one range: the upload's tickets without the comments that lie in the lake, or all tickets with all texts.
/// Everything but the staged files, which a repetition writes anew, is one transaction that commits only while the lease
/// is held.
pub async fn stage(
    cx: &Context,
    claim: &Claim,
    upload: &Upload,
    range: &Range,
    is_whole: bool,
) -> Result<(), Failure> {
    let mut anew = Anew::default();
    let mut stored = if is_whole {
        all(cx, claim, upload, range, &mut anew).await?
    } else {
        let (tickets, texts, entities) = restored(cx, claim, upload, range, &mut anew).await?;
        let back = texts.iter().filter(|text| is_taken_away(text));
        let back: HashSet<String> = back.map(|text| text.row.fingerprint.clone()).collect();
        let stored = together(tickets, texts, entities).into_iter();
        stored.map(|one| without_comments(one, &back)).collect()
    };
    lease::touch(cx, claim).await?;
    let day = plan::partition_of(cx, &claim.job).await?;
    let files = stage_files(cx, claim, &range.source, &day, &mut stored).await?;
    lease::touch(cx, claim).await?;
    let of_texts: usize = stored.iter().map(|one| one.texts.len()).sum();
    let of_entities: usize = stored.iter().map(|one| one.entities.len()).sum();
    let mut scorers: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let mut revisions: Vec<RevisionRow> = Vec::new();
    for one in stored {
        let scorer = one.before.map(|before| before.ticket.scoring_version);
        let keys = scorers.entry(scorer.unwrap_or_default()).or_default();
        keys.push(one.revision.state.ticket_id.clone());
        revisions.push(one.revision);
    }
    let rows = insert::Rows {
        revisions: &revisions,
        texts: &[],
        entities: &anew.entities,
        errors: &[],
        scores: &anew.scores,
    };
    let held = Held {
        tickets: range.tickets,
        texts: of_texts,
        entities: of_entities,
    };
    let transaction = staged::begin(cx, claim, &range.source, &rows, held).await?;
    stamp(&transaction, claim, &scorers).await?;
    score_former(&transaction, &anew).await?;
    staged::end(cx, claim, transaction, range.tickets, &files).await
}

/// What `together` takes: tickets, their texts, and what these mention.
type Parts = (Vec<Stored>, Vec<StoredText>, HashMap<String, Vec<Found>>);

/// The upload's tickets of a range that were known before, as they were, with the texts that show then.
async fn restored(
    cx: &Context,
    claim: &Claim,
    upload: &Upload,
    range: &Range,
    anew: &mut Anew,
) -> Result<Parts, Failure> {
    let tickets = former::tickets(&cx.records, upload, range).await?;
    let texts = former::texts(&cx.records, upload, range).await?;
    let mut entities = former::entities(&cx.records, upload, range).await?;
    let names = names::of_workspace(&cx.records, claim.workspace).await?;
    let is_rescored = upload.is_rescored_since(cx, claim.workspace).await?;
    let (mut stored, mut shown) = (Vec::new(), Vec::new());
    let mut texts = texts.into_iter().peekable();
    for (number, mut former) in tickets.into_iter().enumerate() {
        if number % AT_A_TIME == 0 {
            lease::touch(cx, claim).await?;
        }
        let key = former.ticket.state.ticket_id.clone();
        let mut own = Vec::new();
        while let Some(text) = texts.next_if(|text| text.row.ticket_id == key) {
            own.push(text);
        }
        if former.rescorings > 0 || own.iter().any(is_taken_away) {
            let known = entities.entry(key).or_default();
            again(&mut former, &mut own, known, &names, is_rescored, anew);
        }
        stored.push(former.ticket);
        shown.extend(own);
    }
    Ok((stored, shown, entities))
}

/// All tickets of a range as they are to be.
async fn all(
    cx: &Context,
    claim: &Claim,
    upload: &Upload,
    range: &Range,
    anew: &mut Anew,
) -> Result<Vec<Scored>, Failure> {
    let touched = former::keys(&cx.records, upload, range).await?;
    let (mut stored, mut shown, mut mentioned) = restored(cx, claim, upload, range, anew).await?;
    let untouched = tickets::tickets(cx, claim.workspace, range)
        .await?
        .into_iter();
    stored.extend(untouched.filter(|one| !touched.contains(&one.state.ticket_id)));
    let texts = texts::texts(&cx.records, claim.workspace, range).await?;
    let texts = texts.into_iter();
    shown.extend(texts.filter(|text| !touched.contains(&text.row.ticket_id)));
    let entities = tickets::entities(&cx.records, claim.workspace, range).await?;
    let entities = entities.into_iter();
    mentioned.extend(entities.filter(|(key, _)| !touched.contains(key)));
    // Both stay in the order of a ticket's own.
    stored.sort_by(|a, b| a.state.ticket_id.cmp(&b.state.ticket_id));
    shown.sort_by(|a, b| a.row.ticket_id.cmp(&b.row.ticket_id));
    Ok(together(stored, shown, mentioned))
}

/// The same ticket with nothing but summary, description and the comments that come back.
fn without_comments(mut one: Scored, back: &HashSet<String>) -> Scored {
    let is_kept = |field_type: FieldKind, fingerprint: &String| {
        field_type != FieldKind::Comment || back.contains(fingerprint)
    };
    let texts = one.texts.iter();
    let texts = texts.map(|row| is_kept(row.field_type, &row.fingerprint));
    let texts: Vec<bool> = texts.collect();
    let entities = one.entities.iter();
    let entities = entities.map(|row| is_kept(row.field_type, &row.fingerprint));
    let entities: Vec<bool> = entities.collect();
    if let Some(before) = &mut one.before {
        before.texts = kept(std::mem::take(&mut before.texts), &texts);
        before.entities = kept(std::mem::take(&mut before.entities), &entities);
    }
    one.texts = kept(one.texts, &texts);
    one.entities = kept(one.entities, &entities);
    one
}

fn kept<T>(all: Vec<T>, is_kept: &[bool]) -> Vec<T> {
    let all = all.into_iter().zip(is_kept);
    all.filter(|(_, is_kept)| **is_kept)
        .map(|(one, _)| one)
        .collect()
}

/// Keeps with comments that come back how they are scored now. Until they are back nobody reads it.
async fn score_former(transaction: &Transaction, anew: &Anew) -> Result<(), Failure> {
    for (id, row) in &anew.comments {
        transaction
            .execute(
                "UPDATE former_comments SET sentiment = $1, confidence = $2, compound = $3, scoring_version = $4, side = $5, \
                     urgency = $6, intensity = $7, language = $8 WHERE id = $9",
                (
                    row.sentiment.as_str(),
                    row.confidence,
                    row.compound,
                    SCORING_VERSION,
                    row.side.as_str(),
                    row.urgency,
                    row.intensity,
                    row.language.as_str(),
                    *id,
                ),
            )
            .await?;
    }
    Ok(())
}

/// Says of each revision which scorer found its mood.
async fn stamp(
    transaction: &Transaction,
    claim: &Claim,
    scorers: &BTreeMap<String, Vec<String>>,
) -> Result<(), Failure> {
    let statement = match transaction.dialect() {
        Dialect::Sqlite => {
            "UPDATE ticket_revisions SET scoring_version = $1 WHERE job_id = $2 AND chunk = $3 \
                 AND ticket_id IN (SELECT k.value FROM json_each($4) AS k)"
        }
        Dialect::Postgres => {
            "UPDATE ticket_revisions SET scoring_version = $1 WHERE job_id = $2 AND chunk = $3 \
                 AND ticket_id IN (SELECT k.value FROM jsonb_array_elements_text($4) AS k (value))"
        }
    };
    for (scorer, keys) in scorers {
        if scorer != SCORING_VERSION {
            let of = (
                scorer.as_str(),
                claim.job.as_str(),
                claim.chunk,
                json(keys)?,
            );
            transaction.execute(statement, of).await?;
        }
    }
    Ok(())
}
