//! Who gave an answer: a disc per person with the letter of the group.

use yew::prelude::*;

/// The most discs before they fold into one disc with a count per group.
const MOST_DISCS: usize = 6;

/// Properties of [`Respondents`].
#[derive(Properties, PartialEq)]
pub struct RespondentsProps {
    /// Letter of the group of each person, sorted by group.
    pub letters: Vec<AttrValue>,
    /// All of them in words, such as "2 executives, 1 project manager".
    pub label: AttrValue,
}

/// A row of discs; empty when no one answered.
#[component]
pub fn Respondents(props: &RespondentsProps) -> Html {
    let mut groups: Vec<(AttrValue, usize)> = Vec::new();
    for letter in &props.letters {
        match groups.last_mut() {
            Some((group, count)) if group == letter => *count += 1,
            _ => groups.push((letter.clone(), 1)),
        }
    }
    if props.letters.is_empty() {
        return html! { <span class="respondents" /> };
    }
    html! {
        <span class="respondents" role="img" aria-label={props.label.clone()}>
            if props.letters.len() > MOST_DISCS {
                for (group, count) in groups {
                    <span key={group.to_string()} class="respondent" data-group={group.clone()}>
                        { format!("{group} {count}") }
                    </span>
                }
            } else {
                for (place, letter) in props.letters.iter().enumerate() {
                    <span key={place} class="respondent" data-group={letter.clone()}>{ letter }</span>
                }
            }
        </span>
    }
}
