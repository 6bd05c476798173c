//! The usual month in the other languages, its summary worded as a report's is.

use brief::{Created, Group, Language, Names, Report, Top};

use super::month;

/// One case a language.
pub fn all() -> Vec<(&'static str, Report)> {
    vec![
        ("german", of(Language::De)),
        ("french", of(Language::Fr)),
        ("spanish", of(Language::Es)),
        ("portuguese", of(Language::Pt)),
    ]
}

fn of(language: Language) -> Report {
    let mut report = month();
    let words = language.words();
    let (say, names) = (words.sentences, words.names);
    report.layout.language = language;
    report.title = words.labels.title.into();
    let created = Created {
        from: report.period.from,
        to: report.period.to,
        tickets: 1_931,
        before: Some(1_724),
    };
    let worst = jiff::civil::date(2026, 10, 14);
    report.summary = vec![
        say.created(&created),
        [
            say.negative(431, 1_931, Some((0.245, 31))),
            say.average(0.21, Some(0.17)),
            say.lowest_day(-0.12, worst, 41, 5),
        ]
        .join(" "),
        [
            say.busiest("Billing & refunds", 412, 0.213),
            say.lowest_too(-0.14),
        ]
        .join(" "),
        say.open(96, "SUP-10231"),
    ];
    let rename = |top: &mut Top<Group>, known: &'static [(&'static str, &'static str)]| {
        for (row, (key, _)) in top.rows.iter_mut().zip(known) {
            Names::of(known, key).clone_into(&mut row.name);
        }
    };
    words
        .labels
        .not_named
        .clone_into(&mut report.teams.rows[2].name);
    rename(&mut report.emotions, names.emotions);
    rename(&mut report.categories, names.categories);
    rename(&mut report.aspects, names.aspects);
    rename(&mut report.trajectories, names.trajectories);
    report.notes.filters = vec![format!(
        "{}{}EMEA, Americas",
        words.labels.fields.team, words.labels.colon
    )];
    report
}
