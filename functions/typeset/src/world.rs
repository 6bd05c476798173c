//! What the typesetter may see: the templates, the fonts, and the one report at hand.

use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World};

use crate::fonts;

/// The templates, the first of which is the document.
const TEMPLATES: [(&str, &str); 6] = [
    ("report.typ", include_str!("../templates/report.typ")),
    ("theme.typ", include_str!("../templates/theme.typ")),
    ("head.typ", include_str!("../templates/head.typ")),
    ("cards.typ", include_str!("../templates/cards.typ")),
    ("charts.typ", include_str!("../templates/charts.typ")),
    ("tables.typ", include_str!("../templates/tables.typ")),
];

/// Where the templates find the data.
const DATA: &str = "report.json";

/// A closed world: no files but its own, no network, no packages, no clock.
pub struct Desk {
    library: LazyHash<Library>,
    book: LazyHash<FontBook>,
    fonts: Vec<Font>,
    sources: Vec<Source>,
    data_id: FileId,
    data: Bytes,
}

impl Desk {
    /// Reads templates and fonts; no report yet.
    pub fn new() -> Option<Self> {
        let fonts = fonts::embedded();
        let sources = TEMPLATES
            .iter()
            .map(|(name, text)| Some(Source::new(id(name)?, (*text).into())))
            .collect::<Option<_>>()?;
        Some(Self {
            library: LazyHash::new(Library::default()),
            book: LazyHash::new(FontBook::from_fonts(&fonts)),
            fonts,
            sources,
            data_id: id(DATA)?,
            data: Bytes::new([]),
        })
    }

    /// Puts the JSON of a report where the templates look for it.
    pub fn lay(&mut self, json: Vec<u8>) {
        self.data = Bytes::new(json);
    }
}

fn id(path: &str) -> Option<FileId> {
    let path = VirtualPath::new(path).ok()?;
    Some(RootedPath::new(VirtualRoot::Project, path).intern())
}

impl World for Desk {
    fn library(&self) -> &LazyHash<Library> {
        &self.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &self.book
    }

    fn main(&self) -> FileId {
        self.sources[0].id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        let found = self.sources.iter().find(|source| source.id() == id);
        found.cloned().ok_or(FileError::AccessDenied)
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        if id == self.data_id {
            Ok(self.data.clone())
        } else {
            Err(FileError::AccessDenied)
        }
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.fonts.get(index).cloned()
    }

    fn today(&self, _offset: Option<Duration>) -> Option<Datetime> {
        None
    }
}
