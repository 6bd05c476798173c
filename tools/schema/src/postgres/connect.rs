//! One connection of a tool.

use pg_connect::Address;
use tokio_postgres::Client;

use crate::Error;

/// Moments are told in UTC, and nothing is cut off: a tool's statements take as long as the data needs. Waiting for
/// another's lock is cut off, so that a running application is noticed.
const SETTINGS: &str = "-c TimeZone=UTC -c DateStyle=ISO -c statement_timeout=0 -c lock_timeout=10000 \
    -c idle_in_transaction_session_timeout=0 -c client_min_messages=warning";

/// Opens a connection that calls itself `name`; it is served in the background of the present runtime until dropped.
pub async fn connect(address: &Address, name: &str) -> Result<Client, Error> {
    let mut address = address.clone();
    address.default_application_name(name);
    address.default_options(SETTINGS);
    let (client, driver) = address.connect().await?;
    // What goes wrong with the connection is told by the statement that needs it.
    tokio::spawn(driver);
    Ok(client)
}
