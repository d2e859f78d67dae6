//! Whose answers the tiles show, and a way to add somebody.

use serde_json::json;
use yew::prelude::*;

use crate::browser::clock;
use crate::browser::ui::components::button::{Button, ButtonKind, ButtonState};
use crate::browser::ui::components::field::Field;
use crate::browser::ui::components::icon::{Icon, IconName};
use crate::browser::ui::components::select::{Select, SelectOption};
use crate::browser::ui::components::text_input::TextInput;
use crate::browser::ui::focus::focus_id;
use crate::browser::ui::plan_view::PlanView;
use crate::domain::command::Command;
use crate::domain::command::path::FieldPath;
use crate::domain::model::group::Group;
use crate::domain::model::ids::ParticipantId;
use crate::domain::model::initiation::Participant;
use crate::domain::wording::{fill, t};

use super::group_key;

/// Properties of [`Answerer`].
#[derive(PartialEq, Properties)]
pub struct AnswererProps {
    /// The open plan.
    pub plan: PlanView,
    /// Who answers; none while there is nobody.
    pub participant: Option<ParticipantId>,
    /// Called with another person.
    pub on_choose: Callback<ParticipantId>,
    /// Asks for a change.
    pub on_command: Callback<Command>,
}

/// The choice of a person.
#[component]
pub fn Answerer(props: &AnswererProps) -> Html {
    let is_adding = use_state(|| false);
    let people = &props.plan.document.initiation.participants;
    let options: Vec<SelectOption> = people
        .iter()
        .map(|person| {
            let group = t(group_key(person.group));
            let label = fill("assessment.person", &[("name", &person.name), ("group", group)]);
            SelectOption { value: person.id.0.to_string().into(), label: label.into() }
        })
        .collect();
    let on_change = {
        let on_choose = props.on_choose.clone();
        Callback::from(move |value: String| {
            if let Ok(id) = value.parse() {
                on_choose.emit(ParticipantId(id));
            }
        })
    };
    let toggle = {
        let is_adding = is_adding.clone();
        Callback::from(move |_: MouseEvent| is_adding.set(!*is_adding))
    };
    let on_done = {
        let (is_adding, on_choose) = (is_adding.clone(), props.on_choose.clone());
        Callback::from(move |id| {
            is_adding.set(false);
            on_choose.emit(id);
        })
    };
    let shows_form = *is_adding || people.is_empty();
    html! {
        <div class="answerer">
            if let Some(participant) = props.participant {
                <label class="answerer-label" for="answerer">{ t("assessment.answers_of") }</label>
                <Select id="answerer" value={participant.0.to_string()} {options} {on_change} />
                <Button kind={ButtonKind::Icon} icon={IconName::Plus} label={t("assessment.add_person")}
                    pressed={*is_adding} on_press={toggle} />
            }
            if shows_form {
                <NewPerson on_command={props.on_command.clone()} {on_done} />
            }
        </div>
    }
}

/// Properties of [`NewPerson`].
#[derive(PartialEq, Properties)]
pub struct NewPersonProps {
    /// Asks for a change.
    pub on_command: Callback<Command>,
    /// Called with the new person.
    pub on_done: Callback<ParticipantId>,
}

/// Where the name of a new participant is typed.
const NEW_NAME: &str = "new-person-name";

/// Name and group of a new participant. A form, so that Enter adds.
#[component]
pub fn NewPerson(props: &NewPersonProps) -> Html {
    let name = use_state(String::new);
    let group = use_state(|| Group::P);
    let options: Vec<SelectOption> = Group::ALL
        .into_iter()
        .map(|group| SelectOption { value: group.letter().into(), label: t(group_key(group)).into() })
        .collect();
    let on_name = {
        let name = name.clone();
        Callback::from(move |text| name.set(text))
    };
    let on_group = {
        let group = group.clone();
        Callback::from(move |letter: String| {
            if let Some(chosen) = Group::ALL.into_iter().find(|group| group.letter() == letter) {
                group.set(chosen);
            }
        })
    };
    let add = {
        let (name, group) = (name.clone(), *group);
        let (on_command, on_done) = (props.on_command.clone(), props.on_done.clone());
        Callback::from(move |()| {
            if name.trim().is_empty() {
                return;
            }
            on_done.emit(add_person(&on_command, name.trim(), group));
            name.set(String::new());
            // Mostly there is a next one to type; the button has nothing left to add.
            focus_id(NEW_NAME);
        })
    };
    let onsubmit = {
        let add = add.clone();
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            add.emit(());
        })
    };
    let state = if name.trim().is_empty() { ButtonState::Disabled } else { ButtonState::Ready };
    html! {
        <form class="answerer-form" {onsubmit} aria-label={t("assessment.add_person")}>
            <Field id={NEW_NAME} label={t("assessment.person_name")}>
                <TextInput value={(*name).clone()} on_change={on_name} max_length=120 />
            </Field>
            <Field id="new-person-group" label={t("assessment.person_group")}>
                <Select value={group.letter()} {options} on_change={on_group} />
            </Field>
            <Button icon={IconName::Plus} {state} on_press={add.reform(|_| ())}>{ t("assessment.add") }</Button>
        </form>
    }
}

/// Properties of [`NobodyYet`].
#[derive(PartialEq, Properties)]
pub struct NobodyYetProps {
    /// Asks for a change.
    pub on_command: Callback<Command>,
}

/// Why nothing can be answered while nobody takes part, and the shortest way out.
#[component]
pub fn NobodyYet(props: &NobodyYetProps) -> Html {
    let on_press = {
        let on_command = props.on_command.clone();
        Callback::from(move |_| {
            add_person(&on_command, t("assessment.me"), Group::O);
        })
    };
    html! {
        <div class="note" data-tone="accent">
            <Icon name={IconName::Info} />
            <div class="stack" data-gap="2">
                <p>{ t("assessment.nobody") }</p>
                <div class="row">
                    <Button kind={ButtonKind::Primary} icon={IconName::Person} {on_press}>{ t("assessment.as_yourself") }</Button>
                </div>
            </div>
        </div>
    }
}

fn add_person(on_command: &Callback<Command>, name: &str, group: Group) -> ParticipantId {
    let id = ParticipantId(clock::random_id());
    let row = json!(Participant { id, name: name.to_owned(), group, ..Participant::default() });
    let list = FieldPath::section("initiation").key("participants");
    on_command.emit(Command::AddRow { list, row });
    id
}
