//! What a picture shows, in a sentence made from the numbers.

use crate::domain::figures::Figures;
use crate::domain::figures::colour::{LoadColour, load_text};
use crate::domain::figures::load::LoadCell;
use crate::domain::model::document::Document;
use crate::domain::model::group::Group;
use crate::domain::wording::{count, fill, phrase, t};

/// The heading of the roadmap, such as "Four waves in 2027; wave 2 is tight for executives".
pub fn roadmap_title(figures: &Figures) -> String {
    let (Some(first), Some(last)) = (figures.spans.first(), figures.spans.last()) else {
        return t("picture.roadmap.empty").to_owned();
    };
    let waves = counted_word("picture.roadmap.waves", figures.spans.len());
    let time = if first.start.parts().0 == last.end.parts().0 {
        fill("picture.roadmap.time.year", &[("year", &first.start.parts().0.to_string())])
    } else {
        let (from, to) = (phrase::month_of(first.start), phrase::month_of(last.end));
        fill("picture.roadmap.time.span", &[("from", &from), ("to", &to)])
    };
    let finding = worst_finding(figures);
    fill("picture.roadmap.title", &[("waves", &waves), ("time", &time), ("finding", &finding)])
}

/// One or two sentences about the roadmap.
pub fn roadmap_summary(document: &Document, figures: &Figures) -> String {
    let (Some(first), Some(last)) = (figures.spans.first(), figures.spans.last()) else {
        return t("picture.roadmap.empty.summary").to_owned();
    };
    let format = document.plan.date_format;
    let entry_count: usize = document.waves.iter().map(|wave| wave.items.len()).sum();
    if entry_count == 0 {
        return t("picture.roadmap.nothing.summary").to_owned();
    }
    let (wave, group, cell) = highest_load(figures);
    let mut office_wave = 0;
    let mut demand = 0.0;
    let mut capacity = 0.0;
    let mut highest = f64::NEG_INFINITY;
    for (index, office) in figures.office.iter().enumerate() {
        if office.utilisation > highest {
            (office_wave, demand, capacity) = (index + 1, office.demand, office.capacity);
            highest = office.utilisation;
        }
    }
    fill(
        "picture.roadmap.summary",
        &[
            ("entries", &count("picture.entries", entry_count)),
            ("from", &phrase::date(format, first.start)),
            ("to", &phrase::date(format, last.end)),
            ("load", &load_text(cell.map_or(0.0, LoadCell::utilisation))),
            ("group", group_inside(group)),
            ("wave", &wave.to_string()),
            ("office_wave", &office_wave.to_string()),
            ("demand", &phrase::days(demand)),
            ("capacity", &phrase::days(capacity)),
        ],
    )
}

/// The worst load in words: of a group, or of the office where that is worse.
pub fn worst_finding(figures: &Figures) -> String {
    let (wave, group, cell) = highest_load(figures);
    let colour = cell.map_or(LoadColour::Grey, LoadCell::colour);
    let fullest = figures.office.iter().enumerate().fold(
        (0, LoadColour::Green, f64::NEG_INFINITY),
        |best, (index, office)| {
            if office.utilisation > best.2 { (index + 1, office.colour(), office.utilisation) } else { best }
        },
    );
    if fullest.1 > colour.max(LoadColour::Green) {
        let key = format!("picture.finding.office.{}", fullest.1.word());
        return fill(&key, &[("wave", &fullest.0.to_string())]);
    }
    let key = format!("picture.finding.{}", colour.word());
    fill(&key, &[("wave", &wave.to_string()), ("group", group_inside(group))])
}

/// The fullest cell of the load on groups: wave counted from 1, group, cell; the earliest of equals.
pub fn highest_load(figures: &Figures) -> (usize, Group, Option<&LoadCell>) {
    let mut best: (usize, Group, Option<&LoadCell>) = (1, Group::E, None);
    for (index, row) in figures.loads.iter().enumerate() {
        for (group, cell) in row.iter() {
            if best.2.is_none_or(|highest| cell.utilisation() > highest.utilisation()) {
                best = (index + 1, group, Some(cell));
            }
        }
    }
    best
}

/// Name of a group at the start of a line.
pub fn group_name(group: Group) -> &'static str {
    t(&format!("picture.group.{}", group.letter()))
}

/// Name of a group inside a sentence.
pub fn group_inside(group: Group) -> &'static str {
    t(&format!("picture.group.{}.inside", group.letter()))
}

/// "Four waves": a count with its number as a word.
pub fn counted_word(key: &str, number: usize) -> String {
    let form = if number == 1 { "one" } else { "other" };
    let word = phrase::sentence_start(&phrase::number_word(number));
    fill(&format!("{key}.{form}"), &[("count", &word)])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::example::Example;

    fn title(example: Example) -> String {
        roadmap_title(&Figures::of(&example.document().unwrap()))
    }

    #[test]
    fn the_heading_names_the_worst_load() {
        assert_eq!(title(Example::Norvik), "Four waves in 2027; wave 2 is tight for executives");
        assert!(title(Example::Naive).contains("far"), "{}", title(Example::Naive));
        assert_eq!(roadmap_title(&Figures::of(&Document::default())), "No waves yet");
    }

    #[test]
    fn a_plan_without_entries_promises_no_room() {
        let mut document = Example::Norvik.document().unwrap();
        document.waves.iter_mut().for_each(|wave| wave.items.clear());
        let figures = Figures::of(&document);
        assert_eq!(roadmap_title(&figures), "Four waves in 2027; nothing loads anybody yet");
        let summary = "Nothing is placed in a wave yet, so there is no load to show.";
        assert_eq!(roadmap_summary(&document, &figures), summary);
    }

    #[test]
    fn the_summary_names_the_fullest_wave_of_the_office() {
        let document = Example::Norvik.document().unwrap();
        let summary = roadmap_summary(&document, &Figures::of(&document));
        assert!(summary.starts_with("15 products and services launch from 1 January 2027"), "{summary}");
        assert!(summary.ends_with("wave 4: 110 of 111.6 person-days."), "{summary}");
    }
}
