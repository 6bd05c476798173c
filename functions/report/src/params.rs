//! What can be asked of a report in a query: its layout and its filters.

use brief::{Language, Layout, Paper, Section};
use endpoint::{Error, Result};
use serde::Deserialize;
use serde::de::value::{Error as Unknown, StrDeserializer};
use utoipa::IntoParams;
use utoipa::openapi::schema::{ArrayBuilder, Object, ObjectBuilder, Type};
use utoipa::openapi::{RefOr, Schema};

use crate::filters::{Filters, LONGEST_VALUE, MOST_VALUES};

/// The query as the document has it.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "only documented; `Params::read` reads them")]
struct Documented {
    /// The language of everything that is not taken from tickets; English when missing.
    #[param(inline)]
    language: Option<Language>,
    /// The size of the pages; A4 when missing.
    #[param(inline)]
    paper: Option<Paper>,
    /// What the report contains, in this order, with commas between; everything when missing.
    #[param(style = Form, explode = false, schema_with = sections)]
    sections: Option<Vec<Section>>,
    /// Only tickets of this product, as the source writes it. May be given several times: one of them must fit.
    #[param(schema_with = values)]
    product: Option<Vec<String>>,
    /// Only tickets of this team, as the source writes it. May be given several times.
    #[param(schema_with = values)]
    team: Option<Vec<String>>,
    /// Only tickets of this customer, as the source writes it. May be given several times.
    #[param(schema_with = values)]
    customer: Option<Vec<String>>,
    /// Only tickets of this project, as the source writes it. May be given several times.
    #[param(schema_with = values)]
    project: Option<Vec<String>>,
    /// Only tickets of this priority, as the source writes it. May be given several times.
    #[param(schema_with = values)]
    priority: Option<Vec<String>>,
    /// Only tickets of this kind of issue: `performance`, `bug`, `usability`, `feature_request`, `billing`, `security`,
    /// `login`, `data` or `general`. May be given several times.
    #[param(schema_with = values)]
    category: Option<Vec<String>>,
}

fn sections() -> RefOr<Schema> {
    let names = Section::ALL.map(|section| serde_json::to_value(section).unwrap_or_default());
    let section = ObjectBuilder::new()
        .schema_type(Type::String)
        .enum_values(Some(names));
    let sections = ArrayBuilder::new().items(section).unique_items(true);
    let sections = sections
        .min_items(Some(1))
        .max_items(Some(Section::ALL.len()));
    Schema::from(sections).into()
}

fn values() -> RefOr<Schema> {
    let value: Object = ObjectBuilder::new()
        .schema_type(Type::String)
        .max_length(Some(LONGEST_VALUE))
        .build();
    Schema::from(
        ArrayBuilder::new()
            .items(value)
            .max_items(Some(MOST_VALUES)),
    )
    .into()
}

/// What a query asks of a report.
#[derive(Debug, Default)]
pub(crate) struct Params {
    pub(crate) layout: Layout,
    pub(crate) filters: Filters,
}

impl IntoParams for Params {
    fn into_params(
        parameter_in: impl Fn() -> Option<utoipa::openapi::path::ParameterIn>,
    ) -> Vec<utoipa::openapi::path::Parameter> {
        Documented::into_params(parameter_in)
    }
}

impl Params {
    /// Reads the parameters of a query, in their order. An empty value of a filter is none.
    pub(crate) fn read(given: Vec<(String, String)>) -> Result<Self> {
        let mut params = Self::default();
        let mut seen: Vec<String> = Vec::new();
        for (name, value) in given {
            match name.as_str() {
                "language" | "paper" if seen.contains(&name) => return Err(twice(&name)),
                "language" => params.layout.language = known(&value, "language")?,
                "paper" => params.layout.paper = known(&value, "paper")?,
                "sections" => {
                    for section in value.split(',') {
                        params
                            .layout
                            .sections
                            .push(known(section.trim(), "section")?);
                    }
                }
                other => {
                    let values = params.filters.field_mut(other);
                    if let Some(values) = values.filter(|_| !value.is_empty()) {
                        values.push(value);
                    }
                }
            }
            seen.push(name);
        }
        if let Some(at) = params.layout.repeated() {
            let detail = format!("section {} comes after it was there", at + 1);
            return Err(Error::invalid("repeated_section", detail)
                .field("sections")
                .remedy("name each section once"));
        }
        params.filters.check()?;
        Ok(params)
    }
}

/// A word of a short list.
fn known<T: for<'a> Deserialize<'a>>(value: &str, what: &'static str) -> Result<T> {
    T::deserialize(StrDeserializer::<Unknown>::new(value)).map_err(|error| {
        let (code, field) = match what {
            "language" => ("unknown_language", "language"),
            "paper" => ("unknown_paper", "paper"),
            _ => ("unknown_section", "sections"),
        };
        let short: String = value.chars().take(60).collect();
        let error = error.to_string();
        let expected = error
            .rsplit_once("expected ")
            .map_or("", |(_, expected)| expected);
        Error::invalid(code, format!("there is no {what} `{short}`"))
            .field(field)
            .remedy(format!("use {}", expected.replace('`', "")))
    })
}

fn twice(name: &str) -> Error {
    Error::invalid("repeated_parameter", format!("{name} is given twice"))
        .field(name.to_owned())
        .remedy("give it once")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(query: &[(&str, &str)]) -> Result<Params> {
        let given = query
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
        Params::read(given.collect())
    }

    #[test]
    fn values_may_hold_commas_and_sections_do_not() {
        let params = read(&[
            ("sections", "days, kpis"),
            ("sections", "method"),
            ("team", "Berlin, Mitte"),
            ("team", "Bonn"),
            ("customer", ""),
            ("start_date", "2026-11-09"),
        ])
        .unwrap();
        assert_eq!(
            params.layout.sections,
            [Section::Days, Section::Kpis, Section::Method]
        );
        assert_eq!(params.filters.team, ["Berlin, Mitte", "Bonn"]);
        assert!(params.filters.customer.is_empty());
    }

    #[test]
    fn what_is_not_known_is_told_with_what_is() {
        let problem = read(&[("language", "it")]).unwrap_err().problem().clone();
        assert_eq!(problem.field.as_deref(), Some("language"));
        assert_eq!(
            problem.remedy.as_deref(),
            Some("use one of en, de, fr, es, pt")
        );
        let many: Vec<_> = (0..51).map(|_| ("product", "x")).collect();
        let problem = read(&many).unwrap_err().problem().clone();
        assert_eq!(problem.code, "too_many_values");
    }
}
