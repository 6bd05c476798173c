//! Amounts of money and percentages.

use super::{
    EntityLabel,
    scan::{Found, Text},
};

const SIGNS: [&str; 7] = ["$", "€", "£", "¥", "₹", "₽", "₩"];
const CODES: [&str; 22] = [
    "USD", "EUR", "GBP", "JPY", "CHF", "CAD", "AUD", "NZD", "SEK", "NOK", "DKK", "PLN", "CZK",
    "HUF", "BRL", "MXN", "INR", "CNY", "SGD", "HKD", "ZAR", "KRW",
];
const NAMES: [&str; 7] = [
    "dollars",
    "dollar",
    "euros",
    "euro",
    "pounds sterling",
    "cents",
    "rupees",
];

/// `$1,200.50`, `US$ 5k`, `EUR 30`, `500 €`, `20 dollars`; `15%`, `3.5 percent`.
pub(super) fn find(text: Text<'_>, at: usize) -> Option<Found> {
    let start = text.words[at].start;
    if text.byte(start).is_ascii_digit() {
        return behind_sign(text, start).or_else(|| before_unit(text, start));
    }
    // A code, or a country before the dollar sign: the amount is the next word.
    let code = text.letters(start);
    let mut amount = start + code.len();
    let is_code = CODES.contains(&code);
    if !is_code && !matches!(code, "US" | "CA" | "AU" | "C" | "A") {
        return None;
    }
    if text.byte(amount) == b'$' {
        amount += 1;
    } else if !is_code {
        return None;
    }
    let end = text
        .amount(text.skip_space(amount))
        .map(|end| factor_end(text, end))?;
    text.ends(end)
        .then(|| Found::new(start, end, EntityLabel::Money, 0.95))
}

fn behind_sign(text: Text<'_>, start: usize) -> Option<Found> {
    let before = text.text[..start]
        .strip_suffix(' ')
        .unwrap_or(&text.text[..start]);
    let sign = SIGNS.into_iter().find(|sign| before.ends_with(sign))?;
    let end = factor_end(text, text.amount(start)?);
    // "$1" is more often a parameter of a script or a group of a pattern than an amount.
    if sign == "$" && text.before(start) == b'$' && end == start + 1 {
        return None;
    }
    text.ends(end)
        .then(|| Found::new(before.len() - sign.len(), end, EntityLabel::Money, 0.95))
}

fn before_unit(text: Text<'_>, start: usize) -> Option<Found> {
    let amount = text.amount(start)?;
    let at = text.skip_space(amount);
    if text.byte(at) == b'%' && text.ends(at + 1) {
        return Some(Found::new(start, at + 1, EntityLabel::Percent, 0.98));
    }
    let percent = ["percent", "per cent"]
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
    let at = text.skip_space(factor_end(text, amount));
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

/// Behind a factor: `5k`, `2M`, `3 million`.
fn factor_end(text: Text<'_>, end: usize) -> usize {
    let is_letter = matches!(text.byte(end), b'k' | b'K' | b'm' | b'M') && text.ends(end + 1);
    let word = [" million", " billion", " thousand"]
        .into_iter()
        .find(|word| text.goes_on(end, word));
    match word {
        _ if is_letter => end + 1,
        Some(word) if text.ends(end + word.len()) => end + word.len(),
        _ => end,
    }
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
    fn percentages_are_found() {
        assert_eq!(
            found("CPU at 100%, 3.5 % of 20 percent"),
            ["PERCENT 100%", "PERCENT 3.5 %", "PERCENT 20 percent"]
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
        ] {
            assert_eq!(found(text), Vec::<String>::new(), "{text}");
        }
    }
}
