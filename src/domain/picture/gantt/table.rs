//! The Gantt chart as a table: days, effort, what comes before, the longest chain, and the baseline where there is one.

use crate::domain::figures::schedule::WorkBar;
use crate::domain::model::document::Document;
use crate::domain::picture::primitives::TableTwin;
use crate::domain::wording::{fill, phrase, t};

use super::baseline::{Baseline, Change};
use super::links::Link;

pub(super) fn table(
    document: &Document,
    bars: &[WorkBar],
    links: &[Link],
    chain: &[usize],
    baseline: Option<&Baseline>,
) -> TableTwin {
    let mut columns: Vec<String> = [
        "picture.roadmap.column.entry",
        "picture.roadmap.column.wave",
        "picture.roadmap.column.from",
        "picture.roadmap.column.to",
        "picture.roadmap.column.build",
        "picture.gantt.column.after",
        "picture.gantt.column.chain",
    ]
    .map(|column| t(column).to_owned())
    .to_vec();
    if let Some(baseline) = baseline {
        columns.push(fill("picture.gantt.column.was", &[("name", &baseline.name)]));
        columns.push(t("picture.gantt.column.change").to_owned());
    }
    let step = |row: usize| chain.iter().position(|link| *link == row).filter(|_| chain.len() > 1);
    let planned = bars.iter().enumerate().map(|(row, bar)| {
        let before = links.iter().filter(|link| link.to == row).filter_map(|link| bars.get(link.from));
        let before: Vec<&str> = before.map(|bar| bar.name.as_str()).collect();
        let mut cells = of_bar(document, bar);
        cells.push(before.join(", "));
        cells.push(step(row).map(|step| (step + 1).to_string()).unwrap_or_default());
        if let Some(baseline) = baseline {
            let was = baseline.bar(&bar.entry);
            cells.push(was.map(|was| place(document, was)).unwrap_or_default());
            cells.push(Change::between(was, Some(bar)).words());
        }
        cells
    });
    let mut rows: Vec<Vec<String>> = planned.collect();
    for was in baseline.map(|baseline| baseline.gone(bars)).unwrap_or_default() {
        let mut cells = vec![String::new(); columns.len()];
        let last = columns.len() - 1;
        for (place, text) in
            [(0, was.name.clone()), (last - 1, place(document, was)), (last, Change::Gone.words())]
        {
            if let Some(cell) = cells.get_mut(place) {
                *cell = text;
            }
        }
        rows.push(cells);
    }
    TableTwin { columns, rows }
}

fn of_bar(document: &Document, bar: &WorkBar) -> Vec<String> {
    let format = document.plan.date_format;
    vec![
        bar.name.clone(),
        bar.wave.to_string(),
        phrase::date(format, bar.from),
        phrase::date(format, bar.to),
        phrase::days(bar.build_days),
    ]
}

/// Wave and days of a bar in one cell.
fn place(document: &Document, bar: &WorkBar) -> String {
    let format = document.plan.date_format;
    fill(
        "picture.gantt.place",
        &[
            ("wave", &bar.wave.to_string()),
            ("from", &phrase::date(format, bar.from)),
            ("to", &phrase::date(format, bar.to)),
        ],
    )
}
