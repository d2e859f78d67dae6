//! Messages between the page and its planner worker, as JSON text.

use serde::{Deserialize, Serialize};

use super::answer::Answer;
use super::problem::file::ProblemFile;

/// What the page asks for. Requests carry a growing number; an answer to an old one is dropped.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Request {
    /// Search for a plan; a search under way ends.
    Start {
        /// Number of the request.
        request: u64,
        /// Version of the page; the worker refuses another one than its own.
        app_version: String,
        /// The problem.
        problem: Box<ProblemFile>,
        /// Seed of the search.
        seed: u64,
        /// Milliseconds after which the search ends, counted by the worker from its first step.
        millis: u32,
        /// Steps after which the search ends as well; with them the answer is the same on every machine.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        steps: Option<u64>,
        /// A plan to begin with.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        start: Option<Vec<u32>>,
    },
    /// End the search and answer with what there is.
    Stop {
        /// Number of the request to end.
        request: u64,
    },
}

/// What the worker says.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Report {
    /// The worker listens.
    Ready {
        /// Version of the worker.
        app_version: String,
    },
    /// Where the search stands.
    Progress {
        /// Number of the request.
        request: u64,
        /// Objective of the best plan so far.
        value: Option<u64>,
        /// No plan is better than this.
        bound: Option<u64>,
        /// Steps taken.
        steps: u64,
        /// The best plan, where it is a new one.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        wave: Option<Vec<u32>>,
    },
    /// The search has ended.
    Done {
        /// Number of the request.
        request: u64,
        /// Its answer.
        answer: Box<Answer>,
    },
    /// The request cannot be served.
    Refused {
        /// Number of the request.
        request: u64,
        /// Why, with the path of the fault.
        error: String,
    },
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(report: &Report, expected: &str) {
        let text = serde_json::to_string(report).unwrap();
        assert_eq!(text, expected);
        assert_eq!(&serde_json::from_str::<Report>(&text).unwrap(), report);
    }

    #[test]
    fn messages_read_as_they_are_written() {
        check(&Report::Ready { app_version: "0.1.0".to_owned() }, r#"{"ready":{"app_version":"0.1.0"}}"#);
        let progress =
            |wave| Report::Progress { request: 2, value: Some(7), bound: Some(9), steps: 30, wave };
        check(&progress(None), r#"{"progress":{"request":2,"value":7,"bound":9,"steps":30}}"#);
        check(
            &progress(Some(vec![1, 0])),
            r#"{"progress":{"request":2,"value":7,"bound":9,"steps":30,"wave":[1,0]}}"#,
        );
    }
}
