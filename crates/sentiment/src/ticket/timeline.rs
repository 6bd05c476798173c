//! The fields of a ticket in the order they were written, and which of them make the conversation.

use super::side::Side;
use crate::{Score, names::names};

/// Which part of a ticket a text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum FieldKind {
    /// The one-line title.
    #[default]
    Summary,
    /// The text the ticket was opened with.
    Description,
    /// An answer.
    Comment,
}

names!(FieldKind, "field type", { Summary => "summary", Description => "description", Comment => "comment" });

/// One text of a ticket with its score.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Field<'a> {
    /// Which part of the ticket it is.
    pub kind: FieldKind,
    /// The text; read for urgency, emotions, categories and aspects. May be empty where only the score is at hand.
    pub text: &'a str,
    /// Who wrote it, as the export names them.
    pub author: Option<&'a str>,
    /// Whose side that is; where it is not known, what the author's name says.
    pub side: Side,
    /// When it was written, microseconds since the epoch, UTC.
    pub at: Option<i64>,
    /// The score of the text.
    pub score: Score,
}

/// The scores a ticket's mood is made of, oldest first, and the places of their fields among those given.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Conversation {
    pub scores: Vec<Score>,
    pub fields: Vec<usize>,
    /// Whether these are comments; otherwise they are the opening texts.
    pub is_comments: bool,
}

/// The fields' indices, oldest first: summary, description, then comments by time. A comment without a time stands
/// right behind the comment given before it, or before all others where there is none.
pub fn in_order(fields: &[Field<'_>]) -> Vec<usize> {
    let mut known = i64::MIN;
    let mut keyed: Vec<(FieldKind, i64, usize)> = Vec::with_capacity(fields.len());
    for (index, field) in fields.iter().enumerate() {
        if field.kind == FieldKind::Comment {
            known = field.at.unwrap_or(known);
        }
        keyed.push((
            field.kind,
            if field.kind == FieldKind::Comment {
                known
            } else {
                0
            },
            index,
        ));
    }
    keyed.sort_unstable();
    keyed.into_iter().map(|(_, _, index)| index).collect()
}

/// Picks the fields that count for the mood: the customer's comments, else those of whom nobody knows the side, else the opening.
/// What staff and programs say counts where there is nothing else.
pub(super) fn conversation(fields: &[Field<'_>]) -> Conversation {
    let order = in_order(fields);
    let pick = |wanted: &dyn Fn(&Field<'_>) -> bool| -> Vec<usize> {
        let is_wanted = |&index: &usize| {
            let field = &fields[index];
            !field.score.is_unreadable() && wanted(field)
        };
        order.iter().copied().filter(is_wanted).collect()
    };
    let is_comment = |field: &Field<'_>| field.kind == FieldKind::Comment;
    let comments_of = |side| pick(&|field| is_comment(field) && side_of(field) == side);
    let is_own = |field: &Field<'_>| matches!(side_of(field), Side::Customer | Side::Unknown);
    let first = |found: Vec<usize>, next: &dyn Fn() -> Vec<usize>| {
        if found.is_empty() { next() } else { found }
    };
    let picked = comments_of(Side::Customer);
    let picked = first(picked, &|| comments_of(Side::Unknown));
    let picked = first(picked, &|| {
        pick(&|field| !is_comment(field) && is_own(field))
    });
    let picked = first(picked, &|| pick(&is_comment));
    let picked = first(picked, &|| pick(&|_| true));
    Conversation {
        scores: picked.iter().map(|&index| fields[index].score).collect(),
        is_comments: picked.iter().any(|&index| is_comment(&fields[index])),
        fields: picked,
    }
}

/// The side of a field, by its author's name where nobody says.
fn side_of(field: &Field<'_>) -> Side {
    match (field.side, field.author) {
        (Side::Unknown, Some(author)) => Side::of_name(author),
        (side, _) => side,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ticket::tests::field;

    fn comment(text: &str, at: Option<i64>) -> Field<'_> {
        Field {
            at,
            ..field(FieldKind::Comment, text)
        }
    }

    #[test]
    fn comments_are_put_in_order_of_time() {
        let fields = [
            comment("third", Some(30)),
            comment("follows third", None),
            comment("second", Some(20)),
            field(FieldKind::Description, "description"),
            field(FieldKind::Summary, "summary"),
        ];
        assert_eq!(in_order(&fields), [4, 3, 2, 0, 1]);
    }

    #[test]
    fn comments_without_any_time_keep_their_order() {
        let fields = ["one", "two", "three"].map(|text| comment(text, None));
        assert_eq!(in_order(&fields), [0, 1, 2]);
        let fields = [
            comment("unknown", None),
            comment("two", Some(-5)),
            comment("one", Some(-9)),
        ];
        assert_eq!(in_order(&fields), [0, 2, 1]);
    }

    #[test]
    fn machines_are_heard_only_when_nobody_else_speaks() {
        let mut fields = [
            comment("Great", None),
            comment("Build failed, terrible error", None),
        ];
        fields[1].author = Some("github-actions[bot]");
        let found = conversation(&fields);
        assert_eq!(
            (found.scores, found.fields),
            (vec![fields[0].score], vec![0])
        );
        fields[0].author = Some("Automation for Jira");
        assert_eq!(conversation(&fields).scores.len(), 2);
    }

    #[test]
    fn the_opening_counts_where_no_comment_can_be_read() {
        let fields = [field(FieldKind::Summary, "Bad"), comment(" ", None)];
        let found = conversation(&fields);
        assert_eq!((found.scores.len(), found.is_comments), (1, false));
    }

    #[test]
    fn the_customer_is_heard_before_all_others() {
        let sides = [Side::Staff, Side::Unknown, Side::Customer, Side::Machine];
        let mut fields = sides.map(|side| Field {
            side,
            ..comment("Great", None)
        });
        assert_eq!(conversation(&fields).fields, [2]);
        fields[2].score = Score::UNREADABLE;
        assert_eq!(conversation(&fields).fields, [1]);
        fields[1].author = Some("agent");
        fields[2] = field(FieldKind::Summary, "Bad");
        let found = conversation(&fields);
        assert_eq!((found.fields, found.is_comments), (vec![2], false));
        fields[2].side = Side::Machine;
        let found = conversation(&fields);
        assert_eq!((found.fields, found.is_comments), (vec![0, 1, 3], true));
    }
}
