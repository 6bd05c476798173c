//! What lies in the data folder.

use jiff::Timestamp;
use lakehouse::path::written_by;
use std::fs;
use std::io;
use std::path::Path;

/// What lies in the data folder.
#[derive(Clone, Debug, Default)]
pub struct Seen {
    /// Folders of uploads.
    pub uploads: Vec<Upload>,
    /// Files of the lake.
    pub lake: Vec<LakeFile>,
}

/// The folder of an upload.
#[derive(Clone, Debug)]
pub struct Upload {
    /// Its job.
    pub job: String,
    /// Whether the original is complete.
    pub has_original: bool,
    /// When something in it was written last.
    pub written: Timestamp,
}

/// A file of the lake.
#[derive(Clone, Debug)]
pub struct LakeFile {
    /// Its path below the lake's root.
    pub path: String,
    /// The job that wrote it and whether it has its last name; none where the name tells of no job.
    pub writer: Option<(String, bool)>,
    /// When it was written.
    pub written: Timestamp,
}

impl LakeFile {
    /// Whether it has the name of a published file.
    pub fn is_published(&self) -> bool {
        self.writer
            .as_ref()
            .is_some_and(|(_, published)| *published)
    }
}

/// Looks at everything. What goes while it looks is left out.
pub fn scan(root: &Path) -> io::Result<Seen> {
    let mut seen = Seen::default();
    for (name, is_folder) in entries(&root.join(installation::UPLOADS))? {
        let folder = root.join(installation::UPLOADS).join(&name);
        if !is_folder || !installation::is_job(&name) {
            continue;
        }
        if let Some(written) = written(&folder)? {
            seen.uploads.push(Upload {
                has_original: folder.join("export").exists(),
                job: name,
                written,
            });
        }
    }
    lake_files(&root.join(installation::LAKE), "", &mut seen.lake)?;
    Ok(seen)
}

fn lake_files(lake: &Path, below: &str, found: &mut Vec<LakeFile>) -> io::Result<()> {
    for (name, is_folder) in entries(&lake.join(below))? {
        let path = if below.is_empty() {
            name.clone()
        } else {
            format!("{below}/{name}")
        };
        if is_folder {
            lake_files(lake, &path, found)?;
        // What a health check writes for a moment is no file of the lake.
        } else if !name.starts_with(".check-")
            && let Some(written) = modified(&lake.join(&path))?
        {
            let writer = written_by(&name).map(|(job, published)| (job.to_owned(), published));
            found.push(LakeFile {
                path,
                writer,
                written,
            });
        }
    }
    Ok(())
}

/// Names in a folder, and which are folders; none when it does not exist.
pub fn entries(folder: &Path) -> io::Result<Vec<(String, bool)>> {
    let entries = match fs::read_dir(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        other => other?,
    };
    let mut names = Vec::new();
    for entry in entries {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        names.push((name, entry.file_type()?.is_dir()));
    }
    // In the same order everywhere, so that a run can be repeated.
    names.sort();
    Ok(names)
}

/// When a file, or something in a folder, was written last; none when it is gone.
pub fn written(path: &Path) -> io::Result<Option<Timestamp>> {
    let Some(mut latest) = modified(path)? else {
        return Ok(None);
    };
    if path.is_dir() {
        for (name, _) in entries(path)? {
            latest = latest.max(modified(&path.join(name))?.unwrap_or(latest));
        }
    }
    Ok(Some(latest))
}

fn modified(path: &Path) -> io::Result<Option<Timestamp>> {
    match fs::metadata(path).and_then(|data| data.modified()) {
        Ok(modified) => Timestamp::try_from(modified)
            .map(Some)
            .map_err(io::Error::other),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}
