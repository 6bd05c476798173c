//! How far a search goes: a frequent word costs no more than a rare one by much, and the answer says where it stopped.

/// How far a search goes.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Bounds {
    /// Hits that are counted, and that pages lead through; of more an answer says so.
    pub(crate) counted: u32,
    /// Texts with the words, newest first, that are looked at first.
    pub(crate) looked_at: u32,
    /// Texts with the words, or keys that begin so, up to which tickets are found from them at once.
    pub(crate) few: u32,
    /// Tickets that are looked at where there are more, in the order asked for, before they are found from the texts.
    pub(crate) walked: u32,
    /// Texts with the words, newest first, and keys that begin so, beyond which nothing is looked at.
    pub(crate) most: u32,
    /// Tickets that an export looks at at once.
    pub(crate) stretch: u32,
}

pub(crate) const BOUNDS: Bounds = Bounds {
    counted: 1_000,
    looked_at: 2_500,
    few: 10_000,
    walked: 20_000,
    most: 1_000_000,
    stretch: 2_000,
};
