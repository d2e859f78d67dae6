//! A picture as SVG: a file of its own with its styles inside, or a part of a page that brings them.

use super::primitives::Picture;

/// Colours of the light palette by class: pictures in files and on paper are always light.
pub const STYLE: &str = include_str!("picture.css");

/// Patterns of the load levels and of run work, by the names that the styles use.
pub const PATTERNS: &str = concat!(
    r#"<pattern id="pattern-tight" width="4" height="4" patternUnits="userSpaceOnUse" "#,
    r##"patternTransform="rotate(45)"><rect width="4" height="4" fill="#fbebc8"/>"##,
    r##"<path d="M0 0V4" stroke="#b8730a" stroke-width="1.4"/></pattern>"##,
    r#"<pattern id="pattern-over" width="4" height="4" patternUnits="userSpaceOnUse" "#,
    r##"patternTransform="rotate(45)"><rect width="4" height="4" fill="#fbdfdb"/>"##,
    r##"<path d="M0 0V4M0 0H4" fill="none" stroke="#d2402f" stroke-width="1.1"/></pattern>"##,
    r#"<pattern id="pattern-run" width="4" height="4" patternUnits="userSpaceOnUse" "#,
    r##"patternTransform="rotate(45)"><rect width="4" height="4" fill="#ffffff"/>"##,
    r##"<path d="M0 0V4" stroke="#77726a" stroke-width="1.6"/></pattern>"##,
);

/// A whole SVG file: styles, patterns and title inside, nothing fetched from anywhere.
pub fn file(picture: &Picture) -> String {
    let (width, height) = (picture.width.ceil(), picture.height.ceil());
    let mut svg = format!(
        r#"<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}" class="chart-drawing" role="img">"#
    );
    svg.push('\n');
    push_names(&mut svg, picture);
    svg.push_str("<style>");
    svg.push_str(STYLE);
    svg.push_str("</style>\n<defs>");
    svg.push_str(PATTERNS);
    svg.push_str("</defs>\n");
    svg.push_str(&format!(r#"<rect class="chart-ground" width="{width}" height="{height}"/>"#));
    svg.push('\n');
    push_shapes(&mut svg, picture);
    svg.push_str("</svg>\n");
    svg
}

/// The picture as a part of an HTML page that holds [`STYLE`] and [`PATTERNS`] already.
pub fn part(picture: &Picture) -> String {
    let (width, height) = (picture.width.ceil(), picture.height.ceil());
    let mut svg =
        format!(r#"<svg viewBox="0 0 {width} {height}" width="{width}" class="chart-drawing" role="img">"#);
    svg.push('\n');
    push_names(&mut svg, picture);
    push_shapes(&mut svg, picture);
    svg.push_str("</svg>\n");
    svg
}

/// Text made safe inside elements and quoted attributes of HTML and XML. Characters that XML does not know are
/// replaced by the replacement character.
pub fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            '\n' | '\t' => escaped.push(letter),
            '\u{fffe}' | '\u{ffff}' => escaped.push('\u{fffd}'),
            _ if letter.is_control() => escaped.push('\u{fffd}'),
            _ => escaped.push(letter),
        }
    }
    escaped
}

fn push_names(svg: &mut String, picture: &Picture) {
    svg.push_str(&format!("<title>{}</title>\n", escape(&picture.title)));
    svg.push_str(&format!("<desc>{}</desc>\n", escape(&picture.summary)));
}

fn push_shapes(svg: &mut String, picture: &Picture) {
    for shape in &picture.shapes {
        let node = shape.node();
        svg.push('<');
        svg.push_str(node.tag);
        for (name, value) in &node.attributes {
            svg.push_str(&format!(r#" {name}="{}""#, escape(value)));
        }
        if node.text.is_none() && node.hint.is_none() {
            svg.push_str("/>\n");
            continue;
        }
        svg.push('>');
        if let Some(hint) = node.hint {
            svg.push_str(&format!("<title>{}</title>", escape(hint)));
        }
        if let Some(text) = node.text {
            svg.push_str(&escape(text));
        }
        svg.push_str(&format!("</{}>\n", node.tag));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::picture::primitives::{Anchor, Form, Shape, TextSize};

    #[test]
    fn texts_cannot_leave_their_element() {
        let nasty = r#"</text><script>alert("1")</script>&'"#;
        let text = Form::Text {
            x: 0.0,
            y: 10.0,
            anchor: Anchor::Start,
            size: TextSize::Normal,
            text: nasty.to_owned(),
        };
        let picture = Picture {
            width: 10.0,
            height: 10.0,
            title: nasty.to_owned(),
            summary: nasty.to_owned(),
            shapes: vec![Shape::new("chart-label", text).hint(nasty)],
        };
        for svg in [file(&picture), part(&picture)] {
            assert!(!svg.contains("<script"), "{svg}");
            assert_eq!(svg.matches("&lt;script&gt;").count(), 4);
        }
    }

    #[test]
    fn control_characters_are_replaced() {
        assert_eq!(escape("a\u{0}b\u{1b}"), "a\u{fffd}b\u{fffd}");
        assert_eq!(escape("a\nb"), "a\nb");
    }
}
