//! `POST /api/report/runs`: when a schedule would be due, before it is saved.

use axum::extract::State;
use endpoint::{Caller, Context, Json, Problem, Result};
use jiff::Timestamp;
use schedule::{Coverage, Repeat, Rule, Slot};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::given;
use crate::period;

/// How many runs are shown.
const SHOWN: usize = 5;

/// A schedule somebody thinks of.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Thought {
    /// The name of an IANA zone; the workspace's when missing.
    #[serde(default)]
    #[schema(max_length = 64)]
    timezone: Option<String>,
    /// When, by that zone's clock.
    repeat: Repeat,
    /// What its reports would cover.
    period: Coverage,
}

/// The next runs of a schedule.
#[derive(Debug, Serialize, ToSchema)]
#[expect(clippy::struct_field_names, reason = "what the API calls them")]
pub(crate) struct Runs {
    /// The zone it goes by.
    timezone: String,
    /// The release of the zone data that was computed with, such as `2026e`.
    zone_data: Option<String>,
    /// The next five, the earliest first.
    runs: Vec<Run>,
}

/// A moment at which a report is due.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Run {
    /// The moment.
    #[schema(value_type = String, format = DateTime)]
    at: Timestamp,
    /// What the clock there shows, `YYYY-MM-DDTHH:MM`.
    local: String,
    /// How far that clock is from UTC, such as `+02:00`.
    offset: String,
    /// What the zone is called then, such as `CEST`.
    abbreviation: String,
    /// Whether the planned time does not exist on that day, so that it is the first one that does.
    is_moved: bool,
    /// The first day its report covers.
    #[schema(value_type = String, format = Date)]
    first_day: String,
    /// The last day its report covers.
    #[schema(value_type = String, format = Date)]
    last_day: String,
}

/// Tells the next five moments at which a schedule would be due, and what its reports would cover. A schedule that never
/// fires is refused with the reason.
#[utoipa::path(post, path = "/api/report/runs", tag = "reports", operation_id = "next_runs",
    extensions(("x-permission" = json!("reports:schedule"))), request_body = Thought,
    responses((status = 200, body = Runs), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn post(
    State(cx): State<Context>,
    caller: Caller,
    Json(thought): Json<Thought>,
) -> Result<Json<Runs>> {
    let zone = given::zone(&cx, caller.workspace.0, thought.timezone).await?;
    let now = cx.clock.now();
    let rule = given::rule(zone, &thought.repeat, thought.period, now)?;
    Ok(Json(Runs {
        timezone: rule.zone().name().to_owned(),
        zone_data: schedule::zone_data().map(str::to_owned),
        runs: runs(&rule, thought.period, now)?,
    }))
}

fn runs(rule: &Rule, period: Coverage, now: Timestamp) -> Result<Vec<Run>> {
    let mut delivered = None;
    let mut runs = Vec::with_capacity(SHOWN);
    for slot in rule.after(now).take(SHOWN) {
        runs.push(run(&slot, rule, period, delivered)?);
        delivered = Some(slot.at());
    }
    Ok(runs)
}

fn run(slot: &Slot, rule: &Rule, period: Coverage, delivered: Option<Timestamp>) -> Result<Run> {
    let days = period::days(period, slot, rule, delivered)?;
    Ok(Run {
        at: slot.at(),
        local: slot.local().strftime("%Y-%m-%dT%H:%M").to_string(),
        offset: offset(slot),
        abbreviation: slot.abbreviation(),
        is_moved: slot.is_moved(),
        first_day: days.first().to_string(),
        last_day: days.last().to_string(),
    })
}

fn offset(slot: &Slot) -> String {
    let minutes = slot.offset().seconds() / 60;
    let sign = if minutes < 0 { '-' } else { '+' };
    let minutes = minutes.abs();
    format!("{sign}{:02}:{:02}", minutes / 60, minutes % 60)
}
