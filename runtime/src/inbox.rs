//! `inbox` in the data folder: exports that are put there are imported over the API, as one account's, and moved away.

use crate::commands::import::password_in;
use import::{Account, Client, Ended, Error, Outcome, Reading, watch};
use std::{
    fs, io,
    net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr},
    path::{Path, PathBuf},
    thread,
    time::Duration,
};

/// The folder's name.
const NAME: &str = "inbox";
/// So long it waits before it signs in again, and where the account was refused: nobody mends that at once.
const PAUSE: Duration = Duration::from_secs(5);
const LONG_PAUSE: Duration = Duration::from_mins(1);

/// Whose imports the files of the inbox are.
#[derive(clap::Args)]
pub struct Flags {
    /// Import what is put into the folder `inbox` of the data folder, as this analyst or administrator of a workspace.
    #[arg(
        long = "inbox-email",
        env = "UNDERTONE_INBOX_EMAIL",
        value_name = "EMAIL"
    )]
    email: Option<String>,
    /// A file that holds the password of that account; else it is taken from the variable `UNDERTONE_INBOX_PASSWORD`.
    #[arg(
        long = "inbox-password-file",
        env = "UNDERTONE_INBOX_PASSWORD_FILE",
        value_name = "FILE"
    )]
    password_file: Option<PathBuf>,
    /// IANA timezone of times in these files that name none; UTC when left out.
    #[arg(
        long = "inbox-timezone",
        env = "UNDERTONE_INBOX_TIMEZONE",
        value_name = "ZONE"
    )]
    timezone: Option<String>,
}

/// Why the inbox cannot be watched.
#[derive(Debug, thiserror::Error)]
pub enum InboxError {
    /// An account without its password.
    #[error(
        "the inbox has an account and no password: give --inbox-password-file or UNDERTONE_INBOX_PASSWORD"
    )]
    NoPassword,
    /// The file with the password, or the folder.
    #[error("cannot use `{}`: {error}", path.display())]
    Io {
        /// Which.
        path: PathBuf,
        /// The system's reason.
        error: io::Error,
    },
}

/// A folder to watch.
pub struct Inbox {
    folder: PathBuf,
    account: Account,
    reading: Reading,
}

impl Inbox {
    /// The inbox of a data folder, made if needed; none where no account is named. Files that would lie there unseen are told.
    pub fn of(flags: Flags, data: &Path) -> Result<Option<Self>, InboxError> {
        let folder = data.join(NAME);
        let Some(email) = flags.email.filter(|email| !email.is_empty()) else {
            if folder.is_dir() {
                tracing::warn!(event = "inbox_unwatched", folder = %folder.display());
            }
            return Ok(None);
        };
        let password = match flags.password_file {
            None => {
                std::env::var("UNDERTONE_INBOX_PASSWORD").map_err(|_| InboxError::NoPassword)?
            }
            Some(path) => password_in(&path).map_err(|error| InboxError::Io { path, error })?,
        };
        fs::create_dir_all(&folder).map_err(|error| InboxError::Io {
            path: folder.clone(),
            error,
        })?;
        Ok(Some(Self {
            folder,
            account: Account { email, password },
            reading: Reading {
                timezone: flags.timezone.filter(|zone| !zone.is_empty()),
                review: false,
            },
        }))
    }

    /// Watches it until the process ends, on a thread of its own: whatever end that is, a file is in the folder or its job is
    /// there, and the same bytes again are the same job.
    pub fn watch(self, listening: SocketAddr) -> io::Result<()> {
        let url = format!("http://{}", reached(listening));
        let watching = move || {
            let mut told = None;
            loop {
                let Err(error) = self.watch_once(&url, &mut told) else {
                    continue;
                };
                let cause = error.to_string();
                if told.as_ref() != Some(&cause) {
                    tracing::warn!(event = "inbox_waits", cause);
                    told = Some(cause);
                }
                let refused = error.is_of_account();
                thread::sleep(if refused { LONG_PAUSE } else { PAUSE });
            }
        };
        let thread = thread::Builder::new().name(NAME.to_owned());
        thread.spawn(watching).map(drop)
    }

    /// Signs in and watches, until that fails.
    fn watch_once(&self, url: &str, told: &mut Option<String>) -> Result<(), Error> {
        let mut client = Client::sign_in(url, self.account.clone())?;
        *told = None;
        tracing::info!(event = "inbox_watched", folder = %self.folder.display());
        watch(
            &mut client,
            &self.folder,
            &self.reading,
            &mut |_| {},
            &mut tell,
        )
    }
}

/// Says what became of a file.
fn tell(name: &str, done: Result<&Ended, &Error>) {
    match done {
        Ok(end) if end.outcome == Outcome::Failed => {
            tracing::warn!(event = "inbox_refused", file = name, job.id = end.job, cause = %end.sentence);
        }
        Ok(end) => {
            tracing::info!(event = "inbox_taken", file = name, job.id = end.job, outcome = %end.sentence);
        }
        Err(error) if error.is_passing() || error.is_of_account() => {
            tracing::warn!(event = "inbox_waits", file = name, cause = %error);
        }
        Err(error) => tracing::warn!(event = "inbox_refused", file = name, cause = %error),
    }
}

/// Where this machine reaches what listens there.
fn reached(listening: SocketAddr) -> SocketAddr {
    let ip = match listening.ip() {
        IpAddr::V4(ip) if ip.is_unspecified() => Ipv4Addr::LOCALHOST.into(),
        IpAddr::V6(ip) if ip.is_unspecified() => Ipv6Addr::LOCALHOST.into(),
        ip => ip,
    };
    SocketAddr::new(ip, listening.port())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn flags(email: &str, password: Option<PathBuf>) -> Flags {
        Flags {
            email: Some(email.to_owned()),
            password_file: password,
            timezone: None,
        }
    }

    #[test]
    fn an_account_needs_its_password_and_without_one_nothing_is_watched() {
        let data = std::env::temp_dir().join(format!("undertone-inbox-{}", std::process::id()));
        fs::create_dir_all(&data).unwrap();
        assert!(Inbox::of(flags("", None), &data).unwrap().is_none());
        assert!(!data.join("inbox").exists());
        let missing = data.join("password");
        let refused = Inbox::of(flags("a@example.com", Some(missing.clone())), &data);
        assert!(matches!(refused, Err(InboxError::Io { path, .. }) if path == missing));
        fs::write(&missing, "secret\n").unwrap();
        let inbox = Inbox::of(flags("a@example.com", Some(missing)), &data);
        let inbox = inbox.unwrap().expect("an inbox");
        assert_eq!(inbox.account.password, "secret");
        assert!(data.join("inbox").is_dir());
        fs::remove_dir_all(&data).unwrap();
    }

    #[test]
    fn what_listens_everywhere_is_reached_here() {
        for (listening, expected) in [
            ("0.0.0.0:3000", "127.0.0.1:3000"),
            ("[::]:3000", "[::1]:3000"),
            ("10.0.0.7:80", "10.0.0.7:80"),
        ] {
            assert_eq!(reached(listening.parse().unwrap()).to_string(), expected);
        }
    }
}
