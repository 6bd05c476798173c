//! Adds steps to jobs.

use crate::claim::Claim;
use crate::kind::{Kind, Phase};
use endpoint::Context;
use stores::Transaction;

/// A step that is added to a job.
pub struct NewStep<'a> {
    /// The job's workspace.
    pub workspace: i64,
    /// The job.
    pub job: &'a str,
    /// What the job is.
    pub kind: Kind,
    /// The phase.
    pub phase: &'static Phase,
    /// Which chunk, in phases that have several.
    pub chunk: u32,
    /// What the step needs to know.
    pub data: serde_json::Value,
    /// The job's priority, where this is its first step: from [`URGENT`] to [`BACKGROUND`].
    pub priority: i64,
}

/// The priority of what goes before all that has not begun; nobody can ask for a higher one.
pub const URGENT: i64 = 10;
/// The usual priority of a job; 20 is high, 70 low.
pub const NORMAL: i64 = 50;
/// The priority of what nobody waits for; nobody can ask for a lower one.
pub const BACKGROUND: i64 = 90;

impl<'a> NewStep<'a> {
    /// The first step of a job.
    pub fn first(workspace: i64, job: &'a str, kind: Kind) -> Self {
        Self {
            workspace,
            job,
            kind,
            phase: kind.first(),
            chunk: 0,
            data: serde_json::json!({}),
            priority: NORMAL,
        }
    }

    /// A further step of the job of a claim.
    pub fn of(claim: &'a Claim, phase: &'static Phase) -> Self {
        Self {
            phase,
            ..Self::first(claim.workspace, &claim.job, claim.kind)
        }
    }
}

/// Adds a step to a job; adding it again changes nothing. It takes priority and place of the job's other steps.
pub async fn enqueue(
    cx: &Context,
    transaction: &Transaction,
    step: NewStep<'_>,
) -> Result<(), stores::Error> {
    let phase = step.phase;
    let queue_id = format!("{}-{}-{}", step.job, phase.name, step.chunk);
    let number = step.kind.number_of(phase);
    let depends_on: Vec<usize> = (number > 1).then(|| number - 1).into_iter().collect();
    let status = if phase.waits { "queued" } else { "ready" };
    let now = cx.clock.now();
    transaction
        .execute(
            "INSERT INTO phase_queue (queue_id, workspace_id, job_id, current_phase, chunk, status, phase_data, created_at, \
                 updated_at, ready_timestamp, phase_number, depends_on_phases, priority, queue_position, feature_id, adw_id) \
             SELECT $1, j.workspace_id, j.id, $2, $3, $4, $5, $6, $6, $7, $8, $9, \
                 COALESCE((SELECT min(o.priority) FROM phase_queue o WHERE o.job_id = j.id), $10), \
                 COALESCE((SELECT min(o.queue_position) FROM phase_queue o WHERE o.job_id = j.id), j.sequence), \
                 j.sequence, j.id \
             FROM jobs j WHERE j.id = $11 AND j.workspace_id = $12 ON CONFLICT (queue_id) DO NOTHING",
            (
                queue_id,
                phase.name,
                step.chunk,
                status,
                step.data,
                now,
                (!phase.waits).then_some(now),
                number as u64,
                serde_json::json!(depends_on),
                step.priority,
                step.job,
                step.workspace,
            ),
        )
        .await?;
    Ok(())
}
