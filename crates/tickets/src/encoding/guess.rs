//! The likeliest encoding of a text that is no UTF-8, and why it may be another.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};

use super::{
    Encoding, cyrillic, latin,
    wide::{self, Wide},
    words::Words,
};

/// So few letters beyond ASCII are little evidence for anything but Western ones.
const FEW: usize = 12;

/// Windows-1252 where nothing speaks for another.
pub(super) fn of(words: &Words) -> (Encoding, Option<String>) {
    let sample = words.whole();
    if has_marks_alone(sample) {
        return (Encoding::Windows1252, None);
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(sample, true);
    let detected = detector.guess(None, Utf8Detection::Deny);
    let detected = if detected == encoding_rs::WINDOWS_1252 {
        Encoding::Windows1252
    } else {
        Encoding::Legacy(detected)
    };
    if let Some(found) = wide::of(sample) {
        let agreed = found.encoding == detected && found.letters >= 8;
        let sure = agreed || is_strong(found);
        return (
            found.encoding,
            (!sure).then(|| few(found.encoding, detected)),
        );
    }
    let beyond = sample.iter().filter(|&&byte| byte >= 0x80).count();
    let is_wide = matches!(detected, Encoding::Legacy(found) if !found.is_single_byte());
    let single = if is_wide {
        Encoding::Windows1252
    } else {
        detected
    };
    if is_wide || latin::is_latin(sample) {
        let (best, sure) = latin::of(sample, single);
        // What tells the encodings of Windows apart are few letters.
        let sure = sure && (best == Encoding::Windows1252 || best != single || beyond >= FEW);
        return (best, (!sure).then(|| few(best, detected)));
    }
    let is_cyrillic = matches!(single, Encoding::Legacy(found)
        if found == encoding_rs::WINDOWS_1251 || found == encoding_rs::ISO_8859_5);
    let (best, sure) = if is_cyrillic {
        cyrillic::of(sample, single)
    } else {
        (single, true)
    };
    (best, (!sure || beyond < FEW).then(|| few(best, detected)))
}

/// Whether all that is beyond ASCII are marks of Windows' Western encoding, each by itself: bullets, dashes, quotes. Where
/// such bytes are letters, others stand beside them.
fn has_marks_alone(sample: &[u8]) -> bool {
    let is_mark = |byte: u8| {
        matches!(
            byte,
            0x80 | 0x85 | 0x91..=0x97 | 0x99 | 0xa0 | 0xa9 | 0xab | 0xae | 0xb0 | 0xb7 | 0xbb
        )
    };
    let beyond = |at: Option<usize>| {
        at.and_then(|at| sample.get(at))
            .is_some_and(|byte| *byte >= 0x80)
    };
    let mut all = sample
        .iter()
        .enumerate()
        .filter(|(_, byte)| **byte >= 0x80)
        .peekable();
    all.peek().is_some()
        && all
            .all(|(at, byte)| is_mark(*byte) && !beyond(at.checked_sub(1)) && !beyond(Some(at + 1)))
}

/// Whether so many letters and words fit that no other encoding comes out so by chance: words of an alphabet have an odd
/// number of letters as often as not.
fn is_strong(found: Wide) -> bool {
    found.letters >= 20 && (found.words >= 12 || found.longest >= 40)
}

fn few(found: Encoding, other: Encoding) -> String {
    let found = found.name();
    match other.name() {
        other if other == found => {
            format!("there are too few letters beyond ASCII to be sure that they are {found}")
        }
        other => format!("the text may be {found} or {other}"),
    }
}

#[cfg(test)]
mod tests;
