//! Finds the phrases of a language's lexicon in tokens.

use super::{Hit, Kind, Token, context::Before};
use crate::lexicon::Lexicon;

/// The phrases, from left to right, each the longest that begins there.
pub(super) fn find_phrases(tokens: &[Token], lexicon: &'static Lexicon) -> Vec<Hit> {
    let mut hits = Vec::with_capacity(tokens.len() / 2);
    let mut before = Before::new();
    let mut at = 0;
    while let Some(token) = tokens.get(at) {
        if token.kind != Kind::Word {
            if token.kind.stops() {
                before.stop();
            }
            at += 1;
            continue;
        }
        let word = |ahead: usize| {
            let token = tokens.get(at + ahead)?;
            (token.kind == Kind::Word).then_some(token.hash)
        };
        let Some(found) = lexicon.longest(token.hash, word) else {
            before.word(0);
            at += 1;
            continue;
        };
        hits.push(Hit {
            at,
            words: found.words,
            groups: found.groups,
            strength: found.strength,
            context: before.context(),
        });
        for _ in 0..found.words {
            before.word(found.groups);
        }
        at += found.words;
    }
    hits
}
