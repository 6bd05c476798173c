//! The hour of a ticket's creation, where a table has it in a column beside the date.

use jiff::{Timestamp, civil::Time};

use crate::{Zone, date::Reading, mapping};

/// What such a column is called.
const NAMES: &[&str] = &[
    "time",
    "hora",
    "heure",
    "uhrzeit",
    "ora",
    "orario",
    "tijd",
    "czas",
    "godzina",
    "cas",
    "tid",
    "klokkeslett",
    "saat",
    "время",
    "час",
    "時刻",
    "時間",
    "时间",
    "시간",
];

/// The one column of that name, if there is one.
pub(crate) fn column(names: &[String]) -> Option<usize> {
    let is = |name: &&String| NAMES.contains(&mapping::folded(name).as_str());
    let mut found = names.iter().enumerate().filter(|(_, name)| is(name));
    let (column, _) = found.next()?;
    found.next().is_none().then_some(column)
}

/// The time a cell says: a clock's, or the part of a day as spreadsheets count.
pub(super) fn read(text: &str) -> Option<Time> {
    let text = text.trim();
    if let Some(part) = text.strip_prefix("0.").or_else(|| text.strip_prefix("0,")) {
        let day: f64 = format!("0.{part}").parse().ok()?;
        #[expect(
            clippy::cast_possible_truncation,
            reason = "a day has so many seconds that fit"
        )]
        let seconds = (day * 86_400.0).round() as i32;
        let [hour, minute, second] = [seconds / 3_600, seconds / 60 % 60, seconds % 60];
        let small = |number: i32| i8::try_from(number).ok();
        return Time::new(small(hour)?, small(minute)?, small(second)?, 0).ok();
    }
    // Workbooks hold a time as a moment of their first day.
    let first_days = ["1899-12-30 ", "1899-12-31 ", "1900-01-01 ", "1904-01-01 "];
    let text = first_days
        .iter()
        .find_map(|day| text.strip_prefix(day))
        .unwrap_or(text);
    text.contains(':').then(|| Reading::clock(text))?
}

/// A day's first moment, moved to that time; any other moment stays.
pub(super) fn at(moment: Timestamp, time: Time, zone: &Zone) -> Timestamp {
    let local = zone.time_zone().to_datetime(moment);
    if local.time() != Time::midnight() {
        return moment;
    }
    zone.instant(local.date().to_datetime(time))
        .unwrap_or(moment)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Options, detect};

    #[test]
    fn clocks_and_parts_of_days() {
        let time = |text| read(text).map(|time| time.to_string());
        assert_eq!(time("3:53:50 PM").as_deref(), Some("15:53:50"));
        assert_eq!(time("09:05").as_deref(), Some("09:05:00"));
        assert_eq!(time("1899-12-31 09:12:58").as_deref(), Some("09:12:58"));
        assert_eq!(time("0.361111111111111").as_deref(), Some("08:40:00"));
        for other in ["1", "soon", "0.x", "25:00", "2026-01-02"] {
            assert_eq!(time(other), None, "{other}");
        }
    }

    #[test]
    fn date_and_hour_in_two_columns_are_one_moment() {
        let created = |csv: &str| {
            let (format, sniff) = detect(csv.as_bytes(), true).unwrap();
            let mapping = format.propose(&sniff);
            let zone = Zone::new("Europe/Berlin").unwrap();
            let options = Options::new(zone, "2026-10-01T00:00:00Z".parse().unwrap());
            let mut inspector = format.inspector(&sniff, &mapping, options).unwrap();
            inspector.feed(csv.as_bytes()).unwrap();
            let found = inspector.finish().unwrap();
            let chunk = &found.chunks[0];
            let read = format.read_chunk(&chunk.of(csv.as_bytes()), &found, chunk);
            read.unwrap().tickets[0].created_at.unwrap().to_string()
        };
        let two = "Ticket #,Complaint,Date,Time\n7,No signal at all,22-04-15,3:53:50 PM\n";
        assert_eq!(created(two), "2015-04-22T13:53:50Z");
        let whole = "Ticket #,Complaint,Created,Time\n7,No signal,2026-04-22 10:00,3:53 PM\n";
        assert_eq!(created(whole), "2026-04-22T08:00:00Z");
        let spent = "Ticket #,Complaint,Created,Time\n7,No signal,2026-04-22,1:30\n";
        assert_eq!(created(spent), "2026-04-21T22:00:00Z");
    }
}
