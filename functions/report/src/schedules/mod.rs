//! Schedules of reports: when they are due, for whom, and what they hold.

pub(crate) mod given;
pub(crate) mod list;
pub(crate) mod one;
pub(crate) mod preference;
pub(crate) mod recipients;
pub(crate) mod runs;
pub(crate) mod send;
#[cfg(test)]
mod tests;
pub(crate) mod write;

use brief::Layout;
use endpoint::{Caller, Error, Result};
use identity::{Permission, Role};
use jiff::Timestamp;
use schedule::{CatchUp, Coverage, Draft, Repeat, Rule};
use serde::{Serialize, de::DeserializeOwned};
use serde_json::Value;
use stores::{FromRow, Row};
use utoipa::ToSchema;

use crate::filters::Filters;

/// A schedule as it is kept and shown.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct Schedule {
    /// Its number.
    pub(crate) id: String,
    /// Whose it is: their email address.
    pub(crate) owner: String,
    /// Its name, which the subject of its mails begins with.
    pub(crate) name: String,
    /// Whether it is the one that `/api/report/schedule` shows as its owner's preference.
    pub(crate) is_preference: bool,
    /// The name of the IANA zone by whose clock it goes.
    pub(crate) timezone: String,
    /// When, by that clock.
    pub(crate) repeat: Repeat,
    /// What its reports cover, seen from the day they are due.
    pub(crate) period: Coverage,
    /// Which tickets they are about.
    pub(crate) filters: Filters,
    /// The template their layout is taken from; none where it is the schedule's own.
    pub(crate) template_id: Option<String>,
    /// Their layout: the template's, or the schedule's own.
    pub(crate) layout: Layout,
    /// What becomes of slots that nobody delivered in time.
    pub(crate) catch_up: CatchUp,
    /// False: nothing of it is due.
    pub(crate) enabled: bool,
    /// Slots before this moment are skipped.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub(crate) paused_until: Option<Timestamp>,
    /// When it is due next; none while nothing is.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub(crate) next_slot_at: Option<Timestamp>,
    /// When a report of it was last sent.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub(crate) last_sent_at: Option<Timestamp>,
    /// When it was made.
    #[schema(value_type = String, format = DateTime)]
    pub(crate) created_at: Timestamp,
    /// When it was changed last.
    #[schema(value_type = String, format = DateTime)]
    pub(crate) updated_at: Timestamp,
    /// When it was taken away; none while it is there.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub(crate) deleted_at: Option<Timestamp>,
    /// Whose it is.
    #[serde(skip)]
    pub(crate) user: i64,
    /// Whether they are let in, and may have reports mailed.
    #[serde(skip)]
    pub(crate) owner_may: bool,
    /// Slots up to and including this moment are in the ledger.
    #[serde(skip)]
    pub(crate) examined_until: Timestamp,
    /// The workspace it belongs to.
    #[serde(skip)]
    pub(crate) workspace: i64,
}

/// The columns of a [`Schedule`], and where they come from.
pub(crate) const SELECT: &str = "SELECT s.id, u.email, s.name, s.is_preference, s.timezone, s.repeat, s.period, s.filters, \
     s.template_id, COALESCE(t.layout, s.layout), s.catch_up, s.enabled, s.paused_until, s.next_slot_at, s.last_sent_at, \
     s.created_at, s.updated_at, s.user_id, u.is_active, u.role, s.deleted_at, s.examined_until, s.workspace_id \
     FROM report_schedules s JOIN users u ON u.id = s.user_id LEFT JOIN report_templates t ON t.id = s.template_id";

impl FromRow for Schedule {
    fn from_row(row: &mut Row) -> Result<Self, stores::Error> {
        Ok(Self {
            id: row.take()?,
            owner: row.take()?,
            name: row.take()?,
            is_preference: row.take()?,
            timezone: row.take()?,
            repeat: read(row, "repeat")?,
            period: named(row, "period")?,
            filters: read(row, "filters")?,
            template_id: row.take()?,
            layout: read(row, "layout")?,
            catch_up: named(row, "catch_up")?,
            enabled: row.take()?,
            paused_until: row.take()?,
            next_slot_at: row.take()?,
            last_sent_at: row.take()?,
            created_at: row.take()?,
            updated_at: row.take()?,
            user: row.take()?,
            owner_may: may_send(row)?,
            deleted_at: row.take()?,
            examined_until: row.take()?,
            workspace: row.take()?,
        })
    }
}

/// Whether a user, by the columns of activity and role, may have reports mailed.
fn may_send(row: &mut Row) -> Result<bool, stores::Error> {
    let active: bool = row.take()?;
    let role: Role = named(row, "role")?;
    Ok(active && role.may(Permission::ReportsSchedule))
}

/// A column of JSON as its type.
pub(crate) fn read<T: DeserializeOwned>(row: &mut Row, column: &str) -> Result<T, stores::Error> {
    let value: Value = row.take()?;
    serde_json::from_value(value).map_err(|_| stores::Error::Decode {
        column: column.to_owned(),
        expected: "a value this release knows",
    })
}

/// A column of text as the type that has it for a name.
pub(crate) fn named<T: DeserializeOwned>(row: &mut Row, column: &str) -> Result<T, stores::Error> {
    let name: String = row.take()?;
    serde_json::from_value(Value::String(name)).map_err(|_| stores::Error::Decode {
        column: column.to_owned(),
        expected: "a word this release knows",
    })
}

/// The word that stands for a value in a column of text.
pub(crate) fn word(value: &impl Serialize) -> Result<String> {
    match serde_json::to_value(value).map_err(Error::internal)? {
        Value::String(word) => Ok(word),
        other => Err(Error::internal(format!("{other} is no word"))),
    }
}

impl Schedule {
    /// Its rule; what was stored could fire, but the zone data may have lost its zone.
    pub(crate) fn rule(&self) -> Result<Rule, schedule::Error> {
        Rule::new(&Draft {
            zone: self.timezone.clone(),
            repeat: self.repeat.clone(),
        })
    }
}

/// Whose schedules a caller sees and changes: their own, or all of the workspace where they administer it.
pub(crate) fn whose(caller: &Caller) -> Option<i64> {
    (caller.role != Role::Admin).then_some(caller.user.0)
}

/// A schedule by its number, whoever's it is and even if it was taken away.
pub(crate) async fn by_id(records: &stores::Records, id: &str) -> Result<Schedule, stores::Error> {
    let select = format!("{SELECT} WHERE s.id = $1");
    records.query_one(&select, (id,)).await
}

/// A schedule that the caller may change.
pub(crate) async fn find(records: &stores::Records, caller: &Caller, id: &str) -> Result<Schedule> {
    let select =
        format!("{SELECT} WHERE s.workspace_id = $1 AND s.id = $2 AND s.deleted_at IS NULL");
    let found: Option<Schedule> = records
        .query_optional(&select, (caller.workspace.0, id))
        .await?;
    found
        .filter(|schedule| whose(caller).is_none_or(|user| user == schedule.user))
        .ok_or_else(missing)
}

/// There is no such schedule, or it is somebody else's.
pub(crate) fn missing() -> Error {
    Error::not_found("no_such_schedule", "there is no such schedule")
        .remedy("list the schedules: it may have been deleted")
}

/// A rule that cannot be, told with its field.
pub(crate) fn refused(error: &schedule::Error) -> Error {
    let told = Error::invalid(error.code(), error.to_string());
    let told = match error.field() {
        Some("zone") => told.field("timezone"),
        Some(field) => told.field(format!("repeat.{field}")),
        None => told,
    };
    told.remedy(error.remedy())
}
