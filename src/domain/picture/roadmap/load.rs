//! The change load of the five groups, one strip for each, in line with the waves.

use crate::domain::figures::colour::{LoadColour, load_text};
use crate::domain::figures::number::exceeds;
use crate::domain::model::group::Group;
use crate::domain::picture::finding::{group_inside, group_name};
use crate::domain::picture::lettering::{fit, text_width};
use crate::domain::picture::load_heat::{level_mark, level_name};
use crate::domain::picture::primitives::{Anchor, Target, TextSize};
use crate::domain::wording::{fill, phrase, t};

use super::drawing::{Drawing, LANE_HEAD, rect};

const STRIP_ROW: f64 = 23.0;
const STRIP: f64 = 19.0;

impl Drawing<'_> {
    pub(super) fn load(&mut self) {
        let baseline = self.y + 18.0;
        let head = t("picture.roadmap.load");
        self.strong(0.0, baseline, TextSize::Normal, head.to_owned());
        let behind = text_width(head, TextSize::Normal, true) + 8.0;
        self.caption(behind, baseline, Anchor::Start, t("picture.roadmap.load.note").to_owned());
        self.y += 26.0;
        for group in Group::ALL {
            let baseline = self.y + STRIP / 2.0 + 4.0;
            self.quiet(0.0, baseline, fit(group_name(group), LANE_HEAD - 34.0, TextSize::Normal, false));
            self.caption(LANE_HEAD - 14.0, baseline, Anchor::End, group.letter().to_owned());
            for index in 0..self.figures.loads.len() {
                self.load_cell(index, group);
            }
            self.y += STRIP_ROW;
        }
        self.y += 5.0;
        self.rule("chart-rule");
    }

    fn load_cell(&mut self, index: usize, group: Group) {
        let figures = self.figures;
        let Some(cell) = figures.loads.get(index).map(|row| row.get(group)) else { return };
        let (left, right) = self.axis.wave(index);
        let (x, width) = (left + 2.0, (right - left - 4.0).max(1.0));
        let (utilisation, colour) = (cell.utilisation(), cell.colour());
        let (y, level) = (self.y, colour.word());
        let target = Target::Load { wave: index + 1, group };
        let hint = fill(
            "picture.roadmap.hint.load",
            &[
                ("group", group_inside(group)),
                ("wave", &(index + 1).to_string()),
                ("load", &phrase::days(cell.load)),
                ("capacity", &phrase::days(cell.capacity)),
            ],
        );
        let hint = phrase::sentence_start(&hint);
        let ground = rect("strip-cell", [x, y, width, STRIP], 4.0).level(colour);
        self.shapes.push(ground.target(target.clone()).hint(hint));
        let filled = width * utilisation.clamp(0.0, 1.0);
        if filled > 1.0 {
            let fill = rect("strip-fill", [x, y, filled, STRIP], 4.0).level(colour);
            self.shapes.push(fill.target(target.clone()));
            let overflow = if exceeds(utilisation, 1.0) { 2.0 } else { 0.0 };
            let mark = rect("strip-mark", [x + filled - 2.0, y, 2.0 + overflow, STRIP], 0.0).level(colour);
            self.shapes.push(mark.target(target.clone()));
        }
        let number = load_text(utilisation);
        let with_mark = format!("{number} {}", level_mark(colour));
        let with_word = format!("{with_mark} {}", level_name(colour));
        let room = width - 12.0;
        let candidates =
            if colour <= LoadColour::Green { vec![number] } else { vec![with_word, with_mark, number] };
        let Some(text) = candidates.into_iter().find(|text| text_width(text, TextSize::Normal, true) <= room)
        else {
            return;
        };
        if colour > LoadColour::Green {
            let plate = text_width(&text, TextSize::Normal, true) + 6.0;
            self.shapes.push(rect("strip-plate", [x + 5.0, y + 3.0, plate, STRIP - 6.0], 2.0));
        }
        // A number that its own mark would cross stands right of the mark.
        let (number_from, number_width) = (x + 8.0, text_width(&text, TextSize::Normal, true));
        let is_crossed = colour <= LoadColour::Green && filled > 6.0 && filled < number_width + 10.0;
        let fits_behind = filled + 6.0 + number_width <= width;
        let number_from = if is_crossed && fits_behind { x + filled + 5.0 } else { number_from };
        let baseline = y + STRIP / 2.0 + 4.0;
        if let Some(shape) = self.text(number_from, baseline, Anchor::Start, TextSize::Normal, text) {
            shape.signs.extend([("data-weight", "strong"), ("data-level", level)]);
            shape.target = Some(target);
        }
    }
}
