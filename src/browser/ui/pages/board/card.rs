//! The card of an entry in a wave or beside the waves.

use std::rc::Rc;

use yew::prelude::*;

use crate::browser::ui::components::button::ButtonKind;
use crate::browser::ui::components::chip::{Chip, ChipKind};
use crate::browser::ui::components::icon::{Icon, IconName};
use crate::browser::ui::components::impact_glyph::ImpactGlyph;
use crate::browser::ui::components::menu::{Menu, MenuItem};
use crate::domain::model::ids::WaveId;
use crate::domain::wording::{fill, t};

use super::act::BoardAct;
use super::face::{CardFace, kind_mark};

/// Where a card stands.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum CardPlace {
    /// Beside the waves.
    Waiting,
    /// In a wave.
    Wave {
        /// The wave.
        wave: WaveId,
        /// Place in the order of work from 0.
        index: usize,
        /// Number of cards in the wave.
        count: usize,
        /// The wave is finished, so nothing in it moves.
        is_frozen: bool,
    },
}

/// Properties of [`Card`].
#[derive(PartialEq, Properties)]
pub struct CardProps {
    /// What it shows.
    pub face: Rc<CardFace>,
    /// Where it stands.
    pub place: CardPlace,
    /// The panel speaks about it.
    #[prop_or_default]
    pub is_selected: bool,
    /// It is lifted; its place is kept as a ghost.
    #[prop_or_default]
    pub is_lifted: bool,
    /// It can be moved and pinned.
    #[prop_or(true)]
    pub is_movable: bool,
    /// It is launched as a pilot.
    #[prop_or_default]
    pub is_pilot: bool,
    /// A few words about a proposed move, such as "to wave 3?".
    #[prop_or_default]
    pub proposed: Option<AttrValue>,
    /// What the user asks for.
    pub on_act: Callback<BoardAct>,
}

/// A card.
#[component]
pub fn Card(props: &CardProps) -> Html {
    let face = &props.face;
    let on_pick = {
        let (on_act, entry, place) = (props.on_act.clone(), face.entry.clone(), props.place);
        Callback::from(move |key: AttrValue| {
            if let Some(act) = act_of(&key, &entry, place) {
                on_act.emit(act);
            }
        })
    };
    let on_move = {
        let (on_act, entry) = (props.on_act.clone(), face.entry.clone());
        Callback::from(move |_: MouseEvent| on_act.emit(BoardAct::Move(entry.clone())))
    };
    let is_waiting = props.place == CardPlace::Waiting;
    let can_move = props.is_movable && !is_frozen(props.place);
    let state = if props.is_lifted { Some("source") } else { props.is_selected.then_some("selected") };
    html! {
        <div class="card" data-state={state} data-movable={can_move.then_some("")} data-lift={face.entry.to_string()}
            role="group" aria-label={face.name.clone()} aria-roledescription={can_move.then(|| t("lift.card"))}
            tabindex={can_move.then_some("0")} aria-describedby={can_move.then_some("lift-hint")}>
            <div class="card-name">
                { kind_mark(face.kind) }
                <span class="card-title">{ &face.name }</span>
                <span class="card-slot">
                    if props.is_pilot {
                        <Chip kind={ChipKind::Outline}>{ t("board.pilot") }</Chip>
                    }
                    if face.is_launched {
                        <span class="card-pin"><Icon name={IconName::Check} size=12 label={t("board.launched")} /></span>
                    }
                    if let Some(wave) = face.pinned_to {
                        <span class="card-pin"><Icon name={IconName::Pin} size=12 label={pin_label(wave)} /></span>
                    }
                    if can_move {
                        <button type="button" class="button card-move" data-size="touch" onclick={on_move}
                            aria-label={fill("board.move_named", &[("entry", &face.name)])}>
                            { t("board.move_short") }
                        </button>
                    }
                    <Menu label={fill("board.menu", &[("entry", &face.name)])} kind={ButtonKind::Icon} is_at_end=true
                        items={items(props, can_move)} {on_pick} />
                </span>
            </div>
            <div class="card-meta">
                if is_waiting {
                    <span>{ face.code }{ " · " }{ &face.build }{ " · " }{ &face.worth }</span>
                    if let Some(words) = &props.proposed {
                        <Chip kind={ChipKind::Dashed}>{ words }</Chip>
                    } else {
                        <span title={t("board.score")}><span class="visually-hidden">{ t("board.score") }{ " " }</span>{ &face.score }</span>
                    }
                } else {
                    <span>{ face.code }{ " · " }{ if props.proposed.is_some() { &face.build } else { &face.effort } }</span>
                    if let Some(words) = &props.proposed {
                        <Chip kind={ChipKind::Dashed}>{ words }</Chip>
                    } else {
                        <ImpactGlyph impacts={face.impacts} label={face.impact_label.clone()} />
                    }
                }
            </div>
            if !is_waiting {
                <div class="card-worth">{ &face.worth }</div>
            }
            for (index, words) in face.broken.iter().enumerate() {
                <p key={index} class="card-broken"><Icon name={IconName::Warning} size=12 /><span>{ words }</span></p>
            }
            if can_move {
                <span class="card-hint" aria-hidden="true">{ t("lift.hint_short") }</span>
            }
        </div>
    }
}

fn pin_label(wave: u16) -> String {
    fill("board.pinned_to", &[("wave", &wave.to_string())])
}

fn is_frozen(place: CardPlace) -> bool {
    matches!(place, CardPlace::Wave { is_frozen: true, .. })
}

fn items(props: &CardProps, can_move: bool) -> Vec<MenuItem> {
    let with_icon = |key: &'static str, label: &'static str, icon| MenuItem {
        icon: Some(icon),
        ..MenuItem::new(key, label)
    };
    let mut items = Vec::new();
    if can_move {
        items.push(with_icon("move", t("board.move_to"), IconName::ArrowRight));
        if let CardPlace::Wave { index, count, .. } = props.place {
            items.push(MenuItem {
                is_disabled: index == 0,
                ..with_icon("earlier", t("board.earlier"), IconName::ArrowUp)
            });
            items.push(MenuItem {
                is_disabled: index + 1 >= count,
                ..with_icon("later", t("board.later"), IconName::ArrowDown)
            });
        }
        if props.place != CardPlace::Waiting && !props.is_pilot && !props.face.is_launched {
            items.push(with_icon("split", t("board.split"), IconName::Person));
        }
        if props.face.pinned_to.is_some() {
            items.push(with_icon("unpin", t("board.unpin"), IconName::Pin));
        } else if props.place != CardPlace::Waiting {
            items.push(with_icon("pin", t("board.pin"), IconName::Pin));
        }
    }
    items.push(MenuItem { is_apart: can_move, ..with_icon("why", t("board.why"), IconName::Info) });
    items.push(with_icon("open", t("board.open"), IconName::Document));
    items
}

fn act_of(key: &str, entry: &crate::domain::model::ids::EntryId, place: CardPlace) -> Option<BoardAct> {
    let entry = entry.clone();
    Some(match (key, place) {
        ("move", _) => BoardAct::Move(entry),
        ("earlier", CardPlace::Wave { wave, index, .. }) => {
            BoardAct::Shift(entry, wave, index.saturating_sub(1))
        }
        ("later", CardPlace::Wave { wave, index, .. }) => BoardAct::Shift(entry, wave, index + 1),
        ("pin", CardPlace::Wave { wave, .. }) => BoardAct::Pin(entry, Some(wave)),
        ("unpin", _) => BoardAct::Pin(entry, None),
        ("split", _) => BoardAct::Split(entry),
        ("why", _) => BoardAct::Why(entry),
        ("open", _) => BoardAct::Open(entry),
        _ => return None,
    })
}
