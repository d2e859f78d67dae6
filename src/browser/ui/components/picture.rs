//! A picture of the domain as SVG nodes of the page.

use yew::prelude::*;
use yew::virtual_dom::{VNode, VTag, VText};

use crate::domain::picture::primitives::{Picture as Drawing, Shape, Target};

/// Properties of [`Picture`].
#[derive(Properties, PartialEq)]
pub struct PictureProps {
    /// What is drawn. Its title and summary name the picture for screen readers.
    pub picture: std::rc::Rc<Drawing>,
    /// Called with what a shape stands for when it is clicked. A table beside the picture offers the same to keys.
    #[prop_or_default]
    pub on_pick: Option<Callback<Target>>,
}

/// The picture in its own size; its box scrolls sideways where that is too wide.
#[component]
pub fn Picture(props: &PictureProps) -> Html {
    let drawing = &props.picture;
    let (width, height) = (drawing.width.ceil(), drawing.height.ceil());
    let label = format!("{}. {}", drawing.title, drawing.summary);
    html! {
        <div class="scroll-box">
            <svg class="chart-drawing" role="img" aria-label={label} width={width.to_string()}
                height={height.to_string()} viewBox={format!("0 0 {width} {height}")}>
                for (index, shape) in drawing.shapes.iter().enumerate() {
                    { placed(index, shape, props.on_pick.as_ref()) }
                }
            </svg>
        </div>
    }
}

/// A shape; inside a group that listens where it stands for something. Shapes keep no state, so their place is key
/// enough.
fn placed(index: usize, shape: &Shape, on_pick: Option<&Callback<Target>>) -> Html {
    match (on_pick, &shape.target) {
        (Some(on_pick), Some(target)) => {
            let target = target.clone();
            let onclick = on_pick.reform(move |_: MouseEvent| target.clone());
            html! { <g key={index} class="picture-target" {onclick}>{ VNode::from(node(shape)) }</g> }
        }
        _ => {
            let mut tag = node(shape);
            tag.key = Some(index.into());
            tag.into()
        }
    }
}

fn node(shape: &Shape) -> VTag {
    let node = shape.node();
    let mut tag = VTag::new(node.tag);
    for (name, value) in node.attributes {
        tag.add_attribute(name, value);
    }
    if let Some(hint) = node.hint {
        let mut title = VTag::new("title");
        title.add_child(VNode::from(VText::new(hint.to_owned())));
        tag.add_child(title.into());
    }
    if let Some(text) = node.text {
        tag.add_child(VNode::from(VText::new(text.to_owned())));
    }
    tag
}
