//! `[variables]`: what the application is configured with.

use crate::document::{Mistake, Table};
use std::collections::BTreeMap;

/// A variable of the application.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VariableDefinition {
    /// Its value when nothing else is given; `None` makes it required.
    pub default: Option<String>,
    /// Whether its value must not be shown.
    pub secret: bool,
    /// Where it is defined.
    pub line: usize,
}

pub(super) fn read(root: &mut Table<'_>) -> Result<BTreeMap<String, VariableDefinition>, Mistake> {
    let mut variables = BTreeMap::new();
    for (name, mut table) in root.tables("variables")? {
        check_name(&table, &name.value, name.line)?;
        let default = table.string("default")?.map(|default| default.value);
        let required = table.boolean("required")?.unwrap_or(false);
        let secret = table.boolean("secret")?.unwrap_or(false);
        table.string("description")?;
        match (&default, required) {
            (None, false) => {
                return Err(table.missing("default", "give it a default or write required = true"));
            }
            (Some(_), true) => {
                return Err(table.mistake(
                    name.line,
                    format!("`variables.{}` is required and has a default", name.value),
                    "keep one of the two",
                ));
            }
            _ => {}
        }
        table.finish(&[], "default, required, secret, description")?;
        variables.insert(
            name.value,
            VariableDefinition {
                default,
                secret,
                line: name.line,
            },
        );
    }
    Ok(variables)
}

/// Variables are written in lower snake case.
pub(super) fn check_name(table: &Table<'_>, name: &str, line: usize) -> Result<(), Mistake> {
    let fine = name.starts_with(|c: char| c.is_ascii_lowercase())
        && name
            .chars()
            .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
        && !name.ends_with('_')
        && !name.contains("__");
    if fine {
        return Ok(());
    }
    Err(table.mistake(
        line,
        format!("`{name}` is no name of a variable"),
        "write it in lower_snake_case",
    ))
}
