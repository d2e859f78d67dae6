//! Plans compared: their value month by month as lines, their key figures, and what stands in another wave.

use crate::domain::catalogue::Catalogue;
use crate::domain::catalogue::guidance::guidance;
use crate::domain::figures::colour::{LoadColour, load_text};
use crate::domain::figures::number::{fixed, short};
use crate::domain::model::group::Group;
use crate::domain::model::plan::{Currency, DateFormat};
use crate::domain::order;
use crate::domain::whatif::outcome::Outcome;
use crate::domain::whatif::scenario::{Branch, differences};
use crate::domain::wording::{count, fill, phrase, t};

use super::finding::group_name;
use super::lettering::{fit, text_width};
use super::load_heat::level_name;
use super::primitives::{Anchor, TableTwin, TextSize, View};
use super::sheet::{Sheet, Text};

const PLOT: f64 = 180.0;
const TOP: f64 = 16.0;
const LEFT: f64 = 48.0;
/// Room for names at the ends of the lines.
const RIGHT: f64 = 220.0;
const LINE_HEIGHT: f64 = 15.0;
/// More lines than this cannot be told apart.
const LINES: [&str; 5] = ["1", "2", "3", "4", "5"];

/// The value of each plan by month.
pub fn value_lines(outcomes: &[Outcome], width: f64) -> View {
    let table = value_table(outcomes);
    let mut sheet = Sheet::new(width, 480.0);
    let best = outcomes.iter().reduce(|best, next| if next.value > best.value + 1e-9 { next } else { best });
    let months = outcomes.iter().map(|outcome| outcome.value_by_month.len()).max().unwrap_or(0);
    let highest = outcomes.iter().map(|outcome| outcome.value).fold(0.0, f64::max);
    let Some(best) = best.filter(|_| months > 0 && highest > 0.0) else {
        let summary = t("picture.roadmap.nothing.summary").to_owned();
        return View { picture: sheet.nothing(t("picture.value.nothing").to_owned(), summary), table };
    };
    let step = round_step(highest);
    let top = (highest / step).ceil() * step;
    let (right, base) = (sheet.width - RIGHT, TOP + PLOT);
    let place = |month: usize, value: f64| {
        let x = LEFT + (right - LEFT) * month as f64 / months as f64;
        (x, base - value / top * PLOT)
    };
    for tick in 0..=(top / step).round() as usize {
        let value = step * tick as f64;
        let y = place(0, value).1;
        sheet.line("chart-grid", (LEFT, y), (right, y));
        sheet.text(Text::axis(LEFT - 6.0, y + 4.0, &short(value, 2)).anchor(Anchor::End));
    }
    for month in 1..=months {
        let x = place(month, 0.0).0;
        let name = Text::axis(x, base + 16.0, "").anchor(Anchor::Middle);
        sheet.first_that_fits(&[month.to_string()], &name, (right - LEFT) / months as f64 * 3.0);
    }
    sheet.fitted(Text::axis(LEFT, base + 32.0, t("picture.compare.months")), right - LEFT);
    // Names at the ends of the lines, pushed apart from the highest down.
    let mut ends: Vec<(usize, f64)> =
        outcomes.iter().enumerate().map(|(index, outcome)| (index, place(months, outcome.value).1)).collect();
    order::by(&mut ends, |a, b| a.1.total_cmp(&b.1));
    let mut free_from = LINE_HEIGHT - 4.0;
    for (index, outcome) in outcomes.iter().enumerate() {
        let mut points = vec![place(0, 0.0)];
        points
            .extend(outcome.value_by_month.iter().enumerate().map(|(month, value)| place(month + 1, *value)));
        if let Some(line) = LINES.get(index % LINES.len()) {
            sheet.path("compare-line", points).signs.push(("data-line", line));
        }
    }
    for (index, y) in ends {
        let Some(outcome) = outcomes.get(index) else { continue };
        let y = y.max(free_from);
        free_from = y + LINE_HEIGHT;
        let value = fixed(outcome.value, 0);
        let room = RIGHT - 14.0 - text_width(&value, TextSize::Normal, true);
        let name = fit(&outcome.name, room, TextSize::Normal, true);
        sheet.text(Text::strong(right + 8.0, y + 4.0, &format!("{name} {value}")));
    }
    sheet.line("chart-base", (LEFT, base), (right, base));
    sheet.y = (base + 40.0).max(free_from);
    let is_tie = outcomes.iter().filter(|outcome| outcome.value >= best.value - 0.5).count() > 1;
    let title = if is_tie {
        fill("picture.compare.same", &[("value", &fixed(best.value, 0))])
    } else if outcomes.len() > 1 {
        // A plan that cannot be carried out is no winner.
        let key = if best.is_over() { "picture.compare.paper" } else { "picture.compare.title" };
        fill(key, &[("name", &best.name), ("value", &fixed(best.value, 0))])
    } else {
        fill("picture.compare.one", &[("name", &best.name), ("value", &fixed(best.value, 0))])
    };
    let most = outcomes.iter().map(|outcome| outcome.entry_count).max().unwrap_or(0);
    let title = if is_tie { title } else { with_flaws(title, best, most) };
    View { picture: sheet.finish(title, t("picture.compare.summary").to_owned()), table }
}

/// A statement about a plan with what speaks against it: entries that it leaves out and another plan places, and errors
/// of the health check.
pub(super) fn with_flaws(statement: String, plan: &Outcome, most_entries: usize) -> String {
    let [errors, _, _] = plan.findings;
    let fewer = most_entries.saturating_sub(plan.entry_count);
    let flaws = [("picture.compare.fewer", fewer), ("picture.compare.errors", errors)];
    let flaws: Vec<String> =
        flaws.into_iter().filter(|(_, number)| *number > 0).map(|(key, number)| count(key, number)).collect();
    if flaws.is_empty() {
        return statement;
    }
    // A plan that breaks its limits has nothing in its favour.
    let key = if plan.is_over() { "picture.compare.and" } else { "picture.compare.but" };
    fill(key, &[("statement", &statement), ("flaws", &phrase::list(&flaws))])
}

/// The key figures of plans, one column for each.
pub fn key_figures(outcomes: &[Outcome], format: DateFormat, currency: Currency) -> TableTwin {
    let mut columns = vec![t("picture.compare.column.figure").to_owned()];
    columns.extend(outcomes.iter().map(|outcome| outcome.name.clone()));
    let row = |key: &str, value: &dyn Fn(&Outcome) -> String| {
        std::iter::once(t(key).to_owned()).chain(outcomes.iter().map(value)).collect::<Vec<_>>()
    };
    let level =
        |utilisation: f64| format!("{} {}", load_text(utilisation), level_name(LoadColour::of(utilisation)));
    let mut rows = vec![
        row("picture.compare.value", &|outcome| fixed(outcome.value, 0)),
        row("picture.compare.entries", &|outcome| outcome.entry_count.to_string()),
        row("picture.compare.office", &|outcome| match outcome.office_peak {
            (0, _) => "–".to_owned(),
            (wave, peak) => {
                fill("picture.compare.in_wave", &[("level", &level(peak)), ("wave", &wave.to_string())])
            }
        }),
    ];
    if outcomes.iter().any(|outcome| outcome.role_peak.is_some()) {
        rows.push(row("picture.compare.role", &|outcome| match &outcome.role_peak {
            None => "–".to_owned(),
            Some((role, wave, peak)) => {
                let (role, wave) = (guidance().role_name(role), wave.to_string());
                fill(
                    "picture.compare.role_in_wave",
                    &[("level", &level(*peak)), ("role", role), ("wave", &wave)],
                )
            }
        }));
    }
    for group in Group::ALL {
        let name = fill("picture.compare.group", &[("group", group_name(group))]);
        let cells = outcomes.iter().map(|outcome| level(*outcome.group_peaks.get(group)));
        rows.push(std::iter::once(name).chain(cells).collect());
    }
    rows.push(row("picture.compare.findings", &|outcome| {
        let [errors, warnings, hints] = outcome.findings.map(|count| count.to_string());
        fill("picture.compare.counts", &[("errors", &errors), ("warnings", &warnings), ("hints", &hints)])
    }));
    rows.push(row("picture.compare.end", &|outcome| {
        outcome.end.map_or_else(|| "–".to_owned(), |day| phrase::date(format, day))
    }));
    rows.push(row("picture.compare.cost", &|outcome| phrase::money(currency, outcome.cost)));
    TableTwin { columns, rows }
}

/// The smallest of 1, 2 and 5 times a power of ten that divides a height into five steps at most.
fn round_step(highest: f64) -> f64 {
    let tenth = 10_f64.powf((highest / 5.0).log10().floor());
    let steps = [1.0, 2.0, 5.0].map(|part| part * tenth);
    steps.into_iter().find(|step| step * 5.0 >= highest - 1e-9).unwrap_or(10.0 * tenth)
}

/// Entries that do not stand in the same wave in all plans, with the wave in each.
pub fn moved(branches: &[Branch]) -> TableTwin {
    let mut columns = vec![t("scenario.column.entry").to_owned()];
    columns.extend(branches.iter().map(|branch| branch.outcome.name.clone()));
    let Some(first) = branches.first() else { return TableTwin { columns, rows: Vec::new() } };
    let catalogue = Catalogue::of(&first.document);
    let place = |wave: &Option<usize>| match wave {
        Some(number) => fill("picture.wave", &[("number", &number.to_string())]),
        None => t("scenario.not_planned").to_owned(),
    };
    let rows = differences(branches).into_iter().map(|(entry, waves)| {
        std::iter::once(catalogue.short_name(&entry)).chain(waves.iter().map(place)).collect()
    });
    TableTwin { columns, rows: rows.collect() }
}

fn value_table(outcomes: &[Outcome]) -> TableTwin {
    let months = outcomes.iter().map(|outcome| outcome.value_by_month.len()).max().unwrap_or(0);
    let mut columns = vec![t("picture.compare.column.month").to_owned()];
    columns.extend(outcomes.iter().map(|outcome| outcome.name.clone()));
    let value = |outcome: &Outcome, month: usize| {
        outcome.value_by_month.get(month).map_or_else(|| "–".to_owned(), |value| fixed(*value, 0))
    };
    let rows = (0..months)
        .map(|month| {
            let values = outcomes.iter().map(|outcome| value(outcome, month));
            std::iter::once((month + 1).to_string()).chain(values).collect()
        })
        .collect();
    TableTwin { columns, rows }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ticks_of_value_are_round_numbers() {
        let cases =
            [(614.0, 200.0), (638.0, 200.0), (5.0, 1.0), (0.4, 0.1), (2414.0, 500.0), (1000.0, 200.0)];
        for (highest, expected) in cases {
            assert!((round_step(highest) - expected).abs() < 1e-9, "{highest}: {}", round_step(highest));
        }
    }

    use crate::domain::example::Example;
    use crate::domain::whatif::scenario::counter_plan;

    #[test]
    fn plans_stand_side_by_side_in_every_view() {
        let document = Example::Norvik.document().unwrap();
        let outcomes: Vec<Outcome> =
            counter_plan(&document).into_iter().map(|branch| branch.outcome).collect();
        let lines = value_lines(&outcomes, 800.0);
        assert_eq!(lines.picture.shapes.iter().filter(|shape| shape.class == "compare-line").count(), 3);
        assert_eq!(lines.table.rows.len(), 12);
        for name in ["Plan A 614", "Counter-plan", "Naive plan"] {
            let is_named = |shape: &super::super::primitives::Shape| matches!(&shape.form, super::super::primitives::Form::Text { text, .. } if text.starts_with(name));
            assert!(lines.picture.shapes.iter().any(is_named), "no line is called {name}");
        }
        let table = key_figures(&outcomes, DateFormat::Long, Currency::Eur);
        assert_eq!(table.columns.len(), 4);
        assert_eq!(table.rows.len(), 11);
        assert!(table.rows[0][1] == "614", "{:?}", table.rows[0]);
        assert_eq!(
            lines.picture.title,
            "Counter-plan by score brings the most: 638 points of value, but plans 2 entries fewer"
        );
        assert!(value_lines(&[], 500.0).picture.title.contains("Nothing"));
    }

    #[test]
    fn plans_by_role_show_their_fullest_role() {
        let mut document = Example::Norvik.document().unwrap();
        document.plan.settings.plan_by_role = true;
        let outcomes: Vec<Outcome> =
            counter_plan(&document).into_iter().map(|branch| branch.outcome).collect();
        let table = key_figures(&outcomes, DateFormat::Long, Currency::Eur);
        assert_eq!(table.rows.len(), 12);
        assert_eq!(table.rows[3][..2], ["Fullest role", "∞ Stop, Method specialist in wave 1"]);
    }

    #[test]
    fn a_plan_over_its_limits_wins_on_paper_alone() {
        let document = Example::Halden.document().unwrap();
        let outcomes: Vec<Outcome> =
            counter_plan(&document).into_iter().map(|branch| branch.outcome).collect();
        assert_eq!(outcomes.iter().map(Outcome::is_over).collect::<Vec<_>>(), [false, false, true]);
        assert_eq!(
            value_lines(&outcomes, 800.0).picture.title,
            "Naive plan brings the most on paper alone, over its limits: 2849 points of value, and has 19 errors"
        );
        let within = value_lines(&outcomes[..2], 800.0).picture.title;
        assert_eq!(
            within,
            "Counter-plan by score brings the most: 2492 points of value, but plans 2 entries fewer and has 4 errors"
        );
    }
}
