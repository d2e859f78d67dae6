//! The dependency view: entries in the columns of their waves, with lines to what they need. Links that follow from others
//! are left out; one entry in focus shows only what leads to it and what waits for it.

mod graph;
mod layers;
mod ways;

use std::collections::BTreeMap;

use crate::domain::catalogue::Catalogue;
use crate::domain::figures::Figures;
use crate::domain::model::document::Document;
use crate::domain::model::ids::EntryId;
use crate::domain::order;
use crate::domain::wording::{fill, t};

use super::lettering::wrap;
use super::primitives::{Form, Shape, Target, TextSize, View};
use super::sheet::{Sheet, Text};
use graph::{Column, Graph, LeftOut, Link};
use layers::{Layers, Node, layers};

const HEAD: f64 = 30.0;
/// Height of a box whose name takes a line, and of each further line.
const BOX_HEIGHT: f64 = 24.0;
const NAME_LINE: f64 = 14.0;
const NAME_LINES_AT_MOST: usize = 2;
const GUTTER: f64 = 40.0;
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
    let mut sheet = Sheet::new(width, (columns.len() as f64 * LEAST_COLUMN).max(320.0));
    if graph.placed.is_empty() {
        let (title, summary) = (t("picture.links.nothing"), t("picture.roadmap.nothing.summary"));
        return View { picture: sheet.nothing(title.to_owned(), summary.to_owned()), table };
    }
    let room = sheet.width / columns.len() as f64;
    let box_width = room - GUTTER;
    let boxes: Vec<Card> = columns
        .iter()
        .enumerate()
        .flat_map(|(column, (_, entries))| entries.iter().map(move |entry| (column, *entry)))
        .map(|(column, entry)| Card::of(&catalogue, entry, column, box_width))
        .collect();
    let numbers: BTreeMap<&EntryId, usize> =
        boxes.iter().enumerate().map(|(number, one)| (one.entry, number)).collect();
    let (links, left_out) = drawn_links(&graph, focus, &numbers);
    let nodes: Vec<Node> = boxes.iter().map(Card::node).collect();
    let ends: Vec<(usize, usize)> = links.iter().map(|(_, ends)| *ends).collect();
    let placed = layers(&nodes, &ends);
    let canvas = Canvas { boxes: &boxes, placed: &placed, room, box_width };
    for ((link, ends), lanes) in links.iter().zip(&placed.lanes) {
        canvas.line(&mut sheet, *ends, lanes, signs(link, focus));
    }
    for (index, (wave, _)) in columns.iter().enumerate() {
        let head = match wave {
            Column::InUse => t("picture.links.in_use").to_owned(),
            Column::Wave(number) => fill("picture.wave", &[("number", &number.to_string())]),
            Column::Missing => t("picture.links.missing").to_owned(),
        };
        sheet.fitted(Text::strong(room * index as f64, 16.0, &head), box_width);
    }
    for (number, one) in boxes.iter().enumerate() {
        let is_in_chain = graph.chain.len() > 1 && graph.chain.contains(one.entry);
        canvas.name(&mut sheet, number, (focus == Some(one.entry), is_in_chain));
    }
    sheet.y = HEAD + placed.height + 4.0;
    if graph.chain.len() > 1 {
        sheet.legend(&[("gantt-chain", t("picture.gantt.legend.chain"))]);
    }
    let (title, summary) = graph.words(&catalogue, focus, left_out);
    View { picture: sheet.finish(title, summary), table }
}

/// A link and the numbers of the boxes at its ends.
type DrawnLink<'a> = (&'a Link, (usize, usize));

/// The links to draw with the numbers of their boxes, those of the longest chain last.
fn drawn_links<'a>(
    graph: &'a Graph,
    focus: Option<&EntryId>,
    numbers: &BTreeMap<&EntryId, usize>,
) -> (Vec<DrawnLink<'a>>, LeftOut) {
    let is_at_focus = |link: &Link| focus.is_some_and(|focus| *focus == link.from || *focus == link.to);
    let says_something = |link: &Link| !link.follows || link.is_in_chain || is_at_focus(link);
    let all = graph.links.iter().filter_map(|link| {
        let ends = (*numbers.get(&link.from)?, *numbers.get(&link.to)?);
        Some((link, ends))
    });
    let all: Vec<DrawnLink<'_>> = all.collect();
    let mut links: Vec<_> = all.iter().copied().filter(|(link, _)| says_something(link)).collect();
    let mut left_out = if links.len() < all.len() { LeftOut::Following } else { LeftOut::Nothing };
    if focus.is_none() && links.len() > LINKS_AT_MOST {
        links.retain(|(link, _)| link.is_in_chain);
        left_out = LeftOut::MostOfThem;
    }
    order::by_key(&mut links, |(link, _)| (link.is_broken, link.is_in_chain));
    (links, left_out)
}

fn signs(link: &Link, focus: Option<&EntryId>) -> Option<(&'static str, &'static str)> {
    if link.is_broken {
        Some(("data-broken", "true"))
    } else if link.is_in_chain {
        Some(("data-chain", "true"))
    } else if focus.is_some_and(|focus| *focus == link.from || *focus == link.to) {
        Some(("data-selected", "true"))
    } else {
        None
    }
}

/// An entry with its name in the lines of its box.
struct Card<'a> {
    entry: &'a EntryId,
    column: usize,
    name: String,
    lines: Vec<String>,
}

impl<'a> Card<'a> {
    fn of(catalogue: &Catalogue<'_>, entry: &'a EntryId, column: usize, width: f64) -> Self {
        let name = catalogue.short_name(entry);
        let lines = wrap(&name, width - 14.0, NAME_LINES_AT_MOST, TextSize::Normal, false);
        Self { entry, column, name, lines }
    }

    fn node(&self) -> Node {
        let more = self.lines.len().saturating_sub(1) as f64;
        Node { column: self.column, height: BOX_HEIGHT + NAME_LINE * more }
    }
}

struct Canvas<'a> {
    boxes: &'a [Card<'a>],
    placed: &'a Layers,
    /// Width of a column with its gutter.
    room: f64,
    box_width: f64,
}

impl Canvas<'_> {
    /// Column and middle height of a box.
    fn place(&self, number: usize) -> (usize, f64) {
        let column = self.boxes.get(number).map_or(0, |one| one.column);
        (column, HEAD + self.placed.middles.get(number).copied().unwrap_or(0.0))
    }

    /// From the right side of the left box to the left side of the right one, level through the lanes between.
    fn line(
        &self,
        sheet: &mut Sheet,
        (from, to): (usize, usize),
        lanes: &[f64],
        sign: Option<(&'static str, &'static str)>,
    ) {
        let mut ends = [self.place(from), self.place(to)];
        order::by_key(&mut ends, |(column, _)| *column);
        let [(first, start), (last, end)] = ends;
        let left = |column: usize| self.room * column as f64;
        let right = |column: usize| left(column) + self.box_width;
        let shape = if first == last {
            let side = right(first) + GUTTER / 4.0;
            let points = vec![(right(first), start), (side, start), (side, end), (right(first), end)];
            sheet.path("edge", points)
        } else {
            let mut points = vec![(right(first), start)];
            for (column, lane) in (first + 1..last).zip(lanes) {
                points.extend([(left(column), HEAD + lane), (right(column), HEAD + lane)]);
            }
            points.push((left(last), end));
            sheet.flow("edge", points)
        };
        shape.signs.extend(sign);
    }

    fn name(&self, sheet: &mut Sheet, number: usize, (is_in_focus, is_in_chain): (bool, bool)) {
        let Some(one) = self.boxes.get(number) else { return };
        let height = one.node().height;
        let (column, middle) = self.place(number);
        let (x, y) = (self.room * column as f64, middle - height / 2.0);
        let form = Form::Rect { x, y, width: self.box_width, height, radius: 4.0 };
        let mut shape = Shape::new("link-box", form).target(Target::Entry(one.entry.clone()));
        if is_in_focus {
            shape = shape.sign("data-selected", "true");
        }
        sheet.push(shape.hint(one.name.clone()));
        for (index, line) in one.lines.iter().enumerate() {
            sheet.fitted(
                Text::label(x + 8.0, y + 16.0 + NAME_LINE * index as f64, line),
                self.box_width - 12.0,
            );
        }
        if is_in_chain {
            sheet.rect("gantt-chain", [x, y, self.box_width, height], 4.0);
        }
    }
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

    #[test]
    fn no_line_runs_through_a_box_of_another_entry() {
        for example in Example::ALL {
            let document = example.document().unwrap();
            let view = dependencies(&document, &Figures::of(&document), None, 1176.0);
            let shapes = &view.picture.shapes;
            let boxes: Vec<(f64, f64, f64, f64)> = shapes
                .iter()
                .filter_map(|shape| match shape.form {
                    Form::Rect { x, y, width, height, .. } if shape.class == "link-box" => {
                        Some((x, y, x + width, y + height))
                    }
                    _ => None,
                })
                .collect();
            let lines = shapes.iter().filter_map(|shape| match &shape.form {
                Form::Flow { points } => Some(points),
                _ => None,
            });
            let mut count = 0;
            for points in lines {
                count += 1;
                for pair in points.windows(2) {
                    let [(left, y), (right, end)] = pair else { continue };
                    for (start, top, stop, bottom) in &boxes {
                        let is_beside = *right <= start + 0.01 || *left >= stop - 0.01;
                        let is_clear = y.max(*end) < *top || y.min(*end) > *bottom;
                        assert!(
                            is_beside || is_clear,
                            "{example:?}: {pair:?} and {start} {top} {stop} {bottom}"
                        );
                    }
                }
            }
            assert!(count > 5, "{example:?} draws {count} links");
        }
    }
}
