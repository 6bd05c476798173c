//! Organisations: capitalized words before the legal form of a company.

use super::{
    EntityLabel,
    ordinary::is_before_companies,
    scan::{Found, Text},
};
use crate::{
    Language::{self, French, Portuguese, Spanish},
    words::Word,
};

/// Legal forms as they are written behind a name.
const FORMS: [&str; 30] = [
    "AB",
    "AG",
    "ApS",
    "BV",
    "Corp",
    "Corporation",
    "EIRELI",
    "EURL",
    "GbR",
    "GmbH",
    "Inc",
    "Incorporated",
    "KG",
    "KGaA",
    "LLC",
    "LLP",
    "Lda",
    "Limited",
    "Ltd",
    "Ltda",
    "NV",
    "OHG",
    "Oy",
    "PLC",
    "SARL",
    "SASU",
    "SE",
    "UG",
    "eG",
    "plc",
];

/// Forms with stops, the longer ones first; the last stop may be missing.
const DOTTED: [&str; 9] = [
    "S.A.R.L.", "S.A.S.", "S.L.U.", "S.R.L.", "S.p.A.", "S.A.", "S.L.", "e.K.", "e.V.",
];

/// Forms that are other words or regions in English, and where they are written.
const SHORT: [(&str, &[Language]); 4] = [
    ("SA", &[French, Spanish, Portuguese]),
    ("SAS", &[French]),
    ("SL", &[Spanish]),
    ("SRL", &[Spanish]),
];

/// Capitalized at the start of a sentence, and never the start of a name.
const NO_NAMES: [&str; 26] = [
    "A", "All", "An", "And", "At", "Because", "Both", "But", "By", "Dear", "For", "From", "Hello",
    "Hi", "In", "Is", "My", "Of", "On", "Our", "The", "This", "To", "We", "With", "Your",
];

/// How many words a name may have before its form.
const LONGEST: usize = 4;

/// `Acme Ltd`, `Petrel Shipping GmbH`, `Johnson & Sons, Inc.`, `Banco do Sul S.A.`: the name with its form.
pub(super) fn find(text: Text<'_>, at: usize) -> Option<Found> {
    let first = text.words[at];
    // Most words end the search here: what follows is no capital.
    let goes_on = |next: &Word<'_>| {
        is_capitalized(next.text) || matches!(next.text, "plc" | "eG") || is_particle(next.text)
    };
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
    let mut is_portuguese = false;
    for (place, word) in text.words[at + 1..].iter().enumerate().take(LONGEST) {
        let gap = &text.text[end..word.start];
        if let Some(end) = form_end(text, word) {
            let is_joined = matches!(gap, " " | ", " | "\u{A0}")
                && !is_particle(text.words[at + place].text)
                && !is_before_companies(first.text)
                && (!is_portuguese || text.is_in(&[Portuguese]));
            // One figure behind it belongs to something else: "Acme SE 30".
            return is_joined.then(|| Found::new(first.start, end, EntityLabel::Organization, 0.9));
        }
        end = word.start + word.text.len();
        is_portuguese |= matches!(word.text, "do" | "e");
        let is_part = matches!(gap, " " | " & " | "-")
            && (is_capitalized(word.text) || is_particle(word.text));
        if !is_part || place + 1 == LONGEST {
            return None;
        }
    }
    None
}

/// Where the legal form ends that a word is or begins.
fn form_end(text: Text<'_>, word: &Word<'_>) -> Option<usize> {
    let end = word.start + word.text.len();
    if FORMS.contains(&word.text) {
        let partner = [" & Co. KGaA", " & Co. KG", " & Co KG", " & Co. OHG"]
            .into_iter()
            .find(|form| text.text[end..].starts_with(form));
        let end = end + partner.map_or(0, str::len);
        return text.ends(end).then_some(end);
    }
    if word.text.len() == 1 {
        let rest = &text.text[word.start..];
        return DOTTED.into_iter().find_map(|form| {
            let bare = &form[..form.len() - 1];
            let length = if rest.starts_with(form) {
                form.len()
            } else if rest.starts_with(bare) {
                bare.len()
            } else {
                return None;
            };
            text.ends(word.start + length)
                .then_some(word.start + length)
        });
    }
    let (_, languages) = SHORT.iter().find(|(form, _)| *form == word.text)?;
    (text.ends(end) && text.is_in(languages)).then_some(end)
}

/// Written small within a name; "do" and "e" in Portuguese alone.
fn is_particle(word: &str) -> bool {
    matches!(
        word,
        "da" | "das" | "de" | "del" | "des" | "di" | "do" | "dos" | "du" | "e" | "et" | "und" | "y"
    )
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
    fn companies_of_other_countries_are_found() {
        for (text, company) in [
            (
                "Unsere Firma Petrel GmbH & Co. KG wartet",
                "Petrel GmbH & Co. KG",
            ),
            (
                "Rechnung der Nordlicht Energie AG fehlt",
                "Nordlicht Energie AG",
            ),
            ("Die Müller & Söhne OHG zahlt", "Müller & Söhne OHG"),
            ("Kunde Beispielwerk UG ruft an", "Beispielwerk UG"),
            (
                "La facture de Dupont Frères SARL est fausse",
                "Dupont Frères SARL",
            ),
            (
                "Le contrat avec Maison Lenoir S.A. est signé",
                "Maison Lenoir S.A.",
            ),
            (
                "La société Brise Marine SAS ne répond pas",
                "Brise Marine SAS",
            ),
            (
                "El pedido de Comercial López S.L. no llega",
                "Comercial López S.L.",
            ),
            ("El Banco del Sur S.A. no responde", "Banco del Sur S.A."),
            (
                "A Padaria Silva Ltda. não recebeu a fatura",
                "Padaria Silva Ltda",
            ),
            (
                "O contrato da Ferreira e Filhos, Lda. não existe",
                "Ferreira e Filhos, Lda",
            ),
            (
                "Não recebi a fatura da Casa do Café Lda",
                "Casa do Café Lda",
            ),
        ] {
            assert_eq!(found(text), [format!("ORGANIZATION {company}")], "{text}");
        }
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
            "Die AG trifft sich",
            "Base SAS is slow",
            "Unsere GmbH zahlt",
        ] {
            assert_eq!(found(text), Vec::<String>::new(), "{text}");
        }
    }
}
