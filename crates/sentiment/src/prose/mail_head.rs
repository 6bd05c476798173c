//! The head of an earlier mail as mail programs write it: sender, date, recipient and subject, each behind its name.

/// What a name says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    From,
    Sent,
    To,
    Subject,
    Other,
}

/// What stands before the sender.
pub(super) const SENDERS: &[&str] = &["from", "von", "de", "da", "van", "från"];

/// The names of the parts in English, German, French, Italian, Spanish, Portuguese, Dutch, Swedish.
const NAMES: [(Part, &[&str]); 5] = [
    (Part::From, SENDERS),
    (
        Part::Sent,
        &[
            "sent",
            "date",
            "gesendet",
            "gesendet am",
            "datum",
            "envoyé",
            "envoyé le",
            "date d'envoi",
            "enviado",
            "enviado el",
            "enviado em",
            "enviada em",
            "fecha",
            "inviato",
            "data",
            "data invio",
            "verzonden",
            "skickat",
        ],
    ),
    (
        Part::To,
        &["to", "an", "à", "a", "para", "per", "aan", "till"],
    ),
    (
        Part::Subject,
        &[
            "subject",
            "betreff",
            "objet",
            "asunto",
            "assunto",
            "oggetto",
            "onderwerp",
            "ämne",
        ],
    ),
    (
        Part::Other,
        &[
            "cc",
            "bcc",
            "kopie",
            "copie à",
            "importance",
            "wichtigkeit",
            "reply-to",
            "antwort an",
            "priority",
        ],
    ),
];

/// How many lines and bytes of a head are looked at.
const LINES: usize = 9;
const NEAR: usize = 1_500;
/// The longest name, in bytes.
const LONGEST: usize = 16;

/// The length of the head that a text begins with: a sender, and a subject with a date or a recipient; without a subject all others
/// and an address.
pub(super) fn length(text: &str) -> Option<usize> {
    let first = &text[..super::line::length(text)];
    if part(first)? != Part::From {
        return None;
    }
    let mut seen = within(first);
    let (mut end, mut at) = (first.len(), first.len());
    for _ in 1..LINES {
        let line = &text[at..][..super::line::length(&text[at..])];
        at += line.len();
        if line.is_empty() || at > NEAR {
            break;
        }
        match part(line) {
            Some(Part::From) => break,
            Some(part) => {
                seen.push(part);
                end = at;
            }
            None if line.trim_ascii().is_empty() => {}
            // A long line of recipients may be wrapped.
            None if line.contains(['@', ';']) => {}
            None => break,
        }
    }
    let has = |part| seen.contains(&part);
    let (sent, to, subject) = (has(Part::Sent), has(Part::To), has(Part::Subject));
    let is_head = if subject {
        sent || to
    } else {
        sent && to && first.contains('@')
    };
    is_head.then_some(end)
}

/// What a line begins with the name of.
fn part(line: &str) -> Option<Part> {
    let line = line.trim_start_matches(['*', ' ', '\t', '_']);
    let colon = line
        .bytes()
        .take(LONGEST + 3)
        .position(|byte| byte == b':')?;
    let name = line
        .get(..colon)?
        .trim_end_matches(|letter: char| letter == '*' || letter.is_whitespace());
    if name.len() > LONGEST {
        return None;
    }
    let name = name.to_lowercase();
    let is = |(_, names): &&(Part, &[&str])| names.contains(&name.as_str());
    NAMES.iter().find(is).map(|(part, _)| *part)
}

/// The parts behind the first one where all stand in one line.
fn within(line: &str) -> Vec<Part> {
    let mut parts = Vec::new();
    if line.len() > NEAR || line.bytes().filter(|byte| *byte == b':').count() < 3 {
        return parts;
    }
    let lower = line.to_lowercase().replace(char::is_whitespace, " ");
    for (part, names) in NAMES {
        let is_in = |name: &&str| {
            lower.contains(&format!(" {name}:")) || lower.contains(&format!(" {name} :"))
        };
        if part != Part::From && names.iter().any(is_in) {
            parts.push(part);
        }
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn heads_are_known_in_each_language() {
        for head in [
            "From: Ann\nSent: Monday, 3 March 2025 10:00\nTo: Bob\nSubject: RE: x\n",
            "Von: Ann <a@b.example>\nGesendet: Montag, 3. März 2025 10:00\nAn: Bob\nBetreff: AW: x\n",
            "De : Ann\nEnvoyé : lundi 3 mars 2025 10:00\nÀ : Bob\nObjet : RE: x\n",
            "De\u{a0}: Ann\nEnvoyé\u{a0}: lundi 3 mars 2025 10:00\nÀ\u{a0}: Bob\nCc\u{a0}: Eve\nObjet\u{a0}: RE: x\n",
            "De: Ann\nEnviado: lunes, 3 de marzo de 2025 10:00\nPara: Bob\nAsunto: RE: x\n",
            "De: Ann\nEnviada em: segunda-feira, 3 de março de 2025 10:00\nPara: Bob\nAssunto: RES: x\n",
            "Da: Ann\nInviato: lunedì 3 marzo 2025 10:00\nA: Bob\nOggetto: R: x\n",
            "Van: Ann\nVerzonden: maandag 3 maart 2025 10:00\nAan: Bob\nOnderwerp: RE: x\n",
            "*Von:* Ann\n*Betreff:* x\n\n*Datum:* 3. März 2025 um 10:00:00 MEZ\n*An:* Bob\n",
            "From: Ann\nDate: Mon, 3 Mar 2025\nSubject: x\nTo: a@b.example,\n c@d.example\nCc: e\n",
            "De : Ann Envoyé : lundi À : Bob Objet : RE: x\n",
            "From: a@b.example\nSent: Monday\nTo: Bob\n",
        ] {
            assert_eq!(length(&format!("{head}Thanks")), Some(head.len()), "{head}");
        }
    }

    #[test]
    fn what_people_write_is_no_head() {
        for text in [
            "Von: Berlin\nAn: Hamburg\nDatum: 3. Mai\nDer Zug fiel aus.",
            "De: Madrid\nPara: Barcelona\nFecha: 3 de mayo\n",
            "From: the first day on it failed.\nIt is closed.\nSubject: x\nTo: y\n",
            "From Monday to Friday: closed\n",
            "De: nada\n",
            "Date: today\nFrom: me\nSubject: x\n",
            "From:",
        ] {
            assert_eq!(length(text), None, "{text}");
        }
    }
}
