//! The columns of a ticket's mood, from its texts.

use super::conversation::{Conversation, columns_of, minutes};
use rows::{TicketMood, TicketState};
use sentiment::{Field, FieldKind, IssueCategory, Side, Signals, Strategy};
use stores::named::{Document, Moment};

/// The mood of the fields of a ticket; signals and sides are theirs, in the same order. The language is left empty.
pub fn of(
    state: &TicketState,
    fields: &[Field<'_>],
    signals: &[Signals],
    sides: &[Side],
) -> TicketMood {
    let mood = sentiment::TicketMood::of_read(fields, signals, Strategy::default());
    let conversation = Conversation::of(fields, sides);
    let comments = fields
        .iter()
        .filter(|field| field.kind == FieldKind::Comment);
    let times = comments.clone().filter_map(|field| field.at);
    let count = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
    let first_response_at = state
        .first_response_at
        .map(|at| at.0)
        .or(conversation.first_answer_at);
    let (opening_sentiment, opening_compound) = columns_of(conversation.opening);
    let (answered_sentiment, answered_compound) = columns_of(conversation.answered);
    let created_at = state.created_at.map(|at| at.0);
    TicketMood {
        comment_count: count(comments.count()),
        first_comment_at: times.clone().min().map(Moment),
        last_comment_at: times.max().map(Moment),
        ultimate_sentiment: mood.ultimate.label,
        ultimate_confidence: mood.ultimate.confidence,
        compound: mood.ultimate.compound,
        sentiment_trend: mood.trend,
        sentiment_status: mood.status,
        urgency: mood.urgency,
        category: mood
            .categories
            .first()
            .copied()
            .map_or("", IssueCategory::as_str)
            .to_owned(),
        categories: Document::of(&mood.categories),
        emotion: mood
            .emotions
            .first()
            .map_or("", |found| found.emotion.as_str())
            .to_owned(),
        emotions: Document::of(&mood.emotions),
        aspects: Document::of(&mood.aspects),
        trajectory_type: mood.trajectory.kind.as_str().to_owned(),
        improvement_score: Some(mood.trajectory.improvement_score),
        volatility_score: Some(mood.trajectory.volatility_score),
        turning_points: Some(count(mood.trajectory.turning_points.len())),
        language: String::new(),
        opening_sentiment,
        opening_compound,
        answered_sentiment,
        answered_compound,
        minutes_to_first_response: minutes(created_at, first_response_at),
        minutes_to_resolution: minutes(created_at, state.resolved_at.map(|at| at.0)),
        customer_turns: Some(conversation.customer_turns),
        staff_turns: Some(conversation.staff_turns),
    }
}
