//! Keeps what signs in out of what is shown.

use data_encoding::BASE64;
use settings::SignIn;

/// What is shown instead.
const VEIL: &str = "***";

/// The texts that are shown nowhere, whoever repeats them.
#[derive(Default)]
pub(crate) struct Veil(Vec<String>);

impl Veil {
    pub(crate) fn of(sign_in: Option<&SignIn>) -> Self {
        let Some(sign_in) = sign_in else {
            return Self::default();
        };
        let password = sign_in.password.expose();
        let plain = format!("\0{}\0{password}", sign_in.username);
        let bearer = bearer(&sign_in.username, password);
        Self(vec![
            BASE64.encode(plain.as_bytes()),
            BASE64.encode(bearer.as_bytes()),
            BASE64.encode(password.as_bytes()),
            password.to_owned(),
        ])
    }

    /// A server's words without them.
    pub(crate) fn over(&self, words: &str) -> String {
        let hide = |words: String, secret: &String| words.replace(secret, VEIL);
        self.0.iter().fold(words.to_owned(), hide)
    }
}

/// What XOAUTH2 says of somebody with an access token.
pub(crate) fn bearer(username: &str, token: &str) -> String {
    format!("user={username}\u{1}auth=Bearer {token}\u{1}\u{1}")
}
