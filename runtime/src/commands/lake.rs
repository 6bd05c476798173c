//! `undertone lake verify|rebuild`: whether the files of the lake are what was written, and a rebuild of it asked for.

use super::{CommandError, database, wait};

/// What to do with the lake.
#[derive(clap::Subcommand)]
pub enum Command {
    /// Read every file, and hold the counts of the lake against those of the records. Nothing is changed.
    Verify(database::Flags),
    /// Ask for the lake to be written anew from the records; the running application carries it out, or the next start.
    Rebuild(Rebuild),
}

/// Flags of `undertone lake rebuild`.
#[derive(clap::Args)]
pub struct Rebuild {
    #[command(flatten)]
    place: database::Flags,
    /// Only of this workspace; of all when missing.
    #[arg(long)]
    workspace: Option<i64>,
}

/// Runs one of them.
pub fn run(command: &Command) -> Result<(), CommandError> {
    match command {
        Command::Verify(place) => {
            let report = wait(check::verify_lake(&place.database()?, place.data()))??;
            super::check::told(&report)
        }
        Command::Rebuild(flags) => {
            let now = super::now();
            let database = flags.place.database()?;
            super::check::belongs_together(&database, flags.place.data())?;
            let asked = check::rebuild_lake(&database, flags.workspace, now);
            print!("{}", wait(asked)??);
            Ok(())
        }
    }
}
