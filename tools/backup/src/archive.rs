//! Writing the archive: a `tar` in `zstd`, hashed member by member.

use std::{
    collections::BTreeMap,
    fmt::Write as _,
    fs::File,
    io::{self, BufWriter, Read, Write},
    path::{Path, PathBuf},
};

use sha2::{Digest, Sha256};

use crate::{Error, Manifest, Member, manifest};

/// Fast, and small enough: lake files are compressed already.
const LEVEL: i32 = 3;

/// An archive that is being written, under a temporary name beside its own.
pub struct Archive {
    tar: tar::Builder<zstd::Encoder<'static, BufWriter<File>>>,
    members: BTreeMap<String, Member>,
    partial: tempfile::TempPath,
    path: PathBuf,
}

impl Archive {
    /// Begins one. Dropped before [`Archive::finish`], it leaves nothing behind.
    pub fn begin(path: &Path) -> Result<Self, Error> {
        if path.exists() {
            return Err(Error::Exists(path.to_owned()));
        }
        let (file, partial) = temporary_beside(path)?.into_parts();
        let encoder = zstd::Encoder::new(BufWriter::new(file), LEVEL);
        let mut tar = tar::Builder::new(encoder.map_err(Error::file(path))?);
        tar.mode(tar::HeaderMode::Deterministic);
        Ok(Self {
            tar,
            members: BTreeMap::new(),
            partial,
            path: path.to_owned(),
        })
    }

    /// Adds an open file of that many bytes.
    pub fn add(&mut self, name: &str, bytes: u64, content: impl Read) -> Result<(), Error> {
        let mut hashed = Hashed::new(content.take(bytes));
        let mut header = tar::Header::new_gnu();
        header.set_size(bytes);
        header.set_mode(0o600);
        self.tar
            .append_data(&mut header, name, &mut hashed)
            .map_err(Error::file(&self.path))?;
        let (read, sha256) = hashed.end();
        if read != bytes {
            return Err(Error::Size {
                path: name.to_owned(),
                found: read,
                expected: bytes,
            });
        }
        self.members
            .insert(name.to_owned(), Member { bytes, sha256 });
        Ok(())
    }

    /// Writes the manifest, makes all of it permanent and gives it its name.
    pub fn finish(mut self, mut manifest: Manifest) -> Result<Manifest, Error> {
        manifest.members = std::mem::take(&mut self.members);
        let path = self.path;
        let failed = |error: io::Error| Error::file(&path)(error);
        let text = serde_json::to_vec_pretty(&manifest).map_err(|error| failed(error.into()))?;
        let mut header = tar::Header::new_gnu();
        header.set_size(text.len() as u64);
        header.set_mode(0o600);
        self.tar
            .append_data(&mut header, manifest::NAME, text.as_slice())
            .map_err(failed)?;
        let encoder = self.tar.into_inner().map_err(failed)?;
        let file = encoder.finish().map_err(failed)?;
        let file = file
            .into_inner()
            .map_err(|error| failed(error.into_error()))?;
        file.sync_all().map_err(failed)?;
        // It does not replace what somebody else has put there meanwhile.
        self.partial
            .persist_noclobber(&path)
            .map_err(|error| failed(error.error))?;
        sync_folder(path.parent().unwrap_or(Path::new(""))).map_err(failed)?;
        Ok(manifest)
    }
}

/// A temporary file in the folder of another, private to the user.
pub fn temporary_beside(path: &Path) -> Result<tempfile::NamedTempFile, Error> {
    let folder = match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    tempfile::Builder::new()
        .prefix(".undertone-")
        .suffix(".partial")
        .tempfile_in(folder)
        .map_err(Error::file(folder))
}

/// Makes the names in a folder permanent.
pub fn sync_folder(folder: &Path) -> io::Result<()> {
    let folder = if folder.as_os_str().is_empty() {
        Path::new(".")
    } else {
        folder
    };
    File::open(folder)?.sync_all()
}

/// Counts and hashes what is read or written through it.
pub struct Hashed<T> {
    inner: T,
    hash: Sha256,
    bytes: u64,
}

impl<T> Hashed<T> {
    /// Around a reader or writer.
    pub fn new(inner: T) -> Self {
        Self {
            inner,
            hash: Sha256::new(),
            bytes: 0,
        }
    }

    /// How many bytes came through, and their SHA-256 in hexadecimal.
    pub fn end(self) -> (u64, String) {
        let mut text = String::with_capacity(64);
        for byte in self.hash.finalize() {
            // Writing to a string does not fail.
            let _ = write!(text, "{byte:02x}");
        }
        (self.bytes, text)
    }
}

impl<T: Read> Read for Hashed<T> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        self.hash.update(&buffer[..read]);
        self.bytes += read as u64;
        Ok(read)
    }
}

impl<T: Write> Write for Hashed<T> {
    fn write(&mut self, buffer: &[u8]) -> io::Result<usize> {
        let written = self.inner.write(buffer)?;
        self.hash.update(&buffer[..written]);
        self.bytes += written as u64;
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.inner.flush()
    }
}
