//! The ten levers of change, each pulled or missing, with what would pull it.

use serde_json::json;
use yew::prelude::*;

use crate::browser::clock;
use crate::browser::ui::components::button::{Button, ButtonSize};
use crate::browser::ui::components::chip::{Chip, ChipKind};
use crate::browser::ui::components::icon::IconName;
use crate::browser::ui::components::load_level::LoadLevel;
use crate::browser::ui::components::term_text::explained;
use crate::browser::ui::pages::entry::parts::{entry_href, wave_name};
use crate::browser::ui::plan_view::PageProps;
use crate::domain::catalogue::Catalogue;
use crate::domain::command::Command;
use crate::domain::json;
use crate::domain::levers::{Cover, LeverCheck, levers};
use crate::domain::model::governance::{Lever, LeverAction};
use crate::domain::model::ids::RowId;
use crate::domain::wording::{count, fill, t};

/// The list.
#[component]
pub fn LeverList(props: &PageProps) -> Html {
    let levers = levers(&props.plan.document);
    let missing = levers.iter().filter(|check| check.is_missing()).count();
    let title = if missing == 0 { t("levers.all").to_owned() } else { count("levers.missing", missing) };
    html! {
        <section class="panel stack" data-gap="2" aria-labelledby="levers-title">
            <h2 id="levers-title">{ title }</h2>
            <p class="page-lead">{ explained(t("levers.lead")) }</p>
            <ul class="plain-list lever-list">
                for check in levers.iter() {
                    <li key={lever_key(check.lever)} class="lever">{ draw(props, check) }</li>
                }
            </ul>
        </section>
    }
}

fn lever_key(lever: Lever) -> String {
    let code = json::to_value(&lever).and_then(|value| value.as_str().map(str::to_owned));
    format!("choice.lever.{}", code.unwrap_or_default())
}

fn draw(props: &PageProps, check: &LeverCheck) -> Html {
    let name = t(&lever_key(check.lever));
    let mark = match check.is_missing() {
        true => {
            html! { <Chip kind={ChipKind::Level(LoadLevel::Tight)} icon={IconName::TriangleOpen}>{ t("levers.is_missing") }</Chip> }
        }
        false => {
            html! { <Chip kind={ChipKind::Level(LoadLevel::Room)} icon={IconName::Check}>{ t("levers.is_pulled") }</Chip> }
        }
    };
    let covers: Vec<Html> = check.covers.iter().map(|cover| draw_cover(props, cover)).collect();
    html! {
        <>
            <p class="spread"><b>{ name }</b>{ mark }</p>
            if !covers.is_empty() {
                <p class="row">{ covers }</p>
            }
            if check.is_missing() {
                { what_would(props, check, name) }
            }
        </>
    }
}

fn draw_cover(props: &PageProps, cover: &Cover) -> Html {
    match cover {
        Cover::Entry(entry, wave) => {
            let when = wave.map_or_else(|| t("choice.selection_state.exists").to_owned(), wave_name);
            let name = Catalogue::of(&props.plan.document).short_name(entry);
            html! { <span key={entry.to_string()}><a href={entry_href(entry)}>{ name }</a>{ " " }<span class="quiet">{ when }</span></span> }
        }
        Cover::Action(id) => {
            let actions = &props.plan.document.governance.lever_actions;
            let text = actions.iter().find(|action| action.id == *id).map(|action| action.text.clone());
            html! { <span key={id.to_string()}>{ text.unwrap_or_default() }</span> }
        }
    }
}

/// The entries that would pull a lever, and a press that plans an action for it.
fn what_would(props: &PageProps, check: &LeverCheck, name: &str) -> Html {
    let catalogue = Catalogue::of(&props.plan.document);
    let action = LeverAction { lever: check.lever, wave: Some(1), ..LeverAction::default() };
    let on_press = props.on_command.clone();
    let on_press = Callback::from(move |_: MouseEvent| {
        let row = LeverAction { id: RowId(clock::random_id()), ..action.clone() };
        if let (Ok(list), Some(row)) = ("governance.lever_actions".parse(), json::to_value(&row)) {
            on_press.emit(Command::AddRow { list, row: json!(row) });
        }
    });
    html! {
        <div class="row">
            if check.would_cover.is_empty() {
                <span class="quiet">{ t("levers.only_action") }</span>
            } else {
                <span class="quiet">{ t("levers.would") }</span>
                for entry in check.would_cover.iter() {
                    <a key={entry.to_string()} href={entry_href(entry)}>{ catalogue.short_name(entry) }</a>
                }
            }
            <Button size={ButtonSize::Small} icon={IconName::Plus} {on_press}>
                { t("levers.plan_action") }<span class="visually-hidden">{ " " }{ fill("levers.for", &[("lever", name)]) }</span>
            </Button>
        </div>
    }
}
