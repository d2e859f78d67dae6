//! Plans beside each other in one picture: how full every group and the office are in each wave, with value and findings.

use crate::domain::figures::colour::{LoadColour, load_text};
use crate::domain::figures::load::LoadCell;
use crate::domain::figures::number::fixed;
use crate::domain::model::group::Group;
use crate::domain::whatif::scenario::Branch;
use crate::domain::wording::{count, fill, phrase, t};

use super::compare::with_flaws;
use super::finding::group_name;
use super::load_heat::{level_mark, level_name};
use super::period::Period;
use super::primitives::{Anchor, TableTwin, TextSize, View};
use super::sheet::{Sheet, Text};

const NAME: f64 = 150.0;
const GAP: f64 = 32.0;
/// Height of name and findings above the cells, and of the names of the waves.
const HEAD: f64 = 40.0;
const WAVES: f64 = 20.0;
const ROW: f64 = 28.0;
const LEAST_COLUMN: f64 = 38.0;

/// One plan: its rows are the five groups and the office.
struct Plan<'a> {
    branch: &'a Branch,
    rows: Vec<(&'static str, Vec<f64>)>,
}

impl Plan<'_> {
    fn of(branch: &Branch) -> Plan<'_> {
        let figures = &branch.figures;
        let group = |group: Group| {
            let cells = figures.loads.iter().map(|row| row.get(group));
            (group_name(group), cells.map(LoadCell::utilisation).collect())
        };
        let office = figures.office.iter().map(|office| office.utilisation).collect();
        let groups = Group::ALL.into_iter().map(group);
        Plan { branch, rows: groups.chain([(t("picture.beside.office"), office)]).collect() }
    }

    fn waves(&self) -> usize {
        self.branch.document.waves.len()
    }

    /// Cells over 1.00.
    fn over(&self) -> usize {
        let cells = self.rows.iter().flat_map(|(_, cells)| cells);
        cells.filter(|cell| LoadColour::of(**cell) >= LoadColour::Red).count()
    }

    fn findings(&self) -> String {
        let [errors, warnings, _] = self.branch.outcome.findings;
        fill(
            "picture.beside.line",
            &[
                ("value", &fixed(self.branch.outcome.value, 0)),
                ("entries", &count("picture.entries", self.branch.outcome.entry_count)),
                ("errors", &count("picture.beside.errors", errors)),
                ("warnings", &count("picture.beside.warnings", warnings)),
            ],
        )
    }
}

/// Draws plans side by side, two in a row where there is room, with their table.
pub fn beside(branches: &[Branch], width: f64) -> View {
    let plans: Vec<Plan<'_>> = branches.iter().map(Plan::of).collect();
    let table = table(&plans);
    let waves = plans.iter().map(Plan::waves).max().unwrap_or(0);
    let least = NAME + LEAST_COLUMN * waves as f64;
    let mut sheet = Sheet::new(width, least.max(320.0));
    if waves == 0 {
        let (title, summary) = (t("picture.roadmap.empty"), t("picture.roadmap.empty.summary"));
        return View { picture: sheet.nothing(title.to_owned(), summary.to_owned()), table };
    }
    let in_a_row = if plans.len() > 1 && sheet.width >= 2.0 * least + GAP { 2 } else { 1 };
    let block = (sheet.width - GAP * (in_a_row - 1) as f64) / in_a_row as f64;
    let height = HEAD + WAVES + ROW * 6.0 + 16.0;
    for (index, plan) in plans.iter().enumerate() {
        let left = (block + GAP) * (index % in_a_row) as f64;
        let top = height * (index / in_a_row) as f64;
        draw(&mut sheet, plan, [left, top, block], (block - NAME) / waves as f64);
    }
    sheet.y = height * plans.len().div_ceil(in_a_row) as f64 - 16.0;
    sheet.level_legend(Period::Waves);
    let (title, summary) = words(&plans);
    View { picture: sheet.finish(title, summary), table }
}

fn draw(sheet: &mut Sheet, plan: &Plan<'_>, [left, top, width]: [f64; 3], column: f64) {
    let name = Text { size: TextSize::Large, ..Text::strong(left, top + 16.0, &plan.branch.outcome.name) };
    sheet.fitted(name, width);
    sheet.fitted(Text::quiet(left, top + 34.0, &plan.findings()), width);
    for wave in 0..plan.waves() {
        let name = fill("picture.wave", &[("number", &(wave + 1).to_string())]);
        let middle = left + NAME + column * (wave as f64 + 0.5);
        sheet.column_name(&name, (middle, top + HEAD + 14.0), column - 2.0);
    }
    for (row, (name, cells)) in plan.rows.iter().enumerate() {
        let y = top + HEAD + WAVES + ROW * row as f64;
        sheet.fitted(Text::label(left, y + 18.0, name), NAME - 8.0);
        for (wave, utilisation) in cells.iter().enumerate() {
            let (x, level) = (left + NAME + column * wave as f64, LoadColour::of(*utilisation));
            let cell = sheet.rect("heat-cell", [x + 1.5, y + 1.5, column - 3.0, ROW - 3.0], 4.0);
            cell.signs.push(("data-level", level.word()));
            let number = load_text(*utilisation);
            let marked = format!("{number} {}", level_mark(level));
            let wordings = if level > LoadColour::Green { vec![marked, number] } else { vec![number] };
            let text = Text::strong(x + column / 2.0, y + 18.0, "")
                .anchor(Anchor::Middle)
                .sign("data-level", level.word())
                .sign("data-on", "cell");
            sheet.first_that_fits(&wordings, &text, column - 6.0);
        }
    }
}

/// The heading: in how many places each plan is over capacity, and what else speaks against it; the sentence: what the
/// numbers are.
fn words(plans: &[Plan<'_>]) -> (String, String) {
    let most = plans.iter().map(|plan| plan.branch.outcome.entry_count).max().unwrap_or(0);
    let limits: Vec<String> = plans
        .iter()
        .map(|plan| {
            let broken = match plan.over() {
                0 => t("picture.beside.holds").to_owned(),
                over => count("picture.beside.breaks", over),
            };
            let outcome = &plan.branch.outcome;
            let limits = fill("picture.beside.plan", &[("name", &outcome.name), ("limits", &broken)]);
            with_flaws(limits, outcome, most)
        })
        .collect();
    let title = phrase::sentence_start(&limits.join("; "));
    (title, t("picture.beside.summary").to_owned())
}

fn table(plans: &[Plan<'_>]) -> TableTwin {
    let waves = plans.iter().map(Plan::waves).max().unwrap_or(0);
    let mut columns =
        vec![t("picture.beside.column.plan").to_owned(), t("picture.beside.column.who").to_owned()];
    columns.extend((1..=waves).map(|wave| fill("picture.wave", &[("number", &wave.to_string())])));
    let rows = plans.iter().flat_map(|plan| {
        plan.rows.iter().map(move |(name, cells)| {
            let mut row = vec![plan.branch.outcome.name.clone(), (*name).to_owned()];
            row.extend((0..waves).map(|wave| match cells.get(wave) {
                Some(cell) => format!("{} {}", load_text(*cell), level_name(LoadColour::of(*cell))),
                None => "–".to_owned(),
            }));
            row
        })
    });
    TableTwin { columns, rows: rows.collect() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::example::Example;
    use crate::domain::whatif::scenario::side_by_side;

    #[test]
    fn a_naive_plan_beside_a_good_one_shows_every_limit_that_it_breaks() {
        let good = Example::Norvik.document().unwrap();
        let naive = Example::Naive.document().unwrap();
        let branches = side_by_side(vec![("Plan A".to_owned(), good), ("Naive plan".to_owned(), naive)]);
        let view = beside(&branches, 1176.0);
        assert!(
            view.picture.title.starts_with("Plan A stays within capacity; Naive plan is over capacity in "),
            "{}",
            view.picture.title
        );
        assert_eq!(view.table.rows.len(), 12);
        let cells = view.picture.shapes.iter().filter(|shape| shape.class == "heat-cell").count();
        let legend = 4;
        let waves: usize = branches.iter().map(|branch| branch.document.waves.len()).sum();
        assert_eq!(cells, 6 * waves + legend);
        let over =
            view.table.rows.iter().flatten().filter(|cell| cell.ends_with("Over") || cell.ends_with("Stop"));
        let errors = branches[1].outcome.findings[0];
        let ending = format!("in {} places, and has {errors} errors", over.count());
        assert!(errors > 1 && view.picture.title.ends_with(&ending), "{}", view.picture.title);
    }

    #[test]
    fn a_plan_that_leaves_entries_out_says_so() {
        let whole = Example::Norvik.document().unwrap();
        let mut part = whole.clone();
        part.waves[3].items.clear();
        let left = whole.waves[3].items.len();
        let branches = side_by_side(vec![("Plan A".to_owned(), whole), ("Plan B".to_owned(), part)]);
        let title = beside(&branches, 1176.0).picture.title;
        assert!(
            title.contains(&format!("; Plan B stays within capacity, but plans {left} entries fewer")),
            "{title}"
        );
    }
}
