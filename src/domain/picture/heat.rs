//! The heat map of change load as a picture: groups down, waves or months across, a number in every cell.

use crate::domain::figures::colour::LoadColour;
use crate::domain::wording::t;

use super::lettering::text_width;
use super::load_heat::{HeatCell, HeatRow, LoadHeat, level_mark, load_heat_table};
use super::primitives::{Anchor, Form, Shape, Target, TextSize, View};
use super::sheet::{Sheet, Text};

const NAME: f64 = 172.0;
const HEAD: f64 = 30.0;
const ROW: f64 = 38.0;
/// A dot for each entry that causes the load, up to so many.
const DOTS: usize = 6;
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
        sheet.column_name(name, (x, 12.0), column - 2.0);
    }
    for (row, HeatRow { group, name, cells }) in heat.rows.iter().enumerate() {
        let y = HEAD + ROW * row as f64;
        sheet.fitted(Text::label(0.0, y + 21.0, name), NAME - 30.0);
        sheet.text(Text::axis(NAME - 10.0, y + 21.0, group.letter()).anchor(Anchor::End));
        for (index, cell) in cells.iter().enumerate() {
            let target = Target::Load { wave: index + 1, group: *group };
            draw(&mut sheet, cell, target, [NAME + column * index as f64, y, column]);
        }
    }
    sheet.y = HEAD + ROW * heat.rows.len() as f64 + 4.0;
    sheet.level_legend(heat.period);
    sheet.y += 12.0;
    sheet.fitted(Text::quiet(0.0, sheet.y, t("picture.load.dots")), sheet.width);
    sheet.y += 8.0;
    View { picture: sheet.finish(heat.title.clone(), heat.summary.clone()), table }
}

fn draw(sheet: &mut Sheet, cell: &HeatCell, target: Target, [x, y, column]: [f64; 3]) {
    let ground = sheet.rect("heat-cell", [x + 1.5, y + 1.5, column - 3.0, ROW - 3.0], 4.0);
    ground.signs.push(("data-level", cell.colour.word()));
    ground.target = Some(target.clone());
    let causes = cell.cause_text();
    ground.hint = (!causes.is_empty()).then_some(causes);
    let dots = cell.causes.len().min(DOTS);
    let first = x + column / 2.0 - 5.0 * (dots.max(1) - 1) as f64 / 2.0;
    for dot in 0..dots {
        let form = Form::Circle { centre: (first + 5.0 * dot as f64, y + ROW - 8.0), radius: 1.5 };
        sheet.push(Shape::new("heat-dot", form).level(cell.colour).target(target.clone()));
    }
    let marked = format!("{} {}", cell.text, level_mark(cell.colour));
    let wordings = if cell.colour > LoadColour::Green && text_width(&marked, TextSize::Normal, true) < column
    {
        vec![marked, cell.text.clone()]
    } else {
        vec![cell.text.clone()]
    };
    let text = Text::strong(x + column / 2.0, y + 20.0, "")
        .anchor(Anchor::Middle)
        .sign("data-level", cell.colour.word())
        .sign("data-on", "cell");
    sheet.first_that_fits(&wordings, &text, column - 4.0);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::example::Example;
    use crate::domain::figures::Figures;
    use crate::domain::picture::load_heat::load_heat;

    #[test]
    fn a_press_on_the_number_of_a_cell_is_a_press_on_the_cell() {
        let document = Example::Norvik.document().unwrap();
        let map = load_heat(&document, &Figures::of(&document));
        let picture = heat(&map, 900.0).picture;
        let is_number = |shape: &&Shape| shape.signs.contains(&("data-on", "cell"));
        let found: Vec<Option<Target>> =
            picture.shapes.iter().filter(is_number).map(|shape| shape.target.clone()).collect();
        let of_row = |row: &HeatRow| {
            let group = row.group;
            (1..=row.cells.len()).map(move |wave| Some(Target::Load { wave, group })).collect::<Vec<_>>()
        };
        let expected: Vec<Option<Target>> = map.rows.iter().flat_map(of_row).collect();
        assert_eq!(found, expected);
    }
}
