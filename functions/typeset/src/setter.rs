//! A report in, a PDF out; kept between reports so that the second is quick.

use brief::Report;
use jiff::{Zoned, tz::TimeZone};
use typst::World;
use typst::diag::SourceDiagnostic;
use typst::foundations::{Datetime, Smart};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards, Timestamp};

use crate::Error;
use crate::fonts::Glyphs;
use crate::view::View;
use crate::world::Desk;

/// How many reports ago a cached result may last have been used. Fonts and templates are used by
/// each, so they stay; what belongs to one report alone goes, and memory stays bounded.
const CACHED_FOR: usize = 1;

/// Sets reports, one after the other.
pub struct Setter {
    desk: Desk,
    glyphs: Glyphs,
    standards: PdfStandards,
}

impl Setter {
    /// Reads the fonts and templates.
    ///
    /// # Errors
    /// [`Error::Typesetting`] when the embedded files do not fit together.
    pub fn new() -> Result<Self, Error> {
        let desk =
            Desk::new().ok_or_else(|| Error::Typesetting("a template has no path".into()))?;
        let standards = PdfStandards::new(&[PdfStandard::A_2a, PdfStandard::Ua_1])
            .map_err(|error| Error::Typesetting(error.message().to_string()))?;
        Ok(Self {
            glyphs: Glyphs::of(desk.book()),
            desk,
            standards,
        })
    }

    /// The report as a tagged PDF that conforms to PDF/A-2a (archiving) and PDF/UA-1
    /// (accessibility). The same report gives the same bytes.
    ///
    /// # Errors
    /// [`Error::Invalid`] with the field that is wrong, [`Error::Typesetting`] when the template
    /// or the export fails.
    pub fn set(&mut self, report: &Report) -> Result<Vec<u8>, Error> {
        let (document, made) = self.lay_out(report)?;
        let (from, to) = (report.period.from, report.period.to);
        let options = PdfOptions {
            ident: Smart::Custom(format!("{}/{from}/{to}/{made}", report.workspace)),
            creator: Smart::Custom(Some("Undertone".into())),
            timestamp: timestamp(&made),
            standards: self.standards.clone(),
            ..PdfOptions::default()
        };
        let pdf = typst_pdf::pdf(&document, &options);
        comemo::evict(CACHED_FOR);
        pdf.map_err(|errors| failure(&errors))
    }

    /// The first page of the report as SVG, its letters as shapes: it looks the same wherever it is shown.
    ///
    /// # Errors
    /// As those of [`Setter::set`].
    pub fn first_page(&mut self, report: &Report) -> Result<String, Error> {
        let (document, _) = self.lay_out(report)?;
        let page = document.pages().first();
        let page = page.map(|page| typst_svg::svg(page, &typst_svg::SvgOptions::default()));
        comemo::evict(CACHED_FOR);
        page.ok_or_else(|| Error::Typesetting("the report has no page".into()))
    }

    /// The report laid out on its pages, and when it was made on the report's own clock.
    fn lay_out(&mut self, report: &Report) -> Result<(PagedDocument, Zoned), Error> {
        report.check()?;
        let zone = TimeZone::get(&report.period.timezone).map_err(|_| brief::Invalid {
            field: "period.timezone".into(),
            reason: "must be an IANA timezone name".into(),
        })?;
        let view = View::of(report, &zone, &self.glyphs);
        let json =
            serde_json::to_vec(&view).map_err(|error| Error::Typesetting(error.to_string()))?;
        self.desk.lay(json);
        let document = typst::compile::<PagedDocument>(&self.desk)
            .output
            .map_err(|errors| failure(&errors))?;
        Ok((document, report.generated_at.to_zoned(zone)))
    }
}

/// The creation date; `None` for a time no calendar in the document can hold.
fn timestamp(made: &Zoned) -> Option<Timestamp> {
    let part = |part: i8| u8::try_from(part).ok();
    let datetime = Datetime::from_ymd_hms(
        made.year().into(),
        part(made.month())?,
        part(made.day())?,
        part(made.hour())?,
        part(made.minute())?,
        part(made.second())?,
    )?;
    Timestamp::new_local(datetime, made.offset().seconds() / 60)
}

/// Every message of the typesetter, in one line.
fn failure(errors: &[SourceDiagnostic]) -> Error {
    let messages: Vec<_> = errors.iter().map(|error| error.message.as_str()).collect();
    Error::Typesetting(messages.join("; "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cases;
    use lopdf::Object;
    use typst::layout::{Frame, FrameItem};

    fn setter() -> Setter {
        Setter::new().expect("templates and fonts fit together")
    }

    /// Every page's text, letter by letter as set.
    fn pages(report: &Report) -> Vec<String> {
        let (document, _) = setter().lay_out(report).expect("the report is set");
        document
            .pages()
            .iter()
            .map(|page| {
                let mut text = String::new();
                collect(&page.frame, &mut text);
                text
            })
            .collect()
    }

    fn collect(frame: &Frame, text: &mut String) {
        for (_, item) in frame.items() {
            match item {
                FrameItem::Group(group) => collect(&group.frame, text),
                FrameItem::Text(run) => {
                    text.push_str(&run.text);
                    text.push(' ');
                }
                _ => {}
            }
        }
    }

    /// Whether the words are there, in any line breaks.
    fn says(text: &str, words: &str) -> bool {
        let plain = |text: &str| text.replace([' ', '\u{200b}'], "");
        plain(text).contains(&plain(words))
    }

    #[test]
    fn every_case_is_a_titled_tagged_pdf() {
        let mut setter = setter();
        for (name, report) in cases::all() {
            let pdf = setter
                .set(&report)
                .unwrap_or_else(|e| panic!("{name}: {e}"));
            let pdf = lopdf::Document::load_mem(&pdf).unwrap_or_else(|e| panic!("{name}: {e}"));
            let root = pdf.catalog().expect("a catalog");
            assert!(
                root.has(b"StructTreeRoot") && root.has(b"MarkInfo"),
                "{name}"
            );
            assert_eq!(
                root.get(b"Lang").and_then(Object::as_str).ok(),
                Some(&b"en"[..])
            );
            let info = pdf.trailer.get(b"Info").and_then(Object::as_reference);
            let info = pdf
                .get_dictionary(info.expect("an info"))
                .expect("a dictionary");
            let title = lopdf::decode_text_string(info.get(b"Title").expect("a title"));
            let start: String = report.title.chars().take(8).collect();
            assert!(title.expect("text").starts_with(&start), "{name}");
        }
    }

    #[test]
    fn the_usual_report_has_two_pages_and_an_uneventful_one_has_one() {
        assert_eq!(pages(&cases::month()).len(), 2);
        assert_eq!(pages(&cases::year()).len(), 2);
        assert_eq!(pages(&cases::one_day()).len(), 2);
        assert_eq!(pages(&cases::empty()).len(), 1);
    }

    #[test]
    fn the_numbers_are_on_the_page() {
        let pages = pages(&cases::month());
        for words in [
            "1–31 October 2026",
            "compared with 31 August – 30 September 2026",
            "1,931",
            "12.0% from 1,724",
            "+0.21",
            "22.3%",
            "9,406",
            "Page 1 of 2",
            "Europe/Berlin",
        ] {
            assert!(says(&pages[0], words), "{words} in {}", pages[0]);
        }
        for words in [
            "Billing & refunds",
            "41.0%",
            "SUP-10231",
            "08:00 CET",
            "21,877 rows",
        ] {
            assert!(says(&pages[1], words), "{words} in {}", pages[1]);
        }
    }

    #[test]
    fn an_empty_report_says_so_and_invents_no_zero() {
        let text = pages(&cases::empty()).concat();
        assert!(says(&text, "No scored tickets in this period"));
        assert!(says(&text, "Average sentiment – no earlier data"), "{text}");
        assert!(!says(&text, "0%") && !says(&text, "0.00"), "{text}");
    }

    #[test]
    fn markup_is_text_and_other_scripts_are_set() {
        let text = pages(&cases::hostile()).concat();
        for words in [
            "#panic() *bold* $x^2$ @ref <label> `raw` \\ // no comment",
            "= Heading - item + item / term: x #let x = 1 #read(\"/etc/passwd\")",
            "#import \"@preview/evil:1.0.0\": * #evil()",
            "#text(red)[x]",
            "支払いページ",
            "결제 페이지가",
            "התשלום",
            "مرحبا",
            "ระบบชำ",
            "cannot pay",
        ] {
            assert!(says(&text, words), "{words} in {text}");
        }
        assert!(!text.contains('□'), "a letter has no glyph");
    }

    #[test]
    fn filters_stand_beside_the_period() {
        let mut report = cases::month();
        report.notes.filters = vec!["Product: Billing".into(), "Priority: High".into()];
        let first = &pages(&report)[0];
        assert!(
            says(first, "Only Product: Billing · Priority: High"),
            "{first}"
        );
    }

    #[test]
    fn letters_without_type_are_boxes_and_the_notes_say_so() {
        let mut report = cases::empty();
        report.summary = vec!["ᚠᚢᚦᚨᚱᚲ".into()];
        let text = pages(&report).concat();
        assert!(says(&text, "□□□") && says(&text, "□ stands for"), "{text}");
    }

    #[test]
    fn the_same_report_gives_the_same_bytes() {
        let mut warm = setter();
        let first = warm.set(&cases::month()).unwrap();
        warm.set(&cases::hostile()).unwrap();
        assert!(warm.set(&cases::month()).unwrap() == first);
        assert!(setter().set(&cases::month()).unwrap() == first);
        let mut later = cases::month();
        later.generated_at += jiff::SignedDuration::from_secs(1);
        assert!(warm.set(&later).unwrap() != first);
    }

    #[test]
    fn a_report_that_cannot_be_names_its_field() {
        let mut report = cases::month();
        report.days[3].compound = Some(2.0);
        let error = setter().set(&report).unwrap_err();
        assert!(matches!(error, Error::Invalid(invalid) if invalid.field == "days[3].compound"));
    }
}
