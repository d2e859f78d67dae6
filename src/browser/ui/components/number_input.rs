//! A number. It is handed on when the field is left; text that is no such number stays, with the reason below it.

use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::field::FieldLink;
use super::icon::{Icon, IconName};

/// Which numbers a field takes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct NumberRules {
    /// Smallest number.
    pub min: f64,
    /// Largest number.
    pub max: f64,
    /// Most digits after the decimal mark; 0 for whole numbers.
    pub max_decimals: usize,
    /// Whether the field may be left empty.
    pub allows_empty: bool,
}

/// The text is no number that the rules take.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoSuchNumber;

/// Reads what a person typed: point or comma as the decimal mark, spaces between thousands.
///
/// `None` stands for an empty field, where the rules allow one.
pub fn parse_number(text: &str, rules: &NumberRules) -> Result<Option<f64>, NoSuchNumber> {
    let plain: String = text
        .chars()
        .filter(|letter| !letter.is_whitespace())
        .map(|letter| match letter {
            ',' => '.',
            '\u{2212}' => '-',
            other => other,
        })
        .collect();
    if plain.is_empty() {
        return if rules.allows_empty { Ok(None) } else { Err(NoSuchNumber) };
    }
    // `f64` also reads "inf" and "1e5"; a person who typed that meant something else.
    if !plain.chars().all(|letter| letter.is_ascii_digit() || letter == '.' || letter == '-') {
        return Err(NoSuchNumber);
    }
    let decimals = plain.split_once('.').map_or(0, |(_, decimals)| decimals.len());
    let number: f64 = plain.parse().map_err(|_| NoSuchNumber)?;
    if decimals > rules.max_decimals || !(rules.min..=rules.max).contains(&number) {
        return Err(NoSuchNumber);
    }
    Ok(Some(number))
}

/// Properties of [`NumberInput`].
#[derive(Properties, PartialEq)]
pub struct NumberInputProps {
    /// The number; none for an empty field.
    pub value: Option<f64>,
    /// Which numbers are taken.
    pub rules: NumberRules,
    /// Called with the new number when the field is left or Enter is pressed, and only if it changed.
    pub on_commit: Callback<Option<f64>>,
    /// What is shown when the text is no such number, such as "A number from 0 to 100".
    pub error_text: AttrValue,
    /// Unit behind the field, such as "person-days".
    #[prop_or_default]
    pub unit: Option<AttrValue>,
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

/// A number.
#[component]
pub fn NumberInput(props: &NumberInputProps) -> Html {
    let link = use_context::<FieldLink>();
    // What is typed and not yet handed on. It survives as long as it is no number.
    let draft = use_state(|| None::<String>);
    let is_refused = use_state(|| false);
    {
        let (draft, is_refused) = (draft.clone(), is_refused.clone());
        // A change from outside, such as undo, replaces what was typed.
        use_effect_with(props.value, move |_| {
            draft.set(None);
            is_refused.set(false);
        });
    }
    let oninput = {
        let draft = draft.clone();
        Callback::from(move |event: InputEvent| {
            draft.set(Some(event.target_unchecked_into::<HtmlInputElement>().value()));
        })
    };
    let onchange = {
        let (draft, is_refused) = (draft.clone(), is_refused.clone());
        let (value, rules, on_commit) = (props.value, props.rules, props.on_commit.clone());
        Callback::from(move |event: Event| {
            let text = event.target_unchecked_into::<HtmlInputElement>().value();
            match parse_number(&text, &rules) {
                Ok(number) => {
                    draft.set(None);
                    is_refused.set(false);
                    if number != value {
                        on_commit.emit(number);
                    }
                }
                Err(NoSuchNumber) => {
                    draft.set(Some(text));
                    is_refused.set(true);
                }
            }
        })
    };
    let id = props.id.clone().or_else(|| link.as_ref().map(|link| link.id.clone()));
    let reason_id = format!("{}-reason", id.as_deref().unwrap_or("number"));
    let is_invalid = *is_refused || link.as_ref().is_some_and(|link| link.is_invalid);
    let described_by = match (*is_refused, link.and_then(|link| link.described_by)) {
        (false, described_by) => described_by,
        (true, None) => Some(AttrValue::from(reason_id.clone())),
        (true, Some(others)) => Some(AttrValue::from(format!("{reason_id} {others}"))),
    };
    let text = (*draft).clone().or_else(|| props.value.map(|number| number.to_string())).unwrap_or_default();
    html! {
        <div class="input-number">
            <div class="input-line">
                <input
                    class="input"
                    data-kind="number"
                    type="text"
                    inputmode={if props.rules.max_decimals == 0 { "numeric" } else { "decimal" }}
                    autocomplete="off"
                    {id}
                    value={text}
                    disabled={props.is_disabled}
                    aria-label={props.label.clone()}
                    aria-invalid={is_invalid.then_some("true")}
                    aria-describedby={described_by}
                    {oninput}
                    {onchange}
                />
                if let Some(unit) = &props.unit {
                    <span class="input-unit">{ unit }</span>
                }
            </div>
            if *is_refused {
                <p class="field-error" id={reason_id}>
                    <Icon name={IconName::Warning} size=14 />
                    <span>{ &props.error_text }</span>
                </p>
            }
        </div>
    }
}
