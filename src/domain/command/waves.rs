//! Commands about whole waves, and what counts waves by number.

use super::entries::check_free;
use super::error::CommandError;
use super::path::{FieldPath, PathStep};
use crate::domain::model::document::Document;
use crate::domain::model::ids::WaveId;
use crate::domain::model::planning::WishKind;
use crate::domain::model::wave::Wave;

/// The wave that a path names as a whole: `waves[12]`.
pub(super) fn wave_of_path(path: &FieldPath) -> Option<WaveId> {
    match (path.section_name(), path.steps()) {
        ("waves", [PathStep::Row(id)]) => id.parse().ok().map(WaveId),
        _ => None,
    }
}

/// What says when a wave is, what the office has for it, and what else the company asked then.
const TAKEN: [&str; 7] =
    ["kind", "length_months", "fte", "consultant_days", "reserve_pct", "external_load", "blackouts"];

/// The closed wave, from 1, whose past a place tells: when it was, what it launched when, and what the office had for it.
pub fn closed_at(document: &Document, path: &FieldPath) -> Option<usize> {
    let ("waves", [PathStep::Row(id), PathStep::Key(name), rest @ ..]) = (path.section_name(), path.steps())
    else {
        return None;
    };
    let is_launch_day = matches!(rest, [PathStep::Row(_), PathStep::Key(field)] if field == "launch_date");
    let number = document.wave_number(WaveId(id.parse().ok()?))?;
    let is_closed = document.waves.get(number - 1).is_some_and(|wave| wave.finished);
    (is_closed && (TAKEN.contains(&name.as_str()) || is_launch_day)).then_some(number)
}

/// Adds an empty wave behind another, or at the end.
pub(super) fn add(document: &Document, id: WaveId, after: Option<WaveId>) -> Result<Document, CommandError> {
    if id.0 == 0 || document.wave_number(id).is_some() {
        return Err(CommandError::RowWithoutId("waves".to_owned()));
    }
    let place = match after {
        Some(wave) => document.wave_number(wave).ok_or(CommandError::UnknownWave(wave))?,
        None => document.waves.len(),
    };
    let before = place.checked_sub(1).and_then(|index| document.waves.get(index));
    let new = before.map_or_else(
        || Wave { id, ..Wave::default() },
        |before| Wave {
            id,
            length_months: before.length_months,
            fte: before.fte,
            reserve_pct: before.reserve_pct,
            ..Wave::default()
        },
    );
    let mut changed = document.clone();
    changed.waves.insert(place.min(changed.waves.len()), new);
    Ok(renumbered(document, changed))
}

/// Removes a wave; a finished one only after it is marked as not finished, and none in which something is launched.
pub(super) fn remove(document: &Document, id: WaveId) -> Result<Document, CommandError> {
    let number = document.wave_number(id).ok_or(CommandError::UnknownWave(id))?;
    if document.waves.iter().any(|wave| wave.id == id && wave.finished) {
        return Err(CommandError::FinishedWave { wave: number });
    }
    let mut of_wave = document.waves.iter().filter(|wave| wave.id == id).flat_map(|wave| &wave.items);
    of_wave.try_for_each(|item| check_free(document, &item.entry))?;
    let mut changed = document.clone();
    changed.waves.retain(|wave| wave.id != id);
    Ok(renumbered(document, changed))
}

/// Lets every wave number follow its wave after waves came, went or moved.
pub(super) fn renumbered(before: &Document, mut changed: Document) -> Document {
    let same_order = before.waves.iter().map(|wave| wave.id).eq(changed.waves.iter().map(|wave| wave.id));
    if same_order {
        return changed;
    }
    let new_numbers: Vec<Option<usize>> =
        before.waves.iter().map(|wave| changed.wave_number(wave.id)).collect();
    // Numbers beyond the last wave stay: they mean waves to come.
    let follow = |number: u16| -> Option<u16> {
        let index = usize::from(number).checked_sub(1)?;
        let new = new_numbers.get(index).copied().unwrap_or(Some(index + 1));
        new.and_then(|number| u16::try_from(number).ok())
    };
    // A number whose wave is gone falls to the wave that now stands there, or to the one before it.
    let near = |number: u16| follow(number).unwrap_or(number);
    let before_gone = |number: u16| follow(number).unwrap_or(number.saturating_sub(1).max(1));
    changed.planning.wishes.retain_mut(|wish| {
        let Some(number) = wish.wave else { return true };
        let new = match wish.kind {
            WishKind::InWave => follow(number),
            WishKind::NotAfter => Some(before_gone(number)),
            WishKind::NotBefore | WishKind::Together | WishKind::NotTogether => Some(near(number)),
        };
        wish.wave = new;
        new.is_some()
    });
    for role in &mut changed.foundation.staff_plan {
        role.from_wave = near(role.from_wave);
        role.to_wave = role.to_wave.map(|number| before_gone(number).max(role.from_wave));
    }
    for communication in &mut changed.governance.communications {
        communication.wave = communication.wave.and_then(follow);
    }
    for action in &mut changed.governance.lever_actions {
        action.wave = action.wave.and_then(follow);
    }
    changed
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;
    use crate::domain::command::{Command, apply};
    use crate::domain::model::execution::DeploymentState;
    use crate::domain::model::foundation::StaffRole;
    use crate::domain::model::ids::EntryId;
    use crate::domain::model::planning::Wish;
    use crate::domain::model::scalar::{Amount, Percent, WaveMonths};
    use crate::domain::model::wave::WaveItem;

    fn plan() -> Document {
        let mut document = Document::default();
        for id in 1..=3_u8 {
            let length_months = WaveMonths::new(f64::from(id)).unwrap();
            let (fte, reserve_pct) = (Amount::new(1.5).ok(), Percent::new(20).unwrap());
            let wave = Wave { id: WaveId(id.into()), length_months, fte, reserve_pct, ..Wave::default() };
            document.waves.push(wave);
        }
        let wish = |wave, kind| Wish { wave: Some(wave), kind, ..Wish::default() };
        document.planning.wishes = vec![wish(2, WishKind::InWave), wish(3, WishKind::NotAfter)];
        document.foundation.staff_plan.push(StaffRole {
            from_wave: 2,
            to_wave: Some(3),
            ..StaffRole::default()
        });
        document
    }

    /// Ids of the waves; waves of the wishes; first and last wave of the staff row.
    fn check(changed: &Document, waves: &[u64], wishes: &[u16], staff: (u16, Option<u16>)) {
        assert_eq!(changed.waves.iter().map(|wave| wave.id.0).collect::<Vec<_>>(), waves);
        assert_eq!(changed.planning.wishes.iter().filter_map(|wish| wish.wave).collect::<Vec<_>>(), wishes);
        let row = &changed.foundation.staff_plan[0];
        assert_eq!((row.from_wave, row.to_wave), staff);
    }

    #[test]
    fn wave_numbers_follow_their_waves() {
        check(&add(&plan(), WaveId(9), Some(WaveId(1))).unwrap(), &[1, 9, 2, 3], &[3, 4], (3, Some(4)));
        check(&add(&plan(), WaveId(9), None).unwrap(), &[1, 2, 3, 9], &[2, 3], (2, Some(3)));
        check(&remove(&plan(), WaveId(1)).unwrap(), &[2, 3], &[1, 2], (1, Some(2)));
        check(&remove(&plan(), WaveId(2)).unwrap(), &[1, 3], &[2], (2, Some(2)));
        check(&remove(&plan(), WaveId(3)).unwrap(), &[1, 2], &[2, 2], (2, Some(2)));
        let mut moved = plan();
        moved.waves.swap(1, 2);
        check(&renumbered(&plan(), moved), &[1, 3, 2], &[3, 2], (3, Some(3)));
    }

    #[test]
    fn a_new_wave_takes_its_frame_from_the_wave_before() {
        let changed = add(&plan(), WaveId(9), Some(WaveId(2))).unwrap();
        let wave = &changed.waves[2];
        assert_eq!((wave.length_months.get(), wave.reserve_pct.get()), (2.0, 20));
        assert_eq!(wave.fte, Amount::new(1.5).ok());
        assert!(add(&plan(), WaveId(2), None).is_err());
        assert_eq!(add(&plan(), WaveId(9), Some(WaveId(8))), Err(CommandError::UnknownWave(WaveId(8))));
    }

    #[test]
    fn a_finished_wave_is_not_removed() {
        let mut document = plan();
        document.waves[1].finished = true;
        assert_eq!(remove(&document, WaveId(2)), Err(CommandError::FinishedWave { wave: 2 }));
        let entry = EntryId::from("a");
        document.waves[2].items.push(WaveItem { entry: entry.clone(), ..WaveItem::default() });
        assert!(remove(&document, WaveId(3)).is_ok());
        document.execution.actuals.entry(entry.clone()).or_default().state = DeploymentState::Launched;
        assert_eq!(remove(&document, WaveId(3)), Err(CommandError::Launched { entry, wave: 3 }));
    }

    #[test]
    fn what_a_closed_wave_took_changes_only_after_it_is_opened_again() {
        let mut document = plan();
        document.waves[0].finished = true;
        let set = |document: &Document, path: &str, value: Value| {
            let path = path.parse().unwrap();
            apply(document, &Command::SetField { path, value }, &|_| true)
        };
        let taken = [
            ("kind", json!("pause")),
            ("length_months", json!(2)),
            ("fte", json!(3)),
            ("consultant_days", json!(4)),
            ("reserve_pct", json!(5)),
            ("blackouts", json!([])),
        ];
        for (field, value) in taken {
            let of_wave = |number: u64| format!("waves[{number}].{field}");
            let refused = Err(CommandError::ClosedWave { wave: 1 });
            assert_eq!(set(&document, &of_wave(1), value.clone()), refused, "{field}");
            assert!(set(&document, &of_wave(2), value.clone()).is_ok(), "{field}");
            let opened = set(&document, "waves[1].finished", json!(false)).unwrap();
            assert!(set(&opened, &of_wave(1), value).is_ok(), "{field}");
        }
        let row = Command::AddRow { list: "waves[1].blackouts".parse().unwrap(), row: json!({"id": 9}) };
        assert_eq!(apply(&document, &row, &|_| true), Err(CommandError::ClosedWave { wave: 1 }));
        assert!(set(&document, "waves[1].goal", json!("Told")).is_ok());
        assert!(closed_at(&document, &"waves[1].items[pmo-charter].launch_date".parse().unwrap()).is_some());
        assert_eq!(closed_at(&document, &"waves[1].items[pmo-charter].run_owner".parse().unwrap()), None);
    }
}
