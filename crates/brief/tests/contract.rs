//! The contract as callers see it: JSON in, a named field back when it is wrong.

use brief::{Attention, Label, Report, Section, Top};

const MINIMAL: &str = include_str!("minimal.json");

fn minimal() -> Report {
    serde_json::from_str(MINIMAL).expect("the smallest report reads")
}

/// The field `check` names after `change`.
fn wrong(change: impl FnOnce(&mut Report)) -> String {
    let mut report = minimal();
    change(&mut report);
    report.check().expect_err("the change is wrong").field
}

#[test]
fn the_smallest_report_reads_checks_and_round_trips() {
    let report = minimal();
    assert_eq!(report.check(), Ok(()));
    assert_eq!(report.kpis.comments.previous, None);
    let json = serde_json::to_string(&report).unwrap();
    assert_eq!(serde_json::from_str::<Report>(&json).unwrap(), report);
}

#[test]
fn an_unknown_key_is_refused_not_ignored() {
    let misspelt = MINIMAL.replace("\"rows\"", "\"row\"");
    let error = serde_json::from_str::<Report>(&misspelt).unwrap_err();
    assert!(error.to_string().contains("unknown field `row`"), "{error}");
}

#[test]
fn each_wrong_value_names_its_field() {
    assert_eq!(wrong(|r| r.title = " ".into()), "title");
    assert_eq!(
        wrong(|r| r.period.to = r.period.from.yesterday().unwrap()),
        "period.to"
    );
    assert_eq!(
        wrong(|r| r.period.timezone = "Mars/Base".into()),
        "period.timezone"
    );
    assert_eq!(
        wrong(|r| r.kpis.compound.value = Some(1.01)),
        "kpis.compound.value"
    );
    assert_eq!(
        wrong(|r| r.kpis.negative_share.previous = Some(f64::NAN)),
        "kpis.negative_share.previous"
    );
    assert_eq!(
        wrong(|r| r.days[0].date = r.period.from.yesterday().unwrap()),
        "days[0].date"
    );
    assert_eq!(wrong(|r| r.days.push(r.days[0].clone())), "days[1].date");
    assert_eq!(
        wrong(|r| r.days[0].counts = brief::Counts::default()),
        "days[0].compound"
    );
    assert_eq!(
        wrong(|r| r.summary = vec!["x".repeat(brief::MAX_TEXT + 1)]),
        "summary[0]"
    );
}

#[test]
fn a_section_comes_once_and_a_table_is_no_longer_than_all_there_is() {
    let twice = vec![Section::Days, Section::Kpis, Section::Days];
    assert_eq!(wrong(|r| r.layout.sections = twice), "layout.sections[2]");
    let group = brief::Group {
        name: "Billing".into(),
        tickets: brief::Number {
            value: 1,
            previous: None,
        },
        negative_share: brief::Mean {
            value: Some(1.5),
            previous: None,
        },
        compound: brief::Mean {
            value: None,
            previous: None,
        },
    };
    let groups = Top::of(vec![group], 5);
    assert_eq!(
        wrong(|r| r.teams = groups.clone()),
        "teams.rows[0].negative_share.value"
    );
    let less = Top {
        rows: groups.rows,
        total: 0,
    };
    assert_eq!(wrong(|r| r.products = less), "products.total");
}

#[test]
fn a_link_must_be_a_web_address() {
    let ticket = Attention {
        key: "A-1".into(),
        summary: "x".into(),
        created: "2026-10-01T00:00:00Z".parse().unwrap(),
        priority: None,
        compound: -0.5,
        label: Label::Negative,
        url: Some("javascript:alert(1)".into()),
    };
    assert_eq!(
        wrong(|r| r.attention = Top::of(vec![ticket], 1)),
        "attention.rows[0].url"
    );
}
