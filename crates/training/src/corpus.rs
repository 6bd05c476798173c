//! Labelled texts: where they come from, how they are read and cleaned of repetitions.

use crate::voices::{films, questions, tweets, written};
use sentiment::{Label, Language};
use std::{collections::BTreeMap, fs::File, io::Read, path::Path};

/// A labelled text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Text {
    /// As written.
    pub text: String,
    /// The mood people gave it.
    pub label: Label,
    /// Texts of one number are left out together when the model is judged: those of a trade, in all languages.
    pub part: usize,
}

impl Text {
    /// A text of the first part.
    pub(crate) fn new(text: &str, label: Label) -> Self {
        Self {
            text: text.to_owned(),
            label,
            part: 0,
        }
    }
}

/// What a corpus is good for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Talk of developers among themselves: issue trackers, pull requests, forums.
    Development,
    /// What customers write, in a language.
    Customers(Language),
    /// What people write about anything, in a language.
    Posts(Language),
}

/// Texts of one source.
#[derive(Debug, Clone, PartialEq)]
pub struct Corpus {
    /// Its name in tables.
    pub name: &'static str,
    /// Which head it teaches.
    pub kind: Kind,
    /// What a text of it weighs in training.
    pub weight: f64,
    /// Whether it is judged when parts of it are left out; others only help.
    pub is_judged: bool,
    /// Its texts, without repetitions.
    pub texts: Vec<Text>,
}

/// Everything that is trained on, and what it is judged by.
#[derive(Debug, Clone, PartialEq)]
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

/// How many parts there are for judging.
pub(crate) const PARTS: usize = 5;

/// Languages with texts of customers written for this project, with the names of these in tables (customers' words, hard
/// ones, posts, what is kept out) and the files of film subtitles beside them.
const LANGUAGES: [(Language, [&str; 4], &[&str]); 5] = [
    (
        Language::English,
        [
            "customers, English",
            "hard texts, English",
            "posts, English",
            "customers, English, seven more trades",
        ],
        &["xed_en.tsv", "xed_en_neutral.tsv"],
    ),
    (
        Language::German,
        [
            "customers, German",
            "hard texts, German",
            "posts, German",
            "hard texts, German",
        ],
        &["xed_de.tsv"],
    ),
    (
        Language::French,
        [
            "customers, French",
            "hard texts, French",
            "posts, French",
            "hard texts, French, kept out",
        ],
        &["xed_fr.tsv"],
    ),
    (
        Language::Spanish,
        [
            "customers, Spanish",
            "hard texts, Spanish",
            "posts, Spanish",
            "hard texts, Spanish",
        ],
        &["xed_es.tsv"],
    ),
    (
        Language::Portuguese,
        [
            "customers, Portuguese",
            "hard texts, Portuguese",
            "posts, Portuguese",
            "hard texts, Portuguese",
        ],
        &["xed_pt.tsv", "xed_br.tsv"],
    ),
];

/// What a text weighs that was written to be hard: people write so, but less often than those who wrote these.
const HARD: f64 = 0.4;

/// What a film's line weighs: in English beside customers' words, in other languages beside posts.
const FILMS: [f64; 2] = [0.02, 0.1];

impl Corpora {
    /// Reads the corpora: `data` holds the texts of others, `sentiment` is the folder of that crate, which holds VADER's
    /// ground truth and short lists of our own, `texts` the customers' texts written for this project.
    pub fn read(data: &Path, sentiment: &Path, texts: &Path) -> Result<Self, CorpusError> {
        let test = rows(&data.join("senti4sd_test1326.csv"), b';', false, 2, 1)?;
        let mut posts = rows(&data.join("senti4sd_train3098.csv"), b';', false, 2, 1)?;
        let known: Vec<String> = test.iter().map(|text| normal(&text.text)).collect();
        posts.retain(|text| !known.contains(&normal(&text.text)));
        let pull_requests = rows(&data.join("premo_1791.csv"), b',', true, 1, 2)?;
        let golden = sentiment.join("tests/golden");
        let (tracker, tracker_kept) = halves(tsv(&golden.join("tracker.tsv"))?);
        let (support, support_kept) = halves(tsv(&golden.join("support_language.tsv"))?);
        let development = |name, weight, texts| Corpus {
            name,
            kind: Kind::Development,
            weight,
            is_judged: true,
            texts: parted(texts),
        };
        let mut training = vec![
            development("Stack Overflow posts (Senti4SD)", 1.0, distinct(posts)),
            development("pull requests (PRemo)", 1.0, distinct(pull_requests)),
            development("issue tracker, own", 2.0, tracker),
            development("support, own", 2.0, support),
        ];
        let mut kept_out = Vec::new();
        for (language, [name, of_hard, of_posts, of_kept], subtitles) in LANGUAGES {
            let helping = |name, kind, weight, texts| Corpus {
                name,
                kind,
                weight,
                is_judged: false,
                texts: parted(texts),
            };
            let judged = |name, kind, texts| Corpus {
                name,
                kind,
                weight: 1.0,
                is_judged: true,
                texts: distinct(texts),
            };
            let (customers, posts) = (Kind::Customers(language), Kind::Posts(language));
            let own = written(&texts.join(language.as_str()))?;
            training.push(judged(name, customers, own.customers));
            if !own.hard.is_empty() {
                training.push(Corpus {
                    weight: HARD,
                    ..judged(of_hard, customers, own.hard)
                });
            }
            training.push(judged(of_posts, posts, own.posts));
            if !own.kept_out.is_empty() {
                kept_out.push(judged(of_kept, customers, own.kept_out));
            }
            let mut lines = Vec::new();
            for file in subtitles {
                lines.extend(films(&data.join(file))?);
            }
            let [in_english, in_others] = FILMS;
            let (kind, weight) = if language == Language::English {
                (customers, in_english)
            } else {
                (posts, in_others)
            };
            let lines = distinct(lines);
            training.push(helping("film subtitles (XED)", kind, weight, lines));
            if language == Language::English {
                let asked = questions(&data.join("banking77_train.csv"))?;
                let asked = distinct(asked);
                let name = "questions to a bank (Banking77)";
                training.push(helping(name, customers, 0.1, asked));
                let tweets = tweets(&sentiment.join("tests/ground_truth/vader.tsv.gz"))?;
                training.push(helping("tweets (VADER)", customers, 0.03, distinct(tweets)));
            }
        }
        let mut held_out = vec![
            development("Stack Overflow posts (Senti4SD), test", 1.0, test),
            development("issue tracker, own, kept out", 1.0, tracker_kept),
            development("support, own, kept out", 1.0, support_kept),
        ];
        held_out.extend(kept_out);
        Ok(Self { training, held_out })
    }
}

/// Spreads texts over the parts one after the other.
pub(crate) fn parted(mut texts: Vec<Text>) -> Vec<Text> {
    for (at, text) in texts.iter_mut().enumerate() {
        text.part = at % PARTS;
    }
    texts
}

pub(crate) fn rows(
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
            texts.push(Text::new(text, label));
        }
    }
    Ok(texts)
}

/// Rows of label and text, tab-separated.
pub(crate) fn tsv(path: &Path) -> Result<Vec<Text>, CorpusError> {
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
            Ok(Text::new(text, label))
        })
        .collect()
}

pub(crate) fn open(path: &Path) -> Result<File, CorpusError> {
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
        let text = Text::new;
        let left = distinct(vec![
            text("Thanks!", Label::Positive),
            text("same", Label::Neutral),
            text(" thanks! ", Label::Positive),
            text("Same", Label::Negative),
        ]);
        assert_eq!(left, [text("Thanks!", Label::Positive)]);
    }
}
