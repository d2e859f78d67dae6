//! The verdict about one wave for one entry: icon, headline, reasons.

use yew::prelude::*;

use crate::browser::ui::components::icon::{Icon, IconName};
use crate::domain::catalogue::guidance::guidance;
use crate::domain::figures::colour::{LoadColour, load_text};
use crate::domain::model::ids::EntryId;
use crate::domain::proposal::trial::Place;
use crate::domain::proposal::verdict::{BrokenOrder, Verdict};
use crate::domain::proposal::words;
use crate::domain::wording::t;

use super::face::{Faces, level, level_word, name_of, wave_name};

/// Properties of [`VerdictRow`].
#[derive(PartialEq, Properties)]
pub struct VerdictRowProps {
    /// The verdict.
    pub verdict: Verdict,
    /// It is the first wave that holds.
    #[prop_or_default]
    pub is_first: bool,
    /// Faces of the entries, for names.
    pub faces: Faces,
    /// A button that takes the place.
    #[prop_or_default]
    pub children: Html,
}

/// A verdict; it stands in a list.
#[component]
pub fn VerdictRow(props: &VerdictRowProps) -> Html {
    let verdict = &props.verdict;
    let is_broken = !verdict.broken.is_empty();
    let name = match verdict.place {
        Place::Out => t("board.out").to_owned(),
        Place::Wave(_) | Place::Waiting => wave_name((verdict.number > 0).then_some(verdict.number)),
    };
    let names = |entry: &EntryId| name_of(&props.faces, entry).to_string();
    let colour = verdict.colour();
    let tone = if is_broken { "over" } else { level(colour).name() };
    let icon = if is_broken { IconName::Barred } else { level(colour).icon() };
    html! {
        <>
            <span class="verdict-icon" data-tone={tone}><Icon name={icon} size=14 /></span>
            <b>{ name }</b>
            <span class="verdict-figure" data-tone={tone}>{ headline(verdict) }</span>
            <p>{ words::reasons(verdict, props.is_first, &names).join(" ") }</p>
            { props.children.clone() }
        </>
    }
}

/// The worst of what the place leads to, in two or three words.
fn headline(verdict: &Verdict) -> String {
    if !verdict.broken.is_empty() {
        let is_wish = verdict.broken.iter().all(BrokenOrder::is_wish);
        return t(if is_wish { "verdict.wish" } else { "verdict.order" }).to_owned();
    }
    let office = LoadColour::of(verdict.office);
    let load = verdict.fullest.map_or(office, |load| load.colour().max(office));
    let role =
        verdict.roles.iter().max_by(|one, other| one.used.utilisation().total_cmp(&other.used.utilisation()));
    if let Some(short) = role.filter(|short| short.used.colour() > load) {
        let name = guidance().role_name(&short.role);
        return figure(name, short.used.utilisation(), short.used.colour());
    }
    match verdict.fullest {
        Some(load) if load.colour() >= office => figure(load.group.letter(), load.utilisation, load.colour()),
        Some(_) => figure(t("board.pmo"), verdict.office, office),
        None => String::new(),
    }
}

fn figure(name: &str, utilisation: f64, colour: LoadColour) -> String {
    format!("{name} {} {}", load_text(utilisation), level_word(colour))
}
