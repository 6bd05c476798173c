//! What trackers call their columns, in the languages they speak.

use crate::Field;

/// Names by field in lower case, the surest first; what follows a `?` is only likely.
const NAMES: &[(Field, &[&str])] = &[
    (
        Field::TicketId,
        &[
            "issue key",
            "key",
            "ticket key",
            "clave de incidencia",
            "clave",
            "vorgangsschlüssel",
            "schlüssel",
            "clé de ticket",
            "clé de demande",
            "clé",
            "chave da item",
            "chave do item",
            "chave",
            "chave da ocorrência",
            "?ticket_id",
            "?ticket id",
            "?ticketid",
            "?ticket number",
            "?ticket",
            "?id",
            "?number",
            "?case number",
            "?incident",
            "?ticket no",
            "?ticket #",
            "?issue_key",
            "?issuekey",
            "?issue number",
        ],
    ),
    (
        Field::Summary,
        &[
            "summary",
            "resumen",
            "zusammenfassung",
            "résumé",
            "resumo",
            "issue summary",
            "?subject",
            "?title",
            "?titel",
            "?título",
            "?titre",
            "?asunto",
            "?betreff",
            "?objet",
            "?assunto",
        ],
    ),
    (
        Field::Description,
        &[
            "description",
            "descripción",
            "beschreibung",
            "descrição",
            "?body",
            "?text",
            "?message",
            "?content",
            "?feedback",
            "?problem",
            "?details",
            "?issue description",
        ],
    ),
    (
        Field::Comments,
        &[
            "comment",
            "comments",
            "comentario",
            "comentarios",
            "kommentar",
            "kommentare",
            "commentaire",
            "commentaires",
            "comentário",
            "comentários",
        ],
    ),
    (
        Field::CreatedAt,
        &[
            "created",
            "creada",
            "creado",
            "erstellt",
            "créé",
            "création",
            "criado",
            "criada",
            "date de création",
            "?created_at",
            "?created at",
            "?created date",
            "?created_date",
            "?creation date",
            "?createdat",
            "?date created",
            "?opened",
            "?opened at",
            "?date",
            "?fecha de creación",
            "?erstellt am",
            "?issue_created_date",
        ],
    ),
    (
        Field::UpdatedAt,
        &[
            "updated",
            "actualizada",
            "actualizado",
            "aktualisiert",
            "mis à jour",
            "mise à jour",
            "atualizado",
            "atualizada",
            "?updated_at",
            "?updated at",
            "?last updated",
            "?updated date",
            "?last modified",
        ],
    ),
    (
        Field::ResolvedAt,
        &[
            "resolved",
            "resuelta",
            "resuelto",
            "erledigt",
            "résolu",
            "résolue",
            "resolvido",
            "resolvida",
            "?resolved_at",
            "?resolved at",
            "?resolution date",
            "?closed_at",
            "?closed at",
            "?closed",
        ],
    ),
    (
        Field::Status,
        &[
            "status",
            "estado",
            "état",
            "statut",
            "?state",
            "?ticket status",
        ],
    ),
    (
        Field::Priority,
        &[
            "priority",
            "prioridad",
            "priorität",
            "priorité",
            "prioridade",
            "?severity",
        ],
    ),
    (
        Field::IssueType,
        &[
            "issue type",
            "tipo de incidencia",
            "vorgangstyp",
            "type de ticket",
            "type de demande",
            "tipo de item",
            "tipo da ocorrência",
            "work type",
            "?issue_type",
            "?ticket type",
            "?type",
        ],
    ),
    (
        Field::Project,
        &[
            "project name",
            "nombre del proyecto",
            "projektname",
            "nom du projet",
            "nome do projeto",
            "?project",
            "?proyecto",
            "?projekt",
            "?projet",
            "?projeto",
            "?project key",
            "?clave del proyecto",
            "?projektschlüssel",
        ],
    ),
    (
        Field::Product,
        &[
            "product",
            "producto",
            "produkt",
            "produit",
            "produto",
            "?custom field (product)",
            "?product name",
            "?campo personalizado (producto)",
            "?benutzerdefinierte felder (produkt)",
        ],
    ),
    (
        Field::Components,
        &[
            "component/s",
            "components",
            "component",
            "componente/s",
            "componentes",
            "komponente/n",
            "komponenten",
            "composants",
            "composant",
            "composant/s",
            "componente",
        ],
    ),
    (
        Field::Assignee,
        &[
            "assignee",
            "persona asignada",
            "responsable",
            "zugewiesene person",
            "bearbeiter",
            "responsável",
            "personne assignée",
            "attribution",
            "?assigned to",
            "?agent",
            "?owner",
            "?assignee name",
        ],
    ),
    (
        Field::Reporter,
        &[
            "reporter",
            "informador",
            "autor",
            "rapporteur",
            "relator",
            "?requester",
            "?reported by",
            "?author",
            "?creator",
            "?from",
            "?customer name",
        ],
    ),
    (
        Field::Organization,
        &[
            "organization",
            "organizations",
            "organisation",
            "?custom field (organizations)",
            "?custom field (organization)",
            "?campo personalizado (organizations)",
            "?company",
            "?customer",
            "?account",
        ],
    ),
    (
        Field::Labels,
        &[
            "labels",
            "label",
            "etiquetas",
            "stichwörter",
            "étiquettes",
            "rótulos",
            "categorias",
            "?tags",
        ],
    ),
    (
        Field::ParentTicketId,
        &[
            "parent key",
            "parent",
            "principal",
            "übergeordnet",
            "parente",
            "pai",
            "clave principal",
            "?parent id",
            "?parent issue",
            "?epic link",
            "?custom field (epic link)",
        ],
    ),
];

/// How sure a name alone makes us of a field, 0 to 1; none if it is not a name of that field.
/// Names of custom fields count only where they are listed as a whole, so that no
/// `Custom field ([CHART] Time in Status)` is taken for a date.
pub(super) fn confidence(field: Field, header: &str) -> Option<f64> {
    let header = header.trim().to_lowercase();
    let (_, names) = NAMES.iter().find(|(named, _)| *named == field)?;
    names.iter().enumerate().find_map(|(rank, name)| {
        // The order within the list decides between two names of one file.
        let behind = f64::from(u32::try_from(rank).unwrap_or(u32::MAX)) * 0.002;
        match name.strip_prefix('?') {
            Some(likely) => (likely == header).then_some(0.85 - behind),
            None => (*name == header).then_some(0.99 - behind),
        }
    })
}

/// The number Jira keeps beside the key: an identifier, but not the one people use.
pub(super) fn is_internal_id(header: &str) -> bool {
    const NAMES: [&str; 6] = [
        "issue id",
        "id de la incidencia",
        "vorgangs-id",
        "id de ticket",
        "id da item",
        "id do item",
    ];
    NAMES.contains(&header.trim().to_lowercase().as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_decide_and_custom_fields_do_not() {
        assert!(
            confidence(Field::TicketId, "Issue key").unwrap()
                > confidence(Field::TicketId, "id").unwrap()
        );
        assert_eq!(confidence(Field::TicketId, "Issue id"), None);
        assert!(confidence(Field::CreatedAt, "Creada").unwrap() > 0.95);
        assert_eq!(
            confidence(Field::CreatedAt, "Custom field ([CHART] Time in Status)"),
            None
        );
        assert!(is_internal_id("ID de la incidencia"));
    }

    #[test]
    fn every_field_has_names_in_lower_case() {
        for field in Field::ALL {
            let (_, names) = NAMES.iter().find(|(named, _)| *named == field).unwrap();
            assert!(
                names.iter().all(|name| name.to_lowercase() == *name),
                "{field}"
            );
        }
    }
}
