//! Value against effort: every entry that is a candidate or chosen, in four fields (PMO fact base 6.3).

use crate::domain::catalogue::Catalogue;
use crate::domain::figures::Figures;
use crate::domain::figures::number::{fixed, short};
use crate::domain::figures::score::EntryScore;
use crate::domain::model::document::Document;
use crate::domain::model::planning::SelectionState;
use crate::domain::order;
use crate::domain::wording::{count, fill, t};

use super::callouts::{LeftOver, Named, name_dots, number_key};
use super::finding::counted_word;
use super::primitives::{Anchor, Form, Shape, TableTwin, Target, View};
use super::sheet::{Mark, Sheet, Text};

const LEFT: f64 = 28.0;
const TOP: f64 = 26.0;
const HEIGHT: f64 = 500.0;
/// Strips above and below the dots, for the names of the fields.
const STRIP: f64 = 24.0;
/// Radius of the dot with the most run work.
const LARGEST: f64 = 13.0;
/// Smallest radius: a dot without run work can still be seen and hit.
const LEAST: f64 = 3.5;
/// Classes of the dots of planned entries, from the first waves to the last.
const STEPS: [&str; 4] = ["wave-dot-1", "wave-dot-2", "wave-dot-3", "wave-dot-4"];

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
    /// Run work, person-days a month.
    run: f64,
    /// The wave in which it is planned, from 1.
    wave: Option<usize>,
}

impl Dot<'_> {
    /// Its class: filled by the share of the waves that come before it, hollow while it stands in none.
    fn class(&self, wave_count: usize) -> &'static str {
        match (self.wave, self.state) {
            (Some(wave), _) => STEPS.get(step(wave, wave_count)).copied().unwrap_or("wave-dot-4"),
            (None, SelectionState::Chosen) => "wave-dot-chosen",
            (None, _) => "wave-dot-none",
        }
    }
}

/// Which of the four steps a wave, from 1, belongs to: each of four waves has its own, more share them evenly.
fn step(wave: usize, wave_count: usize) -> usize {
    (wave - 1) * STEPS.len() / wave_count.max(STEPS.len())
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
            run: figures.entry(&score.id).map_or(0.0, |entry| entry.run_days_per_month),
            wave: document.wave_of(&score.id),
        })
        .filter(|dot| matches!(dot.state, SelectionState::Candidate | SelectionState::Chosen))
        .collect();
    order::by_key(&mut dots, |dot| dot.score.effective_rank);
    dots
}

/// An axis in whole steps around what the entries reach, and where it lies on the sheet.
struct Axis {
    from: f64,
    to: f64,
    start: f64,
    end: f64,
}

impl Axis {
    fn around(values: impl Iterator<Item = f64>, start: f64, end: f64) -> Self {
        let (least, most) =
            values.fold((f64::MAX, f64::MIN), |(least, most), value| (least.min(value), most.max(value)));
        let from = least.floor();
        Self { from, to: most.ceil().max(from + 1.0), start, end }
    }

    fn at(&self, value: f64) -> f64 {
        self.start + (value - self.from) / (self.to - self.from) * (self.end - self.start)
    }

    fn ticks(&self) -> impl Iterator<Item = f64> {
        let count = (self.to - self.from).round().clamp(0.0, 20.0) as u8;
        let from = self.from;
        (0..=count).map(move |step| from + f64::from(step))
    }
}

/// Draws the grid with its table.
pub fn value_effort(document: &Document, figures: &Figures, width: f64) -> View {
    let dots = dots(document, figures);
    let middle = middle(&dots);
    let table = table(&dots, middle);
    let mut sheet = Sheet::new(width, 240.0);
    if dots.is_empty() {
        let summary = t("picture.grid.nothing").to_owned();
        return View { picture: sheet.nothing(t("picture.grid.nothing_title").to_owned(), summary), table };
    }
    let (right, bottom) = (sheet.width - 4.0, TOP + HEIGHT);
    let across = Axis::around(dots.iter().map(|dot| dot.effort), LEFT + LARGEST + 4.0, right - LARGEST - 4.0);
    let up = Axis::around(dots.iter().map(|dot| dot.value), bottom - STRIP - LARGEST, TOP + STRIP + LARGEST);
    let (x, y) = (across.at(middle.0), up.at(middle.1));
    sheet.rect("chart-band", [LEFT, TOP, x - LEFT, y - TOP], 0.0);
    sheet.line("chart-rule", (x, TOP), (x, bottom));
    sheet.line("chart-rule", (LEFT, y), (right, y));
    sheet.line("chart-base", (LEFT, TOP), (LEFT, bottom));
    sheet.line("chart-base", (LEFT, bottom), (right, bottom));
    for mark in across.ticks() {
        sheet.text(Text::axis(across.at(mark), bottom + 16.0, &short(mark, 0)).anchor(Anchor::Middle));
    }
    for mark in up.ticks() {
        sheet.text(Text::axis(LEFT - 6.0, up.at(mark) + 4.0, &short(mark, 0)).anchor(Anchor::End));
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
    let most_run = dots.iter().map(|dot| dot.run).fold(0.0, f64::max);
    let radius = |run: f64| if most_run > 0.0 { (run / most_run).sqrt() * LARGEST } else { 0.0 }.max(LEAST);
    let named = |dot: &Dot<'_>| Named {
        centre: (across.at(dot.effort), up.at(dot.value)),
        radius: radius(dot.run),
        name: dot.name.clone(),
    };
    // The largest lie behind the others.
    let mut drawn: Vec<&Dot<'_>> = dots.iter().collect();
    order::by(&mut drawn, |a, b| b.run.total_cmp(&a.run));
    for dot in drawn {
        let Named { centre, radius, .. } = named(dot);
        let circle = Shape::new(dot.class(document.waves.len()), Form::Circle { centre, radius });
        sheet.push(circle.target(Target::Entry(dot.score.id.clone())).hint(hint(dot)));
    }
    let places: Vec<Named> = dots.iter().map(named).collect();
    let left_over =
        name_dots(&mut sheet, &places, (LEFT + 2.0, TOP + STRIP - 4.0, right, bottom - STRIP + 4.0));
    sheet.y = bottom + 40.0;
    key(
        &mut sheet,
        &dots,
        document.waves.len(),
        [most_run / 4.0, most_run].map(|run| (run, radius(run))),
        &left_over,
    );
    let is_assessed = figures.areas.iter().any(|area| area.level.is_some());
    let quick_wins = dots.iter().filter(|dot| field(dot, middle) == GridField::QuickWin).count();
    let title = match (is_assessed, quick_wins) {
        (false, _) => t("picture.grid.unassessed").to_owned(),
        (true, 0) => t("picture.grid.none").to_owned(),
        (true, count) => counted_word("picture.grid.title", count),
    };
    View { picture: sheet.finish(title, t("picture.grid.summary").to_owned()), table }
}

/// What the place and the look of a dot say, in words.
fn hint(dot: &Dot<'_>) -> String {
    fill(
        "picture.grid.hint",
        &[
            ("entry", &dot.name),
            ("value", &fixed(dot.value, 1)),
            ("effort", &fixed(dot.effort, 1)),
            ("run", &short(dot.run, 1)),
            ("wave", &wave_words(dot)),
        ],
    )
}

fn wave_words(dot: &Dot<'_>) -> String {
    match dot.wave {
        Some(wave) => fill("picture.wave", &[("number", &wave.to_string())]),
        None => t("picture.grid.no_wave").to_owned(),
    }
}

/// The key: what colour and area stand for, and the names of the numbers.
fn key(sheet: &mut Sheet, dots: &[Dot<'_>], wave_count: usize, sizes: [(f64, f64); 2], left_over: &LeftOver) {
    let mut colours = Vec::new();
    for (index, class) in STEPS.into_iter().enumerate() {
        let mut waves = (1..=wave_count).filter(|wave| step(*wave, wave_count) == index);
        let Some(first) = waves.next() else { continue };
        let words = match waves.next_back() {
            None => fill("picture.wave", &[("number", &first.to_string())]),
            Some(last) => {
                fill("picture.grid.waves", &[("from", &first.to_string()), ("to", &last.to_string())])
            }
        };
        colours.push(Mark::circle(class, 6.0, &words));
    }
    let hollow =
        [("wave-dot-chosen", "picture.grid.chosen_only"), ("wave-dot-none", "picture.grid.candidate")];
    for (class, words) in hollow {
        if dots.iter().any(|dot| dot.class(wave_count) == class) {
            colours.push(Mark::circle(class, 6.0, t(words)));
        }
    }
    sheet.key(&colours);
    if sizes[1].0 > 0.0 {
        let size = |(run, radius): (f64, f64)| {
            Mark::circle("wave-dot-none", radius, &fill("picture.grid.run", &[("days", &short(run, 1))]))
        };
        sheet.key(&sizes.map(size));
    }
    number_key(sheet, &left_over.numbered);
    if left_over.unnamed > 0 {
        sheet.y += 18.0;
        let words = count("picture.grid.unnamed", left_over.unnamed);
        sheet.fitted(Text::quiet(0.0, sheet.y, &words), sheet.width);
    }
    sheet.y += 8.0;
}

fn table(dots: &[Dot<'_>], middle: (f64, f64)) -> TableTwin {
    let columns = [
        "picture.grid.column.entry",
        "picture.grid.value",
        "picture.grid.effort",
        "picture.grid.column.run",
        "picture.grid.column.field",
        "picture.grid.column.state",
        "picture.grid.column.wave",
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
            fixed(dot.run, 1),
            field(dot, middle).name().to_owned(),
            state.to_owned(),
            wave_words(dot),
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

    fn texts(view: &View) -> Vec<&str> {
        let text = |shape: &'_ Shape| matches!(shape.form, Form::Text { .. });
        let texts = view.picture.shapes.iter().filter(|shape| text(shape));
        texts
            .filter_map(
                |shape| if let Form::Text { text, .. } = &shape.form { Some(text.as_str()) } else { None },
            )
            .collect()
    }

    #[test]
    fn every_open_entry_has_a_dot_a_row_and_a_name() {
        for document in
            [Example::Norvik.document().unwrap(), Example::Halden.document().unwrap(), Document::default()]
        {
            for width in [240.0, 322.0, 1_176.0, f64::NAN] {
                let view = value_effort(&document, &Figures::of(&document), width);
                let mut dots = 0;
                for shape in view.picture.shapes.iter().filter(|shape| shape.target.is_some()) {
                    let Form::Circle { centre: (x, y), radius } = shape.form else { panic!("{shape:?}") };
                    assert!(x - radius > LEFT && x + radius < view.picture.width, "{shape:?}");
                    assert!(y - radius > TOP && y + radius < TOP + HEIGHT, "{shape:?}");
                    dots += 1;
                }
                assert_eq!(dots, view.table.rows.len());
                let texts = texts(&view);
                for row in &view.table.rows {
                    let is_in_key =
                        |text: &&str| text.split_once(' ').is_some_and(|(_, name)| name == row[0]);
                    assert!(
                        texts.contains(&row[0].as_str()) || texts.iter().any(is_in_key),
                        "{} at {width}",
                        row[0]
                    );
                }
            }
        }
    }

    #[test]
    fn area_tells_the_run_work_and_colour_the_wave() {
        let document = Example::Norvik.document().unwrap();
        let view = value_effort(&document, &Figures::of(&document), 1_120.0);
        let look = |name: &str| {
            let is_meant = |shape: &&Shape| shape.hint.as_ref().is_some_and(|hint| hint.starts_with(name));
            let shape = view.picture.shapes.iter().find(is_meant).unwrap();
            let Form::Circle { radius, .. } = shape.form else { panic!("{shape:?}") };
            let row = view.table.rows.iter().find(|row| row[0] == name).unwrap();
            (shape.class, radius, row[3].parse::<f64>().unwrap(), row[6].clone())
        };
        let (office, planned) = (look("PMO charter"), look("Project register"));
        assert_eq!((office.0, office.3.as_str()), ("wave-dot-1", "Wave 1"));
        assert!((planned.1 / LARGEST).powi(2) <= 1.0 && planned.1 > office.1, "{planned:?}");
        let rows = view.table.rows.iter().filter(|row| row[6] == "In no wave").count();
        let hollow = ["wave-dot-none", "wave-dot-chosen"];
        let is_hollow = |shape: &&Shape| shape.target.is_some() && hollow.contains(&shape.class);
        assert_eq!(view.picture.shapes.iter().filter(is_hollow).count(), rows);
    }

    #[test]
    fn many_waves_share_four_steps() {
        for (waves, steps) in
            [(1, vec![0]), (3, vec![0, 1, 2]), (4, vec![0, 1, 2, 3]), (6, vec![0, 0, 1, 2, 2, 3])]
        {
            assert_eq!((1..=waves).map(|wave| step(wave, waves)).collect::<Vec<_>>(), steps);
        }
    }

    #[test]
    fn the_best_value_for_effort_is_a_quick_win() {
        let document = Example::Norvik.document().unwrap();
        let view = value_effort(&document, &Figures::of(&document), 900.0);
        let found = |name: &str| view.table.rows.iter().find(|row| row[0] == name).unwrap()[4].clone();
        assert_eq!(found("Project register"), "Quick wins");
        assert_eq!(found("Project method"), "Big bets");
        assert!(view.picture.title.ends_with("entries give much for little"), "{}", view.picture.title);
    }

    #[test]
    fn a_plan_without_levels_says_what_its_fields_rest_on() {
        let document = Document::default();
        let view = value_effort(&document, &Figures::of(&document), 600.0);
        assert_eq!(view.table.rows.len(), 45);
        assert!(view.picture.title.starts_with("Nothing is assessed yet"), "{}", view.picture.title);
    }
}
