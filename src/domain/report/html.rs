//! A document as one HTML file that needs nothing else: no script, nothing fetched, every text escaped.

use crate::domain::picture::primitives::TableTwin;
use crate::domain::picture::svg::{self, escape};
use crate::domain::wording::t;

use super::block::{Block, Column, Fact, Table};
use super::{DocumentKind, Report};

/// What a browser may do with the file: show it, styles and embedded images included.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; img-src data:";

const STYLE: &str = include_str!("report.css");

/// Size of the paper for printing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Paper {
    /// 210 by 297 mm.
    #[default]
    A4,
    /// 8.5 by 11 inches.
    Letter,
}

impl Paper {
    /// Its name in style sheets.
    pub fn name(self) -> &'static str {
        match self {
            Self::A4 => "A4",
            Self::Letter => "letter",
        }
    }
}

/// One document as a whole HTML file.
pub fn page(report: &Report, paper: Paper) -> String {
    pages(std::slice::from_ref(report), paper)
}

/// Several documents in one HTML file, each on a new sheet.
pub fn pages(reports: &[Report], paper: Paper) -> String {
    let title = reports.first().map_or_else(String::new, |report| match reports.len() {
        1 => report.title.clone(),
        _ => report.organisation.clone(),
    });
    let mut html = String::from("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
    html.push_str(&format!("<meta http-equiv=\"Content-Security-Policy\" content=\"{}\">\n", escape(POLICY)));
    html.push_str("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
    html.push_str("<meta name=\"referrer\" content=\"no-referrer\">\n");
    html.push_str(&format!("<title>{}</title>\n<style>\n{STYLE}{}", escape(&title), svg::STYLE));
    html.push_str(&page_rules(reports, paper));
    html.push_str("</style>\n</head>\n<body>\n");
    html.push_str("<svg class=\"patterns\" width=\"0\" height=\"0\" aria-hidden=\"true\"><defs>");
    html.push_str(svg::PATTERNS);
    html.push_str("</defs></svg>\n");
    if reports.len() > 1 {
        push_contents(&mut html, reports);
    }
    for report in reports {
        push_report(&mut html, report);
    }
    html.push_str("</body>\n</html>\n");
    html
}

/// The running head and the sheet of each document. The texts are CSS strings in which only plain letters stand for
/// themselves.
fn page_rules(reports: &[Report], paper: Paper) -> String {
    let mut rules = String::new();
    for report in reports {
        let (size, margin) = match report.kind {
            DocumentKind::Roadmap => ("A3 landscape", "11mm"),
            _ => (paper.name(), "20mm"),
        };
        let name = sheet_name(report.kind);
        rules.push_str(&format!("@page {name} {{ size: {size}; margin: {margin};"));
        if report.kind != DocumentKind::Roadmap {
            let face = "color: #55514a; font: 8.5pt system-ui, \"Liberation Sans\", sans-serif;";
            rules.push_str(&format!(
                " @top-left {{ content: \"{}\"; {face} }} @top-right {{ content: \"{}\"; {face} }} @bottom-right {{ content: counter(page) \" / \" counter(pages); {face} }}",
                style_string(&report.organisation),
                style_string(&report.edition),
            ));
        }
        rules.push_str(&format!(" }}\n.{name} {{ page: {name}; }}\n"));
    }
    rules
}

fn sheet_name(kind: DocumentKind) -> String {
    format!("sheet-{}", kind.id())
}

/// A text inside a quoted CSS string: whatever is no letter, figure or plain sign is written by its number.
fn style_string(text: &str) -> String {
    let mut escaped = String::new();
    for letter in text.chars() {
        match letter {
            'a'..='z' | 'A'..='Z' | '0'..='9' | ' ' | ',' | '.' | '-' => escaped.push(letter),
            '\0' => {}
            _ => escaped.push_str(&format!("\\{:06x} ", u32::from(letter))),
        }
    }
    escaped
}

fn push_contents(html: &mut String, reports: &[Report]) {
    html.push_str(&format!("<nav class=\"contents\"><h2>{}</h2>\n<ul>\n", escape(t("report.contents"))));
    for report in reports {
        html.push_str(&format!("<li><a href=\"#{}\">{}</a></li>\n", report.kind.id(), escape(&report.title)));
    }
    html.push_str("</ul></nav>\n");
}

fn push_report(html: &mut String, report: &Report) {
    let kind = if report.kind == DocumentKind::Roadmap { "one-page" } else { "paper" };
    let (id, sheet) = (report.kind.id(), sheet_name(report.kind));
    html.push_str(&format!("<article id=\"{id}\" class=\"{kind} {sheet}\">\n"));
    html.push_str(&format!(
        "<header><p class=\"running\"><span>{}</span> <span>{}</span></p>\n<h1>{}</h1></header>\n",
        escape(&report.organisation),
        escape(&report.edition),
        escape(&report.title)
    ));
    push_blocks(html, &report.blocks);
    html.push_str("</article>\n");
}

fn push_blocks(html: &mut String, blocks: &[Block]) {
    for block in blocks {
        push_block(html, block);
    }
}

fn push_block(html: &mut String, block: &Block) {
    match block {
        Block::Heading { level, number, text } => {
            let level = level.clamp(&2, &6);
            let number =
                number.map(|number| format!("<span class=\"number\">{number}</span> ")).unwrap_or_default();
            html.push_str(&format!("<h{level}>{number}{}</h{level}>\n", escape(text)));
        }
        Block::Lead(text) => html.push_str(&format!("<p class=\"lead\">{}</p>\n", escape(text))),
        Block::Paragraph(text) => html.push_str(&format!("<p>{}</p>\n", escape(text))),
        Block::Note(text) => html.push_str(&format!("<p class=\"note\">{}</p>\n", escape(text))),
        Block::List { ordered, items } => {
            let tag = if *ordered { "ol" } else { "ul" };
            html.push_str(&format!("<{tag}>\n"));
            for item in items {
                html.push_str(&format!("<li>{}</li>\n", escape(item)));
            }
            html.push_str(&format!("</{tag}>\n"));
        }
        Block::Terms(terms) => {
            html.push_str("<dl class=\"terms\">\n");
            for (term, text) in terms {
                html.push_str(&format!("<div><dt>{}</dt><dd>{}</dd></div>\n", escape(term), escape(text)));
            }
            html.push_str("</dl>\n");
        }
        Block::Table(table) => push_table(html, table),
        Block::Facts(facts) => push_facts(html, facts),
        Block::Picture { picture, twin } => {
            html.push_str("<figure>\n");
            html.push_str(&svg::part(picture));
            html.push_str(&format!("<details><summary>{}</summary>\n", escape(t("report.table_of"))));
            push_table(html, &from_twin(twin));
            html.push_str("</details>\n</figure>\n");
        }
        Block::Signatures(lines) => {
            html.push_str("<div class=\"signatures\">\n");
            for (role, name) in lines {
                html.push_str(&format!(
                    "<div><p class=\"sign-line\">{}</p><p><b>{}</b> {}</p></div>\n",
                    escape(t("report.signature.place")),
                    escape(role),
                    escape(name)
                ));
            }
            html.push_str("</div>\n");
        }
        Block::Columns(columns) => {
            html.push_str("<div class=\"columns\">\n");
            for column in columns {
                html.push_str("<div>\n");
                push_blocks(html, column);
                html.push_str("</div>\n");
            }
            html.push_str("</div>\n");
        }
        Block::PageBreak => html.push_str("<div class=\"page-break\"></div>\n"),
    }
}

fn push_table(html: &mut String, table: &Table) {
    html.push_str("<div class=\"table-box\"><table>\n<thead><tr>");
    for column in &table.columns {
        html.push_str(&format!(
            "<th scope=\"col\"{}>{}</th>",
            figure_sign(Some(column)),
            escape(&column.name)
        ));
    }
    html.push_str("</tr></thead>\n<tbody>\n");
    for row in &table.rows {
        push_row(html, table, row);
    }
    html.push_str("</tbody>\n");
    if !table.total.is_empty() {
        html.push_str("<tfoot>\n");
        push_row(html, table, &table.total);
        html.push_str("</tfoot>\n");
    }
    html.push_str("</table></div>\n");
    if !table.note.is_empty() {
        html.push_str(&format!("<p class=\"remark\">{}</p>\n", escape(&table.note)));
    }
}

fn push_row(html: &mut String, table: &Table, row: &[String]) {
    html.push_str("<tr>");
    for (index, cell) in row.iter().enumerate() {
        let sign = figure_sign(table.columns.get(index));
        if index == 0 {
            html.push_str(&format!("<th scope=\"row\"{sign}>{}</th>", escape(cell)));
        } else {
            html.push_str(&format!("<td{sign}>{}</td>", escape(cell)));
        }
    }
    html.push_str("</tr>\n");
}

fn figure_sign(column: Option<&Column>) -> &'static str {
    if column.is_some_and(|column| column.is_figure) { " data-kind=\"figure\"" } else { "" }
}

fn push_facts(html: &mut String, facts: &[Fact]) {
    html.push_str("<dl class=\"facts\">\n");
    for fact in facts {
        html.push_str(&format!(
            "<div><dt>{}</dt><dd>{}</dd></div>\n",
            escape(&fact.caption),
            escape(&fact.value)
        ));
    }
    html.push_str("</dl>\n");
}

fn from_twin(twin: &TableTwin) -> Table {
    let column = |name: &String| Column { name: name.clone(), is_figure: false };
    Table { columns: twin.columns.iter().map(column).collect(), rows: twin.rows.clone(), ..Table::default() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_style_string_cannot_end_early() {
        assert_eq!(style_string("A \"} </style>"), "A \\000022 \\00007d  \\00003c \\00002f style\\00003e ");
        assert_eq!(style_string("Norvik, rev. 3"), "Norvik, rev. 3");
    }

    #[test]
    fn the_file_allows_nothing_but_its_own_styles() {
        let report = Report {
            kind: DocumentKind::Charter,
            title: "A <b>".to_owned(),
            organisation: "O".to_owned(),
            edition: "E".to_owned(),
            blocks: vec![Block::Paragraph("1 < 2 & \"3\"".to_owned())],
        };
        let html = page(&report, Paper::Letter);
        assert!(
            html.contains("default-src &#39;none&#39;; style-src &#39;unsafe-inline&#39;; img-src data:")
        );
        assert!(html.contains("<p>1 &lt; 2 &amp; &quot;3&quot;</p>"));
        assert!(html.contains("<title>A &lt;b&gt;</title>"));
        assert!(html.contains("size: letter"));
        assert!(!html.contains("<script"));
    }
}
