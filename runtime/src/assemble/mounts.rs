//! `files`: folders are mounted, single files and patterns are copied to a folder that is mounted at `/`.

use super::{Plan, StartError};
use crate::{
    data_dir::{DataDir, DataError},
    document::Located,
    manifest::FilesEntry,
};
use std::{
    fs, io,
    path::{Component, Path, PathBuf},
};
use undertone_host::Mount;

/// The mounts of a component.
pub fn mounts(plan: &Plan, id: &str, data: &DataDir) -> Result<Vec<Mount>, StartError> {
    let mut mounts = Vec::new();
    let mut copies: Vec<(PathBuf, PathBuf)> = Vec::new();
    for entry in &plan.manifest.components[id].files {
        match entry {
            FilesEntry::Placement {
                source,
                destination,
            } => {
                if plan.settings.writable.contains(&source.value) {
                    let host = data.folder(relative(plan, source)?)?;
                    mounts.push(Mount {
                        host,
                        guest: destination.clone(),
                        writable: true,
                    });
                    continue;
                }
                let host = plan.root.join(&source.value);
                if host.is_dir() {
                    mounts.push(Mount {
                        host,
                        guest: destination.clone(),
                        writable: false,
                    });
                } else if host.is_file() {
                    copies.push((host, destination.trim_start_matches('/').into()));
                } else {
                    return Err(absent(plan, source));
                }
            }
            FilesEntry::Pattern(pattern) => copies.extend(matching(plan, pattern)?),
        }
    }
    if !copies.is_empty() {
        let host = data.emptied(&Path::new("files").join(id))?;
        for (from, to) in copies {
            place(&from, &host.join(to)).map_err(|error| DataError::Io { path: from, error })?;
        }
        mounts.push(Mount {
            host,
            guest: "/".to_owned(),
            writable: false,
        });
    }
    Ok(mounts)
}

fn absent(plan: &Plan, source: &Located<String>) -> StartError {
    let reason = format!("there is no `{}` beside the manifest", source.value);
    let remedy = "make it, or name it under [mounts] writable in runtime.toml";
    plan.document.mistake(source.line, reason, remedy).into()
}

/// A path that stays below the folder it is joined to.
fn relative<'a>(plan: &Plan, source: &'a Located<String>) -> Result<&'a Path, StartError> {
    let path = Path::new(&source.value);
    let inside = path
        .components()
        .all(|part| matches!(part, Component::Normal(_) | Component::CurDir));
    if inside {
        return Ok(path);
    }
    let reason = format!("the writable source `{}` leads elsewhere", source.value);
    Err(plan
        .document
        .mistake(source.line, reason, "write a relative path without ..")
        .into())
}

fn matching(plan: &Plan, pattern: &Located<String>) -> Result<Vec<(PathBuf, PathBuf)>, StartError> {
    let mistake =
        |reason: String, remedy: &str| plan.document.mistake(pattern.line, reason, remedy);
    let root = glob::Pattern::escape(&plan.root.to_string_lossy());
    let paths = glob::glob(&format!("{root}/{}", pattern.value)).map_err(|error| {
        mistake(
            format!("`{}` is no pattern: {error}", pattern.value),
            "correct it",
        )
    })?;
    let mut files = Vec::new();
    for path in paths {
        let path = path.map_err(|error| StartError::Io(error.into()))?;
        if path.is_file()
            && let Ok(inside) = path.strip_prefix(&plan.root)
        {
            files.push((path.clone(), inside.to_owned()));
        }
    }
    if files.is_empty() {
        let reason = format!("no file matches `{}`", pattern.value);
        return Err(mistake(reason, "correct or remove the pattern").into());
    }
    Ok(files)
}

fn place(from: &Path, to: &Path) -> io::Result<()> {
    if let Some(parent) = to.parent() {
        fs::create_dir_all(parent)?;
    }
    fs::copy(from, to).map(drop)
}
