//! Scores: what each entry is worth and what it costs, sortable.

use std::rc::Rc;

use yew::prelude::*;
use yew_router::prelude::*;

use crate::browser::ui::components::disclosure::Disclosure;
use crate::browser::ui::components::head_cell::{HeadCell, SortOrder};
use crate::browser::ui::components::icon::{Icon, IconName};
use crate::browser::ui::components::table::Table;
use crate::browser::ui::components::term_text::explained;
use crate::browser::ui::hooks::room::use_room;
use crate::browser::ui::pages::form::view::FormView;
use crate::browser::ui::pages::href;
use crate::browser::ui::pages::view_panel::ViewPanel;
use crate::browser::ui::plan_view::PageProps;
use crate::browser::ui::route::Route;
use crate::domain::catalogue::Catalogue;
use crate::domain::figures::number::{TOLERANCE, fixed, short};
use crate::domain::figures::score::{EntryScore, inherited_from};
use crate::domain::form;
use crate::domain::model::initiation::Area;
use crate::domain::order;
use crate::domain::picture::primitives::Target;
use crate::domain::picture::value_effort::value_effort;
use crate::domain::wording::{fill, t};

use super::entry::decision::state_name;
use super::entry::parts::entry_link;

/// Usual width of the picture.
const WIDTH: f64 = 1120.0;

/// A column of figures: wording key, value, decimals, and whether the largest is the best.
type Column = (&'static str, fn(&EntryScore) -> f64, u8, bool);

const COLUMNS: [Column; 9] = [
    ("scores.rank", |score| score.effective_rank as f64, 0, false),
    ("scores.gap_sum", |score| score.gap_sum, 1, true),
    ("scores.gap_value", |score| score.gap_value, 1, true),
    ("scores.demand", |score| score.demand, 0, true),
    ("scores.enablement", |score| score.enablement, 1, true),
    ("scores.effort", |score| score.effort_band, 1, true),
    ("scores.strain", |score| score.strain_band, 1, true),
    ("scores.score", |score| score.score, 2, true),
    ("scores.effective", |score| score.effective_score, 2, true),
];

/// How the table is sorted: place of the column, and whether the largest comes first.
#[derive(Clone, Copy, PartialEq)]
struct Sorting {
    column: usize,
    is_descending: bool,
}

/// The page.
#[component]
pub fn ScoresPage(props: &PageProps) -> Html {
    let sorting = use_state(|| Sorting { column: 0, is_descending: false });
    let (document, figures) = (&props.plan.document, &props.plan.figures);
    let catalogue = Catalogue::of(document);
    let mut scores: Vec<&EntryScore> = figures.scores.iter().collect();
    if let Some((_, value, ..)) = COLUMNS.get(sorting.column) {
        order::by(&mut scores, |a, b| {
            let order = value(a).total_cmp(&value(b));
            let order = if sorting.is_descending { order.reverse() } else { order };
            order.then(a.effective_rank.cmp(&b.effective_rank))
        });
    }
    let head = COLUMNS.iter().enumerate().map(|(place, (key, _, _, is_largest_best))| {
        let order = match (sorting.column == place, sorting.is_descending) {
            (false, _) => SortOrder::None,
            (true, true) => SortOrder::Descending,
            (true, false) => SortOrder::Ascending,
        };
        let on_sort = {
            let (sorting, is_largest_best) = (sorting.clone(), *is_largest_best);
            Callback::from(move |()| {
                let is_same = sorting.column == place;
                let is_descending = if is_same { !sorting.is_descending } else { is_largest_best };
                sorting.set(Sorting { column: place, is_descending });
            })
        };
        html! { <HeadCell key={*key} label={t(key)} is_figure=true {order} {on_sort} /> }
    });
    let room = use_room(WIDTH);
    let grid = use_memo((props.plan.clone(), room), |(plan, width)| {
        Rc::new(value_effort(&plan.document, &plan.figures, *width))
    });
    let navigator = use_navigator();
    let on_pick = Callback::from(move |target: Target| {
        if let (Some(navigator), Target::Entry(entry)) = (&navigator, target) {
            navigator.push(&Route::Entry { entry: entry.to_string() });
        }
    });
    let weights = &document.plan.settings.score_weights;
    let weight = |value: f64| short(value, 2);
    let lead = fill(
        "scores.lead",
        &[
            ("gap", &weight(weights.gap.value())),
            ("demand", &weight(weights.demand.value())),
            ("enablement", &weight(weights.enablement.value())),
            ("effort", &weight(weights.effort.value())),
            ("strain", &weight(weights.strain.value())),
        ],
    );
    html! {
        <div class="page">
            <header class="page-head">
                <div class="page-title">
                    <h1>{ explained(t("nav.scores")) }</h1>
                    <p class="page-lead">{ lead }</p>
                </div>
            </header>
            if figures.areas.iter().all(|area| area.level.is_none()) {
                <p class="note" data-tone="accent">
                    <Icon name={IconName::Info} size=14 />
                    <span>
                        { t("scores.no_levels") }{ " " }
                        <a href={href(&Route::Assessment { area: Area::default().code().to_owned() })}>{ t("gaps.assess") }</a>
                    </span>
                </p>
            }
            <Weights plan={props.plan.clone()} on_command={props.on_command.clone()} />
            <section class="stack" aria-labelledby="value-effort">
                <h2 id="value-effort">{ &grid.picture.title }</h2>
                <ViewPanel id="value-effort-view" name={t("scores.grid")} plan={props.plan.clone()} view={(*grid).clone()} on_pick={on_pick} />
            </section>
            <Table caption={t("scores.caption")}>
                <thead>
                    <tr>
                        <HeadCell label={t("catalogue.entry")} />
                        { head.collect::<Html>() }
                        <HeadCell label={t("catalogue.state")} />
                    </tr>
                </thead>
                <tbody>
                    for score in scores {
                        <tr key={score.id.to_string()}>
                            <th scope="row">
                                if let Some(entry) = catalogue.get(&score.id) {
                                    { entry_link(entry) }
                                }
                            </th>
                            { COLUMNS.iter().map(|(key, value, decimals, _)| html! {
                                <td key={*key} data-kind="figure">{ fixed(value(score), *decimals) }</td>
                            }).collect::<Html>() }
                            <td>
                                { state_name(document.selection(&score.id)) }
                                if let Some(from) = inherited_from(&figures.entries, &figures.scores, &score.id) {
                                    <p class="quiet">{ explained(fill("scores.inherits", &[("entry", &catalogue.short_name(&from))])) }</p>
                                }
                            </td>
                        </tr>
                    }
                </tbody>
            </Table>
            <p class="quiet">{ explained(t("scores.explanation")) }</p>
        </div>
    }
}

/// The weights of gain and cost, each bracket with its sum.
#[component]
fn Weights(props: &PageProps) -> Html {
    let weights = &props.plan.document.plan.settings.score_weights;
    let gain = weights.gap.value() + weights.demand.value() + weights.enablement.value();
    let cost = weights.effort.value() + weights.strain.value();
    let off = [("scores.gain", gain), ("scores.cost", cost)].into_iter();
    let off: Vec<String> = off
        .filter(|(_, sum)| (sum - 1.0).abs() > TOLERANCE)
        .map(|(key, sum)| fill("scores.sum_off", &[("bracket", t(key)), ("sum", &short(sum, 2))]))
        .collect();
    html! {
        <>
            if !off.is_empty() {
                <p class="note"><Icon name={IconName::TriangleOpen} size=14 /><span>{ off.join(" ") }</span></p>
            }
            if let Some(page) = form::page("plan.settings") {
                <Disclosure summary={t("scores.change_weights")}>
                    <FormView {page} keys={Vec::new()} only="plan.weights" plan={props.plan.clone()} on_command={props.on_command.clone()} />
                </Disclosure>
            }
        </>
    }
}
