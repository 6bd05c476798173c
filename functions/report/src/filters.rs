//! Which tickets a report is about, beside its days.

use brief::{Names, Words};
use endpoint::{Error, Result};
use serde::{Deserialize, Serialize};
use stores::{Statement, lake::Filter};
use utoipa::ToSchema;

/// The most values of one filter.
pub(crate) const MOST_VALUES: usize = 50;
/// The longest value, in characters.
pub(crate) const LONGEST_VALUE: usize = 200;

/// Conditions that a ticket must meet: of each field that lists values, one of them. None: all tickets.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
#[schema(as = ReportFilters)]
pub(crate) struct Filters {
    /// Products.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(max_items = 50)]
    pub(crate) product: Vec<String>,
    /// Teams.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(max_items = 50)]
    pub(crate) team: Vec<String>,
    /// Customers.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(max_items = 50)]
    pub(crate) customer: Vec<String>,
    /// Projects.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(max_items = 50)]
    pub(crate) project: Vec<String>,
    /// Priorities.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(max_items = 50)]
    pub(crate) priority: Vec<String>,
    /// Kinds of issues.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(max_items = 50)]
    pub(crate) category: Vec<String>,
}

impl Filters {
    /// Each field by the name of its column, with the beginning of its condition on tickets `t`.
    fn fields(&self) -> [(&'static str, &'static str, &[String]); 6] {
        [
            ("product", " AND t.product IN (", &self.product),
            ("team", " AND t.team IN (", &self.team),
            ("customer", " AND t.customer IN (", &self.customer),
            ("project", " AND t.project IN (", &self.project),
            ("priority", " AND t.priority IN (", &self.priority),
            ("category", " AND t.category IN (", &self.category),
        ]
    }

    /// The values of a field; none where there is no such field.
    pub(crate) fn field_mut(&mut self, name: &str) -> Option<&mut Vec<String>> {
        match name {
            "product" => Some(&mut self.product),
            "team" => Some(&mut self.team),
            "customer" => Some(&mut self.customer),
            "project" => Some(&mut self.project),
            "priority" => Some(&mut self.priority),
            "category" => Some(&mut self.category),
            _ => None,
        }
    }

    /// Whether all tickets are meant.
    pub(crate) fn is_empty(&self) -> bool {
        self.fields().iter().all(|(_, _, values)| values.is_empty())
    }

    /// Refuses too many values, and values that no ticket can have.
    pub(crate) fn check(&self) -> Result<()> {
        for (field, _, values) in self.fields() {
            if values.len() > MOST_VALUES {
                let detail = format!(
                    "{field} has {} values, at most {MOST_VALUES} are taken",
                    values.len()
                );
                return Err(Error::invalid("too_many_values", detail)
                    .field(field)
                    .remedy("name fewer, or leave the filter out"));
            }
            if values
                .iter()
                .any(|value| value.chars().count() > LONGEST_VALUE)
            {
                let detail = format!("a value of {field} has at most {LONGEST_VALUE} characters");
                return Err(Error::invalid("value_too_long", detail)
                    .field(field)
                    .remedy("write the value as the tickets have it"));
            }
            if values.iter().any(|value| value.contains('\0')) {
                let detail = format!("{field} holds a NUL character");
                return Err(Error::invalid("nul_character", detail)
                    .field(field)
                    .remedy("write the value as the tickets have it"));
            }
        }
        Ok(())
    }

    /// The conditions on columns of the lake.
    pub(crate) fn of_lake(&self) -> Vec<Filter> {
        let given = self
            .fields()
            .into_iter()
            .filter(|(_, _, values)| !values.is_empty());
        given
            .map(|(column, _, values)| Filter {
                column: column.to_owned(),
                values: values.to_vec(),
            })
            .collect()
    }

    /// Adds the conditions on tickets `t`, each behind an `AND`.
    pub(crate) fn restrict(&self, statement: &mut Statement) {
        for (_, condition, values) in self.fields() {
            if !values.is_empty() {
                statement.push(condition).bind_all(values).push(")");
            }
        }
    }

    /// What they say, a line each: `Product: Billing, Login`.
    pub(crate) fn told(&self, words: &Words) -> Vec<String> {
        let fields = &words.labels.fields;
        let label = |column: &str| match column {
            "product" => fields.product,
            "team" => fields.team,
            "customer" => fields.customer,
            "project" => fields.project,
            "priority" => fields.priority,
            _ => fields.category,
        };
        let told = |(column, _, values): (&str, &str, &[String])| {
            let names = values.iter().map(|value| match column {
                "category" => Names::of(words.names.categories, value),
                _ => value,
            });
            let names: Vec<&str> = names.collect();
            format!(
                "{}{}{}",
                label(column),
                words.labels.colon,
                names.join(", ")
            )
        };
        let given = self
            .fields()
            .into_iter()
            .filter(|(_, _, values)| !values.is_empty());
        given.map(told).collect()
    }
}

#[cfg(test)]
mod tests {
    use brief::Language;

    use super::*;

    #[test]
    fn values_are_bound_in_their_order_and_told_in_the_reports_language() {
        let filters = Filters {
            product: vec!["Billing".into(), "') OR 1=1 --".into()],
            category: vec!["feature_request".into(), "own".into()],
            ..Filters::default()
        };
        let mut statement =
            Statement::new("SELECT count(*) FROM tickets t WHERE t.workspace_id = ");
        statement.bind(1i64);
        filters.restrict(&mut statement);
        let (sql, params) = statement.into_parts();
        assert_eq!(
            sql,
            "SELECT count(*) FROM tickets t WHERE t.workspace_id = $1 AND t.product IN ($2, $3) AND t.category IN ($4, $5)"
        );
        assert_eq!(params.len(), 5);
        assert_eq!(
            filters.told(Language::De.words()),
            [
                "Produkt: Billing, ') OR 1=1 --",
                "Art des Anliegens: Funktionswünsche, own"
            ]
        );
        assert_eq!(filters.of_lake().len(), 2);
        assert!(Filters::default().is_empty() && !filters.is_empty());
    }

    #[test]
    fn too_much_is_refused_with_its_field() {
        let refused = |filters: Filters| {
            let problem = filters.check().unwrap_err().problem().clone();
            (problem.code.to_string(), problem.field)
        };
        let many = Filters {
            team: vec!["x".into(); 51],
            ..Filters::default()
        };
        assert_eq!(
            refused(many),
            ("too_many_values".into(), Some("team".into()))
        );
        let long = Filters {
            customer: vec!["ä".repeat(201)],
            ..Filters::default()
        };
        assert_eq!(
            refused(long),
            ("value_too_long".into(), Some("customer".into()))
        );
        let most = Filters {
            customer: vec!["ä".repeat(200); 50],
            ..Filters::default()
        };
        assert!(most.check().is_ok());
    }
}
