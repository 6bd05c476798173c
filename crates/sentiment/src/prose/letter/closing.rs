//! How letters end.

use super::super::inline::starts_with;
use super::super::starts::Words;

/// Lines that say nothing but this, or this and a name, whatever stands behind them, close a letter.
pub(super) static CLOSINGS: Words = Words::of(CLOSINGS_LIST);
pub(super) const CLOSINGS_LIST: &[&str] = &[
    "all the best",
    "amicalement",
    "atenciosamente",
    "atentamente",
    "att.",
    "atte.",
    "abraços",
    "até breve",
    "best regards",
    "best wishes",
    "beste grüße",
    "beste gruesse",
    "bien à vous",
    "bien cordialement",
    "bien à toi",
    "beste groeten",
    "cordialement",
    "cordiali saluti",
    "cordialmente",
    "cumprimentos",
    "cordiais saudações",
    "com os melhores cumprimentos",
    "com os meus cumprimentos",
    "com cumprimentos",
    "cordiais cumprimentos",
    "distinti saluti",
    "danke und gruß",
    "danke und grüße",
    "danke und viele grüße",
    "freundliche grüße",
    "freundliche grüsse",
    "freundlichen gruß",
    "groeten",
    "groetjes",
    "grüße",
    "gruß",
    "grüsse",
    "gruesse",
    "herzliche grüße",
    "herzliche grüsse",
    "hochachtungsvoll",
    "hartelijke groeten",
    "hoogachtend",
    "kind regards",
    "liebe grüße",
    "liebe grüsse",
    "lieben gruß",
    "liebe gruesse",
    "mit freundlichen grüßen",
    "mit freundlichen grüssen",
    "mit freundlichen gruessen",
    "mit freundlichem gruß",
    "mit freundlichem gruss",
    "mit besten grüßen",
    "mit besten grüssen",
    "mit besten gruessen",
    "mit herzlichen grüßen",
    "mit vielen grüßen",
    "mit lieben grüßen",
    "mit bestem gruß",
    "many greetings",
    "met vriendelijke groet",
    "met vriendelijke groeten",
    "meilleures salutations",
    "meilleurs sentiments",
    "melhores cumprimentos",
    "mit freundlichen grÜßen",
    "mit freundlichen grÜssen",
    "regards",
    "sincerely",
    "schöne grüße",
    "schöne grüsse",
    "salutations",
    "salutations distinguées",
    "salutations cordiales",
    "sincères salutations",
    "sentiments distingués",
    "saludos",
    "saludos cordiales",
    "saluti",
    "saudações",
    "sonnige grüße",
    "saludos y gracias",
    "tanti saluti",
    "très cordialement",
    "un saludo",
    "un cordial saludo",
    "un saludo cordial",
    "um abraço",
    "un abrazo",
    "un caro saluto",
    "viele grüße",
    "viele grüsse",
    "viele gruesse",
    "vielen dank und viele grüße",
    "vielen dank und freundliche grüße",
    "vielen dank und beste grüße",
    "vriendelijke groet",
    "vriendelijke groeten",
    "veuillez agréer mes salutations distinguées",
    "warm regards",
    "with kind regards",
    "with best regards",
    "yours sincerely",
    "yours faithfully",
    "yours truly",
];

/// Closings that are words of their own, too: they close a letter where nothing but a name follows.
pub(super) const SHORT: [&str; 14] = [
    "br", "lg", "vg", "mfg", "bg", "hg", "cdt", "cdlt", "mvg", "gr", "abraço", "abrazo", "amitiés",
    "bises",
];

/// Said at the end of a letter, with a comma, before the name.
pub(super) const FAREWELLS: [&str; 27] = [
    "thanks,",
    "thank you,",
    "many thanks,",
    "thanks and regards,",
    "thanks & regards,",
    "best,",
    "cheers,",
    "thanks in advance,",
    "danke,",
    "vielen dank,",
    "vielen dank im voraus,",
    "danke im voraus,",
    "danke schön,",
    "besten dank,",
    "merci,",
    "merci d'avance,",
    "merci beaucoup,",
    "gracias,",
    "muchas gracias,",
    "gracias de antemano,",
    "grazie,",
    "grazie mille,",
    "obrigado,",
    "obrigada,",
    "bedankt,",
    "alvast bedankt,",
    "dank u wel,",
];

/// Whether a line closes a letter, whatever stands behind it.
pub(in super::super) fn is_closing(line: &[u8]) -> bool {
    if line.len() > super::LONGEST {
        return false;
    }
    let Some(closing) = CLOSINGS.starting(line).max_by_key(|found| found.len()) else {
        return false;
    };
    let rest = &line[closing.len()..];
    match rest.first() {
        None => true,
        // The last one begins a dash.
        Some(b',' | b'.' | b'!' | b' ' | b';' | b'-' | 0xE2) => is_names(rest),
        Some(_) => false,
    }
}

/// Whether a line closes a letter if only a name follows.
pub(in super::super) fn is_farewell(line: &[u8]) -> bool {
    let end = line
        .iter()
        .rposition(|byte| !matches!(byte, b',' | b'.' | b'!' | b' '));
    let bare = &line[..end.map_or(0, |end| end + 1)];
    (bare.len() <= 9
        && SHORT
            .iter()
            .any(|word| bare.eq_ignore_ascii_case(word.as_bytes())))
        || (line.last() == Some(&b',')
            && FAREWELLS
                .iter()
                .any(|word| line.eq_ignore_ascii_case(word.as_bytes())))
}

/// At most four words, each with a capital, as names and firms have.
fn is_names(rest: &[u8]) -> bool {
    let Ok(rest) = str::from_utf8(rest) else {
        return false;
    };
    let mut words = rest
        .split(|letter: char| {
            letter.is_whitespace()
                || matches!(letter, ',' | '.' | '-' | '–' | '—' | '!' | ';' | '&')
        })
        .filter(|word| !word.is_empty());
    words.by_ref().take(4).all(|word| {
        let mut letters = word.chars();
        letters.next().is_some_and(char::is_uppercase) && letters.all(char::is_alphabetic)
    }) && words.next().is_none()
}

/// What stands before something that was forgotten in a letter.
pub(in super::super) fn is_postscript(line: &[u8]) -> bool {
    match line.first() {
        Some(b'p' | b'P') => [
            "ps:", "p.s.", "ps.", "p.s:", "p.p.s.", "pps:", "pd:", "p.d.", "ps –", "ps -",
        ]
        .iter()
        .any(|start| starts_with(line, start)),
        Some(b'n' | b'N') => ["nb:", "n.b."].iter().any(|start| starts_with(line, start)),
        _ => false,
    }
}
