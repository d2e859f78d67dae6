//! The heat map of change load: groups down, waves across, each number with its causes.

use std::ops::Range;

use crate::domain::catalogue::Catalogue;
use crate::domain::figures::Figures;
use crate::domain::figures::colour::{LoadColour, load_text};
use crate::domain::figures::month::{Month, MonthLoad, months};
use crate::domain::figures::number::short;
use crate::domain::model::document::Document;
use crate::domain::model::group::Group;
use crate::domain::model::ids::EntryId;
use crate::domain::model::scalar::Date;
use crate::domain::wording::{fill, phrase, t};

use super::finding;
use super::period::Period;
use super::primitives::TableTwin;

/// Columns that stand beside each other in a table, so that it fits an upright sheet of paper.
const COLUMNS_OF_A_BLOCK: usize = 12;

/// The load of every group in every wave or month.
#[derive(Clone, Debug, PartialEq)]
pub struct LoadHeat {
    /// Whether its columns are waves or months.
    pub period: Period,
    /// The finding, as a heading.
    pub title: String,
    /// One sentence that says what there is to see.
    pub summary: String,
    /// Heads of the columns: "Wave 1", or months.
    pub columns: Vec<String>,
    /// The five groups.
    pub rows: Vec<HeatRow>,
}

/// One group.
#[derive(Clone, Debug, PartialEq)]
pub struct HeatRow {
    /// The group.
    pub group: Group,
    /// Its name.
    pub name: &'static str,
    /// One cell for each column.
    pub cells: Vec<HeatCell>,
}

/// One group in one wave or month.
#[derive(Clone, Debug, PartialEq)]
pub struct HeatCell {
    /// Load over capacity with two decimals.
    pub text: String,
    /// How full the group is.
    pub colour: LoadColour,
    /// Change points.
    pub load: f64,
    /// Change points that the group can take in.
    pub capacity: f64,
    /// Points carried over from the wave before.
    pub carried: f64,
    /// What causes the load, largest first.
    pub causes: Vec<HeatCause>,
}

/// An entry that loads a group.
#[derive(Clone, Debug, PartialEq)]
pub struct HeatCause {
    /// The entry.
    pub entry: EntryId,
    /// Its short name.
    pub name: String,
    /// Its change points on the group.
    pub points: f64,
}

impl LoadHeat {
    /// The columns in blocks that fit beside each other on a sheet, as places from 0.
    pub fn blocks(&self) -> impl Iterator<Item = Range<usize>> {
        let end = self.columns.len();
        (0..end).step_by(COLUMNS_OF_A_BLOCK).map(move |first| first..end.min(first + COLUMNS_OF_A_BLOCK))
    }
}

impl HeatCell {
    /// The causes in one line: "Governance framework 7, Sponsor briefing 2, carried over 1.2".
    pub fn cause_text(&self) -> String {
        let mut causes: Vec<String> = self
            .causes
            .iter()
            .map(|cause| {
                let points = short(cause.points, 1);
                fill("picture.load.cause", &[("name", &cause.name), ("points", &points)])
            })
            .collect();
        if self.carried > 0.05 {
            causes.push(fill("picture.load.carried", &[("points", &short(self.carried, 1))]));
        }
        causes.join(", ")
    }
}

/// The heat map of a plan.
pub fn load_heat(document: &Document, figures: &Figures) -> LoadHeat {
    let catalogue = Catalogue::of(document);
    let (wave, group, highest) = finding::highest_load(figures);
    let highest = highest.filter(|cell| cell.load > 0.0).map_or_else(String::new, |cell| {
        fill(
            "picture.load.highest",
            &[
                ("load", &load_text(cell.utilisation())),
                ("group", finding::group_inside(group)),
                ("wave", &wave.to_string()),
            ],
        )
    });
    LoadHeat {
        period: Period::Waves,
        title: fill("picture.load.title", &[("finding", &finding::worst_finding(figures))]),
        summary: fill("picture.load.summary", &[("highest", &highest)]).trim_end().to_owned(),
        columns: (1..=figures.loads.len())
            .map(|number| fill("picture.wave", &[("number", &number.to_string())]))
            .collect(),
        rows: Group::ALL
            .into_iter()
            .map(|group| HeatRow {
                group,
                name: finding::group_name(group),
                cells: (0..figures.loads.len())
                    .filter_map(|index| cell(&catalogue, figures, index, group))
                    .collect(),
            })
            .collect(),
    }
}

/// The heat map by months: points of a launch spread over three months, against the month's share of the capacity
/// (5.4 no 11). A month may be over its share while its wave holds: launches bunch at the end of a wave. So it is a peak, in a
/// scale of its own ([`Period`]): the limit of the wave is the rule, the month is information.
pub fn month_heat(document: &Document, figures: &Figures) -> LoadHeat {
    let catalogue = Catalogue::of(document);
    let months = months(document, figures);
    let over = Group::ALL
        .into_iter()
        .flat_map(|group| months.iter().map(move |month| (group, month)))
        .max_by(|a, b| a.1.loads.get(a.0).utilisation().total_cmp(&b.1.loads.get(b.0).utilisation()))
        .filter(|(group, month)| month.loads.get(*group).points > 0.0);
    let title = over.map_or_else(
        || t("picture.finding.none").to_owned(),
        |(group, month)| {
            let name = finding::group_inside(group);
            fill("picture.month_heat.title", &[("month", &phrase::month_of(month.first)), ("group", name)])
        },
    );
    let cell = |load: &MonthLoad| HeatCell {
        text: load_text(load.utilisation()),
        colour: Period::Months.level(load.utilisation()),
        load: load.points,
        capacity: load.capacity,
        carried: 0.0,
        causes: causes(&catalogue, load.causes.iter().map(|(entry, points)| (entry, *points))),
    };
    // Each block of the table says in which year it begins.
    let column = |(index, month): (usize, &Month)| {
        if index % COLUMNS_OF_A_BLOCK == 0 { with_year(month.first) } else { month_name(month.first) }
    };
    LoadHeat {
        period: Period::Months,
        title: fill("picture.load.title", &[("finding", &title)]),
        summary: t("picture.month_heat.summary").to_owned(),
        columns: months.iter().enumerate().map(column).collect(),
        rows: Group::ALL
            .into_iter()
            .map(|group| HeatRow {
                group,
                name: finding::group_name(group),
                cells: months.iter().map(|month| cell(month.loads.get(group))).collect(),
            })
            .collect(),
    }
}

/// Short name of a month, January with its year: "Jan 2028", "Feb".
pub fn month_name(day: Date) -> String {
    let (_, month, _) = day.parts();
    if month == 1 { with_year(day) } else { phrase::month_short(month).to_owned() }
}

/// Short name of a month with its year: "Feb 2028".
fn with_year(day: Date) -> String {
    let (year, month, _) = day.parts();
    format!("{} {year}", phrase::month_short(month))
}

/// The heat map as a table of text: a number and its level in each cell.
pub fn load_heat_table(heat: &LoadHeat) -> TableTwin {
    let mut columns = vec![t("picture.load.column.group").to_owned()];
    columns.extend(heat.columns.iter().cloned());
    let rows = heat
        .rows
        .iter()
        .map(|row| {
            let cells =
                row.cells.iter().map(|cell| format!("{} {}", cell.text, heat.period.level_name(cell.colour)));
            std::iter::once(row.name.to_owned()).chain(cells).collect()
        })
        .collect();
    TableTwin { columns, rows }
}

/// Word of a load level: "Room", "Tight", "Over", "Stop".
pub fn level_name(colour: LoadColour) -> &'static str {
    t(&format!("picture.level.{}", colour.word()))
}

/// Sign of a load level, for where colour is missing.
pub fn level_mark(colour: LoadColour) -> &'static str {
    t(&format!("picture.mark.{}", colour.word()))
}

fn cell(catalogue: &Catalogue<'_>, figures: &Figures, index: usize, group: Group) -> Option<HeatCell> {
    let cell = figures.loads.get(index)?.get(group);
    Some(HeatCell {
        text: load_text(cell.utilisation()),
        colour: cell.colour(),
        load: cell.load,
        capacity: cell.capacity,
        carried: cell.carried(),
        causes: causes(catalogue, figures.causes(index, group)),
    })
}

fn causes<'a>(
    catalogue: &Catalogue<'_>,
    causes: impl IntoIterator<Item = (&'a EntryId, f64)>,
) -> Vec<HeatCause> {
    let cause = |(entry, points): (&EntryId, f64)| HeatCause {
        entry: entry.clone(),
        name: catalogue.short_name(entry),
        points,
    };
    causes.into_iter().map(cause).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::example::Example;

    #[test]
    fn every_cell_names_what_causes_it() {
        let document = Example::Norvik.document().unwrap();
        let heat = load_heat(&document, &Figures::of(&document));
        let executives = &heat.rows[0].cells[1];
        assert_eq!((executives.text.as_str(), executives.colour), ("1.00", LoadColour::Amber));
        assert!(executives.cause_text().contains("Governance framework"), "{}", executives.cause_text());
        assert!(heat.summary.contains("1.00 for executives in wave 2"), "{}", heat.summary);
        let table = load_heat_table(&heat);
        assert_eq!(table.columns.len(), 5);
        assert_eq!(table.rows[1][4], "0.88 Tight");
    }

    #[test]
    fn a_month_over_its_share_is_a_peak_and_never_a_stop() {
        let document = Example::Halden.document().unwrap();
        let figures = Figures::of(&document);
        let heat = month_heat(&document, &figures);
        let cells = || heat.rows.iter().flat_map(|row| &row.cells);
        assert!(cells().any(|cell| cell.load > 1.25 * cell.capacity), "the example has such a month");
        assert!(cells().all(|cell| cell.colour <= LoadColour::Red));
        let words: Vec<String> = load_heat_table(&heat).rows.concat();
        assert!(words.iter().any(|word| word.ends_with(" Peak")));
        assert!(words.iter().all(|word| !word.ends_with(" Stop") && !word.ends_with(" Over")));
    }

    #[test]
    fn the_months_come_in_blocks_of_a_year_that_begin_with_their_year() {
        let mut document = Example::Halden.document().unwrap();
        document.plan.start_date = Date::parse("2027-04-01").unwrap();
        let heat = month_heat(&document, &Figures::of(&document));
        let blocks: Vec<Range<usize>> = heat.blocks().collect();
        assert_eq!(blocks, [0..12, 12..24, 24..28]);
        let firsts = blocks.iter().map(|block| heat.columns[block.start].as_str());
        assert_eq!(firsts.collect::<Vec<_>>(), ["Apr 2027", "Apr 2028", "Apr 2029"]);
        assert_eq!((heat.columns[1].as_str(), heat.columns[9].as_str()), ("May", "Jan 2028"));
    }
}
