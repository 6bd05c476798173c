//! Reviews of apps in Google Play: the CSV of the Play Console, whose rows have no key, and tables of the usual scraper.

use super::tracker::{Sign, Tracker};
use crate::Field;

/// The format `google_play`.
pub const GOOGLE_PLAY: Tracker = Tracker {
    signs: &[
        Sign {
            all: &["review text", "star rating", "review submit date and time"],
            any: &[],
        },
        Sign {
            all: &["reviewid", "content", "score", "at"],
            any: &[],
        },
    ],
    columns: &[
        (Field::TicketId, &["reviewid"]),
        (Field::Summary, &["review title"]),
        (Field::Description, &["review text", "content"]),
        (Field::CreatedAt, &["review submit date and time", "at"]),
        (Field::UpdatedAt, &["review last update date and time"]),
        (Field::Product, &["package name", "appid", "app_id"]),
        (Field::Reporter, &["username"]),
        (Field::Satisfaction, &["star rating", "score"]),
    ],
    ..Tracker::new("google_play")
};
