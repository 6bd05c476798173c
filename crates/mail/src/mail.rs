//! A mail, and the bytes it is sent as.

use crate::failure::one_line;
use address::{Address, Named};
use jiff::Timestamp;
use lettre::{
    Message,
    message::{
        Attachment as LettreAttachment, Body, Mailbox, MultiPart, SinglePart,
        header::{ContentTransferEncoding, ContentType, HeaderName, HeaderValue},
    },
};
use std::time::SystemTime;

/// The most of a subject, in characters; more is cut.
const LONGEST_SUBJECT: usize = 200;

/// A mail to one recipient. Its bytes are the same whenever they are written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mail {
    /// Who it is from.
    pub from: Named,
    /// Who it is to.
    pub to: Named,
    /// What it is about. Line breaks become blanks, and more than 200 characters are cut: it is made of names that
    /// people gave, and a mail with one is better than none.
    pub subject: String,
    /// Its date.
    pub date: Timestamp,
    /// Its Message-ID, of [`message_id`].
    pub id: String,
    /// What is shown where HTML is not.
    pub text: String,
    /// What is shown elsewhere; an image is named as `cid:` and its [`Image::cid`].
    pub html: String,
    /// The images of it.
    pub images: Vec<Image>,
    /// A PDF.
    pub pdf: Option<Attachment>,
    /// Where a mail program unsubscribes by a POST (RFC 8058).
    pub unsubscribe: Option<String>,
    /// Headers whose names begin with `X-`, of a word or several in ASCII.
    pub headers: Vec<(String, String)>,
}

/// An image in the HTML of a mail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Image {
    /// What the HTML names it by: letters, digits, dots and hyphens.
    pub cid: String,
    /// Its bytes.
    pub png: Vec<u8>,
}

/// A PDF beside the text of a mail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attachment {
    /// Its name, of [`safe_file_name`](crate::safe_file_name).
    pub name: String,
    /// Its bytes.
    pub pdf: Vec<u8>,
}

/// A part of a mail that no header can be made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the mail's {field} {reason}")]
pub struct Unmailable {
    /// The part.
    pub field: &'static str,
    /// What is wrong with it.
    pub reason: &'static str,
}

/// The Message-ID of a mail that is known by a key: `<key@domain>`, with the domain it is from.
pub fn message_id(key: &str, from: &Address) -> Result<String, Unmailable> {
    let is_plain = |c: u8| c.is_ascii_alphanumeric() || b".-_".contains(&c);
    if !(1..=100).contains(&key.len()) || !key.bytes().all(is_plain) {
        let reason = "is made of 1 to 100 letters, digits, dots, hyphens and underscores";
        return Err(unmailable("Message-ID", reason));
    }
    Ok(format!("<{key}@{}>", from.domain()))
}

impl Mail {
    /// The message. Nothing that a person named can add a header: names and subjects are encoded (RFC 2047 and 2231),
    /// and what is written as it is is refused where it is more than one line.
    pub fn to_bytes(&self) -> Result<Vec<u8>, Unmailable> {
        if !self.id.starts_with('<') || !self.id.ends_with('>') {
            return Err(unmailable("Message-ID", "stands in angle brackets"));
        }
        let mut message = Message::builder()
            .date(self.date()?)
            .from(mailbox(&self.from, "sender")?)
            .to(mailbox(&self.to, "recipient")?)
            .subject(subject(&self.subject))
            .raw_header(verbatim("Message-ID", self.id.clone())?)
            .raw_header(verbatim("Auto-Submitted", "auto-generated".to_owned())?);
        if let Some(url) = &self.unsubscribe {
            if !url.starts_with("https://") && !url.starts_with("http://") {
                return Err(unmailable("List-Unsubscribe", "is no URL"));
            }
            if url.contains(['<', '>', ' ']) {
                return Err(unmailable("List-Unsubscribe", "has signs that end a URL"));
            }
            let once = "List-Unsubscribe=One-Click".to_owned();
            message = message
                .raw_header(verbatim("List-Unsubscribe", format!("<{url}>"))?)
                .raw_header(verbatim("List-Unsubscribe-Post", once)?);
        }
        for (name, value) in &self.headers {
            message = message.raw_header(own(name, value)?);
        }
        let message = message
            .multipart(self.parts()?)
            .map_err(|_| unmailable("envelope", "is none"))?;
        Ok(message.formatted())
    }

    fn date(&self) -> Result<SystemTime, Unmailable> {
        if self.date < Timestamp::UNIX_EPOCH {
            return Err(unmailable("date", "is before 1970"));
        }
        Ok(self.date.into())
    }

    /// Text, HTML with its images, the PDF. No encoded part holds `=_`, so no part holds a boundary.
    fn parts(&self) -> Result<MultiPart, Unmailable> {
        let html = encoded(&self.html, ContentType::TEXT_HTML);
        let text = encoded(&self.text, ContentType::TEXT_PLAIN);
        let alternative = MultiPart::alternative()
            .boundary("=_alternative")
            .singlepart(text);
        let alternative = if self.images.is_empty() {
            alternative.singlepart(html)
        } else {
            let related = MultiPart::related().boundary("=_related").singlepart(html);
            let with_image = |parts: MultiPart, image: &Image| Ok(parts.singlepart(image.part()?));
            alternative.multipart(self.images.iter().try_fold(related, with_image)?)
        };
        Ok(match &self.pdf {
            None => alternative,
            Some(attachment) => MultiPart::mixed()
                .boundary("=_mixed")
                .multipart(alternative)
                .singlepart(attachment.part()?),
        })
    }
}

impl Image {
    fn part(&self) -> Result<SinglePart, Unmailable> {
        let is_plain = |c: u8| c.is_ascii_alphanumeric() || b".-@".contains(&c);
        if !(1..=100).contains(&self.cid.len()) || !self.cid.bytes().all(is_plain) {
            let reason = "is named by 1 to 100 letters, digits, dots and hyphens";
            return Err(unmailable("image", reason));
        }
        let name = format!("{}.png", self.cid.split('@').next().unwrap_or_default());
        Ok(
            LettreAttachment::new_inline_with_name(self.cid.clone(), name)
                .body(base64(&self.png), media_type("image/png")?),
        )
    }
}

impl Attachment {
    fn part(&self) -> Result<SinglePart, Unmailable> {
        let name = one_line(&self.name);
        Ok(LettreAttachment::new(name).body(base64(&self.pdf), media_type("application/pdf")?))
    }
}

fn unmailable(field: &'static str, reason: &'static str) -> Unmailable {
    Unmailable { field, reason }
}

fn media_type(name: &str) -> Result<ContentType, Unmailable> {
    ContentType::parse(name).map_err(|_| unmailable("attachment", "has no media type"))
}

fn mailbox(named: &Named, field: &'static str) -> Result<Mailbox, Unmailable> {
    let address = named.address();
    let address = lettre::Address::new(address.local(), address.domain())
        .map_err(|_| unmailable(field, "has an address that cannot stand in a header"))?;
    Ok(Mailbox::new(named.name().map(one_line), address))
}

/// A subject in one line.
fn subject(text: &str) -> String {
    let line = one_line(text);
    if line.chars().count() <= LONGEST_SUBJECT {
        return line;
    }
    line.chars()
        .take(LONGEST_SUBJECT - 1)
        .chain(['…'])
        .collect()
}

/// A header that stands in one line as it is; folding would break what is in it.
fn verbatim(name: &'static str, value: String) -> Result<HeaderValue, Unmailable> {
    let is_line = |c: u8| c == b' ' || c.is_ascii_graphic();
    if value.is_empty() || value.len() > 900 || !value.bytes().all(is_line) {
        return Err(unmailable(
            name,
            "is one line of at most 900 signs in ASCII",
        ));
    }
    let name = HeaderName::new_from_ascii_str(name);
    Ok(HeaderValue::dangerous_new_pre_encoded(
        name,
        value.clone(),
        value,
    ))
}

fn own(name: &str, value: &str) -> Result<HeaderValue, Unmailable> {
    const REASON: &str = "has a name as X-Word and a value of one line in ASCII";
    let is_name = |c: u8| c.is_ascii_alphanumeric() || c == b'-';
    let is_value = |c: u8| c == b' ' || c.is_ascii_graphic();
    let is_right = name.starts_with("X-")
        && name.bytes().all(is_name)
        && (1..=200).contains(&value.len())
        && value.bytes().all(is_value);
    match HeaderName::new_from_ascii(name.to_owned()) {
        Ok(name) if is_right => Ok(HeaderValue::dangerous_new_pre_encoded(
            name,
            value.to_owned(),
            value.to_owned(),
        )),
        _ => Err(unmailable("own header", REASON)),
    }
}

/// A text part. Always quoted-printable: a text of ASCII would go as it is, and might hold a boundary.
fn encoded(text: &str, content_type: ContentType) -> SinglePart {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    SinglePart::builder()
        .header(content_type)
        .header(ContentTransferEncoding::QuotedPrintable)
        .body(text)
}

/// Bytes, whatever they look like: those of a PDF may be ASCII and are no text.
fn base64(bytes: &[u8]) -> Body {
    let bytes = bytes.to_vec();
    Body::new_with_encoding(bytes, ContentTransferEncoding::Base64).unwrap_or_else(Body::new)
}
