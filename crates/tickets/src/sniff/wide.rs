//! Tables whose rows all have more cells than the header names: the columns behind it have no name.

use crate::{Encoding, Field, Header, Origin, Serials, Wire, csv::cells::Row, date::Reading};

/// So many columns that are called dates are looked at: for each, all cells of the sample are.
const MOST: usize = 64;

/// The header with the columns behind it, of a text or of sheets.
pub(super) fn named(
    header: Header,
    rows: &[Row],
    encoding: Encoding,
    origin: Option<Origin>,
) -> Header {
    let columns = match origin.filter(|origin| origin.controls() > 0) {
        None => columns(&header, rows, encoding),
        Some(origin) if matches!(origin.wire, Wire::Json | Wire::Parquet | Wire::Api) => 0,
        Some(_) => ragged(&header, rows, encoding),
    };
    header.widened(columns)
}

/// How many columns the rows of a sheet have, where nearly all of them go on behind the header, one further than another: as a
/// ticket's messages do that stand one beside the other. Rows behind those that are looked at may go on half as far again.
fn ragged(header: &Header, rows: &[Row], encoding: Encoding) -> usize {
    let rows: Vec<&Row> = rows.iter().filter(|row| row.record.filled).collect();
    let named = header.len();
    let wide = rows.iter().filter(|row| row.record.width > named).count();
    let most = rows.iter().map(|row| row.record.width).max();
    let most = most.unwrap_or_default().saturating_sub(named);
    if rows.len() > 2 && wide * 10 >= rows.len() * 9 && has_dates(header, &rows, encoding) {
        named + most + most / 2
    } else {
        named
    }
}

/// How many columns the table has, where that is more than the header names. A date has to stand where one is named: so the
/// cells are not shifted.
fn columns(header: &Header, rows: &[Row], encoding: Encoding) -> usize {
    let rows: Vec<&Row> = rows.iter().filter(|row| row.record.filled).collect();
    let named = header.len();
    let Some(columns) = rows.first().map(|row| row.record.columns) else {
        return named;
    };
    let same = rows.iter().filter(|row| row.record.columns == columns);
    let is_wide = columns > named
        && same.count() * 20 >= rows.len() * 19
        && rows.iter().any(|row| row.record.width > named);
    if is_wide && has_dates(header, &rows, encoding) {
        columns
    } else {
        named
    }
}

/// Whether dates stand where a column is called so.
fn has_dates(header: &Header, rows: &[&Row], encoding: Encoding) -> bool {
    let is_date = |column: &usize| Field::meant_by(&header.name(*column)).any(Field::is_date);
    let mut dates = (0..header.len()).filter(is_date).take(MOST);
    dates.any(|column| holds_dates(rows, column, encoding))
}

/// Whether most cells of a column that are filled are dates.
fn holds_dates(rows: &[&Row], column: usize, encoding: Encoding) -> bool {
    let cells = rows.iter().flat_map(|row| &row.cells);
    let cells: Vec<_> = cells.filter(|(at, _)| *at == column).collect();
    let is_date = |(_, cell): &&&(usize, Vec<u8>)| {
        let text = encoding.decode(cell).0;
        Reading::in_column(text.trim(), Serials::default()).is_ok()
    };
    let read = cells.iter().filter(is_date).count();
    read > 0 && read * 5 >= cells.len() * 4
}

#[cfg(test)]
mod tests {
    use crate::{Options, Zone, detect};

    fn columns(csv: &str) -> usize {
        detect(csv.as_bytes(), true).unwrap().1.header.len()
    }

    #[test]
    fn columns_behind_those_that_have_names() {
        let csv = "id,title,created\n\
            1,Door,2026-01-02,,x\n2,Bill,2026-01-03,,y\n3,Late,2026-01-04,,z\n";
        assert_eq!(columns(csv), 5);
        let (format, sniff) = detect(csv.as_bytes(), true).unwrap();
        let mapping = format.propose(&sniff);
        let options = Options::new(Zone::UTC, "2026-10-01T00:00:00Z".parse().unwrap());
        let mut inspector = format.inspector(&sniff, &mapping, options).unwrap();
        inspector.feed(csv.as_bytes()).unwrap();
        let found = inspector.finish().unwrap();
        let chunk = &found.chunks[0];
        let read = format
            .read_chunk(&chunk.of(csv.as_bytes()), &found, chunk)
            .unwrap();
        assert_eq!((read.tickets.len(), read.errors.len()), (3, 0));
    }

    #[test]
    fn messages_beside_the_rows_of_a_sheet() {
        let sheet = |wire: &str, rows: [&str; 4]| {
            let head = format!("#undertone 1 {wire} utf-8\n#line,#fault,id,title,created\n");
            columns(&(head + &rows.join("\n") + "\n"))
        };
        let ragged = [
            "2,,1,Door,2026-01-02,Hi,Yes?,Thanks",
            "3,,2,Bill,2026-01-03,Hello",
            "4,,3,Late,2026-01-04,Where is it,Here",
            "5,,4,Cold,2026-01-05,It is cold",
        ];
        assert_eq!(sheet("xlsx", ragged), 5 + 3 + 1);
        assert_eq!(sheet("json", ragged), 5);
        // One row that moved, and all of them.
        let moved = ["2,,1,Door,2026-01-02"; 3];
        assert_eq!(
            sheet(
                "xlsx",
                [moved[0], moved[1], moved[2], "3,,,2,Bill,2026-01-03"]
            ),
            5
        );
        assert_eq!(sheet("xlsx", ["3,,7,2,Bill,2026-01-03"; 4]), 5);
    }

    #[test]
    fn rows_that_are_shifted_or_only_some_of_them_wide_stay_so() {
        // As R writes them: the first cell is the number of the row.
        let shifted = "id,title,created\n1,7,Door,2026-01-02\n2,8,Bill,2026-01-03\n";
        assert_eq!(columns(shifted), 3);
        let some = "id,title,created\n1,Door,2026-01-02\n2,Bill, late,2026-01-03\n";
        assert_eq!(columns(some), 3);
    }

    #[test]
    fn only_so_many_columns_that_are_called_dates_are_looked_at() {
        for (others, expected) in [
            (super::MOST - 1, super::MOST + 3),
            (super::MOST, super::MOST + 2),
        ] {
            let row = format!("1{},2026-01-02,,x\n", ",no".repeat(others));
            let header = format!("id{},created", ",created".repeat(others));
            assert_eq!(columns(&format!("{header}\n{}", row.repeat(3))), expected);
        }
    }
}
