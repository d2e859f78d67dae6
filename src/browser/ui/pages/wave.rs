//! One wave: its figures, and everything that the user says about it.

use yew::prelude::*;

use crate::browser::ui::components::capacity_bar::CapacityBar;
use crate::browser::ui::components::chip::Chip;
use crate::browser::ui::components::icon::IconName;
use crate::browser::ui::components::level_chip::LevelChip;
use crate::browser::ui::components::load_cell::LoadCell;
use crate::browser::ui::components::term_text::explained;
use crate::browser::ui::pages::board::face::{group_name, level, level_word, wave_name};
use crate::browser::ui::pages::form::view::FormView;
use crate::browser::ui::pages::href;
use crate::browser::ui::pages::not_found::NotFoundPage;
use crate::browser::ui::plan_view::PlanView;
use crate::browser::ui::route::Route;
use crate::domain::command::Command;
use crate::domain::figures::colour::load_text;
use crate::domain::figures::load::WaveLoad;
use crate::domain::figures::number::fixed;
use crate::domain::figures::office::WaveOffice;
use crate::domain::form;
use crate::domain::model::group::Group;
use crate::domain::model::ids::WaveId;
use crate::domain::picture::outside::names_in;
use crate::domain::wording::{fill, phrase, t};

/// Properties of [`WavePage`].
#[derive(PartialEq, Properties)]
pub struct WavePageProps {
    /// Id of the wave.
    pub wave: u64,
    /// The open plan.
    pub plan: PlanView,
    /// Asks for a change.
    pub on_command: Callback<Command>,
}

/// The page.
#[component]
pub fn WavePage(props: &WavePageProps) -> Html {
    let (document, figures) = (&props.plan.document, &props.plan.figures);
    let Some(number) = document.wave_number(WaveId(props.wave)) else { return html! { <NotFoundPage /> } };
    let index = number - 1;
    let span = figures.spans.get(index);
    let format = document.plan.date_format;
    let is_closed = document.waves.get(index).is_some_and(|wave| wave.finished);
    html! {
        <div class="page" data-width="prose">
            <header class="page-head">
                <div class="page-title">
                    <h1>{ wave_name(Some(number)) }</h1>
                    if let Some(span) = span {
                        <p class="page-lead">{ explained(fill("wave.span", &[
                            ("from", &phrase::date(format, span.start)),
                            ("to", &phrase::date(format, span.end)),
                        ])) }</p>
                    }
                    if is_closed {
                        <p class="row">
                            <Chip icon={IconName::Lock}>{ t("closing.is_closed") }</Chip>
                            <span>{ t("wave.closed") }{ " " }<a href={href(&Route::Tracking)}>{ t("wave.to_tracking") }</a></span>
                        </p>
                    }
                </div>
                <nav class="page-actions" aria-label={t("board.waves")}>
                    { neighbour(props, index.checked_sub(1)) }
                    { neighbour(props, Some(index + 1)) }
                    <a class="button" href={href(&Route::Board)}>{ t("waves.to_board") }</a>
                </nav>
            </header>
            <section class="panel stack" data-gap="3" aria-label={t("wave.figures")}>
                if let Some(office) = figures.office.get(index) {
                    { capacity(office) }
                }
                if let Some(loads) = figures.loads.get(index) {
                    { cells(loads) }
                }
                if let Some(names) = span.map(|span| names_in(document, span, None)).filter(|names| !names.is_empty()) {
                    <p>{ fill("wave.outside", &[("names", &phrase::list(&names))]) }</p>
                }
            </section>
            { fields(props) }
        </div>
    }
}

/// The link to another wave, where there is one.
fn neighbour(props: &WavePageProps, index: Option<usize>) -> Html {
    let wave = index.and_then(|index| Some((index + 1, props.plan.document.waves.get(index)?)));
    match wave {
        Some((number, wave)) => html! {
            <a class="button" data-kind="quiet" href={href(&Route::Wave { wave: wave.id.0 })}>{ wave_name(Some(number)) }</a>
        },
        None => html! {},
    }
}

fn capacity(office: &WaveOffice) -> Html {
    let (run, build) = (fixed(office.run, 1), fixed(office.build, 1));
    let capacity = fixed(office.capacity, 1);
    let label = fill("board.capacity_label", &[("run", &run), ("build", &build), ("capacity", &capacity)]);
    let colour = office.colour();
    html! {
        <div class="stack" data-gap="1">
            <div class="column-capacity">
                <span>{ t("board.pmo") }{ " " }<b>{ fixed(office.demand, 1) }</b>
                    { " " }{ fill("board.of_capacity", &[("capacity", &capacity)]) }</span>
                <LevelChip level={level(colour)} number={load_text(office.utilisation)} word={level_word(colour)} shows_word=true />
            </div>
            <CapacityBar run={office.run} build={office.build} capacity={office.capacity} {label} />
        </div>
    }
}

fn cells(loads: &WaveLoad) -> Html {
    let cell = |group: Group| {
        let load = loads.get(group);
        let number = load_text(load.utilisation());
        let colour = load.colour();
        let label = fill(
            "wave.load_label",
            &[("group", group_name(group)), ("number", &number), ("level", level_word(colour))],
        );
        html! {
            <LoadCell key={group.letter()} letter={group.letter()} load={load.utilisation()} {number}
                level={level(colour)} {label} />
        }
    };
    html! {
        <div class="load-cells">
            for group in Group::ALL {
                { cell(group) }
            }
        </div>
    }
}

/// The fields of the wave, from the registry of forms.
fn fields(props: &WavePageProps) -> Html {
    match form::page("waves.wave") {
        Some(page) => html! {
            <FormView {page} keys={vec![props.wave.to_string()]} plan={props.plan.clone()}
                on_command={props.on_command.clone()} />
        },
        None => html! {},
    }
}
