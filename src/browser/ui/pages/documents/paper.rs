//! A document as it will look on paper: every block of a report as nodes of the page.

use std::rc::Rc;

use yew::prelude::*;

use crate::browser::ui::components::picture::Picture;
use crate::domain::report::block::{Block, Column, Fact, Table};
use crate::domain::report::html::Paper;
use crate::domain::report::{DocumentKind, Report};
use crate::domain::wording::t;

/// Properties of [`PaperSheet`].
#[derive(PartialEq, Properties)]
pub struct PaperSheetProps {
    /// The document.
    pub report: Report,
    /// Size of the paper.
    pub size: Paper,
}

/// The paper on its ground.
#[component]
pub fn PaperSheet(props: &PaperSheetProps) -> Html {
    let report = &props.report;
    let head = html! {
        <p class="paper-head"><span>{ &report.organisation }</span><span>{ &report.edition }</span></p>
    };
    if report.kind == DocumentKind::Roadmap {
        return html! {
            <div class="one-page-frame" role="region" tabindex="0" aria-label={report.title.clone()}>
                <article class="one-page">
                    { head }
                    <h2 class="one-page-title">{ &report.title }</h2>
                    { blocks(&report.blocks, Layout::OnePage) }
                </article>
            </div>
        };
    }
    let size = match props.size {
        Paper::A4 => "a4",
        Paper::Letter => "letter",
    };
    html! {
        <div class="paper-ground">
            <article class="paper" data-size={size}>
                { head }
                <h2 class="paper-title">{ &report.title }</h2>
                { blocks(&report.blocks, Layout::Paper) }
            </article>
        </div>
    }
}

/// On what kind of paper blocks stand.
#[derive(Clone, Copy, PartialEq)]
enum Layout {
    /// Sheet after sheet.
    Paper,
    /// One wide sheet.
    OnePage,
}

fn blocks(blocks: &[Block], layout: Layout) -> Html {
    html! {
        for (place, one) in blocks.iter().enumerate() {
            <key={place}>{ block(one, layout) }</>
        }
    }
}

fn block(block: &Block, layout: Layout) -> Html {
    match block {
        Block::Heading { level, number, text } => heading(*level, *number, text),
        Block::Lead(text) => html! { <p class="paper-lead">{ text }</p> },
        Block::Paragraph(text) => html! { <p>{ text }</p> },
        Block::Note(text) => html! { <p class="paper-note">{ text }</p> },
        Block::List { ordered, items } => list(*ordered, items),
        Block::Terms(terms) => html! {
            <dl class="paper-terms">
                for (place, (term, text)) in terms.iter().enumerate() {
                    <div key={place}><dt>{ term }</dt><dd>{ text }</dd></div>
                }
            </dl>
        },
        Block::Table(content) => table(content),
        Block::Facts(content) => facts(content),
        Block::Picture { picture, twin } => html! {
            <figure class="paper-figure">
                <Picture picture={Rc::new((**picture).clone())} />
                <details class="disclosure print-hidden">
                    <summary>{ t("report.table_of") }</summary>
                    { table(&Table { columns: columns_of(&twin.columns), rows: twin.rows.clone(), ..Table::default() }) }
                </details>
            </figure>
        },
        Block::Signatures(lines) => html! {
            <div class="paper-signatures">
                for (place, (role, name)) in lines.iter().enumerate() {
                    <div key={place}>
                        <p class="paper-signature">{ t("report.signature.place") }</p>
                        <p><b>{ role }</b>{ " " }{ name }</p>
                    </div>
                }
            </div>
        },
        Block::Columns(columns) => {
            let class = if layout == Layout::OnePage { "one-page-body" } else { "paper-columns" };
            html! {
                <div {class}>
                    for (place, column) in columns.iter().enumerate() {
                        <div key={place} class="paper-column">{ blocks(column, layout) }</div>
                    }
                </div>
            }
        }
        Block::PageBreak => html! { <div class="break-before" /> },
    }
}

/// Headings of the document stand below the heading of the page and the document's title.
fn heading(level: u8, number: Option<usize>, text: &str) -> Html {
    if level > 2 {
        return html! { <h4 class="paper-subheading">{ text }</h4> };
    }
    html! {
        <h3 class="paper-heading">
            if let Some(number) = number {
                <span>{ number }</span>
            }
            <span>{ text }</span>
        </h3>
    }
}

fn list(is_ordered: bool, items: &[String]) -> Html {
    let items = html! {
        for (place, item) in items.iter().enumerate() {
            <li key={place}>{ item }</li>
        }
    };
    if is_ordered {
        html! { <ol class="paper-list">{ items }</ol> }
    } else {
        html! { <ul class="paper-list">{ items }</ul> }
    }
}

fn columns_of(names: &[String]) -> Vec<Column> {
    names.iter().map(|name| Column { name: name.clone(), is_figure: false }).collect()
}

fn facts(facts: &[Fact]) -> Html {
    html! {
        <dl class="one-page-figures">
            for (place, fact) in facts.iter().enumerate() {
                <div key={place} class="one-page-figure"><dt>{ &fact.caption }</dt><dd>{ &fact.value }</dd></div>
            }
        </dl>
    }
}

fn table(table: &Table) -> Html {
    html! {
        <>
            <div class="paper-table-box">
                <table class="paper-table">
                    <thead>
                        <tr>
                            for (place, column) in table.columns.iter().enumerate() {
                                <th key={place} scope="col" data-kind={column.is_figure.then_some("figure")}>{ &column.name }</th>
                            }
                        </tr>
                    </thead>
                    <tbody>
                        for (place, cells) in table.rows.iter().enumerate() {
                            <tr key={place}>{ row(table, cells) }</tr>
                        }
                    </tbody>
                    if !table.total.is_empty() {
                        <tfoot><tr>{ row(table, &table.total) }</tr></tfoot>
                    }
                </table>
            </div>
            if !table.note.is_empty() {
                <p class="paper-remark">{ &table.note }</p>
            }
        </>
    }
}

fn row(table: &Table, cells: &[String]) -> Html {
    html! {
        for (place, cell) in cells.iter().enumerate() {
            { draw_cell(place, cell, table.columns.get(place).is_some_and(|column| column.is_figure)) }
        }
    }
}

/// The first cell of a row is its head.
fn draw_cell(place: usize, cell: &str, is_figure: bool) -> Html {
    let kind = is_figure.then_some("figure");
    if place == 0 {
        html! { <th key={place} scope="row" data-kind={kind}>{ cell }</th> }
    } else {
        html! { <td key={place} data-kind={kind}>{ cell }</td> }
    }
}
