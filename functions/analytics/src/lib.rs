//! Dashboards, tickets and search: everything that is read, the corrections of what was scored, and a
//! workspace's own names and staff.
//!
//! Aggregates come from the lake at one snapshot per request, so that the numbers of an answer agree; lists, ticket
//! pages and search come from the records. Both show published uploads only, and only the caller's workspace.

mod bounds;
#[cfg(target_family = "wasm")]
mod component;
mod corrections;
mod entities;
mod filters;
mod full_text;
mod gazetteer;
mod health;
mod lake;
mod limits;
mod metrics;
mod mood;
mod of_job;
mod overview;
mod recent_tickets;
mod router;
mod search;
mod searched;
mod selection;
mod services;
mod source;
mod staff;
mod statement;
mod support;
mod sweeper;
mod ticket;
mod ticket_list;
mod tickets_csv;
mod undated;
mod unsaid;
mod word_list;
mod words;

#[cfg(test)]
mod testing;

pub use router::router;
