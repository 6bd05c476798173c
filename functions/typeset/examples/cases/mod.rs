//! Reports to look at and to test with: the usual one and the ones that are hard to set.

mod data;
mod hard;
mod tongues;

use brief::{Counts, Language, Layout, Paper, Report, Section};
use jiff::civil::date;

pub use data::{empty, month};
pub use hard::{all_negative, hostile, many, scripts};

/// Every case by name.
pub fn all() -> Vec<(&'static str, Report)> {
    let mut cases = vec![
        ("month", month()),
        ("letter", letter()),
        ("week", week()),
        ("empty", empty()),
        ("chosen-empty", chosen_empty()),
        ("one-day", one_day()),
        ("one-ticket", one_ticket()),
        ("year", year()),
        ("turned", turned()),
        ("hostile", hostile()),
        ("scripts", scripts()),
        ("all-negative", all_negative()),
        ("many", many()),
    ];
    cases.extend(tongues::all());
    cases
}

/// The usual report on the paper of North America.
fn letter() -> Report {
    let mut report = month();
    report.layout.paper = Paper::Letter;
    report
}

/// The seven days a weekly schedule sends, late.
fn week() -> Report {
    let mut report = month();
    report.period.from = date(2026, 9, 28);
    report.period.to = date(2026, 10, 4);
    report.days = data::days(report.period.from, report.period.to, 23);
    report.days.remove(5);
    report.notes.filters = vec![
        "Product: Billing & refunds, Mobile app".into(),
        "Team: EMEA".into(),
    ];
    report.notes.late = Some("2026-10-05T05:00:00Z".parse().expect("a timestamp"));
    report
}

/// Sections that were chosen, and nothing in any of them.
fn chosen_empty() -> Report {
    let mut report = empty();
    report.layout = Layout {
        sections: vec![
            Section::Teams,
            Section::Attention,
            Section::Kpis,
            Section::Entities,
        ],
        language: Language::De,
        ..Layout::default()
    };
    report
}

/// A single day.
pub fn one_day() -> Report {
    let mut report = month();
    report.period.to = report.period.from;
    report.days.truncate(1);
    report.attention.rows.truncate(3);
    report.attention.total = 3;
    report
}

/// A single ticket, and nothing before it.
pub fn one_ticket() -> Report {
    let mut report = empty();
    report.summary = vec![
        "1 ticket was created between 24 and 26 December 2026.".into(),
        "It was negative. The average score was −0.62 on a scale from −1 to +1.".into(),
    ];
    report.kpis.tickets.value = 1;
    report.kpis.compound.value = Some(-0.62);
    report.kpis.negative_share.value = Some(1.0);
    let counts = Counts {
        negative: 1,
        ..Counts::default()
    };
    report.days = vec![brief::Day {
        date: date(2026, 12, 25),
        compound: Some(-0.62),
        counts,
    }];
    report.distribution = counts;
    report.products = data::groups(&[("Login", 1, None, 1.0, -0.62)]);
    report.attention = data::attention(1, 1, date(2026, 12, 25));
    report.notes.rows = 1;
    report
}

/// A leap year, week by week.
pub fn year() -> Report {
    let mut report = month();
    report.period.from = date(2024, 1, 1);
    report.period.to = date(2024, 12, 31);
    report.days = data::days(report.period.from, report.period.to, 99);
    report
}

/// Its sections the other way round.
fn turned() -> Report {
    let mut report = month();
    report.layout.sections = Section::ALL.into_iter().rev().collect();
    report
}
