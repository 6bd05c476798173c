//! Jira's CSV export: Server, Cloud and service desk, in several languages.

use crate::{Format, Sniff, TicketKey, mapping};

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

    /// By the name of its key column, or by keys such as `ABC-12` in a column that Jira and others call so.
    fn recognises(&self, sniff: &Sniff) -> bool {
        let names = sniff.header.names();
        if names.iter().any(|name| mapping::is_jira_key(name)) {
            return true;
        }
        let key = names.iter().position(|name| mapping::may_be_jira_key(name));
        key.is_some_and(|key| {
            let mut cells = sniff
                .samples
                .iter()
                .flatten()
                .filter(|(column, value)| *column == key && !value.trim().is_empty())
                .peekable();
            cells.peek().is_some()
                && cells
                    .all(|(_, value)| TicketKey::new(value).is_ok_and(|key| key.looks_like_jira()))
        })
    }
}
