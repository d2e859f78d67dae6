//! Reach in steps: a pilot with a quarter of the people now, the roll-out to the rest in a later wave.

use super::entries::{check_free, check_known, put_in};
use super::error::CommandError;
use crate::domain::catalogue::Catalogue;
use crate::domain::model::document::Document;
use crate::domain::model::entry::CatalogueEntry;
use crate::domain::model::group::{Group, PerGroup};
use crate::domain::model::ids::{EntryId, WaveId};
use crate::domain::model::planning::{Choice, Prerequisite};
use crate::domain::model::scalar::{Demand, Impact, Reach};
use crate::domain::model::validate::ENTRY_ID_LIMIT_CHARACTERS;

/// Share of each group that the pilot hits, of those whom the whole entry would hit (PMO fact base 5.4 no 13).
pub const PILOT_SHARE: f64 = 0.25;

/// Ending of the ids of roll-outs.
const ENDING: &str = "-roll-out";

/// An id for the roll-out of an entry that nothing in the plan bears yet.
pub fn roll_out_id(document: &Document, entry: &EntryId) -> EntryId {
    let catalogue = Catalogue::of(document);
    // Room for the ending and a number; ids are ASCII.
    let stem: String = entry.as_str().chars().take(ENTRY_ID_LIMIT_CHARACTERS.saturating_sub(16)).collect();
    let ids = (1_usize..).map(|number| match number {
        1 => EntryId::from(format!("{stem}{ENDING}").as_str()),
        number => EntryId::from(format!("{stem}{ENDING}-{number}").as_str()),
    });
    ids.into_iter().find(|id| catalogue.get(id).is_none()).unwrap_or_default()
}

/// Splits an entry. Build and run effort stay with the pilot: the thing must be there for its first users as well. What
/// the roll-out brings is change for the rest of the people, so it has no effort until the plan gives it one.
pub(super) fn split(
    document: &Document,
    entry: &EntryId,
    wave: WaveId,
    roll_out: &EntryId,
    (name, short_name): (&str, &str),
    is_known: &dyn Fn(&EntryId) -> bool,
) -> Result<Document, CommandError> {
    check_known(entry, is_known)?;
    let catalogue = Catalogue::of(document);
    let whole = catalogue.get(entry).ok_or_else(|| CommandError::UnknownEntry(entry.clone()))?;
    let (number, place) = document.place_of(entry).ok_or_else(|| CommandError::NotInWave(entry.clone()))?;
    check_free(document, entry)?;
    let target = document.wave_number(wave).ok_or(CommandError::UnknownWave(wave))?;
    let undecided = Choice::default();
    let choice = document.choice(entry).unwrap_or(&undecided);
    let mut pilot_choice = choice.clone();
    let impact: PerGroup<Impact> =
        whole.impact.map(|group, default| choice.impact.get(group).unwrap_or(*default));
    let mut rest = PerGroup::<Option<Reach>>::default();
    for group in Group::ALL.into_iter().filter(|group| impact.get(*group).get() > 0) {
        let reach = choice.reach.get(group).map_or(1.0, |reach| reach.value());
        *pilot_choice.reach.get_mut(group) = Reach::try_from(reach * PILOT_SHARE).ok();
        *rest.get_mut(group) = Reach::try_from(reach * (1.0 - PILOT_SHARE)).ok();
    }
    let own = CatalogueEntry {
        id: roll_out.clone(),
        name: name.to_owned(),
        short_name: short_name.to_owned(),
        kind: whole.kind,
        group: whole.group,
        text: whole.text.clone(),
        impact,
        usual_wave: u8::try_from(target).unwrap_or(u8::MAX),
        horizon: whole.horizon,
        build_roles: choice.build_roles.clone().unwrap_or_else(|| whole.build_roles.clone()),
        run_roles: choice.run_roles.clone().unwrap_or_else(|| whole.run_roles.clone()),
        kpis: whole.kpis.clone(),
        stance: whole.stance,
        ..CatalogueEntry::default()
    };
    let mut changed = super::entries::add_own(document, &own, is_known)?;
    let item = changed.waves.get_mut(number - 1).and_then(|wave| wave.items.get_mut(place - 1));
    let item = item.ok_or_else(|| CommandError::NotInWave(entry.clone()))?;
    if item.pilot {
        return Err(CommandError::AlreadyPilot(entry.clone()));
    }
    if target <= number {
        return Err(CommandError::RollOutTooEarly { first: number + 1 });
    }
    item.pilot = true;
    changed.planning.choices.insert(entry.clone(), pilot_choice);
    let after_pilot = Prerequisite { entry: entry.clone(), same_wave: false };
    let rest = Choice {
        reach: rest,
        prerequisites: Some(vec![after_pilot]),
        // The pilot stands for the demand already.
        sponsor_demand: Some(Demand::MIN),
        owner: choice.owner,
        ..Choice::default()
    };
    changed.planning.choices.insert(roll_out.clone(), rest);
    put_in(&mut changed, roll_out, wave, None)?;
    Ok(changed)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::command::{Command, apply};
    use crate::domain::example::Example;
    use crate::domain::figures::Figures;

    fn method() -> EntryId {
        EntryId::from("pm-methodology")
    }

    fn run(document: &Document, entry: &EntryId, wave: WaveId) -> Result<Document, CommandError> {
        let (name, short_name) = ("The rest".to_owned(), "Rest".to_owned());
        let roll_out = roll_out_id(document, entry);
        let command = Command::SplitEntry { entry: entry.clone(), wave, roll_out, name, short_name };
        apply(document, &command, &crate::domain::catalogue::known_entries(document))
    }

    #[test]
    fn points_are_split_a_quarter_to_three_quarters() {
        let document = Example::Norvik.document().unwrap();
        let before = Figures::of(&document);
        let wave = document.wave_of(&method()).unwrap();
        let last = document.waves.last().unwrap().id;
        let split = run(&document, &method(), last).unwrap();
        let after = Figures::of(&split);
        let roll_out = EntryId::from("pm-methodology-roll-out");
        assert_eq!((split.wave_of(&method()), split.wave_of(&roll_out)), (Some(wave), Some(4)));
        for group in Group::ALL {
            let load = |figures: &Figures, entry: &EntryId| figures.entry(entry).unwrap().load(group);
            let whole = load(&before, &method());
            assert!((load(&after, &method()) - 0.25 * whole).abs() < 1e-9);
            assert!((load(&after, &roll_out) - 0.75 * whole).abs() < 1e-9);
            let new_load =
                |figures: &Figures| figures.loads.iter().map(|row| row.get(group).new_load).sum::<f64>();
            assert!((new_load(&before) - new_load(&after)).abs() < 1e-9, "no point is lost");
        }
        let demand = |figures: &Figures| figures.office.iter().map(|office| office.demand).sum::<f64>();
        assert!((demand(&before) - demand(&after)).abs() < 1e-9, "effort stays with the pilot");
    }

    #[test]
    fn a_roll_out_comes_after_its_pilot_and_once() {
        let document = Example::Norvik.document().unwrap();
        let number = document.wave_of(&method()).unwrap();
        let (same, last) = (document.waves[number - 1].id, document.waves[3].id);
        assert_eq!(run(&document, &method(), same), Err(CommandError::RollOutTooEarly { first: number + 1 }));
        let split = run(&document, &method(), last).unwrap();
        assert_eq!(run(&split, &method(), last), Err(CommandError::AlreadyPilot(method())));
        assert_eq!(roll_out_id(&split, &method()), EntryId::from("pm-methodology-roll-out-2"));
        let nowhere = EntryId::from("time-recording");
        assert_eq!(run(&document, &nowhere, last), Err(CommandError::NotInWave(nowhere.clone())));
        let mut finished = document.clone();
        finished.waves[number - 1].finished = true;
        assert_eq!(run(&finished, &method(), last), Err(CommandError::FinishedWave { wave: number }));
    }
}
