//! The executive summary: what the numbers say, in sentences made by rules. It states and compares; it names no causes.

use brief::{Attention, Created, Sentences, Top, Words};
use calendar::Days;
use figures::{Day, Mood, Named};

/// A day or a product of fewer tickets is not called the lowest.
const ENOUGH: u64 = 5;

/// What the summary is made from.
pub(crate) struct Story<'a> {
    pub(crate) words: &'a Words,
    pub(crate) days: &'a Days,
    pub(crate) now: Mood,
    /// As many days before; none when there are no data that old.
    pub(crate) before: Option<Mood>,
    pub(crate) by_day: &'a [Day],
    pub(crate) products: &'a [Named],
    pub(crate) pressing: &'a Top<Attention>,
}

impl Story<'_> {
    /// The paragraphs, the most important first.
    pub(crate) fn paragraphs(&self) -> Vec<String> {
        let further = [
            joined([self.mood(), self.lowest_day()]),
            self.products(),
            self.open_tickets(),
        ];
        let mut paragraphs = vec![self.created()];
        paragraphs.extend(further.into_iter().flatten());
        paragraphs
    }

    fn say(&self) -> &dyn Sentences {
        self.words.sentences
    }

    fn created(&self) -> String {
        self.say().created(&Created {
            from: self.days.first(),
            to: self.days.last(),
            tickets: self.now.total(),
            before: self.before.map(|before| before.total()),
        })
    }

    fn mood(&self) -> Option<String> {
        let mean = self.now.compound()?;
        let days = u64::from(self.days.count());
        let compared = self
            .before
            .and_then(|before| Some((before.compound()?, before.negative_share()?)));
        let share = compared.map(|(_, share)| (share, days));
        let negative = self
            .say()
            .negative(self.now.negative, self.now.total(), share);
        let average = self.say().average(mean, compared.map(|(mean, _)| mean));
        Some(format!("{negative} {average}"))
    }

    fn lowest_day(&self) -> Option<String> {
        let by_day = self.by_day.iter().map(|day| (day.mood, day.date));
        let (mood, date) = self.lowest(by_day)?;
        Some(
            self.say()
                .lowest_day(mood.compound()?, date, mood.total(), ENOUGH),
        )
    }

    fn products(&self) -> Option<String> {
        let busiest = self.busiest_product();
        let received = busiest.map(|product| {
            let tickets = product.mood.total();
            let share = float(tickets) / float(self.now.total());
            self.say().busiest(&product.name, tickets, share)
        });
        let named = self
            .named()
            .map(|product| (product.mood, product.name.as_str()));
        let sounded = self.lowest(named).and_then(|(mood, name)| {
            let mean = mood.compound()?;
            Some(match busiest {
                Some(product) if product.name == name => self.say().lowest_too(mean),
                _ => self.say().lowest(name, mean, mood.total()),
            })
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
        let first = self.pressing.rows.first()?;
        Some(self.say().open(self.pressing.total, &first.key))
    }

    /// The one with the lowest mean among those with enough tickets; none unless there are two to compare, or on a tie.
    fn lowest<T>(&self, candidates: impl Iterator<Item = (Mood, T)>) -> Option<(Mood, T)> {
        let enough = candidates.filter(|(mood, _)| mood.total() >= ENOUGH);
        let mut means: Vec<_> = enough
            .filter_map(|(mood, what)| Some((mood.compound()?, mood, what)))
            .collect();
        means.sort_by(|one, other| one.0.total_cmp(&other.0));
        let score = |at: usize| self.words.style.score(means[at].0);
        let clear = means.len() > 1 && score(0) != score(1);
        clear
            .then(|| means.swap_remove(0))
            .map(|(_, mood, what)| (mood, what))
    }
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
    use brief::{Label, Language};
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
        told_in(Language::En, now, before, by_day, products, open)
    }

    fn told_in(
        language: Language,
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
        let pressing = Top {
            total: open,
            rows: tickets,
        };
        Story {
            words: language.words(),
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
                "9 of 19 were negative (47.4%), after 25.0% in the 7 days before. The average score was +0.01 on a scale from −1 \
                 to +1, down from +0.15. Of the days with at least 5 tickets, Tuesday 10 November had the lowest average, −0.50 \
                 over 8 tickets.",
                "Billing received the most tickets: 12, or 63.2% of all. Login had the lowest average score, −0.50 over 6 \
                 tickets.",
                "3 negative tickets are still open; the most pressing is SUP-7.",
            ]
        );
    }

    #[test]
    fn each_language_has_its_grammar_and_numbers() {
        let day = |day: i8, mood| Day {
            date: date(2026, 11, day),
            mood,
        };
        let by_day = [day(9, mood(1_200, 0, 600.0)), day(10, mood(0, 8, -4.0))];
        let told = |language| {
            let before = Some(mood(1_000, 4, 150.6));
            told_in(language, mood(1_200, 8, 596.0), before, &by_day, &[], 1)
                .join(" ")
                .replace(['\u{a0}', '\u{202f}'], " ")
        };
        assert_eq!(
            told(Language::De),
            "Vom 9. bis 15. November 2026 wurden 1.208 Tickets erstellt, 20,3 % mehr als in den 7 Tagen davor (1.004). \
             8 von 1.208 waren negativ (0,7 %), nach 0,4 % in den 7 Tagen davor. Der mittlere Wert war +0,49 auf einer Skala \
             von −1 bis +1, nach zuvor +0,15. Unter den Tagen mit mindestens 5 Tickets hatte Dienstag, der 10. November, den \
             niedrigsten Mittelwert: −0,50 aus 8 Tickets. 1 negatives Ticket ist noch offen: SUP-7."
        );
        assert_eq!(
            told(Language::Fr),
            "1 208 tickets ont été créés du 9 au 15 novembre 2026, soit 20,3 % de plus qu’au cours des 7 jours précédents \
             (1 004). 8 sur 1 208 étaient négatifs (0,7 %), contre 0,4 % au cours des 7 jours précédents. Le score moyen était \
             de +0,49 sur une échelle de −1 à +1, en hausse par rapport à +0,15. Parmi les jours d’au moins 5 tickets, le mardi \
             10 novembre a eu la moyenne la plus basse, −0,50 sur 8 tickets. 1 ticket négatif est encore ouvert : SUP-7."
        );
        assert_eq!(
            told(Language::Es),
            "Se crearon 1208 tickets del 9 al 15 de noviembre de 2026, un 20,3 % más que en los 7 días anteriores (1004). \
             8 de 1208 eran negativos (0,7 %), frente al 0,4 % en los 7 días anteriores. El valor medio fue de +0,49 en una \
             escala de −1 a +1, frente a +0,15 antes. De los días con al menos 5 tickets, el martes 10 de noviembre tuvo la \
             media más baja: −0,50 en 8 tickets. 1 ticket negativo sigue abierto: SUP-7."
        );
        assert_eq!(
            told(Language::Pt),
            "Foram criados 1.208 tickets de 9 a 15 de novembro de 2026, 20,3% a mais que nos 7 dias anteriores (1.004). \
             8 de 1.208 eram negativos (0,7%), contra 0,4% nos 7 dias anteriores. A nota média foi +0,49 numa escala de −1 a \
             +1, contra +0,15 antes. Entre os dias com pelo menos 5 tickets, terça-feira, 10 de novembro, teve a média mais \
             baixa: −0,50 em 8 tickets. 1 ticket negativo ainda está aberto: SUP-7."
        );
    }

    #[test]
    fn nothing_is_said_in_each_language() {
        let told = |language, before| {
            let before = Some(mood(before, 0, 0.0));
            told_in(language, Mood::default(), before, &[], &[], 0)
        };
        for (language, sentence) in [
            (
                Language::De,
                "Vom 9. bis 15. November 2026 wurden keine Tickets erstellt, auch in den 7 Tagen davor nicht.",
            ),
            (
                Language::Fr,
                "Aucun ticket n’a été créé du 9 au 15 novembre 2026, ni au cours des 7 jours précédents.",
            ),
            (
                Language::Es,
                "No se creó ningún ticket del 9 al 15 de noviembre de 2026, ni en los 7 días anteriores.",
            ),
            (
                Language::Pt,
                "Nenhum ticket foi criado de 9 a 15 de novembro de 2026, nem nos 7 dias anteriores.",
            ),
        ] {
            assert_eq!(told(language, 0), [sentence]);
            assert_eq!(told(language, 3).len(), 1);
        }
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
        let expected = "Billing received the most tickets: 12, or 60.0% of all. It also had the lowest average score, −0.50.";
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
