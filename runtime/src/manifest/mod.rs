//! `spin.toml`: the standard Spin 2 manifest, as typed values.

mod application;
mod component;
mod trigger;
mod variable;

pub use component::{ComponentDefinition, FilesEntry};
pub use trigger::{CronTrigger, HttpTrigger, Route};
pub use variable::VariableDefinition;

use crate::document::{Document, Mistake};
use std::collections::BTreeMap;

/// The whole application.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Manifest {
    /// `application.name`
    pub name: String,
    /// `[variables]`
    pub variables: BTreeMap<String, VariableDefinition>,
    /// `[[trigger.http]]`
    pub http: Vec<HttpTrigger>,
    /// `[[trigger.cron]]`
    pub cron: Vec<CronTrigger>,
    /// `[component.<id>]`
    pub components: BTreeMap<String, ComponentDefinition>,
}

impl Manifest {
    /// Reads a manifest and checks that its parts name each other correctly.
    pub fn parse(document: &Document) -> Result<Self, Mistake> {
        let mut root = document.table()?;
        match root.number("spin_manifest_version", 0, 99)? {
            Some(2) => {}
            Some(_) => {
                return Err(root.mistake(
                    1,
                    "`spin_manifest_version` is not 2",
                    "convert the manifest to version 2",
                ));
            }
            None => {
                return Err(
                    root.missing("spin_manifest_version", "write spin_manifest_version = 2")
                );
            }
        }
        let name = application::read(&mut root)?;
        let variables = variable::read(&mut root)?;
        let components = component::read(&mut root)?;
        let (http, cron) = trigger::read(&mut root, &components)?;
        root.finish(
            &[],
            "spin_manifest_version, application, variables, trigger, component",
        )?;
        Ok(Self {
            name,
            variables,
            http,
            cron,
            components,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::{fs, path::Path};

    fn parse(text: &str) -> Result<Manifest, Mistake> {
        Manifest::parse(&Document::new("spin.toml", text))
    }

    /// A wrong manifest beside the exact message it must produce.
    #[test]
    fn mistakes_are_told_with_line_reason_and_remedy() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/manifests");
        let mut cases = 0;
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path
                .extension()
                .is_some_and(|extension| extension == "toml")
            {
                let mistake = parse(&fs::read_to_string(&path).unwrap()).unwrap_err();
                let expected = fs::read_to_string(path.with_extension("err")).unwrap();
                assert_eq!(format!("{mistake}\n"), expected, "{}", path.display());
                cases += 1;
            }
        }
        assert!(cases > 25, "only {cases} manifests found");
    }

    #[test]
    fn everything_supported_is_read() {
        let manifest = parse(include_str!("../../tests/maximal.toml")).unwrap();
        assert_eq!(manifest.name, "maximal");
        assert_eq!(manifest.http.len(), 2);
        assert_eq!(manifest.http[1].route, Route::Private);
        assert_eq!(manifest.cron[0].expression.value, "0 0 8 * * MON 2027");
        let web = &manifest.components["web"];
        assert_eq!(web.files.len(), 2);
        assert_eq!(web.sqlite_databases, ["default", "audit-log"]);
        assert_eq!(web.variables["token"].value, "{{ token }}");
        let dependency = &web.dependencies[0];
        assert_eq!(dependency.dependency.name, "undertone:storage");
        assert!(dependency.dependency.inherits);
    }
}
