//! Why there is no plan, in sentences: the constraints that cannot hold together.

use crate::domain::catalogue::Catalogue;
use crate::domain::model::document::Document;
use crate::domain::model::group::Group;
use crate::domain::planner::conflict::{Conflict, Constraint};
use crate::domain::wording::{fill, phrase, t};

use super::compile::Compiled;

/// One sentence for each constraint of a conflict, in its order.
pub fn sentences(document: &Document, compiled: &Compiled, conflict: &Conflict) -> Vec<String> {
    let names = Names { catalogue: Catalogue::of(document), compiled };
    conflict.constraints.iter().map(|constraint| names.sentence(constraint)).collect()
}

struct Names<'a> {
    catalogue: Catalogue<'a>,
    compiled: &'a Compiled,
}

impl Names<'_> {
    fn item(&self, index: usize) -> String {
        let entries = self.compiled.items.get(index).map(Vec::as_slice).unwrap_or_default();
        let names: Vec<String> = entries.iter().map(|entry| self.catalogue.short_name(entry)).collect();
        phrase::list(&names)
    }

    fn wave(&self, wave: u32) -> String {
        if wave as usize > self.compiled.real_waves {
            t("clash.after_the_waves").to_owned()
        } else {
            fill("clash.in_wave", &[("wave", &wave.to_string())])
        }
    }

    fn role(&self, role: usize) -> &str {
        match self.compiled.problem.roles.get(role).map(String::as_str) {
            Some("pmo") | None => t("clash.role.pmo"),
            Some("entries") => t("clash.role.entries"),
            Some("big") => t("clash.role.big"),
            Some("money") => t("clash.role.money"),
            Some(other) => other,
        }
    }

    /// A group's capacity, its rule for heavy entries, or a wish to keep entries apart.
    fn group(&self, index: usize, wave: u32) -> String {
        let name = self.compiled.problem.groups.get(index).map(String::as_str).unwrap_or_default();
        let letter = Group::ALL.into_iter().find(|group| name.starts_with(group.letter()));
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
        let arguments = [("group", people), ("wave", &self.wave(wave))];
        if name.len() > 1 { fill("clash.heavy", &arguments) } else { fill("clash.group", &arguments) }
    }

    fn sentence(&self, constraint: &Constraint) -> String {
        let about = |key: &str, item: usize, wave: u32| {
            fill(key, &[("entry", &self.item(item)), ("wave", &wave.to_string())])
        };
        match *constraint {
            Constraint::Role { role, wave } => {
                fill("clash.role", &[("role", self.role(role)), ("wave", &self.wave(wave))])
            }
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::example::Example;
    use crate::domain::figures::Figures;
    use crate::domain::proposal::compile::compile;

    fn check(constraint: Constraint, expected: &str) {
        let document = Example::Norvik.document().unwrap();
        let compiled = compile(&document, &Figures::of(&document));
        let conflict = Conflict { constraints: vec![constraint], irreducible: true };
        assert_eq!(sentences(&document, &compiled, &conflict), [expected]);
    }

    #[test]
    fn constraints_have_plain_sentences() {
        check(Constraint::Pin { item: 0, wave: 1 }, "PMO charter is pinned to wave 1.");
        check(Constraint::Group { group: 1, wave: 2 }, "Functional managers can take in so much in wave 2.");
        check(Constraint::Role { role: 0, wave: 5 }, "The PMO has so many days after the last wave.");
        check(
            Constraint::Group { group: 5, wave: 1 },
            "Sponsors and executives can take few heavy entries at once in wave 1.",
        );
    }
}
