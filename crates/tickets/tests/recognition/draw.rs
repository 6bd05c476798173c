//! The same choices for the same number, on every machine.

const WORDS: &[&str] = &[
    "printer", "does", "not", "start", "since", "Monday", "please", "help", "the", "order", "is",
    "late", "again", "and", "nobody", "answers", "my", "mail", "thank", "you", "works", "now",
    "invoice", "wrong",
];

pub struct Draw(u64);

impl Draw {
    pub fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ 0xD1B5_4A32_D192_ED03)
    }

    /// A number below the limit.
    pub fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        let limit = u64::try_from(limit.max(1)).unwrap();
        usize::try_from((self.0 >> 11) % limit).unwrap()
    }

    pub fn of<'a>(&mut self, choices: &[&'a str]) -> &'a str {
        choices[self.below(choices.len())]
    }

    pub fn shuffle<T>(&mut self, values: &mut [T]) {
        for last in (1..values.len()).rev() {
            values.swap(last, self.below(last + 1));
        }
    }

    /// Words in any order.
    pub fn sentence(&mut self, least: usize, most: usize) -> String {
        let count = least + self.below(most - least);
        let words: Vec<_> = (0..count).map(|_| self.of(WORDS)).collect();
        words.join(" ")
    }
}
