//! Other changes of the company on the time line of the waves: when each comes, what it asks of whom, and what all of
//! them take in each wave.

use crate::domain::figures::Figures;
use crate::domain::figures::number::{TOLERANCE, short};
use crate::domain::figures::outside::{days, share_in};
use crate::domain::figures::timeline::WaveSpan;
use crate::domain::model::document::Document;
use crate::domain::model::group::{Group, PerGroup};
use crate::domain::model::organisation::OtherChange;
use crate::domain::order;
use crate::domain::wording::{fill, phrase, t};

use super::axis::TimeAxis;
use super::finding::{group_inside, group_name};
use super::lettering::text_width;
use super::primitives::{Anchor, Form, Shape, TableTwin, Target, TextSize, View};
use super::sheet::{Sheet, Text};

const NAME: f64 = 190.0;
const RIGHT: f64 = 10.0;
const HEAD: f64 = 44.0;
const ROW: f64 = 28.0;
const BAR: f64 = 12.0;
const DIAMOND: f64 = 6.0;
const LEAST_WIDTH: f64 = 560.0;

/// Draws the time line with its table.
pub fn outside_view(document: &Document, figures: &Figures, width: f64) -> View {
    let changes = in_order(document);
    let table = table(document, figures, &changes);
    let mut sheet = Sheet::new(width, LEAST_WIDTH);
    if figures.spans.is_empty() || !has_outside(document, figures) {
        let summary = t("picture.outside.nothing.summary").to_owned();
        return View { picture: sheet.nothing(t("picture.outside.nothing").to_owned(), summary), table };
    }
    let axis = TimeAxis::new(document, figures, NAME, sheet.width - RIGHT);
    let bottom = HEAD + ROW * (changes.len() + 1) as f64;
    ground(&mut sheet, &axis, bottom);
    sheet.y = HEAD;
    for change in &changes {
        sheet.rule("chart-rule");
        row(&mut sheet, document, figures, &axis, change);
        sheet.y += ROW;
    }
    sheet.rule("chart-rule");
    let baseline = sheet.y + ROW / 2.0 + 4.0;
    sheet.fitted(Text::strong(0.0, baseline, t("picture.outside.sum")), NAME - 10.0);
    for (index, points) in figures.outside.iter().enumerate() {
        let (left, right) = axis.wave(index);
        let total: f64 = points.iter().map(|(_, points)| *points).sum();
        let wordings = [points_text(points), short(total, 1)];
        sheet.first_that_fits(&wordings, &Text::strong(left + 8.0, baseline, ""), right - left - 10.0);
    }
    sheet.y = bottom;
    sheet.rule("chart-rule");
    sheet.legend(&[("outside-bar", t("picture.outside.legend"))]);
    View { picture: sheet.finish(title(figures), summary(document, figures, &changes)), table }
}

/// Whether any other change is entered.
pub fn has_outside(document: &Document, figures: &Figures) -> bool {
    let mut taken = figures.outside.iter().flat_map(|points| points.iter().map(|(_, points)| *points));
    !document.organisation.other_changes.is_empty() || taken.any(|points| points > TOLERANCE)
}

/// The changes by their first day; those without a date at the end.
fn in_order(document: &Document) -> Vec<&OtherChange> {
    let mut changes: Vec<&OtherChange> = document.organisation.other_changes.iter().collect();
    order::by_key(&mut changes, |change| days(change).map_or((1, None), |(from, _)| (0, Some(from))));
    changes
}

/// Bands and names of the waves, and the months.
fn ground(sheet: &mut Sheet, axis: &TimeAxis, bottom: f64) {
    for index in 0..axis.wave_count() {
        let (left, right) = axis.wave(index);
        if index % 2 == 0 {
            sheet.rect("chart-band", [left, 0.0, right - left, bottom], 0.0).target =
                Some(Target::Wave(index + 1));
        }
        let number = (index + 1).to_string();
        let name = fill("picture.wave", &[("number", &number)]);
        sheet.first_that_fits(&[name, number], &Text::strong(left + 8.0, 16.0, ""), right - left - 8.0);
    }
    for (x, month) in axis.months() {
        sheet.text(Text::axis(x, 34.0, &month));
    }
}

/// Name, mark, and what the change asks of whom.
fn row(sheet: &mut Sheet, document: &Document, figures: &Figures, axis: &TimeAxis, change: &OtherChange) {
    let (top, baseline) = (sheet.y, sheet.y + ROW / 2.0 + 4.0);
    sheet.fitted(Text::label(0.0, baseline, name(change)), NAME - 10.0);
    let Some((from, to)) = days(change) else {
        sheet.fitted(Text::quiet(NAME + 8.0, baseline, t("picture.outside.no_date")), sheet.width - NAME);
        return;
    };
    let points = points_text(&change.points.map(|_, points| points.get()));
    if is_off(figures, change) {
        let off = fill("picture.outside.off", &[("days", &period(document, change))]);
        sheet.fitted(Text::quiet(NAME + 8.0, baseline, &off), sheet.width - NAME - RIGHT);
        return;
    }
    let (left, right) = (axis.at(from.civil()), axis.end_of(to));
    let hint = format!("{}, {}: {points}", name(change), period(document, change));
    let edges = if right - left < 2.0 * DIAMOND {
        let x = ((left + right) / 2.0).clamp(axis.left + DIAMOND, axis.right);
        let diamond = Form::Diamond { centre: (x, top + ROW / 2.0), radius: DIAMOND };
        sheet.push(Shape::new("milestone", diamond).sign("data-kind", "outside").hint(hint));
        (x - DIAMOND, x + DIAMOND)
    } else {
        let bar = sheet.rect("outside-bar", [left, top + (ROW - BAR) / 2.0, right - left, BAR], 4.0);
        bar.hint = Some(hint);
        (left, right)
    };
    let wordings = [format!("{}: {points}", period(document, change)), points];
    for wording in &wordings {
        let width = text_width(wording, TextSize::Normal, false);
        if edges.1 + 6.0 + width <= sheet.width {
            sheet.text(Text::quiet(edges.1 + 6.0, baseline, wording));
            return;
        }
        if edges.0 - 6.0 - width >= NAME {
            sheet.text(Text::quiet(edges.0 - 6.0, baseline, wording).anchor(Anchor::End));
            return;
        }
    }
}

/// Whether no day of the change lies in a wave.
fn is_off(figures: &Figures, change: &OtherChange) -> bool {
    figures.spans.iter().all(|span| share_in(change, span) <= 0.0)
}

fn name(change: &OtherChange) -> &str {
    match change.name.trim() {
        "" => t("picture.outside.unnamed"),
        name => name,
    }
}

/// "15 May 2027", "1 June 2027 to 30 September 2027"; empty without a date.
pub fn period(document: &Document, change: &OtherChange) -> String {
    let day = |day| phrase::date(document.plan.date_format, day);
    match days(change) {
        None => String::new(),
        Some((from, to)) if from == to => day(from),
        Some((from, to)) => fill("wave.span", &[("from", &day(from)), ("to", &day(to))]),
    }
}

/// "E 2, F 3, T 3"; none where nothing is asked.
pub fn points_text(points: &PerGroup<f64>) -> String {
    let parts: Vec<String> = points
        .iter()
        .filter(|(_, points)| **points > TOLERANCE)
        .map(|(group, points)| format!("{} {}", group.letter(), short(*points, 1)))
        .collect();
    if parts.is_empty() { t("picture.outside.none").to_owned() } else { parts.join(", ") }
}

/// The changes that take something from a group in a wave, or from any, with their days.
pub fn names_in(document: &Document, span: &WaveSpan, group: Option<Group>) -> Vec<String> {
    let takes = |change: &&OtherChange| {
        let points = group.map_or(1.0, |group| change.points.get(group).get());
        points * share_in(change, span) > TOLERANCE
    };
    let named = |change| {
        fill("picture.outside.change", &[("name", name(change)), ("days", &period(document, change))])
    };
    in_order(document).into_iter().filter(takes).map(named).collect()
}

/// What other changes take from a group in a wave, counted from 1, with the names of those that do; none where nothing is.
pub fn outside_sentence(document: &Document, figures: &Figures, wave: usize, group: Group) -> Option<String> {
    let index = wave.checked_sub(1)?;
    let (points, span) = (*figures.outside.get(index)?.get(group), figures.spans.get(index)?);
    if points <= TOLERANCE {
        return None;
    }
    let names = names_in(document, span, Some(group));
    let sentence = fill("board.causes_outside", &[("points", &short(points, 1))]);
    if names.is_empty() {
        return Some(sentence);
    }
    Some(format!("{sentence} {}", fill("board.causes_outside_names", &[("names", &phrase::list(&names))])))
}

/// The wave from which they take most, with the group that feels it most.
fn title(figures: &Figures) -> String {
    let cells = figures.outside.iter().zip(1_usize..).flat_map(|(points, wave)| {
        points.iter().map(move |(group, points)| (wave, group, *points)).collect::<Vec<_>>()
    });
    let most = cells.fold(None::<(usize, Group, f64)>, |best, next| match best {
        Some(best) if best.2 + TOLERANCE >= next.2 => Some(best),
        _ => Some(next),
    });
    match most {
        Some((wave, group, points)) if points > TOLERANCE => fill(
            "picture.outside.title",
            &[("group", group_inside(group)), ("wave", &wave.to_string()), ("points", &short(points, 1))],
        ),
        _ => t("picture.outside.no_weight").to_owned(),
    }
}

fn summary(document: &Document, figures: &Figures, changes: &[&OtherChange]) -> String {
    let listed: Vec<String> = changes
        .iter()
        .filter(|change| days(change).is_some() && !is_off(figures, change))
        .map(|change| {
            let arguments = [("name", name(change)), ("days", &period(document, change))];
            fill("picture.outside.change", &arguments)
        })
        .collect();
    if listed.is_empty() {
        return t("picture.outside.unnamed_only").to_owned();
    }
    fill("picture.outside.summary", &[("changes", &phrase::list(&listed))])
}

fn table(document: &Document, figures: &Figures, changes: &[&OtherChange]) -> TableTwin {
    let mut columns: Vec<String> = ["change", "days", "waves"]
        .map(|key| t(&format!("picture.outside.column.{key}")).to_owned())
        .to_vec();
    columns.extend(Group::ALL.map(|group| group_name(group).to_owned()));
    let cells = |points: PerGroup<f64>| Group::ALL.map(|group| short(*points.get(group), 1));
    let mut rows: Vec<Vec<String>> = changes
        .iter()
        .map(|change| {
            let waves: Vec<String> = (1_usize..)
                .zip(&figures.spans)
                .filter(|(_, span)| share_in(change, span) > 0.0)
                .map(|(number, _)| number.to_string())
                .collect();
            let days = match days(change) {
                Some(_) => period(document, change),
                None => t("picture.outside.no_date").to_owned(),
            };
            let head = [name(change).to_owned(), days, phrase::list(&waves)];
            head.into_iter().chain(cells(change.points.map(|_, points| points.get()))).collect()
        })
        .collect();
    rows.extend(figures.outside.iter().zip(1_usize..).map(|(points, wave)| {
        let head = [t("picture.outside.sum").to_owned(), String::new(), wave.to_string()];
        head.into_iter().chain(cells(points.clone())).collect()
    }));
    TableTwin { columns, rows }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::example::Example;
    use crate::domain::model::scalar::Date;

    fn texts(view: &View) -> Vec<&str> {
        let shapes = view.picture.shapes.iter();
        shapes
            .filter_map(|shape| match &shape.form {
                Form::Text { text, .. } => Some(text.as_str()),
                _ => None,
            })
            .collect()
    }

    #[test]
    fn every_change_stands_at_its_days_with_what_it_asks() {
        let document = Example::Norvik.document().unwrap();
        let view = outside_view(&document, &Figures::of(&document), 1128.0);
        assert_eq!(view.picture.title, "Other changes weigh most on functional managers in wave 2: 3 points");
        let texts = texts(&view);
        for expected in
            ["Finance system go-live", "17 May 2027: E 2, F 3, T 3", "E 2, F 3, T 3", "T 2", "F 2"]
        {
            assert!(texts.contains(&expected), "{expected} in {texts:?}");
        }
        assert_eq!(view.table.rows[0][..4], ["Finance system go-live", "17 May 2027", "2", "2"]);
        assert_eq!(view.table.rows.len(), 2 + 4);
    }

    #[test]
    fn a_change_that_counts_nowhere_says_why() {
        let mut document = Example::Norvik.document().unwrap();
        let changes = &mut document.organisation.other_changes;
        changes[0].from = None;
        changes[1].from = Date::parse("2029-01-01").ok();
        changes[1].to = None;
        let view = outside_view(&document, &Figures::of(&document), 1128.0);
        let texts = texts(&view);
        assert!(texts.contains(&"No date yet: its points are not counted"), "{texts:?}");
        assert!(
            texts.contains(&"1 January 2029: outside the waves, its points are not counted"),
            "{texts:?}"
        );
        document.organisation.other_changes.clear();
        document.waves.iter_mut().for_each(|wave| wave.external_load = PerGroup::default());
        let view = outside_view(&document, &Figures::of(&document), 1128.0);
        assert_eq!(view.picture.title, "No other change is entered");
    }
}
