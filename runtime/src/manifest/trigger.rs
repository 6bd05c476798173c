//! `[[trigger.http]]` and `[[trigger.cron]]`: what calls which component.

use super::component::ComponentDefinition;
use crate::document::{Item, Located, Mistake, Table};
use std::collections::BTreeMap;

/// Where a component is reached over HTTP.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Route {
    /// A pattern from `/`.
    Public(Located<String>),
    /// `{ private = true }`: for other components only.
    Private,
}

/// An entry of `[[trigger.http]]`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HttpTrigger {
    /// The component it calls.
    pub component: String,
    /// For which requests.
    pub route: Route,
    /// Where it is defined.
    pub line: usize,
}

/// An entry of `[[trigger.cron]]`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CronTrigger {
    /// The component it calls.
    pub component: String,
    /// When, in six or seven fields, UTC.
    pub expression: Located<String>,
}

type Components = BTreeMap<String, ComponentDefinition>;

const REFUSED: &[(&str, &str)] = &[
    ("static_response", "answer from a component"),
    ("components", "remove it: middleware is not supported"),
    ("dependencies", "remove it: middleware is not supported"),
];

pub(super) fn read(
    root: &mut Table<'_>,
    components: &Components,
) -> Result<(Vec<HttpTrigger>, Vec<CronTrigger>), Mistake> {
    let Some(mut triggers) = root.table("trigger")? else {
        return Err(root.missing("trigger", "write [[trigger.http]] with route and component"));
    };
    let mut http = Vec::new();
    for mut table in entries(&mut triggers, "http")? {
        let line = table.line();
        let component = component(&mut table, components)?;
        let route = route(&mut table)?;
        executor(&mut table)?;
        table.string("id")?;
        table.finish(REFUSED, "component, route, executor, id")?;
        http.push(HttpTrigger {
            component,
            route,
            line,
        });
    }
    let mut cron = Vec::new();
    for mut table in entries(&mut triggers, "cron")? {
        let component = component(&mut table, components)?;
        let expression = table.string("cron_expression")?.ok_or_else(|| {
            table.missing("cron_expression", "write cron_expression = \"0 * * * * *\"")
        })?;
        table.string("id")?;
        table.finish(REFUSED, "component, cron_expression, id")?;
        cron.push(CronTrigger {
            component,
            expression,
        });
    }
    triggers.finish(
        &[
            ("redis", "use an http or a cron trigger"),
            ("mqtt", "use an http or a cron trigger"),
            ("sqs", "use an http or a cron trigger"),
            ("command", "use an http or a cron trigger"),
        ],
        "http, cron",
    )?;
    Ok((http, cron))
}

fn entries<'a>(triggers: &mut Table<'a>, kind: &str) -> Result<Vec<Table<'a>>, Mistake> {
    triggers
        .items(kind)?
        .into_iter()
        .map(|item| match item {
            Item::Table(table) => Ok(table),
            Item::String(text) => Err(triggers.mistake(
                text.line,
                format!("`trigger.{kind}` has an entry that is a string"),
                format!("write [[trigger.{kind}]]"),
            )),
        })
        .collect()
}

fn component(table: &mut Table<'_>, components: &Components) -> Result<String, Mistake> {
    let id = match table.item_at("component")? {
        Some(Item::String(id)) => id,
        Some(Item::Table(inline)) => {
            return Err(inline.mistake(
                inline.line(),
                "a component inside a trigger is not supported here",
                "write it as [component.<id>] and name it",
            ));
        }
        None => return Err(table.missing("component", "write component = \"<id>\"")),
    };
    if components.contains_key(&id.value) {
        return Ok(id.value);
    }
    Err(table.mistake(
        id.line,
        format!("there is no component `{}`", id.value),
        format!("write [component.{}]", id.value),
    ))
}

fn route(table: &mut Table<'_>) -> Result<Route, Mistake> {
    match table.item_at("route")? {
        Some(Item::String(route)) => {
            crate::routes::check(&route.value)
                .map_err(|(reason, remedy)| table.mistake(route.line, reason, remedy))?;
            Ok(Route::Public(route))
        }
        Some(Item::Table(mut private)) => {
            let line = private.line();
            let flag = private.boolean("private")?;
            private.finish(&[], "private")?;
            if flag == Some(true) {
                return Ok(Route::Private);
            }
            Err(table.mistake(
                line,
                "a route is a string or { private = true }",
                "write route = \"/…\" or route = { private = true }",
            ))
        }
        None => Err(table.missing("route", "write route = \"/...\"")),
    }
}

fn executor(table: &mut Table<'_>) -> Result<(), Mistake> {
    let Some(mut executor) = table.table("executor")? else {
        return Ok(());
    };
    match executor.string("type")? {
        Some(kind) if kind.value != "http" && kind.value != "spin" => Err(executor.mistake(
            kind.line,
            format!("the executor `{}` is not supported here", kind.value),
            "build a component that exports wasi:http",
        )),
        _ => executor.finish(&[], "type"),
    }
}
