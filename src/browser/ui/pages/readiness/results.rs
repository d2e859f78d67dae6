//! The readiness that counts for each group in each wave, and the change that it lets the group take in.

use yew::prelude::*;

use crate::browser::ui::components::chip::{Chip, ChipKind};
use crate::browser::ui::components::head_cell::HeadCell;
use crate::browser::ui::components::icon::IconName;
use crate::browser::ui::components::load_level::LoadLevel;
use crate::browser::ui::components::table::Table;
use crate::browser::ui::components::term_text::{explained, marked};
use crate::browser::ui::pages::assessment::group_key;
use crate::browser::ui::pages::href;
use crate::browser::ui::plan_view::PlanView;
use crate::browser::ui::route::Route;
use crate::domain::catalogue::readiness::readiness;
use crate::domain::figures::load::WaveLoad;
use crate::domain::figures::number::fixed;
use crate::domain::figures::readiness::{Origin, WaveReadiness, by_wave, holds_heavy_entries, origins};
use crate::domain::form::Source;
use crate::domain::form::source::candidates;
use crate::domain::model::group::{Group, PerGroup};
use crate::domain::model::ids::WaveId;
use crate::domain::wording::{count, t};

/// Properties of [`Results`].
#[derive(PartialEq, Properties)]
pub struct ResultsProps {
    /// The open plan.
    pub plan: PlanView,
}

/// What a band of the table needs.
struct WaveResults<'a> {
    id: WaveId,
    name: String,
    values: &'a WaveReadiness,
    origins: &'a PerGroup<Origin>,
    load: &'a WaveLoad,
}

/// The table.
#[component]
pub fn Results(props: &ResultsProps) -> Html {
    let document = &props.plan.document;
    let (values, origins) = (by_wave(document), origins(document));
    let names = candidates(document, Source::Waves);
    let numbers = values.iter().zip(&origins).zip(&props.plan.figures.loads);
    let waves: Vec<WaveResults> = document
        .waves
        .iter()
        .zip(names)
        .zip(numbers)
        .map(|((wave, (_, name)), ((values, origins), load))| WaveResults {
            id: wave.id,
            name,
            values,
            origins,
            load,
        })
        .collect();
    html! {
        <section class="stack" data-gap="2" aria-labelledby="readiness-results">
            <h2 id="readiness-results">{ explained(t("readiness.results")) }</h2>
            <p class="page-lead">{ explained(t("readiness.results_lead")) }</p>
            <Table caption={t("readiness.results")}>
                <thead>
                    <tr>
                        <HeadCell label={t("readiness.group")} />
                        <HeadCell label={t("readiness.value")} is_figure=true />
                        <HeadCell label={t("readiness.band")} />
                        <HeadCell label={t("readiness.leadership")} is_figure=true />
                        <HeadCell label={t("readiness.capacity")} is_figure=true />
                        <HeadCell label={t("readiness.origin")} />
                    </tr>
                </thead>
                for wave in waves {
                    <tbody key={wave.id.0}>
                        <tr class="table-band">
                            <th colspan="6" scope="rowgroup">
                                <a href={href(&Route::Wave { wave: wave.id.0 })}>{ &wave.name }</a>
                            </th>
                        </tr>
                        for group in Group::ALL {
                            { row(&wave, group) }
                        }
                    </tbody>
                }
            </Table>
        </section>
    }
}

fn row(wave: &WaveResults, group: Group) -> Html {
    let value = *wave.values.readiness.get(group);
    let leadership = *wave.values.leadership.get(group);
    html! {
        <tr key={group.letter()}>
            <th scope="row">{ marked(t(group_key(group))) }</th>
            <td data-kind="figure">{ fixed(value, 1) }</td>
            <td>{ readiness().band(value).map(|band| band.name.as_str()) }</td>
            <td data-kind="figure">
                { leadership.map_or_else(|| "–".to_owned(), |leadership| fixed(leadership, 1)) }
                if leadership.is_some_and(holds_heavy_entries) {
                    { " " }
                    <Chip kind={ChipKind::Level(LoadLevel::Over)} icon={IconName::TriangleFilled}>{ t("readiness.no_heavy") }</Chip>
                }
            </td>
            <td data-kind="figure">{ fixed(wave.load.get(group).capacity, 1) }</td>
            <td>{ origin(*wave.origins.get(group)) }</td>
        </tr>
    }
}

fn origin(origin: Origin) -> Html {
    match origin {
        Origin::Neutral => html! { t("readiness.origin.neutral") },
        Origin::Repeated => html! { t("readiness.origin.repeated") },
        Origin::Entered => html! { t("readiness.origin.entered") },
        Origin::Measured { people, low_confidence } => html! {
            <>
                { count("readiness.origin.measured", people) }
                if low_confidence {
                    { " " }<Chip kind={ChipKind::Dashed}>{ t("readiness.low_confidence") }</Chip>
                }
            </>
        },
    }
}
