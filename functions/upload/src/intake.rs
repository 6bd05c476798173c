//! Uploaded files on disk: written under a temporary name, turned into the table that jobs read, made permanent by a
//! rename, removed when unfinished.

use crate::room;
use sha2::{Digest, Sha256};
use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::SystemTime;
use wire::{Landing, Limits, Packed, ReadSeek};

/// So much of the file's beginning is kept at hand to read its header and first rows from.
pub const HEAD_BYTES: usize = 1024 * 1024;
/// Written bytes are pushed to the disk in steps of this size, so that the last step is short.
const SYNC_EVERY: u64 = 16 * 1024 * 1024;

/// The folder of all uploads.
#[derive(Clone, Debug)]
pub struct Uploads(PathBuf);

impl Uploads {
    /// Where the manifest mounts it.
    pub fn mounted() -> Self {
        Self(PathBuf::from("/data/uploads"))
    }

    /// Somewhere else.
    #[cfg(test)]
    pub fn in_folder(folder: &std::path::Path) -> Self {
        Self(folder.to_owned())
    }

    /// The permanent file of a job.
    pub fn file(&self, job: &str) -> PathBuf {
        self.0.join(job).join("export")
    }

    /// The folders of jobs, and of files still coming in.
    pub fn folders(&self) -> io::Result<Vec<PathBuf>> {
        match fs::read_dir(&self.0) {
            Ok(entries) => entries.map(|entry| Ok(entry?.path())).collect(),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Vec::new()),
            Err(error) => Err(error),
        }
    }

    /// When something in a job's folder was written last; none when the folder is gone.
    pub fn written_at(&self, job: &str) -> io::Result<Option<SystemTime>> {
        let folder = self.0.join(job);
        let mut latest = match fs::metadata(&folder) {
            Ok(found) => found.modified()?,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(error),
        };
        for name in ["incoming", "unpacked", "export"] {
            match fs::metadata(folder.join(name)) {
                Ok(found) => latest = latest.max(found.modified()?),
                Err(error) if error.kind() == io::ErrorKind::NotFound => {}
                Err(error) => return Err(error),
            }
        }
        Ok(Some(latest))
    }

    /// Begins a file for a job.
    pub fn begin(&self, job: &str) -> io::Result<Incoming> {
        let folder = self.0.join(job);
        fs::create_dir_all(&folder)?;
        let path = folder.join("incoming");
        let file = File::create_new(&path)?;
        Ok(Incoming {
            file: Some(file),
            path,
            folder,
            hash: Sha256::new(),
            size: 0,
            written: 0,
            synced: 0,
            head: Vec::new(),
        })
    }

    /// Removes a job's file and folder; nothing there is fine.
    pub fn remove(&self, job: &str) -> io::Result<()> {
        match fs::remove_dir_all(self.0.join(job)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
            _ => Ok(()),
        }
    }
}

/// A file that is still coming in. Dropped before [`Incoming::finish`] it leaves nothing behind.
#[derive(Debug)]
pub struct Incoming {
    file: Option<File>,
    path: PathBuf,
    folder: PathBuf,
    hash: Sha256,
    size: u64,
    written: u64,
    synced: u64,
    head: Vec<u8>,
}

/// A file that is safely on disk.
#[derive(Debug)]
pub struct Received {
    /// Its size in bytes.
    pub size: u64,
    /// SHA-256 of its bytes, in hexadecimal digits.
    pub sha256: String,
    /// Names and types of a Parquet file's columns.
    pub schema: Option<Vec<(String, String)>>,
}

impl Incoming {
    /// Notes bytes of the upload as they were sent.
    pub fn count(&mut self, bytes: &[u8]) {
        self.hash.update(bytes);
        self.size += bytes.len() as u64;
    }

    /// Appends what becomes of them.
    pub fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        let Some(file) = self.file.as_mut() else {
            return Err(io::ErrorKind::BrokenPipe.into());
        };
        file.write_all(bytes)
            .map_err(|error| room::explained(error, &self.folder))?;
        self.written += bytes.len() as u64;
        let room = HEAD_BYTES - self.head.len();
        self.head.extend_from_slice(&bytes[..bytes.len().min(room)]);
        if self.written - self.synced >= SYNC_EVERY {
            file.sync_data()?;
            self.synced = self.written;
        }
        Ok(())
    }

    /// Bytes written so far.
    pub fn written(&self) -> u64 {
        self.written
    }

    /// Bytes sent so far.
    pub fn size(&self) -> u64 {
        self.size
    }

    /// The beginning of what was written.
    pub fn head(&self) -> &[u8] {
        &self.head
    }

    /// Makes a table of what was written and makes it permanent.
    pub fn finish(mut self, landing: Landing, limits: Limits) -> Result<Received, wire::Error> {
        let settled = self.settle(landing, limits).map_err(|error| match error {
            wire::Error::Io(error) => wire::Error::Io(room::explained(error, &self.folder)),
            file @ wire::Error::File(_) => file,
        });
        // Only from here on is the folder a job's; before, dropping it removes it.
        if settled.is_ok() {
            self.file = None;
        }
        let schema = settled?;
        let digest = std::mem::take(&mut self.hash).finalize();
        let sha256 = digest
            .iter()
            .fold(String::with_capacity(64), |mut text, byte| {
                use std::fmt::Write as _;
                // Writing to a String cannot fail.
                write!(text, "{byte:02x}").ok();
                text
            });
        Ok(Received {
            size: self.size,
            sha256,
            schema,
        })
    }

    fn settle(&mut self, landing: Landing, limits: Limits) -> Result<Schema, wire::Error> {
        let mut schema = None;
        let export = self.folder.join("export");
        match landing {
            Landing::Table => {
                if let Some(file) = &self.file {
                    file.sync_all()?;
                }
                fs::rename(&self.path, export)?;
            }
            Landing::Rows(header) => with_header(&header, &self.path, &export)?,
            Landing::Packed(packed) => {
                let path = self.path.clone();
                let open: wire::Open =
                    Arc::new(move || Ok(Box::new(File::open(&path)?) as Box<dyn ReadSeek + Send>));
                if packed == Packed::Parquet {
                    schema = Some(wire::parquet_schema(&open)?);
                }
                let unpacked = self.folder.join("unpacked");
                let mut out = BufWriter::with_capacity(1 << 20, File::create_new(&unpacked)?);
                let mut sink = |bytes: &[u8]| Ok(out.write_all(bytes)?);
                let landing = wire::unpack(packed, &open, limits, &mut sink)?;
                let file = out.into_inner().map_err(io::IntoInnerError::into_error)?;
                if let Landing::Rows(header) = landing {
                    drop(file);
                    with_header(&header, &unpacked, &export)?;
                } else {
                    file.sync_all()?;
                    fs::rename(&unpacked, export)?;
                }
                fs::remove_file(&self.path)?;
            }
        }
        Ok(schema)
    }
}

/// The columns of a Parquet file, if it is one.
type Schema = Option<Vec<(String, String)>>;

/// Puts a header in front of stored rows, as `export`; the rows by themselves go.
fn with_header(header: &[u8], rows: &Path, export: &Path) -> io::Result<()> {
    let mut rows_file = File::open(rows)?;
    let whole = rows.with_extension("whole");
    let mut out = File::create_new(&whole)?;
    out.write_all(header)?;
    io::copy(&mut rows_file, &mut out)?;
    out.sync_all()?;
    fs::rename(&whole, export)?;
    fs::remove_file(rows)
}

impl Drop for Incoming {
    fn drop(&mut self) {
        if self.file.take().is_some()
            && let Err(error) = fs::remove_dir_all(&self.folder)
        {
            eprintln!(
                "level=warn event=upload_leftover path={} cause={error:?}",
                self.folder.display()
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder(name: &str) -> PathBuf {
        let folder =
            std::env::temp_dir().join(format!("undertone-intake-{}-{name}", std::process::id()));
        fs::remove_dir_all(&folder).ok();
        folder
    }

    #[test]
    fn a_finished_file_has_its_size_and_hash() {
        let uploads = Uploads::in_folder(&folder("finished"));
        let mut incoming = uploads.begin("j1").unwrap();
        for part in [&b"ab"[..], b"c"] {
            incoming.count(part);
            incoming.write(part).unwrap();
        }
        assert_eq!(incoming.head(), b"abc");
        let limits = Limits::of_uploads(100);
        let received = incoming.finish(Landing::Table, limits).unwrap();
        assert_eq!(received.size, 3);
        assert_eq!(
            received.sha256,
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        );
        assert_eq!(fs::read(uploads.file("j1")).unwrap(), b"abc");
    }

    #[test]
    fn rows_get_their_header_and_nothing_else_is_left() {
        let uploads = Uploads::in_folder(&folder("rows"));
        let mut incoming = uploads.begin("j3").unwrap();
        incoming.count(b"{}");
        incoming.write(b"1,,x\r\n").unwrap();
        let landing = Landing::Rows(b"#line,#fault,a\r\n".to_vec());
        let received = incoming.finish(landing, Limits::of_uploads(100)).unwrap();
        assert_eq!(received.size, 2);
        let export = uploads.file("j3");
        assert_eq!(fs::read(&export).unwrap(), b"#line,#fault,a\r\n1,,x\r\n");
        assert_eq!(fs::read_dir(export.parent().unwrap()).unwrap().count(), 1);
    }

    #[test]
    fn an_unfinished_file_leaves_nothing() {
        let uploads = Uploads::in_folder(&folder("unfinished"));
        let mut incoming = uploads.begin("j2").unwrap();
        incoming.write(b"half").unwrap();
        drop(incoming);
        assert!(uploads.folders().unwrap().is_empty());
    }
}
