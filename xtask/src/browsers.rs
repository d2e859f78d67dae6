//! The browsers and drivers that the tests use: finds them, and installs them where apt-get and the right to use it
//! are there.

use crate::{failure::Failure, process, project::Project};
use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

/// The programs that browser tests and journeys are told about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Browsers {
    /// Drives Chromium.
    pub chromedriver: PathBuf,
    /// Drives Firefox.
    pub geckodriver: PathBuf,
    /// Drives WebKitGTK.
    pub webkit_driver: PathBuf,
    /// WebKitGTK's browser, which its driver starts.
    pub mini_browser: PathBuf,
}

/// Something that must be on the machine, and the Debian package that brings it.
struct Part {
    name: &'static str,
    package: &'static str,
    find: fn() -> Option<PathBuf>,
}

const PARTS: [Part; 9] = [
    Part {
        name: "Chromium",
        package: "chromium",
        find: || process::find_on_path(&["chromium", "chromium-browser", "google-chrome"]),
    },
    Part { name: "ChromeDriver", package: "chromium-driver", find: chromedriver },
    Part {
        name: "Firefox",
        package: "firefox-esr",
        find: || process::find_on_path(&["firefox", "firefox-esr"]),
    },
    Part { name: "WebKitWebDriver", package: "webkit2gtk-driver", find: webkit_driver },
    Part { name: "MiniBrowser", package: "webkit2gtk-driver", find: mini_browser },
    Part { name: "xvfb-run", package: "xvfb", find: || process::find_on_path(&["xvfb-run"]) },
    Part { name: "xauth", package: "xauth", find: || process::find_on_path(&["xauth"]) },
    Part {
        name: "Liberation fonts",
        package: "fonts-liberation",
        find: || folder_matching("/usr/share/fonts/truetype", "liberation"),
    },
    Part {
        name: "DejaVu fonts",
        package: "fonts-dejavu-core",
        find: || folder_matching("/usr/share/fonts/truetype", "dejavu"),
    },
];

/// Makes sure of all browsers and drivers, and says where they are. geckodriver is one of the tools and is only looked
/// up here.
pub fn prepare(project: &Project) -> Result<Browsers, Failure> {
    let packages = missing_packages(&PARTS);
    if !packages.is_empty() {
        install_packages(project, &packages)?;
    }
    let missing: Vec<&str> =
        PARTS.iter().filter(|part| (part.find)().is_none()).map(|part| part.name).collect();
    if !missing.is_empty() {
        return Err(Failure::new(format!("Still missing after the installation: {}.", missing.join(", ")))
            .advise("Maybe this distribution names its packages otherwise; Debian 12 and later are known to work."));
    }
    let geckodriver = project.cargo_tools().join("bin/geckodriver");
    let found =
        |place: Option<PathBuf>, name: &str| place.ok_or_else(|| Failure::new(format!("{name} is gone.")));
    Ok(Browsers {
        chromedriver: found(chromedriver(), "ChromeDriver")?,
        geckodriver: if geckodriver.is_file() {
            geckodriver
        } else {
            found(process::find_on_path(&["geckodriver"]), "geckodriver")?
        },
        webkit_driver: found(webkit_driver(), "WebKitWebDriver")?,
        mini_browser: found(mini_browser(), "MiniBrowser")?,
    })
}

/// Installs Debian packages, or says how to. Tried only as root or where sudo asks for no password.
pub fn install_packages(project: &Project, packages: &[&str]) -> Result<(), Failure> {
    let advice = format!(
        "Install it and run this again; on Debian: apt-get install --no-install-recommends {}",
        packages.join(" ")
    );
    let fail = |why: &str| {
        Failure::new(format!("{} must be installed, but {why}.", packages.join(", "))).advise(&advice)
    };
    if process::find_on_path(&["apt-get"]).is_none() {
        return Err(fail("this machine has no apt-get"));
    }
    let before = prefix().ok_or_else(|| fail("that needs root, or sudo without a password"))?;
    eprintln!("Installing {}.", packages.join(", "));
    let install = ["install", "--yes", "--no-install-recommends"];
    process::run(&mut apt_get(project, before, &["update"])).map_err(|failure| failure.advise(&advice))?;
    process::run(apt_get(project, before, &install).args(packages)).map_err(|failure| failure.advise(&advice))
}

fn apt_get(project: &Project, before: &[&str], words: &[&str]) -> Command {
    let mut line: Vec<&str> = before.to_vec();
    line.extend(["env", "DEBIAN_FRONTEND=noninteractive", "apt-get"]);
    line.extend(words);
    let (program, words) = line.split_first().unwrap_or((&"apt-get", &[]));
    process::command(project.root(), program, words)
}

/// What must stand before a command that only root may run; nothing where that right cannot be had.
fn prefix() -> Option<&'static [&'static str]> {
    let user = process::read(Command::new("id").arg("-u")).ok()?;
    if user.trim() == "0" {
        return Some(&[]);
    }
    process::read(Command::new("sudo").args(["-n", "true"])).ok().map(|_| ["sudo", "-n"].as_slice())
}

fn missing_packages(parts: &[Part]) -> Vec<&'static str> {
    let mut packages: Vec<_> =
        parts.iter().filter(|part| (part.find)().is_none()).map(|part| part.package).collect();
    packages.dedup();
    packages
}

fn chromedriver() -> Option<PathBuf> {
    process::find_on_path(&["chromedriver"])
}

fn webkit_driver() -> Option<PathBuf> {
    process::find_on_path(&["WebKitWebDriver"])
}

/// MiniBrowser lies in a folder of the WebKit library, not on PATH.
fn mini_browser() -> Option<PathBuf> {
    let mut places =
        vec![PathBuf::from("/usr/libexec"), PathBuf::from("/usr/lib"), PathBuf::from("/usr/lib64")];
    places.extend(folders_in(Path::new("/usr/lib")));
    places
        .iter()
        .flat_map(|place| folders_in(place))
        .filter(|folder| folder.file_name().is_some_and(|name| name.to_string_lossy().starts_with("webkit")))
        .map(|folder| folder.join("MiniBrowser"))
        .find(|program| program.is_file())
}

fn folder_matching(place: &str, start: &str) -> Option<PathBuf> {
    folders_in(Path::new(place))
        .into_iter()
        .find(|folder| folder.file_name().is_some_and(|name| name.to_string_lossy().starts_with(start)))
}

fn folders_in(place: &Path) -> Vec<PathBuf> {
    let mut folders: Vec<PathBuf> = fs::read_dir(place)
        .into_iter()
        .flatten()
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| path.is_dir())
        .collect();
    folders.sort();
    folders
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_missing_part_asks_for_its_package_once() {
        let absent: fn() -> Option<PathBuf> = || None;
        let present: fn() -> Option<PathBuf> = || Some(PathBuf::from("/here"));
        let parts = [
            Part { name: "a", package: "one", find: absent },
            Part { name: "b", package: "one", find: absent },
            Part { name: "c", package: "two", find: present },
            Part { name: "d", package: "three", find: absent },
        ];
        assert_eq!(missing_packages(&parts), ["one", "three"]);
    }
}
