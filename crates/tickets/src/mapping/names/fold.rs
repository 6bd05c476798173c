//! Makes names comparable: case, accents, camel case and separators do not tell two names apart.

/// A name in lower case without accents, its words separated by single blanks: `createdAt`, `Created_at` and
/// `CREATED AT (UTC)` are all `created at`.
pub(crate) fn folded(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    let mut before: Option<char> = None;
    for c in name.trim().chars() {
        if matches!(c, '\u{300}'..='\u{36f}') {
            continue;
        }
        let starts_word = c.is_uppercase()
            && before.is_some_and(|before| before.is_lowercase() || before.is_ascii_digit());
        if starts_word || is_separator(c) {
            blank(&mut out);
        }
        if !is_separator(c) {
            for lower in c.to_lowercase() {
                plain(lower, &mut out);
            }
        }
        before = Some(c);
    }
    let text = out.trim_end();
    let text = text
        .strip_suffix(" utc")
        .or_else(|| text.strip_suffix(" gmt"))
        .unwrap_or(text);
    text.to_owned()
}

fn is_separator(c: char) -> bool {
    c.is_whitespace()
        || matches!(
            c,
            '_' | '-'
                | '.'
                | '/'
                | ':'
                | '('
                | ')'
                | '['
                | ']'
                | '\''
                | '’'
                | ','
                | '"'
                // Marks of fields that must be filled or were asked for, and arrows between names.
                | '*'
                | '+'
                | '?'
                | '>'
                | '\u{feff}'
        )
}

fn blank(out: &mut String) {
    if !out.is_empty() && !out.ends_with(' ') {
        out.push(' ');
    }
}

/// The letter without its accent.
fn plain(c: char, out: &mut String) {
    let letter = match c {
        'à' | 'á' | 'â' | 'ã' | 'ä' | 'å' | 'ą' | 'ă' => 'a',
        'ç' | 'ć' | 'č' => 'c',
        'ď' | 'đ' => 'd',
        'è' | 'é' | 'ê' | 'ë' | 'ę' | 'ě' => 'e',
        'ğ' => 'g',
        'ì' | 'í' | 'î' | 'ï' | 'ı' => 'i',
        'ł' => 'l',
        'ñ' | 'ń' | 'ň' => 'n',
        'ò' | 'ó' | 'ô' | 'õ' | 'ö' | 'ø' | 'ő' => 'o',
        'ř' => 'r',
        'ś' | 'š' | 'ş' | 'ș' => 's',
        'ť' | 'ț' => 't',
        'ù' | 'ú' | 'û' | 'ü' | 'ů' | 'ű' => 'u',
        'ý' | 'ÿ' => 'y',
        'ź' | 'ż' | 'ž' => 'z',
        'й' => 'и',
        'ё' => 'е',
        'ї' => 'і',
        'ά' => 'α',
        'έ' => 'ε',
        'ή' => 'η',
        'ί' | 'ϊ' | 'ΐ' => 'ι',
        'ό' => 'ο',
        'ύ' | 'ϋ' | 'ΰ' => 'υ',
        'ώ' => 'ω',
        'ς' => 'σ',
        'أ' | 'إ' | 'آ' => 'ا',
        'ة' => 'ه',
        'ى' => 'ي',
        'ß' => return out.push_str("ss"),
        'æ' => return out.push_str("ae"),
        'œ' => return out.push_str("oe"),
        // What a combining mark leaves of letters that lower case takes apart, such as the Turkish İ.
        '\u{300}'..='\u{36f}' => return,
        other => other,
    };
    out.push(letter);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_name_however_it_is_written() {
        for name in [
            "createdAt",
            "created_at",
            "Created At",
            "Created At (UTC)",
            " created-at ",
            "CREATED.AT",
        ] {
            assert_eq!(folded(name), "created at", "{name}");
        }
        for (name, plain) in [
            ("Créé", "cree"),
            ("Oluşturulma", "olusturulma"),
            ("İş Tipi", "is tipi"),
            ("Größe", "grosse"),
            ("e\u{301}tat", "etat"),
            ("Утверждён", "утвержден"),
            ("ΤΊΤΛΟΣ", "τιτλοσ"),
            ("τίτλος", "τιτλοσ"),
            ("الأولوية", "الاولويه"),
            ("作成日", "作成日"),
            ("Date/Time Opened", "date time opened"),
            ("ticketNumber", "ticket number"),
            ("URL", "url"),
            ("Ticket #", "ticket #"),
            ("_fivetran_synced", "fivetran synced"),
        ] {
            assert_eq!(folded(name), plain, "{name}");
        }
    }
}
