//! A letter as HTML that mail programs show alike: tables, styles at the elements, no script, nothing that is fetched.

use std::fmt::Write as _;

use super::{Chart, Letter};

/// The height of the tallest bar, in pixels.
const TALLEST: u64 = 72;
const COLOURS: [&str; 3] = ["#2f855a", "#a0aec0", "#c53030"];

/// The page of a letter in a language.
pub(super) fn page(letter: &Letter, language: &str) -> String {
    let mut html = format!(
        "<!doctype html><html lang=\"{language}\"><head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">\
         <meta name=\"color-scheme\" content=\"light\"><title>{}</title></head>\
         <body style=\"margin:0;padding:0;background:#f4f5f7;color:#1a202c;\
         font-family:-apple-system,Segoe UI,Roboto,Helvetica,Arial,sans-serif;font-size:15px;line-height:1.5\">\
         <table role=\"presentation\" width=\"100%\" cellpadding=\"0\" cellspacing=\"0\"><tr><td align=\"center\" \
         style=\"padding:16px 8px\"><table role=\"presentation\" width=\"100%\" cellpadding=\"0\" cellspacing=\"0\" \
         style=\"max-width:600px;background:#ffffff;border:1px solid #e2e8f0;border-radius:8px\">\
         <tr><td style=\"padding:24px\"><h1 style=\"margin:0 0 4px;font-size:20px;line-height:1.3\">{}</h1>",
        escaped(&letter.title),
        escaped(&letter.title),
    );
    for line in &letter.about {
        line_of(&mut html, "color:#4a5568;font-size:14px", line);
    }
    figures(&mut html, &letter.figures);
    for paragraph in letter
        .paragraphs
        .iter()
        .filter(|paragraph| !paragraph.is_empty())
    {
        let _ = write!(
            html,
            "<p style=\"margin:16px 0 0\">{}</p>",
            escaped(paragraph)
        );
    }
    if let Some(chart) = &letter.chart {
        bars(&mut html, chart);
    }
    if let Some((label, link)) = &letter.button {
        let _ = write!(
            html,
            "<p style=\"margin:24px 0 0\"><a href=\"{}\" style=\"display:inline-block;background:#2b6cb0;color:#ffffff;\
             text-decoration:none;padding:10px 16px;border-radius:6px;font-weight:600\">{}</a></p>",
            escaped(link),
            escaped(label),
        );
    }
    html.push_str("</td></tr></table>");
    for line in &letter.small {
        line_of(
            &mut html,
            "max-width:600px;color:#4a5568;font-size:12px;padding:12px 0 0",
            line,
        );
    }
    if let Some((label, link)) = &letter.end {
        let _ = write!(
            html,
            "<div style=\"font-size:12px;padding:4px 0 0\"><a href=\"{}\" style=\"color:#4a5568\">{}</a></div>",
            escaped(link),
            escaped(label),
        );
    }
    html.push_str("</td></tr></table></body></html>\n");
    html
}

fn line_of(html: &mut String, style: &str, text: &str) {
    let _ = write!(html, "<div style=\"{style}\">{}</div>", escaped(text));
}

fn figures(html: &mut String, figures: &[(String, String, String)]) {
    for (name, value, below) in figures {
        let below = if below.is_empty() {
            String::new()
        } else {
            format!(
                " <span style=\"color:#4a5568;font-size:13px\">{}</span>",
                escaped(below)
            )
        };
        let _ = write!(
            html,
            "<div style=\"margin:16px 0 0\"><div style=\"color:#4a5568;font-size:13px\">{}</div>\
             <div><span style=\"font-size:24px;font-weight:700\">{}</span>{below}</div></div>",
            escaped(name),
            escaped(value),
        );
    }
}

/// A column for each day, its parts as tall as its tickets are many.
fn bars(html: &mut String, chart: &Chart) {
    let most = chart
        .days
        .iter()
        .map(|(_, a, b, c)| a + b + c)
        .max()
        .unwrap_or(0)
        .max(1);
    let told = format!("{}: {}", chart.title, most);
    let _ = write!(
        html,
        "<div style=\"margin:24px 0 4px;color:#4a5568;font-size:13px\">{}</div>\
         <table role=\"img\" aria-label=\"{}\" width=\"100%\" cellpadding=\"0\" cellspacing=\"1\" \
         style=\"table-layout:fixed;border-bottom:1px solid #cbd5e0\"><tr>",
        escaped(&chart.title),
        escaped(&told),
    );
    for (date, positive, neutral, negative) in &chart.days {
        let _ = write!(
            html,
            "<td valign=\"bottom\" height=\"{TALLEST}\" title=\"{date}\" style=\"padding:0\">"
        );
        for (count, colour) in [positive, neutral, negative].into_iter().zip(COLOURS) {
            // At least a line where there is anything.
            let height = (count * TALLEST).div_ceil(most);
            if height > 0 {
                let _ = write!(
                    html,
                    "<div style=\"height:{height}px;background:{colour};font-size:0;line-height:0\">&nbsp;</div>"
                );
            }
        }
        html.push_str("</td>");
    }
    html.push_str("</tr></table>");
    if let Some((first, last)) = &chart.ends {
        let _ = write!(
            html,
            "<table role=\"presentation\" width=\"100%\" cellpadding=\"0\" cellspacing=\"0\" style=\"color:#4a5568;font-size:12px\">\
             <tr><td>{}</td><td align=\"right\">{}</td></tr></table>",
            escaped(first),
            escaped(last)
        );
    }
    html.push_str("<div style=\"font-size:12px;color:#4a5568;padding:4px 0 0\">");
    for (name, colour) in chart.names.into_iter().zip(COLOURS) {
        let _ = write!(
            html,
            "<span style=\"display:inline-block;width:10px;height:10px;background:{colour};margin:0 4px 0 0\"></span>{} &nbsp; ",
            escaped(name)
        );
    }
    html.push_str("</div>");
}

/// Text between tags and in attributes.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for sign in text.chars() {
        match sign {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            sign => escaped.push(sign),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_people_wrote_is_text() {
        let letter = Letter {
            title: "<script>\"'&".into(),
            button: Some(("Open".into(), "https://a.example/?a=1&b=\"".into())),
            ..Letter::default()
        };
        let page = page(&letter, "en");
        assert!(!page.contains("<script>"));
        assert!(page.contains("&lt;script&gt;&quot;&#39;&amp;"));
        assert!(page.contains("href=\"https://a.example/?a=1&amp;b=&quot;\""));
    }

    #[test]
    fn a_day_with_one_ticket_among_many_has_a_bar_and_an_empty_one_has_none() {
        let day = |day, tickets: (u64, u64, u64)| {
            (
                jiff::civil::date(2026, 5, day),
                tickets.0,
                tickets.1,
                tickets.2,
            )
        };
        let letter = Letter {
            chart: Some(Chart {
                title: "Tickets".into(),
                names: ["a", "b", "c"],
                ends: None,
                days: vec![day(1, (900, 0, 100)), day(2, (0, 0, 1)), day(3, (0, 0, 0))],
                lines: Vec::new(),
            }),
            ..Letter::default()
        };
        let page = page(&letter, "en");
        let heights = page.matches("line-height:0\"").count();
        assert_eq!(heights, 3, "{page}");
        assert!(
            page.contains("height:1px")
                && page.contains("height:65px")
                && page.contains("height:8px")
        );
    }
}
