//! The values of the application's variables: from the environment, or their defaults.

use super::{Plan, StartError};
use std::collections::BTreeMap;

/// The environment variable that sets a variable of the application.
pub fn environment_name(variable: &str) -> String {
    format!("SPIN_VARIABLE_{}", variable.to_ascii_uppercase())
}

/// Looks one variable up, where the manifest has it.
pub fn value(
    plan: &Plan,
    environment: &BTreeMap<String, String>,
    name: &str,
) -> Result<Option<String>, StartError> {
    Ok(values(plan, environment)?.remove(name))
}

/// Looks every variable up.
pub fn values(
    plan: &Plan,
    environment: &BTreeMap<String, String>,
) -> Result<BTreeMap<String, String>, StartError> {
    let mut values = BTreeMap::new();
    for (name, definition) in &plan.manifest.variables {
        let given = environment
            .get(&environment_name(name))
            .or(definition.default.as_ref());
        let Some(value) = given else {
            return Err(plan
                .document
                .mistake(
                    definition.line,
                    format!("the variable `{name}` has no value"),
                    format!("set {}", environment_name(name)),
                )
                .into());
        };
        values.insert(name.clone(), value.clone());
    }
    Ok(values)
}
