//! The row of milestones: our own and those from outside, with names that keep apart.

use crate::domain::figures::Figures;
use crate::domain::model::document::Document;
use crate::domain::model::scalar::Date;
use crate::domain::picture::lettering::{fit, text_width};
use crate::domain::picture::primitives::{Anchor, Form, Shape, TextSize};
use crate::domain::wording::{count, fill, phrase, t};

use super::drawing::{DIAMOND, Drawing, LANE_HEAD, LONGEST_LABEL};

/// A day with its name on the milestone row.
struct Milestone {
    day: Date,
    name: String,
    own: bool,
}

impl Drawing<'_> {
    pub(super) fn milestones(&mut self) {
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
            // At the right edge only where the diamond still stands over its name.
            let at_edge = (self.plot_right - width).min(*x - DIAMOND);
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
}

/// The milestones inside the horizon, the most important first: so their names are placed first.
fn milestones(document: &Document, figures: &Figures) -> Vec<Milestone> {
    let own = |day: Date, name: String| Milestone { day, name, own: true };
    let foundation = &document.foundation;
    let mut found = Vec::new();
    found.extend(foundation.approved_on.map(|day| own(day, t("picture.roadmap.charter").to_owned())));
    for change in &document.organisation.other_changes {
        let day = change.from.or(change.to);
        if let Some(day) = day.filter(|_| !change.name.trim().is_empty()) {
            found.push(Milestone { day, name: change.name.trim().to_owned(), own: false });
        }
    }
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
