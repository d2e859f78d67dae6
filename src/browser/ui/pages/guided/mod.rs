//! Guided start: ten questions on one page, then the draft of a whole plan.

pub mod draft;
mod questions;

use yew::prelude::*;
use yew_router::prelude::*;

use crate::browser::ui::components::button::{Button, ButtonKind};
use crate::browser::ui::components::field::Field;
use crate::browser::ui::components::icon::IconName;
use crate::browser::ui::components::progress::Progress;
use crate::browser::ui::components::select::{Select, SelectOption};
use crate::browser::ui::components::term_text::explained;
use crate::browser::ui::components::text_input::TextInput;
use crate::browser::ui::route::Route;
use crate::browser::ui::session::Session;
use crate::domain::form::choices::INDUSTRY;
use crate::domain::guided::{QUESTIONS, left_open};
use crate::domain::json;
use crate::domain::model::guided::GuidedAnswers;
use crate::domain::wording::{fill, t};

use questions::{Ask, ask};

/// Properties of [`GuidedPage`].
#[derive(PartialEq, Properties)]
pub struct GuidedPageProps {
    /// The session.
    pub session: Session,
}

/// The page. Answers survive a reload until the plan is drafted.
#[component]
pub fn GuidedPage(props: &GuidedPageProps) -> Html {
    let session = props.session.clone();
    let answers = use_state(|| session.preferences().read::<GuidedAnswers>("guided").unwrap_or_default());
    let navigator = use_navigator();
    let on_answers = {
        let (answers, session) = (answers.clone(), session.clone());
        Callback::from(move |changed: GuidedAnswers| {
            session.preferences().write("guided", &changed);
            answers.set(changed);
        })
    };
    let text = |change: fn(&mut GuidedAnswers, String)| {
        let (answers, on_answers) = (answers.clone(), on_answers.clone());
        Callback::from(move |text: String| {
            let mut changed = (*answers).clone();
            change(&mut changed, text);
            on_answers.emit(changed);
        })
    };
    let on_draft = {
        let (session, answers) = (session.clone(), answers.clone());
        Callback::from(move |_: MouseEvent| {
            session.preferences().write("guided", &GuidedAnswers::default());
            session.open_guided(&answers);
            if let Some(navigator) = &navigator {
                navigator.push(&Route::Draft);
            }
        })
    };
    let open = left_open(&answers).len();
    let done = usize::from(QUESTIONS) - open;
    let words = fill("guide.progress", &[("done", &done.to_string()), ("all", &QUESTIONS.to_string())]);
    let question = |which: Ask| ask(which, &answers, &on_answers);
    html! {
        <div class="page ask-page" data-width="prose">
            <header class="page-head">
                <div class="page-title">
                    <h1>{ explained(t("guide.title")) }</h1>
                    <p class="page-lead">{ explained(t("guide.lead")) }</p>
                </div>
            </header>
            <section class="panel ask" aria-labelledby="guide-organisation">
                <h2 class="ask-title" id="guide-organisation">{ t("guide.ask.1") }</h2>
                <Field id="guide-name" label={t("guide.organisation")}>
                    <TextInput value={answers.organisation.clone()} max_length=120
                        on_change={text(|answers, text| answers.organisation = text)} />
                </Field>
            </section>
            { question(Ask::Size) }
            <section class="panel ask" aria-labelledby="guide-sector">
                <h2 class="ask-title" id="guide-sector">{ t("guide.ask.3") }</h2>
                <Field id="guide-industry" label={t("guide.industry")}>
                    <Select value={industry(&answers)} options={industries()}
                        on_change={text(|answers, text| answers.industry = json::read(&text.into()).ok())} />
                </Field>
            </section>
            { question(Ask::Purpose) }
            { question(Ask::Delivery) }
            { question(Ask::Existing) }
            { question(Ask::Pains) }
            { questions::sponsor(&answers, &on_answers, html! {
                <Field id="guide-sponsor" label={t("guide.sponsor_name")} help={t("guide.sponsor_help")}>
                    <TextInput value={answers.sponsor.clone()} max_length=120
                        on_change={text(|answers, text| answers.sponsor = text)} />
                </Field>
            }) }
            { question(Ask::Team) }
            { question(Ask::Pace) }
            <footer class="page-foot">
                <Progress share={done as f64 / f64::from(QUESTIONS)} {words} label={t("guide.progress_label")} />
                <Button kind={ButtonKind::Primary} icon={IconName::ChevronRight} on_press={on_draft}>
                    { t("guide.draft") }
                </Button>
            </footer>
            <p class="page-lead">{ explained(t("guide.open_note")) }</p>
        </div>
    }
}

fn industry(answers: &GuidedAnswers) -> String {
    let value = answers.industry.and_then(|industry| json::to_value(&industry));
    value.and_then(|value| value.as_str().map(str::to_owned)).unwrap_or_default()
}

fn industries() -> Vec<SelectOption> {
    let none = SelectOption { value: "".into(), label: t("guide.left_open").into() };
    let named = INDUSTRY
        .values
        .iter()
        .map(|value| SelectOption { value: (*value).into(), label: t(&INDUSTRY.key(value)).into() });
    std::iter::once(none).chain(named).collect()
}
