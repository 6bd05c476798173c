//! Answers that programs give by themselves: somebody is away, a ticket was received, a ticket was closed.

mod beside;
mod starts;

use super::{
    inline::{find, starts_with},
    letter,
    starts::Starts,
};
use beside::{AWAY, CONTINUES, INSTEAD, MESSAGES, OPENINGS, RECEIVED, TROUBLE};

/// Behind greetings and thanks alone such answers say at once what they are; so many sentences are looked at.
const SENTENCES: usize = 3;
/// In so many bytes stands what goes with it.
const WITHIN: usize = 1_500;

/// Whether a plain text is the answer of a program.
pub(crate) fn is_automatic(text: &str) -> bool {
    let bytes = text.as_bytes();
    let mut at = 0;
    for _ in 0..SENTENCES {
        let is_blank = |byte: &&u8| !byte.is_ascii_alphabetic() && **byte < 0x80;
        at += bytes[at..].iter().take_while(is_blank).count();
        let rest = &bytes[at..];
        if rest.is_empty() {
            return false;
        }
        if STARTS.may_start(rest) && is_said(rest, bytes) {
            return true;
        }
        if !OPENING.may_start(rest) || !opens(rest) {
            return false;
        }
        at += end(rest);
    }
    false
}

/// Whether a sentence may stand before the one that says what an answer is: a greeting, or thanks.
fn opens(rest: &[u8]) -> bool {
    let end = rest.iter().take(100).position(|byte| *byte == b'\n');
    let is_greeting = || end.is_some_and(|end| letter::is_greeting(rest[..end].trim_ascii()));
    OPENINGS.iter().any(|start| starts_with(rest, start)) || is_greeting()
}

static OPENING: Starts = letter::and_greetings(Starts::NONE.and(&OPENINGS));

/// How sentences begin that programs write.
static STARTS: Starts = {
    let starts = Starts::NONE.and(starts::AUTOMATIC_LIST);
    starts.and(starts::ABSENCES_LIST).and(starts::RECEIPTS_LIST)
};

/// How long the sentence is that a text begins with.
fn end(text: &[u8]) -> usize {
    text.iter()
        .position(|byte| matches!(byte, b'.' | b'!' | b'?' | b'\n'))
        .unwrap_or(text.len())
}

/// Whether a program says what stands at a place of a text.
fn is_said(rest: &[u8], text: &[u8]) -> bool {
    let behind = |start: &str| &rest[start.len()..];
    let mut itself = starts::AUTOMATIC.starting(rest).map(behind);
    if itself.any(|behind| goes_on(&behind[..end(behind)])) {
        return true;
    }
    let is_absence = starts::ABSENCES.starting(rest).next().is_some();
    let is_receipt = starts::RECEIPTS.starting(rest).next().is_some();
    let near = &text[..text.len().min(WITHIN)];
    // Who asks is a person.
    if !(is_absence || is_receipt) || near.contains(&b'?') {
        return false;
    }
    let has = |words: &[&str]| words.iter().any(|word| find(near, word).is_some());
    (is_absence && has(&AWAY) && (near.len() < 80 || has(&INSTEAD)) && !has(&TROUBLE))
        || (is_receipt && has(&RECEIVED))
}

/// Whether what stands behind "this is an auto…" names a message and goes on as programs do.
fn goes_on(rest: &[u8]) -> bool {
    let is_letter = |byte: &u8| byte.is_ascii_alphabetic() || matches!(byte, b'-' | 0x80..);
    let behind_word = |rest: &[u8]| rest.iter().take_while(|byte| is_letter(byte)).count();
    let mut rest = &rest[behind_word(rest)..];
    for _ in 0..3 {
        let trimmed = rest.trim_ascii();
        if trimmed.is_empty() || CONTINUES.iter().any(|word| starts_with(rest, word)) {
            return true;
        }
        let word = &trimmed[..behind_word(trimmed)];
        if !MESSAGES
            .iter()
            .any(|known| word.eq_ignore_ascii_case(known.as_bytes()))
        {
            return false;
        }
        rest = &trimmed[word.len()..];
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_calls_itself_automatic_is() {
        for start in starts::AUTOMATIC.list {
            assert!(is_automatic(start), "{start}");
        }
    }

    #[test]
    fn answers_of_programs_are_known() {
        for text in [
            "I am out of the office until Monday. Thank you for your mail.",
            "Hello,\n\nI am currently out of the office with limited access to mail.",
            "Automatic reply: Invoice 12",
            "Your ticket has been received. Thank you for contacting us!",
            "Auto-closing: no response from customer.",
            "Hi Ann,\n\nThis is an automated message, please do not reply.",
            "Thank you for contacting us. This is an automated response confirming the receipt of your ticket.",
            "We have received your request. Your ticket number is 12.",
            "Thank you for your mail! Your ticket has been created with the number 12.",
            "This ticket has been automatically closed after 7 days.",
            "Ich bin bis zum 3. März im Urlaub und nicht erreichbar. In dringenden Fällen …",
            "Sehr geehrte Damen und Herren,\nvielen Dank für Ihre Anfrage, die bei uns eingegangen ist.",
            "Dies ist eine automatisch generierte E-Mail, bitte antworten Sie nicht.",
            "Bonjour,\nJe suis absente du bureau jusqu'au 3 mars. En cas d'urgence, contacter Bob.",
            "Nous avons bien reçu votre demande.",
            "Estoy fuera de la oficina hasta el lunes.",
            "Hemos recibido su solicitud.",
            "Estou de férias até 3 de março.",
            "Recebemos a sua mensagem.",
            "Sono in ferie fino al 3 marzo.",
            "Abbiamo ricevuto la tua richiesta.",
            "Ik ben afwezig tot en met 3 maart.",
            "Wij hebben uw bericht ontvangen.",
        ] {
            assert!(is_automatic(text), "{text}");
        }
    }

    #[test]
    fn what_people_write_is_no_answer_of_a_program() {
        for text in [
            "",
            "This is an automated response and useless.",
            "This is an automated joke!",
            "Please do not reply to this with canned phrases!",
            "I am out of patience, I have been waiting until now.",
            "I am on hold since an hour, please contact me.",
            "Your ticket system is broken, nobody answers.",
            "Your request makes no sense.",
            "I bought it in May. It broke in June. It is July. Automatic reply: none.",
            "We have received your parcel and it is empty!",
            "Thank you for your help, it works now.",
            "Thank you for contacting us! We are happy to help.",
            "Ich bin bis heute ohne Antwort und sehr enttäuscht.",
            "Ich bin sehr zufrieden.",
            "Je suis actuellement très déçu de votre service.",
            "Out of office hours nobody answers.",
            "Closed. Automatically it works.",
            "Merci pour votre aide.",
            "Ich bin im Urlaub und der Drucker ist kaputt, dringend!",
            "I am on vacation until Monday and my order still has not arrived, please contact me.",
        ] {
            assert!(!is_automatic(text), "{text}");
        }
    }
}
