//! The head of a column; with a button where the column can be sorted.

use yew::prelude::*;

use super::icon::{Icon, IconName};
use super::term_text::marked;

/// How a column is sorted now.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum SortOrder {
    /// By another column.
    #[default]
    None,
    /// Smallest first.
    Ascending,
    /// Largest first.
    Descending,
}

/// Properties of [`HeadCell`].
#[derive(Properties, PartialEq)]
pub struct HeadCellProps {
    /// Name of the column.
    pub label: AttrValue,
    /// Whether the name is only read out, as over a column of buttons.
    #[prop_or_default]
    pub is_label_hidden: bool,
    /// Whether the column holds figures, which stand at the right.
    #[prop_or_default]
    pub is_figure: bool,
    /// How the column is sorted now.
    #[prop_or_default]
    pub order: SortOrder,
    /// Called when the head is pressed. Without it the column cannot be sorted.
    #[prop_or_default]
    pub on_sort: Option<Callback<()>>,
}

/// The head of a column.
#[component]
pub fn HeadCell(props: &HeadCellProps) -> Html {
    let kind = props.is_figure.then_some("figure");
    let Some(on_sort) = &props.on_sort else {
        return html! {
            <th scope="col" data-kind={kind}>
                if props.is_label_hidden {
                    <span class="visually-hidden">{ &props.label }</span>
                } else {
                    { marked(props.label.clone()) }
                }
            </th>
        };
    };
    let (order, icon) = match props.order {
        SortOrder::None => ("none", IconName::ChevronDown),
        SortOrder::Ascending => ("ascending", IconName::ChevronUp),
        SortOrder::Descending => ("descending", IconName::ChevronDown),
    };
    html! {
        <th scope="col" data-kind={kind} aria-sort={order}>
            <button type="button" class="table-sort" onclick={on_sort.reform(|_: MouseEvent| ())}>
                { marked(props.label.clone()) }
                <Icon name={icon} size=12 />
            </button>
        </th>
    }
}
