//! Somebody who talks to the app.

use std::{
    io,
    net::{Ipv4Addr, SocketAddr, TcpStream},
    thread,
    time::{Duration, Instant},
};

use serde_json::{Value, json};

use crate::{
    Answer, PASSWORD,
    http::{self, Line, Request},
    upload::{Sent, Upload},
};

/// What a user may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// Reads.
    Viewer,
    /// Uploads too.
    Analyst,
    /// Manages users too.
    Admin,
}

impl Role {
    /// Every role.
    pub const ALL: [Self; 3] = [Self::Viewer, Self::Analyst, Self::Admin];

    /// Its name in the API.
    pub fn name(self) -> &'static str {
        match self {
            Self::Viewer => "viewer",
            Self::Analyst => "analyst",
            Self::Admin => "admin",
        }
    }
}

/// Somebody who talks to the app, with a token or without.
#[derive(Debug, Clone)]
pub struct Client {
    line: Line,
    token: Option<String>,
}

impl Client {
    pub(crate) fn new(address: SocketAddr) -> Self {
        Self {
            line: Line {
                to: address,
                from: None,
            },
            token: None,
        }
    }

    /// The same with an access token.
    #[must_use]
    pub fn with_token(&self, token: &str) -> Self {
        Self {
            line: self.line,
            token: Some(token.to_owned()),
        }
    }

    /// The same user at an app that was started again.
    #[must_use]
    pub fn at(&self, app: &crate::App) -> Self {
        Self {
            line: Line {
                to: app.address(),
                ..self.line
            },
            token: self.token.clone(),
        }
    }

    /// The same at the address `127.0.0.<host>`.
    #[must_use]
    pub fn from(&self, host: u8) -> Self {
        let line = Line {
            from: Some(Ipv4Addr::new(127, 0, 0, host)),
            ..self.line
        };
        Self {
            line,
            ..self.clone()
        }
    }

    /// A connection on which nothing is sent yet.
    pub fn connection(&self) -> io::Result<TcpStream> {
        self.line.connect()
    }

    /// The access token.
    pub fn token(&self) -> &str {
        self.token.as_deref().expect("signed in")
    }

    /// Signs in with the password of all.
    #[must_use]
    pub fn sign_in(&self, email: &str) -> Self {
        let answer = self
            .post(
                "/api/auth/login",
                &json!({"email": email, "password": PASSWORD}),
            )
            .expect(200);
        self.with_token(answer["access_token"].as_str().expect("a token"))
    }

    /// Reads.
    pub fn get(&self, path: &str) -> Answer {
        self.send("GET", path, None)
    }

    /// Reads JSON.
    pub fn json(&self, path: &str) -> Value {
        self.get(path).expect(200)
    }

    /// Posts JSON.
    pub fn post(&self, path: &str, body: &Value) -> Answer {
        self.send("POST", path, Some(body))
    }

    /// Sends any request.
    pub fn send(&self, method: &str, path: &str, body: Option<&Value>) -> Answer {
        self.try_send(method, path, body)
            .unwrap_or_else(|error| panic!("{method} {path}: {error}"))
    }

    /// Sends any request to an app that may be gone.
    pub fn try_send(&self, method: &str, path: &str, body: Option<&Value>) -> io::Result<Answer> {
        let bytes = body.map_or(Vec::new(), |body| body.to_string().into_bytes());
        let headers = body.map(|_| ("content-type", "application/json"));
        self.try_raw(method, path, headers.as_slice(), &bytes)
    }

    /// Sends any bytes with any headers.
    pub fn raw(&self, method: &str, path: &str, headers: &[(&str, &str)], body: &[u8]) -> Answer {
        self.try_raw(method, path, headers, body)
            .unwrap_or_else(|error| panic!("{method} {path}: {error}"))
    }

    fn try_raw(
        &self,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
        body: &[u8],
    ) -> io::Result<Answer> {
        let given = headers
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
        let headers = given.chain(self.authorization()).collect();
        let request = Request {
            method,
            path,
            headers,
            body: (Box::new(body), body.len() as u64),
        };
        http::send(self.line, request)
    }

    fn authorization(&self) -> Option<(String, String)> {
        self.token
            .as_ref()
            .map(|token| ("authorization".to_owned(), format!("Bearer {token}")))
    }

    /// Uploads a form.
    pub fn upload(&self, upload: &Upload) -> Sent {
        self.try_upload(upload).expect("the upload is answered")
    }

    /// Uploads a form to an app that may go away.
    pub fn try_upload(&self, upload: &Upload) -> io::Result<Sent> {
        self.try_upload_to("/api/upload", upload)
    }

    /// Uploads a form to one of the operations that take one.
    pub fn try_upload_to(&self, path: &str, upload: &Upload) -> io::Result<Sent> {
        let headers = vec![("content-type".to_owned(), Upload::content_type())];
        let headers = headers.into_iter().chain(self.authorization()).collect();
        let request = Request {
            method: "POST",
            path,
            headers,
            body: upload.body(),
        };
        http::send(self.line, request).map(Sent)
    }

    /// Sends the first `share` (0 to 1) of an upload and hands over the connection.
    pub fn begin_upload(&self, upload: &Upload, share: f64) -> TcpStream {
        let (bytes, rest) = upload.split(share);
        let length = bytes.len() + rest.len();
        let head = format!(
            "POST /api/upload HTTP/1.1\r\nhost: localhost\r\nauthorization: Bearer {}\r\ncontent-type: {}\r\ncontent-length: {length}\r\n\r\n",
            self.token(),
            Upload::content_type()
        );
        http::begin(self.line, &head, &bytes).expect("the beginning is sent")
    }

    /// Reads the answer to an upload whose rest was sent.
    pub fn answer(stream: &TcpStream) -> io::Result<Answer> {
        http::answer(stream)
    }

    /// Breaks an upload off, and hands over what the app says to that, if anything.
    pub fn break_off(stream: &TcpStream) -> io::Result<Answer> {
        http::break_off(stream)
    }

    /// The job as it stands.
    pub fn job(&self, id: &str) -> Value {
        self.json(&format!("/api/job/{id}"))
    }

    /// Waits until a job is completed.
    pub fn completed(&self, id: &str, patience: Duration) -> Value {
        let begun = Instant::now();
        loop {
            let job = self.job(id);
            match job["status"].as_str() {
                Some("completed") => return job,
                Some("queued" | "running") => {}
                _ => panic!("the job will not complete: {job:#}"),
            }
            assert!(
                begun.elapsed() < patience,
                "the job is not completed after {patience:?}: {job:#}"
            );
            thread::sleep(Duration::from_millis(100));
        }
    }

    /// Undoes an upload to the end; the job that did it.
    pub fn undone(&self, job: &str, patience: Duration) -> Value {
        let undo = self
            .post(&format!("/api/job/{job}/undo"), &json!({}))
            .expect(202);
        self.completed(undo["job_id"].as_str().expect("a job"), patience)
    }

    /// Uploads and waits until the job is completed.
    pub fn ingest(&self, upload: &Upload) -> Value {
        let sent = self.upload(upload);
        self.completed(&sent.job(), Duration::from_mins(5))
    }

    /// How many tickets a query finds.
    pub fn tickets(&self, query: &str) -> u64 {
        let answer = self.json(&format!("/api/tickets?limit=1&{query}"));
        answer["total"].as_u64().expect("a total")
    }

    /// All elements of a paged list.
    pub fn pages(&self, path: &str) -> Vec<Value> {
        let mut all: Vec<Value> = Vec::new();
        loop {
            let and = if path.contains('?') { '&' } else { '?' };
            let answer = self.json(&format!("{path}{and}limit=100&offset={}", all.len()));
            let page = answer["results"].as_array().expect("results");
            all.extend(page.iter().cloned());
            if page.is_empty() || answer["total"].as_u64() == Some(all.len() as u64) {
                assert_eq!(answer["total"].as_u64(), Some(all.len() as u64), "{path}");
                return all;
            }
        }
    }
}
