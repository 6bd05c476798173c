//! Composition: a component and its dependencies become one, by the rules of the manifest.

use wac_graph::{
    CompositionGraph, NodeId,
    types::{Package, WorldId},
};

/// One entry of `[component.<id>.dependencies]`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dependency {
    /// A package (`undertone:storage`, with or without version) or one of its interfaces.
    pub name: String,
    /// The export that satisfies the import, where it is named differently.
    pub export: Option<String>,
    /// Whether it may use what the component was granted.
    pub inherits: bool,
}

/// Why the parts do not fit.
#[derive(Debug, thiserror::Error)]
pub enum ComposeError {
    /// Some bytes are no component.
    #[error("`{name}` is no WebAssembly component: {reason}")]
    NoComponent {
        /// Which file.
        name: String,
        /// What is wrong with it.
        reason: String,
    },
    /// A dependency that the component does not import.
    #[error("no import of the component matches the dependency `{0}`")]
    Unused(String),
    /// Two dependencies for one import.
    #[error("the import `{import}` is satisfied by `{first}` and by `{second}`: keep one")]
    Twice {
        /// The import.
        import: String,
        /// One dependency.
        first: String,
        /// The other.
        second: String,
    },
    /// The dependency lacks the export.
    #[error("the dependency `{dependency}` exports no `{export}`")]
    NoExport {
        /// The dependency.
        dependency: String,
        /// What the component needs of it.
        export: String,
    },
    /// A dependency wants to use the host but was not given the component's grants.
    #[error(
        "the dependency `{0}` imports from the host but inherits nothing: \
         set dependencies_inherit_configuration = true"
    )]
    NoGrant(String),
    /// The types differ, or the result is invalid.
    #[error("the parts do not fit: {0}")]
    Mismatch(String),
}

/// Composes `main` with its dependencies, each given with its bytes.
pub fn compose(
    main: Vec<u8>,
    dependencies: Vec<(Dependency, Vec<u8>)>,
) -> Result<Vec<u8>, ComposeError> {
    if dependencies.is_empty() {
        return Ok(main);
    }
    let mut graph = CompositionGraph::new();
    let (world, instance) = register(&mut graph, "main", main)?;
    let imports: Vec<String> = graph.types()[world].imports.keys().cloned().collect();
    let mut satisfied: Vec<(String, String)> = Vec::new();
    for (index, (dependency, bytes)) in dependencies.into_iter().enumerate() {
        let matching: Vec<&String> = imports
            .iter()
            .filter(|import| matches(&dependency.name, import))
            .collect();
        if matching.is_empty() {
            return Err(ComposeError::Unused(dependency.name));
        }
        let (provider_world, provider) =
            register(&mut graph, &format!("dependency:n{index}"), bytes)?;
        if !dependency.inherits && !graph.types()[provider_world].imports.is_empty() {
            return Err(ComposeError::NoGrant(dependency.name));
        }
        for import in matching {
            if let Some((_, first)) = satisfied.iter().find(|(other, _)| other == import) {
                return Err(ComposeError::Twice {
                    import: import.clone(),
                    first: first.clone(),
                    second: dependency.name,
                });
            }
            let export = dependency.export.as_ref().unwrap_or(import);
            if !graph.types()[provider_world].exports.contains_key(export) {
                return Err(ComposeError::NoExport {
                    dependency: dependency.name,
                    export: export.clone(),
                });
            }
            let node = graph
                .alias_instance_export(provider, export)
                .map_err(mismatch)?;
            graph
                .set_instantiation_argument(instance, import, node)
                .map_err(mismatch)?;
            satisfied.push((import.clone(), dependency.name.clone()));
        }
    }
    let exports: Vec<String> = graph.types()[world].exports.keys().cloned().collect();
    for export in exports {
        let node = graph
            .alias_instance_export(instance, &export)
            .map_err(mismatch)?;
        graph.export(node, &export).map_err(mismatch)?;
    }
    graph
        .encode(wac_graph::EncodeOptions::default())
        .map_err(mismatch)
}

fn mismatch(error: impl std::error::Error) -> ComposeError {
    let mut text = error.to_string();
    let mut source = error.source();
    while let Some(cause) = source {
        text.push_str(": ");
        text.push_str(&cause.to_string());
        source = cause.source();
    }
    ComposeError::Mismatch(text)
}

fn register(
    graph: &mut CompositionGraph,
    name: &str,
    bytes: Vec<u8>,
) -> Result<(WorldId, NodeId), ComposeError> {
    let package = Package::from_bytes(name, None, bytes, graph.types_mut()).map_err(|error| {
        ComposeError::NoComponent {
            name: name.to_owned(),
            reason: format!("{error:#}"),
        }
    })?;
    let world = package.ty();
    let id = graph.register_package(package).map_err(mismatch)?;
    Ok((world, graph.instantiate(id)))
}

/// Whether a dependency's name means this import: equal names, or the import's package (and version, if given).
fn matches(name: &str, import: &str) -> bool {
    let (import_path, import_version) = split_version(import);
    let (path, version) = split_version(name);
    let version_fits = version.is_none() || version == import_version;
    match (path.split_once('/'), import_path.split_once('/')) {
        (None, Some((package, _))) if path.contains(':') => version_fits && package == path,
        _ => version_fits && path == import_path,
    }
}

fn split_version(name: &str) -> (&str, Option<&str>) {
    match name.split_once('@') {
        Some((path, version)) => (path, Some(version)),
        None => (name, None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_dependency_names_a_package_an_interface_or_a_plain_import() {
        let import = "undertone:storage/records@0.1.0";
        for name in [
            "undertone:storage",
            "undertone:storage@0.1.0",
            "undertone:storage/records",
            "undertone:storage/records@0.1.0",
        ] {
            assert!(matches(name, import), "{name}");
        }
        for name in [
            "undertone:stor",
            "undertone:storage@0.2.0",
            "undertone:storage/lake",
            "storage",
        ] {
            assert!(!matches(name, import), "{name}");
        }
        assert!(matches("greet", "greet"));
    }
}
