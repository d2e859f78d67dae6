//! The verdict about one wave for one entry: icon, headline, reasons.

use yew::prelude::*;

use crate::browser::ui::components::icon::{Icon, IconName};
use crate::domain::figures::colour::LoadColour;
use crate::domain::figures::number::fixed;
use crate::domain::proposal::verdict::{BrokenOrder, GroupLoad, Verdict};
use crate::domain::wording::{fill, t};

use super::face::{Faces, group_name, level, level_word, name_of, wave_name};

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
    let number = (verdict.number > 0).then_some(verdict.number);
    let colour = verdict.colour();
    let tone = if is_broken { "over" } else { level(colour).name() };
    let name = if is_broken { IconName::Barred } else { level(colour).icon() };
    html! {
        <>
            <span class="verdict-icon" data-tone={tone}><Icon {name} size=14 /></span>
            <b>{ wave_name(number) }</b>
            <span class="verdict-figure" data-tone={tone}>{ headline(verdict) }</span>
            <p>{ reasons(verdict, props.is_first, &props.faces) }</p>
            { props.children.clone() }
        </>
    }
}

/// The worst of what the place leads to, in two or three words.
fn headline(verdict: &Verdict) -> String {
    if !verdict.broken.is_empty() {
        return t("verdict.order").to_owned();
    }
    let office = LoadColour::of(verdict.office);
    match verdict.fullest {
        Some(load) if load.colour() >= office => figure(load.group.letter(), load.utilisation, load.colour()),
        Some(_) => figure(t("board.pmo"), verdict.office, office),
        None => String::new(),
    }
}

fn figure(name: &str, utilisation: f64, colour: LoadColour) -> String {
    format!("{name} {} {}", fixed(utilisation, 2), level_word(colour))
}

/// Everything that speaks for or against the place, in sentences.
fn reasons(verdict: &Verdict, is_first: bool, faces: &Faces) -> String {
    let mut sentences: Vec<String> = verdict.broken.iter().map(|broken| order(broken, faces)).collect();
    if !verdict.is_open {
        sentences.push(t("verdict.finished").to_owned());
    } else if verdict.is_here {
        sentences.push(t("verdict.here").to_owned());
    } else if is_first {
        sentences.push(t("verdict.first").to_owned());
    }
    if verdict.number > 0 {
        sentences.push(fill("verdict.office", &[("load", &fixed(verdict.office, 2))]));
    }
    if let Some(GroupLoad { wave, group, utilisation }) = verdict.later {
        let load = fixed(utilisation, 2);
        let arguments = [("group", group_name(group)), ("wave", &wave.to_string()), ("load", &load)];
        sentences.push(fill("verdict.later", &arguments));
    }
    if let Some(wave) = verdict.later_office {
        sentences.push(fill("verdict.later_office", &[("wave", &wave.to_string())]));
    }
    sentences.join(" ")
}

fn order(broken: &BrokenOrder, faces: &Faces) -> String {
    match broken {
        BrokenOrder::Needs { entry, wave: Some(wave) } => {
            fill("verdict.needs", &[("entry", &name_of(faces, entry)), ("wave", &wave.to_string())])
        }
        BrokenOrder::Needs { entry, wave: None } => {
            fill("verdict.needs_unplanned", &[("entry", &name_of(faces, entry))])
        }
        BrokenOrder::NeededBy { entry, wave } => {
            fill("verdict.needed_by", &[("entry", &name_of(faces, entry)), ("wave", &wave.to_string())])
        }
    }
}
