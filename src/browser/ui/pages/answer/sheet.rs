//! One sheet: who answers, the questions area by area, and the file at the end.

use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::browser::clock;
use crate::browser::transfer::file_system::{FileKind, SaveOutcome, save};
use crate::browser::ui::components::button::{Button, ButtonKind, ButtonState};
use crate::browser::ui::components::chip::Chip;
use crate::browser::ui::components::disclosure::Disclosure;
use crate::browser::ui::components::field::Field;
use crate::browser::ui::components::icon::IconName;
use crate::browser::ui::components::progress::Progress;
use crate::browser::ui::components::radio_scale::{RadioScale, ScaleTile};
use crate::browser::ui::components::select::{Select, SelectOption};
use crate::browser::ui::components::term_text::explained;
use crate::browser::ui::components::text_area::TextArea;
use crate::browser::ui::components::text_input::TextInput;
use crate::browser::ui::pages::assessment::group_key;
use crate::browser::ui::session::Session;
use crate::domain::catalogue::areas::areas;
use crate::domain::model::group::Group;
use crate::domain::model::initiation::Area;
use crate::domain::model::scalar::Scale5;
use crate::domain::respondent::file::{ANSWERS_EXTENSION, AnswersFile, AskedQuestion};
use crate::domain::vault::file_name::file_name;
use crate::domain::wording::{fill, t};

use super::{Answering, Change};

/// A file of answers.
const ANSWER_FILE: FileKind =
    FileKind { description: "Wavewright answers", media_type: "application/json", ending: ".json" };
/// Value of the tile "don't know".
const UNKNOWN: &str = "unknown";

/// Properties of [`Sheet`].
#[derive(PartialEq, Properties)]
pub struct SheetProps {
    /// The answers.
    pub sheet: Answering,
    /// The session.
    pub session: Session,
    /// Called with every change of the answers.
    pub on_change: Callback<Change>,
}

/// The sheet.
#[component]
pub fn Sheet(props: &SheetProps) -> Html {
    let file = &props.sheet.file;
    let change = |act: fn(&mut Answering, String)| {
        props.on_change.reform(move |text: String| -> Change {
            Box::new(move |sheet| {
                sheet.is_saved = false;
                act(sheet, text);
            })
        })
    };
    let on_name = change(|sheet, text| sheet.file.respondent.name = text);
    let on_group = change(|sheet, letter| {
        if let Some(group) = Group::ALL.into_iter().find(|group| group.letter() == letter) {
            sheet.file.respondent.group = group;
        }
    });
    let groups: Vec<SelectOption> = Group::ALL
        .into_iter()
        .map(|group| SelectOption { value: group.letter().into(), label: t(group_key(group)).into() })
        .collect();
    let (done, all) = (file.answers.len(), file.questions.len());
    // A file without answers would only come back.
    let state = if done == 0 { ButtonState::Disabled } else { ButtonState::Ready };
    let words = fill("answer.progress", &[("done", &done.to_string()), ("all", &all.to_string())]);
    html! {
        <>
            <section class="panel ask" aria-labelledby="answer-who">
                <h2 class="ask-title" id="answer-who">{ explained(fill("answer.for", &[("plan", &file.plan_name)])) }</h2>
                <div class="form-grid">
                    <Field id="answer-name" label={t("answer.name")} help={t("answer.name_help")}>
                        <TextInput value={file.respondent.name.clone()} on_change={on_name} max_length=120 />
                    </Field>
                    <Field id="answer-group" label={t("assessment.person_group")}>
                        <Select value={file.respondent.group.letter()} options={groups} on_change={on_group} />
                    </Field>
                </div>
            </section>
            for area in Area::ALL {
                { of_area(props, area) }
            }
            <footer class="page-foot answer-foot">
                <Progress share={done as f64 / all.max(1) as f64} {words} label={t("answer.progress_label")} />
                if props.sheet.is_saved {
                    <Chip icon={IconName::Check}>{ t("answer.is_saved") }</Chip>
                }
                <Button kind={ButtonKind::Primary} icon={IconName::Download} {state} on_press={save_file(props)}>{ t("answer.save") }</Button>
            </footer>
            <p class="page-lead">{ explained(t("answer.send_back")) }</p>
        </>
    }
}

fn of_area(props: &SheetProps, area: Area) -> Html {
    let asked: Vec<&AskedQuestion> =
        props.sheet.file.questions.iter().filter(|question| question.area == area).collect();
    if asked.is_empty() {
        return html! {};
    }
    html! {
        <section class="stack" data-gap="3" key={area.code()}>
            <h2>{ areas().name(area) }</h2>
            for asked in asked {
                { question(props, asked) }
            }
        </section>
    }
}

fn question(props: &SheetProps, asked: &AskedQuestion) -> Html {
    let (area, number) = (asked.area, asked.question);
    let file = &props.sheet.file;
    let id = format!("answer-{}-{number}", area.code());
    let value = file.answer_to(area, number);
    let value = value.map(|score| score.map_or(UNKNOWN.to_owned(), |score| score.get().to_string()));
    let on_change = props.on_change.reform(move |value: String| -> Change {
        let score = value.parse().ok().and_then(|score| Scale5::new(score).ok());
        Box::new(move |sheet| {
            let file = sheet.file.clone().with_answer(area, number, Some(score));
            *sheet = Answering { file, is_saved: false };
        })
    });
    let given = file.answers.iter().find(|answer| (answer.area, answer.question) == (area, number));
    let on_note = props.on_change.reform(move |text: String| -> Change {
        Box::new(move |sheet| {
            sheet.is_saved = false;
            let mut answers = sheet.file.answers.iter_mut();
            if let Some(answer) = answers.find(|answer| (answer.area, answer.question) == (area, number)) {
                answer.note = text;
            }
        })
    });
    let step = |value: &str, number: &str, word: &'static str| ScaleTile {
        value: value.to_owned().into(),
        number: number.to_owned().into(),
        word: word.into(),
        respondents: Vec::new(),
        respondents_label: AttrValue::default(),
    };
    let scale = areas().answer_scale.iter();
    let tiles: Vec<ScaleTile> =
        scale.map(|scale| step(&scale.score.to_string(), &scale.score.to_string(), &scale.label)).collect();
    html! {
        <section class="question" key={number} aria-labelledby={id.clone()}>
            <div class="question-head">
                <span class="question-number">{ format!("Q{number}") }</span>
                <h3 class="question-text" id={id.clone()}>{ &asked.text }</h3>
            </div>
            <RadioScale name={id.clone()} labelled_by={id.clone()} {tiles} value={value.map(AttrValue::from)}
                unknown={step(UNKNOWN, "", t("assessment.unknown"))} {on_change} />
            if let Some(given) = given {
                <Disclosure summary={t("answer.note")} is_open={!given.note.is_empty()}>
                    <TextArea value={given.note.clone()} on_change={on_note} label={t("answer.note")} max_length=2000 rows=2 />
                </Disclosure>
            }
        </section>
    }
}

/// Writes the file, and notes that it is written.
fn save_file(props: &SheetProps) -> Callback<MouseEvent> {
    let (sheet, session, on_change) = (props.sheet.clone(), props.session.clone(), props.on_change.clone());
    Callback::from(move |_: MouseEvent| {
        let mut file = sheet.file.clone();
        file.saved_at = clock::timestamp();
        let (session, on_change) = (session.clone(), on_change.clone());
        let who = match file.respondent.name.trim() {
            "" => t("answer.unnamed"),
            name => name,
        };
        let title = fill("answer.file_name", &[("plan", &file.plan_name), ("name", who)]);
        let name = file_name(&title, ANSWERS_EXTENSION);
        spawn_local(async move {
            match save(&name, ANSWER_FILE, file.to_text().as_bytes()).await {
                Ok(SaveOutcome::Cancelled) => {}
                Ok(_) => {
                    session.tell(t("answer.saved"));
                    on_change.emit(Box::new(move |sheet| {
                        // What was answered meanwhile is in no file yet.
                        let now = AnswersFile { saved_at: file.saved_at.clone(), ..sheet.file.clone() };
                        if now == file {
                            *sheet = Answering { file, is_saved: true };
                        }
                    }));
                }
                Err(error) => session.tell(error.to_string()),
            }
        });
    })
}
