//! The value-in-time strip: what each group has gained by the end of each wave, and how soon it is felt.

use crate::domain::figures::Figures;
use crate::domain::figures::number::fixed;
use crate::domain::figures::value::{Gain, gains};
use crate::domain::model::document::Document;
use crate::domain::model::group::Group;
use crate::domain::wording::{fill, t};

use super::finding::{group_inside, group_name};
use super::primitives::{TableTwin, Target, View};
use super::sheet::{Sheet, Text};

const NAME: f64 = 148.0;
const HEAD: f64 = 26.0;
const ROW: f64 = 34.0;
const BAR: f64 = 14.0;
const LEAST_COLUMN: f64 = 62.0;

/// Draws the strip with its table.
pub fn value_strip(document: &Document, figures: &Figures, width: f64) -> View {
    let gains = gains(document, figures);
    let table = table(&gains_by_row(&gains));
    let mut sheet = Sheet::new(width, (NAME + LEAST_COLUMN * gains.len() as f64).max(320.0));
    let last = gains.last().filter(|gain| gain.all.total() > 0.0);
    let Some(last) = last else {
        let summary = t("picture.roadmap.nothing.summary");
        let picture = sheet.nothing(t("picture.value.nothing").to_owned(), summary.to_owned());
        return View { picture, table };
    };
    let column = (sheet.width - NAME) / gains.len() as f64;
    for index in 0..gains.len() {
        let number = (index + 1).to_string();
        let name = fill("picture.wave", &[("number", &number)]);
        sheet.first_that_fits(
            &[name, number],
            &Text::axis(NAME + column * index as f64 + 6.0, 16.0, ""),
            column - 8.0,
        );
    }
    let longest = last.all.total();
    for (row, (name, cells)) in gains_by_row(&gains).into_iter().enumerate() {
        let y = HEAD + ROW * row as f64;
        if row % 2 == 0 {
            sheet.rect("chart-band", [0.0, y, sheet.width, ROW], 0.0);
        }
        let label =
            if row == 0 { Text::strong(0.0, y + 21.0, name) } else { Text::label(0.0, y + 21.0, name) };
        sheet.fitted(label, NAME - 8.0);
        for (index, gain) in cells.iter().enumerate() {
            let left = NAME + column * index as f64 + 6.0;
            let scale = (column - 44.0).max(8.0) / longest;
            let mut x = left;
            for (class, value) in
                [("gain-short", gain.short), ("gain-medium", gain.medium), ("gain-long", gain.long)]
            {
                let part = value * scale;
                if part > 0.5 {
                    let shape = sheet.rect(class, [x, y + (ROW - BAR) / 2.0, part, BAR], 0.0);
                    shape.target = Some(Target::Wave(index + 1));
                    shape.hint = Some(hint(name, index + 1, gain));
                }
                x += part;
            }
            sheet.text(Text::label(x + 4.0, y + 21.0, &fixed(gain.total(), 1)));
        }
    }
    sheet.y = HEAD + ROW * 6.0;
    sheet.legend(&[
        ("gain-short", t("picture.value.short")),
        ("gain-medium", t("picture.value.medium")),
        ("gain-long", t("picture.value.long")),
    ]);
    let best = Group::ALL
        .into_iter()
        .filter(|group| *group != Group::O)
        .max_by(|a, b| last.groups.get(*a).total().total_cmp(&last.groups.get(*b).total()));
    let title = fill("picture.value.title", &[("group", best.map_or("", group_inside))]);
    View { picture: sheet.finish(title, t("picture.value.summary").to_owned()), table }
}

/// All together, then each group: a name and the gain by the end of each wave.
fn gains_by_row(gains: &[crate::domain::figures::value::WaveGain]) -> Vec<(&'static str, Vec<Gain>)> {
    let all = (t("picture.value.all"), gains.iter().map(|gain| gain.all).collect());
    let group =
        |group: Group| (group_name(group), gains.iter().map(|gain| *gain.groups.get(group)).collect());
    std::iter::once(all).chain(Group::ALL.into_iter().map(group)).collect()
}

fn hint(name: &str, wave: usize, gain: &Gain) -> String {
    fill(
        "picture.value.hint",
        &[
            ("group", name),
            ("wave", &wave.to_string()),
            ("short", &fixed(gain.short, 1)),
            ("medium", &fixed(gain.medium, 1)),
            ("long", &fixed(gain.long, 1)),
        ],
    )
}

fn table(rows: &[(&'static str, Vec<Gain>)]) -> TableTwin {
    let columns = [
        "picture.value.column.group",
        "picture.value.column.wave",
        "picture.value.column.short",
        "picture.value.column.medium",
        "picture.value.column.long",
        "picture.value.column.total",
    ];
    let cells = rows.iter().flat_map(|(name, gains)| {
        gains.iter().enumerate().map(move |(index, gain)| {
            let figure = |value: f64| fixed(value, 1);
            vec![
                (*name).to_owned(),
                (index + 1).to_string(),
                figure(gain.short),
                figure(gain.medium),
                figure(gain.long),
                figure(gain.total()),
            ]
        })
    });
    TableTwin { columns: columns.iter().map(|column| t(column).to_owned()).collect(), rows: cells.collect() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::example::Example;

    #[test]
    fn every_group_and_wave_stands_in_the_table() {
        let document = Example::Norvik.document().unwrap();
        let view = value_strip(&document, &Figures::of(&document), 900.0);
        assert_eq!(view.table.rows.len(), 6 * 4);
        assert!(view.picture.title.starts_with("Most of the value"), "{}", view.picture.title);
    }
}
