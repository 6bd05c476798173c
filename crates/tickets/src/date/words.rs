//! Words in dates that are no month: halves of the day, zones, and what stands between the parts.

use std::borrow::Cow;

/// Which half of the day a clock of twelve hours means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Half {
    Morning,
    Afternoon,
}

/// Words for them; points and blanks within do not matter.
const HALVES: [(&str, Half); 22] = [
    ("am", Half::Morning),
    ("pm", Half::Afternoon),
    ("午前", Half::Morning),
    ("午後", Half::Afternoon),
    ("上午", Half::Morning),
    ("下午", Half::Afternoon),
    ("오전", Half::Morning),
    ("오후", Half::Afternoon),
    ("öö", Half::Morning),
    ("ös", Half::Afternoon),
    ("dop", Half::Morning),
    ("odp", Half::Afternoon),
    ("fm", Half::Morning),
    ("em", Half::Afternoon),
    ("de", Half::Morning),
    ("du", Half::Afternoon),
    ("πμ", Half::Morning),
    ("μμ", Half::Afternoon),
    ("дп", Half::Morning),
    ("пп", Half::Afternoon),
    ("ap", Half::Morning),
    ("ip", Half::Afternoon),
];

/// The half of the day that a text starts with, and what stands behind it.
pub(super) fn half_of_day(text: &str) -> Option<(Half, &str)> {
    if !text.starts_with(char::is_alphabetic) {
        return None;
    }
    HALVES.iter().find_map(|&(word, half)| {
        let mut letters = word.chars();
        let mut wanted = letters.next();
        for (at, c) in text.char_indices() {
            let Some(letter) = wanted else {
                let rest = &text[at..];
                let ends = !c.is_alphabetic();
                return ends.then(|| (half, rest.trim_start_matches('.')));
            };
            if c.to_lowercase().eq([letter]) {
                wanted = letters.next();
            } else if c != '.' && !c.is_whitespace() {
                return None;
            }
        }
        wanted.is_none().then_some((half, ""))
    })
}

/// Zones that mail dates and `date` name, seconds east of UTC. No name that means several zones is here, but for those
/// of North America, which mail says are its.
pub(super) fn zone(word: &str) -> Option<i32> {
    let hours = match word.to_ascii_uppercase().as_str() {
        "Z" | "UTC" | "GMT" | "UT" | "WET" => 0,
        "CET" | "WEST" => 1,
        "CEST" | "EET" => 2,
        "EEST" | "MSK" => 3,
        "JST" | "KST" => 9,
        "EDT" => -4,
        "EST" | "CDT" => -5,
        "CST" | "MDT" => -6,
        "MST" | "PDT" => -7,
        "PST" => -8,
        _ => return None,
    };
    Some(hours * 3600)
}

/// Words between the day and the time, or behind the year: "at", "o'clock", "of the year".
pub(super) fn is_filler(word: &str) -> bool {
    const FILLERS: [&str; 19] = [
        "at", "um", "à", "às", "om", "kl", "klo", "ore", "alle", "o", "a", "г", "год", "года", "р",
        "року", "в", "о", "om",
    ];
    FILLERS.contains(&word.to_lowercase().as_str())
}

/// A word behind a time that says that it is one.
pub(super) fn is_clock(word: &str) -> bool {
    ["uhr", "h", "hs", "hrs"]
        .iter()
        .any(|known| word.eq_ignore_ascii_case(known))
}

/// A date with the signs of East Asia and of brackets written as others are: `2024年3月1日(金) 10時05分` is
/// `2024-3-1 10:05`, `1/3月/24` is `1/Mar/24`.
pub(super) fn plain(text: &str) -> Cow<'_, str> {
    if text.is_ascii() && !text.contains('(') {
        return Cow::Borrowed(text);
    }
    let has_year = text.contains(['年', '년']);
    let mut out = String::with_capacity(text.len());
    let mut inside = false;
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let digit_follows = |rest: &mut std::iter::Peekable<std::str::Chars<'_>>| {
            rest.peek().is_some_and(|&c| wide_digit(c).is_ascii_digit())
        };
        match c {
            '(' | '（' => inside = true,
            ')' | '）' if inside => {
                inside = false;
                out.push(' ');
            }
            _ if inside => {}
            '年' | '년' | '月' | '월' if has_year => {
                out.truncate(out.trim_end().len());
                out.push('-');
                while chars.next_if(|c| c.is_whitespace()).is_some() {}
            }
            '月' | '월' if out.ends_with(|c: char| c.is_ascii_digit()) => named(&mut out),
            '日' | '일' | '秒' | '초' => out.push(' '),
            '時' | '时' | '시' => {
                while chars.next_if(|c| c.is_whitespace()).is_some() {}
                out.push_str(if digit_follows(&mut chars) {
                    ":"
                } else {
                    ":00"
                });
            }
            '分' | '분' => {
                while chars.next_if(|c| c.is_whitespace()).is_some() {}
                out.push_str(if digit_follows(&mut chars) { ":" } else { " " });
            }
            other => out.push(wide_digit(other)),
        }
    }
    Cow::Owned(out)
}

/// A digit or a sign of full width as an ordinary one.
fn wide_digit(c: char) -> char {
    match c {
        '\u{ff0e}'..='\u{ff1a}' => {
            u8::try_from(u32::from(c) - 0xff0e + u32::from(b'.')).map_or(c, char::from)
        }
        other => other,
    }
}

/// Puts the English name in the place of a month's number at the end.
fn named(out: &mut String) {
    const ENGLISH: [&str; 12] = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ];
    let start = out.trim_end_matches(|c: char| c.is_ascii_digit()).len();
    let number = out[start..].parse::<usize>().ok();
    if let Some(name) = number.and_then(|number| ENGLISH.get(number.checked_sub(1)?)) {
        out.truncate(start);
        out.push_str(name);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_of_east_asia_and_brackets() {
        for (text, expected) in [
            ("2024年3月1日(金) 10時05分", "2024-3-1   10:05 "),
            ("2024년 3월 1일 오후 1시 5분", "2024-3-1  오후 1:5 "),
            ("01/3月/24 下午1:05", "01/Mar/24 下午1:05"),
            ("２０２４／０３／０１ １０：０５", "2024/03/01 10:05"),
            ("1/Mar/24", "1/Mar/24"),
            ("(", ""),
        ] {
            assert_eq!(plain(text), expected);
        }
    }

    #[test]
    fn halves_of_the_day() {
        for (text, half, rest) in [
            ("p. m. UTC", Half::Afternoon, " UTC"),
            ("AM", Half::Morning, ""),
            ("午後1:05", Half::Afternoon, "1:05"),
            ("ÖS", Half::Afternoon, ""),
            ("odp. x", Half::Afternoon, " x"),
        ] {
            assert_eq!(half_of_day(text), Some((half, rest)), "{text}");
        }
        assert!(half_of_day("PMX").is_none() && half_of_day("").is_none());
        assert!(half_of_day("Europe").is_none());
    }
}
