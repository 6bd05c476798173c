//! What holds for every rule, every zone and every clock, however it jumps.

#![expect(clippy::unwrap_used, reason = "a helper of a test may stop it")]

use std::collections::HashSet;

use jiff::{SignedDuration, Timestamp, civil::DateTime};
use proptest::prelude::*;
use schedule::{CatchUp, Coverage, Draft, On, Repeat, Rule, Slot, Week, Weekday};

const ZONES: &[&str] = &[
    "Africa/Cairo",
    "Africa/Casablanca",
    "America/Nuuk",
    "America/Santiago",
    "America/St_Johns",
    "Antarctica/Troll",
    "Asia/Kathmandu",
    "Australia/Lord_Howe",
    "Europe/Berlin",
    "Pacific/Apia",
    "Pacific/Chatham",
    "UTC",
];
const EXPRESSIONS: &[&str] = &[
    "*/20 * * * *",
    "0 * * * *",
    "15,45 0-3,23 * * *",
    "30 2 * 3,4,9,10 sat,sun",
    "0 0 LW * *",
    "0 9 15W * *",
    "0 9 * * fri#2,5L",
    "59 23 29 2 *",
];
const WEEKDAYS: &[Weekday] = &[
    Weekday::Monday,
    Weekday::Friday,
    Weekday::Saturday,
    Weekday::Sunday,
];

fn rules() -> impl Strategy<Value = Rule> {
    let time = (0..24u8, 0..60u8).prop_map(|(hour, minute)| format!("{hour:02}:{minute:02}"));
    let weekday = || prop::sample::select(WEEKDAYS);
    let week = prop::sample::select(
        &[
            Week::First,
            Week::Second,
            Week::Third,
            Week::Fourth,
            Week::Last,
        ][..],
    );
    let on = prop_oneof![
        (1..=31u8).prop_map(|day| On::Day { day }),
        Just(On::LastDay),
        Just(On::LastWorkingDay),
        (week, weekday()).prop_map(|(week, weekday)| On::Weekday { week, weekday }),
    ];
    let repeat = prop_oneof![
        time.clone().prop_map(|time| Repeat::Daily { time }),
        (prop::collection::vec(weekday(), 1..4), time.clone())
            .prop_map(|(days, time)| Repeat::Weekly { days, time }),
        (on, time).prop_map(|(on, time)| Repeat::Monthly { on, time }),
        prop::sample::select(EXPRESSIONS).prop_map(|expression| Repeat::Cron {
            expression: expression.into()
        }),
    ];
    (prop::sample::select(ZONES), repeat).prop_map(|(zone, repeat)| {
        let zone = zone.to_owned();
        Rule::new(&Draft { zone, repeat }).unwrap()
    })
}

/// A rule, and a moment of the years 1975 to 2065 to the second: most within hours of a change of the clock.
fn cases() -> impl Strategy<Value = (Rule, Timestamp)> {
    let beside = prop::option::weighted(0.8, -3_600..2 * 3_600i64);
    (rules(), 157_766_400i64..2_997_000_000, beside).prop_map(|(rule, second, beside)| {
        let moment = Timestamp::from_second(second).unwrap();
        let change = rule.zone().time_zone().following(moment).next();
        let from = match (change, beside) {
            (Some(change), Some(seconds)) => later(change.timestamp(), seconds),
            _ => moment,
        };
        (rule, from)
    })
}

/// Jumps of the clock in seconds: most small, some of two hours or two days either way.
fn steps() -> impl Strategy<Value = Vec<i64>> {
    let step = prop_oneof![
        4 => 1..7_200i64,
        1 => Just(2 * 3_600),
        1 => Just(-2 * 3_600),
        1 => Just(2 * 86_400),
        1 => Just(-2 * 86_400),
    ];
    prop::collection::vec(step, 1..60)
}

fn later(moment: Timestamp, seconds: i64) -> Timestamp {
    moment + SignedDuration::from_secs(seconds)
}

proptest! {
    #[test]
    fn slots_increase_and_do_not_depend_on_where_one_begins(
        (rule, from) in cases(),
        ahead in 0..200_000_000i64,
    ) {
        let slots: Vec<Slot> = rule.after(from).take(40).collect();
        prop_assert_eq!(slots.len(), 40);
        prop_assert!(slots[0].at() > from);
        for pair in slots.windows(2) {
            prop_assert!(pair[0].at() < pair[1].at());
            prop_assert!(pair[0].planned() < pair[1].planned());
            // Asked from the last one, and looking back from the next.
            prop_assert_eq!(rule.next(pair[0].at()), Some(pair[1].clone()));
            prop_assert_eq!(rule.previous(pair[1].at()), Some(pair[0].clone()));
        }
        let begin = later(from, ahead % (slots[39].at().as_second() - from.as_second()));
        let rest: Vec<&Slot> = slots.iter().filter(|slot| slot.at() > begin).collect();
        let anew: Vec<Slot> = rule.after(begin).take(rest.len()).collect();
        prop_assert_eq!(rest, anew.iter().collect::<Vec<_>>());
    }

    #[test]
    fn a_slot_fires_when_the_clock_first_shows_its_time_or_a_later_one((rule, from) in cases()) {
        for slot in rule.after(from).take(20) {
            let zone = slot.zone().time_zone();
            let shown = |moment| -> DateTime { zone.to_datetime(moment) };
            prop_assert!(shown(slot.at()) >= slot.planned());
            prop_assert!(shown(slot.at() - SignedDuration::from_nanos(1)) < slot.planned());
            for minutes in (15..=26 * 60).step_by(15) {
                prop_assert!(shown(slot.at() - SignedDuration::from_mins(minutes)) < slot.planned());
            }
            prop_assert_eq!(Slot::from_key(&slot.key()), Ok(slot));
        }
    }

    #[test]
    fn no_jump_of_the_clock_gives_a_slot_twice_or_loses_one(
        (rule, from) in cases(),
        steps in steps(),
        most in 1..6usize,
        catch_up in prop::sample::select(&[CatchUp::Latest, CatchUp::All, CatchUp::None][..]),
    ) {
        let grace = SignedDuration::from_mins(5);
        let (mut now, mut since, mut latest) = (from, from, from);
        let (mut booked, mut keys) = (Vec::new(), HashSet::new());
        for step in steps {
            now = later(now, step);
            latest = latest.max(now);
            loop {
                let due = rule.due(since, now, most);
                prop_assert!(due.slots.len() <= most);
                let more = due.more;
                let split = catch_up.split(due, now, grace);
                for sending in &split.send {
                    prop_assert!(catch_up != CatchUp::None || !sending.late);
                }
                prop_assert!(catch_up != CatchUp::All || split.skipped.is_empty());
                if catch_up == CatchUp::Latest {
                    prop_assert!(split.send.iter().filter(|sending| sending.late).count() <= 1);
                }
                let mut all = split.skipped;
                all.extend(split.send.into_iter().map(|sending| sending.slot));
                all.sort_by_key(Slot::at);
                for slot in all {
                    prop_assert!(slot.at() <= now && slot.at() > since);
                    prop_assert!(keys.insert(slot.key()), "{} twice", slot.key());
                    since = slot.at();
                    booked.push(slot);
                }
                if !more {
                    break;
                }
            }
        }
        let wanted: Vec<Slot> = rule.after(from).take_while(|slot| slot.at() <= latest).collect();
        prop_assert_eq!(booked, wanted);
    }

    #[test]
    fn what_is_covered_is_over_and_touches_what_is_before(
        (rule, from) in cases(),
        coverage in prop::sample::select(&[
            Coverage::Yesterday,
            Coverage::Last7Days,
            Coverage::LastWeek,
            Coverage::LastMonth,
            Coverage::LastQuarter,
            Coverage::SinceLastDelivery,
        ][..]),
    ) {
        let mut delivered = None;
        for slot in rule.after(from).take(5) {
            let covered = coverage.of(&slot, &rule, delivered).unwrap();
            let (now, before) = (covered.now.period(), covered.before.period());
            prop_assert!(now.end() <= slot.at());
            prop_assert_eq!(before.end(), now.start());
            if coverage == Coverage::SinceLastDelivery {
                prop_assert_eq!(now.end(), slot.at());
                prop_assert!(delivered.is_none_or(|at| at == now.start()));
            }
            delivered = Some(slot.at());
        }
    }

    #[test]
    fn any_text_is_read_or_refused(text in "[-0-9*/,#?LWa-zA-Z+@ ]{0,20}", zone in ".{0,20}") {
        let expression = text.clone();
        let cron = Rule::new(&Draft { zone: "UTC".into(), repeat: Repeat::Cron { expression } });
        if let Ok(rule) = cron {
            prop_assert!(rule.next(Timestamp::UNIX_EPOCH).is_some());
        }
        let draft = Draft { zone, repeat: Repeat::Daily { time: text } };
        prop_assert!(Rule::new(&draft).is_err());
    }

    #[test]
    fn five_short_fields_that_are_read_fire(
        fields in prop::collection::vec("[*0-9]|[0-9]{1,2}|\\*/[0-9]|[0-9]-[0-9]|[0-9],[0-9]|L|[0-9]W|[0-9]L|MON#[0-9]", 5),
    ) {
        let expression = fields.join(" ");
        let cron = Rule::new(&Draft { zone: "UTC".into(), repeat: Repeat::Cron { expression } });
        if let Ok(rule) = cron {
            let slots: Vec<Slot> = rule.after(Timestamp::UNIX_EPOCH).take(3).collect();
            prop_assert_eq!(slots.len(), 3);
        }
    }
}
