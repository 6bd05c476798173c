//! A ticket: its own fields, its mood, and where its rows lie in the lake.

use sentiment::{Label, Status, Trend};
use serde::{Deserialize, Serialize};
use stores::named::{Document, Moment, columns};
use stores::{Error, Transaction};

/// A ticket's own fields, as its latest export has them.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the fields are the columns of the schema")]
pub struct TicketState {
    /// What it was first known by: its texts, revisions and corrections go by it.
    pub ticket_id: String,
    /// The tracker's own number of it, which stays when its key changes; none where no upload told it.
    pub tracker_id: Option<String>,
    /// Its key, where that is not the one it was first known by any more.
    pub moved_key: Option<String>,
    pub summary: String,
    pub description: String,
    pub status: String,
    pub priority: String,
    pub issue_type: String,
    pub project: String,
    pub product: String,
    pub organization: String,
    pub labels: Document,
    pub assignee: String,
    pub reporter: String,
    pub parent_ticket_id: Option<String>,
    /// None where nothing tells it: it is in no period then.
    pub created_at: Option<Moment>,
    /// What tells `created_at`, as `tickets::CreatedFrom` names it; empty in what an earlier release wrote.
    pub created_from: String,
    pub updated_at: Option<Moment>,
    pub resolved_at: Option<Moment>,
    pub as_of: Moment,
    pub state_hash: String,
    pub team: String,
    pub channel: String,
    pub customer: String,
    pub satisfaction: String,
    pub due_at: Option<Moment>,
    pub first_response_at: Option<Moment>,
    pub time_spent_minutes: Option<f64>,
    pub reopenings: Option<u32>,
    /// How new the export is that said which comments there are; none where only earlier releases knew.
    pub comments_at: Option<Moment>,
}

impl TicketState {
    /// The key it has now.
    pub fn key(&self) -> &str {
        self.moved_key.as_deref().unwrap_or(&self.ticket_id)
    }
}

/// What its texts say together, as the scorer has it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the fields are the columns of the schema")]
pub struct TicketMood {
    pub comment_count: u32,
    pub first_comment_at: Option<Moment>,
    pub last_comment_at: Option<Moment>,
    pub ultimate_sentiment: Label,
    pub ultimate_confidence: f64,
    pub compound: f64,
    pub sentiment_trend: Trend,
    pub sentiment_status: Status,
    pub urgency: f64,
    pub category: String,
    /// Names of categories, best match first.
    pub categories: Document,
    pub emotion: String,
    /// `{emotion, strength}`, strongest first.
    pub emotions: Document,
    /// `{aspect, mentions, label, compound}`, most mentioned first.
    pub aspects: Document,
    pub trajectory_type: String,
    pub improvement_score: Option<f64>,
    pub volatility_score: Option<f64>,
    pub turning_points: Option<u32>,
    pub language: String,
    pub opening_sentiment: String,
    pub opening_compound: Option<f64>,
    pub answered_sentiment: String,
    pub answered_compound: Option<f64>,
    pub minutes_to_first_response: Option<f64>,
    pub minutes_to_resolution: Option<f64>,
    pub customer_turns: Option<u32>,
    pub staff_turns: Option<u32>,
}

/// Where a revision's rows lie in the files of its chunk, and what is over once it counts.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct LakePlace {
    /// Its row in the file of tickets.
    pub lake_row: u32,
    /// Those of its summary and description, half-open ranges.
    pub lake_field_ranges: Document,
    /// Those of the entities in them, half-open ranges.
    pub lake_entity_ranges: Document,
    /// Those of its comments: a list of [`CommentPlace`].
    pub lake_comments: Document,
    /// The comments that are over: a list of [`FormerComment`].
    pub former_comments: Document,
}

/// The number of a comment, its row in the chunk's file of texts, and those of its entities, half-open ranges.
pub type CommentPlace = (u32, u32, Vec<(u32, u32)>);

/// A comment that is over once a revision counts.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FormerComment {
    /// Which.
    pub fingerprint: String,
    /// Why: `deleted`, `edited` or `moved`.
    pub why: String,
    /// The job that wrote it to the lake.
    pub job: String,
    /// The chunk of that job.
    pub chunk: i64,
    /// Its row in the chunk's file of texts.
    pub row: u32,
    /// Those of its entities, half-open ranges.
    pub entities: Vec<(u32, u32)>,
}

/// A row of `ticket_revisions`.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct RevisionRow {
    /// The ticket's own fields.
    pub state: TicketState,
    /// Its mood.
    pub mood: TicketMood,
    /// Where its rows lie in the lake.
    pub place: LakePlace,
}

/// The columns of `tickets` that a [`TicketState`] is read from.
pub fn state_columns() -> String {
    columns::<TicketState>().join(", ")
}

/// Makes a job's revisions the present state of their tickets, chunk by chunk in the order of its file: sorted as a whole
/// they would all lie in memory at once.
pub async fn put_in_place(transaction: &Transaction, job: &str) -> Result<(), Error> {
    let of_mood = columns::<TicketMood>();
    let own: Vec<&str> = columns::<TicketState>()
        .into_iter()
        .filter(|column| *column != "ticket_id")
        .chain(of_mood)
        .chain(["job_id", "scoring_version"])
        .collect();
    let update: Vec<String> = own
        .iter()
        .map(|column| format!("{column} = excluded.{column}"))
        .collect();
    let (own, update) = (own.join(", "), update.join(", "));
    // `IS TRUE` keeps SQLite from the index on jobs, by which it would look at the whole job for each chunk.
    let statement = format!(
        "INSERT INTO tickets (workspace_id, source, ticket_id, revision_id, {own}) \
         SELECT workspace_id, source, ticket_id, id, {own} FROM ticket_revisions \
         WHERE id >= $1 AND id <= $2 AND (job_id = $3) IS TRUE AND (chunk = $4) IS TRUE ORDER BY id \
         ON CONFLICT (workspace_id, source, ticket_id) DO UPDATE SET revision_id = excluded.revision_id, {update}"
    );
    let chunks: Vec<(i64, i64, i64)> = transaction
        .query(
            "SELECT chunk, min(id), max(id) FROM ticket_revisions WHERE job_id = $1 GROUP BY chunk ORDER BY chunk",
            (job,),
        )
        .await?;
    for (chunk, first, last) in chunks {
        let params = (first, last, job, chunk);
        transaction.execute(&statement, params).await?;
    }
    Ok(())
}

/// Makes the moods of a job's revisions those of their tickets; their own fields stay.
pub async fn put_moods_in_place(transaction: &Transaction, job: &str) -> Result<(), Error> {
    put_columns_in_place(transaction, job, columns::<TicketMood>()).await
}

/// Makes the states and moods of a job's revisions those of their tickets, which are known; whose job they are stays.
pub async fn put_states_in_place(transaction: &Transaction, job: &str) -> Result<(), Error> {
    let state = columns::<TicketState>().into_iter();
    let state = state.filter(|column| *column != "ticket_id");
    let all = state.chain(columns::<TicketMood>()).collect();
    put_columns_in_place(transaction, job, all).await
}

async fn put_columns_in_place(
    transaction: &Transaction,
    job: &str,
    columns: Vec<&str>,
) -> Result<(), Error> {
    let update: Vec<String> = columns
        .into_iter()
        .chain(["scoring_version"])
        .map(|column| format!("{column} = n.{column}"))
        .collect();
    let statement = format!(
        "UPDATE tickets SET revision_id = n.id, {} FROM ticket_revisions n WHERE n.job_id = $1 \
             AND tickets.workspace_id = n.workspace_id AND tickets.source = n.source AND tickets.ticket_id = n.ticket_id",
        update.join(", ")
    );
    transaction.execute(&statement, (job,)).await.map(drop)
}
