//! The RACI table as a grid: activities down, roles across, exactly one A in each row.

use serde_json::Value;
use yew::prelude::*;

use crate::browser::clock;
use crate::browser::ui::components::button::{Button, ButtonKind, ButtonSize};
use crate::browser::ui::components::chip::{Chip, ChipKind};
use crate::browser::ui::components::empty_state::EmptyState;
use crate::browser::ui::components::head_cell::HeadCell;
use crate::browser::ui::components::icon::IconName;
use crate::browser::ui::components::load_level::LoadLevel;
use crate::browser::ui::components::select::{Select, SelectOption};
use crate::browser::ui::components::table::Table;
use crate::browser::ui::components::term_text::explained;
use crate::browser::ui::components::text_input::TextInput;
use crate::browser::ui::pages::form::control::guidance_of;
use crate::browser::ui::plan_view::PageProps;
use crate::domain::command::Command;
use crate::domain::form::choices::{RACI_LETTER, RACI_ROLE};
use crate::domain::json;
use crate::domain::model::governance::{RaciActivity, RaciLetter, RaciRole};
use crate::domain::model::ids::RowId;
use crate::domain::raci::{Fault, ROLES, add_usual, assign, fault};
use crate::domain::wording::{count, fill, t};

/// The page's table.
#[component]
pub fn RaciGrid(props: &PageProps) -> Html {
    let activities = &props.plan.document.governance.raci;
    let faults = activities.iter().filter(|activity| fault(activity).is_some()).count();
    let title = match (activities.is_empty(), faults) {
        (true, _) => t("raci.title_empty").to_owned(),
        (false, 0) => t("raci.title_good").to_owned(),
        (false, faults) => count("raci.title", faults),
    };
    let on_add = {
        let on_command = props.on_command.clone();
        Callback::from(move |_: MouseEvent| {
            let row = RaciActivity { id: RowId(clock::random_id()), ..RaciActivity::default() };
            if let (Ok(list), Some(row)) = ("governance.raci".parse(), json::to_value(&row)) {
                on_command.emit(Command::AddRow { list, row });
            }
        })
    };
    let usual = add_usual(&props.plan.document, clock::random_id());
    let kind = if activities.is_empty() { ButtonKind::Primary } else { ButtonKind::Default };
    let add = html! {
        <div class="row print-hidden">
            if let Some(command) = usual {
                <Button {kind} icon={IconName::Plus} on_press={props.on_command.reform(move |_: MouseEvent| command.clone())}>{ t("raci.add_usual") }</Button>
            }
            <Button icon={IconName::Plus} on_press={on_add}>{ t("raci.add") }</Button>
        </div>
    };
    html! {
        <section class="stack" aria-labelledby="raci-title">
            <h2 id="raci-title">{ explained(title) }</h2>
            <p class="page-lead">{ explained(t("raci.lead")) }</p>
            <div class="stack print-hidden">{ guidance_of("governance.raci") }</div>
            if activities.is_empty() {
                <EmptyState icon={IconName::Table} sentence={t("raci.title_empty")}>{ add }</EmptyState>
            } else {
                <div class="raci-grid"><Table caption={t("page.governance.raci")} has_tall_rows=true becomes_cards=true>
                    <thead>
                        <tr>
                            <HeadCell label={t("raci.activity")} />
                            for role in ROLES {
                                <HeadCell key={code(&role)} label={t(&RACI_ROLE.key(&code(&role)))} />
                            }
                        </tr>
                    </thead>
                    <tbody>
                        for activity in activities.iter() {
                            { draw_row(props, activity) }
                        }
                    </tbody>
                </Table></div>
                { add }
            }
        </section>
    }
}

/// How the file writes a role or a letter.
fn code<T: serde::Serialize>(value: &T) -> String {
    json::to_value(value).and_then(|value| value.as_str().map(str::to_owned)).unwrap_or_default()
}

fn draw_row(props: &PageProps, activity: &RaciActivity) -> Html {
    let name = match activity.activity.trim() {
        "" => t("raci.unnamed").to_owned(),
        name => name.to_owned(),
    };
    let place = format!("governance.raci[{}]", activity.id);
    let on_name = {
        let (on_command, path) = (props.on_command.clone(), format!("{place}.activity"));
        Callback::from(move |text: String| {
            if let Ok(path) = path.parse() {
                on_command.emit(Command::SetField { path, value: Value::String(text) });
            }
        })
    };
    let on_remove = {
        let on_command = props.on_command.clone();
        Callback::from(move |_: MouseEvent| {
            if let Ok(row) = place.parse() {
                on_command.emit(Command::RemoveRow { row });
            }
        })
    };
    html! {
        <tr key={activity.id.to_string()}>
            <th scope="row">
                <TextInput value={activity.activity.clone()} label={fill("raci.name_of", &[("activity", &name)])} on_change={on_name} />
                if let Some(fault) = fault(activity) {
                    <Chip kind={ChipKind::Level(LoadLevel::Tight)} icon={IconName::TriangleOpen}>{ t(fault_key(fault)) }</Chip>
                }
                <span class="print-hidden">
                    <Button kind={ButtonKind::Icon} size={ButtonSize::Small} icon={IconName::Trash}
                        label={fill("raci.remove", &[("activity", &name)])} on_press={on_remove} />
                </span>
            </th>
            for role in ROLES {
                <td key={code(&role)} class="cell-select" data-label={t(&RACI_ROLE.key(&code(&role)))}>{ duty(props, activity, role, &name) }</td>
            }
        </tr>
    }
}

fn fault_key(fault: Fault) -> &'static str {
    match fault {
        Fault::NoneAccountable => "raci.none_accountable",
        Fault::SeveralAccountable => "raci.several_accountable",
        Fault::NobodyWorks => "raci.nobody_works",
    }
}

fn duty(props: &PageProps, activity: &RaciActivity, role: RaciRole, name: &str) -> Html {
    let value = activity.duties.get(&role).map(code).unwrap_or_default();
    let none = SelectOption { value: "".into(), label: t("raci.no_duty").into() };
    let letters = RACI_LETTER
        .values
        .iter()
        .map(|letter| SelectOption { value: (*letter).into(), label: (*letter).into() });
    let options: Vec<SelectOption> = std::iter::once(none).chain(letters).collect();
    let label = fill("raci.duty_of", &[("role", t(&RACI_ROLE.key(&code(&role)))), ("activity", name)]);
    let on_change = {
        let (activity, on_command) = (activity.clone(), props.on_command.clone());
        Callback::from(move |letter: String| {
            let letter: Option<RaciLetter> = json::read(&Value::String(letter)).ok();
            if let Some(command) = assign(&activity, role, letter) {
                on_command.emit(command);
            }
        })
    };
    html! { <Select {value} {options} {label} {on_change} /> }
}
