//! Work against capacity in one bar: run hatched, build solid, what goes beyond in red.

use yew::prelude::*;

/// Where the capacity line stands, as a share of the width, unless the work needs more room.
const LINE_AT: f64 = 0.84;

/// Properties of [`CapacityBar`].
#[derive(Properties, PartialEq)]
pub struct CapacityBarProps {
    /// Run work in person-days.
    pub run: f64,
    /// Build work in person-days.
    pub build: f64,
    /// Capacity in person-days.
    pub capacity: f64,
    /// Run and build before the change that is looked at, in person-days; drawn as a blue mark.
    #[prop_or_default]
    pub before: Option<f64>,
    /// The bar in words, such as "46.1 run and 35.0 build of 99.3 person-days".
    pub label: AttrValue,
    /// Height of the bar in pixels; the capacity line reaches 2 px beyond it.
    #[prop_or(7)]
    pub height: u16,
}

/// A capacity bar; the figures stand above it, set by the caller.
#[component]
pub fn CapacityBar(props: &CapacityBarProps) -> Html {
    let total = props.run.max(0.0) + props.build.max(0.0);
    let end = (props.capacity / LINE_AT).max(total).max(props.before.unwrap_or(0.0)).max(f64::MIN_POSITIVE);
    let percent = |days: f64| format!("{:.2}%", days.max(0.0) / end * 100.0);
    let run_inside = props.run.clamp(0.0, props.capacity.max(0.0));
    let build_inside = (total.min(props.capacity) - run_inside).max(0.0);
    let excess = (total - props.capacity).max(0.0);
    let bar = props.height.to_string();
    let height = (props.height + 4).to_string();
    html! {
        <svg class="capacity" width="100%" height={height.clone()} role="img" aria-label={props.label.clone()}>
            <rect class="capacity-ground" y="2" width="100%" height={bar.clone()} rx="2" />
            if run_inside > 0.0 {
                <rect class="capacity-run" y="2.5" width={percent(run_inside)}
                    height={(props.height.saturating_sub(1)).to_string()} />
            }
            if build_inside > 0.0 {
                <rect class="capacity-build" x={percent(run_inside)} y="2" width={percent(build_inside)}
                    height={bar.clone()} rx="1" />
            }
            if excess > 0.0 {
                <rect class="capacity-excess" x={percent(props.capacity)} y="2" width={percent(excess)} height={bar} />
            }
            <rect class="capacity-line" x={percent(props.capacity)} width="2" height={height.clone()} />
            if let Some(before) = props.before {
                <rect class="capacity-before" x={percent(before)} width="2" {height} />
            }
        </svg>
    }
}
