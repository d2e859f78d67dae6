//! What the office can do and what it is asked to do, wave by wave.

use yew::prelude::*;

use crate::browser::ui::components::head_cell::HeadCell;
use crate::browser::ui::components::icon::{Icon, IconName};
use crate::browser::ui::components::level_chip::LevelChip;
use crate::browser::ui::components::table::Table;
use crate::browser::ui::pages::board::face::{level, level_word, wave_name};
use crate::browser::ui::pages::href;
use crate::browser::ui::plan_view::PlanView;
use crate::browser::ui::route::Route;
use crate::domain::figures::colour::load_text;
use crate::domain::figures::number::{fixed, short};
use crate::domain::figures::office::WaveOffice;
use crate::domain::model::ids::WaveId;
use crate::domain::model::wave::Wave;
use crate::domain::wording::{fill, phrase, t};

/// Properties of [`OfficeTable`].
#[derive(PartialEq, Properties)]
pub struct OfficeTableProps {
    /// The open plan.
    pub plan: PlanView,
    /// Asks for the removal of a wave. Without it the table only shows.
    #[prop_or_default]
    pub on_remove: Option<Callback<WaveId>>,
}

/// The table of the office, with the steady state below it.
#[component]
pub fn OfficeTable(props: &OfficeTableProps) -> Html {
    let (document, figures) = (&props.plan.document, &props.plan.figures);
    let is_editable = props.on_remove.is_some();
    let steady = &figures.steady_state;
    let sentence = fill(
        "waves.steady",
        &[
            ("run", &fixed(steady.run_per_month, 1)),
            ("capacity", &fixed(steady.capacity_per_month, 1)),
            ("share", &load_text(steady.utilisation())),
        ],
    );
    html! {
        <>
            <Table caption={t("waves.caption")} has_tall_rows=true becomes_cards=true>
                <thead><tr>
                    <HeadCell label={t("board.column_wave")} />
                    <HeadCell label={t("waves.months")} is_figure=true />
                    <HeadCell label={t("waves.fte")} is_figure=true />
                    <HeadCell label={t("waves.consultants")} is_figure=true />
                    <HeadCell label={t("waves.capacity")} is_figure=true />
                    <HeadCell label={t("waves.build")} is_figure=true />
                    <HeadCell label={t("waves.run")} is_figure=true />
                    <HeadCell label={t("waves.demand")} is_figure=true />
                    <HeadCell label={t("waves.utilisation")} />
                    <HeadCell label={t("waves.run_share")} is_figure=true />
                    <HeadCell label={t("waves.run_after")} is_figure=true />
                    if is_editable {
                        <HeadCell label={t("board.column_actions")} is_label_hidden=true />
                    }
                </tr></thead>
                <tbody>
                    for (index, (wave, office)) in document.waves.iter().zip(&figures.office).enumerate() {
                        { row(props, index, wave, office) }
                    }
                </tbody>
            </Table>
            if figures.office.iter().all(|office| office.capacity <= 0.0) {
                <p class="note" data-tone="tight">
                    <Icon name={IconName::TriangleOpen} size=14 />
                    <span>{ t("waves.no_staff") }{ " " }<a href={href(&Route::form("foundation.staff"))}>{ t("page.foundation.staff") }</a></span>
                </p>
            }
            <p>{ sentence }</p>
        </>
    }
}

fn row(props: &OfficeTableProps, index: usize, wave: &Wave, office: &WaveOffice) -> Html {
    let colour = office.colour();
    let number = index + 1;
    let period = props.plan.figures.spans.get(index).map(phrase::period).unwrap_or_default();
    let figure = |label: &'static str, text: String| {
        html! { <td data-kind="figure" data-label={t(label)}>{ text }</td> }
    };
    let days = |label: &'static str, value: f64| figure(label, fixed(value, 1));
    html! {
        <tr key={wave.id.0}>
            <th scope="row">
                <a href={href(&Route::Wave { wave: wave.id.0 })}>{ wave_name(Some(number)) }</a>
                if !wave.name.is_empty() {
                    { " " }{ &wave.name }
                }
                <small class="cell-note">{ period }</small>
            </th>
            { figure("waves.months", short(office.months, 2)) }
            { figure("waves.fte", short(office.fte, 2)) }
            { figure("waves.consultants", short(office.consultant_days, 1)) }
            { days("waves.capacity", office.capacity) }
            { days("waves.build", office.build) }
            { days("waves.run", office.run) }
            { days("waves.demand", office.demand) }
            <td data-label={t("waves.utilisation")}><LevelChip level={level(colour)} number={load_text(office.utilisation)} word={level_word(colour)} shows_word=true /></td>
            { figure("waves.run_share", fixed(office.run_share, 2)) }
            { days("waves.run_after", office.run_per_month_after) }
            if let Some(on_remove) = &props.on_remove {
                <td class="table-actions">{ remove(on_remove, wave, number) }</td>
            }
        </tr>
    }
}

/// The button that removes a wave; a finished wave has none.
fn remove(on_remove: &Callback<WaveId>, wave: &Wave, number: usize) -> Html {
    use crate::browser::ui::components::button::{Button, ButtonKind, ButtonSize};
    if wave.finished {
        return html! { { t("board.finished") } };
    }
    let id = wave.id;
    let on_press = on_remove.reform(move |_: MouseEvent| id);
    let label = fill("waves.remove", &[("wave", &wave_name(Some(number)))]);
    html! { <Button kind={ButtonKind::Icon} size={ButtonSize::Small} icon={IconName::Trash} {label} {on_press} /> }
}
