//! The page as a user meets it: words to read, buttons to press, and what must never happen behind it.

use std::{
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

use serde_json::{Value, json};
use thirtyfour::common::print::PrintParameters;
use thirtyfour::error::WebDriverErrorInner;
use thirtyfour::{By, Key, TypingData, WebDriver, WebElement};

use crate::failure::{Failure, Step, ensure};

/// How long a page may take to show what was asked for.
pub const PATIENCE: Duration = Duration::from_secs(20);
/// Most presses of Tab on the way to something.
const MOST_TABS: usize = 120;
/// Time between two looks at the page.
const PAUSE: Duration = Duration::from_millis(100);

/// Collects what the content policy refuses, from before this script on where the browser still knows it.
const WATCH: &str = "
    window.refusals = [];
    document.addEventListener('securitypolicyviolation', event =>
        window.refusals.push(`${event.violatedDirective}: ${event.blockedURI} ${event.sample}`));
    if (window.ReportingObserver) {
        const observer = new ReportingObserver(reports => {
            for (const { body } of reports) {
                window.refusals.push(`${body.effectiveDirective}: ${body.blockedURL} ${body.sample}`);
            }
        }, { types: ['csp-violation'], buffered: true });
        observer.observe();
    }";

/// Addresses that were asked for outside of the page's origin. What a page makes itself leaves nothing.
const STRANGERS: &str = "
    return performance.getEntriesByType('resource').map(entry => entry.name)
        .filter(name => !name.startsWith(location.origin + '/') && !/^(data|blob):/.test(name));";

/// Titles of the cards in each wave column, in their order.
const BOARD: &str = "
    return [...document.querySelectorAll('.board > .column[data-kind=wave]')].map(column =>
        [...column.querySelectorAll('.card .card-title')].map(title => title.textContent.trim()));";

/// Keeps the system's own dialogs away: no driver can answer them. The page then saves by download, and its file input
/// waits for a path.
const NO_SYSTEM_DIALOGS: &str = "
    delete window.showSaveFilePicker;
    HTMLInputElement.prototype.click = function () {
        if (this.type !== 'file') { HTMLElement.prototype.click.call(this); }
    };";

/// Elements that reach over the right edge, the outermost first.
const TOO_WIDE: &str = "
    const edge = window.innerWidth;
    return [...document.querySelectorAll('body *')]
        .filter(element => element.getBoundingClientRect().right > edge + 1)
        .slice(0, 6)
        .map(element => `${element.tagName.toLowerCase()}.${element.getAttribute('class') ?? ''}`
            + ` to ${Math.round(element.getBoundingClientRect().right)}`);";

/// The middle of the part of an element that is inside the window.
const MIDDLE: &str = "
    const [selector, done] = arguments;
    const element = document.querySelector(selector);
    if (!element) return done(null);
    const before = element.getBoundingClientRect();
    setTimeout(() => {
        const now = element.getBoundingClientRect();
        const moves = ['left', 'top', 'width', 'height'].some(side => before[side] !== now[side]);
        const x = Math.round((Math.max(now.left, 0) + Math.min(now.right, innerWidth)) / 2);
        const y = Math.round((Math.max(now.top, 0) + Math.min(now.bottom, innerHeight)) / 2);
        done(!moves && element.contains(document.elementFromPoint(x, y)) ? [x, y] : null);
    }, 20);";

/// What keeps an element from being pressed, if anything does. WebKit's driver would press the place all the same.
const HINDRANCE: &str = "
    const [element, done] = arguments;
    element.scrollIntoView({ block: 'nearest', inline: 'nearest' });
    const before = element.getBoundingClientRect();
    setTimeout(() => {
        const now = element.getBoundingClientRect();
        const hit = document.elementFromPoint(now.left + now.width / 2, now.top + now.height / 2);
        const moves = ['left', 'top', 'width', 'height'].some(side => before[side] !== now[side]);
        const isCovered = hit && !element.contains(hit);
        done(moves ? 'it moves' : isCovered ? `${hit.tagName} lies over it` : null);
    }, 20);";

/// Waves of the board and the cards in them, by their titles.
pub type Board = Vec<Vec<String>>;

/// The page of one browser.
#[derive(Clone, Copy, Debug)]
pub struct Page<'a> {
    session: &'a WebDriver,
}

impl<'a> Page<'a> {
    /// Loads the product and watches it from then on.
    pub async fn open(session: &'a WebDriver, address: &str) -> Step<Self> {
        session.goto(address).await?;
        let page = Self { session };
        page.watch().await?;
        Ok(page)
    }

    /// Loads the page again; what the policy refused until then has to be asked for before.
    pub async fn reload(&self) -> Step<()> {
        self.script("window.isBeforeReload = true;", Vec::new()).await?;
        match self.session.refresh().await {
            // A driver may miss the end of a load: then the page says itself that it is a new one.
            Err(error) if matches!(error.as_inner(), WebDriverErrorInner::WebDriverTimeout(_)) => {
                let is_new = "return !window.isBeforeReload && document.readyState === 'complete';";
                self.wait_for("The page is loaded again", is_new, Vec::new()).await?;
            }
            done => done?,
        }
        self.watch().await
    }

    /// Goes to a part of the product by its address, such as `board`.
    pub async fn go(&self, part: &str) -> Step<()> {
        self.script("location.hash = arguments[0];", vec![json!(format!("#/{part}"))]).await.map(|_| ())
    }

    /// Runs a script in the page and gives what it returns.
    pub async fn script(&self, script: &str, arguments: Vec<Value>) -> Step<Value> {
        Ok(self.session.execute(script, arguments).await?.json().clone())
    }

    /// Runs a script that calls its last argument when it is done, and gives what that was given.
    pub async fn script_later(&self, script: &str, arguments: Vec<Value>) -> Step<Value> {
        Ok(self.session.execute_async(script, arguments).await?.json().clone())
    }

    /// Takes an element with the mouse and carries it over the middle of another; lets go there if asked to. Goes by
    /// places, not by elements: WebKit takes an element that is partly covered for one that cannot be reached.
    pub async fn carry(&self, from: &str, to: &str, lets_go: bool) -> Step<()> {
        self.close_message().await?;
        let (from, to) = (self.middle(from).await?, self.middle(to).await?);
        let start = self.session.action_chain().move_to(from.0, from.1).click_and_hold();
        let over = start.move_to(from.0 - 8, from.1 + 4).move_to(to.0, to.1).move_to(to.0 + 2, to.1 + 2);
        let chain = if lets_go { over.release() } else { over };
        Ok(chain.perform().await?)
    }

    /// The middle of what the window shows of an element, in its pixels; waits until it holds still and nothing lies over
    /// it.
    async fn middle(&self, selector: &str) -> Step<(i64, i64)> {
        let deadline = Instant::now() + PATIENCE;
        loop {
            let middle = self.script_later(MIDDLE, vec![json!(selector)]).await?;
            if !middle.is_null() {
                return serde_json::from_value(middle)
                    .map_err(|error| Failure::new(format!("{selector} has no middle: {error}.")));
            }
            ensure(Instant::now() < deadline, || format!("There is nothing to take at {selector}."))?;
            tokio::time::sleep(PAUSE).await;
        }
    }

    /// Lets go of what the mouse holds.
    pub async fn let_go(&self) -> Step<()> {
        Ok(self.session.action_chain().release().perform().await?)
    }

    /// Moves the pointer over the first visible element of a selector.
    pub async fn hover(&self, selector: &str) -> Step<()> {
        let found = self.visible(&By::Css(selector)).await?;
        let element = found.ok_or_else(|| Failure::new(format!("Nothing is at {selector}.")))?;
        element.scroll_into_view().await?;
        Ok(self.session.action_chain().move_to_element_center(&element).perform().await?)
    }

    /// Picks a value of the list with an id, by the words of the option: those that hold these, whatever their case.
    pub async fn choose(&self, id: &str, words: &str) -> Step<()> {
        self.choose_at(&format!("[id='{id}']"), words).await
    }

    /// The same for the list that a selector finds.
    pub async fn choose_at(&self, selector: &str, words: &str) -> Step<()> {
        let script = "const list = document.querySelector(arguments[0]);
            const option = list && [...list.options].find(option => option.text.toLowerCase().includes(arguments[1]));
            if (!option) return false;
            list.value = option.value;
            list.dispatchEvent(new Event('change', { bubbles: true }));
            return true;";
        let arguments = vec![json!(selector), json!(words)];
        self.wait_for(&format!("The choice '{words}' of {selector}"), script, arguments).await.map(|_| ())
    }

    /// Presses what bears these words, or this name for screen readers: a button, a menu's action or a tab.
    pub async fn press(&self, words: &str) -> Step<()> {
        let words = quoted(words);
        let path = format!("//button[normalize-space(.)={words} or @aria-label={words}]");
        self.press_at(&By::XPath(path)).await
    }

    /// Presses a button whose name for screen readers starts with some words.
    pub async fn press_start(&self, words: &str) -> Step<()> {
        let path = format!("//button[starts-with(@aria-label, {})]", quoted(words));
        self.press_at(&By::XPath(path)).await
    }

    /// Presses a tab by its value.
    pub async fn press_tab(&self, row: &str, value: &str) -> Step<()> {
        self.press_at(&By::Id(format!("{row}-{value}"))).await
    }

    /// Presses the first visible element; waits for it, and closes a message that lies over it.
    async fn press_at(&self, place: &By) -> Step<()> {
        let deadline = Instant::now() + PATIENCE;
        loop {
            let failure = match self.visible(place).await {
                Ok(Some(element)) => match self.press_element(&element).await {
                    Ok(None) => return Ok(()),
                    Ok(Some(hindrance)) => hindrance,
                    Err(failure) => failure.to_string(),
                },
                Ok(None) => "it is not there".to_owned(),
                // Drawn anew while it was looked at.
                Err(failure) => failure.to_string(),
            };
            ensure(Instant::now() < deadline, || format!("{place} cannot be pressed: {failure}."))?;
            tokio::time::sleep(PAUSE).await;
        }
    }

    /// Presses an element, unless something is in the way; that comes back.
    async fn press_element(&self, element: &WebElement) -> Step<Option<String>> {
        let hindrance = self.script_later(HINDRANCE, vec![element.to_json()?]).await?;
        if let Some(hindrance) = hindrance.as_str() {
            if hindrance.contains("lies over") {
                self.close_message().await?;
            }
            return Ok(Some(hindrance.to_owned()));
        }
        element.click().await?;
        Ok(None)
    }

    async fn visible(&self, place: &By) -> Step<Option<WebElement>> {
        for element in self.session.find_all(place.clone()).await? {
            if element.is_displayed().await? {
                return Ok(Some(element));
            }
        }
        Ok(None)
    }

    async fn close_message(&self) -> Step<()> {
        self.script("document.querySelector('.toast [data-kind=icon]')?.click();", Vec::new())
            .await
            .map(|_| ())
    }

    /// Waits until a script gives something else than `null`, `false` or nothing, and gives that.
    pub async fn wait_for(&self, what: &str, script: &str, arguments: Vec<Value>) -> Step<Value> {
        let deadline = Instant::now() + PATIENCE;
        loop {
            let value = self.script(script, arguments.clone()).await?;
            if !matches!(value, Value::Null | Value::Bool(false)) {
                return Ok(value);
            }
            if Instant::now() > deadline {
                let text = self.script("return document.body.innerText.slice(0, 1500);", Vec::new()).await?;
                return Err(Failure::new(format!(
                    "{what} did not appear. The page says: {}",
                    text.as_str().unwrap_or_default()
                )));
            }
            tokio::time::sleep(PAUSE).await;
        }
    }

    /// Waits for the heading of a page.
    pub async fn wait_for_heading(&self, heading: &str) -> Step<()> {
        let script =
            "return [...document.querySelectorAll('h1')].some(h => h.textContent.trim() === arguments[0]);";
        self.wait_for(&format!("The heading '{heading}'"), script, vec![json!(heading)]).await.map(|_| ())
    }

    /// Waits until the line below the plan's name begins with some words.
    pub async fn wait_for_state(&self, start: &str) -> Step<()> {
        let script = "return [...document.querySelectorAll('.app-state .state-text')]
            .some(line => line.textContent.trim().startsWith(arguments[0]));";
        self.wait_for(&format!("The state '{start}'"), script, vec![json!(start)]).await.map(|_| ())
    }

    /// Waits until the title of the window holds some words.
    pub async fn wait_for_title(&self, words: &str) -> Step<()> {
        let script = "return document.title.includes(arguments[0]);";
        self.wait_for(&format!("The title '{words}'"), script, vec![json!(words)]).await.map(|_| ())
    }

    /// The cards of each wave, as the board shows them.
    pub async fn board(&self) -> Step<Board> {
        let board = self.script(BOARD, Vec::new()).await?;
        serde_json::from_value(board)
            .map_err(|error| Failure::new(format!("The board is unreadable: {error}.")))
    }

    /// Waits until the board fulfils a condition, and gives it.
    pub async fn wait_for_board(&self, what: &str, is_right: impl Fn(&Board) -> bool) -> Step<Board> {
        let deadline = Instant::now() + PATIENCE;
        loop {
            let board = self.board().await?;
            if is_right(&board) {
                return Ok(board);
            }
            ensure(Instant::now() < deadline, || format!("{what}: the board shows {board:?}."))?;
            tokio::time::sleep(PAUSE).await;
        }
    }

    /// Keeps the system's own file dialogs away until the next load.
    pub async fn avoid_system_dialogs(&self) -> Step<()> {
        self.script(NO_SYSTEM_DIALOGS, Vec::new()).await.map(|_| ())
    }

    /// Gives a file to the input with which the page waits for one.
    pub async fn hand_in_file(&self, path: &Path) -> Step<()> {
        self.wait_for("The file input", "return !!document.querySelector('input[data-picker]');", Vec::new())
            .await?;
        let input = self.session.find(By::Css("input[data-picker]")).await?;
        Ok(input.send_keys(path.to_string_lossy().as_ref()).await?)
    }

    /// Gives several files to the input with which the page waits for them.
    pub async fn hand_in_files(&self, paths: &[PathBuf]) -> Step<()> {
        self.wait_for("The file input", "return !!document.querySelector('input[data-picker]');", Vec::new())
            .await?;
        let input = self.session.find(By::Css("input[data-picker]")).await?;
        let list: Vec<_> = paths.iter().map(|path| path.to_string_lossy().into_owned()).collect();
        Ok(input.send_keys(list.join("\n")).await?)
    }

    /// Types keys wherever the focus is, as a keyboard does: it may be on nothing, or on a button that was just disabled.
    pub async fn keys(&self, keys: impl Into<TypingData>) -> Step<()> {
        Ok(self.session.action_chain().send_keys(keys).perform().await?)
    }

    /// Presses Tab until the focus is where a script says; `focus` is its argument.
    pub async fn tab_to(&self, what: &str, is_there: &str) -> Step<()> {
        let script = format!("const focus = document.activeElement; return !!({is_there});");
        for _ in 0..MOST_TABS {
            if self.script(&script, Vec::new()).await? == Value::Bool(true) {
                return Ok(());
            }
            self.keys(Key::Tab).await?;
        }
        Err(Failure::new(format!("Tab never reaches {what}.")))
    }

    /// Fails if the page is wider than its window.
    pub async fn check_width(&self, width: u32) -> Step<()> {
        // The main part may scroll by itself; then the page around it never tells.
        let script = "const main = document.querySelector('main');
            const excess = main ? main.scrollWidth - main.clientWidth : 0;
            return [Math.max(document.documentElement.scrollWidth, window.innerWidth + excess), window.innerWidth];";
        let measured = self.script(script, Vec::new()).await?;
        let number = |index: usize| measured.get(index).and_then(Value::as_u64).unwrap_or(u64::MAX);
        let (page, window) = (number(0), number(1));
        ensure(window == u64::from(width), || format!("The window is {window} px wide, not {width} px."))?;
        if page <= window {
            return Ok(());
        }
        let culprits = self.script(TOO_WIDE, Vec::new()).await?;
        Err(Failure::new(format!("The page is {page} px wide in a window of {window} px: {culprits}.")))
    }

    /// How many sheets the page takes in print. Only Chromium writes a document in which they can be counted so simply.
    pub async fn sheet_count(&self) -> Step<usize> {
        const SHEET: &[u8] = b"/Type /Page\n";
        let parameters =
            PrintParameters { background: true, shrink_to_fit: false, ..PrintParameters::default() };
        let document = self.session.print_page(parameters).await?;
        Ok(document.windows(SHEET.len()).filter(|window| *window == SHEET).count())
    }

    /// Fails if since the last load anything was asked for elsewhere, or the content policy refused something.
    pub async fn check_discretion(&self) -> Step<()> {
        let strangers = self.script(STRANGERS, Vec::new()).await?;
        ensure(strangers == json!([]), || format!("The page asked for {strangers}."))?;
        let refusals = self.script("return window.refusals;", Vec::new()).await?;
        ensure(refusals == json!([]), || format!("The content policy refused {refusals}."))
    }

    /// Waits for these words anywhere on the page.
    pub async fn wait_for_words(&self, words: &str) -> Step<()> {
        let script = "return document.body.innerText.includes(arguments[0]);";
        self.wait_for(words, script, vec![json!(words)]).await.map(|_| ())
    }

    async fn watch(&self) -> Step<()> {
        self.script(WATCH, Vec::new()).await.map(|_| ())
    }
}

/// Words as a literal of XPath, which knows no escapes.
fn quoted(words: &str) -> String {
    if words.contains('\'') { format!("\"{words}\"") } else { format!("'{words}'") }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(words: &str, expected: &str) {
        assert_eq!(quoted(words), expected);
    }

    #[test]
    fn words_with_an_apostrophe_stay_one_literal() {
        check("Apply", "'Apply'");
        check("The plan's name", "\"The plan's name\"");
    }
}
