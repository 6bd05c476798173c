//! Signing in at the server, by the three mechanisms it knows.

use crate::{Options, line::Lines};
use data_encoding::BASE64;
use std::io;

/// Answers AUTH; whether the client may send from now on.
pub(crate) fn sign_in(command: &str, options: &Options, lines: &mut Lines) -> io::Result<bool> {
    let mut words = command.split_whitespace().skip(1);
    let mechanism = words.next().unwrap_or_default().to_uppercase();
    let initial = words.next().map(str::to_owned);
    let is_offered = options
        .mechanisms
        .split_whitespace()
        .any(|offered| offered == mechanism);
    let Some((name, secret)) = options.account.filter(|_| is_offered) else {
        lines.write(b"504 5.5.4 no such mechanism\r\n")?;
        return Ok(false);
    };
    let is_right = match mechanism.as_str() {
        "PLAIN" => {
            let given = given(initial, "", lines)?;
            given == format!("\0{name}\0{secret}")
        }
        "LOGIN" => {
            let given_name = given(initial, "Username:", lines)?;
            let given_secret = given(None, "Password:", lines)?;
            given_name == name && given_secret == secret
        }
        _ => {
            let given = given(initial, "", lines)?;
            let is_right = given == format!("user={name}\u{1}auth=Bearer {secret}\u{1}\u{1}");
            if !is_right {
                // The reason, which the client takes note of by an empty line.
                ask("{\"status\":\"401\"}", lines)?;
            }
            is_right
        }
    };
    if is_right {
        lines.write(b"235 2.7.0 welcome\r\n")?;
    } else {
        lines.write(b"535 5.7.8 wrong name or password\r\n")?;
    }
    Ok(is_right)
}

/// What the client gave with the command, or gives when it is asked.
fn given(initial: Option<String>, question: &str, lines: &mut Lines) -> io::Result<String> {
    let text = match initial {
        Some(text) => text,
        None => ask(question, lines)?,
    };
    let bytes = BASE64.decode(text.as_bytes()).unwrap_or_default();
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

fn ask(question: &str, lines: &mut Lines) -> io::Result<String> {
    lines.write(format!("334 {}\r\n", BASE64.encode(question.as_bytes())).as_bytes())?;
    let answer = lines.read()?;
    Ok(String::from_utf8_lossy(&answer).trim_end().to_owned())
}
