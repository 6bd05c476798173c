//! The text of Jira Cloud's document format, in which descriptions and comments are trees.

use serde_json::{Map, Value};

/// The text of a document; none if the object is no document.
pub(super) fn text(object: &Map<String, Value>) -> Option<String> {
    let is_document = object.get("type").and_then(Value::as_str) == Some("doc");
    let content = object.get("content").filter(|_| is_document)?.as_array()?;
    let mut out = String::new();
    for node in content {
        write(node, &mut out);
    }
    Some(out.trim().to_owned())
}

fn write(node: &Value, out: &mut String) {
    // serde_json reads at most 128 levels, so this ends.
    let kind = node.get("type").and_then(Value::as_str).unwrap_or_default();
    match kind {
        "text" => out.push_str(node.get("text").and_then(Value::as_str).unwrap_or_default()),
        "hardBreak" => out.push('\n'),
        "mention" | "emoji" | "status" | "date" => {
            let text = node.pointer("/attrs/text").and_then(Value::as_str);
            out.push_str(text.unwrap_or_default());
        }
        "inlineCard" | "blockCard" => {
            let url = node.pointer("/attrs/url").and_then(Value::as_str);
            out.push_str(url.unwrap_or_default());
        }
        _ => {}
    }
    if let Some(content) = node.get("content").and_then(Value::as_array) {
        for node in content {
            write(node, out);
        }
    }
    let block = matches!(
        kind,
        "paragraph" | "heading" | "codeBlock" | "listItem" | "tableRow" | "rule"
    );
    if block && !out.is_empty() && !out.ends_with('\n') {
        out.push('\n');
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paragraphs_breaks_and_mentions() {
        let json = r#"{"type":"doc","version":1,"content":[
            {"type":"paragraph","content":[{"type":"text","text":"Hello "},{"type":"mention","attrs":{"text":"@kim"}}]},
            {"type":"bulletList","content":[{"type":"listItem","content":[{"type":"paragraph","content":[
                {"type":"text","text":"one"},{"type":"hardBreak"},{"type":"text","text":"two"}]}]}]}]}"#;
        let value: Value = serde_json::from_str(json).unwrap();
        assert_eq!(
            text(value.as_object().unwrap()).unwrap(),
            "Hello @kim\none\ntwo"
        );
        assert_eq!(text(&Map::new()), None);
    }
}
