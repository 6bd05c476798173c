//! What stands before a phrase in its sentence.

use crate::{
    group::{BOOSTER, BUT, DAMPER, MAYBE, ME, NEGATOR, POSITIVE, YOU},
    lexer::{Hit, Kind, Token},
};

/// How far back a sentence is looked at, in words; negations and the speaker count within four, whom it speaks to
/// within three, strength within two.
const REACH: usize = 7;

/// What stands before a phrase.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "six independent observations"
)]
pub(super) struct Context {
    pub negated: bool,
    pub boosted: bool,
    pub damped: bool,
    pub maybe: bool,
    pub me: bool,
    pub you: bool,
}

impl Context {
    /// Looks back from a phrase to the start of its sentence or clause.
    pub(super) fn of(tokens: &[Token], hit: &Hit) -> Self {
        let mut found = Self::default();
        let mut words = 0;
        for token in tokens[..hit.at].iter().rev() {
            if token.stops() || words >= REACH {
                break;
            }
            if token.kind != Kind::Word {
                continue;
            }
            words += 1;
            found.negated |= token.is(NEGATOR) && words <= 4;
            found.boosted |= token.is(BOOSTER) && words <= 2;
            found.damped |= token.is(DAMPER) && words <= 2;
            found.maybe |= token.is(MAYBE);
            found.me |= token.is(ME) && words <= 4;
            found.you |= token.is(YOU) && words <= 3;
            if token.is(BUT) {
                break;
            }
        }
        found
    }

    /// What a phrase of a mood is worth here: its strength, one more or less for intensifiers, turned round at half
    /// its strength by a negation, less in a case only thought of.
    pub(super) fn valence(self, hit: &Hit) -> f32 {
        let mut value = f32::from(hit.strength);
        if self.boosted {
            value += 1.0;
        }
        if self.damped {
            value -= 1.0;
        }
        if self.negated {
            value *= -0.5;
        }
        if self.maybe {
            value *= 0.6;
        }
        if hit.groups & POSITIVE != 0 {
            value
        } else {
            -value
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::{features::dense, lexer::read};

    fn sums(text: &str) -> (f32, f32) {
        let mood = dense(&read(text)).mood;
        (mood.positive, mood.negative)
    }

    #[test]
    fn neighbours_change_what_a_phrase_is_worth() {
        assert_eq!(sums("The answer is awful."), (0.0, 4.0));
        assert_eq!(sums("The answer is very awful."), (0.0, 5.0));
        assert_eq!(sums("It is not awful."), (2.0, 0.0));
        assert_eq!(sums("Not here. It is awful."), (0.0, 4.0));
        assert_eq!(sums("If it is awful, say so."), (0.0, 2.4));
    }
}
