//! `admin.json` in the data folder: where the admin port of its runtime is, and the token with which that is told to do
//! something. Who may read the folder may ask; a page in a browser, which reaches the port as well, may not.

use http::{HeaderMap, header};
use serde::{Deserialize, Serialize};
use std::{
    fmt::Write as _,
    fs,
    io::{self, Write as _},
    net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr},
    os::unix::fs::OpenOptionsExt,
    path::{Path, PathBuf},
};

/// The file's name.
const NAME: &str = "admin.json";

/// What the file says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Announced {
    /// Where the port is reached from this machine.
    pub address: SocketAddr,
    /// Made anew at each start.
    pub token: String,
}

/// A file that is removed when the runtime ends.
pub struct Standing(PathBuf);

impl Announced {
    /// What a runtime says whose admin port listens there.
    pub fn new(listening: SocketAddr, random: [u8; 16]) -> Self {
        let mut token = String::with_capacity(32);
        for byte in random {
            let _infallible = write!(token, "{byte:02x}");
        }
        let mut address = listening;
        if address.ip().is_unspecified() {
            address.set_ip(match address.ip() {
                IpAddr::V4(_) => Ipv4Addr::LOCALHOST.into(),
                IpAddr::V6(_) => Ipv6Addr::LOCALHOST.into(),
            });
        }
        Self { address, token }
    }

    /// Writes the file, for this user alone.
    pub fn write(&self, data: &Path) -> io::Result<Standing> {
        let (path, fresh) = (data.join(NAME), data.join("admin.json.new"));
        // One that a killed runtime left may have other rights.
        match fs::remove_file(&fresh) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
        let mut file = fs::OpenOptions::new()
            .write(true)
            .create_new(true)
            .mode(0o600)
            .open(&fresh)?;
        file.write_all(serde_json::to_string(self)?.as_bytes())?;
        fs::rename(fresh, &path)?;
        Ok(Standing(path))
    }

    /// Reads the file, if there is one. It may be that of a runtime that was killed.
    pub fn read(data: &Path) -> io::Result<Option<Self>> {
        match fs::read(data.join(NAME)) {
            Ok(bytes) => Ok(serde_json::from_slice(&bytes).ok()),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// The header that carries the token.
    pub fn header(&self) -> String {
        format!("Bearer {}", self.token)
    }

    /// Whether a request carries the token; nothing if it carries none.
    pub fn is_carried(&self, headers: &HeaderMap) -> Option<bool> {
        let given = headers.get(header::AUTHORIZATION)?.as_bytes();
        let wanted = self.header();
        let different = given
            .iter()
            .zip(wanted.as_bytes())
            .fold(0, |different, (one, other)| different | (one ^ other));
        Some(given.len() == wanted.len() && different == 0)
    }
}

impl Drop for Standing {
    fn drop(&mut self) {
        // One that stays is found out: nobody listens there, or for another token.
        let _left = fs::remove_file(&self.0);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::fs::PermissionsExt;

    #[test]
    fn the_file_is_this_users_alone_and_goes_with_the_runtime() {
        let folder = std::env::temp_dir().join(format!("undertone-admin-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        assert_eq!(Announced::read(&folder).unwrap(), None);
        let announced = Announced::new("0.0.0.0:7000".parse().unwrap(), [0xab; 16]);
        assert_eq!(announced.address.to_string(), "127.0.0.1:7000");
        let standing = announced.write(&folder).unwrap();
        let rights = fs::metadata(folder.join(NAME)).unwrap().permissions();
        assert_eq!(rights.mode() & 0o777, 0o600);
        assert_eq!(Announced::read(&folder).unwrap(), Some(announced));
        drop(standing);
        assert_eq!(Announced::read(&folder).unwrap(), None);
        fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn the_token_is_told_from_any_other() {
        let announced = Announced::new("127.0.0.1:1".parse().unwrap(), [1; 16]);
        let with =
            |value: &str| HeaderMap::from_iter([(header::AUTHORIZATION, value.parse().unwrap())]);
        assert_eq!(announced.is_carried(&HeaderMap::new()), None);
        assert_eq!(announced.is_carried(&with(&announced.header())), Some(true));
        for other in [
            "",
            "Bearer",
            "Bearer 0101",
            &format!("{}0", announced.header()),
        ] {
            assert_eq!(announced.is_carried(&with(other)), Some(false));
        }
    }
}
