//! The trained model: linear, over features that all languages share and n-grams of each, read where it lies in the
//! program. Each of its two sides has two heads that tell the moods, and a gate. The second head knows customers' words,
//! the first what else is written: development talk in English, posts about anything in other languages. The gate says
//! how far a text is customers' words, and the heads' answers are mixed so.
//!
//! `model.bin`: the magic, the side of English, the side of the other languages.

mod exp;
mod grams;
mod side;

use crate::{
    Language,
    features::{self, Mood},
    group::{NEGATIVE, POSITIVE, TOLD},
    lexer::{Kind, Tokens},
};
pub(crate) use exp::exp;
use exp::exp_of;
use grams::Sums;
pub(crate) use side::{ENGLISH, OTHERS, Side};

/// What the model answers: negative, neutral, positive of the first head; the same of customers' words; and how much the
/// text is the latter.
pub(crate) const OUTPUTS: usize = 7;
/// The first output of customers' words, and the gate.
const CUSTOMERS: usize = 3;
const GATE: usize = 6;
pub(crate) const MAGIC: &[u8; 8] = b"UNDTONE3";
/// How long the file is.
pub(crate) const LENGTH: usize = OTHERS.end();

static MODEL: &[u8; LENGTH] = include_bytes!("../../model/model.bin");

/// What n-grams weigh beside the other features: their values are this over the root of their number.
pub(crate) const GRAM_VALUE: f32 = 2.0;

/// How likely a text is negative, neutral and positive, and the mood its phrases alone make.
pub(crate) fn probabilities(read: &Tokens, text: &str) -> ([f64; 3], Mood) {
    let language = read.language.unwrap_or(Language::English);
    let side = Side::of(language);
    let mut dense = Dense::of(side);
    let mood = features::for_each_dense(read, |feature, value| dense.add(feature, value));
    if is_bare(read) {
        return (BARE, mood);
    }
    let mut sums = dense.sums();
    let (mut grams, mut parts) = (Sums::of(side), Sums::of(side));
    features::for_each_gram(read, |gram| grams.add(gram, true));
    grams.add_to(&mut sums);
    if language == Language::English {
        features::for_each_stem(read, text, |stem, is_there| parts.add(stem, is_there));
    } else {
        features::for_each_run(read, text, |run| parts.add(run, true));
    }
    parts.add_to(&mut sums);
    (mixed(sums.map(f64::from), side.temperatures()), mood)
}

/// The probabilities of a text that names a thing and says nothing of it.
const BARE: [f64; 3] = [0.1, 0.8, 0.1];

/// Whether a text is one or two words without a mood: "Password", "Invoice 2026". In the texts that are learnt from a
/// thing may stand mostly in complaints; its name alone is none.
fn is_bare(read: &Tokens) -> bool {
    const SAID: u64 = POSITIVE | NEGATIVE | TOLD;
    read.count(Kind::Word) < 3
        && read.speaking() == read.count(Kind::Word)
        && read.hits.iter().all(|hit| hit.groups & SAID == 0)
}

/// Both heads' answers to the sums of a text, mixed as its gate says.
pub(crate) fn mixed(sums: [f64; OUTPUTS], [first, customers]: [f64; 2]) -> [f64; 3] {
    let [first, second] = [(0, first), (CUSTOMERS, customers)]
        .map(|(at, temperature)| below_most([0, 1, 2].map(|mood| sums[at + mood] / temperature)));
    let [no, yes] = [0.0, sums[GATE]].map(|sum| sum - sums[GATE].max(0.0));
    let powers = exp_of([
        first[0], first[1], first[2], second[0], second[1], second[2], no, yes,
    ]);
    let of = |at: usize| shares([powers[at], powers[at + 1], powers[at + 2]]);
    let (first, second) = (of(0), of(3));
    let share = powers[7] / (powers[6] + powers[7]);
    [0, 1, 2].map(|mood| first[mood] * (1.0 - share) + second[mood] * share)
}

/// Sums over features with a place.
struct Dense {
    side: Side,
    sums: [f32; 8],
}

impl Dense {
    fn of(side: Side) -> Self {
        let sums = [0.0; 8];
        Self { side, sums }
    }

    #[inline]
    fn add(&mut self, feature: usize, value: f32) {
        let Some(row) = self.side.weights(feature) else {
            return;
        };
        for (sum, weight) in self.sums.iter_mut().zip(row.as_chunks::<2>().0) {
            *sum += value * f32::from(i16::from_le_bytes(*weight));
        }
    }

    fn sums(&self) -> [f32; OUTPUTS] {
        std::array::from_fn(|output| self.sums[output] * self.side.scale(output))
    }
}

/// Probabilities of sums.
pub(crate) fn softmax(sums: [f64; 3]) -> [f64; 3] {
    shares(exp_of(below_most(sums)))
}

/// How far sums are below the largest of them.
fn below_most(sums: [f64; 3]) -> [f64; 3] {
    let most = sums[0].max(sums[1]).max(sums[2]);
    sums.map(|sum| sum - most)
}

/// Numbers as shares of their sum.
fn shares(powers: [f64; 3]) -> [f64; 3] {
    let total = powers[0] + powers[1] + powers[2];
    powers.map(|power| power / total)
}

/// What a single n-gram adds for the positive mood over the negative one, as both heads see it.
pub(crate) fn lean(gram: u64, language: Language) -> f32 {
    let weight = |output: usize| Side::of(language).gram_weight(gram, output);
    let of = |head: usize| weight(head + 2) - weight(head);
    f32::midpoint(of(0), of(CUSTOMERS))
}

#[cfg(test)]
mod tests;
