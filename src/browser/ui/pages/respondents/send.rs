//! Questions go out: one file for everybody, or one for each person.

use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::browser::transfer::file_system::{FileKind, save};
use crate::browser::ui::components::button::{Button, ButtonKind, ButtonSize};
use crate::browser::ui::components::icon::IconName;
use crate::browser::ui::components::segmented::{Segment, Segmented};
use crate::browser::ui::components::table::Table;
use crate::browser::ui::components::term_text::{explained, marked};
use crate::browser::ui::pages::assessment::group_key;
use crate::browser::ui::pages::href;
use crate::browser::ui::route::Route;
use crate::browser::ui::session::Session;
use crate::domain::model::document::Document;
use crate::domain::model::initiation::Participant;
use crate::domain::respondent::archive::archive;
use crate::domain::respondent::file::{QUESTIONS_EXTENSION, QuestionsFile};
use crate::domain::vault::file_name::file_name;
use crate::domain::wording::{count, fill, t};

use super::RespondentsPageProps;

/// A file of questions.
const QUESTION_FILE: FileKind =
    FileKind { description: "Wavewright questions", media_type: "application/json", ending: ".json" };

/// All of them in one.
const ARCHIVE_FILE: FileKind =
    FileKind { description: "Wavewright questions by name", media_type: "application/zip", ending: ".zip" };

/// The panel.
#[component]
pub fn SendOut(props: &RespondentsPageProps) -> Html {
    let is_short = use_state(|| false);
    let document = &props.plan.document;
    let people = &document.initiation.participants;
    let segments = vec![
        Segment { value: "all".into(), label: t("respondents.all").into(), icon: None },
        Segment { value: "short".into(), label: t("respondents.short").into(), icon: None },
    ];
    let on_extent = {
        let is_short = is_short.clone();
        Callback::from(move |value: String| is_short.set(value == "short"))
    };
    html! {
        <section class="panel form-section" aria-labelledby="respondents-send">
            <h2 id="respondents-send">{ explained(t("respondents.send")) }</h2>
            <p class="page-lead">{ explained(t("respondents.send_lead")) }</p>
            <div class="row">
                <Segmented name="respondents-extent" label={t("respondents.extent")} {segments}
                    value={if *is_short { "short" } else { "all" }} on_change={on_extent} />
                <Button icon={IconName::Download} on_press={write(props, None, *is_short)}>{ t("respondents.one_file") }</Button>
                if !people.is_empty() {
                    <Button icon={IconName::Download} on_press={write_all(props, *is_short)}>
                        { count("respondents.all_files", people.len()) }
                    </Button>
                }
            </div>
            if people.is_empty() {
                <p class="page-lead">
                    { t("respondents.nobody") }{ " " }
                    <a href={href(&Route::form("initiation.participants"))}>{ t("page.initiation.participants") }</a>
                </p>
            } else {
                <Table caption={t("respondents.send")} becomes_cards=true>
                    <thead>
                        <tr>
                            <th scope="col">{ marked(t("assessment.person_name")) }</th>
                            <th scope="col">{ marked(t("assessment.person_group")) }</th>
                            <th scope="col" data-kind="figure">{ marked(t("respondents.answers")) }</th>
                            <th scope="col"><span class="visually-hidden">{ t("respondents.one_file") }</span></th>
                        </tr>
                    </thead>
                    <tbody>
                        for person in people {
                            { row(props, document, person, *is_short) }
                        }
                    </tbody>
                </Table>
            }
        </section>
    }
}

fn row(props: &RespondentsPageProps, document: &Document, person: &Participant, is_short: bool) -> Html {
    let answers = document.initiation.answers.iter().filter(|answer| answer.participant == person.id).count();
    html! {
        <tr key={person.id.0}>
            <th scope="row">{ &person.name }</th>
            <td data-label={t("assessment.person_group")}>{ t(group_key(person.group)) }</td>
            <td data-kind="figure" data-label={t("respondents.answers")}>{ answers }</td>
            <td class="table-actions">
                <Button kind={ButtonKind::Quiet} size={ButtonSize::Small} icon={IconName::Download}
                    label={fill("respondents.file_for", &[("name", &person.name)])} on_press={write(props, Some(person), is_short)}>
                    { t("respondents.file") }
                </Button>
            </td>
        </tr>
    }
}

fn write(props: &RespondentsPageProps, person: Option<&Participant>, is_short: bool) -> Callback<MouseEvent> {
    let (session, document, person) = (props.session.clone(), props.plan.document.clone(), person.cloned());
    Callback::from(move |_: MouseEvent| {
        let (name, content) = questions_for(&document, person.as_ref(), is_short);
        hand_out(&session, name, QUESTION_FILE, content);
    })
}

/// One archive with a file for each person: one press, one download.
fn write_all(props: &RespondentsPageProps, is_short: bool) -> Callback<MouseEvent> {
    let (session, document) = (props.session.clone(), props.plan.document.clone());
    Callback::from(move |_: MouseEvent| {
        let people = document.initiation.participants.iter();
        let files: Vec<(String, Vec<u8>)> =
            people.map(|person| questions_for(&document, Some(person), is_short)).collect();
        let title = fill(
            "respondents.file_name",
            &[("plan", &document.plan.name), ("name", t("respondents.by_name"))],
        );
        hand_out(&session, file_name(&title, ARCHIVE_FILE.ending), ARCHIVE_FILE, archive(&files));
    })
}

/// Name and bytes of the file for a person, or for everybody.
fn questions_for(document: &Document, person: Option<&Participant>, is_short: bool) -> (String, Vec<u8>) {
    let file = QuestionsFile::of(document, person, is_short);
    let who = person.map_or(t("respondents.everybody"), |person| &person.name);
    let title = fill("respondents.file_name", &[("plan", &document.plan.name), ("name", who)]);
    (file_name(&title, QUESTIONS_EXTENSION), file.to_text().into_bytes())
}

fn hand_out(session: &Session, name: String, kind: FileKind, content: Vec<u8>) {
    let session = session.clone();
    spawn_local(async move {
        if let Err(error) = save(&name, kind, &content).await {
            session.tell(error.to_string());
        }
    });
}
