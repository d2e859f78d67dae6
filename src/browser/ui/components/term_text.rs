//! A text in which words of the glossary tell their meaning on hover, focus and press.

use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use web_sys::{Event, HtmlElement, Window};
use yew::prelude::*;

use crate::browser::clock;
use crate::domain::catalogue::guidance::Term;
use crate::domain::catalogue::terms::{Piece, pieces};

/// Least distance of a tip to the edge of the window, in pixels.
const MARGIN: f64 = 8.0;

/// Properties of [`TermText`].
#[derive(PartialEq, Properties)]
pub struct TermTextProps {
    /// The text.
    pub text: AttrValue,
    /// Whether its words take no focus of their own: inside labels, heads of tables and lines that open something.
    /// Who uses a keyboard finds them under "Words on this page".
    #[prop_or_default]
    pub is_quiet: bool,
}

/// A text whose words can be reached by every means: for headings and sentences.
pub fn explained(text: impl Into<AttrValue>) -> Html {
    html! { <TermText text={text.into()} /> }
}

/// A text whose words answer the pointer alone: for labels and heads of tables.
pub fn marked(text: impl Into<AttrValue>) -> Html {
    html! { <TermText text={text.into()} is_quiet=true /> }
}

/// The text with its words. One element, so that a row of elements takes the text as one of them.
#[component]
pub fn TermText(props: &TermTextProps) -> Html {
    let pieces = pieces(&props.text);
    let shown = pieces.iter().enumerate().map(|(place, piece)| match piece {
        Piece::Plain(words) => {
            let follows_word = place.checked_sub(1).is_some_and(|before| is_term(pieces.get(before)));
            let words = if follows_word { words.trim_start_matches(is_stop) } else { words };
            html! { <span key={place}>{ words }</span> }
        }
        Piece::Term(word, term) => {
            let stop = pieces.get(place + 1).map_or("", stop_of);
            html! {
                <TermMark key={place} word={(*word).to_owned()} term={Entry(term)} stop={stop.to_owned()}
                    is_quiet={props.is_quiet} />
            }
        }
    });
    html! { <span>{ for shown }</span> }
}

fn is_term(piece: Option<&Piece<'_>>) -> bool {
    matches!(piece, Some(Piece::Term(..)))
}

fn is_stop(letter: char) -> bool {
    ".,;:!?)'’”".contains(letter)
}

/// The marks that close a piece onto the word before it: no line may begin with them.
fn stop_of<'a>(piece: &Piece<'a>) -> &'a str {
    let Piece::Plain(words) = *piece else { return "" };
    let rest = words.trim_start_matches(is_stop);
    words.get(..words.len() - rest.len()).unwrap_or_default()
}

/// An entry of the glossary; the same entry is the same place in memory.
#[derive(Clone, Copy)]
struct Entry(&'static Term);

impl PartialEq for Entry {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self.0, other.0)
    }
}

#[derive(PartialEq, Properties)]
struct TermMarkProps {
    word: AttrValue,
    term: Entry,
    /// What follows the word without a space.
    stop: AttrValue,
    is_quiet: bool,
}

/// A word whose meaning shows while it is pointed at or has the focus. Escape hides it; the pointer may rest on it.
#[component]
fn TermMark(props: &TermMarkProps) -> Html {
    let is_open = use_state(|| false);
    let (mark, tip) = (use_node_ref(), use_node_ref());
    let id = use_memo((), |()| format!("term-{}", clock::random_id()));
    let set = |value: bool| {
        let is_open = is_open.clone();
        Callback::from(move |()| is_open.set(value))
    };
    let (show, hide) = (set(true), set(false));
    {
        let (mark, tip, hide) = (mark.clone(), tip.clone(), hide.clone());
        use_effect_with(*is_open, move |is_open| {
            let watch = is_open.then(|| {
                place(&mark, &tip);
                let move_along = Callback::from(move |()| place(&mark, &tip));
                Watch::start(hide, move_along)
            });
            move || drop(watch)
        });
    }
    let term = props.term.0;
    let (onmouseenter, onmouseleave) = (show.reform(|_| ()), hide.reform(|_| ()));
    html! {
        <span class="term" ref={mark} {onmouseenter} {onmouseleave}>
            if props.is_quiet {
                <span class="term-word" data-quiet="">{ &props.word }</span>
            } else {
                <button type="button" class="term-word" aria-describedby={is_open.then(|| (*id).clone())}
                    onfocus={show.reform(|_| ())} onblur={hide.reform(|_| ())} onclick={show.reform(|_| ())}>{ &props.word }</button>
            }
            { &props.stop }
            if *is_open {
                <span class="term-tip" role="tooltip" id={(*id).clone()} ref={tip}><b>{ &term.term }</b>{ " " }{ &term.text }</span>
            }
        </span>
    }
}

/// Sets the tip below its word, or above it where there is no room, and inside the window: boxes that scroll would cut it.
fn place(mark: &NodeRef, tip: &NodeRef) {
    let (Some(mark), Some(tip)) = (mark.cast::<HtmlElement>(), tip.cast::<HtmlElement>()) else { return };
    let Some(window) = web_sys::window() else { return };
    let length = |value: Result<wasm_bindgen::JsValue, wasm_bindgen::JsValue>| {
        value.ok().and_then(|value| value.as_f64()).unwrap_or_default()
    };
    let (width, height) = (length(window.inner_width()), length(window.inner_height()));
    let (word, size) = (mark.get_bounding_client_rect(), tip.get_bounding_client_rect());
    let left = word.left().min(width - size.width() - MARGIN).max(MARGIN);
    let fits_below = word.bottom() + size.height() + MARGIN <= height;
    let top = if fits_below { word.bottom() } else { (word.top() - size.height()).max(MARGIN) };
    // Without a place of its own it stands where its word does.
    let _ = tip.style().set_property("left", &format!("{left}px"));
    let _ = tip.style().set_property("top", &format!("{top}px"));
}

/// Hides an open tip on Escape, before anything around it takes the key, and keeps it at its word while that scrolls: the
/// focus itself may scroll.
struct Watch {
    window: Option<Window>,
    on_key: Closure<dyn FnMut(KeyboardEvent)>,
    on_scroll: Closure<dyn FnMut(Event)>,
}

impl Watch {
    fn start(hide: Callback<()>, move_along: Callback<()>) -> Self {
        let on_key = Closure::<dyn FnMut(KeyboardEvent)>::new(move |event: KeyboardEvent| {
            if event.key() == "Escape" {
                event.prevent_default();
                event.stop_propagation();
                hide.emit(());
            }
        });
        let on_scroll = Closure::<dyn FnMut(Event)>::new(move |_: Event| move_along.emit(()));
        let window = web_sys::window();
        if let Some(window) = &window {
            // Without the listeners the tip still goes with pointer and focus.
            let _ = window.add_event_listener_with_callback_and_bool(
                "keydown",
                on_key.as_ref().unchecked_ref(),
                true,
            );
            let _ = window.add_event_listener_with_callback_and_bool(
                "scroll",
                on_scroll.as_ref().unchecked_ref(),
                true,
            );
        }
        Self { window, on_key, on_scroll }
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        if let Some(window) = &self.window {
            let (key, scroll) =
                (self.on_key.as_ref().unchecked_ref(), self.on_scroll.as_ref().unchecked_ref());
            let _ = window.remove_event_listener_with_callback_and_bool("keydown", key, true);
            let _ = window.remove_event_listener_with_callback_and_bool("scroll", scroll, true);
        }
    }
}
