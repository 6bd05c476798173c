//! Refresh tokens of releases before 0012: random, a row each. They work until they end, and give tokens of today.

use endpoint::Result;
use identity::Secret;
use jiff::Timestamp;
use stores::Transaction;

use super::{Kept, Used, advance, in_grace};

/// Uses up a token of an earlier release.
pub(super) async fn use_up(tx: &Transaction, token: &Secret, now: Timestamp) -> Result<Used> {
    let hash = token.hash();
    // Marks first and reads then, so that of two at once the second one waits for the first and sees its mark.
    let first = tx
        .execute(
            "UPDATE refresh_tokens SET used_at = $1 WHERE token_hash = $2 AND used_at IS NULL",
            (now, hash.as_str()),
        )
        .await?;
    let Some(kept) = find(tx, &hash, now).await? else {
        return Ok(Used::Unknown);
    };
    let used_at = kept.used_at.filter(|_| first == 0);
    if used_at.is_some_and(|used_at| !in_grace(used_at, now)) {
        return Ok(Used::Again(kept));
    }
    // Windows that each held a token of their own go on with one.
    let advanced = first == 1 && advance(tx, &kept.session, 0, now).await?;
    let present = if advanced { 1 } else { kept.present };
    Ok(Used::Well(Kept { present, ..kept }))
}

async fn find(tx: &Transaction, hash: &str, now: Timestamp) -> Result<Option<Kept>> {
    Ok(tx
        .query_optional(
            "SELECT s.id, s.workspace_id, s.user_id, s.generation, t.used_at \
             FROM refresh_tokens t JOIN sessions s ON s.id = t.session_id JOIN users u ON u.id = s.user_id \
             WHERE t.token_hash = $1 AND t.expires_at > $2 AND s.expires_at > $2 AND s.revoked_at IS NULL \
             AND u.is_active = $3",
            (hash, now, true),
        )
        .await?)
}

#[cfg(test)]
mod tests {
    use endpoint::testing::{Answer, App};
    use jiff::SignedDuration;
    use serde_json::json;

    use super::*;
    use crate::testing::{app_with_ada, sign_in_ada};

    /// A session as an earlier release left it, with two tokens: two windows had asked at the same time.
    fn app() -> App {
        let app = app_with_ada();
        sign_in_ada(&app);
        let now = app.cx.clock.now();
        let until = now + SignedDuration::from_hours(30 * 24);
        app.execute("DELETE FROM sessions");
        app.execute_with(
            "INSERT INTO sessions (id, workspace_id, user_id, created_at, expires_at) VALUES ('old', 1, 1, $1, $2)",
            (now, until),
        );
        for token in [token(1), token(2)] {
            app.execute_with(
                "INSERT INTO refresh_tokens (token_hash, workspace_id, session_id, created_at, expires_at) \
                 VALUES ($1, 1, 'old', $2, $3)",
                (token.hash(), now, until),
            );
        }
        app
    }

    fn token(of: u8) -> Secret {
        Secret::of_bytes([of; 32])
    }

    fn refresh(app: &App, token: &str) -> Answer {
        app.post("/api/auth/refresh")
            .json(&json!({"refresh_token": token}))
            .send()
    }

    fn refreshed(app: &App, token: &str) -> String {
        let answer = refresh(app, token);
        assert_eq!(answer.status, 200, "{}", answer.text());
        answer.json()["refresh_token"].as_str().unwrap().to_owned()
    }

    #[test]
    fn it_gives_a_token_of_today_and_again_the_same() {
        let app = app();
        app.cx.clock.advance(SignedDuration::from_hours(29 * 24));
        let next = refreshed(&app, token(1).expose());
        for _ in 0..49 {
            assert_eq!(refreshed(&app, token(1).expose()), next);
        }
        assert_eq!(refreshed(&app, token(2).expose()), next, "the other window");
        app.cx.clock.advance(SignedDuration::from_hours(29 * 24));
        assert_ne!(refreshed(&app, &next), next);
    }

    #[test]
    fn its_cookie_works_and_signs_out() {
        let app = app();
        let cookie = format!("undertone_refresh={}", token(1).expose());
        let call = |path| {
            app.post(path)
                .header("cookie", &cookie)
                .header("x-requested-with", "undertone")
                .send()
        };
        assert_eq!(call("/api/auth/refresh").status, 200);
        assert_eq!(call("/api/auth/logout").status, 204);
        assert_eq!(call("/api/auth/refresh").code(), "invalid_refresh_token");
    }

    #[test]
    fn a_copied_one_ends_its_session() {
        let app = app();
        let next = refreshed(&app, token(1).expose());
        app.cx.clock.advance(SignedDuration::from_secs(11));
        let again = refresh(&app, token(1).expose());
        assert_eq!(again.code(), "reused_refresh_token");
        assert_eq!(refresh(&app, &next).code(), "invalid_refresh_token");
        assert_eq!(
            refresh(&app, token(2).expose()).code(),
            "invalid_refresh_token"
        );
    }

    #[test]
    fn it_ends_with_its_time() {
        let app = app();
        app.cx.clock.advance(SignedDuration::from_hours(30 * 24));
        assert_eq!(
            refresh(&app, token(1).expose()).code(),
            "invalid_refresh_token"
        );
    }
}
