//! `fieldproof redact`.

use std::fs;

use serde_json::{Value, json};

use crate::support::{fieldproof, models};

#[test]
fn lines_come_out_with_spans_and_tokens() {
    let folder = tempfile::tempdir().expect("a test may make a folder");
    let (input, out) = (folder.path().join("in.jsonl"), folder.path().join("out.jsonl"));
    let lines = [
        json!({"id": "a", "text": "Spoke with Daniel Porter, phone 614-555-0142. Daniel Porter signs."}),
        json!({"id": "b", "text": "The walk-in cooler reads 51 °F."}),
    ];
    let lines = lines.map(|line| line.to_string()).join("\n");
    fs::write(&input, lines).expect("a test may write");
    let ran = fieldproof(["redact", "--jsonl"].map(Into::into).into_iter().chain([
        input.clone().into_os_string(),
        "--out".into(),
        out.clone().into_os_string(),
    ]));
    assert_eq!(ran.code, Some(0), "{}", ran.stderr);
    let rows: Vec<Value> = fs::read_to_string(&out)
        .expect("the output is there")
        .lines()
        .map(|line| serde_json::from_str(line).expect("a JSON line"))
        .collect();
    assert_eq!(rows[0]["redacted"], "Spoke with [PERSON-1], phone [PHONE-1]. [PERSON-1] signs.");
    let phone = &rows[0]["spans"][1];
    assert_eq!((&phone["start"], &phone["end"]), (&json!(32), &json!(44)), "where the phone stood");
    assert_eq!(phone["label"], "PHONE");
    assert!(phone["score"].as_f64().is_some_and(|score| score > 0.0), "a score is told");
    assert!(phone["rule"].is_string(), "the rule is told");
    assert_eq!(rows[1]["spans"], json!([]), "a temperature is nobody's");
    assert_eq!(rows[1]["redacted"], "The walk-in cooler reads 51 °F.");
}

#[test]
fn the_name_model_takes_part_where_it_is_found_and_it_is_told() {
    let folder = tempfile::tempdir().expect("a test may make a folder");
    let (input, out) = (folder.path().join("in.jsonl"), folder.path().join("out.jsonl"));
    let line = json!({"id": 1, "text": "Lockbox moved, key now with Thandiwe"});
    fs::write(&input, line.to_string()).expect("a test may write");
    let redact = |more: &[&std::ffi::OsStr]| {
        let words = ["redact".as_ref(), "--jsonl".as_ref(), input.as_os_str(), "--out".as_ref()];
        fieldproof(words.into_iter().chain([out.as_os_str()]).chain(more.iter().copied()))
    };
    let ran = redact(&[]);
    assert_eq!(ran.code, Some(0), "{}", ran.stderr);
    assert!(ran.stderr.contains("worked by rules\n"), "rules alone are told: {}", ran.stderr);
    let ran = redact(&["--models".as_ref(), folder.path().as_os_str()]);
    assert_eq!(ran.code, Some(1), "a named folder must have it: {}", ran.stderr);
    assert!(ran.stderr.contains("cargo xtask models"), "it says what to do: {}", ran.stderr);

    let Some(models) = models() else { return };
    let ran = redact(&["--models".as_ref(), models.as_os_str()]);
    assert_eq!(ran.code, Some(0), "{}", ran.stderr);
    assert!(ran.stderr.contains("worked by rules+rampart-q4@9f27d249"), "{}", ran.stderr);
    let row = fs::read_to_string(&out).expect("the output is there");
    assert!(row.contains("[PERSON-1]") && !row.contains("Thandiwe"), "the name is found: {row}");
}

#[test]
fn a_bad_line_leaves_no_output_and_nothing_of_it_is_printed() {
    let folder = tempfile::tempdir().expect("a test may make a folder");
    let (input, out) = (folder.path().join("in.jsonl"), folder.path().join("out.jsonl"));
    fs::write(&input, "{\"id\":1,\"text\":\"fine\"}\n{\"id\":2,\"text\":\"Daniel Por")
        .expect("a test may write");
    let ran = fieldproof([
        "redact".as_ref(),
        "--jsonl".as_ref(),
        input.as_os_str(),
        "--out".as_ref(),
        out.as_os_str(),
    ]);
    assert_eq!(ran.code, Some(1), "a failure is 1");
    assert!(ran.stderr.contains("line 2"), "the line is named: {}", ran.stderr);
    assert!(!ran.stderr.contains("Daniel"), "its content is not: {}", ran.stderr);
    assert!(!out.exists(), "an output is whole or not there");
}

#[test]
fn every_command_explains_itself_with_examples() {
    for command in ["redact", "photo", "transcribe", "doctor"] {
        let ran = fieldproof([command, "--help"]);
        assert_eq!(ran.code, Some(0), "{command}");
        assert!(ran.stdout.contains("Examples:"), "{command} has examples");
        assert!(ran.stdout.contains("Exit codes:"), "{command} documents its exit codes");
    }
    assert_eq!(fieldproof(["redact"]).code, Some(2), "a wrong command line is 2");
}
