//! `GET /api/job/{id}/rows`: which rows of a file are no tickets by themselves, though nothing is wrong with them.

use crate::job;
use axum::extract::State;
use endpoint::{Caller, Context, Error, Json, Listed, Page, Path, Problem, Query};
use serde::{Deserialize, Serialize};
use stores::{Dialect, FromRow, Row};
use utoipa::{IntoParams, ToSchema};

/// Which runs.
type Runs = Page<50, 500>;

/// What rows are that are no tickets by themselves.
#[derive(Clone, Copy, Debug, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// They went into the ticket of another row, as messages or former versions.
    Joined,
    /// They have no value.
    Empty,
    /// They say again what the columns are called.
    RepeatedHeaders,
}

impl Kind {
    /// What the list is called in the outcome of a step.
    fn list(self) -> &'static str {
        match self {
            Self::Joined => "joined",
            Self::Empty => "empty",
            Self::RepeatedHeaders => "repeated_headers",
        }
    }
}

/// The statement that finds a list's runs of rows of a job, `(head, tail)`.
fn runs(dialect: Dialect) -> &'static str {
    match dialect {
        Dialect::Sqlite => {
            "SELECT CAST(k.value ->> 0 AS BIGINT) AS head, CAST(k.value ->> 1 AS BIGINT) AS tail \
             FROM phase_queue p JOIN json_each(p.outcome, '$.lists.' || $1) k \
             WHERE p.job_id = $2 AND p.current_phase = 'score'"
        }
        Dialect::Postgres => {
            "SELECT CAST(k.value ->> 0 AS BIGINT) AS head, CAST(k.value ->> 1 AS BIGINT) AS tail \
             FROM phase_queue p CROSS JOIN LATERAL jsonb_array_elements(p.outcome -> 'lists' -> $1) AS k (value) \
             WHERE p.job_id = $2 AND p.current_phase = 'score'"
        }
    }
}

/// Which rows.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Params {
    /// What they are.
    #[param(inline)]
    pub kind: Kind,
}

/// Rows of a file that lie together.
#[derive(Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct RowRun {
    /// The first: 1 is the first behind the header.
    pub first: i64,
    /// The last.
    pub last: i64,
}

impl FromRow for RowRun {
    fn from_row(row: &mut Row) -> Result<Self, stores::Error> {
        Ok(Self {
            first: row.take()?,
            last: row.take()?,
        })
    }
}

/// Runs of rows, and how many rows they are.
#[derive(Debug, Serialize, ToSchema)]
pub struct RowRuns {
    /// How many rows there are in all.
    pub rows: u64,
    /// The runs, in the order of the file.
    #[serde(flatten)]
    pub listed: Listed<RowRun>,
}

/// Lists the rows of a job's file that are no tickets by themselves, though nothing is wrong with them: neighbours together.
/// Of what an earlier release read nothing is listed; the job's `rows.lists` tells.
#[utoipa::path(get, path = "/api/job/{id}/rows", tag = "jobs", operation_id = "list_job_rows",
    params(("id" = String, Path, description = "The job's identifier"), Params, Runs),
    extensions(("x-permission" = json!("jobs:read"))),
    responses((status = 200, body = RowRuns), (status = 400, body = Problem), (status = 401, body = Problem),
        (status = 404, body = Problem)))]
pub async fn list(
    State(cx): State<Context>,
    caller: Caller,
    Path(id): Path<String>,
    Query(params): Query<Params>,
    Query(page): Query<Runs>,
) -> Result<Json<RowRuns>, Error> {
    job::find(&cx.records, caller.workspace, &id).await?;
    let (list, runs) = (params.kind.list(), runs(cx.records.dialect().await));
    let counts = format!(
        "SELECT count(*), CAST(COALESCE(sum(tail - head + 1), 0) AS BIGINT) FROM ({runs}) AS runs"
    );
    let (total, rows): (u64, u64) = cx.records.query_one(&counts, (list, id.as_str())).await?;
    let statement = format!("{runs} ORDER BY head LIMIT $3 OFFSET $4");
    let asked = (list, id.as_str(), page.limit(), page.offset());
    let results = cx.records.query(&statement, asked).await?;
    Ok(Json(RowRuns {
        rows,
        listed: page.of(total, results),
    }))
}

#[cfg(test)]
mod tests {
    use crate::testing::Desk;
    use http::Method;
    use serde_json::{Value, json};

    #[test]
    fn rows_come_in_runs_in_the_order_of_the_file_whatever_chunk_they_were_in() {
        let desk = Desk::new();
        desk.uploaded("a", b"Issue key,Summary\nSUP-1,It broke\n");
        for (chunk, outcome) in [
            r#"{"lists": {"joined": [[9, 9], [12, 20]], "empty": [], "repeated_headers": [[10, 10]]}}"#,
            r#"{"lists": {"joined": [[2, 4]], "empty": [[100, 101]], "repeated_headers": []}}"#,
            r#"{"rows": 3}"#,
        ]
        .into_iter()
        .enumerate()
        {
            desk.app.execute_with(
                "INSERT INTO phase_queue (queue_id, workspace_id, job_id, current_phase, chunk, status, outcome, created_at, \
                     updated_at, phase_number, queue_position, feature_id, adw_id) \
                 SELECT $1, 1, 'a', 'score', $2, 'completed', $3, submitted_at, submitted_at, 3, 1, 1, id FROM jobs",
                (
                    format!("s{chunk}"),
                    i64::try_from(chunk).unwrap(),
                    stores::Value::Json(outcome.to_owned()),
                ),
            );
        }
        let told = |query: &str| -> Value {
            let path = format!("/api/job/a/rows?{query}");
            desk.send(Method::GET, &path).json()
        };
        let runs =
            json!([{"first": 2, "last": 4}, {"first": 9, "last": 9}, {"first": 12, "last": 20}]);
        let all = json!({"rows": 13, "total": 3, "offset": 0, "limit": 50, "results": runs});
        assert_eq!(told("kind=joined"), all);
        assert_eq!(
            told("kind=joined&limit=1&offset=1")["results"],
            json!([runs[1]])
        );
        assert_eq!(told("kind=empty")["rows"], 2);
        assert_eq!(told("kind=repeated_headers")["rows"], 1);
        let refused = |path: &str| desk.send(Method::GET, path).status;
        assert_eq!(refused("/api/job/a/rows?kind=new"), 400);
        assert_eq!(refused("/api/job/a/rows"), 400);
        assert_eq!(refused("/api/job/b/rows?kind=empty"), 404);
    }
}
