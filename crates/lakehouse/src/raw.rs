//! What is asked of the rows of exports, and what is answered.

/// Which rows of exports are asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RawQuery {
    /// The system the ticket comes from.
    pub source: String,
    /// The ticket's key.
    pub ticket_id: String,
    /// So many of the newest are passed over.
    pub offset: u64,
    /// The most rows wanted.
    pub limit: u32,
}

/// A row of an export.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RawRow {
    /// The job that read the export.
    pub job: String,
    /// Its number in the export, from 1.
    pub row_number: u32,
    /// Its filled cells as a JSON object by column name, in the order of the header; a name that the header repeats has
    /// an array.
    pub cells: String,
}

/// Rows of exports, those published last first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RawRows {
    /// How many there are in all.
    pub total: u64,
    /// Those that were asked for; fewer where they are very long.
    pub rows: Vec<RawRow>,
}
