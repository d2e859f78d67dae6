//! Live workshop: who is in the room, then one question after another on the whole screen. Where it stands is in the plan:
//! who leaves midway goes on at the same question.

mod full_screen;
mod reveal;
mod round;
mod scoring;

use yew::prelude::*;

use crate::browser::ui::components::button::{Button, ButtonKind, ButtonState};
use crate::browser::ui::components::checkbox::Checkbox;
use crate::browser::ui::components::icon::{Icon, IconName};
use crate::browser::ui::components::segmented::{Segment, Segmented};
use crate::browser::ui::components::term_text::{explained, marked};
use crate::browser::ui::pages::assessment::answerer::NewPerson;
use crate::browser::ui::pages::assessment::group_key;
use crate::browser::ui::pages::href;
use crate::browser::ui::pages::not_found::NotFoundPage;
use crate::browser::ui::plan_view::PlanView;
use crate::browser::ui::route::Route;
use crate::domain::catalogue::areas::areas;
use crate::domain::command::Command;
use crate::domain::model::ids::ParticipantId;
use crate::domain::model::initiation::Area;
use crate::domain::wording::{count, fill, t};
use crate::domain::workshop::{Extent, first_open, sequence};

use full_screen::FullScreen;
use round::Round;

/// Properties of [`WorkshopPage`].
#[derive(PartialEq, Properties)]
pub struct WorkshopPageProps {
    /// `short`, `all`, or the code of an area.
    pub extent: String,
    /// The open plan.
    pub plan: PlanView,
    /// Asks for a change.
    pub on_command: Callback<Command>,
}

fn extent_of(text: &str) -> Option<Extent> {
    match text {
        "short" => Some(Extent::Short),
        "all" => Some(Extent::All),
        code => Area::ALL.into_iter().find(|area| area.code() == code).map(Extent::Area),
    }
}

/// The page.
#[component]
pub fn WorkshopPage(props: &WorkshopPageProps) -> Html {
    // Number of the question from 0; none before the start.
    let place = use_state(|| None::<usize>);
    // Everybody is in the room but those who were sent out.
    let absent = use_state(Vec::<ParticipantId>::new);
    let extent_text = use_state(|| props.extent.clone());
    let Some(extent) = extent_of(&extent_text) else { return html! { <NotFoundPage /> } };
    let questions = sequence(extent);
    let document = &props.plan.document;
    let people = &document.initiation.participants;
    let present: Vec<ParticipantId> =
        people.iter().map(|person| person.id).filter(|id| !absent.contains(id)).collect();
    let go = |to: Option<usize>| {
        let place = place.clone();
        Callback::from(move |()| place.set(to))
    };
    let content = match *place {
        None => html! {
            <Setup plan={props.plan.clone()} on_command={props.on_command.clone()} absent={(*absent).clone()}
                on_absent={ { let absent = absent.clone(); Callback::from(move |list| absent.set(list)) } }
                extent={AttrValue::from((*extent_text).clone())} first={AttrValue::from(props.extent.clone())}
                on_extent={ { let extent_text = extent_text.clone(); Callback::from(move |text: String| extent_text.set(text)) } }
                on_start={go(Some(first_open(document, &questions).unwrap_or(0)))} />
        },
        Some(number) => match questions.get(number) {
            Some(question) => html! {
                <Round key={number} area={question.0} number={question.1} place={number + 1} total={questions.len()}
                    {present} plan={props.plan.clone()} on_command={props.on_command.clone()}
                    on_next={go(Some(number + 1))} on_back={(number > 0).then(|| go(Some(number - 1)))} />
            },
            None => done(
                first_open(document, &questions).is_none(),
                &go(Some(first_open(document, &questions).unwrap_or(0))),
            ),
        },
    };
    let leave = match extent {
        Extent::Area(area) => Route::Assessment { area: area.code().to_owned() },
        _ => Route::Overview,
    };
    html! {
        <div class="workshop">
            <header class="workshop-head">
                <b>{ t("workshop.title") }</b>
                <span class="page-lead">{ &document.plan.name }</span>
                <span class="grow" />
                <span class="text-caption" data-hide="phone">{ t("workshop.kept") }</span>
                <FullScreen />
                <a class="button" href={href(&leave)}><Icon name={IconName::Close} size=16 />{ t("workshop.leave") }</a>
            </header>
            <div class="workshop-body">{ content }</div>
        </div>
    }
}

fn done(is_complete: bool, on_again: &Callback<()>) -> Html {
    html! {
        <section class="workshop-card" aria-labelledby="workshop-done">
            <h1 id="workshop-done">{ explained(t("workshop.done")) }</h1>
            <p>{ t(if is_complete { "workshop.all_agreed" } else { "workshop.some_open" }) }</p>
            <div class="row">
                <a class="button" data-kind="primary" href={href(&Route::Overview)}>{ t("nav.overview") }</a>
                <a class="button" href={href(&Route::Gaps)}>{ t("assessment.to_gaps") }</a>
                if !is_complete {
                    <Button on_press={on_again.reform(|_| ())}>{ t("workshop.to_open") }</Button>
                }
            </div>
        </section>
    }
}

/// Properties of [`Setup`].
#[derive(PartialEq, Properties)]
struct SetupProps {
    plan: PlanView,
    on_command: Callback<Command>,
    /// Who is not in the room.
    absent: Vec<ParticipantId>,
    on_absent: Callback<Vec<ParticipantId>>,
    /// How much is asked now, and as the address had it.
    extent: AttrValue,
    first: AttrValue,
    on_extent: Callback<String>,
    on_start: Callback<()>,
}

/// Who is in the room, and how much is asked.
#[component]
fn Setup(props: &SetupProps) -> Html {
    let people = &props.plan.document.initiation.participants;
    let present = people.iter().filter(|person| !props.absent.contains(&person.id)).count();
    let segment = |value: &str, label: String| Segment {
        value: value.to_owned().into(),
        label: label.into(),
        icon: None,
    };
    let mut segments = vec![
        segment("short", t("respondents.short").to_owned()),
        segment("all", t("respondents.all").to_owned()),
    ];
    if let Some(Extent::Area(area)) = extent_of(&props.first) {
        segments.insert(0, segment(area.code(), areas().name(area).to_owned()));
    }
    let toggle = |id: ParticipantId| {
        let (absent, on_absent) = (props.absent.clone(), props.on_absent.clone());
        Callback::from(move |is_present: bool| {
            let mut next: Vec<ParticipantId> = absent.iter().copied().filter(|other| *other != id).collect();
            if !is_present {
                next.push(id);
            }
            on_absent.emit(next);
        })
    };
    let state = if present == 0 { ButtonState::Disabled } else { ButtonState::Ready };
    let open = extent_of(&props.extent).map(|extent| {
        let questions = sequence(extent);
        let agreed = questions.len()
            - questions
                .iter()
                .filter(|question| first_open(&props.plan.document, &[**question]).is_some())
                .count();
        fill("workshop.agreed", &[("done", &agreed.to_string()), ("all", &questions.len().to_string())])
    });
    html! {
        <section class="workshop-card" aria-labelledby="workshop-setup">
            <h1 id="workshop-setup">{ explained(t("workshop.setup")) }</h1>
            <p class="page-lead">{ explained(t("workshop.how")) }</p>
            <Segmented name="workshop-extent" label={t("respondents.extent")} {segments} value={props.extent.clone()}
                on_change={props.on_extent.clone()} />
            <p class="page-lead">{ open }</p>
            <fieldset class="workshop-people">
                <legend>{ marked(t("workshop.room")) }</legend>
                for person in people {
                    <Checkbox key={person.id.0} is_checked={!props.absent.contains(&person.id)} on_change={toggle(person.id)}
                        label={fill("assessment.person", &[("name", &person.name), ("group", t(group_key(person.group)))])} />
                }
            </fieldset>
            <NewPerson on_command={props.on_command.clone()} on_done={Callback::noop()} />
            <div class="row">
                <Button kind={ButtonKind::Primary} {state} on_press={props.on_start.reform(|_| ())}>
                    { if present == 0 { t("workshop.nobody").to_owned() } else { count("workshop.start", present) } }
                </Button>
            </div>
        </section>
    }
}
