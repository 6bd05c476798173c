//! A year of slots in many zones, counted day by day.

#![expect(clippy::unwrap_used, reason = "a helper of a test may stop it")]

use std::collections::HashSet;

use calendar::Zone;
use jiff::{SignedDuration, Timestamp, civil::date};
use schedule::{Draft, On, Repeat, Rule, Slot, Week, Weekday};

/// Zones of every kind: half hours and quarters, changes at midnight, at 22:00 and of half an hour, none at all.
const ZONES: &[&str] = &[
    "Africa/Cairo",
    "Africa/Casablanca",
    "Africa/El_Aaiun",
    "Africa/Johannesburg",
    "Africa/Lagos",
    "Africa/Nairobi",
    "America/Argentina/Buenos_Aires",
    "America/Asuncion",
    "America/Bogota",
    "America/Caracas",
    "America/Chicago",
    "America/Denver",
    "America/Halifax",
    "America/Havana",
    "America/Los_Angeles",
    "America/Mexico_City",
    "America/Miquelon",
    "America/New_York",
    "America/Nuuk",
    "America/Phoenix",
    "America/Santiago",
    "America/Sao_Paulo",
    "America/Scoresbysund",
    "America/St_Johns",
    "Antarctica/Troll",
    "Asia/Beirut",
    "Asia/Dhaka",
    "Asia/Gaza",
    "Asia/Jerusalem",
    "Asia/Kabul",
    "Asia/Kathmandu",
    "Asia/Kolkata",
    "Asia/Shanghai",
    "Asia/Tehran",
    "Asia/Tokyo",
    "Atlantic/Azores",
    "Australia/Adelaide",
    "Australia/Brisbane",
    "Australia/Eucla",
    "Australia/Lord_Howe",
    "Australia/Perth",
    "Australia/Sydney",
    "Europe/Berlin",
    "Europe/Chisinau",
    "Europe/Dublin",
    "Europe/London",
    "Europe/Moscow",
    "Pacific/Apia",
    "Pacific/Auckland",
    "Pacific/Chatham",
    "Pacific/Easter",
    "Pacific/Kiritimati",
    "Pacific/Marquesas",
    "Pacific/Norfolk",
    "UTC",
];
/// Times that a change of the clock may skip or bring twice, and noon.
const TIMES: [&str; 7] = [
    "00:00", "00:30", "01:45", "02:00", "02:30", "12:00", "23:30",
];
/// Those of them that most zones skip.
const SKIPPED: [&str; 3] = ["00:00", "02:30", "23:30"];
/// Where the clock skips the last hour of a day, so that what is planned in it fires with the next day.
const SKIPS_INTO_THE_NEXT_DAY: [&str; 2] = ["America/Nuuk", "America/Scoresbysund"];

/// The slots planned for a year of the zone's calendar; whatever the rule, they have to be in order.
fn slots(zone: &str, repeat: Repeat, year: i16) -> Vec<Slot> {
    let draft = Draft {
        zone: zone.into(),
        repeat,
    };
    let rule = Rule::new(&draft).unwrap();
    let start = Zone::new(zone).unwrap().start_of(date(year, 1, 1)).unwrap();
    let slots: Vec<Slot> = rule
        .after(start - SignedDuration::from_nanos(1))
        .take_while(|slot| slot.planned().year() == year)
        .collect();
    for pair in slots.windows(2) {
        assert!(pair[0].at() < pair[1].at(), "{draft:?}: {pair:?}");
    }
    let keys: HashSet<String> = slots.iter().map(Slot::key).collect();
    assert_eq!(keys.len(), slots.len(), "{draft:?}");
    slots
}

#[test]
fn daily_fires_once_on_each_local_date() {
    for zone in ZONES {
        for time in TIMES {
            for (year, days) in [(2026, 365), (2028, 366)] {
                let time = time.to_owned();
                let slots = slots(zone, Repeat::Daily { time: time.clone() }, year);
                assert_eq!(slots.len(), days, "{zone} {time}");
                let planned: HashSet<_> = slots.iter().map(|slot| slot.planned().date()).collect();
                assert_eq!(planned.len(), days, "{zone} {time}");
                for slot in slots {
                    let same_day = slot.local().date() == slot.planned().date();
                    let may_pass = slot.is_moved() && SKIPS_INTO_THE_NEXT_DAY.contains(zone);
                    assert!(same_day || may_pass, "{slot:?}");
                }
            }
        }
    }
}

#[test]
fn weekly_fires_once_a_week() {
    use Weekday::{Friday, Monday, Saturday, Sunday};
    for zone in ZONES {
        for time in SKIPPED {
            let weekly = |days: &[Weekday]| {
                let repeat = Repeat::Weekly {
                    days: days.to_vec(),
                    time: time.into(),
                };
                slots(zone, repeat, 2026).len()
            };
            // The year begins and ends with a Thursday.
            assert_eq!(weekly(&[Weekday::Thursday]), 53, "{zone} {time}");
            for day in [Monday, Friday, Saturday, Sunday] {
                assert_eq!(weekly(&[day]), 52, "{zone} {time}");
            }
            assert_eq!(weekly(&[Saturday, Sunday]), 104, "{zone} {time}");
        }
    }
}

#[test]
fn monthly_fires_once_a_month() {
    let on_weekday = |week, weekday| On::Weekday { week, weekday };
    for zone in ZONES {
        for time in SKIPPED {
            for on in [
                On::Day { day: 1 },
                On::Day { day: 29 },
                On::Day { day: 31 },
                On::LastDay,
                On::LastWorkingDay,
                on_weekday(Week::First, Weekday::Sunday),
                on_weekday(Week::Last, Weekday::Sunday),
                on_weekday(Week::Fourth, Weekday::Friday),
            ] {
                let time = time.to_owned();
                let months: Vec<i8> = slots(zone, Repeat::Monthly { on, time }, 2026)
                    .iter()
                    .map(|slot| slot.planned().month())
                    .collect();
                assert_eq!(months, (1..=12).collect::<Vec<i8>>(), "{zone} {on:?}");
            }
        }
    }
}

#[test]
fn cron_is_the_same_as_what_it_spells() {
    for zone in ZONES {
        let cron = |expression: &str| {
            let expression = expression.to_owned();
            slots(zone, Repeat::Cron { expression }, 2026)
        };
        let time = || "02:30".to_owned();
        let daily = Repeat::Daily { time: time() };
        assert_eq!(cron("30 2 * * *"), slots(zone, daily, 2026), "{zone}");
        let monthly = Repeat::Monthly {
            on: On::LastWorkingDay,
            time: time(),
        };
        assert_eq!(cron("30 2 LW * *"), slots(zone, monthly, 2026), "{zone}");
        let weekly = Repeat::Weekly {
            days: vec![Weekday::Sunday, Weekday::Monday],
            time: time(),
        };
        assert_eq!(cron("30 2 * * sun,1"), slots(zone, weekly, 2026), "{zone}");
        // An hour that is skipped or comes again is never twice; nor is one lost otherwise.
        let hours = cron("0 * * * *").len();
        assert!((8758..=8760).contains(&hours), "{zone}: {hours}");
    }
}

#[test]
fn a_year_without_one_of_its_days_has_one_slot_less() {
    let daily = || Repeat::Daily {
        time: "10:00".into(),
    };
    for (zone, year) in [("Pacific/Apia", 2011), ("Pacific/Fakaofo", 2011)] {
        let slots = slots(zone, daily(), year);
        assert_eq!(slots.len(), 364, "{zone}");
        let local: HashSet<_> = slots.iter().map(|slot| slot.local().date()).collect();
        assert_eq!(local.len(), 364, "{zone}");
    }
    // A month goes without no report for it.
    let monthly = Repeat::Monthly {
        on: On::Day { day: 30 },
        time: "10:00".into(),
    };
    assert_eq!(slots("Pacific/Apia", monthly, 2011).len(), 12);
}

#[test]
fn the_zones_say_how_they_want_to_be_shown() {
    let at = |zone: &str| {
        let daily = Repeat::Daily {
            time: "11:00".into(),
        };
        let slot = slots(zone, daily, 2026).swap_remove(0);
        (slot.at(), slot.abbreviation(), slot.offset().to_string())
    };
    let moment = |text: &str| text.parse::<Timestamp>().unwrap();
    assert_eq!(
        at("Asia/Kolkata"),
        (
            moment("2026-01-01T05:30:00Z"),
            "IST".into(),
            "+05:30".into()
        )
    );
    assert_eq!(
        at("Australia/Lord_Howe"),
        (moment("2026-01-01T00:00:00Z"), "+11".into(), "+11".into())
    );
}
