//! Comments that come again, otherwise or not at all.

use super::*;
use jiff::Timestamp;
use sentiment::{Score, Side};

/// What is said of a comment here: minute, author and text.
type Said<'a> = (Option<&'a str>, &'a str, &'a str);

const NEWEST: Asked = Asked {
    is_newest: true,
    may_remove: true,
    is_other_zone: false,
};

const OLDER: Asked = Asked {
    is_newest: false,
    ..NEWEST
};

fn comment((at, author, body): Said<'_>, number: u32) -> Comment {
    let at: Option<Timestamp> = at.map(|at| at.parse().expect("a moment"));
    let comment = Comment {
        number,
        at,
        author: Some(author.to_owned()).filter(|author| !author.is_empty()),
        author_type: None,
        body: body.to_owned(),
        fingerprint: "0".repeat(32).try_into().expect("a fingerprint"),
    };
    let fingerprint = comment.fingerprint_behind(0);
    Comment {
        fingerprint,
        ..comment
    }
}

fn incoming(said: &[Said<'_>]) -> Vec<Comment> {
    (1..)
        .zip(said)
        .map(|(number, said)| comment(*said, number))
        .collect()
}

fn known(said: &[Said<'_>]) -> Vec<StoredComment> {
    stored(incoming(said))
}

fn stored(comments: Vec<Comment>) -> Vec<StoredComment> {
    comments
        .into_iter()
        .map(|comment| StoredComment {
            fingerprint: comment.fingerprint.to_string(),
            number: comment.number,
            at: comment.at.map(Timestamp::as_microsecond),
            author: comment.author,
            author_type: Side::Unknown,
            text: comment.body,
            score: Score::UNREADABLE,
        })
        .collect()
}

/// What counts after an export, by time and text.
fn after(before: &[StoredComment], export: &[Said<'_>], asked: Asked) -> Vec<StoredComment> {
    let change = compare(before, incoming(export), asked);
    let is_over = |place: usize| change.over.iter().any(|(over, _)| *over == place);
    let kept = before.iter().enumerate();
    let kept = kept.filter(|(place, _)| !is_over(*place));
    let mut all: Vec<_> = kept.map(|(_, one)| one.clone()).collect();
    all.extend(stored(change.added.clone()));
    all.sort_by(|one, other| (one.at, &one.text).cmp(&(other.at, &other.text)));
    let numbers: HashSet<u32> = all.iter().map(|one| one.number).collect();
    assert_eq!(numbers.len(), all.len(), "{all:?}");
    let names: HashSet<&str> = all.iter().map(|one| one.fingerprint.as_str()).collect();
    assert_eq!(names.len(), all.len(), "{all:?}");
    all
}

fn texts(all: &[StoredComment]) -> Vec<&str> {
    all.iter().map(|one| one.text.as_str()).collect()
}

const FIRST: Said<'_> = (Some("2025-01-02T09:00:00Z"), "ann", "first comment");
const SECOND: Said<'_> = (Some("2025-01-03T10:00:00Z"), "bob", "second comment");
const THIRD: Said<'_> = (Some("2025-01-04T10:00:00Z"), "ann", "third comment");

#[test]
fn another_name_of_an_author_doubles_nothing() {
    let before = known(&[FIRST, SECOND]);
    let renamed = (SECOND.0, "robert", SECOND.2);
    assert_eq!(after(&before, &[FIRST, renamed], NEWEST), before);
}

#[test]
fn another_timezone_doubles_nothing_and_brings_the_times() {
    let before = known(&[FIRST, SECOND]);
    let shifted = [
        (Some("2025-01-02T08:00:00Z"), "ann", "first comment"),
        (Some("2025-01-03T09:00:00Z"), "robert", "second comment"),
    ];
    let all = after(&before, &shifted, NEWEST);
    assert_eq!(texts(&all), ["first comment", "second comment"]);
    let times: Vec<_> = all.iter().map(|one| one.at).collect();
    assert_eq!(
        times,
        [Some(1_735_804_800_000_000), Some(1_735_894_800_000_000)]
    );
    let over: Vec<_> = compare(&before, incoming(&shifted), NEWEST).over;
    assert_eq!(over, [(0, Why::Moved), (1, Why::Moved)]);
    assert_eq!(after(&before, &shifted, OLDER), before);
}

/// An hour in winter, two in summer; and one whose clock stood.
#[test]
fn the_change_of_the_clock_is_no_other_shift() {
    let before = known(&[
        (Some("2025-01-02T09:00:00Z"), "ann", "winter"),
        (Some("2025-07-02T09:00:00Z"), "ann", "summer"),
    ]);
    let shifted = [
        (Some("2025-01-02T08:00:00Z"), "ann", "winter"),
        (Some("2025-07-02T07:00:00Z"), "ann", "summer"),
    ];
    assert_eq!(after(&before, &shifted, NEWEST).len(), 2);
    let london = [
        (Some("2025-01-02T09:00:00Z"), "ann", "winter"),
        (Some("2025-07-02T08:00:00Z"), "ann", "summer"),
    ];
    let other_zone = Asked {
        is_other_zone: true,
        ..NEWEST
    };
    assert_eq!(after(&before, &london, other_zone).len(), 2);
}

/// Jira's CSV and its REST interface.
#[test]
fn another_format_doubles_nothing() {
    let before = known(&[(
        Some("2025-01-03T09:30:00Z"),
        "557058:abc",
        "see *this* {code}x{code}",
    )]);
    let rest = [(Some("2025-01-03T09:30:44.5Z"), "Anna", "see this x\n")];
    assert_eq!(after(&before, &rest, NEWEST), before);
}

#[test]
fn an_edited_comment_stands_once() {
    let before = known(&[FIRST, SECOND]);
    let edited = (SECOND.0, "bob", "second comment, corrected");
    let all = after(&before, &[FIRST, edited], NEWEST);
    assert_eq!(texts(&all), ["first comment", "second comment, corrected"]);
    assert_eq!(all[1].number, 2);
    let change = compare(&before, incoming(&[FIRST, edited]), NEWEST);
    assert_eq!(change.over, [(1, Why::Edited)]);
    // An older export has the former text: it says nothing.
    let now = known(&[FIRST, edited]);
    assert_eq!(after(&now, &[FIRST, SECOND], OLDER), now);
}

#[test]
fn a_deleted_comment_goes_with_the_newest_export_only() {
    let before = known(&[FIRST, SECOND, THIRD]);
    let all = after(&before, &[FIRST, THIRD], NEWEST);
    assert_eq!(texts(&all), ["first comment", "third comment"]);
    let all = after(&before, &[FIRST], NEWEST);
    assert_eq!(texts(&all), ["first comment"]);
    assert_eq!(after(&before, &[FIRST, THIRD], OLDER), before);
    let now = known(&[FIRST, THIRD]);
    assert_eq!(after(&now, &[FIRST, SECOND, THIRD], OLDER), now);
}

#[test]
fn an_export_that_has_not_all_of_them_takes_nothing_away() {
    let before = known(&[FIRST, SECOND, THIRD]);
    let fourth = (Some("2025-01-05T10:00:00Z"), "bob", "fourth comment");
    // None, the last ones, one of several columns.
    assert_eq!(after(&before, &[], NEWEST), before);
    assert_eq!(after(&before, &[THIRD, fourth], NEWEST).len(), 4);
    let one_column = Asked {
        may_remove: false,
        ..NEWEST
    };
    assert_eq!(after(&before, &[FIRST], one_column), before);
}

#[test]
fn an_older_export_gives_what_newer_ones_cut_off() {
    let before = known(&[SECOND, THIRD]);
    let all = after(&before, &[FIRST, SECOND], OLDER);
    assert_eq!(all.len(), 3);
    assert_eq!(texts(&after(&[], &[FIRST, SECOND], OLDER)).len(), 2);
}

#[test]
fn equal_ones_count_as_often_as_the_newest_export_has_them() {
    let twice = known(&[FIRST, SECOND, SECOND]);
    // Of equal ones each has a fingerprint of its own.
    let mut twice = twice;
    twice[2].fingerprint = "f".repeat(32);
    assert_eq!(after(&twice, &[FIRST, SECOND], NEWEST).len(), 2);
    let once = known(&[FIRST, SECOND]);
    let all = after(&once, &[FIRST, SECOND, SECOND], NEWEST);
    assert_eq!(all.len(), 3);
    assert_eq!(after(&all, &[FIRST, SECOND, SECOND], NEWEST), all);
}

#[test]
fn where_one_has_no_time_the_text_tells() {
    let untimed = known(&[(None, "", "first comment")]);
    let all = after(&untimed, &[FIRST], NEWEST);
    assert_eq!((all.len(), all[0].at.is_some()), (1, true));
    let timed = known(&[FIRST]);
    assert_eq!(
        after(&timed, &[(None, "ann", "first  comment")], NEWEST),
        timed
    );
    assert_eq!(after(&timed, &[(None, "ann", "another")], NEWEST).len(), 2);
}

#[test]
fn a_shift_that_is_no_clock_s_is_another_comment() {
    let before = known(&[(Some("2025-01-02T09:00:00Z"), "ann", "ok")]);
    let later = [
        (Some("2025-01-02T09:00:00Z"), "ann", "ok"),
        (Some("2025-01-02T10:00:00Z"), "ann", "ok"),
    ];
    assert_eq!(after(&before, &later, NEWEST).len(), 2);
    let minutes = [(Some("2025-01-02T09:07:00Z"), "ann", "ok")];
    assert_eq!(compare(&before, incoming(&minutes), OLDER).added.len(), 0);
    assert_eq!(compare(&before, incoming(&minutes), NEWEST).added.len(), 1);
}
