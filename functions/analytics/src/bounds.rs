//! How far a search goes: a frequent word costs no more than a rare one by much, and the answer says where it stopped.

/// How far a search goes.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Bounds {
    /// Hits that are counted, and that pages lead through; of more an answer says so.
    pub(crate) counted: u32,
    /// Texts with the words, newest first, that are looked at first.
    pub(crate) looked_at: u32,
    /// Texts with the words, newest first, that are looked at where other conditions leave out many of them.
    pub(crate) examined: u32,
    /// Texts with the words, or keys that begin so, up to which tickets are found from them.
    pub(crate) few: u32,
    /// Tickets that are looked at where there are more, in the order asked for.
    pub(crate) walked: u32,
    /// Tickets that an export looks at at once.
    pub(crate) stretch: u32,
    /// Texts in SQLite, of all workspaces, up to which it takes the numbers of all that hold the words.
    pub(crate) small: i64,
    /// The newest texts with the words whose numbers it takes where there are more.
    pub(crate) kept: u32,
}

/// Measured at 50,000 tickets with 200,000 texts: a word of a third of them takes some 30 ms, one of a twentieth some 50,
/// the worst combination of a frequent word with filters that leave nothing some 100.
pub(crate) const BOUNDS: Bounds = Bounds {
    counted: 1_000,
    looked_at: 2_500,
    examined: 50_000,
    few: 10_000,
    walked: 20_000,
    stretch: 2_000,
    small: 500_000,
    kept: 250_000,
};
