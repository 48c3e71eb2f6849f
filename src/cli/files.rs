//! Small file work that several commands share: fingerprints, writing, compressing.

use super::root::shown;
use anyhow::{Context, Result};
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

/// A short name for this content: enough to tell versions of one file apart (FNV-1a, 64 bit).
/// It guards against nobody: whoever can write our files needs no collision.
pub fn fingerprint(parts: &[&[u8]]) -> String {
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    let mut take = |byte: u8| hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    for part in parts {
        part.iter().copied().for_each(&mut take);
        // The length keeps ("ab", "c") apart from ("a", "bc").
        part.len().to_le_bytes().into_iter().for_each(&mut take);
    }
    format!("{hash:016x}")
}

/// Reads a file; the error names it.
pub fn read(path: &Path) -> Result<Vec<u8>> {
    fs::read(path).with_context(|| format!("{} could not be read", shown(path)))
}

/// Writes a file and its folder; the error names it.
pub fn write(path: &Path, content: &[u8]) -> Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)
            .with_context(|| format!("the folder {} could not be made", shown(folder)))?;
    }
    fs::write(path, content).with_context(|| format!("{} could not be written", shown(path)))
}

/// `content` as gzip, level 9.
pub fn gzip(content: &[u8]) -> Result<Vec<u8>> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    encoder.write_all(content)?;
    Ok(encoder.finish()?)
}

/// `content` as brotli, quality 11.
pub fn brotli(content: &[u8]) -> Result<Vec<u8>> {
    // Blocks of 64 KB: what is here is smaller than the usual ones, and changes its nature on the way.
    let params = brotli::enc::BrotliEncoderParams {
        quality: 11,
        lgwin: 22,
        lgblock: 16,
        size_hint: content.len(),
        ..Default::default()
    };
    let mut out = Vec::new();
    brotli::CompressorWriter::with_params(&mut out, 4096, &params).write_all(content)?;
    Ok(out)
}

/// `path` with another ending after its own: `cairn.js` → `cairn.js.br`.
pub fn with_suffix(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(suffix);
    name.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fingerprints_tell_content_and_its_parts_apart() {
        assert_eq!(fingerprint(&[b"ab"]), fingerprint(&[b"ab"]));
        assert_ne!(fingerprint(&[b"ab"]), fingerprint(&[b"ba"]));
        assert_ne!(fingerprint(&[b"ab", b"c"]), fingerprint(&[b"a", b"bc"]));
    }

    #[test]
    fn suffixes_come_after_the_files_own_ending() {
        assert_eq!(with_suffix(Path::new("dist/cairn.js"), ".br"), Path::new("dist/cairn.js.br"));
    }
}
