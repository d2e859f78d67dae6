//! The words of the glossary that stand on the page at this moment, with their meanings, wherever they stand: on
//! buttons, in tables, in charts.

use wasm_bindgen::JsCast;
use web_sys::HtmlElement;
use yew::prelude::*;

use super::button::{Button, ButtonKind, ButtonSize};
use super::dialog::Dialog;
use super::icon::IconName;
use crate::domain::catalogue::guidance::Term;
use crate::domain::catalogue::terms::terms_of;
use crate::domain::wording::{count, t};

/// Properties of [`PageWords`].
#[derive(PartialEq, Properties)]
pub struct PageWordsProps {
    /// Whether there is room for the icon alone.
    #[prop_or_default]
    pub is_icon: bool,
}

/// The button, and the list that it opens.
#[component]
pub fn PageWords(props: &PageWordsProps) -> Html {
    let found = use_state(|| None::<Vec<&'static Term>>);
    let on_open = {
        let found = found.clone();
        Callback::from(move |_: MouseEvent| found.set(Some(terms_of(&page_text()))))
    };
    let on_close = {
        let found = found.clone();
        Callback::from(move |()| found.set(None))
    };
    html! {
        <>
            if props.is_icon {
                <Button kind={ButtonKind::Icon} icon={IconName::Info} label={t("words.open")} on_press={on_open} />
            } else {
                <Button kind={ButtonKind::Quiet} size={ButtonSize::Small} icon={IconName::Info} on_press={on_open}>
                    { t("words.open") }
                </Button>
            }
            if let Some(terms) = &*found {
                <Dialog id="page-words" title={count("words.title", terms.len())} {on_close} close_label={t("app.close")} is_wide=true>
                    if terms.is_empty() {
                        <p>{ t("words.none") }</p>
                    }
                    <dl class="term-list">
                        for term in terms {
                            <div key={term.term.as_str()}><dt>{ &term.term }</dt><dd>{ &term.text }</dd></div>
                        }
                    </dl>
                </Dialog>
            }
        </>
    }
}

/// What can be read on the page now.
fn page_text() -> String {
    let main = web_sys::window()
        .and_then(|window| window.document())
        .and_then(|document| document.get_element_by_id("main"))
        .and_then(|main| main.dyn_into::<HtmlElement>().ok());
    main.map(|main| main.inner_text()).unwrap_or_default()
}
