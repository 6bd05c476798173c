//! Every row of a chunk as the export has it, mapped or not, for the lake.

use super::plan::JobPlan;
use arrow_array::ArrayRef;
use arrow_array::builder::{Int32Builder, StringBuilder, TimestampMicrosecondBuilder};
use endpoint::Context;
use lakehouse::schema;
use queue::{Claim, Failure};
use rows::lake;
use std::sync::Arc;
use stores::lake::{Dataset, StagedFile};
use tickets::Chunk;

/// Stages the rows of a chunk of a job's export, as a file of the claim's job; none where it holds only blank ones.
pub async fn stage(
    cx: &Context,
    claim: &Claim,
    plan: &JobPlan,
    chunk: &Chunk,
    bytes: &[u8],
) -> Result<Option<StagedFile>, Failure> {
    let (rows, ipc) = encode(plan, chunk, bytes)?;
    if rows == 0 {
        return Ok(None);
    }
    let date = plan.partition();
    let mut file = cx
        .lake
        .append(
            claim.workspace,
            Dataset::Raw,
            &claim.job,
            claim.chunk,
            &date,
            ipc,
        )
        .await?;
    // No later revision replaces a row.
    file.positions = Vec::new();
    Ok(Some(file))
}

/// How many rows there are, and the rows as Arrow.
fn encode(plan: &JobPlan, chunk: &Chunk, bytes: &[u8]) -> Result<(usize, Vec<u8>), Failure> {
    let (mut source, mut job) = (StringBuilder::new(), StringBuilder::new());
    let (mut numbers, mut keys) = (Int32Builder::new(), StringBuilder::new());
    let mut times = TimestampMicrosecondBuilder::new().with_timezone("UTC");
    let mut cells = StringBuilder::with_capacity(1024, bytes.len());
    let at = plan.submitted_at().as_microsecond();
    let mut rows = 0;
    tickets::raw_rows(bytes, &plan.inspection, chunk, |row| {
        rows += 1;
        source.append_value(plan.source());
        job.append_value(plan.job());
        numbers.append_value(i32::try_from(row.row).unwrap_or(i32::MAX));
        keys.append_option(row.key);
        times.append_value(at);
        cells.append_value(row.cells);
    })?;
    let columns: Vec<ArrayRef> = vec![
        Arc::new(source.finish()),
        Arc::new(job.finish()),
        Arc::new(numbers.finish()),
        Arc::new(keys.finish()),
        Arc::new(times.finish()),
        Arc::new(cells.finish()),
    ];
    let ipc = lake::stream(schema::raw(), columns).map_err(|error| Failure::bug(&error))?;
    Ok((rows, ipc))
}
