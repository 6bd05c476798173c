//! `undertone cron list|run`: what cron triggers did and will do, and one fired now.

mod table;

use super::{CommandError, admin_port, data_folder, wait};
use crate::{
    assemble::Plan,
    triggers::cron::{self, Outcome, Past, Told},
};
use http::Method;
use jiff::{Timestamp, tz::TimeZone};
use std::path::{Path, PathBuf};

/// What to do with cron triggers.
#[derive(clap::Subcommand)]
pub enum Command {
    /// Show each trigger: its next runs, in UTC and in this machine's zone, its last run, what becomes of overlapping runs. The
    /// running application is asked; without one the manifest is read.
    List(List),
    /// Fire a trigger of the running application now, and wait for the end of the run; it fails if the run does.
    Run(Run),
}

/// Where the application is.
#[derive(clap::Args)]
pub struct Place {
    /// The manifest.
    #[arg(long, default_value = "spin.toml")]
    manifest: PathBuf,
    /// The application's data folder [default: .undertone beside the manifest]
    #[arg(long)]
    data: Option<PathBuf>,
}

impl Place {
    fn data(&self) -> PathBuf {
        data_folder(&self.manifest, self.data.clone())
    }
}

/// Flags of `undertone cron list`.
#[derive(clap::Args)]
pub struct List {
    #[command(flatten)]
    place: Place,
    /// Print everything that is remembered, as JSON.
    #[arg(long)]
    json: bool,
}

/// Flags of `undertone cron run`.
#[derive(clap::Args)]
pub struct Run {
    /// The component, or where it has several triggers the trigger, as `undertone cron list` shows it.
    component: String,
    #[command(flatten)]
    place: Place,
}

/// Runs one of them.
pub fn run(command: Command) -> Result<(), CommandError> {
    match command {
        Command::List(flags) => list(&flags),
        Command::Run(flags) => fire(&flags),
    }
}

fn list(flags: &List) -> Result<(), CommandError> {
    let data = flags.place.data();
    let told = if let Some(told) = wait(admin_port::ask(&data, Method::GET, "/cron"))?? {
        told
    } else {
        let told = planned(&flags.place.manifest, super::now())?;
        eprintln!(
            "no runtime serves from `{}`: this is what the manifest says",
            data.display()
        );
        told
    };
    if flags.json {
        let json = serde_json::to_string_pretty(&told).map_err(std::io::Error::from)?;
        println!("{json}");
    } else {
        print!("{}", table::of(&told, &TimeZone::system()));
    }
    Ok(())
}

/// What the manifest says.
fn planned(manifest: &Path, now: Timestamp) -> Result<Told, CommandError> {
    let plan = Plan::read(manifest)?;
    let mut triggers = Vec::new();
    for (position, trigger) in plan.manifest.cron.iter().enumerate() {
        let component = trigger.component.clone();
        let overlap = plan.settings.overlap(&component);
        let names = (Plan::trigger_name(&component, position), component);
        let planned = cron::planned(names, &trigger.expression.value, overlap, now)
            .map_err(|reason| plan.no_expression(&trigger.expression, &reason))?;
        triggers.push(planned);
    }
    Ok(Told { now, triggers })
}

fn fire(flags: &Run) -> Result<(), CommandError> {
    let data = flags.place.data();
    let name = form_urlencoded::byte_serialize(flags.component.as_bytes()).collect::<String>();
    let path = format!("/cron/{name}/run");
    let asked = wait(admin_port::ask::<Past>(&data, Method::POST, &path))??;
    let past = asked.ok_or(CommandError::NotRunning(data))?;
    let id = past.id.as_deref().unwrap_or_default();
    let (name, took) = (&flags.component, past.duration_ms);
    if past.outcome == Outcome::Done {
        println!("{name}: done in {took} ms, request.id={id}");
        return Ok(());
    }
    let cause = past.cause.as_deref().unwrap_or("the run did not end well");
    Err(CommandError::Run(format!(
        "{name}: {} after {took} ms: {cause}; look for request.id={id} in the log",
        past.outcome.name()
    )))
}
