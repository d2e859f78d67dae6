//! The overload adviser: what would lower a load, each with its effect and one press away.

use yew::prelude::*;

use crate::browser::clock;
use crate::browser::ui::components::level_chip::LevelChip;
use crate::browser::ui::plan_view::PlanView;
use crate::domain::catalogue::Catalogue;
use crate::domain::catalogue::guidance::guidance;
use crate::domain::figures::colour::load_text;
use crate::domain::model::ids::{EntryId, RowId};
use crate::domain::proposal::adviser::{Repair, goal, repairs, role_repairs, told};
use crate::domain::proposal::limit::{Limit, demand_on};
use crate::domain::proposal::words;
use crate::domain::wording::{fill, t};

use super::act::BoardAct;
use super::face::level;

/// Properties of [`Repairs`].
#[derive(PartialEq, Properties)]
pub struct RepairsProps {
    /// The plan.
    pub plan: PlanView,
    /// Number of the wave, from 1.
    pub wave: usize,
    /// The office or a group.
    pub limit: Limit,
    /// Its heading, where it is not the usual one.
    #[prop_or_else(|| t("adviser.title").into())]
    pub heading: AttrValue,
    /// What the user asks for: always [`BoardAct::Carry`].
    pub on_act: Callback<BoardAct>,
}

/// The repairs of one load; nothing where it has room.
#[component]
pub fn Repairs(props: &RepairsProps) -> Html {
    // A plan by role is limited by its fullest role, and not by the pool.
    let found = use_memo((props.plan.clone(), props.wave, props.limit), |(plan, wave, limit)| {
        let (document, figures) = (&plan.document, &plan.figures);
        let of_role = (*limit == Limit::Office).then(|| role_repairs(document, figures, *wave)).flatten();
        of_role.map_or_else(
            || {
                let repairs = repairs(document, figures, *wave, *limit, RowId(clock::random_id()));
                (None, demand_on(figures, *wave, *limit), repairs)
            },
            |(role, used, repairs)| (Some(guidance().role_name(&role).to_owned()), Some(used), repairs),
        )
    });
    let (role, used, repairs) = &*found;
    if used.and_then(|used| goal(used.colour())).is_none() {
        return html! {};
    }
    html! {
        <section class="stack" data-gap="2" aria-label={props.heading.clone()}>
            <h3>{ &props.heading }</h3>
            if repairs.is_empty() {
                <p>{ t(if role.is_some() { "adviser.none_by_role" } else { "adviser.none" }) }</p>
            }
            <ul class="offers">
                for (index, repair) in repairs.iter().enumerate() {
                    <li key={index}>{ offer(props, role.as_deref(), repair) }</li>
                }
            </ul>
        </section>
    }
}

fn offer(props: &RepairsProps, role: Option<&str>, repair: &Repair) -> Html {
    let catalogue = Catalogue::of(&props.plan.document);
    let names = |entry: &EntryId| catalogue.short_name(entry);
    let order = told::order(&repair.kind, props.limit, &names);
    let done = told::report(&repair.kind, props.limit, &names);
    let act = BoardAct::Carry(Box::new(repair.command.clone()), format!("{done}."));
    let onclick = props.on_act.reform(move |_: MouseEvent| act.clone());
    let colour = repair.after.colour();
    let name = role.unwrap_or_else(|| words::limit_letter(props.limit));
    let number = format!("{name} {}", load_text(repair.after.utilisation()));
    html! {
        <button type="button" class="offer" {onclick}>
            <span class="offer-words">
                <b>{ order }</b>
                <small>{ effect(props.limit, repair) }</small>
                <small>{ told::cost(&repair.cost, props.plan.document.plan.currency) }</small>
            </span>
            <LevelChip level={level(colour)} {number} word={words::level_word(colour)} />
        </button>
    }
}

/// The effect in numbers: the load before and after.
fn effect(limit: Limit, repair: &Repair) -> String {
    let (before, after) = (words::used(limit, repair.before), words::used(limit, repair.after));
    fill("adviser.effect", &[("before", &before), ("after", &after)])
}
