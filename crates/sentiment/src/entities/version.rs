//! Version numbers.

use super::{
    EntityLabel,
    scan::{Found, Text},
};

/// Three or more parts without a word before them: `1.12.3`, `1.12.3-beta.1`.
pub(super) fn bare(text: Text<'_>, at: usize) -> Option<Found> {
    let start = text.words[at].start;
    if matches!(text.before(start), b'.' | b'#' | b'$' | b'@') {
        return None;
    }
    let (parts, end) = number(text, start)?;
    let is_version = (3..=5).contains(&parts) && text.ends(end);
    is_version.then(|| Found::new(start, end, EntityLabel::Version, 0.9))
}

/// `v2`, `v2.4.1`, and the number after "version", "release" or "build".
pub(super) fn named(text: Text<'_>, at: usize) -> Option<Found> {
    let start = text.words[at].start;
    if !matches!(text.byte(start) | 0x20, b'v' | b'r' | b'b') {
        return None;
    }
    let name = text.letters(start);
    if matches!(name, "v" | "V") {
        let (_, end) = number(text, start + 1)?;
        return text
            .ends(end)
            .then(|| Found::new(start, end, EntityLabel::Version, 0.95));
    }
    let is_name = ["version", "ver", "release", "build"]
        .iter()
        .any(|known| name.eq_ignore_ascii_case(known));
    if !is_name {
        return None;
    }
    let mut from = start + name.len();
    from += usize::from(matches!(text.byte(from), b'.' | b':'));
    let digits = text.skip_space(from);
    let begin = digits;
    let digits = digits + usize::from(matches!(text.byte(digits), b'v' | b'V'));
    let (parts, end) = number(text, digits)?;
    // "release 5 times", "build 3 of them": one part needs the word version.
    let is_clear = parts > 1
        || name.len() == 7 && name.eq_ignore_ascii_case("version")
        || name.eq_ignore_ascii_case("build");
    (digits > start + name.len() && is_clear && text.ends(end)).then(|| {
        Found::new(
            begin,
            end,
            EntityLabel::Version,
            if parts > 1 { 0.95 } else { 0.85 },
        )
    })
}

/// The number one space behind the product that ends at `product_end`: `120.0.1`, `11`.
pub(super) fn behind_product(text: Text<'_>, at: usize, product_end: usize) -> Option<Found> {
    let start = text.words[at].start;
    if start != product_end + 1 || text.byte(product_end) != b' ' {
        return None;
    }
    let (parts, end) = number(text, start)?;
    // "Jira 30 minutes": one part only at the end of the phrase.
    let is_alone =
        parts > 1 || !(text.byte(end) == b' ' && text.byte(end + 1).is_ascii_alphanumeric());
    let is_unit = matches!(text.byte(end), b'%' | b':' | b'/');
    (is_alone && !is_unit && text.ends(end))
        .then(|| Found::new(start, end, EntityLabel::Version, 0.85))
}

/// Up to five numbers with dots between, and a suffix like `-beta.1` or `rc2`: how many parts, and the end.
fn number(text: Text<'_>, start: usize) -> Option<(usize, usize)> {
    let (_, mut end) = text.number(start, 1, 6)?;
    let mut parts = 1;
    while text.byte(end) == b'.' && text.byte(end + 1).is_ascii_digit() {
        (_, end) = text.number(end + 1, 1, 6)?;
        parts += 1;
        if parts > 5 {
            return None;
        }
    }
    Some((parts, suffix_end(text, end)))
}

fn suffix_end(text: Text<'_>, end: usize) -> usize {
    let at = end + usize::from(text.byte(end) == b'-');
    let name = text.letters(at);
    let is_known = [
        "alpha", "beta", "rc", "snapshot", "final", "ga", "dev", "preview", "pre", "b", "a", "p",
        "sp",
    ]
    .iter()
    .any(|known| name.eq_ignore_ascii_case(known));
    if !is_known {
        return end;
    }
    let mut suffix = at + name.len();
    suffix += usize::from(
        matches!(text.byte(suffix), b'.' | b'-') && text.byte(suffix + 1).is_ascii_digit(),
    );
    suffix = text.digits(suffix, 4);
    if text.ends(suffix) { suffix } else { end }
}

#[cfg(test)]
mod tests {
    use crate::entities::tests::found;

    #[test]
    fn versions_have_a_word_or_three_parts() {
        assert_eq!(
            found("v2, v2.4.1-rc1, 1.12.3 and 1.12.3-beta.1"),
            [
                "VERSION v2",
                "VERSION v2.4.1-rc1",
                "VERSION 1.12.3",
                "VERSION 1.12.3-beta.1"
            ]
        );
        assert_eq!(
            found("Version 7, release: 2026.1, build 4711, ver. 3.2"),
            ["VERSION 7", "VERSION 2026.1", "VERSION 4711", "VERSION 3.2"]
        );
    }

    #[test]
    fn a_number_behind_a_product_is_its_version() {
        assert_eq!(
            found("Firefox 120, Python 3.11 here"),
            [
                "PRODUCT Firefox",
                "VERSION 120",
                "PRODUCT Python",
                "VERSION 3.11"
            ]
        );
        assert_eq!(found("Jira 30 minutes"), ["PRODUCT Jira"]);
    }

    #[test]
    fn other_numbers_are_no_versions() {
        for text in [
            "3.5",
            "1.2.3.4.5.6.7",
            "section 4.2",
            "release 5 times",
            "vs 3",
            "10.000.000x",
        ] {
            assert_eq!(found(text), Vec::<String>::new(), "{text}");
        }
    }
}
