//! The words of the field, searched.

use yew::prelude::*;

use crate::browser::ui::components::empty_state::EmptyState;
use crate::browser::ui::components::icon::IconName;
use crate::browser::ui::components::text_input::TextInput;
use crate::domain::catalogue::filter::contains_words;
use crate::domain::catalogue::guidance::{Term, glossary};
use crate::domain::wording::{fill, t};

/// The glossary.
#[component]
pub fn Glossary() -> Html {
    let words = use_state(String::new);
    let shown: Vec<&Term> =
        glossary().iter().filter(|term| contains_words(&[&term.term, &term.text], &words)).collect();
    let on_change = {
        let words = words.clone();
        Callback::from(move |text| words.set(text))
    };
    let on_clear = {
        let words = words.clone();
        Callback::from(move |_: MouseEvent| words.set(String::new()))
    };
    html! {
        <>
            <div role="search" aria-label={t("guidance.search")}>
                <TextInput value={(*words).clone()} label={t("guidance.search")} placeholder={t("guidance.search")} {on_change} />
            </div>
            if shown.is_empty() {
                <EmptyState icon={IconName::Search} sentence={fill("guidance.no_term", &[("words", &words)])}>
                    <button type="button" class="button" onclick={on_clear}>{ t("catalogue.clear") }</button>
                </EmptyState>
            } else {
                <dl class="panel facts">
                    for term in shown {
                        <div key={term.term.clone()}><dt>{ &term.term }</dt><dd>{ &term.text }</dd></div>
                    }
                </dl>
            }
        </>
    }
}
