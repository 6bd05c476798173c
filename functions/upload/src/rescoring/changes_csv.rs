//! `GET /api/rescoring/{id}/changes.csv`: all texts that have another label now, as a file.

use super::changes::{CHANGED, ChangedText, kept, label};
use axum::body::Body;
use axum::extract::State;
use axum::response::Response;
use bytes::Bytes;
use endpoint::{Caller, Context, Error, Path, Problem, Query, attachment, audit};
use futures::stream;
use identity::Permission;
use serde::Deserialize;
use serde_json::json;
use utoipa::IntoParams;

/// Texts read at once: what bounds the memory of an export.
const PAGE: i64 = 500;

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
    caller.may(Permission::TicketsRead)?;
    let from = label("from", which.from.as_deref())?;
    let to = label("to", which.to.as_deref())?;
    kept(&cx, &caller, &id).await?;
    let (resource, details) = (format!("job:{id}"), json!({"from": from, "to": to}));
    let entry = audit::Entry::by(&caller, "rescoring_changes_exported", &resource, details);
    audit::record_alone(&cx, entry).await?;
    let name = format!("rescored_{id}.csv");
    let pages = stream::try_unfold(Some(-1), move |after| {
        next_page(cx.clone(), caller.clone(), id.clone(), (from, to), after)
    });
    attachment("text/csv; charset=utf-8", &name, Body::from_stream(pages))
}

/// The next page as CSV and the text it ends with; the first carries the header.
async fn next_page(
    cx: Context,
    caller: Caller,
    id: String,
    (from, to): (Option<&'static str>, Option<&'static str>),
    after: Option<i64>,
) -> Result<Option<(Bytes, Option<i64>)>, Error> {
    let Some(after) = after else {
        return Ok(None);
    };
    let texts: Vec<ChangedText> = cx
        .records
        .query(
            &format!("{CHANGED} AND n.result_id > $4 ORDER BY n.result_id LIMIT $5"),
            (id.as_str(), from, to, after, PAGE),
        )
        .await?;
    let more = i64::try_from(texts.len()).is_ok_and(|read| read == PAGE);
    if !more {
        // A later rescoring takes the rows away: an end for want of them must not look like the end.
        kept(&cx, &caller, &id).await?;
    }
    let mut writer = tickets::export::Writer::new(Vec::new());
    if after < 0 {
        writer
            .row([
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
            ])
            .map_err(Error::internal)?;
    }
    for text in &texts {
        let number = text.comment_number.map(|number| number.to_string());
        let (before, now) = (text.from_compound.to_string(), text.to_compound.to_string());
        writer
            .row([
                &text.ticket_id,
                &text.source,
                &text.field_type,
                number.as_deref().unwrap_or(""),
                &text.text,
                &text.from,
                &before,
                &text.from_version,
                &text.to,
                &now,
            ])
            .map_err(Error::internal)?;
    }
    let last = texts.last().map(|text| text.id).filter(|_| more);
    Ok(Some((Bytes::from(writer.into_inner()), last)))
}
