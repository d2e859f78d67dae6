//! The load of one group in one wave: letter, icon, number and a small gauge.

use yew::prelude::*;

use super::icon::Icon;
use super::load_level::LoadLevel;

/// The load at the right end of the gauge; the capacity mark then sits at about three quarters.
const GAUGE_END: f64 = 1.35;

/// Where a cell stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum LoadCellSize {
    /// 34 by 50 px, five in a wave column.
    #[default]
    Board,
    /// 66 by 56 px, for fingers.
    Phone,
}

/// Properties of [`LoadCell`].
#[derive(Properties, PartialEq)]
pub struct LoadCellProps {
    /// Letter of the group.
    pub letter: AttrValue,
    /// Load as a share of capacity, for the gauge.
    pub load: f64,
    /// The load as printed, such as "0.83".
    pub number: AttrValue,
    /// Which level the load has.
    pub level: LoadLevel,
    /// The whole cell in words, such as "Executives, 0.83 of capacity, Tight. Show causes".
    pub label: AttrValue,
    /// Load before the change that is looked at; drawn as a blue mark.
    #[prop_or_default]
    pub before: Option<f64>,
    /// Where the cell stands.
    #[prop_or_default]
    pub size: LoadCellSize,
    /// Opens the causes. Without it the cell is no button.
    #[prop_or_default]
    pub on_open: Option<Callback<()>>,
}

/// A load cell.
#[component]
pub fn LoadCell(props: &LoadCellProps) -> Html {
    let level = props.level.name();
    let size = match props.size {
        LoadCellSize::Board => "board",
        LoadCellSize::Phone => "phone",
    };
    let content = html! {
        <>
            <span class="load-cell-head" aria-hidden="true">
                { &props.letter }
                if !matches!(props.level, LoadLevel::None | LoadLevel::Room) {
                    <Icon name={props.level.icon()} size=9 />
                }
            </span>
            <span class="load-cell-number" aria-hidden="true">{ &props.number }</span>
            { gauge(props) }
        </>
    };
    match &props.on_open {
        Some(on_open) => {
            let onclick = on_open.reform(|_: MouseEvent| ());
            html! {
                <button type="button" class="load-cell" data-level={level} data-size={size}
                    aria-label={props.label.clone()} {onclick}>
                    { content }
                </button>
            }
        }
        None => html! {
            <span class="load-cell" data-level={level} data-size={size} role="img" aria-label={props.label.clone()}>
                { content }
            </span>
        },
    }
}

/// The gauge: filled to the load, with a mark at the capacity and one at the load before.
fn gauge(props: &LoadCellProps) -> Html {
    let (height, fill_height) = match props.size {
        LoadCellSize::Board => ("12", "7"),
        LoadCellSize::Phone => ("12", "8"),
    };
    html! {
        <svg class="load-cell-gauge" width="100%" {height} aria-hidden="true">
            <rect class="gauge-ground" y="3" width="100%" height={fill_height} rx="2" />
            <rect class="gauge-fill" data-level={props.level.name()} y="3" width={place(props.load)}
                height={fill_height} rx="2" />
            <rect class="gauge-tick" x={place(1.0)} y="1" width="1.5" height="11" />
            if let Some(before) = props.before {
                <rect class="gauge-before" x={place(before)} y="0" width="2" height="12" />
            }
        </svg>
    }
}

/// Where a load lies on the gauge, in percent of its width.
fn place(load: f64) -> String {
    format!("{:.1}%", load.clamp(0.0, GAUGE_END) / GAUGE_END * 100.0)
}
