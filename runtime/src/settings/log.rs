//! `[log]`: how the log is written, and what of it.

use crate::document::{Located, Mistake, Table};
use std::str::FromStr;
use undertone_host::log::LogSettings;

/// Reads `[log]`: `format` ("text") and `level` ("info"), with others for some of `components`.
pub(super) fn read(
    settings: &mut LogSettings,
    mut table: Table<'_>,
    components: &[&str],
) -> Result<(), Mistake> {
    if let Some(format) = table.string("format")? {
        settings.format = parsed(&table, &format)?;
    }
    if let Some(level) = table.string("level")? {
        settings.levels = parsed(&table, &level)?;
        if let Some(name) = settings.levels.stranger(components) {
            return Err(table.mistake(
                level.line,
                format!("the manifest has no component `{name}`"),
                format!("correct it to one of: {}", components.join(", ")),
            ));
        }
    }
    table.finish(&[], "level, format")
}

/// A value that says itself what may be written.
fn parsed<T: FromStr<Err = String>>(
    table: &Table<'_>,
    text: &Located<String>,
) -> Result<T, Mistake> {
    text.value.parse().map_err(|told: String| {
        let (reason, remedy) = told.split_once(": ").unwrap_or((&told, "correct it"));
        table.mistake(text.line, reason, remedy)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Document;
    use undertone_host::log::Format;

    fn read(text: &str) -> Result<LogSettings, String> {
        let document = Document::new("runtime.toml", text);
        let mut settings = LogSettings::default();
        super::read(&mut settings, document.table().unwrap(), &["web", "auth"])
            .map_err(|mistake| mistake.to_string())?;
        Ok(settings)
    }

    #[test]
    fn format_and_levels_are_read() {
        let settings = read("format = \"json\"\nlevel = \"warn,auth=debug\"\n").unwrap();
        assert_eq!(settings.format, Format::Json);
        assert_eq!(settings.levels.to_string(), "warn,auth=debug");
        assert_eq!(read("").unwrap(), LogSettings::default());
    }

    #[test]
    fn a_mistake_is_told_with_its_line_and_its_remedy() {
        assert_eq!(
            read("level = \"info,wbe=debug\"\n").unwrap_err(),
            "runtime.toml:1: the manifest has no component `wbe`\n  remedy: correct it to one of: web, auth"
        );
        assert_eq!(
            read("format = \"xml\"\n").unwrap_err(),
            "runtime.toml:1: `xml` is no log format\n  remedy: write `text` or `json`"
        );
        assert!(
            read("level = \"loud\"\n").unwrap_err().contains(
                "runtime.toml:1: `loud` is no log level\n  remedy: write `debug`, `info`"
            )
        );
    }
}
