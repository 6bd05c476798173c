//! The harness of the whole-system tests: the real runtime with the real components, spoken to over HTTP.
//!
//! | module | what |
//! |---|---|
//! | `app` | a running app on a data folder of its own |
//! | `client` | somebody who talks to it, signed in or not |
//! | `database` | which database its records are in |
//! | `http` | the bytes on the wire |
//! | `records` | what the records hold, read past the app |
//! | `small_disk` | a disk that can be filled |
//! | `upload` | multipart forms, streamed |
//! | `books` | whether all numbers of an app are those of a manifest, and of each other |
//! | `export` | generated exports and what they hold |
//! | `python` | other engines, by their Python packages |
//!
//! Everything here stops the test that calls it when something is not as it must be.

mod app;
mod books;
mod checks;
mod client;
mod database;
mod export;
mod http;
mod python;
mod records;
mod small_disk;
mod upload;

pub use app::{App, PASSWORD, binary, cache, root};
pub use books::{YEARS, agree};
pub use checks::{eventually, run_all};
pub use client::{Client, Role};
pub use database::{Database, server};
pub use export::Export;
pub use http::Answer;
pub use python::python;
pub use records::{change_records, records};
pub use small_disk::SmallDisk;
pub use upload::{Sent, Upload};

/// Whether the heavy sizes are asked for: `UNDERTONE_FULL=1`.
pub fn full() -> bool {
    std::env::var("UNDERTONE_FULL").is_ok_and(|value| value == "1")
}
