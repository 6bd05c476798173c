//! Prose as tokens: words, marks, emoticons and what stands for code, numbers and addresses.

mod chunk;
mod context;
mod emoticon;
mod phrases;
mod plain;

use crate::{
    elision,
    fold::fold,
    group::{NEGATIVE, POSITIVE},
    key::Key,
    language::{self, Language},
    prose::{self, Piece},
};
use context::Context;
use phrases::find_phrases;

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Word,
    Number,
    /// An identifier, a path, a version: something a machine reads.
    Code,
    Address,
    User,
    Smile,
    Frown,
    /// `!`, `!!`, `?`, `??`, `?!`
    Exclamation,
    Exclamations,
    Question,
    Questions,
    /// "..."
    Dots,
    Comma,
    /// The end of a sentence or line.
    Break,
    Bracket,
}

/// How many kinds there are, as a power of two.
const KINDS: usize = 16;

impl Kind {
    /// Whether no negation reaches over it.
    fn stops(self) -> bool {
        use Kind::{Break, Dots, Exclamation, Exclamations, Question, Questions};
        matches!(
            self,
            Break | Dots | Exclamation | Exclamations | Question | Questions
        )
    }
}

/// A token: its kind, the hash of its word or kind, its bytes in the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Token {
    pub kind: Kind,
    pub hash: u64,
    pub start: u32,
    pub end: u32,
}

/// A phrase of the lexicon in the tokens: its first token, its number of tokens, its groups and strength, and what
/// stands before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Hit {
    pub at: usize,
    pub words: usize,
    pub groups: u64,
    pub strength: u8,
    pub context: Context,
}

/// The tokens of a text and the phrases in them, which do not overlap.
#[derive(Debug)]
pub(crate) struct Tokens {
    pub list: Vec<Token>,
    pub hits: Vec<Hit>,
    /// The language the phrases are of; `None` where the text is in one that is not spoken here: the phrases are
    /// English then.
    pub language: Option<Language>,
    counts: [u32; KINDS],
}

impl Tokens {
    /// How many tokens of a kind there are.
    #[inline]
    pub(crate) fn count(&self, kind: Kind) -> u32 {
        self.counts[kind as usize % KINDS]
    }

    /// How many tokens are something a person says: words and faces.
    pub(crate) fn speaking(&self) -> u32 {
        self.count(Kind::Word) + self.count(Kind::Smile) + self.count(Kind::Frown)
    }

    /// How many words stand in phrases of any of these groups.
    pub(crate) fn words_of(&self, groups: u64) -> u32 {
        let hits = self.hits.iter().filter(|hit| hit.groups & groups != 0);
        hits.map(|hit| u32::try_from(hit.words).unwrap_or(u32::MAX))
            .sum()
    }

    /// The shares of positive and of negative words and faces, 0 to 1.
    pub(crate) fn shares(&self) -> [f64; 2] {
        let all = f64::from(self.speaking().max(1));
        let positive = self.words_of(POSITIVE) + self.count(Kind::Smile);
        let negative = self.words_of(NEGATIVE) + self.count(Kind::Frown);
        [f64::from(positive) / all, f64::from(negative) / all]
    }
}

/// Reads the prose of a text.
pub(crate) fn read(text: &str) -> Tokens {
    read_beside(text, None)
}

/// Reads the prose of a text beside others in a language.
pub(crate) fn read_beside(text: &str, hint: Option<Language>) -> Tokens {
    let mut lexer = Lexer {
        text,
        tokens: Vec::with_capacity(text.len() / 4 + 4),
        counts: [0; KINDS],
    };
    prose::for_each_piece(text, |piece| lexer.read(piece));
    let hits = find_phrases(&lexer.tokens, Language::English.lexicon());
    let known = hits.iter().map(|hit| hit.words).sum();
    let language = language::told(text, &lexer.tokens, known, hint);
    let hits = match language {
        None | Some(Language::English) => hits,
        Some(language) => {
            if language == Language::French {
                lexer.split_elisions();
            }
            find_phrases(&lexer.tokens, language.lexicon())
        }
    };
    Tokens {
        list: lexer.tokens,
        hits,
        language,
        counts: lexer.counts,
    }
}

struct Lexer<'a> {
    text: &'a str,
    tokens: Vec<Token>,
    counts: [u32; KINDS],
}

impl Lexer<'_> {
    fn read(&mut self, piece: Piece) {
        let bytes = self.text.as_bytes();
        let mut at = piece.start;
        while at < piece.end {
            let byte = bytes[at];
            at = match byte {
                b' ' | b'\t' | b'\r' => at + 1,
                b'a'..=b'z' | b'A'..=b'Z' => match plain::word(bytes, at) {
                    Some((length, hash)) => self.token(Kind::Word, hash, at, at + length),
                    None => self.chunk(at, piece.end),
                },
                b'0'..=b'9' | b'_' | b'$' => self.chunk(at, piece.end),
                b'\n' => self.push(Kind::Break, at, at + 1),
                0x80.. => self.wide(at, piece.end),
                _ => self.sign(byte, at, piece.end),
            };
        }
        if piece.gap {
            self.push(Kind::Code, piece.end, piece.end);
        }
    }

    fn sign(&mut self, byte: u8, at: usize, end: usize) -> usize {
        let rest = &self.text.as_bytes()[at..end];
        let before = at.checked_sub(1).map(|at| self.text.as_bytes()[at]);
        if let Some((kind, length)) = emoticon::find(rest, before) {
            return self.push(kind, at, at + length);
        }
        let run = |wanted: fn(&u8) -> bool| rest.iter().take_while(|byte| wanted(byte)).count();
        match byte {
            b'+' | b'-' if emoticon::is_vote(rest, before) => self.word(at, at + 2),
            b'!' | b'?' => {
                let length = run(|byte| matches!(byte, b'!' | b'?'));
                let is_question = rest[..length].contains(&b'?');
                let kind = match (is_question, length) {
                    (true, 1) => Kind::Question,
                    (true, _) => Kind::Questions,
                    (false, 1) => Kind::Exclamation,
                    (false, _) => Kind::Exclamations,
                };
                self.push(kind, at, at + length)
            }
            b'.' => {
                let length = run(|byte| *byte == b'.');
                let kind = if length > 2 { Kind::Dots } else { Kind::Break };
                self.push(kind, at, at + length)
            }
            b';' | b':' => self.push(Kind::Break, at, at + 1),
            b',' => self.push(Kind::Comma, at, at + 1),
            b'(' | b')' => self.push(Kind::Bracket, at, at + 1),
            b'@' | b'[' => {
                let skip = if rest.starts_with(b"[~") { 2 } else { 1 };
                let name = rest[skip..]
                    .iter()
                    .take_while(|byte| {
                        byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.')
                    })
                    .count();
                if name == 0 || (byte == b'[' && skip == 1) {
                    at + 1
                } else {
                    self.push(Kind::User, at, at + skip + name)
                }
            }
            _ => at + 1,
        }
    }

    /// A character beyond ASCII: a letter begins a word, an emoji may be a mood, all else is skipped.
    fn wide(&mut self, at: usize, end: usize) -> usize {
        let Some(character) = self.text[at..end].chars().next() else {
            return end;
        };
        let behind = at + character.len_utf8();
        if character.is_alphanumeric() {
            return self.chunk(at, end);
        }
        match emoticon::of_character(character) {
            Some(kind) => self.push(kind, at, behind),
            None if character == '…' => self.push(Kind::Dots, at, behind),
            None => behind,
        }
    }

    fn chunk(&mut self, at: usize, end: usize) -> usize {
        let chunk = chunk::measure(&self.text[at..end]);
        let behind = at + chunk.length;
        match chunk.kind {
            Kind::Word => {
                if chunk.is_plain {
                    return self.word(at, behind);
                }
                let mut from = at;
                let text = self.text;
                for part in text[at..behind].split(['-', '/', '.', ':']) {
                    if !part.is_empty() {
                        self.word(from, from + part.len());
                    }
                    from += part.len() + 1;
                }
                behind
            }
            kind => self.push(kind, at, behind),
        }
    }

    /// A word, its accents folded away; one too long for any table counts as code.
    fn word(&mut self, start: usize, end: usize) -> usize {
        match hash(&self.text[start..end]) {
            Some(hash) => self.token(Kind::Word, hash, start, end),
            None => self.push(Kind::Code, start, end),
        }
    }

    /// Makes two words of each that begins with an elision.
    fn split_elisions(&mut self) {
        let mut split = Vec::with_capacity(self.tokens.len() + 8);
        for token in self.tokens.drain(..) {
            let word = &self.text[token.start as usize..token.end as usize];
            let parts = (token.kind == Kind::Word)
                .then(|| elision::split(word))
                .flatten()
                .and_then(|(head, tail)| {
                    let (first, second) = (hash(&word[..head])?, hash(&word[tail..])?);
                    Some(((first, head), (second, tail)))
                });
            let Some(((first, head), (second, tail))) = parts else {
                split.push(token);
                continue;
            };
            let place = |offset: usize| token.start + u32::try_from(offset).unwrap_or(u32::MAX);
            split.push(Token {
                hash: first,
                end: place(head),
                ..token
            });
            split.push(Token {
                hash: second,
                start: place(tail),
                ..token
            });
            self.counts[Kind::Word as usize % KINDS] += 1;
        }
        self.tokens = split;
    }

    fn push(&mut self, kind: Kind, start: usize, end: usize) -> usize {
        // Far from any word's hash: those have mixed upper bits.
        self.token(kind, kind as u64 + 1, start, end)
    }

    fn token(&mut self, kind: Kind, hash: u64, start: usize, end: usize) -> usize {
        // The text is cut to a length far below `u32::MAX` before it comes here.
        self.counts[kind as usize % KINDS] += 1;
        self.tokens.push(Token {
            kind,
            hash,
            start: u32::try_from(start).unwrap_or(u32::MAX),
            end: u32::try_from(end).unwrap_or(u32::MAX),
        });
        end
    }
}

/// The hash of a word as the lexicons know it; `None` for one that no table can hold.
fn hash(word: &str) -> Option<u64> {
    if word.is_ascii() {
        return Some(Key::new(word.as_bytes(), 0, word.len())?.wide_hash());
    }
    let (folded, length) = fold(word)?;
    Some(Key::new(&folded, 0, length)?.wide_hash())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> Vec<String> {
        let show = |token: &Token| {
            let slice = &text[token.start as usize..token.end as usize];
            match token.kind {
                Kind::Word => slice.to_lowercase(),
                kind => format!("{kind:?}"),
            }
        };
        read(text).list.iter().map(show).collect()
    }

    #[test]
    fn words_marks_and_machine_text_are_told_apart() {
        assert_eq!(
            shown("Well-done, it’s OK!! v1.2 in fooBar() (see http://a.b/c) 42"),
            [
                "well",
                "done",
                "Comma",
                "it’s",
                "ok",
                "Exclamations",
                "Code",
                "in",
                "Code",
                "Bracket",
                "see",
                "Address",
                "Bracket",
                "Number"
            ]
        );
        assert_eq!(shown("+1 for it.Thanks"), ["+1", "for", "it", "thanks"]);
        assert_eq!(
            shown("a-1 [~ann] @bob :-) :("),
            ["Code", "User", "User", "Smile", "Frown"]
        );
        assert_eq!(
            shown("Why?! ...ok 👍"),
            ["why", "Questions", "Dots", "ok", "Smile"]
        );
        assert_eq!(
            shown("org.a.B and/or x_y HDFS-12 Größe"),
            ["Code", "and", "or", "Code", "Code", "größe"]
        );
    }

    #[test]
    fn phrases_mark_their_words() {
        let read = read("Thank you very much!");
        assert_eq!((read.hits.len(), read.hits[0].words), (1, 4));
        assert_eq!(read.words_of(crate::group::POSITIVE), 4);
        assert!((read.shares()[0] - 1.0).abs() < 1e-9);
    }
}
