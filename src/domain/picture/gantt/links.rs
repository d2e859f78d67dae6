//! The arrows of the Gantt chart: from the end of what is needed to the start of what needs it.

use std::collections::BTreeMap;

use crate::domain::figures::Figures;
use crate::domain::figures::schedule::WorkBar;
use crate::domain::model::ids::EntryId;
use crate::domain::order;
use crate::domain::picture::axis::TimeAxis;
use crate::domain::picture::chain::longest_chain;
use crate::domain::picture::sheet::Sheet;

use super::{NAME, RIGHT, Rows};

/// Over so many links, only those of the entry in focus and of the longest chain are drawn.
const LINKS_AT_MOST: usize = 60;

/// A prerequisite that is planned: the rows of it and of what needs it.
#[derive(Clone, Copy)]
pub(super) struct Link {
    pub(super) from: usize,
    pub(super) to: usize,
    /// The bar of what needs it begins before the prerequisite is launched, in another wave or out of order.
    pub(super) is_broken: bool,
    /// Both ends follow each other in the longest chain.
    pub(super) is_in_chain: bool,
}

/// The links between bars, and the rows of the longest chain.
pub(super) fn links(figures: &Figures, bars: &[WorkBar]) -> (Vec<Link>, Vec<usize>) {
    let rows: BTreeMap<&EntryId, usize> =
        bars.iter().enumerate().map(|(row, bar)| (&bar.entry, row)).collect();
    let mut links = Vec::new();
    for (to, bar) in bars.iter().enumerate() {
        let Some(entry) = figures.entry(&bar.entry) else { continue };
        for needed in &entry.prerequisites {
            let Some((from, before)) = rows.get(&needed.entry).and_then(|row| Some((*row, bars.get(*row)?)))
            else {
                continue;
            };
            let in_order = before.wave < bar.wave
                || (needed.same_wave && before.wave == bar.wave && before.place < bar.place);
            links.push(Link { from, to, is_broken: !in_order, is_in_chain: false });
        }
    }
    let weights: Vec<f64> = bars.iter().map(|bar| bar.build_days).collect();
    let ends: Vec<(usize, usize)> = links.iter().map(|link| (link.from, link.to)).collect();
    let chain = longest_chain(&weights, &ends);
    for link in &mut links {
        link.is_in_chain = chain.windows(2).any(|pair| *pair == [link.from, link.to]);
    }
    (links, chain)
}

/// The links to draw, those of the longest chain last, so that they lie on top.
pub(super) fn shown<'a>(links: &'a [Link], bars: &[WorkBar], focus: Option<&EntryId>) -> Vec<&'a Link> {
    let is = |row: usize| bars.get(row).map(|bar| &bar.entry) == focus;
    let is_shown = |link: &&Link| match focus {
        Some(_) => is(link.from) || is(link.to),
        None => links.len() <= LINKS_AT_MOST || link.is_in_chain,
    };
    let mut shown: Vec<&Link> = links.iter().filter(is_shown).collect();
    order::by_key(&mut shown, |link| link.is_in_chain);
    shown
}

/// From the end of one bar to the start of another, in right angles; between the rows where it must go back.
pub(super) fn arrow(sheet: &mut Sheet, axis: &TimeAxis, rows: &Rows, bars: &[WorkBar], link: &Link) {
    let (Some(before), Some(after)) = (bars.get(link.from), bars.get(link.to)) else { return };
    let from = (axis.end_of(before.to), rows.bar(link.from));
    let to = (axis.at(after.from.civil()), rows.bar(link.to));
    let out = (from.0 + 5.0).min(axis.right + RIGHT - 1.0);
    let mut points = vec![from, (out, from.1)];
    if to.0 - 8.0 >= out {
        points.push((out, to.1));
    } else {
        let between = if to.1 > from.1 { rows.top(link.to) } else { rows.top(link.to + 1) };
        let back = (to.0 - 8.0).max(NAME - 6.0);
        points.extend([(out, between), (back, between), (back, to.1)]);
    }
    points.push(to);
    let head = vec![(to.0 - 5.0, to.1 - 3.0), to, (to.0 - 5.0, to.1 + 3.0)];
    for line in [points, head] {
        let shape = sheet.path("edge", line);
        if link.is_broken {
            shape.signs.push(("data-broken", "true"));
        }
        if link.is_in_chain {
            shape.signs.push(("data-chain", "true"));
        }
    }
}
