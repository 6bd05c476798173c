//! The one-time token that makes the first user.
//!
//! It is the variable `bootstrap_token`. Where that is empty, one is made at first use, kept until there is a user (so
//! that a restart says the same) and written to the log as the field `token` of the event `bootstrap_token`.

use std::sync::atomic::{AtomicBool, Ordering};

use axum::{
    extract::{Request, State},
    middleware::Next,
    response::Response,
};
use endpoint::{Context, Result, installation_secret, log};
use identity::Secret;
use serde_json::json;
use stores::{Records, Transaction, variables};

/// Its name in the manifest and among the installation's secrets.
const NAME: &str = "bootstrap_token";

/// Whether there is no user yet.
pub(crate) async fn needed(records: &Records) -> Result<bool> {
    let (exists,): (bool,) = records
        .query_one("SELECT EXISTS (SELECT 1 FROM users)", ())
        .await?;
    Ok(!exists)
}

/// The token that is asked for.
pub(crate) async fn expected(cx: &Context) -> Result<String> {
    if let Some(token) = variables::get(NAME).await {
        return Ok(token);
    }
    let fresh = Secret::of_bytes(cx.random.bytes());
    installation_secret(&cx.records, NAME, fresh.expose(), cx.clock.now()).await
}

/// Forgets a token that has done its work.
pub(crate) async fn forget(tx: &Transaction) -> Result<()> {
    tx.execute("DELETE FROM installation_secrets WHERE name = $1", (NAME,))
        .await?;
    Ok(())
}

/// Writes the token to the log before this instance answers its first request, if it is still needed and not known
/// from the manifest.
pub(crate) async fn announce_once(
    State(cx): State<Context>,
    request: Request,
    next: Next,
) -> Result<Response> {
    static ANNOUNCED: AtomicBool = AtomicBool::new(false);
    if !ANNOUNCED.load(Ordering::Relaxed) {
        let token = announced(&cx).await?;
        let first = !ANNOUNCED.swap(true, Ordering::Relaxed);
        if let Some(token) = token.filter(|_| first) {
            // It waits for somebody, so it is more than an information.
            log::warn("bootstrap_token", json!({"token": token}));
        }
    }
    Ok(next.run(request).await)
}

/// The token where it is announced.
async fn announced(cx: &Context) -> Result<Option<String>> {
    if variables::get(NAME).await.is_some() || !needed(&cx.records).await? {
        return Ok(None);
    }
    expected(cx).await.map(Some)
}

#[cfg(test)]
mod tests {
    use endpoint::testing::{App, block_on};
    use identity::Role;

    use super::*;

    #[test]
    fn a_made_token_is_announced_until_there_is_a_user() {
        let app = App::new(|cx| crate::router(cx).0);
        let token = block_on(announced(&app.cx)).unwrap().unwrap();
        assert_eq!(token, block_on(expected(&app.cx)).unwrap());
        assert_eq!(token.len(), 43);
        assert_eq!(
            block_on(announced(&app.cx)).unwrap(),
            Some(token),
            "the same after a restart"
        );
        app.sign_in(Role::Admin);
        assert_eq!(block_on(announced(&app.cx)).unwrap(), None);
    }

    #[test]
    fn a_token_from_the_manifest_is_not_written_anywhere() {
        let app = App::new(|cx| crate::router(cx).0);
        variables::set(NAME, "from the manifest");
        let (announced, expected) = (block_on(announced(&app.cx)), block_on(expected(&app.cx)));
        variables::set(NAME, "");
        assert_eq!(
            (announced.unwrap(), expected.unwrap()),
            (None, "from the manifest".to_owned())
        );
        assert_eq!(app.execute("DELETE FROM installation_secrets"), 0);
    }
}
