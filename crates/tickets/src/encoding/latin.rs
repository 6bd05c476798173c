//! Which encoding of one byte per letter makes words of the Latin alphabet look like words.

use super::{Encoding, dos::CodePage};

/// Letters beyond ASCII of Western Europe, and those of the other languages with the Latin alphabet.
const WESTERN: &str = "àáâãäåæçèéêëìíîïñòóôõöøùúûüýÿœß";
const OTHER: &str = "ðþšžąćęłńśźżčďěňřťůľőűășțşğıāēģīķļņūėįų";

/// Encodings that words may be in although nothing in the bytes says so.
const OTHERS: [Encoding; 4] = [
    Encoding::Windows1252,
    Encoding::Dos(CodePage::Ibm850),
    Encoding::Dos(CodePage::Ibm852),
    Encoding::Legacy(encoding_rs::MACINTOSH),
];

/// Whether the letters beyond ASCII of a sample stand among those of ASCII, as in words of the Latin alphabet.
pub(super) fn is_latin(sample: &[u8]) -> bool {
    let (mut all, mut beside) = (0, 0);
    for (at, _) in sample.iter().enumerate().filter(|(_, byte)| **byte >= 0x80) {
        let is_ascii = |at: Option<usize>| {
            let byte = at.and_then(|at| sample.get(at));
            byte.is_some_and(u8::is_ascii_alphabetic)
        };
        all += 1;
        beside += usize::from(is_ascii(at.checked_sub(1)) || is_ascii(Some(at + 1)));
    }
    beside * 10 >= all * 6
}

/// The encoding that makes the best words, `likely` where others are no better, and whether none comes near it.
pub(super) fn of(sample: &[u8], likely: Encoding) -> (Encoding, bool) {
    // Which of those of Windows it is was told by letters that all of them have somewhere.
    let skipped = (score(&likely.decode(sample).0) > 0.0).then_some(Encoding::Windows1252);
    let others = OTHERS.into_iter().filter(|other| Some(*other) != skipped);
    let candidates = std::iter::once(likely).chain(others);
    let read = candidates.map(|encoding| {
        let text = encoding.decode(sample).0.into_owned();
        (encoding, score(&text), text)
    });
    let mut best: Option<(Encoding, f64, String)> = None;
    let mut next = f64::MIN;
    for (encoding, score, text) in read {
        match &best {
            Some((_, first, known)) if *known == text || score <= *first => {
                if *known != text {
                    next = next.max(score);
                }
            }
            _ => {
                next = next.max(best.as_ref().map_or(f64::MIN, |(_, first, _)| *first));
                best = Some((encoding, score, text));
            }
        }
    }
    best.map_or((likely, false), |(encoding, score, text)| {
        // By far the most files are in it.
        let usual = encoding == Encoding::Windows1252 && score > 0.7;
        let sure = score > 0.4 && (usual || score - next > 0.3) && !is_odd(encoding, &text);
        (encoding, sure)
    })
}

/// Whether a text of Western Europe has letters where its languages have none, but Hungarian or Baltic ones have others.
fn is_odd(encoding: Encoding, text: &str) -> bool {
    let tilde = |(at, _): (usize, &str)| !text[at + 'õ'.len_utf8()..].starts_with('e');
    let thorn = text.contains(['þ', 'Þ']) && !text.contains(['á', 'í', 'æ']);
    encoding == Encoding::Windows1252 && (thorn || text.match_indices('õ').any(tilde))
}

/// How much the letters beyond ASCII look like letters in words, at most 1.5 each.
fn score(text: &str) -> f64 {
    let (mut sum, mut count) = (0.0, 0_u32);
    let mut before = ' ';
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        if !c.is_ascii() {
            sum += of_one(before, c, chars.peek().copied().unwrap_or(' '));
            count += 1;
        }
        before = c;
    }
    sum / f64::from(count.max(1))
}

/// The score of one of them between its neighbours.
fn of_one(before: char, c: char, behind: char) -> f64 {
    let (follows, leads) = (before.is_alphabetic(), behind.is_alphabetic());
    let lower = c.to_lowercase().next().unwrap_or(c);
    if c.is_control() || c == '\u{fffd}' {
        return -3.0;
    }
    let known = if WESTERN.contains(lower) {
        Some(1.0)
    } else {
        OTHER.contains(lower).then_some(0.85)
    };
    if let Some(known) = known {
        return match (follows, leads) {
            (true, _) if c != lower && before.is_lowercase() => -2.0,
            // Words of one letter are few.
            (false, false) if !"àáéèóíúåöő".contains(c) => -1.0,
            _ => known,
        };
    }
    match c {
        '’' if follows && leads => 1.5,
        '“' | '„' | '‘' | '«' | '¿' | '¡' if leads && !follows => 1.25,
        '”' | '’' | '»' | '…' | '“' | '‘' | '°' | '€' if follows && !leads => 1.0,
        '–' | '—' | '…' if follows && leads => -0.5,
        '“' | '”' | '„' | '‘' | '’' | '«' | '»' | '–' | '—' | '…' | '€' | '£' | '°' | '•' => {
            0.5
        }
        // Of another script than the letters beside it.
        c if c.is_alphabetic() => {
            if matches!(c, '\u{c0}'..='\u{24f}' | '\u{1e00}'..='\u{1eff}' | 'ª' | 'º') {
                0.0
            } else {
                -3.0
            }
        }
        _ if follows || leads => -2.0,
        _ => 0.0,
    }
}
