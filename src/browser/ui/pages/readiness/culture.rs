//! The leading culture type with what suits it; the others for those who ask.

use yew::prelude::*;

use crate::browser::ui::components::chip::{Chip, ChipKind};
use crate::browser::ui::components::disclosure::Disclosure;
use crate::browser::ui::components::term_text::{explained, marked};
use crate::browser::ui::pages::href;
use crate::browser::ui::plan_view::PlanView;
use crate::browser::ui::route::Route;
use crate::domain::catalogue::readiness::{CultureType, readiness};
use crate::domain::figures::readiness::leading_culture;
use crate::domain::wording::t;

/// Properties of [`Culture`].
#[derive(PartialEq, Properties)]
pub struct CultureProps {
    /// The open plan.
    pub plan: PlanView,
}

/// The culture types.
#[component]
pub fn Culture(props: &CultureProps) -> Html {
    let leading = leading_culture(&props.plan.document.foundation.culture_type);
    let (text, others) = match leading {
        Some(_) => ("readiness.culture_lead", "readiness.other_cultures"),
        None => ("readiness.culture_open", "readiness.all_cultures"),
    };
    let is_leading = |culture: &&CultureType| leading == Some(culture.id.as_str());
    let types = readiness().culture_types.iter();
    html! {
        <section class="stack" data-gap="2" aria-labelledby="readiness-culture">
            <h2 id="readiness-culture">{ explained(t("readiness.culture")) }</h2>
            <p class="page-lead">
                { t(text) }{ " " }
                <a href={href(&Route::form("foundation.culture"))}>{ t("page.foundation.culture") }</a>
            </p>
            for culture in types.clone().filter(is_leading) {
                { draw(culture, true) }
            }
            <Disclosure summary={t(others)}>
                <div class="culture-types">
                    for culture in types.filter(|culture| !is_leading(culture)) {
                        { draw(culture, false) }
                    }
                </div>
            </Disclosure>
        </section>
    }
}

fn draw(culture: &CultureType, is_leading: bool) -> Html {
    html! {
        <article key={culture.id.clone()} class="panel culture-type" data-leading={is_leading.then_some("")}>
            <div class="spread">
                <h3>{ &culture.name }</h3>
                if is_leading {
                    <Chip kind={ChipKind::Accent}>{ t("readiness.yours") }</Chip>
                }
            </div>
            <p class="page-lead">{ &culture.text }</p>
            <dl class="culture-points">
                <dt>{ marked(t("readiness.good_start")) }</dt><dd>{ &culture.good_start }</dd>
                <dt>{ marked(t("readiness.bad_start")) }</dt><dd>{ &culture.bad_start }</dd>
                <dt>{ marked(t("readiness.tone")) }</dt><dd>{ &culture.tone }</dd>
            </dl>
        </article>
    }
}
