//! Which of many words a line starts with, told by its first bytes before any is compared.

use super::inline::starts_with;

/// Words that lines start with, in lower case; those of a first letter stand together.
pub(super) struct Words {
    /// The words.
    pub list: &'static [&'static str],
    starts: Starts,
    /// By the lower five bits of the first letter: where its words begin, and where they end.
    places: [(usize, usize); 32],
}

impl Words {
    /// The words of a list.
    pub(super) const fn of(list: &'static [&'static str]) -> Self {
        let mut places = [(0, 0); 32];
        let mut at = 0;
        while at < list.len() {
            let letter = (list[at].as_bytes()[0] & 31) as usize;
            let (start, end) = places[letter];
            assert!(
                end == 0 || end == at,
                "the words of a letter stand together"
            );
            places[letter] = (if end == 0 { at } else { start }, at + 1);
            at += 1;
        }
        Self {
            list,
            starts: Starts::NONE.and(list),
            places,
        }
    }

    /// Those that a line starts with, whatever its case.
    #[inline]
    pub(super) fn starting<'a>(
        &self,
        line: &'a [u8],
    ) -> impl Iterator<Item = &'static str> + use<'a> {
        let (start, end) = match line.first() {
            Some(first) if self.starts.may_start(line) => self.places[usize::from(first & 31)],
            _ => (0, 0),
        };
        let words = self.list[start..end].iter().copied();
        words.filter(|word| starts_with(line, word))
    }
}

/// A bit for each three bytes that a word starts with, five bits of each byte: so much tells letters apart, whatever their case.
pub(super) struct Starts([u64; 512]);

impl Starts {
    /// Of no word.
    pub(super) const NONE: Self = Self([0; 512]);

    /// Those of these words, too.
    pub(super) const fn and(mut self, words: &[&str]) -> Self {
        let mut at = 0;
        while at < words.len() {
            let word = words[at].as_bytes();
            let mut last = 0;
            while last < 32 {
                if word.len() < 3 || word[2] & 31 == last {
                    let place = place(word[0], word[1], last);
                    self.0[place / 64] |= 1 << (place % 64);
                }
                last += 1;
            }
            at += 1;
        }
        self
    }

    /// Whether a line may start with one of the words.
    #[inline]
    pub(super) fn may_start(&self, line: &[u8]) -> bool {
        let [first, second, third, ..] = *line else {
            return true;
        };
        let place = place(first, second, third);
        self.0[place / 64] & (1 << (place % 64)) != 0
    }
}

const fn place(first: u8, second: u8, third: u8) -> usize {
    ((first & 31) as usize) << 10 | ((second & 31) as usize) << 5 | (third & 31) as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_may_start_is_told() {
        static WORDS: Words = Words::of(&["bar", "bard", "ab"]);
        static STARTS: Starts = Starts::NONE.and(&["dear ", "br"]).and(&["été"]);
        for line in ["Dear Ann", "DEAR", "br", "BR,", "brx", "été", "x"] {
            assert!(STARTS.may_start(line.as_bytes()), "{line}");
        }
        let starting = |line: &'static str| WORDS.starting(line.as_bytes()).collect::<Vec<_>>();
        assert_eq!(starting("Bard"), ["bar", "bard"]);
        assert_eq!(starting("AB"), ["ab"]);
        assert!(starting("").is_empty() && starting("b").is_empty() && starting("baz").is_empty());
        for line in ["The end", "debt", "bye"] {
            assert!(!STARTS.may_start(line.as_bytes()), "{line}");
        }
    }
}
