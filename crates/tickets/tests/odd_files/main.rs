//! Each kind of odd export that was seen in the wild, made small, with its exact result.

#![expect(clippy::unwrap_used, reason = "a helper of a test may stop it")]

mod counts;
mod dates;
mod layouts;
mod repeated;
mod rows;
mod wide;

use jiff::Timestamp;
use tickets::{
    CreatedFrom, DateOrder, Encoding, FileError, Inspection, MappingEdit, Options, Outcome,
    RowErrorKind, Ticket, Zone, detect,
};

fn try_ingest(file: &[u8], edit: &str) -> Result<(Inspection, Outcome), FileError> {
    let (format, sniff) = detect(file, true)?;
    let edit: MappingEdit = serde_json::from_str(edit).unwrap();
    let mapping = format.propose(&sniff).edited(&edit, &sniff)?;
    let received = "2026-10-01T00:00:00Z".parse().unwrap();
    let mut inspector = format.inspector(&sniff, &mapping, Options::new(Zone::UTC, received))?;
    inspector.feed(file)?;
    let inspection = inspector.finish()?;
    // It survives being stored between two steps of a job.
    let inspection: Inspection =
        serde_json::from_str(&serde_json::to_string(&inspection).unwrap()).unwrap();
    let mut all = Outcome::default();
    for chunk in &inspection.chunks {
        let part = format.read_chunk(&chunk.of(file), &inspection, chunk)?;
        all.tickets.extend(part.tickets);
        all.errors.extend(part.errors);
    }
    Ok((inspection, all))
}

fn ingest(file: &[u8]) -> (Inspection, Outcome) {
    try_ingest(file, "{}").unwrap()
}

fn created(tickets: &[Ticket]) -> Vec<String> {
    tickets
        .iter()
        .map(|ticket| {
            ticket
                .created_at
                .map_or_else(String::new, |at| at.to_string())
        })
        .collect()
}

fn utc(text: &str) -> Timestamp {
    text.parse().unwrap()
}

#[test]
fn a_cloud_export_with_bom_many_comments_and_attachments() {
    let comments = "Comment,".repeat(75);
    let header = format!(
        "\u{feff}Summary,Issue key,Issue id,Created,Attachment,Attachment,{comments}Log Work,Custom field (Sentiment)\n"
    );
    let cell = "12/Jan/26 8:35 AM;5b10ac8d82e05b22cc7d4ef5;[~accountid:5b10] done; really,";
    let row = format!(
        "Login,SUP-1,10001,11/Jan/26 8:00 AM,,11/Jan/26 8:00 AM;kim;a.png;https://x/1,{},;;3600,Great\n",
        cell.repeat(75).trim_end_matches(',')
    );
    let (inspection, outcome) = ingest(format!("{header}{row}").as_bytes());
    assert!(inspection.bom && inspection.mapping.is_sure());
    let ticket = &outcome.tickets[0];
    assert_eq!((ticket.key.as_str(), ticket.comments.len()), ("SUP-1", 75));
    assert_eq!(ticket.comments[74].number, 75);
    assert_eq!(ticket.comments[74].body, "[~accountid:5b10] done; really");
    assert_eq!(outcome.errors, []);
}

#[test]
fn numeric_dates_beside_named_months_and_no_author() {
    let (inspection, outcome) = ingest(
        b"Issue key,Summary,Created,Comment\r\n\
          HIVE-1,a,03/02/2017 09:00,\r\n\
          HIVE-2,b,16/02/2017 15:26,16/Feb/17 3:29 PM;;text\r\n",
    );
    assert_eq!(inspection.date_order, Some(DateOrder::DayFirst));
    assert_eq!(
        created(&outcome.tickets),
        ["2017-02-03T09:00:00Z", "2017-02-16T15:26:00Z"]
    );
    let comment = &outcome.tickets[1].comments[0];
    assert_eq!(
        (comment.at, comment.author.as_deref(), comment.body.as_str()),
        (Some(utc("2017-02-16T15:29:00Z")), None, "text")
    );
}

#[test]
fn month_first_is_found_by_one_day_above_twelve() {
    let (inspection, outcome) =
        ingest(b"Issue key,Summary,Created\nA-1,x,7/9/2026 10:00\nA-2,y,7/15/2026 20:53\n");
    assert_eq!(inspection.date_order, Some(DateOrder::MonthFirst));
    assert_eq!(
        created(&outcome.tickets),
        ["2026-07-09T10:00:00Z", "2026-07-15T20:53:00Z"]
    );
}

#[test]
fn an_undecided_order_asks_and_takes_the_answer() {
    let file = b"Issue key,Summary,Created\nA-1,x,7/9/2026 10:00\nA-2,y,3/4/2026\n";
    let question = try_ingest(file, "{}").unwrap_err();
    assert_eq!(
        (question.kind(), question.row()),
        ("date_order_undecided", Some(1))
    );
    let (_, outcome) = try_ingest(file, r#"{"date_order":"day_first"}"#).unwrap();
    assert_eq!(
        created(&outcome.tickets),
        ["2026-09-07T10:00:00Z", "2026-04-03T00:00:00Z"]
    );
}

#[test]
fn a_spanish_service_desk() {
    let (inspection, outcome) = ingest(
        "Resumen,Clave de incidencia,ID de la incidencia,Tipo de Incidencia,Estado,Prioridad,Persona asignada,Informador,\
         Creada,Actualizada,Descripción,Campo personalizado (Producto),Comentario,Comentario\n\
         No funciona,MDA-7,10007,Incidente,Abierta,Alta,Ana,Luis,18/jul/26 9:10 AM,03/dic/25,\"línea 1\nlínea 2\",Portal,\
         19/ago/26 1:16 PM;ana;Gracias,\n"
            .as_bytes(),
    );
    assert!(inspection.mapping.is_sure());
    let ticket = &outcome.tickets[0];
    assert_eq!(
        (
            ticket.key.as_str(),
            ticket.status.as_deref(),
            ticket.product.as_deref()
        ),
        ("MDA-7", Some("Abierta"), Some("Portal"))
    );
    assert_eq!(
        (ticket.assignee.as_deref(), ticket.reporter.as_deref()),
        (Some("Ana"), Some("Luis"))
    );
    assert_eq!(
        (ticket.created_at, ticket.updated_at),
        (
            Some(utc("2026-07-18T09:10:00Z")),
            Some(utc("2025-12-03T00:00:00Z"))
        )
    );
    assert_eq!(ticket.comments[0].at, Some(utc("2026-08-19T13:16:00Z")));
    assert_eq!(outcome.errors, []);
}

#[test]
fn headers_of_other_languages_are_sure() {
    for header in [
        "Zusammenfassung,Vorgangsschlüssel,Status,Priorität,Erstellt,Kommentar",
        "Résumé,Clé de ticket,État,Priorité,Création,Commentaire",
        "Resumo,Chave da item,Status,Prioridade,Criado,Comentário",
    ] {
        let (inspection, outcome) =
            ingest(format!("{header}\nx,A-1,s,p,18/02/2026 09:10,hi\n").as_bytes());
        assert!(inspection.mapping.is_sure(), "{header}");
        let ticket = &outcome.tickets[0];
        assert_eq!(
            (ticket.status.as_deref(), ticket.priority.as_deref()),
            (Some("s"), Some("p")),
            "{header}"
        );
        assert_eq!(
            (ticket.created_from, ticket.comments.len()),
            (CreatedFrom::Column, 1),
            "{header}"
        );
    }
}

#[test]
fn an_export_without_dates_is_as_new_as_its_arrival_and_its_tickets_have_none() {
    let (inspection, outcome) = ingest("\u{feff}Issue key,Summary,Status\nA-1,x,Open\n".as_bytes());
    assert!(
        inspection.mapping.is_sure(),
        "nobody can say which of its columns is a date"
    );
    assert_eq!(inspection.as_of, utc("2026-10-01T00:00:00Z"));
    let ticket = &outcome.tickets[0];
    assert_eq!(
        (ticket.created_at, ticket.created_from),
        (None, CreatedFrom::Unknown)
    );
}

#[test]
fn an_export_flattened_from_the_api_has_iso_dates() {
    let (inspection, outcome) = ingest(
        b"key,summary,description,status,priority,created,updated\n\
          API-1,a,b,Open,High,2025-11-15T04:00:00.000+0000,2025-11-15T06:30:00.000+0100\n",
    );
    assert!(inspection.mapping.is_sure());
    assert_eq!(created(&outcome.tickets), ["2025-11-15T04:00:00Z"]);
    assert_eq!(
        outcome.tickets[0].updated_at,
        Some(utc("2025-11-15T05:30:00Z"))
    );
}

#[test]
fn rows_wider_than_the_header_are_told_not_shifted() {
    let (_, outcome) = ingest(
        b"Issue key,Summary,Created\nA-1,one, two,2/Jan/26\nA-2,three,2/Jan/26\nA-3,four,\n",
    );
    let [error] = &outcome.errors[..] else {
        panic!("one error")
    };
    assert_eq!(
        (error.kind, error.row, error.line, error.reason.as_str()),
        (RowErrorKind::TooWide, 1, 2, "4 of 3 columns")
    );
    let keys: Vec<_> = outcome
        .tickets
        .iter()
        .map(|ticket| ticket.key.as_str())
        .collect();
    assert_eq!(keys, ["A-2", "A-3"]);
}

#[test]
fn paged_exports_repeat_their_header() {
    let (inspection, outcome) = ingest(
        b"Issue key,Summary,Created\nA-1,x,2/Jan/26\nIssue key,Summary,Created\nA-2,y,2/Jan/26\n",
    );
    assert_eq!((inspection.rows, inspection.repeated_headers), (2, 1));
    assert_eq!(
        (
            outcome.tickets.len(),
            outcome.tickets[1].row,
            outcome.errors.len()
        ),
        (2, 3, 0)
    );
}

#[test]
fn latin_1_and_windows_1252_are_decoded() {
    let (inspection, outcome) = ingest(
        b"Clave de incidencia;Resumen;Creada\r\nA-1;Se\xF1al d\xE9bil \x80 5;18/ago/26 9:10 AM\r\n",
    );
    assert_eq!(inspection.encoding, Encoding::Windows1252);
    assert_eq!(
        outcome.tickets[0].summary.as_deref(),
        Some("Señal débil € 5")
    );
}

#[test]
fn the_data_pipeline_uses_snake_case() {
    let (inspection, outcome) = ingest(
        b"id,instance_url,key,url,project_key,issue_type,summary,description,priority,status,created_date\r\n\
          10001,https://x,SUP-1,https://x/SUP-1,SUP,Bug,Short,long\\ntext,High,Open,2026-02-03T04:05:06Z\r\n",
    );
    assert_eq!(outcome.tickets[0].key.as_str(), "SUP-1");
    assert_eq!(created(&outcome.tickets), ["2026-02-03T04:05:06Z"]);
    assert_eq!(inspection.delimiter, ',');
}

#[test]
fn one_ticket_in_several_rows_counts_once_and_the_last_row_counts() {
    let (_, outcome) =
        ingest(b"Issue key,Summary,Status,Created\nA-1,x,Open,2/Jan/26\nA-1,x,Done,2/Jan/26\n");
    assert_eq!(outcome.tickets[0].status.as_deref(), Some("Done"));
    assert_eq!(
        (outcome.tickets.len(), outcome.errors[0].kind),
        (1, RowErrorKind::SupersededKey)
    );
}
