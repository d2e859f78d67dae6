//! A dialog whose heading is the question. It is open as long as it is mounted.

use web_sys::HtmlDialogElement;
use yew::prelude::*;

use crate::browser::ui::focus::focus;

use super::button::{Button, ButtonKind, ButtonSize};
use super::icon::IconName;

/// Properties of [`Dialog`].
#[derive(Properties, PartialEq)]
pub struct DialogProps {
    /// Id of the dialog; its heading has the id `{id}-title`.
    pub id: AttrValue,
    /// The question.
    pub title: AttrValue,
    /// Called when Esc or the cross is pressed; the caller then stops rendering the dialog.
    pub on_close: Callback<()>,
    /// Name of the cross.
    pub close_label: AttrValue,
    /// Buttons at the foot, the primary one last.
    #[prop_or_default]
    pub actions: Html,
    /// Whether it is 760 px wide instead of 480.
    #[prop_or_default]
    pub is_wide: bool,
    /// What is between heading and buttons.
    pub children: Html,
}

/// A modal dialog. The focus goes to its first field, or to its heading, and back when it closes.
#[component]
pub fn Dialog(props: &DialogProps) -> Html {
    let element = use_node_ref();
    {
        let element = element.clone();
        use_effect_with((), move |()| {
            let before = web_sys::window()
                .and_then(|window| window.document())
                .and_then(|document| document.active_element());
            let dialog = element.cast::<HtmlDialogElement>();
            if let Some(dialog) = &dialog {
                open(dialog);
            }
            move || {
                if let Some(dialog) = dialog {
                    dialog.close();
                }
                focus(before);
            }
        });
    }
    let oncancel = {
        let on_close = props.on_close.clone();
        Callback::from(move |event: Event| {
            // The caller closes it, or keeps it open because something is not saved yet.
            event.prevent_default();
            on_close.emit(());
        })
    };
    let title_id = format!("{}-title", props.id);
    html! {
        <dialog
            ref={element}
            class="dialog"
            id={props.id.clone()}
            data-size={props.is_wide.then_some("wide")}
            aria-labelledby={title_id.clone()}
            {oncancel}
        >
            <header class="dialog-head">
                <h2 id={title_id} tabindex="-1">{ &props.title }</h2>
                <Button kind={ButtonKind::Icon} size={ButtonSize::Small} icon={IconName::Close}
                    label={props.close_label.clone()} on_press={props.on_close.reform(|_| ())} />
            </header>
            <div class="dialog-body">{ props.children.clone() }</div>
            <footer class="dialog-foot">{ props.actions.clone() }</footer>
        </dialog>
    }
}

/// Shows the dialog above the page and sets the first focus.
fn open(dialog: &HtmlDialogElement) {
    // Fails only when it is open already.
    let _ = dialog.show_modal();
    let first = [".dialog-body :is(input, select, textarea):not(:disabled)", "h2"]
        .iter()
        .find_map(|selector| dialog.query_selector(selector).ok().flatten());
    focus(first);
}
