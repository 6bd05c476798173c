//! Texts that are HTML, whole or in part: tags left out, line breaks made, quoted mail cut.

use super::inline::{find, starts_with};
use super::plain::Made;

/// Tags that are left out; others may be types, placeholders and addresses.
const LEFT_OUT: [&str; 32] = [
    "a", "abbr", "b", "big", "body", "center", "cite", "del", "em", "font", "html", "i", "img",
    "ins", "label", "link", "meta", "o:p", "q", "s", "small", "span", "strike", "strong", "sub",
    "sup", "svg", "tbody", "thead", "tt", "u", "wbr",
];
/// Tags that end a line.
const BREAKS: [&str; 29] = [
    "article", "br", "caption", "dd", "details", "div", "dl", "dt", "footer", "h1", "h2", "h3",
    "h4", "h5", "h6", "header", "hr", "li", "main", "ol", "p", "section", "summary", "table", "td",
    "tfoot", "th", "tr", "ul",
];
/// Tags whose content is no text.
const HIDDEN: [&str; 4] = ["head", "script", "style", "title"];
/// What the class or name of an element holds that is quoted mail or a signature.
const QUOTES: [&str; 14] = [
    "gmail_quote",
    "gmail_extra",
    "gmail_signature",
    "yahoo_quoted",
    "moz-cite-prefix",
    "moz-forward-container",
    "moz-signature",
    "protonmail_quote",
    "protonmail_signature",
    "tutanota_quote",
    "freshdesk_quote",
    "applemailsignature",
    "ms-outlook-mobile-signature",
    "outlookmessageheader",
];
/// What the class or name of an element holds behind which all is quoted mail.
const ENDS: [&str; 5] = [
    "divrplyfwdmsg",
    "appendonsend",
    "mail-editor-reference-message-container",
    "stopspelling",
    "zwchr",
];
/// A tag that is longer is none, but for pictures, which hold their data.
const LONGEST: usize = 2_000;
/// Names and classes are looked for in so many bytes of a tag.
const NEAR: usize = 300;

/// The text without its tags; none where it holds none. A quotation leaves a line `>`.
pub(super) fn stripped(text: &str) -> Option<Made> {
    let mut strip = Strip {
        text,
        made: Made::default(),
        kept: 0,
        closes: 0,
        unclosed: Vec::new(),
    };
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(found) = bytes[at..]
        .iter()
        .position(|byte| matches!(byte, b'<' | b'`'))
    {
        at += found;
        at = match bytes[at] {
            b'`' => behind_code(bytes, at),
            _ => strip.tag(at),
        };
    }
    (strip.kept > 0).then(|| {
        let mut made = strip.made;
        made.keep(text, strip.kept..text.len());
        made
    })
}

/// The place behind code in backticks, which is no HTML.
fn behind_code(bytes: &[u8], at: usize) -> usize {
    let rest = &bytes[at..];
    if rest.starts_with(b"```") {
        return find(&rest[3..], "```").map_or(bytes.len(), |end| at + end + 6);
    }
    let line = rest[1..].iter().take(200);
    let end = line
        .take_while(|byte| **byte != b'\n')
        .position(|byte| *byte == b'`');
    at + end.map_or(1, |end| end + 2)
}

struct Strip<'a> {
    text: &'a str,
    made: Made,
    /// All before is in `made`.
    kept: usize,
    /// Behind the next `>`, so that it is not looked for at every `<`.
    closes: usize,
    /// Hidden tags and comments that are never closed, each looked for once.
    unclosed: Vec<&'static str>,
}

impl Strip<'_> {
    /// Takes what stands at a `<`, and answers where to go on.
    fn tag(&mut self, at: usize) -> usize {
        let bytes = self.text.as_bytes();
        let rest = &bytes[at..];
        if rest.starts_with(b"<!--") {
            if !self.unclosed.contains(&"-->")
                && let Some(end) = find(&rest[4..], "-->")
            {
                return self.replace(at, at + end + 7, "");
            }
            self.unclosed.push("-->");
            return at + 1;
        }
        let is_end = rest.get(1) == Some(&b'/');
        let from = at + 1 + usize::from(is_end);
        let name = name(&bytes[from..]);
        let is = |names: &[&'static str]| {
            let mut names = names.iter();
            names
                .find(|known| name.eq_ignore_ascii_case(known.as_bytes()))
                .copied()
        };
        let hidden = is(&HIDDEN);
        let breaks = is(&BREAKS);
        let is_quote = name.eq_ignore_ascii_case(b"blockquote");
        if name.is_empty()
            || (hidden.is_none() && breaks.is_none() && !is_quote && is(&LEFT_OUT).is_none())
        {
            return at + 1;
        }
        let Some(end) = self.close(from) else {
            return at + 1;
        };
        if bytes[from..end].contains(&b'<') || (end - at > LONGEST && name != b"img") {
            return at + 1;
        }
        // A line that ends here anyway needs no second end.
        let is_line_end = bytes[end..].starts_with(b"\n") || bytes[end..].starts_with(b"\r\n");
        let mark = if breaks.is_some() && !is_line_end {
            "\n"
        } else {
            ""
        };
        if is_end {
            return self.replace(at, end, mark);
        }
        if let Some(hidden) = hidden {
            return self.hidden(at, end, hidden);
        }
        let attributes = &bytes[from + name.len()..end.min(from + NEAR)];
        let has = |marks: &[&str]| {
            !attributes.is_empty() && marks.iter().any(|mark| find(attributes, mark).is_some())
        };
        let may_be_named = find(attributes, "class").is_some() || find(attributes, "id").is_some();
        if may_be_named && has(&ENDS) {
            return self.replace(at, bytes.len(), "\n");
        }
        if is_quote || (may_be_named && has(&QUOTES)) {
            let behind = behind_element(bytes, end, name);
            return self.replace(at, behind, "\n>\n");
        }
        self.replace(at, end, mark)
    }

    /// The place behind the next `>`.
    fn close(&mut self, from: usize) -> Option<usize> {
        let bytes = self.text.as_bytes();
        if self.closes <= from {
            let next = bytes[from..].iter().position(|byte| *byte == b'>');
            self.closes = next.map_or(usize::MAX, |next| from + next + 1);
        }
        (self.closes != usize::MAX).then_some(self.closes)
    }

    /// Leaves out a tag with its content where it is closed, else the tag alone.
    fn hidden(&mut self, at: usize, end: usize, name: &'static str) -> usize {
        if self.unclosed.contains(&name) {
            return self.replace(at, end, "");
        }
        let bytes = self.text.as_bytes();
        let mut from = end;
        while let Some(found) = find(&bytes[from..], "</") {
            from += found + 2;
            if starts_with(&bytes[from..], name) {
                let close = bytes[from..].iter().position(|byte| *byte == b'>');
                let behind = close.map_or(bytes.len(), |close| from + close + 1);
                return self.replace(at, behind, "\n");
            }
        }
        self.unclosed.push(name);
        self.replace(at, end, "")
    }

    fn replace(&mut self, at: usize, end: usize, with: &str) -> usize {
        self.made.keep(self.text, self.kept..at);
        self.made.replace(at..end, with);
        self.kept = end;
        end
    }
}

/// The name of the tag: letters and digits, and nothing else of a name behind them.
fn name(tag: &[u8]) -> &[u8] {
    let is_name = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b':';
    let end = tag.iter().take(12).take_while(|byte| is_name(byte)).count();
    match tag.get(end) {
        Some(byte) if byte.is_ascii_whitespace() || matches!(byte, b'>' | b'/') => &tag[..end],
        _ => &[],
    }
}

/// The place behind the end of an element, elements of its name within it counted; the end where it is never closed.
fn behind_element(bytes: &[u8], mut at: usize, name: &[u8]) -> usize {
    let mut depth = 1_usize;
    while let Some(found) = bytes[at..].iter().position(|byte| *byte == b'<') {
        at += found + 1;
        let is_end = bytes.get(at) == Some(&b'/');
        let from = at + usize::from(is_end);
        if !self::name(&bytes[from..]).eq_ignore_ascii_case(name) {
            continue;
        }
        if !is_end {
            depth += 1;
            continue;
        }
        depth -= 1;
        if depth == 0 {
            let close = bytes[from..].iter().position(|byte| *byte == b'>');
            return close.map_or(bytes.len(), |close| from + close + 1);
        }
    }
    bytes.len()
}

#[cfg(test)]
mod tests {
    use super::super::plain::Plain;
    use super::*;

    fn lines(text: &str) -> String {
        let plain = Plain::of(text).then(stripped);
        let lines = plain.text.lines().filter(|line| !line.trim().is_empty());
        lines.collect::<Vec<_>>().join("|")
    }

    #[test]
    fn tags_are_left_out_and_breaks_are_lines() {
        for (text, expected) in [
            (
                "<p>It is <b>not</b> good</p><p>Bye<br/>Ann</p>",
                "It is not good|Bye|Ann",
            ),
            ("<DIV CLASS=\"x\">a</DIV><div>b</div>", "a|b"),
            ("<style>p{}</style><p>ok</p><script>kill()</script >", "ok"),
            ("ok <!-- <b>bad</b> --> fine", "ok  fine"),
            ("<o:p>&nbsp;</o:p>a<wbr>b", "&nbsp;ab"),
            // No HTML.
            (
                "List<String> 5 < 6 <3 <b, i <ann@a.example>",
                "List<String> 5 < 6 <3 <b, i <ann@a.example>",
            ),
            (
                "`<br>` and ```\n<p>\n``` and <b",
                "`<br>` and ```|<p>|``` and <b",
            ),
            ("<pre>x</pre> <code>y</code>", "<pre>x</pre> <code>y</code>"),
            // Never closed: the tag alone.
            ("<style>p <script> q", "p  q"),
        ] {
            assert_eq!(lines(text), expected, "{text}");
        }
    }

    #[test]
    fn quoted_mail_leaves_a_mark() {
        for (text, expected) in [
            (
                "a<blockquote>b<blockquote>c</blockquote>d</blockquote>e",
                "a|>|e",
            ),
            ("a<blockquote type=cite>never closed", "a|>"),
            (
                "a<div class=\"gmail_quote gmail_quote_container\"><div>b</div>c</div>d",
                "a|>|d",
            ),
            ("a<div id='yahoo_quoted_1'><div>b</div></div>", "a|>"),
            (
                "<div class=\"moz-cite-prefix\">On … wrote:<br></div><blockquote>b</blockquote>c",
                ">|>|c",
            ),
            (
                "a<div id=\"appendonsend\"></div><hr><div id=\"divRplyFwdMsg\">b</div><div>c</div>",
                "a",
            ),
            ("a<hr style=\"x\"><div id=\"x_divRplyFwdMsg\">b</div>c", "a"),
            ("<div class=\"WordSection1\">a</div>", "a"),
        ] {
            assert_eq!(lines(text), expected, "{text}");
        }
    }
}
