//! How an entry is named and marked wherever it is listed.

use yew::prelude::*;

use crate::browser::ui::components::chip::{Chip, ChipKind};
use crate::browser::ui::components::icon::{Icon, IconName};
use crate::browser::ui::components::impact_glyph::ImpactGlyph;
use crate::browser::ui::pages::href;
use crate::browser::ui::route::Route;
use crate::domain::catalogue::areas::areas;
use crate::domain::model::entry::{CatalogueEntry, EntryKind};
use crate::domain::model::group::{Group, PerGroup};
use crate::domain::model::ids::EntryId;
use crate::domain::model::initiation::Area;
use crate::domain::model::scalar::Impact;
use crate::domain::wording::{fill, t};

/// Address of the page of an entry.
pub fn entry_href(entry: &EntryId) -> AttrValue {
    href(&Route::Entry { entry: entry.to_string() })
}

/// The mark of its kind and its name, leading to its page.
pub fn entry_link(entry: &CatalogueEntry) -> Html {
    html! {
        <a class="entry-link" href={entry_href(&entry.id)}>{ kind_mark(entry.kind) }<span>{ entry_name(entry) }</span></a>
    }
}

/// The full name; own entries may have none yet.
pub fn entry_name(entry: &CatalogueEntry) -> String {
    if entry.name.trim().is_empty() { t("entry.unnamed").to_owned() } else { entry.name.clone() }
}

/// Square for a product, ring for a service.
pub fn kind_mark(kind: EntryKind) -> Html {
    let (name, code) = match kind {
        EntryKind::Product => (IconName::Product, "product"),
        EntryKind::Service => (IconName::Service, "service"),
    };
    html! {
        <span class="kind-mark" data-kind={code}>
            <Icon {name} size=12 label={t(&format!("choice.entry_kind.{code}"))} />
        </span>
    }
}

/// The wave in which an entry stands, as a chip.
pub fn wave_chip(wave: Option<usize>) -> Html {
    match wave {
        Some(wave) => html! { <Chip kind={ChipKind::Accent}>{ wave_name(wave) }</Chip> },
        None => html! { <Chip>{ t("entry.no_wave") }</Chip> },
    }
}

/// "Wave 2".
pub fn wave_name(wave: usize) -> String {
    fill("entry.wave", &[("number", &wave.to_string())])
}

/// Says that words must still be compared with the original work.
pub fn check_chip(check: bool) -> Html {
    html! {
        if check {
            <Chip kind={ChipKind::Dashed}>{ t("entry.check") }</Chip>
        }
    }
}

/// The impacts on the five groups as bars.
pub fn impact_bars(impact: &PerGroup<Impact>) -> Html {
    let impacts = Group::ALL.map(|group| impact.get(group).get());
    let words: Vec<String> = Group::ALL
        .iter()
        .zip(impacts)
        .map(|(group, impact)| format!("{} {impact}", group.letter()))
        .collect();
    html! { <ImpactGlyph {impacts} label={words.join(", ")} /> }
}

/// "moves Sponsorship by 1.0, Culture by 0.5".
pub fn reason_text(reasons: &[(Area, f64)]) -> String {
    let parts: Vec<String> = reasons
        .iter()
        .map(|(area, lift)| {
            let lift = crate::domain::figures::number::fixed(*lift, 1);
            fill("entry.reason_part", &[("area", areas().short_name(*area)), ("lift", &lift)])
        })
        .collect();
    match parts.is_empty() {
        true => t("entry.reason_none").to_owned(),
        false => fill("entry.reason", &[("areas", &parts.join(", "))]),
    }
}
