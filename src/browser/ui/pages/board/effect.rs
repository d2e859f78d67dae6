//! What a column announces about a lifted card before it is dropped.

use yew::prelude::*;

use crate::browser::ui::components::icon::{Icon, IconName};
use crate::domain::figures::colour::LoadColour;
use crate::domain::model::ids::EntryId;
use crate::domain::proposal::trial::Place;
use crate::domain::proposal::verdict::Verdict;
use crate::domain::proposal::words;
use crate::domain::wording::{fill, t};

use super::face::{Faces, level, name_of};
use super::lift::{ColumnLift, Lift};

/// Lines for which a column has room.
const COLUMN_LINES: usize = 2;

/// The announcement of a column, in the room of its goal so that no card jumps. Where the card was taken from, it says
/// what is gained when the card leaves. What finds no room there is counted: the card that is carried tells it, and for
/// one that is moved by keys the column itself.
pub fn announcement(lift: &ColumnLift, place: Place, faces: &Faces) -> Html {
    let leaves = lift.announced.of(Place::Waiting);
    if lift.is_source && leaves.is_none_or(|verdict| verdict.is_open) {
        let freed = leaves.map(words::relief);
        let lines = freed.map(|freed| std::iter::once(t("lift.frees").to_owned()).chain(freed).collect());
        return lines.map_or_else(Html::default, |lines| notice(("room", IconName::ArrowLeft), lines, None));
    }
    let room = Some(COLUMN_LINES).filter(|_| !(lift.is_by_keys && lift.position.is_some()));
    let place = if lift.is_source { Place::Waiting } else { place };
    let is_elsewhere = lift.target.is_some_and(|target| target != place);
    told(lift.announced.of(place), faces, room, is_elsewhere)
}

/// All that the drop would do where the card is now; nothing over its own place.
pub fn whole(lift: &Lift, faces: &Faces) -> Html {
    let target = lift.target.map(|(place, _)| place).filter(|place| *place != lift.from);
    told(target.and_then(|place| lift.announced.of(place)), faces, None, false)
}

/// The news of a drop. Where the card is elsewhere now, they say that they are about a drop here: the loads above them are
/// those after the drop there.
fn told(verdict: Option<&Verdict>, faces: &Faces, room: Option<usize>, is_elsewhere: bool) -> Html {
    let Some(verdict) = verdict else { return html! {} };
    let names = |entry: &EntryId| name_of(faces, entry).to_string();
    let mut lines = words::news(verdict, &names);
    if let Some(first) = lines.first_mut().filter(|_| is_elsewhere) {
        *first = fill("lift.here", &[("effect", first)]);
    }
    notice(tone(verdict), lines, room)
}

/// Lines about a drop; so many of them, where the room is bounded, and the number of the others.
fn notice((tone, icon): (&'static str, IconName), lines: Vec<String>, room: Option<usize>) -> Html {
    let shown = room.unwrap_or(usize::MAX);
    let rest = lines.len().saturating_sub(shown);
    html! {
        <div class="column-verdict" data-tone={tone} data-room={room.is_none().then_some("all")}>
            <Icon name={icon} size=12 />
            <ul>
                for (index, line) in lines.into_iter().take(shown).enumerate() {
                    <li key={index}>{ line }</li>
                }
            </ul>
            if rest > 0 {
                <b>{ fill("lift.more", &[("count", &rest.to_string())]) }</b>
            }
        </div>
    }
}

fn tone(verdict: &Verdict) -> (&'static str, IconName) {
    if !verdict.is_open {
        return ("frozen", IconName::Lock);
    }
    if !verdict.broken.is_empty() {
        return ("broken", IconName::Barred);
    }
    let is_wave = verdict.number > 0;
    let changed = verdict.changes.iter().filter(|_| is_wave).map(|change| change.colour());
    let short = verdict.shortfalls.iter().map(|short| short.used.colour());
    let roles = verdict.roles.iter().map(|short| short.used.colour());
    let worst = changed.chain(short).chain(roles).max().unwrap_or(LoadColour::Green);
    (level(worst).name(), level(worst).icon())
}
