//! The single-file edition: the whole product in one page that runs from disk, where a page may fetch nothing.

use crate::{failure::Failure, halves, hosting, page, process, project::Project, split::Halves, tools};
use base64::{Engine, engine::general_purpose::STANDARD};
use sha2::{Digest, Sha256};
use std::{
    fs,
    path::{Path, PathBuf},
};

/// The script that starts this edition, in the place of the starter.
const STARTER: &str = "src/browser/start/edition.js";

/// A program of the bundle: its name and its profile, as `index.html` has them.
struct Program {
    name: &'static str,
    profile: &'static str,
}

const APP: Program = Program { name: "app", profile: "app" };
const WORKER: Program = Program { name: "planner_worker", profile: "worker" };

/// The level of wasm-opt for the worker, as `index.html` has it.
const WORKER_LEVEL: &str = "-O3";

/// What the edition holds: scripts with one global function each, and wasm.
struct Parts {
    app_glue: String,
    app: Halves,
    worker_glue: String,
    worker: Vec<u8>,
}

/// The page of the edition, made from the page, the files and the halves of the bundle and the wasm that the bundle was
/// built from.
pub fn build(project: &Project, bundle: &Path, built_page: &str, app: Halves) -> Result<String, Failure> {
    let folder = edition_folder(project);
    if folder.exists() {
        fs::remove_dir_all(&folder).map_err(|error| Failure::on_file("empty", &folder, &error))?;
    }
    let (app_glue, app_wasm) = bind(project, &APP)?;
    let (worker_glue, worker_wasm) = bind(project, &WORKER)?;
    // Trunk bound to the same wasm, as today both ways of binding do: then the bundle's halves fit this script too.
    let fits = read(&app_wasm)? == read(&halves::bound_by_trunk(project))?;
    let app = if fits { app } else { halves::of_bound(project, &app_wasm)? };
    let worker = optimise_worker(project, &worker_wasm)?;
    let starter = read_text(&project.root().join(STARTER))?;
    let parts = Parts { app_glue, app, worker_glue, worker };
    compose(built_page, |name| read_text(&bundle.join(name)), &parts, &starter)
}

/// Binds a program a second time: a script in a page on disk cannot be a module that imports. Gives the script, and where
/// the wasm lies.
fn bind(project: &Project, program: &Program) -> Result<(String, PathBuf), Failure> {
    let built = project
        .target()
        .join(tools::WASM_TARGET)
        .join(program.profile)
        .join(format!("{}.wasm", program.name));
    let folder = edition_folder(project);
    let (from, to) = (built.to_string_lossy(), folder.to_string_lossy());
    let words =
        ["--target", "no-modules", "--no-typescript", "--out-dir", &to, "--out-name", program.name, &from];
    process::run(&mut project.command("wasm-bindgen", &words)?)?;
    if folder.join("snippets").exists() {
        return Err(Failure::new(format!("{} imports a JavaScript file.", program.name)).advise(
            "The single-file edition cannot: put that code into src/browser/start/ as a window function.",
        ));
    }
    let glue = read_text(&folder.join(format!("{}.js", program.name)))?;
    Ok((glue, folder.join(format!("{}_bg.wasm", program.name))))
}

fn edition_folder(project: &Project) -> PathBuf {
    project.scratch().join("edition")
}

/// The bound worker after wasm-opt. Trunk just did the same work if it bound to the same wasm; then its result is taken.
fn optimise_worker(project: &Project, bound: &Path) -> Result<Vec<u8>, Failure> {
    let name = format!("{}_bg.wasm", WORKER.name);
    let by_trunk = |tool: &str| fs::read(project.target().join(tool).join("release").join(&name));
    if by_trunk("wasm-bindgen").ok() == Some(read(bound)?)
        && let Ok(optimised) = by_trunk("wasm-opt")
    {
        return Ok(optimised);
    }
    let small = edition_folder(project).join(format!("{}_small.wasm", WORKER.name));
    let (from, to) = (bound.to_string_lossy(), small.to_string_lossy());
    process::run(&mut project.command("wasm-opt", &[WORKER_LEVEL, &from, "-o", &to])?)?;
    read(&small)
}

/// Puts everything that the page names into the page, and closes it by a policy that allows just that.
fn compose(
    built_page: &str,
    read: impl Fn(&str) -> Result<String, Failure>,
    parts: &Parts,
    starter: &str,
) -> Result<String, Failure> {
    let mut scripts = Vec::new();
    let mut sheets = Vec::new();
    let mut page = String::new();
    let mut tags = page::tags(built_page, "link");
    tags.extend(page::tags(built_page, "script"));
    tags.sort_by_key(|tag| tag.range.start);
    let mut rest = built_page;
    let mut position = 0;
    for tag in &tags {
        let Some(file) = tag.local_file() else { continue };
        let element = element_end(built_page, tag);
        let (before, _) =
            rest.split_at_checked(tag.range.start.saturating_sub(position)).unwrap_or((rest, ""));
        page.push_str(before);
        match (tag.attribute("rel"), tag.attribute("type")) {
            (Some("stylesheet"), _) => page.push_str(&inline_sheet(tag, &read(file)?, &mut sheets)),
            // The links that the starter reads, and the starter itself: the edition has its own.
            (Some("preload" | "modulepreload"), _) | (None, Some("module")) => {}
            (None, _) => page.push_str(&inline_script(&read(file)?, &mut scripts)),
            (Some(rel), _) => {
                return Err(Failure::new(format!(
                    "The single-file edition cannot hold the {rel} link of {file}."
                )));
            }
        }
        position = element;
        rest = built_page.get(element..).unwrap_or_default();
    }
    let (body, end) =
        rest.rsplit_once("</body>").ok_or_else(|| Failure::new("The built page has no end of its body."))?;
    page.push_str(body);
    page.push_str(&coded("edition-app-wasm", &parts.app.first));
    page.push_str(&coded("edition-second-wasm", &parts.app.second));
    page.push_str(&coded("edition-worker-wasm", &parts.worker));
    page.push_str(&coded("edition-worker-glue", parts.worker_glue.as_bytes()));
    page.push_str(&inline_script(&parts.app_glue, &mut scripts));
    page.push_str(&inline_script(starter, &mut scripts));
    page.push_str("</body>");
    page.push_str(end);
    page::with_policy(&page, &hosting::edition_policy(&scripts, &sheets))
        .ok_or_else(|| Failure::new("The built page names no character set."))
}

/// The end of the element that the tag opens: a script has an end tag of its own.
fn element_end(text: &str, tag: &page::Tag) -> usize {
    const END: &str = "</script>";
    let is_script = text.get(tag.range.clone()).is_some_and(|start| start.starts_with("<script"));
    let end = text.get(tag.range.end..).and_then(|rest| rest.find(END)).filter(|_| is_script);
    end.map_or(tag.range.end, |offset| tag.range.end + offset + END.len())
}

fn inline_sheet(tag: &page::Tag, text: &str, digests: &mut Vec<String>) -> String {
    let text = text.replace("\r\n", "\n").replace("</", "<\\/");
    digests.push(digest(&text));
    let media = tag.attribute("media").map(|media| format!(" media=\"{media}\"")).unwrap_or_default();
    format!("<style{media}>{text}</style>")
}

/// A script whose text cannot end the element early, whatever strings it holds.
fn inline_script(text: &str, digests: &mut Vec<String>) -> String {
    let text = text.replace("\r\n", "\n").replace("</script", "<\\/script").replace("<!--", "<\\!--");
    digests.push(digest(&text));
    format!("<script>{text}</script>\n")
}

/// Bytes as an element that the browser neither runs nor shows.
fn coded(id: &str, bytes: &[u8]) -> String {
    format!("<script type=\"text/plain\" id=\"{id}\">{}</script>\n", STANDARD.encode(bytes))
}

fn digest(text: &str) -> String {
    STANDARD.encode(Sha256::digest(text.as_bytes()))
}

fn read(path: &Path) -> Result<Vec<u8>, Failure> {
    fs::read(path).map_err(|error| Failure::on_file("read", path, &error))
}

fn read_text(path: &Path) -> Result<String, Failure> {
    fs::read_to_string(path).map_err(|error| Failure::on_file("read", path, &error))
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = r#"<head><meta charset="utf-8"><link rel="icon" href="data:image/png,x">
<link rel="stylesheet" href="./a.css"/><link rel="stylesheet" href="./print.css" media="print"/>
<script src="./recovery.js"></script><script type="module" src="./starter.js"></script>
<link rel="modulepreload" href="./app-1.js"><link rel="preload" href="./app-1_bg.wasm"></head>
<body><div id="app">Opening</div></body></html>"#;

    fn parts() -> Parts {
        Parts {
            app_glue: String::from("let app;"),
            app: Halves { first: b"app".to_vec(), second: b"second".to_vec() },
            worker_glue: String::from("let worker;"),
            worker: b"worker".to_vec(),
        }
    }

    fn edition() -> String {
        let read = |name: &str| Ok(format!("/* {name} */ '</script>' '</style>'"));
        compose(PAGE, read, &parts(), "start();").unwrap()
    }

    #[test]
    fn edition_names_no_other_file() {
        let edition = edition();
        assert!(page::first_files(&edition).is_empty(), "{edition}");
        assert!(edition.contains("<style>/* a.css */"));
        assert!(edition.contains("<style media=\"print\">/* print.css */"));
        assert!(edition.contains("<script>/* recovery.js */"));
        assert!(edition.contains("href=\"data:image/png,x\""));
        assert!(!edition.contains("starter.js"));
    }

    #[test]
    fn inlined_text_cannot_end_its_element() {
        let edition = edition();
        assert!(edition.contains("'<\\/script>' '</style>'</script>"));
        assert!(edition.contains("'<\\/script>' '<\\/style>'</style>"));
    }

    #[test]
    fn programs_follow_the_page_and_the_starter_comes_last() {
        let edition = edition();
        let (app, second, worker) =
            (STANDARD.encode("app"), STANDARD.encode("second"), STANDARD.encode("worker"));
        let places: Vec<_> = ["Opening", &app, &second, &worker, "let app;", "start();"]
            .iter()
            .map(|text| edition.find(text).unwrap())
            .collect();
        assert!(places.is_sorted(), "{places:?}");
        assert!(edition.ends_with("<script>start();</script>\n</body></html>"));
    }

    #[test]
    fn policy_lists_each_script_and_sheet_by_its_digest() {
        let edition = edition();
        let policy = page::tags(&edition, "meta")[1].attribute("content").unwrap().to_string();
        assert_eq!(policy.matches("'sha256-").count(), 3 + 2);
        assert!(policy.contains(&format!("'sha256-{}'", digest("start();"))));
    }

    #[test]
    fn unknown_link_is_refused_not_dropped() {
        let page = PAGE.replace("rel=\"preload\"", "rel=\"manifest\"");
        assert!(compose(&page, |_| Ok(String::new()), &parts(), "").is_err());
    }
}
