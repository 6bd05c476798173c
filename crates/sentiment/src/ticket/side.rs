//! Who speaks: the customer, the staff, or a program.

use super::timeline::is_machine;
use crate::names::names;

/// The side of a conversation that a text is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Side {
    /// Who asked for help.
    Customer,
    /// Who helps.
    Staff,
    /// A program.
    Machine,
    /// Nobody says.
    #[default]
    Unknown,
}

names!(Side, "side", {
    Customer => "customer",
    Staff => "staff",
    Machine => "machine",
    Unknown => "unknown",
});

impl Side {
    /// The side of an author of a ticket with this reporter and assignee. `is_staff` says whom the workspace calls its
    /// own, `told` what the tracker calls the author. Nothing is guessed: who is both reporter and assignee, or neither, is
    /// unknown.
    pub fn of(
        author: Option<&str>,
        told: Self,
        reporter: &str,
        assignee: &str,
        is_staff: impl Fn(&str) -> bool,
    ) -> Self {
        let Some(author) = author.map(str::trim).filter(|author| !author.is_empty()) else {
            return told;
        };
        let is = |name: &str| {
            let name = name.trim();
            !name.is_empty() && name.to_lowercase() == author.to_lowercase()
        };
        if is_machine(author) {
            Self::Machine
        } else if is_staff(author) {
            Self::Staff
        } else if told != Self::Unknown {
            told
        } else {
            match (is(reporter), is(assignee)) {
                (true, false) => Self::Customer,
                (false, true) => Self::Staff,
                _ => Self::Unknown,
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sides_are_told_and_never_guessed() {
        let of = |author| {
            let is_staff = |name: &str| name == "eve@help.example";
            Side::of(author, Side::Unknown, "Ann", "bob", is_staff)
        };
        for (author, side) in [
            (Some(" ann "), Side::Customer),
            (Some("Bob"), Side::Staff),
            (Some("eve@help.example"), Side::Staff),
            (Some("ci[bot]"), Side::Machine),
            (Some("carl"), Side::Unknown),
            (Some(""), Side::Unknown),
            (None, Side::Unknown),
        ] {
            assert_eq!(of(author), side, "{author:?}");
        }
        assert_eq!(
            Side::of(Some("ann"), Side::Unknown, "Ann", "Ann", |_| false),
            Side::Unknown
        );
        // What a workspace says of its own comes first, then the tracker.
        let told = |author| Side::of(author, Side::Customer, "Ann", "bob", |name| name == "eve");
        assert_eq!(told(Some("eve")), Side::Staff);
        assert_eq!(told(Some("bob")), Side::Customer);
        assert_eq!(told(None), Side::Customer);
    }
}
