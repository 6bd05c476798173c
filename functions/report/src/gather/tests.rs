//! What reports say of a few tickets.

use brief::Top;
use calendar::Zone;
use figures::fixture::{Ticket, UNDATED, publish};
use futures::executor::block_on;
use jiff::civil::date;

use super::*;

fn week() -> Days {
    Days::new(
        date(2026, 11, 9),
        date(2026, 11, 15),
        Zone::new("Europe/Berlin").unwrap(),
    )
    .unwrap()
}

fn gathered(tickets: &[Ticket]) -> Report {
    let cx = Context::in_memory("2026-11-20T12:00:00Z".parse().unwrap());
    block_on(publish(&cx.records, &cx.lake, 1, cx.clock.now(), tickets));
    block_on(report(&cx, &ask())).unwrap()
}

fn ask() -> Ask {
    Ask {
        workspace: 1,
        days: week(),
        filters: Filters::default(),
        layout: Layout::default(),
        title: None,
        public_url: None,
        late: None,
    }
}

#[test]
fn the_numbers_are_those_of_the_days_in_the_zone() {
    let report = gathered(&[
        Ticket::new("A-1", "2026-11-08T22:59:59Z", 0.5),
        Ticket {
            product: "Login".into(),
            ..Ticket::new("A-2", "2026-11-08T23:00:00Z", -0.5)
        }
        .comment("2026-11-09T10:00:00Z", "eve", "Hm", 0.0)
        .mention("PRODUCT", "Login"),
        Ticket {
            product: String::new(),
            ..Ticket::new("A-3", "2026-11-15T22:59:59Z", 0.25)
        },
        Ticket::new("A-4", "2026-11-15T23:00:00Z", 0.5),
        Ticket::new("A-5", UNDATED, -0.9),
    ]);
    assert_eq!(report.workspace, "Workspace");
    assert_eq!(
        report.kpis.tickets,
        Number {
            value: 2,
            previous: Some(1)
        }
    );
    assert_eq!(
        report.kpis.compound,
        Mean {
            value: Some(-0.125),
            previous: Some(0.5)
        }
    );
    assert_eq!(
        report.kpis.comments,
        Number {
            value: 1,
            previous: Some(0)
        }
    );
    assert_eq!(report.days.len(), 7);
    assert_eq!(
        report.distribution,
        Counts {
            positive: 1,
            neutral: 0,
            negative: 1
        }
    );
    let names: Vec<_> = report
        .products
        .rows
        .into_iter()
        .map(|row| row.name)
        .collect();
    assert_eq!(names, ["Login", "Not named"]);
    let entity = &report.entities.rows[0];
    assert_eq!(
        (entity.text.as_str(), entity.compound.value),
        ("Login", Some(-0.5))
    );
    let attention = &report.attention;
    assert_eq!(
        (attention.rows[0].key.as_str(), attention.total),
        ("A-2", 1)
    );
    assert_eq!(
        (report.notes.scoring_version.as_str(), report.notes.rows),
        ("test-1", 3)
    );
    assert_eq!((report.notes.unread, report.notes.unscored), (1, 0));
    assert_eq!(report.notes.undated, 1);
}

#[test]
fn without_older_tickets_nothing_is_compared_and_without_any_nothing_invented() {
    let report = gathered(&[Ticket::new("A-1", "2026-11-09T12:00:00Z", 0.5)]);
    assert_eq!(
        report.kpis.tickets,
        Number {
            value: 1,
            previous: None
        }
    );
    let cx = Context::in_memory("2026-11-20T12:00:00Z".parse().unwrap());
    block_on(publish(
        &cx.records,
        &cx.lake,
        1,
        cx.clock.now(),
        &[Ticket::new("A-1", "2026-11-16T12:00:00Z", 0.5)],
    ));
    let report = block_on(super::report(&cx, &ask())).unwrap();
    assert_eq!(
        report.kpis.negative_share,
        Mean {
            value: None,
            previous: None
        }
    );
    assert_eq!(
        (report.products, report.attention, report.entities),
        (Top::default(), Top::default(), Top::default())
    );
    assert_eq!(
        report.summary,
        ["No tickets were created between 9 and 15 November 2026."]
    );
}

#[test]
fn filters_limit_every_number_and_are_told() {
    let of = |key: &str, team: &str, compound| Ticket {
        team: team.into(),
        category: "billing".into(),
        emotion: "angry".into(),
        trajectory_type: "volatile".into(),
        aspects: vec![("value", compound)],
        ..Ticket::new(key, "2026-11-10T12:00:00Z", compound)
    };
    let cx = Context::in_memory("2026-11-20T12:00:00Z".parse().unwrap());
    let tickets = [
        of("A-1", "EMEA", -0.5).mention("PRODUCT", "Login"),
        of("A-2", "EMEA", 0.5),
        of("A-3", "APAC", -0.9).mention("PRODUCT", "Login"),
        Ticket {
            team: "APAC".into(),
            ..Ticket::new("A-4", "2026-11-05T12:00:00Z", -0.9)
        },
    ];
    block_on(publish(&cx.records, &cx.lake, 1, cx.clock.now(), &tickets));
    let limited = Ask {
        filters: Filters {
            team: vec!["EMEA".into()],
            ..Filters::default()
        },
        layout: Layout {
            language: brief::Language::De,
            ..Layout::default()
        },
        title: Some("Wochenbericht".into()),
        ..ask()
    };
    let report = block_on(super::report(&cx, &limited)).unwrap();
    let tickets = Number {
        value: 2,
        previous: Some(0),
    };
    assert_eq!(
        (report.kpis.tickets, report.distribution.total()),
        (tickets, 2)
    );
    for (top, name) in [
        (&report.teams, "EMEA"),
        (&report.products, "Billing"),
        (&report.categories, "Abrechnung"),
        (&report.emotions, "Verärgert"),
        (&report.aspects, "Preis und Wert"),
        (&report.trajectories, "Auf und ab"),
    ] {
        let rows: Vec<_> = top
            .rows
            .iter()
            .map(|row| (row.name.as_str(), row.tickets))
            .collect();
        assert_eq!((rows, top.total), (vec![(name, tickets)], 1));
    }
    assert_eq!(
        (
            report.attention.total,
            report.entities.rows[0].tickets.value
        ),
        (1, 1)
    );
    assert_eq!(
        (report.notes.rows, report.notes.filters),
        (2, vec!["Team: EMEA".to_owned()])
    );
    assert_eq!(report.title, "Wochenbericht");
}

#[test]
fn what_is_no_part_of_a_report_is_not_gathered() {
    let cx = Context::in_memory("2026-11-20T12:00:00Z".parse().unwrap());
    let ticket = Ticket::new("A-1", "2026-11-10T12:00:00Z", -0.5).mention("PRODUCT", "Login");
    block_on(publish(&cx.records, &cx.lake, 1, cx.clock.now(), &[ticket]));
    let few = Ask {
        layout: Layout {
            sections: vec![Section::Kpis, Section::Method],
            ..Layout::default()
        },
        ..ask()
    };
    let report = block_on(super::report(&cx, &few)).unwrap();
    assert_eq!(report.kpis.tickets.value, 1);
    assert_eq!(
        (report.products, report.attention.total, report.entities),
        (Top::default(), 0, Top::default())
    );
}

#[test]
fn every_key_a_scorer_stores_has_a_name_in_every_language() {
    use sentiment::{Aspect, Emotion, IssueCategory, TrajectoryKind};
    for language in brief::Language::ALL {
        let names = language.words().names;
        let known = |known: &[(&str, &str)], key: &str| {
            assert!(
                known.iter().any(|(stored, _)| *stored == key),
                "{key} in {language:?}"
            );
        };
        for key in Emotion::ALL {
            known(names.emotions, key.as_str());
        }
        for key in IssueCategory::ALL {
            known(names.categories, key.as_str());
        }
        for key in Aspect::ALL {
            known(names.aspects, key.as_str());
        }
        for key in TrajectoryKind::ALL {
            known(names.trajectories, key.as_str());
        }
    }
}
