//! D5, the deployment plan: strategy, waves, effort, staff, cost, load, outside dates, risks, decisions
//! (PMO fact base 7).

use crate::domain::catalogue::Catalogue;
use crate::domain::figures::Figures;
use crate::domain::figures::colour::load_text;
use crate::domain::figures::number::{TOLERANCE, fixed, short};
use crate::domain::figures::schedule::{WorkBar, schedule};
use crate::domain::form::choices;
use crate::domain::model::document::Document;
use crate::domain::model::group::Group;
use crate::domain::model::scalar::Date;
use crate::domain::model::wave::{Wave, WaveKind};
use crate::domain::picture::capacity::capacity_by_role;
use crate::domain::picture::finding::{group_inside, group_name};
use crate::domain::picture::load_heat::{level_name, load_heat, load_heat_table};
use crate::domain::picture::outside::period;
use crate::domain::picture::period::Period;
use crate::domain::picture::roadmap::{RoadmapOptions, kind_name, roadmap, roadmap_table};
use crate::domain::wording::{fill, phrase, t};

use super::block::{Block, Column, Table};
use super::decision;
use super::people;

/// Width of the pictures.
const PICTURE_WIDTH: f64 = 960.0;

/// "Deployment plan of the Norvik Components PMO".
pub fn title(document: &Document) -> String {
    fill("report.deployment.title", &[("office", &people::office(document))])
}

/// The deployment plan's content.
pub fn blocks(document: &Document, figures: &Figures, today: Option<Date>) -> Vec<Block> {
    let writer = Deployment { document, figures, schedule: schedule(document, figures) };
    let picture = roadmap(document, figures, &RoadmapOptions { today, ..RoadmapOptions::default() });
    let mut blocks =
        vec![Block::Lead(phrase::sentence(&picture.title)), Block::Paragraph(picture.summary.clone())];
    let decisions = decision::decisions(document, figures, today);
    let decisions = if decisions.is_empty() {
        Block::Paragraph(t("report.decision.none").to_owned())
    } else {
        Block::List { ordered: true, items: decisions }
    };
    let sections: [(&str, Vec<Block>); 10] = [
        ("report.deployment.decisions", vec![decisions]),
        ("report.deployment.strategy", writer.strategy()),
        (
            "report.deployment.roadmap",
            vec![Block::Picture { picture: Box::new(picture), twin: roadmap_table(document, figures) }],
        ),
        ("report.deployment.waves", writer.waves()),
        ("report.deployment.effort", writer.effort()),
        ("report.deployment.staff", writer.staff()),
        ("report.deployment.cost", writer.cost()),
        ("report.deployment.load", writer.load()),
        ("report.deployment.outside", writer.outside()),
        ("report.deployment.risks", writer.risks()),
    ];
    for (index, (heading, content)) in sections.into_iter().enumerate() {
        blocks.push(Block::section(index + 1, t(heading)));
        if content.is_empty() {
            blocks.push(Block::to_be_decided());
        }
        blocks.extend(content);
    }
    blocks
}

/// Cost of every wave: own staff, consultants, sum; with the budget where one was entered.
pub fn cost_table(document: &Document, figures: &Figures) -> Table {
    let amount = |units: f64| phrase::thousands(units);
    let rows: Vec<Vec<String>> = document
        .waves
        .iter()
        .zip(&figures.office)
        .enumerate()
        .map(|(index, (wave, office))| {
            vec![
                wave_name(index),
                amount(office.internal_cost),
                amount(office.consultant_cost),
                amount(office.total_cost()),
                wave.budget.map(|budget| amount(budget.units())).unwrap_or_default(),
            ]
        })
        .collect();
    let has_budget = document.waves.iter().any(|wave| wave.budget.is_some());
    let mut table =
        Table::of(&["wave_name", "#own_staff", "#consultants", "#sum", "#budget"]).with_rows(rows);
    let sum = |value: &dyn Fn(&crate::domain::figures::office::WaveOffice) -> f64| {
        amount(figures.office.iter().map(value).sum())
    };
    table.total = vec![
        t("report.all").to_owned(),
        sum(&|office| office.internal_cost),
        sum(&|office| office.consultant_cost),
        sum(&|office| office.total_cost()),
    ];
    if has_budget {
        let budget: f64 =
            document.waves.iter().filter_map(|wave| wave.budget).map(|budget| budget.units()).sum();
        table.total.push(amount(budget));
    }
    let funding = &document.foundation.funding;
    let currency = document.plan.currency;
    table.note = fill(
        "report.cost.note",
        &[
            ("own", &phrase::money(currency, funding.cost_per_day_internal.units())),
            ("external", &phrase::money(currency, funding.cost_per_day_external.units())),
        ],
    );
    table
}

/// "Wave 1", from an index.
pub fn wave_name(index: usize) -> String {
    fill("picture.wave", &[("number", &(index + 1).to_string())])
}

struct Deployment<'a> {
    document: &'a Document,
    figures: &'a Figures,
    schedule: Vec<WorkBar>,
}

impl Deployment<'_> {
    fn day(&self, date: Date) -> String {
        phrase::date(self.document.plan.date_format, date)
    }

    fn strategy(&self) -> Vec<Block> {
        let strategy = &self.document.planning.strategy;
        let terms: Vec<(String, String)> = [
            ("report.strategy.choices", &strategy.guiding_choices),
            ("report.strategy.pace", &strategy.pace),
            ("report.strategy.pilot", &strategy.pilot_approach),
            ("report.strategy.risk", &strategy.risk_appetite),
            ("report.strategy.success", &strategy.success_measures),
        ]
        .into_iter()
        .filter(|(_, text)| !text.trim().is_empty())
        .map(|(key, text)| (t(key).to_owned(), text.trim().to_owned()))
        .collect();
        if terms.is_empty() { Vec::new() } else { vec![Block::Terms(terms)] }
    }

    fn waves(&self) -> Vec<Block> {
        self.document.waves.iter().enumerate().flat_map(|(index, wave)| self.wave(index, wave)).collect()
    }

    fn wave(&self, index: usize, wave: &Wave) -> Vec<Block> {
        let mut heading = wave_name(index);
        if !wave.name.trim().is_empty() {
            heading = format!("{heading}: {}", wave.name.trim());
        }
        if let Some(span) = self.figures.spans.get(index) {
            heading = format!("{heading}, {}", phrase::period(span));
        }
        let mut blocks = vec![Block::heading(3, heading)];
        if !wave.goal.trim().is_empty() {
            blocks
                .push(Block::Paragraph(fill("report.wave.goal", &[("goal", &phrase::sentence(&wave.goal))])));
        }
        if wave.items.is_empty() {
            let key = match wave.kind {
                WaveKind::Closing => "picture.wave.closing",
                WaveKind::Normal | WaveKind::Pause => "report.wave.nothing",
            };
            blocks.push(Block::Paragraph(t(key).to_owned()));
        } else {
            blocks.push(self.entries(index, wave));
        }
        if let (Some(office), Some(loads)) = (self.figures.office.get(index), self.figures.loads.get(index)) {
            let level = level_name(office.colour()).to_lowercase();
            let mut sentences = vec![fill(
                "report.wave.office",
                &[
                    ("demand", &phrase::days(office.demand)),
                    ("capacity", &phrase::days(office.capacity)),
                    ("use", &load_text(office.utilisation)),
                    ("level", &level),
                ],
            )];
            let loads: Vec<String> = loads
                .iter()
                .map(|(group, cell)| format!("{} {}", group_inside(group), load_text(cell.utilisation())))
                .collect();
            sentences.push(fill("report.wave.load", &[("loads", &phrase::list(&loads))]));
            blocks.push(Block::Paragraph(sentences.join(" ")));
        }
        let criteria: Vec<String> = wave
            .exit_criteria
            .iter()
            .filter(|criterion| !criterion.text.trim().is_empty())
            .map(|criterion| {
                let text = phrase::sentence(&criterion.text);
                if criterion.done { fill("report.wave.done", &[("text", &text)]) } else { text }
            })
            .collect();
        if !criteria.is_empty() {
            blocks.push(Block::Paragraph(t("report.wave.exit").to_owned()));
            blocks.push(Block::bullets(criteria));
        }
        blocks
    }

    fn entries(&self, index: usize, wave: &Wave) -> Block {
        let catalogue = Catalogue::of(self.document);
        let rows = wave
            .items
            .iter()
            .map(|item| {
                let entry = self.figures.entry(&item.entry);
                let bar = self.schedule.iter().find(|bar| bar.wave == index + 1 && bar.entry == item.entry);
                let mut name = catalogue.name(&item.entry);
                if item.pilot {
                    name = fill("report.wave.pilot", &[("name", &name)]);
                }
                vec![
                    name,
                    entry.map(|entry| kind_name(entry.kind).to_owned()).unwrap_or_default(),
                    bar.map(|bar| self.day(bar.to)).unwrap_or_default(),
                    entry.map(|entry| phrase::days(entry.build_days)).unwrap_or_default(),
                    entry.map(|entry| phrase::days(entry.run_days_per_month)).unwrap_or_default(),
                    people::builder(self.document, item, entry),
                    people::run_owner_text(self.document, item, entry),
                ]
            })
            .collect();
        let columns = ["entry", "kind", "launch", "#build", "#run", "builder", "run_owner"];
        Block::Table(Table::of(&columns).with_rows(rows))
    }

    fn effort(&self) -> Vec<Block> {
        let rows: Vec<Vec<String>> = self
            .figures
            .office
            .iter()
            .zip(&self.document.waves)
            .enumerate()
            .map(|(index, (office, wave))| {
                vec![
                    wave_name(index),
                    wave.items.len().to_string(),
                    phrase::days(office.build),
                    phrase::days(office.run),
                    phrase::days(office.demand),
                    phrase::days(office.capacity),
                    format!("{} {}", load_text(office.utilisation), level_name(office.colour())),
                    phrase::days(office.run_per_month_after),
                ]
            })
            .collect();
        if rows.is_empty() {
            return Vec::new();
        }
        let columns =
            ["wave_name", "#entries", "#build", "#run_wave", "#demand", "#capacity", "#use", "#run_after"];
        let mut table = Table::of(&columns).with_rows(rows);
        table.note = t("report.effort.note").to_owned();
        let mut blocks = vec![Block::Table(table)];
        if let Some(last) = self.figures.spans.last() {
            let steady = self.figures.steady_state;
            blocks.push(Block::Paragraph(fill(
                "report.effort.steady",
                &[
                    ("month", &phrase::month_of(last.end)),
                    ("run", &fixed(steady.run_per_month, 1)),
                    ("capacity", &fixed(steady.capacity_per_month, 1)),
                ],
            )));
        }
        blocks
    }

    fn staff(&self) -> Vec<Block> {
        let rows: Vec<Vec<String>> = self
            .figures
            .office
            .iter()
            .enumerate()
            .map(|(index, office)| {
                let number = u16::try_from(index + 1).unwrap_or(u16::MAX);
                let joins: Vec<String> = self
                    .document
                    .foundation
                    .staff_plan
                    .iter()
                    .filter(|row| row.from_wave == number)
                    .map(|row| {
                        let person = people::name(self.document, row.person);
                        let who = if person.is_empty() { t("report.vacancy").to_owned() } else { person };
                        format!("{} {} ({who})", short(row.fte.get(), 2), people::role(&row.role))
                    })
                    .collect();
                vec![
                    wave_name(index),
                    short(office.fte, 2),
                    phrase::days(office.internal_days),
                    phrase::days(office.consultant_days),
                    joins.join("; "),
                ]
            })
            .collect();
        if rows.is_empty() {
            return Vec::new();
        }
        let columns = ["wave_name", "#fte", "#own_days", "#consultant_days", "joins"];
        let mut blocks = vec![Block::Table(Table::of(&columns).with_rows(rows))];
        if self.document.plan.settings.plan_by_role {
            let view = capacity_by_role(self.document, self.figures, Period::Waves, PICTURE_WIDTH);
            let finding = format!("{}. {}", view.picture.title, view.picture.summary);
            blocks.push(Block::Paragraph(finding));
            blocks.push(Block::Picture { picture: Box::new(view.picture), twin: view.table });
        }
        blocks
    }

    fn cost(&self) -> Vec<Block> {
        if self.figures.office.is_empty() {
            return Vec::new();
        }
        vec![Block::Table(cost_table(self.document, self.figures))]
    }

    fn load(&self) -> Vec<Block> {
        if self.figures.loads.is_empty() {
            return Vec::new();
        }
        let heat = load_heat(self.document, self.figures);
        let twin = load_heat_table(&heat);
        let columns = twin
            .columns
            .into_iter()
            .enumerate()
            .map(|(index, name)| Column { name, is_figure: index > 0 })
            .collect();
        let table =
            Table { columns, rows: twin.rows, total: Vec::new(), note: t("report.load.note").to_owned() };
        let mut blocks =
            vec![Block::Paragraph(format!("{}. {}", heat.title, heat.summary)), Block::Table(table)];
        let mut causes = Vec::new();
        for group in Group::ALL {
            let row = heat.rows.iter().find(|row| row.group == group);
            for (index, cell) in row.iter().flat_map(|row| row.cells.iter().enumerate()) {
                if cell.colour > crate::domain::figures::colour::LoadColour::Green {
                    let head = format!("{}, {}", wave_name(index), group_name(group));
                    causes.push((
                        head,
                        format!("{} {}: {}", cell.text, level_name(cell.colour), cell.cause_text()),
                    ));
                }
            }
        }
        if !causes.is_empty() {
            blocks.push(Block::Terms(causes));
        }
        blocks
    }

    fn outside(&self) -> Vec<Block> {
        let catalogue = Catalogue::of(self.document);
        let mut lines = Vec::new();
        for wave in &self.document.waves {
            for blackout in &wave.blackouts {
                let reason = people::or_else(&blackout.reason, "report.blackout");
                if let (Some(from), Some(to)) = (blackout.from, blackout.to) {
                    let arguments = [("from", self.day(from)), ("to", self.day(to)), ("reason", reason)];
                    let arguments = [
                        ("from", arguments[0].1.as_str()),
                        ("to", arguments[1].1.as_str()),
                        ("reason", arguments[2].1.as_str()),
                    ];
                    lines.push(fill("report.outside.blackout", &arguments));
                }
            }
        }
        for change in &self.document.organisation.other_changes {
            let days = period(self.document, change);
            if !days.is_empty() && !change.name.trim().is_empty() {
                lines.push(fill("report.outside.change", &[("name", change.name.trim()), ("days", &days)]));
            }
        }
        for (index, points) in self.figures.outside.iter().enumerate() {
            let loads: Vec<String> = points
                .iter()
                .filter(|(_, points)| **points > TOLERANCE)
                .map(|(group, points)| format!("{} {}", group_inside(group), short(*points, 1)))
                .collect();
            if !loads.is_empty() {
                let number = (index + 1).to_string();
                lines.push(fill(
                    "report.outside.load",
                    &[("wave", &number), ("loads", &phrase::list(&loads))],
                ));
            }
        }
        for wish in &self.document.planning.wishes {
            let names: Vec<String> = wish.entries.iter().map(|entry| catalogue.short_name(entry)).collect();
            if names.is_empty() {
                continue;
            }
            let mut line =
                format!("{}: {}", people::choice(&choices::WISH_KIND, wish.kind), phrase::list(&names));
            if let Some(wave) = wish.wave {
                line = format!("{line}, {}", wave_name(usize::from(wave).saturating_sub(1)));
            }
            if !wish.reason.trim().is_empty() {
                line = format!("{line} ({})", wish.reason.trim());
            }
            lines.push(phrase::sentence(&line));
        }
        if lines.is_empty() {
            return vec![Block::Paragraph(t("report.outside.none").to_owned())];
        }
        vec![Block::bullets(lines)]
    }

    fn risks(&self) -> Vec<Block> {
        let rows: Vec<Vec<String>> = decision::risks(self.document)
            .into_iter()
            .map(|risk| {
                let scale = |value: Option<crate::domain::model::scalar::Scale5>| {
                    value.map(|value| value.get().to_string()).unwrap_or_default()
                };
                vec![
                    risk.text.clone(),
                    risk.cause.clone(),
                    scale(risk.probability),
                    scale(risk.impact),
                    risk.response.clone(),
                    people::name(self.document, risk.owner),
                ]
            })
            .collect();
        if rows.is_empty() {
            return Vec::new();
        }
        let columns = ["risk", "cause", "#probability", "#impact", "response", "owner"];
        vec![Block::Table(Table::of(&columns).with_rows(rows))]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::example::Example;

    #[test]
    fn the_cost_of_the_example_adds_up() {
        let document = Example::Norvik.document().unwrap();
        let table = cost_table(&document, &Figures::of(&document));
        assert_eq!(table.rows[0], ["Wave 1", "52,500", "22,000", "74,500", "74,500"]);
        assert_eq!(table.total[..4], ["All", "236,250", "44,000", "280,250"]);
    }

    #[test]
    fn every_wave_says_its_goal_its_load_and_its_end() {
        let document = Example::Norvik.document().unwrap();
        let written = format!("{:?}", blocks(&document, &Figures::of(&document), None));
        for expected in [
            "Wave 2: Rules, Q2 2027",
            "81.1 of 99.3 person-days",
            "executives 1.00",
            "Every active project has a class",
        ] {
            assert!(written.contains(expected), "{expected}");
        }
    }

    #[test]
    fn a_plan_by_role_shows_the_capacity_of_each_role() {
        let mut document = Example::Norvik.document().unwrap();
        let has_roles = |document: &Document| {
            let written = format!("{:?}", blocks(document, &Figures::of(document), None));
            written.contains("asked for more than it has")
                || written.contains("asked for more than they have")
        };
        assert!(!has_roles(&document));
        document.plan.settings.plan_by_role = true;
        assert!(has_roles(&document));
    }
}
