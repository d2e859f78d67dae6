//! Entries and the links between them: what is needed by what, which orders break, the longest chain, the table.

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::catalogue::Catalogue;
use crate::domain::figures::Figures;
use crate::domain::figures::entry::ResolvedEntry;
use crate::domain::model::document::Document;
use crate::domain::model::ids::EntryId;
use crate::domain::model::planning::SelectionState;
use crate::domain::picture::chain::longest_chain;
use crate::domain::picture::primitives::TableTwin;
use crate::domain::wording::{count, fill, phrase, t};

use super::ways::{has_detour, leads, turns};

/// Over so many links, leaving out those that follow would not make a drawing readable.
const REDUCED_AT_MOST: usize = 400;

/// Where an entry stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Column {
    InUse,
    Wave(usize),
    Missing,
}

pub(super) struct Link {
    pub(super) from: EntryId,
    pub(super) to: EntryId,
    pub(super) is_broken: bool,
    /// In order, but in one wave: the calendar is tight (the hint of R14).
    is_tight: bool,
    /// Both ends follow each other in the longest chain.
    pub(super) is_in_chain: bool,
    /// Other links lead the same way: what it needs comes in time because something between them does.
    pub(super) follows: bool,
}

/// The places of the ends of a link; none for one that is left out.
type Ends = Option<(usize, usize)>;

pub(super) struct Graph {
    /// Every entry of a wave, and every prerequisite of one, with its column; in the order of work.
    pub(super) placed: Vec<(EntryId, Column)>,
    pub(super) links: Vec<Link>,
    /// Entries of the longest chain.
    pub(super) chain: Vec<EntryId>,
}

impl Graph {
    pub(super) fn of(document: &Document, figures: &Figures) -> Self {
        let planned: Vec<(&ResolvedEntry, (usize, usize))> = document
            .waves
            .iter()
            .flat_map(|wave| &wave.items)
            .filter_map(|item| Some((figures.entry(&item.entry)?, document.place_of(&item.entry)?)))
            .collect();
        let mut placed: Vec<(EntryId, Column)> =
            planned.iter().map(|(entry, (wave, _))| (entry.id.clone(), Column::Wave(*wave))).collect();
        let mut known: BTreeSet<EntryId> = placed.iter().map(|(entry, _)| entry.clone()).collect();
        let mut links = Vec::new();
        for (entry, (wave, place)) in &planned {
            for needed in &entry.prerequisites {
                let exists = document.selection(&needed.entry) == SelectionState::Exists;
                let before = document.place_of(&needed.entry);
                if known.insert(needed.entry.clone()) {
                    let column = if exists { Column::InUse } else { Column::Missing };
                    placed.push((needed.entry.clone(), column));
                }
                let in_order = before.is_some_and(|(other, rank)| {
                    other < *wave || (needed.same_wave && other == *wave && rank < *place)
                });
                links.push(Link {
                    from: needed.entry.clone(),
                    to: entry.id.clone(),
                    is_broken: !exists && !in_order,
                    is_tight: !exists && in_order && before.is_some_and(|(other, _)| other == *wave),
                    is_in_chain: false,
                    follows: false,
                });
            }
        }
        let mut graph = Self { placed, links, chain: Vec::new() };
        graph.mark_following();
        graph.chain = graph.mark_chain(figures);
        graph
    }

    /// The entries to draw: all, or what leads to one and waits for it.
    pub(super) fn shown(&self, focus: Option<&EntryId>) -> BTreeSet<&EntryId> {
        let Some(focus) = focus.filter(|focus| self.placed.iter().any(|(entry, _)| entry == *focus)) else {
            return self.placed.iter().map(|(entry, _)| entry).collect();
        };
        let mut shown = self.reach(focus, |link| (&link.to, &link.from));
        shown.extend(self.reach(focus, |link| (&link.from, &link.to)));
        shown
    }

    /// Everything that can be reached from an entry along links.
    fn reach<'a>(
        &'a self,
        start: &EntryId,
        ends: impl Fn(&'a Link) -> (&'a EntryId, &'a EntryId),
    ) -> BTreeSet<&'a EntryId> {
        let mut found: BTreeSet<&EntryId> =
            self.placed.iter().map(|(entry, _)| entry).filter(|entry| *entry == start).collect();
        let mut open: Vec<&EntryId> = found.iter().copied().collect();
        while let Some(entry) = open.pop() {
            let next = self.links.iter().map(&ends).filter(|(from, _)| *from == entry);
            for (_, to) in next {
                if found.insert(to) {
                    open.push(to);
                }
            }
        }
        found
    }

    pub(super) fn columns(&self, shown: &BTreeSet<&EntryId>) -> Vec<(Column, Vec<&EntryId>)> {
        let mut columns: BTreeMap<Column, Vec<&EntryId>> = BTreeMap::new();
        for (entry, column) in self.placed.iter().filter(|(entry, _)| shown.contains(entry)) {
            columns.entry(*column).or_default().push(entry);
        }
        columns.into_iter().collect()
    }

    /// For each entry the places of those that need it directly; of all links, or of those in order alone.
    fn next(&self, is_in_order: bool) -> (Vec<Vec<usize>>, Vec<Ends>) {
        let places: BTreeMap<&EntryId, usize> =
            self.placed.iter().enumerate().map(|(place, (entry, _))| (entry, place)).collect();
        let ends = |link: &Link| Some((*places.get(&link.from)?, *places.get(&link.to)?));
        let links: Vec<Ends> =
            self.links.iter().map(|link| ends(link).filter(|_| !(is_in_order && link.is_broken))).collect();
        let mut next: Vec<Vec<usize>> = vec![Vec::new(); self.placed.len()];
        for (from, to) in links.iter().flatten() {
            if let Some(next) = next.get_mut(*from) {
                next.push(*to);
            }
        }
        (next, links)
    }

    /// The entries that wait for themselves, by way of others: no order can hold among them.
    fn circle(&self) -> Vec<&EntryId> {
        // Every circle has a link that breaks, and that link starts or ends on it.
        let (next, links) = self.next(false);
        if !turns(&next) {
            return Vec::new();
        }
        let broken = self.links.iter().zip(&links).filter(|(link, _)| link.is_broken);
        let circles =
            broken.filter_map(|(_, ends)| *ends).filter(|(from, to)| from == to || leads(&next, *to, *from));
        let on_circle: BTreeSet<usize> = circles
            .flat_map(|(from, to)| {
                let between = |place: &usize| leads(&next, to, *place) && leads(&next, *place, from);
                (0..next.len()).filter(between).chain([from, to]).collect::<Vec<_>>()
            })
            .collect();
        on_circle.iter().filter_map(|place| Some(&self.placed.get(*place)?.0)).collect()
    }

    /// Marks the links that say nothing new: in order, and led the same way by others in order.
    fn mark_following(&mut self) {
        if self.links.len() > REDUCED_AT_MOST {
            return;
        }
        let (next, links) = self.next(true);
        let follows: Vec<bool> =
            links.iter().map(|link| link.is_some_and(|(from, to)| has_detour(&next, from, to))).collect();
        for (link, follows) in self.links.iter_mut().zip(follows) {
            link.follows = follows;
        }
    }

    /// Marks the links of the longest chain, and gives its entries.
    fn mark_chain(&mut self, figures: &Figures) -> Vec<EntryId> {
        let places: BTreeMap<&EntryId, usize> =
            self.placed.iter().enumerate().map(|(place, (entry, _))| (entry, place)).collect();
        let weight = |entry: &EntryId| figures.entry(entry).map_or(0.0, |entry| entry.build_days);
        let weights: Vec<f64> = self.placed.iter().map(|(entry, _)| weight(entry)).collect();
        let ends = |link: &Link| Some((*places.get(&link.from)?, *places.get(&link.to)?));
        let links: Vec<(usize, usize)> = self.links.iter().filter_map(ends).collect();
        let chain = longest_chain(&weights, &links);
        let chain: Vec<EntryId> =
            chain.iter().filter_map(|place| Some(self.placed.get(*place)?.0.clone())).collect();
        for link in &mut self.links {
            link.is_in_chain = chain
                .windows(2)
                .any(|pair| matches!(pair, [from, to] if *from == link.from && *to == link.to));
        }
        chain
    }

    pub(super) fn words(
        &self,
        catalogue: &Catalogue<'_>,
        focus: Option<&EntryId>,
        left_out: LeftOut,
    ) -> (String, String) {
        let broken = self.links.iter().filter(|link| link.is_broken).count();
        let tight = self.links.iter().filter(|link| link.is_tight).count();
        let title = match (broken, tight) {
            (0, 0) => t("picture.links.in_order").to_owned(),
            (0, tight) => count("picture.links.tight", tight),
            (broken, _) => count("picture.links.broken", broken),
        };
        let chain = phrase::number_word(self.chain.len());
        let mut summary = fill(
            "picture.links.summary",
            &[("links", &count("picture.links.links", self.links.len())), ("chain", &chain)],
        );
        let circle: Vec<String> =
            self.circle().into_iter().map(|entry| catalogue.short_name(entry)).collect();
        if !circle.is_empty() {
            summary.push(' ');
            summary.push_str(&fill("picture.links.circle", &[("entries", &phrase::list(&circle))]));
        }
        if let Some(focus) = focus {
            summary.push(' ');
            summary.push_str(&fill("picture.links.focus", &[("entry", &catalogue.short_name(focus))]));
        }
        let left_out = match left_out {
            LeftOut::Nothing => None,
            LeftOut::Following => Some("picture.links.following"),
            LeftOut::MostOfThem => Some("picture.links.too_many"),
        };
        if let Some(key) = left_out {
            summary.push(' ');
            summary.push_str(t(key));
        }
        (title, summary)
    }

    pub(super) fn table(&self, catalogue: &Catalogue<'_>) -> TableTwin {
        let columns = [
            "picture.links.column.entry",
            "picture.links.column.wave",
            "picture.links.column.needs",
            "picture.links.column.needed_by",
            "picture.links.column.order",
            "picture.gantt.column.chain",
        ];
        let mut needs: BTreeMap<&EntryId, Vec<&EntryId>> = BTreeMap::new();
        let mut needed_by: BTreeMap<&EntryId, Vec<&EntryId>> = BTreeMap::new();
        for link in &self.links {
            needs.entry(&link.to).or_default().push(&link.from);
            needed_by.entry(&link.from).or_default().push(&link.to);
        }
        let broken: BTreeSet<&EntryId> =
            self.links.iter().filter(|link| link.is_broken).map(|link| &link.to).collect();
        let names = |entries: Option<&Vec<&EntryId>>| {
            let names = entries.into_iter().flatten().map(|entry| catalogue.short_name(entry));
            names.collect::<Vec<_>>().join(", ")
        };
        let step = |entry: &EntryId| self.chain.iter().position(|link| link == entry);
        let row = |(entry, column): &(EntryId, Column)| {
            vec![
                catalogue.short_name(entry),
                match column {
                    Column::InUse => t("picture.links.in_use").to_owned(),
                    Column::Wave(number) => number.to_string(),
                    Column::Missing => t("picture.links.missing").to_owned(),
                },
                names(needs.get(entry)),
                names(needed_by.get(entry)),
                t(if broken.contains(entry) {
                    "picture.links.order.broken"
                } else {
                    "picture.links.order.good"
                })
                .to_owned(),
                step(entry).map(|step| (step + 1).to_string()).unwrap_or_default(),
            ]
        };
        TableTwin {
            columns: columns.iter().map(|column| t(column).to_owned()).collect(),
            rows: self.placed.iter().map(row).collect(),
        }
    }
}

/// Which links a drawing does without.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum LeftOut {
    /// All are drawn.
    Nothing,
    /// Those that follow from others.
    Following,
    /// All but the longest chain.
    MostOfThem,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::example::Example;
    use crate::domain::model::planning::Prerequisite;

    #[test]
    fn entries_that_wait_for_themselves_are_named() {
        let mut document = Example::Norvik.document().unwrap();
        let [charter, method, dashboard] =
            ["pmo-charter", "pm-methodology", "portfolio-dashboard"].map(EntryId::from);
        for (entry, needed) in [(&charter, &method), (&method, &charter), (&dashboard, &charter)] {
            let needed = Prerequisite { entry: needed.clone(), same_wave: false };
            document.planning.choices.entry(entry.clone()).or_default().prerequisites = Some(vec![needed]);
        }
        let graph = Graph::of(&document, &Figures::of(&document));
        assert_eq!(graph.circle(), [&charter, &method]);
        let (_, summary) = graph.words(&Catalogue::of(&document), None, LeftOut::Nothing);
        assert!(summary.contains("PMO charter and Project method"), "{summary}");
        let sound = Example::Norvik.document().unwrap();
        assert!(Graph::of(&sound, &Figures::of(&sound)).circle().is_empty());
    }

    /// Whoever can be reached over all links in order can be reached over those that say something new.
    #[test]
    fn what_follows_can_be_left_out_without_losing_an_order() {
        for example in Example::ALL {
            let document = example.document().unwrap();
            let graph = Graph::of(&document, &Figures::of(&document));
            let reached = |keeps: &dyn Fn(&Link) -> bool| -> BTreeSet<(EntryId, EntryId)> {
                let step = |link: &Link| (link.from.clone(), link.to.clone());
                let direct: Vec<_> = graph.links.iter().filter(|link| keeps(link)).map(step).collect();
                let mut all: BTreeSet<_> = direct.iter().cloned().collect();
                loop {
                    let longer: Vec<_> = all
                        .iter()
                        .flat_map(|(from, middle)| {
                            let on = direct.iter().filter(move |(start, _)| start == middle);
                            on.map(move |(_, to)| (from.clone(), to.clone()))
                        })
                        .filter(|pair| !all.contains(pair))
                        .collect();
                    if longer.is_empty() {
                        return all;
                    }
                    all.extend(longer);
                }
            };
            let in_order = reached(&|link| !link.is_broken);
            assert_eq!(in_order, reached(&|link| !link.is_broken && !link.follows), "{example:?}");
        }
        let halden = Example::Halden.document().unwrap();
        let graph = Graph::of(&halden, &Figures::of(&halden));
        assert!(graph.links.iter().any(|link| link.follows));
    }
}
