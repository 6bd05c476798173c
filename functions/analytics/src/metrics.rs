//! The headline figures of the dashboard.

use axum::extract::State;
use calendar::Period;
use endpoint::{Caller, Context, Json, Problem, Result};
use figures::{Figures, Mood, percent_change};
use jiff::Timestamp;
use serde::Serialize;
use stores::Records;
use utoipa::ToSchema;

use crate::undated::Undated;

/// The headline figures, over all tickets. Trends compare the tickets created in the last 7 × 24 hours with those of
/// the 7 × 24 hours before; a trend is null when there is nothing to compare with.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Metrics {
    /// Tickets, those that are in no period included.
    total_tickets: u64,
    undated: Undated,
    /// Mean compound score, −1 to 1; null without tickets.
    avg_sentiment: Option<f64>,
    /// Negative tickets ÷ tickets, 0 to 1; null without tickets.
    negative_share: Option<f64>,
    /// Uploads that are queued or running.
    processing_jobs: u64,
    /// Change of the number of tickets, in percent.
    ticket_trend: Option<f64>,
    /// Change of the mean compound score, in percent of its size before.
    sentiment_trend: Option<f64>,
    /// Change of the mean compound score, as a difference.
    sentiment_change: Option<f64>,
    /// When an upload was last published.
    #[schema(value_type = Option<String>, format = DateTime)]
    last_published_at: Option<Timestamp>,
}

/// The headline figures of the dashboard.
#[utoipa::path(get, path = "/api/dashboard/metrics", tag = "analytics", operation_id = "dashboard_metrics",
    extensions(("x-permission" = json!("tickets:read"))),
    responses((status = 200, body = Metrics), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn get(State(cx): State<Context>, caller: Caller) -> Result<Json<Metrics>> {
    let figures = Figures::at_present(&cx.lake, caller.workspace.0).await?;
    let week = Period::last_hours(7 * 24, cx.clock.now());
    let all = figures.mood(None).await?;
    let now = figures.mood(Some(week)).await?;
    let before = figures.mood(Some(week.before())).await?;
    let undated = figures.undated().await?.into();
    let processing_jobs = processing_jobs(&cx.records, caller.workspace.0).await?;
    let last_published_at = last_published_at(&cx.records, caller.workspace.0).await?;
    Ok(Json(Metrics {
        undated,
        processing_jobs,
        last_published_at,
        ..Metrics::of(&all, &now, &before)
    }))
}

impl Metrics {
    fn of(all: &Mood, now: &Mood, before: &Mood) -> Self {
        let means = now.compound().zip(before.compound());
        Self {
            total_tickets: all.total(),
            undated: Undated::default(),
            avg_sentiment: all.compound(),
            negative_share: all.negative_share(),
            processing_jobs: 0,
            ticket_trend: percent_change(float(now.total()), float(before.total())),
            sentiment_trend: means.and_then(|(now, before)| percent_change(now, before)),
            sentiment_change: means.map(|(now, before)| ((now - before) * 1e6).round() / 1e6),
            last_published_at: None,
        }
    }
}

#[expect(clippy::cast_precision_loss, reason = "counts are far below 2^53")]
fn float(count: u64) -> f64 {
    count as f64
}

async fn processing_jobs(records: &Records, workspace: i64) -> Result<u64> {
    let (jobs,) = records
        .query_one(
            "SELECT count(*) FROM jobs WHERE workspace_id = $1 AND status IN ('queued', 'running')",
            (workspace,),
        )
        .await?;
    Ok(jobs)
}

/// A rescoring, a rebuild and an undo publish, too, and bring nothing new; what is undone is not there.
async fn last_published_at(records: &Records, workspace: i64) -> Result<Option<Timestamp>> {
    let (at,) = records
        .query_one(
            "SELECT max(s.published_at) FROM lake_snapshots s JOIN jobs j ON j.id = s.job_id \
                 WHERE s.workspace_id = $1 AND j.kind = 'upload' AND j.undone_at IS NULL",
            (workspace,),
        )
        .await?;
    Ok(at)
}

#[cfg(test)]
mod tests {
    use figures::fixture::{Ticket, UNDATED};
    use serde_json::json;

    use crate::testing::Fixture;

    #[test]
    fn this_week_is_compared_with_the_one_before() {
        let fixture = Fixture::with(&[
            Ticket::new("A-1", "2026-03-04T05:00:00Z", -0.4),
            Ticket::new("A-2", "2026-02-25T05:06:07Z", 0.0),
            Ticket::new("A-3", "2026-03-01T00:00:00Z", 0.1),
            // Just before the week, and at the very start of the one before.
            Ticket::new("A-4", "2026-02-25T05:06:06.999999Z", 0.2),
            Ticket::new("A-5", "2026-02-18T05:06:07Z", 0.2),
            Ticket::new("A-6", "2025-01-01T00:00:00Z", 0.5),
            // In no week, and counted all the same.
            Ticket::new("A-8", UNDATED, 0.1),
        ]);
        fixture.stage(1, &[Ticket::new("A-7", "2026-03-01T00:00:00Z", 0.1)]);
        let expected = json!({
            "total_tickets": 7, "avg_sentiment": 0.1, "negative_share": 0.142_857, "processing_jobs": 1,
            "undated": {"texts": 1, "tickets": 1},
            "ticket_trend": 50.0, "sentiment_trend": -150.0, "sentiment_change": -0.3,
            "last_published_at": "2026-03-04T05:06:07Z",
        });
        assert_eq!(fixture.json("/api/dashboard/metrics"), expected);
    }

    #[test]
    fn nothing_is_nothing() {
        let expected = json!({
            "undated": {"texts": 0, "tickets": 0}, "total_tickets": 0, "avg_sentiment": null, "negative_share": null, "processing_jobs": 0,
            "ticket_trend": null, "sentiment_trend": null, "sentiment_change": null, "last_published_at": null,
        });
        assert_eq!(Fixture::empty().json("/api/dashboard/metrics"), expected);
    }
}
