//! What values alone say, where no name does; and doubts that only the whole file can settle.

use std::collections::BTreeMap;

use super::{glued, judge, names, profile::Profile, swapped, twins};
use crate::{Field, Origin, Sniff};

/// Columns that are looked at without a name that tells anything.
const MOST: usize = 200;

/// The columns chosen for each field, and how sure that is.
pub(super) type Chosen = BTreeMap<Field, (Vec<usize>, f64)>;

/// Fills in what no name told, never so sure that nobody is asked.
pub(super) fn complete(sniff: &Sniff, own: names::Own, chosen: &mut Chosen) {
    constant_text(sniff, own, chosen);
    let free = free(sniff, chosen);
    let created = chosen.get(&Field::CreatedAt);
    let created = created.map_or(&[][..], |(columns, _)| columns.as_slice());
    let moments: Vec<usize> = free
        .iter()
        .filter(|(_, profile)| profile.moments > 0.9 && profile.density() > 0.5)
        .map(|(column, _)| *column)
        .filter(|column| {
            !created
                .iter()
                .any(|of| twins::say_the_same(sniff, *of, *column))
        })
        .collect();
    if let Some((columns, confidence)) = chosen.get_mut(&Field::CreatedAt)
        && columns
            .iter()
            .any(|&column| judge::is_vague(&sniff.header.name(column)))
        && !moments.is_empty()
    {
        // `Date` beside another date that nobody knows: either may be it.
        *confidence = confidence.min(0.8);
    }
    if let Some((columns, confidence)) = chosen.get_mut(&Field::CreatedAt)
        && columns.iter().any(|&column| swapped::are(sniff, column))
    {
        *confidence = confidence.min(0.8);
    }
    let titled = [Field::Summary, Field::Description];
    if !titled.iter().any(|field| chosen.contains_key(field))
        && free.iter().any(is_prose)
        && let Some((_, confidence)) = chosen.get_mut(&Field::Comments)
    {
        // What a ticket is about may stand in a column that nobody knows.
        *confidence = confidence.min(0.8);
    }
    people(sniff, chosen);
    glued::recognise(sniff, chosen);
    if !chosen.contains_key(&Field::TicketId) {
        key(sniff, &free, chosen);
    }
    if !chosen.keys().any(|field| field.is_text()) {
        text(&free, chosen);
    }
}

/// A text that is the same in every row says nothing, unless the system calls it so, no other could be meant, or all rows
/// are of one ticket.
fn constant_text(sniff: &Sniff, own: names::Own, chosen: &mut Chosen) {
    let key = chosen.get(&Field::TicketId);
    let is_one = key.is_some_and(|(columns, _)| Profile::new(sniff, columns).is_constant());
    let texts = [Field::Summary, Field::Description];
    let varied = |field: &Field| {
        chosen.get(field).is_some_and(|(columns, sure)| {
            let profile = Profile::new(sniff, columns);
            *sure > 0.9 && profile.filled > 0 && !profile.is_constant()
        })
    };
    let varied = texts.iter().any(varied);
    for field in texts {
        let Some((columns, _)) = chosen.get(&field) else {
            continue;
        };
        let profile = Profile::new(sniff, columns);
        if !profile.is_constant() {
            continue;
        }
        let name = sniff.header.name(columns[0]);
        let is_alone = || profile.filled < 10 || !free(sniff, chosen).iter().any(is_prose);
        let is_meant =
            names::own(own, field, &name).is_some() || (!varied && profile.words > 0 && is_alone());
        if is_meant && let Some((_, confidence)) = chosen.get_mut(&field) {
            *confidence = confidence.max(0.91);
        } else if varied && !is_one {
            chosen.remove(&field);
        }
    }
}

/// A column `Name` of one word or two each is of people, where what they say stands beside it.
fn people(sniff: &Sniff, chosen: &mut Chosen) {
    let prose = chosen.get(&Field::Description).is_some_and(|(columns, _)| {
        let profile = Profile::new(sniff, columns);
        profile.words > 4 && profile.variety() > 0.5
    });
    let Some((columns, sure)) = chosen.get(&Field::Summary) else {
        return;
    };
    let [column] = columns[..] else { return };
    if prose && *sure < 0.9 && judge::is_vague(&sniff.header.name(column)) {
        chosen.remove(&Field::Summary);
        chosen
            .entry(Field::Reporter)
            .or_insert((vec![column], 0.85));
    }
}

/// Whether no column holds dates, whatever it is called, nor is called so.
pub(super) fn has_no_dates(sniff: &Sniff, chosen: &Chosen) -> bool {
    let is_called_so = |(column, profile): &(usize, Profile)| {
        profile.filled > 0 && names::may_mean(&sniff.header.name(*column), Field::CreatedAt)
    };
    !chosen.keys().any(|field| field.is_past())
        && !has_free_moments(sniff, chosen)
        && !free(sniff, chosen).iter().any(is_called_so)
}

/// Whether no column is a key, and the rows have texts by which they can be told apart.
pub(super) fn makes_keys(chosen: &Chosen) -> bool {
    let texts = [Field::Summary, Field::Description];
    !chosen.contains_key(&Field::TicketId) && texts.iter().any(|field| chosen.contains_key(field))
}

/// Whether a column that no field has holds moments.
pub(super) fn has_free_moments(sniff: &Sniff, chosen: &Chosen) -> bool {
    free(sniff, chosen)
        .iter()
        .any(|(_, profile)| profile.moments > 0.9 && profile.density() > 0.5)
}

/// Whether a column holds texts that another may be taken for.
fn is_prose((_, profile): &(usize, Profile)) -> bool {
    profile.words > 1 && profile.variety() > 0.3 && profile.moments < 0.1
}

/// Columns that no field has, with what they hold.
pub(super) fn free(sniff: &Sniff, chosen: &Chosen) -> Vec<(usize, Profile)> {
    let controls = sniff.origin.map_or(0, Origin::controls);
    let taken = |column: &usize| {
        let mut chosen = chosen.values();
        chosen.any(|(columns, _)| columns.binary_search(column).is_ok())
    };
    (controls..sniff.header.len())
        .filter(|column| !taken(column))
        .take(MOST)
        .map(|column| (column, Profile::new(sniff, &[column])))
        .collect()
}

fn key(sniff: &Sniff, free: &[(usize, Profile)], chosen: &mut Chosen) {
    let internal = free
        .iter()
        .find(|(column, _)| names::is_internal_id(&sniff.header.name(*column)))
        // Beside a key it is the system's own; alone it is the key.
        .map(|(column, profile)| {
            let is_key = profile.rows > 1 && profile.is_unique() && profile.integers > 0.99;
            (vec![*column], if is_key { 0.91 } else { 0.3 })
        });
    let rank = |profile: &Profile| {
        if !profile.is_unique() || profile.keys < 1.0 || profile.rows < 2 {
            return None;
        }
        match profile {
            _ if profile.human > 0.99 => Some(0.6),
            // A moment as a number is no key.
            _ if profile.integers > 0.99 && profile.dates < 0.99 => Some(0.4),
            _ if profile.machine > 0.99 => Some(0.35),
            _ => None,
        }
    };
    let ranked = free
        .iter()
        .filter(|(column, _)| !is_of_others(&sniff.header.name(*column)))
        .filter_map(|(column, profile)| Some((vec![*column], rank(profile)?)));
    let best = ranked.reduce(|best, other| if other.1 > best.1 { other } else { best });
    if let Some(found) = internal.or(best) {
        chosen.insert(Field::TicketId, found);
    }
}

/// Whether a column is called as the number of a person or of something that has tickets is, or as a count.
fn is_of_others(name: &str) -> bool {
    const OTHERS: [&str; 16] = [
        "requester",
        "submitter",
        "assignee",
        "author",
        "owner",
        "user",
        "customer",
        "contact",
        "agent",
        "client",
        "account",
        "company",
        "organization",
        "group",
        "project",
        "product",
    ];
    let name = names::folded(name);
    let Some((before, last)) = name.rsplit_once(' ') else {
        return false;
    };
    last == "count" || (last == "id" && OTHERS.iter().any(|other| before.ends_with(other)))
}

fn text(free: &[(usize, Profile)], chosen: &mut Chosen) {
    let prose = free
        .iter()
        .filter(|(_, profile)| {
            profile.words >= 3 && profile.variety() > 0.5 && profile.moments < 0.1
        })
        .max_by_key(|(_, profile)| profile.length);
    if let Some((column, profile)) = prose {
        let field = if profile.words > 8 {
            Field::Description
        } else {
            Field::Summary
        };
        chosen.insert(field, (vec![*column], 0.5));
    }
}

#[cfg(test)]
mod tests {
    use crate::{
        Field,
        mapping::propose::{Known, propose},
        sniff,
    };

    #[test]
    fn the_number_of_a_person_is_no_key() {
        let csv = "requester_id,answer_count,subject,note\n\
            7,0,The printer does not print any more,x\n\
            8,1,Nobody answers my mail since Monday,x\n\
            9,2,The projector hums and then goes off,x\n";
        let mapping = propose(&sniff(csv.as_bytes(), true).unwrap(), Known::default());
        assert!(mapping.columns(Field::TicketId).is_empty());
    }

    #[test]
    fn names_of_people_are_no_titles() {
        let csv = "ID,Name,Description (First Query),Request Date\n\
            1,Lea Ost,I cannot log in since I changed it,2026-01-15\n\
            2,Tim Ude,Where do I find the report of last week,2026-01-16\n";
        let mapping = propose(&sniff(csv.as_bytes(), true).unwrap(), Known::default());
        assert_eq!(mapping.columns(Field::Reporter), [1]);
        assert_eq!(mapping.columns(Field::Description), [2]);
        assert!(mapping.columns(Field::Summary).is_empty() && mapping.is_sure());
        let titles = csv.replace("Lea Ost", "Login does not work");
        let titles = titles.replace("Tim Ude", "Report of last week");
        let mapping = propose(&sniff(titles.as_bytes(), true).unwrap(), Known::default());
        assert_eq!(mapping.columns(Field::Summary), [1]);
    }

    #[test]
    fn where_a_customer_lives_is_no_status() {
        let csv = "id,subject,state\n1,The printer is off,FL\n2,No mail today,NV\n3,It hums loudly,WA\n4,Too slow,GA\n";
        let mapping = propose(&sniff(csv.as_bytes(), true).unwrap(), Known::default());
        assert!(mapping.columns(Field::Status).is_empty());
    }

    #[test]
    fn comments_alone_beside_texts_that_nobody_knows_ask() {
        let csv = "chat id,started at,comment,msg 1\n\
            PJ0M1,2026-03-14 09:05,,Why was I charged twice\n\
            PJ0M2,2026-03-14 10:05,too slow,It crashes when I open it\n";
        let mapping = propose(&sniff(csv.as_bytes(), true).unwrap(), Known::default());
        assert!(!mapping.is_sure());
        let alone = "issue key,created,comment\nA-1,2026-03-14 09:05,It is slow\n";
        let mapping = propose(&sniff(alone.as_bytes(), true).unwrap(), Known::default());
        assert!(mapping.is_sure());
    }

    #[test]
    fn values_alone_are_a_proposal_that_asks() {
        let csv = "foo,bar,baz\n\
            INC0010001,x,The printer does not print any more\n\
            INC0010002,x,Nobody answers my mail since Monday\n";
        let mapping = propose(&sniff(csv.as_bytes(), true).unwrap(), Known::default());
        assert_eq!(mapping.columns(Field::TicketId), [0]);
        assert_eq!(mapping.columns(Field::Summary), [2]);
        assert!(!mapping.is_sure());
        assert_eq!(
            mapping.missing(),
            [],
            "nobody is asked for a date where there is none"
        );
    }
}
