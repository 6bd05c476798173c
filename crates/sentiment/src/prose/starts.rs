//! Which of many words a line may start with, told by its first three bytes before any is compared.

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
        static STARTS: Starts = Starts::NONE.and(&["dear ", "br"]).and(&["été"]);
        for line in ["Dear Ann", "DEAR", "br", "BR,", "brx", "été", "x"] {
            assert!(STARTS.may_start(line.as_bytes()), "{line}");
        }
        for line in ["The end", "debt", "bye"] {
            assert!(!STARTS.may_start(line.as_bytes()), "{line}");
        }
    }
}
