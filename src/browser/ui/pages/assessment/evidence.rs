//! Quotes and facts that support an area, and a way to add one.

use serde_json::json;
use yew::prelude::*;

use crate::browser::clock;
use crate::browser::ui::components::button::{Button, ButtonKind, ButtonSize, ButtonState};
use crate::browser::ui::components::field::Field;
use crate::browser::ui::components::icon::IconName;
use crate::browser::ui::components::select::{Select, SelectOption};
use crate::browser::ui::components::term_text::explained;
use crate::browser::ui::components::text_area::TextArea;
use crate::browser::ui::pages::href;
use crate::browser::ui::plan_view::PlanView;
use crate::browser::ui::route::Route;
use crate::domain::command::Command;
use crate::domain::command::path::FieldPath;
use crate::domain::form::choices::EVIDENCE_KIND;
use crate::domain::model::ids::RowId;
use crate::domain::model::initiation::{Area, Evidence, EvidenceKind};
use crate::domain::wording::{fill, t};

/// Properties of [`EvidenceList`].
#[derive(PartialEq, Properties)]
pub struct EvidenceListProps {
    /// The area.
    pub area: Area,
    /// The open plan.
    pub plan: PlanView,
    /// Asks for a change.
    pub on_command: Callback<Command>,
}

/// The evidence of an area.
#[component]
pub fn EvidenceList(props: &EvidenceListProps) -> Html {
    let is_adding = use_state(|| false);
    let evidence = props.plan.document.initiation.evidence.iter();
    let found: Vec<&Evidence> = evidence.filter(|evidence| evidence.area == Some(props.area)).collect();
    let open = {
        let is_adding = is_adding.clone();
        Callback::from(move |_: MouseEvent| is_adding.set(true))
    };
    let on_done = {
        let is_adding = is_adding.clone();
        Callback::from(move |()| is_adding.set(false))
    };
    html! {
        <section class="inspector-section">
            <div class="spread">
                <h2>{ explained(t("assessment.evidence")) }</h2>
                if !found.is_empty() {
                    <a href={href(&Route::form("initiation.evidence"))}>{ t("assessment.edit") }</a>
                }
            </div>
            <ul class="evidence">
                for evidence in found {
                    <li key={evidence.id.0}>{ words(evidence) }</li>
                }
            </ul>
            if *is_adding {
                <NewEvidence area={props.area} on_command={props.on_command.clone()} {on_done} />
            } else {
                <div>
                    <Button kind={ButtonKind::Quiet} size={ButtonSize::Small} icon={IconName::Plus} on_press={open}>
                        { t("assessment.add_evidence") }
                    </Button>
                </div>
            }
        </section>
    }
}

/// A quote stands in quotation marks; a fact stands for itself.
fn words(evidence: &Evidence) -> String {
    match evidence.kind {
        EvidenceKind::Quote if !evidence.text.starts_with(['"', '“']) => {
            fill("assessment.quote", &[("text", &evidence.text)])
        }
        _ => evidence.text.clone(),
    }
}

/// Properties of [`NewEvidence`].
#[derive(PartialEq, Properties)]
pub struct NewEvidenceProps {
    /// The area.
    pub area: Area,
    /// Asks for a change.
    pub on_command: Callback<Command>,
    /// Called when it was added or given up.
    pub on_done: Callback<()>,
}

/// Kind and text of new evidence.
#[component]
pub fn NewEvidence(props: &NewEvidenceProps) -> Html {
    let text = use_state(String::new);
    let kind = use_state(EvidenceKind::default);
    let options: Vec<SelectOption> = EVIDENCE_KIND
        .values
        .iter()
        .map(|value| SelectOption { value: (*value).into(), label: t(&EVIDENCE_KIND.key(value)).into() })
        .collect();
    let on_text = {
        let text = text.clone();
        Callback::from(move |given| text.set(given))
    };
    let on_kind = {
        let kind = kind.clone();
        Callback::from(move |given: String| {
            kind.set(serde_json::from_value(json!(given)).unwrap_or_default())
        })
    };
    let add = {
        let (text, kind, area) = (text.clone(), *kind, props.area);
        let (on_command, on_done) = (props.on_command.clone(), props.on_done.clone());
        Callback::from(move |_: MouseEvent| {
            let id = RowId(clock::random_id());
            let row = json!(Evidence { id, area: Some(area), kind, text: text.trim().to_owned() });
            on_command.emit(Command::AddRow { list: FieldPath::section("initiation").key("evidence"), row });
            on_done.emit(());
        })
    };
    let state = if text.trim().is_empty() { ButtonState::Disabled } else { ButtonState::Ready };
    html! {
        <div class="stack" data-gap="2">
            <Field id="new-evidence-kind" label={t("assessment.evidence_kind")}>
                <Select value={kind_code(*kind)} {options} on_change={on_kind} />
            </Field>
            <Field id="new-evidence-text" label={t("assessment.evidence_text")}>
                <TextArea value={(*text).clone()} on_change={on_text} max_length=2000 />
            </Field>
            <div class="row" data-gap="2">
                <Button size={ButtonSize::Small} {state} on_press={add}>{ t("assessment.add") }</Button>
                <Button kind={ButtonKind::Quiet} size={ButtonSize::Small} on_press={props.on_done.reform(|_| ())}>
                    { t("assessment.cancel") }
                </Button>
            </div>
        </div>
    }
}

/// The kind as the file writes it.
fn kind_code(kind: EvidenceKind) -> &'static str {
    match kind {
        EvidenceKind::Quote => "quote",
        EvidenceKind::Fact => "fact",
        EvidenceKind::File => "file",
    }
}
