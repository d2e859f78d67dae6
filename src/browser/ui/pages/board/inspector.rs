//! The panel beside the board: why an entry is where it is, and what it brings.

use yew::prelude::*;

use crate::browser::ui::components::button::{Button, ButtonKind, ButtonSize};
use crate::browser::ui::components::icon::IconName;
use crate::browser::ui::components::term_text::explained;
use crate::browser::ui::pages::href;
use crate::browser::ui::plan_view::PlanView;
use crate::browser::ui::route::Route;
use crate::domain::figures::area::AreaFigures;
use crate::domain::figures::entry::ResolvedEntry;
use crate::domain::figures::number::{fixed, short};
use crate::domain::form::choices::AREA;
use crate::domain::model::entry::EntryKind;
use crate::domain::model::group::Group;
use crate::domain::model::ids::{EntryId, WaveId};
use crate::domain::proposal::verdict::{Verdict, verdicts};
use crate::domain::wording::{fill, t};

use super::act::BoardAct;
use super::face::{CardFace, Faces, group_name, kind_mark};
use super::repairs::Repairs;
use super::verdict_row::VerdictRow;

/// Properties of [`EntryPanel`].
#[derive(PartialEq, Properties)]
pub struct EntryPanelProps {
    /// The entry.
    pub entry: EntryId,
    /// The plan that is shown.
    pub plan: PlanView,
    /// Faces of the entries.
    pub faces: Faces,
    /// The entry can be moved and pinned.
    #[prop_or(true)]
    pub is_movable: bool,
    /// What the user asks for.
    pub on_act: Callback<BoardAct>,
    /// The panel is to be closed.
    pub on_close: Callback<()>,
}

/// The panel of an entry.
#[component]
pub fn EntryPanel(props: &EntryPanelProps) -> Html {
    let verdicts = use_memo((props.plan.clone(), props.entry.clone()), |(plan, entry)| {
        verdicts(&plan.document, &plan.figures, entry)
    });
    let figures = &props.plan.figures;
    let (Some(face), Some(entry)) = (props.faces.get(&props.entry), figures.entry(&props.entry)) else {
        return html! {};
    };
    let first = verdicts.iter().find(|verdict| verdict.number > 0 && verdict.holds());
    let first = first.map(|verdict| verdict.number);
    html! {
        <aside class="inspector" data-open="true" aria-labelledby="panel-title">
            <div class="inspector-head">
                <p class="inspector-eyebrow">{ t("board.why_title") }</p>
                <h2 id="panel-title">{ &face.name }</h2>
                { facts(face) }
                <Button kind={ButtonKind::Icon} size={ButtonSize::Small} icon={IconName::Close}
                    label={t("app.close")} on_press={props.on_close.reform(|_| ())} />
            </div>
            <ol class="inspector-section verdicts">
                for verdict in verdicts.iter().filter(|verdict| verdict.number > 0) {
                    <li class="verdict" key={verdict.number}>
                        <VerdictRow verdict={verdict.clone()} faces={props.faces.clone()}
                            is_first={first == Some(verdict.number)} />
                    </li>
                }
            </ol>
            if props.is_movable {
                { mends(props, &verdicts) }
            }
            { closes(entry, &figures.areas) }
            { points(entry) }
            { foot(props, face) }
        </aside>
    }
}

/// What would make the wave of the entry hold, where the entry is one of those that overload it: for the load that is
/// furthest over.
fn mends(props: &EntryPanelProps, verdicts: &[Verdict]) -> Html {
    let here = verdicts.iter().find(|verdict| verdict.is_here && verdict.number > 0);
    let short = here.and_then(|verdict| {
        let loads =
            verdict.shortfalls.iter().filter(|short| short.wave == verdict.number && short.limit.is_load());
        loads.max_by(|one, other| one.used.utilisation().total_cmp(&other.used.utilisation()))
    });
    let Some(short) = short else { return html! {} };
    let heading = fill("board.to_make_it_work", &[("wave", &short.wave.to_string())]);
    html! {
        <div class="inspector-section">
            <Repairs plan={props.plan.clone()} wave={short.wave} limit={short.limit} {heading}
                on_act={props.on_act.clone()} />
        </div>
    }
}

fn facts(face: &CardFace) -> Html {
    let kind = match face.kind {
        EntryKind::Product => t("choice.entry_kind.product"),
        EntryKind::Service => t("choice.entry_kind.service"),
    };
    let rank = face.rank.to_string();
    let arguments = [("kind", kind), ("group", face.code), ("rank", &rank), ("score", &face.score)];
    html! { <p class="inspector-facts">{ kind_mark(face.kind) }<span>{ fill("board.facts", &arguments) }</span></p> }
}

/// The areas that the entry lifts, with today's level and the target.
fn closes(entry: &ResolvedEntry, areas: &[AreaFigures]) -> Html {
    if entry.lifts.is_empty() {
        return html! {};
    }
    let row = |area: &AreaFigures, lift: f64| {
        let lever = if lift >= 1.0 { t("board.main_lever") } else { t("board.helper") };
        let level = area.level.map_or_else(|| "–".to_owned(), |level| short(level, 1));
        let target = area.target.map_or_else(|| "–".to_owned(), |target| short(target, 1));
        html! {
            <div key={area.area.code()}>
                <dt>{ t(&AREA.key(area.area.code())) }{ " " }<small>{ lever }</small></dt>
                <dd>{ fill("board.from_to", &[("from", &level), ("to", &target)]) }</dd>
            </div>
        }
    };
    html! {
        <section class="inspector-section">
            <h3>{ explained(t("board.closes")) }</h3>
            <dl class="fact-list">
                for (area, lift) in entry.lifts.iter() {
                    if let Some(figures) = areas.iter().find(|figures| figures.area == *area) {
                        { row(figures, *lift) }
                    }
                }
            </dl>
        </section>
    }
}

/// Change points on the five groups, build and run effort.
fn points(entry: &ResolvedEntry) -> Html {
    html! {
        <section class="inspector-section">
            <div class="spread">
                <h3>{ explained(t("board.change_points")) }</h3>
                <span>{ fill("board.points_total", &[("points", &short(entry.total_points(), 1))]) }</span>
            </div>
            <ul class="points">
                for group in Group::ALL {
                    <li key={group.letter()}>
                        <abbr title={group_name(group)}>{ group.letter() }</abbr>
                        <b>{ short(entry.load(group), 1) }</b>
                    </li>
                }
            </ul>
            <dl class="definition">
                <dt>{ t("board.build_effort") }</dt>
                <dd>{ fill("board.build", &[("build", &fixed(entry.build_days, 1))]) }</dd>
                <dt>{ t("board.run_effort") }</dt>
                <dd>{ fill("board.run_a_month", &[("run", &fixed(entry.run_days_per_month, 1))]) }</dd>
            </dl>
        </section>
    }
}

fn foot(props: &EntryPanelProps, face: &CardFace) -> Html {
    let act = |act: BoardAct| props.on_act.reform(move |_: MouseEvent| act.clone());
    let place = props.plan.document.wave_of(&face.entry);
    let wave = place.and_then(|number| props.plan.document.waves.get(number - 1));
    let wave: Option<WaveId> = wave.filter(|wave| !wave.finished).map(|wave| wave.id);
    html! {
        <div class="inspector-foot">
            if props.is_movable {
                <Button on_press={act(BoardAct::Move(face.entry.clone()))}>{ t("board.move_to") }</Button>
                if face.pinned_to.is_some() {
                    <Button icon={IconName::Pin} on_press={act(BoardAct::Pin(face.entry.clone(), None))}>{ t("board.unpin") }</Button>
                } else if wave.is_some() {
                    <Button icon={IconName::Pin} on_press={act(BoardAct::Pin(face.entry.clone(), wave))}>{ t("board.pin") }</Button>
                }
            }
            <a class="button" data-kind="quiet" href={href(&Route::Entry { entry: face.entry.to_string() })}>{ t("board.open_entry") }</a>
        </div>
    }
}
