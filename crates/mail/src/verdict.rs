//! What it means for a mail that a step failed.

use crate::{
    connection::{Connection, State},
    failure::{Failure, Kind, Step},
    reply::Reply,
    wire::Lost,
};
use settings::Security;
use std::io;

impl Connection {
    /// What it means that the server did not do as it was asked.
    pub(crate) fn refused(&mut self, step: Step, reply: &Reply) -> Failure {
        let (kind, misconfigured) = match (reply.code, step) {
            (400..500, _) => (Kind::Transient, false),
            // Who is not signed in may not send.
            (530 | 535 | 538, Step::Sender | Step::Recipient) => (Kind::Unreachable, true),
            // The size of a mail is told with its sender.
            (552, Step::Sender) | (500.., Step::Recipient | Step::Data | Step::Message) => {
                (Kind::Permanent, false)
            }
            (500.., _) => (Kind::Unreachable, true),
            // A yes where it makes no sense: who knows what the server has.
            (_, Step::Message) => (Kind::Unknown, false),
            _ => (Kind::Unreachable, false),
        };
        if reply.code == 421 || reply.code < 400 {
            self.state = State::Closed;
        }
        Failure::new(step, kind, &self.veil.over(&reply.text()))
            .with_code(reply.code)
            .misconfigured(misconfigured)
    }

    /// What it means that no answer came.
    pub(crate) fn lost(&mut self, step: Step, lost: &Lost) -> Failure {
        self.state = State::Closed;
        let words = match lost {
            Lost::Garbled if step == Step::Greeting => {
                "what answers is no mail server; or it speaks TLS, and smtp_security has to be tls"
                    .to_owned()
            }
            Lost::Garbled => "what the server says is no answer".to_owned(),
            Lost::Io(error) => match error.kind() {
                io::ErrorKind::TimedOut => self.late(step),
                io::ErrorKind::UnexpectedEof
                | io::ErrorKind::ConnectionReset
                | io::ErrorKind::ConnectionAborted
                | io::ErrorKind::NotConnected
                | io::ErrorKind::BrokenPipe => "the server closed the connection".to_owned(),
                _ => format!("the connection broke: {error}"),
            },
        };
        let misconfigured = matches!(lost, Lost::Garbled) && step == Step::Greeting;
        Failure::new(step, Kind::Unreachable, &words).misconfigured(misconfigured)
    }

    fn late(&self, step: Step) -> String {
        let waited = self.patience.step.as_secs_f32();
        if step == Step::Greeting && self.security != Security::Tls {
            format!(
                "no whole answer within {waited} s; if the server speaks TLS at this port, smtp_security has to be tls"
            )
        } else {
            format!("no whole answer within {waited} s")
        }
    }
}
