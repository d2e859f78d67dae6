//! Gap analysis: what comes first, how far it is, what closes it.

mod bars;
mod inspector;
mod table;

use yew::prelude::*;

use crate::browser::ui::components::empty_state::EmptyState;
use crate::browser::ui::components::icon::IconName;
use crate::browser::ui::components::segmented::{Segment, Segmented};
use crate::browser::ui::components::term_text::explained;
use crate::browser::ui::pages::href;
use crate::browser::ui::plan_view::PageProps;
use crate::browser::ui::route::Route;
use crate::domain::catalogue::areas::areas;
use crate::domain::figures::area::GapBand;
use crate::domain::gap::{Gap, gaps};
use crate::domain::model::initiation::Area;
use crate::domain::wording::phrase::{list, number_word, sentence_start};
use crate::domain::wording::{fill, t};

use bars::Bars;
use inspector::GapInspector;
use table::GapTable;

/// The bands in the order of the page.
pub const BANDS: [GapBand; 4] = [GapBand::ActFirst, GapBand::Act, GapBand::Consider, GapBand::Ignore];

/// What both views of the gaps are given.
#[derive(PartialEq, Properties)]
pub struct GapViewProps {
    /// The areas in order.
    pub gaps: std::rc::Rc<Vec<Gap>>,
    /// The area whose trace is shown.
    pub selected: Area,
    /// Shows the trace of an area.
    pub on_select: Callback<Area>,
    /// Short names of the main entries, by place in `gaps`.
    pub names: std::rc::Rc<Vec<String>>,
}

/// The page.
#[component]
pub fn GapsPage(props: &PageProps) -> Html {
    let view = use_state(|| "bars".to_owned());
    let chosen = use_state(|| None::<Area>);
    let gaps = use_memo(props.plan.clone(), |plan| gaps(&plan.document, &plan.figures));
    let names = use_memo(props.plan.clone(), |plan| {
        let catalogue = crate::domain::catalogue::Catalogue::of(&plan.document);
        let main = |gap: &Gap| gap.closers.first().map(|closer| catalogue.short_name(&closer.entry));
        crate::domain::gap::gaps(&plan.document, &plan.figures)
            .iter()
            .map(|gap| main(gap).unwrap_or_default())
            .collect::<Vec<String>>()
    });
    let on_view = {
        let view = view.clone();
        Callback::from(move |value| view.set(value))
    };
    let on_select = {
        let chosen = chosen.clone();
        Callback::from(move |area| chosen.set(Some(area)))
    };
    let on_close = {
        let chosen = chosen.clone();
        Callback::from(move |()| chosen.set(None))
    };
    let first = gaps.first().map(|gap| gap.area.area).unwrap_or_default();
    let selected = chosen.unwrap_or(first);
    if gaps.iter().all(|gap| gap.area.level.is_none()) {
        let assessment = href(&Route::Assessment { area: Area::default().code().to_owned() });
        return html! {
            <div class="page">
                <header class="page-head"><h1 class="page-title">{ explained(t("nav.gaps")) }</h1></header>
                <EmptyState icon={IconName::Chart} sentence={t("gaps.empty")}>
                    <a class="button" data-kind="primary" href={assessment}>{ t("gaps.assess") }</a>
                </EmptyState>
            </div>
        };
    }
    let segment = |value: &'static str, key: &str, icon| Segment {
        value: value.into(),
        label: t(key).into(),
        icon: Some(icon),
    };
    let segments =
        vec![segment("bars", "gaps.bars", IconName::Chart), segment("table", "gaps.table", IconName::Table)];
    let (gaps_, names_) = (gaps.clone(), names.clone());
    html! {
        <>
            <div class="page">
                <header class="page-head">
                    <div class="page-title">
                        <h1>{ explained(heading(&gaps)) }</h1>
                        <p class="page-lead">{ summary(&gaps) }</p>
                    </div>
                    <div class="page-actions">
                        <Segmented name="gap-view" label={t("gaps.view")} {segments} value={(*view).clone()} on_change={on_view} />
                    </div>
                </header>
                if view.as_str() == "table" {
                    <GapTable gaps={gaps_} names={names_} {selected} {on_select} />
                } else {
                    <Bars gaps={gaps_} names={names_} {selected} {on_select} />
                }
            </div>
            <GapInspector area={selected} is_open={chosen.is_some()} {on_close} plan={props.plan.clone()}
                on_command={props.on_command.clone()} />
        </>
    }
}

/// Wording key of a band's name.
pub fn band_key(band: GapBand) -> &'static str {
    match band {
        GapBand::ActFirst => "gaps.act_first",
        GapBand::Act => "gaps.act",
        GapBand::Consider => "gaps.consider",
        GapBand::Ignore => "gaps.ignore",
    }
}

/// Wording key of the span of priorities of a band.
pub fn span_key(band: GapBand) -> &'static str {
    match band {
        GapBand::ActFirst => "gaps.span.act_first",
        GapBand::Act => "gaps.span.act",
        GapBand::Consider => "gaps.span.consider",
        GapBand::Ignore => "gaps.span.ignore",
    }
}

/// The finding: how many gaps come first.
fn heading(gaps: &[Gap]) -> String {
    let in_band = |band: GapBand| gaps.iter().filter(|gap| gap.band() == band).count();
    let pressing = [(GapBand::ActFirst, "gaps.heading.first"), (GapBand::Act, "gaps.heading.act")];
    match pressing.into_iter().map(|(band, key)| (in_band(band), key)).find(|(number, _)| *number > 0) {
        Some((1, "gaps.heading.first")) => t("gaps.heading.first_one").to_owned(),
        Some((1, _)) => t("gaps.heading.act_one").to_owned(),
        Some((number, key)) => fill(key, &[("count", &sentence_start(&number_word(number)))]),
        None => t("gaps.heading.calm").to_owned(),
    }
}

/// What is weak: pressing gaps without a main lever, and smaller ones without any entry.
fn summary(gaps: &[Gap]) -> String {
    let is_pressing = |gap: &&Gap| gap.band() >= GapBand::Act;
    let pressing: Vec<&Gap> = gaps.iter().filter(is_pressing).collect();
    let name = |gap: &&Gap| areas().short_name(gap.area.area).to_owned();
    let without_lever: Vec<String> = pressing
        .iter()
        .filter(|gap| gap.closers.first().is_none_or(|main| !main.is_main_lever()))
        .map(name)
        .collect();
    let open: Vec<String> = gaps
        .iter()
        .filter(|gap| gap.band() == GapBand::Consider && gap.closers.is_empty())
        .map(|gap| name(&gap))
        .collect();
    let unknown: Vec<String> =
        gaps.iter().filter(|gap| gap.area.level.is_none()).map(|gap| name(&gap)).collect();
    let mut sentences = Vec::new();
    if !pressing.is_empty() {
        sentences.push(match without_lever.is_empty() {
            true => t("gaps.all_closed").to_owned(),
            false => fill("gaps.no_lever", &[("areas", &list(&without_lever))]),
        });
    }
    if !open.is_empty() {
        sentences.push(fill("gaps.smaller_open", &[("areas", &list(&open))]));
    }
    if !unknown.is_empty() {
        sentences.push(fill("gaps.unknown", &[("areas", &list(&unknown))]));
    }
    sentences.join(" ")
}
