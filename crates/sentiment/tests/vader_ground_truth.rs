//! The published VADER ground truth: every text scores exactly as the Python package scores it.

use sentiment::{Label, Scorer};
use std::io::Read;

/// Rows of `corpus, human mean, compound, pos, neu, neg, text`; see `ground_truth/README.md`.
fn rows() -> String {
    let packed: &[u8] = include_bytes!("ground_truth/vader.tsv.gz");
    let mut text = String::new();
    flate2::read::GzDecoder::new(packed)
        .read_to_string(&mut text)
        .expect("the fixture unpacks");
    text
}

#[test]
fn every_text_scores_as_the_reference_does() {
    let scorer = Scorer::vader();
    let mut texts = 0;
    let mut wrong = Vec::new();
    for row in rows().split_terminator('\n') {
        let columns: Vec<&str> = row.splitn(7, '\t').collect();
        let number = |at: usize| columns[at].parse::<f64>().expect("a number");
        let score = scorer.score(columns[6]);
        let found = [
            score.compound,
            score.positive,
            score.neutral,
            score.negative,
        ];
        // `+ 0.0` turns the negative zero Python prints into zero.
        let expected = [number(2), number(3), number(4), number(5)];
        if found.map(f64::to_bits) != expected.map(|number| (number + 0.0).to_bits()) {
            wrong.push((columns[6].to_owned(), expected, found));
        }
        texts += 1;
    }
    assert_eq!(texts, 23_703);
    assert_eq!(wrong, [], "{} of {texts} differ", wrong.len());
}

/// Guards the published quality: the labels agree with people as often as the package's labels do.
#[test]
fn labels_agree_with_people_as_published() {
    let scorer = Scorer::vader();
    for (corpus, published) in [
        ("tweets", 0.948),
        ("amazonReviewSnippets", 0.626),
        ("movieReviewSnippets", 0.590),
        ("nytEditorialSnippets", 0.549),
    ] {
        let text = rows();
        let pairs: Vec<(Label, Label)> = text
            .split_terminator('\n')
            .map(|row| row.splitn(7, '\t').collect::<Vec<_>>())
            .filter(|columns| columns[0] == corpus)
            .map(|columns| {
                let mean: f64 = columns[1].parse().expect("a number");
                let gold = if mean > 0.0 {
                    Label::Positive
                } else if mean < 0.0 {
                    Label::Negative
                } else {
                    Label::Neutral
                };
                (gold, scorer.score(columns[6]).label)
            })
            .collect();
        let found = weighted_f1(&pairs);
        assert!(
            (found - published).abs() < 0.001,
            "{corpus}: {found} instead of {published}"
        );
    }
}

#[expect(clippy::cast_precision_loss, reason = "counts of a few thousand")]
fn weighted_f1(pairs: &[(Label, Label)]) -> f64 {
    let share = |label: Label| {
        let hit = pairs
            .iter()
            .filter(|&&(gold, found)| gold == label && found == label)
            .count() as f64;
        let gold = pairs.iter().filter(|pair| pair.0 == label).count() as f64;
        let found = pairs.iter().filter(|pair| pair.1 == label).count() as f64;
        if gold + found == 0.0 {
            0.0
        } else {
            gold / pairs.len() as f64 * (2.0 * hit / (gold + found))
        }
    };
    Label::ALL.into_iter().map(share).sum()
}
