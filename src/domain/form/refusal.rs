//! Why a command was refused, with the names that people read.

use super::naming::field_name;
use crate::domain::catalogue::Catalogue;
use crate::domain::command::error::CommandError;
use crate::domain::model::document::Document;
use crate::domain::wording::fill;

/// Why a command was refused: fields by their labels, entries by their names.
pub fn refusal(document: &Document, error: &CommandError) -> String {
    let name = |path: &str| path.parse().map_or_else(|_| path.to_owned(), |path| field_name(&path));
    let named = |key: &str, path: &str| fill(key, &[("field", &name(path))]);
    match error {
        CommandError::DoesNotFit { field, reason } => {
            fill("refused.does_not_fit", &[("field", &name(field)), ("reason", reason)])
        }
        CommandError::UnknownReference(path) => named("refused.unknown_reference", path),
        CommandError::OwnCommand(path) => named("refused.own_command", path),
        CommandError::NoSuchRow(path) => named("refused.gone", path),
        CommandError::Circle(entries) => {
            let catalogue = Catalogue::of(document);
            let names: Vec<String> = entries.iter().map(|entry| catalogue.short_name(entry)).collect();
            fill("refused.circle", &[("names", &names.join(", "))])
        }
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::domain::catalogue::known_entries;
    use crate::domain::command::{Command, apply};
    use crate::domain::model::entry::CatalogueEntry;
    use crate::domain::model::ids::EntryId;

    fn refused(document: &Document, command: &Command) -> String {
        refusal(document, &apply(document, command, &known_entries(document)).unwrap_err())
    }

    #[test]
    fn fields_and_entries_are_called_by_name() {
        let mut document = Document::default();
        let own = |id: &str| CatalogueEntry {
            id: EntryId::from(id),
            short_name: format!("The {id}"),
            ..CatalogueEntry::default()
        };
        document.planning.own_entries = vec![own("own-1"), own("own-2")];
        document.planning.own_entries[1].hard_prerequisites.push(EntryId::from("own-1"));
        let set =
            |path: &str, value| refused(&document, &Command::SetField { path: path.parse().unwrap(), value });
        let early = set("plan.start_date", json!("1800-01-01"));
        assert!(
            early.starts_with("First day of wave 1 cannot hold this: '1800-01-01' is not a date"),
            "{early}"
        );
        let nobody = set("foundation.sponsor.person", json!(99));
        assert!(nobody.starts_with("Sponsor would point at"), "{nobody}");
        let circle = set("planning.own_entries[own-1].hard_prerequisites", json!(["own-2"]));
        assert!(circle.contains("The own-1") && circle.contains("The own-2"), "{circle}");
        for told in [early, nobody, circle] {
            assert!(!told.contains(['{', '}', '_']), "{told}");
        }
        let gone = refused(&document, &Command::RemoveRow { row: "foundation.people[7]".parse().unwrap() });
        assert_eq!(gone, "People: this row is not there any more.");
    }
}
