//! Zoho Desk: the CSV of its export, and tickets of its interface as JSON.

use super::tracker::{Sign, Tracker};
use crate::{Field, Texts};

/// The format `zoho_desk`.
pub const ZOHO_DESK: Tracker = Tracker {
    signs: &[
        Sign {
            all: &["subject", "created time"],
            any: &[
                "ticket owner",
                "ticket reference id",
                "ticket reference number",
                "department id",
                "happiness rating",
                "is overdue",
                "request reference id",
            ],
        },
        Sign {
            all: &["ticketnumber", "subject", "createdtime"],
            any: &[],
        },
        Sign {
            all: &["id", "subject", "createdtime"],
            any: &["statustype", "departmentid", "commentcount"],
        },
    ],
    columns: &[
        (
            Field::TicketId,
            &[
                "ticketnumber",
                "ticket number",
                "ticket reference number",
                "request id",
                "ticket id",
                "ticket reference id",
                "id",
                "request reference id",
            ],
        ),
        (Field::Summary, &["subject"]),
        (Field::Description, &["description"]),
        (Field::Comments, &["comment"]),
        (
            Field::CreatedAt,
            &[
                "createdtime",
                "created time",
                "created time (ticket)",
                "request created time",
            ],
        ),
        (
            Field::UpdatedAt,
            &["modifiedtime", "modified time", "modified time (ticket)"],
        ),
        (
            Field::ResolvedAt,
            &[
                "closedtime",
                "closed time",
                "ticket closed time",
                "ticket tiempo terminado",
            ],
        ),
        (Field::Status, &["status", "status (ticket)"]),
        (Field::Priority, &["priority"]),
        (Field::IssueType, &["classification", "classifications"]),
        (Field::Project, &["department", "department.name"]),
        (
            Field::Product,
            &[
                "product",
                "product name",
                "productid",
                "nombre del producto",
                "nombre de producto",
            ],
        ),
        (Field::Components, &["category", "sub category"]),
        (
            Field::Assignee,
            &[
                "ticket owner",
                "assignee.lastname",
                "assigneeid",
                "propietario de ticket",
                "propietario del ticket",
                "nombre del propietario",
            ],
        ),
        (
            Field::Reporter,
            &[
                "contact name",
                "contact.lastname",
                "contactid",
                "nombre del contacto",
                "nombre de contacto",
            ],
        ),
        (
            Field::Organization,
            &[
                "account name",
                "contact.account.accountname",
                "nombre de cuenta",
                "nombre de la cuenta",
                "nombre del cuenta",
            ],
        ),
        (Field::Labels, &["tags"]),
        (Field::Team, &["team", "team.name", "teamid"]),
        (Field::Channel, &["channel", "mode"]),
        (Field::Satisfaction, &["happiness rating", "sentiment"]),
        (Field::DueAt, &["due date", "duedate"]),
        (Field::Reopenings, &["number of reopen"]),
    ],
    word,
    texts: Texts::Html,
    list_separator: Some(','),
    ..Tracker::new("zoho_desk")
};

/// A list of which nothing was chosen shows what invites to choose.
fn word(_field: Field, _column: &str, value: &str) -> Option<&'static str> {
    matches!(
        value,
        "-None-" | "-Selecciona-" | "-Selecione-" | "-Auswählen-"
    )
    .then_some("")
}

#[cfg(test)]
mod tests {
    use crate::{Field, detect};

    #[test]
    fn people_under_the_labels_of_another_language() {
        let csv = "Ticket Id,Subject,Created Time,Department Id,Nombre del Contacto,Propietario de Ticket,Category\n\
            7,Puerta,1/19/2026 13:29,1,Lea Ost,Kim Roe,-Selecciona-\n";
        let (format, sniff) = detect(csv.as_bytes(), true).unwrap();
        let mapping = format.propose(&sniff);
        assert_eq!(format.name(), "zoho_desk");
        assert_eq!(
            (
                mapping.columns(Field::Reporter),
                mapping.columns(Field::Assignee)
            ),
            (&[4][..], &[5][..])
        );
        assert_eq!(
            format.word(Field::Components, "Category", "-Selecciona-"),
            Some("")
        );
    }
}
