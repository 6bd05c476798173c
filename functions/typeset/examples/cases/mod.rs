//! Reports to look at and to test with: the usual one and the ones that are hard to set.

use brief::{
    Attention, Breakdown, Counts, Day, Entity, Group, Kpis, Label, Mean, Notes, Number, Period,
    Report, Tally,
};
use jiff::ToSpan as _;
use jiff::civil::{Date, date};

/// Every case by name.
pub fn all() -> Vec<(&'static str, Report)> {
    vec![
        ("month", month()),
        ("week", week()),
        ("empty", empty()),
        ("one-day", one_day()),
        ("year", year()),
        ("hostile", hostile()),
        ("all-negative", all_negative()),
        ("many", many()),
    ]
}

/// Thirty-one days of a support team, every section filled.
pub fn month() -> Report {
    let mut report = empty();
    let (from, to) = (date(2026, 10, 1), date(2026, 10, 31));
    report.period.from = from;
    report.period.to = to;
    report.days = days(from, to, 7);
    report.generated_at = "2026-11-01T07:00:00Z".parse().expect("a timestamp");
    report.summary = vec![
        "Customers were calmer than in September: the average score rose by 0.04 to +0.21 while tickets grew by 12%.".into(),
        "Billing stays the sore point. 41% of its 412 tickets are negative, most about refunds that take longer than announced; after the release of 14 October error 502 on the payment page kept customers from paying for two days.".into(),
        "Twelve tickets have turned for the worse since their last reply and are listed overleaf.".into(),
    ];
    report.distribution = report
        .days
        .iter()
        .fold(Counts::default(), |sum, day| sum.plus(day.counts));
    let scored = report.distribution.total();
    report.kpis = Kpis {
        tickets: Number {
            value: scored + 14,
            previous: Some(1_724),
        },
        compound: Mean {
            value: Some(0.2134),
            previous: Some(0.1721),
        },
        negative_share: Mean {
            value: Some(0.2231),
            previous: Some(0.2454),
        },
        comments: Number {
            value: 9_406,
            previous: Some(9_911),
        },
    };
    report.breakdown = Some(Breakdown {
        dimension: "Product".into(),
        rows: [
            ("Billing & refunds", 412, 0.41, -0.14),
            ("Login and single sign-on", 338, 0.33, 0.02),
            ("Mobile app", 291, 0.28, 0.08),
            ("Performance", 217, 0.22, 0.14),
            ("Integrations", 180, 0.16, 0.31),
            ("Feature requests", 142, 0.05, 0.44),
        ]
        .map(|(name, tickets, negative, compound)| Group {
            name: name.into(),
            tickets,
            negative_share: Some(negative),
            compound: Some(compound),
        })
        .into(),
    });
    report.emotions = tallies(&[
        ("Satisfied", 604),
        ("Frustrated", 391),
        ("Grateful", 377),
        ("Worried", 143),
        ("Angry", 96),
    ]);
    report.categories = tallies(&[
        ("Billing", 412),
        ("Bug", 355),
        ("Login", 338),
        ("Performance", 217),
        ("Usability", 164),
    ]);
    report.entities = [
        ("Payment page", 187, -0.32),
        ("Android 16", 122, -0.11),
        ("error 502", 95, -0.46),
        ("Okta", 81, 0.05),
        ("Berlin", 44, 0.22),
    ]
    .map(|(text, tickets, compound)| Entity {
        text: text.into(),
        kind: "PRODUCT".into(),
        tickets,
        compound: Some(compound),
    })
    .into();
    report.attention = attention(12, from);
    report.notes = Notes {
        scoring_version: "vader-4.1+rules-7".into(),
        rows: 21_877,
        unread: 120,
        unscored: 14,
        snapshot: Some("000184".into()),
        filters: Vec::new(),
    };
    report
}

/// The seven days a weekly schedule sends.
fn week() -> Report {
    let mut report = month();
    report.period.from = date(2026, 9, 28);
    report.period.to = date(2026, 10, 4);
    report.days = days(report.period.from, report.period.to, 23);
    report.days.remove(5);
    report.notes.filters = vec!["Product: Billing & refunds".into()];
    report
}

/// A period in which nothing happened.
pub fn empty() -> Report {
    Report {
        title: "Customer sentiment report".into(),
        workspace: "Acme Support EMEA".into(),
        period: Period {
            from: date(2026, 12, 24),
            to: date(2026, 12, 26),
            timezone: "Europe/Berlin".into(),
        },
        generated_at: "2026-12-27T07:00:00Z".parse().expect("a timestamp"),
        summary: vec!["No tickets were created in this period.".into()],
        kpis: Kpis {
            tickets: Number {
                value: 0,
                previous: None,
            },
            compound: Mean {
                value: None,
                previous: None,
            },
            negative_share: Mean {
                value: None,
                previous: None,
            },
            comments: Number {
                value: 0,
                previous: None,
            },
        },
        days: Vec::new(),
        distribution: Counts::default(),
        breakdown: None,
        emotions: Vec::new(),
        categories: Vec::new(),
        entities: Vec::new(),
        attention: Vec::new(),
        notes: Notes {
            scoring_version: "vader-4.1+rules-7".into(),
            rows: 0,
            unread: 0,
            unscored: 0,
            snapshot: None,
            filters: Vec::new(),
        },
    }
}

/// A single day.
pub fn one_day() -> Report {
    let mut report = month();
    report.period.to = report.period.from;
    report.days.truncate(1);
    report.attention.truncate(3);
    report
}

/// A leap year, day by day.
pub fn year() -> Report {
    let mut report = month();
    report.period.from = date(2024, 1, 1);
    report.period.to = date(2024, 12, 31);
    report.days = days(report.period.from, report.period.to, 99);
    report
}

/// Text that looks like markup, runs the other way, never ends or has no glyph.
pub fn hostile() -> Report {
    let mut report = month();
    report.title = "#panic() *bold* $x^2$ @ref <label> `raw` \\ // no comment".into();
    report.workspace = "شركة الدعم — חברת תמיכה — 株式会社サポート".into();
    report.summary = vec![
        "= Heading\n- item\n+ item\n/ term: x #let x = 1 #read(\"/etc/passwd\")".into(),
        "word ".repeat(600),
        "x".repeat(2_000),
    ];
    let texts = [
        "#import \"@preview/evil:1.0.0\": * #evil()",
        "مرحبا، الدفع لا يعمل منذ التحديث الأخير ولا أحد يرد",
        "התשלום לא עובד מאז העדכון האחרון",
        "支払いページがエラー502で失敗します。返金はいつですか？",
        "결제 페이지가 업데이트 후 작동하지 않습니다",
        "ระบบชำระเงินใช้งานไม่ได้",
        "👩‍👩‍👧‍👦🔥🔥 cannot pay ❤️ e\u{301}\u{302}\u{303}\u{304} \u{202e}gnp.exe\u{0}\u{7}\u{feff}",
        "Где мой возврат? Πού είναι η επιστροφή χρημάτων; Zażółć gęślą jaźń",
    ];
    for (ticket, text) in report.attention.iter_mut().zip(texts) {
        ticket.summary = text.into();
    }
    report.attention[8].summary = "aaaaaaaaaaaaaaaaaaaa".repeat(500);
    report.attention[8].key = "K".repeat(300);
    report.attention[8].priority = Some("P0 – everything is on fire, all hands".into());
    if let Some(breakdown) = &mut report.breakdown {
        breakdown.rows[0].name = "https://example.com/a/very/long/path/".repeat(20);
        breakdown.rows[1].name = "#text(red)[x]".into();
    }
    report.emotions[0].name = "*angry* _very_ ".repeat(9);
    report.entities[0].text = "支付页面".repeat(20);
    report
}

/// One sentiment only.
pub fn all_negative() -> Report {
    let mut report = month();
    for day in &mut report.days {
        day.compound = Some(-1.0);
        day.counts = Counts {
            negative: day.counts.total(),
            ..Counts::default()
        };
    }
    report.distribution = Counts {
        negative: 2_000,
        ..Counts::default()
    };
    report.kpis.compound.value = Some(-1.0);
    report.kpis.negative_share.value = Some(1.0);
    if let Some(breakdown) = &mut report.breakdown {
        breakdown.rows[0].negative_share = Some(1.0);
        breakdown.rows[1].negative_share = Some(0.0);
        breakdown.rows[2].negative_share = None;
        breakdown.rows[2].compound = None;
    }
    report
}

/// As many rows as a report may have.
pub fn many() -> Report {
    let mut report = month();
    report.attention = attention(brief::MAX_ATTENTION, report.period.from);
    report
}

fn tallies(rows: &[(&str, u64)]) -> Vec<Tally> {
    rows.iter()
        .map(|&(name, tickets)| Tally {
            name: name.into(),
            tickets,
        })
        .collect()
}

fn days(from: Date, to: Date, seed: u64) -> Vec<Day> {
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

fn attention(count: usize, from: Date) -> Vec<Attention> {
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
    (0..count)
        .map(|i| Attention {
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
                "https://acme.example/browse/SUP-{}",
                10_231 + i * 7
            )),
        })
        .collect()
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
