//! Phase score: one chunk of the file becomes staged tickets, scored texts, entities and lake files.

use super::continued::continued;
use super::known::{self, Found, Known, Learned};
use super::merge::{Export, Merged, merge};
use super::mood::{self, Scored};
use super::names::{self, Names};
use super::plan::JobPlan;
use super::stage::stage_files;
use super::stored::StoredTicket;
use super::undo::Noted;
use super::{originals, places, raw};
use endpoint::Context;
use folder::uploads::Uploads;
use jiff::Timestamp;
use queue::kind::PUBLISH;
use queue::{Claim, Failure, NewStep, claim, history, lease};
use rows::insert::{self, Origin, Prepared};
use rows::{ErrorRow, FormerComment};
use sentiment::{Language, Scorer};
use serde_json::{Value as Json, json};
use std::fs::File;
use std::io::{Read, Seek, SeekFrom};
use stores::lake::StagedFile;
use stores::named::Document;
use stores::{Dialect, Transaction, Value};
use tickets::{Chunk, Outcome, Part, RowError, RowSet, Ticket};

/// So many tickets are scored before the lease is looked at.
pub(super) const AT_A_TIME: usize = 16;

/// Scores one chunk. Everything but the lake's staged files, which a repetition writes anew, is one transaction that
/// commits only while the lease is held.
pub async fn run(cx: &Context, claim: &Claim) -> Result<(), Failure> {
    let part: Part =
        serde_json::from_value(claim.data.clone()).map_err(|error| Failure::bug(&error))?;
    let plan = JobPlan::load(cx, claim, &part).await?;
    let chunk = part.chunk;
    let bytes = read(&originals::uploads(), &claim.job, &chunk)?;
    let sha256 = plan.digest(&bytes);
    let mut rows = raw::Columns::new(&plan, bytes.len());
    let read = plan.read(&chunk, &bytes, |row| rows.push(row))?;
    let Outcome {
        tickets,
        mut errors,
        empty,
        repeated_headers,
        joined,
    } = read;
    let tally = Tally {
        empty,
        repeated_headers,
        joined,
    };
    drop(bytes);
    let raw = rows.stage(cx, claim).await?;
    let mut known = Known::find(cx, claim, &plan, &tickets).await?;
    let names = names::of_workspace(&cx.records, claim.workspace).await?;
    let texts = tickets.iter().map(|ticket| {
        let texts = [&ticket.summary, &ticket.description];
        texts.map(|text| text.as_deref().unwrap_or_default())
    });
    let names = (&names, mood::usual(texts));
    let mut batch = Batch::default();
    for (number, ticket) in tickets.into_iter().enumerate() {
        if number % AT_A_TIME == 0 {
            lease::touch(cx, claim).await?;
        }
        let (known, name) = match known.take(&ticket) {
            Found::Known(known) => (Some(known), None),
            Found::New(name) => (None, Some(name)),
            Found::Taken(key) => {
                errors.push(known::taken(&plan, &chunk, &ticket, &key));
                continue;
            }
        };
        let is_known = known.is_some_and(|known| known.state.created_at.is_some());
        batch.undated += usize::from(ticket.created_at.is_none() && !is_known);
        let number = ticket.tracker_id.clone();
        let ticket = match known {
            Some(found) => known::with_project(found, ticket),
            None => ticket,
        };
        let ticket = continued(known, ticket);
        let (mut merged, former) = placed(cx, claim, &plan, known, ticket).await?;
        if let Some(name) = name {
            merged.is_new_as(name);
        }
        let uploaded_at = plan.submitted_at().as_microsecond();
        batch.noted.take(known, &merged, uploaded_at);
        let is_unchanged = matches!(merged, Merged::Unchanged { .. });
        batch.learned.take(known, is_unchanged, number);
        batch.take(merged, &former, names, &claim.job);
    }
    lease::touch(cx, claim).await?;
    let date = plan.partition();
    let mut files = stage_files(cx, claim, plan.source(), &date, &mut batch.scored).await?;
    files.extend(raw);
    lease::touch(cx, claim).await?;
    let staged = prepare(cx, claim, &plan, batch, &errors, files).await?;
    let transaction = cx.records.begin().await?;
    let of_chunk = (&chunk, sha256, tally);
    commit(cx, claim, &plan, of_chunk, staged, &transaction).await?;
    transaction.commit().await?;
    Ok(())
}

/// A ticket merged into the known one, and where the comments lie that are over. Where that is not known none is over.
async fn placed(
    cx: &Context,
    claim: &Claim,
    plan: &JobPlan,
    known: Option<&StoredTicket>,
    ticket: Ticket,
) -> Result<(Merged, Vec<FormerComment>), Failure> {
    let export = Export {
        uploaded_at: plan.submitted_at().as_microsecond(),
        timezone: plan.inspection.zone.name(),
        may_remove: plan.has_all_comments(),
        is_comments_alone: plan.has_comments_alone(),
    };
    let has_known = known.is_some_and(|known| !known.comments.is_empty());
    let again = has_known.then(|| ticket.clone());
    let merged = merge(known, ticket, export);
    let (Merged::Revised { over, .. }, Some(again)) = (&merged, again) else {
        return Ok((merged, Vec::new()));
    };
    if over.is_empty() {
        return Ok((merged, Vec::new()));
    }
    let key = known.map_or(again.key.as_str(), |known| known.state.ticket_id.as_str());
    let of = (claim.workspace, plan.source(), key);
    if let Some(former) = places::find(&cx.records, of, over).await? {
        return Ok((merged, former));
    }
    let export = Export {
        may_remove: false,
        ..export
    };
    Ok((merge(known, again, export), Vec::new()))
}

/// A chunk's bytes, its pieces one behind the other.
pub(super) fn read(uploads: &Uploads, job: &str, chunk: &Chunk) -> Result<Vec<u8>, Failure> {
    let mut file = File::open(uploads.file(job))?;
    let length = chunk.bytes();
    let mut bytes =
        Vec::with_capacity(usize::try_from(length).map_err(|error| Failure::bug(&error))?);
    for piece in chunk.pieces() {
        file.seek(SeekFrom::Start(piece.start))?;
        let mut piece = file.by_ref().take(piece.length.into());
        piece.read_to_end(&mut bytes)?;
    }
    if bytes.len() as u64 != length {
        return Err(Failure::Ours(format!(
            "the stored export of job {job} is shorter than it was"
        )));
    }
    Ok(bytes)
}

/// Rows that are no tickets by themselves.
struct Tally {
    empty: RowSet,
    repeated_headers: RowSet,
    /// Rows that went into the ticket of another row.
    joined: RowSet,
}

/// What a chunk adds.
#[derive(Default)]
struct Batch {
    scored: Vec<Scored>,
    unchanged: usize,
    /// Tickets of which neither this export nor one before tells when they were created.
    undated: usize,
    /// Tickets whose state this export confirms.
    seen: Vec<String>,
    noted: Noted,
    learned: Learned,
}

impl Batch {
    fn take(
        &mut self,
        merged: Merged,
        former: &[FormerComment],
        names: (&Names, Option<Language>),
        job: &str,
    ) {
        match merged {
            Merged::Unchanged { ticket_id, seen } => {
                self.unchanged += 1;
                self.seen.extend(seen.then_some(ticket_id));
            }
            Merged::Revised {
                ticket,
                new_comments,
                ..
            } => {
                let mut scored = mood::score(Scorer::new(), names, *ticket, new_comments, job);
                scored.revision.place.former_comments = Document::of(&former);
                self.scored.push(scored);
            }
        }
    }
}

/// What a chunk's transaction writes.
struct Staged {
    statements: Prepared,
    texts: usize,
    entities: usize,
    errors: usize,
    unchanged: usize,
    undated: usize,
    seen: Vec<String>,
    noted: Noted,
    learned: Learned,
    files: Vec<StagedFile>,
}

/// Puts the rows into the form that the database takes, so that no lock is held meanwhile.
async fn prepare(
    cx: &Context,
    claim: &Claim,
    plan: &JobPlan,
    batch: Batch,
    errors: &[RowError],
    files: Vec<StagedFile>,
) -> Result<Staged, Failure> {
    let errors: Vec<ErrorRow> = errors.iter().map(error_row).collect();
    let (mut revisions, mut texts, mut entities) = (Vec::new(), Vec::new(), Vec::new());
    for one in batch.scored {
        revisions.push(one.revision);
        texts.extend(one.texts);
        entities.extend(one.entities);
    }
    let rows = insert::Rows {
        revisions: &revisions,
        texts: &texts,
        entities: &entities,
        errors: &errors,
        scores: &[],
    };
    let dialect = cx.records.dialect().await;
    Ok(Staged {
        statements: rows.prepare(dialect, &origin(claim, plan), cx.clock.now())?,
        texts: texts.len(),
        entities: entities.len(),
        errors: errors.len(),
        unchanged: batch.unchanged,
        undated: batch.undated,
        seen: batch.seen,
        noted: batch.noted,
        learned: batch.learned,
        files,
    })
}

fn origin<'a>(claim: &'a Claim, plan: &'a JobPlan) -> Origin<'a> {
    Origin {
        workspace: claim.workspace,
        job: &claim.job,
        chunk: claim.chunk,
        source: plan.source(),
    }
}

async fn commit(
    cx: &Context,
    claim: &Claim,
    plan: &JobPlan,
    (chunk, sha256, tally): (&Chunk, Option<String>, Tally),
    staged: Staged,
    transaction: &Transaction,
) -> Result<(), Failure> {
    let now = cx.clock.now();
    let origin = origin(claim, plan);
    staged.statements.run(transaction).await?;
    confirm(transaction, &origin, &staged.seen, plan.submitted_at()).await?;
    let of = (origin.workspace, origin.source);
    staged.learned.write(transaction, of).await?;
    // On PostgreSQL the job's row orders the workers that finish chunks of this job at the same time, from here on: the
    // rows of chunks have nothing in common.
    transaction
        .execute(
            "UPDATE jobs SET records_processed = records_processed + $1, sentiment_records = sentiment_records + $2, \
                 entity_records = entity_records + $3, tickets_unchanged = tickets_unchanged + $4, \
                 row_error_count = row_error_count + $5, tickets_undated = tickets_undated + $6, updated_at = $7 WHERE id = $8",
            (
                chunk.rows,
                staged.texts as u64,
                staged.entities as u64,
                staged.unchanged as u64,
                staged.errors as u64,
                staged.undated as u64,
                now,
                claim.job.as_str(),
            ),
        )
        .await?;
    staged.noted.write(transaction, &origin).await?;
    let bytes = chunk.bytes();
    let lists = json!({"empty": tally.empty, "repeated_headers": tally.repeated_headers, "joined": tally.joined});
    // The digest tells later whether the stored export still holds what was read; the lists name what is counted beside them.
    let outcome = json!({"rows": chunk.rows, "bytes": bytes, "errors": staged.errors, "files": staged.files,
        "sha256": sha256, "empty": tally.empty.count(), "repeated_headers": tally.repeated_headers.count(),
        "joined": tally.joined.count(), "lists": lists, "unchanged": staged.noted.unchanged()});
    finish(cx, claim, transaction, outcome).await
}

/// Books a chunk as done; the last one lets the job be published.
pub(super) async fn finish(
    cx: &Context,
    claim: &Claim,
    transaction: &Transaction,
    outcome: Json,
) -> Result<(), Failure> {
    claim::complete(cx, transaction, claim, outcome).await?;
    let (open,): (i64,) = transaction
        .query_one(
            "SELECT count(*) FROM phase_queue WHERE job_id = $1 AND current_phase = 'score' AND status <> 'completed'",
            (claim.job.as_str(),),
        )
        .await?;
    history::book(transaction, &claim.job).await?;
    if open == 0 {
        transaction
            .execute(
                "UPDATE jobs SET phase = 'publish', updated_at = $1 WHERE id = $2",
                (cx.clock.now(), claim.job.as_str()),
            )
            .await?;
        queue::enqueue(cx, transaction, NewStep::of(claim, &PUBLISH)).await?;
    }
    Ok(())
}

fn error_row(error: &RowError) -> ErrorRow {
    ErrorRow {
        row_number: error.row,
        line_number: error.line,
        column_name: error.column.clone(),
        value: error.value.clone(),
        code: error.kind.as_str(),
        reason: error.reason.clone(),
        remedy: error.remedy.clone(),
    }
}

/// Notes that known states were seen again later. True whatever becomes of the job, so it needs no staging.
async fn confirm(
    transaction: &Transaction,
    origin: &Origin<'_>,
    seen: &[String],
    at: Timestamp,
) -> Result<(), Failure> {
    if seen.is_empty() {
        return Ok(());
    }
    let list = serde_json::to_string(seen)
        .map(Value::Json)
        .map_err(|error| Failure::bug(&error))?;
    let statement = match transaction.dialect() {
        Dialect::Sqlite => {
            "UPDATE tickets SET as_of = $1 WHERE as_of < $1 AND workspace_id = $2 AND source = $3 \
                 AND ticket_id IN (SELECT s.value FROM json_each($4) AS s)"
        }
        Dialect::Postgres => {
            "UPDATE tickets SET as_of = $1 WHERE as_of < $1 AND workspace_id = $2 AND source = $3 \
                 AND ticket_id IN (SELECT s.value FROM jsonb_array_elements_text($4) AS s (value))"
        }
    };
    transaction
        .execute(statement, (at, origin.workspace, origin.source, list))
        .await?;
    Ok(())
}
