//! Where a limit that stands in the way of every plan can be released.

use crate::domain::model::document::Document;
use crate::domain::model::ids::{EntryId, RowId, WaveId};
use crate::domain::model::planning::{Moscow, WishKind};
use crate::domain::planner::conflict::Constraint;

use super::compile::Compiled;
use super::compile::rest::{is_people, left_of};

/// A place in the plan that can give way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Release {
    /// Who works in the office.
    Staff,
    /// A wave: its budget, its length, what its groups can take in.
    Wave(WaveId),
    /// A switch or a number of the plan's settings, by its path.
    Setting(&'static str),
    /// A wish about entries.
    Wish(RowId),
    /// An entry: what it needs, where it was launched, whether it must come.
    Entry(EntryId),
}

/// Where a constraint can be released; none where nothing stands for it any more.
pub fn release(document: &Document, compiled: &Compiled, constraint: &Constraint) -> Option<Release> {
    let wave = |number: u32| {
        let index = (number as usize).checked_sub(1)?;
        Some(Release::Wave(document.waves.get(index)?.id))
    };
    let entries = |item: usize| compiled.items.get(item).map(Vec::as_slice).unwrap_or_default();
    let entry = |item: usize| entries(item).first().cloned().map(Release::Entry);
    let of_wish = |kind: WishKind, item: usize| wish(document, kind, entries(item)).map(Release::Wish);
    match *constraint {
        Constraint::Role { role, wave: number } => {
            let name = compiled.problem.roles.get(role).map_or("", String::as_str);
            match name {
                "entries" => Some(Release::Setting("plan.settings.entries_per_wave")),
                name if is_people(left_of(name).unwrap_or(name)) => Some(Release::Staff),
                _ => wave(number),
            }
        }
        Constraint::Group { group, wave: number } => {
            let name = compiled.problem.groups.get(group).map_or("", String::as_str);
            if name.starts_with("apart ") { apart(document, name).map(Release::Wish) } else { wave(number) }
        }
        Constraint::Precedence { after, .. } => entry(after),
        Constraint::Earliest { item, .. } => of_wish(WishKind::NotBefore, item).or_else(|| entry(item)),
        Constraint::Latest { item, .. } => of_wish(WishKind::NotAfter, item)
            .or_else(|| rule(entries(item), "change-comms", "plan.settings.change_comms_early"))
            .or_else(|| entry(item)),
        Constraint::Pin { item, .. } => of_wish(WishKind::InWave, item)
            .or_else(|| rule(entries(item), "pmo-charter", "plan.settings.charter_first"))
            .or_else(|| entry(item)),
        Constraint::Mandatory { item } => {
            let is_must = |entry: &EntryId| {
                document.choice(entry).is_some_and(|choice| choice.moscow == Some(Moscow::Must))
            };
            let must = entries(item).iter().find(|entry| is_must(entry)).cloned().map(Release::Entry);
            must.or_else(|| rule(entries(item), "change-comms", "plan.settings.change_comms_early"))
        }
        Constraint::Cover { .. } => Some(Release::Setting("plan.settings.quick_win_first")),
    }
}

fn wish(document: &Document, kind: WishKind, entries: &[EntryId]) -> Option<RowId> {
    let is_about = |entry: &EntryId| entries.contains(entry);
    let mut wishes = document.planning.wishes.iter();
    wishes.find(|wish| wish.kind == kind && wish.entries.iter().any(is_about)).map(|wish| wish.id)
}

/// The wish behind the row "apart 2".
fn apart(document: &Document, name: &str) -> Option<RowId> {
    let number: usize = name.rsplit(' ').next()?.parse().ok()?;
    let mut wishes = document.planning.wishes.iter().filter(|wish| wish.kind == WishKind::NotTogether);
    wishes.nth(number.checked_sub(1)?).map(|wish| wish.id)
}

/// The switch of a rule about one entry.
fn rule(entries: &[EntryId], entry: &str, setting: &'static str) -> Option<Release> {
    entries.contains(&EntryId::from(entry)).then_some(Release::Setting(setting))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::example::Example;
    use crate::domain::figures::Figures;
    use crate::domain::model::planning::Wish;
    use crate::domain::proposal::compile::compile;

    #[test]
    fn every_limit_leads_to_what_can_give_way() {
        let mut document = Example::Norvik.document().unwrap();
        let reporting = EntryId::from("status-reporting");
        let wish = |id, kind| Wish {
            id: RowId(id),
            kind,
            entries: vec![reporting.clone()],
            wave: Some(2),
            ..Wish::default()
        };
        document.planning.wishes = vec![wish(7, WishKind::NotTogether), wish(8, WishKind::InWave)];
        let compiled = compile(&document, &Figures::of(&document));
        let place = |entry: &str| {
            let entry = EntryId::from(entry);
            compiled.items.iter().position(|item| item.contains(&entry)).unwrap()
        };
        let check = |constraint: Constraint, expected: Release| {
            assert_eq!(release(&document, &compiled, &constraint), Some(expected), "{constraint:?}");
        };
        let (charter, reporting_place) = (place("pmo-charter"), place("status-reporting"));
        check(Constraint::Role { role: 0, wave: 2 }, Release::Staff);
        check(Constraint::Role { role: 0, wave: 5 }, Release::Staff);
        check(Constraint::Role { role: 1, wave: 2 }, Release::Wave(document.waves[1].id));
        check(Constraint::Role { role: 2, wave: 2 }, Release::Setting("plan.settings.entries_per_wave"));
        check(Constraint::Group { group: 0, wave: 2 }, Release::Wave(document.waves[1].id));
        check(Constraint::Group { group: 15, wave: 2 }, Release::Wish(RowId(7)));
        check(Constraint::Pin { item: reporting_place, wave: 2 }, Release::Wish(RowId(8)));
        check(Constraint::Pin { item: charter, wave: 1 }, Release::Setting("plan.settings.charter_first"));
        let needs = Constraint::Precedence { before: charter, after: reporting_place, lag: 0 };
        check(needs, Release::Entry(reporting));
    }
}
