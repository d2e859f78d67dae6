//! D6, the plan on one page: the result as its heading, six figures, why, what, and what to decide
//! (PMO fact base 7).

use crate::domain::figures::Figures;
use crate::domain::figures::area::GapBand;
use crate::domain::figures::colour::load_text;
use crate::domain::figures::load::LoadCell;
use crate::domain::figures::number::{fixed, short};
use crate::domain::model::document::Document;
use crate::domain::model::scalar::Date;
use crate::domain::picture::finding;
use crate::domain::picture::gaps::{gap_table, gaps};
use crate::domain::picture::primitives::Picture;
use crate::domain::picture::roadmap::{RoadmapOptions, roadmap, roadmap_table};
use crate::domain::wording::{count, fill, phrase, t};

use super::block::{Block, Fact};
use super::charter::areas_of_band;
use super::decision;
use super::people;
use super::waves::cost_table;

/// Width of the roadmap in the middle column, pixels.
const PICTURE_WIDTH: f64 = 888.0;

/// Height of the roadmap that the sheet has room for, pixels.
const PICTURE_HEIGHT: f64 = 810.0;

/// Width of the picture of gaps in the left column, pixels.
const GAPS_WIDTH: f64 = 290.0;

/// The result as a heading.
pub fn title(figures: &Figures) -> String {
    finding::roadmap_title(figures)
}

/// The content of the page: a lead, six figures, three columns.
pub fn blocks(document: &Document, figures: &Figures, today: Option<Date>) -> Vec<Block> {
    let mut blocks = vec![Block::Lead(lead(document, figures))];
    if figures.spans.is_empty() {
        return blocks;
    }
    let picture = fitting_roadmap(document, figures, today);
    let middle = Block::Picture { picture: Box::new(picture), twin: roadmap_table(document, figures) };
    blocks.push(Block::Facts(facts(document, figures)));
    blocks.push(Block::Columns(vec![left(document, figures), vec![middle], right(document, figures, today)]));
    blocks
}

/// The roadmap as large as the sheet allows: with lower rows, then on a wider ground that is shown smaller.
fn fitting_roadmap(document: &Document, figures: &Figures, today: Option<Date>) -> Picture {
    let usual = RoadmapOptions { width: PICTURE_WIDTH, today, ..RoadmapOptions::default() };
    let picture = roadmap(document, figures, &usual);
    if picture.height <= PICTURE_HEIGHT {
        return picture;
    }
    let low = RoadmapOptions { row_height: 18.0, ..usual };
    let picture = roadmap(document, figures, &low);
    if picture.height <= PICTURE_HEIGHT {
        return picture;
    }
    let width = PICTURE_WIDTH * picture.height / PICTURE_HEIGHT;
    roadmap(document, figures, &RoadmapOptions { width, ..low })
}

fn lead(document: &Document, figures: &Figures) -> String {
    let mut sentences = vec![fill("report.roadmap.lead", &[("office", &people::office(document))])];
    let sponsor = people::name_and_title(document, document.foundation.sponsor.person);
    if !sponsor.is_empty() {
        sentences.push(fill("report.roadmap.sponsor", &[("sponsor", &sponsor)]));
    }
    let first = areas_of_band(figures, GapBand::ActFirst).len();
    if first > 0 {
        let number = phrase::sentence_start(&phrase::number_word(first));
        let form = if first == 1 { "report.roadmap.gap" } else { "report.roadmap.gaps" };
        sentences.push(fill(form, &[("number", &number)]));
    }
    sentences.join(" ")
}

fn facts(document: &Document, figures: &Figures) -> Vec<Fact> {
    let entry_count: usize = document.waves.iter().map(|wave| wave.items.len()).sum();
    let build: f64 = figures.office.iter().map(|office| office.build).sum();
    let consultants: f64 = figures.office.iter().map(|office| office.consultant_days).sum();
    let cost: f64 = figures.office.iter().map(|office| office.total_cost()).sum();
    let fte = |office: Option<&crate::domain::figures::office::WaveOffice>| {
        short(office.map_or(0.0, |office| office.fte), 2)
    };
    let (first, last) = (fte(figures.office.first()), fte(figures.office.last()));
    let staff = if first == last { first } else { format!("{first} → {last}") };
    let (_, _, highest) = finding::highest_load(figures);
    let fact = |value: String, caption: String| Fact { value, caption };
    vec![
        fact(entry_count.to_string(), t("report.fact.entries").to_owned()),
        fact(fill("report.fact.days", &[("days", &phrase::days(build))]), t("report.fact.build").to_owned()),
        fact(
            fill("report.fact.fte", &[("fte", &staff)]),
            fill("report.fact.staff", &[("days", &phrase::days(consultants))]),
        ),
        fact(phrase::money(document.plan.currency, cost), t("report.fact.cost").to_owned()),
        fact(load_text(highest.map_or(0.0, LoadCell::utilisation)), t("report.fact.load").to_owned()),
        fact(
            fill("report.fact.days", &[("days", &fixed(figures.steady_state.run_per_month, 1))]),
            t("report.fact.run").to_owned(),
        ),
    ]
}

fn left(document: &Document, figures: &Figures) -> Vec<Block> {
    let mut blocks = Vec::new();
    let why = document.foundation.mission.trim();
    if !why.is_empty() {
        blocks.push(Block::heading(3, t("report.roadmap.why")));
        blocks.push(Block::Paragraph(why.to_owned()));
    }
    if figures.areas.iter().any(|area| area.level.is_some()) {
        blocks.push(Block::heading(3, t("report.roadmap.levels")));
        blocks
            .push(Block::Picture { picture: Box::new(gaps(figures, GAPS_WIDTH)), twin: gap_table(figures) });
    }
    let goals: Vec<(String, String)> = document
        .waves
        .iter()
        .zip(&figures.spans)
        .filter(|(wave, _)| !wave.goal.trim().is_empty())
        .map(|(wave, span)| (phrase::month_of(span.end), phrase::sentence(&wave.goal)))
        .collect();
    if !goals.is_empty() {
        blocks.push(Block::heading(3, t("report.roadmap.see")));
        blocks.push(Block::Terms(goals));
    }
    blocks
}

fn right(document: &Document, figures: &Figures, today: Option<Date>) -> Vec<Block> {
    let mut blocks = vec![Block::heading(3, t("report.roadmap.decide"))];
    let mut decisions = decision::decisions(document, figures, today);
    let more = decisions.len().saturating_sub(4);
    decisions.truncate(4);
    if more > 0 {
        decisions.push(count("report.roadmap.more", more));
    }
    blocks.push(if decisions.is_empty() {
        Block::Paragraph(t("report.decision.none").to_owned())
    } else {
        Block::List { ordered: true, items: decisions }
    });
    let risks: Vec<String> = decision::risks(document)
        .into_iter()
        .take(3)
        .map(|risk| {
            let text = phrase::sentence(&risk.text);
            match risk.response.trim() {
                "" => text,
                response => format!("{text} {}", phrase::sentence(response)),
            }
        })
        .collect();
    if !risks.is_empty() {
        blocks.push(Block::heading(3, t("report.roadmap.wrong")));
        blocks.push(Block::bullets(risks));
    }
    blocks.push(Block::heading(3, t("report.roadmap.cost")));
    let mut cost = cost_table(document, figures);
    // The page has no room for budgets beside costs.
    let kept = 4;
    cost.columns.truncate(kept);
    cost.total.truncate(kept);
    for row in &mut cost.rows {
        row.truncate(kept);
    }
    blocks.push(Block::Table(cost));
    blocks
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::example::Example;

    #[test]
    fn six_figures_sum_up_the_plan() {
        let document = Example::Norvik.document().unwrap();
        let facts = facts(&document, &Figures::of(&document));
        let values: Vec<&str> = facts.iter().map(|fact| fact.value.as_str()).collect();
        assert_eq!(values, ["15", "194 pd", "2 → 2.5 FTE", "280,250 EUR", "1.00", "38.0 pd"]);
    }

    #[test]
    fn the_page_asks_for_decisions() {
        let document = Example::Norvik.document().unwrap();
        let day = Date::parse("2026-11-23").ok();
        let asked = decision::decisions(&document, &Figures::of(&document), day);
        assert_eq!(
            asked[0],
            "Sign the charter by 29 January 2027. Every later step draws its mandate from it."
        );
        assert!(asked[1].starts_with("Release 74,500 EUR for wave 1"), "{asked:?}");
        assert!(asked[2].contains("38.0 person-days a month"), "{asked:?}");
        let later = decision::decisions(&document, &Figures::of(&document), Date::parse("2027-02-01").ok());
        assert!(later[0].starts_with("Release"), "{later:?}");
    }
}
