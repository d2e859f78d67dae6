//! One lane for each group of the catalogue, with a row for each entry: its bar, its label and the tail of its run work.

use crate::domain::figures::schedule::WorkBar;
use crate::domain::model::entry::{CatalogueGroup, EntryKind};
use crate::domain::picture::bar::bar_hint;
use crate::domain::picture::lettering::{fit, text_width};
use crate::domain::picture::primitives::{Anchor, Target, TextSize};
use crate::domain::wording::count;

use super::drawing::{Drawing, LANE_HEAD, LONGEST_LABEL, rect};
use super::lane_name;

/// Height of a bar: this share of its row, and never lower than its label.
const BAR_SHARE: f64 = 0.68;
const LEAST_BAR: f64 = 13.0;
const LANE_PADDING: f64 = 3.0;
/// Run work that makes the widest tail in a small plan, person-days a month.
const WIDE_TAIL_DAYS: f64 = 8.0;

/// The entries of one group, in the order of their rows.
struct Lane {
    group: CatalogueGroup,
    bars: Vec<WorkBar>,
    hidden_count: usize,
}

struct LabelPlace {
    x: f64,
    anchor: Anchor,
    text: String,
    inside: bool,
    /// Where the tail may begin.
    tail_from: f64,
}

impl Drawing<'_> {
    pub(super) fn lanes(&mut self, bars: Vec<WorkBar>, bars_at_most: usize) {
        let widest = bars.iter().map(|bar| bar.run_days_per_month).fold(WIDE_TAIL_DAYS, f64::max);
        for lane in to_lanes(bars, bars_at_most) {
            self.y += LANE_PADDING;
            let baseline = self.y + self.row / 2.0 + 4.0;
            let name = fit(lane_name(lane.group), LANE_HEAD - 54.0, TextSize::Normal, true);
            self.strong(0.0, baseline, TextSize::Normal, name);
            self.caption(LANE_HEAD - 14.0, baseline, Anchor::End, lane.group.code().to_owned());
            for bar in &lane.bars {
                self.bar(bar, widest);
                self.y += self.row;
            }
            if lane.hidden_count > 0 {
                let room = self.plot_right - self.plot_left - 16.0;
                let text =
                    fit(&count("picture.roadmap.more", lane.hidden_count), room, TextSize::Normal, false);
                self.quiet(self.plot_left + 8.0, self.y + self.row / 2.0 + 4.0, text);
                self.y += self.row;
            }
            self.y += LANE_PADDING;
            self.rule("chart-grid");
        }
    }

    fn bar(&mut self, bar: &WorkBar, widest: f64) {
        let middle = self.y + self.row / 2.0;
        let left = self.axis.at(bar.from.civil()).min(self.plot_right - 4.0);
        let right = self.axis.end_of(bar.to).max(left + 4.0);
        let kind = match bar.kind {
            EntryKind::Product => "product",
            EntryKind::Service => "service",
        };
        let target = Target::Entry(bar.entry.clone());
        let hint = bar_hint(self.document, bar);
        let label = self.label_place(&bar.name, left, right);
        let tail_from = label.tail_from.max(right);
        if bar.run_days_per_month > 0.0 && self.plot_right - tail_from > 4.0 {
            let height = 1.5 + 6.5 * (bar.run_days_per_month / widest).clamp(0.0, 1.0);
            let width = self.plot_right - tail_from;
            let tail = rect("bar-tail", [tail_from, middle - height / 2.0, width, height], 0.0);
            self.shapes.push(tail.target(target.clone()));
        }
        let height = (self.row * BAR_SHARE).max(LEAST_BAR);
        let shape = rect("bar", [left, middle - height / 2.0, right - left, height], 4.0);
        self.shapes.push(shape.sign("data-kind", kind).hint(hint).target(target.clone()));
        if let Some(text) = self.text(label.x, middle + 4.0, label.anchor, TextSize::Normal, label.text) {
            text.class = "bar-label";
            text.signs.push(("data-kind", kind));
            text.signs.push(("data-place", if label.inside { "inside" } else { "outside" }));
            if !label.inside {
                text.signs.push(("data-halo", "true"));
            }
            text.target = Some(target);
        }
    }

    /// Inside the bar, else right of it, else left of it, else cut on the side with more room.
    fn label_place(&self, name: &str, left: f64, right: f64) -> LabelPlace {
        let bold = fit(name, LONGEST_LABEL, TextSize::Normal, true);
        if text_width(&bold, TextSize::Normal, true) + 14.0 <= right - left {
            return LabelPlace {
                x: left + 7.0,
                anchor: Anchor::Start,
                text: bold,
                inside: true,
                tail_from: right,
            };
        }
        let plain = fit(name, LONGEST_LABEL, TextSize::Normal, false);
        let width = text_width(&plain, TextSize::Normal, false);
        let (room_right, room_left) = (self.plot_right - right - 10.0, left - self.plot_left - 10.0);
        let goes_right = width <= room_right || (width > room_left && room_right >= room_left);
        let text = fit(&plain, if goes_right { room_right } else { room_left }, TextSize::Normal, false);
        if goes_right {
            let tail_from = right + 6.0 + text_width(&text, TextSize::Normal, false) + 10.0;
            LabelPlace { x: right + 6.0, anchor: Anchor::Start, text, inside: false, tail_from }
        } else {
            LabelPlace { x: left - 6.0, anchor: Anchor::End, text, inside: false, tail_from: right }
        }
    }
}

/// Lanes in catalogue order; rows by wave and order of work. What is over the limit is counted from the bottom up.
fn to_lanes(bars: Vec<WorkBar>, bars_at_most: usize) -> Vec<Lane> {
    let mut excess = bars.len().saturating_sub(bars_at_most);
    let mut lanes: Vec<Lane> = CatalogueGroup::ALL
        .into_iter()
        .map(|group| {
            let bars: Vec<WorkBar> = bars.iter().filter(|bar| bar.group == group).cloned().collect();
            Lane { group, bars, hidden_count: 0 }
        })
        .filter(|lane| !lane.bars.is_empty())
        .collect();
    for lane in lanes.iter_mut().rev() {
        lane.hidden_count = excess.min(lane.bars.len());
        lane.bars.truncate(lane.bars.len() - lane.hidden_count);
        excess -= lane.hidden_count;
    }
    lanes
}
