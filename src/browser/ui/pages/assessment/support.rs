//! Pains and strengths that were named for an area: the words behind the level.

use yew::prelude::*;

use crate::browser::ui::pages::href;
use crate::browser::ui::plan_view::PlanView;
use crate::browser::ui::route::Route;
use crate::domain::model::initiation::Area;
use crate::domain::wording::t;

/// Both lists, each with the way to its page.
pub fn told_here(plan: &PlanView, area: Area) -> Html {
    let initiation = &plan.document.initiation;
    let pains = initiation.pains.iter().filter(|pain| pain.area == Some(area));
    let pains: Vec<&str> = pains.map(|pain| pain.text.as_str()).collect();
    let strengths = initiation.strengths.iter().filter(|strength| strength.area == Some(area));
    let strengths: Vec<&str> = strengths.map(|strength| strength.text.as_str()).collect();
    html! {
        <>
            { list(t("page.initiation.pains"), &pains, "initiation.pains") }
            { list(t("page.initiation.strengths"), &strengths, "initiation.strengths") }
        </>
    }
}

fn list(title: &'static str, texts: &[&str], page: &'static str) -> Html {
    html! {
        <section class="inspector-section">
            <div class="spread">
                <h2>{ title }</h2>
                <a href={href(&Route::form(page))}>{ t(if texts.is_empty() { "assessment.add" } else { "assessment.edit" }) }</a>
            </div>
            if !texts.is_empty() {
                <ul class="evidence">
                    for (place, text) in texts.iter().enumerate() {
                        <li key={place}>{ *text }</li>
                    }
                </ul>
            }
        </section>
    }
}
