//! What a guest's SQL may not do: reach other files, or leave a changed connection to its next owner.

use rusqlite::hooks::{AuthAction, AuthContext, Authorization};
use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};

/// Pragmas that only read, or change the database rather than the connection.
const HARMLESS: &[&str] = &[
    "application_id",
    "data_version",
    "foreign_key_check",
    "foreign_key_list",
    "freelist_count",
    "function_list",
    "incremental_vacuum",
    "index_info",
    "index_list",
    "index_xinfo",
    "integrity_check",
    "optimize",
    "page_count",
    "quick_check",
    "table_info",
    "table_list",
    "table_xinfo",
    "user_version",
    "wal_checkpoint",
];

/// Pragmas that reach the file system, or would weaken what the host promises.
const FORBIDDEN: &[&str] = &[
    "data_store_directory",
    "journal_mode",
    "locking_mode",
    "mmap_size",
    "synchronous",
    "temp_store_directory",
    "trusted_schema",
    "writable_schema",
];

/// Answers SQLite's authorizer; `changed` is set when the connection must not be given to another owner.
pub(super) fn authorize(context: &AuthContext<'_>, changed: &Arc<AtomicBool>) -> Authorization {
    match context.action {
        // `VACUUM` attaches a nameless temporary database; every other attachment names a file.
        AuthAction::Attach { filename: "" } => Authorization::Allow,
        AuthAction::Attach { .. }
        | AuthAction::Unknown { code: ATTACH, .. }
        | AuthAction::Function {
            function_name: "load_extension",
        } => Authorization::Deny,
        AuthAction::Pragma {
            pragma_name,
            pragma_value,
        } => pragma(pragma_name, pragma_value.is_some(), changed),
        AuthAction::CreateTempTable { .. }
        | AuthAction::CreateTempTrigger { .. }
        | AuthAction::CreateTempView { .. } => {
            changed.store(true, Ordering::Relaxed);
            Authorization::Allow
        }
        _ => Authorization::Allow,
    }
}

/// `SQLITE_ATTACH` with a file name that is a parameter: rusqlite has no name for it.
const ATTACH: i32 = rusqlite::ffi::SQLITE_ATTACH;

fn pragma(name: &str, sets: bool, changed: &Arc<AtomicBool>) -> Authorization {
    let name = name.to_ascii_lowercase();
    if !sets || HARMLESS.contains(&name.as_str()) {
        return Authorization::Allow;
    }
    if FORBIDDEN.contains(&name.as_str()) {
        return Authorization::Deny;
    }
    changed.store(true, Ordering::Relaxed);
    Authorization::Allow
}

#[cfg(test)]
mod tests {
    use super::*;

    fn guarded() -> (rusqlite::Connection, Arc<AtomicBool>) {
        let mut connection = rusqlite::Connection::open_in_memory().unwrap();
        let changed = Arc::new(AtomicBool::new(false));
        let flag = Arc::clone(&changed);
        connection
            .authorizer(Some(move |context: AuthContext<'_>| {
                authorize(&context, &flag)
            }))
            .unwrap();
        (connection, changed)
    }

    #[test]
    fn other_files_are_out_of_reach() {
        let (connection, _) = guarded();
        let path = std::env::temp_dir().join("undertone-guard.db");
        for sql in [
            format!("ATTACH '{}' AS other", path.display()),
            format!("VACUUM INTO '{}'", path.display()),
            "PRAGMA writable_schema = 1".to_owned(),
            "SELECT load_extension('x')".to_owned(),
        ] {
            assert!(connection.execute_batch(&sql).is_err(), "{sql}");
        }
        assert!(
            connection
                .prepare("ATTACH ?1 AS other")
                .and_then(|mut statement| statement.execute([path.to_string_lossy()]))
                .is_err()
        );
        assert!(!path.exists());
        connection.execute_batch("VACUUM").unwrap();
    }

    #[test]
    fn a_changed_connection_is_noticed() {
        let (connection, changed) = guarded();
        connection
            .execute_batch("PRAGMA user_version = 3; PRAGMA foreign_keys")
            .unwrap();
        assert!(!changed.load(Ordering::Relaxed));
        connection.execute_batch("PRAGMA foreign_keys = 0").unwrap();
        assert!(changed.load(Ordering::Relaxed));
    }
}
