//! What documents are made of: blocks of plain text, so that every writer escapes in one place.

use crate::domain::picture::primitives::{Picture, TableTwin};
use crate::domain::wording::t;

/// A piece of a document. Every text is plain: no markup is read in it.
#[derive(Clone, Debug, PartialEq)]
pub enum Block {
    /// A heading; sections may carry a number.
    Heading {
        /// 2 for a section, 3 below it.
        level: u8,
        /// Number of the section.
        number: Option<usize>,
        /// The heading.
        text: String,
    },
    /// The opening paragraph.
    Lead(String),
    /// A paragraph.
    Paragraph(String),
    /// Something that stands out from the text: a quote, a warning.
    Note(String),
    /// A list.
    List {
        /// Numbered.
        ordered: bool,
        /// Its items.
        items: Vec<String>,
    },
    /// Words with their explanation.
    Terms(Vec<(String, String)>),
    /// A table.
    Table(Table),
    /// A row of results, each with its caption.
    Facts(Vec<Fact>),
    /// A picture with its content as a table.
    Picture {
        /// The picture.
        picture: Box<Picture>,
        /// The same in rows of text.
        twin: TableTwin,
    },
    /// Lines to sign on: role and name.
    Signatures(Vec<(String, String)>),
    /// Parts that stand side by side where there is room.
    Columns(Vec<Vec<Block>>),
    /// A new sheet on paper.
    PageBreak,
}

/// A table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    /// Its columns.
    pub columns: Vec<Column>,
    /// Its rows.
    pub rows: Vec<Vec<String>>,
    /// The row of sums; empty for none.
    pub total: Vec<String>,
    /// A remark below it; empty for none.
    pub note: String,
}

/// A column of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// Its head.
    pub name: String,
    /// Holds figures, set to the right.
    pub is_figure: bool,
}

/// A result with its caption.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fact {
    /// The result: "194 pd".
    pub value: String,
    /// What it is: "to build them".
    pub caption: String,
}

impl Block {
    /// A numbered section.
    pub fn section(number: usize, text: impl Into<String>) -> Self {
        Self::Heading { level: 2, number: Some(number), text: text.into() }
    }

    /// A heading without a number.
    pub fn heading(level: u8, text: impl Into<String>) -> Self {
        Self::Heading { level, number: None, text: text.into() }
    }

    /// A list with bullets.
    pub fn bullets(items: Vec<String>) -> Self {
        Self::List { ordered: false, items }
    }

    /// A paragraph that says that something is still open.
    pub fn to_be_decided() -> Self {
        Self::Paragraph(t("report.open").to_owned())
    }
}

impl Table {
    /// A table with the heads `report.column.<name>`; a name that starts with `#` is a column of figures.
    pub fn of(columns: &[&str]) -> Self {
        let column = |name: &&str| {
            let plain = name.trim_start_matches('#');
            Column { name: t(&format!("report.column.{plain}")).to_owned(), is_figure: plain != *name }
        };
        Self { columns: columns.iter().map(column).collect(), ..Self::default() }
    }

    /// Adds rows. Columns that are empty in every row are left out.
    pub fn with_rows(mut self, rows: Vec<Vec<String>>) -> Self {
        let is_used =
            |index: usize| rows.iter().any(|row| row.get(index).is_some_and(|cell| !cell.trim().is_empty()));
        let used: Vec<bool> = (0..self.columns.len()).map(is_used).collect();
        let keep = |index: &usize| used.get(*index).copied().unwrap_or(false);
        self.columns = self
            .columns
            .into_iter()
            .enumerate()
            .filter(|(index, _)| keep(index))
            .map(|(_, column)| column)
            .collect();
        self.rows = rows
            .into_iter()
            .map(|row| {
                row.into_iter().enumerate().filter(|(index, _)| keep(index)).map(|(_, cell)| cell).collect()
            })
            .collect();
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn empty_columns_are_left_out() {
        let rows = vec![vec!["a".to_owned(), " ".to_owned(), "1".to_owned()]];
        let table = Table::of(&["benefit", "customer", "#build"]).with_rows(rows);
        assert_eq!(table.columns.len(), 2);
        assert_eq!(table.rows, [["a", "1"]]);
        assert!(table.columns[1].is_figure);
    }
}
