//! Commands about governance records that are more than rows.

use super::error::CommandError;
use crate::domain::model::document::Document;
use crate::domain::model::governance::AcceptedFinding;
use crate::domain::model::ids::{RowId, RuleId};

/// Accepts a finding, or gives an accepted one another reason.
pub(super) fn accept_finding(
    document: &Document,
    id: RowId,
    rule: &RuleId,
    object: &str,
    reason: &str,
) -> Result<Document, CommandError> {
    if reason.trim().is_empty() {
        return Err(CommandError::ReasonMissing);
    }
    let mut changed = document.clone();
    let accepted = &mut changed.governance.accepted_findings;
    if let Some(finding) = accepted.iter_mut().find(|other| other.rule == *rule && other.object == object) {
        reason.clone_into(&mut finding.reason);
        return Ok(changed);
    }
    if id.0 == 0 || accepted.iter().any(|other| other.id == id) {
        return Err(CommandError::RowWithoutId("governance.accepted_findings".to_owned()));
    }
    accepted.push(AcceptedFinding {
        id,
        rule: rule.clone(),
        object: object.to_owned(),
        reason: reason.to_owned(),
    });
    Ok(changed)
}

/// Takes the acceptance of a finding back.
pub(super) fn withdraw_acceptance(document: &Document, id: RowId) -> Result<Document, CommandError> {
    let mut changed = document.clone();
    let accepted = &mut changed.governance.accepted_findings;
    let index = accepted
        .iter()
        .position(|other| other.id == id)
        .ok_or_else(|| CommandError::NoSuchRow(format!("governance.accepted_findings[{id}]")))?;
    accepted.remove(index);
    Ok(changed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_finding_is_accepted_once_with_a_reason() {
        let rule = RuleId::from("R14");
        let accept =
            |document: &Document, id, reason| accept_finding(document, RowId(id), &rule, "wave 2", reason);
        let once = accept(&Document::default(), 1, "known").unwrap();
        let again = accept(&once, 2, "agreed").unwrap();
        assert_eq!(again.governance.accepted_findings.len(), 1);
        assert_eq!(again.governance.accepted_findings[0].reason, "agreed");
        assert_eq!(withdraw_acceptance(&again, RowId(1)), Ok(Document::default()));
        assert!(withdraw_acceptance(&again, RowId(2)).is_err());
        assert_eq!(accept(&once, 2, "  "), Err(CommandError::ReasonMissing));
    }
}
