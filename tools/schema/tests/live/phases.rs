//! What the migration of the phases' names makes of jobs that were under way.

use migrations::parse;
use rusqlite::Connection;

use super::{Cluster, Database, both, sql};

const BEFORE: usize = 18;

/// An upload that nobody has laid out, one that is scored, one that was mapped by hand and waits, and a rescoring that is
/// at its end. `NOW` is a moment.
const JOBS: &str = "
    INSERT INTO workspaces (id, name, created_at) VALUES (1, 'W', NOW);
    INSERT INTO jobs (id, workspace_id, sequence, kind, source, file_name, file_size, content_sha256, timezone, status,
            phase, mapping, total_columns, submitted_at, updated_at)
        SELECT id, 1, sequence, kind, 'jira', '', 0, id, 'UTC', 'running', phase, '{}', 0, NOW, NOW FROM (
            SELECT 'fresh' AS id, 1 AS sequence, 'upload' AS kind, 'map' AS phase
            UNION ALL SELECT 'begun', 2, 'upload', 'score' UNION ALL SELECT 'mapped', 3, 'upload', 'map'
            UNION ALL SELECT 'anew', 4, 'rescoring', 'rollup') AS j;
    INSERT INTO phase_queue (queue_id, workspace_id, job_id, current_phase, chunk, status, created_at, updated_at,
            phase_number, depends_on_phases, queue_position, feature_id, adw_id)
        SELECT job || phase, 1, job, phase, 0, status, NOW, NOW, number, '[]', 1, 1, job FROM (
            SELECT 'fresh' AS job, 'map' AS phase, 'ready' AS status, 2 AS number
            UNION ALL SELECT 'begun', 'map', 'completed', 2 UNION ALL SELECT 'begun', 'score', 'queued', 3
            UNION ALL SELECT 'mapped', 'inspect', 'completed', 1 UNION ALL SELECT 'mapped', 'map', 'ready', 2
            UNION ALL SELECT 'anew', 'map', 'completed', 1 UNION ALL SELECT 'anew', 'rollup', 'ready', 4) AS q;
    INSERT INTO workflow_history (workspace_id, job_id, workflow_template, status, start_time, phase_count, current_phase,
            phase_durations)
        VALUES (1, 'begun', 'ingest', 'completed', NOW, 5, 'rollup', '{\"map\": {}, \"rollup\": {\"seconds\": 2}}'),
            (1, 'fresh', 'ingest', 'running', NOW, 5, 'map', '{}');";

const STEPS: &str = "SELECT job_id || ' ' || current_phase || ' ' || status || ' ' || phase_number FROM phase_queue ORDER BY 1";
const RUNS: &str =
    "SELECT job_id || ' ' || current_phase || ' ' || (phase_durations ->> 'compare') FROM workflow_history
        WHERE phase_durations ->> 'compare' IS NOT NULL";

fn rows(database: &Database, name: &str, query: &str) -> Vec<String> {
    match database {
        Database::Sqlite(path) => {
            let connection = Connection::open(path).unwrap();
            let mut statement = connection.prepare(query).unwrap();
            let rows = statement.query_map([], |row| row.get(0)).unwrap();
            rows.map(Result::unwrap).collect()
        }
        Database::Postgres(_) => Cluster::shared()
            .sql(name, query)
            .lines()
            .map(str::to_owned)
            .collect(),
    }
}

#[test]
fn what_is_under_way_goes_on_under_the_names_of_today() {
    let folder = tempfile::tempdir().unwrap();
    for database in both(folder.path(), "phases") {
        let (files, now) = match &database {
            Database::Sqlite(path) => {
                std::fs::create_dir_all(path.parent().unwrap()).unwrap();
                (migrations::sqlite(), "1")
            }
            Database::Postgres(_) => (migrations::postgres(), "localtimestamp"),
        };
        let migrations = parse(files).unwrap();
        for migration in &migrations[..BEFORE] {
            sql(&database, "phases", migration.sql);
        }
        sql(&database, "phases", &JOBS.replace("NOW", now));
        assert_eq!(migrations[BEFORE].name, "phases");
        sql(&database, "phases", migrations[BEFORE].sql);
        assert_eq!(
            rows(&database, "phases", STEPS),
            [
                "anew compare ready 4",
                "anew map completed 1",
                "begun score queued 2",
                "fresh inspect ready 1",
                "mapped inspect ready 1"
            ],
            "{database}"
        );
        let jobs = "SELECT id || ' ' || phase FROM jobs ORDER BY 1";
        assert_eq!(
            rows(&database, "phases", jobs),
            [
                "anew compare",
                "begun score",
                "fresh inspect",
                "mapped inspect"
            ],
            "{database}"
        );
        let runs = rows(&database, "phases", RUNS);
        assert_eq!(runs.len(), 1, "{database}: {runs:?}");
        assert!(
            runs[0].starts_with("begun compare {") && runs[0].contains("\"seconds\""),
            "{runs:?}"
        );
    }
}
