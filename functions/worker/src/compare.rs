//! Whether records and lake hold the same: what a job changed after each upload, the whole workspace once a day.

use endpoint::{Context, log};
use jiff::{SignedDuration, Timestamp};
use queue::{Failure, Trouble};
use serde_json::json;
use stores::Transaction;
use stores::lake::{Dataset, LiveFile};

/// How often a workspace is counted as a whole, when no job is under way.
const EVERY: SignedDuration = SignedDuration::from_hours(24);

/// Tickets and texts: of a store, or what a job added to it.
type Counts = (i64, i64);

/// How many texts more show once the job's revisions are the present state of their tickets: its own, less those of the
/// states it replaces. To be asked before they are.
pub async fn texts_added(transaction: &Transaction, job: &str) -> Result<i64, stores::Error> {
    let (added,): (i64,) = transaction
        .query_one(
            "SELECT (SELECT count(*) FROM sentiment_results WHERE job_id = $1) \
                 - (SELECT count(*) FROM ticket_revisions n \
                     JOIN tickets t ON t.workspace_id = n.workspace_id AND t.source = n.source AND t.ticket_id = n.ticket_id \
                     JOIN sentiment_results s ON s.workspace_id = t.workspace_id AND s.source = t.source \
                         AND s.ticket_id = t.ticket_id AND s.job_id = t.job_id AND s.field_type <> 'comment' \
                     WHERE n.job_id = $1)",
            (job,),
        )
        .await?;
    Ok(added)
}

/// What is wrong where a published job changed the one store otherwise than the other. A job whose publishing noted no
/// change has the whole workspace counted.
pub async fn change(cx: &Context, workspace: i64, job: &str) -> Result<Option<Trouble>, Failure> {
    type Change = (Option<i64>, Option<i64>, i64, i64);
    let change: Option<Change> = cx
        .records
        .query_optional(
            "SELECT CAST(p.outcome ->> 'tickets' AS BIGINT), CAST(p.outcome ->> 'texts' AS BIGINT), \
                 n.ticket_rows - COALESCE(o.ticket_rows, 0), n.sentiment_rows - COALESCE(o.sentiment_rows, 0) \
             FROM jobs j JOIN phase_queue p ON p.job_id = j.id AND p.current_phase = 'publish' \
             JOIN lake_snapshots n ON n.id = j.snapshot_id \
             LEFT JOIN lake_snapshots o ON o.id = (SELECT max(b.id) FROM lake_snapshots b \
                 WHERE b.workspace_id = n.workspace_id AND b.id < n.id) \
             WHERE j.id = $1",
            (job,),
        )
        .await?;
    let Some((Some(tickets), Some(texts), lake_tickets, lake_texts)) = change else {
        return Ok(whole(cx, workspace).await?.and_then(|found| found.trouble));
    };
    let lake = (lake_tickets, lake_texts);
    Ok(((tickets, texts) != lake).then(|| {
        differ(format!(
            "the job added {tickets} tickets and {texts} texts to the records, {} and {} to the lake",
            lake.0, lake.1
        ))
    }))
}

/// A workspace that was counted as a whole.
struct Counted {
    snapshot: i64,
    trouble: Option<Trouble>,
}

/// Counts all of a workspace in both stores; none where something was published meanwhile, or nothing ever was.
async fn whole(cx: &Context, workspace: i64) -> Result<Option<Counted>, Failure> {
    let Some(snapshot) = cx.lake.current(workspace).await? else {
        return Ok(None);
    };
    let records: Counts = cx
        .records
        .query_one(
            "SELECT (SELECT count(*) FROM tickets WHERE workspace_id = $1), \
                 (SELECT count(*) FROM sentiment_results s JOIN jobs j ON j.id = s.job_id AND j.snapshot_id IS NOT NULL \
                     WHERE s.workspace_id = $1 AND s.field_type = 'comment') \
                 + (SELECT count(*) FROM sentiment_results s JOIN tickets t ON t.workspace_id = s.workspace_id \
                     AND t.source = s.source AND t.ticket_id = s.ticket_id AND t.job_id = s.job_id \
                     WHERE s.workspace_id = $1 AND s.field_type <> 'comment')",
            (workspace,),
        )
        .await?;
    let files = cx.lake.files(workspace).await?;
    if cx.lake.current(workspace).await?.map(|now| now.id) != Some(snapshot.id) {
        return Ok(None);
    }
    let number = |rows: u64| i64::try_from(rows).map_err(|error| Failure::bug(&error));
    let lake: Counts = (
        number(rows(&files, Dataset::Ticket))?,
        number(rows(&files, Dataset::Sentiment))?,
    );
    let catalog: Counts = (
        number(snapshot.ticket_rows)?,
        number(snapshot.sentiment_rows)?,
    );
    let trouble = (records != lake || lake != catalog).then(|| {
        differ(format!(
            "the records hold {} tickets and {} texts, the lake {} and {}, of which its catalog counts {} and {}",
            records.0, records.1, lake.0, lake.1, catalog.0, catalog.1
        ))
    });
    Ok(Some(Counted {
        snapshot: number(snapshot.id)?,
        trouble,
    }))
}

/// The rows of a dataset that count.
fn rows(files: &[LiveFile], dataset: Dataset) -> u64 {
    let of_dataset = files.iter().filter(|file| file.dataset == dataset);
    of_dataset
        .map(|file| {
            let removed = file.removed.iter();
            let removed: u64 = removed.map(|(start, end)| u64::from(end - start)).sum();
            file.row_count.saturating_sub(removed)
        })
        .sum()
}

/// What a difference of the stores is told as.
pub fn differ(detail: String) -> Trouble {
    Trouble {
        code: "stores_differ".to_owned(),
        detail,
        remedy:
            "rebuild the lake from the records: on the page Stores, or with POST /api/lake/rebuild; and report this"
                .to_owned(),
    }
}

/// Counts one workspace that was not counted for a day. A difference is logged, and shown with the job that published
/// what is seen now.
pub async fn one_that_is_due(cx: &Context, now: Timestamp) -> Result<(), Failure> {
    let before = now
        .checked_sub(EVERY)
        .map_err(|error| Failure::bug(&error))?;
    let due: Option<(i64,)> = cx
        .records
        .query_optional(
            "SELECT w.id FROM workspaces w LEFT JOIN store_checks c ON c.workspace_id = w.id \
             WHERE c.checked_at IS NULL OR c.checked_at < $1 ORDER BY w.id LIMIT 1",
            (before,),
        )
        .await?;
    let Some((workspace,)) = due else {
        return Ok(());
    };
    // Noted first: of several workers that look at the same time one counts.
    let mine = cx
        .records
        .execute(
            "INSERT INTO store_checks (workspace_id, checked_at) VALUES ($1, $2) \
             ON CONFLICT (workspace_id) DO UPDATE SET checked_at = excluded.checked_at WHERE store_checks.checked_at < $3",
            (workspace, now, before),
        )
        .await?;
    if mine != 1 {
        return Ok(());
    }
    let Some(Counted {
        snapshot,
        trouble: Some(trouble),
    }) = whole(cx, workspace).await?
    else {
        return Ok(());
    };
    log::error(
        "stores_differ",
        json!({"workspace.id": workspace, "cause": trouble.detail}),
    );
    let trouble = serde_json::to_value(trouble).map_err(|error| Failure::bug(&error))?;
    cx.records
        .execute(
            "UPDATE jobs SET error = $1 WHERE workspace_id = $2 AND snapshot_id = $3 AND error IS NULL",
            (trouble, workspace, snapshot),
        )
        .await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tick;
    use endpoint::testing::{App, block_on};
    use figures::fixture::{self, Ticket};
    use serde_json::Value as Json;

    /// Two published tickets with a comment each.
    fn published() -> App {
        let app = App::new(|_| axum::Router::new());
        let ticket = |key| {
            Ticket::new(key, "2026-03-01T08:00:00Z", 0.1).comment(
                "2026-03-02T08:00:00Z",
                "eve",
                "Fine.",
                0.2,
            )
        };
        let cx = &app.cx;
        let tickets = [ticket("SUP-1"), ticket("SUP-2")];
        block_on(fixture::publish(
            &cx.records,
            &cx.lake,
            1,
            cx.clock.now(),
            &tickets,
        ));
        app
    }

    fn job(app: &App) -> (String, Option<Json>) {
        block_on(app.cx.records.query_one("SELECT id, error FROM jobs", ())).unwrap()
    }

    #[test]
    fn what_a_job_added_is_held_against_what_the_lake_gained() {
        let app = published();
        let (id, _) = job(&app);
        let lake = block_on(app.cx.lake.current(1)).unwrap().unwrap();
        let (tickets, texts) = (lake.ticket_rows, lake.sentiment_rows);
        let change = || block_on(change(&app.cx, 1, &id)).unwrap();
        assert_eq!(change(), None, "nothing was noted: all is counted");
        let publish = format!(
            "INSERT INTO phase_queue (queue_id, workspace_id, job_id, current_phase, status, outcome, created_at, updated_at, \
                 phase_number, queue_position, feature_id, adw_id) \
             SELECT 'p', 1, '{id}', 'publish', 'completed', '{{\"tickets\": {tickets}, \"texts\": {texts}}}', submitted_at, \
                 submitted_at, 4, 1, 1, id FROM jobs"
        );
        app.execute(&publish);
        assert_eq!(change(), None);
        app.execute("UPDATE lake_snapshots SET sentiment_rows = sentiment_rows - 1");
        let trouble = change().expect("a difference");
        assert_eq!(trouble.code, "stores_differ");
        assert!(
            trouble
                .detail
                .contains(&format!("{tickets} tickets and {texts} texts")),
            "{}",
            trouble.detail
        );
    }

    #[test]
    fn what_is_lost_later_is_found_within_a_day() {
        for loss in [
            "DELETE FROM tickets WHERE ticket_id = 'SUP-2'",
            "DELETE FROM sentiment_results WHERE ticket_id = 'SUP-2' AND field_type = 'comment'",
            "UPDATE lake_snapshots SET ticket_rows = 1",
            "UPDATE lake_files SET row_count = row_count + 1 WHERE dataset = 'sentiment'",
        ] {
            let app = published();
            app.execute("UPDATE jobs SET status = 'completed'");
            let day = SignedDuration::from_hours(24) + SignedDuration::from_secs(1);
            block_on(tick(&app.cx));
            assert_eq!(job(&app).1, None, "all is there");
            assert!(app.execute(loss) > 0, "{loss}");
            block_on(tick(&app.cx));
            assert_eq!(job(&app).1, None, "not yet: it was counted today");
            app.cx.clock.advance(day);
            block_on(tick(&app.cx));
            let error = job(&app).1.expect(loss);
            assert_eq!(error["code"], "stores_differ", "{loss}");
        }
    }
}
