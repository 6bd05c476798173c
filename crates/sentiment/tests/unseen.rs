//! Support language that was labelled by hand before the scorer was asked, and is never trained on.

use sentiment::{Reading, Scorer};

/// How the scorer reads a text, in the words of the list.
fn answer(text: &str) -> String {
    match Scorer::new().read(text) {
        (score, Reading::Read) => score.label.to_string(),
        (_, Reading::Nothing) => "nothing".to_owned(),
        (_, Reading::UnknownLanguage) => "unknown".to_owned(),
    }
}

/// Label and text of each line.
fn cases() -> Vec<(&'static str, String)> {
    let lines = include_str!("golden/unseen.tsv")
        .lines()
        .filter(|line| !line.starts_with('#'));
    let cases = lines.map(|line| line.split_once('\t').expect("two columns"));
    cases
        .map(|(label, text)| (label, text.replace("\\n", "\n")))
        .collect()
}

/// At least nine of ten; what it gets wrong is listed in `golden/unseen_misses.tsv` as the scorer answers, so that a
/// change for better or worse is seen.
#[test]
fn nine_of_ten_are_read_as_a_person_reads_them() {
    let cases = cases();
    let wrong: Vec<String> = cases
        .iter()
        .map(|(label, text)| (label, text, answer(text)))
        .filter(|(label, _, found)| found != *label)
        .map(|(label, text, found)| format!("{label}\t{found}\t{}", text.replace('\n', "\\n")))
        .collect();
    let known: Vec<&str> = include_str!("golden/unseen_misses.tsv")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .collect();
    assert_eq!(wrong, known, "{} of {}", wrong.len(), cases.len());
    assert!(cases.len() >= 200 && wrong.len() * 10 <= cases.len());
}
