//! Below the table of what happened: closing the next wave, re-planning, what finished waves teach, and what moved since a
//! baseline.

use yew::prelude::*;

use crate::browser::ui::components::button::{Button, ButtonSize};
use crate::browser::ui::components::icon::IconName;
use crate::browser::ui::components::select::{Select, SelectOption};
use crate::browser::ui::components::term_text::explained;
use crate::browser::ui::pages::board::face::{group_name, wave_name};
use crate::browser::ui::pages::href;
use crate::browser::ui::pages::replan::Replan;
use crate::browser::ui::pages::scenarios::keep;
use crate::browser::ui::pages::view_panel::twin;
use crate::browser::ui::plan_view::PageProps;
use crate::browser::ui::route::Route;
use crate::domain::catalogue::Catalogue;
use crate::domain::command::Command;
use crate::domain::command::path::FieldPath;
use crate::domain::figures::colour::load_text;
use crate::domain::figures::number::{fixed, short};
use crate::domain::model::ids::RowId;
use crate::domain::picture::primitives::TableTwin;
use crate::domain::tracking::calibration::{Calibration, calibrations};
use crate::domain::tracking::closing::{OpenWave, open_wave, shifts};
use crate::domain::whatif::scenario::shown_name;
use crate::domain::wording::{fill, phrase, t};

/// The sections.
#[component]
pub fn Closing(props: &PageProps) -> Html {
    let (document, figures) = (&props.plan.document, &props.plan.figures);
    let news: Vec<Calibration> =
        calibrations(document, figures).into_iter().filter(Calibration::is_news).collect();
    html! {
        <div class="stack" data-gap="4">
            { closing(props, open_wave(document, figures)) }
            <Replan plan={props.plan.clone()} on_command={props.on_command.clone()} />
            <section class="stack" data-gap="2" aria-labelledby="calibration-title">
                <h2 id="calibration-title">{ explained(t("closing.calibration")) }</h2>
                <p class="page-lead">{ explained(t("closing.calibration_lead")) }</p>
                if news.is_empty() {
                    <p>{ t("closing.no_lessons") }</p>
                } else {
                    <ul class="plain-list">
                        for one in news.iter() {
                            { lesson(props, one) }
                        }
                    </ul>
                }
            </section>
            <Baseline plan={props.plan.clone()} on_command={props.on_command.clone()} />
        </div>
    }
}

fn closing(props: &PageProps, open: Option<OpenWave>) -> Html {
    let body = match open {
        None => html! { <p>{ t("closing.all") }</p> },
        Some(open) => {
            let path = FieldPath::section("waves").row(open.id.0).key("finished");
            let on_close = props.on_command.reform(move |_: MouseEvent| Command::SetField {
                path: path.clone(),
                value: serde_json::Value::Bool(true),
            });
            let name = wave_name(Some(open.number));
            let end = open.end.map(|day| phrase::date(props.plan.document.plan.date_format, day));
            let state = fill(
                "closing.state",
                &[
                    ("wave", &name),
                    ("end", &end.unwrap_or_default()),
                    ("launched", &open.launched.to_string()),
                    ("entries", &open.entries.to_string()),
                    ("met", &open.met.to_string()),
                    ("criteria", &open.criteria.to_string()),
                ],
            );
            let catalogue = Catalogue::of(&props.plan.document);
            let late: Vec<String> = open.late.iter().map(|entry| catalogue.short_name(entry)).collect();
            let late = (!late.is_empty()).then(|| fill("closing.late", &[("entries", &phrase::list(&late))]));
            let number = open.number.to_string();
            let on_anew = open
                .without_late()
                .map(|command| props.on_command.reform(move |_: MouseEvent| command.clone()));
            html! {
                <>
                    <p>{ state }</p>
                    if !open.is_ready() {
                        <p>{ t("closing.not_ready") }{ " " }{ late }</p>
                    }
                    <div class="page-actions">
                        <Button icon={IconName::Lock} on_press={on_close}>{ fill("closing.close", &[("number", &number)]) }</Button>
                        if let Some(on_anew) = on_anew {
                            <Button icon={IconName::Lock} on_press={on_anew}>{ fill("closing.without_late", &[("number", &number)]) }</Button>
                        }
                        <a class="button" href={href(&Route::Wave { wave: open.id.0 })}>{ t("closing.criteria") }</a>
                    </div>
                </>
            }
        }
    };
    html! {
        <section class="stack" data-gap="2" aria-labelledby="closing-title">
            <h2 id="closing-title">{ explained(t("closing.title")) }</h2>
            <p class="page-lead">{ explained(t("closing.lead")) }</p>
            { body }
        </section>
    }
}

fn lesson(props: &PageProps, one: &Calibration) -> Html {
    let path =
        FieldPath::section("foundation").key("stakeholders").key(one.group.letter()).key("base_capacity");
    let value = one.proposed;
    let on_take = props.on_command.reform(move |_: MouseEvent| Command::SetField {
        path: path.clone(),
        value: serde_json::Value::from(value),
    });
    let group = group_name(one.group);
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
        fill("closing.lesson", &arguments)
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
