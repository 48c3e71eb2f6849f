//! The workspace's root: where Cargo.toml, package.json and www/ are.

use std::path::{Path, PathBuf};

/// The folder this command was built from; the current one if that has been moved since.
pub fn root() -> PathBuf {
    let built_from = Path::new(env!("CARGO_MANIFEST_DIR"));
    if built_from.join("Cargo.toml").is_file() { built_from.into() } else { PathBuf::from(".") }
}

/// Where cargo puts what it builds.
pub fn target() -> PathBuf {
    match std::env::var_os("CARGO_TARGET_DIR") {
        Some(folder) => root().join(folder),
        None => root().join("target"),
    }
}

/// `path` as a person in the workspace writes it.
pub fn shown(path: &Path) -> String {
    path.strip_prefix(root()).unwrap_or(path).display().to_string()
}
