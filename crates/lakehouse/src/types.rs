//! Datasets, files and snapshots.

use std::fmt;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// A dataset. Its columns are those of [`crate::schema`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Dataset {
    /// One row per ticket: its present state and mood.
    Ticket,
    /// One row per scored text: summary, description or comment.
    Sentiment,
    /// One row per entity found in a text.
    Entity,
    /// One row per row of an export, with every cell of it.
    Raw,
}

impl Dataset {
    /// Every dataset.
    pub const ALL: [Self; 4] = [Self::Ticket, Self::Sentiment, Self::Entity, Self::Raw];

    /// Its name in paths and in the catalog.
    pub fn name(self) -> &'static str {
        match self {
            Self::Ticket => "ticket",
            Self::Sentiment => "sentiment",
            Self::Entity => "entity",
            Self::Raw => "raw",
        }
    }

    /// The dataset of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|dataset| dataset.name() == name)
    }
}

impl fmt::Display for Dataset {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// A file that was written but is not yet published.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StagedFile {
    /// Which dataset it belongs to.
    pub dataset: Dataset,
    /// Path below the lake's root, the name it will have once published.
    pub path: String,
    /// Rows in the file.
    pub row_count: u64,
    /// Size in bytes.
    pub byte_size: u64,
    /// Digest of its bytes, `xxh128:` and 32 hexadecimal digits; none of a file that an older release staged.
    #[serde(default)]
    pub digest: Option<String>,
    /// The version of the dataset's columns it was written with.
    #[serde(default = "first_version")]
    pub schema_version: u32,
    /// Earliest `created_at` in the file; where no row has one, this and the latest are the day of its partition.
    pub min_created_at: Timestamp,
    /// Latest `created_at` in the file.
    pub max_created_at: Timestamp,
    /// For input row i, its position in the file (rows are sorted by `created_at`, those without one first). Publishing needs it not: it is
    /// left out when the file's description is stored as JSON.
    #[serde(skip)]
    pub positions: Vec<u32>,
}

/// That of the releases that did not say.
fn first_version() -> u32 {
    1
}

/// Rows of one published (or now to be published) file that no longer count.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RemovedRows {
    /// Path of the file below the lake's root.
    pub path: String,
    /// Half-open ranges of row positions.
    pub ranges: Vec<(u32, u32)>,
}

/// A state of a workspace's lake.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Snapshot {
    /// Grows with every publish.
    pub id: u64,
    /// When it was published.
    pub published_at: Timestamp,
    /// Live rows of the ticket dataset.
    pub ticket_rows: u64,
    /// Live rows of the sentiment dataset.
    pub sentiment_rows: u64,
    /// Live rows of the entity dataset.
    pub entity_rows: u64,
}

/// A published file that is missing or not what was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DamagedFile {
    /// Whose it is.
    pub workspace: i64,
    /// Which dataset it belongs to.
    pub dataset: Dataset,
    /// Path below the lake's root.
    pub path: String,
    /// Rows it should have.
    pub row_count: u64,
    /// When that was found out.
    pub since: Timestamp,
    /// What is wrong with it.
    pub reason: String,
}

/// A published file as other engines see it: rows in `removed` do not count.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LiveFile {
    /// Which dataset it belongs to.
    pub dataset: Dataset,
    /// Path below the lake's root.
    pub path: String,
    /// Rows in the file.
    pub row_count: u64,
    /// Size in bytes.
    pub byte_size: u64,
    /// The version of the dataset's columns it was written with.
    pub schema_version: u32,
    /// Half-open ranges of row positions that no longer count.
    pub removed: Vec<(u32, u32)>,
}
