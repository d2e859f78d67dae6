//! The size budget: what a browser loads before the app starts, what it loads behind that, and what the planner worker
//! adds, brotli-compressed.

use crate::{bundle, failure::Failure, page, project::Project};
use brotli::enc::BrotliEncoderParams;
use std::{
    fs,
    io::{self, Write},
    path::Path,
};

/// Bytes in a KB, here and in the table.
const KB: u64 = 1024;

/// First load: page, sheets, scripts and the first half of the app's wasm.
const FIRST_LOAD_LIMIT: u64 = 350 * KB;

/// The second half of the app's wasm. A ratchet: this number falls with every gain.
const SECOND_HALF_LIMIT: u64 = 1025 * KB;

/// The worker's wasm and scripts.
const WORKER_LIMIT: u64 = 150 * KB;

/// One file of the table.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Row {
    name: String,
    raw_bytes: u64,
    compressed_bytes: u64,
}

/// Files that are counted together against one limit.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Group {
    title: &'static str,
    limit_bytes: u64,
    rows: Vec<Row>,
}

impl Group {
    fn compressed_bytes(&self) -> u64 {
        self.rows.iter().map(|row| row.compressed_bytes).sum()
    }

    fn is_within_limit(&self) -> bool {
        self.compressed_bytes() <= self.limit_bytes
    }
}

/// Prints the table of the bundle as it stands, and fails above a limit.
pub fn check(project: &Project) -> Result<(), Failure> {
    let dist = project.dist();
    let index = dist.join("index.html");
    let text = fs::read_to_string(&index).map_err(|error| Failure::on_file("read", &index, &error))?;
    let parts = parts(&text, bundle::file_names(&dist)?)?;
    let groups = [
        measure(&dist, "First load", FIRST_LOAD_LIMIT, parts.first)?,
        measure(&dist, "Second half, loaded behind it", SECOND_HALF_LIMIT, parts.second)?,
        measure(&dist, "Planner worker", WORKER_LIMIT, parts.worker)?,
    ];
    io::stdout()
        .write_all(table(&groups).as_bytes())
        .map_err(|error| Failure::new(format!("Could not print the sizes: {error}.")))?;
    match groups.iter().find(|group| !group.is_within_limit()) {
        None => Ok(()),
        Some(group) => Err(Failure::new(format!(
            "{} is {} KB compressed; the limit is {} KB.",
            group.title,
            kilobytes(group.compressed_bytes()),
            group.limit_bytes / KB
        ))),
    }
}

/// The names of the files of each group.
#[derive(Debug, PartialEq, Eq)]
struct Parts {
    first: Vec<String>,
    second: Vec<String>,
    worker: Vec<String>,
}

/// Sorts the files of the bundle into groups. A bundle with wasm or script that is in none of them is refused: it would be
/// loaded without being counted.
fn parts(page: &str, names: Vec<String>) -> Result<Parts, Failure> {
    let mut first = vec![String::from("index.html")];
    first.extend(page::first_files(page));
    let second: Vec<String> = page::second_half(page).into_iter().collect();
    if second.is_empty() {
        return Err(Failure::new("The page names no second half of the app."));
    }
    let mut worker = Vec::new();
    for name in names {
        let is_program = name.ends_with(".wasm") || name.ends_with(".js");
        if name.starts_with("planner_worker") {
            worker.push(name);
        } else if is_program && !first.contains(&name) && !second.contains(&name) {
            return Err(Failure::new(format!("{name} is in no group of the size budget.")));
        }
    }
    Ok(Parts { first, second, worker })
}

fn measure(dist: &Path, title: &'static str, limit_bytes: u64, names: Vec<String>) -> Result<Group, Failure> {
    let rows = names
        .into_iter()
        .map(|name| {
            let path = dist.join(&name);
            let content = fs::read(&path).map_err(|error| Failure::on_file("read", &path, &error))?;
            let compressed_bytes = compressed_size(&content)
                .map_err(|error| Failure::new(format!("Could not compress {name}: {error}.")))?;
            Ok(Row { name, raw_bytes: content.len() as u64, compressed_bytes })
        })
        .collect::<Result<Vec<_>, Failure>>()?;
    Ok(Group { title, limit_bytes, rows })
}

/// Size after brotli at its best quality, as a host would store the file.
/// What a file weighs on the way to a browser.
pub fn compressed_bytes(path: &Path) -> Result<u64, Failure> {
    let content = fs::read(path).map_err(|error| Failure::on_file("read", path, &error))?;
    compressed_size(&content)
        .map_err(|error| Failure::new(format!("Could not compress {}: {error}.", path.display())))
}

fn compressed_size(content: &[u8]) -> io::Result<u64> {
    let parameters = BrotliEncoderParams { quality: 11, lgwin: 22, ..BrotliEncoderParams::default() };
    let mut compressed = Vec::new();
    brotli::BrotliCompress(&mut &*content, &mut compressed, &parameters)?;
    Ok(compressed.len() as u64)
}

fn table(groups: &[Group]) -> String {
    let width =
        groups.iter().flat_map(|group| &group.rows).map(|row| row.name.len()).max().unwrap_or(0).max(24);
    let mut text = format!("{:width$}  {:>9}  {:>9}\n", "Sizes in KB of 1024 bytes", "raw", "brotli");
    for group in groups {
        text.push_str(&format!("\n{}\n", group.title));
        for row in &group.rows {
            let (raw, compressed) = (kilobytes(row.raw_bytes), kilobytes(row.compressed_bytes));
            text.push_str(&format!("{:width$}  {raw:>9}  {compressed:>9}\n", row.name));
        }
        let raw = kilobytes(group.rows.iter().map(|row| row.raw_bytes).sum());
        let compressed = kilobytes(group.compressed_bytes());
        let verdict = if group.is_within_limit() { "within" } else { "OVER" };
        let limit = group.limit_bytes / KB;
        text.push_str(&format!(
            "{:width$}  {raw:>9}  {compressed:>9}  {verdict} the limit of {limit} KB\n",
            "together"
        ));
    }
    text
}

/// One decimal, rounded up: what is shown as at the limit is not above it.
fn kilobytes(bytes: u64) -> String {
    let tenths = (bytes * 10).div_ceil(KB);
    format!("{}.{}", tenths / 10, tenths % 10)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn group(sizes: &[(u64, u64)]) -> Group {
        let rows = sizes
            .iter()
            .map(|(raw_bytes, compressed_bytes)| Row {
                name: format!("file-{raw_bytes}"),
                raw_bytes: *raw_bytes,
                compressed_bytes: *compressed_bytes,
            })
            .collect();
        Group { title: "First load", limit_bytes: 2 * KB, rows }
    }

    #[test]
    fn table_shows_each_file_and_the_sum_against_the_limit() {
        let text = table(&[group(&[(2048, 1024), (1, 1)])]);
        let expected = "\
Sizes in KB of 1024 bytes        raw     brotli

First load
file-2048                       2.0        1.0
file-1                          0.1        0.1
together                        2.1        1.1  within the limit of 2 KB
";
        assert_eq!(text, expected);
    }

    #[test]
    fn limit_itself_is_allowed_and_one_byte_more_is_not() {
        assert!(group(&[(9000, 2 * KB)]).is_within_limit());
        let over = group(&[(9000, 2 * KB), (1, 1)]);
        assert!(!over.is_within_limit());
        assert!(table(&[over]).contains("OVER the limit of 2 KB"));
    }

    #[test]
    fn each_program_of_the_bundle_is_in_one_group() {
        let page = r#"<link rel="stylesheet" href="./a-1.css"><link rel="modulepreload" href="./app-2.js">
<link data-second-half="./app-2_second.wasm" rel="preload" href="./app-2_bg.wasm">"#;
        let names = |more: &[&str]| -> Vec<String> {
            let known = ["a-1.css", "app-2.js", "app-2_bg.wasm", "app-2_second.wasm", "index.html"];
            let worker = ["planner_worker.js", "planner_worker_bg.wasm", "wavewright.html"];
            known.iter().chain(&worker).chain(more).map(|name| String::from(*name)).collect()
        };
        let found = parts(page, names(&[])).unwrap();
        assert_eq!(found.first, ["index.html", "a-1.css", "app-2.js", "app-2_bg.wasm"]);
        assert_eq!(found.second, ["app-2_second.wasm"]);
        assert_eq!(found.worker, ["planner_worker.js", "planner_worker_bg.wasm"]);
        assert!(parts(page, names(&["more.wasm"])).is_err());
        assert!(parts("<p></p>", names(&[])).is_err());
    }

    #[test]
    fn compression_is_measured_not_guessed() {
        assert!(compressed_size(&[b'a'; 10_000]).unwrap() < 50);
        assert!(compressed_size(b"").unwrap() <= 1);
    }
}
