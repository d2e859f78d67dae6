//! What becomes of each entry of a wave that is to be closed: what is recorded, and a choice.

use yew::prelude::*;

use crate::browser::ui::components::head_cell::HeadCell;
use crate::browser::ui::components::select::{Select, SelectOption};
use crate::browser::ui::components::table::Table;
use crate::browser::ui::pages::board::face::wave_name;
use crate::browser::ui::pages::tracking::state_name;
use crate::domain::catalogue::Catalogue;
use crate::domain::model::ids::EntryId;
use crate::domain::tracking::fate::{Fate, PastEntry};
use crate::domain::wording::{fill, t};

/// An entry and what there is to say about it.
pub struct FateRow<'a> {
    /// Number of its wave, from 1.
    pub wave: usize,
    /// Nothing is recorded about any entry of its wave.
    pub is_unrecorded: bool,
    /// The entry.
    pub entry: &'a PastEntry,
}

/// The table; `decided` holds what was said so far, and `on_decide` is called with all of it.
pub fn fate_table<'a>(
    catalogue: &Catalogue<'_>,
    caption: &'static str,
    choices: &[Fate],
    rows: impl Iterator<Item = FateRow<'a>>,
    decided: &[(EntryId, Fate)],
    on_decide: &Callback<Vec<(EntryId, Fate)>>,
) -> Html {
    let row = |FateRow { wave, is_unrecorded, entry }: FateRow<'a>| {
        let name = catalogue.short_name(&entry.entry);
        let options = choices
            .iter()
            .map(|fate| SelectOption { value: fate.code().into(), label: fate.name().into() })
            .collect::<Vec<_>>();
        let on_change = {
            let (id, decided, choices) = (entry.entry.clone(), decided.to_vec(), choices.to_vec());
            on_decide.reform(move |value: String| {
                let fate = choices.iter().find(|fate| fate.code() == value);
                let others = decided.iter().filter(|(other, _)| *other != id).cloned();
                others.chain(fate.map(|fate| (id.clone(), *fate))).collect::<Vec<_>>()
            })
        };
        html! {
            <tr key={entry.entry.to_string()}>
                <th scope="row">{ &name }<small class="cell-note">{ wave_name(Some(wave)) }</small></th>
                <td data-label={t("replan.recorded")}>{ if is_unrecorded { t("replan.no_record") } else { state_name(entry.state) } }</td>
                <td data-label={t("replan.fate")} data-wide=""><Select label={fill("replan.fate_of", &[("entry", &name)])} value={entry.decided(decided).code()}
                    {options} {on_change} /></td>
            </tr>
        }
    };
    html! {
        <Table caption={t(caption)} becomes_cards=true>
            <thead><tr>
                <HeadCell label={t("board.column_entry")} />
                <HeadCell label={t("replan.recorded")} />
                <HeadCell label={t("replan.fate")} />
            </tr></thead>
            <tbody>
                for one in rows {
                    { row(one) }
                }
            </tbody>
        </Table>
    }
}
