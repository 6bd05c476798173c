//! The headers of the generated exports: 1,667 columns as a large Jira has them, or 12.

/// How many columns an export has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Columns {
    /// 1,667 columns of which 1,025 have different names: Comment×46, Attachment×63, Labels×6, Watchers×4 and 1,425
    /// custom fields (954 names) among them.
    Wide,
    /// 12 columns, Comment×2 among them.
    Narrow,
}

/// The text is neither `wide` nor `narrow`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UnknownColumns;

impl std::fmt::Display for UnknownColumns {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("columns are `wide` or `narrow`")
    }
}

impl std::error::Error for UnknownColumns {}

impl std::str::FromStr for Columns {
    type Err = UnknownColumns;
    fn from_str(text: &str) -> Result<Self, UnknownColumns> {
        match text {
            "wide" => Ok(Self::Wide),
            "narrow" => Ok(Self::Narrow),
            _ => Err(UnknownColumns),
        }
    }
}

/// Fields of a wide export that are no custom fields, with how often each is repeated; comments come last.
const WIDE: &[(&str, usize)] = &[
    ("Summary", 1),
    ("Issue key", 1),
    ("Issue id", 1),
    ("Issue Type", 1),
    ("Status", 1),
    ("Project key", 1),
    ("Project name", 1),
    ("Project type", 1),
    ("Project lead", 1),
    ("Project lead id", 1),
    ("Project description", 1),
    ("Project url", 1),
    ("Priority", 1),
    ("Resolution", 1),
    ("Assignee", 1),
    ("Assignee Id", 1),
    ("Reporter", 1),
    ("Reporter Id", 1),
    ("Creator", 1),
    ("Creator Id", 1),
    ("Created", 1),
    ("Updated", 1),
    ("Last Viewed", 1),
    ("Resolved", 1),
    ("Affects versions", 4),
    ("Fix versions", 4),
    ("Components", 3),
    ("Due date", 1),
    ("Votes", 1),
    ("Labels", 6),
    ("Description", 1),
    ("Environment", 1),
    ("Watchers", 4),
    ("Watchers Id", 1),
    ("Original estimate", 1),
    ("Remaining Estimate", 1),
    ("Time Spent", 1),
    ("Work Ratio", 1),
    ("Σ Original Estimate", 1),
    ("Σ Remaining Estimate", 1),
    ("Σ Time Spent", 1),
    ("Security Level", 1),
    ("Log Work", 24),
    ("Sprint", 5),
    ("Inward issue link (Blocks)", 4),
    ("Outward issue link (Blocks)", 5),
    ("Inward issue link (Relates)", 8),
    ("Outward issue link (Relates)", 8),
    ("Inward issue link (Cloners)", 1),
    ("Outward issue link (Cloners)", 1),
    ("Inward issue link (Duplicate)", 1),
    ("Outward issue link (Duplicate)", 1),
    ("Inward issue link (Problem/Incident)", 1),
    ("Outward issue link (Problem/Incident)", 1),
    ("Attachment", 63),
    ("Parent", 1),
    ("Parent key", 1),
    ("Parent summary", 1),
    ("Status Category", 1),
    ("Status Category Changed", 1),
    ("Subtasks", 1),
    ("Progress", 1),
    ("Σ Progress", 1),
    ("Images", 1),
    ("Epic Name Legacy", 1),
    ("Team Id", 1),
    ("Team Name", 1),
    ("Development", 1),
    ("Rank", 1),
    ("Flagged", 1),
];

const NARROW: &[(&str, usize)] = &[
    ("Issue key", 1),
    ("Summary", 1),
    ("Issue Type", 1),
    ("Status", 1),
    ("Priority", 1),
    ("Assignee", 1),
    ("Reporter", 1),
    ("Created", 1),
    ("Updated", 1),
    ("Description", 1),
];

/// Custom fields: this many names, and this many of them four times each.
const CUSTOM_NAMES: usize = 954;
const CUSTOM_FOURFOLD: usize = 157;

/// Custom fields that look like what one searches for, and are not.
const CUSTOM_TRAPS: &[&str] = &[
    "[CHART] Time in Status",
    "[CHART] Date of First Response",
    "Created date",
    "Request language",
    "Satisfaction rating",
    "Sentiment",
    "Organizations",
    "Product",
    "Request participants",
    "Resolution details",
    "Customer comment",
    "Category",
    "Epic Link",
];

const FIRST: &[&str] = &[
    "Impact",
    "Risk",
    "Change",
    "Release",
    "Customer",
    "Contract",
    "Billing",
    "Support",
    "Vendor",
    "Security",
    "Legacy",
    "Regional",
    "Internal",
    "External",
    "Planned",
    "Actual",
    "Target",
    "Original",
    "Backup",
    "Service",
    "Asset",
    "Review",
    "Audit",
    "Training",
    "Hardware",
    "Software",
    "Network",
    "Storage",
    "Quality",
    "Marketing",
    "Sales",
    "Data",
];
const SECOND: &[&str] = &[
    "start date",
    "end date",
    "owner",
    "team",
    "level",
    "score",
    "reason",
    "group",
    "number",
    "type",
    "region",
    "cost",
    "link",
    "notes",
    "status",
    "category",
    "window",
    "contact",
    "approval",
    "version",
    "code",
    "id",
    "time",
    "size",
    "count",
    "checklist",
    "location",
    "channel",
    "source",
    "goal",
];

/// Where the columns of an export are.
#[derive(Debug)]
pub(crate) struct Layout {
    /// All names, in order.
    pub names: Vec<String>,
    /// First column of the custom fields, and how many there are.
    pub custom: (usize, usize),
}

impl Layout {
    pub fn new(columns: Columns) -> Self {
        let (fixed, customs, comments) = match columns {
            Columns::Wide => (WIDE, custom_names(), 46),
            Columns::Narrow => (NARROW, Vec::new(), 2),
        };
        let mut names: Vec<String> = Vec::new();
        for (name, times) in fixed {
            names.extend(std::iter::repeat_n((*name).to_owned(), *times));
        }
        let custom = (names.len(), customs.len());
        names.extend(customs);
        names.extend(std::iter::repeat_n("Comment".to_owned(), comments));
        Self { names, custom }
    }

    /// First column of a name and how many of that name follow each other; nothing if the export lacks it.
    pub fn find(&self, name: &str) -> (usize, usize) {
        let first = self
            .names
            .iter()
            .position(|known| known == name)
            .unwrap_or(0);
        (
            first,
            self.names[first..]
                .iter()
                .take_while(|known| *known == name)
                .count(),
        )
    }
}

fn custom_names() -> Vec<String> {
    let made = FIRST
        .iter()
        .flat_map(|first| SECOND.iter().map(move |second| format!("{first} {second}")));
    let names = CUSTOM_TRAPS
        .iter()
        .map(|name| (*name).to_owned())
        .chain(made)
        .take(CUSTOM_NAMES);
    let mut all = Vec::new();
    for (number, name) in names.enumerate() {
        let fourfold = number % 6 == 5 && number / 6 < CUSTOM_FOURFOLD;
        all.extend(std::iter::repeat_n(
            format!("Custom field ({name})"),
            if fourfold { 4 } else { 1 },
        ));
    }
    all
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn the_wide_header_has_the_shape_of_the_real_one() {
        let layout = Layout::new(Columns::Wide);
        let count = |name: &str| layout.names.iter().filter(|known| *known == name).count();
        assert_eq!(layout.names.len(), 1_667);
        assert_eq!(layout.names.iter().collect::<HashSet<_>>().len(), 1_025);
        let counts = ["Comment", "Attachment", "Labels", "Watchers"].map(count);
        assert_eq!(counts, [46, 63, 6, 4]);
        let customs: Vec<_> = layout
            .names
            .iter()
            .filter(|name| name.starts_with("Custom field ("))
            .collect();
        assert_eq!(
            (customs.len(), customs.iter().collect::<HashSet<_>>().len()),
            (1_425, 954)
        );
        assert_eq!(layout.custom.1, 1_425);
        assert_eq!(layout.find("Comment"), (1_621, 46));
    }

    #[test]
    fn columns_are_named() {
        assert_eq!(
            ("wide".parse(), "narrow".parse()),
            (Ok(Columns::Wide), Ok(Columns::Narrow))
        );
        assert_eq!("both".parse::<Columns>(), Err(UnknownColumns));
    }

    #[test]
    fn the_narrow_one_has_twelve() {
        let layout = Layout::new(Columns::Narrow);
        assert_eq!(layout.names.len(), 12);
        assert_eq!(
            (layout.find("Comment"), layout.find("Labels").1),
            ((10, 2), 0)
        );
    }
}
