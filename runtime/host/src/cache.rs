//! The cache of compiled code: private to the user, keyed by what went in and by the engine that compiled it.

use crate::{
    compose::{self, ComposeError, Dependency},
    serve::Host,
};
use index::{Hex, Index};
use std::{
    collections::BTreeMap,
    fs,
    hash::{Hash, Hasher},
    io,
    os::unix::fs::{DirBuilderExt, MetadataExt, PermissionsExt},
    path::{Path, PathBuf},
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicU32, Ordering},
    },
};

mod index;
mod tidy;

/// Compiled code of one composed component.
pub struct Code(pub(crate) wasmtime::component::Component);

/// Why there is no code.
#[derive(Debug, thiserror::Error)]
pub enum CacheError {
    /// A file could not be read or written.
    #[error("cannot use `{}`: {error}", path.display())]
    File {
        /// The file or folder.
        path: PathBuf,
        /// The system's reason.
        error: io::Error,
    },
    /// Others could put code into the cache, and code from the cache runs unchecked.
    #[error("`{}` must belong to you alone: run `chmod 700` on it or remove it", .0.display())]
    NotPrivate(PathBuf),
    /// The parts do not fit together.
    #[error(transparent)]
    Compose(#[from] ComposeError),
    /// The component is invalid.
    #[error("cannot compile: {0}")]
    Compile(String),
}

/// Whether the code was there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// Read from the cache.
    Cached,
    /// Compiled now, and kept.
    Compiled,
}

/// A component's file and those of its dependencies.
#[derive(Clone, Debug)]
pub struct Sources {
    /// The component itself.
    pub main: PathBuf,
    /// Its dependencies and their files.
    pub dependencies: Vec<(Dependency, PathBuf)>,
}

/// A folder with compiled code. Installations and releases share it.
pub struct Cache {
    folder: PathBuf,
    index: Index,
    /// The files of this start, each with the lock of who compiles it.
    used: Mutex<BTreeMap<PathBuf, Arc<Mutex<()>>>>,
}

impl Cache {
    /// Opens the folder, making it if needed, and checks that nobody else can write there.
    pub fn open(folder: &Path) -> Result<Self, CacheError> {
        let failed = |error| CacheError::File {
            path: folder.to_owned(),
            error,
        };
        fs::DirBuilder::new()
            .recursive(true)
            .mode(0o700)
            .create(folder)
            .map_err(failed)?;
        let metadata = fs::symlink_metadata(folder).map_err(failed)?;
        let mine = fs::metadata("/proc/self").map_or(metadata.uid(), |own| own.uid());
        if !metadata.is_dir()
            || metadata.uid() != mine
            || metadata.permissions().mode() & 0o077 != 0
        {
            return Err(CacheError::NotPrivate(folder.to_owned()));
        }
        Ok(Self {
            folder: folder.to_owned(),
            index: Index::open(folder.join("index")),
            used: Mutex::default(),
        })
    }

    /// Whether the compiled code of `sources` is there.
    pub fn has(&self, host: &Host, sources: &Sources) -> Result<bool, CacheError> {
        Ok(self.wanted(&host.engine.inner, sources)?.exists())
    }

    /// The compiled code of `sources`, from the cache if it is there.
    pub fn load(&self, host: &Host, sources: &Sources) -> Result<(Code, Origin), CacheError> {
        let engine = &host.engine.inner;
        let file = self.wanted(engine, sources)?;
        let lock = self.lock(&file);
        // Two components of the same sources: the second waits for what the first compiles.
        let _alone = lock.lock().unwrap_or_else(PoisonError::into_inner);
        if file.exists() {
            match deserialize(engine, &file) {
                Ok(code) => {
                    tidy::note_use(&file)?;
                    return Ok((Code(code), Origin::Cached));
                }
                // A file of another engine or a damaged one.
                Err(error) => tracing::warn!(
                    event = "compiled_code_unusable",
                    file = %file.display(),
                    source = %sources.main.display(),
                    cause = error.to_string().lines().next(),
                ),
            }
        }
        self.compile(engine, sources)
    }

    /// The file that has the compiled code of `sources`, if any has.
    fn wanted(&self, engine: &wasmtime::Engine, sources: &Sources) -> Result<PathBuf, CacheError> {
        let main = self.index.digest(&sources.main)?;
        let mut dependencies = Vec::new();
        for (dependency, path) in &sources.dependencies {
            dependencies.push((dependency, self.index.digest(path)?));
        }
        Ok(self.file(&key(engine, &main, &dependencies)))
    }

    fn compile(
        &self,
        engine: &wasmtime::Engine,
        sources: &Sources,
    ) -> Result<(Code, Origin), CacheError> {
        // The key is made from the very bytes that are compiled, whatever the index believed.
        let main = read(&sources.main)?;
        let digest = index::hex(&main);
        let mut parts = Vec::new();
        let mut dependencies = Vec::new();
        for (dependency, path) in &sources.dependencies {
            let bytes = read(path)?;
            dependencies.push((dependency, index::hex(&bytes)));
            parts.push((dependency.clone(), bytes));
        }
        let file = self.file(&key(engine, &digest, &dependencies));
        let bytes = compose::compose(main, parts)?;
        let failed = |error: wasmtime::Error| CacheError::Compile(format!("{error:#}"));
        let compiled = engine.precompile_component(&bytes).map_err(failed)?;
        write(&file, &compiled)?;
        let code = deserialize(engine, &file).map_err(failed)?;
        Ok((Code(code), Origin::Compiled))
    }

    fn file(&self, key: &str) -> PathBuf {
        let file = self.folder.join(format!("{key}.cwasm"));
        let _noted = self.lock(&file);
        file
    }

    fn lock(&self, file: &Path) -> Arc<Mutex<()>> {
        let mut used = self.used.lock().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(used.entry(file.to_owned()).or_default())
    }

    /// Removes what no start has used for long, and the oldest where all of it takes too much room.
    pub fn tidy(&self) -> Result<(), CacheError> {
        self.index.save()?;
        let used = self.used.lock().unwrap_or_else(PoisonError::into_inner);
        tidy::tidy(&self.folder, |file| used.contains_key(file))
    }
}

#[expect(
    unsafe_code,
    reason = "compiled code is trusted: the folder is checked to be private, the name is the digest of its sources"
)]
fn deserialize(
    engine: &wasmtime::Engine,
    file: &Path,
) -> wasmtime::Result<wasmtime::component::Component> {
    unsafe { wasmtime::component::Component::deserialize_file(engine, file) }
}

fn read(path: &Path) -> Result<Vec<u8>, CacheError> {
    fs::read(path).map_err(|error| CacheError::File {
        path: path.to_owned(),
        error,
    })
}

/// Writes under another name first, so that a half-written file is never read.
fn write(file: &Path, bytes: &[u8]) -> Result<(), CacheError> {
    // Two components may have the same code, and be compiled at the same time.
    static NEXT: AtomicU32 = AtomicU32::new(0);
    let number = NEXT.fetch_add(1, Ordering::Relaxed);
    let temporary = file.with_extension(format!("{}-{number}.tmp", std::process::id()));
    let failed = |error| CacheError::File {
        path: file.to_owned(),
        error,
    };
    fs::write(&temporary, bytes).map_err(failed)?;
    fs::rename(&temporary, file).map_err(failed)
}

/// The digest of all inputs, and of the engine's version and settings.
fn key(engine: &wasmtime::Engine, main: &str, dependencies: &[(&Dependency, Hex)]) -> String {
    let version = env!("CARGO_PKG_VERSION");
    let mut inputs = vec![format!("{version} {:016x} {main}", engine_hash(engine))];
    for (dependency, digest) in dependencies {
        let Dependency {
            name,
            export,
            inherits,
        } = dependency;
        inputs.push(format!("{name:?} {export:?} {inherits} {digest}"));
    }
    index::hex(inputs.join("\n").as_bytes())
}

fn engine_hash(engine: &wasmtime::Engine) -> u64 {
    let mut hasher = std::hash::DefaultHasher::new();
    engine.precompile_compatibility_hash().hash(&mut hasher);
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_that_others_can_write_is_refused() {
        let folder = std::env::temp_dir().join(format!("undertone-cache-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        fs::set_permissions(&folder, fs::Permissions::from_mode(0o777)).unwrap();
        assert!(matches!(
            Cache::open(&folder),
            Err(CacheError::NotPrivate(_))
        ));
        fs::set_permissions(&folder, fs::Permissions::from_mode(0o700)).unwrap();
        assert!(Cache::open(&folder).is_ok());
        fs::remove_dir_all(&folder).unwrap();
    }
}
