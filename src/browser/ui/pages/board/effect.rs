//! What a column announces about a lifted card before it is dropped.

use yew::prelude::*;

use crate::browser::ui::components::icon::{Icon, IconName};
use crate::domain::figures::colour::LoadColour;
use crate::domain::model::ids::EntryId;
use crate::domain::proposal::trial::Place;
use crate::domain::proposal::verdict::Verdict;
use crate::domain::proposal::words;
use crate::domain::wording::t;

use super::face::{Faces, level, name_of};
use super::lift::ColumnLift;

/// The announcement of a column, in the room of its goal so that no card jumps. Where the card was taken from, it says what is gained when the card leaves.
pub fn announcement(lift: &ColumnLift, place: Place, faces: &Faces) -> Html {
    let told = if lift.is_source { Place::Waiting } else { place };
    let Some(verdict) = lift.announced.of(told) else { return html! {} };
    let names = |entry: &EntryId| name_of(faces, entry).to_string();
    let lines = if lift.is_source {
        std::iter::once(t("lift.frees").to_owned()).chain(words::relief(verdict)).collect()
    } else {
        words::brief(verdict, &names)
    };
    let (tone, icon) = if lift.is_source { ("room", IconName::ArrowLeft) } else { tone(verdict) };
    html! {
        <div class="column-verdict" data-tone={tone}>
            <Icon name={icon} size=12 />
            <ul>
                for (index, line) in lines.into_iter().enumerate() {
                    <li key={index}>{ line }</li>
                }
            </ul>
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
