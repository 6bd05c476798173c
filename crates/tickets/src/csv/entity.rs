//! Whether a `;` that would end a cell ends an entity of HTML in it.

use crate::html;

/// What an entity is written with at most, without its `;`.
const LONGEST: usize = 11;

/// The end of what was read of a cell so far.
#[derive(Debug, Clone, Default)]
pub(super) struct Tail(Vec<u8>);

impl Tail {
    /// Begins another cell.
    pub fn clear(&mut self) {
        self.0.clear();
    }

    /// Takes the next piece of the cell.
    pub fn push(&mut self, piece: &[u8]) {
        let piece = &piece[piece.len().saturating_sub(LONGEST)..];
        self.0.extend_from_slice(piece);
        self.0.drain(..self.0.len().saturating_sub(LONGEST));
    }

    /// Whether it ends in an entity that lacks its `;`.
    pub fn is_entity(&self) -> bool {
        let name = self.0.rsplit(|byte| *byte == b'&').next();
        let is_open = self.0.contains(&b'&');
        let name = name.and_then(|name| str::from_utf8(name).ok());
        is_open && name.is_some_and(|name| html::character(name).is_some())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_html_knows_is_an_entity() {
        let is = |pieces: &[&str]| {
            let mut tail = Tail::default();
            for piece in pieces {
                tail.push(piece.as_bytes());
            }
            tail.is_entity()
        };
        assert!(is(&["n&#039"]) && is(&["a very long text &ea", "cute"]) && is(&["&#x27"]));
        assert!(!is(&["R&D"]) && !is(&["eacute"]) && !is(&["& amp"]) && !is(&["&amp "]));
        assert!(!is(&[""]) && !is(&["&"]) && !is(&["&nosuch"]));
    }
}
