//! Give and take as a picture: to the left what is asked of each group, to the right the help and relief that it gets.

use crate::domain::figures::Figures;
use crate::domain::figures::balance::{GroupBalance, balance, most_burdened};
use crate::domain::figures::number::short;
use crate::domain::model::document::Document;
use crate::domain::model::group::Group;
use crate::domain::wording::{fill, phrase, t};

use super::finding::{group_inside, group_name};
use super::primitives::{Anchor, TableTwin, View};
use super::sheet::{Sheet, Text};

const NAME: f64 = 148.0;
const HEAD: f64 = 26.0;
const ROW: f64 = 32.0;
const BAR: f64 = 16.0;
/// Room for a figure at the end of a bar.
const FIGURE: f64 = 48.0;

/// Draws the balance with its table.
pub fn give_and_take(document: &Document, figures: &Figures, width: f64) -> View {
    let balance = balance(document, figures);
    let rows: Vec<(Group, GroupBalance)> = balance.iter().map(|(group, sum)| (group, *sum)).collect();
    let table = table(&rows);
    let mut sheet = Sheet::new(width, 420.0);
    let longest = rows.iter().flat_map(|(_, sum)| [sum.asked, sum.helped + sum.removed]).fold(0.0, f64::max);
    if longest <= 0.0 {
        let summary = t("picture.roadmap.nothing.summary").to_owned();
        return View { picture: sheet.nothing(t("picture.balance.nothing").to_owned(), summary), table };
    }
    let middle = NAME + (sheet.width - NAME) / 2.0;
    let scale = ((sheet.width - NAME) / 2.0 - FIGURE) / longest;
    sheet.fitted(
        Text::axis(middle - 8.0, 16.0, t("picture.balance.asked")).anchor(Anchor::End),
        middle - NAME,
    );
    sheet.fitted(Text::axis(middle + 8.0, 16.0, t("picture.balance.given")), middle - NAME);
    for (row, (group, sum)) in rows.iter().enumerate() {
        let y = HEAD + ROW * row as f64;
        let (top, baseline) = (y + (ROW - BAR) / 2.0, y + ROW / 2.0 + 4.0);
        sheet.fitted(Text::label(0.0, baseline, group_name(*group)), NAME - 8.0);
        let (asked, helped, removed) = (sum.asked * scale, sum.helped * scale, sum.removed * scale);
        let parts = [
            ("use-run", middle - asked, asked),
            ("use-build", middle, helped),
            ("gain-medium", middle + helped, removed),
        ];
        for (class, x, width) in parts.into_iter().filter(|part| part.2 > 0.5) {
            sheet.rect(class, [x, top, width, BAR], 0.0);
        }
        sheet.text(Text::strong(middle - asked - 6.0, baseline, &short(sum.asked, 1)).anchor(Anchor::End));
        let given = short(sum.helped + sum.removed, 1);
        sheet.text(Text::strong(middle + helped + removed + 6.0, baseline, &given));
    }
    sheet.y = HEAD + ROW * rows.len() as f64;
    sheet.line("chart-base", (middle, HEAD), (middle, sheet.y));
    sheet.legend(&[
        ("use-run", t("picture.balance.legend.asked")),
        ("use-build", t("picture.balance.legend.helped")),
        ("gain-medium", t("picture.balance.legend.removed")),
    ]);
    let title = most_burdened(&balance).map_or_else(
        || t("picture.balance.even").to_owned(),
        |group| {
            let sum = balance.get(group);
            let title = fill(
                "picture.balance.title",
                &[
                    ("group", group_inside(group)),
                    ("asked", &short(sum.asked, 1)),
                    ("given", &short(sum.helped + sum.removed, 1)),
                ],
            );
            phrase::sentence_start(&title)
        },
    );
    View { picture: sheet.finish(title, t("picture.balance.summary").to_owned()), table }
}

fn table(rows: &[(Group, GroupBalance)]) -> TableTwin {
    let columns = [
        "picture.balance.column.group",
        "picture.balance.column.asked",
        "picture.balance.column.helped",
        "picture.balance.column.removed",
        "picture.balance.column.net",
    ];
    let row = |(group, sum): &(Group, GroupBalance)| {
        let net = sum.net();
        let sign = if net < 0.0 { "−" } else { "" };
        vec![
            group_name(*group).to_owned(),
            short(sum.asked, 1),
            short(sum.helped, 1),
            short(sum.removed, 1),
            format!("{sign}{}", short(net.abs(), 1)),
        ]
    };
    TableTwin {
        columns: columns.iter().map(|column| t(column).to_owned()).collect(),
        rows: rows.iter().map(row).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::example::Example;

    #[test]
    fn the_heading_names_the_group_that_gives_most() {
        let document = Example::Norvik.document().unwrap();
        let view = give_and_take(&document, &Figures::of(&document), 700.0);
        assert!(
            view.picture.title.contains("gives") || view.picture.title.contains("give"),
            "{}",
            view.picture.title
        );
        assert_eq!(view.table.rows.len(), 5);
    }
}
