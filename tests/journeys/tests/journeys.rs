//! From the first page to a file and back: the same journey in Chromium, Firefox and WebKitGTK; a walk on a phone; the
//! edition on disk; and what is said when a part of the program does not load.

mod board;
mod deployment;
mod guide;
mod parts;
mod people;

use std::{
    fs,
    future::Future,
    path::Path,
    sync::{Mutex, PoisonError},
};

use journeys::{
    browser::{Browser, BrowserKind, DESKTOP, PHONE, WindowSize},
    failure::{Failure, Step, ensure},
    page::{Board, Page},
    plan_file::{PlanFile, empty_folder},
    setting::Setting,
};
use serde_json::{Value, json};

/// Name of the example.
const EXAMPLE: &str = "Norvik Components PMO";
/// Id of the entry that is moved, as plan files name it.
const ENTRY: &str = "demand-intake";
/// The same entry as its card names it.
const CARD: &str = "Demand intake";

/// One browser at a time: WebKit's driver allows no second session, and small machines no second browser.
static ONE_AT_A_TIME: Mutex<()> = Mutex::new(());

#[test]
fn plan_survives_reload_and_file_in_chromium() -> Step<()> {
    run(plan_survives(BrowserKind::Chromium))
}

#[test]
fn plan_survives_reload_and_file_in_firefox() -> Step<()> {
    run(plan_survives(BrowserKind::Firefox))
}

#[test]
fn plan_survives_reload_and_file_in_webkit() -> Step<()> {
    run(plan_survives(BrowserKind::WebKit))
}

#[test]
fn phone_shows_one_wave_and_never_scrolls_sideways() -> Step<()> {
    run(async {
        let setting = Setting::from_environment()?;
        let downloads = BrowserKind::Chromium.downloads(&setting);
        empty_folder(&downloads)?;
        visit(BrowserKind::Chromium, &setting, PHONE, async |page| {
            walk_on_a_phone(&page).await?;
            save_on_a_phone(&page, &downloads).await.map_err(|failure| failure.during("saving to a file"))
        })
        .await
    })
}

#[test]
fn plans_are_looked_at_and_compared_in_chromium() -> Step<()> {
    run(plans_are_compared(BrowserKind::Chromium))
}

#[test]
fn plans_are_looked_at_and_compared_in_firefox() -> Step<()> {
    run(plans_are_compared(BrowserKind::Firefox))
}

#[test]
fn plans_are_looked_at_and_compared_in_webkit() -> Step<()> {
    run(plans_are_compared(BrowserKind::WebKit))
}

#[test]
fn roadmaps_print_on_one_sheet_in_chromium() -> Step<()> {
    run(async {
        let setting = Setting::from_environment()?;
        visit(BrowserKind::Chromium, &setting, DESKTOP, async |page| {
            open_example(&page).await?;
            for (part, heading) in
                [("roadmap", "Four waves in 2027"), ("documents/roadmap", "Roadmap on one page")]
            {
                page.go(part).await?;
                page.wait_for_words(heading).await?;
                let sheets = page.sheet_count().await?;
                ensure(sheets == 1, || format!("{part} takes {sheets} sheets."))?;
            }
            Ok(())
        })
        .await
    })
}

#[test]
fn edition_runs_from_disk_in_chromium() -> Step<()> {
    run(edition_runs(BrowserKind::Chromium))
}

#[test]
fn edition_runs_from_disk_in_firefox() -> Step<()> {
    run(edition_runs(BrowserKind::Firefox))
}

#[test]
fn edition_runs_from_disk_in_webkit() -> Step<()> {
    run(edition_runs(BrowserKind::WebKit))
}

#[test]
fn proposal_is_explained_and_another_good_plan_is_taken_in_chromium() -> Step<()> {
    run(proposal_is_explained(BrowserKind::Chromium))
}

#[test]
fn missing_second_half_is_told_and_can_be_retried_in_chromium() -> Step<()> {
    run(second_half_comes_late(BrowserKind::Chromium))
}

#[test]
fn missing_second_half_is_told_and_can_be_retried_in_firefox() -> Step<()> {
    run(second_half_comes_late(BrowserKind::Firefox))
}

#[test]
fn missing_second_half_is_told_and_can_be_retried_in_webkit() -> Step<()> {
    run(second_half_comes_late(BrowserKind::WebKit))
}

fn run(journey: impl Future<Output = Step<()>>) -> Step<()> {
    // A journey that failed leaves nothing that could spoil the next.
    let _turn = ONE_AT_A_TIME.lock().unwrap_or_else(PoisonError::into_inner);
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    runtime.map_err(|error| Failure::new(format!("Nothing can run here: {error}.")))?.block_on(journey)
}

/// Opens the library in a fresh profile, follows a part of a journey, and ends the browser however that went.
async fn visit<T>(
    kind: BrowserKind,
    setting: &Setting,
    size: WindowSize,
    part: impl AsyncFnOnce(Page<'_>) -> Step<T>,
) -> Step<T> {
    visit_at(&setting.address, kind, setting, size, part).await
}

/// The same at another address.
async fn visit_at<T>(
    address: &str,
    kind: BrowserKind,
    setting: &Setting,
    size: WindowSize,
    part: impl AsyncFnOnce(Page<'_>) -> Step<T>,
) -> Step<T> {
    let browser = Browser::start(kind, setting, size).await?;
    let outcome = match Page::open(&browser.session, address).await {
        Ok(page) => part(page).await,
        Err(failure) => Err(failure),
    };
    let ended = browser.end().await;
    let value = outcome?;
    ended?;
    Ok(value)
}

async fn plan_survives(kind: BrowserKind) -> Step<()> {
    let setting = Setting::from_environment()?;
    let downloads = kind.downloads(&setting);
    empty_folder(&downloads)?;
    let (board, file) = visit(kind, &setting, DESKTOP, async |page| {
        open_example(&page).await.map_err(|failure| failure.during("opening the example"))?;
        apply_proposal(&page).await.map_err(|failure| failure.during("applying a proposal"))?;
        let board = move_card(&page).await.map_err(|failure| failure.during("moving a card"))?;
        reload(&page, &board).await.map_err(|failure| failure.during("reloading"))?;
        page.avoid_system_dialogs().await?;
        page.press("Save to file").await?;
        let file = PlanFile::await_in(&downloads)?;
        check_file(&file, &board).map_err(|failure| failure.during("reading the file"))?;
        page.wait_for_state("In file").await?;
        page.check_discretion().await?;
        Ok((board, file))
    })
    .await?;
    visit(kind, &setting, DESKTOP, async |page| {
        open_file(&page, &file, &board).await.map_err(|failure| failure.during("opening the file"))
    })
    .await
}

/// Every picture has a table; a scenario is kept, compared, switched to; a stress test becomes a scenario.
async fn plans_are_compared(kind: BrowserKind) -> Step<()> {
    let setting = Setting::from_environment()?;
    visit(kind, &setting, DESKTOP, async |page| {
        open_example(&page).await?;
        let looks = [
            ("roadmap", &["lanes", "gantt", "links", "value"][..]),
            ("load", &["groups", "office", "run", "balance"][..]),
        ];
        for (part, looks) in looks {
            page.go(part).await?;
            for look in looks {
                page.press_tab(part, look).await?;
                check_twins(&page, part, look)
                    .await
                    .map_err(|failure| failure.during(&format!("{part}, {look}")))?;
            }
        }
        page.go("scenarios").await?;
        page.wait_for_heading("One scenario so far").await?;
        page.press("Keep the plan of now as a scenario").await?;
        page.wait_for_heading("2 scenarios side by side").await?;
        page.press("Switch to Plan B").await?;
        let switched = "return [...document.querySelectorAll('main button')]
            .some(button => button.getAttribute('aria-label') === 'Switch to Plan A');";
        page.wait_for("Plan B is active", switched, Vec::new()).await?;
        page.go("stress").await?;
        page.press("Show what happens: Budget minus 30 %").await?;
        page.press("Keep as a scenario, repaired").await?;
        page.go("scenarios").await?;
        page.wait_for_heading("3 scenarios side by side").await?;
        page.check_discretion().await
    })
    .await
}

/// A view shows its picture and the same as a table.
async fn check_twins(page: &Page<'_>, part: &str, look: &str) -> Step<()> {
    let choose =
        "const open = document.querySelector(`#${arguments[0]}-${arguments[1]}[aria-selected=true]`);
        const twin = open && document.querySelector(`#${arguments[0]}-panel input[value=${arguments[2]}]`);
        if (!twin) return false;
        if (!twin.checked) twin.click();
        return document.querySelectorAll(`#${arguments[0]}-panel ${arguments[3]}`).length > 0;";
    for (twin, mark) in
        [("picture", "svg.chart-drawing[role=img]"), ("table", ".chart table tbody th[scope=row]")]
    {
        let arguments = vec![json!(part), json!(look), json!(twin), json!(mark)];
        page.wait_for(&format!("The {twin}"), choose, arguments).await?;
    }
    Ok(())
}

/// The page on disk has everything in it: it opens the example, keeps it over a reload, and plans.
async fn edition_runs(kind: BrowserKind) -> Step<()> {
    let setting = Setting::from_environment()?;
    let address = format!("file://{}", setting.bundle.join("wavewright.html").display());
    visit_at(&address, kind, &setting, DESKTOP, async |page| {
        open_example(&page).await?;
        apply_proposal(&page).await.map_err(|failure| failure.during("applying a proposal"))?;
        let board = page.board().await?;
        reload(&page, &board).await.map_err(|failure| failure.during("reloading"))
    })
    .await
}

/// The panel of a proposal ranks the limits and shows other good plans; one of them is taken and undone in one step.
async fn proposal_is_explained(kind: BrowserKind) -> Step<()> {
    let setting = Setting::from_environment()?;
    visit(kind, &setting, DESKTOP, async |page| {
        open_example(&page).await?;
        page.go("board").await?;
        page.wait_for_heading("Wave board").await?;
        let before = page.wait_for_board("The example has cards", |board| wave_of(board).is_some()).await?;
        page.press("Propose waves").await?;
        page.press("Review moves").await?;
        page.press("Rank the limits").await?;
        page.wait_for_words("One more person in the PMO from wave").await?;
        page.press("Look for other plans").await?;
        page.press("Compare plans").await?;
        page.wait_for_words("Earliest value").await?;
        page.press("Look at the plan: Gentlest load").await?;
        page.wait_for_words("Gentlest load shown").await?;
        page.press("Apply").await?;
        page.wait_for_board("The plan changes the board", |board| *board != before).await?;
        page.press_start("Undo:").await?;
        page.wait_for_board("One step takes it back", |board| *board == before).await?;
        page.check_discretion().await
    })
    .await
}

/// Without its second half the page shows the plans, says what is missing, and goes on as soon as it is there.
async fn second_half_comes_late(kind: BrowserKind) -> Step<()> {
    const TOLD: &str = "A part of Wavewright did not load. Your plans are unchanged.";
    let setting = Setting::from_environment()?;
    remove_second_half(&setting.torn_bundle)?;
    visit_at(&setting.torn_address, kind, &setting, DESKTOP, async |page| {
        page.wait_for_heading("Plan a PMO, wave by wave.").await?;
        page.go("board").await?;
        page.wait_for_words(TOLD).await.map_err(|failure| failure.during("going to a page of a plan"))?;
        page.press("Back to your plans").await?;
        page.press("Open the example").await?;
        page.wait_for_words(TOLD).await.map_err(|failure| failure.during("opening the example"))?;
        page.press("Retry").await?;
        page.wait_for_words(TOLD).await.map_err(|failure| failure.during("trying again in vain"))?;
        copy_second_half(&setting.bundle, &setting.torn_bundle)?;
        page.press("Retry").await?;
        page.wait_for_title(EXAMPLE).await?;
        page.wait_for_state("Saved in this browser").await?;
        page.check_discretion().await
    })
    .await
}

/// Paths of the second half of the program in a bundle.
fn second_half(bundle: &Path) -> Step<Vec<std::path::PathBuf>> {
    let fail = |error| Failure::new(format!("Could not list {}: {error}.", bundle.display()));
    let mut paths = Vec::new();
    for entry in fs::read_dir(bundle).map_err(fail)? {
        let path = entry.map_err(fail)?.path();
        if path.to_string_lossy().ends_with("_second.wasm") {
            paths.push(path);
        }
    }
    Ok(paths)
}

fn remove_second_half(bundle: &Path) -> Step<()> {
    for path in second_half(bundle)? {
        fs::remove_file(&path)
            .map_err(|error| Failure::new(format!("Could not remove {}: {error}.", path.display())))?;
    }
    Ok(())
}

fn copy_second_half(from: &Path, to: &Path) -> Step<()> {
    let paths = second_half(from)?;
    ensure(paths.len() == 1, || format!("The bundle has these second halves: {paths:?}."))?;
    for path in paths {
        fs::copy(&path, to.join(path.file_name().unwrap_or_default()))
            .map_err(|error| Failure::new(format!("Could not copy {}: {error}.", path.display())))?;
    }
    Ok(())
}

async fn open_example(page: &Page<'_>) -> Step<()> {
    page.press("Open the example").await?;
    page.wait_for_title(EXAMPLE).await?;
    page.wait_for_state("Saved in this browser").await
}

/// Lets the planner propose waves and takes the proposal.
async fn apply_proposal(page: &Page<'_>) -> Step<()> {
    page.go("board").await?;
    page.wait_for_heading("Wave board").await?;
    let before = page.wait_for_board("The example has cards", |board| wave_of(board).is_some()).await?;
    page.press("Propose waves").await?;
    // The buttons may change a moment after the words: a search that ended offers no stop.
    let ended = "const bar = document.querySelector('.sandbox');
        const names = bar ? [...bar.querySelectorAll('button')].map(button => button.textContent.trim()) : [];
        const isOver = bar && bar.dataset.state !== 'running' && !names.includes('Good enough, stop');
        return isOver && bar.innerText;";
    let words = page.wait_for("The planner's answer", ended, Vec::new()).await?;
    let words = words.as_str().unwrap_or_default();
    ensure(words.contains("Apply") && words.contains("Discard"), || {
        format!("The planner's answer cannot be applied: {words}")
    })?;
    page.press("Apply").await?;
    page.wait_for_board("The proposal changes the board", |board| *board != before).await?;
    let undo = "return [...document.querySelectorAll('.app-end button')]
        .map(button => button.getAttribute('aria-label') ?? '').find(label => label.startsWith('Undo:')) ?? null;";
    page.wait_for("A step to undo", undo, Vec::new()).await.map(|_| ())
}

/// Moves the card to a neighbouring wave by its menu, and gives the board after it.
async fn move_card(page: &Page<'_>) -> Step<Board> {
    let before = page.board().await?;
    let from = wave_of(&before).ok_or_else(|| Failure::new(format!("{CARD} is in no wave: {before:?}.")))?;
    let to = if from + 1 < before.len() { from + 1 } else { from - 1 };
    page.press(&format!("Actions for {CARD}")).await?;
    page.press("Move to…").await?;
    page.press(&format!("Move here: Wave {}", to + 1)).await?;
    page.wait_for_board("The card is in its new wave", |board| wave_of(board) == Some(to)).await
}

async fn reload(page: &Page<'_>, board: &Board) -> Step<()> {
    page.wait_for_state("Saved in this browser").await?;
    page.check_discretion().await?;
    page.reload().await?;
    page.wait_for_state("Saved in this browser").await?;
    page.wait_for_board("Nothing is lost by a reload", |found| found == board).await.map(|_| ())
}

fn check_file(file: &PlanFile, board: &Board) -> Step<()> {
    ensure(file.format() == "pmo-plan", || format!("The format is '{}'.", file.format()))?;
    let placement = file.placement();
    let counts = |waves: &[Vec<String>]| waves.iter().map(Vec::len).collect::<Vec<_>>();
    ensure(counts(&placement) == counts(board), || {
        format!("The file has {placement:?}, the board {board:?}.")
    })?;
    let wave = placement.iter().position(|entries| entries.iter().any(|entry| entry == ENTRY));
    ensure(wave == wave_of(board), || format!("{ENTRY} is not in its wave: {placement:?}."))
}

/// Opens the file in a profile that has never seen the plan.
async fn open_file(page: &Page<'_>, file: &PlanFile, board: &Board) -> Step<()> {
    let kept =
        page.script("return document.body.innerText.includes(arguments[0]);", vec![json!(EXAMPLE)]).await?;
    ensure(kept == Value::Bool(false), || "The second profile knows the plan already.".to_owned())?;
    page.avoid_system_dialogs().await?;
    page.press("Choose a file").await?;
    page.hand_in_file(&file.path).await?;
    page.wait_for_heading("Wave board").await?;
    page.wait_for_title(EXAMPLE).await?;
    page.wait_for_board("The file shows the same waves", |found| found == board).await?;
    page.check_discretion().await
}

/// Position of the wave with the card, from 0.
fn wave_of(board: &Board) -> Option<usize> {
    board.iter().position(|cards| cards.iter().any(|card| card == CARD))
}

async fn walk_on_a_phone(page: &Page<'_>) -> Step<()> {
    page.check_width(PHONE.width).await.map_err(|failure| failure.during("library"))?;
    page.press("Open the example").await?;
    page.wait_for_title(EXAMPLE).await?;
    let parts = [
        "board",
        "roadmap",
        "load",
        "scenarios",
        "stress",
        "tracking",
        "waves",
        "form/foundation.identity",
        "assessment/sponsorship",
        "assessment",
        "respondents",
        "workshop/short",
        "start",
        "answer",
        "health",
        "gaps",
        "documents/charter",
    ];
    let mut failures = Vec::new();
    let mut heading = json!("");
    for part in parts {
        page.go(part).await?;
        // The page before may stand a moment longer.
        let drawn = "const heading = document.querySelector('main h1')?.textContent.trim();
            return location.hash === '#/' + arguments[0] && heading !== arguments[1] && heading;";
        heading = page.wait_for(&format!("The page {part}"), drawn, vec![json!(part), heading]).await?;
        if part == "board" {
            check_one_wave(page).await?;
        }
        if ["stress", "tracking"].contains(&part) {
            check_buttons_in_reach(page).await.map_err(|failure| failure.during(part))?;
        }
        if let Err(failure) = page.check_width(PHONE.width).await {
            failures.push(failure.during(part).to_string());
        }
    }
    ensure(failures.is_empty(), || failures.join(" "))?;
    page.check_discretion().await
}

/// Rows with a button are cards on a phone: nobody scrolls a table sideways to press it.
async fn check_buttons_in_reach(page: &Page<'_>) -> Step<()> {
    let script = "const buttons = [...document.querySelectorAll('.table-actions button')];
        const places = buttons.map((button) => button.getBoundingClientRect());
        return [places.length, places.filter((place) => place.width === 0 || place.right > innerWidth).length];";
    let found = page.script(script, Vec::new()).await?;
    let [count, out_of_reach] =
        [0, 1].map(|place| found.get(place).and_then(Value::as_u64).unwrap_or(u64::MAX));
    ensure(count > 0 && out_of_reach == 0, || format!("{out_of_reach} of {count} buttons are out of reach."))
}

async fn save_on_a_phone(page: &Page<'_>, downloads: &Path) -> Step<()> {
    page.avoid_system_dialogs().await?;
    page.press("Save to file").await?;
    let file = PlanFile::await_in(downloads)?;
    ensure(file.format() == "pmo-plan", || format!("The format is '{}'.", file.format()))
}

/// The board shows the wave of its open tab, and only that.
async fn check_one_wave(page: &Page<'_>) -> Step<()> {
    let shown = "const shown = [...document.querySelectorAll('.board > .column')]
            .filter(column => column.getBoundingClientRect().width > 0)
            .map(column => column.querySelector('h2').textContent.trim());
        return shown.length === 1 && shown[0] === arguments[0];";
    for (tab, name) in [("1", "Wave 1"), ("2", "Wave 2"), ("rest", "Not planned")] {
        page.press_tab("board-waves", tab).await?;
        page.wait_for(&format!("{name} alone"), shown, vec![json!(name)]).await?;
    }
    Ok(())
}
