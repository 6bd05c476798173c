//! Whole-system tests: the runtime, the components and the stores together, over HTTP.
//!
//! `cargo xtask build --release` first; `cargo test --release -p system-tests [topic]` runs them.
//! `UNDERTONE_FULL=1` takes the full sizes.

mod bad_input;
mod bodies;
mod cron;
mod damage;
mod fairness;
mod formats;
mod full_disk;
mod gazetteer;
mod import;
mod installation;
mod kill;
mod lake;
mod lake_life;
mod languages;
mod limits;
mod main_job;
mod merging;
mod moved_keys;
mod parity;
mod permissions;
mod postgres_faults;
mod queue;
mod raw;
mod released;
mod report_schedules;
mod rescoring;
mod runbook;
mod schema;
mod schemathesis;
mod search;
mod settings;
mod sign_in;
mod staff;
mod story;
mod tidy;
mod undated;
mod undo;
mod unread;
mod uploads_in_parts;
mod webhooks;
mod weekly;
