//! The sections of a form page, for one record or for the whole plan.

use std::collections::BTreeMap;
use std::rc::Rc;

use serde_json::Value;
use yew::prelude::*;

use crate::browser::ui::components::term_text::{explained, marked};
use crate::browser::ui::pages::removal::{Unwanted, use_removal};
use crate::browser::ui::plan_view::{PlanView, StepEnd};
use crate::domain::command::Command;
use crate::domain::command::field::section_value;
use crate::domain::form::{Field, Page, Section};
use crate::domain::health::{FieldNote, field_notes};
use crate::domain::model::group::Group;
use crate::domain::wording::{find, t};

use super::control::FieldRow;

/// Properties of [`FormView`].
#[derive(PartialEq, Properties)]
pub struct FormViewProps {
    /// The page of the registry.
    pub page: &'static Page,
    /// What stands in the open places of its paths: row ids, map keys.
    pub keys: Vec<String>,
    /// The open plan.
    pub plan: PlanView,
    /// Asks for a change.
    pub on_command: Callback<Command>,
    /// The only section to show; none for all of them.
    #[prop_or_default]
    pub only: Option<&'static str>,
}

/// What every field of a form needs. Cheap to clone.
#[derive(Clone)]
pub struct FormContext {
    /// The open plan.
    pub plan: PlanView,
    /// Its parts as they stand in the file, by name.
    pub parts: Rc<BTreeMap<String, Value>>,
    /// Remarks that belong beside a field.
    pub notes: Rc<Vec<FieldNote>>,
    /// Asks for a change.
    pub on_command: Callback<Command>,
    /// Ends an undo step.
    pub on_step_end: Callback<()>,
    /// Removes a row, after a question where others refer to it.
    pub on_remove: Callback<Unwanted>,
}

impl PartialEq for FormContext {
    fn eq(&self, other: &Self) -> bool {
        self.plan == other.plan
    }
}

/// The sections.
#[component]
pub fn FormView(props: &FormViewProps) -> Html {
    let parts = use_memo((props.plan.clone(), props.page), |(plan, page)| {
        let fields = page.sections.iter().flat_map(|section| section.fields);
        let names = fields.filter_map(|field| field.path.split(['.', '[']).next());
        names.filter_map(|name| Some((name.to_owned(), section_value(&plan.document, name)?))).collect()
    });
    let notes = use_memo(props.plan.clone(), |plan| field_notes(&plan.document, &plan.figures));
    let on_step_end = use_context::<StepEnd>().map(|end| end.0).unwrap_or_default();
    let (on_remove, question) = use_removal(&props.plan, &props.on_command);
    let context = FormContext {
        plan: props.plan.clone(),
        parts,
        notes,
        on_command: props.on_command.clone(),
        on_step_end,
        on_remove,
    };
    html! {
        <div class="form">
            for section in props.page.sections.iter().filter(|section| props.only.is_none_or(|only| section.id == only)) {
                <section key={section.id} class="panel form-section" aria-labelledby={format!("section-{}", section.id)}>
                    <h2 id={format!("section-{}", section.id)}>{ explained(t(&format!("section.{}", section.id))) }</h2>
                    if let Some(why) = find(&format!("section.{}.why", section.id)) {
                        <p class="page-lead">{ explained(why) }</p>
                    }
                    { draw_section(section, &props.keys, &context) }
                </section>
            }
            { question }
        </div>
    }
}

/// The fields of a section; those of a stakeholder group once for each group.
fn draw_section(section: &'static Section, keys: &[String], context: &FormContext) -> Html {
    let is_by_group = |field: &&Field| field.path.contains("{group}");
    let plain: Vec<&'static Field> = section.fields.iter().filter(|field| !is_by_group(field)).collect();
    let by_group: Vec<&'static Field> = section.fields.iter().filter(is_by_group).collect();
    html! {
        <>
            <div class="form-grid">
                for field in plain {
                    <FieldRow key={field.path} {field} keys={keys.to_vec()} context={context.clone()} />
                }
            </div>
            if !by_group.is_empty() {
                <div class="form-groups">
                    for group in Group::ALL {
                        <fieldset key={group.letter()} class="form-group" id={group_place(&by_group, keys, group)}>
                            <legend>{ marked(t(&format!("choice.group.{}", group.letter()))) }</legend>
                            <div class="form-grid">
                                for field in by_group.iter().copied() {
                                    <FieldRow key={field.path} {field} keys={with_group(keys, group)} context={context.clone()} />
                                }
                            </div>
                        </fieldset>
                    }
                </div>
            }
        </>
    }
}

/// The record of a group, such as `foundation.stakeholders.F`: where a finding about the group leads.
fn group_place(fields: &[&'static Field], keys: &[String], group: Group) -> Option<String> {
    let keys = with_group(keys, group);
    let keys: Vec<&str> = keys.iter().map(String::as_str).collect();
    let path = fields.first()?.at(&keys).ok()?.to_string();
    path.rsplit_once('.').map(|(record, _)| record.to_owned())
}

fn with_group(keys: &[String], group: Group) -> Vec<String> {
    keys.iter().cloned().chain([group.letter().to_owned()]).collect()
}
