//! Limits in sentences, with what there is and what is asked for: why there is no plan (the constraints that cannot hold
//! together), and what a plan runs up against.

use crate::domain::catalogue::Catalogue;
use crate::domain::figures::number::{fixed, short};
use crate::domain::model::document::Document;
use crate::domain::model::group::Group;
use crate::domain::planner::conflict::{Conflict, Constraint};
use crate::domain::planner::problem::file::ItemFile;
use crate::domain::wording::{fill, phrase, t};

use super::compile::Compiled;
use super::compile::rest::left_of;
use super::release::{Release, release};
use super::words::role_name;

/// Days and points of the problem are hundredths.
const HUNDREDTHS: f64 = 100.0;

/// Fewer days than this are not shown.
const SHOWN_DAYS: f64 = 0.05;

/// A constraint of a conflict.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// What it says.
    pub sentence: String,
    /// Where it can be released.
    pub release: Option<Release>,
}

/// One line for each constraint of a conflict, in its order. What is asked of a limit is what the entries that the
/// conflict itself says must come ask for.
pub fn lines(document: &Document, compiled: &Compiled, conflict: &Conflict) -> Vec<Line> {
    let mut required = vec![false; compiled.items.len()];
    for constraint in &conflict.constraints {
        if let Constraint::Mandatory { item } | Constraint::Pin { item, .. } = *constraint
            && let Some(flag) = required.get_mut(item)
        {
            *flag = true;
        }
    }
    let asked = Asked::Required(&required);
    let names = Names { document, catalogue: Catalogue::of(document), compiled, asked };
    let line = |constraint: &Constraint| Line {
        sentence: names.sentence(constraint),
        release: release(document, compiled, constraint),
    };
    conflict.constraints.iter().map(line).collect()
}

/// A limit in a sentence, with what a plan uses of it: a wave for each item, 0 for none.
pub fn limit_sentence(
    document: &Document,
    compiled: &Compiled,
    constraint: &Constraint,
    waves: &[u32],
) -> String {
    let asked = Asked::Plan(waves);
    Names { document, catalogue: Catalogue::of(document), compiled, asked }.sentence(constraint)
}

/// Whose demand stands against a limit.
enum Asked<'a> {
    /// Entries that must come, wherever that may be.
    Required(&'a [bool]),
    /// Entries in their waves.
    Plan(&'a [u32]),
}

struct Names<'a> {
    document: &'a Document,
    catalogue: Catalogue<'a>,
    compiled: &'a Compiled,
    asked: Asked<'a>,
}

impl Names<'_> {
    fn item(&self, index: usize) -> String {
        let entries = self.compiled.items.get(index).map(Vec::as_slice).unwrap_or_default();
        let names: Vec<String> = entries.iter().map(|entry| self.catalogue.short_name(entry)).collect();
        phrase::list(&names)
    }

    fn is_after(&self, wave: u32) -> bool {
        wave as usize > self.compiled.real_waves
    }

    fn wave(&self, wave: u32) -> String {
        if self.is_after(wave) {
            t("clash.after_the_waves").to_owned()
        } else {
            fill("clash.in_wave", &[("wave", &wave.to_string())])
        }
    }

    /// "in what is left of wave 2 from 10 May 2027 on"
    fn rest(&self, wave: u32) -> String {
        let format = self.document.plan.date_format;
        let day = self.compiled.rest.map(|rest| phrase::date(format, rest.day)).unwrap_or_default();
        fill("explain.in_rest", &[("wave", &wave.to_string()), ("day", &day)])
    }

    /// The days of people, in the numbers of the board: "The PMO may be filled to 377.2 of 397.0 person-days (95 %) in
    /// wave 2".
    fn people(&self, name: &str, role: usize, wave: u32, capacity: f64) -> String {
        let of = left_of(name).unwrap_or(name);
        let who = if of == "pmo" { t("clash.office").to_owned() } else { role_name(of) };
        let has = |key: &str, days: f64, wave: &str| {
            fill(key, &[("who", &who), ("capacity", &fixed(days, 1)), ("wave", wave)])
        };
        if left_of(name).is_some() {
            return has("clash.left", capacity, &self.rest(wave));
        }
        let column = (wave as usize).checked_sub(1);
        let days = self.compiled.days.get(role).zip(column).and_then(|(days, column)| days.get(column));
        let Some(days) = days else {
            return has("clash.has", capacity, t("clash.each_month_after"));
        };
        let (filled, when) = (capacity + days.taken, self.wave(wave));
        let most = days.whole * self.document.plan.settings.pmo_limit_pct.fraction();
        let limit = if (filled - days.whole).abs() < SHOWN_DAYS {
            has("clash.has", days.whole, &when)
        } else {
            let key = if filled > most + SHOWN_DAYS { "clash.taken" } else { "clash.filled" };
            let share = fixed(100.0 * filled / days.whole, 0);
            let numbers =
                [("filled", &*fixed(filled, 1)), ("whole", &fixed(days.whole, 1)), ("share", &share)];
            fill(key, &[[("who", &*who), ("wave", &*when)].as_slice(), &numbers].concat())
        };
        if days.taken < SHOWN_DAYS {
            return limit;
        }
        fill("clash.existing", &[("limit", &limit), ("existing", &fixed(days.taken, 1))])
    }

    /// "The PMO has 40.0 person-days in wave 1; what must come asks for 55.0."
    fn role(&self, role: usize, wave: u32) -> String {
        let name = self.compiled.problem.roles.get(role).map_or("pmo", String::as_str);
        // Days count hundredths, money whole units, each for the problem's unit of time; entries are counted.
        let (key, unit, decimals) = match name {
            "entries" => ("clash.entries", 1.0, 0),
            "big" => ("clash.big", 1.0, 0),
            "money" => ("clash.money", self.compiled.month, 0),
            _ => ("", HUNDREDTHS * self.compiled.month, 1),
        };
        let capacity = cell(&self.compiled.problem.capacity, role, wave) as f64 / unit;
        let limit = if key.is_empty() {
            self.people(name, role, wave, capacity)
        } else {
            fill(key, &[("capacity", &fixed(capacity, decimals)), ("wave", &self.wave(wave))])
        };
        self.told(&limit, self.role_demand(role, wave) / unit, decimals)
    }

    /// A group's capacity, its rule for heavy entries, or a wish to keep entries apart.
    fn group(&self, index: usize, wave: u32) -> String {
        let name = self.compiled.problem.groups.get(index).map(String::as_str).unwrap_or_default();
        let of = left_of(name).unwrap_or(name);
        let letter = Group::ALL.into_iter().find(|group| of.starts_with(group.letter()));
        let Some(group) = letter else {
            return fill("clash.apart", &[("wave", &self.wave(wave))]);
        };
        let people = t(match group {
            Group::E => "choice.group.E",
            Group::F => "choice.group.F",
            Group::P => "choice.group.P",
            Group::T => "choice.group.T",
            Group::O => "choice.group.O",
        });
        let (key, unit, decimals) = match name.get(1..) {
            _ if left_of(name).is_some() => ("clash.group_left", HUNDREDTHS, 1),
            Some("5") => ("clash.heaviest", 1.0, 0),
            Some("4") => ("clash.heavy", 1.0, 0),
            _ => ("clash.group", HUNDREDTHS, 1),
        };
        let capacity = cell(&self.compiled.problem.absorb, index, wave) as f64 / unit;
        let when = if left_of(name).is_some() { self.rest(wave) } else { self.wave(wave) };
        let limit =
            fill(key, &[("group", people), ("capacity", &fixed(capacity, decimals)), ("wave", &when)]);
        let demand = self.sum(|place, item| {
            let here = match self.asked {
                Asked::Required(required) => is_set(required, place) && allows(item, wave),
                Asked::Plan(waves) => waves.get(place) == Some(&wave),
            };
            if here { at(&item.impact, index) } else { 0.0 }
        });
        self.told(&limit, demand / unit, decimals)
    }

    fn role_demand(&self, role: usize, wave: u32) -> f64 {
        let lengths = self.compiled.problem.wave_length.as_deref().unwrap_or_default();
        let length = (wave as usize).checked_sub(1).map_or(0.0, |index| at(lengths, index));
        self.sum(|place, item| {
            let (build, run) = (at(&item.build, role), at(&item.run, role) * length);
            let own = run * item.own_run_pct as f64 / 100.0;
            match self.asked {
                Asked::Required(required) if !is_set(required, place) => 0.0,
                // Where an entry that must come comes is open; what runs after the last wave is not.
                Asked::Required(_) if self.is_after(wave) => run,
                Asked::Required(_) if allows(item, wave) => build + own,
                Asked::Required(_) => 0.0,
                Asked::Plan(waves) => match waves.get(place).copied().unwrap_or(0) {
                    0 => 0.0,
                    start if start == wave => build + own,
                    start if start < wave => run,
                    _ => 0.0,
                },
            }
        })
    }

    fn sum(&self, demand: impl Fn(usize, &ItemFile) -> f64) -> f64 {
        self.compiled.problem.items.iter().enumerate().map(|(place, item)| demand(place, item)).sum()
    }

    fn told(&self, limit: &str, demand: f64, decimals: u8) -> String {
        let arguments = [("limit", limit), ("demand", &fixed(demand, decimals))];
        match self.asked {
            Asked::Plan(_) => fill("clash.used", &arguments),
            Asked::Required(_) if short(demand, decimals) == "0" => fill("clash.alone", &arguments),
            Asked::Required(_) => fill("clash.asked", &arguments),
        }
    }

    fn sentence(&self, constraint: &Constraint) -> String {
        let about = |key: &str, item: usize, wave: u32| {
            fill(key, &[("entry", &self.item(item)), ("wave", &wave.to_string())])
        };
        match *constraint {
            Constraint::Role { role, wave } => self.role(role, wave),
            Constraint::Group { group, wave } => self.group(group, wave),
            Constraint::Precedence { before, after, .. } => {
                fill("clash.order", &[("entry", &self.item(after)), ("needed", &self.item(before))])
            }
            Constraint::Earliest { item, wave } => about("clash.earliest", item, wave),
            Constraint::Latest { item, wave } => about("clash.latest", item, wave),
            Constraint::Pin { item, wave } => about("clash.pin", item, wave),
            Constraint::Mandatory { item } => about("clash.mandatory", item, 0),
            Constraint::Cover { .. } => t("clash.cover").to_owned(),
        }
    }
}

fn at(values: &[u64], index: usize) -> f64 {
    values.get(index).map_or(0.0, |value| *value as f64)
}

fn cell(rows: &[Vec<u64>], row: usize, wave: u32) -> u64 {
    let column = (wave as usize).checked_sub(1);
    rows.get(row).zip(column).and_then(|(row, column)| row.get(column)).copied().unwrap_or(0)
}

fn is_set(flags: &[bool], index: usize) -> bool {
    flags.get(index) == Some(&true)
}

/// Whether an item may come in a wave.
fn allows(item: &ItemFile, wave: u32) -> bool {
    let wave = u64::from(wave);
    match item.pin {
        Some(pin) => pin == wave,
        None => item.earliest <= wave && item.latest.is_none_or(|latest| wave <= latest),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::example::Example;
    use crate::domain::figures::Figures;
    use crate::domain::model::scalar::{Date, Percent};
    use crate::domain::proposal::compile::{compile, compile_from};

    fn sentences(document: &Document, compiled: &Compiled, constraints: Vec<Constraint>) -> Vec<String> {
        let lines = lines(document, compiled, &Conflict { constraints, irreducible: true });
        lines.into_iter().map(|line| line.sentence).collect()
    }

    fn check(constraint: Constraint, expected: &str) {
        let document = Example::Norvik.document().unwrap();
        let compiled = compile(&document, &Figures::of(&document));
        assert_eq!(sentences(&document, &compiled, vec![constraint]), [expected]);
    }

    #[test]
    fn constraints_have_plain_sentences() {
        check(Constraint::Pin { item: 0, wave: 1 }, "PMO charter is pinned to wave 1.");
        check(
            Constraint::Group { group: 1, wave: 2 },
            "Functional managers can take in 10.6 points in wave 2.",
        );
        check(
            Constraint::Role { role: 0, wave: 5 },
            "The PMO has 37.2 person-days a month after the last wave.",
        );
        check(
            Constraint::Group { group: 5, wave: 1 },
            "Sponsors and executives can take at most 1 × impact 5 in wave 1.",
        );
    }

    #[test]
    fn what_must_come_stands_against_what_there_is() {
        let document = Example::Norvik.document().unwrap();
        let compiled = compile(&document, &Figures::of(&document));
        let constraints = vec![
            Constraint::Role { role: 0, wave: 1 },
            Constraint::Role { role: 0, wave: 5 },
            Constraint::Mandatory { item: 0 },
        ];
        let told = sentences(&document, &compiled, constraints);
        let item = &compiled.problem.items[0];
        let days = |hundredths: f64| fixed(hundredths / 100.0, 1);
        // Five waves: the last one is the time after the waves, one month long.
        let build = at(&item.build, 0) + at(&item.run, 0) * 3.0 * item.own_run_pct as f64 / 100.0;
        assert!(told[0].ends_with(&format!("; what must come asks for {}.", days(build))), "{told:?}");
        assert!(told[1].ends_with(&format!("asks for {}.", days(at(&item.run, 0)))), "{told:?}");
    }

    #[test]
    fn what_a_plan_uses_is_what_its_figures_say() {
        let document = Example::Norvik.document().unwrap();
        let figures = Figures::of(&document);
        let compiled = compile(&document, &figures);
        let waves = compiled.current_waves(&document);
        let told = limit_sentence(&document, &compiled, &Constraint::Group { group: 1, wave: 1 }, &waves);
        let load = figures.loads[0].get(Group::F).load;
        assert!(told.ends_with(&format!("; the proposal uses {}.", fixed(load, 1))), "{told} {load}");
    }

    #[test]
    fn people_may_be_filled_to_a_share_of_what_the_board_shows() {
        let mut document = Example::Norvik.document().unwrap();
        let told = |document: &Document| {
            let compiled = compile(document, &Figures::of(document));
            sentences(document, &compiled, vec![Constraint::Role { role: 0, wave: 2 }]).remove(0)
        };
        let whole = fixed(Figures::of(&document).office[1].capacity, 1);
        let filled = told(&document);
        assert!(
            filled.starts_with("The PMO may be filled to ") && filled.contains(&format!(" of {whole} ")),
            "{filled}"
        );
        assert!(filled.ends_with(" person-days (95 %) in wave 2."), "{filled}");
        document.plan.settings.pmo_limit_pct = Percent::new(100).unwrap();
        assert_eq!(told(&document), format!("The PMO has {whole} person-days in wave 2."));
        document.plan.settings.plan_by_role = true;
        let by_role = told(&document);
        assert!(by_role.starts_with("PMO lead has "), "{by_role}");
    }

    #[test]
    fn what_is_left_of_a_wave_is_told_as_such() {
        let document = Example::Norvik.document().unwrap();
        let compiled = compile_from(&document, &Figures::of(&document), Date::parse("2027-05-10").ok());
        let row = |names: &[String], name: &str| names.iter().position(|other| other == name).unwrap();
        let role = Constraint::Role { role: row(&compiled.problem.roles, "left pmo"), wave: 2 };
        let group = Constraint::Group { group: row(&compiled.problem.groups, "left F"), wave: 2 };
        let told = sentences(&document, &compiled, vec![role, group]);
        let rest = "in what is left of wave 2 from 10 May 2027 on.";
        assert!(told[0].starts_with("The PMO has ") && told[0].ends_with(rest), "{told:?}");
        assert!(
            told[1].starts_with("Functional managers can take in ") && told[1].ends_with(rest),
            "{told:?}"
        );
    }
}
