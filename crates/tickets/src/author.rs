//! On whose side a message is, as tables and trackers word it.

use crate::{AuthorType, Header, mapping::folded};

/// Columns that say it.
const SIDES: &[&str] = &[
    "inbound",
    "is inbound",
    "incoming",
    "author type",
    "author role",
    "sender type",
    "sender role",
    "direction",
];

/// The column that says on whose side the author of a row's message is.
pub(crate) fn side_column(header: &Header) -> Option<usize> {
    let mut names = header.names().iter();
    names.position(|name| SIDES.contains(&folded(name).as_str()))
}

impl AuthorType {
    /// What help desks and trackers call their authors.
    pub fn of_role(word: &str) -> Option<Self> {
        match word.to_ascii_lowercase().as_str() {
            "admin" | "teammate" | "team" | "agent" | "staff" | "seller" => Some(Self::Staff),
            "user" | "lead" | "contact" | "customer" | "end-user" | "end_user" | "requester"
            | "buyer" => Some(Self::Customer),
            "bot" | "app" | "workflow" | "machine" | "system" => Some(Self::Machine),
            _ => None,
        }
    }

    /// What a cell of a [`side_column`] says: the author's role, or whether the message came in.
    pub(crate) fn of_side(cell: &str) -> Option<Self> {
        match cell.trim().to_ascii_lowercase().as_str() {
            "true" | "1" | "yes" | "in" | "inbound" | "incoming" => Some(Self::Customer),
            "false" | "0" | "no" | "out" | "outbound" | "outgoing" => Some(Self::Staff),
            word => Self::of_role(word),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sides_are_told_by_role_or_direction() {
        let header = |names: &[&str]| Header::new(names.iter().map(|&n| n.to_owned()).collect());
        assert_eq!(side_column(&header(&["id", "Author_Type"])), Some(1));
        assert_eq!(side_column(&header(&["id", "author"])), None);
        for (cell, side) in [
            ("TRUE", Some(AuthorType::Customer)),
            ("False", Some(AuthorType::Staff)),
            (" agent ", Some(AuthorType::Staff)),
            ("Kim", None),
        ] {
            assert_eq!(AuthorType::of_side(cell), side, "{cell}");
        }
    }
}
