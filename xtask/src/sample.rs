//! `cargo xtask sample`: a generated Jira export and its manifest.

use anyhow::Context;
use clap::{Args, ValueEnum};
use jiff::civil::Date;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::PathBuf;

/// What to generate.
#[derive(Args)]
pub struct Options {
    /// Tickets in week 0.
    #[arg(long, default_value_t = 1_000)]
    rows: u64,
    /// Wide: 1,667 columns of which 1,025 are distinct. Narrow: 12.
    #[arg(long, default_value = "wide")]
    columns: Columns,
    /// The same seed gives the same bytes.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// The same project exported again this many weeks later.
    #[arg(long, default_value_t = 0)]
    week: u32,
    /// Day of the export of week 0, YYYY-MM-DD; today when left out, so that dashboards show it.
    #[arg(long)]
    first_export: Option<Date>,
    /// Share of rows that are broken, 0 to 1.
    #[arg(long, default_value_t = 0.01)]
    broken: f64,
    /// Where to write; the manifest goes beside it as `<name>.manifest.json`.
    #[arg(long, default_value = "target/sample.csv")]
    out: PathBuf,
}

#[derive(Clone, Copy, ValueEnum)]
enum Columns {
    Wide,
    Narrow,
}

/// Writes the export and its manifest, and says where they are.
pub fn run(options: &Options) -> anyhow::Result<()> {
    let columns = match options.columns {
        Columns::Wide => sample::Columns::Wide,
        Columns::Narrow => sample::Columns::Narrow,
    };
    let wanted = sample::Options {
        week: options.week,
        first_export: options.first_export.unwrap_or_else(today),
        broken_share: options.broken,
        ..sample::Options::new(options.rows, columns, options.seed)
    };
    if let Some(folder) = options.out.parent() {
        std::fs::create_dir_all(folder)?;
    }
    let file = File::create(&options.out)
        .with_context(|| format!("cannot write {}", options.out.display()))?;
    let mut out = BufWriter::new(file);
    let manifest = sample::generate(&wanted, &mut out)?;
    out.flush()?;
    let beside = options.out.with_extension("manifest.json");
    serde_json::to_writer_pretty(BufWriter::new(File::create(&beside)?), &manifest)?;
    println!(
        "{}: {} rows, {} columns, {} bytes; manifest: {}",
        options.out.display(),
        manifest.rows,
        manifest.columns,
        manifest.bytes,
        beside.display()
    );
    Ok(())
}

#[expect(clippy::disallowed_methods, reason = "a command may know the date")]
fn today() -> Date {
    jiff::Zoned::now().date()
}
