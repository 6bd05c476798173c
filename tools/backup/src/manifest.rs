//! What a backup holds: its last member.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// The format this program writes and the newest it reads.
pub const FORMAT: u32 = 1;
/// The member's name.
pub const NAME: &str = "manifest.json";

/// What a backup holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// The format.
    pub format: u32,
    /// The program's version.
    pub version: String,
    /// When it was begun, RFC 3339.
    pub created_at: String,
    /// `sqlite` or `postgresql`.
    pub database: String,
    /// The migrations the records had, by their full names, with their checksums.
    pub migrations: Vec<(String, String)>,
    /// The records' tables.
    pub tables: Vec<TableInfo>,
    /// Every other member, by its name in the archive.
    pub members: BTreeMap<String, Member>,
}

impl Manifest {
    /// How many files of lake and uploads it holds.
    pub fn files(&self) -> usize {
        let records = |name: &&String| !name.starts_with("records/");
        self.members.keys().filter(records).count()
    }
}

/// A table of the records.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TableInfo {
    /// Its name.
    pub name: String,
    /// How many rows.
    pub rows: u64,
    /// The columns of its COPY; none for SQLite, whose file is kept whole.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub columns: Vec<String>,
    /// The last id given, where the database gives them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_id: Option<i64>,
}

/// A file in the archive.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Member {
    /// Its size.
    pub bytes: u64,
    /// SHA-256 of its content, in hexadecimal.
    pub sha256: String,
}
