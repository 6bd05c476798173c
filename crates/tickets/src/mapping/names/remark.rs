//! Remarks in brackets behind the name of a column: `Description (First Query)` is a description.

use super::{COMMON, folded};
use crate::Field;

/// Remarks that make something else of what stands before them: its number, an address, how many, a plan.
const OTHERS: &[&str] = &[
    "id",
    "ids",
    "code",
    "cod",
    "codigo",
    "key",
    "number",
    "no",
    "nr",
    "count",
    "total",
    "length",
    "mail",
    "email",
    "phone",
    "url",
    "link",
    "yes",
    "old",
    "previous",
    "by",
    "planned",
    "plan",
    "target",
    "expected",
    "estimated",
    "estimate",
    "sla",
    "due",
    "days",
    "hours",
    "hrs",
    "h",
    "minutes",
    "mins",
    "min",
    "seconds",
    "sec",
];

/// What the name without its remark stands for, likely.
pub(super) fn of(header: &str) -> Vec<(Field, f64)> {
    let known = || {
        let inner = header.trim().strip_suffix([')', ']'])?;
        let (name, remark) = inner.split_once(['(', '['])?;
        let remark = folded(remark);
        let is_other = remark.split(' ').any(|word| OTHERS.contains(&word));
        COMMON.get(&folded(name)).filter(|_| !is_other)
    };
    let likely = |(field, sure): &(Field, f64)| (*field, sure.min(0.84) - 0.01);
    known().map_or_else(Vec::new, |known| known.iter().map(likely).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_remark_in_brackets_leaves_the_name() {
        let field = |name: &str| of(name).first().map(|(field, _)| *field);
        for (name, found) in [
            ("Description (First Query)", Field::Description),
            ("Date Created (dd/mm/yyyy)", Field::CreatedAt),
            ("Betreff [extern]", Field::Summary),
        ] {
            assert_eq!(field(name), Some(found), "{name}");
        }
        for name in [
            "Assignee (ID)",
            "Resolved (planned)",
            "Custom field (Description)",
            "Description",
            "Created (by)",
        ] {
            assert_eq!(field(name), None, "{name}");
        }
    }
}
