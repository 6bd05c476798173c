//! `cargo xtask train`: rebuilds the weights of the sentiment crate from labelled texts, and judges them.

use crate::root;
use anyhow::Context;
use clap::Args;
use std::fs;
use std::path::PathBuf;
use training::{Corpora, Settings, diagram, judge, table};

/// What to train from.
#[derive(Args)]
pub struct Options {
    /// The folder with `senti4sd_train3098.csv`, `senti4sd_test1326.csv` and `premo_1791.csv`; `docs/sentiment.md` says
    /// where they come from.
    #[arg(long, default_value = "target/sentiment")]
    data: PathBuf,
    /// Only compare: fail if the file in the repository is not what these texts make.
    #[arg(long)]
    check: bool,
}

/// Trains, writes the model and the reliability diagram, and prints the table of `docs/sentiment.md`.
pub fn run(options: &Options) -> anyhow::Result<()> {
    let root = root::root();
    let sentiment = root.join("crates/sentiment");
    let corpora = Corpora::read(&options.data, &sentiment).with_context(|| {
        format!(
            "put the labelled texts into {} or name their folder with --data",
            options.data.display()
        )
    })?;
    let judgement = judge(&corpora, &Settings::default(), |doing| eprintln!("{doing}"));
    let path = sentiment.join("model/model.bin");
    let file = judgement.model.file();
    if options.check {
        anyhow::ensure!(
            fs::read(&path)? == file,
            "{} differs from what these texts make",
            path.display()
        );
    } else {
        fs::write(&path, &file)?;
        fs::write(
            root.join("docs/sentiment-reliability.svg"),
            diagram(&judgement.reliability),
        )?;
    }
    println!("{}", table(&judgement.splits));
    println!("{}: {} bytes", path.display(), file.len());
    Ok(())
}
