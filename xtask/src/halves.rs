//! The two halves of the app, cut and made small.

use crate::{failure::Failure, process, project::Project, split, split::Halves, tools};
use std::{
    fs,
    path::{Path, PathBuf},
    thread,
};

/// What the compiler made of the app, with the linker's notes.
pub fn linked_app(project: &Project) -> PathBuf {
    project.target().join(tools::WASM_TARGET).join("app").join("app.wasm")
}

/// What wasm-bindgen made of it when Trunk called it.
pub fn bound_by_trunk(project: &Project) -> PathBuf {
    project.target().join("wasm-bindgen").join("release").join("app_bg.wasm")
}

/// Cuts a bound app and makes both halves small, at the same time: this is what a build waits for longest.
pub fn of_bound(project: &Project, bound: &Path) -> Result<Halves, Failure> {
    let halves = split::split(&read(&linked_app(project))?, &read(bound)?)?;
    let folder = project.scratch().join("halves");
    fs::create_dir_all(&folder).map_err(|error| Failure::on_file("create", &folder, &error))?;
    let (first, second) = thread::scope(|scope| {
        let first = scope.spawn(|| small(project, &folder, "first", &halves.first));
        let second = small(project, &folder, "second", &halves.second);
        (first.join(), second)
    });
    let first = first.map_err(|_| Failure::new("Could not make the first half small."))??;
    Ok(Halves { first, second: second? })
}

fn small(project: &Project, folder: &Path, name: &str, wasm: &[u8]) -> Result<Vec<u8>, Failure> {
    let (large, small) = (folder.join(format!("{name}.wasm")), folder.join(format!("{name}_small.wasm")));
    fs::write(&large, wasm).map_err(|error| Failure::on_file("write", &large, &error))?;
    let (from, to) = (large.to_string_lossy(), small.to_string_lossy());
    process::run(&mut project.command("wasm-opt", &["-Oz", &from, "-o", &to])?)?;
    read(&small)
}

fn read(path: &Path) -> Result<Vec<u8>, Failure> {
    fs::read(path).map_err(|error| Failure::on_file("read", path, &error))
}
