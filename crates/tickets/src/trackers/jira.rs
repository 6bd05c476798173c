//! Jira's CSV export: Server, Cloud and service desk, in several languages.

use crate::{Field, Format, Sniff, TicketKey, mapping};

/// The format `jira_csv`.
#[derive(Debug, Clone, Copy)]
pub struct Jira;

impl Format for Jira {
    fn name(&self) -> &'static str {
        "jira_csv"
    }

    fn source(&self) -> &'static str {
        "jira"
    }

    /// By the name of its key column, or by keys such as `ABC-12` in a column of another name.
    fn recognises(&self, sniff: &Sniff) -> bool {
        let named = sniff
            .header
            .names()
            .iter()
            .any(|name| mapping::is_jira_key(name));
        named || {
            let proposed = mapping::propose(sniff, &[]);
            let keys = proposed.columns(Field::TicketId);
            let mut cells = sniff
                .samples
                .iter()
                .flatten()
                .filter(|(column, value)| keys.contains(column) && !value.trim().is_empty())
                .peekable();
            cells.peek().is_some()
                && cells
                    .all(|(_, value)| TicketKey::new(value).is_ok_and(|key| key.looks_like_jira()))
        }
    }
}
