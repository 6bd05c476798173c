//! Signing in at a server, by what both know.

use crate::{
    connection::Connection,
    failure::{Failure, Kind, Step},
    reply::Reply,
    veil::bearer,
};
use data_encoding::BASE64;
use settings::{Auth, SignIn};

const STEP: Step = Step::Authentication;

/// Signs in, or says why not.
pub(crate) fn sign_in(connection: &mut Connection, sign_in: &SignIn) -> Result<(), Failure> {
    let (username, password) = (sign_in.username.as_str(), sign_in.password.expose());
    let offer = connection.offered();
    let (plain, login, xoauth2) = (offer.has("PLAIN"), offer.has("LOGIN"), offer.has("XOAUTH2"));
    let offered = offer.mechanisms.join(", ");
    let reply = match sign_in.auth {
        Auth::XOAuth2 if xoauth2 => {
            let reply = initial(connection, "XOAUTH2", &bearer(username, password))?;
            // The reason of a refusal, of which the server wants to know that it was read.
            if reply.code == 334 {
                connection.exchange(STEP, "")?
            } else {
                reply
            }
        }
        Auth::Auto if plain => initial(connection, "PLAIN", &format!("\0{username}\0{password}"))?,
        Auth::Auto if login => {
            let reply = connection.exchange(STEP, "AUTH LOGIN")?;
            let reply = asked(connection, reply, username)?;
            asked(connection, reply, password)?
        }
        auth => return Err(no_way(auth, &offered)),
    };
    if reply.is_yes() {
        Ok(())
    } else {
        Err(connection.refused(STEP, &reply))
    }
}

/// Sends all that a mechanism needs at once; a server that wants to ask for it first gets it then.
fn initial(connection: &mut Connection, mechanism: &str, text: &str) -> Result<Reply, Failure> {
    let encoded = BASE64.encode(text.as_bytes());
    let reply = connection.exchange(STEP, &format!("AUTH {mechanism} {encoded}"))?;
    if reply.code == 334 && reply.text().trim().is_empty() {
        connection.exchange(STEP, &encoded)
    } else {
        Ok(reply)
    }
}

/// Answers a question of LOGIN. What it says differs between servers; which comes first does not.
fn asked(connection: &mut Connection, reply: Reply, text: &str) -> Result<Reply, Failure> {
    if reply.code == 334 {
        connection.exchange(STEP, &BASE64.encode(text.as_bytes()))
    } else {
        Ok(reply)
    }
}

fn no_way(auth: Auth, offered: &str) -> Failure {
    let words = match (auth, offered) {
        (_, "") => {
            "the server takes no sign-in; leave smtp_username and smtp_password unset, or choose another smtp_security or port"
                .to_owned()
        }
        (Auth::XOAuth2, _) => {
            format!("the server does not take XOAUTH2, only {offered}; leave smtp_auth unset")
        }
        (Auth::Auto, _) => format!(
            "the server takes neither PLAIN nor LOGIN, only {offered}; write xoauth2 as smtp_auth if that is among them, and a token as smtp_password"
        ),
    };
    Failure::new(STEP, Kind::Unreachable, &words).misconfigured(true)
}
