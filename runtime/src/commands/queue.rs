//! `undertone queue pause|resume`: whether steps of jobs are begun, in all workspaces.

use super::{CommandError, database, wait};

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
    let now = super::now();
    let database = place.database()?;
    super::check::belongs_together(&database, place.data())?;
    wait(check::pause_queue(&database, paused, now))??;
    println!("the queue {}", if paused { "is paused" } else { "goes on" });
    Ok(())
}
