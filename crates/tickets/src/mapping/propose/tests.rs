//! The columns people mean.

use super::*;
use crate::sniff;

fn columns(csv: &str, field: Field) -> Vec<usize> {
    propose(&sniff(csv.as_bytes(), true).unwrap(), Known::default())
        .columns(field)
        .to_vec()
}

const JIRA: &str = "Summary,Issue key,Issue id,Created,Labels,Labels,Custom field ([CHART] Time in Status),\
    Asset id,Comment,Custom field (Created),Comment,Resolved,Description\n\
    Login fails,SUP-1,10001,12/Jan/26 8:35 AM,a,b,1_*:*_2,77,12/Jan/26 9:35 AM;kim;Hi,x,,,Help\n";

#[test]
fn the_columns_people_mean() {
    assert_eq!(columns(JIRA, Field::TicketId), [1]);
    assert_eq!(columns(JIRA, Field::CreatedAt), [3]);
    assert_eq!(columns(JIRA, Field::Comments), [8, 10]);
    assert_eq!(columns(JIRA, Field::Labels), [4, 5]);
    assert!(columns(JIRA, Field::UpdatedAt).is_empty());
    let mapping = propose(&sniff(JIRA.as_bytes(), true).unwrap(), Known::default());
    assert!(mapping.is_sure());
    assert_eq!(mapping.fields()[&Field::Summary].samples, ["Login fails"]);
}

#[test]
fn localized_headers() {
    let spanish = "Resumen,Clave de incidencia,ID de la incidencia,Creada,Comentario,Comentario\n\
        No funciona,SUP-1,1,18/jul/26 9:10 AM,a,b\n";
    assert_eq!(columns(spanish, Field::TicketId), [1]);
    assert_eq!(columns(spanish, Field::Comments), [4, 5]);
    assert!(propose(&sniff(spanish.as_bytes(), true).unwrap(), Known::default()).is_sure());
    let german =
        "Zusammenfassung;Vorgangsschlüssel;Erstellt;Status\nKaputt;SUP-1;18.07.2026 09:10;Offen\n";
    assert!(propose(&sniff(german.as_bytes(), true).unwrap(), Known::default()).is_sure());
}

#[test]
fn numbered_names_are_one_list() {
    let csv = "Issue key,Summary,Comment,Comment.1,Comment.2,Created,Created.1\nA-1,x,a,b,c,2/Jan/26,3/Jan/26\n";
    assert_eq!(columns(csv, Field::Comments), [2, 3, 4]);
    assert_eq!(columns(csv, Field::CreatedAt), [5]);
}

#[test]
fn doubt_asks() {
    let no_dates = "Issue key,Summary,Created\nA-1,x,n/a\n";
    assert!(!propose(&sniff(no_dates.as_bytes(), true).unwrap(), Known::default()).is_sure());
    let only_id = "Issue id,Summary,Created\n1,x,2026-01-01\n";
    let mapping = propose(&sniff(only_id.as_bytes(), true).unwrap(), Known::default());
    assert!(!mapping.is_sure() && mapping.columns(Field::TicketId) == [0]);
    let none = sniff(b"foo,bar\n1,2\n", true).unwrap();
    assert_eq!(
        propose(&none, Known::default())
            .check(&none.header)
            .unwrap_err()
            .kind(),
        "no_key_column"
    );
}

#[test]
fn the_trackers_number_stands_beside_a_key_and_is_the_key_where_there_is_no_other() {
    assert_eq!(columns(JIRA, Field::TrackerId), [2]);
    let only_id = "Issue id,Summary,Created\n1,x,2026-01-01\n2,y,2026-01-01\n";
    assert_eq!(columns(only_id, Field::TicketId), [0]);
    assert!(columns(only_id, Field::TrackerId).is_empty());
    // As many tickets as rows have no one number.
    let constant = "Issue key,Issue id,Summary,Created\nA-1,7,x,2026-01-01\nA-2,7,y,2026-01-01\nA-3,7,z,2026-01-01\n";
    assert!(columns(constant, Field::TrackerId).is_empty());
    let messages = "Issue key,Issue id,Description,Created\nA-1,7,x,2026-01-01\nA-1,8,y,2026-01-02\nA-2,9,z,2026-01-03\n";
    assert!(columns(messages, Field::TrackerId).is_empty());
    let comments = "id,issue id,body,author,created_at\n1,7,x,a,2026-01-01\n2,8,y,b,2026-01-02\n";
    assert_eq!(columns(comments, Field::TicketId), [1]);
    assert!(columns(comments, Field::TrackerId).is_empty());
}

#[test]
fn of_two_joined_tables_the_first_says_what_a_ticket_is_called() {
    let csv = "ID,Title_x,Title_y,Company,Company name,Created\n\
        1,The printer is broken,Printers,c-17,Acme,2026-01-02\n2,No mail arrives,Mail,c-18,Bolt,2026-01-03\n";
    let mapping = propose(&sniff(csv.as_bytes(), true).unwrap(), Known::default());
    assert_eq!(mapping.columns(Field::Summary), [1]);
    assert_eq!(mapping.columns(Field::Organization), [4]);
}
