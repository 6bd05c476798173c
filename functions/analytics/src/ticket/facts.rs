//! What the export and the conversation tell of a ticket beside its present state.

use jiff::Timestamp;
use sentiment::Label;
use serde::{Deserialize, Serialize, Serializer, ser::Error as _};
use stores::named::Moment;
use utoipa::{ToSchema, openapi::Object};

/// The columns of a ticket by their names. Texts are empty and numbers null where the export did not say, nobody knows, or
/// the ticket was scored by a release before.
#[derive(Debug, Default, Serialize, Deserialize, ToSchema)]
pub(crate) struct TicketFacts {
    /// The team or queue it is with, as the source writes it.
    team: String,
    /// How it came in, such as `email`, as the source writes it.
    channel: String,
    /// Who asks, as the source writes it.
    customer: String,
    /// How content the customer says they are, as the source writes it.
    satisfaction: String,
    #[serde(serialize_with = "moment")]
    #[schema(value_type = Option<String>, format = DateTime)]
    due_at: Option<Moment>,
    /// When it was first answered, by the export.
    #[serde(serialize_with = "moment")]
    #[schema(value_type = Option<String>, format = DateTime)]
    first_response_at: Option<Moment>,
    time_spent_minutes: Option<f64>,
    reopenings: Option<u32>,
    /// What it is about most, one of `categories`.
    category: String,
    /// The strongest of `emotions`.
    emotion: String,
    /// How the mood moved: `disgruntled_to_satisfied`, `satisfied_to_disgruntled`, `consistently_positive`,
    /// `consistently_negative`, `volatile` or `neutral_stable`.
    trajectory_type: String,
    improvement_score: Option<f64>,
    volatility_score: Option<f64>,
    turning_points: Option<u32>,
    /// The language it is in, ISO 639-1.
    language: String,
    /// The mood of its summary and description.
    #[schema(schema_with = moods)]
    opening_sentiment: String,
    opening_compound: Option<f64>,
    /// The customer's mood after the first answer of the staff.
    #[schema(schema_with = moods)]
    answered_sentiment: String,
    answered_compound: Option<f64>,
    /// From its creation to the first answer: by the export, else to the first comment of the staff.
    minutes_to_first_response: Option<f64>,
    minutes_to_resolution: Option<f64>,
    /// How often the customer took the word; several texts in a row are one turn.
    customer_turns: Option<u32>,
    /// How often the staff did.
    staff_turns: Option<u32>,
}

/// The moods and none, for the document.
fn moods() -> Object {
    let none = std::iter::once("");
    endpoint::one_of(
        "A mood, or empty where there is none",
        none.chain(Label::ALL.map(Label::as_str)),
    )
}

/// A moment as answers have it.
#[expect(clippy::ref_option, reason = "serde hands the field over so")]
fn moment<S: Serializer>(at: &Option<Moment>, serializer: S) -> Result<S::Ok, S::Error> {
    let at = at.map(|at| Timestamp::from_microsecond(at.0));
    at.transpose()
        .map_err(S::Error::custom)?
        .serialize(serializer)
}
