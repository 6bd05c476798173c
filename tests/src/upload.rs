//! Multipart forms, streamed from bytes or a file.

use std::{
    fs::File,
    io::{Cursor, Read},
    path::{Path, PathBuf},
};

use serde_json::Value;

use crate::Answer;

const BOUNDARY: &str = "undertone-test-boundary-7f3a";

/// A form to upload.
#[derive(Debug, Clone)]
pub struct Upload {
    name: String,
    content: Content,
    before: Vec<(String, String)>,
    after: Vec<(String, String)>,
}

#[derive(Debug, Clone)]
enum Content {
    Bytes(Vec<u8>),
    File(PathBuf),
    /// A line over and over, cut at a length.
    Repeated {
        head: String,
        line: String,
        length: u64,
    },
}

impl Upload {
    /// A file of these bytes.
    pub fn bytes(name: &str, bytes: impl Into<Vec<u8>>) -> Self {
        Self::of(name, Content::Bytes(bytes.into()))
    }

    /// A file on disk.
    pub fn file(path: &Path) -> Self {
        Self::of("export.csv", Content::File(path.to_owned()))
    }

    /// A file of exactly that length: a head, then a line over and over.
    pub fn repeated(head: &str, line: &str, length: u64) -> Self {
        Self::of(
            "large.csv",
            Content::Repeated {
                head: head.to_owned(),
                line: line.to_owned(),
                length,
            },
        )
    }

    fn of(name: &str, content: Content) -> Self {
        Self {
            name: name.to_owned(),
            content,
            before: Vec::new(),
            after: Vec::new(),
        }
    }

    /// With a field before the file.
    #[must_use]
    pub fn field(mut self, name: &str, value: &str) -> Self {
        self.before.push((name.to_owned(), value.to_owned()));
        self
    }

    /// With a field behind the file.
    #[must_use]
    pub fn field_behind(mut self, name: &str, value: &str) -> Self {
        self.after.push((name.to_owned(), value.to_owned()));
        self
    }

    /// What [`Client::begin_upload`](crate::Client::begin_upload) with the same share left out.
    pub fn rest(&self, share: f64) -> Vec<u8> {
        self.split(share).1
    }

    /// The form in two parts, the first that share of it.
    pub(crate) fn split(&self, share: f64) -> (Vec<u8>, Vec<u8>) {
        let (mut body, length) = self.body();
        let mut first = Vec::new();
        body.read_to_end(&mut first).expect("the file is read");
        #[expect(
            clippy::cast_precision_loss,
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a share of a file"
        )]
        let rest = first.split_off((length as f64 * share) as usize);
        (first, rest)
    }

    pub(crate) fn content_type() -> String {
        format!("multipart/form-data; boundary={BOUNDARY}")
    }

    /// The whole form and its length.
    pub(crate) fn body(&self) -> (Box<dyn Read>, u64) {
        let head = format!(
            "{}--{BOUNDARY}\r\ncontent-disposition: form-data; name=\"file\"; filename=\"{}\"\r\ncontent-type: text/csv\r\n\r\n",
            fields(&self.before),
            self.name
        );
        let tail = format!("\r\n{}--{BOUNDARY}--\r\n", fields(&self.after));
        let (content, length): (Box<dyn Read>, u64) = match &self.content {
            Content::Bytes(bytes) => (Box::new(Cursor::new(bytes.clone())), bytes.len() as u64),
            Content::File(path) => {
                let file = File::open(path).expect("the export opens");
                let length = file.metadata().expect("its length").len();
                (Box::new(file), length)
            }
            Content::Repeated { head, line, length } => {
                let lines = Lines {
                    line: line.clone().into_bytes(),
                    at: 0,
                };
                (
                    Box::new(Cursor::new(head.clone()).chain(lines).take(*length)),
                    *length,
                )
            }
        };
        let whole = head.len() as u64 + length + tail.len() as u64;
        (
            Box::new(Cursor::new(head).chain(content).chain(Cursor::new(tail))),
            whole,
        )
    }
}

fn fields(fields: &[(String, String)]) -> String {
    let part = |(name, value): &(String, String)| {
        format!(
            "--{BOUNDARY}\r\ncontent-disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n"
        )
    };
    fields.iter().map(part).collect()
}

/// A line over and over.
struct Lines {
    line: Vec<u8>,
    at: usize,
}

impl Read for Lines {
    fn read(&mut self, out: &mut [u8]) -> std::io::Result<usize> {
        for byte in out.iter_mut() {
            *byte = self.line[self.at];
            self.at = (self.at + 1) % self.line.len();
        }
        Ok(out.len())
    }
}

/// What the app said to an upload.
#[derive(Debug)]
pub struct Sent(pub Answer);

impl Sent {
    /// The accepted upload's body.
    pub fn accepted(&self) -> Value {
        self.0.expect(202)
    }

    /// The accepted upload's job.
    pub fn job(&self) -> String {
        self.accepted()["job_id"]
            .as_str()
            .expect("a job")
            .to_owned()
    }
}
