//! Asks for a rebuild: the rows that `POST /api/lake/rebuild` would write, as far as nobody asked.

use jiff::Timestamp;
use uuid::{NoContext, Uuid};

use crate::Error;
use crate::records::Records;

/// The job, last in the order, where the workspace has none of its kind under way. `{at}` stands for the moment.
const JOB: &str = "INSERT INTO jobs (id, workspace_id, sequence, kind, source, file_name, file_size, content_sha256, \
    timezone, status, phase, mapping, total_columns, submitted_at, updated_at) \
    WITH asked (id, workspace) AS (SELECT CAST($1 AS text), CAST(CAST($2 AS text) AS bigint)) \
    SELECT a.id, w.id, (SELECT COALESCE(max(sequence), 0) + 1 FROM jobs), 'rebuild', '', '', 0, \
        'rebuild ' || a.id, 'UTC', 'queued', 'map', '{}', 0, {at}, {at} \
    FROM asked a JOIN workspaces w ON w.id = a.workspace WHERE NOT EXISTS (SELECT 1 FROM jobs j \
        WHERE j.workspace_id = w.id AND j.kind = 'rebuild' AND j.status IN ('queued', 'running'))";

const HISTORY: &str = "INSERT INTO workflow_history (workspace_id, job_id, workflow_template, status, start_time, \
    phase_count, current_phase) SELECT j.workspace_id, j.id, 'rebuild', 'running', j.submitted_at, 4, 'map' FROM jobs j \
    WHERE j.id = $1";

const STEP: &str = "INSERT INTO phase_queue (queue_id, workspace_id, job_id, current_phase, chunk, status, phase_data, \
    created_at, updated_at, phase_number, queue_position, feature_id, adw_id) \
    SELECT j.id || '-map-0', j.workspace_id, j.id, 'map', 0, 'queued', '{}', j.submitted_at, j.submitted_at, 1, j.sequence, \
        j.sequence, j.id FROM jobs j WHERE j.id = $1";

const AUDIT: &str = "INSERT INTO audit_log (workspace_id, action, resource, details, created_at) \
    SELECT j.workspace_id, 'rebuild_requested', 'job:' || j.id, '{\"by\": \"undertone check\"}', j.submitted_at \
    FROM jobs j WHERE j.id = $1";

/// Queues a rebuild of a workspace; says what came of it.
pub async fn ask(records: &mut Records, workspace: i64, now: Timestamp) -> Result<String, Error> {
    if !records.have("queue_config", "config_key").await? {
        return Err(Error::Older);
    }
    let nanoseconds = u32::try_from(now.subsec_nanosecond()).unwrap_or_default();
    let seconds = u64::try_from(now.as_second()).unwrap_or_default();
    let moment = uuid::Timestamp::from_unix(NoContext, seconds, nanoseconds);
    let id = Uuid::new_v7(moment).to_string();
    let (at, text) = records.moment(now, "$3");
    let job = JOB.replace("{at}", &at);
    let of_job = || vec![id.clone()];
    let statements = [
        (job.as_str(), vec![id.clone(), workspace.to_string(), text]),
        (HISTORY, of_job()),
        (STEP, of_job()),
        (AUDIT, of_job()),
    ];
    let queued = records.write(&statements).await?;
    Ok(if queued == 0 {
        format!("lake: a rebuild of workspace {workspace} is queued or running already")
    } else {
        format!(
            "lake: a rebuild of workspace {workspace} is queued as job {id}: the running application carries it out, \
             or the next start of it"
        )
    })
}
