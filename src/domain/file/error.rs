//! Why a file cannot be opened: one enum, each case with its place, its value and a way out.

use std::fmt;

use thiserror::Error;

use crate::domain::model::validate::Problem;

/// Problems that are told in full; the rest is counted.
const TOLD_PROBLEMS: usize = 5;

/// What a file is that is no text of ours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ForeignKind {
    /// Text in a two-byte or four-byte encoding.
    OtherEncoding,
    /// An archive, a spreadsheet or a text document.
    Zip,
    /// A gzip archive.
    Gzip,
    /// A picture.
    Picture,
    /// A PDF.
    Pdf,
    /// A web page or other markup.
    Markup,
    /// Something else that is no text.
    Binary,
}

impl ForeignKind {
    /// What it is, and what to do instead.
    fn texts(self) -> (&'static str, &'static str) {
        let choose = "Choose the file that ends in .pmoplan.json.";
        match self {
            Self::OtherEncoding => (
                "text in another encoding than UTF-8 (UTF-16 or UTF-32)",
                "Open it in a text editor and save it again as UTF-8.",
            ),
            Self::Zip => (
                "a ZIP archive, or a spreadsheet or text document, which are ZIP archives inside",
                "If a plan was packed into it, unpack it first and open the file that ends in .pmoplan.json.",
            ),
            Self::Gzip => {
                ("a packed archive", "Unpack it first and open the file that ends in .pmoplan.json.")
            }
            Self::Picture => ("a picture", choose),
            Self::Pdf => {
                ("a PDF", "A printed report cannot be read back. Choose the file that ends in .pmoplan.json.")
            }
            Self::Markup => (
                "a web page or other markup",
                "A report cannot be read back, and a download that needs a login often saves its login page. \
                 Choose the file that ends in .pmoplan.json.",
            ),
            Self::Binary => ("no text", choose),
        }
    }
}

/// Why a file cannot be opened. The text names the place and the value, and the way out on a new line.
#[derive(Clone, Debug, PartialEq, Error)]
pub enum LoadError {
    /// More bytes than any plan needs.
    #[error(
        "This file has {bytes} bytes; a plan file has at most {limit}.\nCheck that it is a plan. If it is one, open \
         an earlier save of it."
    )]
    TooLarge {
        /// Size of the file.
        bytes: usize,
        /// Largest size.
        limit: usize,
    },
    /// Nothing but space.
    #[error(
        "This file is empty.\nOpen an earlier save of the plan, or the copy in the browser that wrote it."
    )]
    Empty,
    /// Another kind of file.
    #[error("This file is {}, not a plan.\n{}", .0.texts().0, .0.texts().1)]
    Foreign(ForeignKind),
    /// Bytes that are no UTF-8.
    #[error(
        "Line {line} of this file holds a byte that is not UTF-8 text.\nOpen it in a text editor and save it as \
         UTF-8, or open an earlier save."
    )]
    NotUtf8 {
        /// Line from 1.
        line: usize,
    },
    /// Text that is no JSON.
    #[error(
        "We could not read line {line} of this file, character {column}: {detail}.\nIf the file was edited by hand, \
         mend that line; else open an earlier save."
    )]
    Syntax {
        /// Line from 1.
        line: usize,
        /// Byte within the line, from 1.
        column: usize,
        /// What the reader met.
        detail: String,
    },
    /// The text stops before the plan does.
    #[error(
        "This file stops in the middle, in line {line}.\nThe copy or download was cut short: fetch it again, or open \
         an earlier save."
    )]
    CutShort {
        /// Line from 1.
        line: usize,
    },
    /// Lists within lists within lists.
    #[error(
        "Line {line} of this file nests lists and records more than {limit} deep; no plan does.\nCheck that it is a \
         plan; if it was edited by hand, mend that line."
    )]
    TooDeep {
        /// Line from 1.
        line: usize,
        /// Deepest nesting.
        limit: usize,
    },
    /// More values than memory should be spent on.
    #[error(
        "This file holds more values than any plan, counted up to line {line}.\nCheck that it is a plan; if it is one, \
         open an earlier save."
    )]
    TooManyValues {
        /// Line from 1, up to which was read.
        line: usize,
    },
    /// A name that stands twice in one record: two readers could see two plans.
    #[error(
        "Line {line} of this file gives '{key}' a second time in the same record, so it is not clear which of the two \
         counts.\nRemove one of them in a text editor, or open an earlier save."
    )]
    DuplicateKey {
        /// The name, shortened where it is long.
        key: String,
        /// Line from 1.
        line: usize,
    },
    /// JSON of another kind.
    #[error("{}\nChoose the file that ends in .pmoplan.json.", NotOurs(.found))]
    NotOurs {
        /// What stands where the name of the format should be; none where nothing does.
        found: Option<String>,
    },
    /// Only a newer product can read it.
    #[error(
        "This file was written by {} in format {format_version} and can only be read from format {min_reader_version} \
         on; this Wavewright reads format {ours}.\nReload the page to get the newest Wavewright, or ask for the plan \
         in the older format. The file stays as it is.",
        Writer(.app_version)
    )]
    TooNew {
        /// Format of the file.
        format_version: u32,
        /// Oldest format whose reader may open it.
        min_reader_version: u32,
        /// Format of this product.
        ours: u32,
        /// Version of the product that wrote it; empty where the file does not say.
        app_version: String,
    },
    /// An older format that could not be brought forward.
    #[error(
        "This file could not be brought from format {from} to the next ({step}): {detail}.\nOpen it with the \
         Wavewright that wrote it, or report the file as faulty. It stays as it is."
    )]
    Migration {
        /// Format before the step.
        from: u32,
        /// Name of the step.
        step: String,
        /// What went wrong.
        detail: String,
    },
    /// A value that a field cannot hold.
    #[error("{place}: {detail}.\nCorrect the value in a text editor, or open an earlier save.")]
    Field {
        /// The field, such as `foundation.objectives[2].due`; positions count from 0.
        place: String,
        /// What is wrong with the value.
        detail: String,
    },
    /// A text longer than any field takes.
    #[error(
        "{place} has {characters} characters; a text has at most {limit}.\nShorten it in a text editor, or open an \
         earlier save."
    )]
    TextTooLong {
        /// The field.
        place: String,
        /// Its length.
        characters: usize,
        /// Largest length.
        limit: usize,
    },
    /// More records than a plan takes.
    #[error(
        "This plan has {rows} records in its lists; a plan has at most {limit}.\nSplit it into several plans, or open \
         an earlier save."
    )]
    TooManyRows {
        /// Records of all lists.
        rows: usize,
        /// Most records.
        limit: usize,
    },
    /// More links than a plan takes.
    #[error(
        "This plan has {links} links and answers in its lists; a plan has at most {limit}.\nSplit it into several \
         plans, or open an earlier save."
    )]
    TooManyLinks {
        /// Links and answers.
        links: usize,
        /// Most links.
        limit: usize,
    },
    /// Every field reads well, and the whole cannot be used.
    #[error("{}\nChange this in a text editor, or open an earlier save.", Told(.0))]
    Unusable(
        /// What is wrong, in document order.
        Vec<Problem>,
    ),
}

struct NotOurs<'a>(&'a Option<String>);

impl fmt::Display for NotOurs<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Some(found) => write!(formatter, "This file calls its format '{found}'; a plan's is 'pmo-plan'."),
            None => formatter.write_str("This file does not say that it is a plan: it has no 'format'."),
        }
    }
}

struct Writer<'a>(&'a str);

impl fmt::Display for Writer<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0.is_empty() {
            formatter.write_str("a newer Wavewright")
        } else {
            write!(formatter, "Wavewright {}", self.0)
        }
    }
}

struct Told<'a>(&'a [Problem]);

impl fmt::Display for Told<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, problem) in self.0.iter().take(TOLD_PROBLEMS).enumerate() {
            if index > 0 {
                formatter.write_str("\n")?;
            }
            problem.fmt(formatter)?;
        }
        match self.0.len().checked_sub(TOLD_PROBLEMS) {
            Some(rest) if rest > 0 => write!(formatter, "\nAnd {rest} more of this kind."),
            _ => Ok(()),
        }
    }
}

/// The first characters of a text, for a message: a hostile value must not fill the screen.
pub(super) fn shortened(text: &str, limit: usize) -> String {
    let mut short: String = text.chars().take(limit).filter(|character| !character.is_control()).collect();
    if text.chars().nth(limit).is_some() {
        short.push('…');
    }
    short
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_text_gives_a_way_out_on_its_last_line() {
        let problem = Problem::IdTooLarge { place: "plan.id".to_owned(), id: u64::MAX };
        let errors = [
            LoadError::TooLarge { bytes: 2, limit: 1 },
            LoadError::Empty,
            LoadError::Foreign(ForeignKind::Zip),
            LoadError::NotOurs { found: None },
            LoadError::NotOurs { found: Some("board".to_owned()) },
            LoadError::Unusable(vec![problem; 7]),
        ];
        for error in errors {
            let text = error.to_string();
            let (what, way_out) = text.rsplit_once('\n').unwrap();
            assert!(what.ends_with('.') && way_out.ends_with('.'), "{text}");
        }
    }

    #[test]
    fn a_long_list_of_problems_is_cut() {
        let problem = Problem::IdTooLarge { place: "plan.id".to_owned(), id: u64::MAX };
        let text = LoadError::Unusable(vec![problem; 7]).to_string();
        assert!(text.contains("\nAnd 2 more of this kind.\n"), "{text}");
    }

    #[test]
    fn long_values_are_shortened() {
        assert_eq!(shortened("abc", 3), "abc");
        assert_eq!(shortened("ab\ncd", 3), "ab…");
    }
}
