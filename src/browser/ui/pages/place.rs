//! What a page is called, for links to it and for the title of the window.

use crate::browser::ui::pages::entry::parts::wave_name;
use crate::browser::ui::route::{Part, Route};
use crate::domain::catalogue::Catalogue;
use crate::domain::catalogue::areas::areas;
use crate::domain::model::document::Document;
use crate::domain::model::ids::{EntryId, WaveId};
use crate::domain::model::initiation::Area;
use crate::domain::report::DocumentKind;
use crate::domain::wording::{find, t};

/// Name of the page of an address: of what it shows where that has a name, else as the navigation calls it.
pub fn place_name(route: &Route, document: &Document) -> String {
    let own = match route {
        Route::Entry { entry } => Some(Catalogue::of(document).short_name(&EntryId::from(entry.as_str()))),
        Route::Wave { wave } => document.wave_number(WaveId(*wave)).map(wave_name),
        Route::Assessment { area: code } => {
            let area = Area::ALL.into_iter().find(|area| area.code() == code);
            area.map(|area| areas().name(area).to_owned())
        }
        Route::Documents { document } => {
            document.parse().ok().map(|kind: DocumentKind| kind.name().to_owned())
        }
        Route::Form { page } => find(&format!("page.{page}")).map(str::to_owned),
        Route::ChooseIn { .. } => Some(t("nav.choose").to_owned()),
        Route::Health => Some(t("nav.health").to_owned()),
        Route::Draft => Some(t("guide.draft_title").to_owned()),
        Route::Workshop { .. } => Some(t("workshop.title").to_owned()),
        _ => {
            let mut pages = Part::ALL.into_iter().flat_map(Part::pages);
            pages.find(|(page, _)| page == route).map(|(_, key)| t(key).to_owned())
        }
    };
    own.unwrap_or_else(|| t("app.name").to_owned())
}
