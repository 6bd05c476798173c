//! The two databases' schemas: the same tables, columns, keys, checks and indexes, on the types that correspond; and
//! migrations that take any earlier version with its data to the present one.

use std::collections::{BTreeMap, BTreeSet};

use migrations::{Migration, parse, postgres, sqlite, statements};
use postgres::Client;
use rusqlite::Connection;
use system_tests::{Database, server};

/// What there is of a table, in words that are the same for both databases.
#[derive(Debug, Default, PartialEq, Eq)]
struct Table {
    /// Name, kind, whether it may be null. Their order is nobody's business: statements name their columns.
    columns: BTreeSet<(String, &'static str, bool)>,
    /// `primary key (a, b)`, `unique (a)`, `foreign key (a) -> b (id) cascade`, `check (a)`, `index name (a, b)`.
    rules: BTreeSet<String>,
}

type Schema = BTreeMap<String, Table>;

/// The one table of types that correspond: what SQLite declares, what PostgreSQL calls it, which kind it is. Where SQLite
/// has one type for several, the name or the check of the column decides.
fn kind_of_sqlite(name: &str, of: &str, boolean: bool) -> &'static str {
    let moment = ["_at", "_until", "_start", "_time", "_timestamp"]
        .iter()
        .any(|end| name.ends_with(end));
    match of {
        "INTEGER" if boolean => "yes or no",
        "INTEGER" if moment || name == "as_of" => "moment",
        "INTEGER" => "whole number",
        "REAL" => "number",
        "TEXT" if JSON.contains(&name) => "JSON",
        "TEXT" => "text",
        "BLOB" => "bytes",
        other => panic!("{name} has the type {other}"),
    }
}

/// Columns whose comments in the migrations say JSON.
const JSON: [&str; 29] = [
    "details",
    "mapping",
    "inspection",
    "error",
    "phase_data",
    "outcome",
    "phase_durations",
    "depends_on_phases",
    "retry_reasons",
    "labels",
    "lake_field_ranges",
    "lake_entity_ranges",
    "lake_comments",
    "former_comments",
    "ranges",
    "comparison",
    "categories",
    "emotions",
    "aspects",
    "layout",
    "repeat",
    "filters",
    "figures",
    "payload",
    "form",
    "uploaded",
    "dates",
    "choices",
    "shape",
];

fn kind_of_postgres(of: &str) -> &'static str {
    match of {
        "boolean" => "yes or no",
        "timestamp without time zone" => "moment",
        "bigint" => "whole number",
        "double precision" => "number",
        "jsonb" => "JSON",
        "text" => "text",
        "bytea" => "bytes",
        other => panic!("an unexpected type: {other}"),
    }
}

#[test]
fn both_schemas_are_the_same() {
    let Some(server) = server() else { return };
    let database = Database::on(&server);
    let mut client = database.connect();
    let connection = Connection::open_in_memory().expect("SQLite");
    for (one, other) in parse(sqlite())
        .expect("migrations")
        .iter()
        .zip(parse(postgres()).expect("migrations"))
    {
        on_sqlite(&connection, one);
        on_postgres(&mut client, &other);
        let (ours, theirs) = (sqlite_schema(&connection), postgres_schema(&mut client));
        assert!(ours.len() > 5, "{} tables", ours.len());
        assert_eq!(
            ours.keys().collect::<Vec<_>>(),
            theirs.keys().collect::<Vec<_>>(),
            "tables after {}",
            one.name
        );
        for (name, table) in &ours {
            assert_eq!(
                table, &theirs[name],
                "{name} after {}: SQLite left, PostgreSQL right",
                one.name
            );
        }
    }
}

#[test]
fn every_earlier_version_with_data_becomes_the_present_one() {
    let Some(server) = server() else { return };
    let known = parse(postgres()).expect("migrations");
    for from in 1..known.len() {
        let database = Database::on(&server);
        let mut client = database.connect();
        for migration in &known[..from] {
            on_postgres(&mut client, migration);
        }
        let data = DATA.iter().take_while(|(version, _)| *version <= from);
        for (_, statement) in data.clone() {
            client.batch_execute(statement).expect(statement);
        }
        for migration in &known[from..] {
            on_postgres(&mut client, migration);
        }
        for (_, statement) in DATA.iter().skip(data.count()) {
            client.batch_execute(statement).expect(statement);
        }
        let found = client.query_one(
            "SELECT t.summary, u.email FROM tickets t JOIN jobs j ON j.id = t.job_id JOIN users u ON u.id = j.user_id \
             JOIN sentiment_results r ON r.job_id = j.id WHERE r.search @@ search_query('gross')",
            &[],
        );
        let found = found.expect("the ticket");
        let values: (String, String) = (found.get(0), found.get(1));
        assert_eq!(
            values,
            ("Groß".to_owned(), "ada@example.com".to_owned()),
            "from version {from}"
        );
    }
}

/// A row of each kind, by the version from which on it can be kept.
const DATA: [(usize, &str); 3] = [
    (
        1,
        "INSERT INTO workspaces (name, created_at) VALUES ('w', now()); \
         INSERT INTO users (workspace_id, email, hashed_password, created_at) VALUES (1, 'ada@example.com', '-', now())",
    ),
    (
        2,
        "INSERT INTO jobs (id, workspace_id, user_id, sequence, source, file_name, file_size, content_sha256, timezone, \
         status, phase, mapping, total_columns, submitted_at, updated_at) VALUES ('j', 1, 1, 1, 'jira', 'f', 1, 'x', 'UTC', \
         'completed', 'done', '{}', 1, now(), now())",
    ),
    (
        3,
        "INSERT INTO ticket_revisions (workspace_id, job_id, chunk, source, ticket_id, summary, description, status, \
         priority, issue_type, project, product, organization, assignee, reporter, created_at, as_of, state_hash, \
         comment_count, ultimate_sentiment, ultimate_confidence, compound, sentiment_trend, sentiment_status, urgency, \
         scoring_version, lake_row) VALUES (1, 'j', 0, 'jira', 'A-1', 'Groß', '', 'Open', '', '', '', '', '', '', '', now(), \
         now(), '', 0, 'neutral', 0, 0, '', '', 0, '1', 0); \
         INSERT INTO tickets (workspace_id, source, ticket_id, revision_id, job_id, summary, description, status, priority, \
         issue_type, project, product, organization, labels, assignee, reporter, created_at, as_of, state_hash, \
         comment_count, ultimate_sentiment, ultimate_confidence, compound, sentiment_trend, sentiment_status, urgency, \
         scoring_version) VALUES (1, 'jira', 'A-1', 1, 'j', 'Groß', '', 'Open', '', '', '', '', '', '[]', '', '', now(), now(), \
         '', 0, 'neutral', 0, 0, '', '', 0, '1'); \
         INSERT INTO sentiment_results (workspace_id, job_id, chunk, source, ticket_id, field_type, text, sentiment, \
         confidence, compound, fingerprint, scoring_version, created_at) VALUES (1, 'j', 0, 'jira', 'A-1', 'summary', \
         'GROSS, groß', 'neutral', 0, 0, 'f', '1', now())",
    ),
];

fn on_sqlite(connection: &Connection, migration: &Migration<'_>) {
    for statement in statements(migration.sql) {
        connection.execute_batch(statement).expect(statement);
    }
}

fn on_postgres(client: &mut Client, migration: &Migration<'_>) {
    let mut transaction = client.transaction().expect("a transaction");
    for statement in statements(migration.sql) {
        transaction.batch_execute(statement).expect(statement);
    }
    transaction.commit().expect("a commit");
}

fn sqlite_schema(connection: &Connection) -> Schema {
    let rows = |sql: &str, name: &str| -> Vec<Vec<Option<String>>> {
        let mut statement = connection.prepare(sql).expect(sql);
        let width = statement.column_count();
        let given: &[&dyn rusqlite::ToSql] = if name.is_empty() { &[] } else { &[&name] };
        let read = statement.query_map(given, |row| (0..width).map(|at| row.get(at)).collect());
        read.expect(sql).map(|row| row.expect("a row")).collect()
    };
    let text = |cell: &Option<String>| cell.clone().unwrap_or_default();
    let tables = "SELECT name, sql FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name NOT LIKE 'sentiment_search%'";
    let mut schema = Schema::new();
    for row in rows(tables, "") {
        let (name, sql) = (text(&row[0]), text(&row[1]));
        let mut table = Table::default();
        let columns = rows(
            "SELECT name, type, CAST(\"notnull\" AS TEXT), CAST(pk AS TEXT) FROM pragma_table_info($1) ORDER BY cid",
            &name,
        );
        let mut key: Vec<(String, String)> = Vec::new();
        for column in &columns {
            let (column, of, not_null, pk) = (
                text(&column[0]),
                text(&column[1]),
                text(&column[2]),
                text(&column[3]),
            );
            let boolean = sql.contains(&format!("{column} IN (0, 1)"));
            let keyed = pk != "0";
            let nullable = not_null == "0" && !keyed;
            table.columns.insert((
                column.clone(),
                kind_of_sqlite(&column, &of, boolean),
                nullable,
            ));
            if keyed {
                key.push((pk, column.clone()));
            }
            // A check of one column, beside its type. A column that was added later shares the line of the one before.
            let is_checked = |part: &str| {
                part.trim().starts_with(&format!("{column} ")) && part.contains("CHECK")
            };
            if sql
                .lines()
                .flat_map(|line| line.split(", "))
                .any(is_checked)
                && !boolean
            {
                table.rules.insert(format!("check ({column})"));
            }
        }
        key.sort();
        let key: Vec<_> = key.into_iter().map(|(_, column)| column).collect();
        table
            .rules
            .insert(format!("primary key ({})", key.join(", ")));
        let foreign =
            "SELECT \"from\", \"table\", \"to\", on_delete FROM pragma_foreign_key_list($1)";
        for row in rows(foreign, &name) {
            let [column, other, to, delete] = [0, 1, 2, 3].map(|at| text(&row[at]).to_lowercase());
            table
                .rules
                .insert(format!("foreign key ({column}) -> {other} ({to}) {delete}"));
        }
        let indexes = "SELECT l.name, l.origin, group_concat(COALESCE(i.name, 'expression'), ', ') FROM pragma_index_list($1) l, \
             pragma_index_info(l.name) i GROUP BY 1, 2";
        for row in rows(indexes, &name) {
            let [index, origin, columns] = [0, 1, 2].map(|at| text(&row[at]));
            match origin.as_str() {
                "u" => table.rules.insert(format!("unique ({columns})")),
                "c" => table.rules.insert(format!("index {index} ({columns})")),
                _ => false,
            };
        }
        schema.insert(name, table);
    }
    schema
}

fn postgres_schema(client: &mut Client) -> Schema {
    let mut schema = Schema::new();
    let columns = client.query(
        "SELECT table_name::text, column_name::text, data_type::text, is_nullable = 'YES', collation_name::text \
         FROM information_schema.columns WHERE table_schema = 'public' AND data_type <> 'tsvector' \
         ORDER BY table_name, ordinal_position",
        &[],
    );
    for row in columns.expect("columns") {
        let (table, column, of): (String, String, String) = (row.get(0), row.get(1), row.get(2));
        let collation: Option<String> = row.get(4);
        assert!(
            of != "text" || collation.as_deref() == Some("C"),
            "{table}.{column} sorts by {collation:?}"
        );
        let table = schema.entry(table).or_default();
        table
            .columns
            .insert((column, kind_of_postgres(&of), row.get(3)));
    }
    let rules = client.query(
        "SELECT c.conrelid::regclass::text, c.contype::text, \
             (SELECT string_agg(a.attname, ', ' ORDER BY k.n) FROM unnest(c.conkey) WITH ORDINALITY k (num, n) \
                 JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = k.num), \
             CASE WHEN c.contype = 'f' THEN c.confrelid::regclass::text || ' (' || \
                 (SELECT string_agg(a.attname, ', ') FROM unnest(c.confkey) k (num) \
                     JOIN pg_attribute a ON a.attrelid = c.confrelid AND a.attnum = k.num) || ') ' || \
                 CASE c.confdeltype WHEN 'c' THEN 'cascade' WHEN 'n' THEN 'set null' ELSE 'no action' END END \
         FROM pg_constraint c WHERE c.connamespace = 'public'::regnamespace",
        &[],
    );
    for row in rules.expect("constraints") {
        let (table, kind, columns): (String, String, String) = (row.get(0), row.get(1), row.get(2));
        let other: Option<String> = row.get(3);
        let rule = match (kind.as_str(), other) {
            ("p", _) => format!("primary key ({columns})"),
            ("u", _) => format!("unique ({columns})"),
            ("c", _) => format!("check ({columns})"),
            ("f", Some(other)) => format!("foreign key ({columns}) -> {other}"),
            other => panic!("a constraint {other:?}"),
        };
        schema.entry(table).or_default().rules.insert(rule);
    }
    let indexes = client.query(
        "SELECT i.indrelid::regclass::text, i.indexrelid::regclass::text, \
             (SELECT string_agg(COALESCE(a.attname, 'expression'), ', ' ORDER BY k.n) \
                 FROM unnest(i.indkey::int2[]) WITH ORDINALITY k (num, n) \
                 LEFT JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.num AND k.num > 0) \
         FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid \
         WHERE c.relnamespace = 'public'::regnamespace AND c.relname <> 'sentiment_search' \
             AND NOT EXISTS (SELECT 1 FROM pg_constraint n WHERE n.conindid = i.indexrelid AND n.contype IN ('p', 'u'))",
        &[],
    );
    for row in indexes.expect("indexes") {
        let (table, index, columns): (String, String, String) =
            (row.get(0), row.get(1), row.get(2));
        schema
            .entry(table)
            .or_default()
            .rules
            .insert(format!("index {index} ({columns})"));
    }
    schema
}
