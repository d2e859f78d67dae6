//! Stress tests: one blow after the other, what stands, what breaks, what has to move, what it costs.

use std::collections::BTreeSet;
use std::rc::Rc;

use yew::prelude::*;

use crate::browser::ui::components::button::{Button, ButtonSize};
use crate::browser::ui::components::chip::{Chip, ChipKind};
use crate::browser::ui::components::head_cell::HeadCell;
use crate::browser::ui::components::icon::IconName;
use crate::browser::ui::components::load_level::LoadLevel;
use crate::browser::ui::components::table::Table;
use crate::browser::ui::components::term_text::explained;
use crate::browser::ui::pages::href;
use crate::browser::ui::pages::roadmap::nothing_yet;
use crate::browser::ui::pages::scenarios::keep;
use crate::browser::ui::pages::view_panel::ViewPanel;
use crate::browser::ui::plan_view::PageProps;
use crate::browser::ui::route::Route;
use crate::domain::catalogue::Catalogue;
use crate::domain::catalogue::guidance::guidance;
use crate::domain::figures::number::fixed;
use crate::domain::health;
use crate::domain::model::document::Document;
use crate::domain::model::ids::EntryId;
use crate::domain::model::scenario::StressTest;
use crate::domain::picture::beside::beside;
use crate::domain::picture::finding::group_inside;
use crate::domain::picture::primitives::View;
use crate::domain::whatif::blow::{assumption, built_in, says_nothing, struck};
use crate::domain::whatif::scenario::side_by_side;
use crate::domain::whatif::stress::{Bearer, Bench, Moved, Overload, StressOutcome, Verdict};
use crate::domain::wording::{fill, phrase, t};

/// Usual width of a picture inside a panel.
const WIDTH: f64 = 1128.0;

/// The page.
#[component]
pub fn StressPage(props: &PageProps) -> Html {
    let open = use_state(|| 0_usize);
    let run = use_memo(props.plan.clone(), |plan| {
        let (document, figures) = (&plan.document, &plan.figures);
        let own = document.scenarios.stress_tests.iter().cloned();
        let bench = Bench::of(document, figures, plan.findings());
        let tests: Vec<(StressTest, StressOutcome)> = built_in(document, figures)
            .into_iter()
            .chain(own)
            .map(|test| {
                let outcome = bench.outcome(&test);
                (test, outcome)
            })
            .collect();
        (bench, tests)
    });
    let (bench, tests) = &*run;
    let weakness = bench.weakness();
    let picture = use_memo((props.plan.clone(), *open), |(_, open)| {
        let outcome = &tests.get(*open)?.1;
        let plans = [
            (if weakness.is_some() { "stress.before_held" } else { "stress.before" }, &bench.plan),
            ("stress.after", &outcome.stressed),
            ("stress.moved", &outcome.repaired),
        ];
        let plans = plans.map(|(name, document)| (t(name).to_owned(), document.clone()));
        Some(Rc::new(beside(&side_by_side(plans.to_vec()), WIDTH)))
    });
    let document = &props.plan.document;
    if document.waves.iter().all(|wave| wave.items.is_empty()) {
        return nothing_yet(&props.plan);
    }
    let on_open = {
        let open = open.clone();
        Callback::from(move |index: usize| open.set(index))
    };
    html! {
        <div class="page" data-width="wide">
            <header class="page-head">
                <div class="page-title">
                    <h1>{ explained(t("stress.title")) }</h1>
                    <p class="page-lead">{ explained(t("stress.lead")) }</p>
                </div>
                <div class="page-actions">
                    <a class="button" href={href(&Route::form("scenarios.stress_tests"))}>{ t("stress.edit_own") }</a>
                </div>
            </header>
            if tests.is_empty() {
                <p>{ t("stress.all_over") }</p>
            } else {
                if let Some(weakness) = weakness {
                    <p id="stress-weakness">{ explained(weakness) }</p>
                }
                { table(document, tests, *open, &on_open) }
            }
            if let Some((test, outcome)) = tests.get(*open) {
                { details(props, &bench.plan, (test, outcome), picture.as_ref().clone()) }
            }
        </div>
    }
}

fn verdict_word(verdict: Verdict) -> &'static str {
    t(match verdict {
        Verdict::Stands => "stress.verdict.stands",
        Verdict::Bends => "stress.verdict.bends",
        Verdict::Breaks => "stress.verdict.breaks",
    })
}

/// The verdict with a sign and a colour of its own; none for a test that says nothing yet.
fn verdict_chip(document: &Document, test: &StressTest, verdict: Verdict) -> Html {
    if let Some(why) = says_nothing(document, test) {
        return html! { <Chip>{ why }</Chip> };
    }
    let level = match verdict {
        Verdict::Stands => LoadLevel::Room,
        Verdict::Bends => LoadLevel::Tight,
        Verdict::Breaks => LoadLevel::Over,
    };
    html! { <Chip kind={ChipKind::Level(level)} icon={level.icon()}>{ verdict_word(verdict) }</Chip> }
}

fn table(
    document: &Document,
    tests: &[(StressTest, StressOutcome)],
    open: usize,
    on_open: &Callback<usize>,
) -> Html {
    html! {
        <Table caption={t("stress.caption")} becomes_cards=true>
            <thead><tr>
                <HeadCell label={t("stress.column.test")} />
                <HeadCell label={t("stress.column.verdict")} />
                <HeadCell label={t("stress.column.stays")} is_figure=true />
                <HeadCell label={t("stress.column.moves")} is_figure=true />
                <HeadCell label={t("stress.column.goes")} is_figure=true />
                <HeadCell label={t("stress.column.overloads")} is_figure=true />
                <HeadCell label={t("stress.column.findings")} is_figure=true />
                <HeadCell label={t("stress.column.value")} is_figure=true />
                <HeadCell label={t("board.column_actions")} is_label_hidden=true />
            </tr></thead>
            <tbody>
                for (index, (test, outcome)) in tests.iter().enumerate() {
                    { row(document, index, (test, outcome), index == open, on_open) }
                }
            </tbody>
        </Table>
    }
}

fn row(
    document: &Document,
    index: usize,
    (test, outcome): (&StressTest, &StressOutcome),
    is_open: bool,
    on_open: &Callback<usize>,
) -> Html {
    let gone = outcome.moves.iter().filter(|moved| moved.to.is_none()).count();
    let figure = |label: &'static str, number: usize| {
        html! { <td data-kind="figure" data-label={t(label)}>{ number }</td> }
    };
    let lost = fill("stress.lost", &[("share", &fixed(outcome.lost_share() * 100.0, 0))]);
    let on_press = on_open.reform(move |_: MouseEvent| index);
    let name = test_name(test);
    html! {
        <tr key={index} data-selected={is_open.then_some("")}>
            <th scope="row">{ &name }</th>
            <td data-label={t("stress.column.verdict")}>{ verdict_chip(document, test, outcome.verdict()) }</td>
            { figure("stress.column.stays", outcome.staying) }
            { figure("stress.column.moves", outcome.moves.len() - gone) }
            { figure("stress.column.goes", gone) }
            { figure("stress.column.overloads", outcome.overloads.len()) }
            { figure("stress.column.findings", outcome.findings.len()) }
            <td data-kind="figure" data-label={t("stress.column.value")}>{ lost }</td>
            <td class="table-actions">
                <Button size={ButtonSize::Small} label={fill("stress.show_named", &[("name", &name)])} {on_press}>
                    { t("stress.show") }
                </Button>
            </td>
        </tr>
    }
}

/// Name of a test; of its kind where it has none.
fn test_name(test: &StressTest) -> String {
    use crate::domain::model::scenario::StressKind;
    if !test.name.trim().is_empty() {
        return test.name.trim().to_owned();
    }
    t(match test.kind {
        StressKind::SponsorLeaves => "choice.stress_kind.sponsor_leaves",
        StressKind::BudgetCut => "choice.stress_kind.budget_cut",
        StressKind::ExternalChange => "choice.stress_kind.external_change",
        StressKind::RoleLost => "choice.stress_kind.role_lost",
    })
    .to_owned()
}

/// A test on the plan as it holds before the blow.
fn details(
    props: &PageProps,
    held: &Document,
    (test, outcome): (&StressTest, &StressOutcome),
    picture: Option<Rc<View>>,
) -> Html {
    let document = &props.plan.document;
    let catalogue = Catalogue::of(document);
    let name = test_name(test);
    let note = assumption(document, test);
    let on_keep = keep(props, name.clone(), note.clone(), Some(outcome.repaired.clone()));
    let on_keep_raw =
        keep(props, name.clone(), note.clone(), Some(struck(document, &props.plan.figures, test)));
    let costs = fill(
        "stress.costs",
        &[
            ("share", &fixed(outcome.lost_share() * 100.0, 0)),
            ("before", &fixed(outcome.value_before, 0)),
            ("after", &fixed(outcome.value_after, 0)),
        ],
    );
    let overloads: Vec<String> = outcome.overloads.iter().map(overload_text).collect();
    let moves: Vec<String> =
        outcome.moves.iter().map(|moved| move_text(moved, &catalogue.short_name(&moved.entry))).collect();
    let moved: BTreeSet<&EntryId> = outcome.moves.iter().map(|moved| &moved.entry).collect();
    let stays: Vec<String> = held
        .waves
        .iter()
        .flat_map(|wave| &wave.items)
        .filter(|item| !moved.contains(&item.entry))
        .map(|item| catalogue.short_name(&item.entry))
        .collect();
    let findings: Vec<String> = outcome
        .findings
        .iter()
        .map(|finding| format!("{} {}", finding.rule, health::message(finding)))
        .collect();
    html! {
        <section class="panel stack" data-gap="3" aria-labelledby="stress-name">
            <h2 id="stress-name">{ &name }</h2>
            <p>{ note }</p>
            <p>{ verdict_chip(document, test, outcome.verdict()) }{ " " }{ costs }</p>
            if let Some(view) = picture {
                <ViewPanel id="stress" name={t("stress.beside")} plan={props.plan.clone()} {view} />
            }
            { list("stress.breaks", &overloads, "stress.no_overloads") }
            { list("stress.moves", &moves, "stress.no_moves") }
            <h3>{ t("stress.stays") }</h3>
            <p>{ if stays.is_empty() { t("stress.none_stays").to_owned() } else { phrase::list(&stays) } }</p>
            { list("stress.new_findings", &findings, "stress.no_findings") }
            <div class="page-actions">
                <Button icon={IconName::Copy} on_press={on_keep}>{ t("stress.keep") }</Button>
                <Button icon={IconName::Copy} on_press={on_keep_raw}>{ t("stress.keep_raw") }</Button>
            </div>
        </section>
    }
}

fn list(title: &'static str, lines: &[String], nothing: &'static str) -> Html {
    html! {
        <>
            <h3>{ explained(t(title)) }</h3>
            if lines.is_empty() {
                <p>{ t(nothing) }</p>
            } else {
                <ul class="plain-list">
                    for (index, line) in lines.iter().enumerate() {
                        <li key={index}>{ line }</li>
                    }
                </ul>
            }
        </>
    }
}

fn overload_text(over: &Overload) -> String {
    // Utilisation of the office has three decimals (6.4): 1.004 is over, 1.00 would not look so.
    let (who, decimals) = match &over.bearer {
        Bearer::Office => (t("stress.office"), 3),
        Bearer::Group(group) => (group_inside(*group), 2),
        Bearer::Role(role) => (guidance().role_name(role), 3),
    };
    fill(
        "stress.overload",
        &[
            ("wave", &over.wave.to_string()),
            ("who", who),
            ("before", &fixed(over.before, decimals)),
            ("after", &fixed(over.after, decimals)),
        ],
    )
}

fn move_text(moved: &Moved, entry: &str) -> String {
    let from = moved.from.to_string();
    match moved.to {
        Some(to) => fill("stress.move", &[("entry", entry), ("from", &from), ("to", &to.to_string())]),
        None => fill("stress.gone", &[("entry", entry), ("from", &from)]),
    }
}
