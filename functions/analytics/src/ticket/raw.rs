//! The rows of exports that were a ticket's, with all their columns.

use std::collections::HashMap;
use std::fmt;

use axum::extract::State;
use endpoint::{Caller, Context, Error, Json, Listed, Page, Path, Problem, Query, Result};
use jiff::Timestamp;
use serde::de::{MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize};
use stores::Records;
use stores::lake::{RawQuery, RawRow};
use utoipa::ToSchema;

use super::state::TicketState;
use super::{Params, found, key};
use crate::statement::Statement;

/// A row of an export.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ExportRow {
    job_id: String,
    /// The export's file.
    file_name: String,
    #[schema(value_type = String, format = DateTime)]
    submitted_at: Timestamp,
    /// Its number in the export, from 1.
    row_number: u32,
    /// Its columns that hold something, in their order; those of one name stand together.
    cells: Vec<ExportCell>,
}

/// What the columns of one name hold.
#[derive(Debug, Serialize, ToSchema)]
struct ExportCell {
    column: String,
    /// The nth is of the nth column of that name, empty where that is.
    values: Vec<String>,
}

/// The rows of exports that were a ticket's, with all their columns: those of the export published last come first, fewer
/// than the limit where they are very long.
#[utoipa::path(get, path = "/api/tickets/{ticket_id}/raw", tag = "tickets", operation_id = "list_ticket_rows",
    params(("ticket_id" = String, Path, description = "The ticket's key"), Params, Page),
    extensions(("x-permission" = json!("tickets:read"))),
    responses((status = 200, body = Listed<ExportRow>), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn get(
    State(cx): State<Context>,
    caller: Caller,
    Path(ticket_id): Path<String>,
    Query(params): Query<Params>,
    Query(asked): Query<Page>,
) -> Result<Json<Listed<ExportRow>>> {
    let workspace = caller.workspace.0;
    let of = key(&caller, ticket_id, params);
    let state = found(&cx, &of).await?;
    let (rows, total) = rows(&cx, workspace, &state, asked).await?;
    if total == 0 {
        return Err(no_rows());
    }
    let uploads = uploads(&cx.records, workspace, &rows).await?;
    let results = rows
        .into_iter()
        .map(|row| export_row(row, &uploads))
        .collect::<Result<_>>()?;
    Ok(Json(asked.of(total, results)))
}

/// The rows of a page, and how many there are: those under the key the ticket has now, then those under its former ones.
async fn rows(
    cx: &Context,
    workspace: i64,
    state: &TicketState,
    asked: Page,
) -> Result<(Vec<RawRow>, u64)> {
    let mut former: Vec<(String,)> = cx
        .records
        .query(
            "SELECT DISTINCT COALESCE(n.moved_key, n.ticket_id) FROM ticket_revisions n \
             JOIN jobs j ON j.id = n.job_id AND j.snapshot_id IS NOT NULL \
             WHERE n.workspace_id = $1 AND n.source = $2 AND n.ticket_id = $3 ORDER BY 1 DESC",
            (workspace, &state.source, &state.name),
        )
        .await?;
    former.retain(|(key,)| *key != state.ticket_id);
    let present = std::iter::once(state.ticket_id.clone());
    let (mut rows, mut total, mut is_full) = (Vec::new(), 0, false);
    for key in present.chain(former.into_iter().map(|(key,)| key)) {
        let has = u32::try_from(rows.len()).unwrap_or(u32::MAX);
        let query = RawQuery {
            source: state.source.clone(),
            ticket_id: key,
            offset: u64::from(asked.offset()).saturating_sub(total),
            // At least one is asked for, so that it is told how many there are.
            limit: asked.limit().saturating_sub(has).max(1),
        };
        let wanted = query.offset..query.offset + u64::from(query.limit);
        let page = cx.lake.raw_rows(workspace, query).await?;
        // Very long rows end a part before its limit.
        is_full = is_full || has >= asked.limit();
        if !is_full {
            let there = page.total.min(wanted.end).saturating_sub(wanted.start);
            is_full = (page.rows.len() as u64) < there;
            rows.extend(page.rows);
        }
        total += page.total;
    }
    Ok((rows, total))
}

fn no_rows() -> Error {
    Error::not_found(
        "no_raw_rows",
        "the exports that held this ticket were uploaded before their columns were kept",
    )
    .remedy("upload the export again under another name, or a newer one")
}

/// Name and moment of an upload.
type Upload = (String, Timestamp);

/// The uploads that rows came with, by their job.
async fn uploads(
    records: &Records,
    workspace: i64,
    rows: &[RawRow],
) -> Result<HashMap<String, Upload>> {
    if rows.is_empty() {
        return Ok(HashMap::new());
    }
    let mut statement =
        Statement::new("SELECT id, file_name, submitted_at FROM jobs WHERE workspace_id = ");
    statement
        .bind(workspace)
        .push(" AND id IN (")
        .bind_all(rows.iter().map(|row| &row.job))
        .push(")");
    let (sql, params) = statement.into_parts();
    let found: Vec<(String, String, Timestamp)> = records.query(&sql, params).await?;
    Ok(found
        .into_iter()
        .map(|(job, name, at)| (job, (tickets::visible(&name), at)))
        .collect())
}

fn export_row(row: RawRow, uploads: &HashMap<String, Upload>) -> Result<ExportRow> {
    let (file_name, submitted_at) = uploads
        .get(&row.job)
        .cloned()
        .ok_or_else(|| Error::internal(format!("no job is called {}", row.job)))?;
    let Cells(cells) = serde_json::from_str(&row.cells).map_err(Error::internal)?;
    Ok(ExportRow {
        job_id: row.job,
        file_name,
        submitted_at,
        row_number: row.row_number,
        cells,
    })
}

/// The cells of a row, in the order they are written in.
struct Cells(Vec<ExportCell>);

#[derive(Deserialize)]
#[serde(untagged)]
enum Values {
    One(String),
    Several(Vec<String>),
}

impl<'de> Deserialize<'de> for Cells {
    fn deserialize<D: Deserializer<'de>>(from: D) -> std::result::Result<Self, D::Error> {
        from.deserialize_map(InOrder)
    }
}

struct InOrder;

impl<'de> Visitor<'de> for InOrder {
    type Value = Cells;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("cells by column name")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> std::result::Result<Cells, A::Error> {
        let mut cells = Vec::new();
        while let Some((column, values)) = map.next_entry()? {
            let values = match values {
                Values::One(value) => vec![value],
                Values::Several(values) => values,
            };
            cells.push(ExportCell { column, values });
        }
        Ok(Cells(cells))
    }
}

#[cfg(test)]
mod tests {
    use figures::fixture::Ticket;
    use serde_json::json;

    use crate::testing::{Fixture, column};

    fn ticket() -> Ticket {
        Ticket::new("SUP-1", "2026-03-01T08:00:00Z", -0.5)
            .comment("2026-03-03T08:00:00Z", "eve", "Third", 0.4)
            .comment("2026-03-04T08:00:00Z", "eve", "", 0.4)
    }

    #[test]
    fn every_exports_row_is_shown_with_its_columns_in_order() {
        let other = Ticket::new("SUP-2", "2026-03-01T08:00:00Z", 0.0);
        let fixture = Fixture::with(&[other.clone(), ticket()]);
        let later = Ticket {
            summary: "Changed".into(),
            ..ticket()
        };
        let job = fixture.publish(1, &[later]);
        let answer = fixture.json("/api/tickets/SUP-1/raw");
        assert_eq!(
            (
                answer["total"].clone(),
                answer["results"][0]["job_id"].clone()
            ),
            (json!(2), json!(job))
        );
        let cells = |summary: &str| {
            json!([
                {"column": "Issue key", "values": ["SUP-1"]},
                {"column": "Summary", "values": [summary]},
                {"column": "Comment", "values": ["Third", ""]},
            ])
        };
        let results = &answer["results"];
        assert_eq!(results[0]["cells"], cells("Changed"));
        assert_eq!(
            (
                results[0]["row_number"].clone(),
                results[1]["row_number"].clone()
            ),
            (json!(1), json!(2))
        );
        assert_eq!(results[1]["cells"], cells("Summary of SUP-1"));
        assert_ne!(results[0]["file_name"], "");
        let second = fixture.json("/api/tickets/SUP-1/raw?limit=1&offset=1");
        assert_eq!(
            (
                &second["results"][0],
                second["results"].as_array().map(Vec::len)
            ),
            (&results[1], Some(1))
        );
        assert_eq!(
            column(&fixture.json("/api/tickets/SUP-2/raw")["results"], "job_id").len(),
            1
        );
    }

    #[test]
    fn a_ticket_that_is_not_there_or_of_another_workspace_has_no_rows() {
        let fixture = Fixture::empty();
        fixture.publish(2, &[ticket()]);
        fixture.stage(1, &[ticket()]);
        let answer = fixture.get("/api/tickets/SUP-1/raw");
        assert_eq!(
            (answer.status, answer.code()),
            (404, "no_such_ticket".to_owned())
        );
        assert_eq!(fixture.get("/api/tickets/SUP-1/raw?source=NEW").status, 404);
    }
}
