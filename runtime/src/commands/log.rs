//! Flags of the log; what they do not say is in `[log]` of `runtime.toml`.

use crate::assemble::{Plan, StartError};
use std::process::Command;
use undertone_host::log::{self, Format, Levels, LogSettings};

/// Flags of the log, of commands that serve or compile.
#[derive(clap::Args)]
pub struct LogFlags {
    /// How log lines are written, text or json [default: as runtime.toml says, or text].
    #[arg(long)]
    log_format: Option<Format>,
    /// What is logged: debug, info, warn, error or off, and `info,upload=debug` for one component more [default: as
    /// runtime.toml says, or info].
    #[arg(long)]
    log_level: Option<Levels>,
}

impl LogFlags {
    /// Begins the log.
    pub fn begin(self, plan: &Plan) -> Result<LogSettings, StartError> {
        let given = plan.settings.log.clone();
        let settings = LogSettings {
            format: self.log_format.unwrap_or(given.format),
            levels: self.log_level.unwrap_or(given.levels),
        };
        let components: Vec<&str> = plan.manifest.components.keys().map(|id| &**id).collect();
        if let Some(name) = settings.levels.stranger(&components) {
            let told = format!("--log-level: the manifest has no component `{name}`");
            return Err(StartError::Settings(vec![told]));
        }
        log::start(settings.clone());
        Ok(settings)
    }
}

/// Has another process of this program log as this one does.
pub fn hand_on<'a>(command: &'a mut Command, settings: &LogSettings) -> &'a mut Command {
    command
        .args(["--log-format", settings.format.name()])
        .args(["--log-level", &settings.levels.to_string()])
}
