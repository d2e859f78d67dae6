//! `cargo run --example compiled_plans FOLDER`: writes the planning problems of the built-in plans, so that the
//! benchmark meets the shape of real plans. Each carries its proved optimum in a field that the format ignores.

use std::path::PathBuf;
use std::process::ExitCode;

use wavewright::domain::catalogue::builtin_entries;
use wavewright::domain::example::Example;
use wavewright::domain::figures::Figures;
use wavewright::domain::model::planning::SelectionState;
use wavewright::domain::model::scalar::Percent;
use wavewright::domain::proposal::compile::compile;

/// Example, entries chosen besides its own, share of the office's capacity in per cent, whether the office must carry
/// what it built, and the optimum (tests/domain/planning_golden.rs).
const CASES: [(Example, bool, u8, bool, u64); 9] = [
    (Example::Norvik, false, 100, false, 698_817),
    (Example::Norvik, false, 95, false, 690_150),
    (Example::Norvik, true, 100, false, 777_003),
    (Example::Halden, false, 100, false, 2_827_652),
    (Example::Halden, false, 95, false, 2_803_656),
    (Example::Norvik, false, 100, true, 697_920),
    (Example::Norvik, false, 95, true, 680_649),
    (Example::Halden, false, 100, true, 2_827_652),
    (Example::Halden, false, 95, true, 2_803_656),
];

fn main() -> ExitCode {
    match write_all() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn write_all() -> Result<(), Box<dyn std::error::Error>> {
    let folder = PathBuf::from(std::env::args().nth(1).ok_or("A folder is needed.")?);
    std::fs::create_dir_all(&folder)?;
    for (example, takes_all, limit, sustain, optimum) in CASES {
        let mut document = example.document()?;
        document.plan.settings.pmo_limit_pct = Percent::new(limit)?;
        document.plan.settings.sustain = sustain;
        if takes_all {
            for entry in builtin_entries() {
                document.planning.choices.entry(entry.id.clone()).or_default().state = SelectionState::Chosen;
            }
        }
        let mut problem = compile(&document, &Figures::of(&document)).problem;
        let example = if matches!(example, Example::Norvik) { "norvik" } else { "halden" };
        let (all, sustain) = (if takes_all { "-all" } else { "" }, if sustain { "-sustain" } else { "" });
        problem.name = format!("{example}{all}-{limit}{sustain}");
        let mut file = serde_json::to_value(&problem)?;
        if let Some(fields) = file.as_object_mut() {
            fields.insert("optimum".to_owned(), optimum.into());
        }
        std::fs::write(folder.join(format!("{}.json", problem.name)), file.to_string())?;
    }
    Ok(())
}
