//! The report of a period as PDF.

use axum::{Extension, extract::State, response::Response};
use calendar::{Days, Unset};
use endpoint::{Caller, Context, Dates, Problem, Query, Result, attachment};

use crate::gather::{self, Ask};
use crate::{Typesetter, params::Params};

/// The report of a period, the seven days before today where nothing else is asked. At most 366 days.
#[utoipa::path(get, path = "/api/report/pdf", tag = "reports", operation_id = "report_pdf",
    params(Dates, Params), extensions(("x-permission" = json!("reports:read"))),
    responses((status = 200, content_type = "application/pdf"),
        (status = "4XX", body = Problem, content_type = "application/problem+json"),
        (status = 502, body = Problem)))]
pub(crate) async fn get(
    State(cx): State<Context>,
    Extension(typesetter): Extension<Typesetter>,
    caller: Caller,
    Query(dates): Query<Dates>,
    Query(given): Query<Vec<(String, String)>>,
) -> Result<Response> {
    let days = dates
        .days(Unset::BeforeToday(7), cx.clock.now())?
        .at_most(brief::MOST_DAYS)?;
    let Params { layout, filters } = Params::read(given)?;
    let ask = Ask {
        workspace: caller.workspace.0,
        days,
        filters,
        layout,
        title: None,
        public_url: endpoint::setting(&settings::PUBLIC_URL).await?,
        late: None,
    };
    let report = gather::report(&cx, &ask).await?;
    let pdf = typesetter.pdf(&report).await?;
    attachment("application/pdf", &file_name(&ask.days), pdf)
}

pub(crate) fn file_name(days: &Days) -> String {
    format!("sentiment_report_{}_to_{}.pdf", days.first(), days.last())
}

#[cfg(test)]
mod tests {
    use endpoint::testing::{Answer, App};
    use figures::fixture::{Ticket, publish};
    use futures::executor::block_on;
    use identity::Role;

    use super::*;
    use crate::testing::{Set, typesetter_answering};
    use crate::{Unset, router};

    /// The app around a typesetter that answers always the same, and what that was given.
    fn app(answer: Result<&'static str, Unset>) -> (App, Set) {
        let (typesetter, received) = typesetter_answering(answer);
        (App::new(|cx| router(cx, typesetter).0), received)
    }

    fn get(app: &App, query: &str) -> Answer {
        let token = app.sign_in(Role::Viewer);
        app.get(&format!("/api/report/pdf{query}"))
            .bearer(&token)
            .send()
    }

    #[test]
    fn the_last_seven_full_days_become_a_pdf_to_keep() {
        let (app, received) = app(Ok("%PDF-1.7"));
        let cx = &app.cx;
        let tickets = [
            Ticket::new("A-1", "2026-02-25T00:00:00Z", 0.5),
            Ticket::new("A-2", "2026-03-03T23:59:59Z", -0.5),
            Ticket::new("A-3", "2026-03-04T00:00:00Z", -0.5),
        ];
        block_on(publish(&cx.records, &cx.lake, 1, cx.clock.now(), &tickets));
        let answer = get(&app, "");
        assert_eq!((answer.status, answer.text().as_str()), (200, "%PDF-1.7"));
        assert_eq!(answer.header("content-type"), Some("application/pdf"));
        let name = "attachment; filename=\"sentiment_report_2026-02-25_to_2026-03-03.pdf\"";
        assert_eq!(answer.header("content-disposition"), Some(name));
        let received = received.lock().unwrap();
        assert_eq!(received[0]["kpis"]["tickets"]["value"], 2);
    }

    #[test]
    fn what_is_asked_for_reaches_the_report() {
        let (app, received) = app(Ok("%PDF-1.7"));
        let cx = &app.cx;
        let of = |key: &str, product: &str| Ticket {
            product: product.into(),
            ..Ticket::new(key, "2026-03-01T00:00:00Z", 0.5)
        };
        let tickets = [of("A-1", "Bills, old"), of("A-2", "App"), of("A-3", "Web")];
        block_on(publish(&cx.records, &cx.lake, 1, cx.clock.now(), &tickets));
        let query =
            "?language=fr&paper=letter&sections=kpis,products&product=Bills,%20old&product=App";
        assert_eq!(get(&app, query).status, 200);
        let received = received.lock().unwrap();
        let sent = &received[0];
        let layout = serde_json::json!({"sections": ["kpis", "products"], "language": "fr", "paper": "letter"});
        assert_eq!(sent["layout"], layout);
        assert_eq!(sent["title"], "Rapport sur le ressenti des clients");
        assert_eq!(sent["kpis"]["tickets"]["value"], 2);
        assert_eq!(
            sent["notes"]["filters"][0],
            "Produit\u{a0}: Bills, old, App"
        );
    }

    #[test]
    fn a_typesetter_that_does_not_deliver_is_told_without_its_reasons() {
        for unset in [
            Unset::Failed("secret span".into()),
            Unset::Invalid("secret field".into()),
        ] {
            let (app, _) = app(Err(unset));
            let answer = get(&app, "");
            assert_eq!(
                (answer.status, answer.code().as_str()),
                (502, "typesetting_failed")
            );
            assert_eq!(
                answer.header("content-type"),
                Some("application/problem+json")
            );
            assert!(!answer.text().contains("secret"));
        }
    }

    #[test]
    fn who_asks_wrongly_costs_no_report() {
        let (app, received) = app(Ok("%PDF-1.7"));
        for (query, code) in [
            (
                "?start_date=2025-01-01&end_date=2026-01-02",
                "period_too_long",
            ),
            (
                "?start_date=2026-01-02&end_date=2026-01-01",
                "swapped_dates",
            ),
            ("?timezone=Nowhere", "unknown_timezone"),
            ("?language=it", "unknown_language"),
            ("?paper=a5", "unknown_paper"),
            ("?sections=kpis,mood", "unknown_section"),
            ("?sections=kpis&sections=kpis", "repeated_section"),
            ("?language=de&language=fr", "repeated_parameter"),
            ("?produkt=Billing", "unknown_parameter"),
        ] {
            let answer = get(&app, query);
            assert_eq!(
                (answer.status, answer.code().as_str()),
                (400, code),
                "{query}"
            );
            assert!(answer.json()["remedy"].is_string());
        }
        assert_eq!(app.get("/api/report/pdf").send().code(), "no_token");
        assert!(received.lock().unwrap().is_empty());
    }
}
