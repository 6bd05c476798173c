//! Who speaks: the customer, the staff, or a program.

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
    /// own, `told` what the tracker calls the author. Nothing is guessed: who is both reporter and assignee is unknown, and who
    /// is neither is what the name says, if it is that of a program or of an office.
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
        let named = Self::of_name(author);
        if named == Self::Machine {
            Self::Machine
        } else if is_staff(author) {
            Self::Staff
        } else if told != Self::Unknown {
            told
        } else {
            match (is(reporter), is(assignee)) {
                (true, false) => Self::Customer,
                (false, true) => Self::Staff,
                (false, false) => named,
                (true, true) => Self::Unknown,
            }
        }
    }

    /// What the name of an account says by itself: `ci[bot]` and `no-reply` are programs, `agent 7` and `support` are staff.
    pub fn of_name(author: &str) -> Self {
        let name = author.trim().to_lowercase();
        let name = name.split('@').next().unwrap_or_default();
        let is_number =
            |letter: char| letter.is_ascii_digit() || matches!(letter, ' ' | '_' | '-' | '#' | '.');
        let bare = name.trim_end_matches(is_number);
        if MACHINE_ENDS.iter().any(|end| name.ends_with(end)) || MACHINES.contains(&bare) {
            Self::Machine
        } else if OFFICES.contains(&bare) || OFFICE_ENDS.iter().any(|end| bare.ends_with(end)) {
            Self::Staff
        } else {
            Self::Unknown
        }
    }
}

/// Names of programs end so.
const MACHINE_ENDS: [&str; 4] = ["[bot]", "-bot", "_bot", " bot"];
/// The usual names of programs.
const MACHINES: [&str; 28] = [
    "auto-reply",
    "auto-responder",
    "automated",
    "automation",
    "automation for jira",
    "autoreply",
    "autoresponder",
    "bot",
    "chatbot",
    "do not reply",
    "do-not-reply",
    "do_not_reply",
    "donotreply",
    "github-actions",
    "jenkins",
    "jira automation",
    "mailer-daemon",
    "no reply",
    "no-reply",
    "no_reply",
    "noreply",
    "notification",
    "notifications",
    "postmaster",
    "scheduler",
    "system",
    "trigger",
    "workflow",
];
/// What helpers are called who sign with no name of their own.
const OFFICES: [&str; 43] = [
    "agent",
    "agents",
    "assistenza",
    "assistenza clienti",
    "atención al cliente",
    "atencion al cliente",
    "atendimento",
    "customer care",
    "customer service",
    "customer success",
    "customer support",
    "customer-support",
    "customerservice",
    "help desk",
    "help-desk",
    "helpdesk",
    "it support",
    "klantenservice",
    "kundenbetreuung",
    "kundendienst",
    "kundenservice",
    "operator",
    "service client",
    "service clients",
    "service desk",
    "service-desk",
    "servicedesk",
    "servizio clienti",
    "soporte",
    "soporte técnico",
    "staff",
    "suporte",
    "suporte técnico",
    "support",
    "support agent",
    "support client",
    "support desk",
    "support engineer",
    "support team",
    "support-team",
    "tech support",
    "technical support",
    "technician",
];
/// And of which firm.
const OFFICE_ENDS: [&str; 7] = [
    " customer care",
    " customer service",
    " help desk",
    " helpdesk",
    " service desk",
    " support",
    " support team",
];

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
            (Some("support@help.example"), Side::Staff),
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

    #[test]
    fn names_of_programs_and_offices_are_no_names_of_people() {
        for (name, side) in [
            ("automation-bot", Side::Machine),
            ("Answer Bot", Side::Machine),
            ("noreply@example.com", Side::Machine),
            ("No-Reply", Side::Machine),
            ("dependabot[bot]", Side::Machine),
            ("System", Side::Machine),
            ("agent", Side::Staff),
            ("Agent 7", Side::Staff),
            ("agent_12", Side::Staff),
            ("Support", Side::Staff),
            ("Acme Support", Side::Staff),
            ("support@acme.example", Side::Staff),
            ("Kundenservice", Side::Staff),
            ("Abbot", Side::Unknown),
            ("talbot", Side::Unknown),
            ("Jane System", Side::Unknown),
            ("robot lover", Side::Unknown),
            ("Agent Smith", Side::Unknown),
            ("Bob Supporter", Side::Unknown),
            ("42", Side::Unknown),
            ("", Side::Unknown),
        ] {
            assert_eq!(Side::of_name(name), side, "{name}");
        }
        // Who reports is the customer, whatever the name.
        let of = |author| Side::of(Some(author), Side::Unknown, "Support", "bob", |_| false);
        assert_eq!((of("support"), of("agent")), (Side::Customer, Side::Staff));
    }
}
