//! What the office can do and what it is asked to do in each wave, as bars with their figures beside them.

use crate::domain::figures::colour::load_text;
use crate::domain::picture::lettering::{fit, text_width};
use crate::domain::picture::load_heat::level_name;
use crate::domain::picture::primitives::{Anchor, Form, Shape, Target, TextSize};
use crate::domain::wording::{fill, phrase, t};

use super::drawing::{Drawing, LANE_HEAD, rect};

const OFFICE: f64 = 74.0;
const OFFICE_BAR: f64 = 64.0;

impl Drawing<'_> {
    pub(super) fn office(&mut self) {
        let top = self.y;
        self.strong(0.0, top + 18.0, TextSize::Normal, t("picture.roadmap.office").to_owned());
        let note = fit(t("picture.roadmap.office.note"), LANE_HEAD - 14.0, TextSize::Small, false);
        self.caption(0.0, top + 34.0, Anchor::Start, note);
        let finite = |value: f64| if value.is_finite() { value } else { 0.0 };
        let tallest = self
            .figures
            .office
            .iter()
            .flat_map(|office| [office.capacity, office.demand])
            .map(finite)
            .fold(1.0, f64::max);
        let figures = self.figures;
        for (index, office) in figures.office.iter().enumerate() {
            let (left, right) = self.axis.wave(index);
            let band = right - left;
            let bar = (band * 0.26).clamp(6.0, OFFICE_BAR).min((band - 8.0).max(2.0));
            let scale = (OFFICE - 14.0) / tallest;
            let bottom = top + OFFICE - 2.0;
            let x = left + 8.0_f64.min(band / 6.0);
            let target = Target::Office(index + 1);
            let within = office.demand.min(office.capacity);
            let run = office.run.min(within);
            let run_height = finite(run) * scale;
            if run_height > 0.5 {
                self.shapes.push(
                    rect("use-run", [x, bottom - run_height, bar, run_height], 0.0).target(target.clone()),
                );
            }
            let build_height = finite(within - run) * scale;
            if build_height > 1.5 {
                let y = bottom - run_height - build_height;
                self.shapes
                    .push(rect("use-build", [x, y, bar, build_height - 1.0], 0.0).target(target.clone()));
            }
            let excess = finite(office.demand - office.capacity) * scale;
            if excess > 0.5 {
                let y = bottom - run_height - build_height - excess;
                self.shapes.push(rect("use-excess", [x, y, bar, excess], 0.0).target(target.clone()));
            }
            let line = bottom - finite(office.capacity) * scale;
            let reach = 5.0_f64.min(band / 8.0);
            let capacity = Form::Line { from: (x - reach, line), to: (x + bar + reach, line) };
            self.shapes.push(Shape::new("use-capacity", capacity).target(target.clone()));
            let (text_x, room) = (x + bar + 12.0, right - x - bar - 16.0);
            let colour = office.colour();
            let number = load_text(office.utilisation);
            let levelled = format!("{number} {}", level_name(colour));
            let head = [levelled, number]
                .into_iter()
                .find(|text| text_width(text, TextSize::Large, true) <= room)
                .unwrap_or_default();
            if let Some(shape) = self.text(text_x, top + 30.0, Anchor::Start, TextSize::Large, head) {
                shape.signs.extend([("data-weight", "strong"), ("data-level", colour.word())]);
                shape.target = Some(target);
            }
            let days = fill(
                "picture.roadmap.office.days",
                &[("demand", &phrase::days(office.demand)), ("capacity", &phrase::days(office.capacity))],
            );
            let parts = fill(
                "picture.roadmap.office.parts",
                &[("build", &phrase::days(office.build)), ("run", &phrase::days(office.run))],
            );
            for (line, text) in [days, parts].into_iter().enumerate() {
                if text_width(&text, TextSize::Normal, false) <= room {
                    self.quiet(text_x, top + 47.0 + 15.0 * line as f64, text);
                }
            }
        }
        self.y += OFFICE;
    }
}
