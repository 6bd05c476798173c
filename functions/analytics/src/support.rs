//! Everything about the tickets of a period: sums, moods, states, products, authors.

use std::collections::BTreeMap;

use axum::extract::State;
use calendar::{Days, Unset};
use endpoint::{Caller, Context, Dates, Json, Problem, Query, Result};
use figures::{Author, COMMENTS, CONFIDENCE, Figures, Mood, Named, TEXTS_READ, TICKETS_READ};
use serde::Serialize;
use utoipa::ToSchema;

use crate::mood::{Distribution, MOST_DAYS, Shown, TrendDay};
use crate::source::Source;
use crate::undated::Undated;

/// The tickets created in a period. `unread.texts`, `field_type_distribution` and `top_authors` are about the texts written in it,
/// whenever their tickets were created.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Support {
    period: Shown,
    summary: Summary,
    /// The same of as many days just before.
    previous: Summary,
    sentiment_distribution: Distribution,
    /// Every day of the period, oldest first.
    sentiment_trend: Vec<TrendDay>,
    average_compound: Option<f64>,
    field_type_distribution: Fields,
    /// Tickets by how their mood developed: stable, mixed, single, improving, declining.
    ticket_statuses: BTreeMap<String, u64>,
    tickets_by_comment_count: CommentCounts,
    confidence_distribution: Confidence,
    unread: Unread,
    undated: Undated,
    top_authors: Vec<TopAuthor>,
    by_status: Vec<ByStatus>,
    by_priority: Vec<ByPriority>,
    /// The 50 products with the most tickets.
    by_product: Vec<ByProduct>,
}

/// Tickets and the comments on them.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Summary {
    total_tickets: u64,
    total_comments: u64,
    avg_comments_per_ticket: Option<f64>,
    average_compound: Option<f64>,
    sentiment_distribution: Distribution,
}

/// Texts by field.
#[derive(Debug, Default, Serialize, ToSchema)]
struct Fields {
    summary: u64,
    description: u64,
    comment: u64,
}

/// Tickets by number of comments.
#[derive(Debug, Serialize, ToSchema)]
struct CommentCounts {
    #[serde(rename = "0")]
    none: u64,
    #[serde(rename = "1")]
    one: u64,
    #[serde(rename = "2-5")]
    few: u64,
    #[serde(rename = "6-10")]
    some: u64,
    #[serde(rename = "11-20")]
    many: u64,
    #[serde(rename = "20+")]
    more: u64,
}

/// Tickets by the confidence of their sentiment: high from 0.8, medium from 0.5.
#[derive(Debug, Serialize, ToSchema)]
struct Confidence {
    high: u64,
    medium: u64,
    low: u64,
}

/// What was not read: a language that is not read, or nothing but code, logs and quotes. It counts as neutral
/// everywhere.
#[derive(Debug, Serialize, ToSchema)]
struct Unread {
    /// Texts written in the period.
    texts: u64,
    /// Tickets created in the period none of whose texts was read.
    tickets: u64,
}

/// Who wrote comments.
#[derive(Debug, Serialize, ToSchema)]
struct TopAuthor {
    author: String,
    comments: u64,
    compound: Option<f64>,
}

macro_rules! tickets_by {
    ($($(#[$doc:meta])* $name:ident { $key:ident })*) => {
        $($(#[$doc])*
        #[derive(Debug, Serialize, ToSchema)]
        struct $name {
            $key: String,
            total: u64,
            negative: u64,
            compound: Option<f64>,
        }

        impl From<Named> for $name {
            fn from(named: Named) -> Self {
                let Named { name, mood } = named;
                Self { $key: name, total: mood.total(), negative: mood.negative, compound: mood.compound() }
            }
        })*
    };
}

tickets_by! {
    /// The tickets of a state.
    ByStatus { status }
    /// The tickets of a priority.
    ByPriority { priority }
    /// The tickets of a product.
    ByProduct { product }
}

/// Everything about the tickets of a period, the last 30 days where nothing else is asked.
#[utoipa::path(get, path = "/api/support/analytics", tag = "analytics", operation_id = "support_analytics",
    params(Dates, Source), extensions(("x-permission" = json!("tickets:read"))),
    responses((status = 200, body = Support), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn get(
    State(cx): State<Context>,
    caller: Caller,
    Query(dates): Query<Dates>,
    Query(source): Query<Source>,
) -> Result<Json<Support>> {
    let days = dates
        .days(Unset::UpToToday(30), cx.clock.now())?
        .at_most(MOST_DAYS)?;
    let figures = source.of(Figures::at_present(&cx.lake, caller.workspace.0).await?);
    Ok(Json(gather(&figures, &days).await?))
}

async fn gather(figures: &Figures, days: &Days) -> Result<Support> {
    let period = days.period();
    let trend = figures.by_day(days, None).await?;
    let mut all = Mood::default();
    for day in &trend {
        all += day.mood;
    }
    let [none, one, few, some, many, more] = figures.by_band(COMMENTS, period).await?;
    let [low, medium, high] = figures.by_band(CONFIDENCE, period).await?;
    let [unread_texts, _] = figures.by_band(TEXTS_READ, period).await?;
    let [unread_tickets, _] = figures.by_band(TICKETS_READ, period).await?;
    Ok(Support {
        period: Shown::from(days),
        summary: all.into(),
        previous: figures.mood(Some(days.before()?.period())).await?.into(),
        sentiment_distribution: all.into(),
        sentiment_trend: trend.into_iter().map(TrendDay::from).collect(),
        average_compound: all.compound(),
        field_type_distribution: figures.texts_by_field(period).await?.into(),
        ticket_statuses: statuses(figures.by("sentiment_status", Some(period)).await?),
        tickets_by_comment_count: CommentCounts {
            none,
            one,
            few,
            some,
            many,
            more,
        },
        confidence_distribution: Confidence { high, medium, low },
        unread: Unread {
            texts: unread_texts,
            tickets: unread_tickets,
        },
        undated: figures.undated().await?.into(),
        top_authors: figures
            .top_authors(period, 10)
            .await?
            .into_iter()
            .map(TopAuthor::from)
            .collect(),
        by_status: rows(figures.by("status", Some(period)).await?),
        by_priority: rows(figures.by("priority", Some(period)).await?),
        by_product: rows(figures.by("product", Some(period)).await?),
    })
}

fn rows<T: From<Named>>(named: Vec<Named>) -> Vec<T> {
    named.into_iter().take(50).map(T::from).collect()
}

/// What is there, and the four every answer has.
fn statuses(named: Vec<Named>) -> BTreeMap<String, u64> {
    let always = [
        "stable_positive",
        "stable_negative",
        "stable_neutral",
        "mixed",
    ];
    let mut statuses: BTreeMap<_, _> = always.map(|status| (status.to_owned(), 0)).into();
    statuses.extend(
        named
            .into_iter()
            .map(|named| (named.name, named.mood.total())),
    );
    statuses
}

impl From<Mood> for Summary {
    fn from(mood: Mood) -> Self {
        Self {
            total_tickets: mood.total(),
            total_comments: mood.comments,
            avg_comments_per_ticket: mood.comments_per_ticket(),
            average_compound: mood.compound(),
            sentiment_distribution: mood.into(),
        }
    }
}

impl From<Vec<(String, u64)>> for Fields {
    fn from(counts: Vec<(String, u64)>) -> Self {
        let mut fields = Self::default();
        for (field, count) in counts {
            match field.as_str() {
                "summary" => fields.summary = count,
                "description" => fields.description = count,
                _ => fields.comment += count,
            }
        }
        fields
    }
}

impl From<Author> for TopAuthor {
    fn from(author: Author) -> Self {
        let Author {
            author,
            comments,
            compound,
        } = author;
        Self {
            author,
            comments,
            compound,
        }
    }
}

#[cfg(test)]
mod tests {
    use figures::fixture::Ticket;
    use serde_json::json;

    use crate::testing::Fixture;

    #[test]
    fn the_numbers_of_an_answer_agree() {
        let fixture = Fixture::with(&[
            Ticket {
                sentiment_status: "stable_negative".into(),
                product: "Login".into(),
                status: "Closed".into(),
                description: "It does not start.".into(),
                ..Ticket::new("A-1", "2026-03-01T08:00:00Z", -0.9)
            }
            .comment("2026-03-01T09:00:00Z", "eve", "Terrible.", -0.5)
            .comment("2026-03-05T09:00:00Z", "eve", "Later.", 0.0),
            Ticket {
                priority: "High".into(),
                ..Ticket::new("A-2", "2026-03-02T08:00:00Z", 0.6)
            },
            Ticket::new("A-3", "2026-03-02T09:00:00Z", 0.0),
            Ticket::new("A-0", "2026-02-28T09:00:00Z", 0.3).comment(
                "2026-03-02T09:00:00Z",
                "bob",
                "Fine.",
                0.4,
            ),
        ]);
        let answer =
            fixture.json("/api/support/analytics?start_date=2026-03-01&end_date=2026-03-02");
        assert_eq!(
            answer["summary"],
            json!({"total_tickets": 3, "total_comments": 2, "avg_comments_per_ticket": 0.666_667, "average_compound": -0.1,
                "sentiment_distribution": {"positive": 1, "negative": 1, "neutral": 1}})
        );
        assert_eq!(answer["previous"]["total_tickets"], 1);
        assert_eq!(answer["previous"]["average_compound"], 0.3);
        assert_eq!(
            answer["field_type_distribution"],
            json!({"summary": 3, "description": 1, "comment": 2})
        );
        assert_eq!(
            answer["ticket_statuses"],
            json!({"stable_positive": 0, "stable_negative": 1, "stable_neutral": 0, "mixed": 0, "single_positive": 1,
                "single_neutral": 1})
        );
        assert_eq!(
            answer["tickets_by_comment_count"],
            json!({"0": 2, "1": 0, "2-5": 1, "6-10": 0, "11-20": 0, "20+": 0})
        );
        assert_eq!(
            answer["confidence_distribution"],
            json!({"high": 1, "medium": 1, "low": 1})
        );
        // A-3 and its summary; what was written later is another period's.
        assert_eq!(answer["unread"], json!({"texts": 1, "tickets": 1}));
        let listed =
            fixture.json("/api/tickets?read=false&start_date=2026-03-01&end_date=2026-03-02");
        assert_eq!(listed["total"], answer["unread"]["tickets"]);
        assert_eq!(
            answer["top_authors"],
            json!([{"author": "bob", "comments": 1, "compound": 0.4}, {"author": "eve", "comments": 1, "compound": -0.5}])
        );
        assert_eq!(
            answer["by_status"][0],
            json!({"status": "Open", "total": 2, "negative": 0, "compound": 0.3})
        );
        assert_eq!(
            answer["by_priority"][1],
            json!({"priority": "High", "total": 1, "negative": 0, "compound": 0.6})
        );
        assert_eq!(
            answer["by_product"][1],
            json!({"product": "Login", "total": 1, "negative": 1, "compound": -0.9})
        );
    }

    #[test]
    fn an_empty_workspace_shows_zeros_and_nulls() {
        let answer = Fixture::empty().json("/api/support/analytics");
        assert_eq!(answer["summary"]["total_tickets"], 0);
        assert_eq!(answer["average_compound"], json!(null));
        assert_eq!(answer["ticket_statuses"]["mixed"], 0);
        assert_eq!(answer["by_product"], json!([]));
    }
}
