//! The migrations this binary was built with.

/// Name and text of every file of `migrations/sqlite`, in order.
const SQLITE: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/sqlite.rs"));

/// Name and text of every file of `migrations/postgres`, in order.
const POSTGRES: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/postgres.rs"));

/// What each migration makes possible, in order.
const FEATURES: &[&str] = &[
    "sign-in, users, workspaces, audit log",
    "uploads, jobs, row errors",
    "tickets, sentiment scores, entities, full-text search",
    "dashboards and reports over the Parquet lake",
    "filters and orders of large ticket lists",
    "saved mappings of columns",
    "corrected labels and their export",
    "faster ingest: no unused indexes",
    "every row of an export in the lake, with all its columns",
    "names of a workspace's own in the entity finder",
    "scoring stored texts anew",
    "sign-in that strangers cannot hold up, refresh tokens without rows",
    "a sweeper that deletes nothing but what a record says is over",
    "damage in the lake is seen, and mended from the records",
    "searches that cost the same however frequent the word",
    "records and lake held against each other as a whole, once in a while",
    "a lake of few large files, of which the ones no reader needs any more go",
    "a queue with priorities, places and a pause, and kinds of jobs that the code names",
    "phases of jobs by their true names",
    "sides, languages, answers and aspects of tickets and texts",
    "sides by what trackers call their authors; faster ingest on PostgreSQL",
    "schedules of reports, and the ledger of what was mailed to whom",
    "tickets whose creation date is not known stay without one",
    "uploads that go on where they broke off",
    "searches that find what stands inside of words: letters without blanks, versions, emoji",
    "comments that later exports have otherwise, or not any more",
    "undo of a published upload",
    "files read as people say, and systems of one kind told apart by name",
    "webhooks that are paused, and deleted ones brought back with their secret",
    "tickets that keep their identity when their tracker gives them another key",
];

/// Name and text of every migration for SQLite, in order.
pub fn sqlite() -> &'static [(&'static str, &'static str)] {
    SQLITE
}

/// Name and text of every migration for PostgreSQL, in order: the twins of those for SQLite.
pub fn postgres() -> &'static [(&'static str, &'static str)] {
    POSTGRES
}

/// What the migration of a number makes possible, for people who operate the product; none where there is no such migration.
pub fn features(version: u32) -> Option<&'static str> {
    FEATURES.get(version.checked_sub(1)? as usize).copied()
}

#[cfg(test)]
mod tests {
    use crate::{parse, statements};

    #[test]
    fn the_embedded_migrations_are_well_formed() {
        for files in [super::sqlite(), super::postgres()] {
            let migrations = parse(files).unwrap();
            assert!(migrations.len() >= 4);
            assert_eq!(migrations[0].name, "foundation");
            for migration in &migrations {
                assert!(
                    !statements(migration.sql).is_empty(),
                    "{} is empty",
                    migration.name
                );
            }
        }
    }

    #[test]
    fn every_migration_has_a_twin_and_says_what_it_makes_possible() {
        let names = |files: &[(&'static str, &str)]| -> Vec<_> {
            files.iter().map(|(name, _)| *name).collect()
        };
        assert_eq!(names(super::sqlite()), names(super::postgres()));
        assert_eq!(super::FEATURES.len(), super::sqlite().len());
        assert_eq!(super::features(1), Some(super::FEATURES[0]));
        assert_eq!((super::features(0), super::features(9999)), (None, None));
    }
}
