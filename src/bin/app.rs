//! Starts the page.

use wavewright::browser::ui::app::App;

fn main() {
    wavewright::browser::ui::panic::install();
    let root = web_sys::window()
        .and_then(|window| window.document())
        .and_then(|document| document.get_element_by_id("app"));
    if let Some(root) = root {
        // The static shell has done its work.
        root.set_text_content(None);
        yew::Renderer::<App>::with_root(root).render();
    }
}
