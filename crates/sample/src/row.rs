//! The cells of a ticket's row.

use jiff::{Timestamp, civil::DateTime, tz::TimeZone};

use crate::{
    breaks::Flaw,
    columns::Layout,
    life::{Life, Remark, State, stream},
    phrases::{self, Mood},
    rng::Rng,
    text::{self, Length},
    words,
};

/// Cells by column, ascending; the others are empty.
pub(crate) type Cells = Vec<(usize, String)>;

/// Columns that get a value, looked up once.
#[derive(Debug)]
pub(crate) struct Places {
    wide: bool,
    pub key: usize,
    pub summary: usize,
    comments: (usize, usize),
    custom: (usize, usize),
    layout: Layout,
}

impl Places {
    pub fn new(layout: Layout) -> Self {
        Self {
            wide: layout.custom.1 > 0,
            key: layout.find("Issue key").0,
            summary: layout.find("Summary").0,
            comments: layout.find("Comment"),
            custom: layout.custom,
            layout,
        }
    }

    pub fn names(&self) -> &[String] {
        &self.layout.names
    }

    fn length(&self) -> Length {
        if self.wide {
            Length::Long
        } else {
            Length::Short
        }
    }

    pub fn comment_columns(&self) -> usize {
        self.comments.1
    }
}

/// What a comment turned out to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Tone {
    Known(Mood),
    OtherLanguage,
    Odd,
}

/// What kind of text a comment is; drawn without composing it.
pub(crate) fn tone(seed: u64, life: &Life, index: usize, remark: &Remark) -> Tone {
    match Rng::new(seed, &[stream::COMMENT, life.number, index as u64, 0]).below(100) {
        0..2 => Tone::OtherLanguage,
        2..5 => Tone::Odd,
        _ => Tone::Known(remark.mood),
    }
}

/// All cells of the ticket in the given state.
pub(crate) fn cells(
    seed: u64,
    places: &Places,
    life: &Life,
    state: &State<'_>,
    zone: &TimeZone,
) -> Cells {
    let mut out = Row {
        places,
        cells: Vec::with_capacity(160),
    };
    let local = |at: Timestamp| jira(zone.to_datetime(at));
    let mut rng = Rng::new(seed, &[stream::TEXT, life.number]);
    let cast = &life.cast;
    let assignee = if state.status == "Open" {
        ""
    } else {
        cast.agent
    };
    out.put("Summary", text::title(&mut rng, cast, life.mood));
    out.put(
        "Description",
        text::description(&mut rng, cast, life.mood, places.length()),
    );
    out.put("Issue key", life.key());
    out.put("Issue Type", life.issue_type);
    out.put("Status", state.status);
    out.put("Priority", state.priority);
    out.put("Assignee", assignee);
    out.put("Reporter", cast.person);
    let created = match life.flaw {
        Some(Flaw::Created) => bad_date(&mut rng),
        _ => local(life.created),
    };
    out.put("Created", created);
    out.put("Updated", local(state.updated));
    if places.wide {
        out.put("Resolved", state.resolved.map(local).unwrap_or_default());
        fixed(&mut out, life, state, assignee);
        attachments(&mut out, seed, life, state, zone);
        custom(&mut out, seed, life);
    }
    for (index, remark) in state.remarks.iter().enumerate().take(places.comments.1) {
        let cell = comment(seed, places.length(), life, (index, remark), zone);
        out.cells.push((places.comments.0 + index, cell));
    }
    out.cells.sort_by_key(|(column, _)| *column);
    out.cells
}

struct Row<'a> {
    places: &'a Places,
    cells: Cells,
}

impl Row<'_> {
    fn put(&mut self, name: &str, value: impl Into<String>) {
        self.put_at(name, 0, value);
    }

    /// Puts a value into the n-th column of a name, if the export has that many.
    fn put_at(&mut self, name: &str, index: usize, value: impl Into<String>) {
        let (first, count) = self.places.layout.find(name);
        let value = value.into();
        if index < count && !value.is_empty() {
            self.cells.push((first + index, value));
        }
    }
}

/// The other columns of a wide export that are no custom fields.
fn fixed(out: &mut Row<'_>, life: &Life, state: &State<'_>, assignee: &str) {
    let mut rng = Rng::new(life.number, &[stream::FILL]);
    let cast = &life.cast;
    for (name, value) in [
        ("Project key", "SUP"),
        ("Project name", "Customer Support"),
        ("Project type", "service_desk"),
        ("Project lead", "Nora Feld"),
        ("Project url", "https://example.com/support"),
        ("Creator", cast.person),
        (
            "Resolution",
            if state.resolved.is_some() { "Done" } else { "" },
        ),
    ] {
        out.put(name, value);
    }
    out.put("Issue id", (10_001 + life.number * 3).to_string());
    out.put("Reporter Id", words::account(cast.person));
    out.put("Creator Id", words::account(cast.person));
    if !assignee.is_empty() {
        out.put("Assignee Id", words::account(assignee));
    }
    out.put("Votes", "0");
    out.put("Work Ratio", "-1");
    out.put(
        "Status Category",
        if state.resolved.is_some() {
            "Done"
        } else {
            "In Progress"
        },
    );
    out.put("Rank", format!("0|i{:06x}:", life.number));
    out.put("Components", cast.component);
    for index in 0..rng.index(4) {
        out.put_at("Labels", index, rng.pick(words::LABELS));
    }
    for index in 0..rng.index(4) {
        out.put_at("Watchers", index, rng.pick(words::PEOPLE));
    }
    if rng.chance(0.2) {
        out.put(
            "Environment",
            text::one_of(
                &mut rng,
                cast,
                &["{place}; {product} {version}", "{place}\nbuild {version}"],
            ),
        );
    }
    if life.number > 20 && rng.chance(0.1) {
        out.put("Parent key", format!("SUP-{}", rng.between(1, 20)));
    }
}

/// `date;author;name;url`, as many as the ticket has; a few have nearly as many as there are columns.
fn attachments(out: &mut Row<'_>, seed: u64, life: &Life, state: &State<'_>, zone: &TimeZone) {
    let mut rng = Rng::new(seed, &[stream::FILL, life.number, 1]);
    let count = match rng.below(200) {
        0..100 => 0,
        100..190 => rng.index(4),
        190..199 => rng.index(20),
        _ => 63,
    };
    for index in 0..count {
        let author = words::account(life.cast.person);
        let id = rng.between(10_000, 99_999);
        let at = jira(zone.to_datetime(state.updated.min(life.created)));
        let value = format!(
            "{at};{author};screenshot-{index}.png;https://example.com/secure/attachment/{id}"
        );
        out.put_at("Attachment", index, value);
    }
}

/// About one custom field in eight has a value.
fn custom(out: &mut Row<'_>, seed: u64, life: &Life) {
    let mut rng = Rng::new(seed, &[stream::FILL, life.number, 2]);
    out.put("Custom field (Organizations)", life.cast.customer);
    out.put("Custom field (Product)", life.cast.product().name);
    out.put(
        "Custom field ([CHART] Time in Status)",
        format!("10000_*:*_1_*:*_{}_*|*_3_*:*_1_*:*_0", rng.below(1 << 32)),
    );
    let (first, count) = out.places.custom;
    let mut column = first + 30;
    loop {
        column += rng.index(14) + 1;
        if column >= first + count {
            break;
        }
        let value = match column % 8 {
            0 => rng.pick(&["Yes", "No", "Unknown"]).to_owned(),
            1 => format!("{}.0", rng.below(9_000)),
            2 => format!(
                "{:02}/{}/26 {}:{:02} AM",
                rng.between(1, 28),
                rng.pick(MONTHS),
                rng.between(1, 11),
                rng.below(60)
            ),
            3 => rng.pick(words::PEOPLE).to_owned(),
            4 => "{}".to_owned(),
            5 => format!("ApprovalsCFValue@{:08x}", rng.next() >> 32),
            6 => rng
                .pick(&[
                    "Tier 1, EMEA",
                    "Tier 2 \"gold\"",
                    "Tier 3\nAPAC",
                    "Tier 1; partner",
                ])
                .to_owned(),
            _ => format!("{:x}-{:x}", rng.next() >> 40, rng.next() >> 20),
        };
        out.cells.push((column, value));
    }
}

fn comment(
    seed: u64,
    length: Length,
    life: &Life,
    (index, remark): (usize, &Remark),
    zone: &TimeZone,
) -> String {
    let mut rng = Rng::new(seed, &[stream::COMMENT, life.number, index as u64, 1]);
    let cast = &life.cast;
    let body = match tone(seed, life, index, remark) {
        Tone::OtherLanguage => text::one_of(&mut rng, cast, phrases::OTHER_LANGUAGES),
        Tone::Odd => text::one_of(&mut rng, cast, phrases::ODD),
        Tone::Known(mood) => text::comment(&mut rng, cast, mood, remark.by_agent, length),
    };
    let name = if remark.by_agent {
        cast.agent
    } else {
        cast.person
    };
    let author = match rng.below(10) {
        0 => String::new(),
        1..4 => words::account(name),
        _ => name.to_owned(),
    };
    let flawed = index == 0 && life.flaw == Some(Flaw::Comment);
    let date = if flawed {
        format!("99/Jan/26 {}:07 PM", rng.between(1, 11))
    } else {
        jira(zone.to_datetime(remark.at))
    };
    format!("{date};{author};{body}")
}

const MONTHS: &[&str] = &[
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
];

/// Jira's own layout: `02/Jan/26 3:04 PM`.
fn jira(at: DateTime) -> String {
    let month = MONTHS[usize::from(at.month().unsigned_abs()) - 1];
    let (hour, half) = (at.hour() % 12, if at.hour() < 12 { "AM" } else { "PM" });
    let hour = if hour == 0 { 12 } else { hour };
    format!(
        "{:02}/{month}/{:02} {hour}:{:02} {half}",
        at.day(),
        at.year() % 100,
        at.minute()
    )
}

fn bad_date(rng: &mut Rng) -> String {
    rng.pick(&[
        "soon",
        "31/Feb/26 9:00 AM",
        "2026-13-00 00:00",
        "last Tuesday",
        "12/Foo/26 1:00 PM",
    ])
    .to_owned()
}

#[cfg(test)]
mod tests {
    use jiff::civil::datetime;

    use super::*;

    #[test]
    fn dates_are_written_as_jira_does() {
        assert_eq!(jira(datetime(2026, 1, 2, 15, 4, 0, 0)), "02/Jan/26 3:04 PM");
        assert_eq!(
            jira(datetime(2026, 12, 31, 0, 0, 0, 0)),
            "31/Dec/26 12:00 AM"
        );
        assert_eq!(
            jira(datetime(2026, 12, 31, 12, 30, 0, 0)),
            "31/Dec/26 12:30 PM"
        );
    }
}
