//! Lines that programs put under mails: which telephone sent it, and that it is confidential.

use super::inline::{find, starts_with};
use super::starts::{Starts, Words};

/// The starts of such lines.
pub(super) const fn and_footers(starts: Starts) -> Starts {
    starts.and(SENT_FROM_LIST).and(NOTICES_LIST)
}

/// Such lines begin so.
static SENT_FROM: Words = Words::of(SENT_FROM_LIST);
const SENT_FROM_LIST: &[&str] = &[
    "sent from my ",
    "sent from mail for",
    "sent from outlook",
    "sent from yahoo",
    "sent from gmail",
    "sent from samsung",
    "sent from proton",
    "sent via ",
    "sent with ",
    "scarica outlook",
    "get outlook for",
    "gesendet von ",
    "gesendet mit ",
    "gesendet über ",
    "von meinem ",
    "verzonden vanaf mijn",
    "verstuurd vanaf mijn",
    "verzonden met ",
    "von meiner ",
    "envoyé de mon",
    "envoyé depuis ",
    "envoyé à partir d",
    "enviado desde mi",
    "enviado desde ",
    "enviado do meu",
    "enviado de mi",
    "enviado a partir d",
    "enviado pelo ",
    "enviado con ",
    "inviato da iphone",
    "inviato dal mio",
    "inviato da ",
    "holen sie sich outlook",
    "outlook für ",
    "outlook for ",
    "obtenez outlook",
    "obtener outlook",
    "obter o outlook",
    "ottieni outlook",
    "download outlook",
    "descarga outlook",
    "téléchargez outlook",
    "télécharger outlook",
];

/// What they are sent with: without one of these, such a line is a sentence.
const DEVICES: [&str; 19] = [
    "iphone",
    "ipad",
    "android",
    "samsung",
    "galaxy",
    "mobil",
    "handy",
    "smartphone",
    "phone",
    "outlook",
    "mail",
    "blackberry",
    "huawei",
    "pixel",
    "móvil",
    "telefon",
    "téléphone",
    "celular",
    "xiaomi",
];

/// Whether a line says which device or program sent a mail.
pub(super) fn is_sent_from(line: &[u8]) -> bool {
    line.len() <= 120
        && SENT_FROM.starting(line).next().is_some()
        && !line.contains(&b'!')
        && !line.contains(&b'?')
        && (find(line, "http").is_some() || line.split(|byte| *byte == b' ').count() <= 10)
        && line.windows(2).all(|two| two != b". ")
        && DEVICES.iter().any(|device| find(line, device).is_some())
        && (!starts_with(line, "von mein") || find(line, "gesendet").is_some())
}

/// Notices of confidentiality begin so.
static NOTICES: Words = Words::of(NOTICES_LIST);
const NOTICES_LIST: &[&str] = &[
    "this e-mail",
    "this email",
    "this message",
    "this communication",
    "this transmission",
    "the information in this",
    "the information contained in this",
    "the contents of this",
    "confidentiality notice",
    "confidential:",
    "ce message",
    "ce courriel",
    "cet e-mail",
    "ce mail",
    "disclaimer",
    "diese e-mail",
    "diese email",
    "diese mail",
    "diese nachricht",
    "der inhalt dieser e-mail",
    "die information",
    "dieses e-mail",
    "dit bericht",
    "deze e-mail",
    "de informatie in dit",
    "de inhoud van dit",
    "este correo",
    "este mensaje",
    "este e-mail",
    "esta mensagem",
    "este email",
    "esta comunicación",
    "la información contenida",
    "le informazioni contenute",
    "les informations contenues",
    "legal notice",
    "aviso legal",
    "aviso de confidencialidad",
    "as informações contidas",
    "avis de confidentialité",
    "questo messaggio",
    "questa e-mail",
    "questa email",
    "vertraulichkeitshinweis",
];

/// That it is confidential.
const CONFIDENTIAL: [&str; 9] = [
    "confiden",
    "vertraulich",
    "riservat",
    "vertrouwelijk",
    "privileged",
    "legally",
    "rechtlich gesch",
    "privileg",
    "reservad",
];
/// And for whom it is meant.
const MEANT_FOR: [&str; 16] = [
    "intended",
    "recipient",
    "addressee",
    "in error",
    "empfänger",
    "adressat",
    "irrtüm",
    "destin",
    "par erreur",
    "por error",
    "per errore",
    "por engano",
    "ontvanger",
    "geadresseerde",
    "bestemd",
    "rechtlich gesch",
];
/// So far both are looked for.
const NEAR: usize = 500;

/// Whether a notice of confidentiality begins with the first line of a text; it goes on to the next empty line.
pub(super) fn is_notice(line: &[u8], text: &str) -> bool {
    if line.len() < 25 || NOTICES.starting(line).next().is_none() {
        return false;
    }
    let near = &text.as_bytes()[..text.len().min(NEAR)];
    let has = |words: &[&str]| words.iter().any(|word| find(near, word).is_some());
    has(&CONFIDENTIAL) && (has(&MEANT_FOR) || line.split(|byte| *byte == b' ').count() <= 5)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn programs_name_themselves() {
        for line in [
            "Sent from my iPhone",
            "Von meinem iPhone gesendet",
            "Gesendet von Mail für Windows 10",
            "Gesendet mit der mobilen Mail App",
            "Envoyé de mon iPhone",
            "Envoyé à partir de Outlook pour iOS",
            "Enviado desde mi iPhone",
            "Enviado do meu iPhone",
            "Inviato da iPhone",
            "Verstuurd vanaf mijn iPhone",
            "Get Outlook for iOS<https://aka.example/o0ukef>",
            "Holen Sie sich Outlook für Android",
        ] {
            assert!(is_sent_from(line.as_bytes()), "{line}");
        }
        for line in [
            "Sent from my office by truck, and it arrived broken.",
            "Sent from my iPhone because your awful app does not even work on the computer",
            "Sent from my iPhone. This is terrible.",
            "Von meinem iPhone kann ich nicht drucken",
            "Enviado desde Madrid hace tres semanas y nada",
            "Gesendet von mir, gelesen von niemandem",
        ] {
            assert!(!is_sent_from(line.as_bytes()), "{line}");
        }
    }

    #[test]
    fn notices_of_confidentiality_are_known() {
        let is = |text: &str| {
            let line = text.lines().next().unwrap_or_default();
            is_notice(line.as_bytes(), text)
        };
        for text in [
            "Diese E-Mail enthält vertrauliche und/oder rechtlich geschützte Informationen.",
            "Diese E-Mail enthält vertrauliche Informationen. Wenn Sie nicht der richtige Adressat sind, …",
            "Ce message est confidentiel.",
            "Ce message et toutes les pièces jointes sont confidentiels\net établis à l'intention de ses destinataires.",
            "This email and any attachments are confidential and intended solely for the addressee.",
            "CONFIDENTIALITY NOTICE: this is for the intended recipient.",
            "Este correo electrónico es confidencial y va dirigido a su destinatario.",
            "Esta mensagem pode conter informações confidenciais. Se a recebeu por engano, apague-a.",
            "Questo messaggio è riservato ai destinatari.",
            "Dit bericht is vertrouwelijk en bestemd voor de geadresseerde.",
        ] {
            assert!(is(text), "{text}");
        }
        for text in [
            "Diese E-Mail enthält vertrauliche Daten anderer Kunden, das ist ein Skandal!",
            "This email is the third one about my broken printer.",
            "This message pops up all day.",
            "Ce message d'erreur revient tous les jours.",
            "Este mensaje de error no ayuda.",
        ] {
            assert!(!is(text), "{text}");
        }
    }
}
