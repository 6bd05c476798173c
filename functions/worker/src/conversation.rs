//! How a conversation went: what it was opened with, when and how it was answered, and who spoke how often.

use sentiment::{Field, FieldKind, Label, Score, Side, Ultimate, in_order};

/// What is known of a conversation by who said what.
#[derive(Debug, Default, PartialEq)]
pub struct Conversation {
    /// The mood of summary and description; none where there is nothing to read.
    pub opening: Option<Ultimate>,
    /// The customer's mood after the first answer of the staff; none before that, or where sides are not known.
    pub answered: Option<Ultimate>,
    /// When the staff answered first, µs since the epoch.
    pub first_answer_at: Option<i64>,
    /// How often the customer took the word; several texts in a row are one turn.
    pub customer_turns: u32,
    /// How often the staff did.
    pub staff_turns: u32,
}

impl Conversation {
    /// Of the fields of a ticket and their sides, in the same order.
    pub fn of(fields: &[Field<'_>], sides: &[Side]) -> Self {
        let mut conversation = Self::default();
        let (mut opening, mut answered) = (Vec::<Score>::new(), Vec::<Score>::new());
        let (mut last, mut is_answered) = (None, false);
        for index in in_order(fields) {
            let (field, side) = (&fields[index], sides[index]);
            let is_comment = field.kind == FieldKind::Comment;
            if !is_comment {
                opening.push(field.score);
            }
            if is_comment && side == Side::Staff && !is_answered {
                is_answered = true;
                conversation.first_answer_at = field.at;
            } else if is_answered && side == Side::Customer {
                answered.push(field.score);
            }
            let turns = match side {
                Side::Customer => &mut conversation.customer_turns,
                Side::Staff => &mut conversation.staff_turns,
                Side::Machine | Side::Unknown => continue,
            };
            if last != Some(side) {
                *turns += 1;
            }
            last = Some(side);
        }
        conversation.opening = Ultimate::of(&opening);
        conversation.answered = Ultimate::of(&answered);
        conversation
    }
}

/// Label and compound of a mood, as the columns have them.
pub fn columns_of(mood: Option<Ultimate>) -> (String, Option<f64>) {
    (
        mood.map(|mood| mood.label)
            .map_or("", Label::as_str)
            .to_owned(),
        mood.map(|mood| mood.compound),
    )
}

/// Minutes from one moment to another, µs since the epoch; none where either is not known, or it lies before.
pub fn minutes(from: Option<i64>, to: Option<i64>) -> Option<f64> {
    let passed = to?.checked_sub(from?).filter(|passed| *passed >= 0)?;
    #[expect(clippy::cast_precision_loss, reason = "a duration for people")]
    let minutes = passed as f64 / 60_000_000.0;
    Some((minutes * 1_000.0).round() / 1_000.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use sentiment::Scorer;

    fn field(kind: FieldKind, text: &str, at: Option<i64>) -> Field<'_> {
        Field {
            kind,
            text,
            author: None,
            side: Side::Unknown,
            at,
            score: Scorer::new().score(text),
        }
    }

    #[test]
    fn it_is_followed_turn_by_turn() {
        let fields = [
            field(
                FieldKind::Description,
                "This is terrible, I am so angry.",
                None,
            ),
            field(
                FieldKind::Comment,
                "Thank you, it works now. Great!",
                Some(40),
            ),
            field(
                FieldKind::Comment,
                "Sorry, we are looking into it.",
                Some(20),
            ),
            field(
                FieldKind::Comment,
                "Still the same horrible mess!",
                Some(10),
            ),
            field(FieldKind::Comment, "It is fixed.", Some(30)),
        ];
        let (customer, staff) = (Side::Customer, Side::Staff);
        let sides = [customer, customer, staff, customer, staff];
        let found = Conversation::of(&fields, &sides);
        assert_eq!(
            (
                found.customer_turns,
                found.staff_turns,
                found.first_answer_at
            ),
            (2, 1, Some(20))
        );
        assert_eq!(found.opening.unwrap().label, Label::Negative);
        assert_eq!(found.answered.unwrap().label, Label::Positive);
    }

    #[test]
    fn without_sides_nothing_is_told_but_the_opening() {
        let fields = [
            field(FieldKind::Summary, "Great product, thank you", None),
            field(FieldKind::Comment, "Terrible.", Some(1)),
        ];
        let found = Conversation::of(&fields, &[Side::Unknown; 2]);
        assert_eq!(
            Conversation {
                opening: None,
                ..found
            },
            Conversation::default()
        );
    }

    #[test]
    fn time_does_not_run_backwards() {
        assert_eq!(minutes(Some(0), Some(90_000_000)), Some(1.5));
        assert_eq!(minutes(Some(5), Some(4)), None);
        assert_eq!(
            (minutes(Some(5), None), minutes(None, Some(5))),
            (None, None)
        );
    }
}
