//! Hostile files: each ends in a named error or a listed repair, soon, and never in a panic.

use std::time::{Duration, Instant};

use serde_json::{Value, json};
use wavewright::domain::file::error::LoadError;
use wavewright::domain::file::load::load;
use wavewright::domain::file::save::save;

use crate::arbitrary::built_in;
use crate::file::fixture;

/// How a file must end.
enum End {
    /// Refused; the message starts so.
    Refused(&'static str),
    /// Read, with these repairs.
    Repaired(&'static [&'static str]),
}

use End::{Refused, Repaired};

/// Read with nothing to mend.
const CLEAN: End = Repaired(&[]);

/// Loads the bytes, compares how that ends, and gives the saved text where it was read.
fn check(name: &str, bytes: &[u8], end: &End) -> Option<String> {
    // A program built for tests is slow, and the machine may be busy.
    let limit = Duration::from_secs(if cfg!(debug_assertions) { 10 } else { 1 });
    let started = Instant::now();
    let result = load(bytes, built_in());
    assert!(started.elapsed() < limit, "{name}: took {:?}", started.elapsed());
    match (result, end) {
        (Err(error), Refused(start)) => {
            let text = error.to_string();
            assert!(text.starts_with(start), "{name}: {text}");
            let (_, way_out) = text.rsplit_once('\n').unwrap();
            assert!(way_out.ends_with('.'), "{name}: {text}");
            assert!(text.chars().count() < 2_000, "{name}: a message of {} characters", text.chars().count());
            None
        }
        (Ok(loaded), Repaired(repairs)) => {
            let told: Vec<String> = loaded.repairs.iter().map(ToString::to_string).collect();
            assert_eq!(told, *repairs, "{name}");
            let saved = save(&loaded.file);
            assert_eq!(load(saved.as_bytes(), built_in()).unwrap().file, loaded.file, "{name}");
            Some(saved)
        }
        (Ok(_), Refused(start)) => panic!("{name}: was read, not refused with '{start}'"),
        (Err(error), Repaired(_)) => panic!("{name}: {error}"),
    }
}

/// Loads a file around a document.
fn check_document(name: &str, document: &Value, end: &End) {
    check(name, plan(&document.to_string()).as_bytes(), end);
}

/// The text of a file around the text of a document.
fn plan(document: &str) -> String {
    format!(r#"{{"format": "pmo-plan", "format_version": 1, "document": {document}}}"#)
}

/// A file whose lists nest so deep, the outermost record included.
fn nested(depth: usize) -> String {
    let lists = depth - 2;
    plan(&format!(r#"{{"x_deep": {}{}}}"#, "[".repeat(lists), "]".repeat(lists)))
}

#[test]
fn other_kinds_of_files_are_named() {
    let utf16 = |unit: fn(u16) -> [u8; 2]| plan("{}").encode_utf16().flat_map(unit).collect::<Vec<u8>>();
    let marked = |mark: &[u8], bytes: Vec<u8>| [mark, &bytes].concat();
    let cases: Vec<(&str, Vec<u8>, End)> = vec![
        ("0 bytes", vec![], Refused("This file is empty.")),
        ("space", b" \r\n\t".to_vec(), Refused("This file is empty.")),
        ("mark only", b"\xef\xbb\xbf".to_vec(), Refused("This file is empty.")),
        ("1 byte", b"{".to_vec(), Refused("This file stops in the middle, in line 1.")),
        ("one digit", b"7".to_vec(), Refused("This file does not say that it is a plan")),
        ("ZIP", b"PK\x03\x04\x14\0\x06\0[Content_Types].xml".to_vec(), Refused("This file is a ZIP archive")),
        ("PNG", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec(), Refused("This file is a picture")),
        ("JPEG", b"\xff\xd8\xff\xe0\0\x10JFIF".to_vec(), Refused("This file is a picture")),
        ("PDF", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3".to_vec(), Refused("This file is a PDF")),
        ("gzip", b"\x1f\x8b\x08\0\0".to_vec(), Refused("This file is a packed archive")),
        ("HTML", b"<!DOCTYPE html><title>Report</title>".to_vec(), Refused("This file is a web page")),
        ("SVG", b"\n<svg xmlns=''/>".to_vec(), Refused("This file is a web page")),
        ("UTF-16 LE", utf16(u16::to_le_bytes), Refused("This file is text in another encoding")),
        ("UTF-16 BE", utf16(u16::to_be_bytes), Refused("This file is text in another encoding")),
        (
            "UTF-16 LE, marked",
            marked(b"\xff\xfe", utf16(u16::to_le_bytes)),
            Refused("This file is text in another encoding"),
        ),
        (
            "UTF-16 BE, marked",
            marked(b"\xfe\xff", utf16(u16::to_be_bytes)),
            Refused("This file is text in another encoding"),
        ),
        ("UTF-8, marked", marked(b"\xef\xbb\xbf", plan("{}").into_bytes()), CLEAN),
        ("zero bytes in text", b"{\"format\": \"pmo\0plan\"}".to_vec(), Refused("This file is no text")),
        ("Latin-1", b"{\"format\":\n\"B\xfcro\"}".to_vec(), Refused("Line 2 of this file holds a byte")),
        (
            "lone surrogate as bytes",
            b"\"\xed\xa0\x80\"".to_vec(),
            Refused("Line 1 of this file holds a byte"),
        ),
        ("CSV", b"name,wave\nCharter,1\n".to_vec(), Refused("We could not read line 1 of this file")),
        ("JSON text", b"\"pmo-plan\"".to_vec(), Refused("This file does not say that it is a plan")),
        (
            "JSON list",
            b"[{\"format\": \"pmo-plan\"}]".to_vec(),
            Refused("This file does not say that it is a plan"),
        ),
        ("JSON null", b"null".to_vec(), Refused("This file does not say that it is a plan")),
        (
            "another format",
            br#"{"format": "drawing"}"#.to_vec(),
            Refused("This file calls its format 'drawing'"),
        ),
        ("a format that is no text", br#"{"format": 7}"#.to_vec(), Refused("This file calls its format '7'")),
    ];
    for (name, bytes, end) in &cases {
        check(name, bytes, end);
    }
}

#[test]
fn size_is_bounded_before_reading() {
    let padded = |size: usize| {
        let mut text = plan("{}").into_bytes();
        text.resize(size, b' ');
        text
    };
    check("20 MB", &padded(20_000_000), &CLEAN);
    check(
        "21 MB",
        &padded(21_000_000),
        &Refused("This file has 21000000 bytes; a plan file has at most 20971520."),
    );
    check("21 MB of lists", &vec![b'['; 21_000_000], &Refused("This file has 21000000 bytes"));
    check("20 MB of lists", &vec![b'['; 20_000_000], &Refused("Line 1 of this file nests"));
    let text = plan(&json!({"plan": {"name": "a".repeat(19_000_000)}}).to_string());
    check("one text of 19 MB", text.as_bytes(), &Refused("plan.name has 19000000 characters"));
    let text = plan(&format!(r#"{{"x": [{}0]}}"#, "0,".repeat(9_000_000)));
    check("nine million numbers", text.as_bytes(), &Refused("This file holds more values than any plan"));
}

#[test]
fn memory_is_bounded() {
    let text = plan(&format!(r#"{{"x": [{}0]}}"#, r#"{"a":0},"#.repeat(2_000_000)));
    check("two million records", text.as_bytes(), &Refused("This file holds more values than any plan"));
}

#[test]
fn nesting_is_bounded() {
    for depth in [63, 64] {
        check("shallow enough", nested(depth).as_bytes(), &CLEAN);
    }
    for depth in [65, 127, 128, 129, 10_000, 1_000_000] {
        check(
            "too deep",
            nested(depth).as_bytes(),
            &Refused("Line 1 of this file nests lists and records more than 64"),
        );
    }
}

#[test]
fn what_is_no_strict_json_is_refused_with_its_line() {
    for (name, document, start) in [
        ("NaN", r#"{"x": NaN}"#, "We could not read line 1 of this file, character "),
        ("Infinity", r#"{"x": -Infinity}"#, "We could not read line 1 of this file, character "),
        ("1e999", "{\"x\":\n1e999}", "We could not read line 2 of this file, character "),
        ("lone surrogate", r#"{"x": "\ud800"}"#, "We could not read line 1 of this file, character "),
        ("raw line break in a text", "{\"x\": \"a\nb\"}", "We could not read line "),
        ("raw control character in a text", "{\"x\": \"a\u{1}b\"}", "We could not read line 1"),
        ("comma at the end", r#"{"x": [1,]}"#, "We could not read line 1"),
        ("comment", "{} // note", "We could not read line 1"),
        ("single quotes", "{'x': 1}", "We could not read line 1"),
        ("leading zero", r#"{"x": 007}"#, "We could not read line 1"),
        ("a name twice", "{\"plan\": {},\n\"plan\": {}}", "Line 2 of this file gives 'plan' a second time"),
        (
            "a name twice, escaped",
            r#"{"plan": {}, "pl\u0061n": {}}"#,
            "Line 1 of this file gives 'plan' a second",
        ),
        (
            "an unknown name twice",
            r#"{"x": {"y": 1, "y": 1}}"#,
            "Line 1 of this file gives 'y' a second time",
        ),
    ] {
        check(name, plan(document).as_bytes(), &Refused(start));
    }
    let text = plan("{}") + &plan("{}");
    check("two plans in one file", text.as_bytes(), &Refused("We could not read line 1"));
    let text = r#"{"format": "pmo-plan", "format_version": 1, "document": {}, "document": {"waves": []}}"#;
    check("two documents", text.as_bytes(), &Refused("Line 1 of this file gives 'document' a second time"));
}

#[test]
fn a_cut_file_is_told_apart_from_a_faulty_one() {
    let text = fixture("v1/typical");
    let whole = text.trim_end().len();
    for percent in 0..100 {
        let cut = text.as_bytes().get(..whole * percent / 100).unwrap();
        match load(cut, built_in()) {
            Err(LoadError::CutShort { .. } | LoadError::Empty) => {}
            other => panic!("cut at {percent} %: {other:?}"),
        }
    }
}

#[test]
fn the_envelope_is_checked_field_by_field() {
    for (name, text, start) in [
        ("no version", r#"{"format": "pmo-plan", "document": {}}"#, "format_version: null is no version"),
        (
            "version 0",
            r#"{"format": "pmo-plan", "format_version": 0, "document": {}}"#,
            "format_version: 0 is no version",
        ),
        (
            "version -1",
            r#"{"format": "pmo-plan", "format_version": -1, "document": {}}"#,
            "format_version: -1 is no",
        ),
        (
            "version 1.5",
            r#"{"format": "pmo-plan", "format_version": 1.5, "document": {}}"#,
            "format_version: 1.5 is no",
        ),
        (
            "version as text",
            r#"{"format": "pmo-plan", "format_version": "1", "document": {}}"#,
            "format_version: \"1\" is",
        ),
        (
            "version 2^53+1",
            r#"{"format": "pmo-plan", "format_version": 9007199254740993}"#,
            "format_version: 9007199254740993",
        ),
        (
            "newer",
            r#"{"format": "pmo-plan", "format_version": 2, "document": {}}"#,
            "This file was written by a newer",
        ),
        (
            "no document",
            r#"{"format": "pmo-plan", "format_version": 1}"#,
            "The file: missing field `document`",
        ),
        (
            "null",
            r#"{"format": "pmo-plan", "format_version": 1, "document": null}"#,
            "document: invalid type: null",
        ),
        (
            "a list",
            r#"{"format": "pmo-plan", "format_version": 1, "document": []}"#,
            "document: a list stands where",
        ),
        (
            "revision -1",
            r#"{"format": "pmo-plan", "format_version": 1, "revision": -1, "document": {}}"#,
            "revision: invalid value",
        ),
        (
            "revision 2^53+1",
            r#"{"format": "pmo-plan", "format_version": 1, "revision": 9007199254740993, "document": {}}"#,
            "revision: 9007199254740993 is outside",
        ),
    ] {
        check(name, text.as_bytes(), &Refused(start));
    }
}

#[test]
fn values_outside_their_field_are_refused_with_their_place() {
    for (name, document, start) in [
        (
            "February 30",
            json!({"foundation": {"objectives": [{"id": 1}, {"id": 2, "due": "2027-02-30"}]}}),
            "foundation.objectives[1].due: '2027-02-30' is not a date",
        ),
        (
            "year 0",
            json!({"plan": {"start_date": "0000-01-01"}}),
            "plan.start_date: '0000-01-01' is not a date",
        ),
        (
            "year 9999",
            json!({"plan": {"start_date": "9999-12-31"}}),
            "plan.start_date: '9999-12-31' is not a date",
        ),
        (
            "a rating of 6",
            json!({"foundation": {"sponsor": {"active": 6}}}),
            "foundation.sponsor.active: 6 is outside",
        ),
        ("half a cent", json!({"waves": [{"budget": 0.5}]}), "waves[0].budget: 0.5 is outside"),
        (
            "-1 day",
            json!({"waves": [{"consultant_days": -1}]}),
            "waves[0].consultant_days: -1 is not a number",
        ),
        ("1e300 days", json!({"waves": [{"consultant_days": 1e300}]}), "waves[0].consultant_days: 1"),
        ("text for a number", json!({"waves": [{"fte": "two"}]}), "waves[0].fte: invalid type: string"),
        ("number for a text", json!({"plan": {"name": 7}}), "plan.name: invalid type: integer `7`"),
        (
            "an unknown state",
            json!({"planning": {"choices": {"pmo-charter": {"state": "loved"}}}}),
            "planning.choices.pmo-charter.state: unknown variant `loved`",
        ),
        ("an unknown area", json!({"initiation": {"areas": {"weather": {}}}}), "initiation.areas"),
        ("a list for a record", json!({"plan": [1, "name"]}), "plan: a list stands where a record belongs"),
        (
            "a record for a code",
            json!({"plan": {"status": {"draft": null}}}),
            "plan.status: a record stands where",
        ),
        (
            "an id of -0.5",
            json!({"foundation": {"people": [{"id": -0.5}]}}),
            "foundation.people[0].id: invalid type",
        ),
        (
            "a text of 10 001 characters",
            json!({"plan": {"name": "é".repeat(10_001)}}),
            "plan.name has 10001 characters",
        ),
    ] {
        check_document(name, &document, &Refused(start));
    }
    check_document("a text of 10 000 characters", &json!({"plan": {"name": "é".repeat(10_000)}}), &CLEAN);
    let saved =
        check("-0", plan(r#"{"waves": [{"id": 1, "consultant_days": -0.0}]}"#).as_bytes(), &CLEAN).unwrap();
    assert!(saved.contains("\"consultant_days\": 0,"), "{saved}");
}

#[test]
fn ids_are_checked() {
    for (name, document, start) in [
        (
            "twice in a list",
            json!({"foundation": {"people": [{"id": 1}, {"id": 1}]}}),
            "The id 1 stands 2 times in foundation.people, first at positions 0 and 1.",
        ),
        (
            "rows without ids",
            json!({"governance": {"risks": [{}, {}, {}]}}),
            "The id 0 stands 3 times in governance.risks",
        ),
        (
            "2^53+1",
            json!({"waves": [{"id": 9_007_199_254_740_993_u64}]}),
            "The id 9007199254740993 at waves[0]",
        ),
        (
            "2^64",
            json!({"waves": [{"id": 18_446_744_073_709_551_616.0}]}),
            "waves[0].id: invalid type: floating point",
        ),
        (
            "__proto__",
            json!({"planning": {"own_entries": [{"id": "__proto__"}]}}),
            "'__proto__' at planning.own_entries[0]",
        ),
        (
            "empty",
            json!({"planning": {"own_entries": [{"id": ""}]}}),
            "'' at planning.own_entries[0] cannot name",
        ),
        ("long", json!({"planning": {"own_entries": [{"id": "a".repeat(9_000)}]}}), "'aaa"),
        (
            "built in",
            json!({"planning": {"own_entries": [{"id": "pmo-charter"}]}}),
            "The own entry 'pmo-charter'",
        ),
        (
            "own twice",
            json!({"planning": {"own_entries": [{"id": "own-1"}, {"id": "own-1"}]}}),
            "The own entry 'own-1' stands twice",
        ),
        (
            "planned twice in a wave",
            json!({"waves": [{"id": 1, "items": [{"entry": "pmo-charter"}, {"entry": "pmo-charter"}]}]}),
            "The entry 'pmo-charter' is planned twice, at waves[0].items[0] and waves[0].items[1].",
        ),
        (
            "planned in two waves",
            json!({"waves": [{"id": 1, "items": [{"entry": "pmo-charter"}]}, {"id": 2, "items": [{"entry": "pmo-charter"}]}]}),
            "The entry 'pmo-charter' is planned twice, at waves[0].items[0] and waves[1].items[0].",
        ),
    ] {
        check_document(name, &document, &Refused(start));
    }
}

#[test]
fn references_to_nothing_are_cleared_and_listed() {
    check_document(
        "dangling everywhere",
        &json!({
            "foundation": {"approved_by": 9, "steering_group": [9], "objectives": [{"id": 1, "benefit": 9}]},
            "initiation": {"answers": [{"participant": 9}]},
            "planning": {"choices": {"__proto__": {}, "": {}, "pmo-charter": {"owner": 9}}},
            "waves": [{"id": 1, "items": [{"entry": "constructor"}]}],
            "execution": {"actuals": {"pmo-charter": {"run_days": [{"wave": 9}]}}},
            "governance": {"kpis": [{"id": 1, "objective": 9}]},
        }),
        &Repaired(&[
            "foundation.objectives[0].benefit named benefit 9, which this plan does not have. The field is empty now.",
            "foundation.steering_group[0] named person 9, which this plan does not have. The line was removed.",
            "foundation.approved_by named person 9, which this plan does not have. The field is empty now.",
            "initiation.answers[0] named participant 9, which this plan does not have. The line was removed.",
            "planning.choices. named entry '', which this plan does not have. The line was removed.",
            "planning.choices.__proto__ named entry '__proto__', which this plan does not have. The line was removed.",
            "planning.choices.pmo-charter.owner named person 9, which this plan does not have. The field is empty now.",
            "waves[0].items[0] named entry 'constructor', which this plan does not have. The line was removed.",
            "execution.actuals.pmo-charter.run_days[0] named wave 9, which this plan does not have. The line was removed.",
            "governance.kpis[0].objective named objective 9, which this plan does not have. The field is empty now.",
        ]),
    );
}

#[test]
fn hidden_characters_are_taken_out_and_listed() {
    let text =
        plan(r#"{"plan": {"name": "in\u202evoice\u0000", "author": "\u2066A\u2069"}, "x_note": "\u0007"}"#);
    let saved = check(
        "NUL and bidi",
        text.as_bytes(),
        &Repaired(&[
            "2 hidden characters were taken out of plan.author.",
            "2 hidden characters were taken out of plan.name.",
            "A hidden character was taken out of x_note.",
        ]),
    );
    assert!(saved.unwrap().contains("\"name\": \"invoice\""));
}

#[test]
fn prerequisites_in_a_circle_are_named() {
    let own = |number: usize, needs: usize| json!({"id": format!("own-{number}"), "hard_prerequisites": [format!("own-{needs}")]});
    let ring = |count: usize| {
        let entries: Vec<Value> = (0..count).map(|number| own(number, (number + 1) % count)).collect();
        json!({"planning": {"own_entries": entries}})
    };
    let start = "These entries need each other in a circle, so none can come first: ";
    check_document("self", &ring(1), &Refused(start));
    check_document("two", &ring(2), &Refused(start));
    check_document("10 000", &ring(10_000), &Refused(start));
    check_document(
        "through an override",
        &json!({"planning": {"choices": {"pmo-charter": {"prerequisites": [{"entry": "pmo-charter"}]}}}}),
        &Refused(
            "These entries need each other in a circle, so none can come first: 'pmo-charter' needs 'pmo-charter'.",
        ),
    );
    let mut chain = ring(10_000);
    chain["planning"]["own_entries"][9_999]["hard_prerequisites"] = json!([]);
    check_document("a chain of 10 000", &chain, &CLEAN);
    let ids: Vec<String> = (0..400).map(|number| format!("own-{number}")).collect();
    let dense: Vec<Value> = ids.iter().map(|id| json!({"id": id, "hard_prerequisites": ids})).collect();
    check_document(
        "160 000 links, all circles",
        &json!({"planning": {"own_entries": dense}}),
        &Refused(start),
    );
}

#[test]
fn lists_are_bounded() {
    let rows = |count: usize| (1..=count).map(|id| json!({"id": id})).collect::<Vec<_>>();
    check_document(
        "100 000 people",
        &json!({"foundation": {"people": rows(100_000)}}),
        &Refused("This plan has 100000 records"),
    );
    check_document("20 000 principles", &json!({"foundation": {"principles": rows(20_000)}}), &CLEAN);
    check_document(
        "20 001 principles",
        &json!({"foundation": {"principles": rows(20_001)}}),
        &Refused("This plan has 20001 records"),
    );
    let links = vec!["pmo-charter"; 100_000];
    check_document(
        "100 000 links",
        &json!({"foundation": {"objectives": [{"id": 1, "entries": links}]}}),
        &CLEAN,
    );
    let links = vec!["pmo-charter"; 200_001];
    check_document(
        "200 001 links",
        &json!({"foundation": {"objectives": [{"id": 1, "entries": links}]}}),
        &Refused("This plan has 200001 links"),
    );
    let choices: serde_json::Map<String, Value> =
        (0..20_001).map(|number| (format!("own-{number}"), json!({}))).collect();
    check_document(
        "20 001 choices",
        &json!({"planning": {"choices": choices}}),
        &Refused("This plan has 20001 records"),
    );
    let answers = vec![json!({"participant": 1, "question": 1}); 30_000];
    let initiation = json!({"participants": [{"id": 1}], "answers": answers});
    check_document("30 000 answers", &json!({"initiation": initiation}), &CLEAN);
}
