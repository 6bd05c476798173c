//! Reads a list of names: a CSV of two columns, or one name a line.

use std::collections::HashMap;

use sentiment::{Meaning, Term};

/// A line that could not be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Wrong {
    /// From 1, the header included.
    pub line: usize,
    /// `term` or `label`.
    pub column: &'static str,
    /// The beginning of what stands there.
    pub value: String,
    /// What is wrong with it.
    pub reason: String,
}

/// The longest beginning of a value that is shown, in characters.
const SHOWN: usize = 60;

/// The terms of a list, or every line that is wrong. With a label each line is a term; without, a CSV of term and label
/// between commas, semicolons or tabs, whose first line may be the header `term,label`. Empty lines are skipped.
pub(super) fn read(text: &str, label: Option<Meaning>) -> Result<Vec<(Term, Meaning)>, Vec<Wrong>> {
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    let (mut terms, mut wrong) = (Vec::new(), Vec::new());
    let mut seen: HashMap<String, (usize, Meaning)> = HashMap::new();
    for (line, content) in (1..).zip(text.lines()) {
        if content.trim().is_empty() || (line == 1 && label.is_none() && is_header(content)) {
            continue;
        }
        match one(content, label, line) {
            Ok((term, meaning)) => {
                let (first, known) = *seen.entry(term.folded()).or_insert((line, meaning));
                if known != meaning {
                    let reason = format!("the same term is {known} in line {first}");
                    wrong.push(Wrong::new(line, "label", meaning.as_str(), reason));
                } else if first == line {
                    terms.push((term, meaning));
                }
            }
            Err(found) => wrong.push(found),
        }
    }
    if wrong.is_empty() {
        Ok(terms)
    } else {
        Err(wrong)
    }
}

/// The term and label of a line.
fn one(content: &str, label: Option<Meaning>, line: usize) -> Result<(Term, Meaning), Wrong> {
    let cells = match label {
        Some(_) => vec![content.to_owned()],
        None => cells(content),
    };
    let written = formula::unguarded(cells[0].trim());
    let term = written.parse().map_err(|error: sentiment::TermError| {
        Wrong::new(line, "term", written, error.to_string())
    })?;
    if let Some(meaning) = label {
        return Ok((term, meaning));
    }
    let given = cells.get(1).map_or("", |cell| cell.trim());
    if cells[2.min(cells.len())..]
        .iter()
        .any(|cell| !cell.trim().is_empty())
    {
        let reason =
            "a line has a term and a label; put quotes around a term with commas".to_owned();
        return Err(Wrong::new(line, "label", given, reason));
    }
    let meaning = given.parse().map_err(|_| {
        let reason = if given.is_empty() {
            format!("the label is missing: one of {}", super::labels())
        } else {
            format!("no label: use one of {}", super::labels())
        };
        Wrong::new(line, "label", given, reason)
    })?;
    Ok((term, meaning))
}

impl Wrong {
    fn new(line: usize, column: &'static str, value: &str, reason: String) -> Self {
        let mut shown: String = value.chars().take(SHOWN).collect();
        if shown.len() < value.len() {
            shown.push('…');
        }
        Self {
            line,
            column,
            value: shown,
            reason,
        }
    }
}

fn is_header(content: &str) -> bool {
    let cells = cells(content);
    let is = |place: usize, name: &str| {
        cells
            .get(place)
            .is_some_and(|cell: &String| cell.trim().eq_ignore_ascii_case(name))
    };
    is(0, "term") && is(1, "label")
}

/// The cells of a line; between quotes a separator is a sign like any other, and two quotes are one.
fn cells(content: &str) -> Vec<String> {
    let separator = [',', ';', '\t']
        .into_iter()
        .find(|separator| outside_quotes(content).any(|sign| sign == *separator))
        .unwrap_or(',');
    let (mut cells, mut cell, mut quoted) = (Vec::new(), String::new(), false);
    let mut signs = content.chars().peekable();
    while let Some(sign) = signs.next() {
        match sign {
            '"' if quoted && signs.peek() == Some(&'"') => cell.extend(signs.next()),
            '"' if quoted || cell.trim().is_empty() => quoted = !quoted,
            _ if sign == separator && !quoted => cells.push(std::mem::take(&mut cell)),
            _ => cell.push(sign),
        }
    }
    cells.push(cell);
    cells
}

fn outside_quotes(content: &str) -> impl Iterator<Item = char> + '_ {
    let mut quoted = false;
    content.chars().filter(move |sign| {
        quoted ^= *sign == '"';
        !quoted
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn listed(text: &str, label: Option<&str>) -> Vec<String> {
        read(text, label.map(|label| label.parse().unwrap()))
            .unwrap()
            .iter()
            .map(|(term, meaning)| format!("{meaning} {}", term.as_str()))
            .collect()
    }

    #[test]
    fn a_csv_of_any_separator_is_read() {
        let text = "\u{FEFF}Term,Label\r\nAurora Sync,product\r\n\r\n\"Acme, \"\"Inc\"\"\",ORGANIZATION\r\n'@acme,PERSON";
        assert_eq!(
            listed(text, None),
            [
                "PRODUCT Aurora Sync",
                "ORGANIZATION Acme, \"Inc\"",
                "PERSON @acme"
            ]
        );
        for text in [
            "Monitor;excluded",
            "Monitor\texcluded\n",
            "Monitor,excluded,\nMONITOR,EXCLUDED",
        ] {
            assert_eq!(listed(text, None), ["EXCLUDED Monitor"], "{text}");
        }
    }

    #[test]
    fn with_a_label_each_line_is_a_name() {
        assert_eq!(
            listed("Acme, Inc\n\n  Contoso \nterm,label", Some("ORGANIZATION")),
            [
                "ORGANIZATION Acme, Inc",
                "ORGANIZATION Contoso",
                "ORGANIZATION term,label"
            ]
        );
    }

    #[test]
    fn every_wrong_line_is_named() {
        let text = format!(
            "Aurora,PRODUCT\nx,ANIMAL\n++,PRODUCT\nContoso\n{},PERSON\naurora,EXCLUDED\na,b,c",
            "y".repeat(101)
        );
        let wrong = read(&text, None).unwrap_err();
        let named: Vec<_> = wrong
            .iter()
            .map(|wrong| (wrong.line, wrong.column, wrong.value.as_str()))
            .collect();
        let long = format!("{}…", "y".repeat(60));
        assert_eq!(
            named,
            [
                (2, "label", "ANIMAL"),
                (3, "term", "++"),
                (4, "label", ""),
                (5, "term", long.as_str()),
                (6, "label", "EXCLUDED"),
                (7, "label", "b"),
            ]
        );
        assert!(wrong[4].reason.contains("PRODUCT in line 1"), "{wrong:?}");
    }
}
