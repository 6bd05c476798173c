//! What holds for every text, however odd.

use proptest::{prelude::*, strategy::Strategy as Values};
use sentiment::{
    Field, FieldKind, Label, MAX_CHARACTERS, MAX_ENTITIES, MAX_ENTITY_CHARACTERS, Score, Scorer,
    Signals, Strategy, TicketMood, entities,
};

/// Any characters at all, and mixtures of pieces that the rules look for.
fn text() -> impl Values<Value = String> {
    const PIECES: [&str; 66] = [
        "no ",
        "not ",
        "never ",
        "so ",
        "this ",
        "without ",
        "doubt ",
        "least ",
        "at ",
        "very ",
        "but ",
        "kind ",
        "of ",
        "the ",
        "shit ",
        "bomb ",
        "good ",
        "GREAT ",
        "bad ",
        "terrible ",
        "isn't ",
        "Don’t ",
        ":) ",
        ":-( ",
        "😀",
        "❤️",
        "!",
        "?",
        ".",
        "\n",
        "\t",
        "\u{1C}",
        "\u{2003}",
        "\u{200B}",
        "é",
        "ß",
        "İ",
        "\u{212A}",
        "ŉ",
        "ǅ",
        "日本 ",
        "0x",
        "80070005 ",
        "https://",
        "www.",
        "a@b.",
        "com ",
        "2026-",
        "03-12",
        "T10:00",
        ":05",
        " PM ",
        "$",
        "€ ",
        "1,200",
        ".50 ",
        "% ",
        "v1.",
        "2.3 ",
        "[~",
        "] ",
        "ERR_",
        "HTTP 500 ",
        "Windows 11 ",
        "urgent ",
        "fed up ",
    ];
    let mixture = proptest::collection::vec(proptest::sample::select(&PIECES[..]), 0..60)
        .prop_map(|pieces| pieces.concat());
    prop_oneof![any::<String>(), "\\PC{0,200}", "[!-~ \n]{0,200}", mixture]
}

fn check(score: &Score) -> Result<(), TestCaseError> {
    prop_assert!((-1.0..=1.0).contains(&score.compound));
    prop_assert!(score.is_unreadable() || (0.333..=1.0).contains(&score.confidence));
    prop_assert_eq!(score.label, Label::of(score.compound));
    let sum = score.positive + score.neutral + score.negative;
    prop_assert!(
        score.is_unreadable() || (sum - 1.0).abs() < 0.0016,
        "shares sum to {}",
        sum
    );
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    #[test]
    fn a_score_is_within_its_bounds_and_repeatable(text in text()) {
        let score = Scorer::new().score(&text);
        check(&score)?;
        prop_assert_eq!(score, Scorer::new().score(&text));
        check(&Scorer::vader().score(&text))?;
    }

    #[test]
    fn entities_are_slices_in_order(text in text()) {
        let characters: Vec<char> = text.chars().collect();
        let found = entities(&text);
        prop_assert!(found.len() <= MAX_ENTITIES);
        let mut free = 0;
        for entity in found {
            prop_assert!(entity.start >= free && entity.end > entity.start, "{:?}", entity);
            let slice: String = characters[entity.start as usize..entity.end as usize].iter().collect();
            prop_assert_eq!(&slice, &entity.text);
            prop_assert!(slice.chars().count() <= MAX_ENTITY_CHARACTERS);
            prop_assert!((0.0..=1.0).contains(&entity.confidence));
            free = entity.end;
        }
    }

    #[test]
    fn spans_lie_in_the_text_and_explain_the_mood(text in text()) {
        let length = u32::try_from(text.chars().count()).expect("short");
        let spans = Scorer::new().spans(&text);
        let mut last = 0;
        for span in &spans {
            prop_assert!(span.start >= last && span.start < span.end && span.end <= length, "{:?}", spans);
            last = span.start;
        }
        let sum: f64 = spans.iter().map(|span| span.weight).sum();
        let compound = Scorer::new().score(&text).compound;
        prop_assert!(sum.abs() < 0.05 || compound == 0.0 || sum.signum() == compound.signum(), "{} {}", sum, compound);
    }

    #[test]
    fn signals_are_within_their_bounds(text in text()) {
        let signals = Signals::of(&text);
        prop_assert!((0.0..=1.0).contains(&signals.intensity) && (0.0..=1.0).contains(&signals.urgency));
        prop_assert!(signals.emotions.iter().all(|found| found.strength > 0.0 && found.strength <= 1.0));
        prop_assert!(signals.aspects.iter().all(|found| found.label == Label::of(found.compound)));
    }

    #[test]
    fn a_ticket_is_the_same_in_any_order_of_timed_comments(
        texts in proptest::collection::vec(text(), 1..8),
        turn in 0_usize..8,
        strategy in proptest::sample::select(&Strategy::ALL[..]),
    ) {
        let mut fields: Vec<Field<'_>> = (0..).zip(&texts).map(|(at, text)| Field {
            kind: FieldKind::Comment, text, author: None, at: Some(at), score: Scorer::new().score(text),
        }).collect();
        // A turning point names its field by its place: here by its time, which does not depend on the order.
        let of = |fields: &[Field<'_>]| {
            let mut mood = TicketMood::of(fields, strategy);
            for point in &mut mood.trajectory.turning_points {
                point.field = usize::try_from(fields[point.field].at.unwrap_or_default()).unwrap_or_default();
            }
            mood
        };
        let mood = of(&fields);
        fields.rotate_left(turn % texts.len());
        prop_assert_eq!(&mood, &of(&fields));
        prop_assert!((-1.0..=1.0).contains(&mood.ultimate.compound) && (0.0..=1.0).contains(&mood.ultimate.confidence));
        let path = &mood.trajectory;
        prop_assert!((-1.0..=1.0).contains(&path.improvement_score) && (0.0..=1.0).contains(&path.volatility_score));
    }
}

/// Texts made to be slow: each is read within the bound, so three megabytes cost no more than thirty thousand characters.
#[test]
fn hostile_texts_are_cheap() {
    let pieces = [
        "bad but good ",
        "a.a-",
        "urgent ",
        "[~",
        "http://",
        "a@",
        "1.",
        "12:",
        "((((",
        "😀",
        "not working ",
        "it would be ",
        "E_",
        "\u{2003}",
        "isn't ",
        "x",
        "$1",
        "New York ",
        "1-2-",
        "no no ",
    ];
    for piece in pieces {
        let text = piece.repeat(3_000_000 / piece.len());
        let bound: String = text.chars().take(MAX_CHARACTERS).collect();
        assert_eq!(
            Scorer::new().score(&text),
            Scorer::new().score(&bound),
            "{piece}"
        );
        assert_eq!(entities(&text), entities(&bound), "{piece}");
        assert_eq!(Signals::of(&text), Signals::of(&bound), "{piece}");
    }
}
