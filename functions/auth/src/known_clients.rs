//! Networks a user has signed in from: from there they get in whatever strangers try from elsewhere.

use std::net::IpAddr;

use endpoint::Result;
use identity::{Email, NETWORK_KNOWN_FOR, SigningKey, UserId, WorkspaceId};
use jiff::Timestamp;
use stores::{Records, Transaction};

use crate::attempts::network;

/// Most networks kept for a user: the latest.
const MOST: i64 = 20;

/// What is kept of a network: a hash that differs from user to user.
pub(crate) fn hash(key: &SigningKey, email: &Email, client: Option<IpAddr>) -> String {
    key.keyed_hash("known-client", &[email.as_str(), &network(client)])
}

/// Whether the user with that address, if there is one, signed in from that network not long ago.
pub(crate) async fn contain(
    records: &Records,
    key: &SigningKey,
    email: &Email,
    client: Option<IpAddr>,
    now: Timestamp,
) -> Result<bool> {
    let found: Option<(i64,)> = records
        .query_optional(
            "SELECT u.id FROM users u JOIN known_clients k ON k.user_id = u.id \
             WHERE u.email = $1 AND k.network_hash = $2 AND k.signed_in_at > $3",
            (
                email.as_str(),
                hash(key, email, client),
                now - NETWORK_KNOWN_FOR,
            ),
        )
        .await?;
    Ok(found.is_some())
}

/// Remembers the network a user proves their password from.
pub(crate) async fn remember(
    tx: &Transaction,
    workspace: WorkspaceId,
    user: UserId,
    hash: &str,
    now: Timestamp,
) -> Result<()> {
    tx.execute(
        "INSERT INTO known_clients (workspace_id, user_id, network_hash, signed_in_at) VALUES ($1, $2, $3, $4) \
         ON CONFLICT (user_id, network_hash) DO UPDATE SET signed_in_at = excluded.signed_in_at",
        (workspace.0, user.0, hash, now),
    )
    .await?;
    tx.execute(
        "DELETE FROM known_clients WHERE user_id = $1 AND network_hash NOT IN \
             (SELECT network_hash FROM known_clients WHERE user_id = $1 ORDER BY signed_in_at DESC, network_hash LIMIT $2)",
        (user.0, MOST),
    )
    .await?;
    Ok(())
}

/// Forgets all networks of a user: somebody else may have signed in from one.
pub(crate) async fn forget(tx: &Transaction, user: UserId) -> Result<()> {
    tx.execute("DELETE FROM known_clients WHERE user_id = $1", (user.0,))
        .await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use endpoint::testing::{App, block_on};
    use jiff::SignedDuration;

    use super::*;
    use crate::testing::{ADA, app_with_ada};

    fn known(app: &App, email: &str, client: &str) -> bool {
        block_on(async {
            let (key, email) = (app.cx.signing_key().await.unwrap(), Email::parse(email));
            let (client, now) = (client.parse().ok(), app.cx.clock.now());
            contain(&app.cx.records, &key, &email.unwrap(), client, now).await
        })
        .unwrap()
    }

    fn sign_in_from(app: &App, client: &str) {
        block_on(async {
            let key = app.cx.signing_key().await?;
            let hash = hash(&key, &Email::parse(ADA).unwrap(), client.parse().ok());
            let tx = app.cx.records.begin().await?;
            let now = app.cx.clock.now();
            remember(&tx, WorkspaceId(1), UserId(1), &hash, now).await?;
            tx.commit().await.map_err(endpoint::Error::from)
        })
        .unwrap();
    }

    #[test]
    fn a_network_is_known_for_its_user_and_for_a_time() {
        let app = app_with_ada();
        sign_in_from(&app, "192.0.2.1");
        assert!(known(&app, ADA, "192.0.2.1"));
        assert!(!known(&app, ADA, "192.0.2.2"));
        assert!(!known(&app, "eve@example.org", "192.0.2.1"));
        app.cx.clock.advance(NETWORK_KNOWN_FOR);
        assert!(!known(&app, ADA, "192.0.2.1"));
        sign_in_from(&app, "192.0.2.1");
        assert!(known(&app, ADA, "192.0.2.1"));
    }

    #[test]
    fn the_latest_are_kept() {
        let app = app_with_ada();
        for client in 1..=25 {
            app.cx.clock.advance(SignedDuration::from_secs(1));
            sign_in_from(&app, &format!("192.0.2.{client}"));
        }
        assert!(!known(&app, ADA, "192.0.2.5") && known(&app, ADA, "192.0.2.6"));
        assert_eq!(app.execute("DELETE FROM known_clients"), 20);
    }
}
