//! Code pages of DOS that `encoding_rs` does not have.

use std::borrow::Cow;

/// A code page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum CodePage {
    /// Of the United States.
    Ibm437,
    /// Of Western Europe.
    Ibm850,
    /// Of Central Europe.
    Ibm852,
}

impl CodePage {
    /// Its name, like those of the others.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Ibm437 => "ibm437",
            Self::Ibm850 => "ibm850",
            Self::Ibm852 => "ibm852",
        }
    }

    /// What the bytes from 0x80 on stand for.
    const fn upper(self) -> &'static str {
        match self {
            Self::Ibm437 => IBM437,
            Self::Ibm850 => IBM850,
            Self::Ibm852 => IBM852,
        }
    }

    /// Every byte stands for something.
    pub(super) fn decode(self, bytes: &[u8]) -> Cow<'_, str> {
        if let Ok(text) = str::from_utf8(bytes)
            && bytes.is_ascii()
        {
            return Cow::Borrowed(text);
        }
        let upper: Vec<char> = self.upper().chars().collect();
        let letters = bytes.iter().map(|&byte| match byte.checked_sub(0x80) {
            None => char::from(byte),
            Some(beyond) => upper[usize::from(beyond)],
        });
        Cow::Owned(letters.collect())
    }
}

const IBM437: &str = "\
        ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒ\
        áíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐\
        └┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀\
        αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u{a0}";
const IBM850: &str = "\
        ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒ\
        áíóúñÑªº¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐\
        └┴┬├─┼ãÃ╚╔╩╦╠═╬¤ðÐÊËÈıÍÎÏ┘┌█▄¦Ì▀\
        ÓßÔÒõÕµþÞÚÛÙýÝ¯´\u{ad}±‗¾¶§÷¸°¨·¹³²■\u{a0}";
const IBM852: &str = "\
        ÇüéâäůćçłëŐőîŹÄĆÉĹĺôöĽľŚśÖÜŤťŁ×č\
        áíóúĄąŽžĘę¬źČş«»░▒▓│┤ÁÂĚŞ╣║╗╝Żż┐\
        └┴┬├─┼Ăă╚╔╩╦╠═╬¤đĐĎËďŇÍÎě┘┌█▄ŢŮ▀\
        ÓßÔŃńňŠšŔÚŕŰýÝţ´\u{ad}˝˛ˇ˘§÷¸°¨˙űŘř■\u{a0}";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_page_has_a_letter_for_every_byte() {
        for page in [CodePage::Ibm437, CodePage::Ibm850, CodePage::Ibm852] {
            assert_eq!(page.upper().chars().count(), 128);
            let all: Vec<u8> = (0..=255).collect();
            assert_eq!(page.decode(&all).chars().count(), 256);
        }
        assert_eq!(
            CodePage::Ibm850.decode(b"Gr\x94\xe1e \x9b \xd5"),
            "Größe ø ı"
        );
        assert_eq!(CodePage::Ibm852.decode(b"\xbe\xa2\x88w"), "żółw");
        assert_eq!(CodePage::Ibm437.decode(b"\xb0 \x9b"), "░ ¢");
    }
}
