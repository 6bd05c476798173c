//! Discourse: topics of a forum as its interface gives them, the first post as what opened them.

use super::tracker::{Sign, Tracker};
use crate::{Field, Texts};

/// The format `discourse`.
pub const DISCOURSE: Tracker = Tracker {
    signs: &[Sign {
        all: &["id", "title", "created_at", "posts_count", "archetype"],
        any: &[],
    }],
    columns: &[
        (Field::TicketId, &["id"]),
        (Field::Summary, &["title", "fancy_title"]),
        (Field::Description, &["description"]),
        (Field::Comments, &["comment"]),
        (Field::CreatedAt, &["created_at"]),
        (Field::UpdatedAt, &["last_posted_at", "bumped_at"]),
        (Field::Components, &["category_name", "category_id"]),
        (
            Field::Reporter,
            &["details.created_by.username", "last_poster_username"],
        ),
        (Field::Labels, &["tags"]),
    ],
    texts: Texts::Html,
    ..Tracker::new("discourse")
};
