//! The guided start: ten answers in, the first draft of a whole plan out, with every value that was assumed. Pure and
//! deterministic: the same answers on the same day give the same plan.

pub mod assumptions;
mod definition;
mod frame;
mod settled;
mod waves;

use serde::Serialize;

use super::json;
use super::model::document::Document;
use super::model::guided::GuidedAnswers;
use super::model::scalar::Date;
use super::wording::{fill, t};

pub use settled::MOST_PAINS;

/// Number of questions.
pub const QUESTIONS: u8 = 10;

/// The plan that the answers lead to, begun on a day. Its plan id is 0: whoever keeps it gives it one.
pub fn draft(answers: &GuidedAnswers, today: Date) -> Document {
    let settled = settled::settle(answers);
    let mut document = Document::default();
    document.plan.name = plan_name(&answers.organisation);
    document.plan.created = Some(today);
    document.plan.start_date = first_of_next_month(today);
    document.plan.guided = Some(answers.clone());
    frame::describe_organisation(&mut document, answers, &settled);
    definition::define_office(&mut document, answers, &settled);
    definition::set_levels(&mut document, &settled);
    waves::choose_and_place(&mut document, &settled);
    definition::set_strategies(&mut document, &settled);
    // Dates and links of the objectives follow the waves.
    definition::set_objectives(&mut document, &settled);
    document
}

/// Which questions were left open, by number from 1.
pub fn left_open(answers: &GuidedAnswers) -> Vec<u8> {
    let is_open = [
        answers.organisation.trim().is_empty(),
        answers.size.is_none(),
        answers.industry.is_none(),
        answers.purpose.is_none(),
        answers.delivery.is_none(),
        answers.existing_pmo.is_none(),
        answers.pains.is_empty(),
        answers.sponsor_strength.is_none(),
        answers.team.is_none(),
        answers.pace.is_none(),
    ];
    (1..).zip(is_open).filter(|(_, is_open)| *is_open).map(|(number, _)| number).collect()
}

/// Some entry begins with a part of its people.
fn has_pilots(document: &Document) -> bool {
    document.waves.iter().flat_map(|wave| &wave.items).any(|item| item.pilot)
}

fn plan_name(organisation: &str) -> String {
    match organisation.trim() {
        "" => t("guided.plan_name").to_owned(),
        name => fill("guided.plan_name_of", &[("organisation", name)]),
    }
}

fn first_of_next_month(today: Date) -> Date {
    let (year, month, _) = today.parts();
    let (year, month) = if month == 12 { (year + 1, 1) } else { (year, month + 1) };
    Date::new(year, month, 1).unwrap_or(today)
}

/// A value as the file and the wording keys write it.
fn code(value: &impl Serialize) -> String {
    json::to_value(value).and_then(|value| value.as_str().map(str::to_owned)).unwrap_or_default()
}
