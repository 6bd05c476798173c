//! Requests to a router as the edge would answer them, for the tests of a function.

use std::sync::atomic::{AtomicU32, Ordering};

use axum::{Router, body::Body};
/// Runs a future to its end.
pub use futures::executor::block_on;
use http::{HeaderMap, Method, Request};
use identity::{ACCESS_TOKEN_LIFETIME, AccessClaims, Role, UserId, WorkspaceId};
use jiff::{SignedDuration, Timestamp};
use stores::IntoParams;
use utoipa::openapi::OpenApi;

use crate::{
    Context, answer,
    guard::{Access, operations},
};

/// A router with stores of its own. Its clock stands at 2026-03-04T05:06:07Z until it is told to move.
pub struct App {
    /// What its handlers are given.
    pub cx: Context,
    router: Router,
    requests: AtomicU32,
}

/// A request being put together.
pub struct Call<'a> {
    app: &'a App,
    request: http::request::Builder,
    body: Body,
}

/// What came back.
pub struct Answer {
    /// The HTTP status.
    pub status: u16,
    /// The headers.
    pub headers: HeaderMap,
    /// The whole body.
    pub body: Vec<u8>,
}

impl App {
    /// Builds a router on empty stores.
    pub fn new(router: impl FnOnce(Context) -> Router) -> Self {
        let now = Timestamp::from_second(1_772_600_767).expect("a valid time");
        let cx = Context::in_memory(now);
        Self {
            router: router(cx.clone()),
            cx,
            requests: AtomicU32::new(0),
        }
    }

    /// An access token of a user with that role in workspace 1, `<role>@workspace-1.example`; both are made when
    /// they do not exist yet.
    pub fn sign_in(&self, role: Role) -> String {
        self.sign_in_to(WorkspaceId(1), role)
    }

    /// The same in another workspace.
    pub fn sign_in_to(&self, workspace: WorkspaceId, role: Role) -> String {
        block_on(self.session(workspace, role)).expect("a session")
    }

    async fn session(
        &self,
        workspace: WorkspaceId,
        role: Role,
    ) -> Result<String, Box<dyn std::error::Error>> {
        let (records, now) = (&self.cx.records, self.cx.clock.now());
        let email = format!("{role}@workspace-{}.example", workspace.0);
        let expires = now + SignedDuration::from_hours(24);
        // By the database's own numbering, which goes on from there.
        for number in 1..=workspace.0 {
            records
                .execute(
                    "INSERT INTO workspaces (name, created_at) SELECT $1, $2 WHERE NOT EXISTS (SELECT 1 FROM workspaces WHERE id >= $3)",
                    (format!("Workspace {number}"), now, number),
                )
                .await?;
        }
        records
            .execute(
                "INSERT INTO users (workspace_id, email, hashed_password, role, created_at) \
                 VALUES ($1, $2, '-', $3, $4) ON CONFLICT (email) DO NOTHING",
                (workspace.0, email.as_str(), role.as_str(), now),
            )
            .await?;
        let (user,): (i64,) = records
            .query_one("SELECT id FROM users WHERE email = $1", (email.as_str(),))
            .await?;
        let session = self.cx.random.uuid_v7(now).to_string();
        records
            .execute(
                "INSERT INTO sessions (id, workspace_id, user_id, created_at, expires_at) VALUES ($1, $2, $3, $4, $5)",
                (session.as_str(), workspace.0, user, now, expires),
            )
            .await?;
        let exp = (now + ACCESS_TOKEN_LIFETIME).as_second();
        let claims = AccessClaims {
            sub: UserId(user),
            ws: workspace,
            role,
            sid: session,
            exp,
        };
        Ok(self.cx.signing_key().await?.sign(&claims)?)
    }

    /// Runs a statement without parameters, to bring about a state no handler makes.
    pub fn execute(&self, sql: &str) -> u64 {
        self.execute_with(sql, ())
    }

    /// Runs a statement.
    pub fn execute_with(&self, sql: &str, params: impl IntoParams) -> u64 {
        block_on(self.cx.records.execute(sql, params)).expect("the statement runs")
    }

    /// Walks every operation of the document without a token and with every role, and lists where the answer is not
    /// what the operation's `x-permission` promises. Empty when all is well.
    pub fn broken_promises(&self, document: &OpenApi) -> Vec<String> {
        let tokens = Role::ALL.map(|role| (role, self.sign_in(role)));
        let mut broken = Vec::new();
        for (path, method, access) in operations(document) {
            let Some(Access::Needs(permission)) = access else {
                if access.is_none() {
                    broken.push(format!("{method} {path} names no permission"));
                }
                continue;
            };
            let call = |token: Option<&String>| {
                let call = self
                    .call(method.clone(), &filled(&path))
                    .json(&serde_json::json!({}));
                let call = match token {
                    Some(token) => call.bearer(token),
                    None => call,
                };
                call.send().status
            };
            if call(None) != 401 {
                broken.push(format!(
                    "{method} {path} answers {} without a token",
                    call(None)
                ));
            }
            for (role, token) in &tokens {
                let status = call(Some(token));
                if status == 401 || (status == 403) == role.may(permission) {
                    broken.push(format!(
                        "{method} {path} answers {status} to the role {role}"
                    ));
                }
            }
        }
        broken
    }

    /// A GET request.
    pub fn get(&self, path: &str) -> Call<'_> {
        self.call(Method::GET, path)
    }

    /// A POST request.
    pub fn post(&self, path: &str) -> Call<'_> {
        self.call(Method::POST, path)
    }

    /// A request of any method.
    pub fn call(&self, method: Method, path: &str) -> Call<'_> {
        Call {
            app: self,
            request: Request::builder().method(method).uri(path),
            body: Body::empty(),
        }
    }
}

impl Call<'_> {
    /// Adds a header.
    #[must_use]
    pub fn header(mut self, name: &str, value: &str) -> Self {
        self.request = self.request.header(name, value);
        self
    }

    /// Adds an access token.
    #[must_use]
    pub fn bearer(self, token: &str) -> Self {
        self.header("authorization", &format!("Bearer {token}"))
    }

    /// Adds a JSON body.
    #[must_use]
    pub fn json(self, body: &serde_json::Value) -> Self {
        self.header("content-type", "application/json")
            .body(body.to_string())
    }

    /// Adds a body; a stream may be given as [`Body::from_stream`].
    #[must_use]
    pub fn body(mut self, body: impl Into<Body>) -> Self {
        self.body = body.into();
        self
    }

    /// Sends it and waits for the whole answer.
    pub fn send(self) -> Answer {
        let number = self.app.requests.fetch_add(1, Ordering::Relaxed);
        let request = self.request.body(self.body).expect("a valid request");
        let response = block_on(answer(
            request,
            self.app.router.clone(),
            uuid::Uuid::from_u128(number.into()).to_string(),
        ));
        let (parts, body) = response.into_parts();
        let body = block_on(axum::body::to_bytes(body, usize::MAX))
            .expect("a whole body")
            .to_vec();
        Answer {
            status: parts.status.as_u16(),
            headers: parts.headers,
            body,
        }
    }
}

impl Answer {
    /// The body as text.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// The body as JSON.
    pub fn json(&self) -> serde_json::Value {
        serde_json::from_slice(&self.body)
            .unwrap_or_else(|error| panic!("{error}: {}", self.text()))
    }

    /// The code of a problem.
    pub fn code(&self) -> String {
        self.json()["code"]
            .as_str()
            .unwrap_or_else(|| panic!("no problem: {}", self.text()))
            .to_owned()
    }

    /// A header's value.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).and_then(|value| value.to_str().ok())
    }
}

/// A path with its parameters filled in.
fn filled(path: &str) -> String {
    let parts = path
        .split('/')
        .map(|part| if part.starts_with('{') { "1" } else { part });
    parts.collect::<Vec<_>>().join("/")
}
