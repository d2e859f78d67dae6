//! The run-load horizon as a picture: run work of each month under what the office can do, with the limits of 6.4.

use crate::domain::catalogue::Catalogue;
use crate::domain::figures::Figures;
use crate::domain::figures::horizon::{RunHorizon, RunMonth, STOPPED, STRAINED, run_horizon};
use crate::domain::figures::number::{exceeds, fixed};
use crate::domain::model::document::Document;
use crate::domain::wording::{fill, phrase, t};

use super::load_heat::month_name;
use super::primitives::{Anchor, TableTwin, View};
use super::sheet::{Sheet, Text};

const PLOT: f64 = 170.0;
const TOP: f64 = 34.0;
const LEAST_COLUMN: f64 = 26.0;
/// Room for the names of the limits.
const RIGHT: f64 = 56.0;

/// Draws the horizon with its table.
pub fn horizon(document: &Document, figures: &Figures, width: f64) -> View {
    let horizon = run_horizon(document, figures);
    let table = table(&horizon);
    let mut sheet = Sheet::new(width, (LEAST_COLUMN * horizon.months.len() as f64 + RIGHT).max(320.0));
    if horizon.months.is_empty() {
        let (title, summary) = (t("picture.roadmap.empty"), t("picture.roadmap.empty.summary"));
        return View { picture: sheet.nothing(title.to_owned(), summary.to_owned()), table };
    }
    let tallest = horizon.months.iter().flat_map(|month| [month.run, month.capacity]).fold(1.0, f64::max);
    let (scale, base) = (PLOT / tallest, TOP + PLOT);
    let room = (sheet.width - RIGHT) / horizon.months.len() as f64;
    for (index, month) in horizon.months.iter().enumerate() {
        let left = room * index as f64;
        if month.is_after_plan {
            sheet.rect("chart-band", [left, TOP, room, PLOT], 0.0);
        }
        let height = month.run * scale;
        let class = if exceeds(month.share(), STOPPED) { "use-excess" } else { "use-run" };
        if height > 0.5 {
            sheet.rect(class, [left + 3.0, base - height, room - 6.0, height], 0.0).hint = Some(hint(month));
        }
        sheet.column_name(&month_name(month.first), (left + room / 2.0, base + 16.0), room);
    }
    for (class, share) in [("use-capacity", 1.0), ("chart-limit", STOPPED), ("chart-rule", STRAINED)] {
        let steps = horizon.months.iter().enumerate().flat_map(|(index, month)| {
            let y = base - month.capacity * share * scale;
            [(room * index as f64, y), (room * (index + 1) as f64, y)]
        });
        let points: Vec<(f64, f64)> = steps.collect();
        let end = points.last().copied().unwrap_or_default();
        sheet.path(class, points);
        let name = fill("picture.horizon.limit", &[("share", &fixed(share * 100.0, 0))]);
        sheet.text(Text::axis(end.0 + 4.0, end.1 + 4.0, &name));
    }
    sheet.line("chart-base", (0.0, base), (room * horizon.months.len() as f64, base));
    if let Some(month) = horizon.stopped.and_then(|place| Some((place, horizon.months.get(place)?))) {
        let x = room * (month.0 as f64 + 0.5);
        sheet.line("chart-limit", (x, TOP - 10.0), (x, base));
        let name = phrase::month_of(month.1.first);
        let words = fill("picture.horizon.stop", &[("month", &name)]);
        let anchor = if x > sheet.width / 2.0 { Anchor::End } else { Anchor::Start };
        let text = Text::strong(x, TOP - 16.0, "").anchor(anchor).sign("data-level", "over");
        sheet.first_that_fits(&[words, name], &text, sheet.width);
    }
    sheet.y = base + 30.0;
    sheet.legend(&[
        ("use-run", t("picture.horizon.run")),
        ("use-excess", t("picture.horizon.too_much")),
        ("chart-band", t("picture.horizon.after")),
    ]);
    let (title, summary) = words(document, &horizon);
    View { picture: sheet.finish(title, summary), table }
}

/// The heading and the advice.
fn words(document: &Document, horizon: &RunHorizon) -> (String, String) {
    let month = |place: Option<usize>| place.and_then(|place| horizon.months.get(place));
    let name = |month: &RunMonth| phrase::month_of(month.first);
    let values = |month: &RunMonth| {
        [fixed(month.run, 1), fixed(month.capacity, 1), fixed((month.share() * 100.0).min(999.0), 0)]
    };
    let Some(stopped) = month(horizon.stopped) else {
        let title = t("picture.horizon.never").to_owned();
        let summary = match month(horizon.strained) {
            Some(strained) => fill("picture.horizon.strained", &[("month", &name(strained))]),
            None => t("picture.horizon.easy").to_owned(),
        };
        return (title, summary);
    };
    let title = fill("picture.horizon.title", &[("month", &name(stopped))]);
    let [run, capacity, share] = values(stopped);
    let numbers = [("run", run.as_str()), ("capacity", capacity.as_str()), ("share", share.as_str())];
    let catalogue = Catalogue::of(document);
    let services: Vec<String> = horizon
        .retire
        .iter()
        .map(|service| {
            let (name, days) = (catalogue.short_name(&service.entry), fixed(service.run, 1));
            fill("picture.horizon.service", &[("name", &name), ("days", &days)])
        })
        .collect();
    let advice = if services.is_empty() {
        t("picture.horizon.nothing_to_retire").to_owned()
    } else if exceeds(horizon.left_over, 0.0) {
        let left = fixed(horizon.left_over, 1);
        fill("picture.horizon.not_enough", &[("services", &phrase::list(&services)), ("left", &left)])
    } else {
        fill("picture.horizon.retire", &[("services", &phrase::list(&services))])
    };
    (title, format!("{} {advice}", fill("picture.horizon.numbers", &numbers)))
}

fn hint(month: &RunMonth) -> String {
    let (run, capacity) = (fixed(month.run, 1), fixed(month.capacity, 1));
    let name = phrase::month_of(month.first);
    fill("picture.horizon.hint", &[("month", &name), ("run", &run), ("capacity", &capacity)])
}

fn table(horizon: &RunHorizon) -> TableTwin {
    let columns = [
        "picture.horizon.column.month",
        "picture.horizon.column.run",
        "picture.horizon.column.capacity",
        "picture.horizon.column.share",
        "picture.horizon.column.verdict",
    ];
    let row = |month: &RunMonth| {
        let verdict = if exceeds(month.share(), STOPPED) {
            "picture.horizon.verdict.stop"
        } else if exceeds(month.share(), STRAINED) {
            "picture.horizon.verdict.strained"
        } else {
            "picture.horizon.verdict.easy"
        };
        vec![
            phrase::month_of(month.first),
            fixed(month.run, 1),
            fixed(month.capacity, 1),
            fixed(month.share(), 2),
            t(verdict).to_owned(),
        ]
    };
    TableTwin {
        columns: columns.iter().map(|column| t(column).to_owned()).collect(),
        rows: horizon.months.iter().map(row).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::example::Example;

    #[test]
    fn the_heading_names_the_month_and_the_sentence_what_to_retire() {
        let document = Example::Norvik.document().unwrap();
        let view = horizon(&document, &Figures::of(&document), 900.0);
        assert_eq!(view.picture.title, "From January 2028, run work stops the build-out");
        assert!(view.picture.summary.contains("38.0 of 37.2 person-days"), "{}", view.picture.summary);
        assert!(view.picture.summary.contains("Retir"), "{}", view.picture.summary);
        assert_eq!(view.table.rows.len(), 18);
    }
}
