//! The fonts inside the component: there is no system to take them from.

use typst::foundations::Bytes;
use typst::text::Font;

/// Inter 4.1, cut to Latin, Greek and Cyrillic with their signs; see `fonts/README.md`.
static FILES: [&[u8]; 4] = [
    include_bytes!("../fonts/Inter-Regular.ttf"),
    include_bytes!("../fonts/Inter-Medium.ttf"),
    include_bytes!("../fonts/Inter-SemiBold.ttf"),
    include_bytes!("../fonts/Inter-Bold.ttf"),
];

/// Every embedded font, read but not copied.
pub fn embedded() -> Vec<Font> {
    FILES
        .iter()
        .flat_map(|file| Font::iter(Bytes::new(*file)))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_is_a_font() {
        assert_eq!(embedded().len(), FILES.len());
        assert!(embedded().iter().any(|font| font.info().family == "Inter"));
    }
}
