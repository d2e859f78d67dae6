//! What the guided start came to: the draft in figures, and every assumption with the way to its field.

use yew::prelude::*;

use crate::browser::ui::components::chip::{Chip, ChipKind};
use crate::browser::ui::components::empty_state::EmptyState;
use crate::browser::ui::components::icon::{Icon, IconName};
use crate::browser::ui::components::term_text::explained;
use crate::browser::ui::hooks::reach::reaching;
use crate::browser::ui::pages::entry::decision::state_code;
use crate::browser::ui::pages::href;
use crate::browser::ui::plan_view::PageProps;
use crate::browser::ui::route::Route;
use crate::domain::figures::number::short;
use crate::domain::form::place::page_of;
use crate::domain::guided::assumptions::{Assumption, assumptions};
use crate::domain::model::planning::SelectionState;
use crate::domain::wording::{count, fill, t};

/// The page.
#[component]
pub fn DraftPage(props: &PageProps) -> Html {
    // The page of the questions was scrolled to its end.
    use_effect_with((), |()| {
        let main = web_sys::window().and_then(|window| window.document()?.get_element_by_id("main"));
        if let Some(main) = main {
            main.scroll_into_view();
            main.set_scroll_top(0);
        }
    });
    let found = use_memo(props.plan.clone(), |plan| assumptions(&plan.document));
    if found.is_empty() {
        return html! {
            <div class="page">
                <h1>{ explained(t("guide.draft_title")) }</h1>
                <EmptyState icon={IconName::File} sentence={t("guide.no_draft")}>
                    <a class="button" href={href(&Route::form("plan.settings"))}>{ t("page.plan.settings") }</a>
                </EmptyState>
            </div>
        };
    }
    let choices = props.plan.document.planning.choices.values();
    let parked = choices.filter(|choice| choice.state == SelectionState::Parked).count();
    let changed = found.iter().filter(|assumed| assumed.now.is_some()).count();
    let guesses = found.iter().filter(|assumed| assumed.is_guess && assumed.now.is_none()).count();
    html! {
        <div class="page">
            <header class="page-head">
                <div class="page-title">
                    <h1>{ explained(t("guide.draft_title")) }</h1>
                    <p class="page-lead">{ summary(props) }</p>
                </div>
                <div class="page-actions">
                    <a class="button" data-kind="primary" href={href(&Route::Board)}>
                        { t("guide.to_board") }<Icon name={IconName::ChevronRight} />
                    </a>
                    <a class="button" href={href(&Route::Roadmap)}>{ t("nav.roadmap") }</a>
                    <a class="button" href={href(&Route::Documents { document: "charter".to_owned() })}>{ t("guide.to_charter") }</a>
                </div>
            </header>
            <section class="panel form-section" aria-labelledby="draft-next">
                <h2 id="draft-next">{ explained(t("guide.next")) }</h2>
                <ul class="plain-list">
                    if parked > 0 {
                        <li><a href={href(&parked_list())} onclick={reaching("choose-all".to_owned())}>{ count("guide.parked", parked) }</a></li>
                    }
                    <li><a href={href(&Route::Assessment { area: "sponsorship".to_owned() })}>{ t("guide.next_assess") }</a></li>
                    <li><a href={href(&Route::form("foundation.people"))}>{ t("guide.next_people") }</a></li>
                    <li><a href={href(&Route::Board)}>{ t("guide.next_planner") }</a></li>
                </ul>
            </section>
            <section class="stack" data-gap="3" aria-labelledby="draft-assumptions">
                <h2 id="draft-assumptions">{ explained(t("guide.assumptions")) }</h2>
                <p class="page-lead">
                    { count("guide.assumed", found.len()) }{ " " }{ count("guide.guessed", guesses) }{ " " }{ count("guide.changed", changed) }
                </p>
                for question in (1..=10).chain([0]) {
                    { of_question(question, &found) }
                }
            </section>
        </div>
    }
}

fn parked_list() -> Route {
    Route::ChooseIn { state: state_code(SelectionState::Parked).to_owned() }
}

/// "12 entries in 4 waves, 12 months, with 2 people."
fn summary(props: &PageProps) -> String {
    let document = &props.plan.document;
    let entries = document.waves.iter().map(|wave| wave.items.len()).sum();
    let months: f64 = document.waves.iter().map(|wave| wave.length_months.get()).sum();
    let fte = props.plan.figures.office.first().map_or(0.0, |office| office.fte);
    let people = match short(fte, 1).as_str() {
        "1" => t("guide.one_person").to_owned(),
        number => fill("guide.people", &[("number", number)]),
    };
    fill(
        "guide.summary",
        &[
            ("entries", &count("guide.entries", entries)),
            ("waves", &count("guided.words.waves", document.waves.len())),
            ("months", &short(months, 1)),
            ("people", &people),
        ],
    )
}

fn of_question(question: u8, found: &[Assumption]) -> Html {
    let number = (question > 0).then_some(question);
    let rows: Vec<&Assumption> = found.iter().filter(|assumed| assumed.question == number).collect();
    let Some(first) = rows.first() else { return html! {} };
    let id = format!("draft-question-{question}");
    html! {
        <section class="panel assumed" key={question} aria-labelledby={id.clone()}>
            <div class="row" data-gap="2">
                <h3 {id}>{ t(&format!("guide.from.{question}")) }</h3>
                if first.is_guess {
                    <Chip kind={ChipKind::Dashed}>{ t("guide.was_open") }</Chip>
                }
            </div>
            <dl class="assumed-list">
                for assumed in rows {
                    <div key={assumed.path.clone()} class="assumed-row">
                        <dt><a href={href(&route_of(&assumed.path))} onclick={reaching(assumed.path.clone())}>{ &assumed.name }</a></dt>
                        <dd>
                            { told(assumed) }
                        </dd>
                    </div>
                }
            </dl>
        </section>
    }
}

/// What was assumed, struck through where the plan says something else by now.
fn told(assumed: &Assumption) -> Html {
    let Some(now) = &assumed.now else { return html! { &assumed.words } };
    let now = if now.is_empty() { t("form.nothing") } else { now };
    html! {
        <>
            if now != assumed.words {
                <del>{ &assumed.words }</del>{ " " }
            }
            { now }{ " " }<Chip icon={IconName::Check}>{ t("guide.is_changed") }</Chip>
        </>
    }
}

/// The page on which the value can be changed.
fn route_of(path: &str) -> Route {
    match path {
        "planning.choices" => Route::Choose,
        "initiation.areas" => Route::Overview,
        "waves" => Route::Waves,
        _ => Route::form(page_of(path).map_or("plan.settings", |page| page.id)),
    }
}
