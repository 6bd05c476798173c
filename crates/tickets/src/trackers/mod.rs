//! The trackers whose exports are known: one file each.

mod api;
mod asana;
mod assembla;
mod autotask;
mod azure_devops;
mod bugzilla;
mod cfpb;
mod discourse;
mod dynamics;
mod freescout;
mod freshdesk;
mod front;
mod generic;
mod github;
mod gitlab;
mod glpi;
mod google_play;
mod gorgias;
mod help_scout;
mod hubspot;
mod instance;
mod intercom;
mod itop;
mod jira;
mod jira_pipeline;
mod jira_rest;
mod jira_rss;
mod kayako;
mod launchpad;
mod linear;
mod mantis;
mod monday;
mod osticket;
mod otrs;
mod phabricator;
mod redmine;
mod remedy;
mod request_tracker;
mod salesforce;
mod servicenow;
mod social;
mod stack_exchange;
mod topdesk;
mod trac;
mod tracker;
mod trello;
mod youtrack;
mod zammad;
mod zendesk;
mod zoho_desk;

pub use api::Api;
pub use asana::ASANA;
pub use assembla::ASSEMBLA;
pub use autotask::AUTOTASK;
pub use azure_devops::AZURE_DEVOPS;
pub use bugzilla::BUGZILLA;
pub use cfpb::CFPB;
pub use discourse::DISCOURSE;
pub use dynamics::DYNAMICS;
pub use freescout::FREESCOUT;
pub use freshdesk::Freshdesk;
pub use front::FRONT;
pub use generic::Generic;
pub use github::Github;
pub use gitlab::GITLAB;
pub use glpi::GLPI;
pub use google_play::GOOGLE_PLAY;
pub use gorgias::GORGIAS;
pub use help_scout::HELP_SCOUT;
pub use hubspot::HUBSPOT;
pub(crate) use instance::of as instance;
pub use intercom::Intercom;
pub use itop::ITOP;
pub use jira::Jira;
pub use jira_pipeline::JiraPipeline;
pub use jira_rest::JiraRest;
pub use jira_rss::JIRA_RSS;
pub use kayako::KAYAKO;
pub use launchpad::LAUNCHPAD;
pub use linear::LINEAR;
pub use mantis::{MANTIS, MANTIS_XML};
pub use monday::MONDAY;
pub use osticket::OSTICKET;
pub use otrs::OTRS;
pub use phabricator::PHABRICATOR;
pub use redmine::{REDMINE_REST, Redmine};
pub use remedy::REMEDY;
pub use request_tracker::REQUEST_TRACKER;
pub use salesforce::SALESFORCE;
pub use servicenow::{SERVICENOW, SERVICENOW_TASKS};
pub use social::SOCIAL;
pub use stack_exchange::STACK_EXCHANGE;
pub use topdesk::TOPDESK;
pub use trac::TRAC;
pub use trello::TRELLO;
pub use youtrack::YOUTRACK;
pub use zammad::ZAMMAD;
pub use zendesk::Zendesk;
pub use zoho_desk::ZOHO_DESK;

use crate::Header;

/// Whether the header has a column of each of these names, whatever their case.
fn has_all(header: &Header, names: &[&str]) -> bool {
    names.iter().all(|name| has(header, name))
}

/// Whether the header has a column of one of these names, whatever their case.
fn has_any(header: &Header, names: &[&str]) -> bool {
    names.iter().any(|name| has(header, name))
}

/// Whether the header has a column of that name, or of one that starts so where a `*` ends it.
fn has(header: &Header, name: &str) -> bool {
    let mut columns = header.names().iter();
    match name.strip_suffix('*') {
        Some(start) => columns.any(|column| {
            column
                .get(..start.len())
                .is_some_and(|column| column.eq_ignore_ascii_case(start))
        }),
        None => columns.any(|column| column.eq_ignore_ascii_case(name)),
    }
}
