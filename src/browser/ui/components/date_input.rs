//! A day of the calendar, with the browser's own picker. A day that is not taken stays, with the reason below it.

use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::field::FieldLink;
use super::icon::{Icon, IconName};

/// Letters of `YYYY-MM-DD`.
const LETTERS: usize = 10;

/// Properties of [`DateInput`].
#[derive(Clone, Properties, PartialEq)]
pub struct DateInputProps {
    /// The day as `YYYY-MM-DD`; empty for none.
    pub value: AttrValue,
    /// Called with the new day as `YYYY-MM-DD`, or empty when it was cleared; only with days that are taken.
    pub on_change: Callback<String>,
    /// First day that is taken, as `YYYY-MM-DD`.
    #[prop_or_default]
    pub min: Option<AttrValue>,
    /// Last day that is taken, as `YYYY-MM-DD`.
    #[prop_or_default]
    pub max: Option<AttrValue>,
    /// Whether it may not be cleared.
    #[prop_or_default]
    pub is_required: bool,
    /// What is shown when a day is not taken, such as "A day from 1990 to 2100".
    #[prop_or_default]
    pub error_text: AttrValue,
    /// Id; taken from the field around it when absent.
    #[prop_or_default]
    pub id: Option<AttrValue>,
    /// Name for screen readers where there is no field around it.
    #[prop_or_default]
    pub label: Option<AttrValue>,
    /// Whether it can be changed.
    #[prop_or_default]
    pub is_disabled: bool,
}

impl DateInputProps {
    /// Days of one length are in order as texts; the browser also gives years of five digits.
    fn takes(&self, day: &str) -> bool {
        if day.is_empty() {
            return !self.is_required;
        }
        let is_early = self.min.as_deref().is_some_and(|min| day < min);
        let is_late = self.max.as_deref().is_some_and(|max| day > max);
        day.len() == LETTERS && !is_early && !is_late
    }
}

/// A day of the calendar.
#[component]
pub fn DateInput(props: &DateInputProps) -> Html {
    let link = use_context::<FieldLink>();
    // A day that was given and not taken.
    let refused = use_state(|| None::<String>);
    {
        let refused = refused.clone();
        // A change from outside, such as undo, replaces it.
        use_effect_with(props.value.clone(), move |_| refused.set(None));
    }
    let onchange = {
        let (refused, props) = (refused.clone(), props.clone());
        Callback::from(move |event: Event| {
            let day = event.target_unchecked_into::<HtmlInputElement>().value();
            if props.takes(&day) {
                refused.set(None);
                props.on_change.emit(day);
            } else {
                refused.set(Some(day));
            }
        })
    };
    let id = props.id.clone().or_else(|| link.as_ref().map(|link| link.id.clone()));
    let reason_id = format!("{}-reason", id.as_deref().unwrap_or("date"));
    let is_invalid = refused.is_some() || link.as_ref().is_some_and(|link| link.is_invalid);
    let others = link.and_then(|link| link.described_by);
    let reason = refused.is_some().then(|| reason_id.clone());
    let described_by: Vec<String> =
        reason.into_iter().chain(others.map(|others| others.to_string())).collect();
    let value = (*refused).clone().map_or_else(|| props.value.clone(), AttrValue::from);
    html! {
        <>
            <input
                class="input"
                type="date"
                {id}
                {value}
                min={props.min.clone()}
                max={props.max.clone()}
                disabled={props.is_disabled}
                aria-label={props.label.clone()}
                aria-invalid={is_invalid.then_some("true")}
                aria-describedby={(!described_by.is_empty()).then(|| described_by.join(" "))}
                {onchange}
            />
            if refused.is_some() {
                <p class="field-error" id={reason_id}>
                    <Icon name={IconName::Warning} size=14 />
                    <span>{ &props.error_text }</span>
                </p>
            }
        </>
    }
}
