//! The phrases that say something beside the mood.

use crate::{phrases, rows};
use std::error::Error;

/// Rust source of the phrase table `SIGNALS`.
pub(crate) fn source() -> Result<String, Box<dyn Error>> {
    let mut list = Vec::new();
    for row in rows("signals.tsv", 4)? {
        let weight: u8 = row[2].parse()?;
        let name = camel(&row[1]);
        let meaning = match row[0].as_str() {
            "intensifier" => "Meaning::Intensifier".to_owned(),
            "diminisher" => "Meaning::Diminisher".to_owned(),
            "urgency" => "Meaning::Urgent".to_owned(),
            "calm" => "Meaning::Calm".to_owned(),
            "emotion" => format!("Meaning::Emotion(Emotion::{name})"),
            "category" => format!("Meaning::Category(IssueCategory::{name})"),
            "aspect" => format!("Meaning::Aspect(Aspect::{name})"),
            other => return Err(format!("signals.tsv: unknown kind {other}").into()),
        };
        list.push((
            row[3].clone(),
            format!("Signal {{ meaning: {meaning}, hundredths: {weight} }}"),
        ));
    }
    phrases::source("SIGNALS", "Signal", list)
}

fn camel(name: &str) -> String {
    let capital = |part: &str| {
        part.get(..1)
            .map_or(String::new(), |first| first.to_uppercase() + &part[1..])
    };
    name.split('_').map(capital).collect()
}
