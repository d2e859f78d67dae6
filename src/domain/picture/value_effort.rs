//! Value against effort: every entry that is a candidate or chosen, in four fields (PMO fact base 6.3).

use crate::domain::catalogue::Catalogue;
use crate::domain::figures::Figures;
use crate::domain::figures::number::{fixed, short};
use crate::domain::figures::score::EntryScore;
use crate::domain::model::document::Document;
use crate::domain::model::planning::SelectionState;
use crate::domain::order;
use crate::domain::wording::{count, t};

use super::lettering::text_width;
use super::primitives::{Anchor, Form, Shape, TableTwin, Target, TextSize, View};
use super::sheet::{Sheet, Text};

const LEFT: f64 = 44.0;
const TOP: f64 = 26.0;
const HEIGHT: f64 = 420.0;
const DOT: f64 = 5.5;
/// Both axes run from 0 to 10.
const LONGEST: f64 = 10.0;

/// One of the four fields.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GridField {
    /// Much value for little effort.
    QuickWin,
    /// Much value for much effort.
    BigBet,
    /// Little value for little effort.
    FillIn,
    /// Little value for much effort.
    Avoid,
}

impl GridField {
    /// Its name.
    pub fn name(self) -> &'static str {
        t(match self {
            Self::QuickWin => "picture.grid.quick_win",
            Self::BigBet => "picture.grid.big_bet",
            Self::FillIn => "picture.grid.fill_in",
            Self::Avoid => "picture.grid.avoid",
        })
    }
}

/// An entry of the grid.
#[derive(Clone, Debug, PartialEq)]
struct Dot<'a> {
    score: &'a EntryScore,
    name: String,
    state: SelectionState,
    value: f64,
    effort: f64,
}

/// Where the fields part: in the middle of what the entries reach. (0, 0) without entries.
fn middle(dots: &[Dot<'_>]) -> (f64, f64) {
    let of = |value: fn(&Dot<'_>) -> f64| {
        let least = dots.iter().map(value).fold(f64::MAX, f64::min);
        let most = dots.iter().map(value).fold(f64::MIN, f64::max);
        if dots.is_empty() { 0.0 } else { (least + most) / 2.0 }
    };
    (of(|dot| dot.effort), of(|dot| dot.value))
}

fn field(dot: &Dot<'_>, (effort, value): (f64, f64)) -> GridField {
    match (dot.value >= value, dot.effort > effort) {
        (true, false) => GridField::QuickWin,
        (true, true) => GridField::BigBet,
        (false, false) => GridField::FillIn,
        (false, true) => GridField::Avoid,
    }
}

/// Candidates and chosen entries, the best rank first.
fn dots<'a>(document: &Document, figures: &'a Figures) -> Vec<Dot<'a>> {
    let catalogue = Catalogue::of(document);
    let weights = &document.plan.settings.score_weights;
    let mut dots: Vec<Dot<'a>> = figures
        .scores
        .iter()
        .map(|score| Dot {
            score,
            name: catalogue.short_name(&score.id),
            state: document.selection(&score.id),
            value: score.value_a_month(weights) + weights.enablement.value() * score.enablement,
            effort: weights.effort.value() * score.effort_band + weights.strain.value() * score.strain_band,
        })
        .filter(|dot| matches!(dot.state, SelectionState::Candidate | SelectionState::Chosen))
        .collect();
    order::by_key(&mut dots, |dot| dot.score.effective_rank);
    dots
}

/// Draws the grid with its table.
pub fn value_effort(document: &Document, figures: &Figures, width: f64) -> View {
    let dots = dots(document, figures);
    let middle = middle(&dots);
    let table = table(&dots, middle);
    let mut sheet = Sheet::new(width, 320.0);
    if dots.is_empty() {
        let summary = t("picture.grid.nothing").to_owned();
        return View { picture: sheet.nothing(t("picture.grid.nothing_title").to_owned(), summary), table };
    }
    let (right, bottom) = (sheet.width - 12.0, TOP + HEIGHT);
    let across = |effort: f64| LEFT + effort / LONGEST * (right - LEFT);
    let up = |value: f64| bottom - value / LONGEST * HEIGHT;
    let (x, y) = (across(middle.0), up(middle.1));
    sheet.rect("chart-band", [LEFT, TOP, x - LEFT, y - TOP], 0.0);
    sheet.line("chart-rule", (x, TOP), (x, bottom));
    sheet.line("chart-rule", (LEFT, y), (right, y));
    sheet.line("chart-base", (LEFT, TOP), (LEFT, bottom));
    sheet.line("chart-base", (LEFT, bottom), (right, bottom));
    for mark in [0.0, 5.0, 10.0] {
        sheet.text(Text::axis(across(mark), bottom + 16.0, &short(mark, 0)).anchor(Anchor::Middle));
        sheet.text(Text::axis(LEFT - 8.0, up(mark) + 4.0, &short(mark, 0)).anchor(Anchor::End));
    }
    sheet.fitted(Text::axis(0.0, 12.0, t("picture.grid.value")), sheet.width / 2.0);
    sheet
        .fitted(Text::axis(right, bottom + 34.0, t("picture.grid.effort")).anchor(Anchor::End), right - LEFT);
    let corners = [
        (GridField::QuickWin, LEFT + 8.0, TOP + 16.0, Anchor::Start),
        (GridField::BigBet, right - 4.0, TOP + 16.0, Anchor::End),
        (GridField::FillIn, LEFT + 8.0, bottom - 8.0, Anchor::Start),
        (GridField::Avoid, right - 4.0, bottom - 8.0, Anchor::End),
    ];
    for (field, x, y, anchor) in corners {
        sheet.text(Text::strong(x, y, field.name()).anchor(anchor));
    }
    for dot in &dots {
        let class = if dot.state == SelectionState::Chosen { "gap-target" } else { "gap-today" };
        let centre = (across(dot.effort), up(dot.value));
        let hint = format!(
            "{}: {} {}, {} {}",
            dot.name,
            t("picture.grid.value"),
            fixed(dot.value, 1),
            t("picture.grid.effort"),
            fixed(dot.effort, 1)
        );
        let circle = Form::Circle { centre, radius: DOT };
        sheet.push(Shape::new(class, circle).target(Target::Entry(dot.score.id.clone())).hint(hint));
    }
    // The best entries are named first; a name that would cover another name or dot is left to the table.
    for dot in &dots {
        let (x, y) = (across(dot.effort), up(dot.value));
        let width = text_width(&dot.name, TextSize::Normal, false);
        let is_clear = |from: f64, to: f64| {
            dots.iter().all(|other| {
                let (left, top) = (across(other.effort), up(other.value));
                (top - y).abs() > 9.0 || left + DOT < from || left - DOT > to || (left, top) == (x, y)
            })
        };
        let (after, before) = (x + DOT + 4.0, x - DOT - 4.0);
        let stands = is_clear(after, after + width) && sheet.text(Text::label(after, y + 4.0, &dot.name));
        if !stands && is_clear(before - width, before) {
            sheet.text(Text::label(before, y + 4.0, &dot.name).anchor(Anchor::End));
        }
    }
    sheet.y = bottom + 40.0;
    sheet.legend(&[("use-build", t("picture.grid.chosen")), ("use-free", t("picture.grid.candidate"))]);
    let good = dots.iter().filter(|dot| field(dot, middle) == GridField::QuickWin).count();
    let title = count("picture.grid.title", good);
    View { picture: sheet.finish(title, t("picture.grid.summary").to_owned()), table }
}

fn table(dots: &[Dot<'_>], middle: (f64, f64)) -> TableTwin {
    let columns = [
        "picture.grid.column.entry",
        "picture.grid.value",
        "picture.grid.effort",
        "picture.grid.column.field",
        "picture.grid.column.state",
    ];
    let row = |dot: &Dot<'_>| {
        let state = match dot.state {
            SelectionState::Chosen => t("picture.grid.chosen"),
            _ => t("picture.grid.candidate"),
        };
        vec![
            dot.name.clone(),
            fixed(dot.value, 1),
            fixed(dot.effort, 1),
            field(dot, middle).name().to_owned(),
            state.to_owned(),
        ]
    };
    TableTwin {
        columns: columns.iter().map(|column| t(column).to_owned()).collect(),
        rows: dots.iter().map(row).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::example::Example;

    #[test]
    fn every_open_entry_has_a_dot_and_a_row() {
        for width in [320.0, 1_176.0, f64::NAN] {
            let document = Example::Norvik.document().unwrap();
            let view = value_effort(&document, &Figures::of(&document), width);
            let circles = view.picture.shapes.iter().filter(|shape| shape.target.is_some()).count();
            assert_eq!((circles, view.table.rows.len()), (45, 45));
            for shape in &view.picture.shapes {
                if let Form::Circle { centre: (x, y), .. } = shape.form {
                    assert!((LEFT..view.picture.width).contains(&x) && (TOP..TOP + HEIGHT).contains(&y));
                }
            }
        }
    }

    #[test]
    fn the_best_value_for_effort_is_a_quick_win() {
        let document = Example::Norvik.document().unwrap();
        let view = value_effort(&document, &Figures::of(&document), 900.0);
        let found = |name: &str| view.table.rows.iter().find(|row| row[0] == name).unwrap()[3].clone();
        assert_eq!(found("Project register"), "Quick wins");
        assert_eq!(found("Project method"), "Big bets");
    }

    #[test]
    fn a_plan_without_gaps_still_has_its_fields() {
        let document = Document::default();
        assert_eq!(value_effort(&document, &Figures::of(&document), 600.0).table.rows.len(), 45);
    }
}
