//! From a finding to its remedy, from a gap to its entry, and a catalogue that travels as a file.

use std::fs;

use journeys::{
    browser::{BrowserKind, DESKTOP},
    failure::{Failure, Step, ensure},
    page::Page,
    plan_file::{PlanFile, empty_folder},
    setting::Setting,
};
use serde_json::json;

use super::{open_example, run, visit};

#[test]
fn findings_are_mended_and_a_catalogue_travels_in_chromium() -> Step<()> {
    run(guide(BrowserKind::Chromium))
}

#[test]
fn findings_are_mended_and_a_catalogue_travels_in_firefox() -> Step<()> {
    run(guide(BrowserKind::Firefox))
}

#[test]
fn findings_are_mended_and_a_catalogue_travels_in_webkit() -> Step<()> {
    run(guide(BrowserKind::WebKit))
}

async fn guide(kind: BrowserKind) -> Step<()> {
    let setting = Setting::from_environment()?;
    let downloads = kind.downloads(&setting);
    empty_folder(&downloads)?;
    visit(kind, &setting, DESKTOP, async |page| {
        open_example(&page).await?;
        mend(&page).await.map_err(|failure| failure.during("mending a finding"))?;
        look_around(&page).await.map_err(|failure| failure.during("looking at gaps, scores and duties"))?;
        page.go("own-entries").await?;
        page.press("Add an own entry").await?;
        page.wait_for_state("Saved in this browser").await?;
        page.avoid_system_dialogs().await?;
        page.press("Export the catalogue").await?;
        let mut file = PlanFile::await_kind(&downloads, ".pmocatalogue.json")?;
        let format = file.format();
        ensure(format == "pmo-catalogue", || format!("The format is '{format}'."))?;
        if let Some(text) = file.content.pointer_mut("/entries/0/text") {
            *text = json!("Written by the group office.");
        }
        fs::write(&file.path, file.content.to_string())
            .map_err(|error| Failure::new(format!("The catalogue cannot be written: {error}.")))?;
        page.press("Import a catalogue").await?;
        page.hand_in_file(&file.path).await?;
        page.wait_for_words("1 entry changes:").await?;
        page.press("Take in").await?;
        page.wait_for_words("Written by the group office.").await?;
        page.check_discretion().await
    })
    .await
}

/// The first remedy that is offered: one press, and its finding is gone.
async fn mend(page: &Page<'_>) -> Step<()> {
    page.go("health").await?;
    let remedy = "return document.querySelector('.finding-remedy button')?.textContent.trim();";
    let words = page.wait_for("A remedy is offered", remedy, Vec::new()).await?;
    let words = words.as_str().unwrap_or_default().to_owned();
    let count = "return document.querySelectorAll('.finding').length;";
    let before = page.script(count, Vec::new()).await?;
    page.press(&words).await?;
    page.wait_for_words(&format!("Done: {words}.")).await?;
    let after = page.script(count, Vec::new()).await?;
    ensure(after.as_u64() <= before.as_u64(), || format!("{before} findings became {after}."))
}

async fn look_around(page: &Page<'_>) -> Step<()> {
    page.go("entry/status-reporting").await?;
    page.wait_for_words("From the pain to the charter").await?;
    page.go("scores").await?;
    page.wait_for_words("Quick wins").await?;
    page.go("form/governance.raci").await?;
    page.press("Add the usual activities").await?;
    page.wait_for_words("Every activity has one accountable role").await?;
    page.go("form/governance.lever_actions").await?;
    page.wait_for_words("A change takes hold when ten levers pull together.").await
}
