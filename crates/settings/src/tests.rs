//! Every default, and what is said about wrong values.

use super::*;

#[test]
fn every_default_is_right() {
    assert_eq!(UPLOAD_LIMIT_BYTES.read(None), Ok(500 * 1024 * 1024));
    assert_eq!(WORKER_CONCURRENCY.read(None), Ok(2));
    assert_eq!(SWEEP_EVERY_SECONDS.read(None), Ok(600));
    assert_eq!(TRASH_DAYS.read(None), Ok(7));
    assert_eq!(DATABASE_URL.read(None), Ok(Database::Sqlite));
    assert_eq!(SMTP_HOST.read(None), Ok(Vec::new()));
    assert_eq!(SMTP_PORT.read(None), Ok(587));
    assert_eq!(SMTP_SECURITY.read(None), Ok(Security::StartTls));
    assert_eq!(SMTP_AUTH.read(None), Ok(Auth::Auto));
    assert_eq!(SMTP_USERNAME.read(None), Ok(None));
    assert_eq!(SMTP_PASSWORD.read(None), Ok(None));
    assert_eq!(SMTP_FROM.read(None), Ok(None));
    assert_eq!(SMTP_TLS_NAME.read(None), Ok(None));
    assert_eq!(SMTP_TLS_CA.read(None), Ok(Vec::new()));
    assert_eq!(PUBLIC_URL.read(None), Ok(None));
}

#[test]
fn a_wrong_value_is_named_with_what_to_write_instead() {
    for (name, value, told) in [
        (
            "worker_concurrency",
            "abc",
            "worker_concurrency is `abc`: it must be a whole number from 1 to 256; write 2, for example",
        ),
        (
            "worker_concurrency",
            "0",
            "worker_concurrency is `0`: it must be a whole number from 1 to 256; write 1 for one step at a time",
        ),
        (
            "worker_concurrency",
            "257",
            "worker_concurrency is `257`: it must be a whole number from 1 to 256; write 256 for the most",
        ),
        (
            "upload_limit_bytes",
            "500MB",
            "upload_limit_bytes is `500MB`: it must be a whole number of bytes from 1024 to 1099511627776; write 500000000",
        ),
        (
            "upload_limit_bytes",
            "1 GiB",
            "upload_limit_bytes is `1 GiB`: it must be a whole number of bytes from 1024 to 1099511627776; write 1073741824",
        ),
        (
            "upload_limit_bytes",
            "-1",
            "upload_limit_bytes is `-1`: it must be a whole number of bytes from 1024 to 1099511627776; write 524288000, for example",
        ),
        (
            "upload_limit_bytes",
            "0",
            "upload_limit_bytes is `0`: it must be a whole number of bytes from 1024 to 1099511627776; write 1024 for the least",
        ),
        (
            "upload_limit_bytes",
            "",
            "upload_limit_bytes is empty; leave it unset for 524288000, or give it a value",
        ),
        (
            "trash_days",
            "a week",
            "trash_days is `a week`: it must be a whole number of days from 1 to 1000000; write 7, for example",
        ),
        (
            "sweep_every_seconds",
            "0",
            "sweep_every_seconds is `0`: it must be a whole number of seconds from 1 to 1000000; write 600, for example",
        ),
        (
            "database_url",
            "garbage",
            "database_url names neither PostgreSQL nor, by being empty, SQLite; write postgres://user:password@host:port/database, or leave it unset",
        ),
        (
            "database_url",
            "mysql://app:secret@db/records",
            "database_url names neither PostgreSQL nor, by being empty, SQLite; write postgres://user:password@host:port/database, or leave it unset",
        ),
        (
            "database_url",
            "postgres://",
            "database_url names no host; write postgres://user:password@host:port/database, or leave it unset",
        ),
    ] {
        let wrong = judge(name, value).map(|wrong| wrong.to_string());
        assert_eq!(wrong.as_deref(), Some(told));
    }
}

#[test]
fn what_is_right_is_taken_with_blanks_around() {
    assert_eq!(WORKER_CONCURRENCY.read(Some(" 4\n")), Ok(4));
    for (name, value) in [
        ("upload_limit_bytes", "1024"),
        ("database_url", " postgresql://app@db/records"),
        ("database_url", ""),
        ("bootstrap_token", "anything"),
    ] {
        assert_eq!(judge(name, value), None, "{name}");
    }
}
