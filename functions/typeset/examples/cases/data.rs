//! Made-up figures: the usual month of a support team, and a period in which nothing happened.

use brief::{
    Attention, Counts, Day, Entity, Group, Kpis, Label, Layout, Mean, Notes, Number, Period,
    Report, Top,
};
use jiff::ToSpan as _;
use jiff::civil::{Date, date};

/// Thirty-one days of a support team, every section filled.
pub fn month() -> Report {
    let mut report = empty();
    let (from, to) = (date(2026, 10, 1), date(2026, 10, 31));
    report.period.from = from;
    report.period.to = to;
    report.days = days(from, to, 7);
    report.generated_at = "2026-11-01T07:00:00Z".parse().expect("a timestamp");
    report.summary = vec![
        "1,931 tickets were created between 1 and 31 October 2026, 12.0% more than in the 31 days before (1,724).".into(),
        "431 of 1,931 were negative (22.3%), after 24.5% in the 31 days before. The average score was +0.21 on a scale from −1 to +1, up from +0.17. Of the days with at least 5 tickets, Wednesday 14 October had the lowest average, −0.12 over 41 tickets.".into(),
        "Billing & refunds received the most tickets: 412, or 21.3% of all. It also had the lowest average score, −0.14.".into(),
        "96 negative tickets are still open; the most pressing is SUP-10231.".into(),
    ];
    report.distribution = report
        .days
        .iter()
        .fold(Counts::default(), |sum, day| sum.plus(day.counts));
    let scored = report.distribution.total();
    report.kpis = Kpis {
        tickets: number(scored + 14, Some(1_724)),
        compound: mean(Some(0.2134), Some(0.1721)),
        negative_share: mean(Some(0.2231), Some(0.2454)),
        comments: number(9_406, Some(9_911)),
    };
    report.products = groups(&[
        ("Billing & refunds", 412, Some(377), 0.41, -0.14),
        ("Login and single sign-on", 338, Some(341), 0.33, 0.02),
        ("Mobile app", 291, Some(240), 0.28, 0.08),
        ("Performance", 217, Some(198), 0.22, 0.14),
        ("Integrations", 180, Some(0), 0.16, 0.31),
        ("Feature requests", 142, Some(139), 0.05, 0.44),
    ]);
    report.products.total = 23;
    report.teams = groups(&[
        ("EMEA first line", 1_012, Some(980), 0.21, 0.19),
        ("Americas", 644, Some(512), 0.27, 0.11),
        ("Not named", 275, Some(232), 0.18, 0.24),
    ]);
    report.emotions = groups(&[
        ("Satisfied", 604, Some(520), 0.02, 0.61),
        ("Frustrated", 391, Some(377), 0.81, -0.48),
        ("Grateful", 377, Some(390), 0.03, 0.66),
        ("Worried", 143, Some(120), 0.52, -0.17),
        ("Angry", 96, Some(101), 0.97, -0.71),
        ("None recognised", 320, Some(216), 0.12, 0.05),
    ]);
    report.categories = groups(&[
        ("Billing", 412, Some(377), 0.41, -0.14),
        ("Bugs", 355, Some(301), 0.44, -0.19),
        ("Login", 338, Some(341), 0.33, 0.02),
        ("Performance", 217, Some(198), 0.22, 0.14),
        ("Usability", 164, Some(170), 0.19, 0.21),
    ]);
    report.aspects = groups(&[
        ("Customer service", 702, Some(644), 0.14, 0.38),
        ("Product quality", 513, Some(498), 0.47, -0.21),
        ("Value for money", 188, Some(160), 0.39, -0.08),
        ("Features", 131, Some(129), 0.11, 0.30),
    ]);
    report.trajectories = groups(&[
        ("Calm", 911, Some(820), 0.04, 0.12),
        ("Positive throughout", 402, Some(371), 0.0, 0.64),
        ("From negative to positive", 288, Some(240), 0.09, 0.31),
        ("Negative throughout", 171, Some(166), 1.0, -0.58),
        ("Up and down", 96, Some(81), 0.37, -0.02),
        ("From positive to negative", 63, Some(46), 0.88, -0.41),
    ]);
    report.entities = Top {
        rows: [
            ("Payment page", 187, Some(122), -0.32),
            ("Android 16", 122, Some(0), -0.11),
            ("error 502", 95, Some(12), -0.46),
            ("Okta", 81, Some(84), 0.05),
            ("Berlin", 44, Some(39), 0.22),
        ]
        .map(|(text, tickets, before, compound)| Entity {
            text: text.into(),
            kind: "PRODUCT".into(),
            tickets: number(tickets, before),
            compound: mean(
                Some(compound),
                before.filter(|b| *b > 0).map(|_| compound - 0.04),
            ),
        })
        .into(),
        total: 518,
    };
    report.attention = attention(12, 96, from);
    report.notes = Notes {
        scoring_version: "vader-4.1+rules-7".into(),
        rows: 21_877,
        unread: 120,
        unscored: 14,
        undated: 3,
        snapshot: Some("184".into()),
        filters: Vec::new(),
        late: None,
    };
    report
}

/// A period in which nothing happened.
pub fn empty() -> Report {
    Report {
        title: "Customer sentiment report".into(),
        layout: Layout::default(),
        workspace: "Acme Support EMEA".into(),
        period: Period {
            from: date(2026, 12, 24),
            to: date(2026, 12, 26),
            timezone: "Europe/Berlin".into(),
        },
        generated_at: "2026-12-27T07:00:00Z".parse().expect("a timestamp"),
        summary: vec!["No tickets were created between 24 and 26 December 2026.".into()],
        kpis: Kpis {
            tickets: number(0, None),
            compound: mean(None, None),
            negative_share: mean(None, None),
            comments: number(0, None),
        },
        days: Vec::new(),
        distribution: Counts::default(),
        products: Top::default(),
        teams: Top::default(),
        categories: Top::default(),
        emotions: Top::default(),
        aspects: Top::default(),
        trajectories: Top::default(),
        entities: Top::default(),
        attention: Top::default(),
        notes: Notes {
            scoring_version: "vader-4.1+rules-7".into(),
            rows: 0,
            unread: 0,
            unscored: 0,
            undated: 0,
            snapshot: None,
            filters: Vec::new(),
            late: None,
        },
    }
}

pub fn number(value: u64, previous: Option<u64>) -> Number {
    Number { value, previous }
}

pub fn mean(value: Option<f64>, previous: Option<f64>) -> Mean {
    Mean { value, previous }
}

/// Groups by name, tickets, tickets before, negative share and mean score.
pub fn groups(rows: &[(&str, u64, Option<u64>, f64, f64)]) -> Top<Group> {
    let group = |&(name, tickets, before, share, compound): &(&str, u64, Option<u64>, f64, f64)| {
        let earlier = before.filter(|before| *before > 0);
        Group {
            name: name.into(),
            tickets: number(tickets, before),
            negative_share: mean(Some(share), earlier.map(|_| (share + 0.03).min(1.0))),
            compound: mean(Some(compound), earlier.map(|_| compound - 0.05)),
        }
    };
    Top::of(rows.iter().map(group).collect(), rows.len())
}

pub fn days(from: Date, to: Date, seed: u64) -> Vec<Day> {
    let mut next = generator(seed);
    let mut wander = 0.2;
    from.series(1.day())
        .take_while(|day| *day <= to)
        .map(|date| {
            wander = (wander + f64::from(next(160)) / 1000.0 - 0.079_f64).clamp(-0.35, 0.55);
            let weekday = date.weekday().to_monday_zero_offset() < 5;
            let mut count = |least: u32, spread: u32| {
                let busy = least + next(spread);
                u64::from(if weekday { busy } else { busy / 4 })
            };
            let counts = Counts {
                positive: count(26, 18),
                neutral: count(20, 12),
                negative: count(14, 13),
            };
            Day {
                date,
                compound: Some(wander + f64::from(next(100)) / 1000.0 - 0.05),
                counts,
            }
        })
        .collect()
}

pub fn attention(count: usize, total: u64, from: Date) -> Top<Attention> {
    let texts = [
        "Payment page fails with error 502 after the update of 14 October, third time this week",
        "Cannot export the monthly invoice, button does nothing",
        "Login loop on Safari since Monday, whole team locked out before a deadline",
        "Где мой возврат? Third time I am asking",
        "API rate limit too low for our integration",
        "Mobile app crashes on startup (Android 16)",
        "Refund promised on 2 October still not on our account, and nobody answers: we are considering to cancel the contract for all three sites",
    ];
    let mut next = generator(5);
    let rows = (0..count).map(|i| Attention {
        key: format!("SUP-{}", 10_231 + i * 7),
        summary: texts[i % texts.len()].into(),
        created: from
            .at(9, 30, 0, 0)
            .in_tz("Europe/Berlin")
            .expect("a known zone")
            .timestamp()
            + jiff::SignedDuration::from_hours(72 * i64::from(next(10))),
        priority: ["Highest", "High", "Medium"]
            .get(i % 4)
            .map(|p| (*p).into()),
        compound: if i % 6 == 5 {
            -0.04
        } else {
            f64::from(next(600)) / 1000.0 - 0.95
        },
        label: if i % 6 == 5 {
            Label::Neutral
        } else {
            Label::Negative
        },
        url: Some(format!(
            "https://acme.example/tickets/SUP-{}",
            10_231 + i * 7
        )),
    });
    Top {
        rows: rows.collect(),
        total,
    }
}

/// Numbers below a bound, the same each time.
fn generator(mut state: u64) -> impl FnMut(u32) -> u32 {
    move |bound| {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        u32::try_from(state >> 33).map_or(0, |n| n % bound)
    }
}
