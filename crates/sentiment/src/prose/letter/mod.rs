//! How letters begin and end in English, German, French, Italian, Spanish, Portuguese and Dutch.

mod closing;
mod greeting;

use super::starts::Starts;

pub(super) use closing::{is_closing, is_farewell, is_postscript};
pub(super) use greeting::is_greeting;

/// No line that opens or closes a letter is longer.
const LONGEST: usize = 70;

/// The starts of lines that open or close a letter.
pub(super) const fn and_letters(starts: Starts) -> Starts {
    let starts = starts.and(closing::CLOSINGS_LIST).and(&closing::SHORT);
    and_greetings(starts.and(&closing::FAREWELLS))
}

/// The starts of lines that open one.
pub(super) const fn and_greetings(starts: Starts) -> Starts {
    starts.and(&greeting::GREETINGS).and(greeting::FOREIGN_LIST)
}

#[cfg(test)]
mod tests {
    use super::closing::{CLOSINGS, FAREWELLS, SHORT};
    use super::greeting::FOREIGN;
    use super::*;

    #[test]
    fn every_line_of_the_lists_is_known() {
        for line in CLOSINGS.list {
            assert!(is_closing(line.as_bytes()), "{line}");
            assert!(is_closing(format!("{line}, Ann Lee").as_bytes()), "{line}");
            let sentence = format!("{line} and never again");
            assert!(!is_closing(sentence.as_bytes()), "{line}");
        }
        for line in FOREIGN.list {
            assert!(is_greeting(format!("{line} Ann,").as_bytes()), "{line}");
        }
        for line in FAREWELLS.iter().chain(&SHORT) {
            assert!(is_farewell(line.as_bytes()), "{line}");
            assert!(
                is_farewell(line.to_uppercase().as_bytes()) || !line.is_ascii(),
                "{line}"
            );
        }
    }

    #[test]
    fn letters_begin_and_end() {
        for line in [
            "Sehr geehrte Damen und Herren,",
            "Sehr geehrter Herr Dr. Müller-Lüdenscheidt,",
            "Hallo zusammen",
            "Liebes Team,",
            "Guten Tag Frau Meier,",
            "Bonjour Madame, Monsieur",
            "Bonjour à tous,",
            "Madame, Monsieur,",
            "Cher Monsieur Dupont,",
            "Buenos días",
            "Estimados señores:",
            "Hola Ana,",
            "Bom dia",
            "Prezados,",
            "Prezado Senhor Silva,",
            "Gentile Signora Rossi,",
            "Buongiorno a tutti,",
            "Geachte heer, mevrouw,",
            "Beste Ann,",
            "Hello,",
            "Dear Sir or Madam,",
            "To whom it may concern:",
        ] {
            assert!(is_greeting(line.as_bytes()), "{line}");
        }
        for line in [
            "Mit freundlichen Grüßen",
            "MIT FREUNDLICHEN GRÜSSEN",
            "Viele Grüße Max Müller",
            "Viele Grüße,",
            "Cordialement,",
            "Cordialement – Jean Dupont",
            "Bien à vous.",
            "Salutations distinguées",
            "Un saludo,",
            "Saludos cordiales, Ana",
            "Atenciosamente,",
            "Com os melhores cumprimentos,",
            "Distinti saluti",
            "Met vriendelijke groet,",
            "Kind regards, Ann Lee",
        ] {
            assert!(is_closing(line.as_bytes()), "{line}");
        }
        for line in ["LG", "lg,", "MfG", "BR", "Abraço,", "Merci d'avance,"] {
            assert!(is_farewell(line.as_bytes()), "{line}");
        }
        assert!(is_postscript(b"PS: it is broken") && is_postscript(b"P.S. no"));
    }

    #[test]
    fn what_customers_say_is_neither() {
        for line in [
            "LG Fernseher kaputt",
            "de rien",
            "Regards the patch: I hate it",
            "Regardless of that it fails",
            "Cordialement votre service est nul",
            "Viele Grüße konnte ich nicht senden",
            "Saludos no, quiero mi dinero",
            "Bien",
            "Hallo, mein Drucker ist kaputt!",
            "Hallo Drucker kaputt",
            "Hallo?",
            "Bonjour, rien ne marche!",
            "Liebe geht anders!",
            "Lieber kein Support als dieser!",
            "Caro demais!",
            "Salut les nuls!",
            "Bom dia, nada funciona!",
            "Best product ever",
            "Beste App!",
            "Hi, it is broken!",
            "PSU is dead",
            "Gruß und Kuss verweigert",
        ] {
            let bytes = line.as_bytes();
            let is_letter = is_closing(bytes)
                || is_farewell(bytes)
                || is_greeting(bytes)
                || is_postscript(bytes);
            assert!(!is_letter, "{line}");
        }
    }
}
