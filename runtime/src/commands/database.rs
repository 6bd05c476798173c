//! Which database a command means.

use super::CommandError;
use crate::assemble::environment_name;
use schema::Database;
use std::path::{Path, PathBuf};

/// Flags that name a database.
#[derive(clap::Args)]
pub struct Flags {
    /// sqlite:PATH or postgres://user:password@host:port/name [default: the one the application uses]
    #[arg(long)]
    database: Option<String>,
    /// The data folder the application uses.
    #[arg(long, default_value = ".undertone")]
    data: PathBuf,
}

impl Flags {
    /// The data folder.
    pub fn data(&self) -> &Path {
        &self.data
    }

    /// The database: the named one, else the one that the environment names, else the data folder's file.
    pub fn database(&self) -> Result<Database, CommandError> {
        of(self.database.as_deref(), &self.data)
    }
}

/// The same for a command with flags of its own.
pub fn of(named: Option<&str>, data: &Path) -> Result<Database, CommandError> {
    if let Some(address) = named {
        return Ok(Database::parse(address)?);
    }
    let variable = std::env::var(environment_name("database_url")).ok();
    Ok(Database::of_data(data, variable.as_deref())?)
}
