//! Where the stored exports lie.

use folder::uploads::Uploads;

/// The folder of all uploads.
#[cfg(not(test))]
pub fn uploads() -> Uploads {
    Uploads::mounted()
}

/// The folder of all uploads, of this test.
#[cfg(test)]
pub fn uploads() -> Uploads {
    testing::folder().unwrap_or_else(Uploads::mounted)
}

/// Exports of a test's own.
#[cfg(test)]
pub mod testing {
    use folder::uploads::Uploads;
    use std::cell::RefCell;
    use std::path::{Path, PathBuf};

    thread_local! {
        static FOLDER: RefCell<Option<PathBuf>> = const { RefCell::new(None) };
    }

    pub(super) fn folder() -> Option<Uploads> {
        FOLDER.with_borrow(|folder| folder.as_deref().map(Uploads::in_folder))
    }

    /// From here on exports lie in this folder, for this thread.
    pub fn mount(folder: &Path) {
        FOLDER.set(Some(folder.to_owned()));
    }
}
