//! Settings that are numbers.

use crate::setting::Fault;

/// More at once than any machine this is run on has processors for.
const MOST_STEPS: i64 = 256;
/// A smaller file holds no ticket worth a job.
const LEAST_UPLOAD: u64 = 1 << 10;
/// A tebibyte.
const LARGEST_UPLOAD: u64 = 1 << 40;

/// Units that people write behind a number of bytes.
const UNITS: &[(&str, u64)] = &[
    ("kib", 1 << 10),
    ("mib", 1 << 20),
    ("gib", 1 << 30),
    ("kb", 1_000),
    ("mb", 1_000_000),
    ("gb", 1_000_000_000),
    ("k", 1 << 10),
    ("m", 1 << 20),
    ("g", 1 << 30),
];

/// The most of a number that is only counted down from.
const MOST: i64 = 1_000_000;

pub(crate) fn sweep_every_seconds(text: &str) -> Result<i64, Fault> {
    counted(text, "seconds", "600")
}

pub(crate) fn trash_days(text: &str) -> Result<i64, Fault> {
    counted(text, "days", "7")
}

fn counted(text: &str, unit: &str, usual: &str) -> Result<i64, Fault> {
    match text.parse::<i64>() {
        Ok(number) if (1..=MOST).contains(&number) => Ok(number),
        _ => Err(Fault {
            reason: format!("must be a whole number of {unit} from 1 to {MOST}"),
            remedy: format!("write {usual}, for example"),
        }),
    }
}

pub(crate) fn worker_concurrency(text: &str) -> Result<i64, Fault> {
    let number = text.parse::<i64>().ok();
    let remedy = match number {
        Some(number) if (1..=MOST_STEPS).contains(&number) => return Ok(number),
        Some(number) if number > MOST_STEPS => format!("write {MOST_STEPS} for the most"),
        Some(_) => "write 1 for one step at a time".to_owned(),
        None => "write 2, for example".to_owned(),
    };
    Err(Fault {
        reason: format!("must be a whole number from 1 to {MOST_STEPS}"),
        remedy,
    })
}

pub(crate) fn upload_limit(text: &str) -> Result<u64, Fault> {
    let remedy = match text.parse::<u64>() {
        Ok(bytes) if (LEAST_UPLOAD..=LARGEST_UPLOAD).contains(&bytes) => return Ok(bytes),
        Ok(bytes) if bytes > LARGEST_UPLOAD => format!("write {LARGEST_UPLOAD} for the most"),
        Ok(_) => format!("write {LEAST_UPLOAD} for the least"),
        Err(_) => match with_unit(text) {
            Some(bytes) => format!("write {bytes}"),
            None => "write 524288000, for example".to_owned(),
        },
    };
    Err(Fault {
        reason: format!("must be a whole number of bytes from {LEAST_UPLOAD} to {LARGEST_UPLOAD}"),
        remedy,
    })
}

/// What a number with a unit means, where it is an allowed number of bytes.
fn with_unit(text: &str) -> Option<u64> {
    let text = text.to_ascii_lowercase();
    let (number, unit) = UNITS
        .iter()
        .find_map(|(name, unit)| Some((text.strip_suffix(name)?, unit)))?;
    let bytes = number.trim().parse::<u64>().ok()?.checked_mul(*unit)?;
    (LEAST_UPLOAD..=LARGEST_UPLOAD)
        .contains(&bytes)
        .then_some(bytes)
}
