//! The wave board: a card moves by mouse, by keys and by its menu, an overload is repaired, and undo takes each back;
//! carrying a card over a large plan draws no card anew.

use journeys::{
    browser::{BrowserKind, DESKTOP},
    failure::{Failure, Step, ensure},
    page::{Board, Page},
    plan_file::{PlanFile, empty_folder},
    setting::Setting,
};
use serde_json::{Value, json};
use thirtyfour::Key;

use super::{CARD, open_example, run, visit, wave_of};

/// The card that moves, as the page marks it.
const LIFTED: &str = "[data-lift=demand-intake]";

#[test]
fn a_card_moves_in_three_ways_in_chromium() -> Step<()> {
    run(moves_in_three_ways(BrowserKind::Chromium))
}

#[test]
fn a_card_moves_in_three_ways_in_firefox() -> Step<()> {
    run(moves_in_three_ways(BrowserKind::Firefox))
}

#[test]
fn a_card_moves_in_three_ways_in_webkit() -> Step<()> {
    run(moves_in_three_ways(BrowserKind::WebKit))
}

#[test]
fn carrying_draws_no_card_anew_in_a_plan_of_300_cards() -> Step<()> {
    run(carrying(300, 6))
}

#[test]
fn carrying_draws_no_card_anew_in_a_plan_of_1000_cards() -> Step<()> {
    run(carrying(1000, 20))
}

async fn open_board(page: &Page<'_>) -> Step<Board> {
    open_example(page).await?;
    page.go("board").await?;
    page.wait_for_board("The example has cards", |board| wave_of(board) == Some(3)).await
}

async fn moves_in_three_ways(kind: BrowserKind) -> Step<()> {
    let setting = Setting::from_environment()?;
    visit(kind, &setting, DESKTOP, async |page| {
        let start = open_board(&page).await?;
        let during = |what: &'static str| move |failure: Failure| failure.during(what);
        by_mouse(&page).await.map_err(during("moving by mouse"))?;
        undo(&page, &start).await?;
        by_keys(&page).await.map_err(during("moving by keys"))?;
        undo(&page, &start).await?;
        page.press(&format!("Actions for {CARD}")).await?;
        page.press("Move to…").await?;
        page.press("Move here: Wave 3").await?;
        let moved = in_wave(&page, 2).await.map_err(during("moving by menu"))?;
        repair(&page).await.map_err(during("repairing the overload"))?;
        undo(&page, &moved).await?;
        undo(&page, &start).await?;
        page.check_discretion().await
    })
    .await
}

async fn in_wave(page: &Page<'_>, index: usize) -> Step<Board> {
    page.wait_for_board("The card is in its wave", |board| wave_of(board) == Some(index)).await
}

async fn undo(page: &Page<'_>, expected: &Board) -> Step<()> {
    page.script("document.querySelector(\".app-end [aria-label^='Undo']\").click();", Vec::new()).await?;
    page.wait_for_board("One step back", |board| board == expected).await.map(|_| ())
}

/// Over wave 3 the column shows what would come; Escape lays back; a drop is what was shown.
async fn by_mouse(page: &Page<'_>) -> Step<()> {
    let wave = ".board > .column[data-kind=wave]:nth-child(4)";
    page.carry(LIFTED, &format!("{wave} .column-cards"), false).await?;
    let verdict = format!("return document.querySelector('{wave} .column-verdict')?.textContent ?? null;");
    let told = page.wait_for("What a drop would do", &verdict, Vec::new()).await?;
    ensure(told.as_str().is_some_and(|told| told.contains("F 0.54 → 1.06 Over")), || {
        format!("told: {told}")
    })?;
    let source = "const marks = document.querySelectorAll('.board > [data-state=source] .capacity-before');
        return marks.length > 0;";
    page.wait_for("The wave that it leaves shows the loads after the drop", source, Vec::new()).await?;
    page.keys(Key::Escape).await?;
    page.wait_for("No card is lifted", "return !document.querySelector('.column-verdict');", Vec::new())
        .await?;
    page.let_go().await?;
    in_wave(page, 3).await?;
    page.carry(LIFTED, &format!("{wave} .column-cards"), true).await?;
    in_wave(page, 2).await?;
    let cell =
        format!("return document.querySelector('{wave} .load-cell[data-level=over]')?.ariaLabel ?? null;");
    let cell = page.wait_for("The load that was told", &cell, Vec::new()).await?;
    ensure(cell.as_str().is_some_and(|cell| cell.contains("1.06")), || format!("the cell says {cell}"))
}

async fn by_keys(page: &Page<'_>) -> Step<()> {
    page.script("document.querySelector(arguments[0]).focus();", vec![json!(LIFTED)]).await?;
    page.keys(" ").await?;
    let spoken = "const words = document.querySelector('.board-page ~ [role=alert]')?.textContent ?? '';
        return words.includes(arguments[0]);";
    page.wait_for("The lift is spoken", spoken, vec![json!("is lifted from Wave 4")]).await?;
    page.keys(Key::Left).await?;
    page.wait_for("The wave is spoken", spoken, vec![json!("Wave 3, number 3 of 3.")]).await?;
    page.keys(" ").await?;
    in_wave(page, 2).await?;
    let focus = "return document.activeElement?.dataset.lift === 'demand-intake';";
    page.wait_for("The moved card has the focus", focus, Vec::new()).await.map(|_| ())
}

/// The first repair of the overload that the move made.
async fn repair(page: &Page<'_>) -> Step<()> {
    page.press("Ways to lower the load: Functional managers, wave 3").await?;
    let offers = "const offers = [...document.querySelectorAll('.offer')];
        return offers.length > 0 && offers.map(offer => offer.innerText);";
    let offers = page.wait_for("Repairs", offers, Vec::new()).await?;
    ensure(offers.as_array().is_some_and(|offers| offers.len() == 3), || format!("offers: {offers}"))?;
    page.script("document.querySelector('.offer').click();", Vec::new()).await?;
    let gone = "return !document.querySelector('.board .load-cell[data-level=over]');";
    page.wait_for("Nothing is over any more", gone, Vec::new()).await.map(|_| ())
}

/// Counts what the page draws while a card is carried inside one column, and prints the times between frames, from a drop
/// and from an undo until they are painted. How long they are says the machine; that nothing is drawn is the promise.
async fn carrying(cards: usize, waves: usize) -> Step<()> {
    const WATCH: &str = "
        const board = document.querySelector('.board');
        const card = board.querySelector('.column[data-kind=wave] [data-lift]');
        const target = board.querySelectorAll('.column[data-kind=wave]')[1];
        const rect = target.getBoundingClientRect(), from = card.getBoundingClientRect();
        const send = (kind, where, x, y) => where.dispatchEvent(new PointerEvent(kind, { clientX: x, clientY: y,
            button: 0, pointerId: 1, isPrimary: true, pointerType: 'mouse', bubbles: true }));
        const frame = () => new Promise(done => requestAnimationFrame(done));
        const done = arguments[arguments.length - 1];
        (async () => {
            const x = rect.left + rect.width / 2, y = rect.top + rect.height / 2;
            const lift = performance.now();
            send('pointerdown', card, from.left + 20, from.top + 4);
            send('pointermove', window, x, y);
            while (!document.querySelector('.drag-layer .card')) { await frame(); }
            const lifted = performance.now() - lift;
            for (let wait = 0; wait < 10; wait++) { await frame(); }
            let changes = 0;
            const observer = new MutationObserver(list => { changes += list.length; });
            observer.observe(board, { subtree: true, childList: true, attributes: true, characterData: true });
            const times = [];
            let last = await frame();
            for (let step = 0; step < 60; step++) {
                send('pointermove', window, x + 30 * Math.sin(step), y);
                const now = await frame();
                times.push(now - last);
                last = now;
            }
            observer.disconnect();
            const column = [];
            const others = [...board.querySelectorAll('.column[data-kind=wave]')].slice(1, 3)
                .map(column => column.getBoundingClientRect());
            for (let step = 0; step < 20; step++) {
                send('pointermove', window, others[step % others.length].left + 60, y);
                const now = await frame();
                column.push(now - last);
                last = now;
            }
            dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape' }));
            send('pointerup', window, x, y);
            const until = async condition => {
                const start = performance.now();
                while (!condition()) { await frame(); }
                await frame();
                return performance.now() - start;
            };
            await until(() => !document.querySelector('.drag-layer .card'));
            const key = `[data-lift='${card.dataset.lift}']`;
            const again = board.querySelector(key), grip = again.getBoundingClientRect();
            send('pointerdown', again, grip.left + 20, grip.top + 4);
            send('pointermove', window, x, y);
            await until(() => board.querySelector('.column[data-state=target]'));
            send('pointerup', window, x, y);
            const dropped = await until(() => target.querySelector(key) && !document.querySelector('.drag-layer .card'));
            for (let wait = 0; wait < 60 && !document.querySelector('dialog[open]'); wait++) { await frame(); }
            document.querySelector('dialog[open] [data-kind=icon]')?.click();
            await until(() => !document.querySelector('dialog[open]'));
            document.querySelector(`.app-end [aria-label^='Undo']`).click();
            const undone = await until(() => !target.querySelector(key));
            const sorted = list => [...list].sort((a, b) => a - b);
            done({ changes, lifted, dropped, undone, median: sorted(times)[30], worst: Math.max(...times),
                column_median: sorted(column)[10], column_worst: Math.max(...column),
                column_frames: column.map(Math.round) });
        })();";
    let setting = Setting::from_environment()?;
    let kind = BrowserKind::Chromium;
    let downloads = kind.downloads(&setting);
    empty_folder(&downloads)?;
    visit(kind, &setting, DESKTOP, async |page| {
        open_board(&page).await?;
        page.avoid_system_dialogs().await?;
        page.press("Save to file").await?;
        let file = PlanFile::await_in(&downloads)?;
        let large = file.with_cards(cards, waves)?;
        page.go("").await?;
        page.press("Choose a file").await?;
        page.hand_in_file(&large.path).await?;
        let count = "return document.querySelectorAll('.board .column[data-kind=wave] .card').length === arguments[0];";
        page.go("board").await?;
        page.wait_for("All cards", count, vec![json!(cards)]).await?;
        eprintln!("{cards} cards in {waves} waves, milliseconds until a page is painted: {}", openings(&page).await?);
        page.go("board").await?;
        page.wait_for("All cards", count, vec![json!(cards)]).await?;
        let measured = page.script_later(WATCH, Vec::new()).await?;
        eprintln!("{cards} cards in {waves} waves: {measured}");
        let changes = measured.get("changes").and_then(Value::as_u64);
        ensure(changes == Some(0), || format!("Moving inside a column drew something: {measured}."))
    })
    .await
}

/// Milliseconds until each page of deployment is painted, coming from the glossary. How long they are says the
/// machine, so nothing is promised of them; that every page opens is.
async fn openings(page: &Page<'_>) -> Step<Value> {
    const OPEN: &str = "
        const done = arguments[arguments.length - 1];
        const frame = () => new Promise(next => requestAnimationFrame(next));
        const painted = async (begin, sign) => {
            const start = performance.now();
            begin();
            do {
                await frame();
                if (performance.now() - start > 15000) return null;
            } while (!document.querySelector(`main ${sign}`));
            await frame();
            return Math.round(performance.now() - start);
        };
        const go = part => () => { location.hash = `#/${part}`; };
        const pages = [['board', '.column[data-kind=wave] .card'], ['load', '.chart'], ['roadmap', '.chart-drawing'],
            ['stress', '#stress-name'], ['scenarios', '.chart-drawing'], ['tracking', 'tbody tr']];
        (async () => {
            const times = {};
            for (const [part, sign] of pages) {
                go('guidance/glossary')();
                while (document.querySelector(`main ${sign}`)) await frame();
                times[part] = await painted(go(part), sign);
                if (part === 'roadmap') {
                    const links = () => document.querySelector('#roadmap-links').click();
                    times.dependencies = await painted(links, '[aria-labelledby=roadmap-links] .chart-drawing');
                }
            }
            done(times);
        })();";
    let times = page.script_later(OPEN, Vec::new()).await?;
    let all_open =
        times.as_object().is_some_and(|times| times.len() == 7 && times.values().all(Value::is_u64));
    ensure(all_open, || format!("A page did not open: {times}."))?;
    Ok(times)
}
