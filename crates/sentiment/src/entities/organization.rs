//! Organisations: capitalized words before the legal form of a company.

use super::{
    EntityLabel,
    scan::{Found, Text},
};
use crate::words::Word;

/// Legal forms as they are written behind a name.
const FORMS: [&str; 21] = [
    "AB",
    "AG",
    "ApS",
    "BV",
    "Corp",
    "Corporation",
    "GmbH",
    "Inc",
    "Incorporated",
    "KG",
    "KGaA",
    "LLC",
    "LLP",
    "Limited",
    "Ltd",
    "NV",
    "Oy",
    "PLC",
    "SARL",
    "SE",
    "plc",
];

/// Capitalized at the start of a sentence, and never the start of a name.
const NO_NAMES: [&str; 26] = [
    "A", "All", "An", "And", "At", "Because", "Both", "But", "By", "Dear", "For", "From", "Hello",
    "Hi", "In", "Is", "My", "Of", "On", "Our", "The", "This", "To", "We", "With", "Your",
];

/// How many words a name may have before its form.
const LONGEST: usize = 4;

/// `Acme Ltd`, `Petrel Shipping GmbH`, `Johnson & Sons, Inc.`: the name with its form.
pub(super) fn find(text: Text<'_>, at: usize) -> Option<Found> {
    let first = text.words[at];
    // Most words end the search here: what follows is no capital.
    let goes_on = |next: &Word<'_>| next.text == "plc" || is_capitalized(next.text);
    if !is_capitalized(first.text)
        || !text.words.get(at + 1).is_some_and(goes_on)
        || FORMS.contains(&first.text)
        || NO_NAMES.contains(&first.text)
        || matches!(
            text.before(first.start),
            b'.' | b'/' | b'\\' | b'@' | b'-' | b'#'
        )
    {
        return None;
    }
    let mut end = first.start + first.text.len();
    for (place, word) in text.words[at + 1..].iter().enumerate().take(LONGEST) {
        let gap = &text.text[end..word.start];
        end = word.start + word.text.len();
        if FORMS.contains(&word.text) {
            let is_joined = matches!(gap, " " | ", ") && text.ends(end);
            // One figure behind it belongs to something else: "Acme SE 30".
            return is_joined.then(|| Found::new(first.start, end, EntityLabel::Organization, 0.9));
        }
        let is_part = matches!(gap, " " | " & " | "-") && is_capitalized(word.text);
        if !is_part || place + 1 == LONGEST {
            return None;
        }
    }
    None
}

fn is_capitalized(word: &str) -> bool {
    word.chars().next().is_some_and(char::is_uppercase)
}

#[cfg(test)]
mod tests {
    use crate::entities::tests::found;

    #[test]
    fn legal_forms_tell_companies() {
        assert_eq!(
            found(
                "Our customer Petrel Shipping GmbH, Acme Ltd. and Johnson & Sons, Inc. complained."
            ),
            [
                "ORGANIZATION Petrel Shipping GmbH",
                "ORGANIZATION Acme Ltd",
                "ORGANIZATION Johnson & Sons, Inc"
            ]
        );
        assert_eq!(
            found("The Beacon-Analytics AG"),
            ["ORGANIZATION Beacon-Analytics AG"]
        );
    }

    #[test]
    fn a_form_alone_is_no_company() {
        for text in [
            "Limited access",
            "The Limited",
            "the AB test",
            "We Limited it",
            "acme ltd",
            "Our Inc",
        ] {
            assert_eq!(found(text), Vec::<String>::new(), "{text}");
        }
    }
}
