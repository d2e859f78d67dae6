//! Writes `dist/`: Trunk's bundle under names that follow the content, the plan file's schema, the headers file and
//! the single-file edition.

use crate::{
    failure::Failure, fingerprint, halves, hosting, page, process, project::Project, single_file, tools,
};
use std::{
    fs,
    path::{Path, PathBuf},
};

/// Everything that the bundle is made of. What is not named here does not change it.
const SOURCES: [&str; 11] = [
    ".cargo/config.toml",
    "Cargo.lock",
    "Cargo.toml",
    "Trunk.toml",
    "build.rs",
    "docs/pmoplan.schema.json",
    "index.html",
    "rust-toolchain.toml",
    "src",
    "styles",
    "xtask",
];

/// Where the schema lies when the native companion cannot print it.
const WRITTEN_SCHEMA: &str = "docs/pmoplan.schema.json";

/// Builds only if a source or the bundle itself changed since the last build.
pub fn bring_up_to_date(project: &Project) -> Result<(), Failure> {
    if recorded(project) == Some(state(project)?) {
        eprintln!("The bundle is up to date.");
        return Ok(());
    }
    build(project)
}

/// Builds in any case, offline once the crates are there and with the exact versions of `Cargo.lock`. All is made in a
/// folder aside, so that a build that fails leaves the last bundle whole.
pub fn build(project: &Project) -> Result<(), Failure> {
    tools::prepare(project, &tools::BUNDLE_TOOLS)?;
    let stage = project.scratch().join("bundle");
    fs::create_dir_all(&stage).map_err(|error| Failure::on_file("create", &stage, &error))?;
    let shown = stage.to_string_lossy();
    let words = ["build", "--release", "--locked", "--offline", "--dist", &shown];
    // Trunk takes NO_COLOR=1, which other programs know, for a broken option.
    process::run(project.command("trunk", &words)?.env_remove("NO_COLOR"))?;
    let built = read_text(&stage.join("index.html"))?;
    let halves = halves::of_bound(project, &halves::bound_by_trunk(project))?;
    let named = name_by_content(&stage, &built, &halves.first, &halves.second)?;
    write_schema(project, &stage)?;
    write(&stage.join(hosting::EDITION), single_file::build(project, &stage, &named, halves)?.as_bytes())?;
    let with_policy = page::with_policy(&named, &hosting::content_policy_in_page())
        .ok_or_else(|| Failure::new("index.html names no character set."))?;
    write(&stage.join("index.html"), with_policy.as_bytes())?;
    write(&stage.join(hosting::HEADERS_FILE), hosting::headers_file(&file_names(&stage)?).as_bytes())?;
    replace(&project.dist(), &stage)?;
    record(project)?;
    eprintln!("The bundle is in {}.", project.dist().display());
    Ok(())
}

/// Puts the files of one folder in the place of those of another; the page comes last, as it names the others.
/// A copy, because the build folder may lie on another disk.
pub fn replace(target: &Path, stage: &Path) -> Result<(), Failure> {
    if target.exists() {
        fs::remove_dir_all(target).map_err(|error| Failure::on_file("empty", target, &error))?;
    }
    let mut files = fingerprint::files_below(stage)?;
    files.sort_by_key(|path| path.ends_with("index.html"));
    for from in files {
        let to = target.join(from.strip_prefix(stage).unwrap_or(&from));
        let folder = to.parent().unwrap_or(target);
        fs::create_dir_all(folder).map_err(|error| Failure::on_file("create", folder, &error))?;
        fs::copy(&from, &to).map_err(|error| Failure::on_file("write", &to, &error))?;
    }
    Ok(())
}

/// The names of all files of the bundle, below its root, with `/` between folders.
pub fn file_names(dist: &Path) -> Result<Vec<String>, Failure> {
    Ok(fingerprint::files_below(dist)?
        .iter()
        .filter_map(|path| path.strip_prefix(dist).ok())
        .map(|path| path.to_string_lossy().replace('\\', "/"))
        .filter(|name| name != hosting::HEADERS_FILE)
        .collect())
}

/// Puts the two halves of the app in the place of its wasm, names them and the script by a digest of all three, and gives
/// the page that names them so. Trunk's own digest is that of the wasm before wasm-bindgen and wasm-opt, so that two
/// builds may give one name to different files; with a cache that never asks again, a page could then join parts of two
/// builds.
fn name_by_content(dist: &Path, built: &str, first: &[u8], second: &[u8]) -> Result<String, Failure> {
    let links = page::tags(built, "link");
    let find = |rel: &str| {
        links
            .iter()
            .filter(|tag| tag.attribute("rel") == Some(rel))
            .filter_map(page::Tag::local_file)
            .find(|file| file.starts_with("app-"))
            .ok_or_else(|| Failure::new(format!("The built page has no {rel} link of the app.")))
    };
    let (glue, wasm) = (find("modulepreload")?, find("preload")?);
    write(&dist.join(wasm), first)?;
    let mut content = read(&dist.join(glue))?;
    content.extend(first);
    content.extend(second);
    let digest: String = fingerprint::hex(&content).chars().take(16).collect();
    let mut page = String::from(built);
    for (old, new) in [(glue, format!("app-{digest}.js")), (wasm, format!("app-{digest}_bg.wasm"))] {
        let (from, to) = (dist.join(old), dist.join(&new));
        fs::rename(&from, &to).map_err(|error| Failure::on_file("rename", &from, &error))?;
        page = page.replace(&format!("./{old}\""), &format!("./{new}\""));
    }
    let second_name = format!("app-{digest}{}", hosting::SECOND_HALF);
    write(&dist.join(&second_name), second)?;
    page::with_attribute(
        &page,
        &format!("./app-{digest}_bg.wasm"),
        page::SECOND_HALF,
        &format!("./{second_name}"),
    )
    .ok_or_else(|| Failure::new("The built page names no wasm of the app."))
}

/// Publishes the schema as the native companion prints it; until it can, as it is written in `docs/`.
fn write_schema(project: &Project, stage: &Path) -> Result<(), Failure> {
    let words = ["--quiet", "--locked", "--offline", "--no-default-features", "--bin", "wavewright"];
    process::run(project.command("cargo", &["build"])?.args(words))?;
    let printed = process::read(project.command("cargo", &["run"])?.args(words).args(["--", "schema"]));
    let target = stage.join(hosting::SCHEMA);
    if let Some(schema) = printed.ok().filter(|text| is_schema(text)) {
        return write(&target, schema.as_bytes());
    }
    let written = project.root().join(WRITTEN_SCHEMA);
    if written.is_file() {
        eprintln!("`wavewright schema` printed no schema: the bundle takes {WRITTEN_SCHEMA}.");
        return write(&target, &read(&written)?);
    }
    eprintln!("`wavewright schema` printed no schema: the bundle has none.");
    Ok(())
}

fn is_schema(text: &str) -> bool {
    serde_json::from_str::<serde_json::Value>(text).is_ok_and(|value| value.get("$schema").is_some())
}

/// What decides whether a build is needed: a digest of the sources and one of the bundle.
fn state(project: &Project) -> Result<String, Failure> {
    let sources = fingerprint::of_files(project.root(), &SOURCES)?;
    let bundle = fingerprint::of_files(&project.dist(), &["."])?;
    Ok(format!("{sources} {bundle}"))
}

fn record_path(project: &Project) -> PathBuf {
    project.scratch().join("bundle.txt")
}

fn recorded(project: &Project) -> Option<String> {
    fs::read_to_string(record_path(project)).ok()
}

fn record(project: &Project) -> Result<(), Failure> {
    let folder = project.scratch();
    fs::create_dir_all(&folder).map_err(|error| Failure::on_file("create", &folder, &error))?;
    write(&record_path(project), state(project)?.as_bytes())
}

fn read(path: &Path) -> Result<Vec<u8>, Failure> {
    fs::read(path).map_err(|error| Failure::on_file("read", path, &error))
}

fn read_text(path: &Path) -> Result<String, Failure> {
    fs::read_to_string(path).map_err(|error| Failure::on_file("read", path, &error))
}

fn write(path: &Path, content: &[u8]) -> Result<(), Failure> {
    fs::write(path, content).map_err(|error| Failure::on_file("write", path, &error))
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = r#"<link rel="modulepreload" href="./app-11aa11aa11aa11aa.js"><link rel="preload" href="./app-11aa11aa11aa11aa_bg.wasm">"#;

    fn named(glue: &str, wasm: &str, second: &str) -> (String, Vec<String>) {
        let dist = crate::test_folder::create("names");
        fs::write(dist.join("app-11aa11aa11aa11aa.js"), glue).unwrap();
        fs::write(dist.join("app-11aa11aa11aa11aa_bg.wasm"), "whole").unwrap();
        let page = name_by_content(&dist, PAGE, wasm.as_bytes(), second.as_bytes()).unwrap();
        let files = file_names(&dist).unwrap();
        fs::remove_dir_all(&dist).unwrap();
        (page, files)
    }

    #[test]
    fn page_names_the_renamed_files() {
        let (page, files) = named("glue", "first", "second");
        let mut all = page::first_files(&page);
        all.extend(page::second_half(&page));
        assert_eq!(
            all,
            ["app-DIGEST.js", "app-DIGEST_bg.wasm", "app-DIGEST_second.wasm"].map(|name| {
                name.replace("DIGEST", files[0].trim_start_matches("app-").trim_end_matches(".js"))
            })
        );
        assert_eq!(all, files);
        assert!(files.iter().all(|file| hosting::cache_rule(file) == hosting::CACHE_FOREVER), "{files:?}");
    }

    #[test]
    fn another_part_gives_all_of_them_another_name() {
        let (_, files) = named("glue", "first", "second");
        let (_, same) = named("glue", "first", "second");
        assert_eq!(files, same);
        for (glue, first, second) in
            [("glue!", "first", "second"), ("glue", "first!", "second"), ("glue", "first", "second!")]
        {
            let (_, other) = named(glue, first, second);
            assert!(files.iter().all(|file| !other.contains(file)));
        }
    }

    #[test]
    fn page_without_the_app_is_a_failure() {
        assert!(
            name_by_content(Path::new("."), "<link rel=\"preload\" href=\"./font.woff2\">", b"", b"")
                .is_err()
        );
    }

    #[test]
    fn new_bundle_leaves_nothing_of_the_old_one() {
        let folder = crate::test_folder::create("replace");
        let (dist, stage) = (folder.join("dist"), folder.join("stage"));
        fs::create_dir_all(stage.join("snippets")).unwrap();
        fs::create_dir_all(dist.join("old")).unwrap();
        for file in ["dist/old/a.js", "dist/index.html", "stage/index.html", "stage/snippets/b.js"] {
            fs::write(folder.join(file), file).unwrap();
        }
        replace(&dist, &stage).unwrap();
        let files = file_names(&dist).unwrap();
        let page = fs::read_to_string(dist.join("index.html")).unwrap();
        fs::remove_dir_all(&folder).unwrap();
        assert_eq!(files, ["index.html", "snippets/b.js"]);
        assert_eq!(page, "stage/index.html");
    }

    #[test]
    fn schema_is_told_from_other_output() {
        assert!(is_schema("{\"$schema\":\"https://json-schema.org/draft/2020-12/schema\"}"));
        assert!(!is_schema(""));
        assert!(!is_schema("{}"));
        assert!(!is_schema("usage: wavewright"));
    }
}
