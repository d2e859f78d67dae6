//! The key to the marks, with the view beyond the last wave.

use crate::domain::figures::colour::LoadColour;
use crate::domain::figures::number::fixed;
use crate::domain::picture::lettering::{fit, text_width};
use crate::domain::picture::load_heat::level_mark;
use crate::domain::picture::primitives::{Anchor, Form, Shape, TextSize};
use crate::domain::wording::{fill, phrase, t};

use super::drawing::{DIAMOND, Drawing, rect};

impl Drawing<'_> {
    pub(super) fn legend(&mut self, has_today: bool) {
        self.y += 18.0;
        let mut x = 0.0;
        let names = ["product", "service", "run", "own", "outside", "today"];
        for name in names.into_iter().filter(|name| has_today || *name != "today") {
            let text = t(&format!("picture.roadmap.legend.{name}"));
            let mark = if matches!(name, "own" | "outside") { 2.0 * DIAMOND } else { 18.0 };
            let width = mark + 6.0 + text_width(text, TextSize::Normal, false);
            if x > 0.0 && x + width > self.plot_right {
                x = 0.0;
                self.y += 20.0;
            }
            let middle = self.y - 4.0;
            match name {
                "today" => {
                    let (from, to) = ((x + mark / 2.0, middle - 6.0), (x + mark / 2.0, middle + 6.0));
                    self.shapes.push(Shape::new("chart-base", Form::Line { from, to }));
                }
                "run" => {
                    self.shapes.push(rect("bar-tail", [x, middle - 2.0, mark, 4.0], 0.0));
                }
                "own" | "outside" => {
                    let diamond = Form::Diamond { centre: (x + DIAMOND, middle), radius: DIAMOND };
                    let kind = if name == "own" { "own" } else { "outside" };
                    self.shapes.push(Shape::new("milestone", diamond).sign("data-kind", kind));
                }
                _ => {
                    let kind = if name == "product" { "product" } else { "service" };
                    let bar = rect("bar", [x, middle - 4.5, mark, 9.0], 3.0);
                    self.shapes.push(bar.sign("data-kind", kind));
                }
            }
            self.quiet(x + mark + 6.0, self.y, text.to_owned());
            x += width + 18.0;
        }
        self.steady_state(x);
        self.y += 8.0;
    }

    /// The view beyond the last wave, at the right of the legend or below it.
    fn steady_state(&mut self, legend_right: f64) {
        let Some(last) = self.figures.spans.last() else { return };
        let steady = self.figures.steady_state;
        let colour = LoadColour::of(steady.utilisation());
        let mark =
            if colour <= LoadColour::Green { String::new() } else { format!("{} ", level_mark(colour)) };
        let text = fill(
            "picture.roadmap.after",
            &[
                ("month", &phrase::month_of(last.end)),
                ("run", &fixed(steady.run_per_month, 1)),
                ("capacity", &fixed(steady.capacity_per_month, 1)),
            ],
        );
        let text = fit(&format!("{mark}{text}"), self.plot_right, TextSize::Normal, true);
        if legend_right + text_width(&text, TextSize::Normal, true) > self.plot_right {
            self.y += 20.0;
        }
        let (x, y) = (self.plot_right, self.y);
        if let Some(shape) = self.text(x, y, Anchor::End, TextSize::Normal, text) {
            shape.signs.extend([("data-weight", "strong"), ("data-level", colour.word())]);
        }
    }
}
