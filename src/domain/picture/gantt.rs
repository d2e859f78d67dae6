//! The Gantt chart: one row for each entry inside its wave, with arrows from what must be finished before.
//!
//! Names stand in a column of their own and arrows run behind the bars, so that nothing crosses a label.

use std::collections::BTreeMap;

use crate::domain::catalogue::Catalogue;
use crate::domain::figures::Figures;
use crate::domain::figures::schedule::{WorkBar, schedule};
use crate::domain::model::document::Document;
use crate::domain::model::entry::EntryKind;
use crate::domain::model::ids::EntryId;
use crate::domain::model::scalar::Date;
use crate::domain::wording::{count, fill, phrase, t};

use super::axis::TimeAxis;
use super::bar::bar_hint;
use super::finding::roadmap_title;
use super::primitives::{Anchor, TableTwin, Target, View};
use super::sheet::{Sheet, Text};

const NAME: f64 = 196.0;
const RIGHT: f64 = 10.0;
const HEAD: f64 = 46.0;
const ROW: f64 = 22.0;
const BAR: f64 = 12.0;
const LEAST_WIDTH: f64 = 480.0;
/// Over so many links, only those of the entry in focus are drawn.
const LINKS_AT_MOST: usize = 60;

/// Draws the chart with its table; arrows of one entry alone where one is in focus.
pub fn gantt(
    document: &Document,
    figures: &Figures,
    focus: Option<&EntryId>,
    today: Option<Date>,
    width: f64,
) -> View {
    let bars = schedule(document, figures);
    let links = links(figures, &bars);
    let table = table(document, &bars, &links);
    let mut sheet = Sheet::new(width, LEAST_WIDTH);
    let title = roadmap_title(figures);
    if bars.is_empty() {
        let summary = t("picture.roadmap.nothing.summary").to_owned();
        return View { picture: sheet.nothing(title, summary), table };
    }
    let axis = TimeAxis::new(document, figures, NAME, sheet.width - RIGHT);
    let bottom = HEAD + ROW * bars.len() as f64 + 6.0;
    heads(&mut sheet, &axis, bottom);
    let shown: Vec<&Link> = links.iter().filter(|link| is_shown(link, &bars, focus, links.len())).collect();
    for link in &shown {
        arrow(&mut sheet, &axis, &bars, link);
    }
    for (row, bar) in bars.iter().enumerate() {
        draw(&mut sheet, document, &axis, row, bar, focus);
    }
    if let Some(day) = today.filter(|day| {
        figures
            .spans
            .first()
            .zip(figures.spans.last())
            .is_some_and(|(first, last)| first.start <= *day && *day <= last.end)
    }) {
        let x = axis.at(day.civil());
        sheet.line("chart-base", (x, HEAD - 4.0), (x, bottom)).hint =
            Some(t("picture.roadmap.hint.today").to_owned());
    }
    sheet.y = bottom;
    sheet.legend(&[
        ("gantt-product", t("picture.roadmap.legend.product")),
        ("gantt-service", t("picture.roadmap.legend.service")),
    ]);
    let hidden = links.len() - shown.len();
    let summary = if hidden == 0 {
        count("picture.gantt.links", links.len())
    } else {
        fill("picture.gantt.hidden", &[("count", &links.len().to_string())])
    };
    View { picture: sheet.finish(title, summary), table }
}

/// A prerequisite that is planned: the rows of it and of what needs it.
struct Link {
    from: usize,
    to: usize,
    /// The bar of what needs it begins before the prerequisite is launched, in another wave or out of order.
    is_broken: bool,
}

fn links(figures: &Figures, bars: &[WorkBar]) -> Vec<Link> {
    let rows: BTreeMap<&EntryId, usize> =
        bars.iter().enumerate().map(|(row, bar)| (&bar.entry, row)).collect();
    let mut links = Vec::new();
    for (to, bar) in bars.iter().enumerate() {
        let Some(entry) = figures.entry(&bar.entry) else { continue };
        for needed in &entry.prerequisites {
            let Some((from, before)) = rows.get(&needed.entry).and_then(|row| Some((*row, bars.get(*row)?)))
            else {
                continue;
            };
            let in_order = before.wave < bar.wave
                || (needed.same_wave && before.wave == bar.wave && before.place < bar.place);
            links.push(Link { from, to, is_broken: !in_order });
        }
    }
    links
}

fn is_shown(link: &Link, bars: &[WorkBar], focus: Option<&EntryId>, link_count: usize) -> bool {
    let is = |row: usize| bars.get(row).map(|bar| &bar.entry) == focus;
    match focus {
        Some(_) => is(link.from) || is(link.to),
        None => link_count <= LINKS_AT_MOST,
    }
}

/// Bands and names of the waves, and the months.
fn heads(sheet: &mut Sheet, axis: &TimeAxis, bottom: f64) {
    for wave in 0..axis.wave_count() {
        let (left, right) = axis.wave(wave);
        if wave % 2 == 0 {
            sheet.rect("chart-band", [left, 0.0, right - left, bottom], 0.0).target =
                Some(Target::Wave(wave + 1));
        }
        sheet.line("chart-rule", (left, 0.0), (left, bottom));
        let number = (wave + 1).to_string();
        let name = fill("picture.wave", &[("number", &number)]);
        sheet.first_that_fits(&[name, number], &Text::strong(left + 6.0, 16.0, ""), right - left - 8.0);
    }
    for (x, month) in axis.months() {
        sheet.text(Text::axis(x, 34.0, &month));
    }
    sheet.line("chart-rule", (0.0, HEAD - 4.0), (axis.right, HEAD - 4.0));
}

fn middle(row: usize) -> f64 {
    HEAD + ROW * (row as f64 + 0.5)
}

/// From the end of one bar to the start of another, in right angles; between the rows where it must go back.
fn arrow(sheet: &mut Sheet, axis: &TimeAxis, bars: &[WorkBar], link: &Link) {
    let (Some(before), Some(after)) = (bars.get(link.from), bars.get(link.to)) else { return };
    let (from, to) =
        ((axis.end_of(before.to), middle(link.from)), (axis.at(after.from.civil()), middle(link.to)));
    let out = (from.0 + 5.0).min(axis.right + RIGHT - 1.0);
    let mut points = vec![from, (out, from.1)];
    if to.0 - 8.0 >= out {
        points.push((out, to.1));
    } else {
        let between = if to.1 > from.1 { to.1 - ROW / 2.0 } else { to.1 + ROW / 2.0 };
        let back = (to.0 - 8.0).max(NAME - 6.0);
        points.extend([(out, between), (back, between), (back, to.1)]);
    }
    points.push(to);
    let line = sheet.path("edge", points);
    if link.is_broken {
        line.signs.push(("data-broken", "true"));
    }
    let head = vec![(to.0 - 5.0, to.1 - 3.0), to, (to.0 - 5.0, to.1 + 3.0)];
    let head = sheet.path("edge", head);
    if link.is_broken {
        head.signs.push(("data-broken", "true"));
    }
}

fn draw(
    sheet: &mut Sheet,
    document: &Document,
    axis: &TimeAxis,
    row: usize,
    bar: &WorkBar,
    focus: Option<&EntryId>,
) {
    let y = middle(row);
    let is_focus = focus == Some(&bar.entry);
    let name =
        if is_focus { Text::strong(0.0, y + 4.0, &bar.name) } else { Text::label(0.0, y + 4.0, &bar.name) };
    sheet.fitted(name, NAME - 28.0);
    sheet.text(Text::axis(NAME - 10.0, y + 4.0, &bar.wave.to_string()).anchor(Anchor::End));
    let left = axis.at(bar.from.civil()).min(axis.right - 4.0);
    let right = axis.end_of(bar.to).max(left + 4.0);
    let class = match bar.kind {
        EntryKind::Product => "gantt-product",
        EntryKind::Service => "gantt-service",
    };
    let hint = bar_hint(document, bar);
    let shape = sheet.rect(class, [left, y - BAR / 2.0, right - left, BAR], 3.0);
    shape.hint = Some(hint);
    shape.target = Some(Target::Entry(bar.entry.clone()));
}

fn table(document: &Document, bars: &[WorkBar], links: &[Link]) -> TableTwin {
    let format = document.plan.date_format;
    let catalogue = Catalogue::of(document);
    let columns = [
        "picture.roadmap.column.entry",
        "picture.roadmap.column.wave",
        "picture.roadmap.column.from",
        "picture.roadmap.column.to",
        "picture.roadmap.column.build",
        "picture.gantt.column.after",
    ];
    let row = |(row, bar): (usize, &WorkBar)| {
        let before = links.iter().filter(|link| link.to == row).filter_map(|link| bars.get(link.from));
        let before: Vec<String> = before.map(|bar| catalogue.short_name(&bar.entry)).collect();
        vec![
            bar.name.clone(),
            bar.wave.to_string(),
            phrase::date(format, bar.from),
            phrase::date(format, bar.to),
            phrase::days(bar.build_days),
            before.join(", "),
        ]
    };
    TableTwin {
        columns: columns.iter().map(|column| t(column).to_owned()).collect(),
        rows: bars.iter().enumerate().map(row).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::example::Example;

    fn edges(view: &View) -> usize {
        view.picture.shapes.iter().filter(|shape| shape.class == "edge").count() / 2
    }

    #[test]
    fn links_are_drawn_and_named_and_focus_leaves_those_of_one_entry() {
        let document = Example::Norvik.document().unwrap();
        let figures = Figures::of(&document);
        let all = gantt(&document, &figures, None, None, 1000.0);
        assert_eq!(all.table.rows.len(), 15);
        let named: usize = all.table.rows.iter().filter(|row| !row[5].is_empty()).count();
        assert!(named > 0 && edges(&all) >= named);
        let charter = EntryId::from("pmo-charter");
        let few = gantt(&document, &figures, Some(&charter), None, 1000.0);
        assert!(edges(&few) > 0 && edges(&few) < edges(&all));
    }
}
