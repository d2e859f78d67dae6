//! The heat map of change load as a picture: groups down, waves or months across, a number in every cell.

use crate::domain::figures::colour::LoadColour;

use super::lettering::text_width;
use super::load_heat::{HeatCell, HeatRow, LoadHeat, level_mark, load_heat_table};
use super::primitives::{Anchor, TextSize, View};
use super::sheet::{Sheet, Text};

const NAME: f64 = 172.0;
const HEAD: f64 = 24.0;
const ROW: f64 = 34.0;
/// Room for a number, in a column of its own.
const LEAST_COLUMN: f64 = 40.0;

/// Draws a heat map; wider than asked for where its numbers need it.
pub fn heat(heat: &LoadHeat, width: f64) -> View {
    let least = NAME + LEAST_COLUMN * heat.columns.len() as f64;
    let mut sheet = Sheet::new(width, least.max(320.0));
    let table = load_heat_table(heat);
    if heat.columns.is_empty() {
        return View { picture: sheet.nothing(heat.title.clone(), heat.summary.clone()), table };
    }
    let column = (sheet.width - NAME) / heat.columns.len() as f64;
    for (index, name) in heat.columns.iter().enumerate() {
        let x = NAME + column * index as f64 + column / 2.0;
        let short = name.split(' ').next().unwrap_or_default().to_owned();
        let head = Text::axis(x, 16.0, "").anchor(Anchor::Middle);
        sheet.first_that_fits(&[name.clone(), short], &head, column - 2.0);
    }
    for (row, HeatRow { group, name, cells }) in heat.rows.iter().enumerate() {
        let y = HEAD + ROW * row as f64;
        sheet.fitted(Text::label(0.0, y + 21.0, name), NAME - 30.0);
        sheet.text(Text::axis(NAME - 10.0, y + 21.0, group.letter()).anchor(Anchor::End));
        for (index, cell) in cells.iter().enumerate() {
            draw(&mut sheet, cell, [NAME + column * index as f64, y, column]);
        }
    }
    sheet.y = HEAD + ROW * heat.rows.len() as f64 + 4.0;
    View { picture: sheet.finish(heat.title.clone(), heat.summary.clone()), table }
}

fn draw(sheet: &mut Sheet, cell: &HeatCell, [x, y, column]: [f64; 3]) {
    let mut ground = super::primitives::Shape::new(
        "heat-cell",
        super::primitives::Form::Rect {
            x: x + 1.5,
            y: y + 1.5,
            width: column - 3.0,
            height: ROW - 3.0,
            radius: 4.0,
        },
    )
    .level(cell.colour);
    let causes = cell.cause_text();
    if !causes.is_empty() {
        ground = ground.hint(causes);
    }
    sheet.push(ground);
    let marked = format!("{} {}", cell.text, level_mark(cell.colour));
    let wordings = if cell.colour > LoadColour::Green && text_width(&marked, TextSize::Normal, true) < column
    {
        vec![marked, cell.text.clone()]
    } else {
        vec![cell.text.clone()]
    };
    let text = Text::strong(x + column / 2.0, y + 21.0, "")
        .anchor(Anchor::Middle)
        .sign("data-level", cell.colour.word())
        .sign("data-on", "cell");
    sheet.first_that_fits(&wordings, &text, column - 4.0);
}
