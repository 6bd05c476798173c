//! Support and issue tracker language with labels given by hand: how often the scorer reads it as a person does.

use sentiment::{Field, FieldKind, IssueCategory, Label, Scorer, Side, Strategy, TicketMood};

struct Case {
    person: Label,
    vader: Label,
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
                vader: columns[1].parse().expect("a mood"),
                category: columns[2].parse().expect("a category"),
                is_urgent: columns[3] == "urgent",
                text: columns[4],
            }
        })
        .collect()
}

/// Label and text of a list; every second one, from the second on, the model was not trained on.
fn kept_out(list: &'static str) -> Vec<(Label, &'static str)> {
    let rows = list.lines().filter(|line| !line.starts_with('#'));
    let rows = rows.map(|line| line.split_once('\t').expect("two columns"));
    rows.map(|(label, text)| (label.parse().expect("a mood"), text))
        .skip(1)
        .step_by(2)
        .collect()
}

fn wrong(rows: &[(Label, &'static str)]) -> Vec<(Label, &'static str)> {
    let is_wrong = |row: &&(Label, &str)| Scorer::new().score(row.1).label != row.0;
    rows.iter().filter(is_wrong).copied().collect()
}

/// VADER mode keeps VADER's answers, mistakes included ("no problem", "kill the process").
#[test]
fn vader_answers_as_the_reference_does() {
    for case in cases() {
        assert_eq!(
            Scorer::vader().score(case.text).label,
            case.vader,
            "{}",
            case.text
        );
    }
}

/// The phrases lexicons are known to get wrong.
#[test]
fn known_traps_are_read_as_a_person_reads_them() {
    use Label::{Negative, Neutral, Positive};
    let traps = [
        (Positive, "no problem"),
        (Neutral, "not the worst"),
        (Neutral, "Kindly provide the order number."),
        (Neutral, "Works as expected."),
        (Neutral, "Priority changed from Major to Critical."),
        (
            Neutral,
            "Kill the process and restart the service if the error occurs.",
        ),
        (Neutral, "The job failed with error code 17."),
        (Neutral, "Broken build: TestFoo fails with an NPE."),
        (
            Negative,
            "I have been waiting for three weeks and nobody answers. Thanks in advance.",
        ),
        (Negative, "bad bad bad support"),
        (Positive, "Thanks, committed."),
        (Negative, "Sorry, my mistake."),
        (Positive, "+1"),
        (Negative, "this sucks"),
    ];
    assert_eq!(wrong(&traps), []);
}

#[test]
fn support_language_is_read_as_a_person_reads_it() {
    let rows = kept_out(include_str!("golden/support_language.tsv"));
    let wrong = wrong(&rows);
    assert!(
        rows.len() >= 100 && wrong.len() * 100 <= rows.len() * 14,
        "{} of {}: {wrong:#?}",
        wrong.len(),
        rows.len()
    );
    let own: Vec<_> = cases()
        .iter()
        .map(|case| (case.person, case.text))
        .collect();
    let wrong = self::wrong(&own);
    assert!(wrong.len() <= 8, "{} of 60: {wrong:#?}", wrong.len());
}

#[test]
fn tracker_comments_are_read_as_a_person_reads_them() {
    let rows = kept_out(include_str!("golden/tracker.tsv"));
    let wrong = wrong(&rows);
    assert!(
        rows.len() >= 150 && wrong.len() * 100 <= rows.len() * 8,
        "{} of {}: {wrong:#?}",
        wrong.len(),
        rows.len()
    );
}

#[test]
fn category_and_urgency_are_those_given_by_hand() {
    let mut wrong = Vec::new();
    for case in cases() {
        let score = Scorer::new().score(case.text);
        let field = Field {
            kind: FieldKind::Description,
            text: case.text,
            author: None,
            side: Side::Unknown,
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
