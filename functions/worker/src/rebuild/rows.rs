//! Phase score of a rebuild, rows: a chunk of a stored export read and staged as it was at its upload.

use super::OfExport;
use super::lost::Lost;
use crate::plan::JobPlan;
use crate::score::{finish, read};
use crate::{originals, raw};
use data_encoding::HEXLOWER;
use endpoint::Context;
use queue::{Claim, Failure, claim, lease};
use serde_json::{Value as Json, json};
use sha2::{Digest, Sha256};
use stores::lake::StagedFile;

/// Stages the rows. Where the export is not what it was, a file that is sound stays and any other goes.
pub async fn stage(cx: &Context, claim: &Claim, of: &OfExport) -> Result<(), Failure> {
    let staged = again(cx, claim, of).await?;
    lease::touch(cx, claim).await?;
    let (rows, bytes) = match &staged {
        Some(file) => (file.row_count, of.chunk.bytes()),
        None => (0, 0),
    };
    let is_sound = of.replaces.as_ref().is_some_and(|(_, is_sound)| *is_sound);
    let lost = (staged.is_none() && !is_sound).then(|| Lost {
        job: of.job.clone(),
        file_name: of.file_name.clone(),
        rows: of.rows,
    });
    let replaced = of
        .replaces
        .as_ref()
        .filter(|_| staged.is_some() || !is_sound);
    let outcome = json!({
        "rows": rows, "bytes": bytes, "errors": 0, "files": Vec::from_iter(staged),
        "removed": Vec::from_iter(replaced.map(|(path, _)| path)), "lost": Vec::from_iter(lost),
    });
    book(cx, claim, of.rows, outcome).await
}

/// Books a step that dealt with so many rows of exports.
pub async fn book(cx: &Context, claim: &Claim, rows: u64, outcome: Json) -> Result<(), Failure> {
    let transaction = cx.records.begin().await?;
    claim::hold(&transaction, claim).await?;
    transaction
        .execute(
            "UPDATE jobs SET records_processed = records_processed + $1, updated_at = $2 WHERE id = $3",
            (rows, cx.clock.now(), claim.job.as_str()),
        )
        .await?;
    finish(cx, claim, &transaction, outcome).await?;
    transaction.commit().await?;
    Ok(())
}

/// The rows as a staged file; none where the export is not what it was.
async fn again(cx: &Context, claim: &Claim, of: &OfExport) -> Result<Option<StagedFile>, Failure> {
    let uploads = originals::uploads();
    let bytes = match read(&uploads, &of.job, &of.chunk) {
        Ok(bytes) => bytes,
        // It was whole when the rebuild was laid out: somebody takes it away meanwhile.
        Err(Failure::Ours(_)) => return Ok(None),
        Err(_) if !uploads.file(&of.job).exists() => return Ok(None),
        Err(error) => return Err(error),
    };
    let is_other = |known: &String| *known != HEXLOWER.encode(&Sha256::digest(&bytes));
    if of.sha256.as_ref().is_some_and(is_other) {
        return Ok(None);
    }
    let plan = JobPlan::of(cx, &of.job).await?;
    let mut rows = raw::Columns::new(&plan, bytes.len());
    let read = tickets::raw_rows(&bytes, &plan.inspection, &of.chunk, |row| rows.push(row));
    if read.is_err() {
        // It cannot be read as the table it was.
        return Ok(None);
    }
    drop(bytes);
    let staged = rows.stage(cx, claim).await?;
    Ok(staged.filter(|file| file.row_count == of.rows))
}
