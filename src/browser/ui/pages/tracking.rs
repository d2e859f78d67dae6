//! What really happened: every placed entry, planned and as it went.

use yew::prelude::*;

use crate::browser::ui::components::button::{Button, ButtonKind, ButtonSize};
use crate::browser::ui::components::chip::Chip;
use crate::browser::ui::components::empty_state::EmptyState;
use crate::browser::ui::components::head_cell::HeadCell;
use crate::browser::ui::components::icon::IconName;
use crate::browser::ui::components::table::Table;
use crate::browser::ui::components::term_text::explained;
use crate::browser::ui::hooks::gradual::use_gradual;
use crate::browser::ui::pages::board::face::wave_name;
use crate::browser::ui::pages::closing::{Closing, TrackingProps};
use crate::browser::ui::pages::form::view::FormView;
use crate::browser::ui::pages::href;
use crate::browser::ui::route::Route;
use crate::domain::catalogue::Catalogue;
use crate::domain::figures::number::short;
use crate::domain::form;
use crate::domain::model::execution::DeploymentState;
use crate::domain::model::ids::EntryId;
use crate::domain::model::plan::DateFormat;
use crate::domain::tracking::{TrackedEntry, tracked_entries};
use crate::domain::wording::{count, fill, phrase, t};

/// Rows that come with the page, more than a usual screen shows, and how many follow at a time.
const ROWS_AT_ONCE: usize = 60;
const ROWS_AFTER: usize = 320;

/// The page.
#[component]
pub fn TrackingPage(props: &TrackingProps) -> Html {
    let open = use_state(|| None::<EntryId>);
    let document = &props.plan.document;
    let rows = tracked_entries(document, &props.plan.figures);
    let drawn = use_gradual(rows.len(), ROWS_AT_ONCE, ROWS_AFTER);
    let on_open = {
        let open = open.clone();
        Callback::from(move |entry: EntryId| open.set(Some(entry)))
    };
    let on_close = {
        let open = open.clone();
        Callback::from(move |_: MouseEvent| open.set(None))
    };
    html! {
        <>
            <div class="page" data-width="wide">
                <header class="page-head">
                    <div class="page-title">
                        <h1>{ explained(t("nav.tracking")) }</h1>
                        <p class="page-lead">{ explained(t("tracking.lead")) }</p>
                    </div>
                    <nav class="page-actions" aria-label={t("tracking.records")}>
                        <a class="button" href={href(&Route::form("execution.decisions"))}>
                            { count("tracking.decisions", document.execution.decisions.len()) }
                        </a>
                        <a class="button" href={href(&Route::form("execution.change_requests"))}>
                            { count("tracking.change_requests", document.execution.change_requests.len()) }
                        </a>
                    </nav>
                </header>
                if rows.is_empty() {
                    <EmptyState icon={IconName::Board} sentence={t("tracking.nothing")}>
                        <a class="button" href={href(&Route::Board)}>{ t("waves.to_board") }</a>
                    </EmptyState>
                } else {
                    { table(props, rows.get(..drawn).unwrap_or_default(), open.as_ref(), &on_open) }
                    <Closing ..props.clone() />
                }
            </div>
            if let Some(entry) = &*open {
                { panel(props, entry, on_close) }
            }
        </>
    }
}

fn table(
    props: &TrackingProps,
    rows: &[TrackedEntry],
    open: Option<&EntryId>,
    on_open: &Callback<EntryId>,
) -> Html {
    let catalogue = Catalogue::of(&props.plan.document);
    let format = props.plan.document.plan.date_format;
    html! {
        <Table caption={t("tracking.caption")} becomes_cards=true>
            <thead><tr>
                <HeadCell label={t("board.column_entry")} />
                <HeadCell label={t("board.column_wave")} />
                <HeadCell label={t("board.column_state")} />
                <HeadCell label={t("tracking.launch")} />
                <HeadCell label={t("tracking.launched")} />
                <HeadCell label={t("tracking.build_plan")} is_figure=true />
                <HeadCell label={t("tracking.build_actual")} is_figure=true />
                <HeadCell label={t("tracking.difference")} is_figure=true />
                <HeadCell label={t("tracking.run_actual")} is_figure=true />
                <HeadCell label={t("tracking.adoption")} is_figure=true />
                <HeadCell label={t("board.column_actions")} is_label_hidden=true />
            </tr></thead>
            <tbody>
                for row in rows.iter() {
                    { draw_row(row, catalogue.short_name(&row.entry), format, open, on_open) }
                }
            </tbody>
        </Table>
    }
}

fn draw_row(
    row: &TrackedEntry,
    name: String,
    format: DateFormat,
    open: Option<&EntryId>,
    on_open: &Callback<EntryId>,
) -> Html {
    let entry = row.entry.clone();
    let on_press = on_open.reform(move |_: MouseEvent| entry.clone());
    let nothing = || "–".to_owned();
    let is_empty = |text: &str| (text == nothing()).then_some("");
    let figure = |label: &'static str, text: String| {
        let empty = is_empty(&text);
        html! { <td data-kind="figure" data-label={t(label)} data-empty={empty}>{ text }</td> }
    };
    let launched = launched(row, format);
    let difference = row.build_difference().map_or_else(nothing, |days| {
        let sign = if days > 0.0 {
            "+"
        } else if days < 0.0 {
            "−"
        } else {
            ""
        };
        format!("{sign}{}", short(days.abs(), 1))
    });
    let adoption = row.adoption_pct.map_or_else(nothing, |share| {
        let target = row.adoption_target_pct.to_string();
        fill("tracking.adoption_of", &[("share", &share.to_string()), ("target", &target)])
    });
    html! {
        <tr key={row.entry.to_string()} data-selected={(open == Some(&row.entry)).then_some("")}>
            <th scope="row"><a href={href(&Route::Entry { entry: row.entry.to_string() })}>{ &name }</a></th>
            <td class="cell-short" data-label={t("board.column_wave")} data-wide={row.is_closed.then_some("")}>
                { wave_name(Some(row.wave)) }
                if row.is_closed {
                    { " " }<Chip icon={IconName::Lock}>{ t("closing.is_closed") }</Chip>
                }
            </td>
            <td class="cell-short" data-label={t("board.column_state")}>{ state_name(row.state) }</td>
            <td data-label={t("tracking.launch")}>{ phrase::date(format, row.launch) }</td>
            <td data-label={t("tracking.launched")} data-empty={is_empty(&launched)}>{ launched }</td>
            { figure("tracking.build_plan", short(row.build_days, 1)) }
            { figure("tracking.build_actual", row.actual_build_days.map_or_else(nothing, |days| short(days, 1))) }
            { figure("tracking.difference", difference) }
            { figure("tracking.run_actual", row.actual_run_days.map_or_else(nothing, |days| short(days, 1))) }
            { figure("tracking.adoption", adoption) }
            <td class="table-actions">
                <Button size={ButtonSize::Small} {on_press} label={fill("tracking.record_named", &[("entry", &name)])}>
                    { t("tracking.record") }
                </Button>
            </td>
        </tr>
    }
}

/// The day of the launch and how late it was.
fn launched(row: &TrackedEntry, format: DateFormat) -> String {
    let Some(day) = row.launched_on else { return "–".to_owned() };
    let day = phrase::date(format, day);
    match row.delay_days() {
        Some(delay) if delay > 0 => {
            let late = count("tracking.late", usize::try_from(delay).unwrap_or(0));
            format!("{day}, {late}")
        }
        _ => day,
    }
}

/// The word of a state.
pub fn state_name(state: DeploymentState) -> &'static str {
    t(match state {
        DeploymentState::NotStarted => "choice.deployment_state.not_started",
        DeploymentState::Building => "choice.deployment_state.building",
        DeploymentState::Pilot => "choice.deployment_state.pilot",
        DeploymentState::Launched => "choice.deployment_state.launched",
        DeploymentState::Adopted => "choice.deployment_state.adopted",
        DeploymentState::HandedOver => "choice.deployment_state.handed_over",
        DeploymentState::Dropped => "choice.deployment_state.dropped",
    })
}

/// The form of one entry, beside the table.
fn panel(props: &TrackingProps, entry: &EntryId, on_close: Callback<MouseEvent>) -> Html {
    let Some(page) = form::page("execution.actual") else { return html! {} };
    let name = Catalogue::of(&props.plan.document).short_name(entry);
    html! {
        <aside class="inspector tracking-panel" data-open="true" aria-labelledby="panel-title">
            <div class="inspector-head">
                <p class="inspector-eyebrow">{ t("page.execution.actual") }</p>
                <h2 id="panel-title">{ name }</h2>
                <Button kind={ButtonKind::Icon} size={ButtonSize::Small} icon={IconName::Close}
                    label={t("app.close")} on_press={on_close} />
            </div>
            <div class="tracking-form">
                <FormView key={entry.to_string()} {page} keys={vec![entry.to_string()]} plan={props.plan.clone()}
                    on_command={props.on_command.clone()} />
            </div>
        </aside>
    }
}
