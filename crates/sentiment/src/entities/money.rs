//! Amounts of money and percentages.

use super::{
    EntityLabel,
    amount::{dash_end, factor_end, grouped, has_cents, link_end},
    scan::{Found, Text},
};

const SIGNS: [&str; 7] = ["$", "€", "£", "¥", "₹", "₽", "₩"];
const CODES: [&str; 22] = [
    "USD", "EUR", "GBP", "JPY", "CHF", "CAD", "AUD", "NZD", "SEK", "NOK", "DKK", "PLN", "CZK",
    "HUF", "BRL", "MXN", "INR", "CNY", "SGD", "HKD", "ZAR", "KRW",
];
/// Before a dollar sign: `US$`, `R$`, `MX$`.
const COUNTRIES: [&str; 9] = ["US", "CA", "AU", "C", "A", "R", "MX", "AR", "HK"];
const NAMES: [&str; 25] = [
    "dollars",
    "dollar",
    "dólares",
    "dólar",
    "euros",
    "euro",
    "pounds sterling",
    "pfund sterling",
    "livres sterling",
    "cents",
    "cent",
    "centimes",
    "céntimos",
    "cêntimos",
    "centavos",
    "rupees",
    "franken",
    "schweizer franken",
    "rappen",
    "francs suisses",
    "francs",
    "francos",
    "reais",
    "pesos",
    "kronen",
];
const PERCENT: [&str; 6] = [
    "percent",
    "per cent",
    "prozent",
    "pour cent",
    "por ciento",
    "por cento",
];

/// `$1,200.50`, `US$ 5k`, `EUR 30`, `500 €`, `20 dollars`, `1 234,56 €`, `CHF 20.–`; `15%`, `3.5 percent`.
pub(super) fn find(text: Text<'_>, at: usize) -> Option<Found> {
    let start = text.words[at].start;
    if text.byte(start).is_ascii_digit() {
        return behind_sign(text, start)
            .or_else(|| grouped(text, start).and_then(|end| before_unit(text, start, end)))
            .or_else(|| before_unit(text, start, text.amount(start)?));
    }
    // A code, or a country before the dollar sign: the amount is the next word.
    if !matches!(text.byte(start + 1), b'A'..=b'Z' | b'r' | b'$') {
        return None;
    }
    let code = text.letters(start);
    if code.len() > 3 {
        return None;
    }
    let mut amount = start + code.len();
    let is_code = CODES.contains(&code);
    let is_franc = matches!(code, "Fr" | "SFr");
    if !is_code && !is_franc && !COUNTRIES.contains(&code) {
        return None;
    }
    if text.byte(amount) == b'$' {
        amount += 1;
    } else if is_franc {
        amount += usize::from(text.byte(amount) == b'.');
    } else if !is_code {
        return None;
    }
    let begin = text.skip_space(amount);
    let end = behind_currency(text, begin)?;
    // "Fr. 20" is a day of a month, too.
    let is_money = text.ends(end) && (!is_franc || end > begin && has_cents(text, begin, end));
    is_money.then(|| Found::new(start, end, EntityLabel::Money, 0.95))
}

/// Where the amount behind a currency ends. "€ 20 300 times" has no groups.
fn behind_currency(text: Text<'_>, begin: usize) -> Option<usize> {
    let grouped = grouped(text, begin).filter(|end| {
        let has_blank = text.text[begin..*end].contains(' ');
        !has_blank || has_cents(text, begin, *end)
    });
    let end = grouped.or_else(|| text.amount(begin))?;
    let dashed = dash_end(text, end);
    Some(if dashed > end {
        dashed
    } else {
        factor_end(text, end)
    })
}

fn behind_sign(text: Text<'_>, start: usize) -> Option<Found> {
    let before = text.text[..start]
        .strip_suffix([' ', '\u{A0}', '\u{202F}'])
        .unwrap_or(&text.text[..start]);
    let sign = SIGNS.into_iter().find(|sign| before.ends_with(sign))?;
    let end = behind_currency(text, start)?;
    // "$1" is more often a parameter of a script or a group of a pattern than an amount.
    if sign == "$" && text.before(start) == b'$' && end == start + 1 {
        return None;
    }
    text.ends(end)
        .then(|| Found::new(before.len() - sign.len(), end, EntityLabel::Money, 0.95))
}

fn before_unit(text: Text<'_>, start: usize, amount: usize) -> Option<Found> {
    let at = text.skip_space(amount);
    if text.byte(at) == b'%' && text.ends(at + 1) {
        return Some(Found::new(start, at + 1, EntityLabel::Percent, 0.98));
    }
    let percent = PERCENT
        .into_iter()
        .find(|name| at > amount && text.goes_on(at, name));
    if let Some(name) = percent.filter(|name| text.ends(at + name.len())) {
        return Some(Found::new(
            start,
            at + name.len(),
            EntityLabel::Percent,
            0.95,
        ));
    }
    let factor = factor_end(text, amount);
    let at = match dash_end(text, amount) {
        dashed if dashed > amount => text.skip_space(dashed),
        _ if factor > amount => text.skip_space(link_end(text, factor)),
        _ => text.skip_space(amount),
    };
    let sign = SIGNS
        .into_iter()
        .filter(|&sign| sign != "$")
        .find(|sign| text.text[at..].starts_with(sign));
    let code = CODES
        .into_iter()
        .find(|code| text.text[at..].starts_with(code));
    let name = NAMES
        .into_iter()
        .find(|name| at > amount && text.goes_on(at, name) && text.ends(at + name.len()));
    let end = at + sign.or(code).or(name)?.len();
    text.ends(end)
        .then(|| Found::new(start, end, EntityLabel::Money, 0.95))
}

#[cfg(test)]
mod tests {
    use crate::entities::tests::found;

    #[test]
    fn amounts_have_a_currency() {
        for text in [
            "$1,200.50",
            "$ 5",
            "€99",
            "500 €",
            "500€",
            "US$ 5k",
            "EUR 30",
            "20 dollars",
            "3 million USD",
            "£2M",
            "1.200,50 EUR",
        ] {
            assert_eq!(found(&format!("pay {text} now")), [format!("MONEY {text}")]);
        }
    }

    #[test]
    fn amounts_are_found_as_other_countries_write_them() {
        for text in [
            "19,90 €",
            "19,90\u{A0}€",
            "1 234,56 €",
            "1\u{202F}234,56\u{A0}€",
            "12 500 euros",
            "EUR 1.234,56",
            "R$ 49,90",
            "R$1.234,56",
            "CHF 20.–",
            "CHF 1'234.50",
            "Fr. 20.-",
            "20,- €",
            "20 Euro",
            "15 k€",
            "3 Mio. Euro",
            "2 millones de euros",
            "3 millions d'euros",
            "5 mil reais",
            "100 Schweizer Franken",
            "30 dólares",
        ] {
            assert_eq!(
                found(&format!("wir: {text}, ok")),
                [format!("MONEY {text}")]
            );
        }
    }

    #[test]
    fn percentages_are_found() {
        assert_eq!(
            found("CPU at 100%, 3.5 % of 20 percent"),
            ["PERCENT 100%", "PERCENT 3.5 %", "PERCENT 20 percent"]
        );
        assert_eq!(
            found("15\u{A0}% von 3,5 Prozent, 20 pour cent, 7 por ciento e 8 por cento"),
            [
                "PERCENT 15\u{A0}%",
                "PERCENT 3,5 Prozent",
                "PERCENT 20 pour cent",
                "PERCENT 7 por ciento",
                "PERCENT 8 por cento"
            ]
        );
    }

    #[test]
    fn plain_numbers_are_no_money() {
        for text in [
            "1,200 rows",
            "5k users",
            "US 5",
            "A 4",
            "100%d",
            "$abc",
            "$1",
            "EURO 2024x",
            "Fr. 20",
            "R 49",
            "20 300 Zeilen",
            "5 mil linhas",
        ] {
            assert_eq!(found(text), Vec::<String>::new(), "{text}");
        }
    }
}
