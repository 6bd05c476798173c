//! `GET /api/job/{id}/errors` and `…/errors.csv`: rows and cells that could not be read.

use crate::job;
use crate::row_counts::Group;
use axum::extract::State;
use axum::response::Response;
use endpoint::{
    Caller, Context, Download, Error, Json, Listed, Page, Part, Path, Problem, Query, audit,
};
use serde::{Deserialize, Serialize};
use serde_json::json;
use stores::{FromRow, Records, Row};
use utoipa::{IntoParams, ToSchema};

/// How many rows one page of the download reads.
const PAGE: u32 = 1_000;

/// Selects what [`RowError`] is read from, of the job `$1`.
const COLUMNS: &str = "SELECT row_number, line_number, column_name, value, code, reason, remedy, id \
    FROM row_errors WHERE job_id = $1";

/// What was wrong with a row.
#[derive(Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct RowError {
    /// Data row: 1 is the first behind the header. A spreadsheet shows it one further down.
    pub row: i64,
    /// Line of the file the row begins on, from 1.
    pub line: i64,
    /// Name of the column, where one cell is meant.
    pub column: Option<String>,
    /// The beginning of the cell's value.
    pub value: Option<String>,
    /// Stable name of the kind of error.
    pub code: String,
    /// What was wrong.
    pub reason: String,
    /// What can be done.
    pub remedy: String,
    #[serde(skip)]
    id: i64,
}

impl FromRow for RowError {
    fn from_row(row: &mut Row) -> Result<Self, stores::Error> {
        Ok(Self {
            row: row.take()?,
            line: row.take()?,
            column: row.take()?,
            value: row.take()?,
            code: row.take()?,
            reason: row.take()?,
            remedy: row.take()?,
            id: row.take()?,
        })
    }
}

/// Which errors.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Params {
    /// Only those of rows that are left out for it (`refused`), of rows that went into another row's ticket (`joined`),
    /// or of single cells of rows that are taken (`cells`).
    #[param(inline)]
    pub kind: Option<Group>,
}

/// Lists a job's row errors, in the order of the file.
#[utoipa::path(get, path = "/api/job/{id}/errors", tag = "jobs", operation_id = "list_row_errors",
    params(("id" = String, Path, description = "The job's identifier"), Params, Page),
    extensions(("x-permission" = json!("jobs:read"))),
    responses((status = 200, body = Listed<RowError>), (status = 401, body = Problem), (status = 404, body = Problem)))]
pub async fn list(
    State(cx): State<Context>,
    caller: Caller,
    Path(id): Path<String>,
    Query(params): Query<Params>,
    Query(page): Query<Page>,
) -> Result<Json<Listed<RowError>>, Error> {
    let job = job::find(&cx.records, caller.workspace, &id).await?;
    let of_kind = params.kind.map_or_else(String::new, Group::condition);
    let statement = format!("SELECT count(*) FROM row_errors WHERE job_id = $1{of_kind}");
    let of_job = (job.job_id.as_str(),);
    let (total,): (u64,) = cx.records.query_one(&statement, of_job).await?;
    let statement = format!("{COLUMNS}{of_kind} ORDER BY row_number, id LIMIT $2 OFFSET $3");
    let asked = (id.as_str(), page.limit(), page.offset());
    let results = cx.records.query(&statement, asked).await?;
    Ok(Json(page.of(total, results)))
}

/// Downloads a job's row errors as CSV; cells a spreadsheet would run as formulas are escaped.
#[utoipa::path(get, path = "/api/job/{id}/errors.csv", tag = "jobs", operation_id = "download_row_errors",
    params(("id" = String, Path, description = "The job's identifier")),
    extensions(("x-permission" = json!("jobs:read"))),
    responses((status = 200, content_type = "text/csv"), (status = 401, body = Problem), (status = 404, body = Problem)))]
pub async fn download(
    State(cx): State<Context>,
    caller: Caller,
    Path(id): Path<String>,
) -> Result<Response, Error> {
    job::find(&cx.records, caller.workspace, &id).await?;
    let resource = format!("job:{id}");
    let file = Download {
        name: &format!("row_errors_{id}.csv"),
        entry: audit::Entry::by(&caller, "row_errors_exported", &resource, json!({})),
    };
    let records = cx.records.clone();
    let read = move |after| behind(records.clone(), id.clone(), after);
    let columns = ["row", "line", "column", "value", "code", "reason", "remedy"];
    file.csv(&cx, &columns, (0, 0), read).await
}

/// The next row errors behind one, known by its row and its own number.
async fn behind(
    records: Records,
    id: String,
    (row, number): (i64, i64),
) -> Result<Part<Vec<String>, (i64, i64)>, Error> {
    let statement =
        format!("{COLUMNS} AND (row_number, id) > ($2, $3) ORDER BY row_number, id LIMIT $4");
    let errors: Vec<RowError> = records
        .query(&statement, (id.as_str(), row, number, PAGE))
        .await?;
    let part = Part::in_order(errors, PAGE, |error| (error.row, error.id));
    Ok(part.map(|error| {
        vec![
            error.row.to_string(),
            error.line.to_string(),
            error.column.unwrap_or_default(),
            error.value.unwrap_or_default(),
            error.code,
            error.reason,
            error.remedy,
        ]
    }))
}

#[cfg(test)]
mod tests {
    use crate::testing::{Desk, entry};
    use http::Method;
    use serde_json::json;

    #[test]
    fn row_errors_come_whole_in_the_order_of_the_file_and_their_download_is_booked() {
        let desk = Desk::new();
        desk.uploaded("a", b"Issue key,Summary\nSUP-1,It broke\n");
        desk.app.execute(
            "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2500) \
             INSERT INTO row_errors (workspace_id, job_id, chunk, row_number, line_number, column_name, value, code, reason, remedy) \
             SELECT 1, 'a', 0, 5000 - i / 2, 5001 - i / 2, NULL, '=1+1', 'bad_date', 'no date', 'write one' FROM n",
        );
        let told = desk.send(Method::GET, "/api/job/a/errors.csv").text();
        let rows: Vec<u32> = told
            .lines()
            .skip(1)
            .map(|line| line.split(',').next().unwrap().parse().unwrap())
            .collect();
        assert_eq!(rows.len(), 2_500);
        assert!(rows.is_sorted());
        assert!(told.ends_with(",,'=1+1,bad_date,no date,write one\r\n"));
        assert_eq!(
            desk.booked()[1..],
            [entry("row_errors_exported", "job:a", json!({}))]
        );
        assert_eq!(desk.send(Method::GET, "/api/job/b/errors.csv").status, 404);
    }
}
