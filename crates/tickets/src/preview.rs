//! The first tickets of a file as a mapping reads them, before all of it is read.

use jiff::Timestamp;

use crate::{
    Field, Mapping, Origin, Reading, Rows, Sniff, Zone, date::Evidence, header_zone,
    inspect::is_count, key,
};

/// A ticket of the head, as far as a person needs it to judge a mapping.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Preview {
    /// Its key.
    pub key: String,
    /// Its title.
    pub summary: String,
    /// Its creation date as the file has it.
    pub created: String,
    /// The moment that is; none where it cannot be read, or day and month cannot be told apart yet.
    pub created_at: Option<Timestamp>,
    /// Where it stands.
    pub status: String,
    /// How many comments it has.
    pub comments: usize,
}

impl Sniff {
    /// The first `most` rows as they stand in the file, behind the columns that were put in front of it; what is empty at
    /// the end of a row is left out.
    pub fn rows(&self, most: usize) -> Vec<Vec<String>> {
        let controls = self.origin.map_or(0, Origin::controls);
        let dense = |cells: &Vec<(usize, String)>| {
            let mut row = Vec::new();
            for (column, value) in cells.iter().filter(|(column, _)| *column >= controls) {
                row.resize(column - controls, String::new());
                row.push(value.clone());
            }
            row
        };
        self.samples.iter().take(most).map(dense).collect()
    }
}

impl Mapping {
    /// The first `most` tickets. The order of day and month is the one that was said, else what the head shows.
    pub fn preview(&self, sniff: &Sniff, zone: &Zone, most: usize) -> Vec<Preview> {
        let mut evidence = Evidence::default();
        let serials = sniff.origin.map(Origin::serials).unwrap_or_default();
        for (column, value) in sniff.samples.iter().flatten() {
            let dated = Field::ALL
                .into_iter()
                .filter(|field| field.is_date())
                .any(|field| self.columns(field).contains(column));
            if let (true, Ok(reading)) = (dated, Reading::in_column(value, serials)) {
                evidence.add(reading, 0, *column, value);
            }
        }
        let order = evidence.decide(self.date_order(), |_| String::new());
        let order = order.map_or(None, |(_, order)| order);
        let read = |row: &[(usize, String)]| {
            let filled = |field| {
                let columns = self.columns(field);
                let cells = row.iter();
                cells.filter(move |(column, value)| {
                    columns.contains(column) && !value.trim().is_empty()
                })
            };
            let first = |field| {
                let mut values = filled(field).map(|(_, value)| value.clone());
                values.next().unwrap_or_default()
            };
            let created = first(Field::CreatedAt);
            let read = Reading::in_column(&created, serials).and_then(|reading| {
                let named = filled(Field::CreatedAt).next();
                let named =
                    named.and_then(|(column, _)| header_zone::of(&sniff.header.name(*column)));
                reading.instant(order, named.as_ref().unwrap_or(zone))
            });
            Preview {
                key: self.key_of(&first(Field::TicketId), |wanted| {
                    let mut cells = row.iter();
                    let (_, value) = cells.find(|(column, _)| *column == wanted)?;
                    Some(value.clone())
                }),
                summary: self.without_key(&first(Field::Summary)),
                created_at: read.ok(),
                created,
                status: first(Field::Status),
                comments: filled(Field::Comments)
                    .filter(|(_, text)| !is_count(text.as_bytes()))
                    .count(),
            }
        };
        let mut tickets: Vec<(&str, Preview)> = Vec::new();
        for row in &sniff.samples {
            let key = self.ticket_of(sniff, row);
            let mut known = tickets.iter();
            let place = known.position(|(of, _)| key.is_some_and(|key| key == *of));
            match place {
                None if tickets.len() < most => tickets.push((key.unwrap_or_default(), read(row))),
                None if self.rows().is_tickets() => break,
                Some(place) if self.rows() != Rows::Versions => {
                    tickets[place].1.comments += read(row).comments.max(1);
                }
                None | Some(_) => {}
            }
        }
        tickets.into_iter().map(|(_, ticket)| ticket).collect()
    }

    /// The key of the ticket that a row of the head belongs to, where others may belong to it, too.
    fn ticket_of<'a>(&self, sniff: &'a Sniff, row: &'a [(usize, String)]) -> Option<&'a str> {
        let keys = self.columns(Field::TicketId);
        let key = cell(row, keys)?;
        let Rows::Replies { to } = self.rows() else {
            return Some(key).filter(|_| !self.rows().is_tickets());
        };
        let answers = |row| cell(row, &[to]).map(key::whole);
        let (mut top, mut answered) = (key, answers(row));
        // No chain is longer than the head.
        for _ in &sniff.samples {
            let mut rows = sniff.samples.iter();
            let Some(above) = rows.find(|row| answered.is_some() && cell(row, keys) == answered)
            else {
                break;
            };
            (top, answered) = (answered?, answers(above));
        }
        Some(top)
    }
}

/// What the first filled cell of some columns holds.
fn cell<'a>(row: &'a [(usize, String)], columns: &[usize]) -> Option<&'a str> {
    let cells = row.iter().filter(|(column, _)| columns.contains(column));
    cells
        .map(|(_, value)| value.trim())
        .find(|value| !value.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{DateOrder, MappingEdit, detect};

    fn created(csv: &str, order: Option<DateOrder>) -> Vec<Option<String>> {
        let (format, sniff) = detect(csv.as_bytes(), true).unwrap();
        let edit = MappingEdit {
            date_order: order,
            ..MappingEdit::default()
        };
        let mapping = format.propose(&sniff).edited(&edit, &sniff).unwrap();
        let zone = Zone::new("Europe/Berlin").unwrap();
        let rows = mapping.preview(&sniff, &zone, 2);
        rows.into_iter()
            .map(|row| row.created_at.map(|at| at.to_string()))
            .collect()
    }

    #[test]
    fn dates_follow_what_was_said_or_what_the_head_shows() {
        let undecided = "Issue key,Summary,Created\nA-1,x,7/9/2026 10:00\nA-2,y,soon\n";
        let at = |text: &str| Some(text.to_owned());
        assert_eq!(created(undecided, None), [None, None]);
        assert_eq!(
            created(undecided, Some(DateOrder::DayFirst)),
            [at("2026-09-07T08:00:00Z"), None]
        );
        let shown = format!("{undecided}A-3,z,7/15/2026 20:53\n");
        assert_eq!(created(&shown, None), [at("2026-07-09T08:00:00Z"), None]);
    }

    #[test]
    fn rows_are_shown_as_they_stand_without_the_columns_in_front() {
        let (_, plain) = detect(b"a,b,c\n1,,3\n,5,\n,,\n", true).unwrap();
        assert_eq!(plain.rows(9), [vec!["1", "", "3"], vec!["", "5"]]);
        let table = b"#undertone 1 json utf-8\n#line,#fault,k,t\n1,,A-1,x\n2,,A-2,y\n";
        let (_, written) = detect(table, true).unwrap();
        assert_eq!(written.rows(1), [["A-1", "x"]]);
    }

    #[test]
    fn messages_and_answers_are_shown_with_their_ticket() {
        let keys = |csv: &str| -> Vec<(String, usize)> {
            let (format, sniff) = detect(csv.as_bytes(), true).unwrap();
            let preview = format.propose(&sniff).preview(&sniff, &Zone::UTC, 2);
            preview
                .into_iter()
                .map(|one| (one.key, one.comments))
                .collect()
        };
        let messages = "Ticket ID;Subject;Message;Created\n\
            1;Order;It broke;2025-12-01\n2;Bill;Where;2025-12-01\n3;Door;Shut;2025-12-01\n1;Order;Sorry;2025-12-02\n";
        assert_eq!(keys(messages), [("1".to_owned(), 1), ("2".to_owned(), 0)]);
        let answers = "tweet_id,author_id,inbound,created_at,text,in_response_to_tweet_id\n\
            10,u,TRUE,2017-10-31 22:10,a b c,\n12,u,TRUE,2017-10-31 22:12,d e f,11\n\
            11,h,FALSE,2017-10-31 22:11,g h i,10\n20,v,TRUE,2017-10-31 22:12,j k l,19\n";
        assert_eq!(keys(answers), [("10".to_owned(), 2), ("20".to_owned(), 0)]);
    }

    #[test]
    fn comments_are_counted_and_blanks_are_none() {
        let csv = b"Issue key,Summary,Created,Status,Comment,Comment\nA-1,x,2026-01-02,Open,hi, \n";
        let (format, sniff) = detect(csv, true).unwrap();
        let preview = format.propose(&sniff).preview(&sniff, &Zone::UTC, 10);
        assert_eq!(
            preview,
            [Preview {
                key: "A-1".to_owned(),
                summary: "x".to_owned(),
                created: "2026-01-02".to_owned(),
                created_at: "2026-01-02T00:00:00Z".parse().ok(),
                status: "Open".to_owned(),
                comments: 1,
            }]
        );
    }
}
