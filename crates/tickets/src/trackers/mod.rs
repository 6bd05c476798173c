//! The trackers whose exports are known: one file each.

mod api;
mod freshdesk;
mod generic;
mod github;
mod intercom;
mod jira;
mod jira_pipeline;
mod jira_rest;
mod zendesk;

pub use api::Api;
pub use freshdesk::Freshdesk;
pub use generic::Generic;
pub use github::Github;
pub use intercom::Intercom;
pub use jira::Jira;
pub use jira_pipeline::JiraPipeline;
pub use jira_rest::JiraRest;
pub use zendesk::Zendesk;

use crate::Header;

/// Whether the header has a column of each of these names, whatever their case.
fn has_all(header: &Header, names: &[&str]) -> bool {
    names.iter().all(|name| has(header, name))
}

/// Whether the header has a column of one of these names, whatever their case.
fn has_any(header: &Header, names: &[&str]) -> bool {
    names.iter().any(|name| has(header, name))
}

fn has(header: &Header, name: &str) -> bool {
    header
        .names()
        .iter()
        .any(|column| column.eq_ignore_ascii_case(name))
}
