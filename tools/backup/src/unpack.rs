//! Reads an archive into a folder and checks every member against the manifest.

use std::{
    collections::BTreeMap,
    fs::{self, File},
    io::{self, BufReader, Read},
    path::{Component, Path, PathBuf},
};

use crate::{
    Error, Manifest, Member,
    archive::{Hashed, sync_folder},
    manifest,
};

/// Where members may lie.
const PLACES: [&str; 3] = ["records", "lake", "uploads"];
/// No manifest is larger.
const MOST_MANIFEST: u64 = 256 << 20;

/// Unpacks all members below `folder`; nothing of it counts unless this succeeds.
pub fn unpack(archive: &Path, folder: &Path) -> Result<Manifest, Error> {
    read(archive, Some(folder))
}

/// Reads all members and holds them against the manifest, without unpacking them.
pub fn verify(archive: &Path) -> Result<Manifest, Error> {
    read(archive, None)
}

fn read(archive: &Path, folder: Option<&Path>) -> Result<Manifest, Error> {
    let damaged = |reason: String| Error::Damaged {
        path: archive.to_owned(),
        reason,
    };
    let file = File::open(archive).map_err(Error::file(archive))?;
    let decoder = zstd::Decoder::new(BufReader::new(file)).map_err(Error::file(archive))?;
    let mut tar = tar::Archive::new(decoder);
    let mut members: BTreeMap<String, Member> = BTreeMap::new();
    let mut told: Option<Manifest> = None;
    for entry in tar.entries().map_err(|error| damaged(error.to_string()))? {
        let mut entry = entry.map_err(|error| damaged(error.to_string()))?;
        let name = entry.path().map_err(|error| damaged(error.to_string()))?;
        let name = name.to_string_lossy().into_owned();
        if told.is_some() {
            return Err(damaged(format!("{name} stands behind the manifest")));
        }
        if name == manifest::NAME {
            let mut text = Vec::new();
            let read = (&mut entry).take(MOST_MANIFEST).read_to_end(&mut text);
            read.map_err(|error| damaged(error.to_string()))?;
            told = Some(parse(&text, &damaged)?);
            continue;
        }
        if !entry.header().entry_type().is_file() {
            return Err(damaged(format!("{name} is no file")));
        }
        let place = inside(&name).ok_or_else(|| damaged(format!("{name} leads elsewhere")))?;
        let path = folder.map(|folder| folder.join(&place));
        let member = match &path {
            Some(path) => write(&mut entry, path),
            None => copy(&mut entry, io::sink()),
        };
        let member = member.map_err(|error| match error {
            Failed::Read(error) => damaged(format!("{name}: {error}")),
            Failed::Write(error) => Error::file(path.as_ref().unwrap_or(&place))(error),
        })?;
        if members.insert(name.clone(), member).is_some() {
            return Err(damaged(format!("{name} is in it twice")));
        }
    }
    let manifest = told.ok_or_else(|| damaged("its end is missing".to_owned()))?;
    if manifest.members != members {
        let differs = |(name, member): &(&String, &Member)| members.get(*name) != Some(*member);
        let first = manifest.members.iter().find(differs);
        let first = first.map_or("a file that is not listed", |(name, _)| name.as_str());
        return Err(damaged(format!("the checksum of {first} differs")));
    }
    Ok(manifest)
}

fn parse(text: &[u8], damaged: &impl Fn(String) -> Error) -> Result<Manifest, Error> {
    #[derive(serde::Deserialize)]
    struct Head {
        format: u32,
        version: String,
    }
    let head: Head = serde_json::from_slice(text).map_err(|error| damaged(error.to_string()))?;
    if head.format > manifest::FORMAT {
        return Err(Error::Newer(head.version));
    }
    serde_json::from_slice(text).map_err(|error| damaged(error.to_string()))
}

/// A member's path, if it stays inside.
fn inside(name: &str) -> Option<PathBuf> {
    let path = Path::new(name);
    let plain = path
        .components()
        .all(|part| matches!(part, Component::Normal(_)));
    let place = path.components().next()?.as_os_str().to_str()?;
    (plain && PLACES.contains(&place)).then(|| path.to_owned())
}

enum Failed {
    Read(io::Error),
    Write(io::Error),
}

fn write(from: &mut impl Read, path: &Path) -> Result<Member, Failed> {
    let folder = path.parent().unwrap_or(path);
    fs::create_dir_all(folder).map_err(Failed::Write)?;
    let member = copy(from, File::create_new(path).map_err(Failed::Write)?)?;
    File::open(path)
        .and_then(|file| file.sync_all())
        .map_err(Failed::Write)?;
    sync_folder(folder).map_err(Failed::Write)?;
    Ok(member)
}

fn copy(from: &mut impl Read, to: impl io::Write) -> Result<Member, Failed> {
    let mut to = Hashed::new(to);
    let mut buffer = vec![0; 256 << 10];
    loop {
        let read = from.read(&mut buffer).map_err(Failed::Read)?;
        if read == 0 {
            break;
        }
        io::Write::write_all(&mut to, &buffer[..read]).map_err(Failed::Write)?;
    }
    let (bytes, sha256) = to.end();
    Ok(Member { bytes, sha256 })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn members_stay_inside() {
        assert!(inside("lake/ws=1/a.parquet").is_some());
        for name in [
            "../x",
            "lake/../../x",
            "/etc/passwd",
            "other/x",
            "",
            "manifest.json",
        ] {
            assert_eq!(inside(name), None, "{name}");
        }
    }
}
