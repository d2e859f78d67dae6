//! Plans made with people: the guided start by keyboard alone, a workshop that is left midway, answers by file.

use std::{fs, path::PathBuf};

use journeys::{
    browser::{BrowserKind, DESKTOP},
    failure::{Failure, Step, ensure},
    page::{Board, Page},
    plan_file::{PlanFile, await_archive, empty_folder},
    setting::Setting,
};
use serde_json::{Value, json};
use thirtyfour::Key;

use super::{open_example, run, visit};

#[test]
fn guided_start_by_keyboard_in_chromium() -> Step<()> {
    run(guided_start(BrowserKind::Chromium))
}

#[test]
fn guided_start_by_keyboard_in_firefox() -> Step<()> {
    run(guided_start(BrowserKind::Firefox))
}

#[test]
fn guided_start_by_keyboard_in_webkit() -> Step<()> {
    run(guided_start(BrowserKind::WebKit))
}

#[test]
fn workshop_can_be_left_midway_in_chromium() -> Step<()> {
    run(workshop(BrowserKind::Chromium))
}

#[test]
fn workshop_can_be_left_midway_in_firefox() -> Step<()> {
    run(workshop(BrowserKind::Firefox))
}

#[test]
fn workshop_can_be_left_midway_in_webkit() -> Step<()> {
    run(workshop(BrowserKind::WebKit))
}

#[test]
fn answers_come_by_file_in_chromium() -> Step<()> {
    run(respondents(BrowserKind::Chromium))
}

#[test]
fn answers_come_by_file_in_firefox() -> Step<()> {
    run(respondents(BrowserKind::Firefox))
}

#[test]
fn answers_come_by_file_in_webkit() -> Step<()> {
    run(respondents(BrowserKind::WebKit))
}

/// Ten questions, and a complete plan without a pointer: on the board no wave is over, the health check finds no error, and
/// the charter is written.
async fn guided_start(kind: BrowserKind) -> Step<()> {
    let setting = Setting::from_environment()?;
    visit(kind, &setting, DESKTOP, async |page| {
        page.wait_for_heading("Plan a PMO, wave by wave.").await?;
        page.tab_to("the guided start", "focus.textContent.trim() === 'Start guided'").await?;
        page.keys(Key::Enter).await?;
        page.wait_for_heading("A first plan from ten questions").await?;
        page.tab_to("the name", "focus.id === 'guide-name'").await?;
        page.keys("Aldermoor").await?;
        for question in [2, 4, 5, 6, 7, 8, 9, 10] {
            if question == 8 {
                page.tab_to("the sponsor", "focus.id === 'guide-sponsor'").await?;
                page.keys("Chief Financial Officer").await?;
            }
            let place = format!("focus.name === 'guide-{question}'");
            page.tab_to(&format!("question {question}"), &place).await?;
            page.keys(" ").await?;
        }
        page.wait_for_words("9 of 10 answered").await?;
        page.tab_to("the draft", "focus.textContent.trim() === 'Draft the plan'").await?;
        page.keys(Key::Enter).await?;
        page.wait_for_heading("Your first draft").await?;
        page.wait_for_title("Aldermoor PMO").await?;
        page.wait_for_words("What was assumed").await?;
        page.tab_to("the board", "focus.textContent.trim() === 'Open the wave board'").await?;
        page.keys(Key::Enter).await?;
        page.wait_for_heading("Wave board").await?;
        let is_whole = |board: &Board| {
            board.len() > 1 && [board.first(), board.last()].iter().flatten().all(|wave| !wave.is_empty())
        };
        page.wait_for_board("The draft launches from the first wave to the last", is_whole).await?;
        let holds = "return document.querySelectorAll('.board .load-cell').length > 0
            && !document.querySelector('.board .load-cell:is([data-level=over], [data-level=stop])');";
        page.wait_for("No group is over in any wave", holds, Vec::new()).await?;
        page.wait_for_state("Saved in this browser").await?;
        page.tab_to("the health check", "focus.closest('nav') && focus.textContent.startsWith('Health')")
            .await?;
        page.keys(Key::Enter).await?;
        let sound = "return document.querySelectorAll('.finding').length > 0
            && !document.querySelector('.finding[data-severity=error]');";
        page.wait_for("The draft has warnings at most", sound, Vec::new()).await?;
        page.tab_to("the documents", "focus.closest('nav') && focus.textContent.startsWith('Documents')")
            .await?;
        page.keys(Key::Enter).await?;
        page.wait_for_heading("PMO charter").await?;
        page.wait_for_words("Aldermoor").await?;
        page.check_discretion().await
    })
    .await
}

/// Two people score silently; the workshop is left after one question and goes on at the second.
async fn workshop(kind: BrowserKind) -> Step<()> {
    let setting = Setting::from_environment()?;
    visit(kind, &setting, DESKTOP, async |page| {
        page.press("Empty plan").await?;
        page.wait_for_state("Saved in this browser").await?;
        page.go("workshop/risk").await?;
        page.wait_for_heading("Who is in the room?").await?;
        page.tab_to("the name", "focus.id === 'new-person-name'").await?;
        let is_back = "return document.activeElement?.id === 'new-person-name';";
        for name in ["Ada", "Ben"] {
            page.keys(name).await?;
            page.press("Add").await?;
            page.wait_for_words(&format!("{name} (")).await?;
            page.wait_for("The focus goes back for the next name", is_back, Vec::new()).await?;
        }
        page.press("Begin with 2 people").await?;
        score(&page, "Ada", "4").await?;
        score(&page, "Ben", "2").await?;
        page.wait_for_words("Everybody has scored.").await?;
        let hidden = page.script("return !!document.querySelector('.reveal');", Vec::new()).await?;
        ensure(hidden == Value::Bool(false), || "The scores can be seen before they are shown.".to_owned())?;
        page.press("Show the scores (2 of 2)").await?;
        page.wait_for_words("2 scores, mean 3.0").await?;
        page.press("Agree and go on").await?;
        page.wait_for_words("Question 2 of 5").await?;
        score(&page, "Ada", "3").await?;
        page.wait_for_words("Ben, your score").await?;
        // Midway: another page, and the whole app anew.
        page.go("assessment/risk").await?;
        page.wait_for_words("Agreed 3").await?;
        page.wait_for_state("Saved in this browser").await?;
        page.reload().await?;
        page.go("workshop/risk").await?;
        page.press("Begin with 2 people").await?;
        page.wait_for_words("Question 2 of 5").await?;
        page.wait_for_words("Ben, your score").await?;
        page.check_discretion().await
    })
    .await
}

async fn score(page: &Page<'_>, name: &str, key: &str) -> Step<()> {
    let turn = "return document.activeElement?.textContent.trim().startsWith(arguments[0]);";
    let words = format!("{name}, your score");
    page.wait_for(&format!("The turn of {name}"), turn, vec![json!(words)]).await?;
    page.keys(key).await
}

/// Questions go out; twelve people answer, one file comes twice, one belongs to another plan, one is broken.
async fn respondents(kind: BrowserKind) -> Step<()> {
    let setting = Setting::from_environment()?;
    let downloads = kind.downloads(&setting);
    empty_folder(&downloads)?;
    visit(kind, &setting, DESKTOP, async |page| {
        open_example(&page).await?;
        page.go("respondents").await?;
        page.wait_for_heading("Answers by file").await?;
        page.avoid_system_dialogs().await?;
        page.press("One file for everybody").await?;
        let questions = PlanFile::await_kind(&downloads, ".pmoquestions.json")?;
        ensure(questions.format() == "pmo-questions", || format!("The format is '{}'.", questions.format()))?;
        page.press("Files for 8 people, zipped").await?;
        await_archive(&downloads, 8)?;
        let answers =
            answer(&page, &questions, &downloads).await.map_err(|failure| failure.during("answering"))?;
        page.go("respondents").await?;
        page.wait_for_heading("Answers by file").await?;
        page.press("Choose answer files").await?;
        page.hand_in_files(&returns(&answers)?).await?;
        page.wait_for_words("15 files; 12 with new answers.").await?;
        page.wait_for_words("counted once").await?;
        page.wait_for_words("Answers another plan: Brightwater.").await?;
        page.wait_for_words("This file stops in the middle").await?;
        page.press("Take over the answers of 12 people").await?;
        page.wait_for_words("Nothing to take over").await?;
        page.go("assessment").await?;
        page.wait_for_heading("All areas").await?;
        page.wait_for_words("20 people take part.").await?;
        page.check_discretion().await
    })
    .await
}

/// The respondent's part, on the page for it.
async fn answer(page: &Page<'_>, questions: &PlanFile, downloads: &std::path::Path) -> Step<PlanFile> {
    page.go("answer").await?;
    page.wait_for_heading("Your answers").await?;
    page.press("Open a file").await?;
    page.hand_in_file(&questions.path).await?;
    page.wait_for_words("For the plan Norvik Components PMO").await?;
    page.tab_to("the name", "focus.id === 'answer-name'").await?;
    page.keys("Person 1").await?;
    for question in ["sponsorship-1", "risk-2"] {
        let script = "document.querySelector(`input[name='answer-${arguments[0]}'][value='2']`).click();";
        page.script(script, vec![json!(question)]).await?;
    }
    page.wait_for_words("2 of 70 answered").await?;
    page.press("Save answers").await?;
    let answers = PlanFile::await_kind(downloads, ".pmoanswers.json")?;
    ensure(answers.format() == "pmo-answers", || format!("The format is '{}'.", answers.format()))?;
    Ok(answers)
}

/// What comes back, written beside the first answers: eleven more people, a copy, a stranger, a half.
fn returns(first: &PlanFile) -> Step<Vec<PathBuf>> {
    let folder = first.path.parent().ok_or_else(|| Failure::new("The file has no folder.".to_owned()))?;
    let told = |error| Failure::new(format!("Answers cannot be written: {error}."));
    let write = |name: &str, text: String| {
        let path = folder.join(format!("{name}.pmoanswers.json"));
        fs::write(&path, text).map_err(told).map(|()| path)
    };
    let mut paths = vec![first.path.clone()];
    for person in 2..=12 {
        let mut file = first.content.clone();
        set(&mut file, "/respondent/id", json!(1_000 + person));
        set(&mut file, "/respondent/name", json!(format!("Person {person}")));
        paths.push(write(&format!("person-{person}"), file.to_string())?);
    }
    paths.push(write("copy", first.content.to_string())?);
    let mut stranger = first.content.clone();
    set(&mut stranger, "/plan_id", json!(4_711));
    set(&mut stranger, "/plan_name", json!("Brightwater"));
    paths.push(write("stranger", stranger.to_string())?);
    let whole = first.content.to_string();
    paths.push(write("half", whole.chars().take(whole.chars().count() / 2).collect())?);
    Ok(paths)
}

/// Gives a place of a file another value.
fn set(file: &mut Value, place: &str, value: Value) {
    if let Some(found) = file.pointer_mut(place) {
        *found = value;
    }
}
