//! The values a list can be filtered by.

use axum::extract::State;
use endpoint::{Caller, Context, Json, Problem, Result};
use figures::Figures;
use serde::Serialize;
use utoipa::ToSchema;

/// The most values of one column, the most frequent ones.
const MOST: u32 = 200;

/// The values that occur, in alphabetical order.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Filters {
    statuses: Vec<String>,
    priorities: Vec<String>,
    products: Vec<String>,
    teams: Vec<String>,
    /// The 200 with the most tickets.
    customers: Vec<String>,
    projects: Vec<String>,
    /// The 200 with the most tickets.
    assignees: Vec<String>,
    /// The sources: systems' instances, by their names in the workspace.
    sources: Vec<String>,
}

/// The values a list can be filtered by.
#[utoipa::path(get, path = "/api/filters", tag = "tickets", operation_id = "list_filters",
    extensions(("x-permission" = json!("tickets:read"))),
    responses((status = 200, body = Filters), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn get(State(cx): State<Context>, caller: Caller) -> Result<Json<Filters>> {
    let figures = Figures::at_present(&cx.lake, caller.workspace.0).await?;
    Ok(Json(Filters {
        statuses: values(&figures, "status").await?,
        priorities: values(&figures, "priority").await?,
        products: values(&figures, "product").await?,
        teams: values(&figures, "team").await?,
        customers: values(&figures, "customer").await?,
        projects: values(&figures, "project").await?,
        assignees: values(&figures, "assignee").await?,
        sources: values(&figures, "source").await?,
    }))
}

async fn values(figures: &Figures, column: &str) -> Result<Vec<String>> {
    // One more: where a ticket says nothing, the name is empty.
    let names = figures.names(column, None, MOST + 1).await?;
    let mut values: Vec<_> = names
        .into_iter()
        .filter(|name| !name.is_empty())
        .take(MOST as usize)
        .collect();
    values.sort_by_key(|value| value.to_lowercase());
    Ok(values)
}

#[cfg(test)]
mod tests {
    use figures::fixture::Ticket;
    use serde_json::json;

    use crate::testing::Fixture;

    #[test]
    fn only_what_occurs_is_offered() {
        let fixture = Fixture::with(&[
            Ticket {
                status: "open".into(),
                assignee: String::new(),
                ..Ticket::new("A-1", "2026-03-01T08:00:00Z", 0.0)
            },
            Ticket {
                status: "Closed".into(),
                team: "Payments".into(),
                customer: "Acme, AG".into(),
                project: "SUP".into(),
                source: "OLD".into(),
                ..Ticket::new("A-2", "2026-03-01T08:00:00Z", 0.0)
            },
        ]);
        let expected = json!({"statuses": ["Closed", "open"], "priorities": ["Medium"], "products": ["Billing"],
            "teams": ["Payments"], "customers": ["Acme, AG"], "projects": ["SUP"], "assignees": ["ada"],
            "sources": ["OLD", "SUP"]});
        assert_eq!(fixture.json("/api/filters"), expected);
        let nothing = json!({"statuses": [], "priorities": [], "products": [], "teams": [], "customers": [], "projects": [],
            "assignees": [], "sources": []});
        assert_eq!(fixture.json_of(2, "/api/filters"), nothing);
    }
}
