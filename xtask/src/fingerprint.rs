//! Tells whether files changed, by their content: clone and checkout change times, not content.

use crate::failure::Failure;
use sha2::{Digest, Sha256};
use std::{
    fs,
    path::{Path, PathBuf},
};

/// The SHA-256 of some bytes, as lower-case hexadecimal.
pub fn hex(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// One digest of many files and folders below `root`: paths and content. What is missing counts as empty.
pub fn of_files(root: &Path, names: &[&str]) -> Result<String, Failure> {
    let mut digest = Sha256::new();
    for name in names {
        for path in files_below(&root.join(name))? {
            let content = fs::read(&path).map_err(|error| Failure::on_file("read", &path, &error))?;
            let shown = path.strip_prefix(root).unwrap_or(&path).to_string_lossy().into_owned();
            digest.update(format!("{} {shown} {}\n", shown.len(), content.len()));
            digest.update(&content);
        }
    }
    Ok(digest.finalize().iter().map(|byte| format!("{byte:02x}")).collect())
}

/// All files of a folder and its sub-folders in a fixed order; the file itself for a file; nothing if missing.
pub fn files_below(path: &Path) -> Result<Vec<PathBuf>, Failure> {
    if path.is_file() {
        return Ok(vec![path.to_path_buf()]);
    }
    if !path.is_dir() {
        return Ok(Vec::new());
    }
    let fail = |error: std::io::Error| Failure::on_file("list", path, &error);
    let mut entries = Vec::new();
    for entry in fs::read_dir(path).map_err(fail)? {
        entries.push(entry.map_err(fail)?.path());
    }
    entries.sort();
    let mut files = Vec::new();
    for entry in entries {
        files.extend(files_below(&entry)?);
    }
    Ok(files)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(change: impl Fn(&Path), is_same: bool) {
        let folder = crate::test_folder::create("fingerprint");
        fs::write(folder.join("a.txt"), "one").unwrap();
        fs::create_dir(folder.join("sub")).unwrap();
        fs::write(folder.join("sub/b.txt"), "two").unwrap();
        let before = of_files(&folder, &["a.txt", "sub", "missing"]).unwrap();
        change(&folder);
        let after = of_files(&folder, &["a.txt", "sub", "missing"]).unwrap();
        fs::remove_dir_all(&folder).unwrap();
        assert_eq!(before == after, is_same);
    }

    #[test]
    fn writing_the_same_content_changes_nothing() {
        check(|folder| fs::write(folder.join("a.txt"), "one").unwrap(), true);
    }

    #[test]
    fn new_content_name_or_file_is_a_change() {
        check(|folder| fs::write(folder.join("sub/b.txt"), "2").unwrap(), false);
        check(|folder| fs::rename(folder.join("sub/b.txt"), folder.join("sub/c.txt")).unwrap(), false);
        check(|folder| fs::write(folder.join("missing"), "").unwrap(), false);
    }

    #[test]
    fn digest_is_the_known_one() {
        assert_eq!(&hex(b"abc")[..16], "ba7816bf8f01cfea");
    }
}
