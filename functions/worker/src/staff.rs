//! Whom a workspace calls its own staff.

use std::collections::HashSet;
use stores::{Error, Records};

/// People by name or account, and everybody at a mail domain; all in lower case.
#[derive(Debug, Default)]
pub struct Staff {
    names: HashSet<String>,
    domains: HashSet<String>,
}

impl Staff {
    /// The workspace's.
    pub async fn of_workspace(records: &Records, workspace: i64) -> Result<Self, Error> {
        let rows: Vec<(String, String)> = records
            .query(
                "SELECT kind, folded FROM staff WHERE workspace_id = $1",
                (workspace,),
            )
            .await?;
        let rows = rows.iter();
        Self::of(rows.map(|(kind, folded)| (kind.as_str(), folded.as_str())))
    }

    /// Those of a kind, `name` or `domain`, in lower case.
    pub fn of<'a>(rows: impl IntoIterator<Item = (&'a str, &'a str)>) -> Result<Self, Error> {
        let mut staff = Self::default();
        for (kind, folded) in rows {
            let set = match kind {
                "domain" => &mut staff.domains,
                "name" => &mut staff.names,
                _ => {
                    let cause = format!("staff.kind cannot be read: {kind:?} is no kind of entry");
                    return Err(Error::Other(cause));
                }
            };
            set.insert(folded.to_owned());
        }
        Ok(staff)
    }

    /// Whether an author, as an export names them, is of the staff. A mail address is of its domain and of those above.
    pub fn has(&self, author: &str) -> bool {
        if self.names.is_empty() && self.domains.is_empty() {
            return false;
        }
        let folded = author.trim().to_lowercase();
        if self.names.contains(&folded) {
            return true;
        }
        // `Ann Lee <ann@help.example>` is an address, too.
        let address = folded
            .rsplit_once('<')
            .map_or(folded.as_str(), |(_, address)| {
                address.trim_end_matches('>')
            });
        let Some((_, domain)) = address.rsplit_once('@') else {
            return false;
        };
        let mut above = Some(domain.trim());
        while let Some(domain) = above {
            if self.domains.contains(domain) {
                return true;
            }
            above = domain.split_once('.').map(|(_, above)| above);
        }
        false
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_and_domains_are_known() {
        assert!(Staff::of([("team", "help")]).is_err());
        let staff = Staff::of([("name", "eve adams"), ("domain", "help.example")]).unwrap();
        for (author, is_staff) in [
            ("Eve Adams", true),
            ("ann@help.example", true),
            ("Ann Lee <ann@EU.help.example>", true),
            ("ann@nothelp.example", false),
            ("help.example", false),
            ("Eve", false),
        ] {
            assert_eq!(staff.has(author), is_staff, "{author}");
        }
        assert!(!Staff::default().has("ann@help.example"));
    }
}
