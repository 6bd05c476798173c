//! Positions: bytes inside, characters outside.

/// Counts characters along with bytes, once through a text; positions must not go back.
#[derive(Debug)]
pub(crate) struct Place<'a> {
    text: &'a str,
    bytes: usize,
    characters: u32,
}

impl<'a> Place<'a> {
    /// At the start of a text.
    pub(crate) fn new(text: &'a str) -> Self {
        Self {
            text,
            bytes: 0,
            characters: 0,
        }
    }

    /// The number of characters before a byte of the text, at or behind the byte asked for last.
    pub(crate) fn characters_before(&mut self, byte: usize) -> u32 {
        self.characters += length(&self.text[self.bytes..byte]);
        self.bytes = byte;
        self.characters
    }

    /// The byte asked for last.
    pub(crate) fn byte(&self) -> usize {
        self.bytes
    }
}

/// The number of characters of a text that is cut to [`crate::MAX_CHARACTERS`].
pub(crate) fn length(text: &str) -> u32 {
    u32::try_from(text.chars().count()).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_are_counted_once_through() {
        let mut place = Place::new("aé日b");
        assert_eq!(
            [0, 1, 3, 3, 6, 7].map(|byte| place.characters_before(byte)),
            [0, 1, 2, 2, 3, 4]
        );
    }
}
