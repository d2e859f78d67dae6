//! A picture for a file of its own, as it is pasted into a slide or a mail: with its heading above it, and below it
//! which plan it shows, which view and of which day.

use crate::domain::model::document::Document;
use crate::domain::model::scalar::Date;
use crate::domain::whatif::scenario::active_name;
use crate::domain::wording::{phrase, t};

use super::lettering::wrap;
use super::primitives::{Anchor, Form, Picture, Shape, TextSize};

/// Space around everything.
const MARGIN: f64 = 24.0;
/// A heading needs some room, however narrow its picture is.
const LEAST_WIDTH: f64 = 480.0;
const TITLE_LINE: f64 = 26.0;
const LINE: f64 = 17.0;
const LINES_AT_MOST: usize = 4;

/// The picture between its heading and the line that says where it comes from. `view` is the name of the view.
pub fn captioned(picture: &Picture, document: &Document, view: &str, today: Option<Date>) -> Picture {
    let room = picture.width.max(LEAST_WIDTH);
    let width = room + 2.0 * MARGIN;
    let mut y = MARGIN - 6.0;
    let mut shapes = Vec::new();
    for line in wrap(&phrase::sentence_start(&picture.title), room, LINES_AT_MOST, TextSize::Title, true) {
        y += TITLE_LINE;
        shapes.push(text("chart-label", y, TextSize::Title, line).sign("data-weight", "strong"));
    }
    y += 4.0;
    for line in wrap(&picture.summary, room, LINES_AT_MOST, TextSize::Normal, false) {
        y += LINE;
        shapes.push(text("chart-label", y, TextSize::Normal, line).sign("data-weight", "quiet"));
    }
    y += MARGIN - 8.0;
    shapes.extend(picture.shapes.iter().map(|shape| shape.moved(MARGIN, y)));
    y += picture.height + 12.0;
    shapes.push(Shape::new("chart-rule", Form::Line { from: (MARGIN, y), to: (width - MARGIN, y) }));
    for line in wrap(&source(document, view, today), room, LINES_AT_MOST, TextSize::Small, false) {
        y += LINE;
        shapes.push(text("chart-axis", y, TextSize::Small, line));
    }
    let (title, summary) = (picture.title.clone(), picture.summary.clone());
    Picture { width, height: y + MARGIN - 8.0, title, summary, shapes }
}

fn text(class: &'static str, y: f64, size: TextSize, text: String) -> Shape {
    Shape::new(class, Form::Text { x: MARGIN, y, anchor: Anchor::Start, size, text })
}

/// "Norvik Components PMO · Plan A · Load on people · 12 March 2027 · Wavewright"; the scenario where the plan has any.
fn source(document: &Document, view: &str, today: Option<Date>) -> String {
    let scenarios = &document.scenarios;
    let has_scenarios = !scenarios.name.trim().is_empty() || !scenarios.kept.is_empty();
    let parts = [
        document.plan.name.trim().to_owned(),
        if has_scenarios { active_name(document) } else { String::new() },
        view.to_owned(),
        today.map(|day| phrase::date(document.plan.date_format, day)).unwrap_or_default(),
        t("app.name").to_owned(),
    ];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::example::Example;
    use crate::domain::model::scenario::Scenario;

    #[test]
    fn heading_and_source_are_written_on_the_picture() {
        let mut document = Example::Norvik.document().unwrap();
        let form = Form::Rect { x: 0.0, y: 0.0, width: 50.0, height: 20.0, radius: 0.0 };
        let picture = Picture {
            width: 50.0,
            height: 20.0,
            title: "Every wave holds".to_owned(),
            summary: "Person-days of the office.".to_owned(),
            shapes: vec![Shape::new("use-build", form)],
        };
        let texts = |document: &Document| -> Vec<String> {
            let shapes = captioned(&picture, document, "Load", Date::new(2027, 3, 12).ok()).shapes;
            shapes
                .into_iter()
                .filter_map(|shape| if let Form::Text { text, .. } = shape.form { Some(text) } else { None })
                .collect()
        };
        assert_eq!(
            texts(&document),
            [
                "Every wave holds",
                "Person-days of the office.",
                "Norvik Components PMO · Load · 12 March 2027 · Wavewright"
            ]
        );
        document.scenarios.kept.push(Scenario::default());
        assert!(texts(&document)[2].contains(" · Plan A · Load"), "{:?}", texts(&document));
        let whole = captioned(&picture, &document, "Load", None);
        assert!(whole.width > 480.0 && whole.height > 100.0);
        let lowest_heading = whole.shapes.iter().find_map(|shape| match shape.form {
            Form::Text { y, .. } => Some(y),
            _ => None,
        });
        let top = whole.shapes.iter().find_map(|shape| match shape.form {
            Form::Rect { x, y, .. } => Some((x, y)),
            _ => None,
        });
        assert!(top.is_some_and(|(x, y)| x > 0.0 && Some(y) > lowest_heading));
    }
}
