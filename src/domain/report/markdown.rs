//! A document as Markdown: tables and lists of the common dialect, every text escaped so that it stays text.

use super::Report;
use super::block::{Block, Table};
use crate::domain::picture::primitives::TableTwin;
use crate::domain::wording::t;

/// One document as Markdown.
pub fn text(report: &Report) -> String {
    let mut lines = Lines::default();
    lines.paragraph(&format!("# {}", escape(&report.title)));
    lines.paragraph(&escape(&format!("{}, {}", report.organisation, report.edition)));
    lines.blocks(&report.blocks);
    lines.finish()
}

/// Several documents, one after the other.
pub fn texts(reports: &[Report]) -> String {
    reports.iter().map(text).collect::<Vec<_>>().join("\n")
}

/// Text in which nothing is read as markup: one line, special signs with a backslash, angle brackets by name.
pub fn escape(text: &str) -> String {
    let text = text.split(|letter: char| letter.is_whitespace() || letter.is_control());
    let text = text.filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ");
    let mut escaped = String::with_capacity(text.len());
    for (place, letter) in text.char_indices() {
        let starts =
            text.get(..place).is_some_and(|before| before.chars().all(|digit| digit.is_ascii_digit()));
        match letter {
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '&' => escaped.push_str("&amp;"),
            '\\' | '`' | '*' | '_' | '[' | ']' | '|' | '~' | '#' => {
                escaped.push('\\');
                escaped.push(letter);
            }
            // At the start of a line these make lists, numbered ones after figures; "1." is a list as well.
            '-' | '+' | '=' if place == 0 => {
                escaped.push('\\');
                escaped.push(letter);
            }
            '.' | ')' if place > 0 && starts => {
                escaped.push('\\');
                escaped.push(letter);
            }
            // An address would become a link without further signs.
            ':' if text.get(place..).is_some_and(|rest| rest.starts_with("://")) => escaped.push_str("&#58;"),
            '@' => escaped.push_str("&#64;"),
            '.' if text.get(..place).is_some_and(|before| before.to_ascii_lowercase().ends_with("www")) => {
                escaped.push_str("&#46;");
            }
            _ => escaped.push(letter),
        }
    }
    escaped
}

#[derive(Default)]
struct Lines {
    parts: Vec<String>,
}

impl Lines {
    /// A part of its own: blank lines around it.
    fn paragraph(&mut self, text: &str) {
        if !text.is_empty() {
            self.parts.push(text.to_owned());
        }
    }

    fn finish(self) -> String {
        let mut text = self.parts.join("\n\n");
        text.push('\n');
        text
    }

    fn blocks(&mut self, blocks: &[Block]) {
        for block in blocks {
            self.block(block);
        }
    }

    fn block(&mut self, block: &Block) {
        match block {
            Block::Heading { level, number, text } => {
                let signs = "#".repeat(usize::from(*level.clamp(&2, &6)));
                let number = number.map(|number| format!("{number}\\. ")).unwrap_or_default();
                self.paragraph(&format!("{signs} {number}{}", escape(text)));
            }
            Block::Lead(text) | Block::Paragraph(text) => self.paragraph(&escape(text)),
            Block::Note(text) => self.paragraph(&format!("> {}", escape(text))),
            Block::List { ordered, items } => {
                let lines = items.iter().enumerate().map(|(index, item)| {
                    let sign = if *ordered { format!("{}.", index + 1) } else { "-".to_owned() };
                    format!("{sign} {}", escape(item))
                });
                self.paragraph(&lines.collect::<Vec<_>>().join("\n"));
            }
            Block::Terms(terms) => {
                let lines =
                    terms.iter().map(|(term, text)| format!("- **{}**: {}", escape(term), escape(text)));
                self.paragraph(&lines.collect::<Vec<_>>().join("\n"));
            }
            Block::Facts(facts) => {
                let lines = facts
                    .iter()
                    .map(|fact| format!("- **{}** {}", escape(&fact.value), escape(&fact.caption)));
                self.paragraph(&lines.collect::<Vec<_>>().join("\n"));
            }
            Block::Table(table) => self.table(table),
            Block::Picture { picture, twin } => {
                self.paragraph(&format!("**{}**", escape(&picture.title)));
                self.paragraph(&escape(&picture.summary));
                self.twin(twin);
            }
            Block::Signatures(lines) => {
                let lines = lines.iter().map(|(role, name)| {
                    let line = "\\_".repeat(24);
                    format!(
                        "- {}: {line} {} {}",
                        escape(t("report.signature.sign")),
                        escape(role),
                        escape(name)
                    )
                });
                self.paragraph(&lines.map(|line| line.trim_end().to_owned()).collect::<Vec<_>>().join("\n"));
            }
            Block::Columns(columns) => columns.iter().for_each(|column| self.blocks(column)),
            Block::PageBreak => {}
        }
    }

    fn table(&mut self, table: &Table) {
        let heads: Vec<String> = table.columns.iter().map(|column| escape(&column.name)).collect();
        let rules: Vec<String> = table
            .columns
            .iter()
            .map(|column| if column.is_figure { "---:" } else { "---" }.to_owned())
            .collect();
        let mut lines = vec![row(&heads), row(&rules)];
        for cells in &table.rows {
            lines.push(row(&cells.iter().map(|cell| escape(cell)).collect::<Vec<_>>()));
        }
        if !table.total.is_empty() {
            let cells = table.total.iter().map(|cell| format!("**{}**", escape(cell)));
            lines.push(row(&cells.collect::<Vec<_>>()));
        }
        self.paragraph(&lines.join("\n"));
        self.paragraph(&escape(&table.note));
    }

    fn twin(&mut self, twin: &TableTwin) {
        let heads: Vec<String> = twin.columns.iter().map(|name| escape(name)).collect();
        let rules = vec!["---".to_owned(); heads.len()];
        let mut lines = vec![row(&heads), row(&rules)];
        lines.extend(
            twin.rows.iter().map(|cells| row(&cells.iter().map(|cell| escape(cell)).collect::<Vec<_>>())),
        );
        self.paragraph(&lines.join("\n"));
    }
}

fn row(cells: &[String]) -> String {
    format!("| {} |", cells.join(" | "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_in_a_text_stays_text() {
        for (text, expected) in [
            ("a | b", "a \\| b"),
            ("<script>", "&lt;script&gt;"),
            ("*bold* _it_ `code`", "\\*bold\\* \\_it\\_ \\`code\\`"),
            ("[x](javascript:alert(1))", "\\[x\\](javascript:alert(1))"),
            ("- item\n# head", "\\- item \\# head"),
            ("12. May", "12\\. May"),
            (
                "https://x.example www.x.example a@b.example",
                "https&#58;//x.example www&#46;x.example a&#64;b.example",
            ),
        ] {
            assert_eq!(escape(text), expected, "{text}");
        }
    }
}
