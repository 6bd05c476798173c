//! What help desks and trackers say of the author of a comment: whether it is a customer, one of the staff, or a program.
//! Nothing is guessed: where a system does not say it, nothing is known.

use serde_json::{Map, Value};
use tickets::AuthorType;

use super::comment::PEOPLE;

/// What a comment says of its author.
pub(super) fn of(comment: &Map<String, Value>) -> Option<AuthorType> {
    let flag = |name: &str| comment.get(name).and_then(Value::as_bool);
    let word = |name: &str| comment.get(name).and_then(Value::as_str);
    if by_rule(comment) {
        return Some(AuthorType::Machine);
    }
    // Help Scout and FreeScout call their own people users.
    if let Some(person) = comment.get("createdBy").and_then(Value::as_object)
        && person.get("type").and_then(Value::as_str) == Some("user")
    {
        return Some(AuthorType::Staff);
    }
    let mut people = PEOPLE.iter();
    let person = people.find_map(|key| comment.get(*key)?.as_object());
    if let Some(known) = person.and_then(of_person) {
        return Some(known);
    }
    match word("author_association").or_else(|| word("authorAssociation")) {
        // GitHub: what the author is to the repository.
        Some("OWNER" | "MEMBER" | "COLLABORATOR") => return Some(AuthorType::Staff),
        Some("NONE" | "FIRST_TIMER" | "FIRST_TIME_CONTRIBUTOR") => {
            return Some(AuthorType::Customer);
        }
        _ => {}
    }
    // Zammad and OTRS say it in a word of their own.
    let roles = ["author_type", "sender", "SenderType", "senderType"];
    if let Some(known) = roles
        .iter()
        .find_map(|role| AuthorType::of_role(word(role)?))
    {
        return Some(known);
    }
    // Notes that customers do not see, nor write.
    if flag("public") == Some(false)
        || flag("jsdPublic") == Some(false)
        || flag("private") == Some(true)
        || flag("internal") == Some(true)
    {
        return Some(AuthorType::Staff);
    }
    // Freshdesk, Front: from outside, or an answer; Gorgias the other way round.
    flag("incoming")
        .or_else(|| flag("is_inbound"))
        .or_else(|| flag("from_agent").map(|agent| !agent))
        .map(|incoming| {
            if incoming {
                AuthorType::Customer
            } else {
                AuthorType::Staff
            }
        })
}

/// Whether a rule wrote it: GitLab's system notes, Zendesk's triggers, Gorgias' rules, automatic answers.
fn by_rule(comment: &Map<String, Value>) -> bool {
    let truth = |name: &str| comment.get(name).and_then(Value::as_bool) == Some(true);
    let channel = comment.get("via").and_then(|via| {
        via.as_str()
            .or_else(|| via.get("channel").and_then(Value::as_str))
    });
    truth("system")
        || truth("is_auto_reply")
        || comment.get("rule_id").is_some_and(|rule| !rule.is_null())
        || matches!(channel, Some("rule" | "trigger" | "automation"))
}

fn of_person(person: &Map<String, Value>) -> Option<AuthorType> {
    let word = |name: &str| person.get(name).and_then(Value::as_str);
    let truth = |name: &str| person.get(name).and_then(Value::as_bool) == Some(true);
    let named = ["login", "username"].iter().find_map(|name| word(name));
    if truth("is_bot") || truth("bot") || named.is_some_and(|name| name.ends_with("[bot]")) {
        return Some(AuthorType::Machine);
    }
    if let Some(known) = word("role").and_then(AuthorType::of_role) {
        return Some(known);
    }
    match word("type") {
        // GitHub and Phabricator call every human a user.
        Some("User" | "USER") => None,
        Some(word) => AuthorType::of_role(word),
        // Jira: accounts of programs, and of those who write through the portal alone.
        None => match word("accountType") {
            Some("app") => Some(AuthorType::Machine),
            Some("customer") => Some(AuthorType::Customer),
            _ => None,
        },
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
            (
                r#"{"system":true,"author":{"username":"kim"}}"#,
                Some(AuthorType::Machine),
            ),
            (
                r#"{"via":{"channel":"rule"},"author_id":7}"#,
                Some(AuthorType::Machine),
            ),
            (r#"{"via":{"channel":"web"},"author_id":7}"#, None),
            (
                r#"{"author":{"login":"ci[bot]"}}"#,
                Some(AuthorType::Machine),
            ),
            (
                r#"{"author":{"login":"kim"},"authorAssociation":"OWNER"}"#,
                staff,
            ),
            (
                r#"{"createdBy":{"type":"user","email":"a@example.org"}}"#,
                staff,
            ),
            (r#"{"createdBy":{"type":"customer"}}"#, customer),
            (r#"{"sender":"Agent","internal":false}"#, staff),
            (r#"{"sender":"System"}"#, Some(AuthorType::Machine)),
            (r#"{"SenderType":"customer"}"#, customer),
            (r#"{"is_inbound":true}"#, customer),
            (r#"{"from_agent":true,"sender":{"name":"Kim"}}"#, staff),
            (
                r#"{"rule_id":9,"from_agent":true}"#,
                Some(AuthorType::Machine),
            ),
        ] {
            let comment: Value = serde_json::from_str(json).unwrap();
            assert_eq!(of(comment.as_object().unwrap()), expected, "{json}");
        }
    }
}
