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
        if let Some((letters, first)) = view.missing {
            let first = format!("U+{:04X}", u32::from(first));
            let told = serde_json::json!({ "letters": letters, "first": first });
            logline::warn("letters_without_type", told);
        }
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
mod tests;
