//! The wave board: which entry comes in which wave, what that costs, and what the planner proposes.

pub mod act;
pub mod bottleneck_list;
pub mod card;
pub mod causes;
pub mod column;
pub mod effect;
pub mod face;
pub mod insights;
pub mod inspector;
pub mod lift;
pub mod list;
pub mod move_dialog;
pub mod moves_panel;
pub mod options_dialog;
pub mod proposal_bar;
pub mod repairs;
pub mod split_dialog;
pub mod stop_reason;
pub mod verdict_row;
pub mod waiting;

use std::rc::Rc;

use yew::prelude::*;
use yew_router::prelude::*;

use crate::browser::clock;
use crate::browser::ui::components::button::{Button, ButtonState};
use crate::browser::ui::components::empty_state::EmptyState;
use crate::browser::ui::components::icon::{Icon, IconName};
use crate::browser::ui::components::live_region::LiveRegion;
use crate::browser::ui::components::load_level::LoadLevel;
use crate::browser::ui::components::segmented::{Segment, Segmented};
use crate::browser::ui::components::tabs::{Tab, Tabs};
use crate::browser::ui::hooks::escape::use_escape;
use crate::browser::ui::hooks::gradual::use_gradual;
use crate::browser::ui::hooks::planner::{PlannerHandle, Stage};
use crate::browser::ui::pages::href;
use crate::browser::ui::plan_view::PlanView;
use crate::browser::ui::route::Route;
use crate::browser::ui::session::Session;
use crate::browser::ui::store::Action;
use crate::domain::command::Command;
use crate::domain::figures::colour::{LoadColour, load_text};
use crate::domain::model::ids::{EntryId, WaveId};
use crate::domain::proposal::limit::Limit;
use crate::domain::proposal::summary::Summary;
use crate::domain::proposal::trial::{Place, Roles};
use crate::domain::proposal::verdict::worst_of_wave;
use crate::domain::proposal::waiting::waiting;
use crate::domain::tracking::replan::past_waves;
use crate::domain::wording::{count, fill, t};

use act::{BoardAct, command_of};
use causes::CausesDialog;
use column::{Preview, WaveColumn};
use effect::whole;
use face::{Faces, kind_mark, level, use_faces};
use inspector::EntryPanel;
use lift::{Lift, LiftHandle, use_lift};
use list::BoardList;
use move_dialog::MoveDialog;
use moves_panel::MovesPanel;
use proposal_bar::ProposalBar;
use split_dialog::SplitDialog;
use waiting::WaitingColumn;

/// The tab of the entries beside the waves, on the phone.
const REST: &str = "rest";

/// Waves whose cards come with the page, more than a usual screen shows, and how many follow at a time.
const WAVES_AT_ONCE: usize = 8;
const WAVES_AFTER: usize = 4;

/// Properties of [`BoardPage`].
#[derive(PartialEq, Properties)]
pub struct BoardPageProps {
    /// The session.
    pub session: Session,
    /// The open plan.
    pub plan: PlanView,
    /// Asks for a change.
    pub on_command: Callback<Command>,
}

/// An open dialog.
#[derive(Clone, PartialEq)]
enum Asked {
    Move(EntryId),
    Split(EntryId),
    Causes(usize, Limit),
}

/// What the board shows besides the plan.
#[derive(Clone, Default, PartialEq)]
struct Looks {
    is_list: bool,
    is_preview: bool,
    tab: Option<AttrValue>,
    selected: Option<EntryId>,
    is_moves_panel_closed: bool,
    asked: Option<Asked>,
}

/// The page.
#[component]
pub fn BoardPage(props: &BoardPageProps) -> Html {
    let looks = use_state(Looks::default);
    let navigator = use_navigator();
    let planner = use_context::<PlannerHandle>();
    let known = (props.plan.clone(), planner.clone());
    let summary = use_memo(known.clone(), |(plan, planner)| Some(Rc::new(planner.as_ref()?.summary(plan)?)));
    let is_stale =
        *use_memo(known, |(plan, planner)| planner.as_ref().is_some_and(|planner| planner.is_stale(plan)));
    let summary = (*summary).clone();
    let explained = planner.clone().zip(summary.clone()).filter(|_| looks.is_preview && !is_stale);
    let proposal = summary.clone().filter(|summary| !is_stale && summary.is_better);
    let outcome = use_memo(proposal.clone(), |proposal| {
        proposal.as_ref().map(|proposal| PlanView::new(Rc::new(proposal.outcome.clone())))
    });
    let is_preview = looks.is_preview && outcome.is_some();
    let shown = (*outcome).clone().filter(|_| is_preview).unwrap_or_else(|| props.plan.clone());
    let faces = use_faces(&shown);
    let roles = use_memo(shown.clone(), |plan| {
        let is_by_role = plan.document.plan.settings.plan_by_role;
        is_by_role.then(|| Rc::new(Roles::of(&plan.document, &plan.figures)))
    });
    // Always the same one, whatever it acts on: a change of it would draw every card.
    let acting = use_mut_ref(|| None);
    *acting.borrow_mut() =
        Some((looks.clone(), props.session.clone(), props.plan.clone(), faces.clone(), navigator));
    let on_act = use_callback((), move |act: BoardAct, ()| {
        // Not held while it acts: the page may be drawn meanwhile.
        let Some((looks, session, plan, faces, navigator)) = acting.borrow().clone() else { return };
        let mut next = Looks { asked: None, ..(*looks).clone() };
        match act {
            BoardAct::Move(entry) => next.asked = Some(Asked::Move(entry)),
            BoardAct::Split(entry) => next.asked = Some(Asked::Split(entry)),
            BoardAct::Causes(wave, limit) => next.asked = Some(Asked::Causes(wave, limit)),
            BoardAct::Why(entry) => next.selected = Some(entry),
            BoardAct::Open(entry) => {
                if let Some(navigator) = &navigator {
                    navigator.push(&Route::Entry { entry: entry.to_string() });
                }
            }
            BoardAct::Place(..) | BoardAct::Shift(..) | BoardAct::Pin(..) | BoardAct::Carry(..) => {
                if let Some((command, told)) = command_of(&plan, &faces, act) {
                    session.store.dispatch(Action::Seal);
                    session.store.dispatch(Action::DoAndTell(command, told));
                    session.store.dispatch(Action::Seal);
                }
            }
        }
        looks.set(next);
    });
    let drawn = use_gradual(shown.document.waves.len(), WAVES_AT_ONCE, WAVES_AFTER);
    let hands = use_lift(&shown, &faces, !is_preview, on_act.clone());
    let on_close = looks_after(&looks, |looks, ()| match looks {
        looks if looks.asked.is_some() => Looks { asked: None, ..looks },
        looks if looks.selected.is_some() => Looks { selected: None, ..looks },
        looks => Looks { is_moves_panel_closed: true, ..looks },
    });
    let is_panel_open = looks.selected.is_some() || explained.is_some() && !looks.is_moves_panel_closed;
    use_escape(is_panel_open && looks.asked.is_none() && hands.lift.is_none(), on_close.clone());
    if props.plan.document.waves.is_empty() {
        return no_waves(&props.on_command);
    }
    let on_preview = looks_after(&looks, |looks, is_preview: bool| Looks {
        is_preview,
        is_moves_panel_closed: false,
        selected: None,
        ..looks
    });
    let on_tab = looks_after(&looks, |looks, tab: AttrValue| Looks { tab: Some(tab), ..looks });
    let on_view = looks_after(&looks, |looks, view: String| Looks { is_list: view == "list", ..looks });
    let preview = proposal.as_ref().map(|proposal| Preview {
        moves: Rc::new(proposal.moves.clone()),
        before: is_preview.then(|| props.plan.clone()),
    });
    let lift = hands.lift.clone();
    let roles = (*roles).clone();
    let scene = Scene { shown, roles, faces, preview, is_preview, looks: (*looks).clone(), lift, on_act };
    html! {
        <>
            <div class="page board-page" data-width="wide" data-fill={(!looks.is_list).then_some("")}>
                { heading(props, &scene.shown, &looks, planner.as_ref(), on_view) }
                if looks.is_list {
                    { scene.list() }
                } else {
                    <div class="board-tabs">
                        <Tabs id="board-waves" label={t("board.waves")} tabs={scene.tabs()} value={scene.tab()}
                            on_change={on_tab} are_tiles=true />
                    </div>
                    { scene.board(&hands, drawn) }
                }
                if let Some(planner) = planner {
                    <ProposalBar {planner} plan={props.plan.clone()} {summary} {is_stale} {is_preview} on_preview={on_preview.clone()} />
                }
            </div>
            { scene.panel(props, explained, &on_preview, &on_close) }
            { scene.dialog(&on_close) }
            { scene.carried(&hands) }
            <LiveRegion text={hands.spoken.clone()} is_urgent=true />
            <p id="lift-hint" hidden=true>{ t("lift.hint") }</p>
        </>
    }
}

/// A callback that replaces the looks of the board.
fn looks_after<T: 'static>(looks: &UseStateHandle<Looks>, next: fn(Looks, T) -> Looks) -> Callback<T> {
    let looks = looks.clone();
    Callback::from(move |value: T| looks.set(next((*looks).clone(), value)))
}

/// What is drawn, and from what.
struct Scene {
    shown: PlanView,
    roles: Option<Rc<Roles>>,
    faces: Faces,
    preview: Option<Preview>,
    is_preview: bool,
    looks: Looks,
    lift: Option<Lift>,
    on_act: Callback<BoardAct>,
}

impl Scene {
    fn tab(&self) -> AttrValue {
        self.looks.tab.clone().unwrap_or_else(|| "1".into())
    }

    /// Tabs of the waves with their worst figure, and of the rest with its count; for narrow screens.
    fn tabs(&self) -> Vec<Tab> {
        let figures = &self.shown.figures;
        let wave = |index: usize| {
            let number = (index + 1).to_string();
            let note = worst_of_wave(figures, index)
                .map(|worst| (load_text(worst).into(), Some(level(LoadColour::of(worst)))));
            Tab { label: fill("board.tab_wave", &[("wave", &number)]).into(), value: number.into(), note }
        };
        let rest = waiting(&self.shown.document, figures).len().to_string();
        let rest =
            Tab { value: REST.into(), label: t("board.tab_rest").into(), note: Some((rest.into(), None)) };
        (0..self.shown.document.waves.len()).map(wave).chain([rest]).collect()
    }

    fn board(&self, hands: &LiftHandle, drawn: usize) -> Html {
        let tab = self.tab();
        let lift = |place: Place| self.lift.as_ref().map(|lift| lift.for_column(place));
        html! {
            <div class="board" id="board-waves-panel" data-tab={if tab == REST { "rest" } else { "wave" }} data-drag=""
                data-carrying={self.lift.is_some().then_some("")} onpointerdown={hands.on_pointer_down.clone()}
                onkeydown={hands.on_key.clone()} onfocusout={hands.on_focus_out.clone()}>
                <WaitingColumn plan={self.shown.clone()} faces={self.faces.clone()} is_movable={!self.is_preview}
                    preview={self.preview.clone()}
                    lift={lift(Place::Waiting)} lift_out={lift(Place::Out)} selected={self.looks.selected.clone()} on_act={self.on_act.clone()} />
                for (index, wave) in self.shown.document.waves.iter().enumerate() {
                    <WaveColumn key={wave.id.0} lift={lift(Place::Wave(wave.id))} plan={self.shown.clone()} {index} faces={self.faces.clone()}
                        preview={self.preview.clone()} selected={self.looks.selected.clone()}
                        is_open_tab={tab == (index + 1).to_string()} has_cards={index < drawn} roles={self.roles.clone()}
                        on_act={self.on_act.clone()} />
                }
            </div>
        }
    }

    /// The card that follows the pointer. Its box is always there, so that it stands right from the first frame.
    fn carried(&self, hands: &LiftHandle) -> Html {
        let lift = self.lift.as_ref().filter(|lift| !lift.is_by_keys);
        let carried = lift.and_then(|lift| Some((lift, self.faces.get(&lift.entry)?)));
        html! {
            <div class="drag-layer" ref={hands.layer.clone()} aria-hidden="true">
                if let Some((lift, face)) = carried {
                    <div class="card" data-state="lifted">
                        <div class="card-name">{ kind_mark(face.kind) }<span class="card-title">{ &face.name }</span></div>
                        <div class="card-meta"><span>{ face.code }{ " · " }{ &face.effort }</span></div>
                        { whole(lift, &self.faces) }
                    </div>
                }
            </div>
        }
    }

    fn list(&self) -> Html {
        html! {
            <BoardList plan={self.shown.clone()} faces={self.faces.clone()} is_movable={!self.is_preview}
                moves={self.preview.as_ref().map(|preview| preview.moves.clone())} on_act={self.on_act.clone()} />
        }
    }

    fn panel(
        &self,
        props: &BoardPageProps,
        explained: Option<(PlannerHandle, Rc<Summary>)>,
        on_preview: &Callback<bool>,
        on_close: &Callback<()>,
    ) -> Html {
        if let Some(entry) = &self.looks.selected {
            return html! {
                <EntryPanel entry={entry.clone()} plan={self.shown.clone()} faces={self.faces.clone()}
                    is_movable={!self.is_preview} on_act={self.on_act.clone()} on_close={on_close.clone()} />
            };
        }
        match explained.filter(|_| !self.looks.is_moves_panel_closed) {
            Some((planner, summary)) => html! {
                <MovesPanel {planner} plan={props.plan.clone()} {summary} faces={self.faces.clone()}
                    on_act={self.on_act.clone()} on_preview={on_preview.clone()} on_close={on_close.clone()} />
            },
            None => html! {},
        }
    }

    fn dialog(&self, on_close: &Callback<()>) -> Html {
        match self.looks.asked.clone() {
            Some(Asked::Move(entry)) => html! {
                <MoveDialog {entry} plan={self.shown.clone()} faces={self.faces.clone()} on_act={self.on_act.clone()}
                    on_close={on_close.clone()} />
            },
            Some(Asked::Split(entry)) => html! {
                <SplitDialog {entry} plan={self.shown.clone()} faces={self.faces.clone()} on_act={self.on_act.clone()}
                    on_close={on_close.clone()} />
            },
            Some(Asked::Causes(wave, limit)) => html! {
                <CausesDialog {wave} {limit} plan={self.shown.clone()} faces={self.faces.clone()}
                    is_movable={!self.is_preview} on_act={self.on_act.clone()} on_close={on_close.clone()} />
            },
            None => html! {},
        }
    }
}

fn heading(
    props: &BoardPageProps,
    shown: &PlanView,
    looks: &Looks,
    planner: Option<&PlannerHandle>,
    on_view: Callback<String>,
) -> Html {
    let document = &shown.document;
    let entries = count("board.entries", document.waves.iter().map(|wave| wave.items.len()).sum());
    let waves = count("board.wave_count", document.waves.len());
    let segment = |value: &'static str, label: &'static str, icon| Segment {
        value: value.into(),
        label: label.into(),
        icon: Some(icon),
    };
    let segments = vec![
        segment("board", t("board.view_board"), IconName::Board),
        segment("list", t("board.view_list"), IconName::List),
    ];
    html! {
        <header class="page-head">
            <div class="page-title board-title">
                <h1>{ t("nav.board") }</h1>
                <span class="chip" data-kind="outline">{ fill("board.counts", &[("entries", &entries), ("waves", &waves)]) }</span>
            </div>
            <div class="page-actions">
                { legend() }
                <Segmented name="board-view" label={t("board.view")} {segments}
                    value={if looks.is_list { "list" } else { "board" }} on_change={on_view} />
                if !past_waves(&props.plan.document, &props.plan.figures, clock::today()).is_empty() {
                    <a class="button" href={href(&Route::Tracking)}>{ t("board.replan") }</a>
                }
                if let Some(planner) = planner {
                    { propose(props, planner) }
                }
            </div>
        </header>
    }
}

fn propose(props: &BoardPageProps, planner: &PlannerHandle) -> Html {
    let is_running = matches!(planner.stage(&props.plan), Stage::Running(_));
    let state = if is_running { ButtonState::Busy } else { ButtonState::Ready };
    let (planner, plan) = (planner.clone(), props.plan.clone());
    let on_press = Callback::from(move |_| planner.start(&plan));
    html! { <Button icon={IconName::Spark} {state} {on_press}>{ t("planner.propose") }</Button> }
}

fn legend() -> Html {
    let item = |icon, tone: &'static str, words: &'static str| {
        html! { <span class="legend-item" data-tone={tone}><Icon name={icon} size=12 />{ words }</span> }
    };
    let load = |level: LoadLevel, words| item(level.icon(), level.name(), words);
    html! {
        <div class="legend board-legend">
            { item(IconName::Product, "kind", t("choice.entry_kind.product")) }
            { item(IconName::Service, "kind", t("choice.entry_kind.service")) }
            { load(LoadLevel::Room, t("board.legend_room")) }
            { load(LoadLevel::Tight, t("board.legend_tight")) }
            { load(LoadLevel::Over, t("board.legend_over")) }
            { load(LoadLevel::Stop, t("board.legend_stop")) }
        </div>
    }
}

fn no_waves(on_command: &Callback<Command>) -> Html {
    let on_add = on_command.reform(|_| Command::AddWave { id: WaveId(clock::random_id()), after: None });
    html! {
        <div class="page" data-width="wide">
            <header class="page-head"><div class="page-title"><h1>{ t("nav.board") }</h1></div></header>
            <EmptyState icon={IconName::Board} sentence={t("waves.none")}>
                <Button on_press={on_add}>{ t("waves.add_first") }</Button>
            </EmptyState>
        </div>
    }
}
