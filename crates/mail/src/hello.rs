//! What a server says it can.

use crate::reply::Reply;

/// The extensions that matter here.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Offer {
    /// It can be asked for TLS.
    pub(crate) starttls: bool,
    /// The ways to sign in, in capitals.
    pub(crate) mechanisms: Vec<String>,
    /// The largest message, and whether it wants to be told how large one is.
    pub(crate) size: Option<usize>,
}

impl Offer {
    /// Reads the answer to EHLO, of which the first line greets.
    pub(crate) fn of(reply: &Reply) -> Self {
        let mut offer = Self::default();
        for line in reply.lines.iter().skip(1) {
            let line = line.to_ascii_uppercase();
            // Old servers write `AUTH=LOGIN`.
            let mut words = line.split([' ', '=']).filter(|word| !word.is_empty());
            match words.next() {
                Some("STARTTLS") => offer.starttls = true,
                Some("AUTH") => offer.mechanisms.extend(words.map(str::to_owned)),
                // Without a number, or with 0, there is no limit that it would tell.
                Some("SIZE") => {
                    let most = words.next().and_then(|word| word.parse().ok());
                    offer.size = Some(most.filter(|most| *most > 0).unwrap_or(usize::MAX));
                }
                _ => {}
            }
        }
        offer
    }

    /// Whether a way to sign in is on offer.
    pub(crate) fn has(&self, mechanism: &str) -> bool {
        self.mechanisms.iter().any(|offered| offered == mechanism)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn offer(text: &str) -> Offer {
        let reply = Reply::take(&mut text.as_bytes().to_vec());
        Offer::of(&reply.unwrap().unwrap())
    }

    #[test]
    fn extensions_are_read_in_any_case_and_old_forms() {
        let read = offer(
            "250-mx STARTTLS\r\n250-size 1000\r\n250-AUTH=login\r\n250-Auth PLAIN XOAUTH2\r\n250 8BITMIME\r\n",
        );
        assert_eq!(
            read,
            Offer {
                starttls: false,
                mechanisms: ["LOGIN", "PLAIN", "XOAUTH2"].map(str::to_owned).into(),
                size: Some(1000),
            }
        );
        assert!(offer("250-mx\r\n250 starttls\r\n").starttls);
        assert_eq!(offer("250-mx\r\n250 SIZE 0\r\n").size, Some(usize::MAX));
        assert_eq!(offer("250 mx\r\n"), Offer::default());
    }
}
