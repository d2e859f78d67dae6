//! What the developer may choose about a benchmark.

use super::engine::Engine;
use super::section::Section;
use crate::failure::Failure;
use std::{collections::BTreeMap, path::PathBuf};

/// The families of generated instances; `gen.py` makes them.
pub const FAMILIES: [&str; 12] = [
    "real-loose",
    "real-tight",
    "multi",
    "corr",
    "chain",
    "runheavy",
    "fatigue",
    "triplet",
    "pinned",
    "minwaves",
    "minwaves-multi",
    "pmo",
];

/// The choices of one run.
#[derive(Debug, Clone, PartialEq)]
pub struct Settings {
    /// A few instances in a few minutes, written beside the build instead of into the documentation.
    pub is_quick: bool,
    /// How long the whole run may take, installation and builds aside.
    pub minutes: f64,
    /// What every engine is given for one instance.
    pub seconds: f64,
    /// First seed of generated instances.
    pub first_seed: u64,
    /// The most seeds of a family and size; time may allow fewer.
    pub seeds: u64,
    /// Families that take part.
    pub families: Vec<String>,
    /// Sizes that take part; empty for those of each section.
    pub sizes: Vec<usize>,
    /// Engines that take part.
    pub engines: Vec<Engine>,
    /// Sections that take part.
    pub sections: Vec<Section>,
    /// Take what a peer answered earlier on this machine to the same instance in the same seconds.
    pub reuses_peers: bool,
    /// Write the report of the last run again and measure nothing.
    pub only_writes: bool,
    /// Where the report goes, relative to the project.
    pub output: Option<PathBuf>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            is_quick: false,
            minutes: 60.0,
            seconds: 10.0,
            first_seed: 501,
            seeds: 20,
            families: FAMILIES.map(String::from).to_vec(),
            sizes: Vec::new(),
            engines: Engine::ALL.to_vec(),
            sections: Section::ALL.to_vec(),
            reuses_peers: false,
            only_writes: false,
            output: None,
        }
    }
}

impl Settings {
    /// Reads the words after `cargo xtask bench`. Fails on an unknown word, never guesses.
    pub fn parse(mut words: impl Iterator<Item = String>) -> Result<Self, Failure> {
        let mut settings = Self::default();
        let (mut minutes, mut seconds) = (None, None);
        while let Some(word) = words.next() {
            let mut value =
                || words.next().ok_or_else(|| Failure::new(format!("{word} needs a word behind it.")));
            match word.as_str() {
                "--quick" => settings.is_quick = true,
                "--reuse-peers" => settings.reuses_peers = true,
                "--report-only" => settings.only_writes = true,
                "--minutes" => minutes = Some(number(&value()?)?),
                "--seconds" => seconds = Some(number(&value()?)?),
                "--first-seed" => settings.first_seed = whole(&value()?)?,
                "--seeds" => settings.seeds = whole(&value()?)?,
                "--families" => settings.families = families(&value()?)?,
                "--sizes" => {
                    settings.sizes = value()?
                        .split(',')
                        .map(|word| whole(word).map(|size| size as usize))
                        .collect::<Result<_, _>>()?;
                }
                "--engines" => settings.engines = chosen(&value()?, &Engine::ALL, Engine::id)?,
                "--sections" => settings.sections = chosen(&value()?, &Section::ALL, Section::id)?,
                "--output" => settings.output = Some(PathBuf::from(value()?)),
                _ => return Err(Failure::new(format!("'{word}' is not understood here."))),
            }
        }
        let (usual_minutes, usual_seconds) = if settings.is_quick { (5.0, 2.0) } else { (60.0, 10.0) };
        settings.minutes = minutes.unwrap_or(usual_minutes);
        settings.seconds = seconds.unwrap_or(usual_seconds);
        if !settings.engines.contains(&Engine::Ours) {
            settings.engines.insert(0, Engine::Ours);
        }
        Ok(settings)
    }

    /// The same choices without some engines.
    pub fn without(mut self, missing: &BTreeMap<&'static str, String>) -> Self {
        self.engines.retain(|engine| !missing.contains_key(engine.id()));
        self
    }
}

fn families(word: &str) -> Result<Vec<String>, Failure> {
    chosen(word, &FAMILIES, |family| family).map(|found| found.into_iter().map(String::from).collect())
}

/// The named ones, in the order in which they stand in the list of all.
fn chosen<T: Copy>(word: &str, all: &[T], id: impl Fn(T) -> &'static str) -> Result<Vec<T>, Failure> {
    let names: Vec<&str> = word.split(',').collect();
    if let Some(unknown) = names.iter().find(|name| !all.iter().any(|one| id(*one) == **name)) {
        let known: Vec<&str> = all.iter().map(|one| id(*one)).collect();
        return Err(Failure::new(format!("'{unknown}' is not known."))
            .advise(format!("Known: {}.", known.join(", "))));
    }
    Ok(all.iter().copied().filter(|one| names.contains(&id(*one))).collect())
}

fn number(word: &str) -> Result<f64, Failure> {
    match word.parse::<f64>() {
        Ok(number) if number.is_finite() && number > 0.0 => Ok(number),
        _ => Err(Failure::new(format!("'{word}' is not a number above 0."))),
    }
}

fn whole(word: &str) -> Result<u64, Failure> {
    word.parse().map_err(|_| Failure::new(format!("'{word}' is not a whole number.")))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(line: &str) -> Result<Settings, Failure> {
        Settings::parse(line.split_whitespace().map(String::from))
    }

    #[test]
    fn a_quick_run_is_short_unless_told_otherwise() {
        let quick = parse("--quick").unwrap();
        assert_eq!((quick.minutes, quick.seconds), (5.0, 2.0));
        let longer = parse("--minutes 9 --quick").unwrap();
        assert_eq!((longer.minutes, longer.seconds), (9.0, 2.0));
        assert_eq!(parse("").unwrap(), Settings::default());
    }

    #[test]
    fn an_engine_that_cannot_be_had_stays_out() {
        let missing = BTreeMap::from([("pumpkin", String::from("no network"))]);
        let settings = parse("--engines pumpkin,highs").unwrap().without(&missing);
        assert_eq!(settings.engines, [Engine::Ours, Engine::Highs]);
    }

    #[test]
    fn lists_name_what_is_known_and_nothing_else() {
        let settings = parse("--families pmo,multi --sizes 30,60 --engines highs --sections proofs").unwrap();
        assert_eq!(settings.families, ["multi", "pmo"]);
        assert_eq!(settings.sizes, [30, 60]);
        assert_eq!(settings.engines, [Engine::Ours, Engine::Highs]);
        assert_eq!(settings.sections, [Section::Proofs]);
        for line in ["--families best", "--engines", "--seconds 0", "--sizes few", "--fast"] {
            assert!(parse(line).is_err(), "{line}");
        }
    }
}
