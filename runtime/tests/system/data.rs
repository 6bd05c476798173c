//! Databases, stores and files.

use crate::runtime::{Folder, Runtime};

#[test]
fn a_connection_left_in_a_transaction_rolls_back() {
    let runtime = Runtime::new("[sqlite]\nconnections = 1\n");
    for _ in 0..3 {
        assert_eq!(runtime.get("/sqlite/abandon").body, "abandoned");
    }
    assert_eq!(
        runtime.get("/sqlite/run?SELECT+count(*)+FROM+note").body,
        "[Value::Integer(0)]\n"
    );
    assert!(runtime.folder.path(".undertone/sqlite/default.db").exists());
}

#[test]
fn a_killed_guest_gives_its_connection_back() {
    let settings = "[sqlite]\nconnections = 1\n[component.probe]\ndeadline_ms = 400\n";
    let runtime = Runtime::new(settings);
    assert_eq!(runtime.get("/sqlite/rows?1000000000000").status, 504);
    assert_eq!(runtime.get("/sqlite/rows?100").body, "5050");
}

#[test]
fn rows_stream() {
    let runtime = Runtime::new("");
    assert_eq!(runtime.get("/sqlite/rows?100000").body, "5000050000");
    let statements = runtime.metric("undertone_sqlite_statements_total").unwrap();
    assert!(statements >= 1.0);
}

#[test]
fn sql_reaches_its_own_database_only() {
    let runtime = Runtime::new("");
    let outside = runtime.folder.path("outside.db");
    let attach = format!("/sqlite/run?ATTACH+'{}'+AS+o", outside.display());
    assert!(runtime.get(&attach).body.contains("not authorized"));
    assert!(!outside.exists());
    assert_eq!(
        runtime.get("/sqlite/other?SELECT+1").body,
        "error: Error::AccessDenied"
    );
    let full_text = runtime.get("/sqlite/run?CREATE+VIRTUAL+TABLE+t+USING+fts5(x)");
    assert_eq!(full_text.body, "");
}

#[test]
fn stores_outlive_the_runtime() {
    let runtime = Runtime::new("");
    assert_eq!(runtime.get("/kv/set?a=1").body, "set");
    assert_eq!(runtime.get("/kv/set?b=2").body, "set");
    assert_eq!(runtime.get("/kv/set?a=3").body, "set");
    assert_eq!(runtime.get("/kv/get?a").body, "3");
    assert_eq!(runtime.get("/kv/get?c").body, "none");
    assert_eq!(runtime.get("/kv/keys").body, "a,b");
}

#[test]
fn a_mount_is_read_only_unless_settings_say_otherwise() {
    let runtime = Runtime::new("[mounts]\nwritable = [\"data\"]\n");
    assert_eq!(runtime.get("/read?/fixed/told").body, "told");
    assert!(runtime.get("/write?/fixed/new").body.contains("error"));
    assert_eq!(runtime.get("/write?/data/new").body, "written");
    assert_eq!(runtime.get("/read?/data/new").body, "written");
    assert!(runtime.folder.path(".undertone/data/new").exists());
    assert!(
        runtime
            .get("/read?/data/../../spin.toml")
            .body
            .contains("error")
    );
}

#[test]
fn a_missing_source_stops_the_start() {
    let folder = Folder::new("", "");
    std::fs::remove_dir_all(folder.path("data")).unwrap();
    let told = folder.fails();
    assert!(
        told.contains("there is no `data` beside the manifest"),
        "{told}"
    );
    assert!(
        told.contains("remedy: make it, or name it under [mounts] writable"),
        "{told}"
    );
}

#[test]
fn two_runtimes_do_not_share_a_folder() {
    let runtime = Runtime::new("");
    let told = runtime.folder.fails();
    assert!(told.contains("is in use by another runtime"), "{told}");
}
