//! Why nothing of a schedule goes to an address.

use stores::Records;

use crate::schedules::{
    Schedule,
    recipients::{self, State},
};

/// Why a row of this kind would be skipped now, in the ledger's word; none where it would be sent.
pub(crate) async fn reason(
    records: &Records,
    schedule: &Schedule,
    (kind, address): (&str, &str),
) -> Result<Option<&'static str>, stores::Error> {
    if kind != "test" && !schedule.owner_may {
        return Ok(Some("owner_inactive"));
    }
    if kind == "notice" {
        return Ok(None);
    }
    if schedule.deleted_at.is_some() {
        return Ok(Some("schedule_deleted"));
    }
    if kind == "test" {
        return Ok(None);
    }
    let state = recipients::state(records, &schedule.id, address).await?;
    Ok(state.map_or(Some("no_recipient"), State::reason))
}

/// Such a reason as a sentence, and what can be done about it.
pub(crate) fn told(reason: &str) -> (&'static str, &'static str) {
    match reason {
        "owner_inactive" => (
            "the owner of the schedule may not have reports mailed any more",
            "let the owner in again, or make the schedule anew",
        ),
        "schedule_deleted" => (
            "the schedule was deleted",
            "bring the schedule back, then send it again",
        ),
        "no_recipient" => (
            "the address is no recipient of the schedule any more",
            "put the address on the schedule's list, then send it again",
        ),
        "unconfirmed" => (
            "the address has not confirmed yet that it wants reports",
            "wait for its answer; saving the schedule asks it again after a day",
        ),
        "user_inactive" => (
            "the recipient is a user who is not let in any more",
            "let the user in again, or take another address",
        ),
        "unsubscribed" => (
            "the recipient has unsubscribed",
            "only the recipient takes that back, by the link of a mail",
        ),
        "bounced" => (
            "the recipient's mail server said that nobody is there",
            "let the address in again where it is right",
        ),
        _ => ("nothing is sent to the address", "look at the schedule"),
    }
}
