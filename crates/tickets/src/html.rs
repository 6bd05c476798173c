//! The text of an HTML body, for systems that keep messages as HTML.

use std::borrow::Cow;

/// Tags that end a line.
const BREAKS: [&str; 14] = [
    "br",
    "p",
    "div",
    "li",
    "tr",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "blockquote",
    "pre",
    "table",
];
/// Tags whose content is no text.
const HIDDEN: [&str; 3] = ["style", "script", "head"];

/// The text of an HTML fragment; a text without a tag or an entity stands as it came.
pub(crate) fn text(html: &str) -> Cow<'_, str> {
    if !html.contains('<') && !html.contains('&') {
        return Cow::Borrowed(html);
    }
    let mut out = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(at) = rest.find(['<', '&']) {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        rest = if rest.starts_with('&') {
            entity(rest, &mut out)
        } else {
            tag(rest, &mut out)
        };
    }
    out.push_str(rest);
    Cow::Owned(tidy(&out))
}

/// Skips a tag and writes the line end it stands for.
fn tag<'a>(rest: &'a str, out: &mut String) -> &'a str {
    if let Some(comment) = rest.strip_prefix("<!--") {
        return comment.split_once("-->").map_or("", |(_, rest)| rest);
    }
    let inner = &rest[1..];
    let name = inner.strip_prefix('/').unwrap_or(inner);
    let end = name
        .find(|c: char| !c.is_ascii_alphanumeric())
        .unwrap_or(name.len());
    // No tag is longer; without a limit a text of `<a<a<a…` would be searched to its end at every `<`.
    let near = &inner.as_bytes()[..inner.len().min(8192)];
    let Some(close) = memchr::memchr(b'>', near).filter(|_| end > 0) else {
        out.push('<');
        return inner;
    };
    let name = name[..end].to_ascii_lowercase();
    let after = &inner[close + 1..];
    if HIDDEN.contains(&name.as_str()) && !inner.starts_with('/') {
        return behind(after, &name);
    }
    if BREAKS.contains(&name.as_str()) {
        out.push('\n');
    }
    after
}

/// What stands behind the end tag of that name; nothing if there is none.
fn behind<'a>(mut rest: &'a str, name: &str) -> &'a str {
    while let Some((_, after)) = rest.split_once("</") {
        let same = after
            .get(..name.len())
            .is_some_and(|found| found.eq_ignore_ascii_case(name));
        if same {
            return after.split_once('>').map_or("", |(_, rest)| rest);
        }
        rest = after;
    }
    ""
}

/// Writes what an entity stands for.
fn entity<'a>(rest: &'a str, out: &mut String) -> &'a str {
    let near = &rest.as_bytes()[..rest.len().min(12)];
    let known = memchr::memchr(b';', near)
        .and_then(|end| Some((character(&rest[1..end])?, &rest[end + 1..])));
    if let Some((character, after)) = known {
        out.push(character);
        after
    } else {
        out.push('&');
        &rest[1..]
    }
}

/// The character that an entity of that name stands for.
pub(crate) fn character(name: &str) -> Option<char> {
    let number = name.strip_prefix('#').map(|digits| {
        let hex = digits.strip_prefix(['x', 'X']);
        hex.map_or_else(
            || digits.parse().ok(),
            |hex| u32::from_str_radix(hex, 16).ok(),
        )
    });
    if let Some(number) = number {
        return char::from_u32(number?).filter(|&c| c != '\0');
    }
    Some(match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" | "lsquo" | "rsquo" => '\'',
        "nbsp" => ' ',
        "ndash" => '–',
        "mdash" => '—',
        "hellip" => '…',
        "ldquo" => '“',
        "rdquo" => '”',
        "auml" => 'ä',
        "ouml" => 'ö',
        "uuml" => 'ü',
        "Auml" => 'Ä',
        "Ouml" => 'Ö',
        "Uuml" => 'Ü',
        "szlig" => 'ß',
        "eacute" => 'é',
        "egrave" => 'è',
        "agrave" => 'à',
        "ccedil" => 'ç',
        "Eacute" => 'É',
        "ecirc" => 'ê',
        "euml" => 'ë',
        "Agrave" => 'À',
        "aacute" => 'á',
        "acirc" => 'â',
        "atilde" => 'ã',
        "aring" => 'å',
        "aelig" => 'æ',
        "Ccedil" => 'Ç',
        "iacute" => 'í',
        "icirc" => 'î',
        "iuml" => 'ï',
        "oacute" => 'ó',
        "ocirc" => 'ô',
        "otilde" => 'õ',
        "oslash" => 'ø',
        "oelig" => 'œ',
        "uacute" => 'ú',
        "ugrave" => 'ù',
        "ucirc" => 'û',
        "laquo" => '«',
        "raquo" => '»',
        "deg" => '°',
        "ntilde" => 'ñ',
        "euro" => '€',
        "copy" => '©',
        _ => return None,
    })
}

/// Lines without blanks at their ends, one empty line for any number of them.
fn tidy(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut empty = 0;
    for line in text.lines().map(str::trim) {
        if line.is_empty() {
            empty += 1;
            continue;
        }
        if !out.is_empty() {
            out.push_str(if empty > 0 { "\n\n" } else { "\n" });
        }
        out.push_str(line);
        empty = 0;
    }
    out
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn paragraphs_entities_and_hidden_parts() {
        assert_eq!(
            text(
                "<style>p{color:red}</style><p>Hello&nbsp;&amp; welcome,</p><p>it <b>fails</b>&#33;<br/>Bye</p>"
            ),
            "Hello & welcome,\n\nit fails!\nBye"
        );
        assert_eq!(text("<div>a</div><!-- <p>x</p> --><div>b</div>"), "a\n\nb");
        assert_eq!(text("5 < 6 & 7 > 2"), "5 < 6 & 7 > 2");
        assert_eq!(text("plain"), "plain");
    }

    proptest! {
        #[test]
        fn no_text_panics(html in "[<>/&;#apé!x0-9 -]{0,40}") {
            let _ = text(&html);
        }
    }
}
