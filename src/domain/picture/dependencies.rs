//! The dependency view: entries in the columns of their waves, with lines to what they need; one entry in focus shows only
//! what leads to it and what waits for it.

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::catalogue::Catalogue;
use crate::domain::figures::Figures;
use crate::domain::figures::entry::ResolvedEntry;
use crate::domain::model::document::Document;
use crate::domain::model::ids::EntryId;
use crate::domain::model::planning::SelectionState;
use crate::domain::wording::{count, fill, phrase, t};

use super::chain::longest_chain;
use super::primitives::{Anchor, Form, Shape, TableTwin, Target, TextSize, View};
use super::sheet::{Sheet, Text};

const HEAD: f64 = 30.0;
const BOX_HEIGHT: f64 = 24.0;
const ROW: f64 = 34.0;
const GUTTER: f64 = 34.0;
const LEAST_COLUMN: f64 = 168.0;
/// Over so many links, only those of the longest chain are drawn until an entry is in focus.
const LINKS_AT_MOST: usize = 60;

/// Draws the view with its table.
pub fn dependencies(document: &Document, figures: &Figures, focus: Option<&EntryId>, width: f64) -> View {
    let graph = Graph::of(document, figures);
    let catalogue = Catalogue::of(document);
    let table = graph.table(&catalogue);
    let shown = graph.shown(focus);
    let columns = graph.columns(&shown);
    let least = columns.len() as f64 * (LEAST_COLUMN + GUTTER);
    let mut sheet = Sheet::new(width, least.max(320.0));
    if graph.placed.is_empty() {
        let (title, summary) = (t("picture.links.nothing"), t("picture.roadmap.nothing.summary"));
        return View { picture: sheet.nothing(title.to_owned(), summary.to_owned()), table };
    }
    let column_width = sheet.width / columns.len() as f64;
    let mut places: BTreeMap<&EntryId, (f64, f64)> = BTreeMap::new();
    for (index, (_, entries)) in columns.iter().enumerate() {
        for (row, entry) in entries.iter().enumerate() {
            places.insert(*entry, (column_width * index as f64, HEAD + ROW * row as f64));
        }
    }
    let box_width = column_width - GUTTER;
    let tallest = columns.iter().map(|(_, entries)| entries.len()).max().unwrap_or(0);
    let mut links: Vec<&Link> = graph
        .links
        .iter()
        .filter(|link| places.contains_key(&link.from) && places.contains_key(&link.to))
        .filter(|link| focus.is_some() || graph.links.len() <= LINKS_AT_MOST || link.is_in_chain)
        .collect();
    links.sort_by_key(|link| link.is_in_chain);
    for link in &links {
        line(&mut sheet, &places, box_width, link, focus);
    }
    for (index, (wave, entries)) in columns.iter().enumerate() {
        let x = column_width * index as f64;
        let head = match wave {
            Column::InUse => t("picture.links.in_use").to_owned(),
            Column::Wave(number) => fill("picture.wave", &[("number", &number.to_string())]),
            Column::Missing => t("picture.links.missing").to_owned(),
        };
        sheet.fitted(Text::strong(x, 16.0, &head), box_width);
        for entry in entries {
            if let Some(place) = places.get(*entry) {
                draw(&mut sheet, &catalogue, entry, *place, box_width, focus);
                if graph.chain.len() > 1 && graph.chain.contains(entry) {
                    sheet.rect("gantt-chain", [place.0, place.1, box_width, BOX_HEIGHT], 4.0);
                }
            }
        }
    }
    sheet.y = HEAD + ROW * tallest as f64 + 4.0;
    if graph.chain.len() > 1 {
        sheet.legend(&[("gantt-chain", t("picture.gantt.legend.chain"))]);
    }
    let (title, summary) = graph.words(&catalogue, focus, focus.is_none() && links.len() < graph.links.len());
    View { picture: sheet.finish(title, summary), table }
}

/// Where an entry stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Column {
    InUse,
    Wave(usize),
    Missing,
}

struct Link {
    from: EntryId,
    to: EntryId,
    is_broken: bool,
    /// In order, but in one wave: the calendar is tight (the hint of R14).
    is_tight: bool,
    /// Both ends follow each other in the longest chain.
    is_in_chain: bool,
}

struct Graph {
    /// Every entry of a wave, and every prerequisite of one, with its column; in the order of work.
    placed: Vec<(EntryId, Column)>,
    links: Vec<Link>,
    /// Entries of the longest chain.
    chain: Vec<EntryId>,
}

impl Graph {
    fn of(document: &Document, figures: &Figures) -> Self {
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
                });
            }
        }
        let mut graph = Self { placed, links, chain: Vec::new() };
        graph.chain = graph.mark_chain(figures);
        graph
    }

    /// The entries to draw: all, or what leads to one and waits for it.
    fn shown(&self, focus: Option<&EntryId>) -> BTreeSet<&EntryId> {
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

    fn columns(&self, shown: &BTreeSet<&EntryId>) -> Vec<(Column, Vec<&EntryId>)> {
        let mut columns: BTreeMap<Column, Vec<&EntryId>> = BTreeMap::new();
        for (entry, column) in self.placed.iter().filter(|(entry, _)| shown.contains(entry)) {
            columns.entry(*column).or_default().push(entry);
        }
        columns.into_iter().collect()
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

    fn words(
        &self,
        catalogue: &Catalogue<'_>,
        focus: Option<&EntryId>,
        are_hidden: bool,
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
        if let Some(focus) = focus {
            summary.push(' ');
            summary.push_str(&fill("picture.links.focus", &[("entry", &catalogue.short_name(focus))]));
        } else if are_hidden {
            summary.push(' ');
            summary.push_str(t("picture.links.too_many"));
        }
        (title, summary)
    }

    fn table(&self, catalogue: &Catalogue<'_>) -> TableTwin {
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

fn line(
    sheet: &mut Sheet,
    places: &BTreeMap<&EntryId, (f64, f64)>,
    box_width: f64,
    link: &Link,
    focus: Option<&EntryId>,
) {
    let (Some(from), Some(to)) = (places.get(&link.from), places.get(&link.to)) else { return };
    let start = (from.0 + box_width, from.1 + BOX_HEIGHT / 2.0);
    let end = (to.0, to.1 + BOX_HEIGHT / 2.0);
    // Each prerequisite has a line of its own in the gutter, and long links run between the rows of boxes.
    let row = ((from.1 - HEAD) / ROW).rem_euclid(6.0);
    let shift = GUTTER * (0.2 + row / 10.0);
    let out = start.0 + shift;
    let is_next = to.0 - from.0 < 1.5 * (box_width + GUTTER);
    let points = if to.0 > from.0 {
        if is_next {
            vec![start, (out, start.1), (out, end.1), end]
        } else {
            let (lane, last) = (to.1 - (ROW - BOX_HEIGHT) / 2.0, end.0 - GUTTER + shift);
            vec![start, (out, start.1), (out, lane), (last, lane), (last, end.1), end]
        }
    } else {
        // Same column or backwards: along the right side of both.
        let side = (from.0.max(to.0) + box_width + GUTTER * 0.5).min(sheet.width - 1.0);
        let end = (to.0 + box_width, end.1);
        vec![start, (side, start.1), (side, end.1), end]
    };
    let shape = sheet.path("edge", points);
    if link.is_broken {
        shape.signs.push(("data-broken", "true"));
    } else if link.is_in_chain {
        shape.signs.push(("data-chain", "true"));
    } else if focus.is_some_and(|focus| *focus == link.from || *focus == link.to) {
        shape.signs.push(("data-selected", "true"));
    }
}

fn draw(
    sheet: &mut Sheet,
    catalogue: &Catalogue<'_>,
    entry: &EntryId,
    (x, y): (f64, f64),
    width: f64,
    focus: Option<&EntryId>,
) {
    let form = Form::Rect { x, y, width, height: BOX_HEIGHT, radius: 4.0 };
    let mut shape = Shape::new("link-box", form).target(Target::Entry(entry.clone()));
    if focus == Some(entry) {
        shape = shape.sign("data-selected", "true");
    }
    let name = catalogue.short_name(entry);
    sheet.push(shape.hint(name.clone()));
    let text = Text { size: TextSize::Normal, ..Text::label(x + 8.0, y + 16.0, &name) }.anchor(Anchor::Start);
    sheet.fitted(text, width - 14.0);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::example::Example;
    use crate::domain::model::planning::Prerequisite;
    use crate::domain::model::wave::WaveItem;

    fn boxes(view: &View) -> usize {
        view.picture.shapes.iter().filter(|shape| shape.class == "link-box").count()
    }

    fn check_title(change: impl FnOnce(&mut Document), expected: &str) {
        let mut document = Example::Norvik.document().unwrap();
        document.waves.iter_mut().for_each(|wave| wave.items.clear());
        change(&mut document);
        let view = dependencies(&document, &Figures::of(&document), None, 900.0);
        assert_eq!(view.picture.title, expected);
    }

    #[test]
    fn a_prerequisite_in_the_same_wave_is_told_as_tight() {
        let needs = |document: &mut Document| {
            let needed = Prerequisite { entry: EntryId::from("pmo-charter"), same_wave: true };
            let choice = document.planning.choices.entry(EntryId::from("pm-coaching")).or_default();
            choice.prerequisites = Some(vec![needed]);
        };
        let put = |document: &mut Document, wave: usize, entry: &str| {
            let item = WaveItem { entry: EntryId::from(entry), ..WaveItem::default() };
            document.waves[wave].items.push(item);
        };
        check_title(
            |document| {
                needs(document);
                put(document, 0, "pmo-charter");
                put(document, 0, "pm-coaching");
            },
            "1 prerequisite comes in time, but in the same wave",
        );
        check_title(
            |document| {
                needs(document);
                put(document, 0, "pmo-charter");
                put(document, 1, "pm-coaching");
            },
            "Every prerequisite comes in time",
        );
    }

    #[test]
    fn broken_orders_are_counted_and_focus_leaves_one_chain() {
        let document = Example::Norvik.document().unwrap();
        let figures = Figures::of(&document);
        let all = dependencies(&document, &figures, None, 900.0);
        assert!(all.picture.title.contains("in time"), "{}", all.picture.title);
        let one = dependencies(&document, &figures, Some(&EntryId::from("demand-intake")), 900.0);
        assert!(boxes(&one) > 1 && boxes(&one) < boxes(&all), "{} of {}", boxes(&one), boxes(&all));
        assert!(one.picture.summary.contains("Demand intake"), "{}", one.picture.summary);
        let naive = Example::Naive.document().unwrap();
        let broken = dependencies(&naive, &Figures::of(&naive), None, 900.0);
        assert!(broken.picture.title.contains("too late"), "{}", broken.picture.title);
    }
}
