//! The capacity histogram: what the office can do and what it is asked to do, by wave or by month, as one pool or role by
//! role.

mod columns;
mod roles;

use crate::domain::catalogue::Catalogue;
use crate::domain::figures::Figures;
use crate::domain::figures::colour::load_text;
use crate::domain::model::document::Document;
use crate::domain::wording::{count, fill, phrase, t};

use super::load_heat::level_mark;
use super::period::Period;
use super::primitives::{Anchor, TableTwin, Target, TextSize, View};
use super::sheet::{Sheet, Text};
use columns::{Column, fullest, pool};

pub use roles::capacity_by_role;

const PLOT: f64 = 190.0;
const TOP: f64 = 44.0;
const LEAST_COLUMN: f64 = 30.0;

/// Draws the histogram of the office as one pool, with its table.
pub fn capacity(document: &Document, figures: &Figures, period: Period, width: f64) -> View {
    let catalogue = Catalogue::of(document);
    let columns = pool(document, figures, period);
    let table = table(&catalogue, period, &columns);
    let mut sheet = Sheet::new(width, (LEAST_COLUMN * columns.len() as f64).max(320.0));
    let Some(peak) = fullest(&columns) else {
        let (title, summary) = (t("picture.roadmap.empty"), t("picture.roadmap.empty.summary"));
        return View { picture: sheet.nothing(title.to_owned(), summary.to_owned()), table };
    };
    let title = fill(
        "picture.capacity.title",
        &[
            ("period", &peak.full_name),
            ("demand", &phrase::days(peak.demand())),
            ("capacity", &phrase::days(peak.capacity)),
        ],
    );
    let over_count = columns.iter().filter(|column| column.is_over()).count();
    let summary = if over_count == 0 {
        t("picture.capacity.holds").to_owned()
    } else {
        count("picture.capacity.over", over_count)
    };
    let scale = PLOT / tallest(&columns);
    let room = sheet.width / columns.len() as f64;
    for (index, column) in columns.iter().enumerate() {
        let place = Place { left: room * index as f64, room, base: TOP + PLOT, scale };
        let top = bar(&mut sheet, column, &catalogue, &place);
        labels(&mut sheet, column, &place, top);
    }
    sheet.line("chart-base", (0.0, TOP + PLOT), (room * columns.len() as f64, TOP + PLOT));
    sheet.y = TOP + PLOT + 30.0;
    legend(&mut sheet);
    View { picture: sheet.finish(title, summary), table }
}

/// Where a column stands: its share of the width, the line under its bar, pixels for a person-day.
struct Place {
    left: f64,
    room: f64,
    base: f64,
    scale: f64,
}

impl Place {
    fn middle(&self) -> f64 {
        self.left + self.room / 2.0
    }
}

/// The most that any column offers or is asked for; 1 at least.
fn tallest(columns: &[Column]) -> f64 {
    let days = columns.iter().flat_map(|column| [column.capacity, column.demand()]);
    days.filter(|days| days.is_finite()).fold(1.0, f64::max)
}

/// Run, build, free and what is over, one on the other, with the capacity as a line; gives the top of it all.
fn bar(sheet: &mut Sheet, column: &Column, catalogue: &Catalogue<'_>, place: &Place) -> f64 {
    let Place { room, base, scale, .. } = *place;
    let bar = (room * 0.56).clamp(8.0, 96.0);
    let x = place.left + (room - bar) / 2.0;
    let capacity = column.capacity.max(0.0);
    let run = column.run.min(capacity);
    let build = column.build.min(capacity - run);
    let (run, build) = (run * scale, build * scale);
    let (over, capacity) = (column.over().min(1e9) * scale, capacity * scale);
    let hint = column.hint(catalogue);
    let parts = [
        ("use-free", base - capacity, capacity - run - build),
        ("use-run", base - run, run),
        ("use-build", base - run - build, build),
        ("use-excess", base - run - build - over, over),
    ];
    for (class, y, height) in parts.into_iter().filter(|part| part.2 > 0.5) {
        let shape = sheet.rect(class, [x, y, bar, height], 0.0);
        shape.target = column.wave.map(Target::Office);
        shape.hint = Some(hint.clone());
    }
    let reach = 5.0_f64.min((room - bar) / 2.0);
    let line = base - capacity;
    if capacity > 0.0 {
        sheet.line("use-capacity", (x - reach, line), (x + bar + reach, line));
    }
    line.min(base - run - build - over)
}

/// Above the bar how full the period is and how many days that are, below it its name.
fn labels(sheet: &mut Sheet, column: &Column, place: &Place, top: f64) {
    let level = column.level();
    let figures = fill(
        "picture.capacity.of",
        &[("demand", &phrase::days(column.demand())), ("capacity", &phrase::days(column.capacity))],
    );
    let share = load_text(column.utilisation());
    let marked = format!("{share} {}", level_mark(level));
    let levelled = format!("{marked} {}", column.level_name());
    let with_people = column.missing_people().map(|people| format!("{levelled} {people}"));
    let wordings: Vec<String> = with_people.into_iter().chain([levelled, marked, share]).collect();
    let head = Text { size: TextSize::Normal, ..Text::strong(place.middle(), top - 8.0, "") }
        .anchor(Anchor::Middle)
        .sign("data-level", level.word());
    sheet.first_that_fits(&wordings, &head, place.room - 4.0);
    let below = Text::axis(place.middle(), top - 24.0, "").anchor(Anchor::Middle);
    sheet.first_that_fits(&[figures], &below, place.room - 4.0);
    sheet.column_name(&column.name, (place.middle(), place.base + 16.0), place.room - 2.0);
}

fn legend(sheet: &mut Sheet) {
    sheet.legend(&[
        ("use-build", t("picture.capacity.build")),
        ("use-run", t("picture.capacity.run")),
        ("use-free", t("picture.capacity.free")),
        ("use-excess", t("picture.capacity.excess")),
    ]);
}

fn table(catalogue: &Catalogue<'_>, period: Period, columns: &[Column]) -> TableTwin {
    TableTwin { columns: heads(period), rows: columns.iter().map(|column| row(catalogue, column)).collect() }
}

/// Heads of the columns of a table, the period first.
fn heads(period: Period) -> Vec<String> {
    let first = match period {
        Period::Waves => "picture.capacity.column.wave",
        Period::Months => "picture.capacity.column.month",
    };
    let heads = [
        first,
        "picture.capacity.column.capacity",
        "picture.capacity.column.build",
        "picture.capacity.column.run",
        "picture.capacity.column.free",
        "picture.capacity.column.over",
        "picture.capacity.column.share",
        "picture.capacity.column.fte",
        "picture.capacity.column.causes",
    ];
    heads.map(|head| t(head).to_owned()).to_vec()
}

fn row(catalogue: &Catalogue<'_>, column: &Column) -> Vec<String> {
    vec![
        phrase::sentence_start(&column.full_name),
        phrase::days(column.capacity),
        phrase::days(column.build),
        phrase::days(column.run),
        phrase::days((column.capacity - column.demand()).max(0.0)),
        phrase::days(column.over()),
        format!("{} {}", load_text(column.utilisation()), column.level_name()),
        column.missing_people().unwrap_or_else(|| "–".to_owned()),
        column.cause_text(catalogue),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::example::Example;

    #[test]
    fn the_fullest_wave_is_the_heading_and_the_table_has_every_part() {
        let document = Example::Norvik.document().unwrap();
        let figures = Figures::of(&document);
        let view = capacity(&document, &figures, Period::Waves, 900.0);
        assert_eq!(view.picture.title, "The office is fullest in wave 4: 110 of 111.6 person-days");
        assert_eq!(view.table.rows[1][..6], ["Wave 2", "99.3", "35", "46.1", "18.2", "0"]);
        assert!(view.table.rows[0][8].contains("PMO charter"), "{:?}", view.table.rows[0]);
        let months = capacity(&document, &figures, Period::Months, 900.0);
        assert_eq!(months.table.rows.len(), 12);
    }
}
