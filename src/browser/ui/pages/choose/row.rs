//! One entry to decide about.

use serde_json::{Value, json};
use yew::prelude::*;

use crate::browser::ui::components::number_input::{NumberInput, NumberRules};
use crate::browser::ui::components::select::{Select, SelectOption};
use crate::browser::ui::pages::entry::decision::{Decision, set_choice};
use crate::browser::ui::pages::entry::parts::{entry_link, entry_name, impact_bars};
use crate::browser::ui::plan_view::PlanView;
use crate::domain::command::Command;
use crate::domain::figures::number::fixed;
use crate::domain::form::choices::MOSCOW;
use crate::domain::model::entry::CatalogueEntry;
use crate::domain::model::planning::{Moscow, SelectionState};
use crate::domain::wording::{fill, t};

/// Properties of [`ChoiceRow`].
#[derive(PartialEq, Properties)]
pub struct ChoiceRowProps {
    /// The entry.
    pub entry: CatalogueEntry,
    /// Why it is proposed; empty where it is only listed.
    pub note: String,
    /// The open plan.
    pub plan: PlanView,
    /// Asks for a change.
    pub on_command: Callback<Command>,
}

/// A row of a table of entries.
#[component]
pub fn ChoiceRow(props: &ChoiceRowProps) -> Html {
    let entry = &props.entry;
    let choice = props.plan.document.choice(&entry.id).cloned().unwrap_or_default();
    let score = props.plan.figures.score(&entry.id);
    let resolved = props.plan.figures.entry(&entry.id);
    let name = entry_name(entry);
    let named = |key: &str| AttrValue::from(fill(key, &[("entry", &name)]));
    let setter = |field: &'static str| {
        let (id, on_command) = (entry.id.clone(), props.on_command.clone());
        Callback::from(move |value: Value| set_choice(&on_command, &id, field, value))
    };
    let rules = NumberRules { min: 1.0, max: 10.0, max_decimals: 0, allows_empty: true };
    let none = SelectOption { value: "".into(), label: t("form.none").into() };
    let options = MOSCOW
        .values
        .iter()
        .map(|value| SelectOption { value: (*value).into(), label: t(&MOSCOW.key(value)).into() });
    let options: Vec<SelectOption> = std::iter::once(none).chain(options).collect();
    let on_demand = setter("sponsor_demand")
        .reform(|demand: Option<f64>| demand.map_or(Value::Null, |demand| json!(demand)));
    let on_moscow = setter("moscow")
        .reform(|code: String| if code.is_empty() { Value::Null } else { Value::String(code) });
    let range = fill("form.number_range", &[("from", "1"), ("to", "10")]);
    let is_put_off = matches!(choice.state, SelectionState::Parked | SelectionState::Rejected);
    html! {
        <tr>
            <th scope="row">
                { entry_link(entry) }
                if !props.note.is_empty() {
                    <p class="quiet">{ &props.note }</p>
                }
                if is_put_off && !choice.reason.is_empty() {
                    <p class="quiet" data-kind="reason">{ &choice.reason }</p>
                }
            </th>
            <td data-kind="figure">{ score.map_or_else(String::new, |score| fixed(score.gap_value, 1)) }</td>
            <td>{ impact_bars(resolved.map_or(&entry.impact, |resolved| &resolved.impact)) }</td>
            <td class="cell-number">
                <NumberInput value={choice.sponsor_demand.map(|demand| demand.value())} {rules} error_text={range}
                    label={named("choose.demand_of")} on_commit={on_demand} />
            </td>
            <td class="cell-select">
                <Select value={choice.moscow.map_or("", moscow_code)} {options} label={named("choose.moscow_of")} on_change={on_moscow} />
            </td>
            <td class="cell-select"><Decision entry={entry.id.clone()} {name} {choice} on_command={props.on_command.clone()} /></td>
        </tr>
    }
}

fn moscow_code(moscow: Moscow) -> &'static str {
    match moscow {
        Moscow::Must => "must",
        Moscow::Should => "should",
        Moscow::Could => "could",
        Moscow::NotNow => "not_now",
    }
}
