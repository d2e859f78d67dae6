//! Where a finding leads.

use crate::browser::ui::route::Route;
use crate::domain::form::place::page_of;
use crate::domain::health::{Finding, Subject};
use crate::domain::model::initiation::Area;

/// The page on which a finding can be mended.
pub fn route_of(finding: &Finding) -> Route {
    let path = finding.jump.as_str();
    if let Some(rest) = path.strip_prefix("waves[") {
        return in_wave(finding, rest);
    }
    if let Some(rest) = path.strip_prefix("planning.choices.") {
        let entry = rest.split('.').next().unwrap_or(rest).to_owned();
        return Route::Entry { entry };
    }
    if let Some(rest) = path.strip_prefix("initiation.areas.") {
        let area = rest.split('.').next().unwrap_or(rest).to_owned();
        return if rest.contains('.') { Route::Gaps } else { Route::Assessment { area } };
    }
    match path {
        "waves" => Route::Waves,
        "planning.choices" => Route::Choose,
        "initiation.answers" => {
            let area = if let Subject::Area(area) = finding.subject { area } else { Area::default() };
            Route::Assessment { area: area.code().to_owned() }
        }
        "initiation.readiness_answers" => Route::Readiness,
        _ if path.starts_with("planning.own_entries") => Route::OwnEntries,
        _ => Route::form(page_of(path).map_or("plan.settings", |page| page.id)),
    }
}

/// A place in a wave: the wave's own page for its fields, the board for the order of its entries.
fn in_wave(finding: &Finding, rest: &str) -> Route {
    let (id, place) = rest.split_once(']').unwrap_or((rest, ""));
    let is_item = place.starts_with(".items[") && place.ends_with(']');
    match (&finding.subject, id.parse::<u64>()) {
        (Subject::Entry(entry), _) if is_item => Route::Entry { entry: entry.to_string() },
        (Subject::Pair(..), _) => Route::Board,
        (_, Ok(wave)) => Route::Wave { wave },
        _ => Route::Waves,
    }
}
