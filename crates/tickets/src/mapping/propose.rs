//! Proposes a mapping: names and what the first rows hold decide together.

use std::collections::BTreeMap;

use super::{
    Mapping, Rows, comments_table, content, judge, mapped, names, notes, prefix, profile::Profile,
    rows, spoken, tracker_id,
};
use crate::{Field, Origin, Sniff};

/// Lower than this is no proposal.
const LEAST: f64 = 0.2;

/// A key whose only fault may be that it repeats; and one whose rows are so many that the first show one or two keys.
const REPEATED: f64 = 0.6;
const REPEATED_LONG: f64 = 0.45;

/// What a format knows of its files beforehand.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Known {
    /// Names of columns that are certain for a field.
    pub own: names::Own,
    /// Whether its lists leave the creation date out, so that nobody has to be asked for it.
    pub undated: bool,
}

/// Columns of one name, and what they would be.
struct Candidate {
    field: Field,
    columns: Vec<usize>,
    confidence: f64,
}

/// Proposes the columns of each field.
pub(crate) fn propose(sniff: &Sniff, known: Known) -> Mapping {
    let mut found = candidates(sniff, known.own);
    // The tracker's own number is what stands beside a key: where there is no other key, it is the key.
    let is_beside = |candidate: &Candidate| candidate.field == Field::TrackerId;
    found.sort_by(|a, b| {
        let order = is_beside(a).cmp(&is_beside(b));
        let order = order.then(b.confidence.total_cmp(&a.confidence));
        order.then(a.field.cmp(&b.field))
    });
    let mut taken = vec![false; sniff.header.len()];
    let mut chosen: BTreeMap<Field, (Vec<usize>, f64)> = BTreeMap::new();
    let mut notes = Vec::new();
    for candidate in found {
        let free = candidate.columns.iter().all(|&column| !taken[column]);
        if candidate.field == Field::Comments && chosen.contains_key(&Field::Comments) {
            notes.push(candidate.columns.clone());
        }
        if !free || chosen.contains_key(&candidate.field) {
            continue;
        }
        if is_beside(&candidate) && !chosen.contains_key(&Field::TicketId) {
            continue;
        }
        for &column in &candidate.columns {
            taken[column] = true;
        }
        chosen.insert(candidate.field, (candidate.columns, candidate.confidence));
    }
    if known.own.is_empty() {
        comments_table::recognise(sniff, &mut chosen);
    }
    notes::join(sniff, notes, &mut chosen);
    notes::beside(sniff, &mut chosen);
    content::complete(sniff, known.own, &mut chosen);
    if known.own.is_empty() {
        spoken::complete(sniff, &mut chosen);
    }
    prefix::recognise(sniff, &mut chosen);
    let rows = rows::of(sniff, &chosen);
    tracker_id::check(sniff, rows, &mut chosen);
    if let Rows::Messages { .. } | Rows::Versions = rows
        && let Some((columns, confidence)) = chosen.get_mut(&Field::TicketId)
        && *confidence
            > if rows::keys(sniff, columns) > 4 {
                REPEATED_LONG
            } else {
                REPEATED
            }
    {
        // Rows that are no tickets repeat the keys of those they belong to.
        *confidence = confidence.max(0.92);
    }
    // A date that nobody knows may be the one that is left out elsewhere; nobody is asked for one where there is none.
    let undated = if known.undated {
        let dated = [Field::CreatedAt, Field::UpdatedAt];
        dated.iter().any(|field| chosen.contains_key(field))
            || !content::has_free_moments(sniff, &chosen)
    } else {
        content::has_no_dates(sniff, &chosen)
    };
    let made_keys = content::makes_keys(&chosen);
    let fields = chosen.into_iter().map(|(field, (columns, confidence))| {
        let confidence = (confidence * 1000.0).round() / 1000.0;
        let columns = mapped(columns, confidence, &sniff.header, &sniff.samples);
        (field, columns)
    });
    Mapping {
        rows,
        ..Mapping::new(fields.collect(), None, undated, made_keys)
    }
}

/// The name of a list without the number of a repeated column: also `Comment_19`, where `Comment` is there.
fn base<'a>(name: &'a str, header: &[String]) -> &'a str {
    let numbered = name.rsplit_once('_').filter(|(before, number)| {
        (1..=3).contains(&number.len())
            && number.bytes().all(|digit| digit.is_ascii_digit())
            && header.iter().any(|other| other == before)
    });
    numbered.map_or_else(|| names::base(name), |(before, _)| before)
}

/// The name without what pandas puts behind those that two joined tables share: `Title_x` beside `Title_y`.
fn joined<'a>(name: &'a str, header: &[String]) -> &'a str {
    let first = name.strip_suffix("_x").filter(|before| {
        let other = |other: &String| other.strip_suffix("_y") == Some(before);
        !before.is_empty() && header.iter().any(other)
    });
    first.unwrap_or(name)
}

/// Every field that the name of a column stands for, with how well its values fit.
fn candidates(sniff: &Sniff, own: names::Own) -> Vec<Candidate> {
    let header = sniff.header.names();
    let controls = sniff.origin.map_or(0, Origin::controls);
    let mut groups: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    let mut bases: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (column, name) in header.iter().enumerate().skip(controls) {
        groups.entry(name).or_default().push(column);
        // `Comment`, `Comment.1`, `Comment.2` are one list, as repeated columns of one name are.
        bases.entry(base(name, header)).or_default().push(column);
    }
    let owned = |field: Field| {
        let mut names = groups.keys();
        names.any(|name| names::own(own, field, name).is_some())
    };
    // Without its own name a column is looked for where no ticket can do without; elsewhere the system's list is all.
    let listed = |field: Field| own.iter().any(|(named, _)| *named == field);
    let owned = |field: &Field| owned(*field) || (!field.is_essential() && listed(*field));
    let owned: Vec<Field> = Field::ALL.into_iter().filter(owned).collect();
    let mut found = Vec::new();
    let mut add = |name: &str, columns: &[usize], list: bool| {
        let mut scores: Vec<(Field, f64)> = Field::ALL
            .into_iter()
            .filter_map(|field| Some((field, names::own(own, field, name)?)))
            .collect();
        if scores.is_empty() && !names::is_own(own, name) {
            let common = names::common(name).into_iter();
            scores.extend(common.filter(|(field, _)| !owned.contains(field)));
        }
        scores.retain(|(field, _)| field.is_list() == list);
        if scores.is_empty() {
            return;
        }
        let profile = Profile::new(sniff, columns);
        for (field, score) in scores {
            let confidence = judge::confidence(field, name, score, &profile);
            if confidence >= LEAST {
                found.push(Candidate {
                    field,
                    columns: columns.to_vec(),
                    confidence,
                });
            }
        }
    };
    for (name, columns) in &groups {
        if !names::has_own_beside(name, header) {
            add(joined(name, header), columns, false);
        }
    }
    for (name, columns) in &bases {
        add(name, columns, true);
    }
    found
}

#[cfg(test)]
mod tests;
