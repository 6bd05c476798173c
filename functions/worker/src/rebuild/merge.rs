//! Phase score of a rebuild, files: small files of rows of exports written as one.

use super::Merge;
use super::rows::book;
use crate::{lease, plan};
use endpoint::Context;
use queue::{Claim, Failure};
use serde_json::json;
use stores::lake::{Dataset, Error};

/// Stages one file in the place of several. Where one of them is found damaged meanwhile all stay: the next rebuild writes
/// its rows anew.
pub async fn stage(cx: &Context, claim: &Claim, of: Merge) -> Result<(), Failure> {
    let rows: u64 = of.parts.iter().map(|part| part.rows).sum();
    let day = plan::partition_of(cx, &claim.job).await?;
    lease::touch(cx, claim).await?;
    let merged = cx.lake.merge(
        claim.workspace,
        Dataset::Raw,
        &claim.job,
        claim.chunk,
        &day,
        of.paths.clone(),
    );
    let staged = match merged.await {
        Ok(file) => Some(file),
        Err(Error::Damaged { .. }) => None,
        Err(error) => return Err(error.into()),
    };
    if let Some(file) = staged.as_ref().filter(|file| file.row_count != rows) {
        return Err(Failure::Ours(format!(
            "{} rows of exports were merged, but there should be {rows}",
            file.row_count
        )));
    }
    let replaced = staged.as_ref().map(|_| of.paths).unwrap_or_default();
    let bytes = staged.as_ref().map_or(0, |file| file.byte_size);
    let outcome = json!({
        "rows": rows, "bytes": bytes, "errors": 0, "files": Vec::from_iter(staged), "removed": replaced,
    });
    book(cx, claim, rows, outcome).await
}
