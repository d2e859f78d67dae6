//! The six parts with their pages, the places beside them, and what to do next.

use yew::prelude::*;

use crate::browser::ui::components::icon::IconName;
use crate::browser::ui::components::page_words::PageWords;
use crate::browser::ui::components::step_ring::StepStatus;
use crate::browser::ui::components::stepper_nav::{
    NextAction, Step, StepBadge, StepMark, StepPage, StepperNav,
};
use crate::browser::ui::pages::href;
use crate::browser::ui::plan_view::PlanView;
use crate::browser::ui::route::{Part, Route};
use crate::domain::catalogue::areas::areas;
use crate::domain::guide::{NextStep, is_begun, next_step, progress};
use crate::domain::health;
use crate::domain::vault::index::PartState;
use crate::domain::wording::{count, fill, t};

/// Properties of [`Navigation`].
#[derive(PartialEq, Properties)]
pub struct NavigationProps {
    /// The open plan.
    pub plan: PlanView,
    /// The page on screen.
    pub route: Route,
    /// Whether it is folded to the rail.
    pub is_rail: bool,
    /// Folds or unfolds it.
    pub on_toggle: Callback<()>,
}

/// The navigation.
#[component]
pub fn Navigation(props: &NavigationProps) -> Html {
    let steps = use_memo((props.plan.clone(), props.route.clone()), |(plan, route)| steps(plan, route));
    let next = use_memo(props.plan.clone(), next);
    let places = use_memo((props.plan.clone(), props.route.clone()), |(plan, route)| places(plan, route));
    html! {
        <StepperNav label={t("nav.label")} steps={(*steps).clone()} places={(*places).clone()} next={(*next).clone()}
            foot={html! { <PageWords is_icon={props.is_rail} /> }} is_rail={props.is_rail} toggle_label={AttrValue::from(t(if props.is_rail { "nav.unfold" } else { "nav.fold" }))}
            on_toggle={props.on_toggle.clone()} />
    }
}

fn steps(plan: &PlanView, route: &Route) -> Vec<Step> {
    let progress = progress(&plan.document, &plan.figures);
    let current = Part::of(route);
    Part::ALL
        .into_iter()
        .zip(progress)
        .enumerate()
        .map(|(index, (part, state))| {
            let pages = part.pages();
            let number = AttrValue::from((index + 1).to_string());
            let mark = match part {
                Part::Guidance => StepMark::Icon(IconName::Book),
                _ => StepMark::Ring(number, status(state), t(state_key(state)).into()),
            };
            Step {
                mark,
                name: t(part.key()).into(),
                href: pages.first().map(|(page, _)| href(page)).unwrap_or_default(),
                is_current: current == Some(part),
                badge: None,
                pages: pages
                    .into_iter()
                    .map(|(page, key)| StepPage {
                        name: t(key).into(),
                        is_current: is_same_place(&page, route),
                        href: href(&page),
                    })
                    .collect(),
            }
        })
        .collect()
}

/// A page of an area, a wave or an entry belongs to the list it was opened from.
fn is_same_place(page: &Route, route: &Route) -> bool {
    match (page, route) {
        (Route::Assessment { .. }, Route::Assessment { .. }) | (Route::Waves, Route::Wave { .. }) => true,
        (Route::Choose, Route::Entry { .. } | Route::ChooseIn { .. }) => true,
        (Route::Stress, Route::Form { page }) if page == "scenarios.stress_tests" => true,
        (Route::Tracking, Route::Form { page }) => page.starts_with("execution"),
        _ => page == route,
    }
}

fn status(state: PartState) -> StepStatus {
    match state {
        PartState::Empty => StepStatus::Empty,
        PartState::Started => StepStatus::Started(0.5),
        PartState::Done => StepStatus::Done,
        PartState::NeedsReview => StepStatus::Review,
    }
}

/// Wording key of how far a part is.
pub fn state_key(state: PartState) -> &'static str {
    match state {
        PartState::Empty => "state.empty",
        PartState::Started => "state.started",
        PartState::Done => "state.done",
        PartState::NeedsReview => "state.needs_review",
    }
}

fn places(plan: &PlanView, route: &Route) -> Vec<Step> {
    let open = plan
        .findings()
        .iter()
        .filter(|finding| finding.accepted.is_none() && finding.severity != health::Severity::Hint)
        .count();
    let badge = |number: usize, label: String, is_warning: bool| StepBadge {
        text: number.to_string().into(),
        label: label.into(),
        is_warning,
    };
    let charter = Route::Documents { document: "charter".to_owned() };
    let assumed = Step {
        mark: StepMark::Icon(IconName::Info),
        name: t("nav.assumed").into(),
        href: href(&Route::Draft),
        is_current: *route == Route::Draft,
        badge: None,
        pages: Vec::new(),
    };
    let mut places = vec![
        Step {
            mark: StepMark::Icon(IconName::Health),
            name: t("nav.health").into(),
            href: href(&Route::Health),
            is_current: *route == Route::Health,
            badge: (open > 0 && is_begun(&plan.document, &plan.figures))
                .then(|| badge(open, count("nav.findings", open), true)),
            pages: Vec::new(),
        },
        Step {
            mark: StepMark::Icon(IconName::Document),
            name: t("nav.documents").into(),
            href: href(&charter),
            is_current: matches!(route, Route::Documents { .. }),
            badge: None,
            pages: Vec::new(),
        },
    ];
    places.extend(plan.document.plan.guided.is_some().then_some(assumed));
    places
}

fn next(plan: &PlanView) -> NextAction {
    let step = next_step(&plan.document, &plan.figures);
    let area_name = |area| areas().short_name(area).to_owned();
    let wave_page = |number: &usize| {
        let wave = plan.document.waves.get(number - 1).map_or(0, |wave| wave.id.0);
        Route::Wave { wave }
    };
    let (sentence, route) = match &step {
        NextStep::NameOrganisation => {
            (t("next.name_organisation").to_owned(), Route::form("organisation.profile"))
        }
        NextStep::NameSponsor => (t("next.name_sponsor").to_owned(), Route::form("foundation.people")),
        NextStep::WriteMission => (t("next.write_mission").to_owned(), Route::form("foundation.identity")),
        NextStep::AssessArea(area) => (
            fill("next.assess_area", &[("area", &area_name(*area))]),
            Route::Assessment { area: area.code().to_owned() },
        ),
        NextStep::ExplainLevel(area) => (
            fill("next.explain_level", &[("area", &area_name(*area))]),
            Route::Assessment { area: area.code().to_owned() },
        ),
        NextStep::ChooseEntries => (t("next.choose_entries").to_owned(), Route::Choose),
        NextStep::CloseGap(area) => (fill("next.close_gap", &[("area", &area_name(*area))]), Route::Gaps),
        NextStep::AddWaves => (t("next.add_waves").to_owned(), Route::Waves),
        NextStep::ProposeWaves => (t("next.propose_waves").to_owned(), Route::Board),
        NextStep::EaseWave(wave) => (fill("next.ease_wave", &[("wave", &wave.to_string())]), Route::Board),
        NextStep::SetGoal(wave) => (fill("next.set_goal", &[("wave", &wave.to_string())]), wave_page(wave)),
        NextStep::ReadReport => {
            (t("next.read_report").to_owned(), Route::Documents { document: "charter".to_owned() })
        }
    };
    NextAction {
        heading: t("next.heading").into(),
        sentence: sentence.into(),
        link: t("next.go").into(),
        href: href(&route),
        field: step.field(&plan.document).unwrap_or_default().into(),
    }
}
