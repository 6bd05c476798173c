//! The rules: what a word is worth in its neighbourhood. Constants and order are those of vaderSentiment 3.3.2.

use super::{
    tokens::Token,
    word::{self, BOOSTER, CAPITALS, DAMPENER, LEXICON, NEGATION},
};

const BOOST: f64 = 0.293;
const CAPITALS_BOOST: f64 = 0.733;
const NEGATED: f64 = -0.74;

/// The valence of every token, oldest first, after all rules that look at words.
pub(crate) fn valences(tokens: &[Token]) -> Vec<f64> {
    let capitals = tokens.iter().filter(|token| token.is(CAPITALS)).count();
    let sentence = Sentence {
        tokens,
        capitals_stand_out: (1..tokens.len()).contains(&capitals),
    };
    let mut valences: Vec<f64> = (0..tokens.len()).map(|at| sentence.valence(at)).collect();
    if let Some(but) = tokens.iter().position(|token| token.word.id == word::BUT) {
        weigh_around_but(&mut valences, but);
    }
    valences
}

/// What stands before "but" counts half, what follows it half as much again. The reference finds each value by its
/// first equal, which moves the weight when values repeat; kept, because its scores depend on it.
fn weigh_around_but(valences: &mut [f64], but: usize) {
    for at in 0..valences.len() {
        let value = valences[at];
        if value == 0.0 {
            continue;
        }
        // Bit for bit is equality here: there is no zero and no NaN.
        let first = valences[..at]
            .iter()
            .position(|other| other.to_bits() == value.to_bits())
            .unwrap_or(at);
        match first.cmp(&but) {
            std::cmp::Ordering::Less => valences[first] = value * 0.5,
            std::cmp::Ordering::Greater => valences[first] = value * 1.5,
            std::cmp::Ordering::Equal => {}
        }
    }
}

struct Sentence<'a> {
    tokens: &'a [Token],
    capitals_stand_out: bool,
}

impl Sentence<'_> {
    /// The number of the word `back` tokens before `at`, 0 for a word no rule names and before the start.
    fn id(&self, at: usize, back: usize) -> u8 {
        at.checked_sub(back)
            .map_or(0, |index| self.tokens[index].word.id)
    }

    fn id_after(&self, at: usize, ahead: usize) -> u8 {
        self.tokens.get(at + ahead).map_or(0, |token| token.word.id)
    }

    fn valence(&self, at: usize) -> f64 {
        let token = self.tokens[at];
        let is_kind_of = token.word.id == word::KIND && self.id_after(at, 1) == word::OF;
        if !token.is(LEXICON) || token.is(BOOSTER | DAMPENER) || is_kind_of {
            return 0.0;
        }
        let own = f64::from(token.word.tenths) / 10.0;
        let mut valence = own;
        if token.word.id == word::NO && self.tokens.get(at + 1).is_some_and(|next| next.is(LEXICON))
        {
            valence = 0.0;
        }
        if self.follows_no(at) {
            valence = own * NEGATED;
        }
        if token.is(CAPITALS) && self.capitals_stand_out {
            valence += if valence > 0.0 {
                CAPITALS_BOOST
            } else {
                -CAPITALS_BOOST
            };
        }
        for distance in 1..=3.min(at) {
            let before = self.tokens[at - distance];
            if before.is(LEXICON) {
                continue;
            }
            valence += self.boost(before, valence, distance);
            valence *= self.negation(at, distance);
            if distance == 3 {
                valence = self.idiom(at, valence);
            }
        }
        if self.id(at, 1) == word::LEAST && !matches!(self.id(at, 2), word::AT | word::VERY) {
            valence *= NEGATED;
        }
        valence
    }

    fn follows_no(&self, at: usize) -> bool {
        self.id(at, 1) == word::NO
            || self.id(at, 2) == word::NO
            || (self.id(at, 3) == word::NO && matches!(self.id(at, 1), word::OR | word::NOR))
    }

    /// What an intensifier before the word adds, less the further away it stands.
    fn boost(&self, before: Token, valence: f64, distance: usize) -> f64 {
        let mut boost = if before.is(BOOSTER) {
            BOOST
        } else if before.is(DAMPENER) {
            -BOOST
        } else {
            return 0.0;
        };
        if valence < 0.0 {
            boost = -boost;
        }
        if before.is(CAPITALS) && self.capitals_stand_out {
            boost += if valence > 0.0 {
                CAPITALS_BOOST
            } else {
                -CAPITALS_BOOST
            };
        }
        boost * [1.0, 0.95, 0.9][distance - 1]
    }

    /// The factor of a negation `distance` words before, 1 where there is none.
    fn negation(&self, at: usize, distance: usize) -> f64 {
        let (one, two, three) = (self.id(at, 1), self.id(at, 2), self.id(at, 3));
        let is_so = |id| matches!(id, word::SO | word::THIS);
        match distance {
            2 if two == word::NEVER && is_so(one) => return 1.25,
            2 if two == word::WITHOUT && one == word::DOUBT => return 1.0,
            // As the reference groups it: "so" or "this" right before the word is enough.
            3 if (three == word::NEVER && is_so(two)) || is_so(one) => return 1.25,
            3 if three == word::WITHOUT && (two == word::DOUBT || one == word::DOUBT) => {
                return 1.0;
            }
            _ => {}
        }
        if self.tokens[at - distance].is(NEGATION) {
            NEGATED
        } else {
            1.0
        }
    }

    /// Phrases with a valence of their own; asked only with three words before.
    fn idiom(&self, at: usize, mut valence: f64) -> f64 {
        let (zero, one, two, three) = (
            self.id(at, 0),
            self.id(at, 1),
            self.id(at, 2),
            self.id(at, 3),
        );
        let before = pair(one, zero)
            .or_else(|| triple(two, one, zero))
            .or_else(|| pair(two, one))
            .or_else(|| triple(three, two, one))
            .or_else(|| pair(three, two));
        let after = pair(zero, self.id_after(at, 1));
        let further = triple(zero, self.id_after(at, 1), self.id_after(at, 2));
        if let Some(own) = further.or(after).or(before) {
            valence = own;
        }
        for (first, second) in [(three, two), (two, one)] {
            if matches!(
                (first, second),
                (word::JUST, word::ENOUGH) | (word::KIND | word::SORT, word::OF)
            ) {
                valence -= BOOST;
            }
        }
        valence
    }
}

fn pair(first: u8, second: u8) -> Option<f64> {
    Some(match (first, second) {
        (word::THE, word::SHIT | word::BOMB) => 3.0,
        (word::BAD, word::ASS) => 1.5,
        (word::BUS, word::STOP) => 0.0,
        (word::YEAH, word::RIGHT) => -2.0,
        (word::BEATING, word::HEART) => 3.5,
        _ => return None,
    })
}

fn triple(first: u8, second: u8, third: u8) -> Option<f64> {
    match (first, second, third) {
        (word::KISS, word::OF, word::DEATH) => Some(-1.5),
        (word::TO, word::DIE, word::FOR) => Some(3.0),
        _ => None,
    }
}
