//! What can be asked of a report in a query: its layout and its filters.

use brief::{Language, Layout, Paper, Section};
use endpoint::{Error, Result};
use serde::Deserialize;
use serde::de::value::{Error as Unknown, StrDeserializer};
use utoipa::openapi::path::{Parameter, ParameterBuilder, ParameterIn, ParameterStyle};
use utoipa::openapi::schema::{ArrayBuilder, Object, ObjectBuilder, Type};
use utoipa::openapi::{RefOr, Required, Schema};
use utoipa::{IntoParams, PartialSchema};

use crate::filters::{Filters, LONGEST_VALUE, MOST_VALUES};

/// What a parameter is called and what it means.
type About = (&'static str, &'static str);

const LANGUAGE: About = (
    "language",
    "The language of everything that is not taken from tickets; English when missing.",
);
const PAPER: About = ("paper", "The size of the pages; A4 when missing.");
const SECTIONS: About = (
    "sections",
    "What the report contains, in this order, with commas between; everything when missing.",
);
const FILTERS: [About; 6] = [
    (
        "product",
        "Only tickets of this product, as the source writes it; of several, one must fit.",
    ),
    (
        "team",
        "Only tickets of this team, as the source writes it; of several, one must fit.",
    ),
    (
        "customer",
        "Only tickets of this customer, as the source writes it; of several, one must fit.",
    ),
    (
        "project",
        "Only tickets of this project, as the source writes it; of several, one must fit.",
    ),
    (
        "priority",
        "Only tickets of this priority, as the source writes it; of several, one must fit.",
    ),
    (
        "category",
        "Only tickets of this kind of issue: `performance`, `bug`, `usability`, `feature_request`, `billing`, `security`, \
         `login`, `data` or `general`; of several, one must fit.",
    ),
];

fn documented((name, about): About, schema: RefOr<Schema>) -> ParameterBuilder {
    ParameterBuilder::new()
        .name(name)
        .parameter_in(ParameterIn::Query)
        .required(Required::False)
        .description(Some(about))
        .schema(Some(schema))
}

fn sections() -> Parameter {
    let names = Section::ALL.map(|section| serde_json::to_value(section).unwrap_or_default());
    let section = ObjectBuilder::new()
        .schema_type(Type::String)
        .enum_values(Some(names));
    let sections = ArrayBuilder::new().items(section).unique_items(true);
    let sections = sections
        .min_items(Some(1))
        .max_items(Some(Section::ALL.len()));
    documented(SECTIONS, Schema::from(sections).into())
        .style(Some(ParameterStyle::Form))
        .explode(Some(false))
        .build()
}

fn filter(about: About) -> Parameter {
    let value: Object = ObjectBuilder::new()
        .schema_type(Type::String)
        .max_length(Some(LONGEST_VALUE))
        .build();
    let values = ArrayBuilder::new()
        .items(value)
        .max_items(Some(MOST_VALUES));
    documented(about, Schema::from(values).into()).build()
}

/// What a query asks of a report.
#[derive(Debug, Default)]
pub(crate) struct Params {
    pub(crate) layout: Layout,
    pub(crate) filters: Filters,
}

/// By hand, since a list may be given in two ways: one value with commas, or the parameter several times.
impl IntoParams for Params {
    fn into_params(_: impl Fn() -> Option<ParameterIn>) -> Vec<Parameter> {
        let mut parameters = vec![
            documented(LANGUAGE, Language::schema()).build(),
            documented(PAPER, Paper::schema()).build(),
            sections(),
        ];
        parameters.extend(FILTERS.map(filter));
        parameters
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
