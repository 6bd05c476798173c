//! Keys that are numbers of their own in each project: `web#17`, put together from both.

use std::collections::{HashMap, HashSet};

use super::{Mapping, content::Chosen, names};
use crate::{Field, Sniff, TicketKey, fingerprint::Maker};

/// What repositories are called by; projects have names in all languages.
const REPOSITORIES: &[&str] = &[
    "repository",
    "repo",
    "repository name",
    "repo name",
    "repository full name",
    "repo full name",
    "repository namewithowner",
    "namewithowner",
    "project path",
    "project key",
];

/// How sure such a key makes us: no two rows of the head share one.
const SURE: f64 = 0.92;

/// Puts the column of projects before the numbers where these repeat and the pairs do not.
pub(super) fn recognise(sniff: &Sniff, chosen: &mut Chosen) {
    let Some((keys, _)) = chosen.get(&Field::TicketId) else {
        return;
    };
    let [key] = keys[..] else { return };
    let projects = chosen.get(&Field::Project);
    let named = (0..sniff.header.len()).filter(|&column| {
        let name = sniff.header.name(column);
        REPOSITORIES.contains(&names::folded(&name).as_str())
            || names::may_mean(&name, Field::Project)
    });
    let mut columns: Vec<usize> = projects.map_or_else(Vec::new, |(columns, _)| columns.clone());
    columns.extend(named);
    let found = columns
        .into_iter()
        .find(|&column| column != key && tells_apart(sniff, column, key));
    let Some(column) = found else { return };
    chosen.insert(Field::KeyPrefix, (vec![column], SURE));
    if let Some((_, confidence)) = chosen.get_mut(&Field::TicketId) {
        *confidence = confidence.max(SURE);
    }
}

/// Whether the numbers of a column repeat, and with the projects of another do not.
fn tells_apart(sniff: &Sniff, project: usize, key: usize) -> bool {
    let cell = |row: &'_ [(usize, String)], of: usize| {
        let cell = row.iter().find(|(column, _)| *column == of)?;
        Some(cell.1.trim().to_owned()).filter(|text| !text.is_empty())
    };
    let mut keys = HashSet::new();
    let mut projects: HashMap<String, HashSet<String>> = HashMap::new();
    let mut rows = 0;
    for row in sniff.samples.iter().chain(&sniff.more) {
        let Some(number) = cell(row, key) else {
            continue;
        };
        let Some(project) = cell(row, project).filter(|_| is_number(&number)) else {
            return false;
        };
        let composed = composed(&[&project], &number);
        if TicketKey::new(&composed).is_err() || !keys.insert(composed) {
            return false;
        }
        projects.entry(project).or_default().insert(number);
        rows += 1;
    }
    let numbers: HashSet<&String> = projects.values().flatten().collect();
    // Where most rows have a project of their own it is none.
    projects.len() > 1 && projects.len() * 2 <= rows && numbers.len() < rows
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// The key of a number that is counted in each project: `owner/web#17`. Where that is too long for a key, the end of the
/// project's name and a digest of all of it stand for it. What is no number is a key by itself.
pub fn composed(parts: &[&str], number: &str) -> String {
    let parts: Vec<String> = parts
        .iter()
        .map(|part| part.split_whitespace().collect::<Vec<_>>().join("-"))
        .filter(|part| !part.is_empty())
        .collect();
    let number = number.trim();
    let project = parts.join("/");
    if project.is_empty() || !is_number(number) {
        return TicketKey::shortened(number).into_owned();
    }
    let whole = format!("{project}#{number}");
    if whole.chars().count() <= TicketKey::MAX_CHARS {
        return whole;
    }
    let mut maker = Maker::new();
    maker.text(Some(&project));
    let name = String::from(maker.make());
    let room = TicketKey::MAX_CHARS.saturating_sub(number.len() + 10);
    let length = project.chars().count();
    let short: String = project.chars().skip(length.saturating_sub(room)).collect();
    format!("{short}~{}#{number}", &name[..8])
}

impl Mapping {
    /// The key that a row has: what stands in its key column, behind the project where keys are told apart by it.
    pub(crate) fn key_of(&self, key: &str, cell: impl Fn(usize) -> Option<String>) -> String {
        let columns = self.columns(Field::KeyPrefix);
        let key = self.without_title(key);
        if columns.is_empty() {
            return TicketKey::shortened(key).into_owned();
        }
        let parts: Vec<String> = columns.iter().filter_map(|&column| cell(column)).collect();
        let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
        composed(&parts, key)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        mapping::{Known, Rows, propose},
        sniff,
    };

    fn proposed(csv: &str) -> Mapping {
        propose(&sniff(csv.as_bytes(), true).unwrap(), Known::default())
    }

    const TWO: &str = "repo,number,title,created_at\n\
        acme/web,1,Login fails,2026-01-01\nacme/web,2,Slow,2026-01-02\n\
        acme/api,1,Broken,2026-01-03\nacme/api,2,Timeout,2026-01-04\n";

    #[test]
    fn numbers_that_repeat_across_projects_stand_behind_them() {
        let mapping = proposed(TWO);
        assert_eq!(
            (
                mapping.columns(Field::TicketId),
                mapping.columns(Field::KeyPrefix)
            ),
            (&[1][..], &[0][..])
        );
        assert!(mapping.is_sure() && mapping.rows() == Rows::Tickets);
        let cell = |column: usize| Some(["acme/web", "7"][column].to_owned());
        assert_eq!(mapping.key_of("7", cell), "acme/web#7");
        assert_eq!(mapping.key_of("WEB-7", cell), "WEB-7");
        assert_eq!(mapping.key_of("7", |_| None), "7");
    }

    #[test]
    fn numbers_that_do_not_repeat_or_repeat_within_a_project_stay() {
        for csv in [
            // One project.
            "repo,number,title,created_at\na/b,1,x,2026-01-01\na/b,2,y,2026-01-02\n",
            // Numbers of the whole installation.
            "project,number,title,created_at\na,1,x,2026-01-01\nb,2,y,2026-01-02\na,3,z,2026-01-03\nb,4,z,2026-01-03\n",
            // Messages.
            "project,number,body,created_at\na,1,x,2026-01-01\na,1,y,2026-01-02\nb,2,z,2026-01-03\nb,2,w,2026-01-04\n",
        ] {
            assert!(proposed(csv).columns(Field::KeyPrefix).is_empty(), "{csv}");
        }
    }

    #[test]
    fn what_is_put_together_is_a_key() {
        assert_eq!(composed(&["My  project"], " 7 "), "My-project#7");
        assert_eq!(composed(&["acme", "web"], "7"), "acme/web#7");
        let long = "o".repeat(60);
        let [one, other] = ["a", "b"].map(|owner| composed(&[owner, &long, "web"], "7"));
        assert!(
            one != other && TicketKey::new(&one).is_ok(),
            "{one} {other}"
        );
        assert!(one.contains("oo/web~") && one.ends_with("#7"), "{one}");
    }
}
