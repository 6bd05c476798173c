//! The text of an HTML body, for systems that keep messages as HTML. What is quoted from earlier mail is marked with `>`, as in plain
//! mail, so that who reads it later can tell whose words it is.

mod quoted;

use quoted::Quoted;
use std::borrow::Cow;

/// Elements that stand on lines of their own.
const BLOCKS: [&str; 12] = [
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
];
/// Tags whose content is no text.
const HIDDEN: [&str; 3] = ["style", "script", "head"];

/// Whether an element, by its name in small letters, stands on lines of its own.
pub fn is_block(name: &str) -> bool {
    BLOCKS.contains(&name)
}

/// Whether a text of which nothing is known is HTML: it has tags that end lines, and no line ends but between tags.
pub(crate) fn is_html(text: &str) -> bool {
    const TAGS: [&str; 8] = [
        "<br",
        "</p>",
        "</div>",
        "</li>",
        "</span>",
        "</td>",
        "</a>",
        "</blockquote>",
    ];
    let is_within = |line: &str| !line.is_empty() && !line.ends_with('>');
    text.contains('<')
        && TAGS.iter().any(|tag| text.contains(tag))
        && (text.trim_start().starts_with('<')
            || !text
                .trim()
                .lines()
                .rev()
                .skip(1)
                .any(|line| is_within(line.trim_end())))
}

/// The text of an HTML fragment; a text without a tag or an entity stands as it came.
pub(crate) fn text(html: &str) -> Cow<'_, str> {
    if !html.contains('<') && !html.contains('&') {
        return Cow::Borrowed(html);
    }
    let mut written = Written {
        out: String::with_capacity(html.len()),
        quoted: Quoted::default(),
    };
    let mut rest = html;
    while let Some(at) = rest.find(['<', '&']) {
        written.out.push_str(&rest[..at]);
        rest = &rest[at..];
        rest = if rest.starts_with('&') {
            entity(rest, &mut written.out)
        } else {
            tag(rest, &mut written)
        };
    }
    written.out.push_str(rest);
    Cow::Owned(tidy(&written.out, &written.quoted.turns))
}

/// What is written so far.
struct Written {
    out: String,
    quoted: Quoted,
}

/// Skips a tag and writes the line end it stands for.
fn tag<'a>(rest: &'a str, written: &mut Written) -> &'a str {
    if let Some(comment) = rest.strip_prefix("<!--") {
        return comment.split_once("-->").map_or("", |(_, rest)| rest);
    }
    let inner = &rest[1..];
    let is_end = inner.starts_with('/');
    let name = inner.strip_prefix('/').unwrap_or(inner);
    let end = name
        .find(|c: char| !c.is_ascii_alphanumeric())
        .unwrap_or(name.len());
    // No tag is longer; without a limit a text of `<a<a<a…` would be searched to its end at every `<`.
    let near = &inner.as_bytes()[..inner.len().min(8192)];
    let Some(close) = memchr::memchr(b'>', near).filter(|_| end > 0) else {
        written.out.push('<');
        return inner;
    };
    let name = name[..end].to_ascii_lowercase();
    let after = &inner[close + 1..];
    if HIDDEN.contains(&name.as_str()) && !is_end {
        return behind(after, &name);
    }
    let is_turn = if is_end {
        written.quoted.end(&name)
    } else {
        written.quoted.begin(&name, &inner[..close])
    };
    if is_turn || matches!(name.as_str(), "br" | "table") || is_block(&name) {
        written.out.push('\n');
    }
    if is_turn {
        written.quoted.turns.push(written.out.len());
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
pub fn character(name: &str) -> Option<char> {
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

/// Lines without blanks at their ends, one empty line for any number of them. At each turn quoted lines begin or end.
fn tidy(text: &str, turns: &[usize]) -> String {
    let mut out = String::with_capacity(text.len());
    let (mut empty, mut at, mut turned) = (0, 0, 0);
    for whole in text.split_inclusive('\n') {
        while turns.get(turned).is_some_and(|turn| *turn <= at) {
            turned += 1;
        }
        at += whole.len();
        let line = whole.trim();
        if line.is_empty() {
            empty += 1;
            continue;
        }
        if !out.is_empty() {
            out.push_str(if empty > 0 { "\n\n" } else { "\n" });
        }
        if turned % 2 == 1 {
            out.push_str("> ");
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

    #[test]
    fn what_is_quoted_is_marked() {
        for (html, expected) in [
            (
                "<div>I am furious<br>really<blockquote>Thank you, great</blockquote></div>",
                "I am furious\nreally\n> Thank you, great",
            ),
            (
                "<p>No.</p><blockquote><p>a</p><blockquote>b</blockquote>c</blockquote><p>Yes.</p>",
                "No.\n\n> a\n\n> b\n> c\n\nYes.",
            ),
            (
                "No.<div class=\"gmail_quote\"><div>On 3 May, Ann wrote:</div><div>a</div></div>Yes.",
                "No.\n\n> On 3 May, Ann wrote:\n\n> a\n\nYes.",
            ),
            (
                "No.<div id=\"appendonsend\"></div><div id=\"divRplyFwdMsg\"><b>From:</b> Ann</div><div>a</div>",
                "No.\n\n> From: Ann\n\n> a",
            ),
            ("a<blockquote>b<br>c", "a\n> b\n> c"),
            ("</blockquote>a</div>b", "a\nb"),
        ] {
            assert_eq!(text(html), expected, "{html}");
        }
    }

    proptest! {
        #[test]
        fn no_quotation_panics(parts in proptest::collection::vec(proptest::sample::select(&[
            "<blockquote>", "</blockquote>", "<div class=gmail_quote>", "<div>", "</div>", "<br>", "a", "é ", "\n",
            "<hr id=zwchr>", "&gt;",
        ][..]), 0..20)) {
            let html = parts.concat();
            let found = text(&html);
            prop_assert!(found.len() <= 3 * html.len() + 1);
        }

        #[test]
        fn no_text_panics(html in "[<>/&;#apé!x0-9 -]{0,40}") {
            let _ = text(&html);
        }
    }
}
