//! Digests of files that have not changed since they were last read, so that a start need not read them again.

use super::CacheError;
use sha2::{Digest, Sha256};
use std::{
    collections::BTreeMap,
    fmt::Write as _,
    fs::{self, File, Metadata},
    io::{self, Read},
    os::unix::fs::MetadataExt,
    path::{Path, PathBuf},
    sync::{Mutex, PoisonError},
    time::Duration,
};

/// A file that changed later than this before it was read may change again without looking different.
const SETTLED: Duration = Duration::from_secs(2);

/// A digest in hexadecimal.
pub(super) type Hex = String;

/// The known files, kept in one text file: a line each, `digest size seconds nanoseconds inode path`.
pub(super) struct Index {
    file: PathBuf,
    known: Mutex<Known>,
}

#[derive(Default)]
struct Known {
    entries: BTreeMap<PathBuf, (String, Hex)>,
    changed: bool,
}

impl Index {
    /// Reads the index; a missing or damaged one is empty.
    pub(super) fn open(file: PathBuf) -> Self {
        let text = fs::read_to_string(&file).unwrap_or_default();
        let entries = text.lines().filter_map(parse).collect();
        let known = Mutex::new(Known {
            entries,
            changed: false,
        });
        Self { file, known }
    }

    /// The digest of a file's content.
    pub(super) fn digest(&self, path: &Path) -> Result<Hex, CacheError> {
        let failed = |error| CacheError::File {
            path: path.to_owned(),
            error,
        };
        let path = path.canonicalize().map_err(failed)?;
        let stamp = stamp(&fs::metadata(&path).map_err(failed)?);
        let known = || self.known.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((old, digest)) = known().entries.get(&path)
            && *old == stamp
        {
            return Ok(digest.clone());
        }
        let digest = digest(&path).map_err(failed)?;
        let metadata = fs::metadata(&path).map_err(failed)?;
        let settled = metadata
            .modified()
            .ok()
            .and_then(|modified| modified.elapsed().ok())
            .is_some_and(|age| age > SETTLED);
        // Only what was the same before and after may be believed next time.
        if settled && stamp == self::stamp(&metadata) && !path.to_string_lossy().contains('\n') {
            let mut known = known();
            known.entries.insert(path, (stamp, digest.clone()));
            known.changed = true;
        }
        Ok(digest)
    }

    /// Writes what was learnt.
    pub(super) fn save(&self) -> Result<(), CacheError> {
        let known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        if !known.changed {
            return Ok(());
        }
        let mut text = String::new();
        for (path, (stamp, digest)) in known.entries.iter().filter(|(path, _)| path.exists()) {
            let _infallible = writeln!(text, "{digest} {stamp} {}", path.display());
        }
        super::write(&self.file, text.as_bytes())
    }
}

fn parse(line: &str) -> Option<(PathBuf, (String, Hex))> {
    let (digest, rest) = line.split_once(' ')?;
    let cut = rest.match_indices(' ').nth(3)?.0;
    let (stamp, path) = rest.split_at(cut);
    let path = path.strip_prefix(' ')?;
    (digest.len() == 64).then(|| (path.into(), (stamp.to_owned(), digest.to_owned())))
}

fn stamp(metadata: &Metadata) -> String {
    format!(
        "{} {} {} {}",
        metadata.size(),
        metadata.mtime(),
        metadata.mtime_nsec(),
        metadata.ino()
    )
}

/// The digest of a file, without holding it in memory.
fn digest(path: &Path) -> io::Result<Hex> {
    let mut file = File::open(path)?;
    let mut sha = Sha256::new();
    let mut buffer = vec![0; 64 << 10];
    loop {
        match file.read(&mut buffer)? {
            0 => return Ok(text(&sha.finalize())),
            read => sha.update(&buffer[..read]),
        }
    }
}

/// The digest of bytes.
pub(super) fn hex(bytes: &[u8]) -> Hex {
    text(&Sha256::digest(bytes))
}

fn text(digest: &[u8]) -> Hex {
    digest
        .iter()
        .fold(String::with_capacity(64), |mut text, byte| {
            let _infallible = write!(text, "{byte:02x}");
            text
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_changed_file_has_another_digest() {
        let folder = std::env::temp_dir().join(format!("undertone-index-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        let (file, index) = (folder.join("a b.wasm"), folder.join("index"));
        fs::write(&file, "one").unwrap();
        fs::File::open(&file)
            .unwrap()
            .set_modified(std::time::UNIX_EPOCH + Duration::from_secs(9))
            .unwrap();
        let first = Index::open(index.clone());
        assert_eq!(first.digest(&file).unwrap(), hex(b"one"));
        first.save().unwrap();
        let second = Index::open(index);
        assert_eq!(second.known.lock().unwrap().entries.len(), 1);
        assert_eq!(second.digest(&file).unwrap(), hex(b"one"));
        fs::write(&file, "two").unwrap();
        assert_eq!(second.digest(&file).unwrap(), hex(b"two"));
        fs::remove_dir_all(&folder).unwrap();
    }
}
