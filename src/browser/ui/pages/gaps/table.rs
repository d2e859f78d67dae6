//! The gaps as a table of numbers.

use yew::prelude::*;

use crate::browser::ui::components::head_cell::HeadCell;
use crate::browser::ui::components::table::Table;
use crate::domain::catalogue::areas::areas;
use crate::domain::figures::number::{fixed, short};
use crate::domain::gap::Gap;
use crate::domain::wording::t;

use super::bars::closed_by;
use super::{GapViewProps, band_key};

/// The table.
#[component]
pub fn GapTable(props: &GapViewProps) -> Html {
    html! {
        <Table caption={t("gaps.caption")} becomes_cards=true>
            <thead>
                <tr>
                    <HeadCell label={t("gaps.area")} />
                    <HeadCell label={t("gaps.band")} />
                    <HeadCell label={t("gaps.legend.today")} is_figure=true />
                    <HeadCell label={t("gaps.target")} is_figure=true />
                    <HeadCell label={t("gaps.gap")} is_figure=true />
                    <HeadCell label={t("gaps.weight")} is_figure=true />
                    <HeadCell label={t("gaps.priority")} is_figure=true />
                    <HeadCell label={t("gaps.spread")} is_figure=true />
                    <HeadCell label={t("gaps.closed_by")} />
                </tr>
            </thead>
            <tbody>
                for (gap, name) in props.gaps.iter().zip(props.names.iter()) {
                    { draw_row(props, gap, name) }
                }
            </tbody>
        </Table>
    }
}

fn draw_row(props: &GapViewProps, gap: &Gap, name: &str) -> Html {
    let numbers = &gap.area;
    let area = numbers.area;
    let is_selected = area == props.selected;
    let level = |level: Option<f64>| level.map_or_else(|| "–".to_owned(), |level| fixed(level, 1));
    html! {
        <tr key={area.code()} class="gap-row" data-selected={is_selected.then_some("true")} onclick={props.on_select.reform(move |_: MouseEvent| area)}>
            <th scope="row">
                <button type="button" class="gap-name" aria-pressed={if is_selected { "true" } else { "false" }}>{ areas().short_name(area) }</button>
            </th>
            <td data-label={t("gaps.band")}>{ t(band_key(gap.band())) }</td>
            <td data-label={t("gaps.legend.today")} data-kind="figure">{ level(numbers.level) }</td>
            <td data-label={t("gaps.target")} data-kind="figure">{ level(numbers.target) }</td>
            <td data-label={t("gaps.gap")} data-kind="figure">{ fixed(numbers.gap, 1) }</td>
            <td data-label={t("gaps.weight")} data-kind="figure">{ numbers.importance }</td>
            <td data-label={t("gaps.priority")} data-kind="figure"><b>{ short(numbers.priority, 1) }</b></td>
            <td data-label={t("gaps.spread")} data-kind="figure">{ level(numbers.spread) }</td>
            <td data-label={t("gaps.closed_by")} data-wide="">{ closed_by(gap, name) }</td>
        </tr>
    }
}
