//! In which order tickets are listed.

use endpoint::{Error, Result};
use serde::Deserialize;
use utoipa::{IntoParams, openapi::Object};

/// The order when nothing is asked.
const NEWEST: &str = "-created_at";
/// Every order.
const ORDERS: [&str; 10] = [
    NEWEST,
    "created_at",
    "-updated_at",
    "updated_at",
    "-compound",
    "compound",
    "-comment_count",
    "comment_count",
    "-urgency",
    "urgency",
];

/// The orders, for the document.
fn documented() -> Object {
    endpoint::one_of(
        "With `-` in front for the largest first; `-created_at` when missing",
        ORDERS,
    )
}

/// In which order.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct Order {
    /// With `-` in front for the largest first; `-created_at` when missing. What has no date comes last.
    #[param(schema_with = documented)]
    pub(super) sort: Option<String>,
}

impl Order {
    /// The statement's end; `are_dated` where the tickets all have a creation date.
    pub(super) fn fragment(&self, are_dated: bool) -> Result<&'static str> {
        Ok(match self.sort.as_deref().unwrap_or(NEWEST) {
            // PostgreSQL goes back through its index, at whose end are those without a date: here there are none.
            "created_at" if are_dated => " ORDER BY t.created_at NULLS FIRST, t.id",
            NEWEST => " ORDER BY t.created_at DESC NULLS LAST, t.id DESC",
            "created_at" => " ORDER BY t.created_at NULLS LAST, t.id",
            "-updated_at" => {
                " ORDER BY COALESCE(t.updated_at, t.created_at) DESC NULLS LAST, t.id DESC"
            }
            "updated_at" => " ORDER BY COALESCE(t.updated_at, t.created_at) NULLS LAST, t.id",
            "-compound" => " ORDER BY t.compound DESC, t.id DESC",
            "compound" => " ORDER BY t.compound, t.id",
            "-comment_count" => " ORDER BY t.comment_count DESC, t.id DESC",
            "comment_count" => " ORDER BY t.comment_count, t.id",
            "-urgency" => " ORDER BY t.urgency DESC, t.id DESC",
            "urgency" => " ORDER BY t.urgency, t.id",
            _ => {
                let remedy = "use created_at, updated_at, compound, comment_count or urgency, with - in front to turn it";
                return Err(Error::invalid("invalid_sort", "there is no such order")
                    .field("sort")
                    .remedy(remedy));
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_documented_order_is_one_and_no_other() {
        let fragment = |sort: Option<&str>| {
            let sort = sort.map(str::to_owned);
            Order { sort }.fragment(false)
        };
        for order in ORDERS {
            assert!(fragment(Some(order)).is_ok(), "{order}");
        }
        assert_eq!(fragment(None).unwrap(), fragment(Some(NEWEST)).unwrap());
        for wrong in ["", "x", "Urgency", "-", "created_at "] {
            let error = fragment(Some(wrong)).unwrap_err();
            assert_eq!(error.problem().code, "invalid_sort", "{wrong}");
        }
    }
}
