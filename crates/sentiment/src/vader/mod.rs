//! The published VADER rules (Hutto & Gilbert, 2014), equal to the Python package `vaderSentiment` 3.3.2.

mod emoji;
mod round;
mod rules;
mod tokens;
pub(crate) mod word;

pub(crate) use round::round_to;

/// What the rules say of a text. All four are rounded as the reference rounds them.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Polarity {
    /// The sum of all valences, squeezed into −1..1; four decimals.
    pub compound: f64,
    /// Share of the text that is positive, 0..1; three decimals.
    pub positive: f64,
    /// Share of the text that is neutral, 0..1; three decimals.
    pub neutral: f64,
    /// Share of the text that is negative, 0..1; three decimals.
    pub negative: f64,
}

/// Scores a text; `None` where it holds no word at all (the reference answers zeros).
pub(crate) fn polarity(text: &str) -> Option<Polarity> {
    let text = emoji::spelled_out(text).text;
    let tokens = tokens::tokens(&text);
    if tokens.is_empty() {
        return None;
    }
    let valences = rules::valences(&tokens);
    let emphasis = emphasis(&text);

    let mut sum: f64 = valences.iter().sum();
    if sum > 0.0 {
        sum += emphasis;
    } else if sum < 0.0 {
        sum -= emphasis;
    }
    let compound = (sum / (sum * sum + 15.0).sqrt()).clamp(-1.0, 1.0);

    let (mut positive, mut negative, mut neutral) = (0.0, 0.0, 0.0);
    for valence in valences {
        // A word of any mood weighs one more than its valence, as much as a neutral word weighs.
        if valence > 0.0 {
            positive += valence + 1.0;
        } else if valence < 0.0 {
            negative += 1.0 - valence;
        } else {
            neutral += 1.0;
        }
    }
    if positive > negative {
        positive += emphasis;
    } else if positive < negative {
        negative += emphasis;
    }
    let total = positive + negative + neutral;
    Some(Polarity {
        compound: round_to(compound, 10_000.0),
        positive: round_to(positive / total, 1_000.0),
        neutral: round_to(neutral / total, 1_000.0),
        negative: round_to(negative / total, 1_000.0),
    })
}

/// The byte ranges of the words that have a valence in their neighbourhood, with that valence; in order.
pub(crate) fn moved_by(text: &str) -> Vec<((usize, usize), f64)> {
    let spelled = emoji::spelled_out(text);
    let tokens = tokens::tokens(&spelled.text);
    let valences = rules::valences(&tokens);
    let moved = tokens
        .iter()
        .zip(valences)
        .filter(|(_, valence)| *valence != 0.0);
    moved
        .map(|(token, valence)| {
            (
                spelled.origin(token.start as usize, token.end as usize),
                valence,
            )
        })
        .collect()
}

/// What exclamation and question marks add to a mood.
fn emphasis(text: &str) -> f64 {
    let (mut exclamations, mut questions) = (0_u32, 0_u32);
    for byte in text.bytes() {
        exclamations += u32::from(byte == b'!');
        questions += u32::from(byte == b'?');
    }
    let exclamations = f64::from(exclamations.min(4)) * 0.292;
    exclamations
        + match questions {
            0 | 1 => 0.0,
            2 | 3 => f64::from(questions) * 0.18,
            _ => 0.96,
        }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn compound(text: &str) -> f64 {
        polarity(text).map_or(0.0, |polarity| polarity.compound)
    }

    /// Answers of the Python package to sentences that use one rule each.
    #[test]
    #[expect(
        clippy::float_cmp,
        reason = "both sides are the nearest double to four decimals"
    )]
    fn each_rule_answers_as_the_reference_does() {
        let cases = include_str!("../../tests/ground_truth/rules.tsv");
        let mut checked = 0;
        for line in cases.lines() {
            let (expected, text) = line.split_once('\t').expect("two columns");
            let text = text.replace("\\n", "\n");
            assert_eq!(
                compound(&text),
                expected.parse::<f64>().expect("a number"),
                "{text}"
            );
            checked += 1;
        }
        assert!(checked >= 100, "{checked} cases");
    }

    #[test]
    fn nothing_to_read_is_no_polarity() {
        assert_eq!(polarity(""), None);
        assert_eq!(polarity(" \n\t\u{A0}"), None);
        assert!(polarity("...").is_some());
    }
}
