//! What the texts mention most.

use axum::extract::State;
use calendar::Period;
use endpoint::{Caller, Context, Dates, Json, Limit, Problem, Query, Result};
use figures::Figures;
use serde::Serialize;
use utoipa::ToSchema;

use crate::source::Source;

/// What the texts mention most.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Entities {
    entities: Vec<Entity>,
    /// Always `lake`.
    source: &'static str,
}

/// Something texts mention.
#[derive(Debug, Serialize, ToSchema)]
struct Entity {
    label: String,
    text: String,
    /// How often it is mentioned.
    count: u64,
}

/// What the texts written in a period, or all texts, mention most.
#[utoipa::path(get, path = "/api/entities/top", tag = "analytics", operation_id = "top_entities",
    params(Dates, Source, Limit), extensions(("x-permission" = json!("tickets:read"))),
    responses((status = 200, body = Entities), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn get(
    State(cx): State<Context>,
    caller: Caller,
    Query(dates): Query<Dates>,
    Query(source): Query<Source>,
    Query(limit): Query<Limit>,
) -> Result<Json<Entities>> {
    let (start, end) = dates.bounds()?;
    let period = Period::between(start, end);
    let limit = limit.or(20) as usize;
    let figures = source.of(Figures::at_present(&cx.lake, caller.workspace.0).await?);
    let entities = figures
        .top_entities(period, limit)
        .await?
        .into_iter()
        .map(Entity::from)
        .collect();
    Ok(Json(Entities {
        entities,
        source: "lake",
    }))
}

impl From<figures::Entity> for Entity {
    fn from(entity: figures::Entity) -> Self {
        let figures::Entity { label, text, count } = entity;
        Self { label, text, count }
    }
}

#[cfg(test)]
mod tests {
    use figures::fixture::Ticket;
    use serde_json::json;

    use crate::testing::Fixture;

    #[test]
    fn mentions_are_counted_in_their_period() {
        let fixture = Fixture::with(&[
            Ticket::new("A-1", "2026-03-01T08:00:00Z", 0.0)
                .mention("PRODUCT", "Billing")
                .mention("VERSION", "2.1"),
            Ticket::new("A-2", "2026-03-02T08:00:00Z", 0.0).mention("PRODUCT", "Billing"),
            Ticket::new("A-3", "2026-03-02T08:00:00Z", 0.0).mention("ORGANIZATION", "Acme"),
        ]);
        let acme = json!({"label": "ORGANIZATION", "text": "Acme", "count": 1});
        let billing = |count: u64| json!({"label": "PRODUCT", "text": "Billing", "count": count});
        let all = fixture.json("/api/entities/top?limit=2");
        assert_eq!(
            all,
            json!({"entities": [billing(2), acme], "source": "lake"})
        );
        let later = fixture.json("/api/entities/top?start_date=2026-03-02");
        assert_eq!(later["entities"], json!([acme, billing(1)]));
        assert_eq!(
            fixture.json_of(2, "/api/entities/top"),
            json!({"entities": [], "source": "lake"})
        );
    }
}
