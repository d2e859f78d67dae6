//! The cut line: how much of the effort of the chosen entries each class takes.

use yew::prelude::*;

use crate::browser::ui::components::head_cell::HeadCell;
use crate::browser::ui::components::icon::{Icon, IconName};
use crate::browser::ui::components::table::Table;
use crate::browser::ui::components::term_text::{explained, marked};
use crate::browser::ui::plan_view::PlanView;
use crate::domain::figures::moscow::{ClassEffort, cut_line};
use crate::domain::figures::number::short;
use crate::domain::wording::{fill, t};

/// Properties of [`CutLinePanel`].
#[derive(PartialEq, Properties)]
pub struct CutLinePanelProps {
    /// The open plan.
    pub plan: PlanView,
}

/// The table, with what is wrong about it. Nothing while nothing is chosen.
#[component]
pub fn CutLinePanel(props: &CutLinePanelProps) -> Html {
    let line = cut_line(&props.plan.document, &props.plan.figures);
    if line.total() <= 0.0 {
        return html! {};
    }
    let classes: [(&'static str, ClassEffort); 5] = [
        ("choice.moscow.must", line.must),
        ("choice.moscow.should", line.should),
        ("choice.moscow.could", line.could),
        ("choice.moscow.not_now", line.not_now),
        ("choose.unclassed", line.unclassed),
    ];
    let percent = |class: ClassEffort| format!("{} %", short(line.share(class) * 100.0, 0));
    html! {
        <section class="stack" aria-labelledby="choose-cut-line">
            <h2 id="choose-cut-line">{ explained(t("choose.cut_line")) }</h2>
            <p class="page-lead">{ explained(t("choose.cut_line_lead")) }</p>
            if line.has_too_many_musts() {
                <p class="note"><Icon name={IconName::TriangleOpen} size=14 />
                    <span>{ fill("choose.too_many_musts", &[("share", &percent(line.must))]) }</span></p>
            }
            <Table caption={t("choose.cut_line")}>
                <thead>
                    <tr>
                        <HeadCell label={t("choose.class")} />
                        <HeadCell label={t("choose.class_entries")} is_figure=true />
                        <HeadCell label={t("choose.class_days")} is_figure=true />
                        <HeadCell label={t("choose.class_share")} is_figure=true />
                    </tr>
                </thead>
                <tbody>
                    for (key, class) in classes {
                        <tr key={key}>
                            <th scope="row">{ marked(t(key)) }</th>
                            <td data-kind="figure">{ class.entries }</td>
                            <td data-kind="figure">{ short(class.build_days, 1) }</td>
                            <td data-kind="figure">{ percent(class) }</td>
                        </tr>
                    }
                </tbody>
            </Table>
        </section>
    }
}
