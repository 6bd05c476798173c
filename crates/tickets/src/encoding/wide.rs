//! How much a text looks like one in an encoding of two bytes per letter: Chinese, Japanese or Korean.

use super::Encoding;

/// What kind of letter two bytes are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// One that nearly every text is written with.
    Common,
    /// A kana, which is common and moreover tells Japanese.
    Kana,
    /// A sign: no evidence.
    Sign,
    /// A letter that is seldom needed.
    Rare,
}

/// An encoding, what starts a letter of two bytes in it, and what kind of letter that is.
struct Candidate {
    encoding: &'static encoding_rs::Encoding,
    leads: fn(u8) -> bool,
    kind: fn(u8, u8) -> Kind,
    /// What the letters come to, all together.
    fits: fn(&Count) -> bool,
}

/// Letters of two bytes by kind.
#[derive(Debug, Default)]
struct Count {
    letters: usize,
    common: usize,
    kana: usize,
    /// Letters that Korean is written with.
    hangul: usize,
    /// Letters whose second byte is ASCII.
    ascii: usize,
}

/// What a text would be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Wide {
    pub encoding: Encoding,
    /// Its letters of two bytes.
    pub letters: usize,
    /// Words they are in.
    pub words: usize,
    /// Bytes of the longest word.
    pub longest: usize,
}

const HIGH: std::ops::RangeInclusive<u8> = 0xA1..=0xFE;

const CANDIDATES: [Candidate; 5] = [
    Candidate {
        encoding: encoding_rs::SHIFT_JIS,
        leads: |byte| matches!(byte, 0x81..=0x9F | 0xE0..=0xFC),
        kind: |lead, second| match (lead, second) {
            (0x82, 0x9F..=0xF1) | (0x83, 0x40..=0x96) => Kind::Kana,
            (0x81 | 0x82, _) => Kind::Sign,
            (0x88..=0x97, _) => Kind::Common,
            _ => Kind::Rare,
        },
        fits: |count| count.kana * 100 >= count.letters * 15,
    },
    Candidate {
        encoding: encoding_rs::EUC_KR,
        leads: |byte| (0x81..=0xFE).contains(&byte),
        kind: |lead, second| match lead {
            0xA1..=0xA4 | 0xAA | 0xAB => Kind::Sign,
            0xB0..=0xC8 if HIGH.contains(&second) => Kind::Common,
            _ => Kind::Rare,
        },
        fits: |count| count.hangul * 100 >= count.letters * 88 && count.kana * 2 < count.hangul,
    },
    Candidate {
        encoding: encoding_rs::EUC_JP,
        leads: |byte| HIGH.contains(&byte) || byte == 0x8E,
        kind: |lead, _| match lead {
            0xA4 | 0xA5 => Kind::Kana,
            0xA1..=0xA3 | 0x8E => Kind::Sign,
            0xB0..=0xCF => Kind::Common,
            _ => Kind::Rare,
        },
        fits: |count| count.kana * 100 >= count.letters * 15,
    },
    Candidate {
        encoding: encoding_rs::BIG5,
        leads: |byte| (0x81..=0xFE).contains(&byte),
        kind: |lead, _| match lead {
            0xA1..=0xA3 => Kind::Sign,
            0xA4..=0xC6 => Kind::Common,
            _ => Kind::Rare,
        },
        fits: |count| count.ascii * 100 >= count.letters * 12,
    },
    Candidate {
        encoding: encoding_rs::GBK,
        leads: |byte| (0x81..=0xFE).contains(&byte),
        kind: |lead, second| match lead {
            0xA1 | 0xA3 => Kind::Sign,
            0xB0..=0xD7 if HIGH.contains(&second) => Kind::Common,
            _ => Kind::Rare,
        },
        fits: |count| {
            count.kana * 100 < count.letters * 15 && count.hangul * 100 < count.letters * 88
        },
    },
];

/// The encoding of two bytes per letter that the sample of a text is in, if it can be in one: no byte is wrong, and
/// nearly all letters are common ones.
pub(super) fn of(sample: &[u8]) -> Option<Wide> {
    let found = CANDIDATES.iter().find_map(|candidate| {
        let (text, _) = candidate.encoding.decode_without_bom_handling(sample);
        let wrong = text.matches('\u{fffd}').count();
        let count = count(candidate, sample);
        let fits = count.letters >= 3
            && wrong * 200 <= count.letters
            && count.common * 100 >= count.letters * 80
            && (candidate.fits)(&count);
        fits.then_some((candidate.encoding, count.letters))
    });
    let (encoding, letters) = found?;
    let words = || {
        sample
            .split(|&byte| byte == b' ')
            .filter(|word| !word.is_empty())
    };
    Some(Wide {
        encoding: Encoding::Legacy(encoding),
        letters,
        words: words().count(),
        longest: words().map(<[u8]>::len).max().unwrap_or(0),
    })
}

fn count(candidate: &Candidate, sample: &[u8]) -> Count {
    let mut count = Count::default();
    let mut bytes = sample.iter().copied();
    while let Some(lead) = bytes.next() {
        if !(candidate.leads)(lead) {
            continue;
        }
        let Some(second) = bytes.next() else { break };
        let kind = (candidate.kind)(lead, second);
        let kana = kind == Kind::Kana || matches!(lead, 0xA4 | 0xA5) && HIGH.contains(&second);
        count.kana += usize::from(kana);
        if kind == Kind::Sign {
            continue;
        }
        count.letters += 1;
        count.common += usize::from(kind != Kind::Rare);
        count.hangul += usize::from(matches!(lead, 0xB0..=0xC8) && HIGH.contains(&second));
        count.ascii += usize::from(second < 0x80);
    }
    count
}
