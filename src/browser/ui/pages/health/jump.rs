//! Where a finding leads, and what it is about in words.

use crate::browser::ui::pages::entry::parts::wave_name;
use crate::browser::ui::route::Route;
use crate::domain::catalogue::Catalogue;
use crate::domain::catalogue::areas::areas;
use crate::domain::form::place::page_of;
use crate::domain::health::message::group_name;
use crate::domain::health::{Finding, Subject};
use crate::domain::model::document::Document;
use crate::domain::model::initiation::Area;
use crate::domain::wording::{fill, t};

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

/// What a finding is about.
pub fn subject_name(subject: &Subject, document: &Document) -> String {
    let catalogue = Catalogue::of(document);
    match subject {
        Subject::Plan => t("health.plan").to_owned(),
        Subject::Area(area) => areas().name(*area).to_owned(),
        Subject::Entry(entry) => catalogue.short_name(entry),
        Subject::Wave(number) => wave_name(*number),
        Subject::Group(group) => group_name(*group).to_owned(),
        Subject::GroupWave(group, number) => format!("{}, {}", group_name(*group), wave_name(*number)),
        Subject::Objective(id) => {
            let objectives = &document.foundation.objectives;
            let found = objectives.iter().find(|objective| objective.id == *id);
            found.map_or_else(|| t("health.objective").to_owned(), |found| found.text.clone())
        }
        Subject::Kpi(id) => {
            let found = document.governance.kpis.iter().find(|kpi| kpi.id == *id);
            found.map_or_else(|| t("health.kpi").to_owned(), |found| found.name.clone())
        }
        Subject::Pair(entry, other, _) => fill(
            "health.pair",
            &[("entry", &catalogue.short_name(entry)), ("other", &catalogue.short_name(other))],
        ),
    }
}
