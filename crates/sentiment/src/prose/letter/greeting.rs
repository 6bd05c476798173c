//! How letters begin.

use super::super::inline::starts_with;
use super::super::starts::Words;

/// English greetings, before a name: "Dear Mr Smith,".
pub(super) const GREETINGS: [&str; 7] = [
    "dear ",
    "hi ",
    "hello ",
    "hey ",
    "good morning ",
    "good afternoon ",
    "good evening ",
];

/// Greetings of other languages, and whole ones.
pub(super) static FOREIGN: Words = Words::of(FOREIGN_LIST);
pub(super) const FOREIGN_LIST: &[&str] = &[
    "bonjour",
    "bonsoir",
    "buenos días",
    "buenos dias",
    "buenas tardes",
    "buenas noches",
    "buenas",
    "bom dia",
    "boa tarde",
    "boa noite",
    "buongiorno",
    "buonasera",
    "beste",
    "cher",
    "chère",
    "chers",
    "caro",
    "cara",
    "caros",
    "ciao",
    "coucou",
    "dag",
    "estimado",
    "estimada",
    "estimados",
    "estimadas",
    "egregio",
    "egregi",
    "guten tag",
    "guten morgen",
    "guten abend",
    "grüß gott",
    "grüezi",
    "gentile",
    "gentili",
    "goedemorgen",
    "goedemiddag",
    "goedenavond",
    "goedendag",
    "geachte",
    "good day",
    "hallo",
    "hola",
    "hoi",
    "hello",
    "hi",
    "hey",
    "liebe",
    "lieber",
    "liebes",
    "moin",
    "madame",
    "messieurs",
    "monsieur",
    "mesdames",
    "muy señores míos",
    "muy señor mío",
    "olá",
    "ola",
    "oi",
    "prezado",
    "prezada",
    "prezados",
    "prezadas",
    "sehr geehrte",
    "sehr geehrter",
    "salut",
    "servus",
    "salve",
    "spettabile",
    "señores",
    "to whom it may concern",
];

/// Words of greetings beside names.
const ADDRESSED: [&str; 46] = [
    "damen",
    "und",
    "herren",
    "herr",
    "frau",
    "dr",
    "prof",
    "zusammen",
    "team",
    "support",
    "liebes",
    "madame",
    "monsieur",
    "messieurs",
    "mesdames",
    "mr",
    "mrs",
    "ms",
    "señor",
    "señora",
    "señores",
    "señoras",
    "sr",
    "sra",
    "sres",
    "todos",
    "a",
    "e",
    "y",
    "et",
    "à",
    "tous",
    "toutes",
    "senhor",
    "senhora",
    "senhores",
    "tutti",
    "signor",
    "signora",
    "signori",
    "heer",
    "mevrouw",
    "allemaal",
    "there",
    "all",
    "equipo",
];

/// A greeting alone in its line.
pub(in super::super) fn is_greeting(line: &[u8]) -> bool {
    if line.len() > super::LONGEST {
        return false;
    }
    let is_marked = matches!(line.last(), Some(b',' | b'!' | b':'));
    let is_english = is_marked
        && line.len() <= 40
        && GREETINGS.iter().any(|start| starts_with(line, start))
        && line.split(|byte| *byte == b' ').count() <= 4
        && line[..line.len() - 1].iter().all(|byte| {
            byte.is_ascii_alphabetic() || matches!(byte, b' ' | b'.' | b'@' | b'-' | 0x80..)
        });
    is_english || is_foreign_greeting(line, is_marked)
}

fn is_foreign_greeting(line: &[u8], is_marked: bool) -> bool {
    let Some(start) = FOREIGN.starting(line).max_by_key(|found| found.len()) else {
        return false;
    };
    let Ok(rest) = str::from_utf8(&line[start.len()..]) else {
        return false;
    };
    if rest.starts_with(|letter: char| letter.is_alphanumeric() || letter == '-' || letter == '\'')
    {
        return false;
    }
    let (mut count, mut names) = (0, 0);
    for word in
        rest.split(|letter: char| !letter.is_alphanumeric() && letter != '-' && letter != '\'')
    {
        if word.is_empty() {
            continue;
        }
        count += 1;
        if !ADDRESSED.contains(&word.to_lowercase().as_str()) {
            names += 1;
            if !word.starts_with(char::is_uppercase) {
                return false;
            }
        }
    }
    // "Hallo Drucker" may be anything, "Beste App!" is praise; with a comma it is a greeting.
    let is_marked = is_marked && (start != "beste" || !line.ends_with(b"!"));
    count <= 6 && names <= 3 && (names == 0 || is_marked) && !rest.contains(['?', '(', '/', '"'])
}
