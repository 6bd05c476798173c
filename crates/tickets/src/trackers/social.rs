//! Customer support on a social network: a row per message, each naming the one it answers.

use super::tracker::{Sign, Tracker};
use crate::{Field, Texts};

/// The format `social`.
pub const SOCIAL: Tracker = Tracker {
    signs: &[Sign {
        all: &["tweet_id", "author_id", "inbound", "text"],
        any: &["in_response_to_tweet_id", "response_tweet_id"],
    }],
    columns: &[
        (Field::TicketId, &["tweet_id"]),
        (Field::Description, &["text"]),
        (Field::CreatedAt, &["created_at"]),
        (Field::Reporter, &["author_id"]),
    ],
    texts: Texts::Html,
    ..Tracker::new("social")
};
