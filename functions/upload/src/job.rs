//! A job: one uploaded export on its way to the dashboards.

use crate::row_counts::RowCounts;
use endpoint::Error;
use identity::WorkspaceId;
use jiff::Timestamp;
use queue::kind::{Kind, Phase};
use queue::{Status, Trouble};
use serde::Serialize;
use serde_json::Value as Json;
use stores::{FromRow, Records, Row};
use tickets::visible;
use utoipa::ToSchema;

/// What a phase took, for the document.
#[derive(ToSchema)]
#[expect(dead_code, reason = "read by the schema alone")]
pub struct PhaseCost {
    /// From its first claim to its last completion.
    pub seconds: f64,
    /// Rows it dealt with.
    pub rows: i64,
    /// Bytes it read.
    pub bytes: i64,
    /// Rows it could not read.
    pub errors: i64,
}

/// What the API shows of a job.
#[expect(clippy::struct_field_names, reason = "the API's names")]
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct Job {
    /// Its identifier.
    pub job_id: String,
    /// What it is. A rescoring, a rebuild and an undo have no file: what is said of files is empty or 0. The rows of a
    /// rescoring are tickets, those of a rebuild and an undo tickets and rows of exports.
    #[schema(value_type = String, example = "upload")]
    pub kind: Kind,
    /// What people call such a job.
    pub title: &'static str,
    /// The phases of such a job, in order.
    pub phases: Vec<&'static Phase>,
    /// The system the export comes from.
    pub source: String,
    /// Name of the uploaded file.
    pub file_name: String,
    /// Size of the uploaded file in bytes.
    pub file_size: i64,
    /// IANA timezone the file's times are read in.
    pub timezone: String,
    /// Character encoding: by the file's head until all of it was inspected.
    pub encoding: Option<String>,
    /// Where it stands.
    pub status: Status,
    /// The phase it is in.
    pub phase: String,
    /// Share of the work done, 0 to 1.
    pub progress: f64,
    /// When it was uploaded.
    #[schema(value_type = String, format = DateTime)]
    pub submitted_at: Timestamp,
    /// When a worker first took it up.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub started_at: Option<Timestamp>,
    /// When it was completed or failed.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub completed_at: Option<Timestamp>,
    /// When something of it last changed.
    #[schema(value_type = String, format = DateTime)]
    pub updated_at: Timestamp,
    /// Seconds from its start to its end.
    pub duration: Option<f64>,
    /// Data rows of the file, known once it was inspected.
    pub total_rows: Option<i64>,
    /// Columns of the file.
    pub total_columns: i64,
    /// Names of the columns whose texts are scored.
    pub detected_text_columns: Vec<String>,
    /// Rows dealt with so far.
    pub records_processed: i64,
    /// Texts scored.
    pub sentiment_records: i64,
    /// Entities found.
    pub entity_records: i64,
    /// Tickets that were not known before.
    pub tickets_added: i64,
    /// Tickets with a newer state or new comments.
    pub tickets_updated: i64,
    /// Tickets that were as the store knew them.
    pub tickets_unchanged: i64,
    /// Tickets of which neither this export nor one before tells when they were created.
    pub tickets_undated: i64,
    /// Rows or cells that could not be read.
    pub row_errors: i64,
    /// What became of each row of the file; null in lists, until the job is completed, and where there is no file.
    pub rows: Option<RowCounts>,
    /// What each phase took that is done.
    #[schema(value_type = BTreeMap<String, PhaseCost>)]
    pub phase_durations: Json,
    /// Why it failed or what it waits for.
    pub error: Option<Trouble>,
    /// The lake's snapshot that made it visible; none any more once it is undone.
    pub snapshot_id: Option<i64>,
    /// When it was undone: nothing of it counts since then.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub undone_at: Option<Timestamp>,
    /// The latest job that undoes it, or tried to.
    pub undo_job_id: Option<String>,
    /// The upload that it undoes.
    pub undoes: Option<String>,
}

/// The columns [`Job`] is read from, in its order of reading.
pub const COLUMNS: &str = "j.id, j.kind, j.source, j.file_name, j.file_size, j.timezone, j.encoding, j.status, j.phase, \
    j.submitted_at, j.started_at, j.completed_at, j.updated_at, j.total_rows, j.total_columns, j.mapping, \
    j.records_processed, j.sentiment_records, j.entity_records, j.tickets_added, j.tickets_updated, \
    j.tickets_unchanged, j.tickets_undated, j.row_error_count, j.error, j.snapshot_id, \
    (SELECT h.phase_durations FROM workflow_history h WHERE h.job_id = j.id ORDER BY h.id DESC LIMIT 1), j.undone_at, \
    (SELECT d.id FROM jobs d WHERE d.undoes = j.id ORDER BY d.sequence DESC LIMIT 1), j.undoes";

impl FromRow for Job {
    fn from_row(row: &mut Row) -> Result<Self, stores::Error> {
        let job_id = row.take()?;
        let kind = word(row, "kind", Kind::parse)?;
        let mut job = Self {
            job_id,
            kind,
            title: kind.title(),
            phases: kind.phases().to_vec(),
            source: row.take()?,
            // Also one that an earlier release took as it came.
            file_name: visible(&row.take::<String>()?),
            file_size: row.take()?,
            timezone: row.take()?,
            encoding: row.take()?,
            status: word(row, "status", Status::parse)?,
            phase: row.take()?,
            progress: 0.0,
            submitted_at: row.take()?,
            started_at: row.take()?,
            completed_at: row.take()?,
            updated_at: row.take()?,
            duration: None,
            total_rows: row.take()?,
            total_columns: row.take()?,
            detected_text_columns: text_columns(row.take()?)?,
            records_processed: row.take()?,
            sentiment_records: row.take()?,
            entity_records: row.take()?,
            tickets_added: row.take()?,
            tickets_updated: row.take()?,
            tickets_unchanged: row.take()?,
            tickets_undated: row.take()?,
            row_errors: row.take()?,
            rows: None,
            error: row
                .take::<Option<Json>>()?
                .map(serde_json::from_value)
                .transpose()
                .map_err(|error| unreadable("error", &error))?,
            snapshot_id: row.take()?,
            phase_durations: row
                .take::<Option<Json>>()?
                .unwrap_or_else(|| Json::Object(serde_json::Map::new())),
            undone_at: row.take()?,
            undo_job_id: row.take()?,
            undoes: row.take()?,
        };
        job.progress = progress(&job);
        job.duration = job
            .started_at
            .zip(job.completed_at)
            .map(|(start, end)| end.duration_since(start).as_secs_f64());
        Ok(job)
    }
}

/// A word that is one of those we write.
fn word<T>(row: &mut Row, column: &str, parse: fn(&str) -> Option<T>) -> Result<T, stores::Error> {
    let word: String = row.take()?;
    parse(&word).ok_or_else(|| unreadable(column, &format!("{word:?} is no {column} of a job")))
}

/// A row that holds what we never write is damaged, or of a later release: it is told, not guessed at.
fn unreadable(column: &str, cause: &impl std::fmt::Display) -> stores::Error {
    stores::Error::Other(format!("jobs.{column} cannot be read: {cause}"))
}

/// Names of the mapped text columns, each once, in the order of the mapping. A job without a file has none.
fn text_columns(mapping: Json) -> Result<Vec<String>, stores::Error> {
    if mapping.as_object().is_some_and(serde_json::Map::is_empty) {
        return Ok(Vec::new());
    }
    let mapping = serde_json::from_value::<tickets::Mapping>(mapping)
        .map_err(|error| unreadable("mapping", &error))?;
    let mut names: Vec<String> = Vec::new();
    for (field, mapped) in mapping.fields() {
        for name in mapped.headers.iter().filter(|_| field.is_text()) {
            if !names.contains(name) {
                names.push(name.clone());
            }
        }
    }
    Ok(names)
}

/// Share of the work done: a tenth for inspection, a twentieth for publishing, the rest by rows scored.
fn progress(job: &Job) -> f64 {
    match (job.status, job.phase.as_str()) {
        (Status::Completed, _) => 1.0,
        (_, "publish" | "compare") => 0.95,
        (_, "score") => {
            #[expect(clippy::cast_precision_loss, reason = "a share for a progress bar")]
            let share = job.records_processed as f64 / job.total_rows.unwrap_or(1).max(1) as f64;
            0.1 + 0.85 * share.min(1.0)
        }
        (_, "map") | (Status::Review, _) => 0.1,
        _ => 0.0,
    }
}

/// A job of the workspace.
pub async fn find(records: &Records, workspace: WorkspaceId, id: &str) -> Result<Job, Error> {
    // PostgreSQL takes no such text, not even to find nothing.
    if id.contains('\0') {
        return Err(unknown(id));
    }
    let statement = format!("SELECT {COLUMNS} FROM jobs j WHERE j.workspace_id = $1 AND j.id = $2");
    let found: Option<Job> = records
        .query_optional(&statement, (workspace.0, id))
        .await?;
    let mut job = found.ok_or_else(|| unknown(id))?;
    job.rows = RowCounts::of(records, &job).await?;
    Ok(job)
}

/// The answer for a job that does not exist, or not in the caller's workspace.
pub fn unknown(id: &str) -> Error {
    Error::not_found(
        "unknown_job",
        format!("there is no job {id} in this workspace"),
    )
}

#[cfg(test)]
mod tests {
    use crate::testing::Desk;
    use http::Method;

    #[test]
    fn a_row_that_nobody_wrote_is_told_and_not_taken_for_another() {
        for (column, value) in [
            ("kind", "digest"),
            ("mapping", "{\"fields\": 5}"),
            ("error", "\"full\""),
        ] {
            let desk = Desk::new();
            desk.uploaded("a", b"Issue key,Summary\nSUP-1,It broke\n");
            let change = format!("UPDATE jobs SET {column} = '{value}'");
            desk.app.execute(&change);
            for path in ["/api/job/a", "/api/job/a/errors"] {
                let answer = desk.send(Method::GET, path);
                let found = (answer.status, answer.code());
                assert_eq!(found, (500, "internal".to_owned()), "{column} {path}");
            }
        }
    }
}
