//! Embeds the migration files of both databases as lists of (name, text), in order of name.
//!
//! Fails the build where the files are no single line of twins: a gap, a second file of a number, a file without its
//! twin in the other folder.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

fn main() -> io::Result<()> {
    let root = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default())
        .join("../../migrations");
    let out = PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default());
    // A folder per database; a new one is a line here and a function in src/embedded.rs.
    let sqlite = embed(&root.join("sqlite"), &out.join("sqlite.rs"))?;
    let postgres = embed(&root.join("postgres"), &out.join("postgres.rs"))?;
    for (here, there, folder) in [
        (&sqlite, &postgres, "postgres"),
        (&postgres, &sqlite, "sqlite"),
    ] {
        if let Some(alone) = here.iter().find(|name| !there.contains(name)) {
            return Err(refused(&format!(
                "migrations/{folder}/{alone}.sql is missing: every migration has a twin"
            )));
        }
    }
    Ok(())
}

/// Writes the list of a folder's files; returns their names.
fn embed(folder: &Path, target: &Path) -> io::Result<Vec<String>> {
    println!("cargo::rerun-if-changed={}", folder.display());
    let mut files = fs::read_dir(folder)?
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<io::Result<Vec<_>>>()?;
    files.retain(|path| path.extension().is_some_and(|extension| extension == "sql"));
    files.sort();
    let mut text = String::from("&[\n");
    let mut names = Vec::new();
    for path in files {
        println!("cargo::rerun-if-changed={}", path.display());
        let name = path
            .file_stem()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        let expected = format!("{:04}_", names.len() + 1);
        if !name.starts_with(&expected) {
            let found = path.display();
            return Err(refused(&format!(
                "{found} should begin with {expected}: numbers have no gap and no second file"
            )));
        }
        let path = fs::canonicalize(&path)?;
        let path = path.display().to_string();
        let _ = writeln!(text, "    ({name:?}, include_str!({path:?})),");
        names.push(name);
    }
    text.push_str("]\n");
    fs::write(target, text)?;
    Ok(names)
}

fn refused(reason: &str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, reason)
}
