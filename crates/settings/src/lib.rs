//! The application's settings: what each may be, and what is wrong with a value that it may not.
//!
//! The variables of `spin.toml` are texts. A component reads its own with [`Setting::read`] when it needs it;
//! `undertone up` judges all of them with [`judge`] before it serves. Both say the same.

mod authorities;
mod database;
mod mail;
mod number;
mod setting;
mod smtp;

pub use database::Database;
pub use mail::{Mail, SignIn};
pub use setting::{Setting, Wrong};
pub use smtp::{Auth, Password, Security, Server};

use address::Named;
use rustls_pki_types::CertificateDer;

/// Largest file of an upload, in bytes.
pub const UPLOAD_LIMIT_BYTES: Setting<u64> = Setting {
    name: "upload_limit_bytes",
    default: "524288000",
    secret: false,
    parse: number::upload_limit,
};

/// How many steps of jobs run at the same time.
pub const WORKER_CONCURRENCY: Setting<i64> = Setting {
    name: "worker_concurrency",
    default: "2",
    secret: false,
    parse: number::worker_concurrency,
};

/// The time between two runs of the sweeper, in seconds.
pub const SWEEP_EVERY_SECONDS: Setting<i64> = Setting {
    name: "sweep_every_seconds",
    default: "600",
    secret: false,
    parse: number::sweep_every_seconds,
};

/// How long what is over waits in the trash, in days in which the sweeper runs.
pub const TRASH_DAYS: Setting<i64> = Setting {
    name: "trash_days",
    default: "7",
    secret: false,
    parse: number::trash_days,
};

/// Which database keeps the records. Its address holds a password, so no value of it is ever shown.
pub const DATABASE_URL: Setting<Database> = Setting {
    name: "database_url",
    default: "",
    secret: true,
    parse: database::kind,
};

/// The servers that mail is handed to, to be tried in this order; none where no mail is sent.
pub const SMTP_HOST: Setting<Vec<Server>> = Setting {
    name: "smtp_host",
    default: "",
    secret: false,
    parse: smtp::servers,
};

/// The port of servers that name none.
pub const SMTP_PORT: Setting<u16> = Setting {
    name: "smtp_port",
    default: "587",
    secret: false,
    parse: smtp::port,
};

/// How connections to them are secured.
pub const SMTP_SECURITY: Setting<Security> = Setting {
    name: "smtp_security",
    default: "starttls",
    secret: false,
    parse: smtp::security,
};

/// Who signs in.
pub const SMTP_USERNAME: Setting<Option<String>> = Setting {
    name: "smtp_username",
    default: "",
    secret: false,
    parse: smtp::username,
};

/// What signs in: a password, or a token.
pub const SMTP_PASSWORD: Setting<Option<Password>> = Setting {
    name: "smtp_password",
    default: "",
    secret: true,
    parse: smtp::password,
};

/// How Undertone signs in.
pub const SMTP_AUTH: Setting<Auth> = Setting {
    name: "smtp_auth",
    default: "",
    secret: false,
    parse: smtp::auth,
};

/// Who mails are from.
pub const SMTP_FROM: Setting<Option<Named>> = Setting {
    name: "smtp_from",
    default: "",
    secret: false,
    parse: smtp::from,
};

/// The name in the servers' certificates, where `smtp_host` is another or an address.
pub const SMTP_TLS_NAME: Setting<Option<String>> = Setting {
    name: "smtp_tls_name",
    default: "",
    secret: false,
    parse: smtp::tls_name,
};

/// Authorities that are trusted beside the bundled ones. Long, and no use in a message: no value of it is shown.
pub const SMTP_TLS_CA: Setting<Vec<CertificateDer<'static>>> = Setting {
    name: "smtp_tls_ca",
    default: "",
    secret: true,
    parse: authorities::read,
};

/// Where people reach Undertone: what links in mails begin with.
pub const PUBLIC_URL: Setting<Option<String>> = Setting {
    name: "public_url",
    default: "",
    secret: false,
    parse: smtp::public_url,
};

/// The variables that say how mail is sent.
pub const MAIL_VARIABLES: [&str; 10] = [
    SMTP_HOST.name,
    SMTP_PORT.name,
    SMTP_SECURITY.name,
    SMTP_USERNAME.name,
    SMTP_PASSWORD.name,
    SMTP_AUTH.name,
    SMTP_FROM.name,
    SMTP_TLS_NAME.name,
    SMTP_TLS_CA.name,
    PUBLIC_URL.name,
];

/// What is wrong with the value of a variable; none where it is right, or where any value is.
pub fn judge(name: &str, value: &str) -> Option<Wrong> {
    let known = [
        UPLOAD_LIMIT_BYTES.judge(name, value),
        WORKER_CONCURRENCY.judge(name, value),
        SWEEP_EVERY_SECONDS.judge(name, value),
        TRASH_DAYS.judge(name, value),
        DATABASE_URL.judge(name, value),
        SMTP_HOST.judge(name, value),
        SMTP_PORT.judge(name, value),
        SMTP_SECURITY.judge(name, value),
        SMTP_USERNAME.judge(name, value),
        SMTP_PASSWORD.judge(name, value),
        SMTP_AUTH.judge(name, value),
        SMTP_FROM.judge(name, value),
        SMTP_TLS_NAME.judge(name, value),
        SMTP_TLS_CA.judge(name, value),
        PUBLIC_URL.judge(name, value),
    ];
    known.into_iter().flatten().next()
}

/// What is wrong with values that are right each by itself: variables that contradict each other.
pub fn judge_together(lookup: &dyn Fn(&str) -> Option<String>) -> Option<Wrong> {
    Mail::read(lookup).err()
}

#[cfg(test)]
mod mail_tests;
#[cfg(test)]
mod tests;
