//! Undo and redo: whole documents, shared, at most 200 steps back.

use std::rc::Rc;

use super::error::CommandError;
use super::label::Label;
use super::{Command, Step, apply};
use crate::domain::model::document::Document;
use crate::domain::model::ids::EntryId;

/// Most steps that can be undone.
pub const STEP_LIMIT: usize = 200;

/// One step: the document on its far side, and what the step is called.
#[derive(Clone, Debug)]
struct Change {
    document: Rc<Document>,
    label: Rc<Label>,
    merge_key: Option<Rc<str>>,
}

/// The document with what it was before and after. Every change gives a new history; the old one stays as
/// it was, and the two share their documents. Two histories are equal when they share all of them, not when their
/// documents look alike: that would compare hundreds of plans field by field.
#[derive(Clone, Debug)]
pub struct History {
    past: Vec<Change>,
    present: Rc<Document>,
    future: Vec<Change>,
    /// The next command begins a step of its own.
    is_sealed: bool,
}

impl PartialEq for Change {
    fn eq(&self, other: &Self) -> bool {
        // A label is made once for its step and moves with it.
        Rc::ptr_eq(&self.document, &other.document) && Rc::ptr_eq(&self.label, &other.label)
    }
}

impl PartialEq for History {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.present, &other.present)
            && self.is_sealed == other.is_sealed
            && self.past == other.past
            && self.future == other.future
    }
}

impl History {
    /// A history that begins with a document: nothing to undo, nothing to redo.
    pub fn load(document: Document) -> Self {
        Self { past: Vec::new(), present: Rc::new(document), future: Vec::new(), is_sealed: true }
    }

    /// The document of now.
    pub fn document(&self) -> &Rc<Document> {
        &self.present
    }

    /// Carries a command out. A command that changes nothing makes no step; any other clears the redo side.
    pub fn execute(
        &self,
        command: &Command,
        known_entries: &dyn Fn(&EntryId) -> bool,
    ) -> Result<Self, CommandError> {
        let changed = apply(&self.present, command, known_entries)?;
        if changed == *self.present {
            return Ok(self.clone());
        }
        let merge_key = match command.step() {
            Step::Own => None,
            Step::MergeWith(key) => Some(Rc::from(key)),
        };
        let mut past = self.past.clone();
        let is_same_step = !self.is_sealed
            && merge_key.is_some()
            && past.last().is_some_and(|last| last.merge_key == merge_key);
        if !is_same_step {
            past.push(Change { document: self.present.clone(), label: Rc::new(command.label()), merge_key });
            let surplus = past.len().saturating_sub(STEP_LIMIT);
            past.drain(..surplus);
        }
        Ok(Self { past, present: Rc::new(changed), future: Vec::new(), is_sealed: false })
    }

    /// One step back; the same history where there is none.
    pub fn undo(&self) -> Self {
        let mut undone = self.clone();
        if let Some(change) = undone.past.pop() {
            let present = std::mem::replace(&mut undone.present, change.document);
            undone.future.push(Change { document: present, ..change });
            undone.is_sealed = true;
        }
        undone
    }

    /// One undone step forth again; the same history where there is none.
    pub fn redo(&self) -> Self {
        let mut redone = self.clone();
        if let Some(change) = redone.future.pop() {
            let present = std::mem::replace(&mut redone.present, change.document);
            redone.past.push(Change { document: present, ..change });
            redone.is_sealed = true;
        }
        redone
    }

    /// What undo would take back; none where there is nothing.
    pub fn undo_label(&self) -> Option<&Label> {
        self.past.last().map(|change| &*change.label)
    }

    /// What redo would do again; none where there is nothing.
    pub fn redo_label(&self) -> Option<&Label> {
        self.future.last().map(|change| &*change.label)
    }

    /// How many steps lie between a document and that of now, in either direction; none where no step begins or ends
    /// with that very document.
    pub fn steps_from(&self, document: &Rc<Document>) -> Option<usize> {
        if Rc::ptr_eq(document, &self.present) {
            return Some(0);
        }
        let steps_to = |side: &[Change]| {
            side.iter().rev().position(|change| Rc::ptr_eq(document, &change.document)).map(|steps| steps + 1)
        };
        steps_to(&self.past).or_else(|| steps_to(&self.future))
    }

    /// Ends the step of now: the next typing begins another one. Called when a field is left or typing rests.
    pub fn seal(&self) -> Self {
        Self { is_sealed: true, ..self.clone() }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn typed(history: &History, path: &str, text: &str) -> History {
        let command = Command::SetField { path: path.parse().unwrap(), value: json!(text) };
        history.execute(&command, &|_| true).unwrap()
    }

    fn mission(history: &History) -> &str {
        &history.document().foundation.mission
    }

    const MISSION: &str = "foundation.mission";

    #[test]
    fn typing_in_one_field_is_one_step() {
        let start = History::load(Document::default());
        let typing = typed(&typed(&typed(&start, MISSION, "W"), MISSION, "We"), MISSION, "We help");
        assert_eq!(mission(&typing), "We help");
        assert_eq!(typing.undo().document(), start.document());
        assert_eq!(mission(&typing.undo().redo()), "We help");
        let later = typed(&typing.seal(), MISSION, "We help you");
        assert_eq!(mission(&later.undo()), "We help");
        let between = typed(&typed(&typing, "plan.name", "x"), MISSION, "");
        assert_eq!(mission(&between.undo()), "We help");
    }

    #[test]
    fn typing_after_undo_is_a_step_of_its_own() {
        let start = typed(&History::load(Document::default()), MISSION, "one").seal();
        let again = typed(&typed(&start, MISSION, "two").undo(), MISSION, "three");
        assert_eq!(again.redo(), again);
        assert_eq!(mission(&again.undo()), "one");
    }

    #[test]
    fn a_command_without_effect_makes_no_step() {
        let start = typed(&History::load(Document::default()), MISSION, "one");
        let undone = start.undo();
        let same = typed(&undone, MISSION, "");
        assert_eq!(same, undone);
        assert!(same.redo_label().is_some());
    }

    #[test]
    fn histories_are_equal_when_they_share_their_documents() {
        let start = typed(&History::load(Document::default()), MISSION, "one");
        assert_eq!(start, start.clone());
        assert_eq!(start.undo().redo(), start.seal());
        assert_ne!(start.seal(), start);
        let alike = typed(&History::load(Document::default()), MISSION, "one");
        assert_eq!(alike.document(), start.document());
        assert_ne!(alike, start);
    }

    #[test]
    fn labels_name_the_step() {
        let start = typed(&History::load(Document::default()), MISSION, "one");
        assert_eq!(start.undo_label().map(|label| label.key), Some("command.set_field"));
        assert_eq!(start.redo_label(), None);
        assert_eq!(start.undo().redo_label(), start.undo_label());
    }

    #[test]
    fn steps_are_counted_from_where_one_begins() {
        let start = History::load(Document::default());
        let one = typed(&start, MISSION, "one");
        let two = typed(&one.seal(), MISSION, "two");
        assert_eq!(two.steps_from(start.document()), Some(2));
        assert_eq!(two.steps_from(one.document()), Some(1));
        assert_eq!(two.steps_from(two.document()), Some(0));
        assert_eq!(two.undo().undo().steps_from(two.document()), Some(2));
        let within = typed(&typed(&two.seal(), MISSION, "thr"), MISSION, "three");
        assert_eq!(within.steps_from(two.document()), Some(1));
        assert_eq!(within.steps_from(typed(&two.seal(), MISSION, "thr").document()), None);
    }

    #[test]
    fn the_oldest_steps_are_forgotten() {
        let mut history = History::load(Document::default());
        for number in 0..STEP_LIMIT + 5 {
            history = typed(&history.seal(), MISSION, &number.to_string());
        }
        for _ in 0..STEP_LIMIT {
            history = history.undo();
        }
        assert_eq!(mission(&history), "4");
        assert_eq!(history.undo(), history);
    }
}
