//! A name for a source, from its file's.

use crate::choices::SOURCE_CHARS;

/// Words that say nothing of whose file it is.
const EMPTY: [&str; 10] = [
    "export", "exports", "tickets", "issues", "data", "report", "list", "all", "final", "copy",
];
const MONTHS: [&str; 12] = [
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
];

/// What is left of a file's name without its ending, digits, dates and words of no meaning; none if that is nothing.
pub fn of_file(name: &str) -> Option<String> {
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let parts = stem.split(|c: char| !c.is_alphanumeric());
    let words = parts.filter_map(|part| {
        let word = part.trim_matches(|c: char| c.is_numeric());
        let small = word.to_lowercase();
        let is_month = MONTHS.iter().any(|month| small == *month);
        let says = !word.is_empty() && !is_month && !EMPTY.contains(&small.as_str());
        says.then(|| word.to_owned())
    });
    let name = words.collect::<Vec<_>>().join(" ");
    let name: String = name.chars().take(SOURCE_CHARS - 10).collect();
    Some(name.trim().to_owned()).filter(|name| name.chars().count() > 1)
}

#[cfg(test)]
mod tests {
    use super::of_file;

    #[test]
    fn digits_dates_and_words_of_no_meaning_go() {
        let name = |file: &str| of_file(file).unwrap_or_default();
        assert_eq!(name("Hotline-export_2026-03-01.csv"), "Hotline");
        assert_eq!(
            name("störungen halle3 (12. Mar 26).xlsx"),
            "störungen halle"
        );
        assert_eq!(name("2026-03.csv"), "");
        assert_eq!(name("tickets.csv"), "");
    }
}
