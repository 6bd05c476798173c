//! Lays the word lists of `data/` out as constant tables, so that an instance starts without parsing any.

#[path = "../src/elision.rs"]
mod elision;
#[path = "../src/fold.rs"]
mod fold;
mod gazetteer;
#[path = "../src/group.rs"]
#[expect(dead_code, reason = "the build script needs the names alone")]
mod group;
#[path = "../src/key.rs"]
#[expect(dead_code, reason = "the build script cuts no text")]
mod key;
mod lexicon;
mod phrases;
mod signals;
mod table;
mod vader;

use std::{env, error::Error, fs, path::PathBuf};

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=data");
    println!("cargo::rerun-if-changed=build");
    println!("cargo::rerun-if-changed=src/elision.rs");
    println!("cargo::rerun-if-changed=src/fold.rs");
    println!("cargo::rerun-if-changed=src/key.rs");
    println!("cargo::rerun-if-changed=src/group.rs");
    let out = PathBuf::from(env::var("OUT_DIR")?);
    fs::write(out.join("vader.rs"), vader::words()?)?;
    fs::write(out.join("emoji.rs"), vader::emoji()?)?;
    fs::write(out.join("signals.rs"), signals::source()?)?;
    fs::write(out.join("lexicon.rs"), lexicon::source()?)?;
    fs::write(out.join("gazetteer.rs"), gazetteer::source()?)?;
    Ok(())
}

/// The columns of a tab-separated list in `data/`, without blank and `#` lines.
fn rows(name: &str, columns: usize) -> Result<Vec<Vec<String>>, Box<dyn Error>> {
    let text = fs::read_to_string(format!("data/{name}"))?;
    let mut rows = Vec::new();
    for (number, line) in text.split('\n').enumerate() {
        if line.is_empty() || line.starts_with("# ") {
            continue;
        }
        let row: Vec<String> = line.split('\t').map(str::to_owned).collect();
        if row.len() != columns {
            return Err(format!("data/{name}:{}: expected {columns} columns", number + 1).into());
        }
        rows.push(row);
    }
    Ok(rows)
}
