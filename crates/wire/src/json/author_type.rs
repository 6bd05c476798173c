//! What help desks and trackers say of the author of a comment: whether it is a customer, one of the staff, or a program.
//! Nothing is guessed: where a system does not say it, nothing is known.

use serde_json::{Map, Value};
use tickets::AuthorType;

/// What a comment says of its author.
pub(super) fn of(comment: &Map<String, Value>) -> Option<AuthorType> {
    let person = ["author", "user", "from", "updateAuthor"]
        .iter()
        .find_map(|key| comment.get(*key)?.as_object());
    if let Some(known) = person.and_then(of_person) {
        return Some(known);
    }
    let flag = |name: &str| comment.get(name).and_then(Value::as_bool);
    let word = |name: &str| comment.get(name).and_then(Value::as_str);
    match word("author_association") {
        // GitHub: what the author is to the repository.
        Some("OWNER" | "MEMBER" | "COLLABORATOR") => return Some(AuthorType::Staff),
        Some("NONE" | "FIRST_TIMER" | "FIRST_TIME_CONTRIBUTOR") => {
            return Some(AuthorType::Customer);
        }
        _ => {}
    }
    if let Some(known) = word("author_type").and_then(of_role) {
        return Some(known);
    }
    // Zendesk, Freshdesk, Jira Service Management: notes that customers do not see, nor write.
    if flag("public") == Some(false)
        || flag("jsdPublic") == Some(false)
        || flag("private") == Some(true)
    {
        return Some(AuthorType::Staff);
    }
    // Freshdesk: from outside, or an answer.
    flag("incoming").map(|incoming| {
        if incoming {
            AuthorType::Customer
        } else {
            AuthorType::Staff
        }
    })
}

fn of_person(person: &Map<String, Value>) -> Option<AuthorType> {
    let word = |name: &str| person.get(name).and_then(Value::as_str);
    if let Some(known) = word("role").and_then(of_role) {
        return Some(known);
    }
    match word("type") {
        // GitHub calls every human a user.
        Some("User") => None,
        Some(word) => of_role(word),
        // Jira: accounts of programs, and of those who write through the portal alone.
        None => match word("accountType") {
            Some("app") => Some(AuthorType::Machine),
            Some("customer") => Some(AuthorType::Customer),
            _ => None,
        },
    }
}

/// The words of Zendesk, Intercom and GitHub.
fn of_role(word: &str) -> Option<AuthorType> {
    match word.to_ascii_lowercase().as_str() {
        "admin" | "teammate" | "team" | "agent" | "staff" => Some(AuthorType::Staff),
        "user" | "lead" | "contact" | "customer" | "end-user" | "end_user" | "requester" => {
            Some(AuthorType::Customer)
        }
        "bot" | "app" | "workflow" | "machine" => Some(AuthorType::Machine),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_system_in_its_own_words() {
        let (staff, customer) = (Some(AuthorType::Staff), Some(AuthorType::Customer));
        for (json, expected) in [
            (r#"{"author":{"type":"admin","name":"Kim"}}"#, staff),
            (r#"{"author":{"type":"lead"}}"#, customer),
            (r#"{"author":{"type":"bot"}}"#, Some(AuthorType::Machine)),
            (
                r#"{"user":{"login":"a","type":"User"},"author_association":"MEMBER"}"#,
                staff,
            ),
            (
                r#"{"user":{"login":"a","type":"User"},"author_association":"NONE"}"#,
                customer,
            ),
            (
                r#"{"user":{"login":"ci","type":"Bot"},"author_association":"NONE"}"#,
                Some(AuthorType::Machine),
            ),
            (
                r#"{"user":{"login":"a","type":"User"},"author_association":"CONTRIBUTOR"}"#,
                None,
            ),
            (r#"{"author":{"role":"end-user"},"public":true}"#, customer),
            (r#"{"author_id":7,"public":false}"#, staff),
            (r#"{"author_id":7,"public":true}"#, None),
            (r#"{"user_id":7,"incoming":true,"private":false}"#, customer),
            (r#"{"user_id":7,"incoming":false,"private":false}"#, staff),
            (
                r#"{"author":{"accountType":"atlassian"},"jsdPublic":false}"#,
                staff,
            ),
            (
                r#"{"author":{"accountType":"atlassian"},"jsdPublic":true}"#,
                None,
            ),
            (
                r#"{"author":{"accountType":"app"}}"#,
                Some(AuthorType::Machine),
            ),
            (r#"{"author":"Kim"}"#, None),
        ] {
            let comment: Value = serde_json::from_str(json).unwrap();
            assert_eq!(of(comment.as_object().unwrap()), expected, "{json}");
        }
    }
}
