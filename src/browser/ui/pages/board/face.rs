//! What a card shows of an entry: words and numbers, finished.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use yew::prelude::*;

use crate::browser::ui::components::icon::{Icon, IconName};
use crate::browser::ui::components::load_level::LoadLevel;
use crate::browser::ui::plan_view::PlanView;
use crate::domain::catalogue::Catalogue;
use crate::domain::figures::colour::LoadColour;
use crate::domain::figures::entry::ResolvedEntry;
use crate::domain::figures::number::{fixed, short};
use crate::domain::health::order::{Unmet, unmet_prerequisites};
use crate::domain::health::subject::Relation;
use crate::domain::model::entry::EntryKind;
use crate::domain::model::group::Group;
use crate::domain::model::ids::EntryId;
use crate::domain::model::planning::WishKind;
use crate::domain::proposal::limit::Limit;
use crate::domain::proposal::verdict::broken_wishes_now;
use crate::domain::proposal::words;
use crate::domain::proposal::worth::value_from;
use crate::domain::wording::{fill, t};

/// An entry as its card shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
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
    /// Change points, and in a wave the plan value that it brings there: "15 pt · value 32.4".
    pub worth: AttrValue,
    /// Impact on the five groups.
    pub impacts: [u8; 5],
    /// The impacts in words.
    pub impact_label: AttrValue,
    /// Own score with two decimals.
    pub score: AttrValue,
    /// Place by own score.
    pub rank: usize,
    /// What it needs and does not have in time, and the wishes that its place breaks, in words.
    pub broken: Vec<AttrValue>,
    /// The wave it is pinned to.
    pub pinned_to: Option<u16>,
    /// The records say that it is launched in its wave.
    pub is_launched: bool,
}

/// The faces of all entries. A card holds its face by reference: a thousand of them are compared when a card is lifted.
pub type Faces = Rc<BTreeMap<EntryId, Rc<CardFace>>>;

/// The faces of all entries of a plan.
pub fn faces(plan: &PlanView) -> BTreeMap<EntryId, Rc<CardFace>> {
    let catalogue = Catalogue::of(&plan.document);
    let wishes = &plan.document.planning.wishes;
    let pinned_to = |entry: &EntryId| {
        let pin = wishes.iter().find(|wish| wish.kind == WishKind::InWave && wish.entries.contains(entry));
        pin.and_then(|wish| wish.wave)
    };
    let waves = plan.document.waves.iter().enumerate();
    let wave_of: BTreeMap<&EntryId, usize> =
        waves.flat_map(|(index, wave)| wave.items.iter().map(move |item| (&item.entry, index + 1))).collect();
    let worth = |entry: &ResolvedEntry| {
        let points = short(entry.total_points(), 1);
        match wave_of.get(&entry.id) {
            Some(wave) => {
                let value = value_from(&plan.document, &plan.figures, &entry.id, *wave);
                fill("board.worth", &[("points", &points), ("value", &fixed(value, 1))])
            }
            None => fill("board.worth_points", &[("points", &points)]),
        }
    };
    let items = plan.document.waves.iter().flat_map(|wave| &wave.items);
    let launched: BTreeSet<&EntryId> =
        items.filter(|item| plan.document.is_launched(item)).map(|item| &item.entry).collect();
    let unmet = unmet_prerequisites(&plan.document, &plan.figures);
    let wishes_broken = broken_wishes_now(&plan.document);
    let short_name = |entry: &EntryId| catalogue.short_name(entry);
    let broken = |entry: &EntryId| {
        let orders = unmet.get(entry).into_iter().flatten();
        let orders = orders.map(|unmet| unmet_text(unmet, &short_name(&unmet.needed)));
        let wishes = wishes_broken.get(entry).into_iter().flatten();
        let wishes = wishes.map(|wish| words::broken_mark(wish, &short_name));
        orders.chain(wishes).map(AttrValue::from).collect()
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
                worth: worth(entry).into(),
                impacts: Group::ALL.map(impact),
                impact_label: spoken.join(", ").into(),
                score: fixed(score.score, 2).into(),
                rank: score.rank,
                broken: broken(&entry.id),
                pinned_to: pinned_to(&entry.id),
                is_launched: launched.contains(&entry.id),
            };
            (entry.id.clone(), Rc::new(face))
        })
        .collect()
}

/// The faces of all entries of a plan; a face that looks as it did before is the same one, so that its card is not drawn
/// anew.
#[hook]
pub fn use_faces(plan: &PlanView) -> Faces {
    let last = use_mut_ref(Faces::default);
    let next = {
        let last = last.clone();
        use_memo(plan.clone(), move |plan| {
            let (mut next, last) = (faces(plan), last.borrow());
            for (entry, face) in &mut next {
                if let Some(old) = last.get(entry).filter(|old| *old == face) {
                    face.clone_from(old);
                }
            }
            next
        })
    };
    last.borrow_mut().clone_from(&next);
    next
}

/// "Needs Templates, only in wave 3"
fn unmet_text(unmet: &Unmet, needed: &str) -> String {
    let wave = unmet.wave.unwrap_or_default().to_string();
    let key = match unmet.relation {
        Relation::Missing | Relation::Before => "board.needs.missing",
        Relation::Later => "board.needs.later",
        Relation::WrongOrder | Relation::SameWave => "board.needs.first",
        Relation::NotEarlier => "board.needs.earlier",
    };
    fill(key, &[("needed", needed), ("wave", &wave)])
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
    words::level_word(colour)
}

/// Name of a stakeholder group.
pub fn group_name(group: Group) -> &'static str {
    words::limit_name(Limit::Group(group))
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
