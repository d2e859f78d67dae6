//! What a card shows of an entry: words and numbers, finished.

use std::collections::BTreeMap;
use std::rc::Rc;

use yew::prelude::*;

use crate::browser::ui::components::icon::{Icon, IconName};
use crate::browser::ui::components::load_level::LoadLevel;
use crate::browser::ui::plan_view::PlanView;
use crate::domain::catalogue::Catalogue;
use crate::domain::figures::colour::LoadColour;
use crate::domain::figures::number::{fixed, short};
use crate::domain::model::entry::EntryKind;
use crate::domain::model::group::Group;
use crate::domain::model::ids::EntryId;
use crate::domain::model::planning::WishKind;
use crate::domain::wording::{fill, t};

/// An entry as its card shows it.
#[derive(Clone, Debug, PartialEq)]
pub struct CardFace {
    /// The entry.
    pub entry: EntryId,
    /// Short name.
    pub name: AttrValue,
    /// Product or service.
    pub kind: EntryKind,
    /// Three-letter code of the catalogue group.
    pub code: &'static str,
    /// Build effort, such as "14 pd".
    pub build: AttrValue,
    /// Build and run effort, such as "14 pd + 4/mo".
    pub effort: AttrValue,
    /// Impact on the five groups.
    pub impacts: [u8; 5],
    /// The impacts in words.
    pub impact_label: AttrValue,
    /// Own score with two decimals.
    pub score: AttrValue,
    /// Place by own score.
    pub rank: usize,
    /// The wave it is pinned to.
    pub pinned_to: Option<u16>,
}

/// The faces of all entries.
pub type Faces = Rc<BTreeMap<EntryId, CardFace>>;

/// The faces of all entries of a plan.
pub fn faces(plan: &PlanView) -> BTreeMap<EntryId, CardFace> {
    let catalogue = Catalogue::of(&plan.document);
    let wishes = &plan.document.planning.wishes;
    let pinned_to = |entry: &EntryId| {
        let pin = wishes.iter().find(|wish| wish.kind == WishKind::InWave && wish.entries.contains(entry));
        pin.and_then(|wish| wish.wave)
    };
    let entries = plan.figures.entries.iter().zip(&plan.figures.scores);
    entries
        .map(|(entry, score)| {
            let impact = |group: Group| entry.impact.get(group).get();
            let spoken: Vec<String> =
                Group::ALL.iter().map(|group| format!("{} {}", group.letter(), impact(*group))).collect();
            let build = short(entry.build_days, 1);
            let run = short(entry.run_days_per_month, 1);
            let face = CardFace {
                entry: entry.id.clone(),
                name: catalogue.short_name(&entry.id).into(),
                kind: entry.kind,
                code: entry.group.code(),
                effort: fill("board.effort", &[("build", &build), ("run", &run)]).into(),
                build: fill("board.build", &[("build", &build)]).into(),
                impacts: Group::ALL.map(impact),
                impact_label: spoken.join(", ").into(),
                score: fixed(score.score, 2).into(),
                rank: score.rank,
                pinned_to: pinned_to(&entry.id),
            };
            (entry.id.clone(), face)
        })
        .collect()
}

/// Short name of an entry.
pub fn name_of(faces: &Faces, entry: &EntryId) -> AttrValue {
    faces.get(entry).map_or_else(|| entry.to_string().into(), |face| face.name.clone())
}

/// The level of a load as the parts of the screen know it.
pub fn level(colour: LoadColour) -> LoadLevel {
    match colour {
        LoadColour::Grey => LoadLevel::None,
        LoadColour::Green => LoadLevel::Room,
        LoadColour::Amber => LoadLevel::Tight,
        LoadColour::Red => LoadLevel::Over,
        LoadColour::DarkRed => LoadLevel::Stop,
    }
}

/// The word of a level.
pub fn level_word(colour: LoadColour) -> &'static str {
    t(match colour {
        LoadColour::Grey => "picture.level.none",
        LoadColour::Green => "picture.level.room",
        LoadColour::Amber => "picture.level.tight",
        LoadColour::Red => "picture.level.over",
        LoadColour::DarkRed => "picture.level.stop",
    })
}

/// Name of a stakeholder group.
pub fn group_name(group: Group) -> &'static str {
    t(match group {
        Group::E => "choice.group.E",
        Group::F => "choice.group.F",
        Group::P => "choice.group.P",
        Group::T => "choice.group.T",
        Group::O => "choice.group.O",
    })
}

/// The square of a product or the ring of a service.
pub fn kind_mark(kind: EntryKind) -> Html {
    let (name, kind, word) = match kind {
        EntryKind::Product => (IconName::Product, "product", t("choice.entry_kind.product")),
        EntryKind::Service => (IconName::Service, "service", t("choice.entry_kind.service")),
    };
    html! { <span class="kind-mark" data-kind={kind}><Icon {name} size=12 label={word} /></span> }
}

/// "Wave 2", or "Not planned" for none.
pub fn wave_name(number: Option<usize>) -> String {
    match number {
        Some(number) => fill("form.wave", &[("number", &number.to_string())]),
        None => t("board.not_planned").to_owned(),
    }
}
