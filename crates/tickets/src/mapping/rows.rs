//! What a row of a file is: a ticket, or one message or version of one.

use std::collections::{HashMap, HashSet};

use serde::{Deserialize, Serialize};

use super::{content::Chosen, names, profile::Profile};
use crate::{Field, Header, Origin, Sniff, Wire};

/// What each row holds.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Rows {
    /// A ticket.
    #[default]
    Tickets,
    /// One message of a ticket: rows of one key belong together, in their order.
    Messages {
        /// The column that says when it was written.
        at: Option<usize>,
        /// The column that says who wrote it.
        author: Option<usize>,
    },
    /// One message of a conversation, which is known by the message it answers alone: who starts one starts a ticket.
    Replies {
        /// The column that names the message it answers.
        to: usize,
    },
    /// A ticket as it was at some time: of the rows of one key, the one that was changed last counts.
    Versions,
}

impl Rows {
    /// What each row is, in one word.
    pub fn word(self) -> &'static str {
        match self {
            Self::Tickets => "ticket",
            Self::Messages { .. } => "message",
            Self::Replies { .. } => "reply",
            Self::Versions => "version",
        }
    }

    /// Whether rows are tickets.
    pub fn is_tickets(&self) -> bool {
        *self == Self::Tickets
    }

    /// The column that says when a version was made.
    pub(crate) fn version_column(header: &Header) -> Option<usize> {
        named(header, VERSIONED)
    }

    /// The column that says whether a row is the present version.
    pub(crate) fn present_column(header: &Header) -> Option<usize> {
        named(header, &["fivetran active"])
    }
}

/// Columns by which connectors tell versions.
const VERSIONS: &[&str] = &[
    "fivetran active",
    "fivetran start",
    "dbt valid from",
    "sdc batched at version",
];

/// Those of them that say when.
const VERSIONED: &[&str] = &["fivetran start", "dbt valid from", "sdc batched at version"];

fn named(header: &Header, wanted: &[&str]) -> Option<usize> {
    let mut names = header.names().iter();
    names.position(|name| wanted.contains(&names::folded(name).as_str()))
}

/// Columns that name the message which a message answers.
const ANSWERED: &[&str] = &[
    "in response to tweet id",
    "in reply to status id",
    "in reply to id",
    "in reply to tweet id",
];

/// How many keys the head has.
pub(super) fn keys(sniff: &Sniff, keys: &[usize]) -> usize {
    let rows = sniff.samples.iter().chain(&sniff.more);
    let found: HashSet<&str> = rows.filter_map(|row| cell(row, keys)).collect();
    found.len()
}

/// What the rows of the head are, seen from those that share a key.
pub(super) fn of(sniff: &Sniff, chosen: &Chosen) -> Rows {
    // A program sends tickets; and behind their projects no keys repeat.
    let is_plain = sniff.origin.is_some_and(|origin| origin.wire == Wire::Api)
        || chosen.contains_key(&Field::KeyPrefix);
    let Some((keys, _)) = chosen.get(&Field::TicketId).filter(|_| !is_plain) else {
        return Rows::Tickets;
    };
    let mut of_key: HashMap<&str, Vec<&Vec<(usize, String)>>> = HashMap::new();
    for row in sniff.samples.iter().chain(&sniff.more) {
        if let Some(key) = cell(row, keys) {
            of_key.entry(key).or_default().push(row);
        }
    }
    of_key.retain(|_, rows| rows.len() > 1);
    if let Some(to) = named(&sniff.header, ANSWERED)
        && keys.as_slice() != [to]
        // A message may stand in the file twice; a key that most share is the conversation's.
        && of_key.values().map(Vec::len).sum::<usize>() * 2 < sniff.samples.len() + sniff.more.len()
    {
        return Rows::Replies { to };
    }
    if named(&sniff.header, VERSIONS).is_some() {
        return Rows::Versions;
    }
    let again: usize = of_key.values().map(|rows| rows.len() - 1).sum();
    if again * 100 < sniff.samples.len() + sniff.more.len() {
        // None, or a few by mistake.
        return Rows::Tickets;
    }
    // Whether the rows of one key differ in a field.
    let differ = |columns: &[usize]| {
        of_key.values().any(|rows| {
            let first = cell(rows[0], columns);
            rows.iter().any(|row| cell(row, columns) != first)
        })
    };
    let columns = |field| chosen.get(&field).map(|(columns, _)| columns.as_slice());
    // An answer by mail has the title of what it answers.
    let titles_differ = |columns: &[usize]| {
        of_key.values().any(|rows| {
            let title = |row| cell(row, columns).map(without_reply);
            let first = title(rows[0]);
            rows.iter().any(|row| title(row) != first)
        })
    };
    let says = |field| columns(field).is_some_and(differ);
    if columns(Field::Summary).is_some_and(titles_differ)
        || !(says(Field::Description) || says(Field::Comments))
    {
        return Rows::Tickets;
    }
    let taken = |column: usize| {
        let mut chosen = chosen.values();
        chosen.any(|(columns, _)| columns.binary_search(&column).is_ok())
    };
    let controls = sniff.origin.map_or(0, Origin::controls);
    let free_columns = || (controls..sniff.header.len()).filter(|column| !taken(*column));
    let dated = free_columns().find(|&column| {
        let profile = Profile::new(sniff, &[column]);
        profile.moments > 0.9 && differ(&[column])
    });
    let changing = |field| columns(field).filter(|columns| differ(columns));
    let created = changing(Field::CreatedAt);
    let author = columns(Field::Reporter).map(|columns| columns[0]);
    let author = author.filter(|&column| differ(&[column])).or_else(|| {
        // One that is nobody's of the ticket.
        let named = |column: &usize| names::may_mean(&sniff.header.name(*column), Field::Reporter);
        let mut free = free_columns().filter(named);
        free.find(|&column| differ(&[column]))
    });
    let first = |columns: &[usize]| columns[0];
    let at = created.map(first).or(dated);
    let at = at.or(changing(Field::UpdatedAt).map(first));
    if says(Field::UpdatedAt) && created.is_none() && author.is_none() {
        // The same ticket as it was at several times.
        return Rows::Tickets;
    }
    Rows::Messages { at, author }
}

/// A title without what mail programs put before it in answers.
fn without_reply(title: &str) -> &str {
    const MARKS: [&str; 12] = [
        "re:", "aw:", "fw:", "fwd:", "wg:", "sv:", "vs:", "antw:", "rv:", "tr:", "enc:", "odp:",
    ];
    let mut title = title.trim();
    while let Some(mark) = MARKS.iter().find(|mark| {
        title
            .get(..mark.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(mark))
    }) {
        title = title[mark.len()..].trim_start();
    }
    title
}

/// What the first filled cell of some columns holds.
pub(super) fn cell<'a>(row: &'a [(usize, String)], columns: &[usize]) -> Option<&'a str> {
    let cells = row
        .iter()
        .filter(|(column, _)| columns.binary_search(column).is_ok());
    cells
        .map(|(_, value)| value.trim())
        .find(|value| !value.is_empty())
}

#[cfg(test)]
mod tests {
    use std::fmt::Write as _;

    use super::*;
    use crate::detect;

    fn rows(csv: &str) -> (Rows, bool) {
        let (format, sniff) = detect(csv.as_bytes(), true).unwrap();
        let mapping = format.propose(&sniff);
        (mapping.rows(), mapping.is_sure())
    }

    #[test]
    fn messages_of_one_ticket() {
        let french = "ID;Sujet;De;Date de creation;Date du message;Statut;Message\n\
            37;Retard;customer;17/12/2019;17/12/2019;close;Bonjour, rien ne vient\n\
            37;Retard;seller;17/12/2019;18/12/2019;close;Nous cherchons\n\
            38;Facture;customer;20/12/2019;20/12/2019;open;Deux fois\n";
        let messages = Rows::Messages {
            at: Some(4),
            author: Some(2),
        };
        assert_eq!(rows(french), (messages, true));
        let english = "Ticket ID;Subject;Message;Created;Status\n\
            1;Order;I am furious;2025-12-01;open\n1;Order;We are sorry;2025-12-02;open\n";
        let messages = Rows::Messages {
            at: Some(3),
            author: None,
        };
        assert_eq!(rows(english), (messages, true));
    }

    #[test]
    fn answers_by_mail_and_the_talks_of_a_chat() {
        let mail = "Thread ID,Date,From,Subject,Body\n\
            17f8,2025-12-01 09:00,Lea,Printer,It is offline\n\
            17f8,2025-12-01 10:00,Kim,Re: Printer,We look at it\n\
            17f9,2025-12-02 10:00,Tim,VPN,It does not work\n";
        assert_eq!(rows(mail).0.word(), "message");
        let chat = "conversation_id,message_id,author,author_type,message,date\n\
            abc1,1,Lea,visitor,Why was I charged twice?,2025-12-01 09:00\n\
            abc1,2,Kim,operator,Let me have a look,2025-12-01 09:01\n\
            abc2,3,Tim,visitor,It crashes every time,2025-12-02 09:00\n";
        let (found, is_sure) = rows(chat);
        assert_eq!((found.word(), is_sure), ("message", true));
    }

    #[test]
    fn the_whole_head_is_looked_at_and_a_few_repetitions_are_a_mistake() {
        let csv = |again: usize| {
            let mut csv = "Ticket ID,Subject,Message,Created\n".to_owned();
            for row in 0..1_000 {
                let key = if row < 1_000 - again { row } else { row - 500 };
                writeln!(csv, "{key},Order {key},Message {row},2026-01-02").unwrap();
            }
            csv
        };
        assert_eq!(rows(&csv(5)).0, Rows::Tickets);
        assert_ne!(rows(&csv(20)).0, Rows::Tickets);
    }

    #[test]
    fn long_talks_of_which_the_first_rows_show_one() {
        let mut csv = "conversation_id,message,author,timestamp\n".to_owned();
        for row in 0..600 {
            let (talk, minute) = (row / 110, row % 60);
            writeln!(
                csv,
                "c-{talk}-x,Said {row} to you,Agent,2026-01-02 10:{minute:02}"
            )
            .unwrap();
        }
        let (rows, sure) = rows(&csv);
        assert!(sure && matches!(rows, Rows::Messages { .. }), "{rows:?}");
    }

    #[test]
    fn versions_and_tickets() {
        let versions = "id,_fivetran_active,created_at,subject,submitter_id\n\
            5,false,2026-01-02,Refund,7\n5,true,2026-01-02,Refund,7\n";
        assert_eq!(rows(versions), (Rows::Versions, true));
        let updates = "id,subject,description,created_at,updated_at\n\
            5,Refund,Please,2026-01-02,2026-01-03\n5,Refund,Please!,2026-01-02,2026-01-04\n";
        assert_eq!(rows(updates).0, Rows::Tickets);
        let repeated = "Issue key,Summary,Created\nA-1,one,2026-01-02\nA-1,two,2026-01-03\n";
        assert_eq!(rows(repeated).0, Rows::Tickets);
        let tickets = "Issue key,Summary,Created\nA-1,one,2026-01-02\nA-2,two,2026-01-03\n";
        assert_eq!(rows(tickets), (Rows::Tickets, true));
    }
}
