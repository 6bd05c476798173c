//! The fonts inside the component: there is no system to take them from. See `fonts/README.md`.

use typst::foundations::Bytes;
use typst::text::{Font, FontBook};

/// In the order they are tried.
static FILES: [&[u8]; 11] = [
    include_bytes!("../fonts/Inter-Regular.ttf"),
    include_bytes!("../fonts/Inter-Medium.ttf"),
    include_bytes!("../fonts/Inter-SemiBold.ttf"),
    include_bytes!("../fonts/Inter-Bold.ttf"),
    include_bytes!("../fonts/NotoSansArabic-Regular.ttf"),
    include_bytes!("../fonts/NotoSansHebrew-Regular.ttf"),
    include_bytes!("../fonts/NotoSansThai-Regular.ttf"),
    include_bytes!("../fonts/NotoSansDevanagari-Regular.ttf"),
    include_bytes!("../fonts/DroidSansFallback.ttf"),
    include_bytes!("../fonts/ReportHangul-Regular.ttf"),
    include_bytes!("../fonts/NotoEmoji-Regular.ttf"),
];

/// Every embedded font, read but not copied.
pub fn embedded() -> Vec<Font> {
    FILES
        .iter()
        .flat_map(|file| Font::iter(Bytes::new(*file)))
        .collect()
}

/// The characters that at least one font can show.
pub struct Glyphs(Vec<u64>);

impl Glyphs {
    /// The characters of all fonts of a book together.
    pub fn of(book: &FontBook) -> Self {
        let mut bits = vec![0; 0x11_0000 / 64];
        for font in (0..).map_while(|index| book.info(index)) {
            for c in font.coverage.iter() {
                let (word, bit) = place(c);
                bits[word] |= bit;
            }
        }
        Self(bits)
    }

    /// Whether there is a glyph for `c`.
    pub fn has(&self, c: char) -> bool {
        let (word, bit) = place(c.into());
        self.0[word] & bit != 0
    }
}

/// The word a character's bit is in, and the bit.
fn place(c: u32) -> (usize, u64) {
    (c as usize / 64, 1 << (c % 64))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_is_a_font() {
        assert_eq!(embedded().len(), FILES.len());
    }

    #[test]
    fn the_scripts_the_readme_names_are_covered() {
        let glyphs = Glyphs::of(&FontBook::from_fonts(&embedded()));
        for c in "aßłỆΩЖ€→−▲□ עصพक日본語国灣ァ👍🏽🧑🫠".chars()
        {
            assert!(glyphs.has(c), "{c}");
        }
        for c in ['ᚠ', '\u{10ffff}', '\0'] {
            assert!(!glyphs.has(c), "{c:?}");
        }
    }
}
