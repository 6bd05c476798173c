//! Which of several tables hold the tickets: those of one header that look most like it, or the one that was chosen.

use tickets::{Field, FileError, Sniff, TableFound, detect};

/// A sheet or a file with rows under a header.
#[derive(Debug)]
pub(crate) struct Candidate {
    /// Its name.
    pub name: String,
    /// Its rows below the header.
    pub rows: u64,
    /// Equal for those whose rows are read one after the other as one table.
    pub kind: String,
    /// How much it looks like tickets.
    pub fits: Fits,
}

/// Whether a key and texts were found beside a date, a state or comments, as tickets have them; a title among the texts; and a
/// date of creation.
pub(crate) type Fits = (bool, bool, bool);

/// What a table with that head shows, and how much it looks like tickets.
pub(crate) fn look(head: &[u8], complete: bool) -> Result<(Sniff, Fits), FileError> {
    let (format, sniff) = detect(head, complete)?;
    let mapping = format.propose(&sniff);
    let has = |field: &Field| !mapping.columns(*field).is_empty();
    let mut fields = mapping.fields().iter();
    let is_sure = fields.any(|(field, found)| field.is_text() && found.confidence > 0.9);
    let is_read = mapping.check(&sniff.header).is_ok() && (has(&Field::TicketId) || is_sure);
    let fits = (
        is_read && OF_TICKETS.iter().any(has),
        has(&Field::Summary),
        has(&Field::CreatedAt),
    );
    Ok((sniff, fits))
}

/// What tickets have: lists beside them, such as those of ready answers, of terms or of categories, have keys and texts, and at
/// most say who keeps them and since when.
const OF_TICKETS: [Field; 4] = [
    Field::CreatedAt,
    Field::Status,
    Field::Priority,
    Field::Comments,
];

/// What is read of several tables.
#[derive(Debug)]
pub(crate) struct Choice {
    /// All of them, and which are read.
    pub list: Vec<TableFound>,
    /// The lines that tell of them; none where nothing else was there.
    pub told: String,
}

/// What is read of the candidates: all of one kind, of which the most rows look most like tickets.
pub(crate) fn choose(candidates: &[Candidate], wanted: Option<&str>) -> Result<Choice, FileError> {
    let choice = |taken: &dyn Fn(&Candidate) -> bool| {
        let found = candidates.iter().map(|candidate| TableFound {
            name: candidate.name.clone(),
            rows: candidate.rows,
            taken: taken(candidate),
        });
        let list: Vec<TableFound> = found.collect();
        let told = match list.len() {
            0 | 1 => String::new(),
            _ if are_plain(candidates, taken) => TableFound::plain_lines(&list),
            _ => TableFound::lines(&list),
        };
        Choice { list, told }
    };
    if let Some(name) = wanted {
        if !candidates.iter().any(|candidate| candidate.name == name) {
            let name = name.to_owned();
            return Err(FileError::UnknownTable { name });
        }
        return Ok(choice(&|candidate| candidate.name == name));
    }
    let weight = |kind: &str| {
        let same = candidates.iter().filter(|other| other.kind == kind);
        let fits = same.clone().map(|other| other.fits).max();
        (fits, same.map(|other| other.rows).sum::<u64>())
    };
    // Of equals the first.
    let best = candidates
        .iter()
        .rev()
        .max_by_key(|candidate| weight(&candidate.kind));
    let kind = best.map(|candidate| candidate.kind.clone());
    Ok(choice(&|candidate| Some(&candidate.kind) == kind.as_ref()))
}

/// Whether those that are not read are plainly none of tickets: short lists without a key or a text, or with nothing else, such
/// as those of a form's choices or of ready answers, beside tickets with a date.
fn are_plain(candidates: &[Candidate], taken: &dyn Fn(&Candidate) -> bool) -> bool {
    let (read, left): (Vec<_>, Vec<_>) = candidates.iter().partition(|one| taken(one));
    let rows: u64 = read.iter().map(|one| one.rows).sum();
    read.iter().all(|one| one.fits.0 && one.fits.2)
        && left
            .iter()
            .all(|one| !one.fits.0 && !one.fits.2 && one.rows * 4 <= rows)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn candidate(name: &str, rows: u64, kind: &str, fits: Fits) -> Candidate {
        Candidate {
            name: name.to_owned(),
            rows,
            kind: kind.to_owned(),
            fits,
        }
    }

    #[test]
    fn the_kind_that_looks_most_like_tickets_is_taken() {
        let found = [
            candidate("Pivot", 900, "p", (false, false, false)),
            candidate("Comments", 700, "c", (true, false, true)),
            candidate("Jan", 3, "t", (true, true, true)),
            candidate("People", 50, "u", (true, true, false)),
            candidate("Feb", 2, "t", (true, true, true)),
        ];
        let taken = |wanted| -> Vec<String> {
            let list = choose(&found, wanted).unwrap().list.into_iter();
            list.filter(|table| table.taken)
                .map(|table| table.name)
                .collect()
        };
        assert_eq!(taken(None), ["Jan", "Feb"]);
        assert_eq!(taken(Some("People")), ["People"]);
        assert_eq!(
            choose(&found, Some("Mar")).unwrap_err().kind(),
            "unknown_table"
        );
    }

    #[test]
    fn keys_and_texts_alone_are_no_tickets() {
        let fits = |table: &str| look(table.as_bytes(), true).unwrap().1;
        let answers =
            "ID,Title,Answer,Owner,Updated\n1,Login,Please try the link again,Kim,2026-01-02\n";
        assert_eq!(fits(answers), (false, true, false));
        let backlog = "ID,Title,Status\n1,Login,Open\n2,Door,Closed\n";
        assert_eq!(fits(backlog), (true, true, false));
        let tickets = "ID,Title,Created\n1,Login,2026-01-02\n2,Door,2026-01-03\n";
        assert_eq!(fits(tickets), (true, true, true));
    }

    #[test]
    fn short_lists_of_choices_are_no_question() {
        let told = |rows: u64, fits: Fits| {
            let found = [
                candidate("2026", 40, "t", (true, true, true)),
                candidate("Lists", rows, "l", fits),
            ];
            choose(&found, None).unwrap().told
        };
        let none = (false, false, false);
        assert_eq!(
            told(6, none),
            "#undertone-table + 40 2026\n#undertone-table = 6 Lists\n"
        );
        assert!(told(11, none).contains("- 11 Lists"));
        assert!(told(6, (true, false, false)).contains("- 6 Lists"));
        let found = [candidate("2026", 40, "t", (true, true, true))];
        assert_eq!(choose(&found, None).unwrap().told, "");
    }
}
