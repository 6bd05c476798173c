//! Our own export of tickets, which writes a `'` in front of what a spreadsheet would run as a formula.

use std::borrow::Cow;

use crate::Header;

/// How its header starts, and names that only it has.
const START: [&str; 3] = ["ticket_id", "source", "summary"];
const NAMES: [&str; 5] = ["comments", "compound", "trend", "mood", "urgency"];

/// Whether the header is that of our own export.
pub(crate) fn is_ours(header: &Header) -> bool {
    let names = header.names();
    let has = |name: &&str| names.iter().any(|known| known == name);
    names
        .iter()
        .zip(START)
        .filter(|(name, start)| name == start)
        .count()
        == START.len()
        && NAMES.iter().all(has)
}

/// A cell as it was before it was written.
pub(crate) fn unguarded(text: Cow<'_, str>) -> Cow<'_, str> {
    match text {
        Cow::Borrowed(text) => Cow::Borrowed(formula::unguarded(text)),
        Cow::Owned(text) => Cow::Owned(formula::unguarded(&text).to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_put_in_front_of_a_formula_goes() {
        for (written, text) in [("'=1+1", "=1+1"), ("'tis nothing", "'tis nothing")] {
            assert_eq!(unguarded(written.into()), text);
            assert_eq!(unguarded(written.to_owned().into()), text);
        }
    }
}
