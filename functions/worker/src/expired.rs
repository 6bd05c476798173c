//! Removes what is over of signing in: counted attempts, used and ended refresh tokens, ended sessions, networks that
//! nobody came from for long; and uploads in parts that nobody went on with. By time, not on somebody's success, and a
//! bounded number of rows a run.

use endpoint::{Context, log};
use identity::NETWORK_KNOWN_FOR;
use jiff::{SignedDuration, Timestamp};
use serde_json::json;
use stores::{Error, Records};

/// How often it runs, by the tick's own clock.
const EVERY_SECONDS: i64 = 60;
/// Most rows of a table a run, sessions aside: more than can be added in a minute, as each costs a password's hash.
const MOST: i64 = 10_000;
/// A session may have thousands of tokens of an earlier release, which go with it.
const MOST_SESSIONS: i64 = 100;
/// A window of attempts is of 15 minutes; the clocks of several machines may differ.
const ATTEMPTS: SignedDuration = SignedDuration::from_hours(1);
/// How long the row of an ended session stays.
const SESSIONS: SignedDuration = SignedDuration::from_hours(24);

/// Runs once a minute. What fails is logged and waits for the next run.
pub async fn remove_each_minute(cx: &Context, now: Timestamp) {
    if now.as_second() % EVERY_SECONDS != 0 {
        return;
    }
    if let Err(error) = remove(&cx.records, now).await {
        log::error("expired_failed", json!({"cause": error.to_string()}));
    }
}

async fn remove(records: &Records, now: Timestamp) -> Result<(), Error> {
    records
        .execute(
            "DELETE FROM login_attempts WHERE (subject, window_start) IN \
                 (SELECT subject, window_start FROM login_attempts WHERE window_start < $1 LIMIT $2)",
            (now - ATTEMPTS, MOST),
        )
        .await?;
    // A used token of today ends with its grace: its number tells for ever that it was used. One of an earlier release
    // stays until it would have ended unused, as only its row tells.
    records
        .execute(
            "DELETE FROM refresh_tokens WHERE token_hash IN \
                 (SELECT token_hash FROM refresh_tokens WHERE expires_at < $1 LIMIT $2)",
            (now, MOST),
        )
        .await?;
    records
        .execute(
            "DELETE FROM sessions WHERE id IN \
                 (SELECT id FROM sessions WHERE expires_at < $1 OR revoked_at < $1 LIMIT $2)",
            (now - SESSIONS, MOST_SESSIONS),
        )
        .await?;
    records
        .execute(
            "DELETE FROM known_clients WHERE (user_id, network_hash) IN \
                 (SELECT user_id, network_hash FROM known_clients WHERE signed_in_at < $1 LIMIT $2)",
            (now - NETWORK_KNOWN_FOR, MOST),
        )
        .await?;
    // What came in of them is the sweeper's.
    records
        .execute(
            "DELETE FROM resumable_uploads WHERE id IN \
                 (SELECT id FROM resumable_uploads WHERE expires_at < $1 LIMIT $2)",
            (now, MOST),
        )
        .await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use endpoint::testing::App;
    use futures::executor::block_on;
    use identity::Role;

    /// An installation with a session, and rows of each kind of an age.
    fn with_rows(ages: &[SignedDuration]) -> App {
        let app = App::new(|_| axum::Router::new());
        app.sign_in(Role::Viewer);
        let now = app.cx.clock.now();
        for (number, age) in ages.iter().enumerate() {
            let (name, at) = (format!("n{number}"), now - *age);
            app.execute_with(
                "INSERT INTO login_attempts (subject, window_start, failures) VALUES ($1, $2, 1)",
                (name.as_str(), at),
            );
            app.execute_with(
                "INSERT INTO refresh_tokens (token_hash, workspace_id, session_id, created_at, expires_at, used_at) \
                 SELECT $1, workspace_id, id, $2, $2, $2 FROM sessions WHERE generation = 0",
                (name.as_str(), at),
            );
            app.execute_with(
                "INSERT INTO known_clients (workspace_id, user_id, network_hash, signed_in_at) VALUES (1, 1, $1, $2)",
                (name.as_str(), at),
            );
            app.execute_with(
                "INSERT INTO sessions (id, workspace_id, user_id, created_at, expires_at, generation) \
                 VALUES ($1, 1, 1, $2, $2, 1)",
                (name.as_str(), at),
            );
        }
        app
    }

    fn left(app: &App) -> [u64; 4] {
        [
            "UPDATE login_attempts SET failures = failures",
            "UPDATE refresh_tokens SET used_at = used_at",
            "UPDATE sessions SET revoked_at = revoked_at",
            "UPDATE known_clients SET network_hash = network_hash",
        ]
        .map(|touch| app.execute(touch))
    }

    #[test]
    fn each_kind_goes_after_its_time() {
        let second = SignedDuration::from_secs(1);
        let app = with_rows(&[-second, second, ATTEMPTS, SESSIONS, NETWORK_KNOWN_FOR]);
        app.cx.clock.advance(second);
        block_on(remove(&app.cx.records, app.cx.clock.now())).unwrap();
        assert_eq!(left(&app), [2, 1, 4, 4], "sessions: one is of the sign-in");
    }

    #[test]
    fn a_revoked_session_goes_before_its_time() {
        let app = with_rows(&[]);
        app.execute("UPDATE sessions SET revoked_at = created_at");
        let now = app.cx.clock.now();
        block_on(remove(&app.cx.records, now + SESSIONS)).unwrap();
        assert_eq!(left(&app)[2], 1);
        let second = SignedDuration::from_secs(1);
        block_on(remove(&app.cx.records, now + SESSIONS + second)).unwrap();
        assert_eq!(left(&app)[2], 0);
    }

    #[test]
    fn a_run_removes_a_bounded_number() {
        let app = with_rows(&[]);
        let old = app.cx.clock.now() - NETWORK_KNOWN_FOR;
        app.execute_with(
            "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 10010) \
             INSERT INTO login_attempts (subject, window_start, failures) SELECT CAST(i AS text), $1, 1 FROM n",
            (old,),
        );
        let run = || block_on(remove(&app.cx.records, app.cx.clock.now())).unwrap();
        run();
        assert_eq!(left(&app)[0], 10);
        run();
        assert_eq!(left(&app)[0], 0);
    }

    #[test]
    fn it_runs_once_a_minute() {
        let app = with_rows(&[NETWORK_KNOWN_FOR + SignedDuration::from_secs(1)]);
        // The clock stands at 05:06:07.
        let now = app.cx.clock.now();
        block_on(remove_each_minute(&app.cx, now));
        assert_eq!(left(&app)[0], 1);
        block_on(remove_each_minute(
            &app.cx,
            now + SignedDuration::from_secs(53),
        ));
        assert_eq!(left(&app)[0], 0);
    }
}
