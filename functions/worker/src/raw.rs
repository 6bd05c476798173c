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
use tickets::RawRow;

/// The rows of a chunk of a job's export, as columns of the lake.
pub struct Columns<'a> {
    plan: &'a JobPlan,
    source: StringBuilder,
    job: StringBuilder,
    numbers: Int32Builder,
    keys: StringBuilder,
    times: TimestampMicrosecondBuilder,
    cells: StringBuilder,
    rows: usize,
}

impl<'a> Columns<'a> {
    /// None yet, of a chunk of so many bytes.
    pub fn new(plan: &'a JobPlan, bytes: usize) -> Self {
        Self {
            plan,
            source: StringBuilder::new(),
            job: StringBuilder::new(),
            numbers: Int32Builder::new(),
            keys: StringBuilder::new(),
            times: TimestampMicrosecondBuilder::new().with_timezone("UTC"),
            cells: StringBuilder::with_capacity(1024, bytes),
            rows: 0,
        }
    }

    /// Adds a row.
    pub fn push(&mut self, row: RawRow<'_>) {
        self.rows += 1;
        self.source.append_value(self.plan.source());
        self.job.append_value(self.plan.job());
        self.numbers
            .append_value(i32::try_from(row.row).unwrap_or(i32::MAX));
        self.keys.append_option(row.key);
        self.times
            .append_value(self.plan.submitted_at().as_microsecond());
        self.cells.append_value(row.cells);
    }

    /// Stages the rows, as a file of the claim's job; none where the chunk holds only blank ones.
    pub async fn stage(
        mut self,
        cx: &Context,
        claim: &Claim,
    ) -> Result<Option<StagedFile>, Failure> {
        if self.rows == 0 {
            return Ok(None);
        }
        let columns: Vec<ArrayRef> = vec![
            Arc::new(self.source.finish()),
            Arc::new(self.job.finish()),
            Arc::new(self.numbers.finish()),
            Arc::new(self.keys.finish()),
            Arc::new(self.times.finish()),
            Arc::new(self.cells.finish()),
        ];
        let ipc = lake::stream(schema::raw(), columns).map_err(|error| Failure::bug(&error))?;
        let date = self.plan.partition();
        let (workspace, job, chunk) = (claim.workspace, &claim.job, claim.chunk);
        let appended = cx
            .lake
            .append(workspace, Dataset::Raw, job, chunk, &date, ipc);
        let mut file = appended.await?;
        // No later revision replaces a row.
        file.positions = Vec::new();
        Ok(Some(file))
    }
}
