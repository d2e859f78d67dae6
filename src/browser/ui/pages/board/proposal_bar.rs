//! The bar of a proposal: searching, found, stale, nothing better, no plan at all.

use std::rc::Rc;

use yew::prelude::*;

use crate::browser::ui::components::button::{Button, ButtonKind};
use crate::browser::ui::components::load_level::LoadLevel;
use crate::browser::ui::components::progress::Progress;
use crate::browser::ui::components::sandbox_bar::{FigurePair, SandboxBar, SandboxState};
use crate::browser::ui::hooks::planner::{Found, PlannerHandle, Stage};
use crate::browser::ui::hooks::reach::reaching;
use crate::browser::ui::pages::href;
use crate::browser::ui::plan_view::PlanView;
use crate::browser::ui::route::Route;
use crate::domain::catalogue::Catalogue;
use crate::domain::figures::colour::load_text;
use crate::domain::figures::number::fixed;
use crate::domain::model::document::Document;
use crate::domain::planner::race::Standing;
use crate::domain::proposal::clash::Line;
use crate::domain::proposal::contradiction::Contradiction;
use crate::domain::proposal::hindrance::Hindrance;
use crate::domain::proposal::release::Release;
use crate::domain::proposal::summary::{KeyFigures, Summary, gap};
use crate::domain::wording::{count, fill, phrase, t};

use super::face::{level, wave_name};

/// Properties of [`ProposalBar`].
#[derive(PartialEq, Properties)]
pub struct ProposalBarProps {
    /// The planner.
    pub planner: PlannerHandle,
    /// The plan as it stands.
    pub plan: PlanView,
    /// The proposal against it, where there is one.
    pub summary: Option<Rc<Summary>>,
    /// The plan has changed since.
    pub is_stale: bool,
    /// The board shows the proposal.
    pub is_preview: bool,
    /// The board is to show the proposal, or the plan.
    pub on_preview: Callback<bool>,
}

/// The bar; nothing while the planner rests.
#[component]
pub fn ProposalBar(props: &ProposalBarProps) -> Html {
    match props.planner.stage(&props.plan) {
        Stage::Idle => html! {},
        Stage::Running(search) => running(props, &search),
        Stage::Ready(found) => match &props.summary {
            _ if props.is_stale => told(props, SandboxState::Stale, t("planner.stale"), "", true),
            Some(summary) if summary.is_better => ready(props, &found, summary),
            Some(summary) => nothing_better(props, &found, summary),
            None => told(props, SandboxState::Stale, t("planner.stale"), "", true),
        },
        Stage::Hindered(_) if props.is_stale => html! {},
        Stage::Hindered(hindrance) => hindered(props, &hindrance),
        Stage::Infeasible(lines) => infeasible(props, &lines),
        Stage::Failed(reason) => told(props, SandboxState::NothingBetter, t("planner.failed"), &reason, true),
    }
}

fn button(kind: ButtonKind, words: &'static str, on_press: Callback<MouseEvent>) -> Html {
    html! { <Button {kind} {on_press}>{ words }</Button> }
}

fn discard(props: &ProposalBarProps) -> Html {
    discard_button(&props.planner, &props.on_preview)
}

/// Drops the proposal and shows the plan.
pub fn discard_button(planner: &PlannerHandle, on_preview: &Callback<bool>) -> Html {
    let (planner, on_preview) = (planner.clone(), on_preview.clone());
    let on_press = Callback::from(move |_| {
        on_preview.emit(false);
        planner.discard();
    });
    button(ButtonKind::Default, t("planner.discard"), on_press)
}

/// Makes the proposal the plan.
pub fn apply_button(planner: &PlannerHandle, summary: &Rc<Summary>, on_preview: &Callback<bool>) -> Html {
    let (planner, summary, on_preview) = (planner.clone(), summary.clone(), on_preview.clone());
    let on_press = Callback::from(move |_| {
        on_preview.emit(false);
        planner.apply(&summary, Vec::new());
    });
    button(ButtonKind::Primary, t("planner.apply"), on_press)
}

fn again(props: &ProposalBarProps) -> Html {
    let (planner, plan, on_preview) = (props.planner.clone(), props.plan.clone(), props.on_preview.clone());
    let on_press = Callback::from(move |_| {
        on_preview.emit(false);
        planner.start_again(&plan);
    });
    button(ButtonKind::Primary, t("planner.again"), on_press)
}

fn running(props: &ProposalBarProps, search: &Standing) -> Html {
    let found = search.leader.as_ref().map(|leader| leader.objective);
    let value = found.map_or_else(|| "–".to_owned(), |value| value_text(value as f64 / 1000.0));
    let bound = search.bound.map_or_else(|| "–".to_owned(), |bound| value_text(bound as f64 / 1000.0));
    let words = match gap(found, search.bound) {
        Some(gap) => {
            fill("planner.progress", &[("value", &value), ("bound", &bound), ("gap", &fixed(gap * 100.0, 1))])
        }
        None => t("planner.looking").to_owned(),
    };
    let on_stop = {
        let planner = props.planner.clone();
        Callback::from(move |_| planner.stop())
    };
    let actions = html! {
        <>
            { discard(props) }
            { button(ButtonKind::Primary, t("planner.stop"), on_stop) }
        </>
    };
    html! {
        <SandboxBar label={t("planner.label")} state={SandboxState::Running} title={t("planner.searching")}
            detail={count("planner.steps", usize::try_from(search.steps).unwrap_or(usize::MAX))} {actions}>
            <Progress label={t("planner.searching")} {words} />
        </SandboxBar>
    }
}

fn ready(props: &ProposalBarProps, found: &Found, summary: &Rc<Summary>) -> Html {
    let on_review = {
        let (on_preview, is_preview) = (props.on_preview.clone(), props.is_preview);
        Callback::from(move |_| on_preview.emit(!is_preview))
    };
    let review = if props.is_preview { t("planner.show_plan") } else { t("planner.review") };
    let actions = html! {
        <>
            { button(ButtonKind::Quiet, review, on_review) }
            { discard(props) }
            { apply_button(&props.planner, summary, &props.on_preview) }
        </>
    };
    let title = if props.is_preview { t("planner.looking_at") } else { t("planner.ready") };
    html! {
        <SandboxBar label={t("planner.label")} {title} detail={detail(found, summary)} pairs={pairs(summary)} {actions} />
    }
}

/// "3 cards move, 1 leaves the plan, 1 pin kept, proved best"
fn detail(found: &Found, summary: &Summary) -> String {
    let leaving = summary.leaving();
    let arriving = summary.arriving();
    let moving = summary.moves.len() - leaving - arriving;
    let mut parts = Vec::new();
    if arriving > 0 {
        parts.push(count("planner.find_wave", arriving));
    }
    if moving > 0 || leaving + arriving == 0 {
        parts.push(count("planner.cards_move", moving));
    }
    if leaving > 0 {
        parts.push(count("planner.leave", leaving));
    }
    if summary.pin_count > 0 {
        parts.push(count("planner.pins_kept", summary.pin_count));
    }
    parts.push(match (found.is_proved, gap(found.value, found.bound)) {
        (true, _) => t("planner.proved").to_owned(),
        (false, Some(gap)) => fill("planner.within", &[("gap", &fixed(gap * 100.0, 1))]),
        (false, None) => t("planner.unproved").to_owned(),
    });
    parts.join(", ")
}

fn pairs(summary: &Summary) -> Vec<FigurePair> {
    let (before, after) = (&summary.before, &summary.after);
    let change = summary.value_change().map(|share| {
        let sign = if share < 0.0 { "−" } else { "+" };
        let words = format!("{sign}{} %", fixed(share.abs() * 100.0, 1));
        (words.into(), if share < 0.0 { LoadLevel::Tight } else { LoadLevel::Room })
    });
    let load = |value: f64| AttrValue::from(load_text(value));
    // Against an empty plan every load is higher.
    let is_new = before.value <= 0.0;
    let worse =
        |is_worse: bool, colour| (is_worse && !is_new).then(|| (t("planner.higher").into(), level(colour)));
    let is_higher = |old: f64, new: f64| load_text(new) != load_text(old) && new > old;
    vec![
        FigurePair {
            name: t("planner.value").into(),
            before: value_text(before.value).into(),
            after: value_text(after.value).into(),
            change,
        },
        FigurePair {
            name: t("planner.group_load").into(),
            before: load(before.group_load),
            after: load(after.group_load),
            change: worse(is_higher(before.group_load, after.group_load), after.group_colour()),
        },
        FigurePair {
            name: t("planner.office_peak").into(),
            before: load(before.office_peak),
            after: load(after.office_peak),
            change: worse(is_higher(before.office_peak, after.office_peak), after.office_colour()),
        },
        FigurePair {
            name: t("planner.findings").into(),
            before: findings(before).into(),
            after: findings(after).into(),
            change: (!summary.new_errors.is_empty())
                .then(|| (count("planner.new_errors", summary.new_errors.len()).into(), LoadLevel::Over)),
        },
    ]
}

/// "2 / 5": errors and warnings.
fn findings(figures: &KeyFigures) -> String {
    format!("{} / {}", figures.errors, figures.warnings)
}

fn nothing_better(props: &ProposalBarProps, found: &Found, summary: &Summary) -> Html {
    let mut words = count("planner.pins", summary.pin_count);
    if found.is_proved {
        words = format!("{words} {}", t("planner.proved_sentence"));
    }
    let on_explain = props.on_preview.reform(|_| true);
    let actions = html! {
        <>
            { button(ButtonKind::Quiet, t("planner.explain"), on_explain) }
            { discard(props) }
        </>
    };
    html! {
        <SandboxBar label={t("planner.label")} state={SandboxState::NothingBetter} title={t("planner.nothing_better")}
            detail={words} {actions} />
    }
}

fn hindered(props: &ProposalBarProps, hindrance: &Hindrance) -> Html {
    let (title, help, way, words) = match hindrance {
        Hindrance::NothingChosen => (
            t("planner.nothing_chosen"),
            t("planner.nothing_chosen_help"),
            Route::Choose,
            t("next.choose_entries"),
        ),
        Hindrance::NoOpenWave => {
            (t("planner.no_open_wave"), t("planner.no_open_wave_help"), Route::Waves, t("nav.waves"))
        }
        Hindrance::NobodyWorks => (
            t("planner.nobody_works"),
            t("planner.nobody_works_help"),
            Route::form("foundation.staff"),
            t("planner.staff_plan"),
        ),
        Hindrance::Contradictions(found) => return contradicted(props, found),
    };
    let actions = html! {
        <>
            { discard(props) }
            <a class="button" data-kind="primary" href={href(&way)}>{ words }</a>
        </>
    };
    html! {
        <SandboxBar label={t("planner.label")} state={SandboxState::NothingBetter} {title} detail={help} {actions} />
    }
}

/// Wishes that no plan can keep, and the way to the first of them.
fn contradicted(props: &ProposalBarProps, found: &[Contradiction]) -> Html {
    let first = found.iter().find_map(Contradiction::wish);
    let path = first.map_or_else(|| "planning.wishes".to_owned(), |wish| format!("planning.wishes[{wish}]"));
    let wishes = href(&Route::form("planning.wishes"));
    let actions = html! {
        <>
            { discard(props) }
            <a class="button" data-kind="primary" href={wishes} onclick={reaching(path)}>{ t("page.planning.wishes") }</a>
        </>
    };
    html! {
        <SandboxBar label={t("planner.label")} state={SandboxState::NothingBetter} title={t("contradiction.title")}
            detail={t("contradiction.help")} {actions}>
            { contradiction_list(&props.plan.document, found) }
        </SandboxBar>
    }
}

/// One line for each contradiction.
pub fn contradiction_list(document: &Document, found: &[Contradiction]) -> Html {
    html! {
        <ul class="clash">
            for (index, contradiction) in found.iter().enumerate() {
                <li key={index}>{ contradiction.sentences(document).join(" ") }</li>
            }
        </ul>
    }
}

fn infeasible(props: &ProposalBarProps, lines: &[Line]) -> Html {
    let actions = html! { <>{ discard(props) }{ again(props) }</> };
    html! {
        <SandboxBar label={t("planner.label")} state={SandboxState::NothingBetter} title={t("planner.infeasible")}
            detail={t("planner.infeasible_help")} {actions}>
            <ul class="clash">
                for (index, line) in lines.iter().enumerate() {
                    <li key={index}>
                        { &line.sentence }
                        if let Some(release) = &line.release {
                            { " " }{ release_link(&props.plan, release) }
                        }
                    </li>
                }
            </ul>
        </SandboxBar>
    }
}

/// The way to where a limit can be released.
fn release_link(plan: &PlanView, release: &Release) -> Html {
    let to = |route: Route, words: String, path: Option<String>| {
        html! { <a href={href(&route)} onclick={path.map(reaching)}>{ words }</a> }
    };
    match release {
        Release::Staff => to(Route::form("foundation.staff"), t("page.foundation.staff").to_owned(), None),
        Release::Wave(id) => to(Route::Wave { wave: id.0 }, wave_name(plan.document.wave_number(*id)), None),
        Release::Setting(path) => {
            to(Route::form("plan.settings"), t("page.plan.settings").to_owned(), Some((*path).to_owned()))
        }
        Release::Wish(id) => to(
            Route::form("planning.wishes"),
            t("page.planning.wishes").to_owned(),
            Some(format!("planning.wishes[{id}]")),
        ),
        Release::Entry(entry) => to(
            Route::Entry { entry: entry.to_string() },
            Catalogue::of(&plan.document).short_name(entry),
            None,
        ),
    }
}

fn told(props: &ProposalBarProps, state: SandboxState, title: &str, detail: &str, can_retry: bool) -> Html {
    let actions = html! {
        <>
            { discard(props) }
            if can_retry {
                { again(props) }
            }
        </>
    };
    html! {
        <SandboxBar label={t("planner.label")} {state} title={title.to_owned()} detail={detail.to_owned()} {actions} />
    }
}

fn value_text(value: f64) -> String {
    phrase::thousands(value)
}
