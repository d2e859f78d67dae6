//! The stakeholder map: power against attitude of each group, today and as wanted (PMO fact base 2.3, 7 D7).

use crate::domain::figures::Figures;
use crate::domain::model::document::Document;
use crate::domain::model::foundation::Attitude;
use crate::domain::model::group::Group;
use crate::domain::wording::{count, fill, t};

use super::finding::group_name;
use super::primitives::{Anchor, Form, Shape, TableTwin, View};
use super::sheet::{Mark, Sheet, Text};

const LEFT: f64 = 24.0;
const TOP: f64 = 26.0;
const ROW: f64 = 56.0;
const DOT: f64 = 11.0;
/// Groups of one cell stand so far apart.
const APART: f64 = 24.0;

const ATTITUDES: [Attitude; 5] =
    [Attitude::Opposes, Attitude::Sceptical, Attitude::Neutral, Attitude::Supports, Attitude::Champions];

fn attitude_name(attitude: Attitude) -> &'static str {
    t(match attitude {
        Attitude::Opposes => "choice.attitude.opposes",
        Attitude::Sceptical => "choice.attitude.sceptical",
        Attitude::Neutral => "choice.attitude.neutral",
        Attitude::Supports => "choice.attitude.supports",
        Attitude::Champions => "choice.attitude.champions",
    })
}

/// Place on the scale of attitudes, 0 to 4.
fn place(attitude: Attitude) -> usize {
    ATTITUDES.iter().position(|other| *other == attitude).unwrap_or(2)
}

/// From this power on a group can stop the office.
const POWERFUL: u8 = 4;

/// What the map says first: powerful groups that oppose, else those that doubt.
fn title(document: &Document, known: &[(Group, u8)]) -> String {
    let powerful = |attitude: Attitude| {
        let of = |(group, power): &&(Group, u8)| {
            *power >= POWERFUL && document.foundation.stakeholders.get(*group).attitude == attitude
        };
        known.iter().filter(of).count()
    };
    match (powerful(Attitude::Opposes), powerful(Attitude::Sceptical)) {
        (0, 0) => t("picture.stakeholders.calm").to_owned(),
        (0, doubting) => count("picture.stakeholders.doubt", doubting),
        (opposing, _) => count("picture.stakeholders.title", opposing),
    }
}

/// Draws the map with its table. A group without a power is in the table only.
pub fn stakeholder_map(document: &Document, _: &Figures, width: f64) -> View {
    let table = table(document);
    let mut sheet = Sheet::new(width, 240.0);
    let known: Vec<(Group, u8)> = Group::ALL
        .into_iter()
        .filter_map(|group| Some((group, document.foundation.stakeholders.get(group).power?.get())))
        .collect();
    if known.is_empty() {
        let summary = t("picture.stakeholders.nothing").to_owned();
        let title = t("picture.stakeholders.nothing_title").to_owned();
        return View { picture: sheet.nothing(title, summary), table };
    }
    let right = sheet.width - 4.0;
    let column = (right - LEFT) / 5.0;
    let bottom = TOP + 5.0 * ROW;
    let across = |attitude: Attitude| LEFT + column * (place(attitude) as f64 + 0.5);
    let up = |power: u8| bottom - ROW * (f64::from(power.clamp(1, 5)) - 0.5);
    // Powerful and against: the corner to work on.
    sheet.rect("chart-band", [LEFT, TOP, column * 2.0, ROW * 2.0], 0.0);
    for step in 0..=5 {
        let (x, y) = (LEFT + column * f64::from(step), TOP + ROW * f64::from(step));
        sheet.line("chart-grid", (x, TOP), (x, bottom));
        sheet.line("chart-grid", (LEFT, y), (right, y));
    }
    sheet.fitted(Text::axis(0.0, 12.0, t("picture.stakeholders.power")), sheet.width);
    for power in 1..=5_u8 {
        sheet.text(Text::axis(LEFT - 10.0, up(power) + 4.0, &power.to_string()).anchor(Anchor::End));
    }
    for attitude in ATTITUDES {
        let text = Text::axis(across(attitude), bottom + 16.0, attitude_name(attitude));
        sheet.fitted(text.anchor(Anchor::Middle), column + 4.0);
    }
    for (index, (group, power)) in known.iter().enumerate() {
        let stakeholder = document.foundation.stakeholders.get(*group);
        let same = |other: &&(Group, u8)| {
            other.1 == *power
                && document.foundation.stakeholders.get(other.0).attitude == stakeholder.attitude
        };
        let (before, all) =
            (known.iter().take(index).filter(same).count(), known.iter().filter(same).count());
        let shift = (before as f64 - (all as f64 - 1.0) / 2.0) * APART.min(column / all as f64);
        let centre = (across(stakeholder.attitude) + shift, up(*power));
        if stakeholder.wanted_attitude != stakeholder.attitude {
            let end = (across(stakeholder.wanted_attitude), centre.1);
            sheet.line("use-capacity", centre, end);
            sheet.push(
                Shape::new("milestone", Form::Diamond { centre: end, radius: 5.0 })
                    .sign("data-kind", "outside"),
            );
        }
        let hint = fill(
            "picture.stakeholders.hint",
            &[
                ("group", group_name(*group)),
                ("power", &power.to_string()),
                ("attitude", attitude_name(stakeholder.attitude)),
                ("wanted", attitude_name(stakeholder.wanted_attitude)),
            ],
        );
        sheet.push(Shape::new("gap-today", Form::Circle { centre, radius: DOT }).hint(hint));
        sheet.text(Text::strong(centre.0, centre.1 + 4.0, group.letter()).anchor(Anchor::Middle));
    }
    sheet.y = bottom + 16.0;
    let letters = known.iter().map(|(group, _)| Mark {
        letter: group.letter(),
        ..Mark::circle("gap-today", DOT, group_name(*group))
    });
    sheet.key(&letters.collect::<Vec<_>>());
    let wanted = Form::Diamond { centre: (0.0, 0.0), radius: 5.0 };
    sheet.key(&[Mark {
        shape: Shape::new("milestone", wanted).sign("data-kind", "outside"),
        letter: "",
        words: t("picture.stakeholders.key").to_owned(),
    }]);
    View {
        picture: sheet.finish(title(document, &known), t("picture.stakeholders.summary").to_owned()),
        table,
    }
}

fn table(document: &Document) -> TableTwin {
    let columns = ["group", "power", "attitude", "wanted", "messages"]
        .map(|column| t(&format!("picture.stakeholders.column.{column}")).to_owned());
    let row = |group: Group| {
        let stakeholder = document.foundation.stakeholders.get(group);
        let messages = document.governance.communications.iter().filter(|message| message.audience == group);
        vec![
            group_name(group).to_owned(),
            stakeholder.power.map_or_else(|| "–".to_owned(), |power| power.get().to_string()),
            attitude_name(stakeholder.attitude).to_owned(),
            attitude_name(stakeholder.wanted_attitude).to_owned(),
            messages.count().to_string(),
        ]
    };
    TableTwin { columns: columns.into(), rows: Group::ALL.into_iter().map(row).collect() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::model::scalar::Scale5;

    fn check(powers: &[(Group, u8, Attitude)], title: &str, circles: usize) {
        let mut document = Document::default();
        for (group, power, attitude) in powers {
            let stakeholder = document.foundation.stakeholders.get_mut(*group);
            (stakeholder.power, stakeholder.attitude) = (Scale5::new(*power).ok(), *attitude);
        }
        for width in [300.0, 900.0] {
            let view = stakeholder_map(&document, &Figures::of(&document), width);
            assert_eq!(view.picture.title, title);
            let found: Vec<(f64, f64)> = view
                .picture
                .shapes
                .iter()
                .filter_map(|shape| match shape.form {
                    Form::Circle { centre, .. } if shape.hint.is_some() => Some(centre),
                    _ => None,
                })
                .collect();
            assert_eq!(found.len(), circles);
            let apart = |a: &(f64, f64), b: &(f64, f64)| (a.0 - b.0).abs() + (a.1 - b.1).abs() > 2.0;
            for (index, dot) in found.iter().enumerate() {
                assert!(found.iter().skip(index + 1).all(|other| apart(dot, other)), "{found:?}");
            }
            assert_eq!(view.table.rows.len(), 5);
        }
    }

    #[test]
    fn powerful_doubters_make_the_heading() {
        check(&[], "No power is entered yet", 0);
        check(&[(Group::E, 5, Attitude::Supports)], "No powerful group stands against the PMO", 1);
        check(
            &[(Group::F, 4, Attitude::Sceptical), (Group::P, 4, Attitude::Sceptical)],
            "2 powerful groups doubt the PMO",
            2,
        );
        check(&[(Group::F, 4, Attitude::Sceptical)], "1 powerful group doubts the PMO", 1);
        check(
            &[(Group::F, 5, Attitude::Opposes), (Group::P, 4, Attitude::Sceptical)],
            "1 powerful group stands against the PMO",
            2,
        );
        check(&[(Group::F, 5, Attitude::Opposes)], "1 powerful group stands against the PMO", 1);
    }
}
