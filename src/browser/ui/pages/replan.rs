//! Re-planning from today: what became of the waves that are over, what they teach, and then the planner.

use std::rc::Rc;

use yew::prelude::*;
use yew_router::prelude::*;

use crate::browser::clock;
use crate::browser::ui::components::button::{Button, ButtonKind};
use crate::browser::ui::components::checkbox::Checkbox;
use crate::browser::ui::components::icon::IconName;
use crate::browser::ui::hooks::planner::PlannerHandle;
use crate::browser::ui::pages::board::face::{group_name, wave_name};
use crate::browser::ui::pages::closing::{Decided, taught};
use crate::browser::ui::plan_view::PlanView;
use crate::browser::ui::route::Route;
use crate::domain::catalogue::known_entries;
use crate::domain::command::{Command, apply};
use crate::domain::figures::number::short;
use crate::domain::model::document::Document;
use crate::domain::model::ids::RowId;
use crate::domain::tracking::calibration::Calibration;
use crate::domain::tracking::replan::{Decisions, PastWave, command, lessons, past_waves, wave_of_day};
use crate::domain::wording::{count, fill, phrase, t};

/// Properties of [`Replan`].
#[derive(Clone, PartialEq, Properties)]
pub struct ReplanProps {
    /// The open plan.
    pub plan: PlanView,
    /// Asks for a change, and says in these words what it did, with the way back.
    pub on_told: Callback<(Command, String)>,
    /// What was said about late entries.
    pub decided: Decided,
}

/// What is decided until the button is pressed.
#[derive(Clone, Debug, Default, PartialEq)]
struct Draft {
    keeps_no_baseline: bool,
    decisions: Decisions,
}

/// The section.
#[component]
pub fn Replan(props: &ReplanProps) -> Html {
    let draft = use_state(Draft::default);
    let planner = use_context::<PlannerHandle>();
    let navigator = use_navigator();
    let today = clock::today();
    let (document, figures) = (&props.plan.document, &props.plan.figures);
    let past = past_waves(document, figures, today);
    let lessons = use_memo(props.plan.clone(), |plan| {
        lessons(&plan.document, &past_waves(&plan.document, &plan.figures, today))
    });
    let is_over = document.waves.iter().all(|wave| wave.finished)
        || past.last().is_some_and(|wave| wave.number == document.waves.len());
    let day = phrase::date(document.plan.date_format, today);
    let standing = match wave_of_day(figures, today) {
        Some(wave) => fill("replan.in_wave", &[("day", &day), ("wave", &wave.to_string())]),
        None if figures.spans.first().is_some_and(|span| today < span.start) => {
            fill("replan.before", &[("day", &day)])
        }
        None => fill("replan.after", &[("day", &day)]),
    };
    let set = {
        let draft = draft.clone();
        Callback::from(move |next: Draft| draft.set(next))
    };
    let on_replan = {
        let (plan, past, draft, on_told) =
            (props.plan.clone(), past.clone(), draft.clone(), props.on_told.clone());
        let (planner, day, decided) = (planner.clone(), day.clone(), props.decided.clone());
        Callback::from(move |_: MouseEvent| {
            let Some(planner) = &planner else { return };
            let baseline = (!draft.keeps_no_baseline)
                .then(|| (RowId(clock::random_id()), fill("replan.baseline_name", &[("day", &day)])));
            let decisions = Decisions { baseline, fates: decided.to_vec(), ..draft.decisions.clone() };
            let document = &plan.document;
            match command(document, &past, &decisions) {
                Some(command) => {
                    if let Ok(changed) = apply(document, &command, &known_entries(document)) {
                        let told = match past.len() {
                            0 => t("replan.told_capacities").to_owned(),
                            waves => count("replan.told", waves),
                        };
                        on_told.emit((command, told));
                        planner.start_from(&PlanView::new(Rc::new(changed)), today);
                    }
                }
                None => planner.start_from(&plan, today),
            }
            draft.set(Draft::default());
            decided.set(Vec::new());
            if let Some(navigator) = &navigator {
                navigator.push(&Route::Board);
            }
        })
    };
    let has_changes = !past.is_empty() || !draft.decisions.capacities.is_empty();
    html! {
        <section class="stack" data-gap="2" aria-labelledby="replan-title">
            <h2 id="replan-title">{ t("replan.title") }</h2>
            <p class="page-lead">{ t("replan.lead") }</p>
            <p>{ standing }{ " " }{ frozen(document) }</p>
            for wave in past.iter() {
                <p key={wave.number}>{ told(document, wave) }</p>
            }
            if !lessons.is_empty() {
                { capacities(&lessons, &draft, &set) }
            }
            if has_changes {
                <Checkbox label={t("replan.keep_baseline")} is_checked={!draft.keeps_no_baseline} on_change={
                    let draft = (*draft).clone();
                    set.reform(move |keeps: bool| Draft { keeps_no_baseline: !keeps, ..draft.clone() })
                } />
            }
            if is_over {
                <p>{ t("replan.nothing_left") }</p>
            } else {
                <div><Button kind={ButtonKind::Primary} icon={IconName::Spark} on_press={on_replan}>{ if past.is_empty() { t("replan.start") } else { t("replan.close_and_start") } }</Button></div>
            }
        </section>
    }
}

/// "1 wave is closed; 2 entries of open waves are launched: they stay."
fn frozen(document: &Document) -> String {
    let closed = document.waves.iter().filter(|wave| wave.finished).count();
    let items = document.waves.iter().filter(|wave| !wave.finished).flat_map(|wave| &wave.items);
    let launched = items.filter(|item| document.is_launched(item)).count();
    fill(
        "replan.frozen",
        &[("waves", &count("replan.closed", closed)), ("entries", &count("replan.launched", launched))],
    )
}

/// "Wave 1 ended on 30 June and will be closed."
fn told(document: &Document, wave: &PastWave) -> String {
    let end = phrase::date(document.plan.date_format, wave.end);
    let key = if wave.is_unrecorded { "replan.over_unrecorded" } else { "replan.over" };
    fill(key, &[("wave", &wave_name(Some(wave.number))), ("end", &end)])
}

/// The capacities that finished waves propose: none is taken unless it is ticked.
fn capacities(lessons: &[Calibration], draft: &Draft, set: &Callback<Draft>) -> Html {
    let tick = |one: &Calibration| {
        let group = one.group;
        let values = [
            ("group", group_name(group)),
            ("now", &*short(one.now, 2)),
            ("proposed", &*short(one.proposed, 2)),
        ];
        let on_change = {
            let draft = draft.clone();
            set.reform(move |takes: bool| {
                let mut next = draft.clone();
                next.decisions.capacities.retain(|other| *other != group);
                next.decisions.capacities.extend(takes.then_some(group));
                next
            })
        };
        html! {
            <li key={group.letter()}>
                <Checkbox label={fill("replan.capacity", &values)} help={taught(one)} {on_change}
                    is_checked={draft.decisions.capacities.contains(&group)} />
            </li>
        }
    };
    html! {
        <fieldset class="stack" data-gap="2">
            <legend>{ t("replan.capacities") }</legend>
            <ul class="plain-list">
                for one in lessons.iter() {
                    { tick(one) }
                }
            </ul>
        </fieldset>
    }
}
