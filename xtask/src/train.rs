//! `cargo xtask train`: rebuilds the weights of the sentiment crate from labelled texts, and judges them.

use crate::root;
use crate::tools::system_packages;
use anyhow::{Context, ensure};
use clap::Args;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use training::{Corpora, SOURCES, Settings, Source, corrections, diagram, judge, table};

/// What to train from.
#[derive(Args)]
pub struct Options {
    /// The folder of labelled texts. What is missing of `senti4sd_train3098.csv`, `senti4sd_test1326.csv` and
    /// `premo_1791.csv` is downloaded into it.
    #[arg(long, default_value = "target/sentiment")]
    data: PathBuf,
    /// Train on labels that people corrected, too: a file of `GET /api/corrections.ndjson`. Can be given several times.
    #[arg(long, conflicts_with = "check")]
    corrections: Vec<PathBuf>,
    /// Only compare: fail if the file in the repository is not what these texts make.
    #[arg(long)]
    check: bool,
}

/// Trains, writes the model and the reliability diagram, and prints the table of `docs/sentiment.md`.
pub fn run(options: &Options) -> anyhow::Result<()> {
    let root = root::root();
    let sentiment = root.join("crates/sentiment");
    download(&options.data)?;
    let mut corpora = Corpora::read(
        &options.data,
        &sentiment,
        &root.join("crates/training/texts"),
    )?;
    if !options.corrections.is_empty() {
        let corpus = corrections(&options.corrections)?;
        ensure!(
            !corpus.texts.is_empty(),
            "the corrected labels hold no text that people agree on"
        );
        println!("{} texts with corrected labels", corpus.texts.len());
        corpora.training.push(corpus);
    }
    let judgement = judge(&corpora, &Settings::default(), |doing| eprintln!("{doing}"));
    let path = sentiment.join("model/model.bin");
    let file = judgement.model.file();
    let is_same = fs::read(&path)? == file;
    if options.check {
        ensure!(
            is_same,
            "{} differs from what these texts make",
            path.display()
        );
    } else {
        fs::write(&path, &file)?;
        fs::write(
            root.join("docs/sentiment-reliability.svg"),
            diagram(&judgement.splits),
        )?;
    }
    println!("{}", table(&judgement.splits));
    println!("{}: {} bytes", path.display(), file.len());
    if !is_same {
        println!(
            "The weights have changed: give SCORING_VERSION in crates/sentiment/src/score.rs a new name, and score the \
             stored texts anew once the new build runs."
        );
    }
    Ok(())
}

/// Downloads the labelled texts that are missing.
fn download(folder: &Path) -> anyhow::Result<()> {
    for source in SOURCES {
        let path = folder.join(source.file);
        if path.exists() {
            continue;
        }
        println!("── download {}", source.file);
        let file = fetched(&source).with_context(|| {
            format!(
                "{} is missing, and {} could not be taken instead",
                path.display(),
                source.url
            )
        })?;
        fs::create_dir_all(folder)?;
        // Under its name only when whole.
        let partial = path.with_extension("partial");
        fs::write(&partial, file)?;
        fs::rename(&partial, &path)?;
    }
    Ok(())
}

fn fetched(source: &Source) -> anyhow::Result<String> {
    system_packages(&[("curl", &["curl", "ca-certificates"])])?;
    let output = Command::new("curl")
        .args(["--fail", "--silent", "--show-error", "--location"])
        .args(["--proto", "=https", "--retry", "3", source.url])
        .output()?;
    ensure!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr).trim()
    );
    Ok(source.adopt(&output.stdout)?)
}
