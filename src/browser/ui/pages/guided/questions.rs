//! The questions with answers in words: what each offers, and what a choice changes.

use serde::Serialize;
use serde::de::DeserializeOwned;
use yew::prelude::*;

use crate::browser::ui::components::choice_tiles::{ChoiceTile, ChoiceTiles};
use crate::domain::guided::MOST_PAINS;
use crate::domain::json;
use crate::domain::model::guided::GuidedAnswers;
use crate::domain::wording::{find, t};

/// A question.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ask {
    /// How large.
    Size,
    /// What for.
    Purpose,
    /// How projects are delivered.
    Delivery,
    /// The office of today.
    Existing,
    /// What hurts.
    Pains,
    /// How strong the sponsor is.
    Sponsor,
    /// How many people.
    Team,
    /// How fast.
    Pace,
}

impl Ask {
    /// Its number, the name in its wording keys, and its answers as the file writes them.
    fn parts(self) -> (u8, &'static str, &'static [&'static str]) {
        match self {
            Self::Size => (2, "size", &["S", "M", "L"]),
            Self::Purpose => {
                (4, "purpose", &["first_order", "help", "control", "lead", "choose", "one_change", "skill"])
            }
            Self::Delivery => (5, "delivery", &["plan_driven", "mixed", "agile"]),
            Self::Existing => (6, "existing", &["none", "informal", "struggling", "running"]),
            Self::Pains => (
                7,
                "pain",
                &[
                    "late_projects",
                    "too_many_projects",
                    "no_overview",
                    "slow_decisions",
                    "absent_sponsors",
                    "overbooked_people",
                    "no_common_way",
                    "surprises",
                    "unseen_benefits",
                    "missing_skills",
                ],
            ),
            Self::Sponsor => (8, "sponsor", &["strong", "fair", "weak"]),
            Self::Team => (9, "team", &["one", "two", "four", "eight"]),
            Self::Pace => (10, "pace", &["careful", "steady", "fast"]),
        }
    }

    fn chosen(self, answers: &GuidedAnswers) -> Vec<AttrValue> {
        match self {
            Self::Size => code(&answers.size),
            Self::Purpose => code(&answers.purpose),
            Self::Delivery => code(&answers.delivery),
            Self::Existing => code(&answers.existing_pmo),
            Self::Pains => answers.pains.iter().flat_map(code).collect(),
            Self::Sponsor => code(&answers.sponsor_strength),
            Self::Team => code(&answers.team),
            Self::Pace => code(&answers.pace),
        }
    }

    fn choose(self, answers: &mut GuidedAnswers, value: String) {
        match self {
            Self::Size => answers.size = read(value),
            Self::Purpose => answers.purpose = read(value),
            Self::Delivery => answers.delivery = read(value),
            Self::Existing => answers.existing_pmo = read(value),
            Self::Pains => {
                let Some(pain) = read(value) else { return };
                match answers.pains.iter().position(|named| *named == pain) {
                    Some(place) => drop(answers.pains.remove(place)),
                    None => answers.pains.push(pain),
                }
            }
            Self::Sponsor => answers.sponsor_strength = read(value),
            Self::Team => answers.team = read(value),
            Self::Pace => answers.pace = read(value),
        }
    }
}

/// A value as the file writes it; nothing for an open answer.
fn code(value: &impl Serialize) -> Vec<AttrValue> {
    let text = json::to_value(value).and_then(|value| value.as_str().map(str::to_owned));
    text.map(AttrValue::from).into_iter().collect()
}

fn read<T: DeserializeOwned>(value: String) -> Option<T> {
    json::read(&value.into()).ok()
}

/// A question.
pub fn ask(which: Ask, answers: &GuidedAnswers, on_answers: &Callback<GuidedAnswers>) -> Html {
    draw(which, answers, on_answers, html! {})
}

/// The question about the sponsor, with a field for the name.
pub fn sponsor(answers: &GuidedAnswers, on_answers: &Callback<GuidedAnswers>, name: Html) -> Html {
    draw(Ask::Sponsor, answers, on_answers, name)
}

fn draw(which: Ask, answers: &GuidedAnswers, on_answers: &Callback<GuidedAnswers>, within: Html) -> Html {
    let (number, stem, values) = which.parts();
    let tiles: Vec<ChoiceTile> = values
        .iter()
        .map(|value| {
            // The long text of a pain is for the plan.
            let text = if which == Ask::Pains { None } else { find(&format!("guided.{stem}.{value}.text")) };
            ChoiceTile {
                value: (*value).into(),
                title: t(&format!("guided.{stem}.{value}.title")).into(),
                text: text.unwrap_or_default().into(),
            }
        })
        .collect();
    let on_change = {
        let (answers, on_answers) = (answers.clone(), on_answers.clone());
        Callback::from(move |value: String| {
            let mut changed = answers.clone();
            which.choose(&mut changed, value);
            on_answers.emit(changed);
        })
    };
    let most = if which == Ask::Pains { MOST_PAINS } else { 1 };
    html! {
        <ChoiceTiles name={format!("guide-{number}")} legend={t(&format!("guide.ask.{number}"))}
            help={find(&format!("guide.help.{number}")).unwrap_or_default()} {tiles}
            chosen={which.chosen(answers)} {most} {on_change}>
            { within }
        </ChoiceTiles>
    }
}
