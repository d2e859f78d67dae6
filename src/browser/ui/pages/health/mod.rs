//! Health check: what the fifty rules find, by how grave it is.

pub mod finding_item;
pub mod jump;
pub mod remedies;

use yew::prelude::*;

use crate::browser::clock;
use crate::browser::ui::components::button::{Button, ButtonKind, ButtonState};
use crate::browser::ui::components::chip::{Chip, ChipKind};
use crate::browser::ui::components::dialog::Dialog;
use crate::browser::ui::components::empty_state::EmptyState;
use crate::browser::ui::components::field::Field;
use crate::browser::ui::components::icon::IconName;
use crate::browser::ui::components::live_region::LiveRegion;
use crate::browser::ui::components::load_level::LoadLevel;
use crate::browser::ui::components::segmented::{Segment, Segmented};
use crate::browser::ui::components::term_text::explained;
use crate::browser::ui::components::text_area::TextArea;
use crate::browser::ui::focus::focus;
use crate::browser::ui::pages::href;
use crate::browser::ui::plan_view::{PageProps, PlanView};
use crate::browser::ui::route::{Part, Route};
use crate::domain::command::Command;
use crate::domain::guide::is_begun;
use crate::domain::health::{Finding, Severity, message};
use crate::domain::mend::Mend;
use crate::domain::model::ids::RowId;
use crate::domain::order;
use crate::domain::wording::phrase::{number_word, sentence_start};
use crate::domain::wording::{count, fill, t};

use finding_item::{FindingItem, severity_icon};
use jump::route_of;
use remedies::{Remedies, key_of, use_remedies};

/// Longest reason in characters.
const LONGEST_REASON: u32 = 2_000;

/// The page.
#[component]
pub fn HealthPage(props: &PageProps) -> Html {
    let findings = props.plan.findings();
    let accepting = use_state(|| None::<Finding>);
    let on_toggle = {
        let (accepting, on_command, plan) = (accepting.clone(), props.on_command.clone(), props.plan.clone());
        Callback::from(move |finding: Finding| match acceptance_of(&finding, &plan) {
            Some(id) if finding.accepted.is_some() => on_command.emit(Command::WithdrawAcceptance { id }),
            _ => accepting.set(Some(finding)),
        })
    };
    let on_close = {
        let accepting = accepting.clone();
        Callback::from(move |()| accepting.set(None))
    };
    let remedies = use_remedies(&props.plan, findings);
    let heading_ref = use_node_ref();
    // What was done, and to which plan: once undo has brought that back, there is nothing to tell.
    let told = use_state(|| None::<(PlanView, String)>);
    let on_mend = {
        let (on_command, heading_ref, told) = (props.on_command.clone(), heading_ref.clone(), told.clone());
        let plan = props.plan.clone();
        Callback::from(move |mend: Mend| {
            let done = fill("health.mended", &[("remedy", &mend.label)]);
            let price = mend.price(&plan.document).map(|price| format!(" {}.", sentence_start(&price)));
            told.set(Some((plan.clone(), done + &price.unwrap_or_default())));
            on_command.emit(mend.command);
            // The button goes with its finding: the focus goes to what changed.
            focus(heading_ref.cast());
        })
    };
    let news = told.as_ref().filter(|(before, _)| *before != props.plan).map(|(_, text)| text.clone());
    let acts = Acts { plan: &props.plan, remedies: &remedies, on_toggle, on_mend };
    // Before anything is entered there is nothing to find fault with, here as in the navigation.
    let has_begun = is_begun(&props.plan.document, &props.plan.figures);
    let is_open = |finding: &&Finding| finding.accepted.is_none();
    let open: Vec<&Finding> = findings.iter().filter(is_open).collect();
    let accepted: Vec<&Finding> = findings.iter().filter(|finding| finding.accepted.is_some()).collect();
    let order = use_state(Order::default);
    let on_order = {
        let order = order.clone();
        Callback::from(move |value: String| {
            order.set(if value == Order::Step.code() { Order::Step } else { Order::Severity });
        })
    };
    let sections = match *order {
        Order::Severity => by_severity(&open),
        Order::Step => by_step(&open),
    };
    html! {
        <div class="page" data-width="prose">
            <header class="page-head">
                <div class="page-title">
                    <h1 ref={heading_ref} tabindex="-1">{ explained(heading(&open)) }</h1>
                    <p class="page-lead">{ explained(t("health.lead")) }</p>
                </div>
                if has_begun {
                    <div class="page-actions">{ totals(&open) }</div>
                }
            </header>
            <LiveRegion text={news.unwrap_or_default()} />
            if !has_begun {
                <EmptyState icon={IconName::Health} sentence={t("health.not_begun")}>
                    <a class="button" href={href(&Route::form("organisation.profile"))}>{ t("health.begin") }</a>
                </EmptyState>
            } else if open.is_empty() {
                <EmptyState icon={IconName::Health} sentence={t(if accepted.is_empty() { "health.none" } else { "health.none_open" })}>
                    <a class="button" href={href(&Route::Documents { document: "charter".to_owned() })}>{ t("next.read_report") }</a>
                </EmptyState>
            } else {
                <Segmented name="health-order" label={t("health.order")} segments={orders()} value={order.code()} on_change={on_order} />
            }
            for (code, title, of_severity) in sections {
                { section(code, title, &of_severity, &acts) }
            }
            { section("accepted", count("health.accepted", accepted.len()), &accepted, &acts) }
            if let Some(finding) = &*accepting {
                <AcceptDialog finding={finding.clone()} {on_close} on_command={props.on_command.clone()} />
            }
        </div>
    }
}

/// How the list is put in order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Order {
    /// The graver ones first.
    #[default]
    Severity,
    /// By the step of the path where they are mended; the graver ones first inside a step.
    Step,
}

impl Order {
    const fn code(self) -> &'static str {
        match self {
            Self::Severity => "severity",
            Self::Step => "step",
        }
    }
}

fn orders() -> Vec<Segment> {
    let segment =
        |order: Order, key: &str| Segment { value: order.code().into(), label: t(key).into(), icon: None };
    vec![segment(Order::Severity, "health.by_severity"), segment(Order::Step, "health.by_step")]
}

/// A part of the list: a name for ids, its heading, its findings.
type Block<'a> = (&'static str, String, Vec<&'a Finding>);

fn by_severity<'a>(open: &[&'a Finding]) -> Vec<Block<'a>> {
    let block = |severity: Severity| {
        let found: Vec<&Finding> =
            open.iter().copied().filter(|finding| finding.severity == severity).collect();
        (severity.code(), count(severity_key_counted(severity), found.len()), found)
    };
    [Severity::Error, Severity::Warning, Severity::Hint].map(block).into()
}

fn by_step<'a>(open: &[&'a Finding]) -> Vec<Block<'a>> {
    let block = |part: Part| {
        let mut found: Vec<&Finding> =
            open.iter().copied().filter(|finding| Part::of(&route_of(finding)) == Some(part)).collect();
        order::by_key(&mut found, |finding| finding.severity);
        let heading = fill(
            "health.step",
            &[("step", t(part.key())), ("findings", &count("nav.findings", found.len()))],
        );
        (part.key(), heading, found)
    };
    Part::ALL.map(block).into()
}

fn acceptance_of(finding: &Finding, plan: &PlanView) -> Option<RowId> {
    let mut accepted = plan.document.governance.accepted_findings.iter();
    let is_same = |rule: &_, object: &str| *rule == finding.rule && object == finding.object;
    accepted.find(|record| is_same(&record.rule, &record.object)).map(|record| record.id)
}

/// How many of the findings below need attention: as many as the badge of the navigation says.
fn heading(open: &[&Finding]) -> String {
    let pressing = open.iter().filter(|finding| finding.severity != Severity::Hint).count();
    let word = || sentence_start(&number_word(pressing));
    match (open.len(), pressing) {
        (0, _) => t("nav.health").to_owned(),
        (_, 0) => t("health.heading_hints").to_owned(),
        (1, _) => t("health.heading_one").to_owned(),
        (number, _) if number == pressing => fill("health.heading", &[("count", &word())]),
        (all, _) => {
            fill("health.heading_part", &[("count", &pressing.to_string()), ("all", &all.to_string())])
        }
    }
}

fn totals(open: &[&Finding]) -> Html {
    let levels = [
        (Severity::Error, ChipKind::Level(LoadLevel::Stop)),
        (Severity::Warning, ChipKind::Level(LoadLevel::Tight)),
        (Severity::Hint, ChipKind::Neutral),
    ];
    let of = |severity| open.iter().filter(|finding| finding.severity == severity).count();
    html! {
        for (severity, kind, number) in levels.map(|(severity, kind)| (severity, kind, of(severity))) {
            <Chip key={severity.code()} kind={if number == 0 { ChipKind::Neutral } else { kind }} icon={severity_icon(severity)}>
                { count(severity_key_counted(severity), number) }
            </Chip>
        }
    }
}

fn severity_key_counted(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "health.errors",
        Severity::Warning => "health.warnings",
        Severity::Hint => "health.hints",
    }
}

/// What can be done about findings.
struct Acts<'a> {
    plan: &'a PlanView,
    remedies: &'a Remedies,
    on_toggle: Callback<Finding>,
    on_mend: Callback<Mend>,
}

fn section(code: &'static str, title: String, findings: &[&Finding], acts: &Acts<'_>) -> Html {
    if findings.is_empty() {
        return html! {};
    }
    html! {
        <section key={code} class="stack" aria-labelledby={format!("findings-{code}")}>
            <h2 id={format!("findings-{code}")}>{ title }</h2>
            <ul class="finding-list">
                for finding in findings.iter() {
                    <li key={format!("{} {}", finding.rule, finding.object)}>
                        <FindingItem finding={(*finding).clone()} plan={acts.plan.clone()} on_toggle={Some(acts.on_toggle.clone())}
                            remedy={acts.remedies.get(&key_of(finding)).cloned()} on_mend={acts.on_mend.clone()} />
                    </li>
                }
            </ul>
        </section>
    }
}

/// Properties of [`AcceptDialog`].
#[derive(PartialEq, Properties)]
struct AcceptDialogProps {
    /// The finding.
    finding: Finding,
    /// Closes the dialog.
    on_close: Callback<()>,
    /// Asks for a change.
    on_command: Callback<Command>,
}

/// Asks why a finding is accepted.
#[component]
fn AcceptDialog(props: &AcceptDialogProps) -> Html {
    let reason = use_state(String::new);
    let is_empty = reason.trim().is_empty();
    let on_change = {
        let reason = reason.clone();
        Callback::from(move |text| reason.set(text))
    };
    let on_accept = {
        let (finding, reason) = (props.finding.clone(), reason.clone());
        let (on_command, on_close) = (props.on_command.clone(), props.on_close.clone());
        Callback::from(move |_: MouseEvent| {
            on_command.emit(Command::AcceptFinding {
                id: RowId(clock::random_id()),
                rule: finding.rule.clone(),
                object: finding.object.clone(),
                reason: reason.trim().to_owned(),
            });
            on_close.emit(());
        })
    };
    let state = if is_empty { ButtonState::Disabled } else { ButtonState::Ready };
    let actions = html! {
        <>
            <Button on_press={props.on_close.reform(|_| ())}>{ t("health.cancel") }</Button>
            <Button kind={ButtonKind::Primary} {state} on_press={on_accept}>{ t("health.accept") }</Button>
        </>
    };
    html! {
        <Dialog id="accept-finding" title={t("health.accept_question")} on_close={props.on_close.clone()}
            close_label={t("app.close")} {actions}>
            <p>{ message(&props.finding) }</p>
            <Field id="accept-reason" label={t("health.reason")} help={t("health.reason_help")}>
                <TextArea value={(*reason).clone()} max_length={LONGEST_REASON} {on_change} />
            </Field>
        </Dialog>
    }
}
