//! Generated exports and what they hold.

use std::{fs::File, io::BufWriter, path::PathBuf};

use sample::{Manifest, Options};

use crate::{App, Upload};

/// A generated export on disk.
#[derive(Debug)]
pub struct Export {
    /// Where it lies.
    pub path: PathBuf,
    /// What it holds.
    pub manifest: Manifest,
}

impl Export {
    /// Generates an export beside the app's data.
    pub fn generate(app: &App, options: &Options) -> Self {
        let path = app
            .data()
            .join(format!("export-{}-{}.csv", options.seed, options.week));
        let mut out = BufWriter::new(File::create(&path).expect("a file"));
        let manifest = sample::generate(options, &mut out).expect("an export");
        out.into_inner().expect("it is written");
        Self { path, manifest }
    }

    /// The form that uploads it, with its timezone.
    pub fn upload(&self) -> Upload {
        Upload::file(&self.path).field("timezone", &self.manifest.timezone)
    }
}
