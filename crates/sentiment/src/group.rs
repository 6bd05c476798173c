//! The groups of the lexicon: shared by the build script, which lays the lexicon out, and the features.

/// The names of the groups as `data/lexicon.*.tsv` writes them; a group's place here is its bit.
pub(crate) const NAMES: [&str; 49] = [
    "thanks",
    "thanks_ahead",
    "praise",
    "good",
    "joy",
    "love",
    "agree",
    "works",
    "welcome",
    "hope",
    "sorry",
    "slip",
    "regret",
    "hate",
    "awful",
    "annoy",
    "sad",
    "fear",
    "bad",
    "dislike",
    "thanks_not",
    "sorry_not",
    "wish",
    "tech",
    "techpos",
    "affirm",
    "done",
    "want",
    "goodish",
    "fail",
    "wait",
    "loss",
    "repeat",
    "ignored",
    "promise",
    "leave",
    "relief",
    "duration",
    "money",
    "negator",
    "booster",
    "damper",
    "maybe",
    "me",
    "you",
    "but",
    "ask",
    "task",
    "common",
];

/// The first groups say a positive mood …
pub(crate) const POSITIVE: u64 = (1 << 10) - 1;
/// … the next ones a negative mood …
pub(crate) const NEGATIVE: u64 = ((1 << 20) - 1) & !POSITIVE;
/// What customers complain of, and what relieves them, without a word of mood: from `wait` to `relief`.
pub(crate) const TOLD: u64 = ((1 << 37) - 1) & !((1 << 30) - 1);
/// … and the model reads these in their context.
pub(crate) const IN_CONTEXT: usize = 39;
/// Turns the next words round ("not").
pub(crate) const NEGATOR: u64 = 1 << 39;
/// Strengthens the next word ("very").
pub(crate) const BOOSTER: u64 = 1 << 40;
/// Weakens the next word ("slightly").
pub(crate) const DAMPER: u64 = 1 << 41;
/// Makes what follows a case only thought of ("if", "would").
pub(crate) const MAYBE: u64 = 1 << 42;
/// The speaker.
pub(crate) const ME: u64 = 1 << 43;
/// Who is spoken to.
pub(crate) const YOU: u64 = 1 << 44;
/// Turns a sentence ("but").
pub(crate) const BUT: u64 = 1 << 45;
