//! Every route of this function, and the document that describes them.

use axum::Router;
use endpoint::Context;
use utoipa::openapi::OpenApi;
use utoipa_axum::{router::OpenApiRouter, routes};

use crate::{
    corrections, entities, filters, gazetteer, health, lake, limits, metrics, overview,
    recent_tickets, search, services, staff, support, ticket, ticket_list, tickets_csv,
};

/// The routes and their description.
pub fn router(cx: Context) -> (Router, OpenApi) {
    let routes = OpenApiRouter::new()
        .routes(routes!(overview::get))
        .routes(routes!(support::get))
        .routes(routes!(metrics::get))
        .routes(routes!(recent_tickets::get))
        .routes(routes!(ticket_list::get))
        .routes(routes!(tickets_csv::get))
        .routes(routes!(ticket::get))
        .routes(routes!(ticket::signals::get))
        .routes(routes!(ticket::raw::get))
        .routes(routes!(search::get))
        .routes(routes!(
            corrections::correct::put,
            corrections::remove::delete
        ))
        .routes(routes!(corrections::list::get))
        .routes(routes!(corrections::export::get))
        .routes(routes!(gazetteer::list::get, gazetteer::add::post))
        .routes(routes!(gazetteer::change::put, gazetteer::remove::delete))
        .routes(routes!(gazetteer::import::post))
        .routes(routes!(gazetteer::export::get))
        .routes(routes!(staff::list::get, staff::add::post))
        .routes(routes!(staff::change::put, staff::remove::delete))
        .routes(routes!(entities::get))
        .routes(routes!(filters::get))
        .routes(routes!(services::get))
        .routes(routes!(lake::get))
        .routes(routes!(limits::get))
        .routes(routes!(health::get));
    endpoint::guarded(routes, cx)
}

#[cfg(test)]
mod tests {
    use endpoint::testing::App;
    use identity::Role;

    use super::*;

    #[test]
    fn every_operation_keeps_its_promise_and_reads_an_empty_workspace() {
        let app = App::new(|cx| router(cx).0);
        let (_, document) = router(app.cx.clone());
        assert_eq!(app.broken_promises(&document), [""; 0]);
        let token = app.sign_in(Role::Viewer);
        let readable = document
            .paths
            .paths
            .iter()
            .filter(|(_, item)| item.get.is_some());
        for (path, _) in readable {
            let query = if path == "/api/search" { "?q=a" } else { "" };
            let answer = app.get(&format!("{path}{query}")).bearer(&token).send();
            let expected = if path.contains('{') { 404 } else { 200 };
            assert_eq!(answer.status, expected, "{path}: {}", answer.text());
        }
    }

    #[test]
    fn a_wrong_parameter_is_the_callers_mistake_everywhere() {
        let app = App::new(|cx| router(cx).0);
        let token = app.sign_in(Role::Viewer);
        for (query, code) in [
            ("/api/sentiment/overview?start_date=May", "invalid_date"),
            (
                "/api/sentiment/overview?sentiment_type=angry",
                "invalid_sentiment",
            ),
            ("/api/sentiment/overview?timezone=Mars", "unknown_timezone"),
            (
                "/api/support/analytics?start_date=2026-02-02&end_date=2026-02-01",
                "swapped_dates",
            ),
            (
                "/api/support/analytics?start_date=1900-01-01&end_date=2026-02-01",
                "period_too_long",
            ),
            ("/api/tickets?limit=101", "limit_out_of_range"),
            ("/api/tickets?limit=many", "invalid_query"),
            ("/api/tickets?sort=mood", "invalid_sort"),
            ("/api/tickets?sentiment=Positive", "invalid_sentiment"),
            ("/api/tickets.csv?end_date=x", "invalid_date"),
            ("/api/search", "no_query"),
            ("/api/search?q=%22%20!", "no_query"),
            ("/api/entities/top?limit=1000", "limit_out_of_range"),
            (
                "/api/dashboard/recent-tickets?limit=-1",
                "limit_out_of_range",
            ),
        ] {
            let answer = app.get(query).bearer(&token).send();
            assert_eq!(
                (answer.status, answer.code().as_str()),
                (400, code),
                "{query}"
            );
        }
    }
}
