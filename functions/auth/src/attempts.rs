//! Limits on guessing: attempts are counted per subject and window of 15 minutes before they are looked at, so that
//! many at once do not slip through.
//!
//! A password is asked for at three limits in turn: of the client, of the account from that client, and of the account
//! from everywhere. Where one refuses, none counts: who is over a limit uses up nobody else's and adds no row. A client
//! that the user signed in from before is not asked for the last one, so that strangers cannot lock anybody out.

use std::net::IpAddr;

use endpoint::{Context, Error, Result};
use identity::{Email, SigningKey};
use jiff::{SignedDuration, Timestamp};
use stores::{Records, Transaction};

use crate::known_clients;

/// How long attempts are remembered together.
const WINDOW: SignedDuration = SignedDuration::from_mins(15);

/// Who may try how often in a window.
#[derive(Clone, Debug)]
pub(crate) struct Limit {
    subject: String,
    most: i64,
    /// A success takes back all attempts, not just its own.
    forgiving: bool,
}

/// Where a password is tried. Each counts by itself: who tries at one cannot close the other.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Door {
    SignIn,
    PasswordChange,
}

/// A password that somebody tries for an account.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Guess<'a> {
    pub(crate) door: Door,
    pub(crate) email: &'a Email,
    /// The client's network.
    pub(crate) client: Option<IpAddr>,
}

/// An attempt that was counted.
#[derive(Debug)]
#[must_use = "a success takes it back"]
pub(crate) struct Spent {
    limits: Vec<Limit>,
    window: Timestamp,
}

impl Limit {
    /// Fifty failed passwords from one client, whoever they are for; five hundred from the machine itself, where a
    /// reverse proxy that is not named makes all clients one, and from all together where the host tells no address.
    fn client(address: Option<IpAddr>) -> Self {
        let shared = address.is_none_or(|address| address.is_loopback());
        Self {
            subject: format!("client:{}", network(address)),
            most: if shared { 500 } else { 50 },
            forgiving: false,
        }
    }

    /// Ten for an account from one client. Addresses are kept as hashes: people type passwords into that field.
    fn account_from_client(key: &SigningKey, guess: Guess<'_>) -> Self {
        let texts = [guess.email.as_str(), &network(guess.client)];
        let door = guess.door.name();
        Self {
            subject: format!("{door}-from:{}", key.keyed_hash("attempts", &texts)),
            most: 10,
            forgiving: true,
        }
    }

    /// Two hundred for an account from all clients together. The user's success takes back no more than its own: the
    /// strangers' attempts still stand.
    fn account(key: &SigningKey, guess: Guess<'_>) -> Self {
        let texts = [guess.email.as_str()];
        let door = guess.door.name();
        Self {
            subject: format!("{door}:{}", key.keyed_hash("attempts", &texts)),
            most: 200,
            forgiving: false,
        }
    }

    /// Twenty bootstrap tokens from one client, or from all together where the host does not tell the address.
    pub(crate) fn bootstrap(address: Option<IpAddr>) -> Self {
        Self {
            subject: format!("bootstrap:{}", network(address)),
            most: 20,
            forgiving: false,
        }
    }
}

impl Door {
    fn name(self) -> &'static str {
        match self {
            Self::SignIn => "account",
            Self::PasswordChange => "password",
        }
    }
}

/// A client's network as limits name it.
pub(crate) fn network(address: Option<IpAddr>) -> String {
    address.map_or_else(|| "unknown".to_owned(), |address| address.to_string())
}

/// Counts a guess, or refuses it with 429 and counts nothing. As much is asked of the records for an address without an
/// account.
pub(crate) async fn spend(cx: &Context, guess: Guess<'_>) -> Result<Spent> {
    let (records, now) = (&cx.records, cx.clock.now());
    let client = Limit::client(guess.client);
    // A client over its limit costs this one read.
    ask(records, &client, now).await?;
    let key = cx.signing_key().await?;
    let mut limits = vec![client, Limit::account_from_client(&key, guess)];
    if !known_clients::contain(records, &key, guess.email, guess.client, now).await? {
        limits.push(Limit::account(&key, guess));
    }
    for limit in &limits {
        ask(records, limit, now).await?;
    }
    count(records, limits, now).await
}

/// Counts an attempt for every limit; refuses with 429 and counts it for none when one is reached.
pub(crate) async fn count(records: &Records, limits: Vec<Limit>, now: Timestamp) -> Result<Spent> {
    let window = window_start(now);
    let tx = records.begin().await?;
    for limit in &limits {
        let counted = tx
            .execute(
                "INSERT INTO login_attempts (subject, window_start, failures) VALUES ($1, $2, 1) \
                 ON CONFLICT (subject, window_start) DO UPDATE SET failures = login_attempts.failures + 1 \
                 WHERE login_attempts.failures < $3",
                (limit.subject.as_str(), window, limit.most),
            )
            .await?;
        if counted == 0 {
            return Err(refusal(now));
        }
    }
    tx.commit().await?;
    Ok(Spent { limits, window })
}

/// Refuses when a limit is reached.
async fn ask(records: &Records, limit: &Limit, now: Timestamp) -> Result<()> {
    let reached: Option<(i64,)> = records
        .query_optional(
            "SELECT failures FROM login_attempts WHERE subject = $1 AND window_start = $2 AND failures >= $3",
            (limit.subject.as_str(), window_start(now), limit.most),
        )
        .await?;
    reached.map_or(Ok(()), |_| Err(refusal(now)))
}

fn refusal(now: Timestamp) -> Error {
    let wait = (window_start(now) + WINDOW)
        .duration_since(now)
        .as_secs()
        .max(1);
    Error::too_many("too many attempts", u32::try_from(wait).unwrap_or(u32::MAX))
        .remedy("wait as long as the header retry-after says")
}

impl Spent {
    /// Takes back the attempt of a success, and the failures before it of the same user from the same client.
    pub(crate) async fn take_back(&self, tx: &Transaction) -> Result<()> {
        for limit in &self.limits {
            let subject = limit.subject.as_str();
            let take_back = if limit.forgiving {
                "DELETE FROM login_attempts WHERE subject = $1 AND window_start <= $2"
            } else {
                "UPDATE login_attempts SET failures = failures - 1 \
                 WHERE subject = $1 AND window_start = $2 AND failures > 0"
            };
            tx.execute(take_back, (subject, self.window)).await?;
        }
        Ok(())
    }
}

fn window_start(now: Timestamp) -> Timestamp {
    let seconds = now.as_second();
    Timestamp::from_second(seconds - seconds.rem_euclid(WINDOW.as_secs())).unwrap_or(now)
}

#[cfg(test)]
mod tests {
    use endpoint::testing::{App, block_on};

    use super::*;

    fn app() -> App {
        App::new(|cx| crate::router(cx).0)
    }

    fn guess(app: &App, door: Door, email: &str, client: &str) -> Result<Spent> {
        let email = &Email::parse(email).unwrap();
        let client = client.parse().ok();
        block_on(spend(
            &app.cx,
            Guess {
                door,
                email,
                client,
            },
        ))
    }

    fn tries(app: &App, email: &str, client: &str, times: usize) -> usize {
        let taken = |_: &usize| guess(app, Door::SignIn, email, client).is_ok();
        (0..times).filter(taken).count()
    }

    #[test]
    fn the_attempt_after_the_last_waits_for_the_window_to_end() {
        let app = app();
        assert_eq!(tries(&app, "a@b.example", "192.0.2.1", 10), 10);
        let refused = guess(&app, Door::SignIn, "a@b.example", "192.0.2.1").unwrap_err();
        assert_eq!(refused.status().as_u16(), 429);
        // The clock stands at 05:06:07: the window ends at 05:15.
        app.cx.clock.advance(SignedDuration::from_secs(8 * 60 + 53));
        assert_eq!(tries(&app, "a@b.example", "192.0.2.1", 1), 1);
    }

    #[test]
    fn clients_accounts_and_doors_count_by_themselves() {
        let app = app();
        assert_eq!(tries(&app, "a@b.example", "192.0.2.1", 11), 10);
        assert_eq!(tries(&app, "a@b.example", "192.0.2.2", 1), 1);
        assert_eq!(tries(&app, "a@b.example", "", 11), 10);
        assert_eq!(tries(&app, "c@b.example", "192.0.2.1", 1), 1);
        assert!(guess(&app, Door::PasswordChange, "a@b.example", "192.0.2.1").is_ok());
    }

    #[test]
    fn a_client_over_its_limit_counts_for_nobody() {
        let app = app();
        for account in 0..5 {
            let email = format!("user{account}@b.example");
            assert_eq!(tries(&app, &email, "192.0.2.1", 10), 10);
        }
        let zeros = "UPDATE login_attempts SET failures = failures WHERE subject LIKE 'account%'";
        let rows = app.execute(zeros);
        for account in 0..100 {
            let email = format!("other{account}@b.example");
            assert_eq!(tries(&app, &email, "192.0.2.1", 1), 0);
        }
        assert_eq!(app.execute(zeros), rows);
        assert_eq!(tries(&app, "other0@b.example", "192.0.2.2", 11), 10);
    }

    #[test]
    fn an_account_over_its_limit_uses_up_nobodys_client() {
        let app = app();
        assert_eq!(tries(&app, "a@b.example", "192.0.2.1", 100), 10);
        assert_eq!(tries(&app, "c@b.example", "192.0.2.1", 10), 10);
    }

    #[test]
    fn many_clients_together_have_two_hundred_for_an_account() {
        let app = app();
        let taken: usize = (0..30)
            .map(|client| tries(&app, "a@b.example", &format!("192.0.2.{client}"), 10))
            .sum();
        assert_eq!(taken, 200);
        assert_eq!(tries(&app, "c@b.example", "192.0.2.29", 1), 1);
    }

    #[test]
    fn a_proxy_on_this_machine_and_a_silent_host_are_many_clients() {
        let most = |address: &str| Limit::client(address.parse().ok()).most;
        assert_eq!(
            (most("127.0.0.1"), most("::1"), most("192.0.2.1"), most("")),
            (500, 500, 50, 500)
        );
    }

    #[test]
    fn success_takes_back_what_it_counted_and_no_more() {
        let app = app();
        assert_eq!(tries(&app, "a@b.example", "192.0.2.2", 10), 10);
        for _ in 0..60 {
            let spent = guess(&app, Door::SignIn, "a@b.example", "192.0.2.1").unwrap();
            block_on(async {
                let tx = app.cx.records.begin().await?;
                spent.take_back(&tx).await?;
                tx.commit().await.map_err(Error::from)
            })
            .unwrap();
        }
        assert_eq!(tries(&app, "a@b.example", "192.0.2.2", 1), 0);
        let stands = "DELETE FROM login_attempts WHERE subject LIKE 'account:%' AND failures = 10";
        assert_eq!(app.execute(stands), 1);
    }

    #[test]
    fn no_row_shows_what_was_typed() {
        let app = app();
        assert_eq!(tries(&app, "my.secret@b.example", "192.0.2.1", 1), 1);
        let shown = "DELETE FROM login_attempts WHERE subject LIKE '%secret%'";
        assert_eq!(app.execute(shown), 0);
    }
}
