//! The rules of the repository, as tests.

mod features;
mod logs;
mod modules;
mod packages;
mod sql;

use std::{fs, path::Path, process::Command};

use system_tests::root;

/// A source file is split before it gets longer.
const MOST_LINES: usize = 400;
/// Kinds of source files.
const SOURCES: &[&str] = &["rs", "ts", "tsx", "py", "sql", "css", "typ", "wit"];
/// Written by a program, or by others.
const NOT_OURS: &[&str] = &[
    "wit/deps/",
    "web/src/api/schema.ts",
    "web/src/api/generated",
    "web/e2e/snapshots/",
];

/// Every file of the repository, by its path from the root; what is removed and not yet committed is left out.
fn files() -> Vec<String> {
    let output = Command::new("git")
        .arg("ls-files")
        .current_dir(root())
        .output()
        .expect("git runs");
    let listed = String::from_utf8(output.stdout).expect("names");
    let files: Vec<String> = listed
        .lines()
        .filter(|path| root().join(path).is_file())
        .map(str::to_owned)
        .collect();
    assert!(
        files.len() > 300,
        "only {} files: is this a clone?",
        files.len()
    );
    files
}

/// Our own sources of the given kinds.
fn sources(kinds: &[&str]) -> Vec<(String, String)> {
    let ours = |path: &String| {
        let kind = Path::new(path)
            .extension()
            .and_then(|kind| kind.to_str())
            .unwrap_or_default();
        kinds.contains(&kind) && !NOT_OURS.iter().any(|others| path.starts_with(others))
    };
    let read = |path: String| {
        let text = fs::read_to_string(root().join(&path))
            .unwrap_or_else(|error| panic!("{path}: {error}"));
        (path, text)
    };
    files().into_iter().filter(ours).map(read).collect()
}

/// Fails with all that is wrong, one a line.
fn none(wrong: &[String]) {
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn no_source_file_is_longer_than_400_lines() {
    let long = sources(SOURCES)
        .into_iter()
        .map(|(path, text)| (path, text.lines().count()));
    let long = long
        .filter(|(_, lines)| *lines > MOST_LINES)
        .map(|(path, lines)| format!("{path}: {lines} lines"));
    none(&long.collect::<Vec<_>>());
}

#[test]
fn every_rust_file_says_first_what_it_is_for() {
    let silent = sources(&["rs"])
        .into_iter()
        .filter(|(_, text)| !text.starts_with("//! "));
    none(&silent.map(|(path, _)| path).collect::<Vec<_>>());
}

#[test]
fn exceptions_state_their_reason_and_nothing_is_left_for_later() {
    // In two parts, so that this file is none of its findings.
    let forbidden = [
        ["#[al", "low("],
        ["#![al", "low("],
        ["to", "do!("],
        ["unimpl", "emented!("],
        ["d", "bg!("],
        ["FIX", "ME"],
    ]
    .map(|parts| parts.concat());
    let mut wrong = Vec::new();
    for (path, text) in sources(&["rs", "ts", "tsx", "py"]) {
        for (number, line) in text.lines().enumerate() {
            for word in forbidden.iter().filter(|word| line.contains(word.as_str())) {
                wrong.push(format!("{path}:{}: {word}", number + 1));
            }
        }
    }
    none(&wrong);
}

#[test]
fn nothing_points_outside_the_repository() {
    let places = [
        ["/wo", "rk/"],
        ["/ro", "ot/"],
        ["/ho", "me/"],
        ["../sha", "red"],
    ]
    .map(|parts| parts.concat());
    let mut wrong = Vec::new();
    for path in files() {
        let Ok(text) = fs::read_to_string(root().join(&path)) else {
            continue;
        };
        for (number, line) in text.lines().enumerate() {
            for place in places.iter().filter(|place| line.contains(place.as_str())) {
                wrong.push(format!("{path}:{}: {place}", number + 1));
            }
        }
    }
    none(&wrong);
}

/// Where a function may name Spin: its boundary, and the provider, whose work it is.
const NAMES_SPIN: &[&str] = &["/src/component.rs", "/src/component/", "functions/storage/"];

#[test]
fn only_the_boundary_of_a_function_names_spin() {
    let mut wrong = Vec::new();
    for (path, text) in sources(&["rs"]) {
        let boundary = NAMES_SPIN.iter().any(|place| path.contains(place));
        if path.starts_with("functions/") && !boundary && text.contains(&["spin_", "sdk"].concat())
        {
            wrong.push(path);
        }
    }
    none(&wrong);
}
