//! Newer zone data moves what is to come: the moments at which schedules are due next are computed anew.

use endpoint::{Context, Result, log};
use jiff::Timestamp;
use serde_json::json;

use crate::schedules;

/// Where the release stands that the moments were computed with.
const NAME: &str = "schedule_zone_data";
/// The most schedules read at once.
const PART: usize = 200;

/// Computes the moments anew where the zone data is not what they were computed with. What is booked stays booked: a slot
/// is known by its local time.
pub(super) async fn follow(cx: &Context, release: Option<&str>, now: Timestamp) -> Result<()> {
    let Some(release) = release else {
        return Ok(());
    };
    let kept = "SELECT value FROM installation_secrets WHERE name = $1";
    let kept: Option<(String,)> = cx.records.query_optional(kept, (NAME,)).await?;
    if kept.as_ref().is_some_and(|(kept,)| kept == release) {
        return Ok(());
    }
    let mut after = String::new();
    loop {
        let ids: Vec<(String,)> = cx
            .records
            .query(
                "SELECT id FROM report_schedules WHERE id > $1 AND enabled AND deleted_at IS NULL ORDER BY id LIMIT $2",
                (after.as_str(), PART),
            )
            .await?;
        let Some((last,)) = ids.last() else {
            break;
        };
        after.clone_from(last);
        for (id,) in &ids {
            compute(cx, id).await?;
        }
    }
    cx.records
        .execute(
            "INSERT INTO installation_secrets (name, value, created_at) VALUES ($1, $2, $3) \
             ON CONFLICT (name) DO UPDATE SET value = excluded.value, created_at = excluded.created_at",
            (NAME, release, now),
        )
        .await?;
    log::info("zone_data", json!({"release": release}));
    Ok(())
}

async fn compute(cx: &Context, id: &str) -> Result<()> {
    // One that is gone, or that this release cannot read, is told of where it is booked.
    let schedule = match schedules::by_id(&cx.records, id).await {
        Ok(schedule) => schedule,
        Err(stores::Error::NoRow | stores::Error::Decode { .. }) => return Ok(()),
        Err(error) => return Err(error.into()),
    };
    let Ok(rule) = schedule.rule() else {
        return Ok(());
    };
    let next = rule.next(schedule.examined_until).map(|slot| slot.at());
    cx.records
        .execute(
            "UPDATE report_schedules SET next_slot_at = $1 WHERE id = $2 AND examined_until = $3 AND updated_at = $4",
            (next, id, schedule.examined_until, schedule.updated_at),
        )
        .await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use endpoint::testing::{App, block_on};
    use identity::Role;
    use serde_json::json;

    use super::*;
    use crate::{router, testing};

    #[test]
    fn a_moment_that_was_computed_with_other_zone_data_is_computed_anew() {
        let app = App::new(|cx| router(cx, testing::typesetter()).0);
        let token = app.sign_in(Role::Analyst);
        let body = json!({
            "name": "Daily", "timezone": "Asia/Kathmandu", "period": "yesterday",
            "repeat": {"kind": "daily", "time": "12:00"},
        });
        let post = app.post("/api/report/schedules").bearer(&token).json(&body);
        let right = post.send().json()["next_slot_at"].clone();
        let now = app.cx.clock.now();
        let follow = |release| block_on(follow(&app.cx, Some(release), now)).unwrap();
        follow("2026a");
        let moved = || {
            let shifted = now + jiff::SignedDuration::from_hours(9);
            app.execute_with("UPDATE report_schedules SET next_slot_at = $1", (shifted,));
        };
        let told = || {
            let list = app.get("/api/report/schedules").bearer(&token).send();
            list.json()["results"][0]["next_slot_at"].clone()
        };
        moved();
        follow("2026a");
        assert_ne!(told(), right, "nothing is computed while the data stays");
        follow("2026b");
        assert_eq!(told(), right);
    }
}
