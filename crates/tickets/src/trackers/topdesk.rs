//! `TOPdesk`: the CSV of a selection of incidents in Dutch, English and German.

use super::tracker::{Sign, Tracker};
use crate::Field;

/// The format `topdesk`.
pub const TOPDESK: Tracker = Tracker {
    signs: &[
        // The interface.
        Sign {
            all: &["number", "briefdescription", "processingstatus"],
            any: &[],
        },
        Sign {
            all: &["number", "briefdescription", "processingstatus.name"],
            any: &[],
        },
        Sign {
            all: &["korte omschrijving (details)"],
            any: &[],
        },
        Sign {
            all: &["korte omschrijving", "behandelaarsgroep"],
            any: &[],
        },
        Sign {
            all: &["incidentnummer", "korte omschrijving"],
            any: &[],
        },
        Sign {
            all: &["kurzbeschreibung", "bearbeitergruppe"],
            any: &[],
        },
        Sign {
            all: &["brief description", "operator group"],
            any: &[],
        },
        Sign {
            all: &["brief description (details)"],
            any: &[],
        },
    ],
    columns: &[
        (
            Field::TicketId,
            &[
                "incidentnummer",
                "meldingnummer",
                "meldingsnummer",
                "wijzigingsnummer",
                "nummer",
                "incident number",
                "call number",
                "meldungsnummer",
                "number",
                "id",
            ],
        ),
        (
            Field::Summary,
            &[
                "korte omschrijving (details)",
                "korte omschrijving",
                "briefdescription",
                "brief description (details)",
                "brief description",
                "kurzbeschreibung (details)",
                "kurzbeschreibung",
            ],
        ),
        (
            Field::Description,
            &["verzoek", "request", "anfrage", "initialrequest"],
        ),
        (Field::Comments, &["actie", "aktion"]),
        (
            Field::CreatedAt,
            &[
                "datum aangemaakt",
                "aanmaakdatum",
                "aanmelddatum",
                "creation date",
                "date created",
                "call date",
                "creationdate",
                "calldate",
                "erstellungsdatum",
                "erstellt am",
                "meldedatum",
            ],
        ),
        (
            Field::UpdatedAt,
            &[
                "wijzigingsdatum",
                "modification date",
                "modificationdate",
                "änderungsdatum",
            ],
        ),
        (
            Field::ResolvedAt,
            &[
                "datum gereed",
                "datum afgemeld",
                "closeddate",
                "completeddate",
                "completion date",
                "closure date",
                "erledigt am",
                "abgeschlossen am",
            ],
        ),
        (
            Field::Status,
            &[
                "processingstatus.name",
                "processingstatus",
                "status",
                "processing status",
                "bearbeitungsstatus",
            ],
        ),
        (
            Field::Priority,
            &["prioriteit", "priority.name", "priority", "priorität"],
        ),
        (
            Field::IssueType,
            &[
                "soort melding",
                "calltype.name",
                "calltype",
                "call type",
                "meldungsart",
            ],
        ),
        (
            Field::Components,
            &["categorie", "category.name", "category", "kategorie"],
        ),
        (
            Field::Assignee,
            &["behandelaar", "operator.name", "operator", "bearbeiter"],
        ),
        (
            Field::Reporter,
            &["aanmelder", "caller.dynamicname", "caller", "melder"],
        ),
        (
            Field::Organization,
            &[
                "vestiging",
                "callerbranch.name",
                "callerbranch",
                "branch",
                "niederlassung",
            ],
        ),
        (
            Field::Team,
            &[
                "behandelaarsgroep",
                "operatorgroup.name",
                "operatorgroup",
                "operator group",
                "bearbeitergruppe",
            ],
        ),
        (
            Field::Channel,
            &[
                "soort binnenkomst",
                "entry",
                "entry type",
                "entrytype.name",
                "entrytype",
                "eingangsart",
            ],
        ),
        (
            Field::DueAt,
            &["streefdatum", "target date", "targetdate", "zieldatum"],
        ),
    ],
    ..Tracker::new("topdesk")
};
