//! The roadmap: waves across, groups of the catalogue down, with milestones, change load and the office below.
//!
//! Top to bottom: heads of the waves, one row for each entry in the lane of its group, milestones, load of the five
//! groups, the office, a legend with the steady state. Everything shares one time axis.

mod drawing;
mod heads;
mod lanes;
mod legend;
mod load;
mod milestones;
mod office;

use crate::domain::catalogue;
use crate::domain::figures::Figures;
use crate::domain::figures::schedule::schedule;
use crate::domain::model::document::Document;
use crate::domain::model::entry::{CatalogueGroup, EntryKind};
use crate::domain::model::scalar::Date;
use crate::domain::wording::{phrase, t};

use super::finding::{roadmap_summary, roadmap_title};
use super::primitives::{Picture, TableTwin};
use super::sheet::share_targets;
use drawing::Drawing;

/// What a roadmap is drawn for.
#[derive(Clone, Debug, PartialEq)]
pub struct RoadmapOptions {
    /// Width in pixels; at least 480.
    pub width: f64,
    /// Most bars; what is beyond is counted, from the last lane up.
    pub bars_at_most: usize,
    /// The day to mark; none for no mark.
    pub today: Option<Date>,
    /// Height of the row of an entry; 18 to 40 pixels.
    pub row_height: f64,
}

impl Default for RoadmapOptions {
    fn default() -> Self {
        Self { width: 1176.0, bars_at_most: 40, today: None, row_height: 25.0 }
    }
}
/// Draws the roadmap of a plan.
pub fn roadmap(document: &Document, figures: &Figures, options: &RoadmapOptions) -> Picture {
    let title = roadmap_title(figures);
    let summary = roadmap_summary(document, figures);
    let mut drawing = Drawing::new(document, figures, options);
    if figures.spans.is_empty() {
        drawing.quiet(0.0, 24.0, summary.clone());
        return Picture { width: drawing.width, height: 40.0, title, summary, shapes: drawing.shapes };
    }
    drawing.heads();
    drawing.lanes(schedule(document, figures), options.bars_at_most);
    drawing.milestones();
    drawing.load();
    drawing.office();
    let plot_bottom = drawing.y;
    drawing.legend(options.today.is_some_and(|day| drawing.axis.holds(day)));
    let height = drawing.y;
    let mut shapes = drawing.ground(plot_bottom, options.today);
    shapes.extend(drawing.shapes);
    share_targets(&mut shapes);
    Picture { width: drawing.width, height, title, summary, shapes }
}

/// The roadmap as a table: one row for each entry, by wave and order of work.
pub fn roadmap_table(document: &Document, figures: &Figures) -> TableTwin {
    let format = document.plan.date_format;
    let columns = ["lane", "entry", "kind", "wave", "from", "to", "build", "run"]
        .map(|column| t(&format!("picture.roadmap.column.{column}")).to_owned());
    let rows = schedule(document, figures)
        .into_iter()
        .map(|bar| {
            vec![
                lane_name(bar.group).to_owned(),
                bar.name,
                kind_name(bar.kind).to_owned(),
                bar.wave.to_string(),
                phrase::date(format, bar.from),
                phrase::date(format, bar.to),
                phrase::days(bar.build_days),
                phrase::days(bar.run_days_per_month),
            ]
        })
        .collect();
    TableTwin { columns: columns.to_vec(), rows }
}

/// "Product" or "Service".
pub fn kind_name(kind: EntryKind) -> &'static str {
    t(match kind {
        EntryKind::Product => "picture.kind.product",
        EntryKind::Service => "picture.kind.service",
    })
}

fn lane_name(group: CatalogueGroup) -> &'static str {
    catalogue::group(group).map_or(group.code(), |content| &content.short_name)
}
#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::example::Example;
    use crate::domain::picture::primitives::Form;

    fn draw(example: Example, options: &RoadmapOptions) -> Picture {
        let document = example.document().unwrap();
        roadmap(&document, &Figures::of(&document), options)
    }

    fn texts(picture: &Picture) -> Vec<&str> {
        picture
            .shapes
            .iter()
            .filter_map(|shape| match &shape.form {
                Form::Text { text, .. } => Some(text.as_str()),
                _ => None,
            })
            .collect()
    }

    #[test]
    fn every_number_of_the_plan_is_printed() {
        let picture = draw(Example::Norvik, &RoadmapOptions::default());
        let texts = texts(&picture);
        for expected in [
            "Wave 2",
            "Q2 2027",
            "PMO charter",
            "1.00 △ Tight",
            "0.63",
            "76.8 of 109.3 pd",
            "build 63 · run 13.8",
            "Charter signed",
        ] {
            assert!(texts.contains(&expected), "{expected} in {texts:?}");
        }
        assert!(texts.iter().any(|text| text.contains("run work 38.0 of 37.2 pd a month")), "{texts:?}");
    }

    #[test]
    fn too_many_bars_are_counted_from_the_bottom_up() {
        let options = RoadmapOptions { bars_at_most: 12, ..RoadmapOptions::default() };
        let picture = draw(Example::Norvik, &options);
        let bars =
            picture.shapes.iter().filter(|shape| shape.class == "bar" && shape.target.is_some()).count();
        assert_eq!(bars, 12);
        let texts = texts(&picture);
        assert!(texts.contains(&"2 more entries in this group"), "{texts:?}");
        assert!(texts.contains(&"1 more entry in this group"), "{texts:?}");
    }

    #[test]
    fn a_plan_without_waves_says_so() {
        let document = Document::default();
        let picture = roadmap(&document, &Figures::of(&document), &RoadmapOptions::default());
        assert_eq!(texts(&picture), ["The plan has no waves, so there is nothing to draw."]);
    }

    #[test]
    fn the_table_says_what_the_picture_shows() {
        let document = Example::Norvik.document().unwrap();
        let table = roadmap_table(&document, &Figures::of(&document));
        assert_eq!(table.rows.len(), 15);
        assert_eq!(table.rows[0][..4], ["Running the PMO", "PMO charter", "Product", "1"]);
        assert!(table.rows.iter().all(|row| row.len() == table.columns.len()));
    }
}
