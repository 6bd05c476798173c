//! The Mac's encoding of Cyrillic, which differs from that of Windows in its capitals and in the last letter.

use super::Encoding;

/// The encoding that makes the better words, and whether one does.
pub(super) fn of(sample: &[u8], likely: Encoding) -> (Encoding, bool) {
    let mac = Encoding::Legacy(encoding_rs::X_MAC_CYRILLIC);
    let [given, other] = [likely, mac].map(|encoding| odd(&encoding.decode(sample).0));
    if other < given {
        (mac, other == 0)
    } else {
        (likely, true)
    }
}

/// Capitals behind small letters, and signs beside letters that only stand between words.
fn odd(text: &str) -> usize {
    let letters: Vec<char> = text.chars().collect();
    let pairs = letters.windows(2).filter(|pair| {
        let [before, c] = [pair[0], pair[1]];
        let capital = before.is_lowercase() && c.is_uppercase() && !c.is_ascii();
        let sign = |c: char| !c.is_ascii() && !c.is_alphabetic() && !"«»“”„–—…№".contains(c);
        capital || (sign(before) && c.is_alphabetic()) || (before.is_alphabetic() && sign(c))
    });
    pairs.count()
}
