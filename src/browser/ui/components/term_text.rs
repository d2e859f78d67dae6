//! A text in which words of the glossary tell their meaning on hover, focus and press.

use yew::prelude::*;

use crate::browser::clock;
use crate::domain::catalogue::guidance::Term;
use crate::domain::catalogue::terms::{Piece, pieces};

/// Properties of [`TermText`].
#[derive(PartialEq, Properties)]
pub struct TermTextProps {
    /// The text.
    pub text: AttrValue,
}

/// The text with its words.
#[component]
pub fn TermText(props: &TermTextProps) -> Html {
    html! {
        <>
            for (place, piece) in pieces(&props.text).iter().enumerate() {
                { match piece {
                    Piece::Plain(words) => html! { <span key={place}>{ *words }</span> },
                    Piece::Term(word, term) => html! { <TermMark key={place} word={(*word).to_owned()} term={Entry(term)} /> },
                } }
            }
        </>
    }
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
}

/// A word whose meaning shows while it is pointed at or has the focus. Escape hides it; the pointer may rest on it.
#[component]
fn TermMark(props: &TermMarkProps) -> Html {
    let is_open = use_state(|| false);
    let id = use_memo((), |()| format!("term-{}", clock::random_id()));
    let set = |value: bool| {
        let is_open = is_open.clone();
        Callback::from(move |()| is_open.set(value))
    };
    let (show, hide) = (set(true), set(false));
    let onkeydown = {
        let hide = hide.clone();
        Callback::from(move |event: KeyboardEvent| {
            if event.key() == "Escape" {
                hide.emit(());
            }
        })
    };
    let term = props.term.0;
    html! {
        <span class="term" onmouseenter={show.reform(|_| ())} onmouseleave={hide.reform(|_| ())}>
            <button type="button" class="term-word" aria-describedby={is_open.then(|| (*id).clone())} {onkeydown}
                onfocus={show.reform(|_| ())} onblur={hide.reform(|_| ())} onclick={show.reform(|_| ())}>{ &props.word }</button>
            if *is_open {
                <span class="term-tip" role="tooltip" id={(*id).clone()}><b>{ &term.term }</b>{ " " }{ &term.text }</span>
            }
        </span>
    }
}
