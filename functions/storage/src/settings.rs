//! Which database is configured.

/// A database, as the variable `database_url` names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Database {
    /// The embedded one: the variable is absent or empty.
    Sqlite,
    /// A server.
    Postgres,
}

/// Why a configured database cannot be used at all.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "the variable database_url names neither PostgreSQL (postgres://…) nor, by being empty, SQLite"
)]
pub struct UnknownDatabase;

/// Reads the value of `database_url`.
pub fn database(url: &str) -> Result<Database, UnknownDatabase> {
    match url.trim() {
        "" => Ok(Database::Sqlite),
        url if url.starts_with("postgres://") || url.starts_with("postgresql://") => {
            Ok(Database::Postgres)
        }
        _ => Err(UnknownDatabase),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_empty_url_is_sqlite_and_a_strange_one_is_refused_without_repeating_it() {
        assert_eq!(database(" "), Ok(Database::Sqlite));
        assert_eq!(database("postgres://user@host/db"), Ok(Database::Postgres));
        let refused = database("mysql://user:secret@host").unwrap_err();
        assert!(!refused.to_string().contains("secret"));
    }
}
