//! The choice of entries and their waves: a bundle, what the pains ask for besides, and as many waves as the
//! situation advises (PMO fact base 3.16, 6.1, 6.3).

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::catalogue::builtin_entries;
use crate::domain::catalogue::presets::{Range, presets};
use crate::domain::figures::Figures;
use crate::domain::figures::number::{exceeds, round_half_up};
use crate::domain::model::document::Document;
use crate::domain::model::entry::{CatalogueEntry, CatalogueGroup};
use crate::domain::model::foundation::Lifetime;
use crate::domain::model::group::Group;
use crate::domain::model::guided::{Delivery, Pace, Purpose, TeamSize};
use crate::domain::model::ids::{EntryId, RowId, WaveId};
use crate::domain::model::plan::SizeClass;
use crate::domain::model::planning::SelectionState;
use crate::domain::model::scalar::WaveMonths;
use crate::domain::model::wave::{ExitCriterion, Wave, WaveItem, WaveKind};
use crate::domain::proposal::naive::{NoRoom, no_room, suggestion, suggestion_after};
use crate::domain::proposal::placement::in_order_of_work;
use crate::domain::proposal::scope::scope;
use crate::domain::wording::{count, fill, t};

use super::code;
use super::definition::LEAD;
use super::settled::{Settled, area_of};

/// Months of the wave in which a temporary office hands over what stays.
const CLOSING_MONTHS: f64 = 1.0;
/// The office is never filled beyond this share, in the closing wave neither (PMO fact base 6.3).
const OFFICE_LIMIT: f64 = 0.95;
/// How often the advised length is tried, in its turn.
const STRETCHES: [f64; 3] = [1.0, 1.5, 2.5];
/// Longer than this, the story of a wave is lost (PMO fact base 6.1).
const LONGEST_MONTHS: f64 = 4.0;

/// Every plan wants them: people told early (rule R27), and the value of the office seen (rule R25).
const ALWAYS: [&str; 2] = ["change-comms", "pmo-scorecard"];

/// Chooses entries and gives each a wave in which every limit holds; what finds none is parked with the reason.
pub(super) fn choose_and_place(document: &mut Document, settled: &Settled) {
    choose(document, wanted(settled));
    if settled.purpose == Purpose::OneChange {
        document.foundation.lifetime = Lifetime::Temporary;
    }
    let (mut placed, shape) = place(document, &Shape::of(settled));
    let first: BTreeSet<EntryId> = match settled.next_bundle() {
        Some(bundle) => {
            let rescued = placed.keys().cloned().collect();
            choose(document, with_playbook(bundle_of(bundle), settled));
            placed = follow(document, &placed, &shape, settled);
            rescued
        }
        None => BTreeSet::new(),
    };
    end_with_the_last_launch(document, &placed);
    fill_waves(document, &placed);
    keep_alive(document, &mut placed, &first);
    end_with_the_last_launch(document, &placed);
    park_the_rest(document, &placed, settled);
    name_waves(document);
}

fn choose(document: &mut Document, entries: BTreeSet<EntryId>) {
    for entry in entries {
        document.planning.choices.entry(entry).or_default().state = SelectionState::Chosen;
    }
}

/// The suggestion in as few waves as the advice allows while something finds no room. Where it finds too little in the most of
/// them, the office is too small for the advised length, and the waves get longer.
fn place(document: &mut Document, advised: &Shape) -> (BTreeMap<EntryId, usize>, Shape) {
    let mut placed = BTreeMap::new();
    let mut shape = advised.stretched(1.0);
    for stretch in STRETCHES {
        shape = advised.stretched(stretch);
        let mut wanted = 0;
        for number in shape.fewest..=shape.most {
            document.waves = shape.waves(number);
            let figures = Figures::of(document);
            placed = suggestion(document, &figures);
            wanted = scope(document, &figures.entries).entries.len();
            if placed.len() == wanted {
                break;
            }
        }
        if placed.len() * 2 >= wanted {
            break;
        }
    }
    (placed, shape)
}

/// What the office is for begins when the rescue ends, and gets the fewest waves that the size advises while something finds
/// no room.
fn follow(
    document: &mut Document,
    rescue: &BTreeMap<EntryId, usize>,
    shape: &Shape,
    settled: &Settled,
) -> BTreeMap<EntryId, usize> {
    let last = rescue.values().max().copied().unwrap_or(1);
    let advice = presets().wave_lengths.iter().find(|advice| advice.id == settled.whole_advice());
    let most = last + advice.map_or(0, |advice| advice.waves.from as usize);
    let mut placed = rescue.clone();
    for number in last + 1..=most {
        document.waves = shape.waves(number);
        let figures = Figures::of(document);
        placed = suggestion_after(document, &figures, rescue, last.max(2));
        if placed.len() == scope(document, &figures.entries).entries.len() {
            break;
        }
    }
    placed
}

fn bundle_of(id: &str) -> BTreeSet<EntryId> {
    let bundle = presets().bundles.iter().find(|bundle| bundle.id == id);
    bundle.map(|bundle| bundle.entries.iter().cloned().collect()).unwrap_or_default()
}

/// A method where agile work prevails comes with its playbook.
fn with_playbook(mut entries: BTreeSet<EntryId>, settled: &Settled) -> BTreeSet<EntryId> {
    if settled.delivery == Delivery::Agile && entries.contains("pm-methodology") {
        entries.insert(EntryId::from("agile-playbook"));
    }
    entries
}

/// The bundle, what every plan wants, the playbook where agile work prevails, and one main lever for each pain, the
/// assumed ones too.
fn wanted(settled: &Settled) -> BTreeSet<EntryId> {
    let mut wanted = with_playbook(bundle_of(settled.bundle()), settled);
    wanted.extend(ALWAYS.map(EntryId::from));
    for pain in &settled.pains {
        let area = area_of(*pain);
        let levers = builtin_entries().iter().filter(|entry| entry.lift(area) >= 1.0);
        let levers: Vec<_> = levers.collect();
        if levers.iter().any(|entry| wanted.contains(&entry.id)) {
            continue;
        }
        // The lever that needs least; the earlier in the catalogue of equals.
        let cost = |id: &EntryId| builtin_entries().iter().find(|entry| entry.id == *id).map_or(0.0, build);
        let least = levers.into_iter().min_by(|a, b| {
            let of = |entry: &CatalogueEntry| {
                let missing = entry.hard_prerequisites.iter().filter(|id| !wanted.contains(*id));
                build(entry) + missing.map(cost).sum::<f64>()
            };
            of(a).total_cmp(&of(b))
        });
        wanted.extend(least.map(|entry| entry.id.clone()));
    }
    wanted
}

fn build(entry: &CatalogueEntry) -> f64 {
    entry.build_days.get(SizeClass::M)
}

/// Length and number of waves.
struct Shape {
    first_months: f64,
    months: f64,
    fewest: usize,
    most: usize,
}

impl Shape {
    fn of(settled: &Settled) -> Self {
        let advice = presets().wave_lengths.iter().find(|advice| advice.id == settled.wave_advice());
        let Some(advice) = advice else { return Self { first_months: 3.0, months: 3.0, fewest: 4, most: 4 } };
        let months = within(&advice.length_months, settled.pace);
        let first_months =
            advice.first_wave_months.as_ref().map_or(months, |range| within(range, settled.pace));
        let (fewest, most) = (advice.waves.from as usize, advice.waves.to as usize);
        let fewest = if settled.pace == Pace::Careful { most } else { fewest };
        Self { first_months, months, fewest, most }
    }

    /// The same with longer waves, none of which passes the longest that keeps its story.
    fn stretched(&self, times: f64) -> Self {
        let longer = |months: f64| (months * times).min(LONGEST_MONTHS.max(months));
        Self { first_months: longer(self.first_months), months: longer(self.months), ..*self }
    }

    fn waves(&self, number: usize) -> Vec<Wave> {
        let months = |index| if index == 0 { self.first_months } else { self.months };
        (0..number).map(|index| wave(index + 1, months(index))).collect()
    }
}

/// The long end of the advice for a careful pace, the short one for a fast one, else the middle to half a month.
fn within(range: &Range, pace: Pace) -> f64 {
    match pace {
        Pace::Careful => range.to,
        Pace::Steady => round_half_up(range.from + range.to, 0) / 2.0,
        Pace::Fast => range.from,
    }
}

fn wave(number: usize, months: f64) -> Wave {
    Wave {
        id: WaveId(number as u64),
        length_months: WaveMonths::new(months).unwrap_or_default(),
        exit_criteria: (1..=2)
            .map(|id| ExitCriterion {
                id: RowId(id),
                text: t(&format!("guided.exit.{id}")).to_owned(),
                done: false,
            })
            .collect(),
        ..Wave::default()
    }
}

fn closing_wave(number: usize) -> Wave {
    Wave { kind: WaveKind::Closing, ..wave(number, CLOSING_MONTHS) }
}

/// Waves behind the last launch are no waves; only a temporary office has one more, to close.
fn end_with_the_last_launch(document: &mut Document, placed: &BTreeMap<EntryId, usize>) {
    let last = placed.values().max().copied().unwrap_or(1);
    document.waves.truncate(last);
    if document.foundation.lifetime == Lifetime::Temporary {
        document.waves.push(closing_wave(document.waves.len() + 1));
    }
}

fn fill_waves(document: &mut Document, placed: &BTreeMap<EntryId, usize>) {
    let figures = Figures::of(document);
    for (number, wave) in (1..).zip(&mut document.waves) {
        let of_wave = placed.iter().filter(|(_, wave)| **wave == number).map(|(id, _)| id.clone()).collect();
        let items = in_order_of_work(&figures, of_wave);
        let item = |entry: EntryId| {
            let hits_all = |group| figures.entry(&entry).is_some_and(|entry| entry.hits_all_at_once(group));
            let pilot = Group::ALL.into_iter().any(hits_all);
            WaveItem { entry, pilot, run_owner: Some(LEAD), ..WaveItem::default() }
        };
        wave.items = items.into_iter().map(item).collect();
    }
}

/// An office that could not run what it built would be no plan: the heaviest service on which nothing rests goes, until
/// the rest can be run (rule R36) and every wave, the closing one too, holds its people's days. What comes first goes last.
fn keep_alive(document: &mut Document, placed: &mut BTreeMap<EntryId, usize>, first: &BTreeSet<EntryId>) {
    loop {
        let figures = Figures::of(document);
        let too_full = figures.office.iter().any(|office| exceeds(office.utilisation, OFFICE_LIMIT));
        if !too_full && !exceeds(figures.steady_state.utilisation(), 1.0) {
            return;
        }
        let is_needed = |id: &EntryId| {
            let mut planned = figures.entries.iter().filter(|entry| placed.contains_key(&entry.id));
            planned.any(|entry| entry.prerequisites.iter().any(|needed| needed.entry == *id))
        };
        let run = |id: &EntryId| figures.entry(id).map_or(0.0, |entry| entry.run_days_per_month);
        let free = placed.keys().filter(|id| !is_needed(id));
        let of = |id: &EntryId| (!first.contains(id), run(id));
        let heaviest = free.max_by(|a, b| of(a).0.cmp(&of(b).0).then(of(a).1.total_cmp(&of(b).1)));
        let Some(heaviest) = heaviest.cloned() else { return };
        placed.remove(&heaviest);
        fill_waves(document, placed);
    }
}

/// What stands in a wave is chosen; what was wanted and found no wave is parked with what was in its way.
fn park_the_rest(document: &mut Document, placed: &BTreeMap<EntryId, usize>, settled: &Settled) {
    let figures = Figures::of(document);
    let parked: Vec<EntryId> =
        document.planning.choices.keys().filter(|entry| !placed.contains_key(*entry)).cloned().collect();
    // A closing wave launches nothing, so it is no room that an entry could have found.
    let mut launching = document.clone();
    launching.waves.retain(|wave| wave.kind != WaveKind::Closing);
    for entry in parked {
        let reason = parked_reason(document, settled, &no_room(&launching, &figures, placed, &entry));
        let choice = document.planning.choices.entry(entry).or_default();
        choice.state = SelectionState::Parked;
        choice.reason = reason;
    }
    for entry in placed.keys() {
        document.planning.choices.entry(entry.clone()).or_default().state = SelectionState::Chosen;
    }
}

/// Where no single limit is in the way, the office could not run the service beside the others.
fn parked_reason(document: &Document, settled: &Settled, hindrances: &BTreeSet<NoRoom>) -> String {
    let people = match settled.team {
        TeamSize::One => t("guide.one_person").to_owned(),
        _ => fill("guide.people", &[("number", &settled.people().to_string())]),
    };
    let waves = count("guided.words.waves", document.waves.len());
    let words = |hindrance: &NoRoom| match hindrance {
        NoRoom::Needs(entry) => fill("guided.no_room.needs", &[("entry", short_name(entry))]),
        NoRoom::TooLate => t("guided.no_room.late").to_owned(),
        NoRoom::Office => fill("guided.no_room.office", &[("people", &people)]),
        NoRoom::Group(group) => {
            let group = t(&format!("choice.group.{}", group.letter()));
            fill("guided.no_room.group", &[("group", group)])
        }
        NoRoom::Crowd => t("guided.no_room.crowd").to_owned(),
    };
    let told: Vec<String> = match hindrances.is_empty() {
        true => vec![fill("guided.no_room.run", &[("people", &people)])],
        false => hindrances.iter().map(words).collect(),
    };
    let advice = match hindrances.first() {
        Some(NoRoom::Needs(_)) => "needs",
        None => "run",
        Some(NoRoom::Office) if hindrances.len() == 1 => "office",
        _ => "other",
    };
    let advice = t(&format!("guided.parked_advice.{advice}"));
    fill("guided.parked", &[("waves", &waves), ("reasons", &told.join("; ")), ("advice", advice)])
}

fn short_name(id: &EntryId) -> &'static str {
    builtin_entries().iter().find(|entry| entry.id == *id).map_or("", |entry| entry.short_name.as_str())
}

/// Each wave is named after what most of its work is about; a name that was used before gets a number, and its goal says
/// with what it goes on.
fn name_waves(document: &mut Document) {
    let mut used: BTreeMap<String, usize> = BTreeMap::new();
    for (index, wave) in document.waves.iter_mut().enumerate() {
        let theme = match (index, wave.kind) {
            (_, WaveKind::Closing) => "closing".to_owned(),
            (0, _) => "first".to_owned(),
            _ => theme(&wave.items).map_or_else(|| "pause".to_owned(), |group| code(&group)),
        };
        let times = used.entry(theme.clone()).or_default();
        *times += 1;
        let name = t(&format!("guided.wave.{theme}.name"));
        wave.name = match *times {
            1 => name.to_owned(),
            again => fill("guided.wave_again", &[("name", name), ("number", &again.to_string())]),
        };
        wave.goal = match *times {
            1 => goal(&theme, &wave.items, wave.kind == WaveKind::Normal && index > 0),
            again => goal_again(&wave.items, again),
        };
    }
}

/// What the theme promises; one or two entries keep no promise of a whole theme, and are named.
fn goal(theme: &str, items: &[WaveItem], has_theme: bool) -> String {
    match by_work(items).as_slice() {
        [one] if has_theme => fill("guided.goal_only", &[("entry", &one.short_name)]),
        [one, two] if has_theme => {
            fill("guided.goal_pair", &[("entry", &one.short_name), ("other", &two.short_name)])
        }
        _ => t(&format!("guided.wave.{theme}.goal")).to_owned(),
    }
}

/// The entries of a wave, the one of most work first.
fn by_work(items: &[WaveItem]) -> Vec<&'static CatalogueEntry> {
    let known = items.iter().filter_map(|item| builtin_entries().iter().find(|entry| entry.id == item.entry));
    let mut entries: Vec<_> = known.collect();
    entries.sort_by(|a, b| build(b).total_cmp(&build(a)));
    entries
}

/// The two entries of most work tell a wave from the one before it with the same name.
fn goal_again(items: &[WaveItem], number: usize) -> String {
    match by_work(items).as_slice() {
        [] => fill("guided.goal_pause", &[("number", &number.to_string())]),
        [one] => fill("guided.goal_one", &[("entry", &one.short_name)]),
        [one, two, ..] => fill("guided.goal_two", &[("entry", &one.short_name), ("other", &two.short_name)]),
    }
}

/// The catalogue group with most days of building; the first of equals.
fn theme(items: &[WaveItem]) -> Option<CatalogueGroup> {
    let mut days: BTreeMap<CatalogueGroup, f64> = BTreeMap::new();
    for item in items {
        if let Some(entry) = builtin_entries().iter().find(|entry| entry.id == item.entry) {
            *days.entry(entry.group).or_default() += build(entry);
        }
    }
    let most = days.into_iter().reduce(|best, next| if exceeds(next.1, best.1) { next } else { best });
    most.map(|(group, _)| group)
}
