//! Limits on guessing: attempts are counted per subject and window of 15 minutes before they are looked at, so that
//! many at once do not slip through.

use std::net::IpAddr;

use endpoint::{Error, Result};
use identity::Secret;
use jiff::{SignedDuration, Timestamp};
use stores::{Records, Transaction};

/// How long attempts are remembered together.
const WINDOW: SignedDuration = SignedDuration::from_mins(15);

/// Who may try how often in a window.
#[derive(Clone, Debug)]
pub(crate) struct Limit {
    subject: String,
    most: i64,
}

impl Limit {
    /// Ten passwords for one account. The address is kept as a hash: people type passwords into that field.
    pub(crate) fn account(email: &str) -> Self {
        Self {
            subject: format!("account:{}", Secret::presented(email).hash()),
            most: 10,
        }
    }

    /// Fifty failed passwords from one client, whoever they are for; five hundred from the machine itself, where a
    /// reverse proxy makes all clients one. None where the host does not tell the address.
    pub(crate) fn client(address: Option<IpAddr>) -> Option<Self> {
        address.map(|address| Self {
            subject: format!("client:{address}"),
            most: if address.is_loopback() { 500 } else { 50 },
        })
    }

    /// Twenty bootstrap tokens from one client, or from all together where the host does not tell the address.
    pub(crate) fn bootstrap(address: Option<IpAddr>) -> Self {
        let whom = address.map_or_else(|| "all".to_owned(), |address| address.to_string());
        Self {
            subject: format!("bootstrap:{whom}"),
            most: 20,
        }
    }
}

/// Counts an attempt for each limit, and refuses with 429 when one is passed.
pub(crate) async fn spend(records: &Records, limits: &[Limit], now: Timestamp) -> Result<()> {
    let window = window_start(now);
    for limit in limits {
        let (failures,): (i64,) = records
            .query_one(
                "INSERT INTO login_attempts (subject, window_start, failures) VALUES ($1, $2, 1) \
                 ON CONFLICT (subject, window_start) DO UPDATE SET failures = login_attempts.failures + 1 \
                 RETURNING failures",
                (limit.subject.as_str(), window),
            )
            .await?;
        if failures > limit.most {
            let wait = (window + WINDOW).duration_since(now).as_secs().max(1);
            return Err(Error::too_many(
                "too many attempts",
                u32::try_from(wait).unwrap_or(u32::MAX),
            )
            .remedy("wait as long as the header retry-after says"));
        }
    }
    Ok(())
}

/// Takes back the attempts of a success: all of its account, one of its client. Forgets windows long past.
pub(crate) async fn forgive(
    tx: &Transaction,
    account: &Limit,
    client: Option<&Limit>,
    now: Timestamp,
) -> Result<()> {
    tx.execute(
        "DELETE FROM login_attempts WHERE subject = $1 OR window_start < $2",
        (
            account.subject.as_str(),
            now - SignedDuration::from_hours(24),
        ),
    )
    .await?;
    if let Some(client) = client {
        tx.execute(
            "UPDATE login_attempts SET failures = failures - 1 \
             WHERE subject = $1 AND window_start = $2 AND failures > 0",
            (client.subject.as_str(), window_start(now)),
        )
        .await?;
    }
    Ok(())
}

fn window_start(now: Timestamp) -> Timestamp {
    let seconds = now.as_second();
    Timestamp::from_second(seconds - seconds.rem_euclid(WINDOW.as_secs())).unwrap_or(now)
}

#[cfg(test)]
mod tests {
    use endpoint::testing::{App, block_on};

    use super::*;

    #[test]
    fn the_attempt_after_the_last_waits_for_the_window_to_end() {
        let app = App::new(|cx| crate::router(cx).0);
        let spend = || {
            block_on(spend(
                &app.cx.records,
                &[Limit::account("a@b.example")],
                app.cx.clock.now(),
            ))
        };
        for attempt in 1..=10 {
            assert!(spend().is_ok(), "attempt {attempt}");
        }
        let refused = spend().unwrap_err();
        assert_eq!(refused.status().as_u16(), 429);
        // The clock stands at 05:06:07: the window ends at 05:15.
        app.cx.clock.advance(SignedDuration::from_secs(8 * 60 + 53));
        assert!(spend().is_ok());
    }

    #[test]
    fn a_proxy_on_this_machine_is_many_clients() {
        let most = |address: &str| Limit::client(address.parse().ok()).map(|limit| limit.most);
        assert_eq!(
            (most("127.0.0.1"), most("::1"), most("192.0.2.1"), most("")),
            (Some(500), Some(500), Some(50), None)
        );
    }

    #[test]
    fn success_takes_back_what_it_counted() {
        let app = App::new(|cx| crate::router(cx).0);
        let (records, now) = (&app.cx.records, app.cx.clock.now());
        let account = Limit::account("a@b.example");
        let client = Limit::client("192.0.2.1".parse().ok()).unwrap();
        for _ in 0..=client.most {
            block_on(async {
                super::spend(records, &[account.clone(), client.clone()], now).await?;
                let tx = records.begin().await?;
                forgive(&tx, &account, Some(&client), now).await?;
                tx.commit().await.map_err(Error::from)
            })
            .unwrap();
        }
    }
}
