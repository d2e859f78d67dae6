//! From today to the target: one row for each area, the largest gap first.

use crate::domain::catalogue::areas::areas;
use crate::domain::figures::Figures;
use crate::domain::figures::area::{AreaFigures, GapBand};
use crate::domain::figures::number::fixed;
use crate::domain::order;
use crate::domain::wording::{fill, t};

use super::finding::counted_word;
use super::lettering::fit;
use super::primitives::{Anchor, Form, Picture, Shape, TableTwin, TextSize};

const ROW: f64 = 26.0;
const HEAD: f64 = 20.0;
const NAME: f64 = 104.0;
const GAIN: f64 = 40.0;

/// Draws the levels of the areas that have one, at a width of at least 240 pixels.
pub fn gaps(figures: &Figures, width: f64) -> Picture {
    let width = if width.is_finite() { width.max(240.0) } else { 240.0 };
    let rows = sorted(figures);
    let (left, right) = (NAME + 8.0, width - GAIN - 8.0);
    let at = |level: f64| left + (level - 1.0) / 4.0 * (right - left);
    let height = HEAD + ROW * rows.len() as f64 + 4.0;
    let mut shapes = Vec::new();
    let first_count = rows.iter().filter(|area| area.band() == GapBand::ActFirst).count();
    if first_count > 0 {
        let band = Form::Rect { x: 0.0, y: HEAD, width, height: ROW * first_count as f64, radius: 0.0 };
        shapes.push(Shape::new("chart-band", band));
    }
    for level in 1_u8..=5 {
        let x = at(f64::from(level));
        shapes.push(Shape::new("chart-grid", Form::Line { from: (x, HEAD), to: (x, height - 4.0) }));
        let text =
            Form::Text { x, y: 12.0, anchor: Anchor::Middle, size: TextSize::Small, text: level.to_string() };
        shapes.push(Shape::new("chart-axis", text));
    }
    for (index, area) in rows.iter().enumerate() {
        let (Some(level), Some(target)) = (area.level, area.target) else { continue };
        let middle = HEAD + ROW * (index as f64 + 0.5);
        let label = |x: f64, anchor: Anchor, text: String| {
            Shape::new("chart-label", Form::Text { x, y: middle + 4.0, anchor, size: TextSize::Normal, text })
                .sign("data-weight", "strong")
        };
        let name = fit(areas().short_name(area.area), NAME - 4.0, TextSize::Normal, true);
        if !name.is_empty() {
            shapes.push(label(4.0, Anchor::Start, name));
        }
        let (from, to) = (at(level), at(target));
        if to - from > 5.0 {
            let importance = match area.importance {
                0 | 1 => "1",
                2 => "2",
                _ => "3",
            };
            let link = Form::Line { from: (from, middle), to: (to, middle) };
            shapes.push(Shape::new("gap-link", link).sign("data-importance", importance));
        }
        shapes.push(Shape::new("gap-target", Form::Circle { centre: (to, middle), radius: 5.5 }));
        shapes.push(Shape::new("gap-today", Form::Circle { centre: (from, middle), radius: 5.0 }));
        shapes.push(label(width - 4.0, Anchor::End, format!("+{}", fixed(area.gap, 1))));
    }
    let title = counted_word("picture.gaps.title", first_count);
    Picture { width, height, title, summary: t("picture.gaps.summary").to_owned(), shapes }
}

/// The levels as a table.
pub fn gap_table(figures: &Figures) -> TableTwin {
    let columns = ["area", "today", "target", "gain", "importance"]
        .map(|column| t(&format!("picture.gaps.column.{column}")).to_owned());
    let rows = sorted(figures)
        .into_iter()
        .map(|area| {
            let level = |value: Option<f64>| value.map(|value| fixed(value, 1)).unwrap_or_default();
            vec![
                areas().name(area.area).to_owned(),
                level(area.level),
                level(area.target),
                fill("picture.gaps.gain", &[("gain", &fixed(area.gap, 1))]),
                area.importance.to_string(),
            ]
        })
        .collect();
    TableTwin { columns: columns.to_vec(), rows }
}

/// Areas with a level: by priority, then importance, then in their fixed order.
fn sorted(figures: &Figures) -> Vec<&AreaFigures> {
    let mut rows: Vec<&AreaFigures> = figures.areas.iter().filter(|area| area.level.is_some()).collect();
    order::by(&mut rows, |a, b| b.priority.total_cmp(&a.priority).then(b.importance.cmp(&a.importance)));
    rows
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::example::Example;

    #[test]
    fn the_largest_gaps_come_first() {
        let figures = Figures::of(&Example::Norvik.document().unwrap());
        let table = gap_table(&figures);
        assert_eq!(table.rows.len(), 14);
        assert_eq!(table.rows[0][1..4], ["2.0", "4.0", "+2.0"]);
        assert_eq!(gaps(&figures, 290.0).title, "Five gaps come first");
    }
}
