//! Names of files that every system takes, made from the names of plans.

/// Longest name without its ending, in letters.
const LONGEST: usize = 80;
/// Names that Windows keeps for itself, with any ending.
const DEVICES: [&str; 6] = ["con", "prn", "aux", "nul", "com", "lpt"];

/// A file name from a title and an ending such as `.pmoplan.json`. Letters of all scripts stay; what some system
/// forbids or hides, and what could change the direction of the text, goes.
pub fn file_name(title: &str, ending: &str) -> String {
    let mut name = String::new();
    for letter in title.chars() {
        let is_kept =
            letter.is_alphanumeric() || matches!(letter, '.' | '-' | '_' | '(' | ')' | '+' | ',' | '&');
        if is_kept {
            name.push(letter);
        } else if !name.ends_with('-') && !is_invisible(letter) {
            name.push('-');
        }
    }
    let mut name: String = name.trim_matches(['-', '.']).chars().take(LONGEST).collect();
    name.truncate(name.trim_end_matches(['-', '.']).len());
    if name.is_empty() {
        name.push_str("plan");
    }
    let stem = name.split('.').next().unwrap_or_default().to_lowercase();
    let stem = stem.trim_end_matches(|letter: char| letter.is_ascii_digit());
    if DEVICES.contains(&stem) {
        name.insert(0, '_');
    }
    name + ending
}

/// Marks that print nothing: controls, joiners, overrides of the direction, byte order mark.
fn is_invisible(letter: char) -> bool {
    letter.is_control()
        || matches!(letter, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(title: &str, expected: &str) {
        assert_eq!(file_name(title, ".pmoplan.json"), format!("{expected}.pmoplan.json"), "{title}");
    }

    #[test]
    fn titles_become_names_that_every_system_takes() {
        check("Norvik Components PMO", "Norvik-Components-PMO");
        check("Norvik: what if the budget drops 30 %", "Norvik-what-if-the-budget-drops-30");
        check("../../etc/passwd", "etc-passwd");
        check("C:\\plans\\a<b>|c?*\"", "C-plans-a-b-c");
        check("Плановый офис", "Плановый-офис");
        check(" .hidden. ", "hidden");
        check("", "plan");
        check("???", "plan");
    }

    #[test]
    fn invisible_marks_and_device_names_are_defused() {
        check("plan\u{202e}gpj.exe", "plangpj.exe");
        check("a\0b\nc", "abc");
        check("con", "_con");
        check("LPT1.final", "_LPT1.final");
        check("Console", "Console");
    }

    #[test]
    fn long_titles_are_cut() {
        assert_eq!(file_name(&"é".repeat(500), ".x").chars().count(), 82);
        assert_eq!(file_name(&"a-".repeat(500), ""), "a-".repeat(39) + "a");
    }
}
