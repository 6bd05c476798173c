//! The customers' texts keep their promises: enough of them, of many trades and forms, every field known, no two alike.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

const FORMS: [&str; 7] = [
    "subject", "mail", "chat", "comment", "review", "note", "post",
];
const SIDES: [&str; 3] = ["customer", "staff", "machine"];
const CATEGORIES: [&str; 14] = [
    "performance",
    "bug",
    "usability",
    "feature_request",
    "billing",
    "security",
    "login",
    "data",
    "delivery",
    "waiting",
    "staff_conduct",
    "cancellation",
    "damage",
    "general",
];
const EMOTIONS: [&str; 9] = [
    "none",
    "frustrated",
    "angry",
    "disappointed",
    "satisfied",
    "delighted",
    "grateful",
    "confused",
    "worried",
];

/// Texts are alike when this share of their runs of three words is common to both, in percent.
const ALIKE: usize = 40;

struct Line {
    place: String,
    columns: Vec<String>,
}

fn files(language: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("texts")
        .join(language);
    let mut files: Vec<_> = fs::read_dir(folder)
        .expect("readable")
        .map(|entry| entry.expect("readable").path())
        .collect();
    files.sort();
    files
}

fn lines(language: &str) -> Vec<Line> {
    let mut lines = Vec::new();
    for file in files(language) {
        let text = fs::read_to_string(&file).expect("readable");
        for (at, line) in text.lines().enumerate() {
            lines.push(Line {
                place: format!("{}:{}", file.display(), at + 1),
                columns: line.split('\t').map(str::to_owned).collect(),
            });
        }
    }
    lines
}

const LANGUAGES: [(&str, usize); 5] = [
    ("en", 5_000),
    ("de", 1_500),
    ("fr", 1_500),
    ("es", 1_500),
    ("pt", 1_500),
];

#[test]
fn there_are_enough_of_every_kind() {
    for (language, least) in LANGUAGES {
        let lines = lines(language);
        assert!(lines.len() >= least, "{language}: {}", lines.len());
        assert!(files(language).len() >= 20, "{language}");
        let of = |column: usize| -> BTreeSet<String> {
            lines
                .iter()
                .map(|line| line.columns[column].clone())
                .collect()
        };
        assert_eq!(of(0).len(), FORMS.len(), "{language}");
        assert_eq!(of(1).len(), SIDES.len(), "{language}");
        assert_eq!(of(2).len(), 3, "{language}");
    }
}

#[test]
fn every_field_is_known() {
    for (language, _) in LANGUAGES {
        for Line { place, columns } in lines(language) {
            assert_eq!(columns.len(), 7, "{place}");
            let [form, side, label, intensity, category, emotion, text] =
                [0, 1, 2, 3, 4, 5, 6].map(|at| columns[at].as_str());
            assert!(FORMS.contains(&form), "{place}: {form}");
            assert!(SIDES.contains(&side), "{place}: {side}");
            let label: sentiment::Label = label.parse().unwrap();
            let intensity: u8 = intensity.parse().unwrap();
            assert_eq!(
                intensity == 0,
                label == sentiment::Label::Neutral,
                "{place}: {intensity}"
            );
            assert!(intensity <= 3, "{place}");
            assert!(CATEGORIES.contains(&category), "{place}: {category}");
            assert!(EMOTIONS.contains(&emotion), "{place}: {emotion}");
            assert!(!text.trim().is_empty(), "{place}");
        }
    }
}

fn words(text: &str) -> Vec<String> {
    text.to_lowercase()
        .split(|character: char| !character.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}

/// Texts that were made of one template share most of their runs of three words.
#[test]
fn no_two_are_alike() {
    for (language, _) in LANGUAGES {
        let lines = lines(language);
        let runs: Vec<BTreeSet<Vec<String>>> = lines
            .iter()
            .map(|line| {
                let words = words(&line.columns[6]);
                if words.len() < 3 {
                    BTreeSet::from([words])
                } else {
                    words.windows(3).map(<[_]>::to_vec).collect()
                }
            })
            .collect();
        let mut with: BTreeMap<&[String], Vec<usize>> = BTreeMap::new();
        for (at, runs) in runs.iter().enumerate() {
            for run in runs {
                with.entry(run).or_default().push(at);
            }
        }
        let mut common: BTreeMap<(usize, usize), usize> = BTreeMap::new();
        for texts in with.values().filter(|texts| texts.len() > 1) {
            for (place, first) in texts.iter().enumerate() {
                for second in &texts[place + 1..] {
                    *common.entry((*first, *second)).or_default() += 1;
                }
            }
        }
        for ((first, second), common) in common {
            let all = runs[first].len() + runs[second].len() - common;
            assert!(
                common * 100 < all * ALIKE || all == 1,
                "{} and {}: {:?}",
                lines[first].place,
                lines[second].place,
                lines[first].columns[6]
            );
        }
    }
}
