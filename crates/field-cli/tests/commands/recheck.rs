//! `fieldproof redact --policy` and `--recheck`.

use std::fs;
use std::io::Write as _;
use std::process::{Command, Stdio};

use field_app::{App, AppConfig, Edges, profile};
use field_contract::profile::ProfileCreateArgs;
use serde_json::json;

use crate::support::fieldproof;

#[test]
fn a_policy_is_chosen_by_name_or_by_file() {
    let folder = tempfile::tempdir().expect("a test may make a folder");
    let (input, out) = (folder.path().join("in.jsonl"), folder.path().join("out.jsonl"));
    let line = json!({"id": 1, "text": "Oysters from Portugal, card 4111 1111 1111 1111"});
    fs::write(&input, line.to_string()).expect("a test may write");
    let own = folder.path().join("own.toml");
    fs::write(
        &own,
        "number = 1000\nname = \"own\"\ntitle = \"Own\"\nneeds-name-model = false\nscore-min = 0.0\nsite = \"stays\"\n\
         locked = []\nreasons = []\n[review]\ntyped = \"always\"\ntranscript = \"always\"\n\
         photo = \"always\"\n[actions]\nCREDIT_CARD = \"mask\"\nLOCATION = \"mask\"\n",
    )
    .expect("a test may write");
    let redact = |more: &[&std::ffi::OsStr]| {
        let words = ["redact".as_ref(), "--jsonl".as_ref(), input.as_os_str(), "--out".as_ref()];
        let ran =
            fieldproof(words.into_iter().chain([out.as_os_str()]).chain(more.iter().copied()));
        let row = fs::read_to_string(&out).unwrap_or_default();
        (ran.code, ran.stderr, row)
    };
    let (code, told, row) = redact(&["--policy".as_ref(), "food-safety".as_ref()]);
    assert_eq!(code, Some(0), "{told}");
    assert!(told.contains("policy 7 food-safety"), "it is told: {told}");
    assert!(row.contains("Oysters from Portugal, card [CREDIT_CARD]"), "{row}");
    let (code, told, row) = redact(&["--policy-file".as_ref(), own.as_os_str()]);
    assert_eq!(code, Some(0), "{told}");
    assert!(row.contains("Oysters from [LOCATION], card [CREDIT_CARD]"), "{row}");
    let (code, told, _) = redact(&["--policy-file".as_ref(), input.as_os_str()]);
    assert_eq!(code, Some(1), "no policy: {told}");
    let (code, told, _) = redact(&["--policy".as_ref(), "none".as_ref()]);
    assert_eq!(code, Some(2), "a wrong command line");
    assert!(told.contains("hipaa-safe-harbor"), "the names are told: {told}");
}

#[test]
fn a_policy_of_ones_own_is_checked_as_devices_check_it() {
    let folder = tempfile::tempdir().expect("a test may make a folder");
    let file = folder.path().join("kitchens.toml");
    let check = |line: &str| {
        let text = format!(
            "number = 1000\nname = \"kitchens\"\ntitle = \"Kitchens\"\nneeds-name-model = false\n\
             score-min = 0.0\nsite = \"goes\"\nlocked = [\"SSN\", \"CREDIT_CARD\", \"IBAN\", \"SECRET\"]\n\
             reasons = []\n[review]\ntyped = \"always\"\ntranscript = \"always\"\nphoto = \"always\"\n\
             [actions]\n{line}\n"
        );
        fs::write(&file, text).expect("a test may write");
        fieldproof(["policy".as_ref(), file.as_os_str()])
    };
    let right = check("LOCATION = \"keep\"");
    assert_eq!(right.code, Some(0), "{}", right.stderr);
    assert!(right.stdout.contains("stays readable: LOCATION\n"), "{}", right.stdout);
    assert!(right.stdout.contains("name and address of the site: go\n"), "{}", right.stdout);
    let mild = check("PERSON = \"keep\"");
    assert_eq!(mild.code, Some(1));
    assert!(mild.stderr.contains("PERSON would stay readable"), "{}", mild.stderr);
}

#[test]
fn a_file_is_rechecked_against_what_was_written_earlier_and_nothing_of_it_is_told() {
    let folder = tempfile::tempdir().expect("a test may make a folder");
    let at = |name: &str| folder.path().join(name);
    let notes = [
        json!({"id": 1, "text": "Oysters from Portugal"}),
        json!({"id": "b", "text": "Write to kim@example.com"}),
        json!({"id": 3, "text": "Gasket torn"}),
    ];
    let lines = |rows: &[serde_json::Value]| {
        rows.iter().flat_map(|row| [row.to_string(), "\n".to_owned()]).collect::<String>()
    };
    fs::write(at("in.jsonl"), lines(&notes[..2])).expect("a test may write");
    let run = |more: &[&str]| {
        let words = ["redact", "--rules-only", "--jsonl"].map(std::ffi::OsStr::new);
        let input = at("in.jsonl");
        let words = words.into_iter().chain([input.as_os_str()]);
        let more: Vec<_> = more
            .iter()
            .map(|word| if word.contains(".jsonl") { at(word).into() } else { (*word).into() })
            .collect::<Vec<std::ffi::OsString>>();
        fieldproof(words.chain(more.iter().map(AsRef::as_ref)))
    };
    let first = run(&["--policy", "food-safety", "--out", "before.jsonl"]);
    assert_eq!(first.code, Some(0), "{}", first.stderr);
    let same = run(&["--policy", "food-safety", "--recheck", "--before", "before.jsonl"]);
    assert_eq!(same.code, Some(0), "nothing would leave otherwise: {}", same.stdout);
    assert!(!at("out.jsonl").exists(), "nothing is written that was not asked for");

    fs::write(at("in.jsonl"), lines(&notes)).expect("a test may write");
    let other = run(&["--recheck", "--before", "before.jsonl", "--out", "out.jsonl"]);
    assert_eq!(other.code, Some(1), "{}", other.stderr);
    assert!(other.stdout.contains("line 1  beyond: LOCATION 1"), "{}", other.stdout);
    assert!(!other.stdout.contains("line 2"), "the address goes under both: {}", other.stdout);
    assert!(other.stdout.contains("line 3  nothing was written"), "{}", other.stdout);
    assert!(!other.stdout.contains("Portugal") && !other.stdout.contains("Gasket"));
    let anew = fs::read_to_string(at("out.jsonl")).expect("the new form");
    assert!(anew.contains("Oysters from [LOCATION-1]") && anew.lines().count() == 3, "{anew}");
    let wrong = run(&["--recheck", "--before", "in.jsonl"]);
    assert_eq!(wrong.code, Some(1), "that is no output of redact: {}", wrong.stdout);
    assert_eq!(run(&["--recheck"]).code, Some(2), "with what it should be compared is not said");
}

#[test]
fn a_profile_is_rechecked_with_its_passphrase_and_nothing_is_changed() {
    const PASSPHRASE: &str = "a rescue passphrase";
    let folder = tempfile::tempdir().expect("a test may make a folder");
    let profile = folder.path().join("profile");
    let config = AppConfig {
        profile: profile.clone(),
        models: folder.path().join("models"),
        exports: folder.path().to_owned(),
        server: None,
    };
    let app = App::new(config, Edges { keyring: None, ..Edges::system() }).expect("starts");
    profile::create(&app, ProfileCreateArgs { passphrase: PASSPHRASE.into() }).expect("made");
    drop(app);
    let recheck = |passphrase: &str| {
        let mut child = Command::new(env!("CARGO_BIN_EXE_fieldproof"))
            .args(["redact", "--recheck", "--passphrase-stdin", "--profile"])
            .arg(&profile)
            .arg("--models")
            .arg(folder.path())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program was built for this test");
        let mut stdin = child.stdin.take().expect("it is piped");
        writeln!(stdin, "{passphrase}").expect("it reads");
        drop(stdin);
        let ran = child.wait_with_output().expect("it ends");
        let text = |bytes| String::from_utf8(bytes).expect("it prints text");
        (ran.status.code(), text(ran.stdout), text(ran.stderr))
    };
    let (code, told, error) = recheck(PASSPHRASE);
    assert_eq!(code, Some(0), "nothing differs: {error}");
    assert!(told.contains("0 texts were cleared by another engine"), "{told}");
    let (code, _, error) = recheck("another passphrase");
    assert_eq!(code, Some(1));
    assert!(error.contains("does not open") && !error.contains("another passphrase"), "{error}");
    let ran = fieldproof(["redact", "--recheck"]);
    assert_eq!(ran.code, Some(2), "a profile must be named: {}", ran.stderr);
}
