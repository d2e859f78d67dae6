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
use crate::browser::ui::pages::closing::taught;
use crate::browser::ui::pages::fates::{FateRow, fate_table};
use crate::browser::ui::plan_view::{PageProps, PlanView};
use crate::browser::ui::route::Route;
use crate::domain::catalogue::{Catalogue, known_entries};
use crate::domain::command::apply;
use crate::domain::figures::number::short;
use crate::domain::model::document::Document;
use crate::domain::model::ids::{EntryId, RowId};
use crate::domain::tracking::calibration::Calibration;
use crate::domain::tracking::replan::{Decisions, PastWave, command, lessons, past_waves, wave_of_day};
use crate::domain::wording::{count, fill, phrase, t};

/// What is decided until the button is pressed.
#[derive(Clone, Debug, Default, PartialEq)]
struct Draft {
    keeps_no_baseline: bool,
    decisions: Decisions,
}

/// The section.
#[component]
pub fn Replan(props: &PageProps) -> Html {
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
        let (plan, past, draft, on_command) =
            (props.plan.clone(), past.clone(), draft.clone(), props.on_command.clone());
        let (planner, day) = (planner.clone(), day.clone());
        Callback::from(move |_: MouseEvent| {
            let Some(planner) = &planner else { return };
            let baseline = (!draft.keeps_no_baseline)
                .then(|| (RowId(clock::random_id()), fill("replan.baseline_name", &[("day", &day)])));
            let decisions = Decisions { baseline, ..draft.decisions.clone() };
            let document = &plan.document;
            match command(document, &past, &decisions) {
                Some(command) => {
                    if let Ok(changed) = apply(document, &command, &known_entries(document)) {
                        on_command.emit(command);
                        planner.start_from(&PlanView::new(Rc::new(changed)), today);
                    }
                }
                None => planner.start_from(&plan, today),
            }
            draft.set(Draft::default());
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
            if !past.is_empty() {
                { fates(&props.plan, &past, &draft, &set) }
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
                <div><Button kind={ButtonKind::Primary} icon={IconName::Spark} on_press={on_replan}>{ t("replan.start") }</Button></div>
            }
        </section>
    }
}

/// "1 wave is closed; 2 entries of open waves are launched: they stay."
fn frozen(document: &Document) -> String {
    let closed = document.waves.iter().filter(|wave| wave.finished).count();
    let items = document.waves.iter().filter(|wave| !wave.finished).flat_map(|wave| &wave.items);
    let actual = |entry: &EntryId| document.execution.actuals.get(entry);
    let launched =
        items.filter(|item| actual(&item.entry).is_some_and(|actual| actual.is_launched(item))).count();
    fill(
        "replan.frozen",
        &[("waves", &count("replan.closed", closed)), ("entries", &count("replan.launched", launched))],
    )
}

/// What became of every entry of the waves that are over.
fn fates(plan: &PlanView, past: &[PastWave], draft: &Draft, set: &Callback<Draft>) -> Html {
    let format = plan.document.plan.date_format;
    let told = |wave: &PastWave| {
        let end = phrase::date(format, wave.end);
        let key = if wave.is_unrecorded { "replan.over_unrecorded" } else { "replan.over" };
        fill(key, &[("wave", &wave_name(Some(wave.number))), ("end", &end)])
    };
    let rows = past.iter().flat_map(|wave| {
        let (number, is_unrecorded) = (wave.number, wave.is_unrecorded);
        wave.entries.iter().map(move |entry| FateRow { wave: number, is_unrecorded, entry })
    });
    let decided = &draft.decisions.fates;
    let on_decide = {
        let draft = draft.clone();
        set.reform(move |fates| {
            let mut next = draft.clone();
            next.decisions.fates = fates;
            next
        })
    };
    let catalogue = Catalogue::of(&plan.document);
    html! {
        <>
            for wave in past.iter() {
                <p key={wave.number}>{ told(wave) }</p>
            }
            { fate_table(&catalogue, "replan.caption", &PastWave::FATES, rows, decided, &on_decide) }
        </>
    }
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
