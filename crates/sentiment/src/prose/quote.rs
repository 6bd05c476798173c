//! Where quoted mail begins: the line that says who wrote it, the head of an earlier mail, or a rule with words.

use super::inline::{find, starts_with};
use super::mail_head;
use super::starts::Starts;

/// How a quotation begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Quote {
    /// With a line that says so, in so many bytes: what stands behind it is quoted.
    Said { length: usize },
    /// With sender, date and subject of a mail, in so many bytes.
    Head { length: usize },
}

/// How many bytes a line that says who wrote is long at most, wrapped or not.
const LONGEST: usize = 400;

/// The quotation that begins with the first line of a text; `line` is that line without blanks around it, `may_start` whether it may
/// start as lines do that begin one.
pub(super) fn begins(line: &[u8], text: &str, line_end: usize, may_start: bool) -> Option<Quote> {
    let said = |is: bool| is.then_some(Quote::Said { length: line_end });
    if matches!(line[0], b'-' | b'=' | b'#' | b'*' | b'_') && is_separator(line) {
        return said(true);
    }
    if (line[0] == b'*' || (may_start && matches!(line[0] | 0x20, b'f' | b'v' | b'd')))
        && let Some(length) = mail_head::length(text)
    {
        return Some(Quote::Head { length });
    }
    if line.last() == Some(&b':') {
        let is_told = line.len() <= LONGEST && is_written(line, false);
        return said(is_told || (may_start && is_announcement(line)));
    }
    if !may_start {
        return None;
    }
    if is_announcement(line) {
        return said(true);
    }
    wrapped(line, text, line_end).map(|length| Quote::Said { length })
}

/// The starts of lines that begin a quotation.
pub(super) const fn and_quotes(starts: Starts) -> Starts {
    let starts = starts.and(&STARTS).and(&ANNOUNCEMENTS).and(&REQUESTS);
    starts.and(mail_head::SENDERS)
}

/// A line that says who wrote, wrapped over two or three lines.
fn wrapped(line: &[u8], text: &str, line_end: usize) -> Option<usize> {
    if line.len() < 8 || !STARTS.iter().any(|start| starts_with(line, start)) || !has_digit(line) {
        return None;
    }
    let mut end = line_end;
    for _ in 0..2 {
        let next = &text[end..];
        let length = super::line::length(next);
        let next = next[..length].trim_ascii();
        end += length;
        if next.is_empty() || next.starts_with('>') || end > LONGEST {
            return None;
        }
        if next.ends_with(':') {
            return is_written(text[..end].trim_ascii().as_bytes(), true).then_some(end);
        }
    }
    None
}

/// What such lines begin with.
const STARTS: [&str; 16] = [
    "on ", "am ", "le ", "il ", "el ", "em ", "op ", "no dia ", "na ", "den ", "a ", "en ", "lo ",
    "vom ", "from ", "aan ",
];

/// How they end.
const WROTE: [&str; 14] = [
    " wrote",
    " writes",
    " a écrit",
    " a ecrit",
    " a e\u{301}crit",
    " ha scritto",
    " escribió",
    " escribio",
    " escreveu",
    " schrieb",
    " geschrieben",
    " schreef",
    " geschreven",
    " skrev",
];

/// In these the name may stand behind the verb.
const WROTE_BY: [&str; 2] = [" schrieb ", " schreef "];

/// Who speaks or is spoken to: a customer tells of a letter, and no program tells of a mail.
const PERSONS: [&str; 34] = [
    "i", "we", "you", "your", "my", "our", "he", "she", "they", "ich", "wir", "sie", "ihr", "ihre",
    "er", "mein", "meine", "mir", "man", "votre", "vos", "vous", "su", "sus", "usted", "seu",
    "sua", "você", "vostro", "suo", "ik", "wij", "uw", "jullie",
];

/// Whether a line says who wrote: "On 3 March 2025 at 10:00, Ann wrote:".
fn is_written(line: &[u8], is_wrapped: bool) -> bool {
    let has_address = line.contains(&b'@');
    if !has_address && !has_digit(line) {
        return false;
    }
    let Ok(line) = str::from_utf8(line) else {
        return false;
    };
    let is_dated = has_digit(line.as_bytes())
        && (STARTS
            .iter()
            .any(|start| starts_with(line.as_bytes(), start))
            || line.as_bytes()[0].is_ascii_digit());
    if !is_dated && !has_address {
        return false;
    }
    let lower = line.to_lowercase().replace(char::is_whitespace, " ");
    let said = lower.trim_end_matches([':', ' ', '*', '_']);
    if has_address && line.as_bytes()[0].is_ascii_digit() && said.ends_with('>') {
        // "2025-03-03 10:00 GMT+01:00 Ann <ann@a.example>:"
        return true;
    }
    let Some((before, behind)) = parts(said) else {
        return false;
    };
    let is_person = |word: &str| PERSONS.contains(&word);
    if words(behind).next().is_some_and(is_person) || words(before).last().is_some_and(is_person) {
        return false;
    }
    if has_address {
        return is_dated || !words(said).any(is_person);
    }
    let is_timed = has_time(before.as_bytes());
    let is_program = is_timed || (!is_wrapped && (before.contains(',') || has_year(before)));
    is_program && !words(said).any(is_person)
}

/// What stands before the verb, and behind it: a name at most.
fn parts(said: &str) -> Option<(&str, &str)> {
    if let Some(before) = WROTE.iter().find_map(|verb| said.strip_suffix(verb)) {
        return Some((before, ""));
    }
    let (before, behind) = WROTE_BY.iter().find_map(|verb| said.split_once(verb))?;
    let is_name = behind.len() <= 120
        && !behind.contains(['!', '?'])
        && (behind.contains('<') || !behind.contains(':'));
    is_name.then_some((before, behind))
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| !word.is_empty())
}

fn has_digit(line: &[u8]) -> bool {
    line.iter().any(u8::is_ascii_digit)
}

/// "10:05", "10.05", "10h05".
fn has_time(line: &[u8]) -> bool {
    line.windows(4).any(|four| {
        four[0].is_ascii_digit()
            && matches!(four[1], b':' | b'h')
            && four[2].is_ascii_digit()
            && four[3].is_ascii_digit()
    })
}

fn has_year(line: &str) -> bool {
    words(line).any(|word| word.len() == 4 && (word.starts_with("20") || word.starts_with("19")))
}

/// Rules with these words between their dashes stand before an earlier mail.
const SEPARATORS: [&str; 24] = [
    "original message",
    "ngliche nachricht",
    "originalnachricht",
    "original-nachricht",
    "message d'origine",
    "message d’origine",
    "message original",
    "mail original",
    "mensaje original",
    "mensagem original",
    "messaggio originale",
    "oorspronkelijk bericht",
    "original appointment",
    "reply message",
    "forwarded message",
    "forwarded by ",
    "weitergeleitet",
    "message transf",
    "mensaje reenviado",
    "mensagem encaminhada",
    "mensagem reencaminhada",
    "messaggio inoltrato",
    "doorgestuurd bericht",
    "reply above",
];

/// Help desks ask for an answer above such a line.
const ABOVE: [&str; 12] = [
    "above this line",
    "above the line",
    "oberhalb dieser zeile",
    "oberhalb dieser linie",
    "über dieser zeile",
    "au-dessus de cette ligne",
    "encima de esta línea",
    "encima de esta linea",
    "acima desta linha",
    "sopra questa riga",
    "sopra questa linea",
    "boven deze regel",
];

/// `-----Original Message-----`, `##- Please type your reply above this line -##`.
fn is_separator(line: &[u8]) -> bool {
    let is_mark = |byte: &u8| matches!(byte, b'-' | b'=' | b'#' | b'*' | b'_');
    let run = line.iter().take_while(|byte| is_mark(byte)).count();
    if run < 2 || run == line.len() || line.len() > 160 {
        return false;
    }
    let is_ruled = run >= 3 && matches!(line[0], b'-' | b'=' | b'_');
    (is_ruled && SEPARATORS.iter().any(|words| find(line, words).is_some()))
        || ABOVE.iter().any(|words| find(line, words).is_some())
        || (line.starts_with(b"##-") && line.ends_with(b"-##"))
}

/// Whole lines that stand before an earlier mail, and what lines begin with that ask for an answer above them.
const ANNOUNCEMENTS: [&str; 9] = [
    "begin forwarded message",
    "anfang der weitergeleiteten nachricht",
    "beginn der weitergeleiteten nachricht",
    "début du message réexpédié",
    "début du message transféré",
    "inicio del mensaje reenviado",
    "início da mensagem reencaminhada",
    "inizio messaggio inoltrato",
    "begin doorgestuurd bericht",
];
const REQUESTS: [&str; 14] = [
    "reply above",
    "please reply above",
    "please type your reply above",
    "type your reply above",
    "write your reply above",
    "bitte antworten sie ",
    "bitte geben sie ihre antwort ",
    "veuillez répondre ",
    "répondre au-dessus",
    "escriba su respuesta ",
    "responda ",
    "digite sua resposta ",
    "digita la risposta ",
    "typ uw antwoord ",
];

static ANNOUNCING: Starts = Starts::NONE.and(&ANNOUNCEMENTS).and(&REQUESTS);

fn is_announcement(line: &[u8]) -> bool {
    if line.len() > 120 || !ANNOUNCING.may_start(line) {
        return false;
    }
    let is_whole = |start: &&str| {
        starts_with(line, start)
            && line[start.len()..]
                .iter()
                .all(|byte| matches!(byte, b' ' | b':' | b'-' | 0x80..))
    };
    ANNOUNCEMENTS.iter().any(is_whole)
        || (REQUESTS.iter().any(|start| starts_with(line, start))
            && ABOVE.iter().any(|words| find(line, words).is_some()))
}

#[cfg(test)]
mod tests {
    use super::super::line;
    use super::*;

    fn found(text: &str) -> Option<Quote> {
        let length = line::length(text);
        begins(text[..length].trim_ascii().as_bytes(), text, length, true)
    }

    #[test]
    fn lines_that_say_who_wrote_are_known() {
        for said in [
            "On Mon, Mar 3, 2025 at 10:00 AM Ann Lee <ann@a.example> wrote:",
            "Am 03.03.2025 um 10:00 schrieb Support:",
            "Am Mo., 3. März 2025 um 10:00 Uhr schrieb Ann Lee <ann@a.example>:",
            "Am 3. März 2025 10:00:12 MEZ schrieb \"Lee, Ann\" <ann@a.example>:",
            "Am 03.03.2025 um 10:00 hat Ann Lee <ann@a.example> geschrieben:",
            "Le lun. 3 mars 2025 à 10:00, Support <s@example.org> a écrit :",
            "Le 3 mars 2025 à 10:00, Support a écrit\u{a0}:",
            "Il giorno lun 3 mar 2025 alle ore 10:00 Ann <ann@a.example> ha scritto:",
            "Il 03/03/2025 10:00, Ann ha scritto:",
            "El lun, 3 mar 2025 a las 10:00, Ann (<ann@a.example>) escribió:",
            "El 3 de marzo de 2025, Ann escribió:",
            "Em seg., 3 de mar. de 2025 às 10:00, Ann <ann@a.example> escreveu:",
            "No dia 03/03/2025, às 10:00, Ann escreveu:",
            "Op ma 3 mrt 2025 om 10:00 schreef Ann <ann@a.example>:",
            "Op 3 mrt 2025, om 10:00 heeft Ann het volgende geschreven:",
            "Ann Lee <ann@a.example> wrote:",
            "2025-03-03 10:00 GMT+01:00 Ann <ann@a.example>:",
            "Ann Lee <ann@a.example> schrieb am Mo., 3. März:",
            "Am Mo., 3. März 2025 um 10:00 Uhr schrieb Ann Lee <\nann.lee.with.a.long.name@a.example>:",
            "On Mon, Mar 3, 2025 at 10:00 AM Ann Lee\n<ann@a.example>\nwrote:",
            "El lun, 3 mar 2025 a las 10:00, Ann Lee (<ann@a.example>)\nescribió:",
            "-----Original Message-----",
            "-----Ursprüngliche Nachricht-----",
            "-----URSPRÜNGLICHE NACHRICHT-----",
            "-----Message d'origine-----",
            "----- Mail original -----",
            "-----Mensaje original-----",
            "-----Mensagem original-----",
            "-----Messaggio originale-----",
            "-----Oorspronkelijk bericht-----",
            "---------- Forwarded message ---------",
            "---------- Weitergeleitete Nachricht ---------",
            "---------- Message transféré ---------",
            "Begin forwarded message:",
            "Anfang der weitergeleiteten Nachricht:",
            "Début du message réexpédié :",
            "##- Please type your reply above this line -##",
            "##- Bitte geben Sie Ihre Antwort oberhalb dieser Zeile ein. -##",
            "##- Veuillez saisir votre réponse au-dessus de cette ligne -##",
            "##- Escriba su respuesta por encima de esta línea -##",
            "##- Digite sua resposta acima desta linha -##",
            "## Reply above this line ##",
            "=== Please reply above this line ===",
            "Please type your reply above this line",
            "Bitte antworten Sie oberhalb dieser Zeile.",
        ] {
            for end in ["\n", "\r\n", ""] {
                let length = said.len() + end.len();
                let text = format!("{said}{end}");
                assert_eq!(found(&text), Some(Quote::Said { length }), "{said}");
            }
        }
    }

    #[test]
    fn what_customers_tell_is_no_quotation() {
        for text in [
            "Am Montag schrieb ich Ihnen: das Gerät ist defekt und niemand antwortet.",
            "Am 3. März 2025 um 10:00 schrieb ich Ihnen:\nNichts geht.",
            "Am 3. März 2025, also vor Wochen, schrieb Ihr Mitarbeiter:\n\"Wir helfen.\"",
            "On 3 May at 10:00 your agent wrote:\nwe will help.",
            "On Monday, 3 May 2025, I wrote:\nnothing works.",
            "My colleague bob@a.example wrote:\nnothing works.",
            "On 3 May it broke and I told you so,\nand this is what I wrote:",
            "On 3 May the printer broke.\nSteps:\n1. print",
            "Le 3 mars j'ai écrit :\nrien ne marche",
            "El 3 de marzo escribí:\nnada funciona",
            "Op 3 maart 2025 schreef ik:\nhet is kapot",
            "Il giorno dopo era rotto:",
            "The error at 10:00 is as follows:",
            "He wrote:",
            "-----",
            "--- a/original.rs",
            "## Steps",
            "# above all this lines up",
            "Reply above all to my question",
            "Begin forwarded message handling first",
        ] {
            assert_eq!(found(text), None, "{text}");
        }
    }
}
