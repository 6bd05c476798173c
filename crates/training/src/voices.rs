//! What customers and others write beside developers: texts of this project, and labelled texts of others that help.

use crate::{
    Text,
    corpus::{CorpusError, PARTS, open},
};
use flate2::read::GzDecoder;
use sentiment::Label;
use std::{fs, io::Read, path::Path};

/// The trades by the part they belong to, in all languages: what is near to each other is left out together.
const TRADES: [&[&str]; PARTS] = [
    &[
        "airline",
        "airline_posts",
        "passengers",
        "hotel",
        "car",
        "events",
        "complaints_travel",
    ],
    &[
        "railway",
        "public_transport",
        "city_office",
        "insurance",
        "complaints_public",
    ],
    &[
        "software",
        "apps",
        "developers",
        "hardware",
        "games",
        "streaming",
        "complaints_software",
    ],
    &[
        "bank",
        "payments",
        "shop",
        "marketplace",
        "furniture",
        "parcel",
        "complaints_shops",
    ],
    &[
        "phone",
        "internet",
        "energy",
        "food_delivery",
        "health",
        "school",
        "gym",
        "rental",
        "complaints_home",
    ],
];

/// Posts about anything, by the part they belong to, in all languages.
const POSTS: [&[&str]; 3] = [
    &["public", "everyday"],
    &["life", "life2", "life3"],
    &["debates", "debates2"],
];

/// Trades that nothing is trained on: the part behind all others.
const KEPT_OUT: [&str; 8] = [
    "beauty",
    "complaints",
    "moving",
    "pharmacy",
    "restaurant",
    "software_teams",
    "tax",
    "travel_agency",
];

/// The texts of a language that were written for this project.
#[derive(Debug, Default)]
pub(crate) struct Written {
    /// What customers write.
    pub customers: Vec<Text>,
    /// What they write that is hard to read: facts alone, irony, comparisons, more than people send in.
    pub hard: Vec<Text>,
    /// What people write about anything.
    pub posts: Vec<Text>,
    /// What nothing is trained on.
    pub kept_out: Vec<Text>,
}

impl Written {
    /// The list a file's texts belong to, and their part.
    fn of(&mut self, trade: &str) -> Option<(&mut Vec<Text>, usize)> {
        let part = |parts: &[&[&str]]| parts.iter().position(|trades| trades.contains(&trade));
        if let Some(part) = part(&TRADES) {
            let is_hard = trade.starts_with("complaints_");
            let list = if is_hard {
                &mut self.hard
            } else {
                &mut self.customers
            };
            return Some((list, part));
        }
        if let Some(part) = part(&POSTS) {
            return Some((&mut self.posts, part));
        }
        KEPT_OUT
            .contains(&trade)
            .then_some((&mut self.kept_out, PARTS))
    }
}

/// The texts of a language's folder, a file for each trade. Columns: form, side, label, intensity, category, emotion,
/// text.
pub(crate) fn written(folder: &Path) -> Result<Written, CorpusError> {
    let name = folder.display().to_string();
    let unreadable = |error| CorpusError::Unreadable(name.clone(), error);
    let mut files: Vec<_> = fs::read_dir(folder)
        .and_then(Iterator::collect::<Result<Vec<_>, _>>)
        .map_err(unreadable)?
        .into_iter()
        .map(|entry| entry.path())
        .collect();
    files.sort();
    let mut written = Written::default();
    for path in files {
        let file = fs::read_to_string(&path).map_err(unreadable)?;
        let trade = path.file_stem().unwrap_or_default().to_string_lossy();
        let (texts, part) = written.of(&trade).ok_or_else(|| {
            CorpusError::Row(
                path.display().to_string(),
                1,
                format!("no part has the trade {trade}"),
            )
        })?;
        for (at, line) in file.lines().enumerate() {
            let wrong = |why: String| CorpusError::Row(path.display().to_string(), at + 1, why);
            let columns: Vec<&str> = line.split('\t').collect();
            let [_, _, label, _, _, _, text] = columns[..] else {
                return Err(wrong("expected seven columns".to_owned()));
            };
            let label = label
                .parse()
                .map_err(|error: sentiment::UnknownName| wrong(error.to_string()))?;
            texts.push(Text {
                text: text.replace("\\n", "\n"),
                label,
                part,
            });
        }
    }
    Ok(written)
}

/// Lines of films with their emotions (XED): anger, disgust, fear and sadness are negative, joy and trust positive,
/// surprise and anticipation alone neutral, as is 9; lines with emotions of both signs are left out.
pub(crate) fn films(path: &Path) -> Result<Vec<Text>, CorpusError> {
    let mut file = String::new();
    open(path)?
        .read_to_string(&mut file)
        .map_err(|error| CorpusError::Unreadable(path.display().to_string(), error))?;
    let mut texts = Vec::new();
    for line in file.lines() {
        let Some((first, second)) = line.split_once('\t') else {
            continue;
        };
        let (text, emotions) = if first == "9" {
            (second, first)
        } else {
            (first, second)
        };
        let emotions: Vec<u8> = emotions
            .split(',')
            .filter_map(|emotion| emotion.trim().parse().ok())
            .collect();
        let has = |wanted: &[u8]| emotions.iter().any(|emotion| wanted.contains(emotion));
        let label = match (has(&[1, 3, 4, 6]), has(&[5, 8])) {
            (true, false) if !has(&[2, 7]) => Label::Negative,
            (false, true) if !has(&[2, 7]) => Label::Positive,
            (false, false) => Label::Neutral,
            _ => continue,
        };
        texts.push(Text::new(text, label));
    }
    Ok(texts)
}

/// Questions of a bank's customers (Banking77): plain ones, as a rule.
pub(crate) fn questions(path: &Path) -> Result<Vec<Text>, CorpusError> {
    let mut reader = csv::Reader::from_reader(open(path)?);
    let mut texts = Vec::new();
    for (at, row) in reader.records().enumerate() {
        let row = row.map_err(|error| {
            CorpusError::Row(path.display().to_string(), at + 1, error.to_string())
        })?;
        texts.push(Text::new(row.get(0).unwrap_or_default(), Label::Neutral));
    }
    Ok(texts)
}

/// The posts of VADER's ground truth; the label is the sign of the mean rating.
pub(crate) fn tweets(path: &Path) -> Result<Vec<Text>, CorpusError> {
    let name = path.display().to_string();
    let mut text = String::new();
    GzDecoder::new(open(path)?)
        .read_to_string(&mut text)
        .map_err(|error| CorpusError::Unreadable(name.clone(), error))?;
    let mut texts = Vec::new();
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
        if corpus == "tweets" {
            texts.push(Text::new(text, label));
        }
    }
    Ok(texts)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_of_films_have_one_sign_or_none() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("films.tsv");
        fs::write(
            &path,
            "Wunderbar!\t5, 8\nWeg hier\t4, 5\nNein!\t1\nAch?\t7\n9\tIch gehe.\n",
        )
        .unwrap();
        let texts = films(&path).unwrap();
        let found: Vec<_> = texts
            .iter()
            .map(|text| (text.text.as_str(), text.label))
            .collect();
        assert_eq!(
            found,
            [
                ("Wunderbar!", Label::Positive),
                ("Nein!", Label::Negative),
                ("Ach?", Label::Neutral),
                ("Ich gehe.", Label::Neutral),
            ]
        );
    }

    #[test]
    fn a_trade_is_in_one_part_in_all_languages() {
        let texts = written(Path::new("texts/de")).unwrap().customers;
        assert!(texts.len() >= 1_500);
        let parts: std::collections::BTreeSet<_> = texts.iter().map(|text| text.part).collect();
        assert_eq!(parts.len(), PARTS);
    }
}
