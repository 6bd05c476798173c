//! Dashboards of one source.

use figures::Figures;
use serde::Deserialize;
use utoipa::IntoParams;

/// Whose tickets an answer is about.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct Source {
    /// Only the tickets of this source and their texts: a system's instance, by its name in the workspace; all when missing.
    source: Option<String>,
}

impl Source {
    /// Limits figures to the source.
    pub(crate) fn of(self, figures: Figures) -> Figures {
        match self.source.filter(|source| !source.is_empty()) {
            Some(source) => figures.of_source(&source),
            None => figures,
        }
    }
}

#[cfg(test)]
mod tests {
    use figures::fixture::{Ticket, UNDATED};
    use serde_json::json;

    use crate::testing::Fixture;

    #[test]
    fn every_number_is_of_the_source() {
        let ticket = |key: &str, source: &str, at: &str, compound: f64| {
            Ticket {
                source: source.into(),
                product: source.to_lowercase(),
                ..Ticket::new(key, at, compound)
            }
            .mention("PRODUCT", source)
        };
        let fixture = Fixture::with(&[
            ticket("A-1", "OLD", "2026-03-01T08:00:00Z", -0.9),
            ticket("A-2", "OLD", UNDATED, 0.5),
            ticket("A-3", "NEW", "2026-03-01T08:00:00Z", 0.5),
            ticket("A-4", "NEW", "2026-02-28T08:00:00Z", 0.5),
        ]);
        let days = "start_date=2026-03-01&end_date=2026-03-01";
        for (source, negative, before, undated) in [("OLD", 1, 0, 1), ("NEW", 0, 1, 0)] {
            let asked = format!("{days}&source={source}");
            let support = fixture.json(&format!("/api/support/analytics?{asked}"));
            assert_eq!(support["summary"]["total_tickets"], 1, "{source}");
            assert_eq!(support["sentiment_distribution"]["negative"], negative);
            assert_eq!(support["previous"]["total_tickets"], before, "{source}");
            assert_eq!(support["undated"]["tickets"], undated, "{source}");
            assert_eq!(support["field_type_distribution"]["summary"], 1);
            assert_eq!(support["by_product"].as_array().unwrap().len(), 1);
            let overview = fixture.json(&format!("/api/sentiment/overview?{asked}"));
            assert_eq!(overview["total"], 1, "{source}");
            let top = fixture.json(&format!("/api/entities/top?{asked}"));
            assert_eq!(
                top["entities"],
                json!([{"label": "PRODUCT", "text": source, "count": 1}])
            );
        }
        let count = |source: &str| {
            let path = format!("/api/support/analytics?{days}&source={source}");
            fixture.json(&path)["summary"]["total_tickets"].clone()
        };
        assert_eq!((count(""), count("GONE")), (json!(2), json!(0)));
    }
}
