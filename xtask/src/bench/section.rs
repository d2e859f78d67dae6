//! The sections of a run: which instances go to which engines, in an order of which every beginning is balanced, because
//! time decides how far a section gets.

use super::engine::Engine;
use super::instance::Source;
use super::settings::Settings;

/// What a section finds out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Section {
    /// Proofs on the shape of real plans, natively and in the browser's engine.
    Plans,
    /// The same steps natively and in the browser's engine.
    Speed,
    /// Agreement with CP-SAT on small instances.
    Agreement,
    /// A thousand items: first plan, gap, memory.
    Large,
    /// Proofs on up to 30 items.
    Proofs,
    /// Public assembly lines.
    Lines,
    /// Against engines that run in a browser.
    Browser,
    /// Plans and bounds on 60 to 300 items.
    Quality,
    /// Against peers with six times the time.
    Longer,
}

/// One instance and the engines that answer it; a comparison is whole or not made.
#[derive(Debug, Clone, PartialEq)]
pub struct Unit {
    /// The instance.
    pub source: Source,
    /// Engines, each with its share of the usual seconds.
    pub engines: Vec<(Engine, f64)>,
}

/// How much longer peers work in the section that gives them more time.
pub const LONGER: f64 = 6.0;

impl Section {
    /// All sections, in the order in which they run.
    pub const ALL: [Self; 9] = [
        Self::Plans,
        Self::Speed,
        Self::Agreement,
        Self::Large,
        Self::Proofs,
        Self::Lines,
        Self::Browser,
        Self::Quality,
        Self::Longer,
    ];

    /// Its name on the command line and in records.
    pub fn id(self) -> &'static str {
        match self {
            Self::Plans => "plans",
            Self::Speed => "speed",
            Self::Agreement => "agreement",
            Self::Large => "large",
            Self::Proofs => "proofs",
            Self::Lines => "lines",
            Self::Browser => "browser",
            Self::Quality => "quality",
            Self::Longer => "longer",
        }
    }

    /// Its share of the run's time, out of 100. What one section leaves goes to the next.
    pub fn share(self) -> f64 {
        match self {
            Self::Plans => 10.0,
            Self::Speed => 2.0,
            Self::Agreement => 2.0,
            Self::Large => 4.0,
            Self::Proofs => 13.0,
            Self::Lines => 8.0,
            Self::Browser => 11.0,
            Self::Quality => 29.0,
            Self::Longer => 21.0,
        }
    }

    /// What the section measures, most telling first. Sections that need files from elsewhere get them.
    pub fn units(self, settings: &Settings, files: &Files) -> Vec<Unit> {
        let native: &[(Engine, f64)] = &[(Engine::Ours, 1.0), (Engine::CpSat, 1.0), (Engine::Highs, 1.0)];
        let all = |engines: &[(Engine, f64)], sources: Vec<Source>| -> Vec<Unit> {
            let takes_part = |(engine, _): &&(Engine, f64)| settings.engines.contains(engine);
            let engines: Vec<_> = engines.iter().filter(takes_part).copied().collect();
            sources.into_iter().map(|source| Unit { source, engines: engines.clone() }).collect()
        };
        match self {
            Self::Plans => {
                let engines = [native, &[(Engine::Worker, 1.0)]].concat();
                let mut sources = interleaved(&files.plans, 4);
                sources.extend(generated(settings, &["pmo"], &[30, 36, 12, 24, 18]));
                all(&engines, sources)
            }
            Self::Speed => all(
                &[(Engine::Worker, 0.3)],
                generated(settings, &["pmo", "multi", "real-tight", "fatigue"], &[60])
                    .into_iter()
                    .take(4)
                    .collect(),
            ),
            Self::Agreement => Vec::new(),
            Self::Large => all(&[(Engine::Ours, 1.0)], generated(settings, &turned("pmo"), &[1000])),
            Self::Proofs => all(native, generated(settings, &turned("multi"), &[30, 12])),
            Self::Lines => {
                let otto = interleaved(&files.otto, 5);
                let scholl = interleaved(&files.scholl, 13);
                all(&[(Engine::Ours, 1.0)], merged(scholl, otto))
            }
            Self::Browser => {
                let peers = Engine::IN_BROWSER.map(|engine| (engine, 1.0));
                let engines = [&[(Engine::Ours, 1.0), (Engine::Worker, 1.0)], peers.as_slice()].concat();
                all(&engines, generated(settings, &turned("pmo"), &[60, 30, 120]))
            }
            Self::Quality => {
                let engines = [native, &[(Engine::Pumpkin, 1.0)]].concat();
                all(&engines, generated(settings, &turned("real-tight"), &[60, 120, 300]))
            }
            Self::Longer => {
                let engines = [(Engine::Ours, 1.0), (Engine::CpSat, LONGER), (Engine::Highs, LONGER)];
                all(&engines, generated(settings, &turned("real-tight"), &[60, 120, 300]))
            }
        }
    }
}

/// Instances that are read from files.
#[derive(Debug, Clone, Default)]
pub struct Files {
    /// Compiled plans.
    pub plans: Vec<Source>,
    /// Scholl's set.
    pub scholl: Vec<Source>,
    /// Otto, Otto and Scholl's set.
    pub otto: Vec<Source>,
}

/// All families, beginning with one.
fn turned(first: &str) -> Vec<&'static str> {
    let mut families = super::settings::FAMILIES.to_vec();
    let place = families.iter().position(|family| *family == first).unwrap_or(0);
    families.rotate_left(place);
    families
}

/// Seed by seed; within a seed every family comes once before one comes twice, and the sizes take turns.
fn generated(settings: &Settings, families: &[&str], usual_sizes: &[usize]) -> Vec<Source> {
    let takes_part = |size: &usize| settings.sizes.is_empty() || settings.sizes.contains(size);
    let sizes: Vec<usize> = usual_sizes.iter().copied().filter(takes_part).collect();
    let families: Vec<&str> =
        families.iter().copied().filter(|family| settings.families.iter().any(|one| one == family)).collect();
    let mut sources = Vec::new();
    for seed in (0..settings.seeds).map(|number| settings.first_seed + number) {
        for round in 0..sizes.len() {
            for (place, family) in families.iter().enumerate() {
                let turn = (place + round) % sizes.len().max(1);
                sources.extend(sizes.get(turn).map(|&size| Source::Generated {
                    family: (*family).to_owned(),
                    size,
                    seed,
                }));
            }
        }
    }
    sources
}

/// Every so-manieth one first, so that a beginning holds some of each graph.
fn interleaved(sources: &[Source], stride: usize) -> Vec<Source> {
    (0..stride).flat_map(|start| sources.iter().skip(start).step_by(stride)).cloned().collect()
}

/// Seven of the first list, then one of the second.
fn merged(first: Vec<Source>, second: Vec<Source>) -> Vec<Source> {
    let mut second = second.into_iter();
    let mut all = Vec::new();
    for (place, source) in first.into_iter().enumerate() {
        all.push(source);
        if place % 7 == 6 {
            all.extend(second.next());
        }
    }
    all.extend(second);
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_beginning_is_balanced_over_families_and_sizes() {
        let units = Section::Quality.units(&Settings::default(), &Files::default());
        let count = |wanted: &dyn Fn(&str, usize, u64) -> bool| {
            let first = units.iter().take(36);
            first
                .filter(|unit| match &unit.source {
                    Source::Generated { family, size, seed } => wanted(family, *size, *seed),
                    _ => false,
                })
                .count()
        };
        assert_eq!(count(&|family, _, seed| family == "pmo" && seed == 501), 3);
        assert_eq!(count(&|_, size, _| size == 300), 12);
        assert!(
            units.iter().take(12).any(|unit| matches!(&unit.source, Source::Generated { size: 300, .. }))
        );
    }

    #[test]
    fn shares_add_up_and_chosen_engines_alone_take_part() {
        assert_eq!(Section::ALL.iter().map(|section| section.share()).sum::<f64>(), 100.0);
        let settings = Settings { engines: vec![Engine::Ours, Engine::Highs], ..Settings::default() };
        for unit in Section::Longer.units(&settings, &Files::default()) {
            assert_eq!(unit.engines, [(Engine::Ours, 1.0), (Engine::Highs, LONGER)]);
        }
    }
}
