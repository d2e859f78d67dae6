//! The histogram role by role: one row for each role of the staff plan, so that a single specialist shows as the bottleneck.

use crate::domain::catalogue::Catalogue;
use crate::domain::catalogue::guidance::guidance;
use crate::domain::figures::Figures;
use crate::domain::figures::colour::{LoadColour, load_text};
use crate::domain::figures::number::exceeds;
use crate::domain::model::document::Document;
use crate::domain::model::ids::RoleId;
use crate::domain::picture::load_heat::level_mark;
use crate::domain::picture::period::Period;
use crate::domain::picture::primitives::{Anchor, TableTwin, View};
use crate::domain::picture::sheet::{Sheet, Text};
use crate::domain::wording::{count, fill, phrase, t};

use super::columns::{Column, by_role, fullest, pool};
use super::{Place, bar, heads, legend, row, tallest};

const NAME: f64 = 190.0;
const HEAD: f64 = 30.0;
/// Height of the row of a role, and of the bars in it.
const ROW: f64 = 68.0;
const BARS: f64 = 40.0;
const LEAST_COLUMN: f64 = 34.0;

/// Draws the histogram of every role of the staff plan, with its table. Each row has a scale of its own: what counts is
/// how full a role is, not how many days it has.
pub fn capacity_by_role(document: &Document, figures: &Figures, period: Period, width: f64) -> View {
    let catalogue = Catalogue::of(document);
    let roles = by_role(document, figures, period);
    let table = table(&catalogue, period, &roles);
    let count_of_columns = roles.first().map_or(0, |(_, columns)| columns.len());
    let mut sheet = Sheet::new(width, NAME + LEAST_COLUMN * count_of_columns as f64);
    let peaks = roles.iter().filter_map(|(role, columns)| Some((role, fullest(columns)?)));
    let peak = peaks.reduce(
        |best, next| {
            if exceeds(next.1.utilisation(), best.1.utilisation()) { next } else { best }
        },
    );
    let Some(peak) = peak else {
        let (title, summary) = (t("picture.capacity.no_roles"), t("picture.capacity.no_roles.summary"));
        return View { picture: sheet.nothing(title.to_owned(), summary.to_owned()), table };
    };
    let room = (sheet.width - NAME) / count_of_columns.max(1) as f64;
    for (index, (role, columns)) in roles.iter().enumerate() {
        let base = HEAD + ROW * (index + 1) as f64 - 8.0;
        sheet.fitted(Text::strong(0.0, base - 16.0, guidance().role_name(role)), NAME - 12.0);
        let scale = BARS / tallest(columns);
        for (number, column) in columns.iter().enumerate() {
            let place = Place { left: NAME + room * number as f64, room, base, scale };
            if index == 0 {
                sheet.column_name(&column.name, (place.middle(), 12.0), room - 2.0);
            }
            let top = bar(&mut sheet, column, &catalogue, &place);
            label(&mut sheet, column, &place, top);
        }
        sheet.line("chart-base", (NAME, base), (sheet.width, base));
    }
    sheet.y = HEAD + ROW * roles.len() as f64;
    legend(&mut sheet);
    let (title, summary) = words(document, figures, period, &roles, peak);
    View { picture: sheet.finish(title, summary), table }
}

/// How full the role is, right above its bar.
fn label(sheet: &mut Sheet, column: &Column, place: &Place, top: f64) {
    if column.demand() <= 0.0 {
        return;
    }
    let level = column.level();
    let share = load_text(column.utilisation());
    let marked =
        if level > LoadColour::Green { format!("{share} {}", level_mark(level)) } else { share.clone() };
    let with_people = column.missing_people().map(|people| format!("{marked} {people}"));
    let wordings: Vec<String> = with_people.into_iter().chain([marked, share]).collect();
    let text =
        Text::strong(place.middle(), top - 4.0, "").anchor(Anchor::Middle).sign("data-level", level.word());
    sheet.first_that_fits(&wordings, &text, place.room - 4.0);
}

/// The heading and the sentence: who is fullest when, who has too much, and whether one pool would have shown it.
fn words(
    document: &Document,
    figures: &Figures,
    period: Period,
    roles: &[(RoleId, Vec<Column>)],
    (role, peak): (&RoleId, &Column),
) -> (String, String) {
    let title = fill(
        "picture.capacity.role.title",
        &[
            ("role", guidance().role_name(role)),
            ("period", &peak.full_name),
            ("demand", &phrase::days(peak.demand())),
            ("capacity", &phrase::days(peak.capacity)),
        ],
    );
    let is_over = |columns: &[Column]| columns.iter().any(Column::is_over);
    let over = roles.iter().filter(|(_, columns)| is_over(columns)).count();
    if over == 0 {
        return (title, t("picture.capacity.role.holds").to_owned());
    }
    let mut summary = count("picture.capacity.role.over", over);
    if !is_over(&pool(document, figures, period)) {
        summary = format!("{summary} {}", t("picture.capacity.role.hidden"));
    }
    (title, summary)
}

fn table(catalogue: &Catalogue<'_>, period: Period, roles: &[(RoleId, Vec<Column>)]) -> TableTwin {
    let mut columns = vec![t("picture.capacity.column.role").to_owned()];
    columns.extend(heads(period));
    let rows = roles.iter().flat_map(|(role, columns)| {
        columns.iter().map(|column| {
            let mut cells = vec![guidance().role_name(role).to_owned()];
            cells.extend(row(catalogue, column));
            cells
        })
    });
    TableTwin { columns, rows: rows.collect() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::example::Example;

    #[test]
    fn a_specialist_without_time_is_named_and_the_pool_would_have_hidden_it() {
        let document = Example::Norvik.document().unwrap();
        let figures = Figures::of(&document);
        let view = capacity_by_role(&document, &figures, Period::Waves, 900.0);
        let staff = crate::domain::figures::role::staff_roles(&document).len();
        assert_eq!(view.table.rows.len(), staff * document.waves.len());
        assert!(view.picture.title.contains(" is fullest in wave "), "{}", view.picture.title);
        assert!(view.picture.summary.ends_with("one pool hides it."), "{}", view.picture.summary);
        let over = |row: &&Vec<String>| row[8] != "–";
        assert!(view.table.rows.iter().any(|row| over(&row)), "{:?}", view.table.rows);
    }

    #[test]
    fn months_of_the_roles_add_up_to_the_months_of_the_office() {
        let document = Example::Halden.document().unwrap();
        let figures = Figures::of(&document);
        let roles = by_role(&document, &figures, Period::Months);
        for (index, month) in pool(&document, &figures, Period::Months).iter().enumerate() {
            let sum = |of: &dyn Fn(&Column) -> f64| roles.iter().map(|(_, row)| of(&row[index])).sum::<f64>();
            assert!((sum(&|column| column.capacity) - month.capacity).abs() < 1e-6);
            assert!((sum(&|column| column.run) - month.run).abs() < 1e-6);
            assert!((sum(&|column| column.build) - month.build).abs() < 1e-6);
        }
    }

    #[test]
    fn without_staff_there_is_nothing_to_show() {
        let mut document = Example::Norvik.document().unwrap();
        document.foundation.staff_plan.clear();
        let view = capacity_by_role(&document, &Figures::of(&document), Period::Waves, 900.0);
        assert_eq!(view.picture.title, "The staff plan gives the office no time");
        assert!(view.table.rows.is_empty());
    }
}
