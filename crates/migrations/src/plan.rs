//! Which migrations are pending, or why the database and this binary do not fit together.

use std::fmt::Write as _;

use sha2::{Digest, Sha256};

/// One migration file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Migration<'a> {
    /// Its number, from 1, without gaps.
    pub version: u32,
    /// Its name without the number.
    pub name: &'a str,
    /// Its text.
    pub sql: &'a str,
    /// SHA-256 of the text, in hexadecimal.
    pub checksum: String,
}

/// One row of the bookkeeping table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Applied {
    /// The migration's number.
    pub version: u32,
    /// Its name without the number.
    pub name: String,
    /// SHA-256 of the text it had when it was applied, in hexadecimal.
    pub checksum: String,
}

/// The name of the bookkeeping row that keeps everybody but the mover off a database that is not whole yet.
pub const UNFINISHED_MOVE: &str = "unfinished_move";

/// Why no plan can be made.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// A file is not called `NNNN_name`.
    #[error("migration file {0:?} is not called NNNN_name.sql")]
    Name(String),
    /// A number is missing or used twice.
    #[error("migration {found:?} should have the number {expected:04}")]
    Sequence {
        /// The number that should come next.
        expected: u32,
        /// The file that came instead.
        found: String,
    },
    /// A migration was edited after it had been applied.
    #[error(
        "migration {version:04}_{name} was edited after it had been applied: restore its text and add a new migration"
    )]
    Edited {
        /// The migration's number.
        version: u32,
        /// Its name.
        name: String,
    },
    /// A move into the database has not ended: what is in it is not whole.
    #[error(
        "an unfinished move fills the database: finish it with `undertone move … --resume`, or begin anew with --overwrite"
    )]
    UnfinishedMove,
    /// The database was migrated by a newer binary.
    #[error(
        "the database holds migration {version:04}_{name}, which this version of the program does not know: use a newer version"
    )]
    Newer {
        /// The migration's number.
        version: u32,
        /// Its name.
        name: String,
    },
    /// The bookkeeping table lacks a migration before one that was applied.
    #[error(
        "the database's list of applied migrations lacks {version:04}: restore it from a backup"
    )]
    Missing {
        /// The missing number.
        version: u32,
    },
}

/// Reads (file name without ending, text) pairs, in order, into migrations numbered 1, 2, 3 and so on.
pub fn parse<'a>(files: &[(&'a str, &'a str)]) -> Result<Vec<Migration<'a>>, Error> {
    let mut migrations = Vec::with_capacity(files.len());
    for (expected, (file, sql)) in (1u32..).zip(files) {
        let (number, name) = file
            .split_once('_')
            .ok_or_else(|| Error::Name((*file).to_owned()))?;
        let version = number
            .parse::<u32>()
            .ok()
            .filter(|_| number.len() == 4 && !name.is_empty());
        let version = version.ok_or_else(|| Error::Name((*file).to_owned()))?;
        if version != expected {
            return Err(Error::Sequence {
                expected,
                found: (*file).to_owned(),
            });
        }
        migrations.push(Migration {
            version,
            name,
            sql,
            checksum: checksum(sql),
        });
    }
    Ok(migrations)
}

/// The migrations of `known` that are still to be applied to a database that holds `applied` (in order of version).
pub fn plan<'m, 'a>(
    known: &'m [Migration<'a>],
    applied: &[Applied],
) -> Result<&'m [Migration<'a>], Error> {
    for (expected, applied) in (1u32..).zip(applied) {
        if applied.name == UNFINISHED_MOVE {
            return Err(Error::UnfinishedMove);
        }
        if applied.version != expected {
            return Err(Error::Missing { version: expected });
        }
        let Some(migration) = known.get(expected as usize - 1) else {
            return Err(Error::Newer {
                version: applied.version,
                name: applied.name.clone(),
            });
        };
        if migration.name != applied.name || migration.checksum != applied.checksum {
            return Err(Error::Edited {
                version: applied.version,
                name: applied.name.clone(),
            });
        }
    }
    Ok(&known[applied.len()..])
}

/// SHA-256 in hexadecimal. Line ends count as `\n`, so that a checkout on another system has the same sum.
fn checksum(sql: &str) -> String {
    let mut text = String::with_capacity(64);
    for byte in Sha256::digest(sql.replace("\r\n", "\n")) {
        // Writing to a string does not fail.
        let _ = write!(text, "{byte:02x}");
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILES: &[(&str, &str)] = &[
        ("0001_first", "CREATE TABLE a (x);"),
        ("0002_second", "CREATE TABLE b (x);"),
    ];

    fn applied(migrations: &[Migration<'_>]) -> Vec<Applied> {
        let row = |m: &Migration<'_>| Applied {
            version: m.version,
            name: m.name.to_owned(),
            checksum: m.checksum.clone(),
        };
        migrations.iter().map(row).collect()
    }

    #[test]
    fn an_empty_database_needs_everything_and_a_current_one_nothing() {
        let known = parse(FILES).unwrap();
        assert_eq!(plan(&known, &[]).unwrap().len(), 2);
        assert_eq!(plan(&known, &applied(&known[..1])).unwrap(), &known[1..]);
        assert_eq!(plan(&known, &applied(&known)).unwrap(), &[]);
    }

    #[test]
    fn an_edited_migration_is_refused() {
        let known = parse(FILES).unwrap();
        let before = parse(&[("0001_first", "CREATE TABLE a (x, y);")]).unwrap();
        let error = plan(&known, &applied(&before)).unwrap_err();
        assert_eq!(
            error,
            Error::Edited {
                version: 1,
                name: "first".to_owned()
            }
        );
    }

    #[test]
    fn a_database_newer_than_the_binary_is_refused() {
        let known = parse(FILES).unwrap();
        let error = plan(&known[..1], &applied(&known)).unwrap_err();
        assert_eq!(
            error,
            Error::Newer {
                version: 2,
                name: "second".to_owned()
            }
        );
    }

    #[test]
    fn a_database_that_is_not_whole_is_refused() {
        let known = parse(FILES).unwrap();
        let mut rows = applied(&known);
        rows[1].name = UNFINISHED_MOVE.to_owned();
        assert_eq!(plan(&known, &rows).unwrap_err(), Error::UnfinishedMove);
        rows[1].version = 3;
        assert_eq!(plan(&known, &rows).unwrap_err(), Error::UnfinishedMove);
    }

    #[test]
    fn a_hole_in_the_bookkeeping_is_refused() {
        let known = parse(FILES).unwrap();
        assert_eq!(
            plan(&known, &applied(&known[1..])).unwrap_err(),
            Error::Missing { version: 1 }
        );
    }

    #[test]
    fn gaps_duplicates_and_other_names_are_refused() {
        let found = |found: &str, expected| Error::Sequence {
            expected,
            found: found.to_owned(),
        };
        assert_eq!(parse(&[("0002_a", "")]).unwrap_err(), found("0002_a", 1));
        assert_eq!(
            parse(&[("0001_a", ""), ("0001_b", "")]).unwrap_err(),
            found("0001_b", 2)
        );
        for name in ["first", "1_first", "000a_first", "0001_"] {
            assert_eq!(
                parse(&[(name, "")]).unwrap_err(),
                Error::Name(name.to_owned())
            );
        }
    }

    #[test]
    fn the_checksum_is_sha256_whatever_the_line_ends() {
        assert_eq!(
            checksum("abc"),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        );
        assert_eq!(checksum("a\r\nb"), checksum("a\nb"));
    }
}
