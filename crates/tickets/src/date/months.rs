//! Month names, short and full, in the languages exports come in. A language is added here.

/// Spellings by month, January first: English, German, Dutch, Swedish, Norwegian and Danish; Spanish, French,
/// Portuguese, Italian and Romanian; Polish, Czech and Slovak; Russian, Ukrainian and Bulgarian; Turkish, Finnish,
/// Hungarian, Greek, Chinese. No spelling means different months in different languages.
const NAMES: [&str; 12] = [
    "jan january januar jän jänner januari ene enero janv janvier janeiro gen gennaio ian ianuarie \
     sty styczeń stycznia led leden ledna január januára янв январь января січ січень січня яну януари \
     oca ocak tammi tammik tammikuu tammikuuta január ιαν ιανουάριος ιανουαρίου 一月",
    "feb february februar februari febr febrero févr fév fevr février fevrier fev fevereiro febbraio februarie \
     lut luty lutego úno únor února február februára фев февр февраль февраля лют лютий лютого февруари \
     şub şubat helmi helmik helmikuu helmikuuta φεβ φεβρ φεβρουάριος φεβρουαρίου 二月",
    "mar march mär mrz märz maerz mrt maart mars marts marzo março marco martie \
     marzec marca bře březen března marec мар март марта бер берез березень березня \
     mart maalis maalisk maaliskuu maaliskuuta márc március μαρ μάρτιος μαρτίου 三月",
    "apr april aprilie abr abril avr avril aprile \
     kwi kwiecień kwietnia dub duben dubna apríl apríla апр апрель апреля квіт кві квітень квітня април \
     nis nisan huhti huhtik huhtikuu huhtikuuta ápr április απρ απρίλιος απριλίου 四月",
    "may mai mayo maio mag maggio mei maj maja \
     kvě květen května máj mája май мая трав тра травень травня \
     mayıs touko toukok toukokuu toukokuuta május μαΐ μάι μαι μάιος μαΐου 五月",
    "jun june juni junio juin junho giu giugno iun iunie \
     cze czerwiec czerwca čvn červen června čer jún júna июн июнь июня черв чер червень червня юни \
     haz haziran kesä kesäk kesäkuu kesäkuuta június ιουν ιούν ιούνιος ιουνίου 六月",
    "jul july juli julio juil juillet julho lug luglio iul iulie \
     lip lipiec lipca čvc červenec července júl júla июл июль июля лип липень липня юли \
     tem temmuz heinä heinäk heinäkuu heinäkuuta július ιουλ ιούλ ιούλιος ιουλίου 七月",
    "aug august augusti augustus ago agosto août aout \
     sie sierpień sierpnia srp srpen srpna augusta авг август августа серп сер серпень серпня \
     ağu ağustos elo elok elokuu elokuuta augusztus αυγ αύγ αύγουστος αυγούστου 八月",
    "sep sept september septiembre septembre set setembro setiembre settembre septembrie \
     wrz wrzesień września zář září septembra сен сент сентябрь сентября вер верес вересень вересня септ септември \
     eyl eylül syys syysk syyskuu syyskuuta szept szeptember σεπ σεπτ σεπτέμβριος σεπτεμβρίου 九月",
    "oct october okt oktober octubre octobre out outubro ott ottobre octombrie \
     paź październik października říj říjen října október októbra окт октябрь октября жовт жов жовтень жовтня октомври \
     eki ekim loka lokak lokakuu lokakuuta οκτ οκτώβριος οκτωβρίου 十月",
    "nov november noviembre novembre novembro noi noiembrie \
     lis listopad listopada listopadu novembra ноя нояб ноябрь ноября лист листопад листопада ное ноември \
     kas kasım marras marrask marraskuu marraskuuta νοε νοέμβριος νοεμβρίου 十一月",
    "dec december dez dezember des desember dic diciembre déc décembre decembre dezembro dicembre decembrie \
     gru grudzień grudnia pro prosinec prosince decembra дек декабрь декабря груд гру грудень грудня декември \
     ara aralık joulu jouluk joulukuu joulukuuta δεκ δεκέμβριος δεκεμβρίου 十二月",
];

/// The month, 1 to 12, that a word names; case and a final point do not matter.
pub(super) fn month(word: &str) -> Option<i8> {
    english(word).or_else(|| any(word))
}

/// The short English names, which nearly every export has, without an allocation.
fn english(word: &str) -> Option<i8> {
    let name: [u8; 3] = word.as_bytes().try_into().ok()?;
    Some(match &name.map(|letter| letter | 0x20) {
        b"jan" => 1,
        b"feb" => 2,
        b"mar" => 3,
        b"apr" => 4,
        b"may" => 5,
        b"jun" => 6,
        b"jul" => 7,
        b"aug" => 8,
        b"sep" => 9,
        b"oct" => 10,
        b"nov" => 11,
        b"dec" => 12,
        _ => return None,
    })
}

fn any(word: &str) -> Option<i8> {
    let lower = word.trim_end_matches('.').to_lowercase();
    let index = NAMES
        .iter()
        .position(|names| names.split(' ').any(|name| name == lower))?;
    i8::try_from(index + 1).ok()
}

/// Whether a word names a day of the week in English, short or full (as in mail dates).
pub(super) fn is_weekday(word: &str) -> bool {
    const DAYS: [&str; 7] = [
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
    ];
    let lower = word.to_lowercase();
    lower.len() >= 3 && DAYS.iter().any(|day| day.starts_with(&lower))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_in_several_languages() {
        for (words, number) in [
            ("Jan sty led янв січ Oca tammikuuta januára 一月", 1),
            ("févr. lut úno фев лютого Şub helmi", 2),
            ("Mär MRT bře марта берез marts maalis márc.", 3),
            ("Mai maj kvě мая травня Mayıs touko mei máj", 5),
            ("AOÛT sie srp авг серп Ağu elo augusti", 8),
            ("set wrz zář сент вер Eyl syys szept", 9),
            ("lis listopadu ноя лист Kas marras", 11),
            ("dic gru pro дек груд Ara joulu des", 12),
        ] {
            for word in words.split(' ') {
                assert_eq!(month(word), Some(number), "{word}");
            }
        }
        assert_eq!(month("foo"), None);
        assert!(is_weekday("Thu") && is_weekday("monday") && !is_weekday("mo"));
    }

    #[test]
    fn the_short_way_agrees_with_the_table() {
        for name in NAMES.iter().flat_map(|names| names.split(' ')) {
            assert!(english(name).is_none_or(|month| Some(month) == any(name)));
        }
    }

    #[test]
    fn no_spelling_stands_for_two_months() {
        for names in NAMES {
            for name in names.split(' ') {
                let months = NAMES
                    .iter()
                    .filter(|names| names.split(' ').any(|other| other == name));
                assert_eq!(months.count(), 1, "{name}");
            }
        }
    }
}
