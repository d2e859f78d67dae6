//! Other good plans, side by side with their figures: one is chosen to be looked at.

use yew::prelude::*;

use crate::browser::ui::components::button::{Button, ButtonKind, ButtonSize};
use crate::browser::ui::components::dialog::Dialog;
use crate::browser::ui::components::head_cell::HeadCell;
use crate::browser::ui::components::level_chip::LevelChip;
use crate::browser::ui::components::table::Table;
use crate::browser::ui::components::term_text::explained;
use crate::browser::ui::hooks::planner::PlannerHandle;
use crate::browser::ui::hooks::studies::{Asked, PlanOption, Study};
use crate::browser::ui::plan_view::PlanView;
use crate::domain::figures::colour::{LoadColour, load_text};
use crate::domain::figures::number::fixed;
use crate::domain::model::group::Group;
use crate::domain::proposal::alternatives::{Aim, PlanFigures, figures_of_now};
use crate::domain::wording::{fill, phrase, t};

use super::bottleneck_list::study_button;
use super::face::{level, level_word};

/// Properties of [`OptionsSection`].
#[derive(PartialEq, Properties)]
pub struct OptionsSectionProps {
    /// The planner.
    pub planner: PlannerHandle,
    /// The plan as it stands.
    pub plan: PlanView,
}

/// The section of the panel: which of the good plans is shown, and how to see the others.
#[component]
pub fn OptionsSection(props: &OptionsSectionProps) -> Html {
    let is_open = use_state(|| false);
    let set_open = |value: bool| {
        let is_open = is_open.clone();
        Callback::from(move |()| is_open.set(value))
    };
    let study = &props.planner.studies().options;
    html! {
        <section class="inspector-section">
            <h3>{ explained(t("options.title")) }</h3>
            <p>{ explained(t("options.help")) }</p>
            <div role="status">
                if let Study::Ready(_) = study {
                    <p><b>{ aim_name(props.planner.aim()) }</b>{ " " }{ t("options.shown") }</p>
                }
                if *study == Study::Failed {
                    <p>{ explained(t("options.failed")) }</p>
                }
            </div>
            if let Study::Ready(_) = study {
                <div><Button size={ButtonSize::Small} on_press={set_open(true).reform(|_| ())}>{ t("options.compare") }</Button></div>
            } else {
                { study_button(&props.planner, study, Asked::Options) }
            }
            if let (true, Study::Ready(options)) = (*is_open, study) {
                <Dialog id="plan-options" title={t("options.dialog")} close_label={t("app.close")} is_wide=true
                    on_close={set_open(false)}>
                    { table(props, options, &set_open(false)) }
                </Dialog>
            }
        </section>
    }
}

fn aim_name(aim: Aim) -> &'static str {
    match aim {
        Aim::Value => t("options.aim.value"),
        Aim::Early => t("options.aim.early"),
        Aim::Gentle => t("options.aim.gentle"),
        Aim::Short => t("options.aim.short"),
    }
}

fn table(props: &OptionsSectionProps, options: &[PlanOption], on_close: &Callback<()>) -> Html {
    let now = options.first().and_then(|option| {
        let (question, _) = props.planner.proposal(&props.plan)?;
        let plan = &question.plan;
        Some(figures_of_now(&plan.document, &plan.figures, &question.compiled, &option.figures.summary))
    });
    let plans: Vec<&PlanFigures> =
        now.iter().chain(options.iter().map(|option| &option.figures.outcome)).collect();
    let cells = |name: String, cells: Vec<Html>| {
        html! {
            <tr key={name.clone()}>
                <th scope="row">{ &name }</th>
                for cell in cells {
                    <td data-kind="figure">{ cell }</td>
                }
            </tr>
        }
    };
    let row = |name: String, cell: &dyn Fn(&PlanFigures) -> Html| {
        cells(name, plans.iter().map(|plan| cell(plan)).collect())
    };
    let text = |words: String| html! { { words } };
    let moves = options.iter().map(|option| option.figures.summary.moves.len());
    let moves = now.iter().map(|_| 0).chain(moves).map(|count| text(count.to_string())).collect();
    html! {
        <Table caption={t("options.caption")}>
            <thead><tr>
                <HeadCell label={t("options.figure")} />
                if now.is_some() {
                    <HeadCell label={t("options.now")} is_figure=true />
                }
                for option in options.iter() {
                    <HeadCell label={aim_name(option.plan.aim)} is_figure=true />
                }
            </tr></thead>
            <tbody>
                { row(t("options.value").to_owned(), &|plan| text(phrase::thousands(plan.key.value))) }
                { row(t("options.early_share").to_owned(), &|plan| text(format!("{} %", fixed(plan.early_share * 100.0, 0)))) }
                for group in Group::ALL {
                    { row(fill("options.peak", &[("group", group.letter())]), &|plan| load(*plan.peaks.get(group))) }
                }
                { row(t("options.office_peak").to_owned(), &|plan| load(plan.key.office_peak)) }
                { row(t("options.last_wave").to_owned(), &|plan| text(last_wave(plan.last_wave))) }
                { row(t("options.planned").to_owned(), &|plan| text(plan.planned.to_string())) }
                { row(t("options.errors").to_owned(), &|plan| text(plan.key.errors.to_string())) }
                { cells(t("options.moves").to_owned(), moves) }
            </tbody>
            <tfoot><tr>
                <td></td>
                if now.is_some() {
                    <td></td>
                }
                for option in options.iter() {
                    <td data-kind="figure" key={aim_name(option.plan.aim)}>{ look(props, option, on_close) }</td>
                }
            </tr></tfoot>
        </Table>
    }
}

fn load(utilisation: f64) -> Html {
    let colour = LoadColour::of(utilisation);
    html! { <LevelChip level={level(colour)} number={load_text(utilisation)} word={level_word(colour)} /> }
}

fn last_wave(number: usize) -> String {
    if number == 0 { t("options.none").to_owned() } else { number.to_string() }
}

/// The button that shows a plan on the board; words where it is the first one or is shown already.
fn look(props: &OptionsSectionProps, option: &PlanOption, on_close: &Callback<()>) -> Html {
    let aim = option.plan.aim;
    if aim == props.planner.aim() {
        return html! { <small>{ t("options.shown") }</small> };
    }
    if option.plan.is_same && aim != Aim::Value {
        return html! { <small>{ t("options.same") }</small> };
    }
    let on_press = {
        let (planner, on_close) = (props.planner.clone(), on_close.clone());
        Callback::from(move |_: MouseEvent| {
            planner.choose(aim);
            on_close.emit(());
        })
    };
    let label = fill("options.look_named", &[("aim", aim_name(aim))]);
    html! { <Button size={ButtonSize::Small} kind={ButtonKind::Default} {label} {on_press}>{ t("options.look") }</Button> }
}
