//! Which known ticket a ticket of an export is: the one of its key, else the one of the tracker's number, whose key has
//! changed, else the one that had the key before.
//!
//! A ticket keeps the key it was first known by (`ticket_id`), as texts, revisions and corrections go by it; the key it has
//! now stands beside it (`moved_key`) in each state, so that the newest state's counts and an undo brings the former back.

mod learned;

use super::plan::JobPlan;
use super::stored::{self, AT_A_TIME, StoredTicket, keys_of};
use data_encoding::HEXLOWER;
use endpoint::Context;
use jiff::civil::Time;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use queue::{Claim, Failure};
use sha2::{Digest, Sha256};
use std::collections::{HashMap, HashSet};
use stores::{Records, Value};
use tickets::{
    Chunk, CreatedFrom, Field, Place, RowError, RowErrorKind, Ticket, TicketKey, composed,
};

pub use learned::Learned;

/// Creation dates of one ticket lie no further apart, where they were read in two timezones or one has no hour.
const FARTHEST: SignedDuration = SignedDuration::from_hours(26);

/// The known tickets that those of a chunk may be.
#[derive(Default)]
pub struct Known {
    /// By what they were first known by.
    tickets: HashMap<String, StoredTicket>,
    /// Of a present key, what its ticket was first known by; several where an undo gave a key back that had come again.
    present: HashMap<String, Vec<String>>,
    /// The same of former keys.
    former: HashMap<String, String>,
    /// The same of the tracker's numbers; several where an earlier release took a ticket in under each of its keys.
    numbers: HashMap<String, Vec<String>>,
    /// Tickets that a row has brought already: of this chunk, or of another where their key changed.
    taken: HashSet<String>,
    timezone: String,
}

/// What a ticket of an export is.
#[derive(Debug)]
pub enum Found<'a> {
    /// This known one.
    Known(&'a StoredTicket),
    /// None that is known: what it is known by from now on.
    New(String),
    /// A known one, with this key, that another row has brought.
    Taken(String),
}

impl Known {
    /// Looks up what is known of these tickets.
    pub async fn find(
        cx: &Context,
        claim: &Claim,
        plan: &JobPlan,
        tickets: &[Ticket],
    ) -> Result<Self, Failure> {
        let (records, of) = (&cx.records, (claim.workspace, plan.source()));
        let numbers = tickets.iter().filter_map(|one| one.tracker_id.as_deref());
        let numbers: Vec<&str> = numbers.collect();
        let aliases: Vec<String> = tickets.iter().filter_map(alias).collect();
        let keys = tickets.iter().map(|one| one.key.as_str());
        let keys: Vec<&str> = keys.chain(aliases.iter().map(String::as_str)).collect();
        let mut names: HashSet<String> = keys.iter().map(|key| (*key).to_owned()).collect();
        let by_number = pairs(records, of, NUMBERS, &numbers).await?;
        names.extend(by_number.into_iter().map(|(_, name)| name));
        let mut former = HashMap::new();
        if any_moved(records, of).await? {
            let by_key = pairs(records, of, PRESENT, &keys).await?;
            names.extend(by_key.into_iter().map(|(_, name)| name));
            former = pairs(records, of, FORMER, &keys)
                .await?
                .into_iter()
                .collect();
            names.extend(former.values().cloned());
        }
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let found = stored::find(records, of.0, of.1, &names).await?;
        let names: Vec<&str> = found.keys().map(String::as_str).collect();
        let taken = staged(records, &claim.job, of.1, &names).await?;
        Ok(Self {
            former,
            taken,
            ..Self::of(found, plan.inspection.zone.name())
        })
    }

    fn of(tickets: HashMap<String, StoredTicket>, timezone: &str) -> Self {
        let mut present: HashMap<String, Vec<String>> = HashMap::new();
        let mut numbers: HashMap<String, Vec<String>> = HashMap::new();
        // In one order, whoever comes first.
        let mut sorted: Vec<(&String, &StoredTicket)> = tickets.iter().collect();
        sorted.sort_unstable_by_key(|(name, _)| *name);
        for (name, known) in sorted {
            let of_key = present.entry(known.state.key().to_owned()).or_default();
            of_key.push(name.clone());
            if let Some(number) = &known.state.tracker_id {
                let of_number = numbers.entry(number.clone()).or_default();
                of_number.push(name.clone());
            }
        }
        Self {
            tickets,
            present,
            numbers,
            timezone: timezone.to_owned(),
            ..Self::default()
        }
    }

    /// Takes what is known of a ticket; each is taken once.
    pub fn take(&mut self, ticket: &Ticket) -> Found<'_> {
        let name = self.name_of(ticket);
        let known = name.and_then(|name| Some((self.tickets.get(&name)?, name)));
        let Some((known, name)) = known else {
            return Found::New(self.new_name(ticket));
        };
        if !self.taken.insert(name) {
            return Found::Taken(known.state.key().to_owned());
        }
        Found::Known(known)
    }

    /// What the known ticket was first known by that a ticket is.
    fn name_of(&self, ticket: &Ticket) -> Option<String> {
        let key = ticket.key.as_str();
        let number = ticket.tracker_id.as_ref();
        if let Some(known) = self.of_key(key, number) {
            return Some(known.state.ticket_id.clone());
        }
        let of_number = number.and_then(|number| self.numbers.get(number));
        let of_number = of_number.into_iter().flatten();
        let of_number = of_number.filter_map(|name| self.tickets.get(name));
        let newest = of_number
            .filter(|known| self.is_one(known, ticket))
            .max_by_key(|known| (known.state.as_of, &known.state.ticket_id));
        if let Some(known) = newest {
            return Some(known.state.ticket_id.clone());
        }
        if let Some(name) = self.of_project(ticket) {
            return Some(name);
        }
        let name = self.former.get(key).map_or(key, String::as_str);
        let known = self.tickets.get(name)?.state.tracker_id.as_ref();
        // A key can come again for another ticket, where a project is made anew.
        let is_other = known
            .zip(number)
            .is_some_and(|(known, number)| known != number);
        (!is_other).then(|| name.to_owned())
    }

    /// The known ticket that has a key now. Of several it is the one with the number, else the newest that may have it.
    fn of_key(&self, key: &str, number: Option<&String>) -> Option<&StoredTicket> {
        let names = self.present.get(key)?;
        let is_alone = names.len() == 1;
        let of_key = names.iter().filter_map(|name| self.tickets.get(name));
        let rank = |known: &StoredTicket| match (&known.state.tracker_id, number) {
            (Some(known), Some(number)) if known == number => Some(2),
            // A tracker that was set up anew numbers its tickets anew, under their keys.
            (Some(_), Some(_)) => is_alone.then_some(0),
            _ => Some(1),
        };
        let ranked = of_key.filter_map(|known| Some((rank(known)?, known)));
        let best = ranked.max_by_key(|(rank, known)| (*rank, known.state.as_of));
        best.map(|(_, known)| known)
    }

    /// The same of a ticket whose number was told with its project, or without it, by the uploads before.
    fn of_project(&self, ticket: &Ticket) -> Option<String> {
        let known = self.of_key(&alias(ticket)?, ticket.tracker_id.as_ref())?;
        let project = &known.state.project;
        let is_its = match ticket.key.as_str().rsplit_once('#') {
            Some((_, number)) => composed(&[project], number) == ticket.key.as_str(),
            None => ticket.project.as_ref() == Some(project),
        };
        (is_its && self.is_one(known, ticket)).then(|| known.state.ticket_id.clone())
    }

    /// What a ticket that is new is known by from now on: its key, unless another was first known by that.
    fn new_name(&self, ticket: &Ticket) -> String {
        let key = ticket.key.as_str();
        if !self.tickets.contains_key(key) {
            return key.to_owned();
        }
        let number = ticket.tracker_id.as_deref().unwrap_or_default();
        let digest = HEXLOWER.encode(&Sha256::digest(format!("{key} {number}")));
        // No key holds a blank.
        format!("# {}", &digest[..32])
    }

    /// Whether two tickets of one number are one: a creation date never changes, but numbers do where a tracker's data is
    /// moved to another installation. Where a date is missing, the title tells.
    fn is_one(&self, known: &StoredTicket, ticket: &Ticket) -> bool {
        let column = CreatedFrom::Column;
        let ours = known.state.created_at.map(|at| at.0);
        let ours = ours.and_then(|at| Timestamp::from_microsecond(at).ok());
        let ours = ours.filter(|_| known.state.created_from == column.as_str());
        let theirs = ticket.created_at.filter(|_| ticket.created_from == column);
        let Some((ours, theirs)) = ours.zip(theirs) else {
            let title = ticket.summary.as_deref().unwrap_or_default();
            return !title.is_empty() && title == known.state.summary;
        };
        let is_rough = known.timezone != self.timezone
            || is_day(ours, &known.timezone)
            || is_day(theirs, &self.timezone);
        let most = if is_rough {
            FARTHEST
        } else {
            SignedDuration::from_mins(1)
        };
        ours.duration_since(theirs).abs() < most
    }
}

/// The key of a ticket without its project, or with it.
fn alias(ticket: &Ticket) -> Option<String> {
    let key = ticket.key.as_str();
    match (key.rsplit_once('#'), &ticket.project) {
        (Some((project, number)), _) if !project.is_empty() && is_number(number) => {
            Some(number.to_owned())
        }
        (None, Some(project)) if is_number(key) => Some(composed(&[project], key)),
        _ => None,
    }
}

/// Whether a moment is a day without an hour.
fn is_day(at: Timestamp, timezone: &str) -> bool {
    let zone = TimeZone::get(timezone).unwrap_or(TimeZone::UTC);
    at.to_zoned(zone).time() == Time::midnight()
}

/// The ticket under the key that is known with its project, where the export told its number alone.
pub fn with_project(known: &StoredTicket, ticket: Ticket) -> Ticket {
    let (key, whole) = (ticket.key.as_str(), known.state.key());
    let is_its = whole
        .strip_suffix(key)
        .is_some_and(|rest| rest.ends_with('#'));
    match TicketKey::new(whole) {
        Ok(whole) if is_its && is_number(key) => Ticket {
            key: whole,
            ..ticket
        }
        .rehashed(),
        _ => ticket,
    }
}

fn is_number(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit())
}

/// What is told of a row whose ticket another row of the file has brought.
pub fn taken(plan: &JobPlan, chunk: &Chunk, ticket: &Ticket, key: &str) -> RowError {
    let mapping = &plan.inspection.mapping;
    let column = mapping.columns(Field::TicketId).first();
    let name = column.map(|column| plan.inspection.header.name(*column));
    let at = Place {
        row: ticket.row,
        line: chunk.first_line + ticket.row.saturating_sub(chunk.first_row),
    };
    RowError::new(
        at,
        name.as_deref(),
        Some(ticket.key.as_str()),
        RowErrorKind::SupersededKey,
        format!("it is a former key of ticket {key}, which has another row in the file"),
    )
}

/// Numbers, present keys that are not the first, and former ones of published states, each with what its ticket was first
/// known by.
const NUMBERS: [&str; 2] = [
    "SELECT t.tracker_id, t.ticket_id FROM tickets t WHERE t.workspace_id = $1 AND t.source = $2 AND t.tracker_id IN",
    "",
];
const PRESENT: [&str; 2] = [
    "SELECT t.moved_key, t.ticket_id FROM tickets t WHERE t.workspace_id = $1 AND t.source = $2 AND t.moved_key IN",
    "",
];
const FORMER: [&str; 2] = [
    "SELECT n.moved_key, max(n.ticket_id) FROM ticket_revisions n \
     JOIN jobs j ON j.id = n.job_id AND j.snapshot_id IS NOT NULL \
     WHERE n.workspace_id = $1 AND n.source = $2 AND n.moved_key IN",
    "GROUP BY n.moved_key",
];

/// What a statement finds of these values.
async fn pairs(
    records: &Records,
    (workspace, source): (i64, &str),
    [before, behind]: [&str; 2],
    values: &[&str],
) -> Result<Vec<(String, String)>, Failure> {
    let from = keys_of(records.dialect().await);
    let statement = format!("{before} (SELECT k.value FROM {from}) {behind}");
    let mut found = Vec::new();
    for values in values.chunks(AT_A_TIME) {
        let values = serde_json::to_string(values).map_err(|error| Failure::bug(&error))?;
        let of = (workspace, source, Value::Json(values));
        found.extend(records.query::<(String, String)>(&statement, of).await?);
    }
    Ok(found)
}

/// Whether a ticket of the source has another key than at first, or ever had.
async fn any_moved(records: &Records, (workspace, source): (i64, &str)) -> Result<bool, Failure> {
    let any: Option<(i64,)> = records
        .query_optional(
            "SELECT 1 FROM ticket_revisions WHERE workspace_id = $1 AND source = $2 AND moved_key IS NOT NULL LIMIT 1",
            (workspace, source),
        )
        .await?;
    Ok(any.is_some())
}

/// Those of these tickets that another chunk of the job has brought.
async fn staged(
    records: &Records,
    job: &str,
    source: &str,
    names: &[&str],
) -> Result<HashSet<String>, Failure> {
    if names.is_empty() {
        return Ok(HashSet::new());
    }
    let from = keys_of(records.dialect().await);
    let statement = format!(
        "SELECT n.ticket_id FROM ticket_revisions n WHERE n.job_id = $1 AND n.source = $2 \
             AND n.ticket_id IN (SELECT k.value FROM {from})"
    );
    let names = serde_json::to_string(names).map_err(|error| Failure::bug(&error))?;
    let found: Vec<(String,)> = records
        .query(&statement, (job, source, Value::Json(names)))
        .await?;
    Ok(found.into_iter().map(|(name,)| name).collect())
}

#[cfg(test)]
mod tests;
