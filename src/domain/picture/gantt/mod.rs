//! The Gantt chart: one row for each entry inside its wave, with arrows from what must be finished before, the longest chain
//! of prerequisites in bold lines, and below each bar where it stood in a baseline.
//!
//! Names stand in a column of their own and arrows run behind the bars, so that nothing crosses a label.

pub mod baseline;
mod links;
mod table;

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
use super::primitives::{Anchor, Target, View};
use super::sheet::{Sheet, Text};
use baseline::{Baseline, Change};
use links::Link;

const NAME: f64 = 212.0;
/// Room for the wave, or for "2 → 3".
const WAVE: f64 = 46.0;
const RIGHT: f64 = 10.0;
const HEAD: f64 = 46.0;
const BAR: f64 = 12.0;
const THIN_BAR: f64 = 4.0;
const LEAST_WIDTH: f64 = 480.0;
/// Nobody reads more rows than this; the table has them all.
const ROWS_AT_MOST: usize = 300;

/// What a Gantt chart is drawn for.
#[derive(Clone, Debug, PartialEq)]
pub struct GanttOptions<'a> {
    /// Width in pixels; at least 480.
    pub width: f64,
    /// The entry whose links are drawn; none for all.
    pub focus: Option<&'a EntryId>,
    /// The day to mark; none for no mark.
    pub today: Option<Date>,
    /// What the plan is measured against.
    pub baseline: Option<&'a Baseline>,
}

impl Default for GanttOptions<'_> {
    fn default() -> Self {
        Self { width: 1176.0, focus: None, today: None, baseline: None }
    }
}

/// Draws the chart with its table.
pub fn gantt(document: &Document, figures: &Figures, options: &GanttOptions<'_>) -> View {
    let all = schedule(document, figures);
    let (all_links, all_chain) = links::links(figures, &all);
    let gone = options.baseline.map(|baseline| baseline.gone(&all)).unwrap_or_default();
    let table = table::table(document, &all, &all_links, &all_chain, options.baseline);
    let Drawn { bars, links, chain } = Drawn::of(&all, &all_links, &all_chain, options.focus);
    let mut sheet = Sheet::new(options.width, LEAST_WIDTH);
    if bars.is_empty() && gone.is_empty() {
        let summary = t("picture.roadmap.nothing.summary").to_owned();
        return View { picture: sheet.nothing(roadmap_title(figures), summary), table };
    }
    let last = options.baseline.and_then(|baseline| baseline.end);
    let axis = TimeAxis::new(document, figures, NAME, sheet.width - RIGHT).until(last);
    let rows = Rows { height: if options.baseline.is_some() { 26.0 } else { 22.0 } };
    let gone_from = bars.len() + usize::from(bars.len() < all.len());
    let gone_drawn = gone.len().min(ROWS_AT_MOST);
    let bottom = rows.top(gone_from + gone_drawn) + 6.0;
    heads(&mut sheet, &axis, bottom);
    let shown = links::shown(&links, &bars, options.focus);
    for link in &shown {
        links::arrow(&mut sheet, &axis, &rows, &bars, link);
    }
    for (row, bar) in bars.iter().enumerate() {
        let place = Place { document, axis: &axis, y: rows.bar(row) };
        name(&mut sheet, &place, bar, options);
        draw(&mut sheet, &place, bar, chain.len() > 1 && chain.contains(&row));
        if let Some(was) = options.baseline.and_then(|baseline| baseline.bar(&bar.entry)) {
            thin(&mut sheet, &place, was, Change::between(Some(was), Some(bar)));
        }
    }
    if bars.len() < all.len() {
        let more = count("picture.gantt.more", all.len() - bars.len());
        sheet.fitted(Text::quiet(0.0, rows.bar(bars.len()) + 4.0, &more), NAME - 10.0);
    }
    for (index, was) in gone.iter().take(gone_drawn).enumerate() {
        ghost(&mut sheet, &Place { document, axis: &axis, y: rows.bar(gone_from + index) }, was);
    }
    sheet.y = bottom;
    if let Some(day) = options.today.filter(|day| axis.holds(*day)) {
        let x = axis.at(day.civil());
        sheet.line("chart-base", (x, HEAD - 4.0), (x, bottom));
        let label = t("picture.roadmap.hint.today");
        if sheet.text(Text::axis(x, bottom + 12.0, label).anchor(Anchor::Middle)) {
            sheet.y = bottom + 12.0;
        }
    }
    legend(&mut sheet, options.baseline, chain.len() > 1);
    let (title, summary) =
        words(figures, &all, &gone, &all_chain, all_links.len() - shown.len(), all_links.len(), options);
    View { picture: sheet.finish(title, summary), table }
}

/// The rows that are drawn, with their links and their part of the longest chain.
struct Drawn {
    bars: Vec<WorkBar>,
    links: Vec<Link>,
    chain: Vec<usize>,
}

impl Drawn {
    /// All rows; of a plan that is too long to be read, the first ones, or what is linked to the entry in focus.
    fn of(all: &[WorkBar], links: &[Link], chain: &[usize], focus: Option<&EntryId>) -> Self {
        let focus = all.iter().position(|bar| focus == Some(&bar.entry));
        let is_drawn = |row: usize| match focus {
            _ if all.len() <= ROWS_AT_MOST => true,
            None => row < ROWS_AT_MOST,
            Some(focus) => {
                let joins = |link: &Link| {
                    [link.from, link.to] == [focus, row] || [link.to, link.from] == [focus, row]
                };
                row == focus || links.iter().any(joins)
            }
        };
        let rows: Vec<usize> = (0..all.len()).filter(|row| is_drawn(*row)).collect();
        let place = |row: usize| rows.binary_search(&row).ok();
        let moved = |link: &Link| Some(Link { from: place(link.from)?, to: place(link.to)?, ..*link });
        Self {
            bars: rows.iter().filter_map(|row| all.get(*row)).cloned().collect(),
            links: links.iter().filter_map(moved).collect(),
            chain: chain.iter().filter_map(|row| place(*row)).collect(),
        }
    }
}

/// Where the rows stand.
struct Rows {
    height: f64,
}

impl Rows {
    fn top(&self, row: usize) -> f64 {
        HEAD + self.height * row as f64
    }

    /// The middle of the bar of a row.
    fn bar(&self, row: usize) -> f64 {
        self.top(row) + 11.0
    }
}

/// The row that is drawn: the middle of its bar.
struct Place<'a> {
    document: &'a Document,
    axis: &'a TimeAxis,
    y: f64,
}

impl Place<'_> {
    /// Left edge and width of a bar.
    fn across(&self, bar: &WorkBar) -> (f64, f64) {
        let left = self.axis.at(bar.from.civil()).min(self.axis.right - 4.0);
        (left, self.axis.end_of(bar.to).max(left + 4.0) - left)
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

/// Name and wave; both waves where the entry was in another one.
fn name(sheet: &mut Sheet, place: &Place<'_>, bar: &WorkBar, options: &GanttOptions<'_>) {
    let y = place.y + 4.0;
    let is_focus = options.focus == Some(&bar.entry);
    let name = if is_focus { Text::strong(0.0, y, &bar.name) } else { Text::label(0.0, y, &bar.name) };
    sheet.fitted(name, NAME - WAVE - 14.0);
    let wave = bar.wave.to_string();
    let was = options.baseline.map(|baseline| baseline.bar(&bar.entry));
    let wave = match was {
        Some(None) => t("picture.gantt.new").to_owned(),
        Some(Some(was)) if was.wave != bar.wave => {
            fill("picture.gantt.from_to", &[("from", &was.wave.to_string()), ("to", &wave)])
        }
        _ => wave,
    };
    sheet.fitted(Text::axis(NAME - 10.0, y, &wave).anchor(Anchor::End), WAVE);
}

fn draw(sheet: &mut Sheet, place: &Place<'_>, bar: &WorkBar, is_in_chain: bool) {
    let (left, width) = place.across(bar);
    let class = match bar.kind {
        EntryKind::Product => "gantt-product",
        EntryKind::Service => "gantt-service",
    };
    let shape = sheet.rect(class, [left, place.y - BAR / 2.0, width, BAR], 3.0);
    shape.hint = Some(bar_hint(place.document, bar));
    shape.target = Some(Target::Entry(bar.entry.clone()));
    if is_in_chain {
        sheet.rect("gantt-chain", [left - 1.5, place.y - BAR / 2.0 - 1.5, width + 3.0, BAR + 3.0], 4.0);
    }
}

/// The bar of the baseline below that of the plan.
fn thin(sheet: &mut Sheet, place: &Place<'_>, was: &WorkBar, change: Change) {
    let (left, width) = place.across(was);
    let shape = sheet.rect("gantt-baseline", [left, place.y + BAR / 2.0 + 2.0, width, THIN_BAR], 1.0);
    shape.hint = Some(was_hint(place.document, was, change));
}

/// An entry that the plan no longer has: its old place, its name struck out.
fn ghost(sheet: &mut Sheet, place: &Place<'_>, was: &WorkBar) {
    let y = place.y + 4.0;
    let name = Text { class: "compare-removed-label", ..Text::label(0.0, y, &was.name) };
    sheet.fitted(name, NAME - WAVE - 14.0);
    let gone = t("picture.gantt.gone");
    sheet.fitted(Text::axis(NAME - 10.0, y, gone).anchor(Anchor::End), WAVE);
    let (left, width) = place.across(was);
    let shape = sheet.rect("compare-removed", [left, place.y - BAR / 2.0, width, BAR], 3.0);
    shape.hint = Some(was_hint(place.document, was, Change::Gone));
    shape.target = Some(Target::Entry(was.entry.clone()));
}

fn was_hint(document: &Document, was: &WorkBar, change: Change) -> String {
    let format = document.plan.date_format;
    fill(
        "picture.gantt.was",
        &[
            ("name", &was.name),
            ("wave", &was.wave.to_string()),
            ("from", &phrase::date(format, was.from)),
            ("to", &phrase::date(format, was.to)),
            ("change", &change.words()),
        ],
    )
}

fn legend(sheet: &mut Sheet, baseline: Option<&Baseline>, has_chain: bool) {
    let mut marks = vec![
        ("gantt-product", t("picture.roadmap.legend.product").to_owned()),
        ("gantt-service", t("picture.roadmap.legend.service").to_owned()),
    ];
    if has_chain {
        marks.push(("gantt-chain", t("picture.gantt.legend.chain").to_owned()));
    }
    if let Some(baseline) = baseline {
        marks.push(("gantt-baseline", fill("picture.gantt.legend.baseline", &[("name", &baseline.name)])));
        marks.push(("compare-removed", t("picture.gantt.legend.gone").to_owned()));
    }
    let marks: Vec<(&'static str, &str)> =
        marks.iter().map(|(class, words)| (*class, words.as_str())).collect();
    sheet.legend(&marks);
}

/// The heading, and sentences about the links and the longest chain.
fn words(
    figures: &Figures,
    bars: &[WorkBar],
    gone: &[&WorkBar],
    chain: &[usize],
    hidden: usize,
    link_count: usize,
    options: &GanttOptions<'_>,
) -> (String, String) {
    let title = options.baseline.map_or_else(
        || roadmap_title(figures),
        |baseline| {
            let planned = bars.iter().map(|bar| Change::between(baseline.bar(&bar.entry), Some(bar)));
            let changes: Vec<Change> = planned.chain(gone.iter().map(|_| Change::Gone)).collect();
            baseline::title(&baseline.name, &changes)
        },
    );
    let links = if hidden == 0 {
        count("picture.gantt.links", link_count)
    } else {
        fill("picture.gantt.hidden", &[("count", &link_count.to_string())])
    };
    let chain: Vec<&WorkBar> = chain.iter().filter_map(|row| bars.get(*row)).collect();
    let (Some(first), Some(last)) = (chain.first(), chain.last()) else { return (title, links) };
    if chain.len() < 2 {
        return (title, links);
    }
    let names: Vec<&str> = chain.iter().map(|bar| bar.name.as_str()).collect();
    let chain = fill(
        "picture.gantt.chain",
        &[
            ("names", &names.join(" → ")),
            ("from", &phrase::month_of(first.from)),
            ("to", &phrase::month_of(last.to)),
        ],
    );
    (title, format!("{links} {chain}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::example::Example;
    use crate::domain::model::scenario::Scenario;
    use crate::domain::picture::primitives::Form;

    fn of_class(view: &View, class: &str) -> usize {
        view.picture.shapes.iter().filter(|shape| shape.class == class && shape.hint.is_some()).count()
    }

    fn edges(view: &View) -> usize {
        view.picture.shapes.iter().filter(|shape| shape.class == "edge").count() / 2
    }

    #[test]
    fn links_are_drawn_and_named_and_focus_leaves_those_of_one_entry() {
        let document = Example::Norvik.document().unwrap();
        let figures = Figures::of(&document);
        let all = gantt(&document, &figures, &GanttOptions::default());
        assert_eq!(all.table.rows.len(), 15);
        let named: usize = all.table.rows.iter().filter(|row| !row[5].is_empty()).count();
        assert!(named > 0 && edges(&all) >= named);
        let charter = EntryId::from("pmo-charter");
        let few =
            gantt(&document, &figures, &GanttOptions { focus: Some(&charter), ..GanttOptions::default() });
        assert!(edges(&few) > 0 && edges(&few) < edges(&all));
    }

    #[test]
    fn the_longest_chain_is_told_and_framed() {
        let document = Example::Halden.document().unwrap();
        let view = gantt(&document, &Figures::of(&document), &GanttOptions::default());
        let sentence = "The longest chain of prerequisites, May 2027 to December 2028: \
                        Project size classes → Project method → Portfolio system.";
        assert!(view.picture.summary.contains(sentence), "{}", view.picture.summary);
        let marked = view.table.rows.iter().filter(|row| !row[6].is_empty()).count();
        let frames = view.picture.shapes.iter().filter(|shape| shape.class == "gantt-chain").count();
        assert_eq!((marked, frames), (3, 4), "three entries in a row, and one mark in the legend");
    }

    /// A baseline of the plan, and the plan with one entry later, one new and one gone.
    fn moved() -> (Document, Baseline) {
        let mut document = Example::Norvik.document().unwrap();
        let new = document.waves[3].items.remove(0);
        let kept = Scenario { waves: document.waves.clone(), ..Scenario::default() };
        let later = document.waves[0].items.remove(0);
        document.waves[2].items.push(later);
        document.waves[1].items.remove(0);
        document.waves[3].items.push(new);
        let baseline = Baseline::of(&document, &kept);
        (document, baseline)
    }

    #[test]
    fn what_moved_since_the_baseline_is_counted_drawn_and_told() {
        let (document, baseline) = moved();
        let figures = Figures::of(&document);
        let options = GanttOptions { baseline: Some(&baseline), ..GanttOptions::default() };
        let view = gantt(&document, &figures, &options);
        let title = &view.picture.title;
        assert!(
            title.starts_with("Since Plan A: ") && title.contains("1 new") && title.contains("1 gone"),
            "{title}"
        );
        assert_eq!(of_class(&view, "gantt-baseline"), 13, "every entry that is in both");
        assert_eq!(of_class(&view, "compare-removed"), 1);
        let words: Vec<&str> = view.table.rows.iter().map(|row| row.last().unwrap().as_str()).collect();
        for expected in ["2 waves later", "New", "Gone"] {
            assert_eq!(words.iter().filter(|word| **word == expected).count(), 1, "{expected} in {words:?}");
        }
        assert_eq!(view.table.rows.len(), 15);
        let is_arrow = |form: &Form| matches!(form, Form::Text { text, .. } if text == "1 → 3");
        assert!(view.picture.shapes.iter().any(|shape| is_arrow(&shape.form)));
    }

    #[test]
    fn of_a_long_plan_the_first_rows_are_drawn_or_those_around_an_entry() {
        let mut document = Example::Norvik.document().unwrap();
        let copies = crate::domain::catalogue::builtin_entries().iter().cycle().take(400).enumerate();
        document.planning.own_entries = copies
            .map(|(number, entry)| {
                let mut entry = entry.clone();
                entry.id = EntryId::from(format!("own-{number}").as_str());
                entry.hard_prerequisites = match number {
                    399 => vec![EntryId::from("own-0"), EntryId::from("own-398")],
                    _ => Vec::new(),
                };
                entry
            })
            .collect();
        let item = |number: usize| crate::domain::model::wave::WaveItem {
            entry: EntryId::from(format!("own-{number}").as_str()),
            ..Default::default()
        };
        for (number, wave) in document.waves.iter_mut().enumerate() {
            wave.items = (number * 100..number * 100 + 100).map(item).collect();
        }
        let figures = Figures::of(&document);
        let bars = |view: &View| of_class(view, "gantt-product") + of_class(view, "gantt-service");
        let says = |view: &View, words: &str| {
            let is = |form: &Form| matches!(form, Form::Text { text, .. } if text == words);
            view.picture.shapes.iter().any(|shape| is(&shape.form))
        };
        let all = gantt(&document, &figures, &GanttOptions::default());
        assert_eq!((bars(&all), all.table.rows.len()), (ROWS_AT_MOST, 400));
        assert!(says(&all, "100 more are in the table"));
        let last = EntryId::from("own-399");
        let one = gantt(&document, &figures, &GanttOptions { focus: Some(&last), ..GanttOptions::default() });
        assert_eq!((bars(&one), edges(&one)), (3, 2), "the entry and the two that it needs");
        assert!(says(&one, "397 more are in the table"));
    }

    #[test]
    fn a_plan_that_kept_its_baseline_says_so() {
        let document = Example::Norvik.document().unwrap();
        let kept =
            Scenario { name: "Approved".to_owned(), waves: document.waves.clone(), ..Scenario::default() };
        let baseline = Baseline::of(&document, &kept);
        let options = GanttOptions { baseline: Some(&baseline), ..GanttOptions::default() };
        let view = gantt(&document, &Figures::of(&document), &options);
        assert_eq!(view.picture.title, "Since Approved nothing moved");
        assert!(view.table.rows.iter().all(|row| row.last().unwrap() == "As planned"));
    }

    #[test]
    fn a_baseline_that_ends_later_stretches_the_axis() {
        let (mut document, _) = moved();
        let kept = Scenario { waves: document.waves.clone(), ..Scenario::default() };
        document.waves.truncate(2);
        let baseline = Baseline::of(&document, &kept);
        let options = GanttOptions { baseline: Some(&baseline), ..GanttOptions::default() };
        let view = gantt(&document, &Figures::of(&document), &options);
        let right = view
            .picture
            .shapes
            .iter()
            .filter(|shape| shape.class == "compare-removed" && shape.hint.is_some());
        let widths: Vec<f64> = right
            .map(|shape| match shape.form {
                Form::Rect { width, .. } => width,
                _ => 0.0,
            })
            .collect();
        assert!(!widths.is_empty() && widths.iter().all(|width| *width > 4.0), "{widths:?}");
    }
}
