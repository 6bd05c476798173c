//! Support language with labels given by hand: what the scorer answers, and where it is known to be wrong.

use sentiment::{Field, FieldKind, IssueCategory, Label, Scorer, Strategy, TicketMood};

struct Case {
    person: Label,
    rules: Label,
    category: IssueCategory,
    is_urgent: bool,
    text: &'static str,
}

fn cases() -> Vec<Case> {
    let lines = include_str!("golden/support.tsv")
        .lines()
        .filter(|line| !line.starts_with('#'));
    lines
        .map(|line| {
            let columns: Vec<&'static str> = line.split('\t').collect();
            Case {
                person: columns[0].parse().expect("a mood"),
                rules: columns[1].parse().expect("a mood"),
                category: columns[2].parse().expect("a category"),
                is_urgent: columns[3] == "urgent",
                text: columns[4],
            }
        })
        .collect()
}

/// The rules are VADER's, mistakes included ("no problem", "kill the process"): a change here is a new scoring version.
#[test]
fn the_rules_answer_as_the_reference_does() {
    for case in cases() {
        assert_eq!(
            Scorer::new().score(case.text).label,
            case.rules,
            "{}",
            case.text
        );
    }
}

/// Says openly how often that is what a person reads; a better scorer raises the number.
#[test]
fn so_many_texts_are_read_as_a_person_reads_them() {
    let cases = cases();
    let right = cases
        .iter()
        .filter(|case| Scorer::new().score(case.text).label == case.person)
        .count();
    assert_eq!((right, cases.len()), (RIGHT, 60));
}

/// Of the 60 texts.
const RIGHT: usize = 37;

#[test]
fn category_and_urgency_are_those_given_by_hand() {
    let mut wrong = Vec::new();
    for case in cases() {
        let score = Scorer::new().score(case.text);
        let field = Field {
            kind: FieldKind::Description,
            text: case.text,
            author: None,
            at: None,
            score,
        };
        let mood = TicketMood::of(&[field], Strategy::default());
        if mood.categories[0] != case.category || (mood.urgency > 0.6) != case.is_urgent {
            wrong.push((case.text, mood.categories, mood.urgency));
        }
    }
    assert_eq!(wrong, []);
}
