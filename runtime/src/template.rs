//! `{{ name }}` in a string of the manifest: the value of a variable.

use std::collections::BTreeMap;

/// Why a template has no value.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TemplateError {
    /// `{{` without `}}`.
    #[error("`{{{{` has no `}}}}`")]
    Unclosed,
    /// No such variable.
    #[error("there is no variable `{0}`")]
    Unknown(String),
}

/// Fills in a template.
pub fn fill(template: &str, values: &BTreeMap<String, String>) -> Result<String, TemplateError> {
    let mut filled = String::with_capacity(template.len());
    let mut rest = template;
    while let Some((before, after)) = rest.split_once("{{") {
        let (name, after) = after.split_once("}}").ok_or(TemplateError::Unclosed)?;
        let name = name.trim();
        let value = values
            .get(name)
            .ok_or_else(|| TemplateError::Unknown(name.to_owned()))?;
        filled.push_str(before);
        filled.push_str(value);
        rest = after;
    }
    filled.push_str(rest);
    Ok(filled)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn templates_stand_alone_or_inside_a_string() {
        let values = BTreeMap::from([("host".to_owned(), "db".to_owned())]);
        assert_eq!(fill("{{ host }}", &values).unwrap(), "db");
        assert_eq!(
            fill("tcp://{{host}}:5432/{{ host }}", &values).unwrap(),
            "tcp://db:5432/db"
        );
        assert_eq!(fill("plain }} text", &values).unwrap(), "plain }} text");
        assert_eq!(fill("{{ host", &values), Err(TemplateError::Unclosed));
        assert_eq!(
            fill("{{ a }}", &values),
            Err(TemplateError::Unknown("a".to_owned()))
        );
    }
}
