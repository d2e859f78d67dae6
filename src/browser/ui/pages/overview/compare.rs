//! Repeat assessment: the one of now is kept, the next begins, and the two stand side by side.

use yew::prelude::*;

use crate::browser::clock;
use crate::browser::ui::components::button::{Button, ButtonKind, ButtonState};
use crate::browser::ui::components::field::Field;
use crate::browser::ui::components::select::{Select, SelectOption};
use crate::browser::ui::components::table::Table;
use crate::browser::ui::components::term_text::{explained, marked};
use crate::browser::ui::components::text_input::TextInput;
use crate::browser::ui::plan_view::PageProps;
use crate::domain::catalogue::areas::areas;
use crate::domain::command::Command;
use crate::domain::command::path::FieldPath;
use crate::domain::figures::number::fixed;
use crate::domain::figures::repeat::{AreaChange, changes};
use crate::domain::model::ids::RowId;
use crate::domain::model::initiation::EarlierAssessment;
use crate::domain::wording::phrase::date;
use crate::domain::wording::{count, fill, t};

/// The panel.
#[component]
pub fn Compare(props: &PageProps) -> Html {
    let document = &props.plan.document;
    let earlier = &document.initiation.earlier;
    let chosen = use_state(|| None::<RowId>);
    // The latest, where nothing else is chosen.
    let shown = earlier.iter().find(|kept| Some(kept.id) == *chosen).or_else(|| earlier.last());
    let options: Vec<SelectOption> = earlier
        .iter()
        .map(|kept| SelectOption { value: kept.id.0.to_string().into(), label: label(props, kept).into() })
        .collect();
    let on_choose = {
        let chosen = chosen.clone();
        Callback::from(move |value: String| chosen.set(value.parse().ok().map(RowId)))
    };
    html! {
        <>
            if let Some(shown) = shown {
                <section class="stack" data-gap="3" aria-labelledby="compare-heading">
                    <div class="row">
                        <h2 id="compare-heading">{ explained(t("compare.title")) }</h2>
                        <Select value={shown.id.0.to_string()} {options} label={t("compare.with")} on_change={on_choose} />
                        <Button kind={ButtonKind::Quiet} on_press={remove(props, shown.id)}>{ t("compare.remove") }</Button>
                    </div>
                    <p>{ summary(&changes(document, shown)) }</p>
                    { table(&changes(document, shown)) }
                </section>
            }
            <Repeat plan={props.plan.clone()} on_command={props.on_command.clone()} />
        </>
    }
}

fn label(props: &PageProps, kept: &EarlierAssessment) -> String {
    let name = if kept.name.is_empty() { t("compare.unnamed") } else { &kept.name };
    match kept.assessment_date {
        Some(day) => format!("{name}, {}", date(props.plan.document.plan.date_format, day)),
        None => name.to_owned(),
    }
}

fn remove(props: &PageProps, id: RowId) -> Callback<MouseEvent> {
    props.on_command.reform(move |_: MouseEvent| {
        let list = FieldPath::section("initiation").key("earlier");
        Command::RemoveRow { row: list.row(id.0) }
    })
}

/// "5 areas rose, 1 fell, 8 did not move; 4 targets of then are reached."
fn summary(found: &[AreaChange]) -> String {
    let moved = |is: fn(f64) -> bool| {
        found.iter().filter_map(|area| area.change).filter(|change| is(*change)).count()
    };
    let reached = found.iter().filter(|area| area.is_reached == Some(true)).count();
    let (rose, fell, same) =
        (moved(|change| change > 0.0), moved(|change| change < 0.0), moved(|change| change == 0.0));
    fill(
        "compare.summary",
        &[
            ("rose", &count("compare.rose", rose)),
            ("fell", &fell.to_string()),
            ("same", &same.to_string()),
            ("reached", &count("compare.reached", reached)),
        ],
    )
}

fn table(found: &[AreaChange]) -> Html {
    let level = |level: Option<f64>| level.map_or_else(|| "–".to_owned(), |level| fixed(level, 1));
    let change = |change: Option<f64>| match change {
        Some(change) if change > 0.0 => format!("▲ +{}", fixed(change, 1)),
        Some(change) if change < 0.0 => format!("▼ −{}", fixed(-change, 1)),
        Some(_) => "0.0".to_owned(),
        None => "–".to_owned(),
    };
    let spread = |area: &AreaChange| match (area.spread_before, area.spread_now) {
        (None, None) => "–".to_owned(),
        (before, now) => format!("{} → {}", level(before), level(now)),
    };
    let reached = |area: &AreaChange| match area.is_reached {
        Some(true) => t("compare.is_reached"),
        Some(false) => t("compare.not_reached"),
        None => "–",
    };
    html! {
        <div class="scroll-box" tabindex="0" role="region" aria-label={t("compare.title")}>
            <Table caption={t("compare.title")}>
                <thead>
                    <tr>
                        <th scope="col">{ marked(t("overview.area")) }</th>
                        <th scope="col" data-kind="figure">{ marked(t("compare.then")) }</th>
                        <th scope="col" data-kind="figure">{ marked(t("compare.now")) }</th>
                        <th scope="col" data-kind="figure">{ marked(t("compare.change")) }</th>
                        <th scope="col" data-kind="figure">{ marked(t("compare.target_then")) }</th>
                        <th scope="col">{ marked(t("compare.target")) }</th>
                        <th scope="col" data-kind="figure">{ marked(t("compare.spread")) }</th>
                    </tr>
                </thead>
                <tbody>
                    for area in found {
                        <tr key={area.area.code()}>
                            <th scope="row">{ areas().name(area.area) }</th>
                            <td data-kind="figure">{ level(area.before) }</td>
                            <td data-kind="figure"><b>{ level(area.now) }</b></td>
                            <td data-kind="figure">{ change(area.change) }</td>
                            <td data-kind="figure">{ level(area.target_then) }</td>
                            <td>{ reached(area) }</td>
                            <td data-kind="figure">{ spread(area) }</td>
                        </tr>
                    }
                </tbody>
            </Table>
        </div>
    }
}

/// Keeps the assessment of now and begins the next.
#[component]
fn Repeat(props: &PageProps) -> Html {
    let initiation = &props.plan.document.initiation;
    let name = use_state(String::new);
    let on_name = {
        let name = name.clone();
        Callback::from(move |text| name.set(text))
    };
    let begin = |keeps_answers: bool| {
        let (given, name) = ((*name).trim().to_owned(), name.clone());
        props.on_command.reform(move |_: MouseEvent| {
            name.set(String::new());
            let id = RowId(clock::random_id());
            Command::BeginRepeat { id, name: given.clone(), keeps_answers }
        })
    };
    let is_empty =
        initiation.answers.is_empty() && initiation.agreed.is_empty() && initiation.areas.is_empty();
    let state = if is_empty { ButtonState::Disabled } else { ButtonState::Ready };
    html! {
        <section class="panel form-section" aria-labelledby="repeat-heading">
            <h2 id="repeat-heading">{ explained(t("repeat.title")) }</h2>
            <p class="page-lead">{ t(if is_empty { "repeat.nothing" } else { "repeat.lead" }) }</p>
            <Field id="repeat-name" label={t("repeat.name")} help={t("repeat.name_help")}>
                <TextInput value={(*name).clone()} on_change={on_name} max_length=120 />
            </Field>
            <div class="row" data-gap="2">
                <Button kind={ButtonKind::Primary} state={state.clone()} on_press={begin(false)}>{ t("repeat.empty") }</Button>
                <Button {state} on_press={begin(true)}>{ t("repeat.copy") }</Button>
            </div>
        </section>
    }
}
