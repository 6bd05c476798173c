//! The reliability diagram: how often the model is right, against how sure it says it is, for each domain.

use crate::{
    Split,
    table::{BINS, bins, calibration_error, number},
};
use std::fmt::Write;

const SIDE: f64 = 170.0;
const STEP: f64 = 225.0;
const COLUMNS: usize = 4;

/// An SVG picture: a panel for each split with a bar per tenth of confidence, the diagonal, and the expected calibration
/// error.
pub fn diagram(splits: &[Split]) -> String {
    let rows = splits.len().div_ceil(COLUMNS);
    let (width, height) = (
        STEP * number(COLUMNS) + 20.0,
        (STEP + 15.0) * number(rows) + 10.0,
    );
    let mut picture = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" font-family=\"sans-serif\" font-size=\"10\">\n\
         <rect width=\"{width}\" height=\"{height}\" fill=\"white\"/>\n"
    );
    for (at, split) in splits.iter().enumerate() {
        let left = 40.0 + STEP * number(at % COLUMNS);
        let top = 35.0 + (STEP + 15.0) * number(at / COLUMNS);
        panel(&mut picture, split, left, top);
    }
    picture.push_str("</svg>\n");
    picture
}

/// Writing to a string cannot fail.
fn panel(picture: &mut String, split: &Split, left: f64, top: f64) {
    let bottom = top + SIDE;
    let right = left + SIDE;
    let wide = SIDE / number(BINS);
    for (at, (count, hits, _)) in bins(&split.outcomes).into_iter().enumerate() {
        let from = left + wide * number(at);
        if count > 0 {
            let tall = SIDE * number(hits) / number(count);
            let _ = writeln!(
                picture,
                "<rect x=\"{:.1}\" y=\"{:.1}\" width=\"{:.1}\" height=\"{tall:.1}\" fill=\"#4c78a8\"/>\n\
                 <text x=\"{:.1}\" y=\"{:.1}\" text-anchor=\"middle\" fill=\"#555\" font-size=\"7\">{count}</text>",
                from + 1.0,
                bottom - tall,
                wide - 2.0,
                from + wide / 2.0,
                bottom + 20.0,
            );
        }
        if at % 2 == 0 {
            let _ = writeln!(
                picture,
                "<text x=\"{from:.1}\" y=\"{:.1}\" text-anchor=\"middle\" font-size=\"8\">{:.1}</text>",
                bottom + 10.0,
                number(at) / number(BINS)
            );
        }
    }
    let _ = writeln!(
        picture,
        "<rect x=\"{left}\" y=\"{top}\" width=\"{SIDE}\" height=\"{SIDE}\" fill=\"none\" stroke=\"#999\"/>\n\
         <line x1=\"{left}\" y1=\"{bottom}\" x2=\"{right}\" y2=\"{top}\" stroke=\"#e45756\" stroke-dasharray=\"4 3\"/>\n\
         <text x=\"{left}\" y=\"{:.1}\" font-size=\"11\">{}</text>\n\
         <text x=\"{left}\" y=\"{:.1}\" fill=\"#555\">{}, error {:.3}</text>\n\
         <text x=\"{:.1}\" y=\"{:.1}\" text-anchor=\"end\">1</text>\n<text x=\"{:.1}\" y=\"{bottom}\" text-anchor=\"end\">0</text>",
        top - 17.0,
        split.name,
        top - 5.0,
        split.how,
        calibration_error(&split.outcomes),
        left - 4.0,
        top + 4.0,
        left - 4.0,
    );
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Outcome;

    #[test]
    fn honest_confidence_has_no_error() {
        let outcome = |gold| Outcome {
            gold,
            probabilities: [0.75, 0.2, 0.05],
        };
        let picture = diagram(&[Split {
            name: "posts",
            how: "held out",
            outcomes: vec![outcome(0), outcome(0), outcome(0), outcome(1)],
        }]);
        assert!(
            picture.contains("error 0.000") && picture.ends_with("</svg>\n"),
            "{picture}"
        );
    }
}
