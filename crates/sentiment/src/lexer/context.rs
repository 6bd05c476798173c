//! What stands before a phrase in its sentence, kept up to date while the words go by.

use super::Hit;
use crate::group::{BOOSTER, BUT, DAMPER, MAYBE, ME, NEGATOR, POSITIVE, YOU};

/// How far back a sentence is looked at, in words.
const REACH: usize = 7;
/// Any of the groups that are looked for.
const LOOKED_FOR: u64 = NEGATOR | BOOSTER | DAMPER | MAYBE | ME | YOU | BUT;

/// What stands before a phrase.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "six independent observations"
)]
pub(crate) struct Context {
    pub negated: bool,
    pub boosted: bool,
    pub damped: bool,
    pub maybe: bool,
    pub me: bool,
    pub you: bool,
}

/// The words read so far: their number, that of the first one of the present sentence or clause, and that of the last
/// one of each group. The first word is number 1; 0 stands for none.
#[derive(Debug)]
pub(super) struct Before {
    words: usize,
    clause: usize,
    negator: usize,
    booster: usize,
    damper: usize,
    maybe: usize,
    me: usize,
    you: usize,
}

impl Before {
    /// At the start of a text.
    pub(super) fn new() -> Self {
        Self {
            words: 0,
            clause: 1,
            negator: 0,
            booster: 0,
            damper: 0,
            maybe: 0,
            me: 0,
            you: 0,
        }
    }

    /// A word of these groups goes by; a "but" begins a clause and belongs to it.
    #[inline]
    pub(super) fn word(&mut self, groups: u64) {
        self.words += 1;
        if groups & LOOKED_FOR == 0 {
            return;
        }
        let note = |group: u64, last: &mut usize| {
            if groups & group != 0 {
                *last = self.words;
            }
        };
        note(NEGATOR, &mut self.negator);
        note(BOOSTER, &mut self.booster);
        note(DAMPER, &mut self.damper);
        note(MAYBE, &mut self.maybe);
        note(ME, &mut self.me);
        note(YOU, &mut self.you);
        note(BUT, &mut self.clause);
    }

    /// A sentence ends.
    #[inline]
    pub(super) fn stop(&mut self) {
        self.clause = self.words + 1;
    }

    /// What the next word finds before it: negations and the speaker count within four words, whom it speaks to within
    /// three, strength within two.
    #[inline]
    pub(super) fn context(&self) -> Context {
        let within = |last: usize, most: usize| last >= self.clause && last + most > self.words;
        Context {
            negated: within(self.negator, 4),
            boosted: within(self.booster, 2),
            damped: within(self.damper, 2),
            maybe: within(self.maybe, REACH),
            me: within(self.me, 4),
            you: within(self.you, 3),
        }
    }
}

impl Hit {
    /// What a phrase of a mood is worth here: its strength, one more or less for intensifiers, turned round at half
    /// its strength by a negation, less in a case only thought of.
    pub(crate) fn valence(&self) -> f32 {
        let mut value = f32::from(self.strength);
        if self.context.boosted {
            value += 1.0;
        }
        if self.context.damped {
            value -= 1.0;
        }
        if self.context.negated {
            value *= -0.5;
        }
        if self.context.maybe {
            value *= 0.6;
        }
        if self.groups & POSITIVE != 0 {
            value
        } else {
            -value
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::{
        group::{NEGATIVE, POSITIVE},
        lexer::read,
    };

    fn valences(text: &str) -> Vec<f32> {
        let read = read(text);
        let moods = read
            .hits
            .iter()
            .filter(|hit| hit.groups & (POSITIVE | NEGATIVE) != 0);
        moods.map(super::Hit::valence).collect()
    }

    #[test]
    fn neighbours_change_what_a_phrase_is_worth() {
        assert_eq!(valences("The answer is awful."), [-4.0]);
        assert_eq!(valences("The answer is very awful."), [-5.0]);
        assert_eq!(valences("It is not awful."), [2.0]);
        assert_eq!(valences("Not here. It is awful."), [-4.0]);
        assert_eq!(valences("If it is awful, say so."), [-2.4]);
    }

    #[test]
    fn only_near_words_of_the_same_clause_count() {
        assert_eq!(valences("It is not the one of an awful"), [-4.0]);
        assert_eq!(valences("It is not the one, awful"), [2.0]);
        assert_eq!(valences("It is not so, but awful"), [-4.0]);
    }
}
