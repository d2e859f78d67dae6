//! Every value that the guided start assumed: where it stands in the plan, from which question it comes, what it says,
//! and whether it still stands.

use serde_json::Value;

use crate::domain::catalogue::presets::presets;
use crate::domain::command::field::value;
use crate::domain::command::path::FieldPath;
use crate::domain::figures::number::short;
use crate::domain::form::naming::field_name;
use crate::domain::form::{self, Input};
use crate::domain::model::document::Document;
use crate::domain::model::foundation::{CustomerGroup, Lifetime};
use crate::domain::model::scalar::Date;
use crate::domain::order;
use crate::domain::wording::{count, fill, find, phrase, t};

use super::settled::settle;
use super::{draft, has_pilots, left_open};

/// One assumed value.
#[derive(Clone, Debug, PartialEq)]
pub struct Assumption {
    /// Where it stands, such as `organisation.active_projects`.
    pub path: String,
    /// What the field is called.
    pub name: String,
    /// Number of the question from which it follows, from 1; none where it follows from none.
    pub question: Option<u8>,
    /// Whether that question was left open.
    pub is_guess: bool,
    /// What was assumed, in words.
    pub words: String,
    /// What the plan says instead by now, in words; none while it says what was assumed.
    pub now: Option<String>,
}

/// The places that the answers filled, by question; 0 is for what follows from none of them.
const PLACES: [(u8, &[&str]); 11] = [
    (1, &["organisation.name", "plan.name", "foundation.pmo_name"]),
    (
        2,
        &[
            "plan.size_class",
            "organisation.active_projects",
            "organisation.new_projects_per_year",
            "organisation.employees",
            "organisation.project_fte",
            "organisation.executives",
            "organisation.functional_managers",
            "organisation.project_managers",
            "organisation.team_members",
        ],
    ),
    (3, &["organisation.industry", "organisation.regulated"]),
    (
        4,
        &[
            "foundation.pmo_type",
            "foundation.control_level",
            "foundation.scope_level",
            "foundation.lifetime",
            "foundation.ends_on",
            "foundation.mission",
            "foundation.strategy",
            "foundation.authority",
            "planning.choices",
        ],
    ),
    (
        5,
        &[
            "organisation.delivery_mix.plan_driven",
            "organisation.delivery_mix.hybrid",
            "organisation.delivery_mix.agile",
        ],
    ),
    (6, &["organisation.existing_pmo", "initiation.areas"]),
    (
        7,
        &[
            "initiation.pains",
            "foundation.value_statement",
            "foundation.objectives",
            "foundation.customers",
            "governance.kpis",
        ],
    ),
    (
        8,
        &[
            "foundation.sponsor.rank_above_scope",
            "foundation.sponsor.hours_per_month",
            "foundation.sponsor.active",
            "foundation.sponsor.visible",
            "foundation.sponsor.coalition",
            "foundation.risks",
        ],
    ),
    (9, &["foundation.staff_plan", "foundation.people"]),
    (10, &["waves", "planning.strategy.pace"]),
    (
        0,
        &[
            "plan.start_date",
            "foundation.vision",
            "foundation.vision_date",
            "foundation.principles",
            "foundation.scope_in",
            "foundation.scope_out",
            "foundation.stakeholders",
            "foundation.transitional_activities",
            "foundation.funding.secured_until",
            "foundation.assumptions",
            "planning.strategy.guiding_choices",
            "planning.strategy.pilot_approach",
            "planning.strategy.risk_appetite",
            "planning.strategy.success_measures",
        ],
    ),
];

/// What was assumed in a plan that the guided start drafted, in the order of the questions; empty for any other plan.
pub fn assumptions(document: &Document) -> Vec<Assumption> {
    let (Some(answers), Some(day)) = (&document.plan.guided, document.plan.created) else {
        return Vec::new();
    };
    let drafted = draft(answers, day);
    let open = left_open(answers);
    let mut found = Vec::new();
    for (question, paths) in PLACES {
        for path in paths {
            let Ok(place) = path.parse::<FieldPath>() else { continue };
            let assumed = value(&drafted, &place).unwrap_or_default();
            if is_answer(question, path, &open) || !was_filled(&drafted, path, &assumed) {
                continue;
            }
            found.push(Assumption {
                path: (*path).to_owned(),
                name: name_of(&place),
                question: (question > 0).then_some(question),
                is_guess: open.contains(&question),
                words: in_words(&drafted, &place, &assumed),
                now: changed(document, &place, &assumed),
            });
        }
    }
    found
}

/// What a plan says at a place, where it is not what was assumed.
fn changed(document: &Document, place: &FieldPath, assumed: &Value) -> Option<String> {
    let now = value(document, place).unwrap_or_default();
    (now != *assumed).then(|| in_words(document, place, &now))
}

/// What the user said is no assumption.
fn is_answer(question: u8, path: &str, open: &[u8]) -> bool {
    const SAID: [&str; 6] = [
        "organisation.name",
        "plan.name",
        "foundation.pmo_name",
        "plan.size_class",
        "organisation.industry",
        "organisation.existing_pmo",
    ];
    SAID.contains(&path) && !open.contains(&question)
}

/// What the draft left as it is in every new plan is no assumption either.
fn was_filled(drafted: &Document, path: &str, assumed: &Value) -> bool {
    match path {
        "foundation.lifetime" => drafted.foundation.lifetime == Lifetime::Temporary,
        "organisation.regulated" => true,
        _ => match assumed {
            Value::Null => false,
            Value::String(text) => !text.is_empty(),
            Value::Array(rows) => !rows.is_empty(),
            _ => true,
        },
    }
}

fn name_of(place: &FieldPath) -> String {
    let own = find(&format!("guided.place.{place}"));
    own.map_or_else(|| field_name(place), str::to_owned)
}

/// What a place holds, as a sentence or a value.
fn in_words(drafted: &Document, place: &FieldPath, value: &Value) -> String {
    match place.to_string().as_str() {
        "planning.choices" => {
            let chosen = drafted.waves.iter().map(|wave| wave.items.len()).sum::<usize>();
            let parked = drafted.planning.choices.len().saturating_sub(chosen);
            let mut told = vec![bundle(drafted), count("guided.words.chosen", chosen)];
            told.extend((parked > 0).then(|| count("guided.words.parked", parked)));
            told.retain(|sentence| !sentence.is_empty());
            told.join(" ")
        }
        "initiation.areas" => levels(drafted),
        "initiation.pains" => t("guided.words.pains").to_owned(),
        "foundation.objectives" => with_rows("guided.words.objectives", "objectives", value, ""),
        "foundation.customers" => {
            let of = |group: &CustomerGroup| group.expectations.first().and_then(|expected| expected.weight);
            let weight = drafted.foundation.customers.iter().find_map(of);
            let weight = weight.map_or_else(String::new, |weight| weight.get().to_string());
            with_rows("guided.words.customers", "customers", value, &weight)
        }
        "foundation.people" => t("guided.words.people").to_owned(),
        "foundation.stakeholders" => t("guided.words.groups").to_owned(),
        "waves" => waves(drafted),
        "foundation.staff_plan" => {
            let people: f64 = drafted.foundation.staff_plan.iter().map(|row| row.fte.get()).sum();
            let key = if people == 1.0 { "guided.words.staff_one" } else { "guided.words.staff" };
            fill(key, &[("people", &short(people, 1))])
        }
        _ => of_field(drafted, place, value),
    }
}

/// The rows of a list, and what was assumed about each.
fn with_rows(key: &str, name: &str, value: &Value, weight: &str) -> String {
    let rows = value.as_array().map(|rows| row_words(rows)).unwrap_or_default();
    fill(key, &[(name, &rows), ("weight", weight)])
}

/// The bundle that the answers lead to, and the one that follows a rescue.
fn bundle(drafted: &Document) -> String {
    let Some(answers) = &drafted.plan.guided else { return String::new() };
    let settled = settle(answers);
    let name = |id: &str| {
        let bundle = presets().bundles.iter().find(|bundle| bundle.id == id);
        bundle.map_or("", |bundle| bundle.name.as_str())
    };
    let first = ("bundle", name(settled.bundle()));
    match settled.next_bundle() {
        Some(next) => fill("guided.words.next_bundle", &[first, ("next", name(next))]),
        None => fill("guided.words.bundle", &[first]),
    }
}

fn of_field(drafted: &Document, place: &FieldPath, value: &Value) -> String {
    match (form::find(place).map(|field| field.input), value) {
        (Some(Input::Choice(options)), Value::String(choice)) => t(&options.key(choice)).to_owned(),
        (Some(Input::Percent), Value::Number(share)) => format!("{share} %"),
        (Some(Input::Date), Value::String(day)) => {
            let day = Date::parse(day);
            day.map_or_else(|_| String::new(), |day| phrase::date(drafted.plan.date_format, day))
        }
        (_, Value::Bool(value)) => t(if *value { "guided.words.yes" } else { "guided.words.no" }).to_owned(),
        (_, Value::Number(number)) => number.as_f64().map_or_else(String::new, |number| short(number, 1)),
        (_, Value::Array(rows)) => row_words(rows),
        (_, Value::String(text)) => text.clone(),
        _ => String::new(),
    }
}

/// The rows of a list by what they say first; a row of the scope is told whole, as each part narrows it.
fn row_words(rows: &[Value]) -> String {
    let of = |row: &Value, name: &str| row.get(name)?.as_str().map(str::to_owned);
    let told = rows.iter().filter_map(|row| {
        if row.get("project_type").is_some() {
            let parts = ["unit", "project_type", "region"].iter().filter_map(|name| of(row, name));
            return Some(parts.filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", "));
        }
        ["text", "benefit", "decision", "name", "unit"].iter().find_map(|name| of(row, name))
    });
    told.collect::<Vec<_>>().join(" · ")
}

/// "1.5, and 1.0 where it hurts".
fn levels(drafted: &Document) -> String {
    let levels = drafted.initiation.areas.values().filter_map(|decided| decided.level_override);
    let mut values: Vec<f64> = levels.map(|level| level.value()).collect();
    order::by(&mut values, f64::total_cmp);
    let (lowest, highest) = (values.first().copied(), values.last().copied());
    let text = |level: Option<f64>| crate::domain::figures::number::fixed(level.unwrap_or(1.0), 1);
    fill("guided.words.levels", &[("level", &text(highest)), ("low", &text(lowest))])
}

fn waves(drafted: &Document) -> String {
    let months: f64 = drafted.waves.iter().map(|wave| wave.length_months.get()).sum();
    let number = count("guided.words.waves", drafted.waves.len());
    let told = fill("guided.words.wave_time", &[("waves", &number), ("months", &short(months, 1))]);
    if has_pilots(drafted) { format!("{told} {}", t("guided.words.pilots")) } else { told }
}
