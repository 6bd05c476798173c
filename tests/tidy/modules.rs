//! Every Rust file is compiled: a file that no module names holds tests that never run.

use super::{none, sources};

/// Where cargo itself finds the files of.
const ROOTS: [&str; 4] = ["tests", "benches", "examples", "fuzz_targets"];
/// Names of files that cargo finds wherever a crate lies.
const NAMES: [&str; 3] = ["lib.rs", "main.rs", "build.rs"];

/// The folder and the name of the module that a file is; none where cargo finds it.
fn module(path: &str) -> Option<(&str, &str)> {
    let (folder, file) = path.rsplit_once('/')?;
    // The whole-system tests are one program, which `system.rs` lists.
    let is_root = ROOTS.contains(&folder.rsplit('/').next()?) && folder != "tests";
    if is_root || NAMES.contains(&file) || path == "tests/system.rs" {
        return None;
    }
    match file {
        "mod.rs" => folder.rsplit_once('/'),
        _ => Some((folder, file.strip_suffix(".rs")?)),
    }
}

#[test]
fn every_rust_file_is_named_by_a_module() {
    let rust = sources(&["rs"]);
    let names = |parent: &str, text: &str, (folder, name): (&str, &str)| {
        let above = parent.strip_suffix(".rs").unwrap_or_default();
        let is_parent = above == folder
            || parent.rsplit_once('/').is_some_and(|(beside, file)| {
                beside == folder && (file == "mod.rs" || module(parent).is_none())
            });
        let line = format!("mod {name};");
        is_parent && text.lines().any(|said| said.trim_end().ends_with(&line))
    };
    let lost = rust.iter().filter_map(|(path, _)| {
        let of = module(path)?;
        let is_named = rust.iter().any(|(parent, text)| names(parent, text, of));
        (!is_named).then(|| path.clone())
    });
    none(&lost.collect::<Vec<_>>());
}
