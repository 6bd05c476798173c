//! `/api/report/schedule`: a user's own report, daily or weekly, by the names of systems that know nothing else. It is the
//! first of their schedules, seen otherwise.

use axum::extract::State;
use brief::Layout;
use endpoint::{Caller, Context, Error, Json, Problem, Result};
use jiff::Timestamp;
use schedule::{CatchUp, Coverage, Repeat, Weekday};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::given::GivenSchedule;
use super::recipients;
use super::{SELECT, Schedule, write};
use crate::filters::Filters;

/// How often a preference is due.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub(crate) enum ScheduleFrequency {
    /// Every day, about the day before.
    Daily,
    /// On Mondays, about the seven days before.
    Weekly,
}

/// What a user wants to get.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct GivenPreference {
    /// How often.
    schedule_frequency: ScheduleFrequency,
    /// The time of day, `HH:MM`.
    #[serde(default = "morning")]
    #[schema(max_length = 8)]
    delivery_time: String,
    /// Where to; the recipients before, or the user's own address, when missing.
    #[serde(default)]
    #[schema(max_length = 254)]
    email: Option<String>,
    /// The name of an IANA zone; the one before, or the workspace's, when missing.
    #[serde(default)]
    #[schema(max_length = 64)]
    timezone: Option<String>,
}

fn morning() -> String {
    "08:00".to_owned()
}

/// What a user gets.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ReportPreference {
    /// How often.
    schedule_frequency: ScheduleFrequency,
    /// The time of day, `HH:MM`.
    delivery_time: String,
    /// Where to.
    email: String,
    /// The name of the IANA zone by whose clock it goes.
    timezone: String,
    /// When a report of it was last sent.
    #[schema(value_type = Option<String>, format = DateTime)]
    last_sent_at: Option<Timestamp>,
    /// The schedule it is.
    schedule_id: String,
}

/// The caller's preference.
#[utoipa::path(get, path = "/api/report/schedule", tag = "reports", operation_id = "get_preference",
    extensions(("x-permission" = json!("reports:schedule"))),
    responses((status = 200, body = ReportPreference), (status = 404, body = Problem), (status = 409, body = Problem), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn get(
    State(cx): State<Context>,
    caller: Caller,
) -> Result<Json<ReportPreference>> {
    let found = find(&cx, &caller).await?;
    let schedule = found.ok_or_else(|| {
        Error::not_found("no_preference", "there is no preference yet").remedy("save one")
    })?;
    Ok(Json(shown(&cx, schedule).await?))
}

/// Saves the caller's preference. What else its schedule has, such as filters and sections, stays.
#[utoipa::path(post, path = "/api/report/schedule", tag = "reports", operation_id = "save_preference",
    extensions(("x-permission" = json!("reports:schedule"))), request_body = GivenPreference,
    responses((status = 200, body = ReportPreference), (status = 409, body = Problem), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn post(
    State(cx): State<Context>,
    caller: Caller,
    Json(wanted): Json<GivenPreference>,
) -> Result<Json<ReportPreference>> {
    // Some send seconds, too.
    let time = wanted
        .delivery_time
        .strip_suffix(":00")
        .filter(|time| time.len() == 5);
    let time = time.unwrap_or(&wanted.delivery_time).to_owned();
    let (repeat, period) = match wanted.schedule_frequency {
        ScheduleFrequency::Daily => (Repeat::Daily { time }, Coverage::Yesterday),
        ScheduleFrequency::Weekly => {
            let days = vec![Weekday::Monday];
            (Repeat::Weekly { days, time }, Coverage::Last7Days)
        }
    };
    let before = find(&cx, &caller).await?;
    let zone = before.as_ref().map(|before| before.timezone.clone());
    let kept = before.as_ref();
    let given = GivenSchedule {
        name: kept.map_or_else(|| "My report".to_owned(), |kept| kept.name.clone()),
        timezone: wanted.timezone.or(zone),
        repeat,
        period,
        filters: kept.map_or_else(Filters::default, |kept| kept.filters.clone()),
        template_id: kept.and_then(|kept| kept.template_id.clone()),
        layout: kept.map_or_else(Layout::default, |kept| kept.layout.clone()),
        recipients: match (wanted.email, kept) {
            (Some(email), _) => vec![email],
            (None, Some(kept)) => addresses(&cx, kept).await?,
            (None, None) => Vec::new(),
        },
        catch_up: kept.map_or_else(CatchUp::default, |kept| kept.catch_up),
        enabled: true,
        paused_until: None,
    };
    let checked = given.checked(&cx, caller.workspace.0, &caller.email).await;
    let checked = checked.map_err(named_otherwise)?;
    match &before {
        Some(before) => write::update(&cx, &caller, before, &checked).await?,
        None => write::insert(&cx, &caller, &checked, true)
            .await
            .map(drop)?,
    }
    let saved = find(&cx, &caller).await?.ok_or_else(super::missing)?;
    Ok(Json(shown(&cx, saved).await?))
}

/// What is wrong, by the names of a preference.
fn named_otherwise(error: Error) -> Error {
    match error.problem().field.as_deref() {
        Some("recipients[0]") => error.field("email"),
        Some("repeat.time") => error.field("delivery_time"),
        _ => error,
    }
}

async fn find(cx: &Context, caller: &Caller) -> Result<Option<Schedule>> {
    let select = format!(
        "{SELECT} WHERE s.workspace_id = $1 AND s.user_id = $2 AND s.is_preference AND s.deleted_at IS NULL"
    );
    let ids = (caller.workspace.0, caller.user.0);
    Ok(cx.records.query_optional(&select, ids).await?)
}

async fn addresses(cx: &Context, schedule: &Schedule) -> Result<Vec<String>> {
    let recipients = recipients::of(&cx.records, &schedule.id).await?;
    Ok(recipients
        .into_iter()
        .map(|recipient| recipient.address)
        .collect())
}

async fn shown(cx: &Context, schedule: Schedule) -> Result<ReportPreference> {
    let (schedule_frequency, delivery_time) = match &schedule.repeat {
        Repeat::Daily { time } => (ScheduleFrequency::Daily, time.clone()),
        Repeat::Weekly { days, time } if *days == [Weekday::Monday] => {
            (ScheduleFrequency::Weekly, time.clone())
        }
        _ => {
            let detail =
                "the preference's schedule was given times that this view has no words for";
            let told = Error::conflict("richer_schedule", detail);
            return Err(told.remedy(format!("see /api/report/schedules/{}", schedule.id)));
        }
    };
    let recipients = recipients::of(&cx.records, &schedule.id).await?;
    let email = recipients
        .into_iter()
        .next()
        .map(|recipient| recipient.address);
    Ok(ReportPreference {
        schedule_frequency,
        delivery_time,
        email: email.unwrap_or_else(|| schedule.owner.clone()),
        timezone: schedule.timezone,
        last_sent_at: schedule.last_sent_at,
        schedule_id: schedule.id,
    })
}
