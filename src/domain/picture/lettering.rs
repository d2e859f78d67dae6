//! How wide a text will be, without asking a browser: an estimate on the wide side, so that labels keep apart in
//! every font of the stack.

use super::primitives::{Anchor, Form, Shape, TextSize};

/// Bold letters are wider by this factor.
const BOLD: f64 = 1.09;

/// Mark of a text that was cut.
const ELLIPSIS: char = '…';

/// Width of a text in pixels.
pub fn text_width(text: &str, size: TextSize, bold: bool) -> f64 {
    let ems: f64 = text.chars().map(letter_width).sum();
    ems * size.pixels() * if bold { BOLD } else { 1.0 }
}

/// The text, or as much of its start as fits, with an ellipsis; nothing where not even two letters fit.
pub fn fit(text: &str, width: f64, size: TextSize, bold: bool) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if text_width(&text, size, bold) <= width {
        return text;
    }
    let mut kept = String::new();
    for letter in text.chars() {
        kept.push(letter);
        if text_width(&kept, size, bold) + text_width("…", size, bold) > width {
            kept.pop();
            break;
        }
    }
    let kept = kept.trim_end();
    if kept.chars().count() < 2 { String::new() } else { format!("{kept}{ELLIPSIS}") }
}

/// The text broken at spaces into at most a number of lines; the last one is cut where it does not fit.
pub fn wrap(text: &str, width: f64, lines_at_most: usize, size: TextSize, bold: bool) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut words = text.split_whitespace().peekable();
    while let Some(word) = words.next() {
        let mut line = word.to_owned();
        if lines.len() + 1 == lines_at_most {
            for rest in words.by_ref() {
                line.push(' ');
                line.push_str(rest);
            }
        } else {
            while let Some(next) =
                words.next_if(|next| text_width(&format!("{line} {next}"), size, bold) <= width)
            {
                line.push(' ');
                line.push_str(next);
            }
        }
        let line = fit(&line, width, size, bold);
        if line.is_empty() {
            break;
        }
        lines.push(line);
    }
    lines
}

/// The box of a text: left, top, right, bottom. None for other shapes.
pub fn text_box(shape: &Shape) -> Option<(f64, f64, f64, f64)> {
    let Form::Text { x, y, anchor, size, text } = &shape.form else { return None };
    Some(text_area((*x, *y), *anchor, *size, text_width(text, *size, shape.is_bold())))
}

/// The box of a text of some width at a place of its baseline: left, top, right, bottom.
pub fn text_area((x, y): (f64, f64), anchor: Anchor, size: TextSize, width: f64) -> (f64, f64, f64, f64) {
    let left = match anchor {
        Anchor::Start => x,
        Anchor::Middle => x - width / 2.0,
        Anchor::End => x - width,
    };
    (left, y - 0.76 * size.pixels(), left + width, y + 0.24 * size.pixels())
}

/// Width of a letter in ems. Between the widest and the usual fonts of the stack.
fn letter_width(letter: char) -> f64 {
    match letter {
        'i' | 'j' | 'l' | '.' | ',' | ':' | ';' | '\'' | '|' | '!' | 'I' | '·' => 0.31,
        'f' | 't' | 'r' | '(' | ')' | '[' | ']' | '/' | '-' | '"' => 0.41,
        ' ' => 0.32,
        'm' | 'M' | 'W' | '@' | '%' | '…' | '—' => 0.98,
        'w' | 'O' | 'Q' | 'G' | 'N' | 'H' | 'U' | 'D' | '△' | '▲' | '■' | '→' => 0.80,
        'a'..='z' => 0.60,
        '0'..='9' => 0.62,
        'A'..='Z' => 0.69,
        _ if u32::from(letter) >= 0x1100 => 1.02,
        _ => 0.68,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_text_is_cut_with_a_mark() {
        let cut = fit("Governance framework for everybody", 100.0, TextSize::Normal, false);
        assert!(cut.ends_with('…'), "{cut}");
        assert!(text_width(&cut, TextSize::Normal, false) <= 100.0);
        assert_eq!(fit("Risk  and\nissues", 200.0, TextSize::Normal, false), "Risk and issues");
        assert_eq!(fit("Risk", 10.0, TextSize::Normal, false), "");
    }

    #[test]
    fn a_sentence_is_broken_at_spaces() {
        let lines = wrap("People are trained; demand has one door.", 150.0, 2, TextSize::Normal, false);
        assert_eq!(lines.len(), 2);
        assert_eq!(lines.join(" "), "People are trained; demand has one door.");
        let cut = wrap("People are trained; demand has one door.", 60.0, 2, TextSize::Normal, false);
        assert!(cut.len() == 2 && cut[1].ends_with('…'), "{cut:?}");
    }
}
