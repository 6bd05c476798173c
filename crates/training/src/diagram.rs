//! The reliability diagram: how often the model is right, against how sure it says it is.

use crate::{Outcome, table::number};
use std::fmt::Write;

const BINS: usize = 10;
const SIDE: f64 = 320.0;
const MARGIN: f64 = 56.0;

/// An SVG picture: a bar per tenth of confidence, the diagonal, and the expected calibration error; the text beneath
/// each bar is its number of texts.
pub fn diagram(outcomes: &[Outcome]) -> String {
    let mut bins = [(0_usize, 0_usize, 0.0_f64); BINS];
    for outcome in outcomes {
        let confidence = outcome.probabilities[outcome.found()];
        let bin = (0..BINS)
            .rev()
            .find(|bin| confidence >= number(*bin) / number(BINS));
        let (count, right, sum) = &mut bins[bin.unwrap_or(0)];
        *count += 1;
        *right += usize::from(outcome.found() == outcome.gold);
        *sum += confidence;
    }
    let (width, height) = (SIDE + 2.0 * MARGIN, SIDE + 2.0 * MARGIN);
    let mut picture = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" font-family=\"sans-serif\" font-size=\"11\">\n\
         <rect width=\"{width}\" height=\"{height}\" fill=\"white\"/>\n"
    );
    let step = SIDE / number(BINS);
    let all = number(outcomes.len().max(1));
    let mut error = 0.0;
    for (at, &(count, right, sum)) in bins.iter().enumerate() {
        let left = MARGIN + step * number(at);
        if count > 0 {
            let share = number(right) / number(count);
            error += (share - sum / number(count)).abs() * number(count) / all;
            let top = MARGIN + SIDE * (1.0 - share);
            // Writing to a string cannot fail.
            let _ = writeln!(
                picture,
                "<rect x=\"{:.1}\" y=\"{top:.1}\" width=\"{:.1}\" height=\"{:.1}\" fill=\"#4c78a8\"/>\n\
                 <text x=\"{:.1}\" y=\"{:.1}\" text-anchor=\"middle\" fill=\"#555\" font-size=\"9\">{count}</text>",
                left + 1.0,
                step - 2.0,
                SIDE * share,
                left + step / 2.0,
                MARGIN + SIDE + 24.0,
            );
        }
        let _ = writeln!(
            picture,
            "<text x=\"{left:.1}\" y=\"{:.1}\" text-anchor=\"middle\">{:.1}</text>",
            MARGIN + SIDE + 13.0,
            number(at) / number(BINS)
        );
    }
    let (start, end) = (MARGIN, MARGIN + SIDE);
    let _ = writeln!(
        picture,
        "<rect x=\"{start}\" y=\"{start}\" width=\"{SIDE}\" height=\"{SIDE}\" fill=\"none\" stroke=\"#999\"/>\n\
         <line x1=\"{start}\" y1=\"{end}\" x2=\"{end}\" y2=\"{start}\" stroke=\"#e45756\" stroke-dasharray=\"4 3\"/>\n\
         <text x=\"{start}\" y=\"24\" font-size=\"13\">Reliability in cross-validation, expected calibration error {error:.3}</text>\n\
         <text x=\"{:.1}\" y=\"{:.1}\" text-anchor=\"middle\">confidence; beneath: number of texts</text>\n\
         <text transform=\"translate(20 {:.1}) rotate(-90)\" text-anchor=\"middle\">share of labels that are right</text>\n\
         <text x=\"{:.1}\" y=\"{:.1}\" text-anchor=\"end\">1.0</text>\n<text x=\"{:.1}\" y=\"{end}\" text-anchor=\"end\">0.0</text>\n</svg>",
        width / 2.0,
        end + 42.0,
        height / 2.0,
        start - 6.0,
        start + 4.0,
        start - 6.0,
    );
    picture
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn honest_confidence_has_no_error() {
        let outcome = |gold| Outcome {
            gold,
            probabilities: [0.75, 0.2, 0.05],
            as_general: false,
        };
        let picture = diagram(&[outcome(0), outcome(0), outcome(0), outcome(1)]);
        assert!(
            picture.contains("error 0.000") && picture.ends_with("</svg>\n"),
            "{picture}"
        );
    }
}
