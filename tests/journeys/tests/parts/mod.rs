//! Part by part: the definition of the office with its signs, checks and words; the choice of entries with its reasons
//! and numbers; the catalogue in other words; and guidance held against the plan.

use journeys::{
    browser::{BrowserKind, DESKTOP},
    failure::{Step, ensure},
    page::Page,
    setting::Setting,
};
use serde_json::json;
use thirtyfour::Key;

use super::{open_example, run, visit};

/// The rank of the sponsor on its form.
const RANK: &str = "foundation.sponsor.rank_above_scope";

#[test]
fn foundation_and_initiation_are_filled_in_chromium() -> Step<()> {
    run(foundation(BrowserKind::Chromium))
}

#[test]
fn foundation_and_initiation_are_filled_in_firefox() -> Step<()> {
    run(foundation(BrowserKind::Firefox))
}

#[test]
fn foundation_and_initiation_are_filled_in_webkit() -> Step<()> {
    run(foundation(BrowserKind::WebKit))
}

#[test]
fn entries_are_chosen_and_weighed_in_chromium() -> Step<()> {
    run(planning(BrowserKind::Chromium))
}

#[test]
fn entries_are_chosen_and_weighed_in_firefox() -> Step<()> {
    run(planning(BrowserKind::Firefox))
}

#[test]
fn entries_are_chosen_and_weighed_in_webkit() -> Step<()> {
    run(planning(BrowserKind::WebKit))
}

#[test]
fn next_best_action_leads_to_its_field() -> Step<()> {
    run(async {
        let setting = Setting::from_environment()?;
        visit(BrowserKind::Chromium, &setting, DESKTOP, async |page| {
            page.press("Empty plan").await?;
            page.wait_for_words("Name the organisation").await?;
            follow(&page, "organisation.name").await?;
            page.keys("Norvik").await?;
            page.keys(Key::Tab).await?;
            page.wait_for_words("Name the sponsor").await?;
            follow(&page, "foundation.sponsor.person").await?;
            page.check_discretion().await
        })
        .await
    })
}

#[test]
fn wishes_that_contradict_each_other_are_named() -> Step<()> {
    run(async {
        let setting = Setting::from_environment()?;
        visit(BrowserKind::Chromium, &setting, DESKTOP, async |page| {
            open_example(&page).await?;
            page.go("form/planning.wishes").await?;
            wish(&page, "Not before this wave", "Wave 4").await?;
            wish(&page, "Not after this wave", "Wave 2").await?;
            let told = "Wish: Status reporting not after wave 2.";
            page.wait_for_words(told).await?;
            page.go("board").await?;
            page.press("Propose waves").await?;
            page.wait_for_words("No wave fits these wishes").await?;
            page.wait_for_words(told).await?;
            let follow =
                "const way = document.querySelector('.sandbox a.button'); way?.click(); return !!way;";
            page.wait_for("The way to the wishes", follow, Vec::new()).await?;
            let there = "return !!document.activeElement?.closest('[id^=\"planning.wishes[\"]');";
            page.wait_for("The focus in the wish", there, Vec::new()).await?;
            page.check_discretion().await
        })
        .await
    })
}

/// Follows the next best action to the field that it names.
async fn follow(page: &Page<'_>, field: &str) -> Step<()> {
    let go = "const way = document.querySelector('.stepper-next a'); way?.click(); return !!way;";
    page.wait_for("The next best action", go, Vec::new()).await?;
    let there = "return document.activeElement?.id === arguments[0];";
    page.wait_for("The focus in the field", there, vec![json!(field)]).await.map(|_| ())
}

/// Adds a wish about one entry.
async fn wish(page: &Page<'_>, kind: &str, wave: &str) -> Step<()> {
    page.press("Add to Placement wishes").await?;
    page.choose_at("main .form-row:last-child select[id$='.kind']", &kind.to_lowercase()).await?;
    page.choose_at("main .form-row:last-child select[id$='.wave']", &wave.to_lowercase()).await?;
    let tick =
        "const labels = [...document.querySelectorAll('main .form-row:last-child .form-many-list label')];
        const label = labels.find(label => label.textContent === 'Status reporting');
        label?.querySelector('input').click();
        return !!label;";
    page.wait_for("The entry of the wish", tick, Vec::new()).await.map(|_| ())
}

async fn foundation(kind: BrowserKind) -> Step<()> {
    let setting = Setting::from_environment()?;
    visit(kind, &setting, DESKTOP, async |page| {
        open_example(&page).await?;
        signs(&page).await.map_err(|failure| failure.during("reading the signs of a field"))?;
        words(&page).await.map_err(|failure| failure.during("asking what a word means"))?;
        check_and_jump(&page).await.map_err(|failure| failure.during("following a finding to its field"))?;
        page.go("form/foundation.culture").await?;
        page.wait_for_words("What each group can take in").await?;
        page.wait_for(
            "The stakeholder map",
            "return !!document.querySelector('#stakeholder-map');",
            Vec::new(),
        )
        .await?;
        page.go("readiness").await?;
        page.wait_for_heading("Readiness").await?;
        page.go("assessment").await?;
        page.wait_for_heading("All areas").await?;
        let look = "const look = document.querySelector('input[name=overview-view][value=before]');
            look?.click();
            return !!look;";
        page.wait_for("The assessments of before", look, Vec::new()).await?;
        page.press("Keep it and go on with a copy").await?;
        page.wait_for_words("Then and now").await?;
        page.check_discretion().await
    })
    .await
}

/// A field opens why it matters in place, with its good and its bad sign.
async fn signs(page: &Page<'_>) -> Step<()> {
    page.go("form/organisation.profile").await?;
    page.wait_for_heading("Organisation").await?;
    let open = "const field = document.getElementById('organisation.team_members')?.closest('.field');
        const details = field?.querySelector('details');
        if (!details) return false;
        details.querySelector('summary').click();
        return details.open;";
    page.wait_for("The reasons of a field", open, Vec::new()).await?;
    page.wait_for_words("People with project work in their week").await?;
    page.wait_for_words("Everybody on the payroll").await
}

/// A word of a label tells its meaning under the pointer, Escape hides it, and all words of the page come in a list.
async fn words(page: &Page<'_>) -> Step<()> {
    page.go("form/foundation.people").await?;
    page.wait_for_heading("Customers, sponsor and people").await?;
    page.hover("main .term-word").await?;
    let tip = "return document.querySelector('[role=tooltip]')?.getBoundingClientRect().height > 0;";
    page.wait_for("The meaning of a word", tip, Vec::new()).await?;
    page.keys(Key::Escape).await?;
    let gone = "return !document.querySelector('[role=tooltip]');";
    page.wait_for("Escape hides the meaning", gone, Vec::new()).await?;
    page.press("Words on this page").await?;
    page.wait_for_words("The person who pays for the PMO, speaks for it and protects it.").await?;
    page.press("Close").await
}

/// A check stands beside its field and in the health check, which leads back to the very field.
async fn check_and_jump(page: &Page<'_>) -> Step<()> {
    page.choose(RANK, "below").await?;
    page.wait_for_words("The sponsor ranks below the units that the PMO reaches.").await?;
    page.go("health").await?;
    page.wait_for_words("By step").await?;
    let follow = "const found = [...document.querySelectorAll('.finding')]
            .find(finding => finding.innerText.includes('R04'));
        found?.querySelector('a')?.click();
        return !!found;";
    page.wait_for("The finding about the rank", follow, Vec::new()).await?;
    let there = "return document.activeElement?.id === arguments[0];";
    page.wait_for("The focus in the field", there, vec![json!(RANK)]).await.map(|_| ())
}

async fn planning(kind: BrowserKind) -> Step<()> {
    let setting = Setting::from_environment()?;
    visit(kind, &setting, DESKTOP, async |page| {
        open_example(&page).await?;
        page.go("gaps").await?;
        page.wait_for(
            "Gaps",
            "return document.querySelectorAll('main table tbody tr').length > 5;",
            Vec::new(),
        )
        .await?;
        page.go("choose").await?;
        page.wait_for_words("Proposed from the gaps").await?;
        reject(&page).await.map_err(|failure| failure.during("rejecting an entry with a reason"))?;
        override_number(&page).await.map_err(|failure| failure.during("giving an entry an own number"))?;
        page.go("scores").await?;
        page.wait_for_words("Quick wins").await?;
        in_other_words(&page).await.map_err(|failure| failure.during("reading the catalogue"))?;
        page.go("guidance/roles").await?;
        page.wait_for_words("FTE from wave 1").await?;
        page.go("guidance/practices").await?;
        page.wait_for_words("This plan: nothing against it").await?;
        page.go("guidance/figures").await?;
        page.wait_for_words("This plan ends with").await?;
        page.check_discretion().await
    })
    .await
}

async fn reject(page: &Page<'_>) -> Step<()> {
    let state = "select[aria-label^='State of Effort recording']";
    page.choose_at(state, "rejected").await?;
    let reason = "const field = document.querySelector(\"input[aria-label^='Reason for Effort recording']\");
        field?.focus();
        return document.activeElement === field;";
    page.wait_for("The line for the reason", reason, Vec::new()).await?;
    page.keys("Works council").await?;
    page.go("entry/time-recording").await?;
    let kept = "return [...document.querySelectorAll('main input')].some(field => field.value.endsWith('Works council'));";
    page.wait_for("The reason on the page of the entry", kept, Vec::new()).await.map(|_| ())
}

/// The default of the catalogue stays beside the own number.
async fn override_number(page: &Page<'_>) -> Step<()> {
    page.go("entry/demand-intake").await?;
    let field = "planning.choices.demand-intake.build_days";
    let ready = "const field = document.getElementById(arguments[0]);
        field?.focus();
        return document.activeElement === field;";
    page.wait_for("The own build effort", ready, vec![json!(field)]).await?;
    page.keys("37").await?;
    page.keys(Key::Tab).await?;
    page.go("catalogue").await?;
    let both = "return [...document.querySelectorAll('main tbody tr')]
        .some(row => row.innerText.includes('Demand intake') && row.innerText.includes('14') && row.innerText.includes('37'));";
    page.wait_for("Default and own number side by side", both, Vec::new()).await.map(|_| ())
}

/// The same entries in the words of another framework, marked where somebody must still compare.
async fn in_other_words(page: &Page<'_>) -> Step<()> {
    page.go("catalogue").await?;
    let lens = "document.querySelector(\"input[name=lens][value='P3O']\")?.click();
        return document.body.innerText.includes('to be checked');";
    page.wait_for("The words of P3O with their mark", lens, Vec::new()).await?;
    let rows = page.script("return document.querySelectorAll('main tbody th a').length;", Vec::new()).await?;
    ensure(rows == json!(45), || format!("The catalogue shows {rows} entries, not 45."))
}
