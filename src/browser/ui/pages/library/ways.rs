//! The three ways in: a new plan, the example, a file.

use yew::prelude::*;
use yew_router::prelude::*;

use crate::browser::ui::components::button::{Button, ButtonKind};
use crate::browser::ui::components::icon::{Icon, IconName};
use crate::browser::ui::doors;
use crate::browser::ui::route::Route;
use crate::browser::ui::session::Session;
use crate::domain::example::Example;
use crate::domain::wording::t;

/// Properties of [`Ways`].
#[derive(PartialEq, Properties)]
pub struct WaysProps {
    /// The session.
    pub session: Session,
    /// Leads to a page once a plan is open.
    pub on_open: Callback<Route>,
}

/// The three ways.
#[component]
pub fn Ways(props: &WaysProps) -> Html {
    let on_guided = props.on_open.reform(|_| Route::Guided);
    let on_new = {
        let (session, on_open) = (props.session.clone(), props.on_open.clone());
        Callback::from(move |_| {
            let (opener, on_open) = (session.clone(), on_open.clone());
            session.once_loaded(move |loaded| {
                doors::new_plan(&opener, loaded, t("library.new_name"));
                on_open.emit(Route::form("plan.settings"));
            });
        })
    };
    let on_example = |example: Example| {
        let (session, on_open) = (props.session.clone(), props.on_open.clone());
        Callback::from(move |_| {
            let (opener, on_open) = (session.clone(), on_open.clone());
            session.once_loaded(move |loaded| {
                doors::open_example(&opener, loaded, example);
                on_open.emit(Route::Roadmap);
            });
        })
    };
    let on_file = {
        let (session, on_open) = (props.session.clone(), props.on_open.clone());
        Callback::from(move |_| {
            let on_open = on_open.clone();
            session.pick_and_open(move |route| on_open.emit(route));
        })
    };
    html! {
        <>
        <div class="ways">
            { way("guided", true, steps_picture(), html! {
                <>
                    <Button kind={ButtonKind::Primary} on_press={on_guided}>{ t("library.guided.action") }</Button>
                    <Button kind={ButtonKind::Quiet} on_press={on_new}>{ t("library.guided.empty") }</Button>
                </>
            }) }
            { way("example", false, waves_picture(), html! {
                <>
                    <Button on_press={on_example(Example::Norvik)}>{ t("library.example.action") }</Button>
                    <Button kind={ButtonKind::Quiet} on_press={on_example(Example::Halden)}>{ t("library.example.other") }</Button>
                </>
            }) }
            { way("file", false, file_picture(), html! {
                <>
                    <Button icon={IconName::Folder} on_press={on_file}>{ t("library.file.action") }</Button>
                    <span class="text-caption">{ t("library.file.note") }</span>
                </>
            }) }
        </div>
        <p class="text-caption"><Link<Route> to={Route::Answer}>{ t("library.answer") }</Link<Route>></p>
        </>
    }
}

fn way(id: &'static str, is_first: bool, picture: Html, actions: Html) -> Html {
    html! {
        <section class="way" data-first={is_first.then_some("true")} aria-labelledby={format!("way-{id}")}>
            <div class="way-picture" aria-hidden="true">{ picture }</div>
            <h2 id={format!("way-{id}")}>{ t(&format!("library.{id}.title")) }</h2>
            <p>{ t(&format!("library.{id}.text")) }</p>
            <div class="way-actions">{ actions }</div>
        </section>
    }
}

/// Six steps, two of them done.
fn steps_picture() -> Html {
    html! {
        <svg class="chart-drawing" viewBox="0 0 300 90" width="300" height="90">
            <line class="chart-rule" x1="35" y1="36" x2="265" y2="36" />
            for index in 0..6_u32 {
                <g key={index} class="step-picture" data-done={(index < 2).then_some("true")}>
                    <circle cx={(35 + 46 * index).to_string()} cy="36" r="10" />
                    <text x={(35 + 46 * index).to_string()} y="40" text-anchor="middle">{ index + 1 }</text>
                    <text class="chart-axis" x={(35 + 46 * index).to_string()} y="64" text-anchor="middle">
                        { t(&format!("library.step.{}", index + 1)) }
                    </text>
                </g>
            }
        </svg>
    }
}

/// Bars of the example in its four waves.
fn waves_picture() -> Html {
    const BARS: [(u32, u32, u32, bool); 11] = [
        (8, 22, 38, true),
        (28, 31, 34, true),
        (18, 40, 48, false),
        (44, 49, 26, false),
        (78, 22, 18, true),
        (90, 31, 42, true),
        (104, 40, 30, false),
        (150, 22, 60, true),
        (152, 31, 40, true),
        (222, 22, 50, false),
        (234, 31, 38, false),
    ];
    html! {
        <svg class="chart-drawing" viewBox="0 0 300 90" width="300" height="90">
            for wave in 0..4_u32 {
                <g key={wave}>
                    <rect class="chart-band" x={(4 + 73 * wave).to_string()} y="4" width="70" height="82" rx="4" />
                    <text class="chart-axis" x={(10 + 73 * wave).to_string()} y="16">{ format!("{} {}", t("library.wave"), wave + 1) }</text>
                </g>
            }
            for (index, (x, y, width, is_product)) in BARS.into_iter().enumerate() {
                <rect key={index} class="bar" data-kind={if is_product { "product" } else { "service" }}
                    x={x.to_string()} y={y.to_string()} width={width.to_string()} height="6" rx="3" />
            }
        </svg>
    }
}

fn file_picture() -> Html {
    html! { <><Icon name={IconName::File} size=48 /><span class="text-caption">{ ".pmoplan.json" }</span></> }
}
