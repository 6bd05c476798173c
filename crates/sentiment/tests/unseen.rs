//! Support language that was labelled by hand before the scorer was asked, and is never trained on.

use sentiment::{Reading, Scorer};
use std::{env, fs, path::Path};

/// How the scorer reads a text, in the words of the lists.
fn answer(text: &str) -> String {
    match Scorer::new().read(text) {
        (score, Reading::Read) => score.label.to_string(),
        (_, Reading::Nothing) => "nothing".to_owned(),
        (_, Reading::UnknownLanguage) => "unknown".to_owned(),
    }
}

/// Label and text of each line.
fn cases(list: &str) -> Vec<(String, String)> {
    let lines = list.lines().filter(|line| !line.starts_with('#'));
    let cases = lines.map(|line| line.split_once('\t').expect("two columns"));
    cases
        .map(|(label, text)| (label.to_owned(), text.replace("\\n", "\n")))
        .collect()
}

/// At least so many of a hundred; what it gets wrong is listed in `golden/misses` as the scorer answers, so that a change for
/// better or worse is seen. `UPDATE_MISSES=1` writes those lists anew.
fn are_read(name: &str, least_percent: usize) {
    let golden = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden");
    let cases = cases(&fs::read_to_string(golden.join(name)).expect("the list"));
    let wrong: Vec<String> = cases
        .iter()
        .map(|(label, text)| (label, text, answer(text)))
        .filter(|(label, _, found)| found != *label)
        .map(|(label, text, found)| format!("{label}\t{found}\t{}", text.replace('\n', "\\n")))
        .collect();
    let path = golden.join("misses").join(name);
    if env::var_os("UPDATE_MISSES").is_some() {
        let head = format!(
            "# What the scorer gets wrong of {name}. Columns: label by hand, answer, text.\n"
        );
        fs::write(
            &path,
            wrong.iter().fold(head, |file, line| file + line + "\n"),
        )
        .expect("written");
    }
    let known = fs::read_to_string(&path).expect("the list of misses");
    let known: Vec<&str> = known
        .lines()
        .filter(|line| !line.starts_with('#'))
        .collect();
    let right = cases.len() - wrong.len();
    assert_eq!(wrong, known, "{name}: {right} of {}", cases.len());
    assert!(
        right * 100 >= cases.len() * least_percent,
        "{name}: {right} of {}",
        cases.len()
    );
}

#[test]
fn english_is_read_as_a_person_reads_it() {
    are_read("unseen.en.tsv", 93);
}

#[test]
fn german_is_read_as_a_person_reads_it() {
    are_read("unseen.de.tsv", 90);
}

#[test]
fn french_is_read_as_a_person_reads_it() {
    are_read("unseen.fr.tsv", 83);
}

#[test]
fn spanish_is_read_as_a_person_reads_it() {
    are_read("unseen.es.tsv", 89);
}

#[test]
fn portuguese_is_read_as_a_person_reads_it() {
    are_read("unseen.pt.tsv", 89);
}

#[test]
fn complaints_without_a_word_of_mood_are_complaints() {
    are_read("customers.en.tsv", 90);
}
