//! Sends exports to an application over its API, as the web app does: files, folders, a pipe, or a folder that is
//! watched. Large files go in parts (tus 1.0.0), and go on where a connection broke.

mod away;
mod client;
mod error;
mod follow;
mod look;
mod pick;
mod send;
mod watch;

pub use client::{Account, Client};
pub use error::Error;
pub use follow::{Ended, Outcome};
pub use pick::{Picked, pick};
pub use watch::watch;

use std::path::Path;

/// How files are read.
#[derive(Clone, Debug, Default)]
pub struct Reading {
    /// IANA zone of times that name none; the application takes UTC where none is given.
    pub timezone: Option<String>,
    /// Whether somebody wants to confirm the columns in any case.
    pub review: bool,
}

/// What happens to a file, told while it does.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Event<'a> {
    /// So many of its bytes are there.
    Sent {
        /// The file's name.
        name: &'a str,
        /// Bytes that are there.
        sent: u64,
        /// All its bytes.
        of: u64,
    },
    /// Its job is in a phase.
    Working {
        /// The file's name.
        name: &'a str,
        /// The phase.
        phase: &'a str,
        /// Share of the work done, 0 to 1.
        progress: f64,
    },
    /// The connection broke; it is tried again.
    Again {
        /// The file's name.
        name: &'a str,
        /// Why.
        cause: &'a str,
    },
}

/// Sends one file and follows its job to its end; without `wait` only until the application has taken it.
///
/// # Errors
/// What the application refuses, a file that cannot be read, or a connection that stays broken.
pub fn import(
    client: &mut Client,
    (path, name): (&Path, &str),
    reading: &Reading,
    wait: bool,
    tell: &mut dyn FnMut(Event<'_>),
) -> Result<Ended, Error> {
    let job = send::send(client, (path, name), reading, tell)?;
    follow::follow(client, &job, name, wait, tell)
}
