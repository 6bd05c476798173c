//! Tickets that say nothing of a property.

use endpoint::{Error, Result};
use serde::Deserialize;
use serde::de::value::{Error as Unknown, StrDeserializer};
use utoipa::ToSchema;

use crate::statement::Statement;

/// The most properties that are named at once: all.
const MOST: usize = 4;

/// What a ticket may say nothing of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Property {
    Status,
    Priority,
    Product,
    Assignee,
}

/// What tickets must say nothing of.
#[derive(Debug, Default)]
pub(crate) struct Unsaid(Vec<Property>);

impl Unsaid {
    /// The properties of a list with commas between.
    pub(crate) fn of(list: Option<&str>) -> Result<Self> {
        let Some(list) = list.filter(|list| !list.is_empty()) else {
            return Ok(Self::default());
        };
        let property = |name| Property::deserialize(StrDeserializer::<Unknown>::new(name));
        let found: Result<Vec<_>, _> = list.split(',').map(property).collect();
        match found {
            Ok(properties) if properties.len() <= MOST => Ok(Self(properties)),
            _ => Err(
                Error::invalid("invalid_missing", "tickets are not told by this")
                    .field("missing")
                    .remedy(
                        "use status, priority, product or assignee, several with commas between",
                    ),
            ),
        }
    }

    /// Adds the conditions on tickets `t`.
    pub(crate) fn restrict(&self, statement: &mut Statement) {
        for property in &self.0 {
            statement.push(match property {
                Property::Status => " AND t.status = ''",
                Property::Priority => " AND t.priority = ''",
                Property::Product => " AND t.product = ''",
                Property::Assignee => " AND t.assignee = ''",
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use figures::fixture::Ticket;
    use serde_json::json;

    use super::*;
    use crate::testing::{Fixture, column};

    #[test]
    fn what_is_no_property_is_refused() {
        for wrong in [
            "x",
            "Product",
            "product,",
            ",",
            "product, status",
            "product,product,product,product,product",
            "' OR 1=1",
        ] {
            let problem = Unsaid::of(Some(wrong)).unwrap_err();
            assert_eq!(problem.problem().code, "invalid_missing", "{wrong}");
        }
        assert_eq!(
            Unsaid::of(Some("product,status,product")).unwrap().0.len(),
            3
        );
        for none in [None, Some("")] {
            assert!(Unsaid::of(none).unwrap().0.is_empty());
        }
    }

    #[test]
    fn a_row_of_the_dashboard_without_a_name_leads_to_its_tickets() {
        let ticket = |key: &str| Ticket::new(key, "2026-03-01T08:00:00Z", 0.5);
        let fixture = Fixture::with(&[
            ticket("A-1"),
            Ticket {
                product: String::new(),
                ..ticket("A-2")
            },
            Ticket {
                product: String::new(),
                priority: String::new(),
                ..ticket("A-3")
            },
            Ticket {
                status: String::new(),
                assignee: String::new(),
                ..ticket("A-4")
            },
        ]);
        fixture.publish(
            2,
            &[Ticket {
                product: String::new(),
                ..ticket("B-1")
            }],
        );
        for (query, expected) in [
            ("missing=product", &["A-3", "A-2"][..]),
            ("missing=priority", &["A-3"]),
            ("missing=status", &["A-4"]),
            ("missing=assignee", &["A-4"]),
            ("missing=product,priority", &["A-3"]),
            ("missing=product%2Cpriority", &["A-3"]),
            ("missing=product,status", &[]),
            ("missing=product&product=Billing", &[]),
            ("missing=product&priority=Medium", &["A-2"]),
            ("missing=product&q=summary", &["A-3", "A-2"]),
            ("missing=product&end_date=2026-02-28", &[]),
            ("missing=", &["A-4", "A-3", "A-2", "A-1"]),
        ] {
            let list = fixture.json(&format!("/api/tickets?{query}"));
            assert_eq!(column(&list["results"], "ticket_id"), expected, "{query}");
            assert_eq!(list["total"], expected.len(), "{query}");
            let csv = fixture.get(&format!("/api/tickets.csv?{query}")).text();
            assert_eq!(csv.lines().count(), expected.len() + 1, "{query}");
        }
        let support =
            fixture.json("/api/support/analytics?start_date=2026-03-01&end_date=2026-03-01");
        assert_eq!(
            support["by_product"][0],
            json!({"product": "", "total": 2, "negative": 0, "compound": 0.5})
        );
        assert_eq!(fixture.get("/api/tickets?missing=x").status, 400);
    }
}
