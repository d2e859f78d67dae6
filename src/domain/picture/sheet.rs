//! A sheet to draw on: shapes are added from the top down, and no text is set where another one stands.

use crate::domain::figures::colour::LoadColour;

use super::lettering::{fit, text_box, text_width};
use super::load_heat::level_mark;
use super::period::Period;
use super::primitives::{Anchor, Form, Picture, Shape, TextSize};

/// Space that texts keep from each other.
const GAP: f64 = 2.0;

/// Room for the line around the first mark of a key.
const EDGE: f64 = 1.0;

/// A picture in the making.
pub struct Sheet {
    /// Width in pixels.
    pub width: f64,
    /// Top of what is drawn next.
    pub y: f64,
    shapes: Vec<Shape>,
    /// Boxes of the texts that stand.
    boxes: Vec<(f64, f64, f64, f64)>,
}

impl Sheet {
    /// An empty sheet, at least so wide.
    pub fn new(width: f64, least: f64) -> Self {
        let width = if width.is_finite() { width.max(least) } else { least };
        Self { width, y: 0.0, shapes: Vec::new(), boxes: Vec::new() }
    }

    /// Adds a shape.
    pub fn push(&mut self, shape: Shape) {
        self.shapes.push(shape);
    }

    /// Adds a rectangle from left, top, width and height, and gives it back for signs and targets.
    pub fn rect(&mut self, class: &'static str, [x, y, width, height]: [f64; 4], radius: f64) -> &mut Shape {
        let form = Form::Rect { x, y, width: width.max(0.0), height: height.max(0.0), radius };
        self.add(Shape::new(class, form))
    }

    /// Adds a straight line.
    pub fn line(&mut self, class: &'static str, from: (f64, f64), to: (f64, f64)) -> &mut Shape {
        self.add(Shape::new(class, Form::Line { from, to }))
    }

    /// Adds straight lines from point to point.
    pub fn path(&mut self, class: &'static str, points: Vec<(f64, f64)>) -> &mut Shape {
        self.add(Shape::new(class, Form::Path { points, closed: false }))
    }

    /// Adds a line that swings from height to height.
    pub fn flow(&mut self, class: &'static str, points: Vec<(f64, f64)>) -> &mut Shape {
        self.add(Shape::new(class, Form::Flow { points }))
    }

    /// A line across the sheet at the height of now.
    pub fn rule(&mut self, class: &'static str) {
        let (y, width) = (self.y, self.width);
        self.line(class, (0.0, y), (width, y));
    }

    /// Sets a text where it is free and inside the sheet; says whether it stands.
    pub fn text(&mut self, text: Text<'_>) -> bool {
        if text.content.is_empty() {
            return false;
        }
        let form = Form::Text {
            x: text.x,
            y: text.y,
            anchor: text.anchor,
            size: text.size,
            text: text.content.to_owned(),
        };
        let mut shape = Shape::new(text.class, form);
        shape.signs = text.signs;
        let Some(place) = text_box(&shape) else { return false };
        let is_free = |taken: &(f64, f64, f64, f64)| {
            place.2 + GAP <= taken.0 || taken.2 + GAP <= place.0 || place.3 <= taken.1 || taken.3 <= place.1
        };
        let is_inside = place.0 >= 0.0 && place.1 >= 0.0 && place.2 <= self.width;
        if !is_inside || !self.boxes.iter().rev().all(is_free) {
            return false;
        }
        self.boxes.push(place);
        self.shapes.push(shape);
        true
    }

    /// Sets a text cut to a width.
    pub fn fitted(&mut self, text: Text<'_>, width: f64) -> bool {
        let is_bold = text.signs.contains(&("data-weight", "strong"));
        let content = fit(text.content, width, text.size, is_bold);
        self.text(Text { content: &content, ..text })
    }

    /// Sets the first of several wordings that fits a width; none where none does.
    pub fn first_that_fits(&mut self, wordings: &[String], text: &Text<'_>, width: f64) -> bool {
        let is_bold = text.signs.contains(&("data-weight", "strong"));
        let fits = |wording: &&String| text_width(wording, text.size, is_bold) <= width;
        wordings
            .iter()
            .filter(fits)
            .any(|wording| self.text(Text { content: wording, signs: text.signs.clone(), ..*text }))
    }

    /// The name of a column, around its middle: whole where it fits; else the number of a wave alone, and the year of a
    /// month below its name.
    pub fn column_name(&mut self, name: &str, (middle, y): (f64, f64), room: f64) {
        let text = Text::axis(middle, y, "").anchor(Anchor::Middle);
        if self.first_that_fits(&[name.to_owned()], &text, room) {
            return;
        }
        let Some((word, number)) = name.rsplit_once(' ') else { return };
        let is_year = number.len() == 4 && number.bytes().all(|digit| digit.is_ascii_digit());
        if is_year {
            let is_set = self.first_that_fits(&[word.to_owned()], &text, room);
            if is_set {
                self.text(Text { y: y + 12.0, content: number, ..text });
            }
        } else {
            self.first_that_fits(&[number.to_owned()], &text, room);
        }
    }

    /// The key to rectangles of these classes: a small one and its words, in as many lines as it takes.
    pub fn legend(&mut self, marks: &[(&'static str, &str)]) {
        let marks = marks.iter().map(|(class, words)| Mark::rect(class, words));
        self.key(&marks.collect::<Vec<_>>());
    }

    /// The key to the load levels of a wave or a month, with the limits between them (PMO fact base 5.4 no 8).
    pub fn level_legend(&mut self, period: Period) {
        let mark = |level: &LoadColour| {
            let words = format!("{} {}", level_mark(*level), period.limit_name(*level));
            let mark = Mark::rect("heat-cell", &words);
            Mark { shape: mark.shape.level(*level), ..mark }
        };
        self.key(&period.levels().iter().map(mark).collect::<Vec<_>>());
    }

    /// The key to marks of any form, each with its words, in as many lines as it takes.
    pub fn key(&mut self, marks: &[Mark]) {
        let reach = marks.iter().map(Mark::reach).fold(0.0, f64::max);
        let line = (2.0 * reach + 2.0).max(20.0);
        self.y += line;
        let mut left = EDGE;
        for mark in marks {
            let room = 2.0 * mark.reach();
            let width = room + 6.0 + text_width(&mark.words, TextSize::Normal, false);
            if left > EDGE && left + width > self.width {
                left = EDGE;
                self.y += line;
            }
            let y = self.y;
            self.push(mark.shape.moved(left + mark.reach(), y - 5.0));
            if !mark.letter.is_empty() {
                let letter = Text::strong(left + mark.reach(), y - 1.0, mark.letter);
                self.text(letter.anchor(Anchor::Middle));
            }
            let start = left + room + 6.0;
            self.fitted(Text::quiet(start, y, &mark.words), self.width - start);
            left += width + 18.0;
        }
        self.y += 8.0_f64.max(reach - 4.0);
    }

    /// The finished picture, as high as what was drawn.
    pub fn finish(mut self, title: String, summary: String) -> Picture {
        share_targets(&mut self.shapes);
        Picture { width: self.width, height: self.y, title, summary, shapes: self.shapes }
    }

    /// A picture that only says that there is nothing to draw.
    pub fn nothing(mut self, title: String, summary: String) -> Picture {
        self.fitted(Text::quiet(0.0, 24.0, &summary), self.width);
        self.y = 40.0;
        self.finish(title, summary)
    }

    fn add(&mut self, shape: Shape) -> &mut Shape {
        self.shapes.push(shape);
        let last = self.shapes.len() - 1;
        // The list is not empty: a shape was just put there.
        #[allow(clippy::indexing_slicing, reason = "the place of the shape that was just pushed")]
        &mut self.shapes[last]
    }
}

/// A mark of a key.
#[derive(Clone, Debug)]
pub struct Mark {
    /// What the picture draws, around the origin.
    pub shape: Shape,
    /// A letter inside it; nothing for none.
    pub letter: &'static str,
    /// What it stands for.
    pub words: String,
}

impl Mark {
    /// A small rectangle of a class.
    pub fn rect(class: &'static str, words: &str) -> Self {
        let form = Form::Rect { x: -9.0, y: -5.0, width: 18.0, height: 10.0, radius: 2.0 };
        Self { shape: Shape::new(class, form), letter: "", words: words.to_owned() }
    }

    /// A circle of a class.
    pub fn circle(class: &'static str, radius: f64, words: &str) -> Self {
        let shape = Shape::new(class, Form::Circle { centre: (0.0, 0.0), radius });
        Self { shape, letter: "", words: words.to_owned() }
    }

    /// From the middle of its place to the edge.
    fn reach(&self) -> f64 {
        match self.shape.form {
            Form::Circle { radius, .. } | Form::Diamond { radius, .. } => radius,
            _ => 9.0,
        }
    }
}

/// A text, or a plate under it, that says nothing of its own stands for what the rectangle behind it stands for: a press on
/// the number in a cell is a press on the cell.
pub fn share_targets(shapes: &mut [Shape]) {
    let mut grounds = Vec::new();
    for shape in shapes {
        let is_rect = matches!(shape.form, Form::Rect { .. });
        let edges = match shape.form {
            Form::Rect { x, y, width, height, .. } => Some((x, y, x + width, y + height)),
            _ => text_box(shape),
        };
        let Some((left, top, right, bottom)) = edges else { continue };
        match &shape.target {
            Some(target) if is_rect => grounds.push(((left..=right, top..=bottom), target.clone())),
            None if shape.hint.is_none() => {
                let (x, y) = (f64::midpoint(left, right), f64::midpoint(top, bottom));
                let mut behind = grounds.iter().rev();
                let ground = behind.find(|((across, down), _)| across.contains(&x) && down.contains(&y));
                shape.target = ground.map(|(_, target)| target.clone());
            }
            _ => {}
        }
    }
}

/// A text and where it stands.
#[derive(Clone, Debug)]
pub struct Text<'a> {
    /// Class for the style sheets.
    pub class: &'static str,
    /// Where it is anchored.
    pub x: f64,
    /// Its baseline.
    pub y: f64,
    /// Which end is at `x`.
    pub anchor: Anchor,
    /// How large it is set.
    pub size: TextSize,
    /// What it says.
    pub content: &'a str,
    /// Values of `data-…` attributes.
    pub signs: Vec<(&'static str, &'static str)>,
}

impl<'a> Text<'a> {
    /// A label.
    pub fn label(x: f64, y: f64, content: &'a str) -> Self {
        Self {
            class: "chart-label",
            x,
            y,
            anchor: Anchor::Start,
            size: TextSize::Normal,
            content,
            signs: Vec::new(),
        }
    }

    /// A label that says less.
    pub fn quiet(x: f64, y: f64, content: &'a str) -> Self {
        Self::label(x, y, content).sign("data-weight", "quiet")
    }

    /// A label in bold letters.
    pub fn strong(x: f64, y: f64, content: &'a str) -> Self {
        Self::label(x, y, content).sign("data-weight", "strong")
    }

    /// A tick or a caption.
    pub fn axis(x: f64, y: f64, content: &'a str) -> Self {
        Self { class: "chart-axis", size: TextSize::Small, ..Self::label(x, y, content) }
    }

    /// Adds a sign.
    #[must_use]
    pub fn sign(mut self, name: &'static str, value: &'static str) -> Self {
        self.signs.push((name, value));
        self
    }

    /// Anchors it at another point of its width.
    #[must_use]
    pub fn anchor(mut self, anchor: Anchor) -> Self {
        self.anchor = anchor;
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_narrow_column_keeps_what_tells_it_apart() {
        let mut sheet = Sheet::new(200.0, 100.0);
        for (name, middle) in [("Wave 12", 20.0), ("Jan 2028", 60.0), ("Feb", 100.0)] {
            sheet.column_name(name, (middle, 20.0), 34.0);
        }
        let picture = sheet.finish(String::new(), String::new());
        let texts: Vec<(&str, f64)> = picture
            .shapes
            .iter()
            .filter_map(|shape| match &shape.form {
                Form::Text { text, y, .. } => Some((text.as_str(), *y)),
                _ => None,
            })
            .collect();
        assert_eq!(texts, [("12", 20.0), ("Jan", 20.0), ("2028", 32.0), ("Feb", 20.0)]);
    }

    #[test]
    fn a_text_never_stands_on_another_or_outside() {
        let mut sheet = Sheet::new(200.0, 100.0);
        assert!(sheet.text(Text::label(0.0, 20.0, "First")));
        assert!(!sheet.text(Text::label(10.0, 22.0, "Second")));
        assert!(sheet.text(Text::label(10.0, 40.0, "Third")));
        assert!(!sheet.text(Text::label(190.0, 60.0, "Beyond the edge")));
        assert!(sheet.fitted(Text::label(150.0, 60.0, "Beyond the edge"), 50.0));
        assert!(!sheet.text(Text::label(0.0, 80.0, "")));
    }
}
