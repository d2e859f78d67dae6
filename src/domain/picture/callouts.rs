//! Names for dots: each stands beside its dot where there is room, best first; where there is none, a number stands
//! there instead, on a short line if it must, and a key below the picture names the numbers.

use super::lettering::{text_area, text_width};
use super::primitives::{Anchor, TextSize};
use super::sheet::{Sheet, Text};

/// Left, top, right, bottom.
type Area = (f64, f64, f64, f64);

/// Space between a dot and its name, and around other dots.
const GAP: f64 = 3.0;
/// Height of the stripes in which places are looked up.
const STRIPE: f64 = 24.0;
/// How far from the edge of its dot a number may stand, in pixels; the first that is free is taken.
const DISTANCES: [f64; 8] = [8.0, 14.0, 22.0, 32.0, 44.0, 58.0, 76.0, 100.0];
/// Directions in which a number is tried.
const DIRECTIONS: u8 = 16;
/// Space between two columns of the key.
const COLUMN_GAP: f64 = 16.0;
const KEY_LINE: f64 = 18.0;

/// A dot that wants its name.
#[derive(Clone, Debug, PartialEq)]
pub struct Named {
    /// Its middle.
    pub centre: (f64, f64),
    /// Its radius.
    pub radius: f64,
    /// Its name.
    pub name: String,
}

/// What stands already, in stripes from the top down.
struct Ground {
    field: Area,
    stripes: Vec<Vec<Area>>,
}

impl Ground {
    fn stripes_of(&self, area: Area) -> std::ops::RangeInclusive<usize> {
        // Never negative, and far below the limits of a count.
        let stripe = |y: f64| ((y - self.field.1) / STRIPE).max(0.0) as usize;
        stripe(area.1)..=stripe(area.3)
    }

    fn take(&mut self, area: Area) {
        for stripe in self.stripes_of(area) {
            if let Some(places) = self.stripes.get_mut(stripe) {
                places.push(area);
            }
        }
    }

    fn is_free(&self, area: Area) -> bool {
        let (left, top, right, bottom) = self.field;
        let is_inside = area.0 >= left && area.1 >= top && area.2 <= right && area.3 <= bottom;
        let is_apart =
            |taken: &Area| area.2 <= taken.0 || taken.2 <= area.0 || area.3 <= taken.1 || taken.3 <= area.1;
        is_inside
            && self.stripes_of(area).filter_map(|stripe| self.stripes.get(stripe)).flatten().all(is_apart)
    }
}

/// How the dots that have no name beside them are told.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LeftOver {
    /// Names that a number stands for, in the order of the numbers from 1.
    pub numbered: Vec<String>,
    /// Dots so crowded that not even a number has room.
    pub unnamed: usize,
}

/// Names every dot inside a field: left, top, right, bottom.
pub fn name_dots(sheet: &mut Sheet, dots: &[Named], field: Area) -> LeftOver {
    let stripe_count = ((field.3 - field.1) / STRIPE).max(0.0) as usize + 1;
    let mut ground = Ground { field, stripes: vec![Vec::new(); stripe_count] };
    for dot in dots {
        let ((x, y), reach) = (dot.centre, dot.radius + GAP);
        ground.take((x - reach, y - reach, x + reach, y + reach));
    }
    let mut without_name = Vec::new();
    for dot in dots {
        let ((x, y), reach) = (dot.centre, dot.radius + GAP + 1.0);
        let beside = [
            (x + reach, y + 4.0, Anchor::Start),
            (x - reach, y + 4.0, Anchor::End),
            (x, y - reach - 3.0, Anchor::Middle),
            (x, y + reach + 10.0, Anchor::Middle),
        ];
        if !beside.iter().any(|place| set(sheet, &mut ground, &dot.name, *place)) {
            without_name.push(dot);
        }
    }
    let mut left_over = LeftOver::default();
    for dot in without_name {
        if number_dot(sheet, &mut ground, dot, &(left_over.numbered.len() + 1).to_string()) {
            left_over.numbered.push(dot.name.clone());
        } else {
            left_over.unnamed += 1;
        }
    }
    left_over
}

/// Sets a text at a place; says whether it stands.
fn set(sheet: &mut Sheet, ground: &mut Ground, content: &str, (x, y, anchor): (f64, f64, Anchor)) -> bool {
    let width = text_width(content, TextSize::Normal, false);
    let area = text_area((x, y), anchor, TextSize::Normal, width);
    let stands = ground.is_free(area) && sheet.text(Text::label(x, y, content).anchor(anchor));
    if stands {
        ground.take((area.0 - GAP, area.1, area.2 + GAP, area.3));
    }
    stands
}

/// Sets the number of a dot, as near as there is room; says whether it stands.
fn number_dot(sheet: &mut Sheet, ground: &mut Ground, dot: &Named, number: &str) -> bool {
    let (x, y) = dot.centre;
    for (ring, distance) in DISTANCES.into_iter().enumerate() {
        for direction in 0..DIRECTIONS {
            let turn = f64::from(direction) / f64::from(DIRECTIONS) * std::f64::consts::TAU;
            let (across, down) = (turn.cos(), turn.sin());
            let reach = dot.radius + GAP + distance;
            let middle = (x + across * reach, y + down * reach);
            if set(sheet, ground, number, (middle.0, middle.1 + 4.0, Anchor::Middle)) {
                if ring > 0 {
                    let end = reach - 7.0;
                    let from = (x + across * dot.radius, y + down * dot.radius);
                    sheet.line("callout-line", from, (x + across * end, y + down * end));
                }
                return true;
            }
        }
    }
    false
}

/// The key to the numbers, in columns, below what was drawn.
pub fn number_key(sheet: &mut Sheet, names: &[String]) {
    let lines: Vec<String> =
        names.iter().enumerate().map(|(index, name)| format!("{} {name}", index + 1)).collect();
    let widest = lines.iter().map(|line| text_width(line, TextSize::Normal, false)).fold(1.0, f64::max);
    let column_count = ((sheet.width + COLUMN_GAP) / (widest + COLUMN_GAP)).max(1.0) as usize;
    let column_width = (sheet.width + COLUMN_GAP) / column_count as f64;
    let rows = lines.len().div_ceil(column_count);
    let top = sheet.y;
    for (index, line) in lines.iter().enumerate() {
        let (column, row) = (index / rows, index % rows);
        let (x, y) = (column_width * column as f64, top + KEY_LINE * (row as f64 + 1.0));
        sheet.fitted(Text::label(x, y, line), column_width - COLUMN_GAP / 2.0);
    }
    sheet.y = top + KEY_LINE * rows as f64;
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::picture::primitives::Form;

    /// Texts of the picture, and the names that its key must give.
    fn check(dots: &[(f64, f64, &str)], texts: &[&str], numbered: &[&str]) {
        let mut sheet = Sheet::new(200.0, 100.0);
        let named = |(x, y, name): &(f64, f64, &str)| Named {
            centre: (*x, *y),
            radius: 5.0,
            name: (*name).to_owned(),
        };
        let dots: Vec<Named> = dots.iter().map(named).collect();
        let left_over = name_dots(&mut sheet, &dots, (0.0, 0.0, 200.0, 200.0));
        assert_eq!(
            (left_over.numbered, left_over.unnamed),
            (numbered.iter().map(|name| (*name).to_owned()).collect(), 0)
        );
        let picture = sheet.finish(String::new(), String::new());
        let found: Vec<&str> = picture
            .shapes
            .iter()
            .filter_map(|shape| match &shape.form {
                Form::Text { text, .. } => Some(text.as_str()),
                _ => None,
            })
            .collect();
        assert_eq!(found, texts);
    }

    #[test]
    fn a_name_goes_round_its_dot_before_it_becomes_a_number() {
        check(&[(20.0, 100.0, "Risk log")], &["Risk log"], &[]);
        check(&[(180.0, 100.0, "Risk log"), (20.0, 100.0, "Charter")], &["Risk log", "Charter"], &[]);
        let long = "A name that is longer than the whole picture is wide";
        check(&[(100.0, 100.0, long), (20.0, 40.0, "Charter")], &["Charter", "1"], &[long]);
    }

    #[test]
    fn dots_on_one_spot_are_all_told() {
        let same = ["One name", "Two names", "Three names", "Four names", "Five names", "Six names"];
        let dots: Vec<(f64, f64, &str)> = same.iter().map(|name| (100.0, 100.0, *name)).collect();
        check(&dots, &["One name", "Two names", "Three names", "Four names", "1", "2"], &same[4..]);
    }

    #[test]
    fn the_key_has_as_many_columns_as_fit() {
        for (width, rows) in [(100.0, 4.0), (400.0, 1.0)] {
            let mut sheet = Sheet::new(width, 100.0);
            number_key(&mut sheet, &["Risk log", "Charter", "Inventory", "Help desk"].map(str::to_owned));
            assert_eq!(sheet.y, KEY_LINE * rows);
        }
    }
}
