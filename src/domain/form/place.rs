//! The page of forms on which a place of the plan is edited.

use super::{Page, pages};

/// The page whose fields share the longest beginning with a path of the plan, such as
/// `foundation.objectives[7].measure` or the record `foundation.stakeholders.F`; none for a foreign path.
pub fn page_of(path: &str) -> Option<&'static Page> {
    let wanted = names(path);
    let shared = |page: &Page| {
        let fields = page.sections.iter().flat_map(|section| section.fields);
        fields.map(|field| shared_names(&wanted, &names(field.path))).max().unwrap_or(0)
    };
    // Of two pages that fit alike, the first one: `max_by_key` would take the last.
    let best = pages().map(shared).max().filter(|names| *names > 0)?;
    pages().find(|page| shared(page) == best)
}

fn names(path: &str) -> Vec<&str> {
    path.split('.').map(|name| name.split('[').next().unwrap_or(name)).collect()
}

fn shared_names(wanted: &[&str], field: &[&str]) -> usize {
    let fits = |(wanted, name): &(&&str, &&str)| wanted == name || matches!(**name, "*" | "{group}");
    wanted.iter().zip(field).take_while(fits).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(path: &str, expected: Option<&str>) {
        assert_eq!(page_of(path).map(|page| page.id), expected, "{path}");
    }

    #[test]
    fn fields_and_records_are_found() {
        check("foundation.objectives[7].measure", Some("foundation.identity"));
        check("foundation.stakeholders.F", Some("foundation.culture"));
        check("foundation.sponsor.person", Some("foundation.people"));
        check("governance.kpis[3]", Some("governance.kpis"));
        check("initiation.pains", Some("initiation.pains"));
        check("organisation.other_pmos[1].relation", Some("organisation.profile"));
        check("plan", Some("plan.settings"));
        check("nonsense", None);
    }
}
