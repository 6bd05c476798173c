//! XML documents and HTML pages: which of them a file is, and what is read of it.

use std::io::Read;

use tickets::Encoding;

use crate::{
    Error, Landing, Limits, Sink,
    book::{self, Book},
    decoded::{self, Decoded},
    html::Page,
    source::Source,
    xml::{Document, sheets::Sheets},
};

/// So much is looked at for the first element.
const HEAD: u64 = 256 << 10;
/// Elements that a page may begin with.
const HTML: [&str; 20] = [
    "html", "head", "meta", "title", "style", "script", "base", "link", "body", "table", "thead",
    "tbody", "tr", "div", "center", "font", "form", "span", "p", "h1",
];

/// What a file of markup holds.
pub(crate) enum Markup<'a> {
    /// Tables, or the sheets of a workbook.
    Book(Box<dyn Book + 'a>),
    /// Records.
    Records(Document<'a>),
}

/// Whether a text starts as markup does.
pub(crate) fn is(text: &[u8]) -> bool {
    let text = text
        .strip_prefix(b"\xEF\xBB\xBF")
        .unwrap_or(text)
        .trim_ascii_start();
    let starts = |tag: &[u8]| {
        text.get(..tag.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(tag))
    };
    if starts(b"<?xml") || starts(b"<!--") || starts(b"<!doctype") {
        return true;
    }
    let Some(inner) = text.strip_prefix(b"<") else {
        return false;
    };
    let length = inner
        .iter()
        .take_while(|byte| byte.is_ascii_alphanumeric())
        .count();
    let is_html = str::from_utf8(&inner[..length]).is_ok_and(|name| {
        // What ends a tag, as a heading may be called `<table>`.
        HTML.iter().any(|known| name.eq_ignore_ascii_case(known))
    });
    let name = inner.first().is_some_and(u8::is_ascii_alphabetic);
    let Some(end) = memchr::memchr(b'>', inner) else {
        return is_html && inner.len() > length;
    };
    let behind = inner[end + 1..].trim_ascii_start().first();
    name && (behind == Some(&b'<') || is_html && behind != Some(&b','))
}

/// Reads a file of markup.
pub(crate) fn rows(
    source: &mut dyn Source,
    limits: Limits,
    wanted: Option<&str>,
    sink: Sink<'_>,
) -> Result<Landing, Error> {
    match open(source)? {
        Markup::Book(mut book) => book::rows(&mut *book, limits, wanted, sink),
        Markup::Records(mut document) => document.rows(limits, wanted, sink),
    }
}

/// Looks what a file of markup is.
pub(crate) fn open(source: &mut dyn Source) -> Result<Markup<'_>, Error> {
    let encoding = decoded::detect(source)?;
    let first = first(source, encoding)?;
    let (name, is_xml) = first.unwrap_or_default();
    let local = name.rsplit(':').next().unwrap_or_default();
    let known = if is_xml { &HTML[..1] } else { &HTML };
    let is_html = known.iter().any(|known| name.eq_ignore_ascii_case(known));
    if is_html {
        return Ok(Markup::Book(Box::new(Page { source, encoding })));
    }
    if local == "Workbook" {
        return Ok(Markup::Book(Box::new(Sheets::new(source, encoding)?)));
    }
    Document::new(source, encoding).map(Markup::Records)
}

/// The name of the first element, and whether the document says that it is XML.
fn first(source: &mut dyn Source, encoding: Encoding) -> Result<Option<(String, bool)>, Error> {
    let mut head = Vec::new();
    source.read(&mut |bytes| {
        head.clear();
        Decoded::new(bytes, encoding)
            .take(HEAD)
            .read_to_end(&mut head)?;
        Ok(())
    })?;
    let text = String::from_utf8_lossy(&head);
    let mut rest = text.trim_start();
    let is_xml = rest.starts_with("<?xml");
    loop {
        let end = if rest.starts_with("<!--") {
            "-->"
        } else if rest.starts_with("<!") || rest.starts_with("<?") {
            let is_page = rest
                .get(..14)
                .is_some_and(|start| start.eq_ignore_ascii_case("<!doctype html"));
            if is_page {
                return Ok(Some(("html".to_owned(), is_xml)));
            }
            ">"
        } else {
            break;
        };
        rest = match rest.split_once(end) {
            Some((_, rest)) => rest.trim_start(),
            None => return Ok(None),
        };
    }
    let inner = rest.strip_prefix('<').unwrap_or_default();
    let end = inner.find(|c: char| c.is_ascii_whitespace() || matches!(c, '>' | '/'));
    Ok(Some((
        inner[..end.unwrap_or(inner.len())].to_owned(),
        is_xml,
    )))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_is_told_from_tables() {
        for (text, expected) in [
            ("<?xml version=\"1.0\"?>\n<issues/>", true),
            (
                "\u{feff}<!--\n RSS of a search -->\n<rss version=\"0.92\">",
                true,
            ),
            ("<bugs version=\"5.0\"><bug><id>1</id></bug></bugs>", true),
            ("<TABLE border=1>\n<tr>", true),
            ("<style>td{}</style><table>", true),
            ("<html", false),
            ("<html xmlns:o='x'>", true),
            ("<key>,summary\nA-1,x\n", false),
            ("<table>,summary\nA-1,x\n", false),
            ("< 5,x\n", false),
            ("a<b><c>\n", false),
        ] {
            assert_eq!(is(text.as_bytes()), expected, "{text}");
        }
    }
}
