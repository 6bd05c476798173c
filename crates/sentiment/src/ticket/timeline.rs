//! The fields of a ticket in the order they were written, and which of them make the conversation.

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
    /// Who wrote it, as the export names them; machine accounts are left out of the conversation.
    pub author: Option<&'a str>,
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

/// Picks the fields that count for the mood.
pub(super) fn conversation(fields: &[Field<'_>]) -> Conversation {
    let order = in_order(fields);
    let pick = |wanted: &dyn Fn(&Field<'_>) -> bool| -> Vec<usize> {
        let is_wanted = |&index: &usize| {
            let field = &fields[index];
            !field.score.is_unreadable() && wanted(field)
        };
        order.iter().copied().filter(is_wanted).collect()
    };
    let comment = |field: &Field<'_>| field.kind == FieldKind::Comment;
    let people = pick(&|field| comment(field) && !field.author.is_some_and(is_machine));
    let comments = if people.is_empty() {
        pick(&comment)
    } else {
        people
    };
    let is_comments = !comments.is_empty();
    let picked = if is_comments {
        comments
    } else {
        pick(&|_| true)
    };
    Conversation {
        scores: picked.iter().map(|&index| fields[index].score).collect(),
        fields: picked,
        is_comments,
    }
}

/// Whether an account name is that of a program: it ends in `[bot]`, `-bot` or `_bot`, or is one of the usual names.
pub(super) fn is_machine(author: &str) -> bool {
    const NAMES: [&str; 8] = [
        "automation",
        "automation for jira",
        "bot",
        "jenkins",
        "jira automation",
        "no-reply",
        "noreply",
        "system",
    ];
    let name = author.trim().to_lowercase();
    let name = name.split('@').next().unwrap_or_default();
    ["[bot]", "-bot", "_bot"]
        .iter()
        .any(|end| name.ends_with(end))
        || NAMES.contains(&name)
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
    fn people_are_not_machines() {
        assert!(
            ["Abbot", "talbot", "Jane System", "robot lover"]
                .into_iter()
                .all(|name| !is_machine(name))
        );
        assert!(
            ["renovate-bot", "noreply@example.com", "dependabot[bot]"]
                .into_iter()
                .all(is_machine)
        );
    }
}
