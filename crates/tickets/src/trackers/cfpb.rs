//! Complaints to the Consumer Financial Protection Bureau: the CSV of its database, and its interface as JSON. `state` is
//! where the customer lives.

use super::tracker::{Sign, Tracker};
use crate::Field;

/// The format `cfpb`.
pub const CFPB: Tracker = Tracker {
    signs: &[
        Sign {
            all: &["complaint_id", "date_received", "company"],
            any: &["complaint_what_happened", "company_response"],
        },
        Sign {
            all: &["complaint id", "date received", "company"],
            any: &[
                "consumer complaint narrative",
                "company response to consumer",
            ],
        },
    ],
    columns: &[
        (Field::TicketId, &["complaint_id", "complaint id"]),
        (Field::Summary, &["issue"]),
        (
            Field::Description,
            &["complaint_what_happened", "consumer complaint narrative"],
        ),
        (Field::CreatedAt, &["date_received", "date received"]),
        (
            Field::Status,
            &["company_response", "company response to consumer"],
        ),
        (Field::Product, &["product"]),
        (Field::Components, &["sub_product", "sub-product"]),
        // `state` is taken here so that it is not taken for the status.
        (Field::Organization, &["company", "state"]),
        (Field::Channel, &["submitted_via", "submitted via"]),
        (Field::Labels, &["tags"]),
    ],
    list_separator: Some(','),
    ..Tracker::new("cfpb")
};
