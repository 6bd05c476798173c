//! Other engines, by their Python packages.

use std::{
    io::Write,
    path::PathBuf,
    process::{Command, Stdio},
    sync::OnceLock,
};

use serde_json::Value;

/// Runs a script with `duckdb` and `pyarrow` at hand; `input` is its standard input (JSON), what it prints the answer.
pub fn python(script: &str, input: &Value) -> Value {
    let mut child = Command::new(interpreter())
        .args(["-c", script])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("Python starts");
    let mut stdin = child.stdin.take().expect("its input");
    stdin
        .write_all(input.to_string().as_bytes())
        .expect("the input is taken");
    drop(stdin);
    let output = child.wait_with_output().expect("Python ends");
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}");
    serde_json::from_slice(&output.stdout).unwrap_or_else(|error| {
        panic!(
            "{error} in {}{said}",
            String::from_utf8_lossy(&output.stdout)
        )
    })
}

/// The Python that `UNDERTONE_PYTHON` names, else one of a virtual environment made for this.
fn interpreter() -> PathBuf {
    static FOUND: OnceLock<PathBuf> = OnceLock::new();
    let found = FOUND.get_or_init(|| {
        if let Some(named) = std::env::var_os("UNDERTONE_PYTHON") {
            return named.into();
        }
        let folder = crate::root().join("target/system-tests/venv");
        let python = folder.join("bin/python");
        if !knows(&python) {
            run(Command::new("python3").args(["-m", "venv"]).arg(&folder));
            run(Command::new(&python)
                .args(["-m", "pip", "install", "--quiet", "duckdb", "pyarrow"]));
        }
        python
    });
    found.clone()
}

fn knows(python: &PathBuf) -> bool {
    let ran = Command::new(python)
        .args(["-c", "import duckdb, pyarrow"])
        .status();
    ran.is_ok_and(|status| status.success())
}

fn run(command: &mut Command) {
    let status = command.status().expect("python3 is installed");
    assert!(status.success(), "{command:?} failed");
}
