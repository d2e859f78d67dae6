//! Measures that the planned entries bring along, one press from being taken over.

use yew::prelude::*;

use crate::browser::clock;
use crate::browser::ui::components::button::{Button, ButtonSize};
use crate::browser::ui::components::disclosure::Disclosure;
use crate::browser::ui::components::icon::IconName;
use crate::browser::ui::components::term_text::explained;
use crate::browser::ui::pages::entry::parts::entry_href;
use crate::browser::ui::plan_view::PageProps;
use crate::domain::catalogue::Catalogue;
use crate::domain::kpis::{KpiOffer, offers, take_over};
use crate::domain::wording::{count, t};

/// The list; nothing where the plan has them all.
#[component]
pub fn KpiOffers(props: &PageProps) -> Html {
    let offers = offers(&props.plan.document);
    if offers.is_empty() {
        return html! {};
    }
    html! {
        <section class="panel stack" data-gap="2" aria-labelledby="kpi-offers">
            <h2 id="kpi-offers">{ explained(t("kpis.title")) }</h2>
            <p class="page-lead">{ explained(t("kpis.lead")) }</p>
            <Disclosure summary={count("kpis.offered", offers.len())}>
                <ul class="plain-list">
                    for offer in offers.iter() {
                        <li key={offer.name.clone()} class="spread">{ draw(props, offer) }</li>
                    }
                </ul>
            </Disclosure>
        </section>
    }
}

fn draw(props: &PageProps, offer: &KpiOffer) -> Html {
    let entry = Catalogue::of(&props.plan.document).short_name(&offer.entry);
    let on_press = {
        let (document, offer, on_command) =
            (props.plan.document.clone(), offer.clone(), props.on_command.clone());
        Callback::from(move |_: MouseEvent| {
            if let Some(command) = take_over(&document, &offer, clock::random_id()) {
                on_command.emit(command);
            }
        })
    };
    html! {
        <>
            <span>{ &offer.name }{ " " }<a href={entry_href(&offer.entry)}>{ entry }</a></span>
            <Button size={ButtonSize::Small} icon={IconName::Plus} {on_press}>
                { t("kpis.take_over") }<span class="visually-hidden">{ format!(": {}", offer.name) }</span>
            </Button>
        </>
    }
}
