//! Characters that are written as HTML entities.

use super::plain::Made;

/// The text with its entities decoded once; none where it holds none.
pub(super) fn decoded(text: &str) -> Option<Made> {
    let bytes = text.as_bytes();
    let mut made: Option<Made> = None;
    let (mut at, mut kept) = (0, 0);
    while let Some(found) = bytes[at..].iter().position(|byte| *byte == b'&') {
        at += found;
        let Some((character, length)) = entity(&text[at..]) else {
            at += 1;
            continue;
        };
        let made = made.get_or_insert_default();
        made.keep(text, kept..at);
        made.replace(at..at + length, character.encode_utf8(&mut [0; 4]));
        at += length;
        kept = at;
    }
    let mut made = made?;
    made.keep(text, kept..text.len());
    Some(made)
}

/// The longest entity that is known has so many bytes between its marks.
const LONGEST: usize = 8;

/// The character that a text begins with, written as an entity, and its length there.
fn entity(text: &str) -> Option<(char, usize)> {
    let near = &text.as_bytes()[1..text.len().min(LONGEST + 2)];
    let end = near.iter().position(|byte| *byte == b';')?;
    let name = str::from_utf8(&near[..end]).ok()?;
    Some((character(name)?, end + 2))
}

fn character(name: &str) -> Option<char> {
    if let Some(digits) = name.strip_prefix('#') {
        let number = match digits.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16).ok()?,
            None => digits.parse().ok()?,
        };
        return of_number(number);
    }
    if let Some((_, sign)) = SIGNS.iter().find(|(sign, _)| *sign == name) {
        return Some(*sign);
    }
    let lower = name.to_ascii_lowercase();
    let (_, letter) = LETTERS.iter().find(|(letter, _)| *letter == lower)?;
    let is_upper = name.as_bytes()[0].is_ascii_uppercase() && *letter != 'ß';
    if is_upper {
        letter.to_uppercase().next()
    } else {
        Some(*letter)
    }
}

/// The character of a number; those that HTML reads as windows-1252 are the marks that people meant.
fn of_number(number: u32) -> Option<char> {
    Some(match number {
        0 => return None,
        160 => ' ',
        128 => '€',
        133 => '…',
        145 => '‘',
        146 => '’',
        147 => '“',
        148 => '”',
        150 => '–',
        151 => '—',
        number => char::from_u32(number)?,
    })
}

const SIGNS: [(&str, char); 28] = [
    ("amp", '&'),
    ("lt", '<'),
    ("gt", '>'),
    ("quot", '"'),
    ("apos", '\''),
    ("nbsp", ' '),
    ("AMP", '&'),
    ("LT", '<'),
    ("GT", '>'),
    ("QUOT", '"'),
    ("lsquo", '‘'),
    ("rsquo", '’'),
    ("ldquo", '“'),
    ("rdquo", '”'),
    ("laquo", '«'),
    ("raquo", '»'),
    ("ndash", '–'),
    ("mdash", '—'),
    ("hellip", '…'),
    ("euro", '€'),
    ("copy", '©'),
    ("reg", '®'),
    ("trade", '™'),
    ("bull", '•'),
    ("middot", '·'),
    ("deg", '°'),
    ("iexcl", '¡'),
    ("iquest", '¿'),
];

/// Small letters; a capital is written with a capital.
const LETTERS: [(&str, char); 33] = [
    ("agrave", 'à'),
    ("aacute", 'á'),
    ("acirc", 'â'),
    ("atilde", 'ã'),
    ("auml", 'ä'),
    ("aring", 'å'),
    ("aelig", 'æ'),
    ("ccedil", 'ç'),
    ("egrave", 'è'),
    ("eacute", 'é'),
    ("ecirc", 'ê'),
    ("euml", 'ë'),
    ("igrave", 'ì'),
    ("iacute", 'í'),
    ("icirc", 'î'),
    ("iuml", 'ï'),
    ("ntilde", 'ñ'),
    ("ograve", 'ò'),
    ("oacute", 'ó'),
    ("ocirc", 'ô'),
    ("otilde", 'õ'),
    ("ouml", 'ö'),
    ("oslash", 'ø'),
    ("oelig", 'œ'),
    ("ugrave", 'ù'),
    ("uacute", 'ú'),
    ("ucirc", 'û'),
    ("uuml", 'ü'),
    ("yacute", 'ý'),
    ("yuml", 'ÿ'),
    ("szlig", 'ß'),
    ("scaron", 'š'),
    ("zcaron", 'ž'),
];

#[cfg(test)]
mod tests {
    use super::super::plain::Plain;
    use super::*;

    #[test]
    fn entities_are_decoded_once() {
        for (text, expected) in [
            ("doesn&#039;t &amp; can&rsquo;t", "doesn't & can’t"),
            ("tr&egrave;s &Eacute;t&eacute;&nbsp;!", "très Été !"),
            ("&#x1F600; &#8364; &#146;", "😀 € ’"),
            ("&amp;lt;b&amp;gt;", "&lt;b&gt;"),
            ("Gr&uuml;&szlig;e &SZLIG;", "Grüße ß"),
            (
                "R&D & co; &; &#; &#0; &#xD800; &unknown; &",
                "R&D & co; &; &#; &#0; &#xD800; &unknown; &",
            ),
            ("&é;&#39", "&é;&#39"),
        ] {
            assert_eq!(Plain::of(text).then(decoded).text, expected, "{text}");
        }
    }
}
