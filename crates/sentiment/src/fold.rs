//! Words without accents: "não", "NÃO" and "nao" are one word. Shared by the build script, which lays the lexicons out, and the lexer.

use crate::key::LONGEST;

/// A word in lower case without accents, in UTF-8: bytes and their number. German umlauts become the two letters that
/// stand for them (`fuer`), but before `e` and `i` ü is the Spanish and Portuguese one (`verguenza`). `None` for a word
/// that no table can hold.
pub(crate) fn fold(word: &str) -> Option<([u8; LONGEST], usize)> {
    let mut folded = [0; LONGEST];
    let mut length = 0;
    let mut put = |part: &[u8]| {
        folded
            .get_mut(length..length + part.len())?
            .copy_from_slice(part);
        length += part.len();
        Some(())
    };
    let mut characters = word.chars();
    while let Some(character) = characters.next() {
        // Most letters have no accent.
        if character.is_ascii() {
            let letter = character.to_ascii_lowercase();
            put(letter.encode_utf8(&mut [0; 1]).as_bytes())?;
            continue;
        }
        let mut lower = character.to_lowercase();
        while let Some(character) = lower.next() {
            let next = || {
                lower
                    .clone()
                    .chain(characters.clone().flat_map(char::to_lowercase))
                    .next()
            };
            if character == 'ü' && next().is_some_and(is_front) {
                put(b"u")?;
                continue;
            }
            match plain(character) {
                Some(letters) => put(letters.as_bytes())?,
                None => put(character.encode_utf8(&mut [0; 4]).as_bytes())?,
            }
        }
    }
    Some((folded, length))
}

fn is_front(character: char) -> bool {
    matches!(character, 'e' | 'é' | 'ê' | 'è' | 'i' | 'í')
}

/// The letters that stand for an accented one.
fn plain(character: char) -> Option<&'static str> {
    Some(match character {
        'à' | 'á' | 'â' | 'ã' | 'å' | 'ā' | 'ă' | 'ą' | 'ª' => "a",
        'ä' | 'æ' => "ae",
        'ç' | 'ć' | 'č' => "c",
        'è' | 'é' | 'ê' | 'ë' | 'ē' | 'ę' | 'ě' => "e",
        'ì' | 'í' | 'î' | 'ï' | 'ī' => "i",
        'ł' => "l",
        'ñ' | 'ń' | 'ň' => "n",
        'ò' | 'ó' | 'ô' | 'õ' | 'ø' | 'ō' | 'º' => "o",
        'ö' | 'œ' => "oe",
        'ř' => "r",
        'ś' | 'š' => "s",
        'ß' => "ss",
        'ù' | 'ú' | 'û' | 'ū' | 'ů' => "u",
        'ü' => "ue",
        'ý' | 'ÿ' => "y",
        'ź' | 'ż' | 'ž' => "z",
        '’' => "'",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folded(word: &str) -> String {
        let (bytes, length) = fold(word).unwrap();
        String::from_utf8(bytes[..length].to_vec()).unwrap()
    }

    #[test]
    fn accents_are_folded_away() {
        for (word, plain) in [
            ("Größe", "groesse"),
            ("NÃO", "nao"),
            ("vergüenza", "verguenza"),
            ("Frühstück", "fruehstueck"),
            ("œuvre", "oeuvre"),
            ("it’s", "it's"),
            ("сбой", "сбой"),
        ] {
            assert_eq!(folded(word), plain);
        }
        assert_eq!(fold(&"ß".repeat(17)), None);
    }
}
