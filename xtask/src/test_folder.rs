//! Empty folders for tests that need files.

use std::{
    env, fs,
    path::PathBuf,
    process,
    sync::atomic::{AtomicU32, Ordering},
};

static COUNT: AtomicU32 = AtomicU32::new(0);

/// A new, empty folder of its own; the test removes it.
pub fn create(topic: &str) -> PathBuf {
    let number = COUNT.fetch_add(1, Ordering::Relaxed);
    let folder = env::temp_dir().join(format!("wavewright-{topic}-{}-{number}", process::id()));
    fs::create_dir_all(&folder).unwrap();
    folder
}
