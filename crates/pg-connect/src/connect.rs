//! One connection, opened in the time it has.

use crate::{Address, ConnectError, Host};
use std::{error::Error as _, io};
use tokio_postgres::{Client, Connection, Socket, tls::MakeTlsConnect};
use tokio_postgres_rustls::MakeRustlsConnect;

/// Carries a connection's bytes: a future that somebody polls as long as the client lives, and that ends with it.
pub type Driver = Connection<Socket, <MakeRustlsConnect as MakeTlsConnect<Socket>>::Stream>;

impl Address {
    /// Opens a connection; everything, signing in included, has `connect_timeout`.
    pub async fn connect(&self) -> Result<(Client, Driver), ConnectError> {
        self.connect_with(self.tls()?).await
    }

    /// The same with a connector of [`Address::tls`] that is used more than once.
    pub async fn connect_with(
        &self,
        tls: MakeRustlsConnect,
    ) -> Result<(Client, Driver), ConnectError> {
        let config = self.config();
        match tokio::time::timeout(self.connect_timeout, config.connect(tls)).await {
            Ok(connected) => connected.map_err(|error| self.failure(&error)),
            Err(_) => Err(ConnectError::Timeout {
                place: self.place(),
                seconds: self.connect_timeout.as_secs(),
            }),
        }
    }

    fn failure(&self, error: &tokio_postgres::Error) -> ConnectError {
        let place = self.place();
        if let Some(refused) = error.as_db_error() {
            return ConnectError::Refused {
                place,
                user: self.user.clone(),
                code: refused.code().code().to_owned(),
                message: refused.message().to_owned(),
            };
        }
        let Some(cause) = error.source() else {
            return ConnectError::Unreachable {
                place,
                reason: error.to_string(),
            };
        };
        match cause.downcast_ref::<io::Error>() {
            Some(io) => match io.get_ref().and_then(|inner| inner.downcast_ref()) {
                Some(tls) => ConnectError::Tls {
                    place,
                    reason: certificate(tls, &self.host),
                },
                None => ConnectError::Unreachable {
                    place,
                    reason: io.to_string(),
                },
            },
            None if cause.to_string().contains("TLS") => ConnectError::Tls {
                place,
                reason: cause.to_string(),
            },
            None => ConnectError::SignIn {
                place,
                reason: cause.to_string(),
            },
        }
    }
}

fn certificate(error: &rustls::Error, host: &Host) -> String {
    use rustls::CertificateError::{
        BadSignature, NotValidForName, NotValidForNameContext, UnknownIssuer,
    };
    match (error, host) {
        // A CA of the same name, but with another key, is another CA.
        (rustls::Error::InvalidCertificate(UnknownIssuer | BadSignature), _) => {
            "its certificate comes from an unknown CA: name the CA with sslrootcert".to_owned()
        }
        (
            rustls::Error::InvalidCertificate(NotValidForName | NotValidForNameContext { .. }),
            Host::Tcp(host),
        ) => {
            format!("its certificate is not for `{host}`: use the name in it, or sslmode=verify-ca")
        }
        _ => error.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn who_cannot_be_reached_is_named() {
        // A port that was free a moment ago.
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        drop(listener);
        let address: Address = format!("postgres://a:pw@127.0.0.1:{port}/c")
            .parse()
            .unwrap();
        let error = address.connect().await.err().unwrap();
        assert!(matches!(error, ConnectError::Unreachable { .. }), "{error}");
        assert!(error.to_string().contains(&format!("127.0.0.1:{port}")));
    }

    #[tokio::test]
    async fn a_server_that_is_silent_costs_the_timeout() {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let address: Address = format!("postgres://a@127.0.0.1:{port}/c?connect_timeout=1")
            .parse()
            .unwrap();
        let error = address.connect().await.err().unwrap();
        assert!(
            matches!(error, ConnectError::Timeout { seconds: 1, .. }),
            "{error}"
        );
    }

    #[tokio::test]
    async fn a_server_without_tls_is_told_apart() {
        use tokio::io::{AsyncReadExt, AsyncWriteExt};
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let server = async {
            let (mut stream, _) = listener.accept().await.unwrap();
            let mut request = [0; 8];
            stream.read_exact(&mut request).await.unwrap();
            stream.write_all(b"N").await.unwrap();
        };
        let address: Address = format!("postgres://a@127.0.0.1:{port}/c?sslmode=require")
            .parse()
            .unwrap();
        let ((), connected) = tokio::join!(server, address.connect());
        let error = connected.err().unwrap();
        assert!(matches!(error, ConnectError::Tls { .. }), "{error}");
    }
}
