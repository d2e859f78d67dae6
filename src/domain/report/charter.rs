//! D1, the charter: what the office is for, whom it serves, what it may decide, who pays (PMO fact base 7).
//!
//! Every section of the list appears. What is not entered yet is said as open, so that a reader sees what is missing.

use crate::domain::catalogue::Catalogue;
use crate::domain::catalogue::areas::areas;
use crate::domain::figures::Figures;
use crate::domain::figures::area::GapBand;
use crate::domain::figures::number::short;
use crate::domain::form::choices;
use crate::domain::model::document::Document;
use crate::domain::model::foundation::{AuthorityLevel, Lifetime, Premise, ScopeItem};
use crate::domain::model::group::Group;
use crate::domain::model::initiation::Area;
use crate::domain::model::planning::SelectionState;
use crate::domain::model::scalar::Date;
use crate::domain::order;
use crate::domain::picture::finding::group_inside;
use crate::domain::wording::{count, fill, phrase, t};

use super::block::{Block, Table};
use super::people;

/// "Charter of the Norvik Components PMO".
pub fn title(document: &Document) -> String {
    fill("report.charter.title", &[("office", &people::office(document))])
}

/// The charter's content.
pub fn blocks(document: &Document, figures: &Figures) -> Vec<Block> {
    let writer = Charter { document, figures };
    let sections: [(&str, Vec<Block>); 19] = [
        ("report.charter.purpose", writer.purpose()),
        ("report.charter.why_now", writer.why_now()),
        ("report.charter.mission", text(&document.foundation.mission)),
        ("report.charter.vision", writer.vision()),
        ("report.charter.value", writer.value()),
        ("report.charter.objectives", writer.objectives()),
        ("report.charter.scope", writer.scope()),
        ("report.charter.sponsor", writer.sponsor()),
        ("report.charter.customers", writer.customers()),
        ("report.charter.stakeholders", writer.stakeholders()),
        ("report.charter.authority", writer.authority()),
        ("report.charter.services", writer.services()),
        ("report.charter.principles", writer.principles()),
        ("report.charter.staff", writer.staff()),
        ("report.charter.funding", writer.funding()),
        ("report.charter.transition", writer.transition()),
        ("report.charter.measures", writer.measures()),
        ("report.charter.premises", writer.premises()),
        ("report.charter.signatures", writer.signatures()),
    ];
    let mut blocks = Vec::new();
    for (index, (heading, content)) in sections.into_iter().enumerate() {
        blocks.push(Block::section(index + 1, t(heading)));
        if content.is_empty() {
            blocks.push(Block::to_be_decided());
        }
        blocks.extend(content);
    }
    blocks
}

struct Charter<'a> {
    document: &'a Document,
    figures: &'a Figures,
}

impl Charter<'_> {
    fn day(&self, date: Option<Date>) -> String {
        date.map(|date| phrase::date(self.document.plan.date_format, date)).unwrap_or_default()
    }

    fn purpose(&self) -> Vec<Block> {
        let (organisation, foundation) = (&self.document.organisation, &self.document.foundation);
        let name = people::organisation(self.document);
        let mut sentences = Vec::new();
        let (projects, managers) = (organisation.active_projects.get(), organisation.project_managers.get());
        if projects > 0 && managers > 0 {
            let projects = count("report.projects", projects as usize);
            let managers = count("report.managers", managers as usize);
            let arguments = [("name", name.as_str()), ("projects", &projects), ("managers", &managers)];
            sentences.push(fill("report.charter.purpose.size", &arguments));
        }
        let reach = lower_start(&people::choice(&choices::SCOPE_LEVEL, foundation.scope_level));
        let kind = lower_start(before_colon(&people::choice(&choices::PMO_TYPE, foundation.pmo_type)));
        let control =
            lower_start(behind_colon(&people::choice(&choices::CONTROL_LEVEL, foundation.control_level)));
        let office = people::office(self.document);
        let arguments =
            [("office", office.as_str()), ("kind", &kind), ("reach", &reach), ("control", &control)];
        sentences.push(fill("report.charter.purpose.kind", &arguments));
        sentences.push(match (foundation.lifetime, foundation.ends_on) {
            (Lifetime::Permanent, _) => t("report.charter.purpose.permanent").to_owned(),
            (Lifetime::Temporary, None) => t("report.charter.purpose.temporary").to_owned(),
            (Lifetime::Temporary, end) => fill("report.charter.purpose.ends", &[("day", &self.day(end))]),
        });
        let customers: Vec<String> = foundation
            .customers
            .iter()
            .map(|customer| customer.name.trim().to_owned())
            .filter(|name| !name.is_empty())
            .map(|name| lower_start(&name))
            .collect();
        if !customers.is_empty() {
            sentences
                .push(fill("report.charter.purpose.serves", &[("customers", &phrase::list(&customers))]));
        }
        vec![Block::Lead(sentences.join(" "))]
    }

    fn why_now(&self) -> Vec<Block> {
        let mut blocks = Vec::new();
        let mut sentences = Vec::new();
        let first = areas_of_band(self.figures, GapBand::ActFirst);
        if !first.is_empty() {
            let key = if first.len() == 1 { "report.charter.why.gap" } else { "report.charter.why.gaps" };
            let number = phrase::sentence_start(&phrase::number_word(first.len()));
            sentences.push(fill(key, &[("number", &number), ("areas", &phrase::list(&first))]));
        }
        let facts = &self.document.initiation.facts;
        if let Some(late) = facts.late_pct {
            sentences.push(fill("report.charter.why.late", &[("share", &late.get().to_string())]));
        }
        if let Some(over) = facts.over_budget_pct {
            sentences.push(fill("report.charter.why.over", &[("share", &over.get().to_string())]));
        }
        if !sentences.is_empty() {
            blocks.push(Block::Paragraph(sentences.join(" ")));
        }
        let mut pains: Vec<_> =
            self.document.initiation.pains.iter().filter(|pain| !pain.text.trim().is_empty()).collect();
        order::by_key(&mut pains, |pain| std::cmp::Reverse(pain.cost_estimate));
        let voices: Vec<String> = pains
            .iter()
            .take(4)
            .map(|pain| {
                let words = phrase::sentence(&pain.text);
                fill("report.voice", &[("words", &words), ("group", group_inside(pain.group))])
            })
            .collect();
        if !voices.is_empty() {
            blocks.push(Block::Paragraph(t("report.charter.why.voices").to_owned()));
            blocks.push(Block::bullets(voices));
        }
        blocks
    }

    fn vision(&self) -> Vec<Block> {
        let mut blocks = text(&self.document.foundation.vision);
        if let (false, Some(_)) = (blocks.is_empty(), self.document.foundation.vision_date) {
            let day = self.day(self.document.foundation.vision_date);
            blocks.push(Block::Paragraph(fill("report.charter.vision.day", &[("day", &day)])));
        }
        blocks.extend(text(&self.document.foundation.strategy));
        blocks
    }

    fn value(&self) -> Vec<Block> {
        let rows = self
            .document
            .foundation
            .value_statement
            .iter()
            .map(|row| vec![row.benefit.clone(), row.customer.clone(), row.measure.clone()])
            .collect();
        table(&["benefit", "customer", "measure"], rows)
    }

    fn objectives(&self) -> Vec<Block> {
        let rows = self
            .document
            .foundation
            .objectives
            .iter()
            .map(|row| {
                let wave = row.entries.iter().filter_map(|entry| self.document.wave_of(entry)).max();
                vec![
                    row.text.clone(),
                    row.measure.clone(),
                    people::or_else(&row.baseline, "report.to_measure"),
                    people::or_else(&row.target, "report.open_short"),
                    self.day(row.due),
                    wave.map(|wave| wave.to_string()).unwrap_or_default(),
                    people::name(self.document, row.owner),
                ]
            })
            .collect();
        table(&["objective", "measure", "#today", "#target", "due", "#wave", "owner"], rows)
    }

    fn scope(&self) -> Vec<Block> {
        let foundation = &self.document.foundation;
        let line = |item: &ScopeItem| {
            let parts = [&item.unit, &item.project_type, &item.region];
            let parts: Vec<&str> =
                parts.into_iter().map(|part| part.trim()).filter(|part| !part.is_empty()).collect();
            parts.join(" · ")
        };
        let mut blocks = Vec::new();
        for (heading, items) in [
            ("report.charter.scope.in", &foundation.scope_in),
            ("report.charter.scope.out", &foundation.scope_out),
        ] {
            let lines: Vec<String> = items.iter().map(line).filter(|line| !line.is_empty()).collect();
            blocks.push(Block::heading(3, t(heading)));
            blocks.push(if lines.is_empty() { Block::to_be_decided() } else { Block::bullets(lines) });
        }
        blocks
    }

    fn sponsor(&self) -> Vec<Block> {
        let foundation = &self.document.foundation;
        let mut sentences = Vec::new();
        let sponsor = people::name_and_title(self.document, foundation.sponsor.person);
        if !sponsor.is_empty() {
            sentences.push(fill("report.charter.sponsor.is", &[("sponsor", &sponsor)]));
            let hours = foundation.sponsor.hours_per_month.get();
            if hours > 0.0 {
                sentences.push(fill("report.charter.sponsor.hours", &[("hours", &short(hours, 1))]));
            }
            if foundation.sponsor.successor_named {
                sentences.push(t("report.charter.sponsor.successor").to_owned());
            }
        }
        let reports_to = people::name_and_title(self.document, foundation.reports_to);
        if !reports_to.is_empty() {
            sentences.push(fill("report.charter.sponsor.line", &[("person", &reports_to)]));
        }
        let steering: Vec<String> = foundation
            .steering_group
            .iter()
            .map(|id| people::name(self.document, Some(*id)))
            .filter(|name| !name.is_empty())
            .collect();
        if !steering.is_empty() {
            sentences.push(fill("report.charter.sponsor.steering", &[("people", &phrase::list(&steering))]));
        }
        paragraph(sentences)
    }

    fn customers(&self) -> Vec<Block> {
        let foundation = &self.document.foundation;
        let benefit = |id| foundation.value_statement.iter().find(|benefit| Some(benefit.id) == id);
        let rows = foundation
            .customers
            .iter()
            .map(|row| {
                let mut wishes: Vec<_> = row.expectations.iter().collect();
                order::by_key(&mut wishes, |wish| std::cmp::Reverse(wish.weight.map(|weight| weight.get())));
                let wishes: Vec<&str> = wishes
                    .iter()
                    .filter_map(|wish| benefit(wish.benefit))
                    .map(|benefit| benefit.benefit.trim())
                    .collect();
                vec![row.name.clone(), number(row.head_count.get()), wishes.join("; "), row.contact.clone()]
            })
            .collect();
        table(&["customer", "#people", "gets", "contact"], rows)
    }

    fn stakeholders(&self) -> Vec<Block> {
        let rows = Group::ALL
            .into_iter()
            .map(|group| {
                let row = self.document.foundation.stakeholders.get(group);
                vec![
                    people::group(self.document, group),
                    number(row.head_count.get()),
                    row.power.map(|power| power.get().to_string()).unwrap_or_default(),
                    people::choice(&choices::ATTITUDE, row.attitude),
                    people::choice(&choices::ATTITUDE, row.wanted_attitude),
                    row.reach_note.clone(),
                ]
            })
            .collect();
        table(&["group", "#people", "#power", "attitude", "wanted", "reached"], rows)
    }

    fn authority(&self) -> Vec<Block> {
        use AuthorityLevel::{Advise, Decide, Inform, Recommend};
        let mut terms = Vec::new();
        for level in [Decide, Recommend, Advise, Inform] {
            let decisions: Vec<String> = self
                .document
                .foundation
                .authority
                .iter()
                .filter(|row| row.level == level && !row.decision.trim().is_empty())
                .map(|row| row.decision.trim().to_owned())
                .collect();
            if !decisions.is_empty() {
                terms.push((people::choice(&choices::AUTHORITY_LEVEL, level), decisions.join("; ")));
            }
        }
        if terms.is_empty() { Vec::new() } else { vec![Block::Terms(terms)] }
    }

    fn services(&self) -> Vec<Block> {
        let catalogue = Catalogue::of(self.document);
        let mut terms = Vec::new();
        let existing: Vec<String> = self
            .figures
            .entries
            .iter()
            .filter(|entry| entry.state == SelectionState::Exists)
            .map(|entry| catalogue.name(&entry.id))
            .collect();
        if !existing.is_empty() {
            terms.push((t("report.charter.services.now").to_owned(), existing.join("; ")));
        }
        for (index, (wave, span)) in self.document.waves.iter().zip(&self.figures.spans).enumerate() {
            let names: Vec<String> = wave.items.iter().map(|item| catalogue.name(&item.entry)).collect();
            if !names.is_empty() {
                let number = (index + 1).to_string();
                let arguments = [("wave", number.as_str()), ("time", &phrase::period(span))];
                terms.push((fill("report.charter.services.wave", &arguments), names.join("; ")));
            }
        }
        if terms.is_empty() { Vec::new() } else { vec![Block::Terms(terms)] }
    }

    fn principles(&self) -> Vec<Block> {
        let rules = self.document.foundation.principles.iter().map(|rule| rule.text.trim().to_owned());
        bullets(rules.filter(|rule| !rule.is_empty()).collect())
    }

    fn staff(&self) -> Vec<Block> {
        let rows: Vec<Vec<String>> = self
            .document
            .foundation
            .staff_plan
            .iter()
            .map(|row| {
                let from = row.from_wave.to_string();
                let waves = match row.to_wave {
                    Some(to) if to == row.from_wave => from,
                    Some(to) => format!("{from} – {to}"),
                    None => fill("report.from_wave", &[("wave", &from)]),
                };
                vec![
                    people::role(&row.role),
                    people::name_and_title(self.document, row.person),
                    short(row.fte.get(), 2),
                    waves,
                    people::choice(&choices::EMPLOYMENT, row.employment),
                    row.skills.clone(),
                ]
            })
            .collect();
        let mut blocks = Vec::new();
        let fte: Vec<String> = self.figures.office.iter().map(|office| short(office.fte, 2)).collect();
        if self.figures.office.iter().any(|office| office.fte > 0.0) {
            blocks
                .push(Block::Paragraph(fill("report.charter.staff.waves", &[("fte", &phrase::list(&fte))])));
        }
        blocks.extend(table(&["role", "person", "#fte", "waves", "employment", "skills"], rows));
        blocks
    }

    fn funding(&self) -> Vec<Block> {
        let funding = &self.document.foundation.funding;
        let currency = self.document.plan.currency;
        let money = |amount: crate::domain::model::scalar::Money| phrase::money(currency, amount.units());
        let source = lower_start(&people::choice(&choices::FUNDING_SOURCE, funding.source));
        let mut sentences = vec![fill("report.charter.funding.source", &[("source", &source)])];
        if let Some(amount) = funding.one_off_amount {
            sentences.push(fill("report.charter.funding.one_off", &[("amount", &money(amount))]));
        }
        if funding.secured_until.is_some() {
            sentences
                .push(fill("report.charter.funding.until", &[("day", &self.day(funding.secured_until))]));
        }
        let total: f64 = self.figures.office.iter().map(|office| office.total_cost()).sum();
        if total > 0.0 {
            sentences
                .push(fill("report.charter.funding.cost", &[("amount", &phrase::money(currency, total))]));
        }
        let mut blocks = paragraph(sentences);
        let rows = funding
            .yearly_amounts
            .iter()
            .map(|row| vec![row.year.get().to_string(), money(row.amount)])
            .collect();
        blocks.extend(table(&["year", "#amount"], rows));
        blocks
    }

    fn transition(&self) -> Vec<Block> {
        let rows = self
            .document
            .foundation
            .transitional_activities
            .iter()
            .map(|row| {
                vec![
                    row.name.clone(),
                    people::name(self.document, row.owner),
                    self.day(row.due),
                    people::choice(&choices::ACTIVITY_STATE, row.state),
                ]
            })
            .collect();
        table(&["activity", "owner", "due", "state"], rows)
    }

    fn measures(&self) -> Vec<Block> {
        let rows = self
            .document
            .governance
            .kpis
            .iter()
            .map(|row| {
                vec![
                    row.name.clone(),
                    row.question.clone(),
                    people::or_else(&row.baseline, "report.to_measure"),
                    people::or_else(&row.target, "report.open_short"),
                    row.frequency.clone(),
                ]
            })
            .collect();
        let mut blocks = table(&["measure", "question", "#today", "#target", "frequency"], rows);
        if self.document.foundation.funding.review_date.is_some() {
            let day = self.day(self.document.foundation.funding.review_date);
            blocks.push(Block::Paragraph(fill("report.charter.review", &[("day", &day)])));
        }
        blocks
    }

    fn premises(&self) -> Vec<Block> {
        let foundation = &self.document.foundation;
        let mut blocks = Vec::new();
        for (heading, rows) in [
            ("report.charter.assumptions", &foundation.assumptions),
            ("report.charter.constraints", &foundation.constraints),
            ("report.charter.risks", &foundation.risks),
        ] {
            let lines: Vec<String> =
                rows.iter().map(|row| self.premise(row)).filter(|line| !line.is_empty()).collect();
            blocks.push(Block::heading(3, t(heading)));
            blocks.push(if lines.is_empty() { Block::to_be_decided() } else { Block::bullets(lines) });
        }
        blocks
    }

    fn premise(&self, row: &Premise) -> String {
        if row.text.trim().is_empty() {
            return String::new();
        }
        let mut line = phrase::sentence(&row.text);
        let (owner, day) = (people::name(self.document, row.owner), self.day(row.review));
        match (owner.is_empty(), day.is_empty()) {
            (false, false) => {
                line.push(' ');
                line.push_str(&fill("report.charter.watch", &[("person", &owner), ("day", &day)]));
            }
            (true, false) => {
                line.push(' ');
                line.push_str(&fill("report.charter.watch.day", &[("day", &day)]));
            }
            (false, true) => {
                line.push(' ');
                line.push_str(&fill("report.charter.watch.person", &[("person", &owner)]));
            }
            (true, true) => {}
        }
        line
    }

    fn signatures(&self) -> Vec<Block> {
        let foundation = &self.document.foundation;
        let mut blocks = Vec::new();
        let approver = people::name_and_title(self.document, foundation.approved_by);
        if foundation.approved_on.is_some() {
            let day = self.day(foundation.approved_on);
            blocks.push(Block::Paragraph(if approver.is_empty() {
                fill("report.charter.approved_on", &[("day", &day)])
            } else {
                fill("report.charter.approved", &[("person", &approver), ("day", &day)])
            }));
        } else {
            blocks.push(Block::Paragraph(t("report.charter.not_approved").to_owned()));
        }
        let lead = foundation.staff_plan.iter().find(|row| row.role.as_str() == "pmo-lead");
        blocks.push(Block::Signatures(vec![
            (
                t("report.charter.sign.sponsor").to_owned(),
                people::name_and_title(self.document, foundation.sponsor.person),
            ),
            (
                t("report.charter.sign.lead").to_owned(),
                people::name_and_title(self.document, lead.and_then(|row| row.person)),
            ),
        ]));
        blocks
    }
}

/// Short names of the areas of a band, in the order of their priority.
pub fn areas_of_band(figures: &Figures, band: GapBand) -> Vec<String> {
    let mut found: Vec<(f64, Area)> = figures
        .areas
        .iter()
        .filter(|area| area.level.is_some() && area.band() == band)
        .map(|area| (area.priority, area.area))
        .collect();
    order::by(&mut found, |a, b| b.0.total_cmp(&a.0));
    found.into_iter().map(|(_, area)| lower_start(areas().short_name(area))).collect()
}

/// The text with a small first letter, unless its first word is written in capitals.
pub fn lower_start(text: &str) -> String {
    let mut letters = text.chars();
    let (Some(first), second) = (letters.next(), letters.next()) else { return String::new() };
    if second.is_some_and(char::is_uppercase) {
        return text.to_owned();
    }
    first.to_lowercase().chain(second).chain(letters).collect()
}

fn before_colon(text: &str) -> &str {
    text.split_once(": ").map_or(text, |(before, _)| before)
}

fn behind_colon(text: &str) -> &str {
    text.split_once(": ").map_or(text, |(_, behind)| behind)
}

fn number(value: u32) -> String {
    if value == 0 { String::new() } else { value.to_string() }
}

fn text(text: &str) -> Vec<Block> {
    text.split("\n\n")
        .map(str::trim)
        .filter(|part| !part.is_empty())
        .map(|part| Block::Paragraph(part.to_owned()))
        .collect()
}

fn paragraph(sentences: Vec<String>) -> Vec<Block> {
    if sentences.is_empty() { Vec::new() } else { vec![Block::Paragraph(sentences.join(" "))] }
}

fn bullets(items: Vec<String>) -> Vec<Block> {
    if items.is_empty() { Vec::new() } else { vec![Block::bullets(items)] }
}

fn table(columns: &[&str], rows: Vec<Vec<String>>) -> Vec<Block> {
    if rows.is_empty() { Vec::new() } else { vec![Block::Table(Table::of(columns).with_rows(rows))] }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::example::Example;

    fn charter(document: &Document) -> Vec<Block> {
        blocks(document, &Figures::of(document))
    }

    #[test]
    fn every_section_is_there_even_when_nothing_is_entered() {
        for document in [Document::default(), Example::Norvik.document().unwrap()] {
            let sections = charter(&document)
                .iter()
                .filter(|block| matches!(block, Block::Heading { number: Some(_), .. }))
                .count();
            assert_eq!(sections, 19);
        }
    }

    #[test]
    fn a_complete_plan_leaves_nothing_open() {
        let written = format!("{:?}", charter(&Example::Norvik.document().unwrap()));
        assert!(!written.contains(t("report.open")), "{written}");
        assert!(
            written.contains("Norvik Components runs 35 projects with 14 project managers."),
            "{written}"
        );
        assert!(written.contains("Five areas must be closed first"), "{written}");
    }

    #[test]
    fn a_word_inside_a_sentence_starts_small() {
        assert_eq!(lower_start("One programme"), "one programme");
        assert_eq!(lower_start("PMO staff"), "PMO staff");
        assert_eq!(lower_start(""), "");
    }
}
