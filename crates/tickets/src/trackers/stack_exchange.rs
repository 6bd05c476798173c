//! Stack Exchange and Stack Overflow for Teams: questions as the interface gives them, whose answers are comments.

use super::tracker::{Sign, Tracker};
use crate::{Field, Texts};

/// The format `stack_exchange`.
pub const STACK_EXCHANGE: Tracker = Tracker {
    signs: &[Sign {
        all: &["question_id", "creation_date", "answer_count"],
        any: &[],
    }],
    columns: &[
        (Field::TicketId, &["question_id"]),
        (Field::Summary, &["title"]),
        (Field::Description, &["body_markdown", "body"]),
        (Field::Comments, &["comment"]),
        (Field::CreatedAt, &["creation_date"]),
        (Field::UpdatedAt, &["last_activity_date"]),
        (Field::ResolvedAt, &["closed_date"]),
        (Field::Reporter, &["owner.display_name"]),
        (Field::Labels, &["tags"]),
    ],
    texts: Texts::Html,
    ..Tracker::new("stack_exchange")
};
