//! The bar of an entry's build time, which lanes and the Gantt chart share: what it says when it is pointed at.

use crate::domain::figures::schedule::WorkBar;
use crate::domain::model::document::Document;
use crate::domain::wording::{fill, phrase};

/// Name, wave, days and effort of a bar in one sentence.
pub fn bar_hint(document: &Document, bar: &WorkBar) -> String {
    let format = document.plan.date_format;
    fill(
        "picture.roadmap.hint.bar",
        &[
            ("name", &bar.name),
            ("wave", &bar.wave.to_string()),
            ("from", &phrase::date(format, bar.from)),
            ("to", &phrase::date(format, bar.to)),
            ("build", &phrase::days(bar.build_days)),
            ("run", &phrase::days(bar.run_days_per_month)),
        ],
    )
}
