//! The plans of this browser: how far each is, and where it is saved.

use yew::prelude::*;

use crate::browser::clock;
use crate::browser::ui::components::button::{Button, ButtonKind, ButtonSize};
use crate::browser::ui::components::empty_state::EmptyState;
use crate::browser::ui::components::icon::{Icon, IconName};
use crate::browser::ui::components::menu::{Menu, MenuItem};
use crate::browser::ui::components::pips::{Pip, Pips};
use crate::browser::ui::components::progress::Progress;
use crate::browser::ui::components::table::Table;
use crate::browser::ui::doors;
use crate::browser::ui::route::Route;
use crate::browser::ui::session::Session;
use crate::browser::ui::store::Action;
use crate::domain::figures::number::fixed;
use crate::domain::form::choices::PLAN_STATUS;
use crate::domain::json;
use crate::domain::model::ids::PlanId;
use crate::domain::vault::index::{PartState, PlanSummary};
use crate::domain::vault::usage::CAPACITY;
use crate::domain::wording::{count, fill, t};

/// UTF-16 units in a million: what the meter calls a megabyte of text.
const MILLION: f64 = 1_000_000.0;

/// Properties of [`PlanList`].
#[derive(PartialEq, Properties)]
pub struct PlanListProps {
    /// The session.
    pub session: Session,
    /// Leads to a page once a plan is open.
    pub on_open: Callback<Route>,
}

/// The list. It is read anew whenever something may have changed it.
#[component]
pub fn PlanList(props: &PlanListProps) -> Html {
    let session = &props.session;
    let plans = session.vault().library().unwrap_or_default();
    let (binned, kept): (Vec<_>, Vec<_>) = plans.into_iter().partition(|plan| plan.binned_on.is_some());
    let (archived, listed): (Vec<_>, Vec<_>) = kept.into_iter().partition(|plan| plan.archived);
    let usage = session.vault().usage().unwrap_or_default();
    let used = fixed(usage.used as f64 / MILLION, 1);
    let room = fixed(CAPACITY as f64 / MILLION, 0);
    html! {
        <section class="stack" data-gap="3" aria-labelledby="plans-heading">
            <div class="spread">
                <h2 id="plans-heading">{ t("library.plans") }{ " " }<span class="badge">{ listed.len() }</span></h2>
                <Progress share={usage.share()} label={t("library.usage")}
                    words={fill("library.used", &[("used", &used), ("room", &room)])} />
            </div>
            if listed.is_empty() {
                <EmptyState icon={IconName::Folder} sentence={t("library.empty")}>{ html! {} }</EmptyState>
            } else {
                { table(props, &listed) }
            }
            { folded(props, "library.archived", &archived) }
            { folded(props, "library.bin", &binned) }
            <p class="row text-caption" data-gap="2"><Icon name={IconName::Lock} size=14 />{ t("library.privacy") }</p>
        </section>
    }
}

fn folded(props: &PlanListProps, key: &'static str, plans: &[PlanSummary]) -> Html {
    if plans.is_empty() {
        return html! {};
    }
    html! {
        <details class="disclosure"><summary>{ count(key, plans.len()) }</summary>{ table(props, plans) }</details>
    }
}

fn table(props: &PlanListProps, plans: &[PlanSummary]) -> Html {
    html! {
        <Table caption={t("library.plans")} has_tall_rows=true>
            <thead>
                <tr>
                    <th scope="col">{ t("library.column.plan") }</th>
                    <th scope="col">{ t("library.column.progress") }</th>
                    <th scope="col">{ t("library.column.saved") }</th>
                    <th scope="col">{ t("library.column.changed") }</th>
                    <th scope="col" data-kind="figure">{ t("library.column.size") }</th>
                    <th scope="col"><span class="visually-hidden">{ t("library.column.actions") }</span></th>
                </tr>
            </thead>
            <tbody>
                for plan in plans {
                    { row(props, plan) }
                }
            </tbody>
        </Table>
    }
}

fn row(props: &PlanListProps, plan: &PlanSummary) -> Html {
    let name = if plan.name.is_empty() { t("app.unnamed") } else { &plan.name };
    let pip = |state: &PartState| match state {
        PartState::Empty => Pip::Empty,
        PartState::Started | PartState::NeedsReview => Pip::Part,
        PartState::Done => Pip::Full,
    };
    let done = plan.progress.iter().filter(|state| **state == PartState::Done).count();
    let progress = fill("library.progress", &[("done", &done.to_string())]);
    let status = json::to_value(&plan.status).unwrap_or_default();
    let status = t(&PLAN_STATUS.key(status.as_str().unwrap_or_default()));
    let size = fill("library.size", &[("size", &fixed(plan.size as f64 / MILLION, 2))]);
    html! {
        <tr key={plan.id.0}>
            <th scope="row"><strong>{ name }</strong><br /><span class="text-caption">{ &plan.organisation }{ " · " }{ status }</span></th>
            <td><Pips pips={plan.progress.iter().map(pip).collect::<Vec<_>>()} label={progress.clone()} width=14 />{ " " }{ progress }</td>
            <td>{ where_saved(plan) }</td>
            <td>{ moment(&plan.saved_at) }</td>
            <td data-kind="figure">{ size }</td>
            <td class="table-actions">{ actions(props, plan) }</td>
        </tr>
    }
}

/// "Today, 14:02", or the day and the time.
fn moment(timestamp: &str) -> String {
    let time = clock::local_time_of_day(timestamp);
    match clock::local_day(timestamp) {
        Some(day) if day == clock::today() => fill("library.today", &[("time", &time)]),
        Some(day) => fill("library.day", &[("day", &day.to_string()), ("time", &time)]),
        None => time,
    }
}

fn where_saved(plan: &PlanSummary) -> Html {
    let (icon, first, second) = match (&plan.last_file_name, plan.changes_since_file()) {
        (Some(name), Some(0)) => (IconName::Check, t("library.in_file").to_owned(), name.clone()),
        (Some(name), Some(changes)) => (
            IconName::TriangleOpen,
            count("app.changes_not_in_file", usize::try_from(changes).unwrap_or(usize::MAX)),
            name.clone(),
        ),
        _ => (IconName::Clock, t("library.only_here").to_owned(), t("library.never_in_file").to_owned()),
    };
    html! {
        <span class="row" data-gap="2"><Icon name={icon} size=16 />
            <span><strong>{ first }</strong><br /><span class="text-caption">{ second }</span></span>
        </span>
    }
}

fn actions(props: &PlanListProps, plan: &PlanSummary) -> Html {
    let id = plan.id;
    let on_press = {
        let (session, on_open) = (props.session.clone(), props.on_open.clone());
        Callback::from(move |_| {
            session.save_now();
            let (opener, on_open) = (session.clone(), on_open.clone());
            session.once_loaded(move |loaded| match doors::open_kept(&opener, loaded, id) {
                Ok(()) => on_open.emit(Route::Board),
                Err(reason) => opener.tell(reason),
            });
        })
    };
    let mut items = vec![MenuItem::new("duplicate", t("library.duplicate"))];
    items.push(if plan.archived {
        MenuItem::new("unarchive", t("library.unarchive"))
    } else {
        MenuItem::new("archive", t("library.archive"))
    });
    items.push(if plan.binned_on.is_some() {
        MenuItem::new("restore", t("library.restore"))
    } else {
        MenuItem::new("bin", t("library.delete"))
    });
    if plan.binned_on.is_some() {
        items.push(MenuItem::new("erase", t("library.erase")));
    }
    let on_pick = {
        let (session, name) = (props.session.clone(), plan.name.clone());
        Callback::from(move |choice: AttrValue| manage(&session, id, &name, &choice))
    };
    html! {
        <span class="row" data-gap="1">
            if plan.binned_on.is_none() {
                <Button size={ButtonSize::Small} {on_press}>{ t("library.open") }</Button>
            }
            <Menu label={fill("library.more", &[("plan", &plan.name)])} kind={ButtonKind::Icon} icon={IconName::More} {items} {on_pick} is_at_end=true />
        </span>
    }
}

/// Carries out what was picked for a plan, and says what was done.
fn manage(session: &Session, plan: PlanId, name: &str, choice: &str) {
    let vault = session.vault();
    let said = |key: &str| fill(key, &[("plan", name)]);
    let done = match choice {
        "duplicate" => return duplicate(session, plan, name),
        "archive" => vault
            .set_archived(plan, true)
            .map(|()| said("library.was_archived"))
            .map_err(|error| error.to_string()),
        "unarchive" => vault
            .set_archived(plan, false)
            .map(|()| said("library.was_unarchived"))
            .map_err(|error| error.to_string()),
        "bin" => vault
            .bin(plan, clock::today())
            .map(|()| said("library.was_binned"))
            .map_err(|error| error.to_string()),
        "restore" => {
            vault.restore(plan).map(|()| said("library.was_restored")).map_err(|error| error.to_string())
        }
        "erase" => vault.delete(plan).map(|()| said("library.was_erased")).map_err(|error| error.to_string()),
        _ => return,
    };
    if choice == "bin" && session.store.open.as_ref().is_some_and(|open| open.id() == plan) {
        session.store.dispatch(Action::Close);
    }
    session.tell(done.unwrap_or_else(|reason| reason));
    session.store.dispatch(Action::LibraryChanged);
}

fn duplicate(session: &Session, plan: PlanId, name: &str) {
    let copy_name = fill("library.copy_name", &[("plan", name)]);
    let said = fill("library.duplicated", &[("plan", name)]);
    let keeper = session.clone();
    session.once_loaded(move |loaded| {
        let done = doors::duplicate(&keeper, loaded, plan, &copy_name);
        keeper.tell(done.map_or_else(|reason| reason, |()| said));
        keeper.store.dispatch(Action::LibraryChanged);
    });
}
