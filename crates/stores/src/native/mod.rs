//! Stores for native builds: what the provider's component exports, on a temporary database.
//!
//! The database is SQLite, or PostgreSQL where `UNDERTONE_TEST_POSTGRES` names a server to make databases on: so every
//! function's tests run on both.

mod variables;

use provider::native::Database;

use crate::Dialect;
pub(crate) use variables::{set_variable, variable};

pub(crate) type Records = provider::Records<Database>;
pub(crate) type Transaction = provider::Transaction<Database>;
pub(crate) type Lake = provider::Lake<Database>;

/// Records in a database of their own.
pub(crate) fn temporary() -> Records {
    Records::new(provider::native::temporary())
}

#[expect(
    clippy::unused_async,
    reason = "the component's counterpart waits for the provider"
)]
pub(crate) async fn dialect(records: &Records) -> Dialect {
    records.dialect()
}
