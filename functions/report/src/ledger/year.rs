//! A year of schedules in forty zones: workers die anywhere, servers refuse and vanish, the clock leaps. Every slot ends in
//! one row for each recipient, and no mail is handed over twice.

use std::collections::{BTreeMap, BTreeSet};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};

use endpoint::testing::{App, block_on};
use identity::Role;
use jiff::{SignedDuration, Timestamp};
use mail::{Failure, Kind, Step, Words};
use serde_json::json;

use super::post::{Courier, Offered, Outgoing, Post};
use super::{Tools, tick};
use crate::{Setting, Typesetter, router, testing};

const ZONES: [&str; 40] = [
    "UTC",
    "Europe/Berlin",
    "Europe/London",
    "Europe/Lisbon",
    "Europe/Moscow",
    "Europe/Istanbul",
    "Atlantic/Azores",
    "Africa/Cairo",
    "Africa/Casablanca",
    "Africa/Johannesburg",
    "Africa/Lagos",
    "Asia/Kolkata",
    "Asia/Kathmandu",
    "Asia/Tehran",
    "Asia/Kabul",
    "Asia/Yangon",
    "Asia/Shanghai",
    "Asia/Tokyo",
    "Asia/Seoul",
    "Asia/Singapore",
    "Asia/Dubai",
    "Asia/Jerusalem",
    "Asia/Beirut",
    "Asia/Gaza",
    "Australia/Sydney",
    "Australia/Adelaide",
    "Australia/Eucla",
    "Australia/Lord_Howe",
    "Pacific/Auckland",
    "Pacific/Chatham",
    "Pacific/Apia",
    "Pacific/Kiritimati",
    "America/New_York",
    "America/Los_Angeles",
    "America/St_Johns",
    "America/Sao_Paulo",
    "America/Santiago",
    "America/Asuncion",
    "America/Havana",
    "America/Nuuk",
];

/// A sequence of numbers that only looks like chance: every run is the same.
#[derive(Clone)]
struct Chance(Arc<AtomicU64>);

impl Chance {
    fn one_in(&self, many: u64) -> bool {
        self.below(many) == 0
    }

    /// `SplitMix64`.
    fn below(&self, many: u64) -> u64 {
        let mut z = self.0.fetch_add(0x9E37_79B9_7F4A_7C15, Ordering::Relaxed);
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (z ^ (z >> 31)) % many
    }

    /// The process ends here, now and then.
    fn dies(&self) {
        if self.one_in(60) {
            std::panic::resume_unwind(Box::new("killed"));
        }
    }
}

/// A mail server that lives on when its clients die: how often it had each message, and how often it said so.
#[derive(Clone)]
struct Server {
    chance: Chance,
    had: Arc<Mutex<BTreeMap<String, (u32, u32)>>>,
    down: Arc<AtomicU64>,
}

impl Post for Server {
    fn public_url(&self) -> Option<&str> {
        None
    }

    fn written(&self, message: &Outgoing) -> Result<Vec<u8>, String> {
        Ok(message.message_id.clone().into_bytes())
    }

    fn courier(&self) -> Box<dyn Courier> {
        Box::new(Line(self.clone()))
    }
}

struct Line(Server);

impl Courier for Line {
    fn offer<'a>(&'a mut self, to: &str, _: usize) -> Result<Box<dyn Offered + 'a>, Failure> {
        let chance = &self.0.chance;
        chance.dies();
        if self.0.down.load(Ordering::Relaxed) == 1 {
            return Err(Failure::new(Step::Connect, Kind::Unreachable, "down"));
        }
        if to.starts_with("gone") {
            return Err(
                Failure::new(Step::Recipient, Kind::Permanent, "no such user").with_code(550),
            );
        }
        if chance.one_in(20) {
            return Err(Failure::new(Step::Recipient, Kind::Transient, "later").with_code(450));
        }
        Ok(Box::new(Offer(&self.0)))
    }
}

struct Offer<'a>(&'a Server);

impl Offered for Offer<'_> {
    fn transmit(self: Box<Self>, message: &[u8]) -> Result<Words, Failure> {
        let chance = &self.0.chance;
        chance.dies();
        let unknown = || Failure::new(Step::Message, Kind::Unknown, "lost");
        if chance.one_in(200) {
            return Err(unknown());
        }
        let id = String::from_utf8(message.to_vec()).unwrap();
        let count = |both: fn(&mut (u32, u32))| {
            let mut had = self
                .0
                .had
                .lock()
                .unwrap_or_else(std::sync::PoisonError::into_inner);
            both(had.entry(id.clone()).or_default());
        };
        count(|(had, _)| *had += 1);
        chance.dies();
        if chance.one_in(200) {
            return Err(unknown());
        }
        count(|(_, said)| *said += 1);
        chance.dies();
        Ok(Words::new("taken"))
    }
}

/// A typesetter in whose hands the process may end.
fn typesetter(chance: &Chance) -> Typesetter {
    let chance = chance.clone();
    let pdf = move |_: String| -> Setting<Vec<u8>> {
        let chance = chance.clone();
        Box::pin(async move {
            chance.dies();
            Ok(b"%PDF".to_vec())
        })
    };
    Typesetter::new(pdf, |_| Box::pin(async { Ok(String::new()) }))
}

/// The schedule of a number: zones and rules in turn, at odd minutes and in hours that some days lack.
fn schedule(number: usize) -> serde_json::Value {
    let time = format!("{:02}:{:02}", number * 7 % 24, number * 13 % 60);
    let repeat = match number % 8 {
        0 => json!({"kind": "daily", "time": time}),
        1..=4 => json!({"kind": "weekly", "days": ["monday"], "time": time}),
        5 => json!({"kind": "monthly", "on": {"kind": "last_working_day"}, "time": time}),
        6 => json!({"kind": "monthly", "on": {"kind": "day", "day": 31}, "time": time}),
        _ => json!({"kind": "cron", "expression": "30 2 * * SUN"}),
    };
    let recipients = if number % 50 == 3 {
        json!(["admin@workspace-1.example", "gone@elsewhere.example"])
    } else {
        json!([])
    };
    let periods = [
        "yesterday",
        "last_week",
        "since_last_delivery",
        "last_month",
    ];
    let rules = ["latest", "all", "none"];
    json!({
        "name": format!("Schedule {number}"), "timezone": ZONES[number % ZONES.len()], "repeat": repeat,
        "period": periods[number / 8 % 4], "catch_up": rules[number % 3],
        "recipients": recipients,
    })
}

/// How many schedules, and for how many days: few where all tests run, a year of a thousand where somebody asks.
fn size() -> (usize, i64) {
    if std::env::var_os("UNDERTONE_TEST_YEAR").is_some() {
        (1_000, 366)
    } else {
        (40, 40)
    }
}

#[test]
fn every_slot_ends_in_one_row_and_no_mail_is_handed_over_twice() {
    let (schedules, days) = size();
    let app = App::new(|cx| router(cx, testing::typesetter()).0);
    let token = app.sign_in(Role::Admin);
    let begun = app.cx.clock.now();
    for number in 0..schedules {
        let made = app
            .post("/api/report/schedules")
            .bearer(&token)
            .json(&schedule(number))
            .send();
        assert_eq!(made.status, 201, "{}", made.text());
    }
    app.execute("UPDATE mail_addresses SET confirmed_at = requested_at");
    let chance = Chance(Arc::new(AtomicU64::new(7)));
    let server = Server {
        chance: chance.clone(),
        had: Arc::default(),
        down: Arc::default(),
    };
    let end = begun + SignedDuration::from_hours(24 * days);
    let hook = std::panic::take_hook();
    std::panic::set_hook(Box::new(|_| {}));
    let mut deaths = 0;
    while app.cx.clock.now() < end {
        deaths += u32::from(!ticked(&app, &server, &chance));
        app.cx.clock.advance(pause(&chance));
        server
            .down
            .store(u64::from(chance.one_in(40)), Ordering::Relaxed);
    }
    // What is left has its leases and its tries, and no new slot.
    app.execute("UPDATE report_schedules SET next_slot_at = NULL");
    server.down.store(0, Ordering::Relaxed);
    for _ in 0..1_000 {
        ticked(&app, &server, &chance);
        app.cx.clock.advance(SignedDuration::from_mins(20));
        if open(&app) == 0 {
            break;
        }
    }
    std::panic::set_hook(hook);
    let counts = judged(&app, &server, begun);
    eprintln!("{schedules} schedules, {days} days, {deaths} deaths: {counts:?}");
    assert!(deaths > 20 && counts["sent"] > 100);
}

/// One tick; false when its process died.
fn ticked(app: &App, server: &Server, chance: &Chance) -> bool {
    let typesetter = typesetter(chance);
    let tools = Tools {
        typesetter: &typesetter,
        post: Some(server),
        call: &testing::no_calls(),
    };
    let tick = || block_on(tick(&app.cx, &tools));
    catch_unwind(AssertUnwindSafe(tick)).is_ok()
}

/// Mostly some minutes; now and then hours without a process, or a clock that is set.
fn pause(chance: &Chance) -> SignedDuration {
    match chance.below(300) {
        0 => SignedDuration::from_hours(48),
        1 => SignedDuration::from_hours(-48),
        2 => SignedDuration::from_hours(2),
        3 => SignedDuration::from_hours(-2),
        4 => SignedDuration::from_hours(9),
        few => SignedDuration::from_mins(i64::try_from(few % 14).unwrap() + 1),
    }
}

fn open(app: &App) -> i64 {
    let select = "SELECT count(*) FROM report_deliveries WHERE next_attempt_at IS NOT NULL";
    let (count,) = block_on(app.cx.records.query_one(select, ())).unwrap();
    count
}

/// Number, schedule, slot, recipient, status, Message-ID and kind of a row.
type Row = (String, String, String, String, String, String, String);

/// Holds rows, slots and the server's counts against each other.
fn judged(app: &App, server: &Server, begun: Timestamp) -> BTreeMap<String, u32> {
    assert_eq!(open(app), 0);
    let select =
        "SELECT id, schedule_id, slot, recipient, status, message_id, kind FROM report_deliveries";
    let rows: Vec<Row> = block_on(app.cx.records.query(select, ())).unwrap();
    let told_of: BTreeSet<(&str, &str)> = rows
        .iter()
        .filter_map(|row| Some((row.1.as_str(), row.2.strip_prefix("notice:")?)))
        .collect();
    let mut bad = BTreeSet::new();
    let had = server
        .had
        .lock()
        .unwrap_or_else(std::sync::PoisonError::into_inner);
    let mut counts = BTreeMap::<String, u32>::new();
    let mut slots = BTreeMap::<(String, String), u32>::new();
    for (_, schedule, slot, recipient, status, message, kind) in &rows {
        let (had, said) = had.get(message).copied().unwrap_or_default();
        let told = format!("{slot} to {recipient}: {status}, had {had} times, said {said} times");
        assert!(had <= 1, "{told}");
        match status.as_str() {
            "sent" => assert_eq!((had, said), (1, 1), "{told}"),
            "failed" | "skipped" => assert_eq!((had, said), (0, 0), "{told}"),
            // Whoever died before it could book the answer leaves it unknown, too.
            "unknown" => {}
            other => panic!("{other}: {told}"),
        }
        if kind == "slot" {
            *counts.entry(status.clone()).or_default() += 1;
            *slots.entry((schedule.clone(), slot.clone())).or_default() += 1;
            if matches!(status.as_str(), "failed" | "unknown") {
                bad.insert((schedule.as_str(), slot.as_str()));
            }
        }
    }
    assert_eq!(
        bad, told_of,
        "slots of which something failed, and those owners were told of"
    );
    let select = format!("{} ORDER BY s.id", crate::schedules::SELECT);
    let schedules: Vec<crate::schedules::Schedule> =
        block_on(app.cx.records.query(&select, ())).unwrap();
    for schedule in schedules {
        let recipients = block_on(crate::schedules::recipients::of(
            &app.cx.records,
            &schedule.id,
        ));
        let rule = schedule.rule().unwrap();
        let due = rule.due(begun, schedule.examined_until, usize::MAX);
        assert!(!due.slots.is_empty() || schedule.examined_until == begun);
        for slot in due.slots {
            let rows = slots.remove(&(schedule.id.clone(), slot.key()));
            let all = u32::try_from(recipients.as_ref().unwrap().len()).ok();
            assert_eq!(rows, all, "{} {}", schedule.name, slot.key());
        }
    }
    assert_eq!(slots, BTreeMap::new(), "rows of slots that are none");
    counts
}
