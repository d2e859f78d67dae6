//! Light or dark: the system's wish until the user says otherwise. Only the screen changes; print is always light.

use serde::{Deserialize, Serialize};
use yew::prelude::*;

use crate::browser::storage::preference::Preferences;

const SETTING: &str = "theme";

/// The theme of the screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Theme {
    /// Dark on light.
    Light,
    /// Light on dark.
    Dark,
}

impl Theme {
    fn name(self) -> &'static str {
        match self {
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }

    fn other(self) -> Self {
        match self {
            Self::Light => Self::Dark,
            Self::Dark => Self::Light,
        }
    }

    fn of_system() -> Self {
        let query = web_sys::window()
            .and_then(|window| window.match_media("(prefers-color-scheme: dark)").ok().flatten());
        if query.is_some_and(|query| query.matches()) { Self::Dark } else { Self::Light }
    }
}

/// The theme, and a call that switches it.
#[hook]
pub fn use_theme(preferences: &Preferences) -> (Theme, Callback<()>) {
    let chosen = use_state(|| preferences.read::<Theme>(SETTING));
    let theme = chosen.unwrap_or_else(Theme::of_system);
    use_effect_with(*chosen, move |chosen| {
        let root = web_sys::window()
            .and_then(|window| window.document())
            .and_then(|document| document.document_element());
        if let (Some(root), Some(theme)) = (root, chosen) {
            // A page that cannot be marked stays in the system's theme.
            let _ = root.set_attribute("data-theme", theme.name());
        }
    });
    let switch = {
        let preferences = preferences.clone();
        Callback::from(move |()| {
            let next = theme.other();
            preferences.write(SETTING, &next);
            chosen.set(Some(next));
        })
    };
    (theme, switch)
}
