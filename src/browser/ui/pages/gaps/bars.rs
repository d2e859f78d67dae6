//! The gaps as bars from today to the target.

use yew::prelude::*;

use crate::browser::ui::components::button::{Button, ButtonKind, ButtonSize};
use crate::browser::ui::components::chip::{Chip, ChipKind};
use crate::browser::ui::components::head_cell::HeadCell;
use crate::browser::ui::components::icon::IconName;
use crate::browser::ui::components::load_level::LoadLevel;
use crate::browser::ui::components::pips::{Pip, Pips};
use crate::browser::ui::components::table::Table;
use crate::browser::ui::hooks::room::use_room;
use crate::browser::ui::pages::href;
use crate::browser::ui::route::Route;
use crate::domain::catalogue::areas::areas;
use crate::domain::figures::area::{AreaFigures, GapBand};
use crate::domain::figures::number::{fixed, short};
use crate::domain::gap::Gap;
use crate::domain::wording::{count, fill, t};

use super::{BANDS, GapViewProps, band_key, span_key};

/// Left of level 1, in pixels.
const ORIGIN: f64 = 26.0;
/// Right of level 5, for the label of a bar that ends there, in pixels.
const LABEL: f64 = 106.0;
/// Usual width of the drawing: five levels and a label.
const WIDTH: f64 = 404.0;

/// A drawing so wide, with its five levels.
#[derive(Clone, Copy)]
struct Scale {
    width: f64,
}

impl Scale {
    /// Where a level lies.
    fn place(self, level: f64) -> f64 {
        ORIGIN + (level - 1.0) * (self.width - ORIGIN - LABEL) / 4.0
    }
}

/// The bars.
#[component]
pub fn Bars(props: &GapViewProps) -> Html {
    let width = use_room(WIDTH);
    let scale = Scale { width };
    html! {
        <div class="chart">
            <Table caption={t("gaps.caption")} becomes_cards=true is_dense=true>
                <thead>
                    <tr>
                        <HeadCell label={t("gaps.area")} />
                        <HeadCell label={t("gaps.weight")} />
                        <th scope="col"><span class="visually-hidden">{ t("gaps.levels") }</span>{ levels(scale) }</th>
                        <HeadCell label={t("gaps.priority")} />
                        <HeadCell label={t("gaps.closed_by")} />
                    </tr>
                </thead>
                for band in BANDS {
                    { draw_band(props, band, scale) }
                }
            </Table>
            <div class="page-foot">
                <ul class="legend">
                    <li class="legend-item"><svg width="14" height="14" aria-hidden="true"><circle class="gap-today" cx="7" cy="7" r="5" /></svg>{ t("gaps.legend.today") }</li>
                    <li class="legend-item"><svg width="14" height="14" aria-hidden="true"><circle class="gap-target" cx="7" cy="7" r="5.5" /></svg>{ t("gaps.legend.target") }</li>
                    <li class="legend-item"><svg width="22" height="14" aria-hidden="true"><path class="gap-link" d="M0 4h22" stroke-width="2" /><path class="gap-link" d="M0 10h22" stroke-width="6" /></svg>{ t("gaps.legend.weight") }</li>
                </ul>
                <p class="legend">{ t("gaps.legend.priority") }</p>
            </div>
        </div>
    }
}

fn draw_band(props: &GapViewProps, band: GapBand, scale: Scale) -> Html {
    let rows: Vec<(&Gap, &String)> =
        props.gaps.iter().zip(props.names.iter()).filter(|(gap, _)| gap.band() == band).collect();
    if rows.is_empty() {
        return html! {};
    }
    html! {
        <tbody key={band_key(band)}>
            <tr class="table-band">
                <th colspan="5" scope="rowgroup">
                    <b>{ t(band_key(band)) }</b>{ " " }{ count("gaps.areas", rows.len()) }{ ", " }{ t(span_key(band)) }
                </th>
            </tr>
            for (gap, name) in rows {
                { draw_row(props, gap, name, scale) }
            }
        </tbody>
    }
}

fn draw_row(props: &GapViewProps, gap: &Gap, name: &str, scale: Scale) -> Html {
    let area = gap.area.area;
    let is_selected = area == props.selected;
    let onclick = props.on_select.reform(move |_: MouseEvent| area);
    html! {
        <tr key={area.code()} class="gap-row" data-selected={is_selected.then_some("true")} data-band={(gap.band() == GapBand::ActFirst).then_some("first")} onclick={onclick}>
            <th scope="row">
                <button type="button" class="gap-name" aria-pressed={if is_selected { "true" } else { "false" }}>{ areas().short_name(area) }</button>
            </th>
            <td data-label={t("gaps.weight")}>{ weight(gap.area.importance) }</td>
            <td class="gap-cell" data-wide="">{ dumbbell(&gap.area, is_selected, scale) }</td>
            <td data-label={t("gaps.priority")}><b>{ short(gap.area.priority, 1) }</b></td>
            <td class="gap-closed-by" data-label={t("gaps.closed_by")}>{ closed_by(gap, name) }</td>
        </tr>
    }
}

/// The weight as boxes.
pub fn weight(importance: u8) -> Html {
    let pips =
        (1..=3).map(|place| if place <= importance { Pip::Full } else { Pip::Empty }).collect::<Vec<_>>();
    html! { <Pips {pips} label={fill("gaps.weight_of", &[("weight", &importance.to_string())])} /> }
}

/// What closes a gap: the main entry with its wave, the number of others; or what is missing.
pub fn closed_by(gap: &Gap, name: &str) -> Html {
    let warn = |key: &'static str| {
        html! {
            <>
                <Chip kind={ChipKind::Level(LoadLevel::Tight)} icon={IconName::TriangleOpen}>{ t(key) }</Chip>
                // The row opens its panel, which lists what could close the gap.
                <span class="print-hidden">
                    <Button kind={ButtonKind::Quiet} size={ButtonSize::Small} on_press={Callback::noop()}>
                        { t("gaps.suggest") }<span class="visually-hidden">{ areas().short_name(gap.area.area) }</span>
                    </Button>
                </span>
            </>
        }
    };
    let Some(main) = gap.closers.first() else {
        if gap.area.level.is_none() {
            let route = Route::Assessment { area: gap.area.area.code().to_owned() };
            return html! { <a href={href(&route)}>{ t("gaps.assess_this") }</a> };
        }
        if gap.band() == GapBand::Ignore {
            return html! { <span class="quiet">{ t("gaps.nothing_needed") }</span> };
        }
        return html! { <span class="row">{ warn("gaps.no_entry") }</span> };
    };
    let wave = main.wave.map_or_else(|| t("gaps.no_wave").to_owned(), |wave| format!("W{wave}"));
    let others = gap.closers.len() - 1;
    html! {
        <span class="row">
            <Chip kind={ChipKind::Outline}>{ name }<b>{ wave }</b></Chip>
            if others > 0 {
                <span class="chip" title={count("gaps.further", others)}>{ format!("+{others}") }</span>
            }
            if gap.band() >= GapBand::Act && !main.is_main_lever() {
                { warn("gaps.helpers_only") }
            }
        </span>
    }
}

fn pixels(value: f64) -> String {
    short(value, 1)
}

/// The five levels above the bars.
fn levels(scale: Scale) -> Html {
    let width = pixels(scale.width);
    html! {
        <svg class="chart-drawing gap-scale" width={width.clone()} height="16" viewBox={format!("0 0 {width} 16")} aria-hidden="true">
            for level in areas().ladder.iter() {
                <text key={level.level} class="chart-axis" text-anchor="middle" x={pixels(scale.place(f64::from(level.level)))} y="12">
                    { format!("{} {}", level.level, level.name.trim_start_matches("by ")) }
                </text>
            }
        </svg>
    }
}

/// From today to the target.
fn dumbbell(area: &AreaFigures, is_selected: bool, scale: Scale) -> Html {
    let (Some(level), Some(target)) = (area.level, area.target) else {
        return html! { <span class="quiet">{ t("gaps.not_assessed") }</span> };
    };
    let (today, wanted) = (fixed(level, 1), fixed(target, 1));
    let gain = fixed(area.gap, 1);
    let label = fill("gaps.bar", &[("today", &today), ("target", &wanted), ("gap", &gain)]);
    let (from, to) = (scale.place(level), scale.place(target));
    let width = pixels(scale.width);
    let thickness = (2 * area.importance).to_string();
    let has_gap = to - from > 12.0;
    html! {
        <svg class="chart-drawing" width={width.clone()} height="36" viewBox={format!("0 0 {width} 36")} role="img" aria-label={label}>
            for level in 1..=5_u8 {
                <path key={level} class="chart-grid" d={format!("M{} 2v32", pixels(scale.place(f64::from(level))))} />
            }
            if has_gap {
                <path class="gap-link" data-selected={is_selected.then_some("")} stroke-width={thickness}
                    d={format!("M{} 18H{}", pixels(from + 5.0), pixels(to - 5.0))} />
            }
            <circle class="gap-today" cx={pixels(from)} cy="18" r="6" />
            if area.gap > 0.0 {
                <circle class="gap-target" cx={pixels(to)} cy="18" r="6.5" />
                <text class="chart-label" data-halo="" x={pixels(to + 13.0)} y="22">
                    <tspan class="gap-gain">{ format!("+{gain} ") }</tspan>{ format!("{today} → {wanted}") }
                </text>
            } else {
                <text class="chart-label" data-halo="" x={pixels(from + 13.0)} y="22">{ today }</text>
            }
        </svg>
    }
}
