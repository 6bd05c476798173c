//! What the application is made from: the manifest, the settings beside it, and complaints about both.

use super::StartError;
use crate::{
    document::{Document, Located},
    manifest::Manifest,
    settings::Settings,
};
use std::{
    io,
    path::{Path, PathBuf},
};
use undertone_host::{CacheError, Capacity, ProgramError, Sources};

/// What the application is made from.
pub struct Plan {
    /// `spin.toml`
    pub manifest: Manifest,
    /// `runtime.toml` beside it, or its defaults.
    pub settings: Settings,
    /// The manifest's text, for complaints found later.
    pub document: Document,
    /// The folder of the manifest: its paths are relative to it.
    pub root: PathBuf,
}

impl Plan {
    /// Reads both files.
    pub fn read(manifest: &Path) -> Result<Self, StartError> {
        let document = Document::read(manifest).map_err(|error| StartError::Read {
            path: manifest.to_owned(),
            error,
        })?;
        let parsed = Manifest::parse(&document)?;
        let root = match manifest.parent() {
            Some(parent) if !parent.as_os_str().is_empty() => parent.to_owned(),
            _ => PathBuf::from("."),
        };
        let path = root.join("runtime.toml");
        let ids: Vec<&str> = parsed.components.keys().map(String::as_str).collect();
        let settings = match Document::read(&path) {
            Ok(document) => Settings::parse(&document, &ids)?,
            Err(error) if error.kind() == io::ErrorKind::NotFound => Settings::default(),
            Err(error) => return Err(StartError::Read { path, error }),
        };
        Ok(Self {
            manifest: parsed,
            settings,
            document,
            root,
        })
    }

    /// The name of a cron trigger: its component and its position.
    pub fn trigger_name(component: &str, position: usize) -> String {
        format!("{component}-{position}")
    }

    /// An expression that is none.
    pub fn no_expression(&self, expression: &Located<String>, reason: &str) -> StartError {
        let reason = format!("`{}` is no cron expression: {reason}", expression.value);
        let remedy = "write six fields: second minute hour day month weekday (UTC)";
        self.document
            .mistake(expression.line, reason, remedy)
            .into()
    }

    /// Room for every request and run that may be going on, and for instances that are ending.
    pub(super) fn capacity(&self) -> Capacity {
        let component = |id: &String| self.settings.component(id);
        let requests: usize = self
            .manifest
            .components
            .keys()
            .map(|id| component(id).requests())
            .sum();
        let triggers = self.manifest.cron.iter();
        let runs: usize = triggers
            .map(|trigger| self.settings.overlap(&trigger.component).most())
            .sum();
        let memory = self
            .manifest
            .components
            .keys()
            .map(|id| component(id).limits.memory)
            .max();
        Capacity {
            instances: u32::try_from((requests + runs) * 2)
                .unwrap_or(u32::MAX)
                .clamp(16, 4096),
            memory: memory.unwrap_or(64 << 20),
        }
    }

    /// Why a component has no code. A file that cannot be read most often has not been built.
    pub(super) fn refused(&self, id: &str, error: &CacheError) -> StartError {
        let definition = &self.manifest.components[id];
        let CacheError::File { path, error } = error else {
            let reason = format!("component `{id}`: {error}");
            let remedy = "correct the component or its dependencies, and build them again";
            return self
                .document
                .mistake(definition.line, reason, remedy)
                .into();
        };
        let line = definition
            .dependencies
            .iter()
            .find(|entry| self.root.join(&entry.path.value) == *path)
            .map_or(definition.source.line, |entry| entry.path.line);
        let reason = format!("cannot read `{}`: {error}", path.display());
        self.document
            .mistake(line, reason, "build it, or correct the path")
            .into()
    }

    /// Why a component cannot be run, told where the manifest asks for it.
    pub(super) fn unfit(&self, line: usize, error: &ProgramError) -> StartError {
        let remedy = match error {
            ProgramError::Import { .. } => "build it for the interfaces that docs/runtime.md names",
            ProgramError::Export { .. } => "export it, or correct the trigger",
        };
        self.document
            .mistake(line, error.to_string(), remedy)
            .into()
    }

    pub(super) fn sources(&self, id: &str) -> Sources {
        let component = &self.manifest.components[id];
        Sources {
            main: self.root.join(&component.source.value),
            dependencies: component
                .dependencies
                .iter()
                .map(|entry| (entry.dependency.clone(), self.root.join(&entry.path.value)))
                .collect(),
        }
    }
}
