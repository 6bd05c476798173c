//! Settings: each wrong one stops the start with its name, its value and what to write instead.

use std::process::{Command, Output};

use system_tests::{binary, root};

/// Starts the app with one variable set, on a folder of its own.
fn up(name: &str, value: &str) -> Output {
    let folder = tempfile::tempdir().expect("a folder");
    Command::new(binary())
        .args(["up", "--listen", "127.0.0.1:0", "--manifest"])
        .arg(root().join("spin.toml"))
        .arg("--data")
        .arg(folder.path())
        .env(format!("SPIN_VARIABLE_{name}"), value)
        .output()
        .expect("the runtime runs")
}

#[test]
fn a_wrong_setting_stops_the_start_and_says_what_to_write() {
    for (name, value, told, remedy) in [
        ("WORKER_CONCURRENCY", "abc", "is `abc`", "write 2"),
        ("WORKER_CONCURRENCY", "0", "is `0`", "write 1"),
        ("UPLOAD_LIMIT_BYTES", "-1", "is `-1`", "write 524288000"),
        (
            "UPLOAD_LIMIT_BYTES",
            "500MB",
            "is `500MB`",
            "write 500000000",
        ),
        ("UPLOAD_LIMIT_BYTES", "", "is empty", "leave it unset"),
        ("UPLOAD_LIMIT_BYTES", "0", "is `0`", "write 1024"),
        (
            "WORKER_CONCURENCY",
            "2",
            "sets no variable",
            "write SPIN_VARIABLE_WORKER_CONCURRENCY",
        ),
        (
            "DATABASE_URL",
            "garbage",
            "neither PostgreSQL nor",
            "write postgres://",
        ),
        (
            "DATABASE_URL",
            "mysql://a:hunter2@b/c",
            "neither PostgreSQL nor",
            "write postgres://",
        ),
        (
            "DATABASE_URL",
            "postgres://a:hunter2@/c",
            "no host",
            "write postgres://",
        ),
        (
            "DATABASE_URL",
            "postgres://a:hunter2@b/c?ssl=1",
            "`ssl`",
            "known are user",
        ),
        (
            "SMTP_PASSWORD",
            "hunter2\n3",
            "holds a line break",
            "in one line",
        ),
        ("SMTP_SECURITY", "ssl", "is `ssl`", "write starttls"),
    ] {
        let output = up(name, value);
        let error = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(1), "{name}={value}: {error}");
        let lines: Vec<&str> = error.lines().collect();
        assert_eq!(lines.len(), 1, "{name}={value}: {error}");
        for part in [&format!("SPIN_VARIABLE_{name}"), told, remedy] {
            assert!(error.contains(part), "{name}={value}: no {part} in {error}");
        }
        assert!(!error.contains("hunter2"), "{error}");
        assert!(output.stdout.is_empty(), "it serves nothing");
    }
}

#[test]
fn the_manifest_and_the_code_have_the_same_defaults() {
    let text = std::fs::read_to_string(root().join("spin.toml")).expect("the manifest");
    let manifest: toml::Table = text.parse().expect("TOML");
    let default = |name: &str| {
        manifest["variables"][name]["default"]
            .as_str()
            .expect("a default")
            .to_owned()
    };
    for (name, known) in [
        (
            ::settings::UPLOAD_LIMIT_BYTES.name,
            ::settings::UPLOAD_LIMIT_BYTES.default,
        ),
        (
            ::settings::WORKER_CONCURRENCY.name,
            ::settings::WORKER_CONCURRENCY.default,
        ),
        (
            ::settings::DATABASE_URL.name,
            ::settings::DATABASE_URL.default,
        ),
        (::settings::SMTP_HOST.name, ::settings::SMTP_HOST.default),
        (::settings::SMTP_PORT.name, ::settings::SMTP_PORT.default),
        (
            ::settings::SMTP_SECURITY.name,
            ::settings::SMTP_SECURITY.default,
        ),
        (
            ::settings::SMTP_USERNAME.name,
            ::settings::SMTP_USERNAME.default,
        ),
        (
            ::settings::SMTP_PASSWORD.name,
            ::settings::SMTP_PASSWORD.default,
        ),
        (::settings::SMTP_AUTH.name, ::settings::SMTP_AUTH.default),
        (::settings::SMTP_FROM.name, ::settings::SMTP_FROM.default),
        (
            ::settings::SMTP_TLS_NAME.name,
            ::settings::SMTP_TLS_NAME.default,
        ),
        (
            ::settings::SMTP_TLS_CA.name,
            ::settings::SMTP_TLS_CA.default,
        ),
        (::settings::PUBLIC_URL.name, ::settings::PUBLIC_URL.default),
    ] {
        assert_eq!(default(name), known, "{name}");
    }
}
