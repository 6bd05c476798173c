//! `GET /api/report/confirm`: who wants to send what to whom, before anybody says yes to it.

use axum::extract::State;
use endpoint::{Context, Json, Problem, Query, Result};
use serde::Serialize;
use stores::{FromRow, Row};
use utoipa::ToSchema;

use super::answer::Link;
use super::{Purpose, Token};
use crate::mailer::Mailer;

/// What an address is asked about.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Question {
    /// The address that is asked.
    address: String,
    /// The schedule's name; none where the schedule is gone.
    schedule: Option<String>,
    /// The address of the user who wants the reports to be sent.
    asked_by: Option<String>,
    /// The name of that user's workspace.
    workspace: Option<String>,
    /// Who the mails are from; none where mail is not configured any more.
    sender: Option<String>,
    /// Whether the address has said yes before.
    confirmed: bool,
}

/// What the records say of a question.
struct Known {
    workspace: String,
    schedule: Option<String>,
    asked_by: Option<String>,
    confirmed: bool,
}

impl FromRow for Known {
    fn from_row(row: &mut Row) -> Result<Self, stores::Error> {
        Ok(Self {
            workspace: row.take()?,
            schedule: row.take()?,
            asked_by: row.take()?,
            confirmed: row.take()?,
        })
    }
}

const SELECT: &str = "SELECT w.name, s.name, u.email, \
     EXISTS (SELECT 1 FROM mail_addresses m WHERE m.workspace_id = w.id AND m.address = $1 AND m.confirmed_at IS NOT NULL) \
     FROM workspaces w \
     LEFT JOIN report_schedules s ON s.workspace_id = w.id AND s.id = $2 AND s.deleted_at IS NULL \
     LEFT JOIN users u ON u.id = s.user_id WHERE w.id = $3";

/// What a link asks an address about, before it does anything.
#[utoipa::path(get, path = "/api/report/confirm", tag = "reports", operation_id = "confirmation",
    params(Link), extensions(("x-permission" = json!("public"))),
    responses((status = 200, body = Question), (status = 503, body = Problem), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn get(
    State(cx): State<Context>,
    Query(link): Query<Link>,
) -> Result<Json<Question>> {
    let token = Token::read(&cx, &link.token, Purpose::Confirm).await?;
    let asked = (
        token.address.as_str(),
        token.schedule.as_str(),
        token.workspace,
    );
    let known: Option<Known> = cx.records.query_optional(SELECT, asked).await?;
    let mailer = Mailer::configured().await?;
    let confirmed = known.as_ref().is_some_and(|known| known.confirmed);
    let (workspace, schedule, asked_by) = known.map_or((None, None, None), |known| {
        (Some(known.workspace), known.schedule, known.asked_by)
    });
    Ok(Json(Question {
        address: token.address,
        schedule,
        asked_by,
        workspace,
        sender: mailer.map(|mailer| mailer.sender()),
        confirmed,
    }))
}
