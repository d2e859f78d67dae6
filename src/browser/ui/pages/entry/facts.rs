//! The numbers of an entry: the catalogue's beside the plan's own.

use yew::prelude::*;

use crate::browser::ui::components::chip::{Chip, ChipKind};
use crate::browser::ui::components::head_cell::HeadCell;
use crate::browser::ui::components::table::Table;
use crate::browser::ui::components::term_text::{explained, marked};
use crate::domain::figures::entry::change_points;
use crate::domain::figures::number::{fixed, short};
use crate::domain::model::entry::BySize;
use crate::domain::model::group::Group;
use crate::domain::model::plan::SizeClass;
use crate::domain::wording::{fill, t};

use super::EntryPartProps;

const SIZES: [(SizeClass, &str); 3] = [(SizeClass::S, "S"), (SizeClass::M, "M"), (SizeClass::L, "L")];

/// Build and run effort for each size class, with the plan's column marked and the plan's own number.
#[component]
pub fn Efforts(props: &EntryPartProps) -> Html {
    let size = props.plan.document.plan.size_class;
    let resolved = props.plan.figures.entry(&props.entry.id);
    let row = |key: &'static str, defaults: &BySize, own: Option<f64>| {
        html! {
            <tr>
                <th scope="row">{ marked(t(key)) }</th>
                for (class, name) in SIZES {
                    <td key={name} data-kind="figure" data-own-size={(class == size).then_some("true")}>{ short(defaults.get(class), 2) }</td>
                }
                <td data-kind="figure"><b>{ own.map_or_else(String::new, |own| short(own, 2)) }</b></td>
            </tr>
        }
    };
    html! {
        <section class="stack" aria-labelledby="entry-effort">
            <h2 id="entry-effort">{ explained(t("entry.effort")) }</h2>
            <Table caption={t("entry.effort")}>
                <thead>
                    <tr>
                        <HeadCell label={t("entry.work")} />
                        for (class, name) in SIZES {
                            <th key={name} scope="col" data-kind="figure" data-own-size={(class == size).then_some("true")}>
                                { name }
                                if class == size {
                                    { " " }<Chip kind={ChipKind::Accent}>{ t("entry.this_plan") }</Chip>
                                }
                            </th>
                        }
                        <HeadCell label={t("entry.own_number")} is_figure=true />
                    </tr>
                </thead>
                <tbody>
                    { row("entry.build_days", &props.entry.build_days, resolved.map(|entry| entry.build_days)) }
                    { row("entry.run_days", &props.entry.run_days_per_month, resolved.map(|entry| entry.run_days_per_month)) }
                </tbody>
            </Table>
            <p class="quiet">{ explained(t("entry.effort_note")) }</p>
        </section>
    }
}

/// Impact on each group with its change points.
#[component]
pub fn Impacts(props: &EntryPartProps) -> Html {
    let resolved = props.plan.figures.entry(&props.entry.id);
    html! {
        <section class="stack" aria-labelledby="entry-impact">
            <h2 id="entry-impact">{ explained(t("entry.impact")) }</h2>
            <Table caption={t("entry.impact")}>
                <thead>
                    <tr>
                        <HeadCell label={t("entry.group")} />
                        <HeadCell label={t("entry.default")} is_figure=true />
                        <HeadCell label={t("entry.own_number")} is_figure=true />
                        <HeadCell label={t("entry.points")} is_figure=true />
                        <HeadCell label={t("entry.reach")} is_figure=true />
                    </tr>
                </thead>
                <tbody>
                    for group in Group::ALL {
                        <tr key={group.letter()}>
                            <th scope="row">{ t(&format!("choice.group.{}", group.letter())) }</th>
                            <td data-kind="figure">{ props.entry.impact.get(group).get() }</td>
                            if let Some(entry) = resolved {
                                <td data-kind="figure"><b>{ entry.impact.get(group).get() }</b></td>
                                <td data-kind="figure">{ short(change_points(*entry.impact.get(group)), 1) }</td>
                                <td data-kind="figure">{ format!("{} %", short(entry.reach.get(group) * 100.0, 0)) }</td>
                            }
                        </tr>
                    }
                </tbody>
            </Table>
        </section>
    }
}

/// What the score is made of.
#[component]
pub fn Scores(props: &EntryPartProps) -> Html {
    let Some(score) = props.plan.figures.score(&props.entry.id) else { return html! {} };
    let rows = [
        ("scores.gap_sum", fixed(score.gap_sum, 1)),
        ("scores.gap_value", fixed(score.gap_value, 1)),
        ("scores.demand", fixed(score.demand, 0)),
        ("scores.enablement", fixed(score.enablement, 1)),
        ("scores.effort", fixed(score.effort_band, 1)),
        ("scores.strain", fixed(score.strain_band, 1)),
        ("scores.score", fixed(score.score, 2)),
        ("scores.effective", fixed(score.effective_score, 2)),
    ];
    let all = props.plan.figures.scores.len().to_string();
    let rank = score.effective_rank.to_string();
    html! {
        <section class="panel stack" aria-labelledby="entry-score">
            <h2 id="entry-score">{ explained(fill("entry.rank", &[("rank", &rank), ("all", &all)])) }</h2>
            <dl class="number-list">
                for (key, value) in rows {
                    <div key={key}><dt>{ marked(t(key)) }</dt><dd>{ value }</dd></div>
                }
            </dl>
        </section>
    }
}
