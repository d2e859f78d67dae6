//! Words of the glossary inside other texts, so that a reader can ask what they mean.

use super::builtin_entries;
use super::guidance::{Term, glossary};
use crate::domain::order;

/// A piece of a text.
#[derive(Clone, Copy, Debug)]
pub enum Piece<'a> {
    /// Words without an entry.
    Plain(&'a str),
    /// A word of the glossary as the text writes it, with its entry.
    Term(&'a str, &'static Term),
}

/// A text in pieces: each word of the glossary is marked where it comes first. Longer words go before shorter ones, and
/// a word counts with an "s" at its end too. The name of an entry is a name: no word of it is marked.
pub fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut found: Vec<(usize, usize, &'static Term)> = Vec::new();
    let lower = text.to_lowercase();
    // Lengths differ for a few letters of other scripts: then nothing is marked.
    if lower.len() == text.len() {
        let mut terms: Vec<&'static Term> = glossary().iter().collect();
        order::by_key(&mut terms, |term| std::cmp::Reverse(term.term.len()));
        let names = places_of_names(text);
        for term in terms {
            if let Some((start, end)) = first_place(&lower, &term.term.to_lowercase(), &found, &names) {
                found.push((start, end, term));
            }
        }
    }
    order::by_key(&mut found, |(start, ..)| *start);
    let mut pieces = Vec::new();
    let mut done = 0;
    for (start, end, term) in found {
        if let (Some(plain), Some(word)) = (text.get(done..start), text.get(start..end)) {
            if !plain.is_empty() {
                pieces.push(Piece::Plain(plain));
            }
            pieces.push(Piece::Term(word, term));
            done = end;
        }
    }
    match text.get(done..) {
        Some(rest) if !rest.is_empty() => pieces.push(Piece::Plain(rest)),
        _ => {}
    }
    pieces
}

/// The entries whose words stand in a text, line by line, in the order of the glossary.
pub fn terms_of(text: &str) -> Vec<&'static Term> {
    let mut found: Vec<&'static Term> = Vec::new();
    for piece in text.lines().flat_map(pieces) {
        if let Piece::Term(_, term) = piece
            && !found.iter().any(|other| std::ptr::eq(*other, term))
        {
            found.push(term);
        }
    }
    order::by_key(&mut found, |term| term.term.to_lowercase());
    found
}

/// Where names of more than one word of built-in entries stand, written as the catalogue writes them.
fn places_of_names(text: &str) -> Vec<(usize, usize)> {
    let names = builtin_entries().iter().map(|entry| entry.short_name.as_str());
    let names = names.filter(|name| name.contains(' '));
    names.flat_map(|name| text.match_indices(name).map(|(start, name)| (start, start + name.len()))).collect()
}

/// The first place of a whole word that nothing else has taken.
fn first_place(
    text: &str,
    word: &str,
    taken: &[(usize, usize, &'static Term)],
    names: &[(usize, usize)],
) -> Option<(usize, usize)> {
    let is_letter = |character: Option<char>| character.is_some_and(char::is_alphanumeric);
    text.match_indices(word).find_map(|(start, _)| {
        let mut end = start + word.len();
        let behind = text.get(end..).unwrap_or_default();
        if behind.starts_with('s') && !is_letter(behind.chars().nth(1)) {
            end += 1;
        }
        let is_whole = !is_letter(text.get(..start).and_then(|before| before.chars().last()))
            && !is_letter(text.get(end..).and_then(|rest| rest.chars().next()));
        let mut others = taken.iter().map(|(from, to, _)| (*from, *to)).chain(names.iter().copied());
        let is_free = others.all(|(from, to)| end <= from || to <= start);
        (is_whole && is_free).then_some((start, end))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &str) {
        let marked: String = pieces(text)
            .iter()
            .map(|piece| match piece {
                Piece::Plain(words) => (*words).to_owned(),
                Piece::Term(word, term) => format!("[{word}={}]", term.term),
            })
            .collect();
        assert_eq!(marked, expected);
    }

    #[test]
    fn the_first_of_each_whole_word_is_marked() {
        check("Nothing here", "Nothing here");
        check("The adoption of it, adoption again", "The [adoption=Adoption] of it, adoption again");
        check("14 areas", "14 [areas=Area]");
        check("Actually readoption", "Actually readoption");
        check(
            "Proposed: Capacity planning. Its capacity",
            "Proposed: Capacity planning. Its [capacity=Capacity]",
        );
        check("", "");
    }

    #[test]
    fn the_words_of_a_page_come_once_and_in_order() {
        let page = "Waves and capacity\nHard prerequisites first\nNo word here\nthe capacity of a wave";
        let names: Vec<&str> = terms_of(page).iter().map(|term| term.term.as_str()).collect();
        assert_eq!(names, ["Capacity", "Hard prerequisite", "Wave"]);
    }

    #[test]
    fn a_text_is_never_lost() {
        for problem in &super::super::guidance::guidance().problems {
            let joined: String = pieces(&problem.remedy)
                .iter()
                .map(|piece| match piece {
                    Piece::Plain(words) | Piece::Term(words, _) => *words,
                })
                .collect();
            assert_eq!(joined, problem.remedy);
        }
    }
}
