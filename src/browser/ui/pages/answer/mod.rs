//! The page of a respondent: somebody else's questions, one's own answers, and a file to send back. No plan is needed, and
//! nothing is lost by a reload: answers stay in this browser until they are put away.

mod sheet;

use serde::{Deserialize, Serialize};
use wasm_bindgen_futures::spawn_local;
use web_sys::DragEvent;
use yew::prelude::*;

use crate::browser::clock;
use crate::browser::storage::preference::Preferences;
use crate::browser::transfer::picker::{ReadFile, dropped_files, pick_file, read_file, welcomes_drag};
use crate::browser::ui::components::button::{Button, ButtonKind};
use crate::browser::ui::components::icon::{Icon, IconName};
use crate::browser::ui::components::term_text::explained;
use crate::browser::ui::session::Session;
use crate::domain::model::ids::ParticipantId;
use crate::domain::respondent::file::{AnswersFile, Opened, open};
use crate::domain::wording::{count, fill, t};

use sheet::Sheet;

/// Name under which answers are kept.
const KEPT: &str = "answering";
/// Most sheets that are kept; the oldest saved one goes first.
const MOST_KEPT: usize = 12;

/// Answers on their way.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Answering {
    /// The answers.
    pub file: AnswersFile,
    /// Whether they are in a file as they stand.
    pub is_saved: bool,
}

impl Answering {
    /// Puts what was opened in front of what is kept. Answers to the same questions by the same person go on where they
    /// were, unless a file brings newer ones.
    pub fn take_up(preferences: &Preferences, opened: Opened) {
        let mut kept = Self::kept(preferences);
        let (file, is_saved) = match opened {
            Opened::Answers(file) => (file, true),
            Opened::Questions(questions) => {
                (AnswersFile::begin(questions, ParticipantId(clock::random_id())), false)
            }
        };
        let same = kept.iter().position(|other| {
            other.file.plan_id == file.plan_id && other.file.respondent.id == file.respondent.id
        });
        let known = same.map(|place| kept.remove(place));
        let next = match known {
            // What was answered here and is in no file yet must not be lost.
            Some(known) if !known.is_saved || !is_saved => known,
            _ => Self { file, is_saved },
        };
        kept.insert(0, next);
        Self::keep(preferences, kept);
    }

    fn kept(preferences: &Preferences) -> Vec<Self> {
        preferences.read(KEPT).unwrap_or_default()
    }

    fn keep(preferences: &Preferences, mut sheets: Vec<Self>) {
        while sheets.len() > MOST_KEPT {
            match sheets.iter().rposition(|sheet| sheet.is_saved) {
                Some(place) => drop(sheets.remove(place)),
                None => break,
            }
        }
        preferences.write(KEPT, &sheets);
    }
}

/// What one field changes about the answers.
pub type Change = Box<dyn FnOnce(&mut Answering)>;

/// Properties of [`AnswerPage`].
#[derive(PartialEq, Properties)]
pub struct AnswerPageProps {
    /// The session.
    pub session: Session,
}

/// The page.
#[component]
pub fn AnswerPage(props: &AnswerPageProps) -> Html {
    let preferences = props.session.preferences().clone();
    let sheets = use_state(|| Answering::kept(&preferences));
    // The page may be drawn later than the next answer is given, so changes start from here.
    let latest = use_mut_ref(|| Answering::kept(&preferences));
    let set = {
        let (sheets, latest, preferences) = (sheets.clone(), latest.clone(), preferences.clone());
        Callback::from(move |changed: Vec<Answering>| {
            Answering::keep(&preferences, changed.clone());
            latest.borrow_mut().clone_from(&changed);
            sheets.set(changed);
        })
    };
    let take = {
        let (set, session) = (set.clone(), props.session.clone());
        Callback::from(move |file: ReadFile| match open(&file.content) {
            Ok(opened) => {
                session.hush();
                Answering::take_up(session.preferences(), opened);
                set.emit(Answering::kept(session.preferences()));
            }
            Err(reason) => {
                let reason = reason.to_string();
                session.tell(fill("app.file_refused", &[("file", &file.name), ("reason", &reason)]));
            }
        })
    };
    let on_pick = {
        let (take, session) = (take.clone(), props.session.clone());
        Callback::from(move |_: MouseEvent| {
            let (take, session) = (take.clone(), session.clone());
            spawn_local(async move {
                match pick_file(".json").await {
                    Ok(Some(file)) => take.emit(file),
                    Ok(None) => {}
                    Err(error) => session.tell(error.to_string()),
                }
            });
        })
    };
    let ondrop = {
        let session = props.session.clone();
        Callback::from(move |event: DragEvent| {
            let Some(file) = dropped_files(&event).into_iter().next() else { return };
            let (take, session) = (take.clone(), session.clone());
            spawn_local(async move {
                match read_file(&file).await {
                    Ok(file) => take.emit(file),
                    Err(error) => session.tell(error.to_string()),
                }
            });
        })
    };
    let ondragover = Callback::from(|event: DragEvent| {
        welcomes_drag(&event);
    });
    {
        // What was said about a sheet goes with this page.
        let session = props.session.clone();
        use_effect_with((), move |()| move || session.hush());
    }
    let on_change = {
        let set = set.clone();
        Callback::from(move |change: Change| {
            let mut sheets = latest.borrow().clone();
            if let Some(first) = sheets.first_mut() {
                change(first);
            }
            set.emit(sheets);
        })
    };
    let others = sheets.iter().enumerate().skip(1);
    html! {
        <div class="page ask-page" data-width="prose" {ondragover} {ondrop}>
            <header class="page-head">
                <div class="page-title">
                    <h1>{ explained(t("answer.title")) }</h1>
                    <p class="page-lead">{ explained(t("answer.lead")) }</p>
                </div>
                <Button icon={IconName::Folder} on_press={on_pick}
                    kind={if sheets.is_empty() { ButtonKind::Primary } else { ButtonKind::Default }}>
                    { t("answer.choose") }
                </Button>
            </header>
            if let Some(first) = sheets.first() {
                <Sheet key={first.file.respondent.id.0} sheet={first.clone()} session={props.session.clone()} {on_change} />
            }
            if sheets.len() > 1 {
                <section class="stack" data-gap="2" aria-labelledby="answer-others">
                    <h2 id="answer-others">{ explained(t("answer.others")) }</h2>
                    <ul class="plain-list">
                        for (place, sheet) in others {
                            <li key={sheet.file.respondent.id.0}>{ other(place, sheet, &sheets, &set) }</li>
                        }
                    </ul>
                </section>
            }
            <p class="text-caption"><Icon name={IconName::Lock} size=14 />{ " " }{ t("answer.privacy") }</p>
        </div>
    }
}

/// A sheet that waits, with the way back to it and the way to forget it.
fn other(place: usize, sheet: &Answering, sheets: &[Answering], set: &Callback<Vec<Answering>>) -> Html {
    let name =
        if sheet.file.respondent.name.is_empty() { t("answer.unnamed") } else { &sheet.file.respondent.name };
    let on_continue = {
        let (next, set) = (sheets.to_vec(), set.clone());
        Callback::from(move |_: MouseEvent| {
            let sheet = next.clone().remove(place);
            let rest = next.clone().into_iter().enumerate().filter(|(index, _)| *index != place);
            set.emit(std::iter::once(sheet).chain(rest.map(|(_, sheet)| sheet)).collect());
        })
    };
    let on_forget = {
        let (next, set) = (sheets.to_vec(), set.clone());
        Callback::from(move |_: MouseEvent| {
            let mut rest = next.clone();
            rest.remove(place);
            set.emit(rest);
        })
    };
    html! {
        <span class="row" data-gap="2">
            <span><b>{ &sheet.file.plan_name }</b>{ " · " }{ name }{ " · " }{ count("answer.given", sheet.file.answers.len()) }</span>
            <Button size={crate::browser::ui::components::button::ButtonSize::Small} on_press={on_continue}>{ t("answer.continue") }</Button>
            <Button size={crate::browser::ui::components::button::ButtonSize::Small} kind={ButtonKind::Quiet} on_press={on_forget}>{ t("answer.forget") }</Button>
        </span>
    }
}
