//! Which database is configured.

use crate::setting::Fault;

/// A database, as the variable `database_url` names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Database {
    /// The embedded one: the variable is absent or empty.
    Sqlite,
    /// A server.
    Postgres,
}

/// Which kind it is; the rest of an address is the host's to read.
pub(crate) fn kind(url: &str) -> Result<Database, Fault> {
    if url.is_empty() {
        return Ok(Database::Sqlite);
    }
    let rest = ["postgres://", "postgresql://"]
        .iter()
        .find_map(|scheme| url.strip_prefix(scheme));
    let reason = match rest {
        Some("") => "names no host",
        Some(_) => return Ok(Database::Postgres),
        None => "names neither PostgreSQL nor, by being empty, SQLite",
    };
    Err(Fault {
        reason: reason.to_owned(),
        remedy: "write postgres://user:password@host:port/database, or leave it unset".to_owned(),
    })
}
