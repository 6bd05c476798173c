//! Jira speaks the language of whoever exports: headers and months of five languages.

use serde_json::json;
use system_tests::App;

use super::fixture::Fixture;

#[test]
fn five_languages_are_read_back() {
    let app = App::start();
    let client = app.bootstrap();
    for (prefix, header, dates) in LANGUAGES {
        let csv = format!(
            "{}\n{prefix}-1,Zu langsam,\"Seit gestern\nsehr langsam\",Open,High,Bug,kim,ann,{},{},\"{};kim;Schon; besser\"\n",
            header.join(","),
            dates[0],
            dates[1],
            dates[2]
        );
        let ticket = json!({"ticket_id": format!("{prefix}-1"), "summary": "Zu langsam",
            "description": "Seit gestern\nsehr langsam", "status_name": "Open", "priority": "High", "issue_type": "Bug",
            "assignee": "kim", "reporter": "ann", "created_at": "2025-12-18T08:10:00Z",
            "updated_at": "2026-08-19T11:16:00Z",
            "comments": [["2026-05-03T13:04:00Z", "kim", "Schon; besser"]]});
        Fixture::new(prefix, csv, ("csv", "jira_csv"), [ticket]).check(&client);
    }
}

/// Key, summary, description, status, priority, type, assignee, reporter, created, updated, comment; then 18 December 2025
/// 9:10, 19 August 2026 13:16 and 3 May 2026 15:04.
type Language = (&'static str, [&'static str; 11], [&'static str; 3]);

const LANGUAGES: [Language; 5] = [
    (
        "EN",
        [
            "Issue key",
            "Summary",
            "Description",
            "Status",
            "Priority",
            "Issue Type",
            "Assignee",
            "Reporter",
            "Created",
            "Updated",
            "Comment",
        ],
        [
            "18/Dec/25 9:10 AM",
            "19/August/26 1:16 PM",
            "03/May/26 15:04",
        ],
    ),
    (
        "DE",
        [
            "Vorgangsschlüssel",
            "Zusammenfassung",
            "Beschreibung",
            "Status",
            "Priorität",
            "Vorgangstyp",
            "Zugewiesene Person",
            "Autor",
            "Erstellt",
            "Aktualisiert",
            "Kommentar",
        ],
        [
            "18/Dez/25 9:10 AM",
            "19/August/26 1:16 PM",
            "03/Mai/26 15:04",
        ],
    ),
    (
        "FR",
        [
            "Clé de ticket",
            "Résumé",
            "Description",
            "État",
            "Priorité",
            "Type de ticket",
            "Personne assignée",
            "Rapporteur",
            "Création",
            "Mise à jour",
            "Commentaire",
        ],
        [
            "18/déc./25 9:10 AM",
            "19/août/26 1:16 PM",
            "03/mai/26 15:04",
        ],
    ),
    (
        "ES",
        [
            "Clave de incidencia",
            "Resumen",
            "Descripción",
            "Estado",
            "Prioridad",
            "Tipo de Incidencia",
            "Persona asignada",
            "Informador",
            "Creada",
            "Actualizada",
            "Comentario",
        ],
        ["18/dic/25 9:10 AM", "19/ago/26 1:16 PM", "03/mayo/26 15:04"],
    ),
    (
        "PT",
        [
            "Chave da item",
            "Resumo",
            "Descrição",
            "Status",
            "Prioridade",
            "Tipo de item",
            "Responsável",
            "Relator",
            "Criado",
            "Atualizado",
            "Comentário",
        ],
        ["18/dez/25 9:10 AM", "19/ago/26 1:16 PM", "03/mai/26 15:04"],
    ),
];
