//! Labelled texts: where they come from, how they are read and cleaned of repetitions.

use flate2::read::GzDecoder;
use sentiment::Label;
use std::{collections::BTreeMap, fs::File, io::Read, path::Path};

/// A labelled text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Text {
    /// As written.
    pub text: String,
    /// The mood people gave it.
    pub label: Label,
}

/// Texts of one source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Corpus {
    /// Its name in tables.
    pub name: &'static str,
    /// Whether it is general language: reviews, editorials, posts.
    pub is_general: bool,
    /// What a text of it weighs in training.
    pub weight: u8,
    /// Its texts, without repetitions.
    pub texts: Vec<Text>,
}

/// Everything that is trained on, and what it is judged by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Corpora {
    /// Trained on.
    pub training: Vec<Corpus>,
    /// Never trained on and never tuned by.
    pub held_out: Vec<Corpus>,
}

/// Why texts could not be read.
#[derive(Debug, thiserror::Error)]
pub enum CorpusError {
    /// A file is missing or unreadable.
    #[error("cannot read {0}: {1}")]
    Unreadable(String, std::io::Error),
    /// A row has no text or no known label.
    #[error("{0}, row {1}: {2}")]
    Row(String, usize, String),
}

/// The four corpora of VADER's ground truth, by the name they carry there.
const GENERAL: [(&str, &str); 4] = [
    ("tweets", "tweets"),
    ("amazonReviewSnippets", "Amazon snippets"),
    ("movieReviewSnippets", "movie snippets"),
    ("nytEditorialSnippets", "NYT editorials"),
];

impl Corpora {
    /// Reads the corpora: `data` holds the files of `Senti4SD` and `PRemo`, `sentiment` is the folder of that crate, which
    /// holds VADER's ground truth and the texts labelled for this project.
    pub fn read(data: &Path, sentiment: &Path) -> Result<Self, CorpusError> {
        let test = rows(&data.join("senti4sd_test1326.csv"), b';', false, 2, 1)?;
        let mut posts = rows(&data.join("senti4sd_train3098.csv"), b';', false, 2, 1)?;
        let known: Vec<String> = test.iter().map(|text| normal(&text.text)).collect();
        posts.retain(|text| !known.contains(&normal(&text.text)));
        let pull_requests = rows(&data.join("premo_1791.csv"), b',', true, 1, 2)?;
        let golden = sentiment.join("tests/golden");
        let (tracker, tracker_kept) = halves(tsv(&golden.join("tracker.tsv"))?);
        let (support, support_kept) = halves(tsv(&golden.join("support_language.tsv"))?);
        let corpus = |name, is_general, weight, texts| Corpus {
            name,
            is_general,
            weight,
            texts,
        };
        let mut training = vec![
            corpus("Stack Overflow posts (Senti4SD)", false, 1, distinct(posts)),
            corpus("pull requests (PRemo)", false, 1, distinct(pull_requests)),
            corpus("issue tracker, own", false, 2, tracker),
            corpus("support, own", false, 2, support),
        ];
        let ground_truth = vader(&sentiment.join("tests/ground_truth/vader.tsv.gz"))?;
        for (key, name) in GENERAL {
            let texts = ground_truth.get(key).cloned().unwrap_or_default();
            // The only corpus that VADER, made for such posts, reads almost without fault. Its texts are known by
            // their look, so that the border can lie where few tickets are taken for general language.
            let weight = if key == "tweets" { 28 } else { 1 };
            training.push(corpus(name, true, weight, distinct(texts)));
        }
        let held_out = vec![
            corpus("Stack Overflow posts (Senti4SD), test", false, 1, test),
            corpus("issue tracker, own, kept out", false, 1, tracker_kept),
            corpus("support, own, kept out", false, 1, support_kept),
        ];
        Ok(Self { training, held_out })
    }
}

fn rows(
    path: &Path,
    delimiter: u8,
    has_headers: bool,
    text: usize,
    label: usize,
) -> Result<Vec<Text>, CorpusError> {
    let file = open(path)?;
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(delimiter)
        .has_headers(has_headers)
        .from_reader(file);
    let wrong = |at: usize, why: String| CorpusError::Row(path.display().to_string(), at + 1, why);
    let mut texts = Vec::new();
    for (at, row) in reader.records().enumerate() {
        let row = row.map_err(|error| wrong(at, error.to_string()))?;
        let (text, label) = (
            row.get(text).unwrap_or_default(),
            row.get(label).unwrap_or_default(),
        );
        // A few rows carry no label of the three.
        if let Ok(label) = label.parse() {
            texts.push(Text {
                text: text.to_owned(),
                label,
            });
        }
    }
    Ok(texts)
}

/// Rows of label and text, tab-separated.
fn tsv(path: &Path) -> Result<Vec<Text>, CorpusError> {
    let mut text = String::new();
    open(path)?
        .read_to_string(&mut text)
        .map_err(|error| CorpusError::Unreadable(path.display().to_string(), error))?;
    let lines = text
        .lines()
        .enumerate()
        .filter(|(_, line)| !line.starts_with('#'));
    lines
        .map(|(at, line)| {
            let (label, text) = line.split_once('\t').unwrap_or(("", line));
            let label = label.parse().map_err(|error: sentiment::UnknownName| {
                CorpusError::Row(path.display().to_string(), at + 1, error.to_string())
            })?;
            Ok(Text {
                text: text.to_owned(),
                label,
            })
        })
        .collect()
}

/// VADER's ground truth by corpus; the label is the sign of the mean rating.
fn vader(path: &Path) -> Result<BTreeMap<String, Vec<Text>>, CorpusError> {
    let name = path.display().to_string();
    let mut text = String::new();
    GzDecoder::new(open(path)?)
        .read_to_string(&mut text)
        .map_err(|error| CorpusError::Unreadable(name.clone(), error))?;
    let mut corpora: BTreeMap<String, Vec<Text>> = BTreeMap::new();
    for (at, row) in text.split_terminator('\n').enumerate() {
        let columns: Vec<&str> = row.splitn(7, '\t').collect();
        let wrong = |why: &str| CorpusError::Row(name.clone(), at + 1, why.to_owned());
        let [corpus, mean, .., text] = columns[..] else {
            return Err(wrong("expected seven columns"));
        };
        let mean: f64 = mean.parse().map_err(|_| wrong("the mean is no number"))?;
        let label = if mean > 0.0 {
            Label::Positive
        } else if mean < 0.0 {
            Label::Negative
        } else {
            Label::Neutral
        };
        corpora.entry(corpus.to_owned()).or_default().push(Text {
            text: text.to_owned(),
            label,
        });
    }
    Ok(corpora)
}

fn open(path: &Path) -> Result<File, CorpusError> {
    File::open(path).map_err(|error| CorpusError::Unreadable(path.display().to_string(), error))
}

/// Texts are the same if only case and whitespace differ.
fn normal(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    words.join(" ").to_lowercase()
}

/// One text of each; those that people labelled in different ways are left out altogether.
pub(crate) fn distinct(texts: Vec<Text>) -> Vec<Text> {
    let mut labels: BTreeMap<String, Option<Label>> = BTreeMap::new();
    for text in &texts {
        labels
            .entry(normal(&text.text))
            .and_modify(|label| *label = label.filter(|label| *label == text.label))
            .or_insert(Some(text.label));
    }
    texts
        .into_iter()
        .filter(|text| {
            labels
                .get_mut(&normal(&text.text))
                .is_some_and(|label| label.take().is_some())
        })
        .collect()
}

/// Every second text for training, the others to judge by.
fn halves(texts: Vec<Text>) -> (Vec<Text>, Vec<Text>) {
    let mut trained = Vec::new();
    let mut kept = Vec::new();
    for (at, text) in texts.into_iter().enumerate() {
        if at % 2 == 0 {
            trained.push(text);
        } else {
            kept.push(text);
        }
    }
    (trained, kept)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn repetitions_are_one_text_and_conflicts_none() {
        let text = |text: &str, label| Text {
            text: text.to_owned(),
            label,
        };
        let left = distinct(vec![
            text("Thanks!", Label::Positive),
            text("same", Label::Neutral),
            text(" thanks! ", Label::Positive),
            text("Same", Label::Negative),
        ]);
        assert_eq!(left, [text("Thanks!", Label::Positive)]);
    }
}
