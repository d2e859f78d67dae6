//! Waves and capacity: the waves of the plan with the office's days and money, and what else changes in the company.

pub mod office;
mod outside;

use yew::prelude::*;

use crate::browser::clock;
use crate::browser::ui::components::button::{Button, ButtonKind};
use crate::browser::ui::components::empty_state::EmptyState;
use crate::browser::ui::components::head_cell::HeadCell;
use crate::browser::ui::components::icon::{Icon, IconName};
use crate::browser::ui::components::table::Table;
use crate::browser::ui::components::term_text::explained;
use crate::browser::ui::pages::board::face::wave_name;
use crate::browser::ui::pages::href;
use crate::browser::ui::plan_view::{PageProps, PlanView};
use crate::browser::ui::route::Route;
use crate::domain::command::Command;
use crate::domain::figures::number::{exceeds, fixed};
use crate::domain::figures::office::WaveOffice;
use crate::domain::model::ids::WaveId;
use crate::domain::wording::{fill, phrase, t};

use office::OfficeTable;
use outside::OutsideChanges;

/// The page.
#[component]
pub fn WavesPage(props: &PageProps) -> Html {
    let on_add = props
        .on_command
        .reform(|_: MouseEvent| Command::AddWave { id: WaveId(clock::random_id()), after: None });
    if props.plan.document.waves.is_empty() {
        return html! {
            <div class="page" data-width="wide">
                <header class="page-head"><div class="page-title"><h1>{ explained(t("nav.waves")) }</h1></div></header>
                <EmptyState icon={IconName::Board} sentence={t("waves.none")}>
                    <Button kind={ButtonKind::Primary} on_press={on_add}>{ t("waves.add_first") }</Button>
                </EmptyState>
            </div>
        };
    }
    let on_remove = props.on_command.reform(|id: WaveId| Command::RemoveWave { id });
    html! {
        <div class="page" data-width="wide">
            <header class="page-head">
                <div class="page-title">
                    <h1>{ explained(t("nav.waves")) }</h1>
                    <p class="page-lead">{ explained(t("waves.lead")) }</p>
                </div>
                <div class="page-actions">
                    <Button icon={IconName::Plus} on_press={on_add}>{ t("waves.add") }</Button>
                    <a class="button" href={href(&Route::Board)}>{ t("waves.to_board") }</a>
                </div>
            </header>
            <section class="stack" data-gap="2" aria-labelledby="waves-days">
                <h2 id="waves-days">{ explained(t("waves.days")) }</h2>
                <OfficeTable plan={props.plan.clone()} on_remove={Some(on_remove)} />
            </section>
            <section class="stack" data-gap="2" aria-labelledby="waves-outside">
                <h2 id="waves-outside">{ explained(t("waves.outside")) }</h2>
                <p class="page-lead">{ t("waves.outside_lead") }</p>
                <OutsideChanges plan={props.plan.clone()} on_command={props.on_command.clone()} />
            </section>
            <section class="stack" data-gap="2" aria-labelledby="waves-cash">
                <h2 id="waves-cash">{ explained(t("waves.cash")) }</h2>
                <p class="page-lead">{ explained(t("waves.cash_lead")) }</p>
                { cash(&props.plan) }
            </section>
        </div>
    }
}

/// Own days and money of each wave.
fn cash(plan: &PlanView) -> Html {
    html! {
        <Table caption={t("waves.cash")}>
            <thead><tr>
                <HeadCell label={t("board.column_wave")} />
                <HeadCell label={t("waves.internal_days")} is_figure=true />
                <HeadCell label={t("waves.internal_cost")} is_figure=true />
                <HeadCell label={t("waves.consultant_cost")} is_figure=true />
                <HeadCell label={t("waves.total_cost")} is_figure=true />
                <HeadCell label={t("waves.budget")} is_figure=true />
            </tr></thead>
            <tbody>
                for (index, office) in plan.figures.office.iter().enumerate() {
                    { cash_row(plan, index, office) }
                }
            </tbody>
        </Table>
    }
}

fn cash_row(plan: &PlanView, index: usize, office: &WaveOffice) -> Html {
    let currency = plan.document.plan.currency;
    let money = |units: f64| html! { <td data-kind="figure">{ phrase::money(currency, units) }</td> };
    let budget = plan.document.waves.get(index).and_then(|wave| wave.budget);
    html! {
        <tr key={index}>
            <th scope="row">{ wave_name(Some(index + 1)) }</th>
            <td data-kind="figure">{ fixed(office.internal_days, 1) }</td>
            { money(office.internal_cost) }
            { money(office.consultant_cost) }
            { money(office.total_cost()) }
            if let Some(budget) = budget {
                <td data-kind="figure">
                    { phrase::money(currency, budget.units()) }
                    if exceeds(office.total_cost(), budget.units()) {
                        <small class="card-broken">
                            <Icon name={IconName::Warning} size=12 />
                            { fill("waves.over_budget", &[("over", &phrase::money(currency, office.total_cost() - budget.units()))]) }
                        </small>
                    }
                </td>
            } else {
                <td data-kind="figure">{ t("waves.no_budget") }</td>
            }
        </tr>
    }
}
