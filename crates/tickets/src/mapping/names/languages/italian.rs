//! Names in Italian.

use crate::Field;

/// Names by field, the surest first; what follows a `?` is only likely.
pub(super) const NAMES: &[(Field, &[&str])] = &[
    (
        Field::TicketId,
        &[
            "?id ticket",
            "?ticket",
            "?numero",
            "?numero ticket",
            "?codice",
            "?n.",
            "?segnalazione",
            "?id richiesta",
            "?codice ticket",
        ],
    ),
    (
        Field::Summary,
        &["riepilogo", "sommario", "oggetto", "?titolo", "?riassunto"],
    ),
    (
        Field::Description,
        &[
            "descrizione",
            "?contenuto",
            "?testo",
            "?messaggio",
            "?corpo",
            "?dettagli",
            "?problema",
        ],
    ),
    (
        Field::Comments,
        &[
            "commento",
            "commenti",
            "?note di lavoro",
            "?commenti aggiuntivi",
        ],
    ),
    (
        Field::CreatedAt,
        &[
            "creato",
            "creata",
            "data di creazione",
            "data creazione",
            "creato il",
            "data apertura",
            "data di apertura",
            "?aperto il",
            "?aperto",
            "?data",
            "?inserito il",
        ],
    ),
    (
        Field::UpdatedAt,
        &[
            "aggiornato",
            "aggiornata",
            "aggiornato il",
            "ultimo aggiornamento",
            "ultima modifica",
            "data aggiornamento",
            "data di modifica",
            "?modificato",
            "?modificato il",
        ],
    ),
    (
        Field::ResolvedAt,
        &[
            "risolto",
            "risolta",
            "risolto il",
            "data di risoluzione",
            "data risoluzione",
            "?chiuso",
            "?chiuso il",
            "?data di chiusura",
            "?data chiusura",
        ],
    ),
    (Field::Status, &["stato"]),
    (Field::Priority, &["priorità"]),
    (
        Field::IssueType,
        &[
            "tipo ticket",
            "tipo di ticket",
            "tipo segnalazione",
            "tipo di segnalazione",
            "tipo di richiesta",
            "?tipo",
            "?tipologia",
        ],
    ),
    (
        Field::Project,
        &["nome progetto", "nome del progetto", "?progetto"],
    ),
    (Field::Product, &["prodotto"]),
    (
        Field::Components,
        &["componente", "componenti", "?categoria"],
    ),
    (
        Field::Assignee,
        &[
            "assegnatario",
            "assegnato a",
            "?incaricato",
            "?operatore",
            "?responsabile",
        ],
    ),
    (
        Field::Reporter,
        &[
            "segnalante",
            "autore segnalazione",
            "?autore",
            "?creatore",
            "?richiedente",
            "?da",
        ],
    ),
    (
        Field::Organization,
        &["organizzazione", "?azienda", "?società"],
    ),
    (Field::Labels, &["etichette", "etichetta", "?tag"]),
    (Field::Team, &["?gruppo", "?reparto", "?coda"]),
    (Field::Channel, &["canale"]),
    (Field::Customer, &["cliente"]),
    (Field::Satisfaction, &["soddisfazione"]),
    (
        Field::DueAt,
        &["scadenza", "data di scadenza", "data scadenza"],
    ),
    (Field::TimeSpentMinutes, &["tempo impiegato"]),
];
