//! Common problems of offices, lit where the health check sees their signs in this plan.

use yew::prelude::*;

use crate::browser::ui::components::chip::{Chip, ChipKind};
use crate::browser::ui::components::icon::IconName;
use crate::browser::ui::components::load_level::LoadLevel;
use crate::browser::ui::components::term_text::{TermText, marked};
use crate::browser::ui::pages::href;
use crate::browser::ui::plan_view::PlanView;
use crate::browser::ui::route::Route;
use crate::domain::catalogue::guidance::{Problem, guidance};
use crate::domain::mirror::{Signs, signs};
use crate::domain::order;
use crate::domain::wording::{count, t};

/// Properties of [`Problems`].
#[derive(PartialEq, Properties)]
pub struct ProblemsProps {
    /// The open plan.
    pub plan: PlanView,
}

/// The problems, those with findings first.
#[component]
pub fn Problems(props: &ProblemsProps) -> Html {
    let findings = props.plan.findings();
    let mut problems: Vec<(Signs, &Problem)> =
        guidance().problems.iter().map(|problem| (signs(problem, findings), problem)).collect();
    order::by_key(&mut problems, |(signs, _)| (signs.pressing == 0, signs.hints == 0));
    html! {
        <ul class="stack plain-list">
            for (signs, problem) in problems {
                <li key={problem.id.clone()} class="panel stack problem" data-gap="2" data-lit={(signs.pressing > 0).then_some("true")}>
                    <div class="spread">
                        <h2>{ &problem.name }{ " " }<Chip>{ problem.id.clone() }</Chip></h2>
                        if signs != Signs::default() {
                            <span class="row">
                                if signs.pressing > 0 {
                                    <Chip kind={ChipKind::Level(LoadLevel::Tight)} icon={IconName::TriangleFilled}>{ count("nav.findings", signs.pressing) }</Chip>
                                }
                                if signs.hints > 0 {
                                    <Chip icon={IconName::Info}>{ count("health.hints", signs.hints) }</Chip>
                                }
                                <a href={href(&Route::Health)}>{ t("guidance.to_findings") }<span class="visually-hidden">{ format!(": {}", problem.name) }</span></a>
                            </span>
                        }
                    </div>
                    <dl class="facts">
                        <dt>{ marked(t("guidance.signs")) }</dt>
                        <dd>{ problem.signs.join(" ") }</dd>
                        <dt>{ marked(t("guidance.cause")) }</dt>
                        <dd><TermText text={problem.cause.clone()} /></dd>
                        <dt>{ marked(t("guidance.remedy")) }</dt>
                        <dd><TermText text={problem.remedy.clone()} /></dd>
                    </dl>
                </li>
            }
        </ul>
    }
}
