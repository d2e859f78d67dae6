//! The roadmap in the making: what every part of it draws on, and the ground behind them all.

use crate::domain::figures::Figures;
use crate::domain::model::document::Document;
use crate::domain::model::scalar::Date;
use crate::domain::picture::axis::TimeAxis;
use crate::domain::picture::primitives::{Anchor, Form, Shape, Target, TextSize};
use crate::domain::wording::t;

use super::RoadmapOptions;

const LEAST_WIDTH: f64 = 480.0;
/// Room at the left for the heads of lanes and strips.
pub(super) const LANE_HEAD: f64 = 172.0;
/// Room at the right for the half of a diamond on the last day.
const RIGHT: f64 = 8.0;
/// The longest label beside a bar or a diamond.
pub(super) const LONGEST_LABEL: f64 = 260.0;
/// From the centre of a diamond to a corner.
pub(super) const DIAMOND: f64 = 6.0;

/// What is drawn so far, from the top down.
pub(super) struct Drawing<'a> {
    pub(super) document: &'a Document,
    pub(super) figures: &'a Figures,
    pub(super) width: f64,
    pub(super) plot_left: f64,
    pub(super) plot_right: f64,
    pub(super) axis: TimeAxis,
    /// Top of what is drawn next.
    pub(super) y: f64,
    pub(super) shapes: Vec<Shape>,
    /// Places from which dotted lines drop: outside events.
    pub(super) drops: Vec<f64>,
    /// Bottom of the milestone row, where the dotted lines end.
    pub(super) milestone_y: f64,
    pub(super) heads_bottom: f64,
    /// Height of the row of an entry.
    pub(super) row: f64,
}

impl<'a> Drawing<'a> {
    pub(super) fn new(document: &'a Document, figures: &'a Figures, options: &RoadmapOptions) -> Self {
        let width = if options.width.is_finite() { options.width.max(LEAST_WIDTH) } else { LEAST_WIDTH };
        Self {
            document,
            figures,
            width,
            plot_left: LANE_HEAD,
            plot_right: width - RIGHT,
            axis: TimeAxis::new(document, figures, LANE_HEAD, width - RIGHT),
            y: 0.0,
            shapes: Vec::new(),
            drops: Vec::new(),
            milestone_y: 0.0,
            heads_bottom: 0.0,
            row: if options.row_height.is_finite() { options.row_height.clamp(18.0, 40.0) } else { 25.0 },
        }
    }

    pub(super) fn text(
        &mut self,
        x: f64,
        y: f64,
        anchor: Anchor,
        size: TextSize,
        text: String,
    ) -> Option<&mut Shape> {
        if text.is_empty() {
            return None;
        }
        self.shapes.push(Shape::new("chart-label", Form::Text { x, y, anchor, size, text }));
        self.shapes.last_mut()
    }

    pub(super) fn strong(&mut self, x: f64, y: f64, size: TextSize, text: String) {
        if let Some(shape) = self.text(x, y, Anchor::Start, size, text) {
            shape.signs.push(("data-weight", "strong"));
        }
    }

    pub(super) fn quiet(&mut self, x: f64, y: f64, text: String) {
        if let Some(shape) = self.text(x, y, Anchor::Start, TextSize::Normal, text) {
            shape.signs.push(("data-weight", "quiet"));
        }
    }

    pub(super) fn caption(&mut self, x: f64, y: f64, anchor: Anchor, text: String) {
        if let Some(shape) = self.text(x, y, anchor, TextSize::Small, text) {
            shape.class = "chart-axis";
        }
    }

    pub(super) fn rule(&mut self, class: &'static str) {
        let line = Form::Line { from: (0.0, self.y), to: (self.plot_right, self.y) };
        self.shapes.push(Shape::new(class, line));
    }

    /// Bands of the waves, lines between them, dotted lines from outside events, today: behind everything.
    pub(super) fn ground(&self, bottom: f64, today: Option<Date>) -> Vec<Shape> {
        let mut shapes = Vec::new();
        for index in 0..self.figures.spans.len() {
            let (left, right) = self.axis.wave(index);
            if index % 2 == 0 {
                let band = Form::Rect { x: left, y: 0.0, width: right - left, height: bottom, radius: 0.0 };
                shapes.push(Shape::new("chart-band", band).target(Target::Wave(index + 1)));
            }
        }
        let starts = (0..self.figures.spans.len()).map(|index| self.axis.wave(index).0);
        for x in starts.chain([self.plot_right]) {
            shapes.push(Shape::new("chart-rule", Form::Line { from: (x, 0.0), to: (x, bottom) }));
        }
        for x in &self.drops {
            let line = Form::Line { from: (*x, self.heads_bottom), to: (*x, self.milestone_y - DIAMOND) };
            shapes.push(Shape::new("milestone-drop", line));
        }
        if let Some(day) = today.filter(|day| self.axis.holds(*day)) {
            let x = self.axis.at(day.civil());
            let line = Form::Line { from: (x, self.heads_bottom), to: (x, bottom) };
            shapes.push(Shape::new("chart-base", line).hint(t("picture.roadmap.hint.today")));
        }
        shapes
    }
}

/// A rectangle from left, top, width and height.
pub(super) fn rect(class: &'static str, [x, y, width, height]: [f64; 4], radius: f64) -> Shape {
    Shape::new(class, Form::Rect { x, y, width: width.max(0.0), height: height.max(0.0), radius })
}
