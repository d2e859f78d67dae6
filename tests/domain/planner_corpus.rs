//! Problems in files: bad ones with the text of their refusal beside them, good ones with a known optimum.
//! `UPDATE_GOLDEN=1` rewrites the texts of the refusals.

use std::fs;
use std::path::{Path, PathBuf};

use wavewright::domain::planner::answer::Status;
use wavewright::domain::planner::engine::{Options, Unobserved, solve};
use wavewright::domain::planner::problem::Problem;
use wavewright::domain::planner::problem::file::{Objective, ProblemFile};
use wavewright::domain::planner::recount::recount;

use crate::planner_judge::{is_feasible, objective};

fn problems(folder: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/planner").join(folder);
    let mut paths: Vec<PathBuf> = fs::read_dir(&folder)
        .unwrap_or_else(|error| panic!("{}: {error}", folder.display()))
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "json"))
        .collect();
    paths.sort();
    paths
}

#[test]
fn bad_problems_are_refused_with_the_path_of_the_fault() {
    let paths = problems("errors");
    assert!(paths.len() > 50, "{} files", paths.len());
    for path in paths {
        let text = fs::read_to_string(&path).unwrap();
        let found = Problem::from_json(&text).err().map_or("accepted".to_owned(), |error| error.to_string());
        let beside = path.with_extension("txt");
        if std::env::var_os("UPDATE_GOLDEN").is_some() {
            fs::write(&beside, format!("{found}\n")).unwrap();
        }
        let expected = fs::read_to_string(&beside).unwrap_or_default();
        assert_eq!(found, expected.trim_end(), "{}", path.display());
    }
}

#[test]
fn plans_keep_every_rule_and_never_beat_a_proved_optimum() {
    for path in problems("correct") {
        let name = path.display();
        let known: u64 = fs::read_to_string(path.with_extension("txt")).unwrap().trim().parse().unwrap();
        let text = fs::read_to_string(&path).unwrap();
        let (file, problem) = (ProblemFile::from_json(&text).unwrap(), Problem::from_json(&text).unwrap());
        let answer = solve(problem.clone(), &Options { seed: 1, steps: Some(25) }, &mut Unobserved);
        let wave = answer.wave.unwrap_or_else(|| panic!("{name}: no plan"));
        assert!(is_feasible(&file, &wave), "{name}");
        assert_eq!(recount(&problem, &wave), Some(objective(&file, &wave) as i64), "{name}");
        let (found, bound) = (objective(&file, &wave), answer.bound.unwrap());
        let (worse, better) =
            if file.objective == Objective::Value { (found, bound) } else { (bound, found) };
        assert!(worse <= known && known <= better, "{name}: plan {found}, bound {bound}, optimum {known}");
        if answer.status == Status::Optimal {
            assert_eq!(found, known, "{name}");
        }
        // Far from the best would be a fault as well, even after so few steps.
        assert!(found * 100 >= known * 90 && known * 100 >= found * 80, "{name}: {found} of {known}");
    }
}

/// Scholl's assembly lines, each with the optimum that is proved in the literature.
#[test]
fn fewest_waves_of_assembly_lines_are_proved_within_a_few_steps() {
    let lines = problems("correct").into_iter().filter(|path| path.to_string_lossy().contains("salbp-"));
    let mut count = 0;
    for path in lines {
        let known: u64 = fs::read_to_string(path.with_extension("txt")).unwrap().trim().parse().unwrap();
        let problem = Problem::from_json(&fs::read_to_string(&path).unwrap()).unwrap();
        let answer = solve(problem, &Options { seed: 1, steps: Some(400) }, &mut Unobserved);
        assert_eq!((answer.status, answer.objective), (Status::Optimal, Some(known)), "{}", path.display());
        count += 1;
    }
    assert!(count >= 6, "{count} lines");
}
