//! `GET /api/rescoring/{id}/changes.csv`: all texts that have another label now, as a file.

use super::changes::{CHANGED, ChangedText, kept, label};
use axum::extract::State;
use axum::response::Response;
use endpoint::{Caller, Context, Download, Error, Part, Path, Problem, Query, audit};
use serde::Deserialize;
use serde_json::json;
use utoipa::IntoParams;

/// Texts read at once: what bounds the memory of an export.
const PAGE: u32 = 500;

/// Which changes.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Which {
    /// Only texts that had this label.
    #[param(schema_with = super::changes::documented)]
    pub from: Option<String>,
    /// Only texts that have this label now.
    #[param(schema_with = super::changes::documented)]
    pub to: Option<String>,
}

/// Downloads the texts whose label a rescoring changed as CSV; cells a spreadsheet would run as formulas are escaped.
#[utoipa::path(get, path = "/api/rescoring/{id}/changes.csv", tag = "scoring", operation_id = "download_rescoring_changes",
    params(("id" = String, Path, description = "The rescoring's identifier"), Which),
    extensions(("x-permission" = json!("tickets:read"))),
    responses((status = 200, content_type = "text/csv"), (status = 400, body = Problem), (status = 401, body = Problem),
        (status = 404, body = Problem), (status = 409, body = Problem)))]
pub async fn get(
    State(cx): State<Context>,
    caller: Caller,
    Path(id): Path<String>,
    Query(which): Query<Which>,
) -> Result<Response, Error> {
    let from = label("from", which.from.as_deref())?;
    let to = label("to", which.to.as_deref())?;
    kept(&cx, &caller, &id).await?;
    let (resource, details) = (format!("job:{id}"), json!({"from": from, "to": to}));
    let file = Download {
        name: &format!("rescored_{id}.csv"),
        entry: audit::Entry::by(&caller, "rescoring_changes_exported", &resource, details),
    };
    let export = Export {
        cx: cx.clone(),
        caller: caller.clone(),
        id,
        labels: (from, to),
        after: -1,
    };
    file.csv(&cx, &COLUMNS, export, Export::part).await
}

/// What the columns are called.
const COLUMNS: [&str; 10] = [
    "ticket_id",
    "source",
    "field_type",
    "comment_number",
    "text",
    "from",
    "from_compound",
    "from_version",
    "to",
    "to_compound",
];

/// An export under way.
struct Export {
    cx: Context,
    caller: Caller,
    id: String,
    labels: (Option<&'static str>, Option<&'static str>),
    /// The last text that was written.
    after: i64,
}

impl Export {
    /// The next texts, and the export that goes on behind them.
    async fn part(self) -> Result<Part<Vec<String>, Self>, Error> {
        let (from, to) = self.labels;
        let texts: Vec<ChangedText> = self
            .cx
            .records
            .query(
                &format!("{CHANGED} AND n.result_id > $4 ORDER BY n.result_id LIMIT $5"),
                (self.id.as_str(), from, to, self.after, PAGE),
            )
            .await?;
        let Part { rows, next } = Part::in_order(texts, PAGE, |text| text.id).map(cells);
        if next.is_none() {
            // A later rescoring takes the rows away: an end for want of them must not look like the end.
            kept(&self.cx, &self.caller, &self.id).await?;
        }
        let next = next.map(|after| Self { after, ..self });
        Ok(Part { rows, next })
    }
}

fn cells(text: ChangedText) -> Vec<String> {
    let number = text.comment_number.map(|number| number.to_string());
    vec![
        text.ticket_id,
        text.source,
        text.field_type,
        number.unwrap_or_default(),
        text.text,
        text.from,
        text.from_compound.to_string(),
        text.from_version,
        text.to,
        text.to_compound.to_string(),
    ]
}
