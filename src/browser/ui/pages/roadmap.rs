//! The roadmap: what comes when, as lanes, as a Gantt chart, as dependencies, and what is gained by then.

use std::rc::Rc;

use yew::prelude::*;
use yew_router::prelude::*;

use crate::browser::clock;
use crate::browser::ui::components::empty_state::EmptyState;
use crate::browser::ui::components::icon::IconName;
use crate::browser::ui::components::select::{Select, SelectOption};
use crate::browser::ui::components::tabs::{Tab, Tabs};
use crate::browser::ui::pages::href;
use crate::browser::ui::pages::view_panel::ViewPanel;
use crate::browser::ui::plan_view::{PageProps, PlanView};
use crate::browser::ui::route::Route;
use crate::domain::catalogue::Catalogue;
use crate::domain::model::ids::{EntryId, RowId};
use crate::domain::picture::dependencies::dependencies;
use crate::domain::picture::gantt::baseline::Baseline;
use crate::domain::picture::gantt::{GanttOptions, gantt};
use crate::domain::picture::primitives::{Target, View};
use crate::domain::picture::roadmap::{RoadmapOptions, roadmap, roadmap_table};
use crate::domain::picture::value_strip::value_strip;
use crate::domain::whatif::scenario::shown_name;
use crate::domain::wording::t;

/// Usual width of a picture.
const WIDTH: f64 = 1176.0;

/// Which way one looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Look {
    Lanes,
    Gantt,
    Links,
    Value,
}

impl Look {
    const ALL: [Self; 4] = [Self::Lanes, Self::Gantt, Self::Links, Self::Value];

    fn value(self) -> &'static str {
        match self {
            Self::Lanes => "lanes",
            Self::Gantt => "gantt",
            Self::Links => "links",
            Self::Value => "value",
        }
    }

    fn name(self) -> &'static str {
        t(match self {
            Self::Lanes => "roadmap.lanes",
            Self::Gantt => "roadmap.gantt",
            Self::Links => "roadmap.links",
            Self::Value => "roadmap.value",
        })
    }
}

/// The page.
#[component]
pub fn RoadmapPage(props: &PageProps) -> Html {
    let look = use_state(|| Look::Lanes);
    let focus = use_state(|| None::<EntryId>);
    let baseline = use_state(|| None::<RowId>);
    let navigator = use_navigator();
    let view = use_memo(
        (props.plan.clone(), *look, (*focus).clone(), *baseline),
        |(plan, look, focus, baseline)| Rc::new(view(plan, *look, focus.as_ref(), *baseline)),
    );
    if props.plan.document.waves.iter().all(|wave| wave.items.is_empty()) {
        return nothing_yet(&props.plan);
    }
    let tabs: Vec<Tab> = Look::ALL
        .into_iter()
        .map(|look| Tab { value: look.value().into(), label: look.name().into(), note: None })
        .collect();
    let on_change = {
        let look = look.clone();
        Callback::from(move |value: AttrValue| {
            if let Some(chosen) = Look::ALL.into_iter().find(|look| look.value() == value.as_str()) {
                look.set(chosen);
            }
        })
    };
    let on_pick = {
        let (is_links, focus) = (*look == Look::Links, focus.clone());
        let waves: Vec<u64> = props.plan.document.waves.iter().map(|wave| wave.id.0).collect();
        Callback::from(move |target: Target| match (&target, &navigator) {
            // The first press shows the links of an entry alone, the second leads to it.
            (Target::Entry(entry), _) if is_links && focus.as_ref() != Some(entry) => {
                focus.set(Some(entry.clone()));
            }
            (_, Some(navigator)) => {
                if let Some(route) = route_of(&target, &waves) {
                    navigator.push(&route);
                }
            }
            (_, None) => {}
        })
    };
    let controls = match *look {
        Look::Gantt => html! {
            <>
                { focus_choice(&props.plan, &focus) }
                { baseline_choice(&props.plan, &baseline) }
            </>
        },
        Look::Links => html! {
            <>
                { focus_choice(&props.plan, &focus) }
                <span class="text-caption">{ t("roadmap.focus_hint") }</span>
            </>
        },
        Look::Lanes | Look::Value => html! {},
    };
    html! {
        <div class="page roadmap-page" data-width="wide">
            <header class="page-head"><div class="page-title"><h1>{ &view.picture.title }</h1></div></header>
            <Tabs id="roadmap" label={t("roadmap.view")} {tabs} value={look.value()} {on_change} />
            <div role="tabpanel" id="roadmap-panel" aria-labelledby={format!("roadmap-{}", look.value())}>
                <ViewPanel key={look.value()} id="roadmap" name={look.name()}
                    plan={props.plan.clone()} view={(*view).clone()}
                    on_pick={Some(on_pick)}>{ controls }</ViewPanel>
            </div>
        </div>
    }
}

fn view(plan: &PlanView, look: Look, focus: Option<&EntryId>, baseline: Option<RowId>) -> View {
    let (document, figures) = (&plan.document, &plan.figures);
    let today = Some(clock::today());
    match look {
        Look::Lanes => View {
            picture: roadmap(document, figures, &RoadmapOptions { today, ..RoadmapOptions::default() }),
            table: roadmap_table(document, figures),
        },
        Look::Gantt => {
            let kept = document.scenarios.kept.iter().find(|kept| Some(kept.id) == baseline);
            let baseline = kept.map(|kept| Baseline::of(document, kept));
            let options = GanttOptions { width: WIDTH, focus, today, baseline: baseline.as_ref() };
            gantt(document, figures, &options)
        }
        Look::Links => dependencies(document, figures, focus, WIDTH),
        Look::Value => value_strip(document, figures, WIDTH),
    }
}

/// The page of what a shape stands for.
pub fn route_of(target: &Target, waves: &[u64]) -> Option<Route> {
    let wave = |number: usize| {
        let wave = number.checked_sub(1).and_then(|index| waves.get(index));
        wave.map(|wave| Route::Wave { wave: *wave })
    };
    match target {
        Target::Entry(entry) => Some(Route::Entry { entry: entry.to_string() }),
        Target::Wave(number) | Target::Office(number) => wave(*number),
        Target::Load { .. } => Some(Route::Load),
    }
}

/// Which entry's links are shown.
fn focus_choice(plan: &PlanView, focus: &UseStateHandle<Option<EntryId>>) -> Html {
    let catalogue = Catalogue::of(&plan.document);
    let all = SelectOption { value: "".into(), label: t("roadmap.focus_all").into() };
    let placed = plan.document.waves.iter().flat_map(|wave| &wave.items);
    let entries = placed.map(|item| SelectOption {
        value: item.entry.to_string().into(),
        label: catalogue.short_name(&item.entry).into(),
    });
    let on_change = {
        let focus = focus.clone();
        Callback::from(move |value: String| {
            focus.set((!value.is_empty()).then(|| EntryId::from(value.as_str())));
        })
    };
    let value = focus.as_ref().map(ToString::to_string).unwrap_or_default();
    html! {
        <Select label={t("roadmap.focus")} {value} options={std::iter::once(all).chain(entries).collect::<Vec<_>>()}
            {on_change} />
    }
}

/// Which kept scenario the bars are measured against; nothing where none was kept.
fn baseline_choice(plan: &PlanView, baseline: &UseStateHandle<Option<RowId>>) -> Html {
    let kept = &plan.document.scenarios.kept;
    if kept.is_empty() {
        return html! {};
    }
    let none = SelectOption { value: "".into(), label: t("roadmap.no_baseline").into() };
    let scenarios = kept
        .iter()
        .map(|one| SelectOption { value: one.id.to_string().into(), label: shown_name(&one.name).into() });
    let on_change = {
        let baseline = baseline.clone();
        Callback::from(move |value: String| baseline.set(value.parse().ok().map(RowId)))
    };
    let value = baseline.as_ref().map(ToString::to_string).unwrap_or_default();
    html! {
        <Select label={t("roadmap.baseline")} {value}
            options={std::iter::once(none).chain(scenarios).collect::<Vec<_>>()} {on_change} />
    }
}

/// What to do where the plan has nothing to show yet.
pub fn nothing_yet(plan: &PlanView) -> Html {
    let (sentence, route, link) = if plan.document.waves.is_empty() {
        ("view.no_waves", Route::Waves, "view.to_waves")
    } else {
        ("view.nothing_placed", Route::Board, "waves.to_board")
    };
    html! {
        <div class="page" data-width="wide">
            <header class="page-head"><div class="page-title"><h1>{ t("view.nothing_yet") }</h1></div></header>
            <EmptyState icon={IconName::Roadmap} sentence={t(sentence)}>
                <a class="button" href={href(&route)}>{ t(link) }</a>
            </EmptyState>
        </div>
    }
}
