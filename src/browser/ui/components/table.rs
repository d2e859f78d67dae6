//! The frame of a table: caption, sticky head, sideways scrolling that the keyboard reaches.

use yew::prelude::*;

/// Properties of [`Table`].
#[derive(Properties, PartialEq)]
pub struct TableProps {
    /// What the table shows; also the name of its scrolling box.
    pub caption: AttrValue,
    /// Whether the caption is seen; it is always read out.
    #[prop_or_default]
    pub shows_caption: bool,
    /// Whether rows have two lines: 44 px instead of 36.
    #[prop_or_default]
    pub has_tall_rows: bool,
    /// Whether cells stand closer together: for many columns of figures.
    #[prop_or_default]
    pub is_dense: bool,
    /// Whether the head sticks below the app bar while the page scrolls. Otherwise it sticks inside the
    /// table's own box, which also scrolls sideways.
    #[prop_or_default]
    pub sticks_to_page: bool,
    /// Whether rows become cards on a phone: the heading of the row, then every cell with its `data-label` above it. Cells
    /// with `data-empty` are left out there, those with `data-wide` take a line of their own. For rows with actions or many
    /// columns; other tables scroll sideways and keep the headings of their rows in view.
    #[prop_or_default]
    pub becomes_cards: bool,
    /// `thead` with `HeadCell`s, `tbody`, `tfoot`. Cells with figures carry `data-kind="figure"`, rows with a
    /// group heading the class `table-band`, the selected row `data-selected`.
    pub children: Html,
}

/// The frame of a table.
#[component]
pub fn Table(props: &TableProps) -> Html {
    let scrolls = !props.sticks_to_page;
    html! {
        <div
            class="table-box"
            data-head={props.sticks_to_page.then_some("page")}
            role={scrolls.then_some("region")}
            aria-label={scrolls.then(|| props.caption.clone())}
            tabindex={scrolls.then_some("0")}
        >
            <table class="table" data-rows={props.has_tall_rows.then_some("tall")}
                data-dense={props.is_dense.then_some("")} data-narrow={props.becomes_cards.then_some("cards")}>
                <caption class={(!props.shows_caption).then_some("visually-hidden")}>{ &props.caption }</caption>
                { props.children.clone() }
            </table>
        </div>
    }
}
