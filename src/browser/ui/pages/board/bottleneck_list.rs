//! What would help most: each limit with one unit more, ranked.

use yew::prelude::*;

use crate::browser::ui::components::button::{Button, ButtonSize, ButtonState};
use crate::browser::ui::components::progress::Progress;
use crate::browser::ui::components::term_text::explained;
use crate::browser::ui::hooks::planner::PlannerHandle;
use crate::browser::ui::hooks::studies::{Asked, RankedLimit, Study};
use crate::domain::figures::number::fixed;
use crate::domain::wording::{count, fill, t};

/// Properties of [`BottleneckList`].
#[derive(PartialEq, Properties)]
pub struct BottleneckListProps {
    /// The planner.
    pub planner: PlannerHandle,
}

/// The ranking, or the button that asks for it.
#[component]
pub fn BottleneckList(props: &BottleneckListProps) -> Html {
    let study = &props.planner.studies().bottlenecks;
    html! {
        <section class="inspector-section">
            <h3>{ explained(t("bottleneck.title")) }</h3>
            <p>{ explained(t("bottleneck.help")) }</p>
            <div role="status">
                if let Study::Ready(ranked) = study {
                    if ranked.is_empty() {
                        <p>{ explained(t("bottleneck.none")) }</p>
                    } else {
                        <p class="visually-hidden">{ count("study.tells.bottlenecks", ranked.len()) }</p>
                    }
                }
                if *study == Study::Failed {
                    <p>{ explained(t("bottleneck.failed")) }</p>
                }
            </div>
            { ranking(study) }
            { study_button(&props.planner, study, Asked::Bottlenecks) }
        </section>
    }
}

fn ranking(study: &Study<RankedLimit>) -> Html {
    let Study::Ready(ranked) = study else { return html! {} };
    html! {
        <ol class="reason-list">
            for (index, limit) in ranked.iter().enumerate() {
                <li key={index}>
                    <b>{ &limit.words }</b>
                    <small>{ effect(limit) }</small>
                </li>
            }
        </ol>
    }
}

/// "+8.0 % value, 2 entries earlier, 1 more planned"
fn effect(limit: &RankedLimit) -> String {
    let bottleneck = &limit.bottleneck;
    let share = fixed(bottleneck.share * 100.0, 1);
    let mut parts = vec![if share == "0.0" {
        t("bottleneck.small").to_owned()
    } else {
        fill("bottleneck.gain", &[("share", &share)])
    }];
    if bottleneck.earlier > 0 {
        parts.push(count("bottleneck.earlier", bottleneck.earlier));
    }
    if bottleneck.more > 0 {
        parts.push(count("bottleneck.more", bottleneck.more));
    }
    parts.join(", ")
}

/// The button that asks, or how far the answer is and the button that ends it.
pub fn study_button<T>(planner: &PlannerHandle, study: &Study<T>, asked: Asked) -> Html {
    let words = match (asked, study) {
        (Asked::Bottlenecks, Study::Ready(_)) => t("bottleneck.again"),
        (Asked::Bottlenecks, _) => t("bottleneck.ask"),
        (Asked::Options, _) => t("options.ask"),
    };
    if let Study::Running { done, total } = study {
        let on_stop = {
            let planner = planner.clone();
            Callback::from(move |_: MouseEvent| planner.cancel_study())
        };
        let told = fill("study.progress", &[("done", &done.to_string()), ("total", &total.to_string())]);
        let share = (*total > 0).then(|| *done as f64 / *total as f64);
        return html! {
            <Progress label={words} words={if *total > 0 { told } else { String::new() }} {share}>
                <Button size={ButtonSize::Small} on_press={on_stop}>{ t("study.stop") }</Button>
            </Progress>
        };
    }
    // Both would ask the same workers.
    let state = if planner.studies().is_running() { ButtonState::Disabled } else { ButtonState::Ready };
    let on_press = {
        let planner = planner.clone();
        Callback::from(move |_: MouseEvent| planner.study(asked))
    };
    html! { <div><Button size={ButtonSize::Small} {state} {on_press}>{ words }</Button></div> }
}
