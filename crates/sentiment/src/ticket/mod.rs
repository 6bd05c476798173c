//! A ticket's mood from the scores of its fields.

mod side;
mod status;
mod timeline;
mod trajectory;
mod ultimate;

pub use side::Side;
pub use status::{Status, Trend};
pub use timeline::{Field, FieldKind, in_order};
pub use trajectory::{Trajectory, TrajectoryKind, TurningPoint};
pub use ultimate::{Strategy, Ultimate};

use crate::{
    Score,
    signals::{self, AspectMood, EmotionStrength, IssueCategory, Signals},
};
use serde::Serialize;

/// What a ticket's texts say together.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct TicketMood {
    /// The mood to show and to count the ticket under.
    pub ultimate: Ultimate,
    /// Whether the later half of the conversation is better or worse than the earlier half.
    pub trend: Trend,
    /// The mood of the conversation in one word, as `/api/tickets` answers it.
    pub status: Status,
    /// How the mood moved.
    pub trajectory: Trajectory,
    /// How urgent the ticket sounds, 0 to 1, three decimals; above 0.6 is urgent. The highest of summary, description
    /// and the three latest comments.
    pub urgency: f64,
    /// Emotions found, strongest first; each the strongest of any field.
    pub emotions: Vec<EmotionStrength>,
    /// What the ticket is about, best match first, at most three; `general` alone where nothing matches. Summary and
    /// description decide; comments are asked only where they match nothing.
    pub categories: Vec<IssueCategory>,
    /// What the texts judge, most mentioned first.
    pub aspects: Vec<AspectMood>,
}

impl TicketMood {
    /// Computes the mood. `fields` may come in any order: comments are put in order of time; one without a time keeps
    /// its place behind the field given before it.
    ///
    /// The conversation that `ultimate`, `trend`, `status` and `trajectory` look at is the readable comments of the customer.
    /// Where there is none, comments of whom nobody knows the side stand in, and without those summary and description, as
    /// the one voice they are. What staff and machines say is looked at where there is nothing else.
    pub fn of(fields: &[Field<'_>], strategy: Strategy) -> Self {
        let read: Vec<Signals> = fields.iter().map(|field| Signals::of(field.text)).collect();
        Self::of_read(fields, &read, strategy)
    }

    /// The same where the texts were read before: `read` are the signals of the fields, in their order.
    pub fn of_read(fields: &[Field<'_>], read: &[Signals], strategy: Strategy) -> Self {
        let conversation = timeline::conversation(fields);
        let ultimate = ultimate::ultimate(&conversation.scores, strategy);
        let signs: Vec<f64> = match &conversation.scores[..] {
            scores if conversation.is_comments => scores.iter().map(Score::signed).collect(),
            [] => Vec::new(),
            _ => vec![ultimate.label.sign() * ultimate.confidence],
        };
        let signals = signals::of_ticket(fields, read, &timeline::in_order(fields));
        Self {
            ultimate,
            trend: status::trend(&signs),
            status: status::status(&conversation, ultimate.label),
            trajectory: trajectory::trajectory(&signs, &conversation.fields),
            urgency: signals.urgency,
            emotions: signals.emotions,
            categories: signals.categories,
            aspects: signals.aspects,
        }
    }
}

/// The mean of the earlier and of the later half; the middle one of an odd number belongs to the later half.
fn halves(signs: &[f64]) -> Option<(f64, f64)> {
    let (earlier, later) = signs.split_at(signs.len() / 2);
    (!earlier.is_empty()).then(|| (mean(earlier), mean(later)))
}

#[expect(
    clippy::cast_precision_loss,
    reason = "the number of fields of a ticket"
)]
fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / values.len() as f64
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::{Label, Scorer};

    /// A field with its text scored.
    pub(crate) fn field(kind: FieldKind, text: &str) -> Field<'_> {
        Field {
            kind,
            text,
            author: None,
            side: Side::Unknown,
            at: None,
            score: Scorer::new().score(text),
        }
    }

    fn of(fields: &[(FieldKind, &str)]) -> TicketMood {
        let fields: Vec<_> = fields
            .iter()
            .map(|&(kind, text)| field(kind, text))
            .collect();
        TicketMood::of(&fields, Strategy::default())
    }

    #[test]
    fn an_angry_ticket_that_ends_well_is_improving() {
        let mood = of(&[
            (FieldKind::Summary, "Login fails"),
            (
                FieldKind::Description,
                "This is terrible, I am so angry. Production is down!",
            ),
            (
                FieldKind::Comment,
                "Still broken, this is a horrible experience.",
            ),
            (FieldKind::Comment, "I am really disappointed and angry."),
            (
                FieldKind::Comment,
                "Great, it works now, thank you so much!",
            ),
            (FieldKind::Comment, "Perfect, excellent support."),
        ]);
        assert_eq!(mood.ultimate.label, Label::Positive);
        assert_eq!(
            (mood.trend, mood.status),
            (Trend::Improving, Status::Improving)
        );
        assert_eq!(mood.trajectory.kind, TrajectoryKind::DisgruntledToSatisfied);
        assert!(mood.urgency > 0.6, "{}", mood.urgency);
        assert_eq!(mood.categories, [IssueCategory::Login, IssueCategory::Bug]);
    }

    #[test]
    fn canned_thanks_of_agents_and_bots_leave_a_furious_ticket_negative() {
        let scored = |kind, author, compound: f64| Field {
            author,
            score: Score::stored(Label::of(compound), compound, 0.8),
            ..field(kind, "")
        };
        let mut fields = [
            scored(FieldKind::Summary, None, -0.8),
            scored(FieldKind::Comment, Some("automation-bot"), 0.7),
            scored(FieldKind::Comment, Some("agent"), 0.9),
        ];
        let mood = TicketMood::of(&fields, Strategy::default());
        assert_eq!(
            (mood.ultimate.label, mood.status, mood.trend),
            (Label::Negative, Status::SingleNegative, Trend::Stable)
        );
        assert_eq!(mood.trajectory.kind, TrajectoryKind::ConsistentlyNegative);
        // What the workspace knows of its people counts before their names.
        fields[2].author = Some("eve");
        fields[2].side = Side::Staff;
        assert_eq!(TicketMood::of(&fields, Strategy::default()), mood);
        fields[2].side = Side::Customer;
        let mood = TicketMood::of(&fields, Strategy::default());
        assert_eq!(mood.ultimate.label, Label::Positive);
    }

    #[test]
    fn without_comments_the_opening_is_one_voice() {
        let mood = of(&[
            (FieldKind::Summary, "Export of invoices"),
            (
                FieldKind::Description,
                "The export is horrible, it lost my work.",
            ),
        ]);
        assert_eq!(
            (mood.ultimate.label, mood.status),
            (Label::Negative, Status::SingleNegative)
        );
        assert_eq!(mood.trend, Trend::Stable);
    }

    #[test]
    fn a_ticket_without_words_is_unknown() {
        let mood = of(&[(FieldKind::Summary, ""), (FieldKind::Comment, "  ")]);
        assert_eq!(
            (mood.ultimate.label, mood.status),
            (Label::Neutral, Status::Unknown)
        );
        assert_eq!(mood.categories, [IssueCategory::General]);
        assert_eq!(
            TicketMood::of(&[], Strategy::Latest).status,
            Status::Unknown
        );
    }

    #[test]
    fn the_mood_is_plain_json() {
        let good = Field {
            score: Score::stored(Label::Positive, 0.4404, 0.706),
            ..field(FieldKind::Comment, "Good")
        };
        let json = serde_json::to_value(TicketMood::of(&[good], Strategy::default())).unwrap();
        assert_eq!(
            json,
            serde_json::json!({
                "ultimate": {"label": "positive", "compound": 0.4404, "confidence": 0.706},
                "trend": "stable",
                "status": "single_positive",
                "trajectory": {"type": "consistently_positive", "turning_points": [],
                    "improvement_score": 0.0, "volatility_score": 0.0},
                "urgency": 0.0,
                "emotions": [],
                "categories": ["general"],
                "aspects": [],
            })
        );
    }
}
