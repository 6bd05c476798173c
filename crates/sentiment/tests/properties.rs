//! What holds for every text, however odd.

use proptest::{prelude::*, strategy::Strategy as Values};
use sentiment::{
    Entity, EntityLabel, Field, FieldKind, Gazetteer, Label, MAX_CHARACTERS, MAX_ENTITIES,
    MAX_ENTITY_CHARACTERS, Meaning, Reading, Score, Scorer, Side, Signals, Strategy, Term,
    TicketMood, entities, entities_with,
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

/// A text, and names some of which it holds.
fn named() -> impl Values<Value = (String, Vec<(Term, Meaning)>)> {
    let meaning = prop_oneof![
        Just(Meaning::Excluded),
        proptest::sample::select(&EntityLabel::ALL[..]).prop_map(Meaning::Entity),
    ];
    let cuts = proptest::collection::vec((0_usize..200, 1_usize..20, any::<bool>(), meaning), 0..8);
    (text(), cuts).prop_map(|(text, cuts)| {
        let characters: Vec<char> = text.chars().collect();
        let terms = cuts
            .into_iter()
            .filter_map(|(start, length, is_upper, meaning)| {
                let start = start % characters.len().max(1);
                let slice: String = characters.iter().skip(start).take(length).collect();
                let slice = if is_upper {
                    slice.to_uppercase()
                } else {
                    slice
                };
                Some((slice.parse::<Term>().ok()?, meaning))
            });
        let terms = terms.collect();
        (text, terms)
    })
}

fn slices_in_order(text: &str, found: &[Entity]) -> Result<(), TestCaseError> {
    let characters: Vec<char> = text.chars().collect();
    prop_assert!(found.len() <= MAX_ENTITIES);
    let mut free = 0;
    for entity in found {
        prop_assert!(
            entity.start >= free && entity.end > entity.start,
            "{:?}",
            entity
        );
        let slice: String = characters[entity.start as usize..entity.end as usize]
            .iter()
            .collect();
        prop_assert_eq!(&slice, &entity.text);
        prop_assert!(slice.chars().count() <= MAX_ENTITY_CHARACTERS);
        prop_assert!((0.0..=1.0).contains(&entity.confidence));
        free = entity.end;
    }
    Ok(())
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

    /// A confidence of exactly 0 is how records and lake know a text that was not read.
    #[test]
    fn no_text_that_was_read_has_no_confidence(text in text()) {
        let (score, reading) = Scorer::new().read(&text);
        prop_assert_eq!(score.confidence == 0.0, reading != Reading::Read);
        prop_assert_eq!(score.is_unreadable(), reading != Reading::Read);
        prop_assert!(score.confidence == 0.0 || score.confidence > 0.333);
    }

    #[test]
    fn entities_are_slices_in_order(text in text()) {
        slices_in_order(&text, &entities(&text))?;
    }

    #[test]
    fn added_names_are_slices_in_order_and_excluded_ones_never_appear((text, terms) in named()) {
        let found = entities_with(&text, &Gazetteer::new(terms.clone()));
        slices_in_order(&text, &found)?;
        let mut seen = std::collections::HashSet::new();
        for (term, meaning) in terms {
            if seen.insert(term.folded()) && meaning == Meaning::Excluded {
                let is_it = |entity: &Entity| entity.text.parse().is_ok_and(|found: Term| found.folded() == term.folded());
                prop_assert!(!found.iter().any(is_it), "{:?} in {:?}", term, found);
            }
        }
    }

    #[test]
    fn of_names_that_begin_at_one_place_the_longest_is_found(words in proptest::collection::vec("[a-zé]{1,4}", 1..6), most in 1_usize..6) {
        let text = words.join(" ");
        let product = Meaning::Entity(EntityLabel::Product);
        let starts = (1..=most.min(words.len())).map(|count| (words[..count].join(" ").parse::<Term>().expect("words"), product));
        let found = entities_with(&text, &Gazetteer::new(starts));
        prop_assert_eq!(&found[0].text, &words[..most.min(words.len())].join(" "));
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
            kind: FieldKind::Comment, text, author: None, side: Side::Unknown, at: Some(at), score: Scorer::new().score(text),
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
        let term = |count: usize| {
            piece
                .repeat(count)
                .parse()
                .ok()
                .map(|term| (term, Meaning::Excluded))
        };
        let terms = Gazetteer::new((1..50).filter_map(term));
        assert_eq!(
            entities_with(&text, &terms),
            entities_with(&bound, &terms),
            "{piece}"
        );
    }
}
