//! Below the table of what happened: closing the next wave, re-planning, what finished waves teach, and what moved since a
//! baseline.

use yew::prelude::*;

use crate::browser::clock;
use crate::browser::ui::components::button::{Button, ButtonSize};
use crate::browser::ui::components::icon::IconName;
use crate::browser::ui::components::select::{Select, SelectOption};
use crate::browser::ui::components::term_text::explained;
use crate::browser::ui::pages::board::face::{group_name, wave_name};
use crate::browser::ui::pages::fates::{FateRow, fate_table};
use crate::browser::ui::pages::form::control::guidance_of;
use crate::browser::ui::pages::href;
use crate::browser::ui::pages::replan::Replan;
use crate::browser::ui::pages::scenarios::keep;
use crate::browser::ui::pages::view_panel::twin;
use crate::browser::ui::plan_view::{PageProps, PlanView};
use crate::browser::ui::route::Route;
use crate::domain::catalogue::Catalogue;
use crate::domain::command::Command;
use crate::domain::figures::colour::load_text;
use crate::domain::figures::number::{fixed, short};
use crate::domain::model::ids::{EntryId, RowId};
use crate::domain::picture::primitives::TableTwin;
use crate::domain::proposal::words;
use crate::domain::tracking::calibration::{Calibration, calibrations, take_one};
use crate::domain::tracking::closing::{OpenWave, last_closed, open_wave, reopen, shifts};
use crate::domain::tracking::fate::Fate;
use crate::domain::tracking::replan::past_waves;
use crate::domain::whatif::scenario::shown_name;
use crate::domain::wording::{fill, phrase, t};

/// Properties of [`Closing`] and of the page around it.
#[derive(Clone, PartialEq, Properties)]
pub struct TrackingProps {
    /// The open plan.
    pub plan: PlanView,
    /// Asks for a change.
    pub on_command: Callback<Command>,
    /// Asks for a change, and says in these words what it did, with the way back.
    pub on_told: Callback<(Command, String)>,
}

/// What was said so far about late entries. It counts for closing a wave and for re-planning.
pub type Decided = UseStateHandle<Vec<(EntryId, Fate)>>;

/// The sections.
#[component]
pub fn Closing(props: &TrackingProps) -> Html {
    let decided = use_state(Vec::<(EntryId, Fate)>::new);
    let (document, figures) = (&props.plan.document, &props.plan.figures);
    let page = PageProps { plan: props.plan.clone(), on_command: props.on_command.clone() };
    let all = calibrations(document, figures);
    let shown: Vec<&Calibration> = all.iter().filter(|one| one.is_news() || one.is_taken()).collect();
    html! {
        <div class="stack" data-gap="4">
            { close(props, &decided) }
            <Replan plan={props.plan.clone()} on_told={props.on_told.clone()} {decided} />
            <section class="stack" data-gap="2" aria-labelledby="calibration-title">
                <h2 id="calibration-title">{ explained(t("closing.calibration")) }</h2>
                <p class="page-lead">{ explained(t("closing.calibration_lead")) }</p>
                if shown.is_empty() {
                    <p>{ t("closing.no_lessons") }</p>
                } else {
                    <ul class="plain-list">
                        for one in shown {
                            { lesson(&page, one) }
                        }
                    </ul>
                }
            </section>
            <Baseline ..page.clone() />
        </div>
    }
}

/// Closing the next wave, and opening the last closed one again.
fn close(props: &TrackingProps, decided: &Decided) -> Html {
    let document = &props.plan.document;
    let body = match open_wave(document, &props.plan.figures) {
        None => html! { <p>{ t("closing.all") }</p> },
        Some(open) => close_wave(props, &open, decided),
    };
    html! {
        <section class="stack" data-gap="2" aria-labelledby="closing-title">
            <h2 id="closing-title">{ explained(t("closing.title")) }</h2>
            <p class="page-lead">{ explained(t("closing.lead")) }</p>
            { guidance_of("waves[].finished") }
            { body }
            if let Some(number) = last_closed(document) {
                { reopen_wave(props, number) }
            }
        </section>
    }
}

fn close_wave(props: &TrackingProps, open: &OpenWave, decided: &Decided) -> Html {
    let document = &props.plan.document;
    let day = |day| phrase::date(document.plan.date_format, day);
    let state = fill(
        "closing.state",
        &[
            ("wave", &wave_name(Some(open.number))),
            ("end", &day(open.end)),
            ("launched", &open.launched.to_string()),
            ("entries", &open.entries.to_string()),
            ("met", &open.met.to_string()),
            ("criteria", &open.criteria.to_string()),
        ],
    );
    let criteria = html! {
        <a class="button" href={href(&Route::Wave { wave: open.id.0 })}>{ t("closing.criteria") }</a>
    };
    let Some(command) = open.close(clock::today(), decided) else {
        return html! {
            <>
                <p>{ state }{ " " }{ fill("closing.too_early", &[("start", &day(open.start))]) }</p>
                <div class="page-actions">{ criteria }</div>
            </>
        };
    };
    let on_close = {
        let (decided, told, late) = (decided.clone(), open.told(decided), open.late.clone());
        props.on_told.reform(move |_: MouseEvent| {
            let is_open = |(entry, _): &&(EntryId, Fate)| late.iter().all(|late| late.entry != *entry);
            decided.set(decided.iter().filter(is_open).cloned().collect());
            (command.clone(), told.clone())
        })
    };
    let number = open.number.to_string();
    let too_much = words::shortfalls(&open.shortfalls(document, &props.plan.figures, decided));
    html! {
        <>
            <p>{ state }{ " " }{ if open.met < open.criteria { t("closing.not_ready") } else { "" } }</p>
            { fates(props, open, decided) }
            <p role="status">
                if !too_much.is_empty() {
                    { t("closing.too_much") }{ " " }{ too_much.join(" ") }
                }
            </p>
            <div class="page-actions">
                <Button icon={IconName::Lock} on_press={on_close}>{ fill("closing.close", &[("number", &number)]) }</Button>
                { criteria }
            </div>
        </>
    }
}

/// What becomes of the late entries: of the wave that is closed next, and of all waves that are over.
fn fates(props: &TrackingProps, open: &OpenWave, decided: &Decided) -> Html {
    let document = &props.plan.document;
    let past = past_waves(document, &props.plan.figures, clock::today());
    let over = past.iter().map(|wave| (wave.number, wave.is_unrecorded, &wave.late));
    let next = past.is_empty().then_some((open.number, false, &open.late));
    let rows: Vec<FateRow<'_>> = next
        .into_iter()
        .chain(over)
        .flat_map(|(wave, is_unrecorded, late)| {
            late.iter().map(move |entry| FateRow { wave, is_unrecorded, entry })
        })
        .collect();
    if rows.is_empty() {
        return html! {};
    }
    let on_decide = {
        let decided = decided.clone();
        Callback::from(move |fates| decided.set(fates))
    };
    let choices: Vec<Fate> = open.fates().collect();
    html! {
        <>
            <p>{ t("closing.late") }{ " " }{ if past.is_empty() { "" } else { t("closing.late_both") } }</p>
            { fate_table(&Catalogue::of(document), "closing.late_caption", &choices, rows.into_iter(), decided, &on_decide) }
        </>
    }
}

fn reopen_wave(props: &TrackingProps, number: usize) -> Html {
    let Some(command) = reopen(&props.plan.document, number) else { return html! {} };
    let number = number.to_string();
    let told = fill("closing.reopened", &[("number", &number)]);
    let on_press = props.on_told.reform(move |_: MouseEvent| (command.clone(), told.clone()));
    html! {
        <p class="row">
            <Button {on_press}>{ fill("closing.reopen", &[("number", &number)]) }</Button>
            { t("closing.reopen_help") }
        </p>
    }
}

fn lesson(props: &PageProps, one: &Calibration) -> Html {
    let group = group_name(one.group);
    if !one.is_news() {
        let values = [("group", group), ("now", &*short(one.now, 2))];
        return html! {
            <li key={one.group.letter()}>
                <p>{ fill("closing.in_force", &values) }{ " " }{ taught(one) }</p>
            </li>
        };
    }
    let command = take_one(&props.plan.document, one);
    let on_take = props.on_command.reform(move |_: MouseEvent| command.clone());
    let values = [("group", group), ("now", &*short(one.now, 2)), ("proposed", &*short(one.proposed, 2))];
    html! {
        <li key={one.group.letter()}>
            <p>{ fill("closing.proposal", &values) }{ " " }{ taught(one) }</p>
            <Button size={ButtonSize::Small} label={fill("closing.take_named", &values)} on_press={on_take}>
                { t("closing.take") }
            </Button>
        </li>
    }
}

/// What each finished wave teaches about a group, in sentences.
pub fn taught(one: &Calibration) -> String {
    let waves = one.lessons.iter().map(|lesson| {
        let arguments = [
            ("wave", &*lesson.wave.to_string()),
            ("adoption", &*fixed(lesson.adoption * 100.0, 0)),
            ("load", &*load_text(lesson.utilisation)),
            ("factor", &*fixed(lesson.factor, 2)),
        ];
        fill(if lesson.is_taken { "closing.lesson_taken" } else { "closing.lesson" }, &arguments)
    });
    waves.collect::<Vec<_>>().join(" ")
}

/// What moved since a scenario was kept.
#[component]
fn Baseline(props: &PageProps) -> Html {
    let chosen = use_state(|| None::<RowId>);
    let document = &props.plan.document;
    let kept = &document.scenarios.kept;
    let baseline =
        (*chosen).filter(|id| kept.iter().any(|one| one.id == *id)).or(kept.first().map(|one| one.id));
    let on_keep =
        keep(props, t("closing.baseline_name").to_owned(), t("closing.baseline_note").to_owned(), None);
    let on_change = {
        let chosen = chosen.clone();
        Callback::from(move |value: String| chosen.set(value.parse().ok().map(RowId)))
    };
    let options: Vec<SelectOption> = kept
        .iter()
        .map(|one| SelectOption { value: one.id.to_string().into(), label: shown_name(&one.name).into() })
        .collect();
    let body = match baseline.and_then(|id| Some((id, shifts(document, id)?))) {
        None => html! { <p>{ t("closing.no_baseline") }</p> },
        Some((id, moved)) => {
            let catalogue = Catalogue::of(document);
            let wave = |wave: Option<usize>| {
                wave.map_or_else(|| t("scenario.not_planned").to_owned(), |number| wave_name(Some(number)))
            };
            let rows =
                moved.iter().map(|one| vec![catalogue.short_name(&one.entry), wave(one.was), wave(one.is)]);
            let columns = ["scenario.column.entry", "closing.was", "closing.is"];
            let table = TableTwin {
                columns: columns.iter().map(|column| t(column).to_owned()).collect(),
                rows: rows.collect(),
            };
            html! {
                <>
                    <Select label={t("closing.against")} value={id.to_string()} {options} {on_change} />
                    if table.rows.is_empty() {
                        <p>{ t("closing.nothing_moved") }</p>
                    } else {
                        { twin(&t("closing.baseline").into(), &table) }
                    }
                </>
            }
        }
    };
    html! {
        <section class="stack" data-gap="2" aria-labelledby="baseline-title">
            <h2 id="baseline-title">{ explained(t("closing.baseline")) }</h2>
            <p class="page-lead">{ explained(t("closing.baseline_lead")) }</p>
            { body }
            <div><Button icon={IconName::Copy} on_press={on_keep}>{ t("closing.keep_baseline") }</Button></div>
        </section>
    }
}
