//! How mail is sent, read from all its variables at once.

use crate::{
    Auth, PUBLIC_URL, Password, SMTP_AUTH, SMTP_FROM, SMTP_HOST, SMTP_PASSWORD, SMTP_PORT,
    SMTP_SECURITY, SMTP_TLS_CA, SMTP_TLS_NAME, SMTP_USERNAME, Security, Setting, Wrong,
    smtp::Server,
};
use address::Named;
use rustls_pki_types::CertificateDer;

/// The settings of a server that mail is handed to. Printed with `{:?}` they show no password.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mail {
    /// The servers, to be tried in this order; at least one.
    pub servers: Vec<Server>,
    /// The port of those that name none.
    pub port: u16,
    /// How connections are secured.
    pub security: Security,
    /// Who signs in, where anybody does.
    pub sign_in: Option<SignIn>,
    /// Who the mails are from.
    pub from: Named,
    /// The name in the servers' certificates, where it is not that of `smtp_host`.
    pub tls_name: Option<String>,
    /// Authorities that are trusted beside the bundled ones.
    pub authorities: Vec<CertificateDer<'static>>,
    /// What links begin with, without a slash at its end.
    pub public_url: Option<String>,
}

/// Who signs in at a server, and how.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignIn {
    /// The name.
    pub username: String,
    /// The password, or the token of XOAUTH2.
    pub password: Password,
    /// By which kind of sign-in.
    pub auth: Auth,
}

impl Mail {
    /// Reads all variables of mail; none where `smtp_host` is empty, which says that no mail is sent.
    pub fn read(lookup: &dyn Fn(&str) -> Option<String>) -> Result<Option<Self>, Wrong> {
        let servers = of(&SMTP_HOST, lookup)?;
        let public_url = of(&PUBLIC_URL, lookup)?;
        if servers.is_empty() {
            return Ok(None);
        }
        let security = of(&SMTP_SECURITY, lookup)?;
        let sign_in = sign_in(lookup)?;
        let tls_name = of(&SMTP_TLS_NAME, lookup)?;
        let authorities = of(&SMTP_TLS_CA, lookup)?;
        if security == Security::None {
            if sign_in.is_some() && !servers.iter().all(Server::is_loopback) {
                return Err(wrong(
                    SMTP_SECURITY.name,
                    "is none, so that smtp_password could be read on the way to smtp_host",
                    "write starttls or tls, or leave smtp_username and smtp_password unset",
                ));
            }
            if tls_name.is_some() || !authorities.is_empty() {
                return Err(wrong(
                    SMTP_SECURITY.name,
                    "is none, and yet smtp_tls_name or smtp_tls_ca says what to trust",
                    "write starttls or tls, or leave both unset",
                ));
            }
        }
        let Some(from) = of(&SMTP_FROM, lookup)? else {
            return Err(wrong(
                SMTP_FROM.name,
                "is empty, and smtp_host is set",
                "write Undertone <reports@example.org>, for example",
            ));
        };
        Ok(Some(Self {
            servers,
            port: of(&SMTP_PORT, lookup)?,
            security,
            sign_in,
            from,
            tls_name,
            authorities,
            public_url,
        }))
    }
}

fn sign_in(lookup: &dyn Fn(&str) -> Option<String>) -> Result<Option<SignIn>, Wrong> {
    let auth = of(&SMTP_AUTH, lookup)?;
    let username = of(&SMTP_USERNAME, lookup)?;
    let password = of(&SMTP_PASSWORD, lookup)?;
    match (username, password) {
        (Some(username), Some(password)) => Ok(Some(SignIn {
            username,
            password,
            auth,
        })),
        (None, None) if auth == Auth::XOAuth2 => Err(wrong(
            SMTP_AUTH.name,
            "is xoauth2, and nobody is named to sign in",
            "set smtp_username, and smtp_password to the access token",
        )),
        (None, None) => Ok(None),
        (Some(_), None) => Err(wrong(
            SMTP_PASSWORD.name,
            "is empty, and smtp_username is set",
            "set both, or neither for a server that asks for none",
        )),
        (None, Some(_)) => Err(wrong(
            SMTP_USERNAME.name,
            "is empty, and smtp_password is set",
            "set both, or neither for a server that asks for none",
        )),
    }
}

fn of<T>(setting: &Setting<T>, lookup: &dyn Fn(&str) -> Option<String>) -> Result<T, Wrong> {
    setting.read(lookup(setting.name).as_deref())
}

fn wrong(name: &'static str, reason: &str, remedy: &str) -> Wrong {
    Wrong {
        name,
        detail: format!("{name} {reason}"),
        remedy: remedy.to_owned(),
    }
}
