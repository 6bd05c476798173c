//! Sends mail as the application's variables say.

use std::collections::HashMap;

use endpoint::{Caller, Error, Json, Problem, Result};
use mail::{
    Attachment, Connection, Failure, Kind, Mail, Named, Patience, Ready, Settings, Step, Words,
};
use serde::Serialize;
use stores::variables;
use utoipa::ToSchema;

use crate::ledger::{Courier, Offered, Outgoing, Post};

/// Whether mail can be sent.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct MailState {
    /// Whether a server is configured. Without one, reports are made and kept.
    configured: bool,
    /// Who the mails are from.
    from: Option<String>,
    /// Where links in mails lead; without it, they have none, and nobody can unsubscribe or confirm by them.
    public_url: Option<String>,
}

/// Whether mail can be sent, as the application's variables say.
#[utoipa::path(get, path = "/api/report/mail", tag = "reports", operation_id = "mail_state",
    extensions(("x-permission" = json!("reports:schedule"))),
    responses((status = 200, body = MailState), (status = 503, body = Problem), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn get(_caller: Caller) -> Result<Json<MailState>> {
    let mailer = Mailer::configured().await?;
    Ok(Json(MailState {
        configured: mailer.is_some(),
        from: mailer.as_ref().map(Mailer::sender),
        public_url: endpoint::setting(&settings::PUBLIC_URL).await?,
    }))
}

/// A configured way to send mail.
pub struct Mailer(Settings);

impl Mailer {
    /// What the variables say; none where mail is not configured.
    pub async fn configured() -> Result<Option<Self>> {
        let mut values = HashMap::new();
        for name in settings::MAIL_VARIABLES {
            values.insert(name, variables::raw(name).await);
        }
        let found = Settings::read(&|name| values.get(name).cloned().flatten());
        let found = found.map_err(|wrong| Error::wrong_setting(&wrong))?;
        Ok(found.map(Self))
    }

    /// Who the mails are from.
    pub(crate) fn sender(&self) -> String {
        self.0.from.to_string()
    }
}

impl Post for Mailer {
    fn public_url(&self) -> Option<&str> {
        self.0.public_url.as_deref()
    }

    fn written(&self, message: &Outgoing) -> Result<Vec<u8>, String> {
        let to = message
            .to
            .parse()
            .map_err(|error: mail::AddressError| error.to_string())?;
        let to = Named::new("", to).map_err(|error| error.to_string())?;
        let id = mail::message_id(&message.message_id, self.0.from.address());
        let mail = Mail {
            from: self.0.from.clone(),
            to,
            subject: message.subject.clone(),
            date: message.date,
            id: id.map_err(|error| error.to_string())?,
            text: message.text.clone(),
            html: message.html.clone(),
            images: Vec::new(),
            pdf: message
                .pdf
                .clone()
                .map(|(name, pdf)| Attachment { name, pdf }),
            unsubscribe: message.unsubscribe.clone(),
            headers: Vec::new(),
        };
        mail.to_bytes().map_err(|error| error.to_string())
    }

    fn courier(&self) -> Box<dyn Courier> {
        Box::new(Line {
            settings: self.0.clone(),
            connection: None,
        })
    }
}

/// A connection that is opened when it is needed, and again when the server has closed it.
struct Line {
    settings: Settings,
    connection: Option<Connection>,
}

impl Courier for Line {
    fn offer<'a>(&'a mut self, to: &str, bytes: usize) -> Result<Box<dyn Offered + 'a>, Failure> {
        let to = to.parse().map_err(|error: mail::AddressError| {
            Failure::new(Step::Recipient, Kind::Permanent, &error.to_string())
        })?;
        if self.connection.as_ref().is_some_and(|open| !open.is_open()) {
            self.connection = None;
        }
        let from = self.settings.from.address().clone();
        let connection = match &mut self.connection {
            Some(open) => open,
            none => none.insert(Connection::open(&self.settings, &Patience::default())?),
        };
        Ok(Box::new(Offer(connection.offer(&from, &to, bytes)?)))
    }
}

impl Drop for Line {
    fn drop(&mut self) {
        if let Some(open) = self.connection.take().filter(Connection::is_open) {
            open.close();
        }
    }
}

struct Offer<'a>(Ready<'a>);

impl Offered for Offer<'_> {
    fn transmit(self: Box<Self>, message: &[u8]) -> Result<Words, Failure> {
        self.0.transmit(message)
    }
}
