//! The page of logs: every event stands in its tables with its levels, and what they name is said somewhere.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
};

use system_tests::root;

use super::{none, sources};

const PAGE: &str = "docs/logs.md";
/// What the log itself makes of lines that name no event.
const MADE: &[(&str, &[&str])] = &[
    ("guest_output", &["info", "warn", "error"]),
    ("library_said", &["warn", "error"]),
];
/// What a line is said with, and what stands behind the level.
const WAYS: &[(&str, &str)] = &[("log::", "("), ("logline::", "("), ("tracing::", "!(")];
const LEVELS: &[&str] = &["debug", "info", "warn", "error"];

/// Events, each with its levels.
type Events = BTreeMap<String, BTreeSet<String>>;

/// The events that a source says; what names none goes to `wrong`.
fn said(path: &str, text: &str, events: &mut Events, wrong: &mut Vec<String>) {
    let product = text
        .split("#[cfg(test)]\nmod tests {")
        .next()
        .unwrap_or_default();
    let code = product
        .lines()
        .filter(|line| !line.trim_start().starts_with("//"));
    let code = code.collect::<Vec<_>>().join("\n");
    for (way, opening) in WAYS {
        for level in LEVELS {
            let call = format!("{way}{level}{opening}");
            for behind in code.split(&call).skip(1) {
                let behind = behind.trim_start();
                let behind = behind.strip_prefix("event = ").unwrap_or(behind);
                let name = behind
                    .strip_prefix('"')
                    .and_then(|rest| rest.split_once('"'));
                let Some((name, _)) = name else {
                    wrong.push(format!("{path}: `{call}` without the name of an event"));
                    continue;
                };
                let levels = events.entry(name.to_owned()).or_default();
                levels.insert((*level).to_owned());
            }
        }
    }
}

/// The events of the page.
fn listed(text: &str, wrong: &mut Vec<String>) -> Events {
    let mut events = Events::new();
    let rows = text
        .split("\n## The runtime\n")
        .nth(1)
        .unwrap_or_default()
        .lines()
        .filter_map(|line| line.strip_prefix("| `"));
    for row in rows {
        let cells: Vec<&str> = row.split(" |").map(str::trim).collect();
        let [event, levels, _, means, _, ""] = cells.as_slice() else {
            wrong.push(format!("{PAGE}: `{row}` has not five columns"));
            continue;
        };
        if means.is_empty() {
            wrong.push(format!("{PAGE}: `{event}` means nothing"));
        }
        let event = event.trim_end_matches('`').to_owned();
        let levels = levels.split(", ").map(|level| level.trim_matches('`'));
        let levels = levels.map(str::to_owned).collect();
        if events.insert(event.clone(), levels).is_some() {
            wrong.push(format!("{PAGE}: `{event}` stands twice"));
        }
    }
    events
}

#[test]
fn every_event_stands_on_the_page_with_its_levels_and_every_listed_one_is_said() {
    let (mut events, mut wrong) = (Events::new(), Vec::new());
    for (name, levels) in MADE {
        let levels = levels.iter().map(|level| (*level).to_owned()).collect();
        events.insert((*name).to_owned(), levels);
    }
    for (path, text) in sources(&["rs"]) {
        let product = ["crates/", "functions/", "runtime/"]
            .iter()
            .any(|folder| path.starts_with(folder));
        if product && !path.contains("/tests") {
            said(&path, &text, &mut events, &mut wrong);
        }
    }
    let page = fs::read_to_string(root().join(PAGE)).expect(PAGE);
    let listed = listed(&page, &mut wrong);
    assert!(
        events.len() > 40,
        "only {} events found: does the scan still work?",
        events.len()
    );
    let names: BTreeSet<&String> = events.keys().chain(listed.keys()).collect();
    for name in names {
        match (events.get(name), listed.get(name)) {
            (Some(_), None) => wrong.push(format!("{PAGE}: no row for the event `{name}`")),
            (None, _) => wrong.push(format!("{PAGE}: nothing says the event `{name}`")),
            (Some(said), Some(listed)) if said != listed => wrong.push(format!(
                "{PAGE}: `{name}` has the levels {listed:?}, and is said with {said:?}"
            )),
            _ => {}
        }
    }
    none(&wrong);
}

#[test]
fn the_scan_reads_calls_and_rows() {
    let (mut events, mut wrong) = (Events::new(), Vec::new());
    let text = "log::info(\"a\", json!({}));\nlogline::error(\n    \"b\",\n);\ntracing::warn!(\n    event = \"a\",\n);\n\
        tracing::warn!(name);\n#[cfg(test)]\nmod tests {\nlog::info(\"c\", x);";
    said("x.rs", text, &mut events, &mut wrong);
    let levels = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
    let wanted = Events::from([
        ("a".to_owned(), levels(&["info", "warn"])),
        ("b".to_owned(), levels(&["error"])),
    ]);
    assert_eq!((events, wrong.len()), (wanted.clone(), 1));
    let page = "| `no` |\n## The runtime\n| `a` | `info`, `warn` | `x`, `y` | it | |\n| `b` | `error` | | it | do |\n| `c` | |\n";
    let mut wrong = Vec::new();
    let listed = listed(&format!("\n{page}"), &mut wrong);
    assert_eq!((listed, wrong.len()), (wanted, 1));
}
