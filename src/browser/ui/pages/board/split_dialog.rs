//! Choosing the wave in which the rest of the people follow a pilot.

use yew::prelude::*;

use crate::browser::ui::components::button::{Button, ButtonSize};
use crate::browser::ui::components::dialog::Dialog;
use crate::browser::ui::components::icon::Icon;
use crate::browser::ui::components::term_text::explained;
use crate::browser::ui::plan_view::PlanView;
use crate::domain::catalogue::known_entries;
use crate::domain::command::{Command, apply};
use crate::domain::figures::Figures;
use crate::domain::figures::colour::{LoadColour, load_text};
use crate::domain::model::ids::{EntryId, WaveId};
use crate::domain::proposal::adviser::split_command;
use crate::domain::proposal::limit::{Limit, Outcome, Use, changes, shortfalls};
use crate::domain::proposal::words;
use crate::domain::wording::{fill, t};

use super::act::BoardAct;
use super::face::{Faces, level, name_of, wave_name};

/// Properties of [`SplitDialog`].
#[derive(PartialEq, Properties)]
pub struct SplitDialogProps {
    /// The entry.
    pub entry: EntryId,
    /// The plan.
    pub plan: PlanView,
    /// Faces of the entries.
    pub faces: Faces,
    /// What the user asks for.
    pub on_act: Callback<BoardAct>,
    /// The dialog is to be closed.
    pub on_close: Callback<()>,
}

/// A wave of a roll-out with what the split would do.
struct Offer {
    number: usize,
    command: Command,
    /// What the pilot does to its own wave.
    pilot: String,
    /// What the roll-out does to this wave, and what it pushes over.
    lines: Vec<String>,
    /// How full the fullest limit of the wave would be.
    fullest: Option<(Limit, Use)>,
}

/// The dialog.
#[component]
pub fn SplitDialog(props: &SplitDialogProps) -> Html {
    let offers = use_memo((props.plan.clone(), props.entry.clone()), |(plan, entry)| offers(plan, entry));
    let title = fill("split.title", &[("entry", &name_of(&props.faces, &props.entry))]);
    html! {
        <Dialog id="split-entry" {title} close_label={t("app.close")} on_close={props.on_close.clone()}>
            <p>{ explained(t("split.lead")) }</p>
            if let Some(offer) = offers.first() {
                <p class="page-lead">{ &offer.pilot }</p>
            }
            if offers.is_empty() {
                <p>{ explained(t("split.no_later_wave")) }</p>
            }
            <ol class="verdicts" data-kind="choice">
                for offer in offers.iter() {
                    <li class="verdict" key={offer.number}>{ row(props, offer) }</li>
                }
            </ol>
        </Dialog>
    }
}

fn row(props: &SplitDialogProps, offer: &Offer) -> Html {
    let wave = wave_name(Some(offer.number));
    let name = name_of(&props.faces, &props.entry);
    let told = fill("split.told", &[("entry", &name), ("wave", &offer.number.to_string())]);
    let act = BoardAct::Carry(Box::new(offer.command.clone()), told);
    let on_press = props.on_act.reform(move |_: MouseEvent| act.clone());
    let colour = offer.fullest.map_or(LoadColour::Grey, |(_, used)| used.colour());
    let tone = level(colour);
    let figure = offer.fullest.map(|(limit, used)| {
        format!(
            "{} {} {}",
            words::limit_letter(limit),
            load_text(used.utilisation()),
            words::level_word(colour)
        )
    });
    html! {
        <>
            <span class="verdict-icon" data-tone={tone.name()}><Icon name={tone.icon()} size=14 /></span>
            <b>{ &wave }</b>
            <span class="verdict-figure" data-tone={tone.name()}>{ figure }</span>
            <p>{ offer.lines.join(" ") }</p>
            <span class="verdict-action">
                <Button size={ButtonSize::Small} {on_press} label={fill("split.here_named", &[("wave", &wave)])}>
                    { t("split.here") }
                </Button>
            </span>
        </>
    }
}

fn offers(plan: &PlanView, entry: &EntryId) -> Vec<Offer> {
    let document = &plan.document;
    let first = document.wave_of(entry).unwrap_or(usize::MAX);
    let later = document.waves.iter().enumerate().skip(first).filter(|(_, wave)| wave.takes_launches());
    later.filter_map(|(index, wave)| offer(plan, entry, (first, index + 1), wave.id)).collect()
}

fn offer(plan: &PlanView, entry: &EntryId, (pilot, number): (usize, usize), wave: WaveId) -> Option<Offer> {
    let document = &plan.document;
    let command = split_command(document, entry, wave);
    let split = apply(document, &command, &known_entries(document)).ok()?;
    let (now, after) = (Outcome::of(&plan.figures), Outcome::of(&Figures::of(&split)));
    let changed = |wave: usize| {
        let changes: Vec<String> = changes(&now, &after, wave).iter().map(words::change).collect();
        changes.join(", ")
    };
    let used = Limit::loads().filter_map(|limit| Some((limit, after.use_of(number, limit)?)));
    let fullest = used.max_by(|one, other| one.1.utilisation().total_cmp(&other.1.utilisation()));
    let pilot = fill("split.pilot", &[("wave", &pilot.to_string()), ("changes", &changed(pilot))]);
    let lines =
        std::iter::once(format!("{}.", changed(number))).chain(words::shortfalls(&shortfalls(&now, &after)));
    Some(Offer { number, command, pilot, lines: lines.collect(), fullest })
}
