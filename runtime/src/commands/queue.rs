//! `undertone queue pause|resume`: whether steps of jobs are begun, in all workspaces.

use super::{CommandError, database, wait};
use jiff::Timestamp;

/// What to do with the queue.
#[derive(clap::Subcommand)]
pub enum Command {
    /// Begin no further step of any job; those that are being done end.
    Pause(database::Flags),
    /// Go on.
    Resume(database::Flags),
}

/// Runs one of them, beside the application or without it.
pub fn run(command: &Command) -> Result<(), CommandError> {
    let (place, paused) = match command {
        Command::Pause(place) => (place, true),
        Command::Resume(place) => (place, false),
    };
    #[expect(
        clippy::disallowed_methods,
        reason = "the command is where the clock comes in"
    )]
    let now = Timestamp::now();
    let database = place.database()?;
    super::check::belongs_together(&database, place.data())?;
    wait(check::pause_queue(&database, paused, now))??;
    println!("the queue {}", if paused { "is paused" } else { "goes on" });
    Ok(())
}
