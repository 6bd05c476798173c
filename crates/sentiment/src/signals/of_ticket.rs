//! The signals of a ticket from those of its fields.

use super::{
    find::sorted,
    of_text::Signals,
    vocabulary::{Aspect, AspectMood, Emotion, EmotionStrength, IssueCategory},
};
use crate::{Field, FieldKind};

/// What is kept of all fields together; [`crate::TicketMood`] documents each.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct TicketSignals {
    pub urgency: f64,
    pub emotions: Vec<EmotionStrength>,
    pub categories: Vec<IssueCategory>,
    pub aspects: Vec<AspectMood>,
}

/// How many of the latest comments can make a ticket urgent.
const LATEST: usize = 3;
/// How many categories a ticket has at most.
const CATEGORIES: usize = 3;

/// Puts the fields' signals together; `order` are their indices, oldest first.
pub(crate) fn of_ticket(fields: &[Field<'_>], read: &[Signals], order: &[usize]) -> TicketSignals {
    let read: Vec<(FieldKind, &Signals)> = order
        .iter()
        .filter_map(|&index| Some((fields[index].kind, read.get(index)?)))
        .collect();
    let (comments, opening): (Vec<_>, Vec<_>) =
        read.iter().partition(|field| field.0 == FieldKind::Comment);
    let urgent = opening.iter().chain(comments.iter().rev().take(LATEST));
    let mut categories = categories(&opening);
    if categories.is_empty() {
        categories = self::categories(&comments);
    }
    if categories.is_empty() {
        categories.push(IssueCategory::General);
    }
    TicketSignals {
        urgency: urgent.map(|field| field.1.urgency).fold(0.0, f64::max),
        emotions: emotions(&read),
        categories,
        aspects: aspects(&read),
    }
}

/// Categories by the sum over the fields, the summary counting double.
fn categories(fields: &[&(FieldKind, &Signals)]) -> Vec<IssueCategory> {
    let mut sums = IssueCategory::ALL.map(|category| (category, 0.0));
    for (kind, signals) in fields {
        let factor = if *kind == FieldKind::Summary {
            2.0
        } else {
            1.0
        };
        for &(category, weight) in &signals.categories {
            sums[category as usize].1 += factor * weight;
        }
    }
    sums.sort_by(|a, b| b.1.total_cmp(&a.1));
    sums.into_iter()
        .take_while(|sum| sum.1 > 0.0)
        .take(CATEGORIES)
        .map(|sum| sum.0)
        .collect()
}

fn emotions(fields: &[(FieldKind, &Signals)]) -> Vec<EmotionStrength> {
    let strongest = |emotion| {
        let all = fields
            .iter()
            .flat_map(|field| &field.1.emotions)
            .filter(|found| found.emotion == emotion);
        EmotionStrength {
            emotion,
            strength: all.map(|found| found.strength).fold(0.0, f64::max),
        }
    };
    let mut emotions: Vec<_> = Emotion::ALL
        .into_iter()
        .map(strongest)
        .filter(|found| found.strength > 0.0)
        .collect();
    emotions.sort_by(|a, b| b.strength.total_cmp(&a.strength));
    emotions
}

fn aspects(fields: &[(FieldKind, &Signals)]) -> Vec<AspectMood> {
    let together = |aspect| {
        let all = fields
            .iter()
            .flat_map(|field| &field.1.aspects)
            .filter(|found| found.aspect == aspect);
        let (mentions, sum) = all.fold((0, 0.0), |(mentions, sum), found| {
            (
                mentions + found.mentions,
                sum + f64::from(found.mentions) * found.compound,
            )
        });
        (mentions > 0).then(|| AspectMood::of(aspect, mentions, sum))
    };
    sorted(Aspect::ALL.into_iter().filter_map(together).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ticket::tests::field;

    fn of(fields: &[(FieldKind, &str)]) -> TicketSignals {
        let fields: Vec<_> = fields
            .iter()
            .map(|&(kind, text)| field(kind, text))
            .collect();
        let order: Vec<usize> = (0..fields.len()).collect();
        let read: Vec<Signals> = fields.iter().map(|field| Signals::of(field.text)).collect();
        of_ticket(&fields, &read, &order)
    }

    #[test]
    fn the_opening_decides_what_a_ticket_is_about() {
        let found = of(&[
            (FieldKind::Summary, "Refund"),
            (FieldKind::Comment, "Reset your password to log in"),
        ]);
        assert_eq!(found.categories, [IssueCategory::Billing]);
        let found = of(&[
            (FieldKind::Summary, "Hello"),
            (FieldKind::Comment, "Reset your password"),
        ]);
        assert_eq!(found.categories, [IssueCategory::Login]);
    }

    #[test]
    fn old_urgency_fades_behind_three_comments() {
        let urgent = (FieldKind::Comment, "URGENT, production is down!");
        let calm = (FieldKind::Comment, "Looking at it");
        assert!(of(&[urgent, calm, calm]).urgency > 0.6);
        assert!(of(&[urgent, calm, calm, calm]).urgency < 0.1);
    }

    #[test]
    fn emotions_and_aspects_are_those_of_all_fields() {
        let found = of(&[
            (
                FieldKind::Description,
                "I am furious. The price is terrible.",
            ),
            (
                FieldKind::Comment,
                "Thanks. The new price is great, I love it.",
            ),
        ]);
        let emotions: Vec<_> = found.emotions.iter().map(|found| found.emotion).collect();
        assert_eq!(
            emotions,
            [Emotion::Angry, Emotion::Delighted, Emotion::Grateful]
        );
        assert_eq!(
            (found.aspects[0].aspect, found.aspects[0].mentions),
            (Aspect::Value, 2)
        );
    }
}
