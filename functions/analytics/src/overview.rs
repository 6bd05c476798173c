//! How the mood of the tickets moves from day to day.

use axum::extract::State;
use calendar::Unset;
use endpoint::{Caller, Context, Dates, Json, Problem, Query, Result};
use figures::{Figures, Mood};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::mood::{Distribution, MOST_DAYS, Shown, TrendDay, sentiment};
use crate::source::Source;
use crate::undated::Undated;

/// Which tickets count.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct Params {
    /// Only tickets of this ultimate sentiment.
    #[param(schema_with = crate::mood::documented)]
    sentiment_type: Option<String>,
}

/// The mood of the tickets created in a period.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Overview {
    period: Shown,
    sentiment_distribution: Distribution,
    /// Every day of the period, oldest first.
    sentiment_trend: Vec<TrendDay>,
    /// Mean compound score of the tickets, −1 to 1; null without tickets.
    average_compound: Option<f64>,
    /// Tickets.
    total: u64,
    undated: Undated,
}

/// The mood of the tickets by the day they were created on, the last 30 days where nothing else is asked.
#[utoipa::path(get, path = "/api/sentiment/overview", tag = "analytics", operation_id = "sentiment_overview",
    params(Dates, Source, Params), extensions(("x-permission" = json!("tickets:read"))),
    responses((status = 200, body = Overview), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn get(
    State(cx): State<Context>,
    caller: Caller,
    Query(dates): Query<Dates>,
    Query(source): Query<Source>,
    Query(params): Query<Params>,
) -> Result<Json<Overview>> {
    let days = dates
        .days(Unset::UpToToday(30), cx.clock.now())?
        .at_most(MOST_DAYS)?;
    let only = sentiment("sentiment_type", params.sentiment_type.as_deref())?;
    let figures = source.of(Figures::at_present(&cx.lake, caller.workspace.0).await?);
    let trend = figures.by_day(&days, only).await?;
    let mut all = Mood::default();
    for day in &trend {
        all += day.mood;
    }
    Ok(Json(Overview {
        period: Shown::from(&days),
        sentiment_distribution: all.into(),
        sentiment_trend: trend.into_iter().map(TrendDay::from).collect(),
        average_compound: all.compound(),
        total: all.total(),
        undated: figures.undated().await?.into(),
    }))
}

#[cfg(test)]
mod tests {
    use figures::fixture::{Ticket, UNDATED};
    use serde_json::json;

    use crate::testing::Fixture;

    #[test]
    fn each_day_has_its_tickets_and_the_last_day_counts_whole() {
        let fixture = Fixture::with(&[
            Ticket::new("A-1", "2026-03-01T00:00:00Z", 0.5),
            Ticket::new("A-2", "2026-03-03T23:59:59.999999Z", -0.3),
            Ticket::new("A-3", "2026-03-03T12:00:00Z", 0.0),
            Ticket::new("A-4", "2026-03-04T00:00:00Z", 0.9),
            Ticket {
                description: "Since when?".into(),
                ..Ticket::new("A-5", UNDATED, -0.9)
            },
        ]);
        let asked = "/api/sentiment/overview?start_date=2026-03-01&end_date=2026-03-03";
        let expected = json!({
            "period": {"start_date": "2026-03-01", "end_date": "2026-03-03", "timezone": "UTC"},
            "sentiment_distribution": {"positive": 1, "negative": 1, "neutral": 1},
            "sentiment_trend": [
                {"date": "2026-03-01", "positive": 1, "negative": 0, "neutral": 0, "compound": 0.5},
                {"date": "2026-03-02", "positive": 0, "negative": 0, "neutral": 0, "compound": null},
                {"date": "2026-03-03", "positive": 0, "negative": 1, "neutral": 1, "compound": -0.15},
            ],
            "average_compound": 0.066_667,
            "total": 3,
            "undated": {"texts": 2, "tickets": 1},
        });
        assert_eq!(fixture.json(asked), expected);
        let here = fixture.json(&format!(
            "{asked}&timezone=America/New_York&sentiment_type=positive"
        ));
        // In New York A-1 belongs to February and A-4 to the third of March.
        assert_eq!(
            here["sentiment_distribution"],
            json!({"positive": 1, "negative": 0, "neutral": 0})
        );
        assert_eq!(here["average_compound"], 0.9);
    }

    #[test]
    fn an_empty_workspace_has_thirty_empty_days() {
        let fixture = Fixture::empty();
        fixture.publish(2, &[Ticket::new("A-1", "2026-03-01T00:00:00Z", 0.5)]);
        let overview = fixture.json("/api/sentiment/overview");
        assert_eq!(overview["sentiment_trend"].as_array().unwrap().len(), 30);
        assert_eq!(overview["period"]["end_date"], "2026-03-04");
        assert_eq!(
            (
                overview["total"].clone(),
                overview["average_compound"].clone()
            ),
            (json!(0), json!(null))
        );
    }
}
