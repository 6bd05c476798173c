//! Connections.

use spin_sdk::pg::Connection;

use super::errors;
use crate::component::records_interface::Error;

/// A connection for one statement or one transaction.
///
/// The host pools connections: dropped, this one goes back, and what it left open is rolled back.
pub(super) async fn take() -> Result<Connection, Error> {
    // The one caller has read the variable before; a host that lost it since fails to open the empty address.
    let url = spin_sdk::variables::get("database_url")
        .await
        .unwrap_or_default();
    Connection::open(url.trim())
        .await
        .map_err(errors::not_opened)
}
