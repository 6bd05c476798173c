//! The mails: a report with its key figures, a failure told to the owner, a question to a new address.

mod digest;
mod html;
mod words;

pub(crate) use digest::Digest;

use jiff::Timestamp;
use jiff::civil::Date;

use crate::ledger::Document;
use crate::ledger::{Held, Outgoing};
use crate::unsubscribe::Links;
use words::{Words, filled};

/// A PDF larger than this is linked: many servers take no more than 10 MB, and base64 adds a third.
const MOST_ATTACHED: usize = 7 << 20;

/// The message of a row: by its kind.
pub(crate) fn outgoing(
    held: &Held,
    document: Option<Document>,
    links: &Links,
    now: Timestamp,
) -> Outgoing {
    let words = words::of(held.schedule.layout.language);
    let (subject, letter, pdf) = match (held.kind.as_str(), document) {
        ("confirm", _) => {
            let (subject, letter) = confirm(held, words, links);
            (subject, letter, None)
        }
        ("notice", _) | (_, None) => {
            let (subject, letter) = notice(held, words, links);
            (subject, letter, None)
        }
        (_, Some(document)) => {
            let fits = document.pdf.len() <= MOST_ATTACHED;
            let (subject, letter) = report(held, (&document.digest, words), links, fits);
            let pdf = fits.then_some((document.file_name, document.pdf));
            (subject, letter, pdf)
        }
    };
    Outgoing {
        to: held.recipient.clone(),
        subject,
        text: letter.text(),
        html: html::page(&letter, held.schedule.layout.language.words().tag),
        pdf,
        message_id: held.message_id.clone(),
        unsubscribe: links.unsubscribe.clone(),
        date: now,
    }
}

/// A letter, before it is text or HTML.
#[derive(Debug, Default)]
struct Letter {
    title: String,
    /// Beside the title: whose, which days.
    about: Vec<String>,
    paragraphs: Vec<String>,
    /// A name and a value each, and what stands below.
    figures: Vec<(String, String, String)>,
    chart: Option<Chart>,
    /// What a button says, and where it leads.
    button: Option<(String, String)>,
    small: Vec<String>,
    /// What the last link says, and where it leads.
    end: Option<(String, String)>,
}

/// Tickets per day.
#[derive(Debug)]
struct Chart {
    title: String,
    names: [&'static str; 3],
    /// The first and the last day, as its language writes them.
    ends: Option<(String, String)>,
    days: Vec<(Date, u64, u64, u64)>,
    /// The same where nothing is drawn: a line for each day.
    lines: Vec<String>,
}

impl Letter {
    fn text(&self) -> String {
        let mut lines = vec![self.title.clone()];
        lines.extend(self.about.iter().cloned());
        for paragraph in &self.paragraphs {
            lines.extend([String::new(), paragraph.clone()]);
        }
        if !self.figures.is_empty() {
            lines.push(String::new());
        }
        for (name, value, below) in &self.figures {
            let below = if below.is_empty() {
                String::new()
            } else {
                format!(" ({below})")
            };
            lines.push(format!("{name}: {value}{below}"));
        }
        if let Some(chart) = &self.chart {
            let names = chart.names.join(" / ");
            lines.extend([String::new(), format!("{}: {names}", chart.title)]);
            lines.extend(chart.lines.iter().cloned());
        }
        if let Some((label, link)) = &self.button {
            lines.extend([String::new(), format!("{label}: {link}")]);
        }
        if !self.small.is_empty() {
            lines.extend([String::new(), "-- ".to_owned()]);
            lines.extend(self.small.iter().cloned());
        }
        if let Some((label, link)) = &self.end {
            lines.push(format!("{label}: {link}"));
        }
        lines.push(String::new());
        lines.join("\r\n")
    }
}

fn report(
    held: &Held,
    (digest, words): (&Digest, &Words),
    links: &Links,
    attached: bool,
) -> (String, Letter) {
    let brief::Words { style, labels, .. } = digest.language.words();
    let period = style.period(digest.first_day, digest.last_day);
    let mark = if held.kind == "test" { "[Test] " } else { "" };
    let subject = format!("{mark}{}: {period}", held.schedule.name);
    let mut paragraphs = Vec::new();
    if held.is_late {
        paragraphs.push(words.late.to_owned());
    }
    paragraphs.push(digest.summary.clone());
    let page = links.deliveries.clone().unwrap_or_default();
    paragraphs.push(if attached {
        words.attached.to_owned()
    } else {
        filled(words.linked, &[&page])
    });
    let before = digest.tickets_before;
    let before = before.map(|before| filled(words.before, &[&style.grouped(before)]));
    let none = || "–".to_owned();
    let compound = digest.compound.map(|mean| style.score(mean));
    let negative = digest.negative_share.map(|share| style.percent(share));
    let cards = &labels.cards;
    let figures = [
        (cards.tickets, style.grouped(digest.tickets), before),
        (cards.compound, compound.unwrap_or_else(none), None),
        (cards.negative_share, negative.unwrap_or_else(none), None),
    ];
    let mut about = vec![
        digest.workspace.clone(),
        format!("{period} ({})", digest.timezone),
    ];
    about.extend(digest.filters.iter().cloned());
    let sentiments = &labels.sentiments;
    let letter = Letter {
        title: digest.title.clone(),
        about,
        paragraphs,
        figures: figures
            .map(|(name, value, below)| (name.to_owned(), value, below.unwrap_or_default()))
            .into(),
        chart: (digest.tickets > 0).then(|| Chart {
            title: words.by_day.to_owned(),
            names: [sentiments.positive, sentiments.neutral, sentiments.negative],
            ends: digest
                .days
                .first()
                .zip(digest.days.last())
                .map(|(first, last)| (style.short_day(first.0), style.short_day(last.0))),
            days: digest.days.clone(),
            lines: digest
                .days
                .iter()
                .map(|(day, positive, neutral, negative)| {
                    let [positive, neutral, negative] =
                        [positive, neutral, negative].map(|number| style.grouped(*number));
                    let day = style.short_day(*day);
                    format!("{day}: {positive} / {neutral} / {negative}")
                })
                .collect(),
        }),
        button: links
            .deliveries
            .clone()
            .map(|link| (words.open.to_owned(), link)),
        small: vec![filled(words.why, &[&held.schedule.name])],
        end: links
            .page
            .clone()
            .map(|link| (words.unsubscribe.to_owned(), link)),
    };
    (subject, letter)
}

fn confirm(held: &Held, words: &Words, links: &Links) -> (String, Letter) {
    let subject = filled(words.confirm_subject, &[&held.schedule.name]);
    let letter = Letter {
        title: subject.clone(),
        paragraphs: vec![filled(
            words.confirm_text,
            &[&held.schedule.owner, &held.schedule.name],
        )],
        button: links
            .confirm
            .clone()
            .map(|link| (words.confirm_button.to_owned(), link)),
        small: vec![words.confirm_ignore.to_owned()],
        ..Letter::default()
    };
    (subject, letter)
}

fn notice(held: &Held, words: &Words, links: &Links) -> (String, Letter) {
    let subject = filled(words.notice_subject, &[&held.schedule.name]);
    let about = held.about.clone().unwrap_or_default();
    let letter = Letter {
        title: subject.clone(),
        paragraphs: vec![
            words.notice_text.to_owned(),
            about,
            words.notice_remedy.to_owned(),
        ],
        button: links
            .deliveries
            .clone()
            .map(|link| (words.open.to_owned(), link)),
        ..Letter::default()
    };
    (subject, letter)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_text_has_the_figures_of_the_days_that_the_page_draws() {
        let letter = Letter {
            title: "Report".into(),
            chart: Some(Chart {
                title: "Tickets per day by sentiment".into(),
                names: ["Positive", "Neutral", "Negative"],
                ends: None,
                days: Vec::new(),
                lines: vec!["1 May 2026: 3 / 2 / 1,024".into()],
            }),
            button: Some(("Open".into(), "https://undertone.example".into())),
            ..Letter::default()
        };
        let expected = "Report\r\n\r\nTickets per day by sentiment: Positive / Neutral / Negative\r\n\
             1 May 2026: 3 / 2 / 1,024\r\n\r\nOpen: https://undertone.example\r\n";
        assert_eq!(letter.text(), expected);
    }
}
