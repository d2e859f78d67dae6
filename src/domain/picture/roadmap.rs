//! The roadmap: waves across, groups of the catalogue down, with milestones, change load and the office below.
//!
//! Top to bottom: heads of the waves, one row for each entry in the lane of its group, milestones, load of the five
//! groups, the office, a legend with the steady state. Everything shares one time axis.

use crate::domain::catalogue;
use crate::domain::figures::Figures;
use crate::domain::figures::colour::{LoadColour, load_text};
use crate::domain::figures::number::{exceeds, fixed};
use crate::domain::model::document::Document;
use crate::domain::model::entry::{CatalogueGroup, EntryKind};
use crate::domain::model::group::Group;
use crate::domain::model::scalar::Date;
use crate::domain::model::wave::WaveKind;
use crate::domain::wording::{count, fill, phrase, t};

use super::axis::TimeAxis;
use super::bar::bar_hint;
use super::finding::{group_inside, group_name, roadmap_summary, roadmap_title};
use super::lettering::{fit, text_width, wrap};
use super::load_heat::{level_mark, level_name};
use super::primitives::{Anchor, Form, Picture, Shape, TableTwin, Target, TextSize};
use crate::domain::figures::schedule::{WorkBar, schedule};

/// What a roadmap is drawn for.
#[derive(Clone, Debug, PartialEq)]
pub struct RoadmapOptions {
    /// Width in pixels; at least 480.
    pub width: f64,
    /// Most bars; what is beyond is counted, from the last lane up.
    pub bars_at_most: usize,
    /// The day to mark; none for no mark.
    pub today: Option<Date>,
    /// Height of the row of an entry; 18 to 40 pixels.
    pub row_height: f64,
}

impl Default for RoadmapOptions {
    fn default() -> Self {
        Self { width: 1176.0, bars_at_most: 40, today: None, row_height: 25.0 }
    }
}

const LEAST_WIDTH: f64 = 480.0;
const LANE_HEAD: f64 = 172.0;
/// Room at the right for the half of a diamond on the last day.
const RIGHT: f64 = 8.0;
/// Height of a bar: this share of its row, and never lower than its label.
const BAR_SHARE: f64 = 0.68;
const LEAST_BAR: f64 = 13.0;
const LANE_PADDING: f64 = 3.0;
const STRIP_ROW: f64 = 23.0;
const STRIP: f64 = 19.0;
const OFFICE: f64 = 74.0;
const OFFICE_BAR: f64 = 64.0;
const LONGEST_LABEL: f64 = 260.0;
const DIAMOND: f64 = 6.0;
/// Run work that makes the widest tail in a small plan, person-days a month.
const WIDE_TAIL_DAYS: f64 = 8.0;

/// Draws the roadmap of a plan.
pub fn roadmap(document: &Document, figures: &Figures, options: &RoadmapOptions) -> Picture {
    let title = roadmap_title(figures);
    let summary = roadmap_summary(document, figures);
    let mut drawing = Drawing::new(document, figures, options);
    if figures.spans.is_empty() {
        drawing.quiet(0.0, 24.0, summary.clone());
        return Picture { width: drawing.width, height: 40.0, title, summary, shapes: drawing.shapes };
    }
    drawing.heads();
    drawing.lanes(schedule(document, figures), options.bars_at_most);
    drawing.milestones();
    drawing.load();
    drawing.office();
    let plot_bottom = drawing.y;
    drawing.legend();
    let height = drawing.y;
    let mut shapes = drawing.ground(plot_bottom, options.today);
    shapes.extend(drawing.shapes);
    Picture { width: drawing.width, height, title, summary, shapes }
}

/// The roadmap as a table: one row for each entry, by wave and order of work.
pub fn roadmap_table(document: &Document, figures: &Figures) -> TableTwin {
    let format = document.plan.date_format;
    let columns = ["lane", "entry", "kind", "wave", "from", "to", "build", "run"]
        .map(|column| t(&format!("picture.roadmap.column.{column}")).to_owned());
    let rows = schedule(document, figures)
        .into_iter()
        .map(|bar| {
            vec![
                lane_name(bar.group).to_owned(),
                bar.name,
                kind_name(bar.kind).to_owned(),
                bar.wave.to_string(),
                phrase::date(format, bar.from),
                phrase::date(format, bar.to),
                phrase::days(bar.build_days),
                phrase::days(bar.run_days_per_month),
            ]
        })
        .collect();
    TableTwin { columns: columns.to_vec(), rows }
}

/// "Product" or "Service".
pub fn kind_name(kind: EntryKind) -> &'static str {
    t(match kind {
        EntryKind::Product => "picture.kind.product",
        EntryKind::Service => "picture.kind.service",
    })
}

fn lane_name(group: CatalogueGroup) -> &'static str {
    catalogue::group(group).map_or(group.code(), |content| &content.short_name)
}

/// A day with its name on the milestone row.
struct Milestone {
    day: Date,
    name: String,
    own: bool,
}

/// The entries of one group, in the order of their rows.
struct Lane {
    group: CatalogueGroup,
    bars: Vec<WorkBar>,
    hidden_count: usize,
}

struct Drawing<'a> {
    document: &'a Document,
    figures: &'a Figures,
    width: f64,
    plot_left: f64,
    plot_right: f64,
    axis: TimeAxis,
    /// Top of what is drawn next.
    y: f64,
    shapes: Vec<Shape>,
    /// Places from which dotted lines drop: outside events.
    drops: Vec<f64>,
    /// Bottom of the milestone row, where the dotted lines end.
    milestone_y: f64,
    heads_bottom: f64,
    /// Height of the row of an entry.
    row: f64,
}

impl<'a> Drawing<'a> {
    fn new(document: &'a Document, figures: &'a Figures, options: &RoadmapOptions) -> Self {
        let width = if options.width.is_finite() { options.width.max(LEAST_WIDTH) } else { LEAST_WIDTH };
        Self {
            document,
            figures,
            width,
            plot_left: LANE_HEAD,
            plot_right: width - RIGHT,
            axis: TimeAxis::new(document, figures, LANE_HEAD, width - RIGHT),
            y: 0.0,
            shapes: Vec::new(),
            drops: Vec::new(),
            milestone_y: 0.0,
            heads_bottom: 0.0,
            row: if options.row_height.is_finite() { options.row_height.clamp(18.0, 40.0) } else { 25.0 },
        }
    }

    fn text(&mut self, x: f64, y: f64, anchor: Anchor, size: TextSize, text: String) -> Option<&mut Shape> {
        if text.is_empty() {
            return None;
        }
        self.shapes.push(Shape::new("chart-label", Form::Text { x, y, anchor, size, text }));
        self.shapes.last_mut()
    }

    fn strong(&mut self, x: f64, y: f64, size: TextSize, text: String) {
        if let Some(shape) = self.text(x, y, Anchor::Start, size, text) {
            shape.signs.push(("data-weight", "strong"));
        }
    }

    fn quiet(&mut self, x: f64, y: f64, text: String) {
        if let Some(shape) = self.text(x, y, Anchor::Start, TextSize::Normal, text) {
            shape.signs.push(("data-weight", "quiet"));
        }
    }

    fn caption(&mut self, x: f64, y: f64, anchor: Anchor, text: String) {
        if let Some(shape) = self.text(x, y, anchor, TextSize::Small, text) {
            shape.class = "chart-axis";
        }
    }

    fn rule(&mut self, class: &'static str) {
        let line = Form::Line { from: (0.0, self.y), to: (self.plot_right, self.y) };
        self.shapes.push(Shape::new(class, line));
    }

    /// Bands of the waves, lines between them, dotted lines from outside events, today: behind everything.
    fn ground(&self, bottom: f64, today: Option<Date>) -> Vec<Shape> {
        let mut shapes = Vec::new();
        for index in 0..self.figures.spans.len() {
            let (left, right) = self.axis.wave(index);
            if index % 2 == 0 {
                let band = Form::Rect { x: left, y: 0.0, width: right - left, height: bottom, radius: 0.0 };
                shapes.push(Shape::new("chart-band", band).target(Target::Wave(index + 1)));
            }
        }
        let starts = (0..self.figures.spans.len()).map(|index| self.axis.wave(index).0);
        for x in starts.chain([self.plot_right]) {
            shapes.push(Shape::new("chart-rule", Form::Line { from: (x, 0.0), to: (x, bottom) }));
        }
        for x in &self.drops {
            let line = Form::Line { from: (*x, self.heads_bottom), to: (*x, self.milestone_y - DIAMOND) };
            shapes.push(Shape::new("milestone-drop", line));
        }
        let horizon = self.figures.spans.first().zip(self.figures.spans.last());
        if let Some(day) =
            today.filter(|day| horizon.is_some_and(|(first, last)| first.start <= *day && *day <= last.end))
        {
            let x = self.axis.at(day.civil());
            let line = Form::Line { from: (x, self.heads_bottom), to: (x, bottom) };
            shapes.push(Shape::new("chart-base", line).hint(t("picture.roadmap.hint.today")));
        }
        shapes
    }

    /// Name, time and goal of each wave, and the months.
    fn heads(&mut self) {
        let mut goal_lines = 0;
        for (index, wave) in self.document.waves.iter().enumerate() {
            let (left, right) = self.axis.wave(index);
            let (x, room) = (left + 8.0, right - left - 12.0);
            let number = (index + 1).to_string();
            let mut name = fill("picture.wave", &[("number", &number)]);
            if text_width(&name, TextSize::Large, true) > room {
                name =
                    if text_width(&number, TextSize::Large, true) <= room { number } else { String::new() };
            }
            let used = text_width(&name, TextSize::Large, true) + 6.0;
            self.strong(x, 17.0, TextSize::Large, name);
            let period = self.figures.spans.get(index).map_or_else(String::new, phrase::period);
            let without_year =
                period.rsplit_once(' ').map(|(months, _)| months.to_owned()).unwrap_or_default();
            let period = [period, without_year]
                .into_iter()
                .find(|text| text_width(text, TextSize::Normal, false) <= room - used);
            self.quiet(x + used, 17.0, period.unwrap_or_default());
            let goal = match wave.kind {
                _ if !wave.goal.trim().is_empty() => wave.goal.as_str(),
                WaveKind::Normal => "",
                WaveKind::Pause => t("picture.wave.pause"),
                WaveKind::Closing => t("picture.wave.closing"),
            };
            let lines = wrap(goal, room, 3, TextSize::Normal, false);
            goal_lines = goal_lines.max(lines.len());
            for (line, text) in lines.into_iter().enumerate() {
                self.quiet(x, 34.0 + 15.0 * line as f64, text);
            }
        }
        self.y = 30.0 + 15.0 * goal_lines as f64;
        self.months();
        self.y += 26.0;
        self.heads_bottom = self.y;
        self.rule("chart-rule");
    }

    fn months(&mut self) {
        for (x, name) in self.axis.months() {
            self.caption(x, self.y + 13.0, Anchor::Start, name);
        }
    }

    fn lanes(&mut self, bars: Vec<WorkBar>, bars_at_most: usize) {
        let widest = bars.iter().map(|bar| bar.run_days_per_month).fold(WIDE_TAIL_DAYS, f64::max);
        for lane in to_lanes(bars, bars_at_most) {
            self.y += LANE_PADDING;
            let baseline = self.y + self.row / 2.0 + 4.0;
            let name = fit(lane_name(lane.group), LANE_HEAD - 54.0, TextSize::Normal, true);
            self.strong(0.0, baseline, TextSize::Normal, name);
            self.caption(LANE_HEAD - 14.0, baseline, Anchor::End, lane.group.code().to_owned());
            for bar in &lane.bars {
                self.bar(bar, widest);
                self.y += self.row;
            }
            if lane.hidden_count > 0 {
                let room = self.plot_right - self.plot_left - 16.0;
                let text =
                    fit(&count("picture.roadmap.more", lane.hidden_count), room, TextSize::Normal, false);
                self.quiet(self.plot_left + 8.0, self.y + self.row / 2.0 + 4.0, text);
                self.y += self.row;
            }
            self.y += LANE_PADDING;
            self.rule("chart-grid");
        }
    }

    fn bar(&mut self, bar: &WorkBar, widest: f64) {
        let middle = self.y + self.row / 2.0;
        let left = self.axis.at(bar.from.civil()).min(self.plot_right - 4.0);
        let right = self.axis.end_of(bar.to).max(left + 4.0);
        let kind = match bar.kind {
            EntryKind::Product => "product",
            EntryKind::Service => "service",
        };
        let target = Target::Entry(bar.entry.clone());
        let hint = bar_hint(self.document, bar);
        let label = self.label_place(&bar.name, left, right);
        let tail_from = label.tail_from.max(right);
        if bar.run_days_per_month > 0.0 && self.plot_right - tail_from > 4.0 {
            let height = 1.5 + 6.5 * (bar.run_days_per_month / widest).clamp(0.0, 1.0);
            let width = self.plot_right - tail_from;
            let tail = rect("bar-tail", [tail_from, middle - height / 2.0, width, height], 0.0);
            self.shapes.push(tail.target(target.clone()));
        }
        let height = (self.row * BAR_SHARE).max(LEAST_BAR);
        let shape = rect("bar", [left, middle - height / 2.0, right - left, height], 4.0);
        self.shapes.push(shape.sign("data-kind", kind).hint(hint).target(target.clone()));
        if let Some(text) = self.text(label.x, middle + 4.0, label.anchor, TextSize::Normal, label.text) {
            text.class = "bar-label";
            text.signs.push(("data-kind", kind));
            text.signs.push(("data-place", if label.inside { "inside" } else { "outside" }));
            if !label.inside {
                text.signs.push(("data-halo", "true"));
            }
            text.target = Some(target);
        }
    }

    /// Inside the bar, else right of it, else left of it, else cut on the side with more room.
    fn label_place(&self, name: &str, left: f64, right: f64) -> LabelPlace {
        let bold = fit(name, LONGEST_LABEL, TextSize::Normal, true);
        if text_width(&bold, TextSize::Normal, true) + 14.0 <= right - left {
            return LabelPlace {
                x: left + 7.0,
                anchor: Anchor::Start,
                text: bold,
                inside: true,
                tail_from: right,
            };
        }
        let plain = fit(name, LONGEST_LABEL, TextSize::Normal, false);
        let width = text_width(&plain, TextSize::Normal, false);
        let (room_right, room_left) = (self.plot_right - right - 10.0, left - self.plot_left - 10.0);
        let goes_right = width <= room_right || (width > room_left && room_right >= room_left);
        let text = fit(&plain, if goes_right { room_right } else { room_left }, TextSize::Normal, false);
        if goes_right {
            let tail_from = right + 6.0 + text_width(&text, TextSize::Normal, false) + 10.0;
            LabelPlace { x: right + 6.0, anchor: Anchor::Start, text, inside: false, tail_from }
        } else {
            LabelPlace { x: left - 6.0, anchor: Anchor::End, text, inside: false, tail_from: right }
        }
    }

    fn milestones(&mut self) {
        let milestones = milestones(self.document, self.figures);
        let baseline = self.y + 22.0;
        let middle = baseline - 4.0;
        self.strong(0.0, baseline, TextSize::Normal, t("picture.roadmap.milestones").to_owned());
        let places: Vec<f64> = milestones
            .iter()
            .map(|milestone| {
                if milestone.own {
                    self.axis.end_of(milestone.day)
                } else {
                    self.axis.at(milestone.day.civil())
                }
            })
            .map(|x| x.clamp(self.plot_left, self.plot_right))
            .collect();
        // Names stand beside their diamonds; where that is taken, on a second line below them.
        let mut beside: Vec<(f64, f64)> =
            places.iter().map(|x| (x - DIAMOND - 3.0, x + DIAMOND + 3.0)).collect();
        let mut below: Vec<(f64, f64)> = Vec::new();
        let mut unnamed_count = 0;
        for (milestone, x) in milestones.iter().zip(&places) {
            let diamond = Form::Diamond { centre: (*x, middle), radius: DIAMOND };
            let day = phrase::date(self.document.plan.date_format, milestone.day);
            let shape = Shape::new("milestone", diamond)
                .sign("data-kind", if milestone.own { "own" } else { "outside" })
                .hint(format!("{}: {day}", milestone.name));
            self.shapes.push(shape);
            if !milestone.own {
                self.drops.push(*x);
            }
            let name = fit(&milestone.name, LONGEST_LABEL, TextSize::Normal, false);
            let width = text_width(&name, TextSize::Normal, false);
            let is_free = |from: f64, taken: &[(f64, f64)]| {
                let to = from + width;
                from >= self.plot_left
                    && to <= self.plot_right
                    && taken.iter().all(|(start, end)| to <= *start || from >= *end)
            };
            let gap = DIAMOND + 4.0;
            let beside_from = [x + gap, x - gap - width].into_iter().find(|from| is_free(*from, &beside));
            let at_edge = self.plot_right - width;
            let below_from =
                [x - DIAMOND, x + DIAMOND - width, at_edge].into_iter().find(|from| is_free(*from, &below));
            let (from, y) = match (beside_from, below_from) {
                (Some(from), _) => {
                    beside.push((from - 6.0, from + width + 6.0));
                    (from, baseline)
                }
                (None, Some(from)) => {
                    below.push((from - 6.0, from + width + 6.0));
                    (from, baseline + 17.0)
                }
                (None, None) => {
                    unnamed_count += 1;
                    continue;
                }
            };
            if let Some(text) = self.text(from, y, Anchor::Start, TextSize::Normal, name) {
                text.signs.push(("data-halo", "true"));
            }
        }
        if unnamed_count > 0 {
            let text = count("picture.roadmap.milestones_left", unnamed_count);
            self.caption(LANE_HEAD - 14.0, baseline, Anchor::End, text);
        }
        self.milestone_y = middle;
        self.y += if below.is_empty() { 36.0 } else { 51.0 };
        self.rule("chart-rule");
    }

    fn load(&mut self) {
        let baseline = self.y + 18.0;
        let head = t("picture.roadmap.load");
        self.strong(0.0, baseline, TextSize::Normal, head.to_owned());
        let behind = text_width(head, TextSize::Normal, true) + 8.0;
        self.caption(behind, baseline, Anchor::Start, t("picture.roadmap.load.note").to_owned());
        self.y += 26.0;
        for group in Group::ALL {
            let baseline = self.y + STRIP / 2.0 + 4.0;
            self.quiet(0.0, baseline, fit(group_name(group), LANE_HEAD - 34.0, TextSize::Normal, false));
            self.caption(LANE_HEAD - 14.0, baseline, Anchor::End, group.letter().to_owned());
            for index in 0..self.figures.loads.len() {
                self.load_cell(index, group);
            }
            self.y += STRIP_ROW;
        }
        self.y += 5.0;
        self.rule("chart-rule");
    }

    fn load_cell(&mut self, index: usize, group: Group) {
        let figures = self.figures;
        let Some(cell) = figures.loads.get(index).map(|row| row.get(group)) else { return };
        let (left, right) = self.axis.wave(index);
        let (x, width) = (left + 2.0, (right - left - 4.0).max(1.0));
        let (utilisation, colour) = (cell.utilisation(), cell.colour());
        let (y, level) = (self.y, colour.word());
        let target = Target::Load { wave: index + 1, group };
        let hint = fill(
            "picture.roadmap.hint.load",
            &[
                ("group", group_inside(group)),
                ("wave", &(index + 1).to_string()),
                ("load", &phrase::days(cell.load)),
                ("capacity", &phrase::days(cell.capacity)),
            ],
        );
        let hint = phrase::sentence_start(&hint);
        let ground = rect("strip-cell", [x, y, width, STRIP], 4.0).level(colour);
        self.shapes.push(ground.target(target.clone()).hint(hint));
        let filled = width * utilisation.clamp(0.0, 1.0);
        if filled > 1.0 {
            let fill = rect("strip-fill", [x, y, filled, STRIP], 4.0).level(colour);
            self.shapes.push(fill.target(target.clone()));
            let overflow = if exceeds(utilisation, 1.0) { 2.0 } else { 0.0 };
            let mark = rect("strip-mark", [x + filled - 2.0, y, 2.0 + overflow, STRIP], 0.0).level(colour);
            self.shapes.push(mark.target(target.clone()));
        }
        let number = load_text(utilisation);
        let with_mark = format!("{number} {}", level_mark(colour));
        let with_word = format!("{with_mark} {}", level_name(colour));
        let room = width - 12.0;
        let candidates =
            if colour <= LoadColour::Green { vec![number] } else { vec![with_word, with_mark, number] };
        let Some(text) = candidates.into_iter().find(|text| text_width(text, TextSize::Normal, true) <= room)
        else {
            return;
        };
        if colour > LoadColour::Green {
            let plate = text_width(&text, TextSize::Normal, true) + 6.0;
            self.shapes.push(rect("strip-plate", [x + 5.0, y + 3.0, plate, STRIP - 6.0], 2.0));
        }
        // A number that its own mark would cross stands right of the mark.
        let (number_from, number_width) = (x + 8.0, text_width(&text, TextSize::Normal, true));
        let is_crossed = colour <= LoadColour::Green && filled > 6.0 && filled < number_width + 10.0;
        let fits_behind = filled + 6.0 + number_width <= width;
        let number_from = if is_crossed && fits_behind { x + filled + 5.0 } else { number_from };
        let baseline = y + STRIP / 2.0 + 4.0;
        if let Some(shape) = self.text(number_from, baseline, Anchor::Start, TextSize::Normal, text) {
            shape.signs.extend([("data-weight", "strong"), ("data-level", level)]);
            shape.target = Some(target);
        }
    }

    fn office(&mut self) {
        let top = self.y;
        self.strong(0.0, top + 18.0, TextSize::Normal, t("picture.roadmap.office").to_owned());
        let note = fit(t("picture.roadmap.office.note"), LANE_HEAD - 14.0, TextSize::Small, false);
        self.caption(0.0, top + 34.0, Anchor::Start, note);
        let finite = |value: f64| if value.is_finite() { value } else { 0.0 };
        let tallest = self
            .figures
            .office
            .iter()
            .flat_map(|office| [office.capacity, office.demand])
            .map(finite)
            .fold(1.0, f64::max);
        let figures = self.figures;
        for (index, office) in figures.office.iter().enumerate() {
            let (left, right) = self.axis.wave(index);
            let band = right - left;
            let bar = (band * 0.26).clamp(6.0, OFFICE_BAR).min((band - 8.0).max(2.0));
            let scale = (OFFICE - 14.0) / tallest;
            let bottom = top + OFFICE - 2.0;
            let x = left + 8.0_f64.min(band / 6.0);
            let target = Target::Office(index + 1);
            let within = office.demand.min(office.capacity);
            let run = office.run.min(within);
            let run_height = finite(run) * scale;
            if run_height > 0.5 {
                self.shapes.push(
                    rect("use-run", [x, bottom - run_height, bar, run_height], 0.0).target(target.clone()),
                );
            }
            let build_height = finite(within - run) * scale;
            if build_height > 1.5 {
                let y = bottom - run_height - build_height;
                self.shapes
                    .push(rect("use-build", [x, y, bar, build_height - 1.0], 0.0).target(target.clone()));
            }
            let excess = finite(office.demand - office.capacity) * scale;
            if excess > 0.5 {
                let y = bottom - run_height - build_height - excess;
                self.shapes.push(rect("use-excess", [x, y, bar, excess], 0.0).target(target.clone()));
            }
            let line = bottom - finite(office.capacity) * scale;
            let reach = 5.0_f64.min(band / 8.0);
            let capacity = Form::Line { from: (x - reach, line), to: (x + bar + reach, line) };
            self.shapes.push(Shape::new("use-capacity", capacity).target(target.clone()));
            let (text_x, room) = (x + bar + 12.0, right - x - bar - 16.0);
            let colour = office.colour();
            let number = load_text(office.utilisation);
            let levelled = format!("{number} {}", level_name(colour));
            let head = [levelled, number]
                .into_iter()
                .find(|text| text_width(text, TextSize::Large, true) <= room)
                .unwrap_or_default();
            if let Some(shape) = self.text(text_x, top + 30.0, Anchor::Start, TextSize::Large, head) {
                shape.signs.extend([("data-weight", "strong"), ("data-level", colour.word())]);
                shape.target = Some(target);
            }
            let days = fill(
                "picture.roadmap.office.days",
                &[("demand", &phrase::days(office.demand)), ("capacity", &phrase::days(office.capacity))],
            );
            let parts = fill(
                "picture.roadmap.office.parts",
                &[("build", &phrase::days(office.build)), ("run", &phrase::days(office.run))],
            );
            for (line, text) in [days, parts].into_iter().enumerate() {
                if text_width(&text, TextSize::Normal, false) <= room {
                    self.quiet(text_x, top + 47.0 + 15.0 * line as f64, text);
                }
            }
        }
        self.y += OFFICE;
    }

    fn legend(&mut self) {
        self.y += 18.0;
        let mut x = 0.0;
        for name in ["product", "service", "run", "own", "outside"] {
            let text = t(&format!("picture.roadmap.legend.{name}"));
            let mark = if matches!(name, "own" | "outside") { 2.0 * DIAMOND } else { 18.0 };
            let width = mark + 6.0 + text_width(text, TextSize::Normal, false);
            if x > 0.0 && x + width > self.plot_right {
                x = 0.0;
                self.y += 20.0;
            }
            let middle = self.y - 4.0;
            match name {
                "run" => {
                    self.shapes.push(rect("bar-tail", [x, middle - 2.0, mark, 4.0], 0.0));
                }
                "own" | "outside" => {
                    let diamond = Form::Diamond { centre: (x + DIAMOND, middle), radius: DIAMOND };
                    let kind = if name == "own" { "own" } else { "outside" };
                    self.shapes.push(Shape::new("milestone", diamond).sign("data-kind", kind));
                }
                _ => {
                    let kind = if name == "product" { "product" } else { "service" };
                    let bar = rect("bar", [x, middle - 4.5, mark, 9.0], 3.0);
                    self.shapes.push(bar.sign("data-kind", kind));
                }
            }
            self.quiet(x + mark + 6.0, self.y, text.to_owned());
            x += width + 18.0;
        }
        self.steady_state(x);
        self.y += 8.0;
    }

    /// The view beyond the last wave, at the right of the legend or below it.
    fn steady_state(&mut self, legend_right: f64) {
        let Some(last) = self.figures.spans.last() else { return };
        let steady = self.figures.steady_state;
        let colour = LoadColour::of(steady.utilisation());
        let mark =
            if colour <= LoadColour::Green { String::new() } else { format!("{} ", level_mark(colour)) };
        let text = fill(
            "picture.roadmap.after",
            &[
                ("month", &phrase::month_of(last.end)),
                ("run", &fixed(steady.run_per_month, 1)),
                ("capacity", &fixed(steady.capacity_per_month, 1)),
            ],
        );
        let text = fit(&format!("{mark}{text}"), self.plot_right, TextSize::Normal, true);
        if legend_right + text_width(&text, TextSize::Normal, true) > self.plot_right {
            self.y += 20.0;
        }
        let (x, y) = (self.plot_right, self.y);
        if let Some(shape) = self.text(x, y, Anchor::End, TextSize::Normal, text) {
            shape.signs.extend([("data-weight", "strong"), ("data-level", colour.word())]);
        }
    }
}

/// A rectangle from left, top, width and height.
fn rect(class: &'static str, [x, y, width, height]: [f64; 4], radius: f64) -> Shape {
    Shape::new(class, Form::Rect { x, y, width: width.max(0.0), height: height.max(0.0), radius })
}

struct LabelPlace {
    x: f64,
    anchor: Anchor,
    text: String,
    inside: bool,
    /// Where the tail may begin.
    tail_from: f64,
}

/// Lanes in catalogue order; rows by wave and order of work. What is over the limit is counted from the bottom up.
fn to_lanes(bars: Vec<WorkBar>, bars_at_most: usize) -> Vec<Lane> {
    let mut excess = bars.len().saturating_sub(bars_at_most);
    let mut lanes: Vec<Lane> = CatalogueGroup::ALL
        .into_iter()
        .map(|group| {
            let bars: Vec<WorkBar> = bars.iter().filter(|bar| bar.group == group).cloned().collect();
            Lane { group, bars, hidden_count: 0 }
        })
        .filter(|lane| !lane.bars.is_empty())
        .collect();
    for lane in lanes.iter_mut().rev() {
        lane.hidden_count = excess.min(lane.bars.len());
        lane.bars.truncate(lane.bars.len() - lane.hidden_count);
        excess -= lane.hidden_count;
    }
    lanes
}

/// The milestones inside the horizon, the most important first: so their names are placed first.
fn milestones(document: &Document, figures: &Figures) -> Vec<Milestone> {
    let own = |day: Date, name: String| Milestone { day, name, own: true };
    let foundation = &document.foundation;
    let mut found = Vec::new();
    found.extend(foundation.approved_on.map(|day| own(day, t("picture.roadmap.charter").to_owned())));
    for blackout in document.waves.iter().flat_map(|wave| &wave.blackouts) {
        if let Some(day) = blackout.from.filter(|_| !blackout.reason.trim().is_empty()) {
            found.push(Milestone { day, name: blackout.reason.trim().to_owned(), own: false });
        }
    }
    found.extend(foundation.funding.review_date.map(|day| own(day, t("picture.roadmap.review").to_owned())));
    for (index, (wave, span)) in document.waves.iter().zip(&figures.spans).enumerate() {
        let number = (index + 1).to_string();
        let name = match wave.name.trim() {
            "" => fill("picture.wave", &[("number", &number)]),
            name => name.to_owned(),
        };
        found.push(own(span.end, fill("picture.roadmap.wave_done", &[("wave", &name)])));
    }
    let horizon = figures.spans.first().zip(figures.spans.last());
    found.retain(|milestone| {
        horizon.is_some_and(|(first, last)| first.start <= milestone.day && milestone.day <= last.end)
    });
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::example::Example;

    fn draw(example: Example, options: &RoadmapOptions) -> Picture {
        let document = example.document().unwrap();
        roadmap(&document, &Figures::of(&document), options)
    }

    fn texts(picture: &Picture) -> Vec<&str> {
        picture
            .shapes
            .iter()
            .filter_map(|shape| match &shape.form {
                Form::Text { text, .. } => Some(text.as_str()),
                _ => None,
            })
            .collect()
    }

    #[test]
    fn every_number_of_the_plan_is_printed() {
        let picture = draw(Example::Norvik, &RoadmapOptions::default());
        let texts = texts(&picture);
        for expected in [
            "Wave 2",
            "Q2 2027",
            "PMO charter",
            "1.00 △ Tight",
            "0.63",
            "76.8 of 109.3 pd",
            "build 63 · run 13.8",
            "Charter signed",
        ] {
            assert!(texts.contains(&expected), "{expected} in {texts:?}");
        }
        assert!(texts.iter().any(|text| text.contains("run work 38.0 of 37.2 pd a month")), "{texts:?}");
    }

    #[test]
    fn too_many_bars_are_counted_from_the_bottom_up() {
        let options = RoadmapOptions { bars_at_most: 12, ..RoadmapOptions::default() };
        let picture = draw(Example::Norvik, &options);
        let bars =
            picture.shapes.iter().filter(|shape| shape.class == "bar" && shape.target.is_some()).count();
        assert_eq!(bars, 12);
        let texts = texts(&picture);
        assert!(texts.contains(&"2 more entries in this group"), "{texts:?}");
        assert!(texts.contains(&"1 more entry in this group"), "{texts:?}");
    }

    #[test]
    fn a_plan_without_waves_says_so() {
        let document = Document::default();
        let picture = roadmap(&document, &Figures::of(&document), &RoadmapOptions::default());
        assert_eq!(texts(&picture), ["The plan has no waves, so there is nothing to draw."]);
    }

    #[test]
    fn the_table_says_what_the_picture_shows() {
        let document = Example::Norvik.document().unwrap();
        let table = roadmap_table(&document, &Figures::of(&document));
        assert_eq!(table.rows.len(), 15);
        assert_eq!(table.rows[0][..4], ["Running the PMO", "PMO charter", "Product", "1"]);
        assert!(table.rows.iter().all(|row| row.len() == table.columns.len()));
    }
}
