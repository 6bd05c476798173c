//! The key of an issue whose number is counted for each repository: `owner/repository#17`.

use serde_json::{Map, Value};

/// Longest key that a ticket can have.
const LONGEST: usize = 50;

/// What an issue is called beyond its repository, under the name of the column that holds it.
pub(super) fn of(object: &Map<String, Value>) -> Option<(&'static str, String)> {
    if object.contains_key("key") {
        return None;
    }
    if let Some(iid) = object.get("iid") {
        // GitLab has numbers of its own for the whole installation: this is told beside them.
        let project = path(
            object
                .get("web_url")
                .or_else(|| object.get("webUrl"))?
                .as_str()?,
        )?;
        let iid = iid.as_str().map_or_else(|| iid.to_string(), str::to_owned);
        return Some(("reference", key(&project, &iid)?));
    }
    let number = object.get("number")?.as_u64()?.to_string();
    if let Some(url) = object.get("repository_url") {
        let name = url.as_str()?.rsplit('/').next()?;
        return Some(("key", format!("{name}#{number}"))).filter(|_| !name.is_empty());
    }
    let addresses = ["html_url", "url"]
        .iter()
        .filter_map(|name| object.get(*name)?.as_str());
    let repository = addresses
        .filter(|url| url.ends_with(&format!("/issues/{number}")))
        .find_map(path)
        .or_else(|| repository(object))?;
    Some(("key", key(&repository, &number)?))
}

/// `owner/repository#17`, or what of it fits into a key.
fn key(repository: &str, number: &str) -> Option<String> {
    let short = repository.rsplit('/').next().unwrap_or(repository);
    [repository, short]
        .iter()
        .map(|name| format!("{name}#{number}"))
        .find(|key| key.chars().count() <= LONGEST && !key.contains(char::is_whitespace))
}

/// The path of a repository in the address of one of its issues.
fn path(url: &str) -> Option<String> {
    let (_, rest) = url.split_once("://")?;
    let (host, rest) = rest.split_once('/')?;
    let rest = rest
        .strip_prefix("repos/")
        .filter(|_| host.starts_with("api."))
        .unwrap_or(rest);
    let (path, _) = rest
        .split_once("/-/")
        .or_else(|| rest.split_once("/issues/"))
        .or_else(|| rest.split_once("/work_items/"))?;
    Some(path.to_owned()).filter(|path| !path.is_empty())
}

/// The repository that a record names: a text, or an object with its names, with its owner beside it.
fn repository(object: &Map<String, Value>) -> Option<String> {
    let named = |name: &str| {
        let value = object.get(name)?;
        let inner = [
            "nameWithOwner",
            "full_name",
            "fullName",
            "path_with_namespace",
            "name",
            "login",
        ];
        let text = value
            .as_str()
            .or_else(|| inner.iter().find_map(|inner| value.get(*inner)?.as_str()))?;
        Some(text.to_owned()).filter(|text| !text.is_empty())
    };
    let repository = ["repository", "repo", "repository_name", "repo_name"]
        .iter()
        .find_map(|name| named(name))?;
    let owner = ["owner", "org", "organization"]
        .iter()
        .find_map(|name| named(name));
    match owner {
        Some(owner) if !repository.contains('/') => Some(format!("{owner}/{repository}")),
        _ => Some(repository),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_number_of_two_repositories_is_two_keys() {
        for (json, expected) in [
            (
                r#"{"number":17,"repository_url":"https://api.github.com/repos/acme/web"}"#,
                Some(("key", "web#17")),
            ),
            (
                r#"{"number":3,"html_url":"https://github.com/o/a/issues/3"}"#,
                Some(("key", "o/a#3")),
            ),
            (
                r#"{"number":3,"url":"https://api.github.com/repos/o/a/issues/3"}"#,
                Some(("key", "o/a#3")),
            ),
            (
                r#"{"number":7,"repo":"alpha","owner":"acme"}"#,
                Some(("key", "acme/alpha#7")),
            ),
            (
                r#"{"number":7,"repository":{"nameWithOwner":"acme/alpha"}}"#,
                Some(("key", "acme/alpha#7")),
            ),
            (
                r#"{"number":7,"repository":"alpha"}"#,
                Some(("key", "alpha#7")),
            ),
            (
                r#"{"number":12,"url":"https://tracker.example.org/x/issue/OPS-12/title"}"#,
                None,
            ),
            (
                r#"{"iid":3,"web_url":"https://git.example.org/g/s/p/-/issues/3"}"#,
                Some(("reference", "g/s/p#3")),
            ),
            (
                r#"{"iid":"3","webUrl":"https://git.example.org/g/p/-/work_items/3"}"#,
                Some(("reference", "g/p#3")),
            ),
            (r#"{"key":"A-1","number":7,"repo":"alpha"}"#, None),
            (r#"{"number":7,"title":"x"}"#, None),
        ] {
            let object: Value = serde_json::from_str(json).unwrap();
            let found = of(object.as_object().unwrap());
            let found = found.as_ref().map(|(name, key)| (*name, key.as_str()));
            assert_eq!(found, expected, "{json}");
        }
    }

    #[test]
    fn a_key_has_its_length() {
        let long = "a".repeat(60);
        let json = serde_json::json!({"number": 7, "repo": "short", "owner": long});
        assert_eq!(of(json.as_object().unwrap()).unwrap().1, "short#7");
        let json = serde_json::json!({"number": 7, "repo": long});
        assert_eq!(of(json.as_object().unwrap()), None);
    }
}
