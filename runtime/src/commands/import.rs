//! `undertone import FILE|FOLDER|-`: sends exports to an application and follows them until their tickets are there.

use super::CommandError;
use import::{Account, Client, Ended, Error, Event, Outcome, Reading, import, pick, watch};
use std::{
    fs,
    io::{self, IsTerminal, Write},
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

/// On a terminal a line is drawn anew after this time, elsewhere one is written after [`LINES`].
const DRAWS: Duration = Duration::from_millis(200);
const LINES: Duration = Duration::from_secs(10);

/// What to import, where, and as whom.
#[derive(clap::Args)]
pub struct Flags {
    /// Files, folders (with all files in them, the oldest first), or `-` for the standard input.
    #[arg(required_unless_present = "watch", value_name = "FILE|FOLDER|-")]
    paths: Vec<PathBuf>,
    /// Watch this folder: import what is put there, and move it to `done` or `refused` in it.
    #[arg(long, value_name = "FOLDER", conflicts_with = "paths")]
    watch: Option<PathBuf>,
    /// Where the application is.
    #[arg(long, env = "UNDERTONE_URL", default_value = "http://127.0.0.1:3000")]
    url: String,
    /// Who imports: an analyst or administrator of the workspace.
    #[arg(long, env = "UNDERTONE_EMAIL")]
    email: String,
    /// A file that holds the password; else it is taken from the variable `UNDERTONE_PASSWORD`.
    #[arg(long, value_name = "FILE")]
    password_file: Option<PathBuf>,
    /// IANA timezone of times that name none; UTC when left out.
    #[arg(long)]
    timezone: Option<String>,
    /// Let somebody confirm the columns in the web app, even where they are sure.
    #[arg(long)]
    review: bool,
    /// Do not wait until the tickets are there.
    #[arg(long, conflicts_with = "watch")]
    no_wait: bool,
}

/// Imports everything; fails if anything was refused or failed, after the rest was imported.
pub fn run(flags: Flags) -> Result<(), CommandError> {
    let account = Account {
        password: password(flags.password_file.as_deref())?,
        email: flags.email,
    };
    let mut client = Client::sign_in(&flags.url, account)?;
    let reading = Reading {
        timezone: flags.timezone,
        review: flags.review,
    };
    let mut screen = Screen::new();
    if let Some(folder) = flags.watch {
        println!("watching {}", folder.display());
        // Both tell on one screen, one after the other.
        let screen = std::cell::RefCell::new(screen);
        watch(
            &mut client,
            &folder,
            &reading,
            &mut |event| screen.borrow_mut().hear(event),
            &mut |name, done| screen.borrow_mut().end(name, done),
        )?;
        return Ok(());
    }
    let mut failed = 0;
    for path in &flags.paths {
        for file in pick(path)? {
            let named = (file.path.as_path(), file.name.as_str());
            let done = import(&mut client, named, &reading, !flags.no_wait, &mut |event| {
                screen.hear(event);
            });
            screen.end(&file.name, done.as_ref());
            if !done.is_ok_and(|end| end.outcome != Outcome::Failed) {
                failed += 1;
            }
        }
    }
    if failed > 0 {
        return Err(CommandError::NotImported(failed));
    }
    Ok(())
}

fn password(file: Option<&Path>) -> Result<String, CommandError> {
    let Some(path) = file else {
        return std::env::var("UNDERTONE_PASSWORD").map_err(|_| CommandError::NoPassword);
    };
    password_in(path).map_err(|error| CommandError::Read {
        path: path.to_owned(),
        error,
    })
}

/// The password that a file holds, without its line end.
pub(crate) fn password_in(path: &Path) -> io::Result<String> {
    let text = fs::read_to_string(path)?;
    Ok(text.trim_end_matches(['\r', '\n']).to_owned())
}

/// What is told: on a terminal one line that is drawn anew, elsewhere a line now and then.
struct Screen {
    terminal: bool,
    told: Instant,
    drawn: bool,
}

impl Screen {
    fn new() -> Self {
        Self {
            terminal: std::io::stderr().is_terminal(),
            told: Instant::now(),
            drawn: false,
        }
    }

    fn hear(&mut self, event: Event<'_>) {
        let due = self.told.elapsed() > if self.terminal { DRAWS } else { LINES };
        let line = match event {
            Event::Sent { name, sent, of } => format!("{name}: {} % sent", sent * 100 / of.max(1)),
            Event::Working {
                name,
                phase,
                progress,
            } => format!("{name}: {phase}, {:.0} %", progress * 100.0),
            Event::Again { name, cause } => {
                self.write(&format!("{name}: {cause}; trying again"), true);
                return;
            }
        };
        if due {
            self.write(&line, !self.terminal);
        }
    }

    fn end(&mut self, name: &str, done: Result<&Ended, &Error>) {
        let line = match done {
            Ok(end) => format!("{name}: {} (job {})", end.sentence, end.job),
            Err(error) => format!("{name}: {error}"),
        };
        self.write(&line, true);
    }

    /// Writes a line in place of the last one; `ended` keeps it.
    fn write(&mut self, line: &str, ended: bool) {
        self.told = Instant::now();
        let mut out = std::io::stderr().lock();
        let clear = if self.drawn { "\r\x1b[K" } else { "" };
        let end = if ended { "\n" } else { "" };
        self.drawn = !ended;
        // Nobody may be reading.
        let _unread = write!(out, "{clear}{line}{end}").and_then(|()| out.flush());
    }
}
