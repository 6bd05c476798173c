//! The values of the application's variables: from the environment, or their defaults. A wrong one stops the start.

use super::{Plan, StartError};
use crate::manifest::VariableDefinition;
use std::{collections::BTreeMap, ffi::OsString};
use strsim::levenshtein;

/// What the names of environment variables that set variables of the application begin with.
const PREFIX: &str = "SPIN_VARIABLE_";

/// The environment variable that sets a variable of the application.
pub fn environment_name(variable: &str) -> String {
    format!("{PREFIX}{}", variable.to_ascii_uppercase())
}

/// Looks one variable up, where the manifest has it.
pub fn value(
    plan: &Plan,
    environment: &BTreeMap<String, String>,
    name: &str,
) -> Result<Option<String>, StartError> {
    Ok(values(plan, environment)?.remove(name))
}

/// The environment as text. What is no text is left out, unless it sets a variable of the application.
pub fn environment(
    variables: impl IntoIterator<Item = (OsString, OsString)>,
) -> Result<BTreeMap<String, String>, StartError> {
    let mut environment = BTreeMap::new();
    let mut wrong = Vec::new();
    for (name, value) in variables {
        let name = name.to_string_lossy().into_owned();
        match value.into_string() {
            Ok(value) => drop(environment.insert(name, value)),
            Err(_) if name.starts_with(PREFIX) => {
                wrong.push(format!(
                    "{name} holds bytes that are no UTF-8; write it as text"
                ));
            }
            Err(_) => {}
        }
    }
    none_of(wrong).map(|()| environment)
}

/// Looks every variable up, and judges what the operator gave.
pub fn values(
    plan: &Plan,
    environment: &BTreeMap<String, String>,
) -> Result<BTreeMap<String, String>, StartError> {
    let mut values = BTreeMap::new();
    let mut wrong = unknown(plan, environment);
    for (name, definition) in &plan.manifest.variables {
        let set_by = environment_name(name);
        let given = environment.get(&set_by);
        let Some(value) = given.or(definition.default.as_ref()) else {
            return Err(plan
                .document
                .mistake(
                    definition.line,
                    format!("the variable `{name}` has no value"),
                    format!("set {set_by}"),
                )
                .into());
        };
        wrong.extend(
            fault(name, definition, value, given.is_some())
                .map(|fault| format!("{}: {fault}", place(plan, environment, name))),
        );
        values.insert(name.clone(), value.clone());
    }
    if wrong.is_empty() {
        let together = settings::judge_together(&|name| values.get(name).cloned());
        wrong.extend(
            together.map(|fault| format!("{}: {fault}", place(plan, environment, fault.name))),
        );
    }
    none_of(wrong).map(|()| values)
}

/// Where a variable has its value from.
fn place(plan: &Plan, environment: &BTreeMap<String, String>, name: &str) -> String {
    let set_by = environment_name(name);
    match plan.manifest.variables.get(name) {
        Some(definition) if !environment.contains_key(&set_by) => {
            format!("line {} of the manifest", definition.line)
        }
        _ => set_by,
    }
}

fn none_of(wrong: Vec<String>) -> Result<(), StartError> {
    if wrong.is_empty() {
        Ok(())
    } else {
        Err(StartError::Settings(wrong))
    }
}

/// What is wrong with a value.
fn fault(name: &str, definition: &VariableDefinition, value: &str, given: bool) -> Option<String> {
    if let Some(wrong) = settings::judge(name, value) {
        return Some(wrong.to_string());
    }
    if given && value.trim().is_empty() {
        return match definition.default.as_deref() {
            Some("") => None,
            Some(_) => Some(format!(
                "{name} is empty; leave it unset for its default, or give it a value"
            )),
            None => Some(format!("{name} is empty; give it a value")),
        };
    }
    if name == settings::DATABASE_URL.name && !value.trim().is_empty() {
        // What the components' setting leaves to the host.
        let address = value.parse::<pg_connect::Address>();
        return address
            .err()
            .map(|error| format!("{name} is no address of a database: {error}"));
    }
    None
}

/// What looks like a variable of the application and is none.
fn unknown(plan: &Plan, environment: &BTreeMap<String, String>) -> Vec<String> {
    let known: Vec<String> = plan
        .manifest
        .variables
        .keys()
        .map(|name| environment_name(name))
        .collect();
    environment
        .keys()
        .filter(|name| name.starts_with(PREFIX) && !known.contains(name))
        .map(|name| {
            let nearest = known.iter().min_by_key(|known| levenshtein(name, known));
            match nearest.filter(|known| levenshtein(name, known) <= FAR) {
                Some(known) => {
                    format!(
                        "{name} sets no variable of the application; write {known}, or unset it"
                    )
                }
                None => format!(
                    "{name} sets no variable of the application; unset it, known are {}",
                    known.join(", ")
                ),
            }
        })
        .collect()
}

/// A name that differs in more letters is another one, not a slip.
const FAR: usize = 4;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{document::Document, manifest::Manifest, settings::Settings};
    use std::path::PathBuf;

    const MANIFEST: &str = r#"
spin_manifest_version = 2
[application]
name = "x"
[variables]
bootstrap_token = { default = "", secret = true }
database_url = { default = "", secret = true }
upload_limit_bytes = { default = "524288000" }
worker_concurrency = { default = "2" }
colour = { default = "red" }
smtp_host = { default = "" }
smtp_from = { default = "" }
[[trigger.http]]
route = "/..."
component = "web"
[component.web]
source = "web.wasm"
"#;

    fn told(given: &[(&str, &str)]) -> Vec<String> {
        let document = Document::new("spin.toml", MANIFEST);
        let manifest = Manifest::parse(&document).unwrap();
        let plan = Plan {
            manifest,
            settings: Settings::default(),
            document,
            root: PathBuf::new(),
        };
        let environment = given
            .iter()
            .map(|(name, value)| (format!("{PREFIX}{name}"), (*value).to_owned()))
            .chain([("HOME".to_owned(), String::new())])
            .collect();
        match values(&plan, &environment) {
            Ok(values) => values.into_values().collect(),
            Err(StartError::Settings(wrong)) => wrong,
            Err(other) => panic!("{other}"),
        }
    }

    #[test]
    fn each_wrong_setting_is_one_line_with_name_value_and_remedy() {
        for (name, value, parts) in [
            ("WORKER_CONCURRENCY", "abc", ["`abc`", "write 2"]),
            ("WORKER_CONCURRENCY", "0", ["`0`", "write 1"]),
            ("UPLOAD_LIMIT_BYTES", "-1", ["`-1`", "write 524288000"]),
            (
                "UPLOAD_LIMIT_BYTES",
                "500MB",
                ["`500MB`", "write 500000000"],
            ),
            ("UPLOAD_LIMIT_BYTES", "", ["empty", "leave it unset"]),
            ("UPLOAD_LIMIT_BYTES", "0", ["`0`", "write 1024"]),
            ("COLOUR", " ", ["empty", "leave it unset"]),
            (
                "DATABASE_URL",
                "garbage",
                ["neither PostgreSQL", "write postgres://"],
            ),
            (
                "DATABASE_URL",
                "mysql://a:hunter2@b/c",
                ["neither PostgreSQL", "write postgres://"],
            ),
            (
                "DATABASE_URL",
                "postgres://a:hunter2@/c",
                ["no host", "write postgres://"],
            ),
            (
                "DATABASE_URL",
                "postgres://a:hunter2@b:x/c",
                ["the port", "1 to 65535"],
            ),
            (
                "WORKER_CONCURENCY",
                "4",
                ["sets no variable", "write SPIN_VARIABLE_WORKER_CONCURRENCY"],
            ),
            (
                "SOMETHING_ELSE",
                "4",
                [
                    "sets no variable",
                    "known are SPIN_VARIABLE_BOOTSTRAP_TOKEN",
                ],
            ),
        ] {
            let wrong = told(&[(name, value)]);
            assert_eq!(wrong.len(), 1, "{wrong:?}");
            assert!(
                wrong[0].starts_with(&format!("{PREFIX}{name}")),
                "{wrong:?}"
            );
            assert!(
                parts.iter().all(|part| wrong[0].contains(part)),
                "{wrong:?}"
            );
            assert!(!wrong[0].contains("hunter2"), "{wrong:?}");
        }
        let both = told(&[("WORKER_CONCURRENCY", "x"), ("UPLOAD_LIMIT_BYTES", "x")]);
        assert_eq!(both.len(), 2, "all are told at once: {both:?}");
    }

    #[test]
    fn settings_that_contradict_each_other_are_one_line_too() {
        let host = ("SMTP_HOST", "mail.example.org");
        let from = ("SMTP_FROM", "Undertone <reports@example.org>");
        assert_eq!(
            told(&[host]),
            [
                "line 12 of the manifest: smtp_from is empty, and smtp_host is set; write Undertone <reports@example.org>, for example"
            ]
        );
        assert!(told(&[host, from]).contains(&host.1.to_owned()));
        assert!(told(&[from]).contains(&from.1.to_owned()));
    }

    #[test]
    fn what_is_right_is_taken() {
        let given = [
            ("DATABASE_URL", "postgres://app@db/records"),
            ("WORKER_CONCURRENCY", "4"),
            ("BOOTSTRAP_TOKEN", ""),
        ];
        let values = [
            "",
            "red",
            "postgres://app@db/records",
            "",
            "",
            "524288000",
            "4",
        ];
        assert_eq!(told(&given), values);
    }

    #[test]
    #[cfg(unix)]
    fn a_value_that_is_no_text_is_told() {
        use std::os::unix::ffi::OsStringExt;
        let broken = |name: &str| (OsString::from(name), OsString::from_vec(vec![0xFF]));
        assert!(environment([broken("LS_COLORS")]).is_ok());
        let refused = environment([broken("SPIN_VARIABLE_COLOUR")]).unwrap_err();
        assert!(refused.to_string().contains("SPIN_VARIABLE_COLOUR"));
    }
}
