//! What a picture is made of: shapes with a place, a class and what they stand for. Colours are left to style sheets.

use crate::domain::figures::colour::LoadColour;
use crate::domain::figures::number::short;
use crate::domain::model::group::Group;
use crate::domain::model::ids::EntryId;

/// A finished drawing. Units are CSS pixels at the usual size; the origin is at the top left.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Picture {
    /// Width.
    pub width: f64,
    /// Height.
    pub height: f64,
    /// The finding, as a heading.
    pub title: String,
    /// One or two sentences that say what there is to see.
    pub summary: String,
    /// The shapes, the hindmost first.
    pub shapes: Vec<Shape>,
}

/// A shape and what a style sheet and a click need to know about it.
#[derive(Clone, Debug, PartialEq)]
pub struct Shape {
    /// Where and what.
    pub form: Form,
    /// Name of its class in the style sheets.
    pub class: &'static str,
    /// Values of `data-…` attributes that the style sheets read.
    pub signs: Vec<(&'static str, &'static str)>,
    /// What it stands for.
    pub target: Option<Target>,
    /// A sentence for whoever points at it.
    pub hint: Option<String>,
}

/// The outline of a shape.
#[derive(Clone, Debug, PartialEq)]
pub enum Form {
    /// A rectangle with rounded corners.
    Rect {
        /// Left edge.
        x: f64,
        /// Top edge.
        y: f64,
        /// Width.
        width: f64,
        /// Height.
        height: f64,
        /// Radius of the corners.
        radius: f64,
    },
    /// A straight line.
    Line {
        /// Start.
        from: (f64, f64),
        /// End.
        to: (f64, f64),
    },
    /// Straight lines from point to point.
    Path {
        /// The points.
        points: Vec<(f64, f64)>,
        /// Whether the last point joins the first.
        closed: bool,
    },
    /// A line that runs level through its points and swings from one height to the next between them.
    Flow {
        /// The points.
        points: Vec<(f64, f64)>,
    },
    /// A square on its corner.
    Diamond {
        /// Centre.
        centre: (f64, f64),
        /// From the centre to a corner.
        radius: f64,
    },
    /// A circle.
    Circle {
        /// Centre.
        centre: (f64, f64),
        /// Radius.
        radius: f64,
    },
    /// One line of text.
    Text {
        /// Where it is anchored.
        x: f64,
        /// Its baseline.
        y: f64,
        /// Which end is at `x`.
        anchor: Anchor,
        /// How large it is set.
        size: TextSize,
        /// What it says.
        text: String,
    },
}

/// Which part of a text stands at its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Anchor {
    /// Its start.
    Start,
    /// Its middle.
    Middle,
    /// Its end.
    End,
}

/// Size of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TextSize {
    /// Ticks and captions.
    Small,
    /// Labels.
    Normal,
    /// Results and heads.
    Large,
    /// The heading of a picture in a file of its own.
    Title,
}

impl TextSize {
    /// Height of the letters in pixels.
    pub fn pixels(self) -> f64 {
        match self {
            Self::Small => 11.0,
            Self::Normal => 12.0,
            Self::Large => 13.0,
            Self::Title => 20.0,
        }
    }
}

/// What a shape stands for in the plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// An entry of the catalogue.
    Entry(EntryId),
    /// A wave, counted from 1.
    Wave(usize),
    /// The load of a group in a wave; in a heat map by months, in a month.
    Load {
        /// The wave, or the column of the map, counted from 1.
        wave: usize,
        /// The group.
        group: Group,
    },
    /// The office in a wave, counted from 1.
    Office(usize),
}

/// A picture's content as rows of text, for whoever prefers a table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TableTwin {
    /// Heads of the columns.
    pub columns: Vec<String>,
    /// Cells, one list for each row.
    pub rows: Vec<Vec<String>>,
}

/// One way to look at the plan: the picture, and the same as a table.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct View {
    /// The picture.
    pub picture: Picture,
    /// Its twin. The first column names the row.
    pub table: TableTwin,
}

/// A shape as a node of an SVG document.
#[derive(Clone, Debug, PartialEq)]
pub struct Node<'a> {
    /// Name of the element.
    pub tag: &'static str,
    /// Its attributes; unescaped.
    pub attributes: Vec<(&'static str, String)>,
    /// Its text; unescaped.
    pub text: Option<&'a str>,
    /// Text of a `title` child; unescaped.
    pub hint: Option<&'a str>,
}

impl Shape {
    /// A shape of a class.
    pub fn new(class: &'static str, form: Form) -> Self {
        Self { form, class, signs: Vec::new(), target: None, hint: None }
    }

    /// Adds a sign: the attribute `data-<name>`.
    pub fn sign(mut self, name: &'static str, value: &'static str) -> Self {
        self.signs.push((name, value));
        self
    }

    /// Adds the sign of a load level.
    pub fn level(self, colour: LoadColour) -> Self {
        self.sign("data-level", colour.word())
    }

    /// Says what the shape stands for.
    pub fn target(mut self, target: Target) -> Self {
        self.target = Some(target);
        self
    }

    /// Adds a sentence for whoever points at it.
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// The same shape somewhere else.
    pub fn moved(&self, right: f64, down: f64) -> Self {
        let mut shape = self.clone();
        let shift = |point: &mut (f64, f64)| *point = (point.0 + right, point.1 + down);
        match &mut shape.form {
            Form::Rect { x, y, .. } | Form::Text { x, y, .. } => {
                *x += right;
                *y += down;
            }
            Form::Line { from, to } => {
                shift(from);
                shift(to);
            }
            Form::Path { points, .. } | Form::Flow { points } => points.iter_mut().for_each(shift),
            Form::Diamond { centre, .. } | Form::Circle { centre, .. } => shift(centre),
        }
        shape
    }

    /// Whether the text is set in bold letters.
    pub fn is_bold(&self) -> bool {
        self.signs.contains(&("data-weight", "strong"))
            || (self.class == "bar-label" && self.signs.contains(&("data-place", "inside")))
    }

    /// The shape as an SVG node: the same for the screen, the file and the printed page.
    pub fn node(&self) -> Node<'_> {
        let mut text = None;
        let (tag, mut attributes) = match &self.form {
            Form::Rect { x, y, width, height, radius } => {
                let mut attributes = vec![
                    ("x", place(*x)),
                    ("y", place(*y)),
                    ("width", place(*width)),
                    ("height", place(*height)),
                ];
                if *radius > 0.0 {
                    attributes.push(("rx", place(*radius)));
                }
                ("rect", attributes)
            }
            Form::Line { from, to } => (
                "line",
                vec![("x1", place(from.0)), ("y1", place(from.1)), ("x2", place(to.0)), ("y2", place(to.1))],
            ),
            Form::Path { points, closed } => ("path", vec![("d", outline(points, *closed))]),
            Form::Flow { points } => ("path", vec![("d", flow(points))]),
            Form::Diamond { centre: (x, y), radius } => {
                let corners = [(*x, y - radius), (x + radius, *y), (*x, y + radius), (x - radius, *y)];
                ("path", vec![("d", outline(&corners, true))])
            }
            Form::Circle { centre, radius } => {
                ("circle", vec![("cx", place(centre.0)), ("cy", place(centre.1)), ("r", place(*radius))])
            }
            Form::Text { x, y, anchor, size, text: content } => {
                text = Some(content.as_str());
                let mut attributes = vec![("x", place(*x)), ("y", place(*y))];
                match anchor {
                    Anchor::Start => {}
                    Anchor::Middle => attributes.push(("text-anchor", "middle".to_owned())),
                    Anchor::End => attributes.push(("text-anchor", "end".to_owned())),
                }
                match size {
                    TextSize::Small | TextSize::Normal => {}
                    TextSize::Large => attributes.push(("data-size", "large".to_owned())),
                    TextSize::Title => attributes.push(("data-size", "title".to_owned())),
                }
                ("text", attributes)
            }
        };
        attributes.insert(0, ("class", self.class.to_owned()));
        attributes.extend(self.signs.iter().map(|(name, value)| (*name, (*value).to_owned())));
        Node { tag, attributes, text, hint: self.hint.as_deref() }
    }
}

/// A coordinate as it is written: two decimals at most.
fn place(value: f64) -> String {
    if value < 0.0 { format!("-{}", short(-value, 2)) } else { short(value, 2) }
}

fn outline(points: &[(f64, f64)], closed: bool) -> String {
    let mut path = String::new();
    for (index, (x, y)) in points.iter().enumerate() {
        path.push(if index == 0 { 'M' } else { 'L' });
        path.push_str(&place(*x));
        path.push(' ');
        path.push_str(&place(*y));
    }
    if closed {
        path.push('Z');
    }
    path
}

/// Level lines, and between different heights a curve that starts and ends level.
fn flow(points: &[(f64, f64)]) -> String {
    let mut path = String::new();
    let mut before: Option<(f64, f64)> = None;
    for &(x, y) in points {
        match before {
            None => path.push('M'),
            Some((_, height)) if (height - y).abs() < 0.01 => path.push('L'),
            Some((from, height)) => {
                let middle = place(f64::midpoint(from, x));
                path.push_str(&format!("C{middle} {} {middle} {} ", place(height), place(y)));
            }
        }
        path.push_str(&format!("{} {}", place(x), place(y)));
        before = Some((x, y));
    }
    path
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_diamond_is_a_closed_path() {
        let shape = Shape::new("milestone", Form::Diamond { centre: (10.0, 20.0), radius: 6.0 })
            .sign("data-kind", "own");
        let node = shape.node();
        assert_eq!(node.tag, "path");
        let expected = [("class", "milestone"), ("d", "M10 14L16 20L10 26L4 20Z"), ("data-kind", "own")];
        let attributes: Vec<(&str, &str)> =
            node.attributes.iter().map(|(name, value)| (*name, value.as_str())).collect();
        assert_eq!(attributes, expected);
    }

    #[test]
    fn a_flow_is_level_at_its_points() {
        let points = vec![(0.0, 10.0), (20.0, 30.0), (60.0, 30.0)];
        let shape = Shape::new("edge", Form::Flow { points }).moved(5.0, 1.0);
        let path = &shape.node().attributes[1].1;
        assert_eq!(path, "M5 11C15 11 15 31 25 31L65 31");
    }

    #[test]
    fn coordinates_are_short() {
        assert_eq!(place(12.0), "12");
        assert_eq!(place(1.0 / 3.0), "0.33");
        assert_eq!(place(-2.5), "-2.5");
    }
}
