//! A signed-in client of the API.

use crate::Error;
use serde_json::{Value, json};
use std::fmt;
use std::time::{Duration, Instant};
use ureq::http::{HeaderMap, Response};
use ureq::{Agent, Body, SendBody};

/// A token lives a quarter of an hour; it is renewed before that.
const RENEWED_AFTER: Duration = Duration::from_mins(10);
/// The longest silence of the application.
const PATIENCE: Duration = Duration::from_mins(5);

/// Who signs in.
#[derive(Clone)]
pub struct Account {
    /// The address.
    pub email: String,
    /// The password.
    pub password: String,
}

impl fmt::Debug for Account {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Account")
            .field("email", &self.email)
            .finish_non_exhaustive()
    }
}

/// A client of one application.
#[derive(Debug)]
pub struct Client {
    agent: Agent,
    url: String,
    account: Account,
    token: String,
    renewed: Instant,
}

/// An answer: its headers and its body.
pub(crate) struct Answer {
    pub headers: HeaderMap,
    pub body: Value,
}

impl Client {
    /// Signs in at the application of that address.
    ///
    /// # Errors
    /// Nobody answers there, or the account may not sign in.
    pub fn sign_in(url: &str, account: Account) -> Result<Self, Error> {
        let agent = Agent::config_builder()
            .http_status_as_error(false)
            .timeout_recv_response(Some(PATIENCE))
            .timeout_connect(Some(Duration::from_secs(10)))
            .build()
            .new_agent();
        let mut client = Self {
            agent,
            url: url.trim_end_matches('/').to_owned(),
            account,
            token: String::new(),
            renewed: Instant::now(),
        };
        client.renew()?;
        Ok(client)
    }

    fn renew(&mut self) -> Result<(), Error> {
        let Account { email, password } = &self.account;
        let address = format!("{}/api/auth/login", self.url);
        let answer = self
            .agent
            .post(&address)
            .send_json(json!({"email": email, "password": password}));
        let answer = read(answer)?;
        let token = answer.body["access_token"].as_str();
        let token = token.ok_or_else(|| Error::Unreachable(format!("{address} gives no token")))?;
        token.clone_into(&mut self.token);
        self.renewed = Instant::now();
        Ok(())
    }

    /// Asks for something.
    pub(crate) fn get(&mut self, path: &str) -> Result<Answer, Error> {
        let bearer = self.bearer()?;
        let asked = self.agent.get(format!("{}{path}", self.url));
        read(asked.header("authorization", bearer).call())
    }

    /// Sends a body with headers.
    pub(crate) fn send(
        &mut self,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
        body: SendBody<'_>,
    ) -> Result<Answer, Error> {
        let bearer = self.bearer()?;
        let address = format!("{}{path}", self.url);
        let mut request = match method {
            "PATCH" => self.agent.patch(&address),
            _ => self.agent.post(&address),
        };
        request = request.header("authorization", bearer);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        read(request.send(body))
    }

    fn bearer(&mut self) -> Result<String, Error> {
        if self.renewed.elapsed() > RENEWED_AFTER {
            self.renew()?;
        }
        Ok(format!("Bearer {}", self.token))
    }
}

fn read(answer: Result<Response<Body>, ureq::Error>) -> Result<Answer, Error> {
    let mut answer = answer.map_err(|error| Error::Unreachable(error.to_string()))?;
    let status = answer.status().as_u16();
    let text = answer.body_mut().read_to_string();
    let text = text.map_err(|error| Error::Unreachable(error.to_string()))?;
    // What stands before the application answers in words of its own.
    let body: Value = serde_json::from_str(&text).unwrap_or_default();
    if status < 400 {
        let headers = answer.headers().clone();
        return Ok(Answer { headers, body });
    }
    let said = |key: &str| body[key].as_str().map(str::to_owned);
    Err(Error::Refused {
        status,
        code: said("code").unwrap_or_default(),
        detail: said("detail").unwrap_or_else(|| format!("the answer is {status}")),
        remedy: said("remedy"),
    })
}
