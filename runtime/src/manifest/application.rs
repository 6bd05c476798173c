//! `[application]`: its name; the rest describes it to people and tools.

use crate::document::{Mistake, Table};

pub(super) fn read(root: &mut Table<'_>) -> Result<String, Mistake> {
    let Some(mut table) = root.table("application")? else {
        return Err(root.missing("application", "write [application] with a name"));
    };
    let name = table
        .string("name")?
        .ok_or_else(|| table.missing("name", "write name = \"…\""))?;
    table.string("version")?;
    table.string("description")?;
    table.strings("authors")?;
    table.skip("tool");
    if let Some(mut triggers) = table.table("trigger")? {
        if let Some(mut http) = triggers.table("http")? {
            if let Some(base) = http.string("base")?
                && base.value != "/"
            {
                return Err(http.mistake(
                    base.line,
                    "`application.trigger.http.base` is not supported here",
                    "write the base into each route",
                ));
            }
            http.finish(&[], "base")?;
        }
        triggers.finish(&[], "http")?;
    }
    table.finish(
        &[("targets", "remove it: it only concerns `spin build`")],
        "name, version, description, authors, trigger, tool",
    )?;
    Ok(name.value)
}
