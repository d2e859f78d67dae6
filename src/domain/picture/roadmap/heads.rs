//! The heads of the waves: name, time and goal, with the months below.

use crate::domain::model::wave::WaveKind;
use crate::domain::picture::lettering::{text_width, wrap};
use crate::domain::picture::primitives::{Anchor, TextSize};
use crate::domain::wording::{fill, phrase, t};

use super::drawing::Drawing;

impl Drawing<'_> {
    /// Name, time and goal of each wave, and the months.
    pub(super) fn heads(&mut self) {
        let mut goal_lines = 0;
        for (index, wave) in self.document.waves.iter().enumerate() {
            let (left, right) = self.axis.wave(index);
            let (x, room) = (left + 8.0, right - left - 12.0);
            let number = (index + 1).to_string();
            let mut name = fill("picture.wave", &[("number", &number)]);
            if text_width(&name, TextSize::Large, true) > room {
                name =
                    if text_width(&number, TextSize::Large, true) <= room { number } else { String::new() };
            }
            let used = text_width(&name, TextSize::Large, true) + 6.0;
            self.strong(x, 17.0, TextSize::Large, name);
            let period = self.figures.spans.get(index).map_or_else(String::new, phrase::period);
            let without_year =
                period.rsplit_once(' ').map(|(months, _)| months.to_owned()).unwrap_or_default();
            let period = [period, without_year]
                .into_iter()
                .find(|text| text_width(text, TextSize::Normal, false) <= room - used);
            self.quiet(x + used, 17.0, period.unwrap_or_default());
            let goal = match wave.kind {
                _ if !wave.goal.trim().is_empty() => wave.goal.as_str(),
                WaveKind::Normal => "",
                WaveKind::Pause => t("picture.wave.pause"),
                WaveKind::Closing => t("picture.wave.closing"),
            };
            let lines = wrap(goal, room, 3, TextSize::Normal, false);
            goal_lines = goal_lines.max(lines.len());
            for (line, text) in lines.into_iter().enumerate() {
                self.quiet(x, 34.0 + 15.0 * line as f64, text);
            }
        }
        self.y = 30.0 + 15.0 * goal_lines as f64;
        self.months();
        self.y += 26.0;
        self.heads_bottom = self.y;
        self.rule("chart-rule");
    }

    fn months(&mut self) {
        for (x, name) in self.axis.months() {
            self.caption(x, self.y + 13.0, Anchor::Start, name);
        }
    }
}
