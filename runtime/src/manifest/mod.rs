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
