//! Trello's board: cards, lists, members and what people did stand beside each other, and name each other by numbers.

use std::collections::HashMap;

use jiff::Timestamp;
use serde_json::{Map, Value, json};

/// Longest name of a list or a person that is written to cards, in bytes.
const LONGEST: usize = 1_000;
/// So many people of a card are named.
const PEOPLE: usize = 1_000;

/// The cards of a board as records of their own, made one by one; none if the object is no board.
pub(super) fn cards(
    object: &Map<String, Value>,
) -> Option<impl Iterator<Item = Map<String, Value>>> {
    let cards = object.get("cards")?.as_array()?;
    let lists = names(object.get("lists")?, "name");
    let members = names(object.get("members").unwrap_or(&Value::Null), "fullName");
    let mut comments = comments(object);
    let board = object.get("name").cloned().unwrap_or_default();
    let card = move |card: &Value| {
        let mut card = card.as_object()?.clone();
        let id = card.get("id")?.as_str()?.to_owned();
        let named = |id: &Value, names: &HashMap<&str, &str>| {
            let name = names.get(id.as_str()?)?;
            Some(json!(name))
        };
        if let Some(list) = card.get("idList").and_then(|id| named(id, &lists)) {
            card.insert("list".to_owned(), list);
        }
        if let Some(ids) = card.get("idMembers").and_then(Value::as_array) {
            let people = ids.iter().take(PEOPLE);
            let people = people.filter_map(|id| named(id, &members)).collect();
            card.insert("members".to_owned(), Value::Array(people));
        }
        if let Some(at) = created(&id) {
            card.insert("created_at".to_owned(), json!(at));
        }
        card.insert("board".to_owned(), board.clone());
        let said = comments.remove(id.as_str()).unwrap_or_default();
        card.insert("comments".to_owned(), Value::Array(said));
        Some(card)
    };
    Some(cards.iter().filter_map(card))
}

/// Names by number. What is too long is no name: it would be copied to each card.
fn names<'a>(list: &'a Value, name: &str) -> HashMap<&'a str, &'a str> {
    let values = list.as_array().map_or(&[][..], Vec::as_slice);
    let named = values
        .iter()
        .filter_map(|value| Some((value.get("id")?.as_str()?, value.get(name)?.as_str()?)));
    named.filter(|(_, name)| name.len() <= LONGEST).collect()
}

/// The comments of each card, the oldest first; the board has the newest first.
fn comments(object: &Map<String, Value>) -> HashMap<String, Vec<Value>> {
    let mut comments: HashMap<String, Vec<Value>> = HashMap::new();
    let actions = object.get("actions").and_then(Value::as_array);
    for action in actions.into_iter().flatten().rev() {
        let kind = action.get("type").and_then(Value::as_str);
        let card = action.pointer("/data/card/id").and_then(Value::as_str);
        let text = action.pointer("/data/text");
        if let (Some("commentCard"), Some(card), Some(text)) = (kind, card, text) {
            comments.entry(card.to_owned()).or_default().push(json!({
                "text": text,
                "date": action.get("date"),
                "author": action.get("memberCreator"),
            }));
        }
    }
    comments
}

/// When a card was made: its number starts with the second, in hexadecimal.
fn created(id: &str) -> Option<String> {
    let seconds = i64::from_str_radix(id.get(..8).filter(|_| id.len() == 24)?, 16).ok()?;
    Some(Timestamp::from_second(seconds).ok()?.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cards_have_their_list_their_people_and_their_comments() {
        let board = json!({
            "id": "b", "name": "Support",
            "lists": [{"id": "l1", "name": "Inbox"}],
            "members": [{"id": "m1", "fullName": "Kim K"}],
            "actions": [
                {"type": "commentCard", "date": "2026-03-03T10:00:00.000Z", "data": {"text": "two", "card": {"id": "69a15e470000000000000001"}}},
                {"type": "updateCard", "data": {"card": {"id": "69a15e470000000000000001"}}},
                {"type": "commentCard", "date": "2026-03-02T10:00:00.000Z", "memberCreator": {"fullName": "Lea"},
                 "data": {"text": "one", "card": {"id": "69a15e470000000000000001"}}},
            ],
            "cards": [{"id": "69a15e470000000000000001", "name": "Cannot pay", "idList": "l1", "idMembers": ["m1", "m9"]}, 7],
        });
        let cards: Vec<_> = cards(board.as_object().unwrap()).unwrap().collect();
        assert_eq!(cards.len(), 1);
        let card = &cards[0];
        assert_eq!(card["list"], "Inbox");
        assert_eq!(card["members"], json!(["Kim K"]));
        assert_eq!(card["created_at"], "2026-02-27T09:05:11Z");
        assert_eq!(card["comments"][0]["text"], "one");
        assert_eq!(card["comments"][1]["text"], "two");
    }

    #[test]
    fn what_is_no_board_is_left_alone() {
        for json in [json!({"id": 1, "cards": 3}), json!({"cards": [{"id": 1}]})] {
            assert!(cards(json.as_object().unwrap()).is_none());
        }
        assert_eq!(created("69a15e47"), None);
        assert_eq!(created("zza15e470000000000000001"), None);
    }

    #[test]
    fn what_would_be_copied_too_often_is_left_out() {
        let board = json!({
            "lists": [{"id": "l1", "name": "x".repeat(LONGEST + 1)}],
            "members": [{"id": "m1", "fullName": "Kim K"}],
            "cards": [{"id": "c1", "idList": "l1", "idMembers": vec!["m1"; PEOPLE + 1]}],
        });
        let mut cards = cards(board.as_object().unwrap()).unwrap();
        let card = cards.next().unwrap();
        assert_eq!(card.get("list"), None);
        assert_eq!(card["members"].as_array().map(Vec::len), Some(PEOPLE));
    }
}
