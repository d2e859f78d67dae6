//! What the sponsor is asked to decide, and what could go wrong: made from the numbers of the plan.

use crate::domain::figures::Figures;
use crate::domain::figures::colour::{LoadColour, load_text};
use crate::domain::figures::number::{exceeds, fixed};
use crate::domain::model::document::Document;
use crate::domain::model::governance::Risk;
use crate::domain::model::scalar::Date;
use crate::domain::order;
use crate::domain::picture::finding;
use crate::domain::wording::{count, fill, phrase, t};

use super::people;

/// Decisions that the plan needs now, the most urgent first. A charter counts as signed from its day on.
pub fn decisions(document: &Document, figures: &Figures, today: Option<Date>) -> Vec<String> {
    let format = document.plan.date_format;
    let mut asked = Vec::new();
    let approved = document.foundation.approved_on;
    if approved.is_none_or(|day| today.is_some_and(|today| day > today)) {
        asked.push(match approved {
            Some(day) => fill("report.decision.charter_by", &[("day", &phrase::date(format, day))]),
            None => t("report.decision.charter").to_owned(),
        });
    }
    let total: f64 = figures.office.iter().map(|office| office.total_cost()).sum();
    let next = document.waves.iter().zip(&figures.office).enumerate().find(|(_, (wave, _))| !wave.finished);
    if let Some((index, (_, office))) = next.filter(|_| total > 0.0) {
        let currency = document.plan.currency;
        asked.push(fill(
            "report.decision.money",
            &[
                ("cost", &phrase::money(currency, office.total_cost())),
                ("wave", &(index + 1).to_string()),
                ("total", &phrase::money(currency, total)),
            ],
        ));
    }
    for (index, row) in figures.loads.iter().enumerate() {
        for (group, cell) in row.iter().filter(|(_, cell)| cell.colour() >= LoadColour::Red) {
            asked.push(fill(
                "report.decision.load",
                &[
                    ("wave", &(index + 1).to_string()),
                    ("group", finding::group_inside(group)),
                    ("load", &load_text(cell.utilisation())),
                ],
            ));
        }
    }
    let steady = figures.steady_state;
    if let Some(last) = figures.spans.last().filter(|_| exceeds(steady.utilisation(), 1.0)) {
        asked.push(fill(
            "report.decision.steady",
            &[
                ("month", &phrase::month_of(last.end)),
                ("run", &fixed(steady.run_per_month, 1)),
                ("capacity", &fixed(steady.capacity_per_month, 1)),
            ],
        ));
    }
    let unowned = document
        .waves
        .iter()
        .flat_map(|wave| &wave.items)
        .filter(|item| people::run_owner(document, item, figures.entry(&item.entry)).is_none())
        .count();
    if unowned > 0 {
        asked.push(count("report.decision.run_owner", unowned));
    }
    asked
}

/// The risks of the build-out, the largest first, each with its answer.
pub fn risks(document: &Document) -> Vec<&Risk> {
    let weight = |risk: &Risk| {
        let value =
            |scale: Option<crate::domain::model::scalar::Scale5>| scale.map_or(0, |scale| scale.get());
        value(risk.probability) * value(risk.impact)
    };
    let mut risks: Vec<&Risk> =
        document.governance.risks.iter().filter(|risk| !risk.text.trim().is_empty()).collect();
    order::by_key(&mut risks, |risk| std::cmp::Reverse(weight(risk)));
    risks
}
