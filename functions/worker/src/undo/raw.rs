//! The rows of the undone export in the lake: its own files end, and those it shares are written anew without them.

use super::Upload;
use crate::plan;
use crate::rebuild::Merge;
use crate::rebuild::exports::parts_of;
use crate::rebuild::rows::book;
use endpoint::Context;
use queue::{Claim, Failure, Trouble, lease};
use serde_json::json;
use std::collections::HashMap;
use stores::lake::{Dataset, Error};

/// What there is to do for the rows of the export.
#[derive(Default)]
pub struct Rows {
    /// Files that hold rows of others too: what they hold once they are written anew.
    pub merges: Vec<Merge>,
    /// Files that hold nothing else.
    pub removed: Vec<String>,
}

/// Looks which files have rows of the upload.
pub async fn look(cx: &Context, claim: &Claim, upload: &Upload) -> Result<Rows, Failure> {
    let mut rows = Rows::default();
    let mut rebuilds = HashMap::new();
    let live = cx.lake.files(claim.workspace).await?.into_iter();
    for file in live.filter(|file| file.dataset == Dataset::Raw) {
        let parts = parts_of(cx, &file, &mut rebuilds).await?;
        let all = parts.len();
        let others: Vec<_> = parts
            .into_iter()
            .filter(|part| part.job != upload.job)
            .collect();
        if others.is_empty() {
            rows.removed.push(file.path);
        } else if others.len() < all {
            rows.merges.push(Merge {
                paths: vec![file.path],
                parts: others,
            });
        }
        lease::touch(cx, claim).await?;
    }
    Ok(rows)
}

/// Stages a file without the upload's rows.
pub async fn stage(cx: &Context, claim: &Claim, upload: &Upload, of: Merge) -> Result<(), Failure> {
    let rows: u64 = of.parts.iter().map(|part| part.rows).sum();
    let day = plan::partition_of(cx, &claim.job).await?;
    lease::touch(cx, claim).await?;
    let mut files = Vec::new();
    for path in &of.paths {
        let (job, chunk) = (&claim.job, claim.chunk);
        let written =
            cx.lake
                .raw_without(claim.workspace, job, chunk, &day, path.clone(), &upload.job);
        files.push(written.await.map_err(told)?);
    }
    let written: u64 = files.iter().map(|file| file.row_count).sum();
    if written != rows {
        return Err(Failure::Ours(format!(
            "{written} rows of exports were kept, but there should be {rows}"
        )));
    }
    let bytes: u64 = files.iter().map(|file| file.byte_size).sum();
    let outcome = json!({
        "rows": rows, "bytes": bytes, "errors": 0, "files": files, "removed": of.paths,
    });
    book(cx, claim, rows, outcome).await
}

fn told(error: Error) -> Failure {
    match error {
        Error::Damaged { path, .. } => Failure::File(Trouble {
            code: "lake_damaged".to_owned(),
            detail: format!("the lake's file {path} is damaged, so that its rows cannot be kept"),
            remedy:
                "rebuild the lake: on the page Stores, or with POST /api/lake/rebuild; then undo again"
                    .to_owned(),
        }),
        error => error.into(),
    }
}
