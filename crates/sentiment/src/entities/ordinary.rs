//! Words with a capital that are no part of a name: behind a first name, before a company, German nouns.

use super::scan::Text;
use crate::{Language, fold::fold, key::Key, lexicon};

/// English words, days and months that no last name is: "Maria Support", "Peter Please".
const ENGLISH: [&str; 36] = [
    "And",
    "April",
    "August",
    "Can",
    "Could",
    "December",
    "February",
    "Friday",
    "From",
    "Has",
    "Hello",
    "Here",
    "Hi",
    "If",
    "Is",
    "January",
    "July",
    "June",
    "Monday",
    "November",
    "October",
    "Please",
    "Saturday",
    "September",
    "Should",
    "Sunday",
    "Support",
    "Team",
    "Thank",
    "Thanks",
    "The",
    "Thursday",
    "Tuesday",
    "Wednesday",
    "What",
    "When",
];

/// Days, months, departments and professions of the other languages.
const OTHERS: [&str; 74] = [
    "Abteilung",
    "Atendimento",
    "Atención",
    "Apoio",
    "Assistance",
    "Buchhaltung",
    "Bonjour",
    "Bonsoir",
    "Chef",
    "Client",
    "Cliente",
    "Clientes",
    "Comercial",
    "Compras",
    "Comptabilité",
    "Cordialement",
    "Danke",
    "Dienstag",
    "Direktor",
    "Direktorin",
    "Directeur",
    "Directrice",
    "Director",
    "Directora",
    "Diretor",
    "Diretora",
    "Domingo",
    "Donnerstag",
    "Equipa",
    "Equipe",
    "Equipo",
    "Freitag",
    "Grüße",
    "Gruß",
    "Hallo",
    "Hola",
    "Januar",
    "Juni",
    "Juli",
    "Kollege",
    "Kollegen",
    "Kollegin",
    "Kundendienst",
    "Kundenservice",
    "Liebe",
    "Lieber",
    "Merci",
    "Ministerin",
    "Mittwoch",
    "Montag",
    "März",
    "Nachbar",
    "Nachbarin",
    "Obrigada",
    "Obrigado",
    "Oktober",
    "Olá",
    "Präsident",
    "Président",
    "Présidente",
    "Rechtsanwalt",
    "Rechtsanwältin",
    "Responsable",
    "Saludos",
    "Samstag",
    "Servicio",
    "Serviço",
    "Sonntag",
    "Soporte",
    "Suporte",
    "Technik",
    "Ventas",
    "Vertrieb",
    "Viele",
];

/// What German nouns of tickets end with; "Testrechnung" and "Kundenkonto", too.
const NOUNS: [&str; 42] = [
    "abteilung",
    "adresse",
    "anfrage",
    "antwort",
    "auftrag",
    "bestellung",
    "daten",
    "datei",
    "fehler",
    "firma",
    "frage",
    "gerät",
    "hotline",
    "internet",
    "kennwort",
    "konto",
    "kunde",
    "kunden",
    "laptop",
    "leitung",
    "lieferung",
    "mitarbeiter",
    "nummer",
    "paket",
    "passwort",
    "problem",
    "probleme",
    "rechner",
    "rechnung",
    "rechnungen",
    "server",
    "service",
    "software",
    "support",
    "system",
    "telefon",
    "termin",
    "ticket",
    "vertrag",
    "verwaltung",
    "zugang",
    "zugriff",
];

/// Endings of abstract nouns.
const ENDINGS: [&str; 6] = ["heit", "keit", "schaft", "tion", "tät", "ungen"];

/// Before the name of a company, and no part of it.
const BEFORE_COMPANIES: [&str; 38] = [
    "Die",
    "Anbieter",
    "Auftrag",
    "Bestellung",
    "Betreff",
    "Client",
    "Cliente",
    "Commande",
    "Contacto",
    "Contrat",
    "Contrato",
    "Cordialement",
    "Dienstleister",
    "Empresa",
    "Facture",
    "Factura",
    "Fatura",
    "Firma",
    "Fornecedor",
    "Fournisseur",
    "Grüße",
    "Hersteller",
    "Kunde",
    "Kundin",
    "Lieferant",
    "Partner",
    "Pedido",
    "Proveedor",
    "Rechnung",
    "Saludos",
    "Société",
    "Ticket",
    "Unternehmen",
    "Vertrag",
    "Liebe",
    "Lieber",
    "Sehr",
    "Geehrte",
];

/// Whether a word is no last name.
pub(super) fn is_no_last_name(text: Text<'_>, word: &str) -> bool {
    if ENGLISH.contains(&word) || OTHERS.contains(&word) {
        return true;
    }
    is_german_noun(word)
        || !SURNAMES.contains(&word)
            && is_of(word, |bits| bits & GERMAN != 0 && bits & ENGLISH_BIT == 0)
            && text.is_in(&[Language::German])
}

/// Last names that are German words, too, or end like them.
const SURNAMES: [&str; 34] = [
    "Adelung", "Amelung", "Hartung", "Hornung", "Braun", "Ehrlich", "Ernst", "Frei", "Freund",
    "Fromm", "Groß", "Gut", "Jung", "Kaiser", "Kalt", "Klar", "Klein", "Kluge", "Kraft", "Krause",
    "Kurz", "Lang", "Lange", "Lieb", "Neumann", "Sauer", "Schlecht", "Schnell", "Schön", "Schwarz",
    "Sommer", "Stark", "Weiß", "Wild",
];

fn is_german_noun(word: &str) -> bool {
    if SURNAMES.contains(&word) {
        return false;
    }
    let lower = word.to_lowercase();
    // "Jung", "Cheung" and "Leung" are names.
    let is_long = lower.len() > 6 && lower.ends_with("ung");
    is_long
        || NOUNS.iter().any(|noun| lower.ends_with(noun))
        || ENDINGS.iter().any(|ending| lower.ends_with(ending))
}

/// Whether a word before the name of a company is none of its own: `Unsere Firma Petrel GmbH`.
pub(super) fn is_before_companies(word: &str) -> bool {
    BEFORE_COMPANIES.contains(&word)
        || is_of(word, |bits| bits >> 8 != 0 && bits & ENGLISH_BIT == 0)
}

const ENGLISH_BIT: u16 = 1 << Language::English as u16;
const GERMAN: u16 = 1 << Language::German as u16;

/// Whether this holds for the languages that know a word: see [`lexicon::languages`].
fn is_of(word: &str, wanted: impl Fn(u16) -> bool) -> bool {
    fold(word)
        .and_then(|(folded, length)| Key::new(&folded, 0, length))
        .is_some_and(|key| wanted(lexicon::languages(key.wide_hash())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nouns_are_told_from_last_names() {
        for word in [
            "Rechnung",
            "Kundenkonto",
            "Freiheit",
            "Lieferungen",
            "Testserver",
            "Buchung",
            "Qualität",
        ] {
            assert!(is_german_noun(word), "{word}");
        }
        for word in [
            "Jung", "Hartung", "Schmidt", "Klein", "Berg", "Smith", "Moreau",
        ] {
            assert!(!is_german_noun(word), "{word}");
        }
    }

    #[test]
    fn words_before_companies_are_known() {
        for word in [
            "Unsere", "Die", "Firma", "Notre", "Nuestra", "Nossa", "Kunde",
        ] {
            assert!(is_before_companies(word), "{word}");
        }
        for word in ["Petrel", "Acme", "New", "Deutsche", "Banco", "All"] {
            assert!(!is_before_companies(word), "{word}");
        }
    }
}
