//! Punctuation, emoticons, code, length: what a text looks like.

use super::logarithm;
use crate::lexer::{Kind, Tokens};

/// How many features it makes.
pub(super) const FEATURES: usize = 23;

/// A text has these many words or more.
const LENGTHS: [usize; 6] = [3, 6, 12, 25, 50, 100];

/// Tells the features by their place.
pub(super) fn features(read: &Tokens, words: usize, tell: &mut impl FnMut(usize, f32)) {
    let count = |kind: Kind| read.count(kind) as usize;
    let is = |yes: bool| if yes { 1.0 } else { 0.0 };
    for (at, kind) in [Kind::Smile, Kind::Frown].into_iter().enumerate() {
        tell(2 * at, logarithm(count(kind)));
        tell(2 * at + 1, is(count(kind) > 0));
    }
    let exclamations = count(Kind::Exclamation) + 2 * count(Kind::Exclamations);
    let questions = count(Kind::Question) + 2 * count(Kind::Questions);
    tell(4, logarithm(exclamations));
    tell(5, is(exclamations > 0));
    tell(6, logarithm(questions));
    tell(7, is(questions > 0));
    tell(8, is(count(Kind::Exclamations) > 0));
    tell(9, is(count(Kind::Questions) > 0));
    let end = &read.list[read.list.len().saturating_sub(2)..];
    let asks = end
        .iter()
        .any(|token| matches!(token.kind, Kind::Question | Kind::Questions));
    tell(10, is(asks));
    tell(11, is(count(Kind::Dots) > 0));
    let code = count(Kind::Code) + count(Kind::Address);
    let total = u16::try_from(read.list.len().max(1)).unwrap_or(u16::MAX);
    tell(
        12,
        f32::from(u16::try_from(code).unwrap_or(u16::MAX)) / f32::from(total),
    );
    tell(13, is(code > 0));
    tell(14, is(count(Kind::Number) > 0));
    for (at, length) in LENGTHS.into_iter().enumerate() {
        tell(15 + at, is(words >= length));
    }
    tell(21, is(count(Kind::Address) > 0));
    tell(22, is(count(Kind::Bracket) > 0));
}
