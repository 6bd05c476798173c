//! The routes: an order in, what became of the file out.

use std::path::PathBuf;

use bytes::Bytes;
use http::{HeaderValue, Method, Request, Response, StatusCode, header};
use wire::{Order, Refused, Unpacked};

use crate::stored;

/// The largest body, in bytes.
pub const MAX_BODY: usize = 4096;

/// Unpacks files below the folder of all uploads.
pub struct Unpack(PathBuf);

impl Unpack {
    /// Where the manifest mounts it.
    pub fn mounted() -> Self {
        Self::in_folder("/data/uploads")
    }

    /// Somewhere else.
    pub fn in_folder(folder: impl Into<PathBuf>) -> Self {
        Self(folder.into())
    }

    /// Answers a request.
    pub fn answer(&self, request: &Request<Bytes>) -> Response<Bytes> {
        match (request.method(), request.uri().path()) {
            (&Method::GET, "/") => status(StatusCode::NO_CONTENT),
            (&Method::POST, "/unpack") => match self.unpack(request.body()) {
                Some(outcome) => json(&outcome),
                None => status(StatusCode::BAD_REQUEST),
            },
            _ => status(StatusCode::NOT_FOUND),
        }
    }

    /// None when the body is no order.
    fn unpack(&self, body: &[u8]) -> Option<Result<Unpacked, Refused>> {
        let order: Order = serde_json::from_slice(body).ok()?;
        is_job(&order.job).then(|| Ok(stored::unpack(&self.0.join(&order.job), &order)?))
    }
}

/// Whether a folder's name is a job's identifier, a UUID: no other is read or written.
fn is_job(name: &str) -> bool {
    name.len() == 36 && name.chars().all(|c| c == '-' || c.is_ascii_hexdigit())
}

fn json(outcome: &Result<Unpacked, Refused>) -> Response<Bytes> {
    let Ok(body) = serde_json::to_vec(outcome) else {
        return status(StatusCode::INTERNAL_SERVER_ERROR);
    };
    let mut response = Response::new(body.into());
    let kind = HeaderValue::from_static("application/json");
    response.headers_mut().insert(header::CONTENT_TYPE, kind);
    response
}

fn status(status: StatusCode) -> Response<Bytes> {
    let mut response = Response::new(Bytes::new());
    *response.status_mut() = status;
    response
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use tickets::FileError;
    use wire::{Limits, Packed};
    use zip::{ZipWriter, write::SimpleFileOptions};

    use super::*;

    const JOB: &str = "01890a5d-ac96-774b-bcce-b302099a8057";

    fn post(unpack: &Unpack, job: &str) -> Response<Bytes> {
        let order = Order {
            job: job.to_owned(),
            packed: Packed::Zip,
            limits: Limits::of_uploads(1 << 20),
            table: None,
        };
        let body = serde_json::to_vec(&order).unwrap().into();
        unpack.answer(
            &Request::post("http://unpack.spin.internal/unpack")
                .body(body)
                .unwrap(),
        )
    }

    fn outcome(response: &Response<Bytes>) -> Result<Unpacked, Refused> {
        assert_eq!(response.status(), StatusCode::OK);
        serde_json::from_slice(response.body()).unwrap()
    }

    #[test]
    fn a_stored_archive_is_unpacked_beside_it() {
        let root = tempfile::tempdir().unwrap();
        let unpack = Unpack::in_folder(root.path());
        let folder = root.path().join(JOB);
        std::fs::create_dir(&folder).unwrap();
        let mut zip = ZipWriter::new(std::fs::File::create(folder.join("incoming")).unwrap());
        zip.start_file("a.json", SimpleFileOptions::default())
            .unwrap();
        zip.write_all(b"[{\"id\":1,\"summary\":\"x\"}]").unwrap();
        zip.finish().unwrap();
        // A second time as well: the first may have ended half way.
        for _ in 0..2 {
            let unpacked = outcome(&post(&unpack, JOB)).unwrap();
            let header = String::from_utf8(unpacked.header.unwrap()).unwrap();
            assert!(header.ends_with(",id,summary\r\n"), "{header}");
            assert_eq!(
                std::fs::read(folder.join("unpacked")).unwrap(),
                b"1,,1,x\r\n"
            );
        }
        std::fs::write(folder.join("incoming"), b"PK\x03\x04").unwrap();
        let Err(Refused::File(FileError::BadArchive { .. })) = outcome(&post(&unpack, JOB)) else {
            panic!("it is no archive");
        };
        std::fs::remove_file(folder.join("incoming")).unwrap();
        assert!(matches!(
            outcome(&post(&unpack, JOB)),
            Err(Refused::Store(_))
        ));
    }

    #[test]
    fn nothing_leads_out_of_the_folder_of_uploads() {
        let root = tempfile::tempdir().unwrap();
        let unpack = Unpack::in_folder(root.path());
        for job in ["", "..", "../../../../../../../../../../etc/xxxx", "a/b"] {
            assert_eq!(
                post(&unpack, job).status(),
                StatusCode::BAD_REQUEST,
                "{job}"
            );
        }
        let asked = |method: &str, path: &str| {
            let request = Request::builder()
                .method(method)
                .uri(path)
                .body(Bytes::new());
            unpack.answer(&request.unwrap()).status()
        };
        assert_eq!(asked("GET", "/"), StatusCode::NO_CONTENT);
        assert_eq!(asked("POST", "/unpack"), StatusCode::BAD_REQUEST);
        assert_eq!(asked("GET", "/unpack"), StatusCode::NOT_FOUND);
    }
}
