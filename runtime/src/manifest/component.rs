//! `[component.<id>]`: where its code is and what it may use.

use super::variable::check_name;
use crate::document::{Item, Located, Mistake, Table};
use std::collections::BTreeMap;
use undertone_host::Dependency;

/// A component of the application.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ComponentDefinition {
    /// The path of its WebAssembly file, relative to the manifest.
    pub source: Located<String>,
    /// `files`
    pub files: Vec<FilesEntry>,
    /// `environment`
    pub environment: BTreeMap<String, String>,
    /// `variables`: templates.
    pub variables: BTreeMap<String, Located<String>>,
    /// `allowed_outbound_hosts`: templates.
    pub allowed_outbound_hosts: Vec<Located<String>>,
    /// `sqlite_databases`
    pub sqlite_databases: Vec<String>,
    /// `key_value_stores`
    pub key_value_stores: Vec<String>,
    /// `dependencies`, each with its file, relative to the manifest.
    pub dependencies: Vec<DependencyDefinition>,
    /// Where it is defined.
    pub line: usize,
}

/// An entry of `dependencies`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DependencyDefinition {
    /// Its name, its export and whether it inherits.
    pub dependency: Dependency,
    /// Its file.
    pub path: Located<String>,
}

/// An entry of `files`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FilesEntry {
    /// A pattern; matching files appear under `/` with their relative path.
    Pattern(Located<String>),
    /// A folder or file and where it appears.
    Placement {
        /// On this machine, relative to the manifest.
        source: Located<String>,
        /// For the guest, absolute.
        destination: String,
    },
}

/// A key and its string.
type Pair = (Located<String>, Located<String>);

const KNOWN: &str = "source, files, environment, variables, allowed_outbound_hosts, \
                     sqlite_databases, key_value_stores, dependencies, \
                     dependencies_inherit_configuration, build, description, tool";

const REFUSED: &[(&str, &str)] = &[
    ("exclude_files", "name the wanted files in `files`"),
    (
        "allowed_http_hosts",
        "write allowed_outbound_hosts with full URLs",
    ),
    (
        "ai_models",
        "remove it: this runtime has no language models",
    ),
    ("targets", "remove it: it only concerns `spin build`"),
    ("profile", "remove it: build profiles are not supported"),
];

pub(super) fn read(root: &mut Table<'_>) -> Result<BTreeMap<String, ComponentDefinition>, Mistake> {
    let mut components = BTreeMap::new();
    for (id, table) in root.tables("component")? {
        let fine = id.value.starts_with(|c: char| c.is_ascii_lowercase())
            && id
                .value
                .chars()
                .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')
            && !id.value.ends_with('-');
        if !fine {
            return Err(table.mistake(
                id.line,
                format!("`{}` is no name of a component", id.value),
                "write it in kebab-case",
            ));
        }
        components.insert(id.value, definition(table)?);
    }
    Ok(components)
}

fn definition(mut table: Table<'_>) -> Result<ComponentDefinition, Mistake> {
    let line = table.line();
    let source = match table.item_at("source")? {
        Some(Item::String(source)) => source,
        Some(Item::Table(remote)) => {
            return Err(remote.mistake(
                remote.line(),
                format!("`{}` is not a file", remote.path()),
                "download the component and write its path",
            ));
        }
        None => return Err(table.missing("source", "write source = \"<file>.wasm\"")),
    };
    let inherits = table.boolean("dependencies_inherit_configuration")?;
    let component = ComponentDefinition {
        source,
        files: files(&mut table)?,
        environment: strings(&mut table, "environment")?
            .into_iter()
            .map(|(name, value)| (name.value, value.value))
            .collect(),
        variables: variables(&mut table)?,
        allowed_outbound_hosts: table.strings("allowed_outbound_hosts")?,
        sqlite_databases: labels(&mut table, "sqlite_databases")?,
        key_value_stores: labels(&mut table, "key_value_stores")?,
        dependencies: dependencies(&mut table, inherits)?,
        line,
    };
    table.string("description")?;
    table.skip("tool");
    build(&mut table)?;
    table.finish(REFUSED, KNOWN)?;
    Ok(component)
}

fn strings(table: &mut Table<'_>, key: &str) -> Result<Vec<Pair>, Mistake> {
    let Some(mut inner) = table.table(key)? else {
        return Ok(Vec::new());
    };
    let mut pairs = Vec::new();
    for name in inner.names() {
        let value = inner.string(&name.value)?;
        pairs.extend(value.map(|value| (name, value)));
    }
    Ok(pairs)
}

fn variables(table: &mut Table<'_>) -> Result<BTreeMap<String, Located<String>>, Mistake> {
    let mut variables = BTreeMap::new();
    for (name, value) in strings(table, "variables")? {
        check_name(table, &name.value, name.line)?;
        variables.insert(name.value, value);
    }
    Ok(variables)
}

/// Labels become file names, so they are kept simple.
fn labels(table: &mut Table<'_>, key: &str) -> Result<Vec<String>, Mistake> {
    let mut labels = Vec::new();
    for label in table.strings(key)? {
        let fine = label.value.starts_with(|c: char| c.is_ascii_alphanumeric())
            && label
                .value
                .chars()
                .all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_');
        if !fine {
            return Err(table.mistake(
                label.line,
                format!("`{}` is no label", label.value),
                "write letters, digits, `-` and `_`",
            ));
        }
        labels.push(label.value);
    }
    Ok(labels)
}

fn files(table: &mut Table<'_>) -> Result<Vec<FilesEntry>, Mistake> {
    let mut entries = Vec::new();
    for item in table.items("files")? {
        entries.push(match item {
            Item::String(pattern) => FilesEntry::Pattern(pattern),
            Item::Table(mut entry) => {
                let source = entry
                    .string("source")?
                    .ok_or_else(|| entry.missing("source", "write source = \"<folder>\""))?;
                let destination = entry
                    .string("destination")?
                    .ok_or_else(|| entry.missing("destination", "write destination = \"/…\""))?;
                if !destination.value.starts_with('/') {
                    return Err(entry.mistake(
                        destination.line,
                        format!("the destination `{}` is not absolute", destination.value),
                        "begin it with /",
                    ));
                }
                entry.finish(&[], "source, destination")?;
                FilesEntry::Placement {
                    source,
                    destination: destination.value,
                }
            }
        });
    }
    Ok(entries)
}

fn build(table: &mut Table<'_>) -> Result<(), Mistake> {
    let Some(mut build) = table.table("build")? else {
        return Ok(());
    };
    build.skip("command");
    build.string("workdir")?;
    build.strings("watch")?;
    build.finish(&[], "command, workdir, watch")
}

fn dependencies(
    table: &mut Table<'_>,
    inherits: Option<bool>,
) -> Result<Vec<DependencyDefinition>, Mistake> {
    let mut dependencies = Vec::new();
    let Some(mut entries) = table.table("dependencies")? else {
        return Ok(dependencies);
    };
    for name in entries.names() {
        let Some(Item::Table(mut entry)) = entries.item_at(&name.value)? else {
            return Err(entries.mistake(
                name.line,
                format!("the dependency `{}` is not a file", name.value),
                "write { path = \"<file>.wasm\" }",
            ));
        };
        let path = entry
            .string("path")?
            .ok_or_else(|| entry.missing("path", "write { path = \"<file>.wasm\" }"))?;
        let export = entry.string("export")?.map(|export| export.value);
        let own = entry.boolean("inherit_configuration")?;
        if own.is_some() && inherits.is_some() {
            return Err(entry.mistake(
                name.line,
                format!("`{}` says twice what it inherits", name.value),
                "keep inherit_configuration or dependencies_inherit_configuration",
            ));
        }
        if export.is_some() && !name.value.contains('/') && name.value.contains(':') {
            return Err(entry.mistake(
                name.line,
                format!(
                    "`{}` is a package, `export` names one interface",
                    name.value
                ),
                "name the interface as <package>/<interface>",
            ));
        }
        entry.finish(
            &[
                (
                    "version",
                    "download the component and write { path = \"<file>.wasm\" }",
                ),
                (
                    "url",
                    "download the component and write { path = \"<file>.wasm\" }",
                ),
                ("component", "write the component's file as path"),
            ],
            "path, export, inherit_configuration",
        )?;
        let inherits = own.or(inherits).unwrap_or(false);
        let dependency = Dependency {
            name: name.value,
            export,
            inherits,
        };
        dependencies.push(DependencyDefinition { dependency, path });
    }
    Ok(dependencies)
}
