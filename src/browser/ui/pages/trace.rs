//! The trace line of a pain, a gap, an entry, a KPI or an objective: six stations, each a link or what is missing.

use yew::prelude::*;

use crate::browser::ui::components::icon::{Icon, IconName};
use crate::browser::ui::pages::entry::parts::{entry_href, wave_name};
use crate::browser::ui::pages::href;
use crate::browser::ui::plan_view::PlanView;
use crate::browser::ui::route::Route;
use crate::domain::catalogue::Catalogue;
use crate::domain::catalogue::areas::areas;
use crate::domain::trace::{Station, trace_line};
use crate::domain::wording::{count, t};

/// Links that a station shows; the others are counted.
const MOST_LINKS: usize = 4;

/// Properties of [`TraceView`].
#[derive(PartialEq, Properties)]
pub struct TraceViewProps {
    /// Where it starts.
    pub from: Station,
    /// The open plan.
    pub plan: PlanView,
}

/// A link of a station: where it leads, and what it says.
type StationLink = (AttrValue, String);

/// The line.
#[component]
pub fn TraceView(props: &TraceViewProps) -> Html {
    let document = &props.plan.document;
    let line = trace_line(document, &props.plan.figures, &props.from);
    let catalogue = Catalogue::of(document);
    let form = |page: &str| href(&Route::form(page));
    let (pains, kpis) = (form("initiation.pains"), form("governance.kpis"));
    let objectives = form("foundation.identity");
    let gap = |area: &crate::domain::model::initiation::Area| {
        let route = Route::Assessment { area: area.code().to_owned() };
        (href(&route), areas().short_name(*area).to_owned())
    };
    let wave = |number: &usize| {
        let id = document.waves.get(number.saturating_sub(1)).map(|wave| wave.id.0);
        (href(&id.map_or(Route::Waves, |wave| Route::Wave { wave })), wave_name(*number))
    };
    let stations: [(&'static str, Vec<StationLink>, StationLink); 6] = [
        (
            "gaps.link.pain",
            line.pains.iter().map(|pain| (pains.clone(), pain.text.clone())).collect(),
            (pains.clone(), t("gaps.add_pain").to_owned()),
        ),
        (
            "gaps.link.gap",
            line.gaps.iter().map(gap).collect(),
            (href(&Route::Gaps), t("gaps.assess_this").to_owned()),
        ),
        (
            "gaps.link.entry",
            line.entries
                .iter()
                .map(|closer| (entry_href(&closer.entry), catalogue.short_name(&closer.entry)))
                .collect(),
            (href(&Route::Choose), t("trace.add_entry").to_owned()),
        ),
        (
            "gaps.link.wave",
            line.waves.iter().map(wave).collect(),
            (href(&Route::Board), t("gaps.open_board").to_owned()),
        ),
        (
            "gaps.link.kpi",
            line.kpis.iter().map(|kpi| (kpis.clone(), kpi.name.clone())).collect(),
            (kpis.clone(), t("gaps.add_kpi").to_owned()),
        ),
        (
            "gaps.link.charter",
            line.objectives.iter().map(|objective| (objectives.clone(), objective.text.clone())).collect(),
            (objectives.clone(), t("gaps.add_objective").to_owned()),
        ),
    ];
    let (tone, icon, told) = match line.missing() {
        0 => (Some("ok"), IconName::Ring, t("gaps.complete").to_owned()),
        missing => (None, IconName::TriangleOpen, count("gaps.missing", missing)),
    };
    html! {
        <div class="trace-line">
            <ol class="trace-stations" aria-label={t("trace.title")}>
                for (kind, links, way_out) in stations {
                    <li key={kind} class="trace-station" data-missing={links.is_empty().then_some("true")}>
                        <small>{ t(kind) }</small>
                        { draw(&links, way_out) }
                    </li>
                }
            </ol>
            <p class="note" data-tone={tone}><Icon name={icon} size=14 /><span>{ told }</span></p>
        </div>
    }
}

fn draw(links: &[StationLink], (address, words): StationLink) -> Html {
    if links.is_empty() {
        return html! { <a href={address}>{ words }</a> };
    }
    let named =
        |text: &str| if text.trim().is_empty() { t("trace.unnamed").to_owned() } else { text.to_owned() };
    html! {
        <ul class="plain-list">
            for (place, (address, text)) in links.iter().take(MOST_LINKS).enumerate() {
                <li key={place}><a href={address.clone()}>{ named(text) }</a></li>
            }
            if links.len() > MOST_LINKS {
                <li key="more" class="quiet">{ count("trace.more", links.len() - MOST_LINKS) }</li>
            }
        </ul>
    }
}
