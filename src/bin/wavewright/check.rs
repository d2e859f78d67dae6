//! `wavewright check`: every finding of one or more plans, as one JSON report.

use std::io::Write;
use std::path::{Path, PathBuf};

use serde::Serialize;
use wavewright::domain::catalogue::builtin_entries;
use wavewright::domain::figures::Figures;
use wavewright::domain::file::load::load;
use wavewright::domain::guide;
use wavewright::domain::health::{Finding, Severity, message, needs_action, remedy};
use wavewright::domain::model::document::Document;
use wavewright::domain::model::validate::BuiltInEntries;

use crate::command_line::Outcome;

/// What `check` is given.
#[derive(clap::Args)]
pub struct Arguments {
    /// Plan files.
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
}

/// One file of the report: its findings, or why it could not be read.
#[derive(Serialize)]
struct CheckedFile {
    file: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    error: Option<String>,
    findings: Vec<PrintedFinding>,
}

/// A finding as it is printed.
#[derive(Serialize)]
struct PrintedFinding {
    rule: String,
    severity: &'static str,
    object: String,
    message: String,
    remedy: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    accepted: Option<String>,
}

/// Runs the command. A file that cannot be read does not hide the findings of the others.
pub fn run(arguments: &Arguments) -> Outcome {
    let built_in = BuiltInEntries::from_entries(builtin_entries());
    let mut report = Vec::with_capacity(arguments.files.len());
    let mut refusals = Vec::new();
    let mut acts = false;
    for path in &arguments.files {
        let file = path.display().to_string();
        match read(path, &built_in) {
            Ok(document) => {
                let findings = guide::findings(&document, &Figures::of(&document));
                acts |= needs_action(&findings);
                tell(&format!("{file}: {}", summary(&findings)));
                let findings = findings.iter().map(|finding| printed(finding, &document)).collect();
                report.push(CheckedFile { file, error: None, findings });
            }
            Err(reason) => {
                refusals.push(format!("{file}: {reason}"));
                report.push(CheckedFile { file, error: Some(reason), findings: Vec::new() });
            }
        }
    }
    let written = serde_json::to_string_pretty(&report)
        .map_err(std::io::Error::from)
        .and_then(|report| writeln!(std::io::stdout(), "{report}"));
    match written {
        Err(error) => Outcome::Refused(format!("standard output: {error}")),
        Ok(()) if !refusals.is_empty() => Outcome::Refused(refusals.join("\n")),
        Ok(()) if acts => Outcome::Findings,
        Ok(()) => Outcome::Good,
    }
}

/// Reads a plan, and says what was mended in it.
fn read(path: &Path, built_in: &BuiltInEntries) -> Result<Document, String> {
    let bytes = std::fs::read(path).map_err(|error| error.to_string())?;
    let loaded = load(&bytes, built_in).map_err(|error| error.to_string())?;
    for repair in &loaded.repairs {
        tell(&format!("{}: {repair}", path.display()));
    }
    Ok(loaded.file.document)
}

fn printed(finding: &Finding, document: &Document) -> PrintedFinding {
    PrintedFinding {
        rule: finding.rule.to_string(),
        severity: finding.severity.code(),
        object: finding.object.clone(),
        message: message(finding),
        remedy: remedy(finding, document),
        accepted: finding.accepted.clone(),
    }
}

/// `2 errors, 1 warning, 4 hints (1 accepted)`.
fn summary(findings: &[Finding]) -> String {
    let open = |severity| {
        findings.iter().filter(|finding| finding.severity == severity && finding.accepted.is_none()).count()
    };
    let accepted = findings.iter().filter(|finding| finding.accepted.is_some()).count();
    let counted = [(Severity::Error, "error"), (Severity::Warning, "warning"), (Severity::Hint, "hint")]
        .map(|(severity, word)| plural(open(severity), word));
    let told = counted.join(", ");
    if accepted == 0 { told } else { format!("{told} ({accepted} accepted)") }
}

fn plural(count: usize, word: &str) -> String {
    if count == 1 { format!("1 {word}") } else { format!("{count} {word}s") }
}

/// Prose for standard error. Nothing is left to do if the terminal is gone.
fn tell(line: &str) {
    let _ = writeln!(std::io::stderr(), "{line}");
}

#[cfg(test)]
mod tests {
    use super::*;
    use wavewright::domain::example::Example;

    #[test]
    fn the_summary_counts_what_is_open() {
        let mut document = Example::Naive.document().unwrap();
        let findings = |document: &Document| guide::findings(document, &Figures::of(document));
        assert_eq!(summary(&findings(&document)), "13 errors, 18 warnings, 17 hints");
        let accepted = wavewright::domain::model::governance::AcceptedFinding {
            rule: "R16".into(),
            object: "wave 1".to_owned(),
            reason: "The board asked for the tool first".to_owned(),
            ..Default::default()
        };
        document.governance.accepted_findings.push(accepted);
        assert_eq!(summary(&findings(&document)), "13 errors, 17 warnings, 17 hints (1 accepted)");
    }
}
