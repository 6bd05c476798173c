//! The executive summary: what the numbers say, in sentences made by rules. It states and compares; it names no causes.

use brief::number::{counted, grouped};
use calendar::Days;
use figures::{Day, Mood, Named, percent_change};

use crate::attention::Pressing;
use crate::phrases::{days_before, percent, score, weekday, when};

/// A day or a product of fewer tickets is not called the best or the worst.
const ENOUGH: u64 = 5;

/// What the summary is made from.
pub(crate) struct Story<'a> {
    pub(crate) days: &'a Days,
    pub(crate) now: Mood,
    /// As many days before; none when there are no data that old.
    pub(crate) before: Option<Mood>,
    pub(crate) by_day: &'a [Day],
    pub(crate) products: &'a [Named],
    pub(crate) pressing: &'a Pressing,
}

impl Story<'_> {
    /// The paragraphs, the most important first.
    pub(crate) fn paragraphs(&self) -> Vec<String> {
        let further = [
            joined([self.mood(), self.worst_day()]),
            self.products(),
            self.open_tickets(),
        ];
        let mut paragraphs = vec![self.volume()];
        paragraphs.extend(further.into_iter().flatten());
        paragraphs
    }

    fn volume(&self) -> String {
        let when = when(self.days);
        let change = self
            .before
            .map_or_else(String::new, |before| self.change(before.total()));
        match self.now.total() {
            0 => format!("No tickets were created {when}{change}."),
            1 => format!("1 ticket was created {when}{change}."),
            total => format!("{} tickets were created {when}{change}.", grouped(total)),
        }
    }

    fn change(&self, before: u64) -> String {
        let span = days_before(self.days);
        let total = self.now.total();
        match percent_change(float(total), float(before)) {
            None if total == 0 => format!(", and none in {span}"),
            None => format!(", after none in {span}"),
            Some(_) if total == before => format!(", as many as in {span}"),
            Some(_) if total == 0 => format!(", after {} in {span}", grouped(before)),
            Some(change) => {
                let word = if change > 0.0 { "more" } else { "fewer" };
                format!(
                    ", {} {word} than in {span} ({})",
                    percent(change.abs() / 100.0),
                    grouped(before)
                )
            }
        }
    }

    fn mood(&self) -> Option<String> {
        let (mean, share) = (self.now.compound()?, self.now.negative_share()?);
        let negative = self.now.negative;
        let counted = match (negative, self.now.total()) {
            (0, _) => "None of them was negative".to_owned(),
            (all, total) if all == total && total > 1 => "All of them were negative".to_owned(),
            (1, 1) => "It was negative".to_owned(),
            (1, total) => format!("1 of {} was negative ({})", grouped(total), percent(share)),
            (_, total) => format!(
                "{} of {} were negative ({})",
                grouped(negative),
                grouped(total),
                percent(share)
            ),
        };
        let compared = self
            .before
            .and_then(|before| Some((before.compound()?, before.negative_share()?)));
        let Some((mean_before, share_before)) = compared else {
            return Some(format!(
                "{counted}. The average score was {} on a scale from −1 to +1.",
                score(mean)
            ));
        };
        Some(format!(
            "{counted}, after {} in {}. The average score was {} on a scale from −1 to +1, {}.",
            percent(share_before),
            days_before(self.days),
            score(mean),
            compared_mean(mean, mean_before)
        ))
    }

    fn worst_day(&self) -> Option<String> {
        let worst = lowest(self.by_day.iter().map(|day| (day.mood, day.date)))?;
        let (mood, date) = worst;
        Some(format!(
            "The lowest daily average was {}, on {}, over {}.",
            score(mood.compound()?),
            weekday(date),
            counted(mood.total(), "ticket", "tickets")
        ))
    }

    fn products(&self) -> Option<String> {
        let busiest = self.busiest_product();
        let lowest = lowest(
            self.named()
                .map(|product| (product.mood, product.name.as_str())),
        );
        let average = lowest.and_then(|(mood, name)| Some((mood, name, score(mood.compound()?))));
        let received = busiest.map(|product| {
            let share = percent(float(product.mood.total()) / float(self.now.total()));
            let total = grouped(product.mood.total());
            format!(
                "{} received the most tickets: {total}, or {share} of all.",
                product.name
            )
        });
        let sounded = average.map(|(mood, name, average)| match busiest {
            Some(product) if product.name == name => {
                format!("It also had the lowest average score, {average}.")
            }
            _ => {
                let tickets = counted(mood.total(), "ticket", "tickets");
                format!("{name} had the lowest average score, {average} over {tickets}.")
            }
        });
        joined([received, sounded])
    }

    fn named(&self) -> impl Iterator<Item = &Named> {
        self.products
            .iter()
            .filter(|product| !product.name.is_empty())
    }

    /// None where only one product is named, or two share the top.
    fn busiest_product(&self) -> Option<&Named> {
        let mut named = self.named();
        let (first, second) = (named.next()?, named.next()?);
        (first.mood.total() > second.mood.total()).then_some(first)
    }

    fn open_tickets(&self) -> Option<String> {
        let first = self.pressing.tickets.first()?;
        Some(match self.pressing.total {
            1 => format!("1 negative ticket is still open: {}.", first.key),
            total => format!(
                "{} negative tickets are still open; the most pressing is {}.",
                grouped(total),
                first.key
            ),
        })
    }
}

fn compared_mean(now: f64, before: f64) -> String {
    let before_text = score(before);
    if score(now) == before_text {
        return "as before".to_owned();
    }
    let word = if now > before { "up" } else { "down" };
    format!("{word} from {before_text}")
}

/// The one with the lowest mean among those with enough tickets; none unless there are two to compare, or on a tie.
fn lowest<T>(candidates: impl Iterator<Item = (Mood, T)>) -> Option<(Mood, T)> {
    let enough = candidates.filter(|(mood, _)| mood.total() >= ENOUGH);
    let mut means: Vec<_> = enough
        .filter_map(|(mood, what)| Some((mood.compound()?, mood, what)))
        .collect();
    means.sort_by(|one, other| one.0.total_cmp(&other.0));
    let clear = means.len() > 1 && score(means[0].0) != score(means[1].0);
    clear
        .then(|| means.swap_remove(0))
        .map(|(_, mood, what)| (mood, what))
}

fn joined(sentences: [Option<String>; 2]) -> Option<String> {
    let there: Vec<_> = sentences.into_iter().flatten().collect();
    (!there.is_empty()).then(|| there.join(" "))
}

#[expect(clippy::cast_precision_loss, reason = "counts are far below 2^53")]
fn float(count: u64) -> f64 {
    count as f64
}

#[cfg(test)]
mod tests {
    use brief::{Attention, Label};
    use calendar::Zone;
    use jiff::civil::date;

    use super::*;

    fn mood(positive: u64, negative: u64, compound_sum: f64) -> Mood {
        Mood {
            positive,
            negative,
            compound_sum,
            ..Mood::default()
        }
    }

    fn told(
        now: Mood,
        before: Option<Mood>,
        by_day: &[Day],
        products: &[Named],
        open: u64,
    ) -> Vec<String> {
        let days = Days::new(date(2026, 11, 9), date(2026, 11, 15), Zone::UTC).unwrap();
        let ticket = Attention {
            key: "SUP-7".into(),
            summary: String::new(),
            created: jiff::Timestamp::UNIX_EPOCH,
            priority: None,
            compound: -0.9,
            label: Label::Negative,
            url: None,
        };
        let tickets = if open > 0 { vec![ticket] } else { Vec::new() };
        let pressing = Pressing {
            total: open,
            tickets,
        };
        Story {
            days: &days,
            now,
            before,
            by_day,
            products,
            pressing: &pressing,
        }
        .paragraphs()
    }

    #[test]
    fn a_week_is_told_and_compared() {
        let day = |day: i8, mood| Day {
            date: date(2026, 11, day),
            mood,
        };
        let by_day = [
            day(9, mood(10, 0, 5.0)),
            day(10, mood(0, 8, -4.0)),
            day(11, mood(0, 1, -0.9)),
        ];
        let product = |name: &str, mood| Named {
            name: name.into(),
            mood,
        };
        let products = [
            product("Billing", mood(10, 2, 4.0)),
            product("Login", mood(0, 6, -3.0)),
            product("", mood(0, 1, -0.9)),
        ];
        assert_eq!(
            told(
                mood(10, 9, 0.19),
                Some(mood(12, 4, 2.4)),
                &by_day,
                &products,
                3
            ),
            [
                "19 tickets were created between 9 and 15 November 2026, 18.8% more than in the 7 days before (16).",
                "9 of 19 were negative (47.4%), after 25% in the 7 days before. The average score was +0.01 on a scale from −1 \
                 to +1, down from +0.15. The lowest daily average was −0.50, on Tuesday 10 November, over 8 tickets.",
                "Billing received the most tickets: 12, or 63.2% of all. Login had the lowest average score, −0.50 over 6 \
                 tickets.",
                "3 negative tickets are still open; the most pressing is SUP-7.",
            ]
        );
    }

    #[test]
    fn products_are_told_apart_only_where_they_differ() {
        let product = |name: &str, mood| Named {
            name: name.into(),
            mood,
        };
        let of = |products: &[Named]| {
            told(mood(10, 10, 0.0), None, &[], products, 0)
                .get(2)
                .cloned()
        };
        let both = [
            product("Billing", mood(2, 10, -6.0)),
            product("Login", mood(8, 0, 6.0)),
        ];
        let expected = "Billing received the most tickets: 12, or 60% of all. It also had the lowest average score, −0.50.";
        assert_eq!(of(&both).as_deref(), Some(expected));
        let level = [
            product("Billing", mood(5, 5, 0.0)),
            product("Login", mood(5, 5, 0.01)),
        ];
        assert_eq!(of(&level), None);
        assert_eq!(of(&both[..1]), None);
    }

    #[test]
    fn little_is_told_of_little() {
        assert_eq!(
            told(Mood::default(), None, &[], &[], 0),
            ["No tickets were created between 9 and 15 November 2026."]
        );
        let first = |now, before| told(now, before, &[], &[], 0).swap_remove(0);
        let nothing = Some(Mood::default());
        assert!(first(Mood::default(), nothing).ends_with("2026, and none in the 7 days before."));
        assert!(
            first(Mood::default(), Some(mood(3, 0, 0.1)))
                .ends_with("2026, after 3 in the 7 days before.")
        );
        assert!(first(mood(1, 0, 0.1), nothing).starts_with("1 ticket was created"));
        assert!(
            first(mood(2, 0, 0.1), nothing).ends_with("2026, after none in the 7 days before.")
        );
        assert!(
            first(mood(3, 0, 0.1), Some(mood(0, 3, 0.1)))
                .ends_with("2026, as many as in the 7 days before.")
        );
        assert_eq!(
            told(mood(0, 1, -0.5), nothing, &[], &[], 1)[1..],
            [
                "It was negative. The average score was −0.50 on a scale from −1 to +1.",
                "1 negative ticket is still open: SUP-7.",
            ]
        );
    }
}
