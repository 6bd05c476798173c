//! Names that are known by their parts: `Request status`, `Resolved Date Time`, `Data de abertura do chamado`.

use super::COMMON;
use crate::Field;

/// What tools put before the name of a ticket's column, and interfaces around it.
const BEFORE: &[&str] = &[
    "ticket",
    "issue",
    "case",
    "request",
    "incident",
    "bug",
    "defect",
    "task",
    "conversation",
    "complaint",
    "review",
    "chat",
    "call",
    "work item",
    "item",
    "record",
    "fields",
    "attributes",
    "property",
    "properties",
    "data",
    "node",
    "formatted",
    "sys",
];

/// What stands behind the name of a ticket's column where adjectives do.
const OF_TICKET: &[&str] = &[
    " ticket",
    " del ticket",
    " de la incidencia",
    " del caso",
    " do ticket",
    " do chamado",
    " da solicitacao",
    " du ticket",
    " de la demande",
    " del reclamo",
];

/// What stands before or behind the name of a date.
const DATES_BEFORE: &[&str] = &[
    "date and time of",
    "date time of",
    "date of",
    "date time",
    "date",
    "datetime",
    "data e hora de",
    "data e hora da",
    "data e hora do",
    "data hora de",
    "data hora",
    "data de",
    "data da",
    "data do",
    "data",
    "dt",
    "fecha y hora de",
    "fecha de la",
    "fecha del",
    "fecha de",
    "fecha",
    "date de la",
    "date de l",
    "date du",
    "date de",
    "date d",
    "data di",
    "datum van",
    "datum",
    "дата и время",
    "дата",
];
const DATES_BEHIND: &[&str] = &[
    "date and time",
    "and time",
    "date time",
    "datetime",
    "timestamp",
    "time",
    "date",
    "datum",
];

/// What stands before the name of what a number counts.
const NUMBERS_BEFORE: &[&str] = &[
    "n°",
    "nº",
    "no",
    "num",
    "numero",
    "number",
    "id da",
    "id do",
    "id de la",
    "id del",
    "id de",
    "numero da",
    "numero do",
    "numero de la",
    "numero del",
    "numero de",
    "numero di",
    "nº do",
    "nº da",
    "nº de",
    "n° de",
    "no de",
    "nr",
    "cod",
    "codigo do",
    "codigo da",
    "codigo del",
    "codigo de",
];

/// What a ticket is called, beside its names as a key.
const TICKETS: &[&str] = &[
    "ticket",
    "chamado",
    "ocorrencia",
    "solicitacao",
    "reclamacao",
    "manifestacao",
    "ouvidoria",
    "atendimento",
    "protocolo",
    "requisicao",
    "demanda",
    "incidente",
    "incidencia",
    "solicitud",
    "reclamo",
    "reclamacion",
    "queja",
    "caso",
    "peticion",
    "demande",
    "incident",
    "reclamation",
    "plainte",
    "anfrage",
    "meldung",
    "vorgang",
    "beschwerde",
    "stoerung",
    "storung",
    "richiesta",
    "segnalazione",
    "reclamo cliente",
    "melding",
    "klacht",
    "verzoek",
    "zgloszenia",
    "заявки",
    "обращения",
    "жалобы",
    "request",
    "complaint",
    "case",
    "issue",
];

/// How sure the parts of a folded name make us of each field.
pub(super) fn of(name: &str) -> Vec<(Field, f64)> {
    let known = |name: &str| COMMON.get(name).map_or(&[][..], Vec::as_slice);
    let inner = BEFORE.iter().find_map(|before| rest_of(name, before));
    // What is before it makes it no surer: `Request status` is likely what `Status` is certainly.
    let likely = |(field, sure): &(Field, f64)| (*field, sure.min(0.84) - 0.01);
    let mut behinds = OF_TICKET.iter();
    let of_ticket = behinds.find_map(|behind| name.strip_suffix(behind));
    for rest in [inner, of_ticket].into_iter().flatten() {
        let within: Vec<_> = known(rest).iter().map(likely).collect();
        if !within.is_empty() {
            return within;
        }
    }
    let names = [Some(name), inner].into_iter().flatten();
    let dates = names.flat_map(|name| {
        let before = DATES_BEFORE.iter();
        let before = before.filter_map(move |before| rest_of(name, before));
        let behind = DATES_BEHIND.iter();
        let behind = behind.filter_map(move |word| name.strip_suffix(word)?.strip_suffix(' '));
        before.chain(behind)
    });
    // A time by itself is as often how long something took.
    let is_date = |rest: &str| !name.ends_with(" time") || rest.ends_with("date");
    for rest in dates {
        let found: Vec<_> = known(rest)
            .iter()
            .filter(|(field, _)| field.is_date() && is_date(rest))
            .map(|(field, sure)| (*field, sure.min(0.83) - 0.01))
            .collect();
        if !found.is_empty() {
            return found;
        }
        if TICKETS.contains(&rest) && !name.ends_with(" time") {
            return vec![(Field::CreatedAt, 0.8)];
        }
    }
    let mut numbers = NUMBERS_BEFORE
        .iter()
        .filter_map(|before| rest_of(name, before));
    if numbers.any(|rest| TICKETS.contains(&rest)) {
        return vec![(Field::TicketId, 0.82)];
    }
    Vec::new()
}

/// What stands behind a word that a name begins with.
fn rest_of<'a>(name: &'a str, before: &str) -> Option<&'a str> {
    name.strip_prefix(before)?.strip_prefix(' ')
}

#[cfg(test)]
mod tests {
    use super::{super::folded, *};

    #[test]
    fn dates_and_keys_by_the_words_around_them() {
        let field = |name: &str| of(&folded(name)).first().map(|(field, _)| *field);
        for name in [
            "Created Date Time",
            "CreatedDateTime",
            "Review Submit Date and Time",
            "Data do chamado",
            "Data da ouvidoria",
            "Data abertura",
            "Fecha de la incidencia",
        ] {
            assert_eq!(field(name), Some(Field::CreatedAt), "{name}");
        }
        for name in ["Resolved Date Time", "Data Conclusão", "Fecha de resuelto"] {
            assert_eq!(field(name), Some(Field::ResolvedAt), "{name}");
        }
        for name in [
            "ID da ouvidoria",
            "cod_ticket",
            "N° TICKET",
            "Número de reclamo",
        ] {
            assert_eq!(field(name), Some(Field::TicketId), "{name}");
        }
        assert_eq!(field("ID do cliente"), None);
        assert_eq!(field("Request status"), Some(Field::Status));
        assert_eq!(field("Resolution time"), None);
    }
}
