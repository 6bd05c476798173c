//! The API over stores and a folder of its own, for the tests of the operations.

use crate::choices::Said;
use crate::job::Job;
use crate::mapping::{self, MappingView};
use crate::receive::admit::admit;
use crate::receive::form::{self, Sent};
use crate::receive::settings::Settings;
use crate::{Unpacker, Unreachable};
use axum::body::Body;
use axum::extract::{DefaultBodyLimit, FromRequest, Multipart};
use endpoint::testing::{Answer, App, block_on};
use endpoint::{Caller, Error};
use folder::intakes;
use folder::uploads::Uploads;
use http::{HeaderMap, Method, Request, header};
use identity::Role;
use serde_json::Value;
use tickets::Zone;

/// An export of one ticket.
pub const TABLE: &[u8] = b"Issue key,Summary,Created\nSUP-1,It broke,2026-03-01T08:00:00Z\n";

/// What an administrator of workspace 1 asks; the clock stands at 2026-03-04T05:06:07Z.
pub struct Desk {
    pub app: App,
    token: String,
    folder: tempfile::TempDir,
}

impl Desk {
    /// Nothing was uploaded.
    pub fn new() -> Self {
        let nowhere = Unpacker::new(|_| Box::pin(async { Err(Unreachable(String::new())) }));
        let app = App::new(|cx| crate::router(cx, nowhere).0);
        let token = app.sign_in(Role::Admin);
        let folder = tempfile::tempdir().expect("a folder");
        Self { app, token, folder }
    }

    /// Who asks.
    pub fn caller(&self) -> Caller {
        let mut headers = HeaderMap::new();
        let bearer = format!("Bearer {}", self.token);
        headers.insert(header::AUTHORIZATION, bearer.parse().expect("a header"));
        block_on(Caller::of(&headers, &self.app.cx)).expect("a session")
    }

    /// The answer to a request without a body.
    pub fn send(&self, method: Method, path: &str) -> Answer {
        self.app.call(method, path).bearer(&self.token).send()
    }

    /// A table that was sent in for a job, and waits for confirmation.
    pub fn sent(&self, job: &str, table: &[u8]) -> Sent {
        self.try_sent(job, table).expect("a table")
    }

    /// The same, or why it is refused.
    pub fn try_sent(&self, job: &str, table: &[u8]) -> Result<Sent, Error> {
        let (cx, uploads) = (&self.app.cx, self.uploads());
        block_on(intakes::begin(cx, 1, job)).expect("a note");
        let mut incoming = uploads.begin(job).expect("a file");
        incoming.count(table);
        incoming.write(table).expect("room");
        let received = incoming.finish(None).expect("a whole file");
        let path = uploads.file(job);
        let sent = form::of_program(cx, &path, received, Zone::UTC, Said::default());
        Ok(Sent {
            review: true,
            unattended: false,
            ..block_on(sent)?
        })
    }

    /// The job that a table is made, or has.
    pub fn uploaded(&self, job: &str, table: &[u8]) -> Job {
        self.admitted(job, self.sent(job, table))
    }

    /// The job that what was sent is made, or has.
    pub fn admitted(&self, job: &str, sent: Sent) -> Job {
        let (uploads, caller) = (self.uploads(), self.caller());
        let admitted = admit(&self.app.cx, &caller, &uploads, job, sent);
        block_on(admitted).expect("a job").job
    }

    /// What becomes of a form with these small fields before the file, and the job if there is one.
    pub fn posted(&self, job: &str, fields: &[(&str, &str)], file: &[u8]) -> Result<Job, Error> {
        const BETWEEN: &str = "----form";
        let mut body = Vec::new();
        for (name, value) in fields {
            let part = format!(
                "--{BETWEEN}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n"
            );
            body.extend_from_slice(part.as_bytes());
        }
        let part = format!(
            "--{BETWEEN}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{job}.csv\"\r\n\r\n"
        );
        body.extend_from_slice(part.as_bytes());
        body.extend_from_slice(file);
        body.extend_from_slice(format!("\r\n--{BETWEEN}--\r\n").as_bytes());
        let kind = format!("multipart/form-data; boundary={BETWEEN}");
        let request = Request::post("/").header(header::CONTENT_TYPE, kind);
        let mut request = request.body(Body::from(body)).expect("a request");
        DefaultBodyLimit::disable().apply(&mut request);
        let (cx, uploads, caller) = (&self.app.cx, self.uploads(), self.caller());
        block_on(async {
            let form = Multipart::from_request(request, &()).await.expect("a form");
            let nowhere = Unpacker::new(|_| Box::pin(async { Err(Unreachable(String::new())) }));
            let templates = crate::template::of_workspace(&cx.records, caller.workspace).await?;
            let settings = Settings::new(templates, false);
            intakes::begin(cx, caller.workspace.0, job).await?;
            let sent = form::read(cx, &nowhere, &uploads, job, form, settings).await?;
            Ok(admit(cx, &caller, &uploads, job, sent).await?.job)
        })
    }

    /// How a job's file is read.
    pub fn view(&self, job: &Job) -> MappingView {
        let caller = self.caller();
        block_on(mapping::of_job(&self.app.cx, &self.uploads(), &caller, job)).expect("a view")
    }

    /// The job of that name.
    pub fn job(&self, id: &str) -> Job {
        let workspace = self.caller().workspace;
        block_on(crate::job::find(&self.app.cx.records, workspace, id)).expect("a job")
    }

    /// The job of that name, completed.
    pub fn completed(&self, id: &str) -> Job {
        self.app.execute_with(
            "UPDATE jobs SET status = 'completed', snapshot_id = 1 WHERE id = $1",
            (id,),
        );
        self.job(id)
    }

    /// What the administrator did, oldest first: action, resource and details.
    pub fn booked(&self) -> Vec<(String, String, Value)> {
        let entries = "SELECT action, resource, details FROM audit_log WHERE workspace_id = $1 AND user_id = $2 ORDER BY id";
        let caller = self.caller();
        let by = (caller.workspace.0, caller.user.0);
        block_on(self.app.cx.records.query(entries, by)).expect("entries")
    }

    /// Where uploads lie.
    pub fn uploads(&self) -> Uploads {
        Uploads::in_folder(self.folder.path())
    }
}

/// An entry of the audit log, to compare with.
pub fn entry(action: &str, resource: &str, details: Value) -> (String, String, Value) {
    (action.to_owned(), resource.to_owned(), details)
}
