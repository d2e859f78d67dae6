//! Answers come back: every file with its verdict, every person with what would change, and one button.

use std::collections::BTreeSet;

use wasm_bindgen_futures::spawn_local;
use web_sys::{DragEvent, File};
use yew::prelude::*;

use crate::browser::transfer::error::TransferError;
use crate::browser::transfer::picker::{ReadFile, dropped_files, pick_files, read_file, welcomes_drag};
use crate::browser::ui::components::button::{Button, ButtonKind, ButtonState};
use crate::browser::ui::components::checkbox::Checkbox;
use crate::browser::ui::components::icon::{Icon, IconName};
use crate::browser::ui::components::live_region::LiveRegion;
use crate::browser::ui::components::table::Table;
use crate::browser::ui::components::term_text::{explained, marked};
use crate::browser::ui::pages::assessment::group_key;
use crate::browser::ui::store::Action;
use crate::domain::model::ids::ParticipantId;
use crate::domain::respondent::import::{Import, Incoming, JudgedFile, PersonImport, Verdict, judge};
use crate::domain::wording::{count, fill, t};

use super::RespondentsPageProps;

/// The panel. What was handed in is judged anew against each state of the plan.
#[component]
pub fn TakeIn(props: &RespondentsPageProps) -> Html {
    let handed_in = use_state(Vec::<Incoming>::new);
    let agreed = use_state(BTreeSet::<ParticipantId>::new);
    let import =
        use_memo((props.plan.clone(), handed_in.clone()), |(plan, files)| judge(&plan.document, files));
    let on_files = {
        let (handed_in, agreed) = (handed_in.clone(), agreed.clone());
        Callback::from(move |files: Vec<Incoming>| {
            if !files.is_empty() {
                agreed.set(BTreeSet::new());
                handed_in.set(files);
            }
        })
    };
    let on_pick = {
        let on_files = on_files.clone();
        Callback::from(move |_: MouseEvent| {
            let on_files = on_files.clone();
            spawn_local(async move {
                on_files.emit(pick_files(".json").await.into_iter().map(incoming).collect());
            });
        })
    };
    let ondrop = {
        let on_files = on_files.clone();
        Callback::from(move |event: DragEvent| {
            let (files, on_files) = (dropped_files(&event), on_files.clone());
            spawn_local(async move { on_files.emit(read_all(files).await) });
        })
    };
    let ondragover = Callback::from(|event: DragEvent| {
        welcomes_drag(&event);
    });
    let on_agree = {
        let agreed = agreed.clone();
        Callback::from(move |(id, is_agreed): (ParticipantId, bool)| {
            let mut next = (*agreed).clone();
            if is_agreed {
                next.insert(id)
            } else {
                next.remove(&id)
            };
            agreed.set(next);
        })
    };
    let command = import.command(&agreed);
    let taken = import.taken(&agreed).count();
    let on_take = {
        let (store, command) = (props.session.store.clone(), command.clone());
        Callback::from(move |_: MouseEvent| {
            if let Some(command) = command.clone() {
                store.dispatch(Action::DoAndTell(command, count("respondents.taken", taken)));
            }
        })
    };
    let state = if command.is_some() { ButtonState::Ready } else { ButtonState::Disabled };
    html! {
        <section class="panel form-section" aria-labelledby="respondents-take" {ondragover} {ondrop}>
            <h2 id="respondents-take">{ explained(t("respondents.take")) }</h2>
            <p class="page-lead">{ explained(t("respondents.take_lead")) }</p>
            <div class="row">
                <Button icon={IconName::Folder} on_press={on_pick}>{ t("respondents.choose") }</Button>
            </div>
            <LiveRegion text={told(&import)} />
            if !import.files.is_empty() {
                <p>{ told(&import) }</p>
                { files(&import) }
                if !import.people.is_empty() {
                    { people(&import.people, &agreed, &on_agree) }
                }
                <div class="row">
                    <Button kind={ButtonKind::Primary} {state} on_press={on_take}>
                        { match taken {
                            0 if import.people.iter().any(|person| person.needs_consent) => t("respondents.consent_first").to_owned(),
                            0 => t("respondents.nothing").to_owned(),
                            _ => count("respondents.take_over", taken),
                        } }
                    </Button>
                </div>
            }
        </section>
    }
}

fn incoming(file: Result<ReadFile, TransferError>) -> Incoming {
    match file {
        Ok(file) => Incoming { name: file.name, content: Ok(file.content) },
        Err(error) => {
            let name = match &error {
                TransferError::TooLarge { name, .. }
                | TransferError::NotRead { name }
                | TransferError::NotWritten { name } => name.clone(),
            };
            Incoming { name, content: Err(error.to_string()) }
        }
    }
}

async fn read_all(files: Vec<File>) -> Vec<Incoming> {
    let mut read = Vec::new();
    for file in files {
        read.push(incoming(read_file(&file).await));
    }
    read
}

/// "15 files: 12 count, 3 do not."
fn told(import: &Import) -> String {
    if import.files.is_empty() {
        return String::new();
    }
    let counting = import.files.iter().filter(|file| file.verdict == Verdict::Counts).count();
    let files = count("respondents.files", import.files.len());
    fill("respondents.told", &[("files", &files), ("counting", &counting.to_string())])
}

fn files(import: &Import) -> Html {
    html! {
        <Table caption={t("respondents.file_list")} becomes_cards=true>
            <thead>
                <tr>
                    <th scope="col">{ marked(t("respondents.file")) }</th>
                    <th scope="col">{ marked(t("respondents.person")) }</th>
                    <th scope="col">{ marked(t("respondents.verdict")) }</th>
                </tr>
            </thead>
            <tbody>
                for (place, file) in import.files.iter().enumerate() {
                    <tr key={place} data-verdict={kind(&file.verdict)}>
                        <th scope="row">{ &file.name }</th>
                        <td data-label={t("respondents.person")} data-empty={file.person.is_none().then_some("")}>
                            { file.person.as_deref().unwrap_or("–") }
                        </td>
                        <td data-wide=""><span class="verdict-line"><Icon name={icon(&file.verdict)} size=16 /><span>{ verdict(file) }</span></span></td>
                    </tr>
                }
            </tbody>
        </Table>
    }
}

fn kind(verdict: &Verdict) -> &'static str {
    match verdict {
        Verdict::Counts => "counts",
        Verdict::Known
        | Verdict::SameAs(_)
        | Verdict::OlderThan(_)
        | Verdict::OlderThanPlan
        | Verdict::Earlier(_) => "skipped",
        Verdict::Contradicts(_)
        | Verdict::OtherPlan(_)
        | Verdict::Questions
        | Verdict::NoAnswers
        | Verdict::Unreadable(_) => "refused",
    }
}

fn icon(verdict: &Verdict) -> IconName {
    match kind(verdict) {
        "counts" => IconName::Check,
        "skipped" => IconName::Info,
        _ => IconName::Warning,
    }
}

fn verdict(file: &JudgedFile) -> String {
    match &file.verdict {
        Verdict::Counts => t("respondents.verdict.counts").to_owned(),
        Verdict::Known => t("respondents.verdict.known").to_owned(),
        Verdict::SameAs(other) => fill("respondents.verdict.same", &[("file", other)]),
        Verdict::OlderThan(other) => fill("respondents.verdict.older", &[("file", other)]),
        Verdict::OlderThanPlan => t("respondents.verdict.older_than_plan").to_owned(),
        Verdict::Earlier(name) => fill("respondents.verdict.earlier", &[("name", name)]),
        Verdict::NoAnswers => t("respondents.verdict.no_answers").to_owned(),
        Verdict::Contradicts(other) => fill("respondents.verdict.contradicts", &[("file", other)]),
        Verdict::OtherPlan(plan) => fill("respondents.verdict.other_plan", &[("plan", plan)]),
        Verdict::Questions => t("respondents.verdict.questions").to_owned(),
        Verdict::Unreadable(reason) => reason.clone(),
    }
}

fn people(
    people: &[PersonImport],
    agreed: &BTreeSet<ParticipantId>,
    on_agree: &Callback<(ParticipantId, bool)>,
) -> Html {
    html! {
        <Table caption={t("respondents.people")} shows_caption=true becomes_cards=true>
            <thead>
                <tr>
                    <th scope="col">{ marked(t("respondents.person")) }</th>
                    <th scope="col">{ marked(t("assessment.person_group")) }</th>
                    <th scope="col" data-kind="figure">{ marked(t("respondents.added")) }</th>
                    <th scope="col" data-kind="figure">{ marked(t("respondents.replaced")) }</th>
                    <th scope="col">{ marked(t("respondents.remark")) }</th>
                </tr>
            </thead>
            <tbody>
                for import in people {
                    { person(import, agreed, on_agree) }
                }
            </tbody>
        </Table>
    }
}

fn person(
    import: &PersonImport,
    agreed: &BTreeSet<ParticipantId>,
    on_agree: &Callback<(ParticipantId, bool)>,
) -> Html {
    let person = &import.answers.participant;
    let id = person.id;
    html! {
        <tr key={id.0}>
            <th scope="row">{ &person.name }</th>
            <td data-label={t("assessment.person_group")}>{ t(group_key(person.group)) }</td>
            <td data-kind="figure" data-label={t("respondents.added")}>{ import.added }</td>
            <td data-kind="figure" data-label={t("respondents.replaced")}>{ import.replaced }</td>
            <td data-wide="">
                if import.needs_consent {
                    <Checkbox is_checked={agreed.contains(&id)} label={fill("respondents.consent", &[("name", &person.name)])}
                        on_change={on_agree.reform(move |is_agreed| (id, is_agreed))} />
                }
                if import.has_namesake {
                    <p class="page-lead">{ explained(t("respondents.namesake")) }</p>
                }
            </td>
        </tr>
    }
}
