//! People: by their title, or by a first name that is no other word.

use super::{
    EntityLabel,
    first_names::is_first_name,
    ordinary::is_no_last_name,
    scan::{Found, Text},
    title::is_title,
};

/// `Mr Smith`, `Dr. Anna Berg`, `Grace Kim`, `Jan van der Berg`: the name without its title.
pub(super) fn find(text: Text<'_>, at: usize) -> Option<Found> {
    let word = text.words[at];
    // Most words end the search here: no capital follows, nor a "van" or "de".
    let next = text.words.get(at + 1)?.text;
    if next.starts_with(|first: char| first.is_ascii_lowercase()) && !is_particle(next) {
        return None;
    }
    if matches!(
        text.before(word.start),
        b'.' | b'/' | b'\\' | b'@' | b'-' | b'#' | b'&'
    ) {
        return None;
    }
    if is_title(text, at) {
        return behind_title(text, at);
    }
    if !is_first_name(word.text) {
        return None;
    }
    let last = last_of(text, at, 3);
    (last > at).then(|| found(text, at, last, 0.85))
}

/// `señor García`, `monsieur Moreau`, `dona Maria`: a title written small, as it is within a sentence.
pub(super) fn behind_small_title(text: Text<'_>, at: usize) -> Option<Found> {
    let next = text.words.get(at + 1)?;
    let may_be = next.text.starts_with(char::is_uppercase) && is_title(text, at);
    may_be.then(|| behind_title(text, at)).flatten()
}

/// The name behind the title `at`; one that begins with a further title is found there.
fn behind_title(text: Text<'_>, at: usize) -> Option<Found> {
    let title = text.words[at];
    let next = text.words.get(at + 1)?;
    let gap = &text.text[title.start + title.text.len()..next.start];
    if !matches!(gap, " " | ". " | "\u{A0}" | ".\u{A0}") || is_title(text, at + 1) {
        return None;
    }
    let last = last_of(text, at + 1, 2);
    let is_whole = is_name(text, at + 1) && !is_no_last_name(text, next.text);
    (is_whole || is_particle(next.text) && last > at + 1).then(|| found(text, at + 1, last, 0.9))
}

fn found(text: Text<'_>, first: usize, last: usize, confidence: f64) -> Found {
    let (first, last) = (text.words[first], text.words[last]);
    Found::new(
        first.start,
        last.start + last.text.len(),
        EntityLabel::Person,
        confidence,
    )
}

/// The last word of a name that begins at `at` and has at most `most` words behind its first: one space between them,
/// capitalized but for "van", "de" and their like.
fn last_of(text: Text<'_>, at: usize, most: usize) -> usize {
    let mut last = at;
    let mut next = at + 1;
    while next <= at + most && text.words.get(next).is_some() && is_beside(text, next) {
        let word = text.words[next].text;
        if is_particle(&word.to_lowercase()) {
            next += 1;
            continue;
        }
        if is_name(text, next) && !is_no_last_name(text, word) {
            last = next;
            // A second first name stands before the last name.
            if !is_first_name(word) {
                break;
            }
        } else {
            break;
        }
        next += 1;
    }
    last
}

/// One space between the word and the one before it.
fn is_beside(text: Text<'_>, at: usize) -> bool {
    let before = text.words[at - 1];
    &text.text[before.start + before.text.len()..text.words[at].start] == " "
}

fn is_particle(word: &str) -> bool {
    matches!(
        word,
        "van" | "von" | "de" | "der" | "den" | "da" | "di" | "del" | "la" | "le" | "zu"
    )
}

/// A capital, then letters with at least one in lower case, and nothing that goes on with an identifier.
fn is_name(text: Text<'_>, at: usize) -> bool {
    let word = text.words[at].text;
    let mut letters = word.chars();
    let end = text.words[at].start + word.len();
    letters.next().is_some_and(char::is_uppercase)
        && letters.clone().any(char::is_lowercase)
        && letters.all(|letter| letter.is_alphabetic() || matches!(letter, '\'' | '’'))
        && !word.ends_with("'s")
        && !word.ends_with("’s")
        && !matches!(text.byte(end), b'_' | b'@' | b'/' | b'\\' | b'(')
        && !(text.byte(end) == b'.' && text.byte(end + 1).is_ascii_alphanumeric())
}

#[cfg(test)]
mod tests {
    use crate::entities::tests::found;

    #[test]
    fn titles_and_first_names_tell_people() {
        assert_eq!(
            found(
                "Dear Mr Smith, Dr. Anna Berg and Grace Kim met Jan van der Berg and Robert De Niro."
            ),
            [
                "PERSON Smith",
                "PERSON Anna Berg",
                "PERSON Grace Kim",
                "PERSON Jan van der Berg",
                "PERSON Robert De Niro"
            ]
        );
        assert_eq!(
            found("Anna Maria Schmidt called"),
            ["PERSON Anna Maria Schmidt"]
        );
        assert_eq!(
            found("Assigned to Nora Feld for review."),
            ["PERSON Nora Feld"]
        );
    }

    #[test]
    fn other_capitals_are_no_people() {
        for text in [
            "Grace period",
            "Thanks Anna",
            "Anna Please call",
            "Mark Resolved",
            "Dr",
            "Peter's Laptop",
            "Will Smith",
            "Mr. and Mrs",
            "Support Team",
            "martin.Fowler(x)",
            "Anna. Berg is a mountain",
        ] {
            assert_eq!(found(text), Vec::<String>::new(), "{text}");
        }
    }
}
