//! Where the served product, the drivers and the folder for downloads are, as `cargo xtask test` tells it.

use std::{env, path::PathBuf};

use crate::failure::{Failure, Step};

/// What a journey is told from outside.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Setting {
    /// Address of the served product, with a slash at its end.
    pub address: String,
    /// Folder of the bundle.
    pub bundle: PathBuf,
    /// Address of the same product without the second half of its program, with a slash at its end.
    pub torn_address: String,
    /// Folder of that bundle.
    pub torn_bundle: PathBuf,
    /// Folder for downloads; WebKit puts files here, the other browsers each in a folder inside.
    pub downloads: PathBuf,
    /// Drives Chromium.
    pub chromedriver: PathBuf,
    /// Drives Firefox.
    pub geckodriver: PathBuf,
    /// Drives WebKitGTK.
    pub webkit_driver: PathBuf,
    /// WebKitGTK's browser.
    pub mini_browser: PathBuf,
}

impl Setting {
    /// Reads the variables that `cargo xtask test` sets; fails where one is missing.
    pub fn from_environment() -> Step<Self> {
        Self::from_variables(|name| env::var(name).ok())
    }

    fn from_variables(read: impl Fn(&str) -> Option<String>) -> Step<Self> {
        let variable = |name: &str| {
            read(name).filter(|value| !value.is_empty()).ok_or_else(|| {
                Failure::new(format!(
                    "{name} is not set. Journeys need the served bundle and the drivers: run them by `cargo xtask test`."
                ))
            })
        };
        let address =
            |name: &str| variable(name).map(|address| format!("{}/", address.trim_end_matches('/')));
        Ok(Self {
            address: address("WAVEWRIGHT_URL")?,
            bundle: variable("WAVEWRIGHT_DIST")?.into(),
            torn_address: address("WAVEWRIGHT_TORN_URL")?,
            torn_bundle: variable("WAVEWRIGHT_TORN_DIST")?.into(),
            downloads: variable("WAVEWRIGHT_DOWNLOADS")?.into(),
            chromedriver: variable("WAVEWRIGHT_CHROMEDRIVER")?.into(),
            geckodriver: variable("WAVEWRIGHT_GECKODRIVER")?.into(),
            webkit_driver: variable("WAVEWRIGHT_WEBKITDRIVER")?.into(),
            mini_browser: variable("WAVEWRIGHT_MINIBROWSER")?.into(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(missing: &str, expected: &str) {
        let read = |name: &str| (name != missing).then(|| "http://127.0.0.1:1".to_owned());
        let told = match Setting::from_variables(read) {
            Ok(setting) => setting.address,
            Err(failure) => failure.to_string(),
        };
        assert!(told.starts_with(expected), "{told}");
    }

    #[test]
    fn missing_variable_names_itself_and_the_command() {
        let sentence = |name: &str| {
            format!("{name} is not set. Journeys need the served bundle and the drivers: run them by")
        };
        for name in ["WAVEWRIGHT_URL", "WAVEWRIGHT_GECKODRIVER", "WAVEWRIGHT_MINIBROWSER"] {
            check(name, &sentence(name));
        }
    }

    #[test]
    fn address_ends_with_a_slash() {
        check("", "http://127.0.0.1:1/");
    }
}
