//! What is told of tickets and their texts.

use super::*;
use crate::merge::{Merged, merge, tests::export};
use crate::stored::StoredComment;
use sentiment::Label;
use tickets::{Fingerprint, Ticket};

fn comment(body: &str, number: u32) -> Comment {
    Comment {
        number,
        at: None,
        author: None,
        author_type: None,
        body: body.to_owned(),
        fingerprint: Fingerprint::try_from(format!("{number:032x}")).unwrap(),
    }
}

fn known(comment: Comment, score: Score) -> StoredComment {
    StoredComment {
        fingerprint: comment.fingerprint.to_string(),
        number: comment.number,
        at: None,
        author: None,
        author_type: Side::Unknown,
        text: comment.body,
        score,
    }
}

/// The ticket of an export that holds nothing but its summary.
fn ticket() -> StoredTicket {
    let ticket = Ticket {
        summary: Some("The invoice".into()),
        ..crate::merge::tests::ticket("A-1", "Open", &[])
    };
    match merge(None, ticket, export(100)) {
        Merged::Revised { ticket, .. } => *ticket,
        Merged::Unchanged { .. } => panic!("it was not known"),
    }
}

#[test]
fn a_known_comment_counts_as_it_was_scored() {
    let scorer = Scorer::new();
    let bodies = ["This is terrible and broken.", "Thank you, great work!"];
    let all_new = score(
        scorer,
        (&Names::default(), None),
        ticket(),
        vec![comment(bodies[0], 1), comment(bodies[1], 2)],
        "j1",
    );
    let mut later = ticket();
    let first = comment(bodies[0], 1);
    later.comments = vec![known(first, scorer.score(bodies[0]))];
    let none = Names::default();
    let one_new = score(
        scorer,
        (&none, None),
        later.clone(),
        vec![comment(bodies[1], 2)],
        "j1",
    );
    let mood = |scored: &Scored| {
        let revision = &scored.revision;
        let mood = &revision.mood;
        (mood.compound, mood.urgency, mood.comment_count)
    };
    assert_eq!(mood(&all_new), mood(&one_new));
    assert_eq!((all_new.texts.len(), one_new.texts.len()), (3, 2));

    later.comments[0].score = Score::stored(Label::Positive, 0.9, 0.9);
    let praised = score(scorer, (&none, None), later, Vec::new(), "j2");
    assert_eq!(praised.revision.mood.ultimate_sentiment, Label::Positive);
}
#[test]
fn names_of_the_workspace_are_found_in_its_texts() {
    let product = "PRODUCT".parse().unwrap();
    let own = Names {
        gazetteer: Gazetteer::new([("invoice".parse().unwrap(), product)]),
        ..Names::default()
    };
    let scored = score(Scorer::new(), (&own, None), ticket(), Vec::new(), "j1");
    let found: Vec<_> = scored
        .entities
        .iter()
        .map(|row| (row.text.as_str(), row.label.as_str(), row.start_pos))
        .collect();
    assert_eq!(found, [("invoice", "PRODUCT", 4)]);
}

#[test]
fn what_later_views_need_is_told() {
    let mut asked = ticket();
    asked.state.reporter = "Ann".to_owned();
    asked.state.description = "This is terrible, it crashes!! I am so angry.".to_owned();
    let at = |minutes: i64| jiff::Timestamp::from_second(1_000 + minutes * 60).ok();
    let by = |author: &str, minutes, body, number| Comment {
        author: Some(author.to_owned()),
        at: at(minutes),
        ..comment(body, number)
    };
    let staff = Names {
        staff: Staff::of([("name", "eve")]).unwrap(),
        ..Names::default()
    };
    let comments = vec![
        by("Eve", 30, "Sorry, we are looking into it.", 1),
        by("Ann", 45, "Thank you so much, great support!", 2),
        by(
            "carl",
            50,
            "Ich habe leider auch sehr große Probleme damit.",
            3,
        ),
    ];
    let scored = score(Scorer::new(), (&staff, None), asked, comments, "j1");
    let mood = &scored.revision.mood;
    let sides: Vec<Side> = scored.texts.iter().map(|row| row.side).collect();
    assert_eq!(
        sides,
        [
            Side::Customer,
            Side::Customer,
            Side::Staff,
            Side::Customer,
            Side::Unknown
        ]
    );
    assert_eq!(
        (
            mood.opening_sentiment.as_str(),
            mood.answered_sentiment.as_str()
        ),
        ("negative", "positive")
    );
    assert_eq!(mood.minutes_to_first_response, Some(30.0));
    assert_eq!((mood.customer_turns, mood.staff_turns), (Some(2), Some(1)));
    assert_eq!(
        (mood.language.as_str(), scored.texts[4].language.as_str()),
        ("en", "de")
    );
    assert!(mood.emotions.0.contains("angry"), "{}", mood.emotions.0);
    assert!(!mood.category.is_empty() && mood.categories.0.contains(&mood.category));
    assert!(
        scored.texts[1].intensity > Some(0.5),
        "{:?}",
        scored.texts[1]
    );
}

#[test]
fn the_mood_is_the_customers() {
    let mut asked = ticket();
    asked.state.reporter = "Ann".to_owned();
    asked.state.description = "My order is broken and I am furious.".to_owned();
    let by = |author: &str, body, number| Comment {
        author: Some(author.to_owned()),
        ..comment(body, number)
    };
    let comments = vec![
        by(
            "automation-bot",
            "Thank you for contacting us! We are happy to help.",
            1,
        ),
        by(
            "agent",
            "Thank you so much for your patience. Wonderful!",
            2,
        ),
        by(
            "Ann",
            "I am out of the office until Monday. Thank you for your mail.",
            3,
        ),
    ];
    let scored = score(
        Scorer::new(),
        (&Names::default(), None),
        asked,
        comments,
        "j1",
    );
    let sides: Vec<Side> = scored.texts.iter().map(|row| row.side).collect();
    assert_eq!(sides[2..], [Side::Machine, Side::Staff, Side::Machine]);
    let mood = &scored.revision.mood;
    assert_eq!(mood.ultimate_sentiment, scored.texts[1].sentiment);
    assert_eq!((mood.customer_turns, mood.staff_turns), (Some(1), Some(1)));
}
