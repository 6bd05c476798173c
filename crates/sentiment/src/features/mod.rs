//! What the model reads in a text: rule features with a fixed place each, and hashed word n-grams.

mod grams;
mod marks;
mod mood;

use crate::{
    group::{IN_CONTEXT, NEGATIVE, POSITIVE},
    lexer::{Hit, Kind, Tokens},
};
pub(crate) use grams::{for_each as for_each_gram, for_each_run, for_each_stem, single};
pub(crate) use mood::Mood;

/// How a phrase stands in its sentence: plain, negated, in a thought-of case, strengthened, beside the speaker, beside
/// who is spoken to, at the start and at the end of the text.
const WAYS: usize = 8;
const PHRASES: usize = WAYS * IN_CONTEXT;
/// Groups that are only counted: negators, boosters and so on up to the talk of patches.
const COUNTED: usize = 9;
const COUNTS: usize = PHRASES + COUNTED;

/// The place of the constant feature.
pub(crate) const BIAS: usize = 0;
/// Counts, each as a logarithm and as a yes or no.
const COUNTS_AT: usize = 1;
const MOOD_AT: usize = COUNTS_AT + 2 * COUNTS;
const MARKS_AT: usize = MOOD_AT + mood::FEATURES;
/// How many features have a place.
pub(crate) const DENSE: usize = MARKS_AT + marks::FEATURES;

/// `ln(1 + n)`, written out so that it is the same on every machine.
const LOGARITHMS: [f32; 16] = [
    0.0,
    std::f32::consts::LN_2,
    1.098_612_3,
    1.386_294_4,
    1.609_438,
    1.791_759_5,
    1.945_910_1,
    2.079_441_5,
    2.197_224_6,
    std::f32::consts::LN_10,
    2.397_895_3,
    2.484_906_6,
    2.564_949_4,
    2.639_057_3,
    2.708_050_2,
    2.772_588_7,
];

fn logarithm(count: usize) -> f32 {
    LOGARITHMS[count.min(LOGARITHMS.len() - 1)]
}

/// Tells place and value of each feature that has a place and is not 0, in order; answers the mood the
/// lexicon alone finds.
#[inline]
pub(crate) fn for_each_dense(read: &Tokens, mut tell: impl FnMut(usize, f32)) -> Mood {
    let mut counts = [0_u8; COUNTS.next_multiple_of(8)];
    let mut mood = Mood::default();
    for hit in &read.hits {
        count(hit, read.list.len(), &mut counts, &mut mood);
    }
    if read.count(Kind::Smile) + read.count(Kind::Frown) > 0 {
        for token in &read.list {
            match token.kind {
                Kind::Smile => mood.add(2.0),
                Kind::Frown => mood.add(-2.0),
                _ => {}
            }
        }
    }
    tell(BIAS, 1.0);
    for (eight, counts) in counts.as_chunks::<8>().0.iter().enumerate() {
        let mut rest = u64::from_le_bytes(*counts);
        while rest != 0 {
            let place = rest.trailing_zeros() as usize / 8;
            let at = COUNTS_AT + 2 * (8 * eight + place);
            tell(at, logarithm(usize::from(counts[place])));
            tell(at + 1, 1.0);
            rest &= u64::MAX << 8 << (8 * place);
        }
    }
    let mut add = |at: usize, value: f32| {
        if value != 0.0 {
            tell(at, value);
        }
    };
    let words = read.count(Kind::Word) as usize;
    mood.features(words, &mut |at, value| add(MOOD_AT + at, value));
    marks::features(read, words, &mut |at, value| {
        add(MARKS_AT + at, value);
    });
    mood
}

#[inline]
fn count(hit: &Hit, total: usize, counts: &mut [u8], mood: &mut Mood) {
    let mut groups = hit.groups & ((1 << (IN_CONTEXT + COUNTED)) - 1);
    if groups == 0 {
        return;
    }
    let is_mood = groups & (POSITIVE | NEGATIVE) != 0;
    let context = hit.context;
    let ways = [
        !context.negated,
        context.negated,
        context.maybe,
        context.boosted,
        context.me,
        context.you,
        is_mood && hit.at < 4,
        is_mood && hit.at + hit.words + 3 >= total,
    ];
    while groups != 0 {
        let group = groups.trailing_zeros() as usize;
        groups &= groups - 1;
        if group >= IN_CONTEXT {
            let count = &mut counts[PHRASES + group - IN_CONTEXT];
            *count = count.saturating_add(1);
            continue;
        }
        for (way, &is_so) in ways.iter().enumerate() {
            let count = &mut counts[way * IN_CONTEXT + group];
            *count = count.saturating_add(u8::from(is_so));
        }
    }
    if is_mood {
        mood.add(hit.valence());
    }
}
