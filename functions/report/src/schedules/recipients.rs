//! Who gets the reports of a schedule, and whether mail may go there.

use endpoint::{Context, Error, Result};
use identity::Email;
use jiff::{SignedDuration, Timestamp};
use serde::Serialize;
use stores::{FromRow, Records, Row, Transaction};
use utoipa::ToSchema;

/// Somebody who is to get reports.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub(crate) struct Recipient {
    /// Their address.
    pub(crate) address: String,
    /// Whether mail goes there.
    pub(crate) state: State,
}

/// Whether mail goes to an address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum State {
    /// A user of the workspace.
    User,
    /// Confirmed once that it wants mail.
    Confirmed,
    /// Was asked to confirm and has not yet: nothing is sent.
    Unconfirmed,
    /// A user of the workspace who is not let in any more: nothing is sent.
    Inactive,
    /// Unsubscribed: nothing is sent.
    Unsubscribed,
    /// A server said for good that nobody is there: nothing is sent.
    Bounced,
}

impl State {
    /// Why nothing is sent, as the ledger says it; none where something is.
    pub(crate) fn reason(self) -> Option<&'static str> {
        match self {
            Self::User | Self::Confirmed => None,
            Self::Unconfirmed => Some("unconfirmed"),
            Self::Inactive => Some("user_inactive"),
            Self::Unsubscribed => Some("unsubscribed"),
            Self::Bounced => Some("bounced"),
        }
    }
}

/// How long an address that does not answer is counted.
const COUNTED: SignedDuration = SignedDuration::from_hours(7 * 24);
/// The most addresses of a workspace that were asked lately and have not confirmed: nobody sends mail to the world by this.
const MOST_UNCONFIRMED: u64 = 200;
/// Who has not confirmed is asked again when the schedule is saved, but not more often than this.
const ASKED_AGAIN: SignedDuration = SignedDuration::from_hours(24);

/// A recipient with the workspace's records about the address: a user's activity, a confirmation, a suppression.
const SELECT: &str = "SELECT r.address, \
     (SELECT u.is_active FROM users u WHERE u.workspace_id = r.workspace_id AND u.email = r.address), \
     (SELECT m.confirmed_at FROM mail_addresses m WHERE m.workspace_id = r.workspace_id AND m.address = r.address), \
     (SELECT min(x.reason) FROM mail_suppressions x WHERE x.workspace_id = r.workspace_id AND x.address = r.address \
         AND x.schedule_id IN ('', r.schedule_id)) \
     FROM report_recipients r";

impl FromRow for Recipient {
    fn from_row(row: &mut Row) -> Result<Self, stores::Error> {
        let address = row.take()?;
        let (active, confirmed): (Option<bool>, Option<Timestamp>) = (row.take()?, row.take()?);
        let suppressed: Option<String> = row.take()?;
        let state = match (suppressed.as_deref(), active, confirmed) {
            (Some("bounced"), ..) => State::Bounced,
            (Some(_), ..) => State::Unsubscribed,
            (None, Some(true), _) => State::User,
            (None, Some(false), _) => State::Inactive,
            (None, None, Some(_)) => State::Confirmed,
            (None, None, None) => State::Unconfirmed,
        };
        Ok(Self { address, state })
    }
}

/// The recipients of a schedule, by address.
pub(crate) async fn of(records: &Records, schedule: &str) -> Result<Vec<Recipient>, stores::Error> {
    let select = format!("{SELECT} WHERE r.schedule_id = $1 ORDER BY r.address");
    records.query(&select, (schedule,)).await
}

/// The state of one recipient of a schedule; none where it is none.
pub(crate) async fn state(
    records: &Records,
    schedule: &str,
    address: &str,
) -> Result<Option<State>, stores::Error> {
    let select = format!("{SELECT} WHERE r.schedule_id = $1 AND r.address = $2");
    let found: Option<Recipient> = records.query_optional(&select, (schedule, address)).await?;
    Ok(found.map(|found| found.state))
}

/// The same as [`of`] inside a transaction.
pub(crate) async fn within(
    transaction: &Transaction,
    schedule: &str,
) -> Result<Vec<Recipient>, stores::Error> {
    let select = format!("{SELECT} WHERE r.schedule_id = $1 ORDER BY r.address");
    transaction.query(&select, (schedule,)).await
}

/// Writes the recipients of a schedule anew. Addresses that are no user's are noted, so that they are asked;
/// returns those to be asked now: new ones, and those that did not answer for a day.
pub(crate) async fn replace(
    cx: &Context,
    transaction: &Transaction,
    (workspace, user, schedule): (i64, i64, &str),
    recipients: &[Email],
) -> Result<Vec<String>> {
    transaction
        .execute(
            "DELETE FROM report_recipients WHERE schedule_id = $1",
            (schedule,),
        )
        .await?;
    let now = cx.clock.now();
    let day_ago = now.checked_sub(ASKED_AGAIN).map_err(Error::internal)?;
    let mut asked = Vec::new();
    for address in recipients {
        let address = address.as_str();
        transaction
            .execute(
                "INSERT INTO report_recipients (schedule_id, workspace_id, address) VALUES ($1, $2, $3)",
                (schedule, workspace, address),
            )
            .await?;
        let new = transaction
            .execute(
                "INSERT INTO mail_addresses (workspace_id, address, user_id, requested_at) SELECT $1, $2, $3, $4 \
                 WHERE NOT EXISTS (SELECT 1 FROM users u WHERE u.workspace_id = $1 AND u.email = $2) \
                     AND NOT EXISTS (SELECT 1 FROM mail_suppressions x WHERE x.workspace_id = $1 AND x.address = $2) \
                 ON CONFLICT (workspace_id, address) DO UPDATE SET requested_at = excluded.requested_at \
                 WHERE mail_addresses.confirmed_at IS NULL AND mail_addresses.requested_at <= $5",
                (workspace, address, user, now, day_ago),
            )
            .await?;
        if new == 1 {
            asked.push(address.to_owned());
        }
    }
    let week_ago = now.checked_sub(COUNTED).map_err(Error::internal)?;
    let count = "SELECT count(*) FROM mail_addresses \
         WHERE workspace_id = $1 AND confirmed_at IS NULL AND requested_at > $2";
    let (unconfirmed,): (u64,) = transaction.query_one(count, (workspace, week_ago)).await?;
    if unconfirmed > MOST_UNCONFIRMED && !asked.is_empty() {
        let detail =
            format!("{MOST_UNCONFIRMED} addresses of the workspace have not confirmed yet");
        return Err(Error::conflict("too_many_unconfirmed", detail)
            .field("recipients")
            .remedy("wait until some have confirmed, or send to the address of a mailing list"));
    }
    Ok(asked)
}
