//! Where the boxes of a layered drawing stand: in given columns, ordered so that few lines cross, and as level with what
//! they are linked to as the order allows (Sugiyama, Tagawa and Toda 1981; heights by isotonic regression). A link over
//! several columns passes each of them in a lane of its own between the boxes; links from one box share their lanes.

use crate::domain::order;
use std::collections::BTreeMap;

/// Space between two boxes, and around a lane.
const BETWEEN: f64 = 10.0;
const AROUND_LANE: f64 = 7.0;
/// Turns of ordering and of levelling.
const TURNS: usize = 8;

/// A box to place: its column and its height.
#[derive(Clone, Copy, Debug)]
pub(super) struct Node {
    pub(super) column: usize,
    pub(super) height: f64,
}

/// Where everything stands.
#[derive(Debug)]
pub(super) struct Layers {
    /// Middle height of each box.
    pub(super) middles: Vec<f64>,
    /// Height of the drawing.
    pub(super) height: f64,
    /// For each link the heights at which it passes the columns between its ends, left to right.
    pub(super) lanes: Vec<Vec<f64>>,
}

/// A box or a lane of the drawing.
struct Item {
    height: f64,
    is_lane: bool,
    middle: f64,
    left: Vec<usize>,
    right: Vec<usize>,
}

/// Places boxes, which come in their wished order, and the links between them by number.
pub(super) fn layers(nodes: &[Node], links: &[(usize, usize)]) -> Layers {
    let mut drawing = Drawing::of(nodes);
    let routes: Vec<Vec<usize>> = links.iter().map(|link| drawing.route(nodes, *link)).collect();
    drawing.order();
    drawing.level();
    let middle = |item: usize| drawing.items.get(item).map_or(0.0, |item| item.middle);
    Layers {
        middles: (0..nodes.len()).map(middle).collect(),
        height: drawing.items.iter().map(|item| item.middle + item.height / 2.0).fold(0.0, f64::max),
        lanes: routes.iter().map(|route| route.iter().map(|item| middle(*item)).collect()).collect(),
    }
}

struct Drawing {
    /// The boxes by their numbers, then the lanes.
    items: Vec<Item>,
    /// Items from the top down.
    columns: Vec<Vec<usize>>,
    /// The lane in a column of what starts at a box.
    lanes: BTreeMap<(usize, usize), usize>,
}

impl Drawing {
    fn of(nodes: &[Node]) -> Self {
        let count = nodes.iter().map(|node| node.column + 1).max().unwrap_or(0);
        let mut columns = vec![Vec::new(); count];
        for (index, node) in nodes.iter().enumerate() {
            if let Some(column) = columns.get_mut(node.column) {
                column.push(index);
            }
        }
        let item = |node: &Node| Item {
            height: node.height,
            is_lane: false,
            middle: 0.0,
            left: Vec::new(),
            right: Vec::new(),
        };
        Self { items: nodes.iter().map(item).collect(), columns, lanes: BTreeMap::new() }
    }

    /// The lanes that a link takes between its ends, left to right; made where there are none yet.
    fn route(&mut self, nodes: &[Node], (from, to): (usize, usize)) -> Vec<usize> {
        let (Some(start), Some(end)) = (nodes.get(from), nodes.get(to)) else { return Vec::new() };
        let (first, last) = if start.column <= end.column { (from, to) } else { (to, from) };
        let (left, right) = (start.column.min(end.column), start.column.max(end.column));
        let mut route = Vec::new();
        let mut before = first;
        for column in left + 1..right {
            let lane = match self.lanes.get(&(first, column)) {
                Some(lane) => *lane,
                None => self.add_lane(first, column),
            };
            self.join(before, lane);
            route.push(lane);
            before = lane;
        }
        if left < right {
            self.join(before, last);
        }
        route
    }

    fn add_lane(&mut self, first: usize, column: usize) -> usize {
        let lane = self.items.len();
        self.items.push(Item {
            height: 2.0,
            is_lane: true,
            middle: 0.0,
            left: Vec::new(),
            right: Vec::new(),
        });
        if let Some(column) = self.columns.get_mut(column) {
            column.push(lane);
        }
        self.lanes.insert((first, column), lane);
        lane
    }

    fn join(&mut self, left: usize, right: usize) {
        let is_new = self.items.get(left).is_some_and(|item| !item.right.contains(&right));
        if !is_new {
            return;
        }
        if let Some(item) = self.items.get_mut(left) {
            item.right.push(right);
        }
        if let Some(item) = self.items.get_mut(right) {
            item.left.push(left);
        }
    }

    /// Orders the columns by what their items are linked to, to and fro, and keeps the order with the fewest crossings.
    fn order(&mut self) {
        let mut best = (self.crossings(), self.columns.clone());
        for turn in 0..TURNS {
            let is_forward = turn % 2 == 0;
            let count = self.columns.len();
            for step in 0..count {
                self.sort(if is_forward { step } else { count - 1 - step }, is_forward);
            }
            let crossings = self.crossings();
            if crossings < best.0 {
                best = (crossings, self.columns.clone());
            }
        }
        self.columns = best.1;
    }

    /// Puts the items of a column in the order of the middle of their neighbours; those without keep their place.
    fn sort(&mut self, column: usize, is_forward: bool) {
        let places = self.places();
        let Some(items) = self.columns.get(column) else { return };
        let share = |item: &usize| places.get(*item).copied().unwrap_or(0.0);
        let mut wished: Vec<(f64, usize)> = items
            .iter()
            .map(|item| {
                let near =
                    self.items.get(*item).map(|item| if is_forward { &item.left } else { &item.right });
                let near = near.filter(|near| !near.is_empty());
                (near.map_or_else(|| share(item), |near| mean(near.iter().map(share))), *item)
            })
            .collect();
        order::by(&mut wished, |a, b| a.0.total_cmp(&b.0));
        if let Some(items) = self.columns.get_mut(column) {
            *items = wished.into_iter().map(|(_, item)| item).collect();
        }
    }

    /// How far down its column each item stands, 0 to 1.
    fn places(&self) -> Vec<f64> {
        let mut places = vec![0.0; self.items.len()];
        for column in &self.columns {
            for (row, item) in column.iter().enumerate() {
                if let Some(place) = places.get_mut(*item) {
                    *place = (row as f64 + 0.5) / column.len() as f64;
                }
            }
        }
        places
    }

    fn crossings(&self) -> usize {
        let mut rows = vec![0_usize; self.items.len()];
        for column in &self.columns {
            for (row, item) in column.iter().enumerate() {
                if let Some(place) = rows.get_mut(*item) {
                    *place = row;
                }
            }
        }
        let row = |item: usize| rows.get(item).copied().unwrap_or(0);
        let of_column = |column: &Vec<usize>| {
            let mut pairs: Vec<(usize, usize)> = column
                .iter()
                .filter_map(|item| Some((*item, self.items.get(*item)?)))
                .flat_map(|(item, known)| known.right.iter().map(move |right| (item, *right)))
                .map(|(left, right)| (row(left), row(right)))
                .collect();
            order::natural(&mut pairs);
            let later = |(index, pair): (usize, &(usize, usize))| {
                let rest = pairs.get(index + 1..).unwrap_or_default();
                rest.iter().filter(|other| other.0 > pair.0 && other.1 < pair.1).count()
            };
            pairs.iter().enumerate().map(later).sum::<usize>()
        };
        self.columns.iter().map(of_column).sum()
    }

    /// Sets the heights: first packed from the top, then as near to the neighbours as order and spaces allow.
    fn level(&mut self) {
        for column in self.columns.clone() {
            for (item, offset) in column.iter().zip(self.offsets(&column)) {
                if let Some(item) = self.items.get_mut(*item) {
                    item.middle = offset;
                }
            }
        }
        for turn in 0..TURNS {
            let mut columns = self.columns.clone();
            if turn % 2 == 1 {
                columns.reverse();
            }
            for column in columns {
                self.level_column(&column);
            }
        }
        let top = |item: &Item| item.middle - item.height / 2.0;
        let highest = self.items.iter().map(top).fold(f64::INFINITY, f64::min);
        if highest.is_finite() {
            self.items.iter_mut().for_each(|item| item.middle -= highest);
        }
    }

    /// The middles of a column's items when they are packed from the top.
    fn offsets(&self, column: &[usize]) -> Vec<f64> {
        let mut bottom = 0.0;
        let mut was_lane = false;
        let mut offsets = Vec::with_capacity(column.len());
        for item in column.iter().filter_map(|item| self.items.get(*item)) {
            let space = if was_lane || item.is_lane { AROUND_LANE } else { BETWEEN };
            let top = if offsets.is_empty() { 0.0 } else { bottom + space };
            offsets.push(top + item.height / 2.0);
            bottom = top + item.height;
            was_lane = item.is_lane;
        }
        offsets
    }

    fn level_column(&mut self, column: &[usize]) {
        let offsets = self.offsets(column);
        let middle = |item: &usize| self.items.get(*item).map_or(0.0, |item| item.middle);
        let wished = column.iter().zip(&offsets).map(|(item, offset)| {
            let near = self.items.get(*item).map(|known| known.left.iter().chain(&known.right));
            let near = near.map(|near| near.map(middle).collect::<Vec<f64>>()).unwrap_or_default();
            let wish = if near.is_empty() { middle(item) } else { mean(near.into_iter()) };
            wish - offset
        });
        let fitted = isotonic(wished);
        for ((item, offset), shift) in column.iter().zip(offsets).zip(fitted) {
            if let Some(item) = self.items.get_mut(*item) {
                item.middle = offset + shift.max(0.0);
            }
        }
    }
}

/// The never falling numbers that are nearest to the given ones: neighbours that would fall share their mean.
fn isotonic(wished: impl Iterator<Item = f64>) -> Vec<f64> {
    let mut blocks: Vec<(f64, usize)> = Vec::new();
    for wish in wished {
        let mut block = (wish, 1);
        while let Some((sum, count)) =
            blocks.pop_if(|(sum, count)| *sum / *count as f64 > block.0 / block.1 as f64)
        {
            block = (block.0 + sum, block.1 + count);
        }
        blocks.push(block);
    }
    blocks.into_iter().flat_map(|(sum, count)| std::iter::repeat_n(sum / count as f64, count)).collect()
}

fn mean(values: impl ExactSizeIterator<Item = f64>) -> f64 {
    let count = values.len();
    values.sum::<f64>() / count.max(1) as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    fn nodes(columns: &[usize]) -> Vec<Node> {
        columns.iter().map(|column| Node { column: *column, height: 24.0 }).collect()
    }

    #[test]
    fn what_falls_shares_its_mean() {
        assert_eq!(isotonic([1.0, 4.0, 2.0, 5.0].into_iter()), [1.0, 3.0, 3.0, 5.0]);
        assert_eq!(isotonic([3.0, 2.0, 1.0].into_iter()), [2.0; 3]);
        assert!(isotonic(std::iter::empty()).is_empty());
    }

    #[test]
    fn crossed_links_are_untangled() {
        // 0 and 1 on the left, 2 and 3 on the right, linked crosswise.
        let placed = layers(&nodes(&[0, 0, 1, 1]), &[(0, 3), (1, 2)]);
        let is_above = |a: usize, b: usize| placed.middles[a] < placed.middles[b];
        assert_eq!(is_above(0, 1), is_above(3, 2), "{:?}", placed.middles);
    }

    #[test]
    fn a_long_link_runs_between_the_boxes_and_boxes_keep_apart() {
        let boxes = nodes(&[0, 0, 1, 1, 1, 2]);
        let placed = layers(&boxes, &[(0, 5), (1, 5), (0, 2), (5, 0)]);
        assert_eq!(placed.lanes.iter().map(Vec::len).collect::<Vec<_>>(), [1, 1, 0, 1]);
        assert_eq!(placed.lanes[0], placed.lanes[3], "links at one box share a lane");
        for (index, node) in boxes.iter().enumerate() {
            for (other, beside) in boxes.iter().enumerate().skip(index + 1) {
                let gap = (placed.middles[index] - placed.middles[other]).abs();
                assert!(node.column != beside.column || gap >= 24.0 + BETWEEN - 1e-6, "{placed:?}");
            }
            for lane in placed.lanes.iter().flatten().filter(|_| node.column == 1) {
                assert!((placed.middles[index] - lane).abs() >= 12.0 + AROUND_LANE, "{placed:?}");
            }
        }
    }
}
