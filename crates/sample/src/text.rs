//! Composes titles, descriptions and comments of a known mood.

use crate::{
    phrases::{self, Mood},
    rng::Rng,
    words::{self, Product},
};

/// What the blanks of a ticket's sentences stand for, the same in all its texts.
#[derive(Debug, Clone)]
pub(crate) struct Cast {
    pub product: usize,
    pub component: &'static str,
    pub customer: &'static str,
    pub person: &'static str,
    pub agent: &'static str,
}

impl Cast {
    pub fn new(rng: &mut Rng, product: usize) -> Self {
        Self {
            product,
            component: rng.pick(words::PRODUCTS[product].components),
            customer: rng.pick(words::CUSTOMERS),
            person: rng.pick(words::PEOPLE),
            agent: rng.pick(words::AGENTS),
        }
    }

    pub fn product(&self) -> &'static Product {
        &words::PRODUCTS[self.product]
    }
}

/// A title of the mood.
pub(crate) fn title(rng: &mut Rng, cast: &Cast, mood: Mood) -> String {
    let titles = match mood {
        Mood::Negative => phrases::TITLES_NEGATIVE,
        Mood::Neutral => phrases::TITLES_NEUTRAL,
        Mood::Positive => phrases::TITLES_POSITIVE,
    };
    let mut text = String::new();
    fill(&mut text, rng.pick(titles), rng, cast);
    text
}

/// How much people write.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Length {
    /// A few sentences: a million such tickets are a file of 400 MB.
    Short,
    /// Paragraphs, and now and then a stack trace.
    Long,
}

/// A description: an opening, some paragraphs, a closing; or just a few sentences.
pub(crate) fn description(rng: &mut Rng, cast: &Cast, mood: Mood, length: Length) -> String {
    let mut text = String::new();
    if length == Length::Short {
        sentences(&mut text, rng, cast, mood, (1, 3));
        return text;
    }
    fill(&mut text, rng.pick(phrases::OPENINGS), rng, cast);
    if !text.is_empty() {
        text.push_str("\n\n");
    }
    for paragraph in 0..rng.between(2, 5) {
        if paragraph > 0 {
            text.push_str("\n\n");
        }
        sentences(&mut text, rng, cast, mood, (2, 5));
    }
    if rng.chance(0.08) {
        trace(&mut text, rng, cast);
    }
    let closing = rng.pick(phrases::CLOSINGS);
    if !closing.is_empty() {
        text.push_str("\n\n");
        fill(&mut text, closing, rng, cast);
    }
    text
}

/// A comment's body of some sentences.
pub(crate) fn comment(
    rng: &mut Rng,
    cast: &Cast,
    mood: Mood,
    by_agent: bool,
    length: Length,
) -> String {
    let mut text = String::new();
    let most = if length == Length::Long { 7 } else { 2 };
    if length == Length::Long && rng.chance(0.3) {
        let opening = if by_agent {
            "Hello {person},\n\n"
        } else {
            "Hello {agent},\n\n"
        };
        fill(&mut text, opening, rng, cast);
    }
    if by_agent {
        fill(&mut text, rng.pick(phrases::ANSWERS), rng, cast);
        if rng.chance(0.5) {
            text.push(' ');
            sentences(&mut text, rng, cast, mood, (1, most.min(4)));
        }
    } else {
        sentences(&mut text, rng, cast, mood, (1, most));
    }
    text
}

/// A stack trace as people paste it.
fn trace(text: &mut String, rng: &mut Rng, cast: &Cast) {
    text.push_str("\n\n{noformat}\n");
    fill(
        text,
        "Exception in thread \"main\" {code}: request {id}\n",
        rng,
        cast,
    );
    for _ in 0..rng.between(4, 24) {
        fill(
            text,
            "\tat com.example.{component}.Worker.step{n}(Worker.java:{n})\n",
            rng,
            cast,
        );
    }
    text.push_str("{noformat}");
}

/// One sentence of a list, filled in.
pub(crate) fn one_of(rng: &mut Rng, cast: &Cast, list: &[&str]) -> String {
    let mut text = String::new();
    fill(&mut text, rng.pick(list), rng, cast);
    text
}

/// Sentences of the mood; where there is room for more than one, matter of fact ones between them. None comes twice
/// in a row.
fn sentences(text: &mut String, rng: &mut Rng, cast: &Cast, mood: Mood, (least, most): (u64, u64)) {
    let moody = match mood {
        Mood::Negative => phrases::NEGATIVE,
        Mood::Neutral => phrases::NEUTRAL,
        Mood::Positive => phrases::POSITIVE,
    };
    let mut before = "";
    for number in 0..rng.between(least, most) {
        let list = if number > 0 && rng.chance(0.35) {
            phrases::NEUTRAL
        } else {
            moody
        };
        let sentence = rng.pick(list);
        if sentence == before {
            continue;
        }
        if number > 0 {
            text.push(' ');
        }
        fill(text, sentence, rng, cast);
        before = sentence;
    }
}

/// Appends a sentence with its blanks filled.
fn fill(text: &mut String, sentence: &str, rng: &mut Rng, cast: &Cast) {
    let mut rest = sentence;
    while let Some((before, (name, after))) = rest
        .split_once('{')
        .and_then(|(before, after)| Some((before, after.split_once('}')?)))
    {
        text.push_str(before);
        blank(text, name, rng, cast);
        rest = after;
    }
    text.push_str(rest);
}

fn blank(text: &mut String, name: &str, rng: &mut Rng, cast: &Cast) {
    let product = cast.product();
    let made = match name {
        "product" => product.name.to_owned(),
        "feature" | "feature2" => rng.pick(product.features).to_owned(),
        "Feature" => {
            let feature = rng.pick(product.features);
            feature[..1].to_uppercase() + &feature[1..]
        }
        "component" => cast.component.to_owned(),
        "customer" => cast.customer.to_owned(),
        "person" => cast.person.to_owned(),
        "agent" => cast.agent.to_owned(),
        "account" => words::account(cast.agent),
        "code" => rng.pick(words::CODES).to_owned(),
        "version" => format!("{}.{}.{}", rng.between(2, 6), rng.below(20), rng.below(9)),
        "n" => rng.between(2, 240).to_string(),
        "min" => rng.between(3, 90).to_string(),
        "money" => format!("${}.{:02}", rng.between(9, 2_900), rng.below(100)),
        "clock" => format!("{:02}:{:02}", rng.below(24), rng.below(12) * 5),
        "id" => format!("{:x}", rng.next() >> 24),
        "place" => rng
            .pick(&[
                "Windows 11",
                "Firefox",
                "Safari on iPad",
                "Android",
                "our staging server",
            ])
            .to_owned(),
        // Jira's own markup, such as {noformat}, stays.
        other => format!("{{{other}}}"),
    };
    text.push_str(&made);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_blank_is_left_over() {
        let cast = Cast::new(&mut Rng::new(1, &[]), 0);
        let lists = [
            phrases::TITLES_NEGATIVE,
            phrases::TITLES_NEUTRAL,
            phrases::TITLES_POSITIVE,
            phrases::OPENINGS,
            phrases::CLOSINGS,
            phrases::NEGATIVE,
            phrases::NEUTRAL,
            phrases::POSITIVE,
            phrases::ANSWERS,
            phrases::OTHER_LANGUAGES,
            phrases::ODD,
        ];
        for sentence in lists.into_iter().flatten() {
            let mut text = String::new();
            fill(&mut text, sentence, &mut Rng::new(3, &[]), &cast);
            assert!(!text.replace("{noformat}", "").contains('{'), "{text}");
        }
    }

    #[test]
    fn texts_vary_and_repeat_with_the_seed() {
        let make = |id| {
            let mut rng = Rng::new(9, &[id]);
            let cast = Cast::new(&mut rng, 3);
            description(&mut rng, &cast, Mood::Negative, Length::Long)
        };
        let mut texts: Vec<_> = (0..300).map(make).collect();
        assert_eq!(texts[7], make(7));
        texts.sort();
        texts.dedup();
        assert_eq!(texts.len(), 300);
    }
}
