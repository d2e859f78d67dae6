//! The overload adviser: for a wave's load that is tight or over, the cheapest repairs with their effect in numbers (PMO
//! fact base 5.4 no 13; for the office 6.4). Each repair is one command, tried out before it is offered: it lowers the
//! load, breaks no order and no wish, and pushes no other limit over.

use serde_json::{Value, json};

use crate::domain::catalogue::{Catalogue, known_entries};
use crate::domain::command::split::{PILOT_SHARE, roll_out_id};
use crate::domain::command::{Command, apply};
use crate::domain::figures::Figures;
use crate::domain::figures::colour::LoadColour;
use crate::domain::figures::entry::{ResolvedEntry, change_points};
use crate::domain::figures::number::{TOLERANCE, exceeds, falls_short};
use crate::domain::figures::office::QUICK_WIN_RUN_SHARE;
use crate::domain::figures::role::share;
use crate::domain::model::document::Document;
use crate::domain::model::group::Group;
use crate::domain::model::ids::{EntryId, RoleId, RowId, WaveId};
use crate::domain::model::scalar::Impact;
use crate::domain::model::wave::Wave;
use crate::domain::order;
use crate::domain::wording::{fill, t};

use super::limit::{Limit, Outcome, Use, role_shortfalls, shortfalls};
use super::trial::{Place, Roles, Trial, move_command};
use super::verdict::broken_orders;
use super::worth::{plan_value, value_from};

/// Repairs that are offered at most.
pub const MOST_REPAIRS: usize = 3;

/// Entries whose change is tried, those with the largest share of the load first.
const MOST_CAUSES: usize = 6;

/// Most points that a removed duty frees (PMO fact base 5.4 no 13).
const MOST_DUTY_POINTS: f64 = 2.0;

/// How far readiness can be raised before one wave.
const MOST_READINESS_STEP: f64 = 1.0;

/// A wave longer than this loses its story (PMO fact base 6.1).
const MOST_MONTHS: f64 = 4.0;

/// What a repair does. The order is that in which they are offered.
#[derive(Clone, Debug, PartialEq)]
pub enum RepairKind {
    /// An entry goes to another wave.
    Move {
        /// The entry.
        entry: EntryId,
        /// Its new wave, from 1.
        to: usize,
    },
    /// Another role of the staff builds an entry.
    HandOver {
        /// The entry.
        entry: EntryId,
        /// That role.
        to: RoleId,
    },
    /// An entry starts as a pilot, and the rest of the people follow in a later wave.
    Split {
        /// The entry.
        entry: EntryId,
        /// Wave of the roll-out, from 1.
        to: usize,
    },
    /// An entry asks less of the group.
    Cut {
        /// The entry.
        entry: EntryId,
        /// Its impact on the group now.
        from: u8,
        /// Its impact then.
        to: u8,
    },
    /// Something is taken away from the group at the same time.
    RemoveDuty {
        /// Points that it frees.
        points: f64,
    },
    /// The group is made readier before the wave.
    Readiness {
        /// Its readiness now.
        from: f64,
        /// Its readiness then.
        to: f64,
    },
    /// The wave takes longer.
    Lengthen {
        /// Months now.
        from: f64,
        /// Months then.
        to: f64,
    },
    /// Consultants help.
    Consultants {
        /// Person-days of them that are added.
        days: f64,
    },
}

impl RepairKind {
    /// Place in the order in which the source offers them.
    fn rank(&self) -> u8 {
        match self {
            Self::Move { .. } => 0,
            Self::Split { .. } | Self::HandOver { .. } => 1,
            Self::Cut { .. } => 2,
            Self::RemoveDuty { .. } => 3,
            Self::Readiness { .. } => 4,
            Self::Lengthen { .. } => 5,
            Self::Consultants { .. } => 6,
        }
    }
}

/// A repair with its effect.
#[derive(Clone, Debug, PartialEq)]
pub struct Repair {
    /// What it does.
    pub kind: RepairKind,
    /// The command that does it: one step.
    pub command: Command,
    /// The load before.
    pub before: Use,
    /// The load afterwards.
    pub after: Use,
    /// It brings the load to where it is aimed: out of the red, or out of amber where it is not red.
    pub is_enough: bool,
    /// What the plan gains in value; negative for what it loses.
    pub value_change: f64,
}

/// The load that repairs aim at: capacity for what is over it, 0.8 of it for what is only tight; none where there is
/// nothing to repair.
pub fn goal(colour: LoadColour) -> Option<f64> {
    match colour {
        LoadColour::Grey | LoadColour::Green => None,
        LoadColour::Amber => Some(0.8),
        LoadColour::Red | LoadColour::DarkRed => Some(1.0),
    }
}

/// At most three repairs for a load of a wave counted from 1. Those that are enough come first, then in the order of
/// the source, then by the value that they cost; each kind stands once. None for a load with room, and in a finished
/// wave. `duty` is the id of the row for a removed duty.
pub fn repairs(
    document: &Document,
    figures: &Figures,
    wave: usize,
    limit: Limit,
    duty: RowId,
) -> Vec<Repair> {
    Adviser::of(document, figures, wave, limit, None).map_or_else(Vec::new, |adviser| offers(&adviser, duty))
}

/// The fullest role of a wave counted from 1, and what would relieve it, in the manner of [`repairs`]; none in a plan
/// that does not plan by role.
pub fn role_repairs(
    document: &Document,
    figures: &Figures,
    wave: usize,
) -> Option<(RoleId, Use, Vec<Repair>)> {
    let roles = document.plan.settings.plan_by_role.then(|| Roles::of(document, figures))?;
    let (index, role, used) = roles.fullest(wave)?;
    let adviser = Adviser::of(document, figures, wave, Limit::Office, Some(index));
    // A removed duty is nothing for the office: no row needs an id.
    let repairs = adviser.map_or_else(Vec::new, |adviser| offers(&adviser, RowId(0)));
    Some((role.clone(), used, repairs))
}

fn offers(adviser: &Adviser<'_>, duty: RowId) -> Vec<Repair> {
    let mut repairs: Vec<Repair> = match adviser.limit {
        Limit::Office => [adviser.moves(), adviser.hand_over(), adviser.lengthen(), adviser.consultants()]
            .into_iter()
            .flatten()
            .collect(),
        Limit::Group(group) => [
            adviser.moves(),
            adviser.split(),
            adviser.cut(group),
            adviser.remove_duty(group, duty),
            adviser.readiness(group),
            adviser.lengthen(),
        ]
        .into_iter()
        .flatten()
        .collect(),
        Limit::Heaviest(_) | Limit::Heavy(_) => Vec::new(),
    };
    order::by_key(&mut repairs, |repair| (!repair.is_enough, repair.kind.rank()));
    repairs.truncate(MOST_REPAIRS);
    repairs
}

/// The command that makes an entry a pilot and puts its roll-out in a wave.
pub fn split_command(document: &Document, entry: &EntryId, wave: WaveId) -> Command {
    let catalogue = Catalogue::of(document);
    let named = |name: String| fill("adviser.roll_out_name", &[("entry", &name)]);
    Command::SplitEntry {
        entry: entry.clone(),
        wave,
        roll_out: roll_out_id(document, entry),
        name: named(catalogue.name(entry)),
        short_name: named(catalogue.short_name(entry)),
    }
}

struct Adviser<'a> {
    document: &'a Document,
    figures: &'a Figures,
    wave: &'a Wave,
    number: usize,
    limit: Limit,
    /// The roles of the staff, in a plan that plans by role.
    roles: Option<Roles>,
    /// The one that is to be relieved, by its place among the staff; none for the limit as a whole.
    role: Option<usize>,
    now: Outcome,
    before: Use,
    goal: f64,
    value: f64,
}

impl<'a> Adviser<'a> {
    fn of(
        document: &'a Document,
        figures: &'a Figures,
        number: usize,
        limit: Limit,
        role: Option<usize>,
    ) -> Option<Self> {
        let wave = number.checked_sub(1).and_then(|index| document.waves.get(index))?;
        let now = Outcome::of(figures);
        let roles = document.plan.settings.plan_by_role.then(|| Roles::of(document, figures));
        let before = match role {
            Some(index) => *roles.as_ref()?.now.get(number - 1)?.get(index)?,
            None => now.use_of(number, limit)?,
        };
        let goal = goal(before.colour()).filter(|_| !wave.finished)?;
        let value = plan_value(document, figures);
        Some(Self { document, figures, wave, number, limit, roles, role, now, before, goal, value })
    }

    /// What an entry adds to the load where it stands: points, or days.
    fn share(&self, entry: &ResolvedEntry) -> f64 {
        match self.limit {
            Limit::Office => {
                let months = self.wave.length_months.value();
                let run = if entry.quick_win {
                    QUICK_WIN_RUN_SHARE * entry.run_days_per_month * months
                } else {
                    0.0
                };
                let part = |doers: &[RoleId]| match (&self.roles, self.role) {
                    (Some(roles), Some(index)) => share(doers, &roles.staff, index),
                    _ => 1.0,
                };
                entry.build_days * part(&entry.build_roles) + run * part(&entry.run_roles)
            }
            Limit::Group(group) | Limit::Heaviest(group) | Limit::Heavy(group) => entry.load(group),
        }
    }

    /// The entries of the wave that cause most of the load, the largest first.
    fn causes(&self) -> Vec<&'a ResolvedEntry> {
        let items = self.wave.items.iter().filter_map(|item| self.figures.entry(&item.entry));
        let mut causes: Vec<_> = items.filter(|entry| exceeds(self.share(entry), 0.0)).collect();
        order::by(&mut causes, |a, b| self.share(b).total_cmp(&self.share(a)));
        causes.truncate(MOST_CAUSES);
        causes
    }

    /// The repair, if it lowers the load and does no harm.
    fn judged(
        &self,
        kind: RepairKind,
        command: Command,
        (after, roles): (&Outcome, Option<&[Vec<Use>]>),
        value_change: f64,
    ) -> Option<Repair> {
        let used = match self.role {
            Some(index) => *roles?.get(self.number - 1)?.get(index)?,
            None => after.use_of(self.number, self.limit)?,
        };
        let helps = falls_short(used.utilisation(), self.before.utilisation());
        let harms_a_role =
            self.roles.as_ref().zip(roles).is_some_and(|(before, after)| {
                !role_shortfalls(&before.staff, &before.now, after).is_empty()
            });
        let harms = harms_a_role || !shortfalls(&self.now, after).is_empty();
        let is_enough = !exceeds(used.utilisation(), self.goal);
        (helps && !harms).then_some(Repair {
            kind,
            command,
            before: self.before,
            after: used,
            is_enough,
            value_change,
        })
    }

    /// The repair by a command that is carried out to see what comes of it.
    fn tried(&self, kind: RepairKind, command: Command) -> Option<Repair> {
        let changed = apply(self.document, &command, &known_entries(self.document)).ok()?;
        let figures = Figures::of(&changed);
        let value_change = plan_value(&changed, &figures) - self.value;
        let roles = self.roles.as_ref().map(|_| Roles::of(&changed, &figures).now);
        self.judged(kind, command, (&Outcome::of(&figures), roles.as_deref()), value_change)
    }

    /// The entry whose move to another wave costs the plan least, among those that are enough; else the one that lowers
    /// the load most.
    fn moves(&self) -> Option<Repair> {
        let mut found = Vec::new();
        for entry in self.causes() {
            let trial = Trial::of(self.document, self.figures, &entry.id);
            for (index, wave) in self.document.waves.iter().enumerate() {
                let to = index + 1;
                if to == self.number || wave.finished || !self.takes_launches(wave) {
                    continue;
                }
                let place = Place::Wave(wave.id);
                if !broken_orders(self.document, self.figures, entry, (place, to)).is_empty() {
                    continue;
                }
                let Some(after) = trial.outcome(place, None) else { continue };
                let roles = trial.role_uses(place);
                let value = |wave| value_from(self.document, self.figures, &entry.id, wave);
                let kind = RepairKind::Move { entry: entry.id.clone(), to };
                let command = move_command(self.document, self.figures, &entry.id, place, None);
                let change = value(to) - value(self.number);
                found.extend(self.judged(kind, command, (&after, roles.as_deref()), change));
            }
        }
        best(found)
    }

    /// The entry that another role builds instead: the emptiest one of the wave.
    fn hand_over(&self) -> Option<Repair> {
        let (roles, index) = (self.roles.as_ref()?, self.role?);
        let others = roles.staff.iter().zip(roles.now.get(self.number - 1)?).enumerate();
        let others = others.filter(|(place, (_, used))| *place != index && used.capacity > TOLERANCE);
        let emptiest = others.min_by(|one, other| one.1.1.utilisation().total_cmp(&other.1.1.utilisation()));
        let (from, (_, (to, _))) = (roles.staff.get(index)?, emptiest?);
        let found = self.causes().into_iter().filter_map(|entry| {
            let mut doers: Vec<&RoleId> = entry.build_roles.iter().filter(|role| *role != from).collect();
            if !doers.contains(&to) {
                doers.push(to);
            }
            let command = self.set(&format!("planning.choices.{}.build_roles", entry.id), json!(doers))?;
            self.tried(RepairKind::HandOver { entry: entry.id.clone(), to: to.clone() }, command)
        });
        best(found.collect())
    }

    fn takes_launches(&self, wave: &Wave) -> bool {
        wave.kind == crate::domain::model::wave::WaveKind::Normal
    }

    fn split(&self) -> Option<Repair> {
        let is_pilot = |id: &EntryId| self.wave.items.iter().any(|item| &item.entry == id && item.pilot);
        let mut found = Vec::new();
        for entry in self.causes().into_iter().filter(|entry| !is_pilot(&entry.id)) {
            for (index, wave) in self.document.waves.iter().enumerate().skip(self.number) {
                if wave.finished || !self.takes_launches(wave) || !self.has_room(entry, index) {
                    continue;
                }
                let command = split_command(self.document, &entry.id, wave.id);
                let to = index + 1;
                if let Some(repair) = self.tried(RepairKind::Split { entry: entry.id.clone(), to }, command) {
                    // The rest of the people wait for what the entry is worth.
                    let value = |wave| value_from(self.document, self.figures, &entry.id, wave);
                    let value_change = (1.0 - PILOT_SHARE) * (value(to) - value(self.number));
                    found.push(Repair { value_change, ..repair });
                    break;
                }
            }
        }
        best(found)
    }

    /// Whether a wave, counted from 0, can take the roll-out of an entry: a quick look before it is tried.
    fn has_room(&self, entry: &ResolvedEntry, index: usize) -> bool {
        Group::ALL.into_iter().all(|group| {
            let rest = entry.load(group) * (1.0 - PILOT_SHARE);
            let cell = self.figures.loads.get(index).map(|row| row.get(group));
            rest <= TOLERANCE || cell.is_some_and(|cell| !exceeds(cell.load + rest, cell.capacity))
        })
    }

    fn cut(&self, group: Group) -> Option<Repair> {
        let found = self.causes().into_iter().filter_map(|entry| {
            let from = entry.impact.get(group).get();
            // The smallest cut that is enough; else one step.
            let reach = *entry.reach.get(group);
            let lower = |to: u8| Impact::new(to).ok().map(|impact| (to, change_points(impact) * reach));
            let aim = self.before.capacity * self.goal;
            let left = |points: f64| self.before.demand - entry.load(group) + points;
            let enough = (1..from).rev().filter_map(lower).find(|(_, points)| !exceeds(left(*points), aim));
            let to = enough.map_or(from.checked_sub(1).filter(|to| *to > 0), |(to, _)| Some(to))?;
            let command =
                self.set(&format!("planning.choices.{}.impact.{}", entry.id, group.letter()), json!(to))?;
            self.tried(RepairKind::Cut { entry: entry.id.clone(), from, to }, command)
        });
        let mut found: Vec<Repair> = found.collect();
        // The gentlest cut costs least: an impact that falls by one step only.
        order::by_key(&mut found, |repair| match repair.kind {
            RepairKind::Cut { from, to, .. } => from - to,
            _ => 0,
        });
        best(found)
    }

    /// Points that are missing to the goal.
    fn missing(&self) -> f64 {
        self.before.demand / self.goal - self.before.capacity
    }

    fn remove_duty(&self, group: Group, id: RowId) -> Option<Repair> {
        let points = (self.missing() * 2.0 - TOLERANCE).ceil() / 2.0;
        let points = points.clamp(0.5, MOST_DUTY_POINTS);
        let list = format!("waves[{}].removed_duties", self.wave.id.0).parse().ok()?;
        let text = t("adviser.duty_text");
        let row = json!({ "id": id, "text": text, "group": group.letter(), "points": points });
        self.tried(RepairKind::RemoveDuty { points }, Command::AddRow { list, row })
    }

    fn readiness(&self, group: Group) -> Option<Repair> {
        let index = self.number - 1;
        let by_wave = crate::domain::figures::readiness::by_wave(self.document);
        let from = *by_wave.get(index)?.readiness.get(group);
        let path = format!("waves[{}].readiness.{}", self.wave.id.0, group.letter());
        let tenths =
            (1..).map(|step| f64::from(step) / 10.0).take_while(|step| !exceeds(*step, MOST_READINESS_STEP));
        let steps =
            tenths.map(|step| ((from + step) * 10.0).round() / 10.0).filter(|level| !exceeds(*level, 5.0));
        // Capacity grows steadily with readiness: the first step that is enough, or the last one.
        let factor = |level: f64| crate::domain::figures::load::readiness_factor(level);
        let gain = |level: f64| {
            let free = self.before.capacity + self.before_external(group);
            free * (factor(level) / factor(from) - 1.0)
        };
        let steps: Vec<f64> = steps.collect();
        let to = steps.iter().find(|level| !falls_short(gain(**level), self.missing())).or(steps.last())?;
        self.tried(RepairKind::Readiness { from, to: *to }, self.set(&path, json!(to))?)
    }

    /// Points of the capacity that do not grow with readiness.
    fn before_external(&self, group: Group) -> f64 {
        let removed: f64 = self
            .wave
            .removed_duties
            .iter()
            .filter(|duty| duty.group == group)
            .map(|duty| duty.points.get())
            .sum();
        let outside = self.figures.outside.get(self.number - 1);
        outside.map_or(0.0, |points| *points.get(group)) - removed
    }

    fn lengthen(&self) -> Option<Repair> {
        let from = self.wave.length_months.value();
        let path = format!("waves[{}].length_months", self.wave.id.0);
        let steps = (1..=6)
            .map(|step| from + f64::from(step) / 2.0)
            .take_while(|months| !exceeds(*months, MOST_MONTHS));
        let mut last = None;
        for to in steps {
            let repair = self.tried(RepairKind::Lengthen { from, to }, self.set(&path, json!(to))?);
            if repair.as_ref().is_some_and(|repair| repair.is_enough) {
                return repair;
            }
            last = repair.or(last);
        }
        last
    }

    fn consultants(&self) -> Option<Repair> {
        // Consultants help every role in proportion to its own days.
        let office = self.now.use_of(self.number, self.limit)?.capacity;
        let share = if self.role.is_some() { self.before.capacity / office.max(TOLERANCE) } else { 1.0 };
        let days = (self.missing() / share.max(TOLERANCE) - TOLERANCE).ceil().max(1.0);
        // More of them than the office has days of its own are no help for one role.
        if self.role.is_some() && days > office {
            return None;
        }
        let path = format!("waves[{}].consultant_days", self.wave.id.0);
        let total = self.wave.consultant_days.get() + days;
        self.tried(RepairKind::Consultants { days }, self.set(&path, json!(total))?)
    }

    fn set(&self, path: &str, value: Value) -> Option<Command> {
        Some(Command::SetField { path: path.parse().ok()?, value })
    }
}

/// The one that costs least among those that are enough; else the one that lowers the load most.
fn best(found: Vec<Repair>) -> Option<Repair> {
    found.into_iter().reduce(|best, next| {
        let is_better = match (best.is_enough, next.is_enough) {
            (true, true) => exceeds(next.value_change, best.value_change),
            (false, false) => falls_short(next.after.utilisation(), best.after.utilisation()),
            (best, _) => !best,
        };
        if is_better { next } else { best }
    })
}
