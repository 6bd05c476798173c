//! The migrations this binary was built with.

/// Name and text of every file of `migrations/sqlite`, in order.
const SQLITE: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/sqlite.rs"));

/// Name and text of every migration for SQLite, in order.
pub fn sqlite() -> &'static [(&'static str, &'static str)] {
    SQLITE
}

#[cfg(test)]
mod tests {
    use crate::{parse, statements};

    #[test]
    fn the_embedded_migrations_are_well_formed() {
        let migrations = parse(super::sqlite()).unwrap();
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
