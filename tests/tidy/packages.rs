//! The packages of the workspace: who is built from whom.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

use system_tests::root;
use toml::{Table, Value};

use super::{files, none};

/// Each package of the workspace with its folder and the packages of the workspace it is built from; what only its
/// tests need is left out.
fn packages() -> BTreeMap<String, (PathBuf, BTreeSet<String>)> {
    // Workspaces of their own: what is fuzzed, and what is measured beside.
    let others = ["fuzz/", "benches/"];
    let manifests = files().into_iter().filter(|path| {
        path.ends_with("Cargo.toml")
            && path != "Cargo.toml"
            && !others.iter().any(|other| path.starts_with(other))
    });
    let read = |path: String| -> (PathBuf, Table) {
        let text = fs::read_to_string(root().join(&path)).expect("a manifest");
        (
            Path::new(&path)
                .parent()
                .unwrap_or(Path::new(""))
                .to_owned(),
            text.parse().expect("TOML"),
        )
    };
    let manifests: Vec<_> = manifests.map(read).collect();
    let name = |manifest: &Table| {
        manifest["package"]["name"]
            .as_str()
            .expect("a name")
            .to_owned()
    };
    let names: BTreeSet<String> = manifests
        .iter()
        .map(|(_, manifest)| name(manifest))
        .collect();
    let dependencies = |manifest: &Table| -> BTreeSet<String> {
        let targets = manifest
            .get("target")
            .and_then(Value::as_table)
            .into_iter()
            .flat_map(Table::values)
            .filter_map(Value::as_table);
        let tables = std::iter::once(manifest)
            .chain(targets)
            .flat_map(|table| [table.get("dependencies"), table.get("build-dependencies")]);
        tables
            .flatten()
            .filter_map(Value::as_table)
            .flat_map(Table::keys)
            .filter(|name| names.contains(*name))
            .cloned()
            .collect()
    };
    manifests
        .iter()
        .map(|(folder, manifest)| (name(manifest), (folder.clone(), dependencies(manifest))))
        .collect()
}

/// What does no I/O and reads no clock, and so is built from nothing that does.
const PURE: &[&str] = &[
    "address",
    "brief",
    "calendar",
    "dialect",
    "formula",
    "identity",
    "migrations",
    "sample",
    "schedule",
    "sentiment",
    "settings",
    "tickets",
    "wire",
];

/// What the runtime and its commands are built from.
const OF_THE_RUNTIME: &[&str] = &[
    "undertone-host",
    "installation",
    "logline",
    "migrations",
    "pg-connect",
    "settings",
    "schema",
    "mover",
    "backup",
    "check",
    "import",
];

/// What several functions share.
const OF_FUNCTIONS: &[&str] = &["folder", "queue"];

#[test]
fn dependencies_point_one_way() {
    let packages = packages();
    let is_function = |name: &str| {
        packages
            .get(name)
            .is_some_and(|(folder, _)| folder.starts_with("functions"))
    };
    let mut wrong = Vec::new();
    for (name, (folder, dependencies)) in &packages {
        for other in dependencies {
            let fault = if is_function(other) {
                Some("nothing is built from a function")
            } else if PURE.contains(&name.as_str()) && !PURE.contains(&other.as_str()) {
                Some("a pure crate is built from pure crates alone")
            } else if folder.starts_with("runtime") && !OF_THE_RUNTIME.contains(&other.as_str()) {
                Some("the runtime knows no function and none of its crates")
            } else if other == "endpoint"
                && !is_function(name)
                && !OF_FUNCTIONS.contains(&name.as_str())
            {
                Some("only functions and what they share know of requests")
            } else {
                None
            };
            wrong.extend(fault.map(|fault| format!("{name} -> {other}: {fault}")));
        }
    }
    for name in PURE {
        assert!(
            packages.contains_key(*name),
            "the pure crate {name} is gone"
        );
    }
    none(&wrong);
}

#[test]
fn every_crate_takes_the_lints_of_the_workspace() {
    for (name, (folder, _)) in packages() {
        let text = fs::read_to_string(root().join(folder).join("Cargo.toml")).expect("a manifest");
        let manifest: Table = text.parse().expect("TOML");
        assert_eq!(
            manifest["lints"]["workspace"].as_bool(),
            Some(true),
            "{name}"
        );
        assert_eq!(
            manifest["package"]["license"]["workspace"].as_bool(),
            Some(true),
            "{name}"
        );
    }
}
