//! What a record says in its mapped cells, as a number.

use std::hash::{DefaultHasher, Hasher};

/// Takes the cells of a record in pieces of any size.
#[derive(Debug, Default)]
pub(super) struct Content {
    hasher: DefaultHasher,
    column: Option<usize>,
}

impl Content {
    /// Takes the next piece of a cell.
    pub fn add(&mut self, column: usize, piece: &[u8]) {
        if piece.is_empty() {
            return;
        }
        if self.column != Some(column) {
            self.column = Some(column);
            // No text holds this byte: a cell cannot flow into the next.
            self.hasher.write(&[0xff]);
            self.hasher.write(&(column as u64).to_le_bytes());
        }
        self.hasher.write(piece);
    }

    /// The number: equal for equal records, and for others with a chance of 1 in 4 billion.
    pub fn hash(&self) -> u32 {
        self.wide()[0]
    }

    /// The same with twice the digits, for records of which any two are compared.
    pub fn wide(&self) -> [u32; 2] {
        let bytes = self.hasher.finish().to_le_bytes();
        let half = |at: usize| {
            u32::from_le_bytes([bytes[at], bytes[at + 1], bytes[at + 2], bytes[at + 3]])
        };
        [half(0), half(4)]
    }

    /// Begins the next record.
    pub fn clear(&mut self) {
        *self = Self::default();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hash(pieces: &[(usize, &str)]) -> u32 {
        let mut content = Content::default();
        for (column, piece) in pieces {
            content.add(*column, piece.as_bytes());
        }
        content.hash()
    }

    #[test]
    fn pieces_of_any_size_say_the_same_and_cells_do_not_flow() {
        let whole = hash(&[(0, "A-1"), (2, "It breaks")]);
        let pieces = [
            (0, "A"),
            (0, "-1"),
            (1, ""),
            (2, ""),
            (2, "It br"),
            (2, "eaks"),
        ];
        assert_eq!(whole, hash(&pieces));
        assert_ne!(whole, hash(&[(0, "A-1"), (1, "It breaks")]));
        assert_ne!(whole, hash(&[(0, "A-1I"), (2, "t breaks")]));
    }
}
