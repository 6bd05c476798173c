//! A disk that can be filled.

use std::{
    fs::{self, File},
    io::{ErrorKind, Write},
    os::unix::fs::PermissionsExt,
    path::{Path, PathBuf},
    process::Command,
};

use tempfile::TempDir;

const MEBIBYTE: u64 = 1024 * 1024;

/// A disk of its own, gone when it is dropped.
pub struct SmallDisk {
    folder: TempDir,
}

impl SmallDisk {
    /// Mounts one of so many MiB; none, with a word why, where the system does not let this user mount.
    pub fn mount(mebibytes: u64) -> Option<Self> {
        let folder = TempDir::with_prefix("undertone-disk-").expect("a folder");
        let output = Command::new("mount")
            .args(["-t", "tmpfs", "-o", &format!("size={mebibytes}m"), "tmpfs"])
            .arg(folder.path())
            .output()
            .expect("mount runs");
        if !output.status.success() {
            let told = String::from_utf8_lossy(&output.stderr);
            eprintln!("not tested, since no disk can be mounted: {}", told.trim());
            return None;
        }
        // Also a server that runs as another user writes here.
        fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o777)).expect("a mode");
        Some(Self { folder })
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        self.folder.path()
    }

    /// Takes all room but so many MiB.
    pub fn fill_but(&self, mebibytes: u64) {
        let mut ballast = File::create(self.ballast()).expect("a file");
        let block = vec![0; 64 * 1024];
        loop {
            match ballast.write_all(&block) {
                Ok(()) => {}
                Err(error) if error.kind() == ErrorKind::StorageFull => break,
                Err(error) => panic!("{error}"),
            }
        }
        let taken = ballast.metadata().expect("its size").len();
        let less = taken.saturating_sub(mebibytes * MEBIBYTE);
        ballast.set_len(less).expect("a shorter file");
    }

    /// Gives the room back.
    pub fn make_room(&self) {
        fs::remove_file(self.ballast()).expect("the ballast");
    }

    fn ballast(&self) -> PathBuf {
        self.path().join("ballast")
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        let unmounted = Command::new("umount")
            .arg("--lazy")
            .arg(self.path())
            .status();
        if !unmounted.is_ok_and(|status| status.success()) {
            eprintln!("{} stays mounted", self.path().display());
        }
    }
}
