//! Finds and changes elements in a page that the build wrote. Not an HTML parser: it knows start tags with quoted
//! attributes, which is all that the build writes.

use std::ops::Range;

/// The attribute that names the app's second half, beside the name of the first.
pub const SECOND_HALF: &str = "data-second-half";

/// One start tag of a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tag {
    /// Where the tag stands in the text, from `<` to behind `>`.
    pub range: Range<usize>,
    attributes: Vec<(String, String)>,
}

impl Tag {
    /// The value of an attribute; empty for one without a value.
    pub fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// The file below the bundle's root that the tag loads, if it loads one.
    pub fn local_file(&self) -> Option<&str> {
        let address = self.attribute("href").or_else(|| self.attribute("src"))?;
        let is_foreign = address.contains(':') || address.starts_with('/') || address.starts_with('#');
        (!is_foreign).then(|| address.strip_prefix("./").unwrap_or(address))
    }
}

/// All start tags of this name (`link`, `script`), in the order of the page.
pub fn tags(page: &str, name: &str) -> Vec<Tag> {
    let start = format!("<{name}");
    let mut tags = Vec::new();
    let mut position = 0;
    while let Some(found) = page.get(position..).and_then(|rest| rest.find(&start)) {
        let begin = position + found;
        let inner = begin + start.len();
        let (attributes, end) = read_attributes(page, inner);
        let is_whole_name =
            page.get(inner..).is_some_and(|rest| rest.starts_with([' ', '\n', '\t', '>', '/']));
        if is_whole_name {
            tags.push(Tag { range: begin..end, attributes });
        }
        position = end.max(inner);
    }
    tags
}

/// The files that a browser loads before the app can start, each once: what `link` and `script` elements name.
pub fn first_files(page: &str) -> Vec<String> {
    let mut files: Vec<String> = Vec::new();
    for tag in tags(page, "link").iter().chain(&tags(page, "script")) {
        if let Some(file) = tag.local_file().filter(|file| !files.iter().any(|known| known == file)) {
            files.push(String::from(file));
        }
    }
    files
}

/// The file of the app's second half, where the page names one.
pub fn second_half(page: &str) -> Option<String> {
    let tags = tags(page, "link");
    let address = tags.iter().find_map(|tag| tag.attribute(SECOND_HALF))?;
    Some(String::from(address.strip_prefix("./").unwrap_or(address)))
}

/// The page with one more attribute in the link of this address.
pub fn with_attribute(page: &str, address: &str, name: &str, value: &str) -> Option<String> {
    let links = tags(page, "link");
    let link = links.iter().find(|tag| tag.attribute("href") == Some(address))?;
    let (before, after) = page.split_at_checked(link.range.start + "<link".len())?;
    Some(format!("{before} {name}=\"{value}\"{after}"))
}

/// The page with this element directly behind the character set, where a policy counts for all that follows.
pub fn with_policy(page: &str, policy: &str) -> Option<String> {
    let charset = tags(page, "meta").into_iter().find(|tag| tag.attribute("charset").is_some())?;
    let (before, after) = page.split_at_checked(charset.range.end)?;
    Some(format!("{before}\n<meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">{after}"))
}

/// Reads attributes from behind the tag's name; gives them and the place behind the closing `>`.
fn read_attributes(page: &str, from: usize) -> (Vec<(String, String)>, usize) {
    let mut attributes = Vec::new();
    let mut name = String::new();
    let mut letters = page.get(from..).unwrap_or_default().char_indices().peekable();
    while let Some((offset, letter)) = letters.next() {
        match letter {
            '>' => {
                push_name(&mut attributes, &mut name);
                return (attributes, from + offset + 1);
            }
            '=' => {
                let mut value = String::new();
                if let Some((_, quote)) = letters.next_if(|(_, next)| matches!(next, '"' | '\'')) {
                    value.extend(letters.by_ref().map(|(_, next)| next).take_while(|next| *next != quote));
                } else {
                    while let Some((_, next)) =
                        letters.next_if(|(_, next)| !next.is_whitespace() && *next != '>')
                    {
                        value.push(next);
                    }
                }
                attributes.push((std::mem::take(&mut name), value));
            }
            '/' => {}
            space if space.is_whitespace() => push_name(&mut attributes, &mut name),
            other => name.push(other),
        }
    }
    (attributes, page.len())
}

fn push_name(attributes: &mut Vec<(String, String)>, name: &mut String) {
    if !name.is_empty() {
        attributes.push((std::mem::take(name), String::new()));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = r#"<head><meta charset="utf-8"><title>a > b</title>
<link rel="icon" href="data:image/svg+xml,%3Csvg%3E"><link rel="stylesheet" href="./a-1.css" media="print"/>
<script src="./r-2.js"></script><script type="module" src="./s-3.js"></script>
<link rel="modulepreload" href="./app-4.js" crossorigin="anonymous"><link rel=preload href='./app-4_bg.wasm' as="fetch">
<linkage href="./not.css"></head>"#;

    #[test]
    fn tags_are_found_with_their_attributes_in_order() {
        let found: Vec<_> =
            tags(PAGE, "link").iter().map(|tag| tag.attribute("rel").map(String::from)).collect();
        let expected = ["icon", "stylesheet", "modulepreload", "preload"].map(|rel| Some(String::from(rel)));
        assert_eq!(found, expected);
        assert_eq!(tags(PAGE, "link")[1].attribute("media"), Some("print"));
        assert_eq!(tags(PAGE, "link")[1].attribute("missing"), None);
    }

    #[test]
    fn range_covers_the_whole_tag() {
        let script = &tags(PAGE, "script")[0];
        assert_eq!(&PAGE[script.range.clone()], r#"<script src="./r-2.js">"#);
    }

    #[test]
    fn first_files_are_local_and_named_once() {
        assert_eq!(first_files(PAGE), ["a-1.css", "app-4.js", "app-4_bg.wasm", "r-2.js", "s-3.js"]);
        assert_eq!(first_files(&PAGE.repeat(2)).len(), 5);
    }

    #[test]
    fn second_half_is_named_but_not_loaded_first() {
        let page = with_attribute(PAGE, "./app-4_bg.wasm", SECOND_HALF, "./app-4_second.wasm").unwrap();
        assert_eq!(second_half(&page).as_deref(), Some("app-4_second.wasm"));
        assert_eq!(first_files(&page), first_files(PAGE));
        assert_eq!(second_half(PAGE), None);
        assert_eq!(with_attribute(PAGE, "./other.wasm", SECOND_HALF, "x"), None);
    }

    #[test]
    fn policy_stands_before_everything_that_it_governs() {
        let page = with_policy(PAGE, "default-src 'none'").unwrap();
        let policy = page.find("Content-Security-Policy").unwrap();
        assert!(page.find("charset").unwrap() < policy);
        assert!(policy < page.find("<title>").unwrap());
        assert_eq!(with_policy("<head></head>", "x"), None);
    }

    #[test]
    fn unfinished_page_ends_the_search() {
        assert_eq!(tags("<link href=\"", "link").len(), 1);
        assert!(tags("", "link").is_empty());
    }
}
