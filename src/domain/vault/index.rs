//! The list of plans that the library shows. It never decides what is loaded, and can be made again from the slots.

use serde::{Deserialize, Serialize};

use super::checksum::Checksum;
use super::record::Record;
use crate::domain::json;
use crate::domain::model::ids::PlanId;
use crate::domain::model::plan::PlanStatus;
use crate::domain::model::scalar::Date;
use crate::domain::order;

/// Days that a plan stays in the bin.
pub const BIN_DAYS: i32 = 30;

const FORMAT: &str = "wavewright-index";
const VERSION: u32 = 1;

/// How far one of the six parts of a plan is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PartState {
    /// Nothing entered.
    #[default]
    Empty,
    /// Something entered.
    Started,
    /// All that the part asks for is there.
    Done,
    /// Done once, but something it builds on has changed.
    NeedsReview,
}

/// What the library shows of the content of a plan.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Outline {
    /// Name of the plan.
    pub name: String,
    /// Name of the organisation.
    pub organisation: String,
    /// How far the plan is agreed.
    pub status: PlanStatus,
    /// How far each of the six parts is, in their order.
    pub progress: [PartState; 6],
}

impl Outline {
    /// Parts that are done, 0 to 6.
    pub fn done_count(&self) -> usize {
        self.progress.iter().filter(|state| **state == PartState::Done).count()
    }
}

/// One line of the library.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct PlanSummary {
    /// The plan.
    pub id: PlanId,
    /// Name of the plan.
    pub name: String,
    /// Name of the organisation.
    pub organisation: String,
    /// How far the plan is agreed.
    pub status: PlanStatus,
    /// How far each of the six parts is, in their order.
    pub progress: [PartState; 6],
    /// Number of the last saved state.
    pub revision: u64,
    /// When it was saved.
    pub saved_at: String,
    /// Length of its file text in UTF-16 units.
    pub size: usize,
    /// Name of the file that it was last saved to.
    pub last_file_name: Option<String>,
    /// When it was last saved to a file.
    pub last_file_at: Option<String>,
    /// Number of the state that the file holds.
    pub last_file_revision: Option<u64>,
    /// Put away, out of the list.
    pub archived: bool,
    /// The day it was put into the bin.
    pub binned_on: Option<Date>,
}

impl PlanSummary {
    /// Saves since the plan was last written to a file; nothing if it never was.
    pub fn changes_since_file(&self) -> Option<u64> {
        self.last_file_revision.map(|revision| self.revision.saturating_sub(revision))
    }

    /// Days until the bin gives the plan up, 0 when the time is over; nothing outside the bin.
    pub fn bin_days_left(&self, today: Date) -> Option<i32> {
        let since = today.civil().since(self.binned_on?.civil()).map_or(0, |span| span.get_days());
        Some((BIN_DAYS - since).clamp(0, BIN_DAYS))
    }

    /// Takes over what a newly saved state says, and leaves what only the library knows.
    pub(super) fn follow(&mut self, record: &Record) {
        let outline = record.outline();
        self.name = outline.name;
        self.organisation = outline.organisation;
        self.status = outline.status;
        self.progress = outline.progress;
        self.revision = record.revision();
        record.saved_at().clone_into(&mut self.saved_at);
        self.size = super::store::utf16_length(record.body());
    }
}

/// The stored form: the list as a text with its checksum, as a changed day in the bin could cost a plan.
#[derive(Serialize, Deserialize)]
struct Envelope {
    format: String,
    version: u32,
    checksum: Checksum,
    body: String,
}

/// Writes the list, sorted by id.
pub(super) fn to_text(plans: &mut [PlanSummary]) -> String {
    order::by_key(plans, |plan| plan.id);
    let body = serde_json::to_string(plans).unwrap_or_default();
    let envelope = Envelope {
        format: FORMAT.to_owned(),
        version: VERSION,
        checksum: Checksum::of(&[FORMAT, &VERSION.to_string(), &body]),
        body,
    };
    serde_json::to_string(&envelope).unwrap_or_default()
}

/// Reads the list; nothing if it is damaged or of another version.
pub(super) fn parse(text: &str) -> Option<Vec<PlanSummary>> {
    let envelope: Envelope = json::parse(text).ok()?;
    let checksum = Checksum::of(&[&envelope.format, &envelope.version.to_string(), &envelope.body]);
    let is_whole = envelope.format == FORMAT && envelope.version == VERSION && envelope.checksum == checksum;
    if is_whole { json::parse(&envelope.body).ok() } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plan(id: u64, binned_on: Option<&str>) -> PlanSummary {
        let binned_on = binned_on.map(|day| Date::parse(day).unwrap());
        PlanSummary { id: PlanId(id), name: format!("Plan {id}"), binned_on, ..PlanSummary::default() }
    }

    #[test]
    fn list_is_read_back_in_the_order_of_ids() {
        let mut plans = vec![plan(9, Some("2027-01-31")), plan(2, None)];
        let text = to_text(&mut plans);
        assert_eq!(parse(&text), Some(vec![plan(2, None), plan(9, Some("2027-01-31"))]));
    }

    #[test]
    fn changed_lists_are_refused() {
        let text = to_text(&mut [plan(9, Some("2027-01-31"))]);
        assert_eq!(parse(&text.replace("2027-01-31", "2026-01-31")), None);
        assert_eq!(parse(&text.replace("\"version\":1", "\"version\":2")), None);
        assert_eq!(parse("{}"), None);
    }

    #[test]
    fn bin_keeps_plans_for_thirty_days() {
        let check = |today: &str, expected| {
            let today = Date::parse(today).unwrap();
            assert_eq!(plan(1, Some("2027-01-15")).bin_days_left(today), expected, "{today}");
        };
        check("2027-01-15", Some(30));
        check("2027-02-13", Some(1));
        check("2027-02-14", Some(0));
        check("2027-06-14", Some(0));
        check("2026-12-15", Some(30));
        assert_eq!(plan(1, None).bin_days_left(Date::default()), None);
    }

    #[test]
    fn changes_since_the_last_file_are_counted_in_saves() {
        let mut plan = plan(1, None);
        plan.revision = 20;
        assert_eq!(plan.changes_since_file(), None);
        plan.last_file_revision = Some(6);
        assert_eq!(plan.changes_since_file(), Some(14));
    }
}
