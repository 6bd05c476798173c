//! Uploaded files on disk: written under a temporary name, turned into the table that jobs read, made permanent by a
//! rename, removed when unfinished.

use crate::{ROOT, room};
use data_encoding::HEXLOWER;
use sha2::{Digest, Sha256};
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use wire::Unpacked;

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
        Self(Path::new(ROOT).join(installation::UPLOADS))
    }

    /// Somewhere else.
    pub fn in_folder(folder: &std::path::Path) -> Self {
        Self(folder.to_owned())
    }

    /// The permanent file of a job.
    pub fn file(&self, job: &str) -> PathBuf {
        self.0.join(job).join("export")
    }

    /// Where the parts of an upload that is sent piece by piece are put together.
    pub fn parts(&self, upload: &str) -> PathBuf {
        self.0.join(upload).join("parts")
    }

    /// Gives the file of one job to another of the same content, whose own is missing. Tells whether it was.
    pub fn give(&self, from: &str, to: &str) -> io::Result<bool> {
        let (file, missing) = (self.file(from), self.file(to));
        if missing.exists() {
            return Ok(false);
        }
        let folder = self.0.join(to);
        fs::create_dir_all(&folder)?;
        fs::rename(file, missing)?;
        File::open(folder)?.sync_all()?;
        Ok(true)
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

    /// Makes what was written permanent, with a header in front where it is only rows.
    pub fn finish(self, header: Option<&[u8]>) -> io::Result<Received> {
        self.settle("incoming", header, None)
    }

    /// Makes permanent what was unpacked beside what was written, in place of it.
    pub fn finish_unpacked(self, unpacked: Unpacked) -> io::Result<Received> {
        self.settle("unpacked", unpacked.header.as_deref(), unpacked.schema)
    }

    fn settle(
        mut self,
        name: &str,
        header: Option<&[u8]>,
        schema: Option<Vec<(String, String)>>,
    ) -> io::Result<Received> {
        self.place(name, header)
            .map_err(|error| room::explained(error, &self.folder))?;
        // Only from here on is the folder a job's; before, dropping it removes it.
        self.file = None;
        let digest = std::mem::take(&mut self.hash).finalize();
        Ok(Received {
            size: self.size,
            sha256: HEXLOWER.encode(&digest),
            schema,
        })
    }

    /// Gives the table its permanent name.
    fn place(&self, name: &str, header: Option<&[u8]>) -> io::Result<()> {
        let (table, export) = (self.folder.join(name), self.folder.join("export"));
        match (header, &self.file) {
            (Some(header), _) => with_header(header, &table, &export)?,
            (None, Some(file)) => {
                file.sync_all()?;
                fs::rename(&table, &export)?;
            }
            (None, None) => return Err(io::ErrorKind::BrokenPipe.into()),
        }
        if table == self.path {
            return Ok(());
        }
        fs::remove_file(&self.path)
    }
}

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
            let (path, cause) = (self.folder.display().to_string(), error.to_string());
            endpoint::log::warn(
                "upload_leftover",
                serde_json::json!({"path": path, "cause": cause}),
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
        let received = incoming.finish(None).unwrap();
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
        let header = b"#line,#fault,a\r\n";
        let received = incoming.finish(Some(header)).unwrap();
        assert_eq!(received.size, 2);
        let export = uploads.file("j3");
        assert_eq!(fs::read(&export).unwrap(), b"#line,#fault,a\r\n1,,x\r\n");
        assert_eq!(fs::read_dir(export.parent().unwrap()).unwrap().count(), 1);
    }

    #[test]
    fn what_was_unpacked_takes_the_place_of_the_upload() {
        let uploads = Uploads::in_folder(&folder("unpacked"));
        for (header, table) in [
            (Some(b"a\r\n".to_vec()), &b"a\r\nx\r\n"[..]),
            (None, b"x\r\n"),
        ] {
            let mut incoming = uploads.begin("j4").unwrap();
            incoming.write(b"PK").unwrap();
            let export = uploads.file("j4");
            let beside = export.with_file_name("unpacked");
            fs::write(beside, b"x\r\n").unwrap();
            let schema = None;
            incoming
                .finish_unpacked(Unpacked { header, schema })
                .unwrap();
            assert_eq!(fs::read(&export).unwrap(), table);
            assert_eq!(fs::read_dir(export.parent().unwrap()).unwrap().count(), 1);
            uploads.remove("j4").unwrap();
        }
    }

    #[test]
    fn a_file_is_given_only_where_one_is_missing() {
        let uploads = Uploads::in_folder(&folder("given"));
        for (job, text) in [("j5", b"a"), ("j6", b"b")] {
            let mut incoming = uploads.begin(job).unwrap();
            incoming.write(text).unwrap();
            incoming.finish(None).unwrap();
        }
        assert!(!uploads.give("j6", "j5").unwrap());
        uploads.remove("j5").unwrap();
        assert!(uploads.give("j6", "j5").unwrap());
        assert_eq!(fs::read(uploads.file("j5")).unwrap(), b"b");
    }

    #[test]
    fn an_unfinished_file_leaves_nothing() {
        let uploads = Uploads::in_folder(&folder("unfinished"));
        let mut incoming = uploads.begin("j2").unwrap();
        incoming.write(b"half").unwrap();
        drop(incoming);
        assert!(!uploads.file("j2").parent().unwrap().exists());
    }
}
