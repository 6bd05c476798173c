//! The application stays one that stock Spin can run: imports, exports and manifest keys.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
};

use system_tests::root;
use toml::{Table, Value};
use wasmparser::{ComponentExternalKind, ComponentTypeRef, Parser, Payload};

/// Interfaces of WASI 0.2 that Rust's standard library uses; Spin has them all in these versions.
const WASI_2: &[&str] = &[
    "cli",
    "clocks",
    "filesystem",
    "http",
    "io",
    "random",
    "sockets",
];
const WASI_2_VERSIONS: std::ops::RangeInclusive<u32> = 0..=6;

/// Names of what a component needs and offers.
#[derive(Debug, Default)]
struct World {
    imports: BTreeSet<String>,
    exports: BTreeSet<String>,
}

impl World {
    fn of(path: &Path) -> Self {
        let bytes = fs::read(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        let (mut world, mut depth) = (Self::default(), 0);
        for payload in Parser::new(0).parse_all(&bytes) {
            match payload.expect("a component") {
                Payload::ModuleSection { .. } | Payload::ComponentSection { .. } => depth += 1,
                Payload::End(_) => depth -= 1,
                Payload::ComponentImportSection(section) if depth == 0 => {
                    for import in section {
                        let import = import.expect("an import");
                        // A type of another import under a short name is nothing more to provide.
                        if !matches!(import.ty, ComponentTypeRef::Type(_)) {
                            world.imports.insert(import.name.name.to_owned());
                        }
                    }
                }
                Payload::ComponentExportSection(section) if depth == 0 => {
                    for export in section {
                        let export = export.expect("an export");
                        let callable =
                            [ComponentExternalKind::Instance, ComponentExternalKind::Func];
                        if callable.contains(&export.kind) {
                            world.exports.insert(export.name.name.to_owned());
                        }
                    }
                }
                _ => {}
            }
        }
        world
    }
}

fn manifest() -> Table {
    let text = fs::read_to_string(root().join("spin.toml")).expect("spin.toml");
    text.parse().expect("TOML")
}

/// Each component as the hosts compose it: what it imports, less what its dependencies export, and what those import.
fn composed() -> BTreeMap<String, World> {
    let manifest = manifest();
    let components = manifest["component"].as_table().expect("components");
    let composed = components.iter().map(|(id, component)| {
        let path = |value: &Value| root().join(value.as_str().expect("a path"));
        let mut world = World::of(&path(&component["source"]));
        if let Some(dependencies) = component.get("dependencies") {
            for (name, dependency) in dependencies.as_table().expect("dependencies") {
                let provider = World::of(&path(&dependency["path"]));
                let wanted: Vec<String> = world
                    .imports
                    .iter()
                    .filter(|import| is_of(import, name))
                    .cloned()
                    .collect();
                assert!(!wanted.is_empty(), "{id} imports nothing of {name}");
                for import in wanted {
                    assert!(
                        provider.exports.contains(&import),
                        "the provider of {name} exports no {import}, which {id} imports"
                    );
                    world.imports.remove(&import);
                }
                world.imports.extend(provider.imports);
            }
        }
        (id.clone(), world)
    });
    composed.collect()
}

/// Whether an interface belongs to a package (`undertone:storage`), or is it.
fn is_of(import: &str, name: &str) -> bool {
    let unversioned = import.split('@').next().unwrap_or_default();
    unversioned == name
        || unversioned
            .strip_prefix(name)
            .is_some_and(|rest| rest.starts_with('/'))
}

/// All interfaces of the vendored packages, `package/interface@version`.
fn vendored() -> BTreeSet<String> {
    let mut interfaces = BTreeSet::new();
    for folder in fs::read_dir(root().join("wit/deps")).expect("wit/deps") {
        let folder = folder.expect("an entry").path();
        if !folder.is_dir() {
            continue;
        }
        let files: Vec<String> = fs::read_dir(&folder)
            .expect("a package")
            .map(|file| fs::read_to_string(file.expect("a file").path()).expect("WIT"))
            .collect();
        let mut package = None;
        for line in files.iter().flat_map(|file| file.lines()) {
            if let Some(named) = line.strip_prefix("package ") {
                package = Some(named.trim_end_matches(';').trim().to_owned());
            }
        }
        let package = package.unwrap_or_else(|| panic!("{} names no package", folder.display()));
        let (name, version) = package
            .split_once('@')
            .map_or((package.as_str(), String::new()), |(name, version)| {
                (name, format!("@{version}"))
            });
        for line in files.iter().flat_map(|file| file.lines()) {
            if let Some(interface) = line.trim_start().strip_prefix("interface ") {
                let interface = interface.split([' ', '{']).next().unwrap_or_default();
                interfaces.insert(format!("{name}/{interface}{version}"));
            }
        }
    }
    interfaces
}

fn is_wasi_2(import: &str) -> bool {
    let Some((interface, version)) = import.split_once('@') else {
        return false;
    };
    let package = interface
        .strip_prefix("wasi:")
        .and_then(|rest| rest.split('/').next())
        .unwrap_or_default();
    let patch = version
        .strip_prefix("0.2.")
        .and_then(|patch| patch.parse().ok());
    WASI_2.contains(&package) && patch.is_some_and(|patch: u32| WASI_2_VERSIONS.contains(&patch))
}

#[test]
fn composed_components_import_nothing_but_what_spin_has() {
    let vendored = vendored();
    assert!(
        vendored.contains("spin:sqlite/sqlite@3.1.0") && vendored.contains("wasi:http/types@0.3.0"),
        "{vendored:?}"
    );
    for (id, world) in composed() {
        let foreign: Vec<_> = world
            .imports
            .iter()
            .filter(|import| !vendored.contains(*import) && !is_wasi_2(import))
            .collect();
        assert!(foreign.is_empty(), "{id} imports {foreign:?}");
        assert!(
            !world
                .imports
                .iter()
                .any(|import| import.starts_with("undertone:")),
            "{id} is not composed"
        );
    }
}

#[test]
fn components_export_what_their_triggers_call() {
    let composed = composed();
    let manifest = manifest();
    let triggers = |kind: &str| -> Vec<String> {
        let triggers = manifest["trigger"][kind]
            .as_array()
            .expect("triggers")
            .iter();
        triggers
            .map(|trigger| {
                trigger["component"]
                    .as_str()
                    .expect("a component")
                    .to_owned()
            })
            .collect()
    };
    for id in triggers("http") {
        assert!(
            composed[&id].exports.contains("wasi:http/handler@0.3.0"),
            "{id} exports {:?}",
            composed[&id].exports
        );
    }
    for id in triggers("cron") {
        assert!(
            composed[&id].exports.contains("handle-cron-event"),
            "{id} exports {:?}",
            composed[&id].exports
        );
    }
    let triggered: BTreeSet<_> = triggers("http")
        .into_iter()
        .chain(triggers("cron"))
        .collect();
    assert!(
        composed.keys().eq(&triggered),
        "components without a trigger"
    );
}

/// What a trigger of Spin 4.1 cannot give to its components. Spin refuses to start when one of them asks for it.
/// Service chaining, a host at `*.spin.internal`, is there for HTTP alone.
const LACKING: &[(&str, &[&str])] = &[("http", &[]), ("cron", &["local_service_chaining"])];

/// The features of a host that a component asks for.
fn required(component: &Value) -> Vec<&'static str> {
    let mut hosts = component
        .get("allowed_outbound_hosts")
        .and_then(Value::as_array)
        .into_iter()
        .flatten();
    let chained = |host: &Value| {
        let host = host.as_str().expect("a host");
        let authority = host.split_once("://").map_or(host, |(_, rest)| rest);
        let name = authority.split([':', '/']).next().unwrap_or_default();
        name.ends_with(".spin.internal")
    };
    hosts
        .any(chained)
        .then_some("local_service_chaining")
        .into_iter()
        .collect()
}

/// Each component that asks for what one of its triggers lacks.
fn refused(manifest: &Table) -> Vec<String> {
    let mut refused = Vec::new();
    for (kind, triggers) in manifest["trigger"].as_table().expect("triggers") {
        let (_, lacking) = LACKING
            .iter()
            .find(|(known, _)| known == kind)
            .unwrap_or_else(|| panic!("nothing is known of the trigger {kind}"));
        for trigger in triggers.as_array().expect("triggers") {
            let id = trigger["component"].as_str().expect("a component");
            for feature in required(&manifest["component"][id]) {
                if lacking.contains(&feature) {
                    refused.push(format!("{kind} cannot give {feature} to {id}"));
                }
            }
        }
    }
    refused
}

#[test]
fn no_component_asks_for_what_its_trigger_lacks() {
    assert_eq!(refused(&manifest()), [""; 0]);
}

#[test]
fn a_cron_component_that_calls_its_neighbours_is_found() {
    let manifest: Table = r#"
        [trigger]
        http = [{ route = "/", component = "both" }]
        cron = [{ component = "both", cron_expression = "* * * * * *" }]
        [component.both]
        allowed_outbound_hosts = ["postgres://*:*", "http://unpack.spin.internal"]
    "#
    .parse()
    .expect("TOML");
    assert_eq!(
        refused(&manifest),
        ["cron cannot give local_service_chaining to both"]
    );
}

/// Keys of Spin's manifest, version 2.
const TOP: &[&str] = &[
    "spin_manifest_version",
    "application",
    "variables",
    "trigger",
    "component",
];
const APPLICATION: &[&str] = &[
    "name",
    "version",
    "description",
    "authors",
    "trigger",
    "tool",
];
const VARIABLE: &[&str] = &["required", "default", "secret"];
const HTTP: &[&str] = &["id", "component", "components", "route", "executor"];
const CRON: &[&str] = &["id", "component", "components", "cron_expression"];
const COMPONENT: &[&str] = &[
    "source",
    "description",
    "variables",
    "environment",
    "files",
    "exclude_files",
    "allowed_http_hosts",
    "allowed_outbound_hosts",
    "key_value_stores",
    "sqlite_databases",
    "ai_models",
    "targets",
    "build",
    "tool",
    "dependencies_inherit_configuration",
    "dependencies",
    "profile",
];
const BUILD: &[&str] = &["command", "workdir", "watch"];
const DEPENDENCY: &[&str] = &[
    "version",
    "registry",
    "package",
    "path",
    "export",
    "url",
    "digest",
    "component",
    "inherit_configuration",
];
const FILES: &[&str] = &["source", "destination"];

fn known(place: &str, value: &Value, keys: &[&str]) {
    for key in value
        .as_table()
        .unwrap_or_else(|| panic!("{place} is no table"))
        .keys()
    {
        assert!(
            keys.contains(&key.as_str()),
            "Spin does not know {place}.{key}"
        );
    }
}

#[test]
fn the_manifest_has_no_key_that_spin_does_not_know() {
    let manifest = Value::Table(manifest());
    assert_eq!(manifest["spin_manifest_version"].as_integer(), Some(2));
    known("spin.toml", &manifest, TOP);
    known("application", &manifest["application"], APPLICATION);
    for (name, variable) in manifest["variables"].as_table().expect("variables") {
        known(&format!("variables.{name}"), variable, VARIABLE);
    }
    known("trigger", &manifest["trigger"], &["http", "cron"]);
    for (kind, keys) in [("http", HTTP), ("cron", CRON)] {
        for trigger in manifest["trigger"][kind].as_array().expect("triggers") {
            known(&format!("trigger.{kind}"), trigger, keys);
        }
    }
    for (id, component) in manifest["component"].as_table().expect("components") {
        known(&format!("component.{id}"), component, COMPONENT);
        if let Some(build) = component.get("build") {
            known(&format!("component.{id}.build"), build, BUILD);
        }
        for entry in component
            .get("files")
            .and_then(Value::as_array)
            .into_iter()
            .flatten()
        {
            if entry.is_table() {
                known(&format!("component.{id}.files"), entry, FILES);
            }
        }
        for (name, dependency) in component
            .get("dependencies")
            .and_then(Value::as_table)
            .into_iter()
            .flatten()
        {
            known(
                &format!("component.{id}.dependencies.{name}"),
                dependency,
                DEPENDENCY,
            );
        }
    }
}
