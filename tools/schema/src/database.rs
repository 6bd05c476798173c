//! Which database is meant: `sqlite:PATH` or `postgres://…`.

use std::{
    fmt,
    path::{Path, PathBuf},
};

use pg_connect::Address;

use crate::Error;

/// A database, by its address. Shown, it keeps its password to itself.
#[derive(Clone, PartialEq, Eq)]
pub enum Database {
    /// A file.
    Sqlite(PathBuf),
    /// A database of a server.
    Postgres(Box<Address>),
}

impl Database {
    /// Reads an address.
    pub fn parse(text: &str) -> Result<Self, Error> {
        if let Some(path) = text.strip_prefix("sqlite:").filter(|path| !path.is_empty()) {
            return Ok(Self::Sqlite(PathBuf::from(path)));
        }
        if text.starts_with("postgres://") || text.starts_with("postgresql://") {
            let address = text.parse().map_err(Error::Address)?;
            return Ok(Self::Postgres(Box::new(address)));
        }
        // What stands before the colon cannot be a secret.
        let scheme = text.split(':').next().unwrap_or_default();
        Err(Error::Name(scheme.chars().take(40).collect()))
    }

    /// The database of a data folder: the one `url` names, else the file in the folder.
    pub fn of_data(data: &Path, url: Option<&str>) -> Result<Self, Error> {
        match url.map(str::trim).filter(|url| !url.is_empty()) {
            Some(url) => Self::parse(url),
            None => Ok(Self::Sqlite(data.join("sqlite").join("default.db"))),
        }
    }

    /// An error of SQLite, told with this database's name.
    pub fn sqlite(&self, error: rusqlite::Error) -> Error {
        Error::Sqlite {
            database: self.to_string(),
            error,
        }
    }

    /// An error of PostgreSQL, told with this database's name.
    pub fn postgres(&self, error: tokio_postgres::Error) -> Error {
        Error::Postgres {
            database: self.to_string(),
            error,
        }
    }
}

impl fmt::Display for Database {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Sqlite(path) => write!(out, "sqlite:{}", path.display()),
            Self::Postgres(address) => {
                write!(out, "postgres://{}/{}", address.place(), address.database())
            }
        }
    }
}

impl fmt::Debug for Database {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, out)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_read_and_shown_without_secrets() {
        let file = Database::parse("sqlite:a/b.db").unwrap();
        assert_eq!(file, Database::Sqlite("a/b.db".into()));
        let server = Database::parse("postgres://me:pa%40ss@h:5433/d?sslmode=require").unwrap();
        assert_eq!(server.to_string(), "postgres://h:5433/d");
        assert!(!format!("{server:?}").contains("pa%40ss"));
        let refused = Database::parse("mysql://me:secret@h/d").unwrap_err();
        assert!(!refused.to_string().contains("secret"));
        assert!(Database::parse("sqlite:").is_err());
    }

    #[test]
    fn a_data_folder_has_a_file_unless_an_address_is_set() {
        let data = Path::new("d");
        let file = Database::Sqlite("d/sqlite/default.db".into());
        assert_eq!(Database::of_data(data, None).unwrap(), file);
        assert_eq!(Database::of_data(data, Some(" ")).unwrap(), file);
        let server = Database::of_data(data, Some("postgres://me@h/d")).unwrap();
        assert_eq!(server.to_string(), "postgres://h:5432/d");
    }
}
