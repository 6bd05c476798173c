//! The page of features: what there is stands in it, and what it names is there.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    process::Command,
};

use rusqlite::Connection;
use serde_json::Value;
use system_tests::{binary, root};

use super::{files, none, sources};

const PAGE: &str = "docs/features.md";
const COLUMNS: [&str; 6] = [
    "what",
    "also called",
    "tables",
    "routes",
    "page or command",
    "test",
];
/// The page that the component `web` serves beside the app, and the file it serves.
const REFERENCE: (&str, &str) = ("/docs", "web/docs/index.html");
/// Lists the other files of `tests/` and has no test of its own.
const LIST_OF_TESTS: &str = "tests/system.rs";

/// A row: the number of its line, and the names in its columns from `tables` on.
#[derive(Debug, PartialEq, Eq)]
struct Row {
    line: usize,
    tables: Vec<String>,
    routes: Vec<String>,
    places: Vec<String>,
    tests: Vec<String>,
}

/// The rows of a page's tables; what cannot be read goes to `wrong`.
fn rows(text: &str, wrong: &mut Vec<String>) -> Vec<Row> {
    let mut rows = Vec::new();
    for (written, line) in text.lines().zip(1..) {
        let inner = written.strip_prefix('|').map(str::trim_end);
        let Some(inner) = inner.and_then(|inner| inner.strip_suffix('|')) else {
            continue;
        };
        let cells: Vec<&str> = inner.split('|').map(str::trim).collect();
        let rule = cells
            .iter()
            .all(|cell| cell.len() > 2 && cell.bytes().all(|byte| byte == b'-'));
        if cells == COLUMNS || rule {
            continue;
        }
        let [what, _, tables, routes, places, tests] = cells.as_slice() else {
            let columns = cells.len();
            wrong.push(format!("{PAGE}:{line}: {columns} columns instead of 6"));
            continue;
        };
        if what.is_empty() || tests.is_empty() {
            wrong.push(format!(
                "{PAGE}:{line}: says nothing under `what` or `test`"
            ));
        }
        let mut read = |cell: &&str| {
            names(cell).unwrap_or_else(|| {
                wrong.push(format!(
                    "{PAGE}:{line}: `{cell}` should be names in backticks, with `<br>` or a comma between them"
                ));
                Vec::new()
            })
        };
        rows.push(Row {
            line,
            tables: read(tables),
            routes: read(routes),
            places: read(places),
            tests: read(tests),
        });
    }
    rows
}

/// The names in a cell, each in backticks.
fn names(cell: &str) -> Option<Vec<String>> {
    let parts: Vec<&str> = cell.split('`').collect();
    let mut between = parts.iter().step_by(2).map(|part| part.trim());
    let whole = parts.len() % 2 == 1 && between.all(|part| matches!(part, "" | "," | "<br>"));
    let named = parts.iter().skip(1).step_by(2);
    whole.then(|| named.map(|name| (*name).to_owned()).collect())
}

/// The page's rows.
fn page() -> Vec<Row> {
    let text = fs::read_to_string(root().join(PAGE)).expect(PAGE);
    let mut wrong = Vec::new();
    let rows = rows(&text, &mut wrong);
    none(&wrong);
    assert!(
        rows.len() > 40,
        "only {} rows found: does the scan still work?",
        rows.len()
    );
    rows
}

/// A kind of thing the page names.
struct Kind {
    /// Such as `table`.
    name: &'static str,
    /// Where they are kept.
    kept: &'static str,
    /// Those that stand in at least one row.
    required: BTreeSet<String>,
}

impl Kind {
    /// Fails with what stands in no row and with what is named and `is_there` does not know.
    fn hold(
        &self,
        named: impl Fn(&Row) -> &[String],
        is_there: impl Fn(&str) -> bool,
        same: impl Fn(&str) -> &str,
    ) {
        let Self {
            name,
            kept,
            required,
        } = self;
        assert!(!required.is_empty(), "no {name} found in {kept}");
        let rows = page();
        let mut wrong = Vec::new();
        let mut standing = BTreeSet::new();
        for row in &rows {
            for one in named(row) {
                standing.insert(same(one).to_owned());
                if !is_there(one) {
                    let line = row.line;
                    wrong.push(format!(
                        "{PAGE}:{line}: names the {name} `{one}`, which is not in {kept}"
                    ));
                }
            }
        }
        for missing in required.difference(&standing) {
            wrong.push(format!(
                "{PAGE}: no row names the {name} `{missing}` of {kept}"
            ));
        }
        none(&wrong);
    }
}

#[test]
fn every_table_stands_in_a_row_and_every_named_one_is_there() {
    let tables = tables_of_migrations();
    let kind = Kind {
        name: "table",
        kept: "migrations/sqlite",
        required: tables.clone(),
    };
    kind.hold(|row| &row.tables, |name| tables.contains(name), |name| name);
}

/// The tables that are left when all migrations are through.
fn tables_of_migrations() -> BTreeSet<String> {
    let database = Connection::open_in_memory().expect("a database");
    for (path, text) in sources(&["sql"]) {
        if path.starts_with("migrations/sqlite/") {
            database.execute_batch(&text).expect(&path);
        }
    }
    // The index of a full-text search has tables of its own, which are nobody's.
    let mut left = database
        .prepare(
            "SELECT name FROM pragma_table_list \
             WHERE schema = 'main' AND type IN ('table', 'virtual') AND name NOT LIKE 'sqlite_%'",
        )
        .expect("a statement");
    let names = left.query_map([], |row| row.get(0)).expect("tables");
    names.collect::<Result<_, _>>().expect("names")
}

#[test]
fn every_route_stands_in_a_row_and_every_named_one_is_there() {
    const DOCUMENT: &str = "functions/web/openapi.json";
    let text = fs::read_to_string(root().join(DOCUMENT)).expect(DOCUMENT);
    let document: Value = serde_json::from_str(&text).expect("JSON");
    let paths = document["paths"].as_object().expect("paths");
    let operations = paths.iter().flat_map(|(path, item)| {
        let methods = item.as_object().expect("methods").keys();
        methods
            .filter(|key| ["get", "head", "post", "put", "patch", "delete"].contains(&key.as_str()))
            .map(move |method| format!("{} {path}", method.to_uppercase()))
    });
    let operations: BTreeSet<String> = operations.collect();
    let kind = Kind {
        name: "route",
        kept: DOCUMENT,
        required: operations.clone(),
    };
    kind.hold(
        |row| &row.routes,
        |name| operations.contains(name),
        |name| name,
    );
}

#[test]
fn every_page_and_command_stands_in_a_row_and_every_named_one_is_there() {
    const ROUTES: &str = "web/src/router.tsx";
    let text = fs::read_to_string(root().join(ROUTES)).expect(ROUTES);
    let (reference, file) = REFERENCE;
    assert!(root().join(file).is_file(), "{file} is not there");
    let mut pages: BTreeSet<String> = paths_of(&text).map(str::to_owned).collect();
    assert!(
        pages.len() > 10,
        "only {} pages found: does the scan still work?",
        pages.len()
    );
    pages.insert(reference.to_owned());

    let mut commands = BTreeMap::new();
    let mut whole = BTreeSet::new();
    gather("undertone", &mut commands, &mut whole);
    let kind = Kind {
        name: "page or command",
        kept: "web/src/router.tsx or `target/release/undertone --help`",
        required: pages.union(&whole).cloned().collect(),
    };
    kind.hold(
        |row| &row.places,
        |name| {
            let command = without_flags(name);
            let mut flags = name[command.len()..].split_whitespace();
            pages.contains(name)
                || commands
                    .get(command)
                    .is_some_and(|help| flags.all(|flag| help.contains(flag)))
        },
        without_flags,
    );
}

/// The paths of the routes in `router.tsx`.
fn paths_of(text: &str) -> impl Iterator<Item = &str> {
    let lines = text.lines().map(str::trim);
    lines.filter_map(|line| line.strip_prefix("path: \"")?.strip_suffix("\","))
}

/// What a command says of itself, for it and all below it; in `whole` those that have none below them.
fn gather(command: &str, all: &mut BTreeMap<String, String>, whole: &mut BTreeSet<String>) {
    let said = Command::new(binary())
        .args(command.split(' ').skip(1))
        .arg("-h")
        .output()
        .expect("the runtime starts");
    assert!(said.status.success(), "{command} -h: {}", said.status);
    let help = String::from_utf8(said.stdout).expect("text");
    let below: Vec<&str> = subcommands(&help).collect();
    for name in &below {
        gather(&format!("{command} {name}"), all, whole);
    }
    if below.is_empty() {
        whole.insert(command.to_owned());
    }
    all.insert(command.to_owned(), help);
}

/// The names that a command lists under `Commands:`.
fn subcommands(help: &str) -> impl Iterator<Item = &str> {
    let behind = help.lines().skip_while(|line| *line != "Commands:").skip(1);
    let listed = behind.take_while(|line| !line.is_empty());
    let names = listed.filter_map(|line| {
        let name = line.strip_prefix("  ")?.split(' ').next()?;
        (!name.is_empty()).then_some(name)
    });
    names.filter(|name| *name != "help")
}

/// A command as the page names it, up to its flags.
fn without_flags(named: &str) -> &str {
    named
        .split_once(" --")
        .map_or(named, |(command, _)| command)
}

#[test]
fn every_whole_system_test_stands_in_a_row_and_every_named_file_is_there() {
    let files: BTreeSet<String> = files().into_iter().collect();
    let of_tests = files.iter().filter(|path| {
        let name = path.strip_prefix("tests/").unwrap_or("/");
        std::path::Path::new(name)
            .extension()
            .is_some_and(|ending| ending == "rs")
            && !name.contains('/')
            && *path != LIST_OF_TESTS
    });
    let kind = Kind {
        name: "test",
        kept: "the repository",
        required: of_tests.cloned().collect(),
    };
    kind.hold(|row| &row.tests, |name| files.contains(name), |name| name);
}

#[test]
fn the_scan_reads_rows_help_and_routes() {
    let mut wrong = Vec::new();
    let text = "| what | also called | tables | routes | page or command | test |\n\
        |---|---|---|---|---|---|\n\
        | a thing | | `a`, `b` | `GET /a`<br>`PUT /a/{id}` |  | `tests/a.rs` |\n\
        | four | | | `x` |\n\
        | bare | | a | | | `tests/b.rs` |\n";
    let read = rows(text, &mut wrong);
    let owned = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
    let first = Row {
        line: 3,
        tables: owned(&["a", "b"]),
        routes: owned(&["GET /a", "PUT /a/{id}"]),
        places: owned(&[]),
        tests: owned(&["tests/a.rs"]),
    };
    assert_eq!(read.first(), Some(&first));
    assert_eq!(wrong.len(), 2, "{wrong:?}");
    assert!(wrong[0].contains(":4: 4 columns") && wrong[1].contains(":5: `a` should be"));

    let help = "Runs.\n\nCommands:\n  up    Serve\n  move  Move\n  help  Print\n\nOptions:\n  -h\n";
    assert_eq!(subcommands(help).collect::<Vec<_>>(), ["up", "move"]);
    assert_eq!(without_flags("undertone check --repair"), "undertone check");
    let routes = "  path: \"/\",\n  id: \"app\",\n  path: \"/jobs/$id\",\n";
    assert_eq!(paths_of(routes).collect::<Vec<_>>(), ["/", "/jobs/$id"]);
}
