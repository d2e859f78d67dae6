//! The capacity histogram: what the office can do and what it is asked to do, by wave or by month.

use crate::domain::catalogue::Catalogue;
use crate::domain::figures::Figures;
use crate::domain::figures::colour::{LoadColour, load_text};
use crate::domain::figures::month::months;
use crate::domain::figures::number::exceeds;
use crate::domain::model::document::Document;
use crate::domain::model::ids::EntryId;
use crate::domain::wording::{count, fill, phrase, t};

use super::load_heat::{level_mark, level_name, month_name};
use super::primitives::{Anchor, TableTwin, Target, TextSize, View};
use super::sheet::{Sheet, Text};

/// How time is cut.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Period {
    /// One column for each wave.
    #[default]
    Waves,
    /// One column for each calendar month.
    Months,
}

const PLOT: f64 = 190.0;
const TOP: f64 = 44.0;
const LEAST_COLUMN: f64 = 30.0;

struct Column {
    /// What is drawn below the bar, and its shorter form.
    names: [String; 2],
    /// What stands in a sentence and in the table.
    full_name: String,
    capacity: f64,
    run: f64,
    build: f64,
    causes: Vec<(EntryId, f64)>,
    wave: Option<usize>,
}

impl Column {
    fn demand(&self) -> f64 {
        self.run + self.build
    }

    fn utilisation(&self) -> f64 {
        if self.demand() <= 0.0 {
            0.0
        } else if self.capacity <= 0.0 {
            f64::INFINITY
        } else {
            self.demand() / self.capacity
        }
    }

    fn over(&self) -> f64 {
        (self.demand() - self.capacity).max(0.0)
    }
}

/// Draws the histogram with its table.
pub fn capacity(document: &Document, figures: &Figures, period: Period, width: f64) -> View {
    let columns = match period {
        Period::Waves => wave_columns(document, figures),
        Period::Months => month_columns(document, figures),
    };
    let table = table(document, period, &columns);
    let mut sheet = Sheet::new(width, (LEAST_COLUMN * columns.len() as f64).max(320.0));
    let Some(fullest) = columns
        .iter()
        .reduce(|best, next| if exceeds(next.utilisation(), best.utilisation()) { next } else { best })
    else {
        let (title, summary) = (t("picture.roadmap.empty"), t("picture.roadmap.empty.summary"));
        return View { picture: sheet.nothing(title.to_owned(), summary.to_owned()), table };
    };
    let title = fill(
        "picture.capacity.title",
        &[
            ("period", &fullest.full_name),
            ("demand", &phrase::days(fullest.demand())),
            ("capacity", &phrase::days(fullest.capacity)),
        ],
    );
    let over_count = columns.iter().filter(|column| exceeds(column.utilisation(), 1.0)).count();
    let summary = if over_count == 0 {
        t("picture.capacity.holds").to_owned()
    } else {
        count("picture.capacity.over", over_count)
    };
    let tallest =
        columns.iter().flat_map(|column| [column.capacity, column.demand()]).filter(|days| days.is_finite());
    let scale = PLOT / tallest.fold(1.0, f64::max);
    let room = sheet.width / columns.len() as f64;
    for (index, column) in columns.iter().enumerate() {
        draw(&mut sheet, column, room * index as f64, room, scale);
    }
    sheet.line("chart-base", (0.0, TOP + PLOT), (room * columns.len() as f64, TOP + PLOT));
    sheet.y = TOP + PLOT + 22.0;
    sheet.legend(&[
        ("use-build", t("picture.capacity.build")),
        ("use-run", t("picture.capacity.run")),
        ("use-free", t("picture.capacity.free")),
        ("use-excess", t("picture.capacity.excess")),
    ]);
    View { picture: sheet.finish(title, summary), table }
}

fn draw(sheet: &mut Sheet, column: &Column, left: f64, room: f64, scale: f64) {
    let bar = (room * 0.56).clamp(8.0, 96.0);
    let (x, base) = (left + (room - bar) / 2.0, TOP + PLOT);
    let level = LoadColour::of(column.utilisation());
    let capacity = column.capacity.max(0.0);
    let run = column.run.min(capacity);
    let build = column.build.min(capacity - run);
    let (run, build) = (run * scale, build * scale);
    let (over, capacity) = (column.over().min(1e9) * scale, capacity * scale);
    let hint = fill(
        "picture.capacity.hint",
        &[
            ("period", &phrase::sentence_start(&column.full_name)),
            ("run", &phrase::days(column.run)),
            ("build", &phrase::days(column.build)),
            ("capacity", &phrase::days(column.capacity)),
        ],
    );
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
    sheet.line("use-capacity", (x - reach, line), (x + bar + reach, line));
    let middle = left + room / 2.0;
    let top = line.min(base - run - build - over) - 8.0;
    let figures = fill(
        "picture.capacity.of",
        &[("demand", &phrase::days(column.demand())), ("capacity", &phrase::days(column.capacity))],
    );
    let share = load_text(column.utilisation());
    let levelled = format!("{share} {} {}", level_mark(level), level_name(level));
    let head = Text { size: TextSize::Normal, ..Text::strong(middle, top, "") }
        .anchor(Anchor::Middle)
        .sign("data-level", level.word());
    let marked = format!("{share} {}", level_mark(level));
    sheet.first_that_fits(&[levelled, marked, share], &head, room - 4.0);
    let below = Text::axis(middle, top - 16.0, "").anchor(Anchor::Middle);
    sheet.first_that_fits(&[figures], &below, room - 4.0);
    let name = Text::axis(middle, base + 16.0, "").anchor(Anchor::Middle);
    sheet.first_that_fits(&column.names, &name, room - 2.0);
}

fn wave_columns(document: &Document, figures: &Figures) -> Vec<Column> {
    let waves = document.waves.iter().zip(&figures.office).enumerate();
    waves
        .map(|(index, (wave, office))| {
            let number = (index + 1).to_string();
            let name = fill("picture.wave", &[("number", &number)]);
            let cause = |entry: &EntryId| {
                let days = figures.entry(entry).map_or(0.0, |entry| entry.build_days);
                (days > 0.0).then(|| (entry.clone(), days))
            };
            Column {
                full_name: fill("picture.capacity.wave", &[("number", &number)]),
                names: [name, number],
                capacity: office.capacity,
                run: office.run,
                build: office.build,
                causes: wave.items.iter().filter_map(|item| cause(&item.entry)).collect(),
                wave: Some(index + 1),
            }
        })
        .collect()
}

fn month_columns(document: &Document, figures: &Figures) -> Vec<Column> {
    months(document, figures)
        .into_iter()
        .map(|month| Column {
            names: [month_name(month.first), phrase::month_short(month.first.parts().1).to_owned()],
            full_name: phrase::month_of(month.first),
            capacity: month.capacity,
            run: month.run,
            build: month.build,
            causes: month.built,
            wave: None,
        })
        .collect()
}

fn table(document: &Document, period: Period, columns: &[Column]) -> TableTwin {
    let catalogue = Catalogue::of(document);
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
        "picture.capacity.column.causes",
    ];
    let row = |column: &Column| {
        let level = LoadColour::of(column.utilisation());
        let causes = column
            .causes
            .iter()
            .map(|(entry, days)| format!("{} {}", catalogue.short_name(entry), phrase::days(*days)));
        vec![
            phrase::sentence_start(&column.full_name),
            phrase::days(column.capacity),
            phrase::days(column.build),
            phrase::days(column.run),
            phrase::days((column.capacity - column.demand()).max(0.0)),
            phrase::days(column.over()),
            format!("{} {}", load_text(column.utilisation()), level_name(level)),
            causes.collect::<Vec<_>>().join(", "),
        ]
    };
    TableTwin {
        columns: heads.iter().map(|head| t(head).to_owned()).collect(),
        rows: columns.iter().map(row).collect(),
    }
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
        assert!(view.table.rows[0][7].contains("PMO charter"), "{:?}", view.table.rows[0]);
        let months = capacity(&document, &figures, Period::Months, 900.0);
        assert_eq!(months.table.rows.len(), 12);
    }
}
