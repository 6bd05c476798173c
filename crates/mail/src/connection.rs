//! A connection to a server, over which mail after mail is offered.

use crate::{
    failure::{Failure, Kind, Step},
    hello::Offer,
    patience::Patience,
    reach::reach,
    reply::Reply,
    sign_in::sign_in,
    tls,
    veil::Veil,
    wire::{Lost, Wire},
};
use address::Address;
use settings::{Mail as Settings, Security, Server};
use std::time::Duration;

/// Where a connection is between mails.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum State {
    /// Nothing is begun.
    Idle,
    /// A mail was begun, and has to be taken back before the next.
    Begun,
    /// Nothing more can be said.
    Closed,
}

/// A connection to a server that takes mails, signed in if need be.
pub struct Connection {
    pub(crate) wire: Wire,
    pub(crate) state: State,
    pub(crate) patience: Patience,
    pub(crate) veil: Veil,
    offer: Offer,
    pub(crate) security: Security,
}

impl Connection {
    /// Opens a connection to the first server that can be used: nothing of any mail is sent yet. Where none can, the
    /// failure is that of the last, and names what failed at each.
    pub fn open(settings: &Settings, patience: &Patience) -> Result<Self, Failure> {
        let mut failures: Vec<(String, Failure)> = Vec::new();
        for server in &settings.servers {
            match Self::to(server, settings, *patience) {
                Ok(connection) => return Ok(connection),
                Err(failure) => failures.push((server.host.clone(), failure)),
            }
        }
        let told: Vec<String> = failures
            .iter()
            .map(|(host, failure)| format!("{host}: {failure}"))
            .collect();
        match failures.pop() {
            Some((_, failure)) if failures.is_empty() => Err(failure),
            Some((_, last)) => {
                let mut all = Failure::new(last.step, last.kind, &told.join("; "));
                all.code = last.code;
                let any = failures
                    .iter()
                    .any(|(_, failure)| failure.is_misconfigured());
                Err(all.misconfigured(any || last.is_misconfigured()))
            }
            None => {
                let words = "no server is configured; write one as smtp_host";
                Err(Failure::new(Step::Connect, Kind::Unreachable, words).misconfigured(true))
            }
        }
    }

    fn to(server: &Server, settings: &Settings, patience: Patience) -> Result<Self, Failure> {
        let port = server.port.unwrap_or(settings.port);
        let tcp = reach(&server.host, port, patience.connect)?;
        let mut connection = Self {
            wire: Wire::new(tcp),
            state: State::Idle,
            patience,
            veil: Veil::of(settings.sign_in.as_ref()),
            offer: Offer::default(),
            security: settings.security,
        };
        let name = settings.tls_name.as_ref().unwrap_or(&server.host);
        if settings.security == Security::Tls {
            connection.secure(settings, name)?;
        }
        connection.greeting()?;
        connection.hello(settings.from.address())?;
        if settings.security == Security::StartTls {
            connection.start_tls()?;
            connection.secure(settings, name)?;
            // What was said before was not secured, and counts no more.
            connection.hello(settings.from.address())?;
        }
        if let Some(who) = &settings.sign_in {
            sign_in(&mut connection, who)?;
        }
        Ok(connection)
    }

    fn greeting(&mut self) -> Result<(), Failure> {
        self.wire.allow(self.patience.step);
        let reply = self.heard(Step::Greeting)?;
        self.yes(Step::Greeting, reply).map(drop)
    }

    /// Greets by the domain that the mails are from, as a component does not know its machine's name.
    fn hello(&mut self, from: &Address) -> Result<(), Failure> {
        let reply = self.exchange(Step::Hello, &format!("EHLO {}", from.domain()))?;
        let reply = self.yes(Step::Hello, reply)?;
        self.offer = Offer::of(&reply);
        Ok(())
    }

    fn start_tls(&mut self) -> Result<(), Failure> {
        if !self.offer.starttls {
            let words = "the server does not offer STARTTLS, so nothing is said to it; use a port where it does, tls as smtp_security, or none within a machine";
            return Err(Failure::new(Step::StartTls, Kind::Unreachable, words).misconfigured(true));
        }
        let reply = self.exchange(Step::StartTls, "STARTTLS")?;
        self.yes(Step::StartTls, reply)?;
        if self.wire.has_more() {
            let words = "something was slipped in before TLS began";
            return Err(Failure::new(Step::StartTls, Kind::Unreachable, words));
        }
        Ok(())
    }

    fn secure(&mut self, settings: &Settings, name: &str) -> Result<(), Failure> {
        let wrong =
            |words: &str| Failure::new(Step::Tls, Kind::Unreachable, words).misconfigured(true);
        let config = tls::config(&settings.authorities)
            .map_err(|error| wrong(&format!("smtp_tls_ca cannot be trusted: {error}")))?;
        let server_name = tls::server_name(name).ok_or_else(|| {
            wrong(&format!(
                "{name} stands in no certificate; write the name that does as smtp_tls_name"
            ))
        })?;
        self.wire.allow(self.patience.step);
        let secured = self.wire.secure(config, server_name);
        secured.map_err(|error| match tls::explained(&error, name) {
            Some(words) => wrong(&words),
            None => self.lost(Step::Tls, &Lost::Io(error)),
        })
    }

    pub(crate) fn offered(&self) -> &Offer {
        &self.offer
    }

    /// Says a line and hears the answer.
    pub(crate) fn exchange(&mut self, step: Step, line: &str) -> Result<Reply, Failure> {
        self.wire.allow(self.patience.step);
        self.nothing_unasked(step)?;
        if let Err(error) = self.wire.send(format!("{line}\r\n").as_bytes()) {
            // A server that closes says why before; else the error says all there is to know.
            return match self.wire.reply() {
                Ok(reply) if !reply.is_yes() => Err(self.refused(step, &reply)),
                _ => Err(self.lost(step, &Lost::Io(error))),
            };
        }
        self.heard(step)
    }

    /// What a server said without being asked must not be taken for its next answer.
    pub(crate) fn nothing_unasked(&mut self, step: Step) -> Result<(), Failure> {
        if !self.wire.has_more() {
            return Ok(());
        }
        match self.wire.reply() {
            Ok(reply) if reply.code >= 400 => {
                let failure = self.refused(step, &reply);
                self.state = State::Closed;
                Err(failure)
            }
            _ => Err(self.lost(step, &Lost::Garbled)),
        }
    }

    fn heard(&mut self, step: Step) -> Result<Reply, Failure> {
        let reply = self.wire.reply().map_err(|lost| self.lost(step, &lost))?;
        if reply.code == 421 {
            return Err(self.refused(step, &reply));
        }
        Ok(reply)
    }

    pub(crate) fn yes(&mut self, step: Step, reply: Reply) -> Result<Reply, Failure> {
        if reply.is_yes() {
            Ok(reply)
        } else {
            Err(self.refused(step, &reply))
        }
    }

    pub(crate) fn words(&self, reply: &Reply) -> String {
        let text = self.veil.over(&reply.text());
        crate::failure::one_line(&format!("{} {text}", reply.code))
    }

    /// Whether another mail can be offered over it.
    pub fn is_open(&self) -> bool {
        self.state != State::Closed
    }

    /// Takes leave. Whether the server heard it matters to nobody.
    pub fn close(mut self) {
        if self.is_open() {
            self.wire
                .allow(self.patience.step.min(Duration::from_secs(2)));
            let _ = self.wire.send(b"QUIT\r\n");
            let _ = self.wire.reply();
        }
    }
}
