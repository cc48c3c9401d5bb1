//! `fieldproof doctor`.

use std::fs;

use crate::support::{fieldproof, models};

/// The line of the table about `what`.
fn line<'a>(table: &'a str, what: &str) -> &'a str {
    table.lines().find(|line| line.contains(what)).unwrap_or_default()
}

#[test]
fn versions_and_models_are_checked_and_what_is_wrong_has_a_remedy() {
    let folder = tempfile::tempdir().expect("a test may make a folder");
    fs::write(folder.path().join("centerface.onnx"), b"cut off").expect("a test may write");
    let ran = fieldproof(["doctor".as_ref(), "--models".as_ref(), folder.path().as_os_str()]);
    assert_eq!(ran.code, Some(1), "missing models are wrong");
    assert!(line(&ran.stdout, "SQLite").starts_with("ok"), "{}", ran.stdout);
    assert!(line(&ran.stdout, "SQLCipher").starts_with("ok"), "{}", ran.stdout);
    assert!(line(&ran.stdout, "crypto provider").starts_with("ok"), "{}", ran.stdout);
    assert!(line(&ran.stdout, "faces").contains("7 bytes"), "a cut file: {}", ran.stdout);
    assert!(line(&ran.stdout, "text_regions").starts_with("WRONG"), "{}", ran.stdout);
    assert!(ran.stdout.contains("cargo xtask models"), "it says what to do: {}", ran.stdout);
}

#[test]
fn with_all_models_all_is_well() {
    let Some(models) = models() else { return };
    let ran = fieldproof(["doctor".as_ref(), "--models".as_ref(), models.as_os_str()]);
    assert_eq!(ran.code, Some(0), "{}", ran.stdout);
    assert!(ran.stdout.contains("all is well"), "{}", ran.stdout);
}

#[test]
fn a_profile_without_its_keys_or_its_database_is_wrong() {
    let empty = tempfile::tempdir().expect("a test may make a folder");
    let check = |folder: &std::path::Path| {
        fieldproof(["doctor".as_ref(), "--profile".as_ref(), folder.as_os_str()]).stdout
    };
    let table = check(empty.path());
    assert!(line(&table, "profile keys").starts_with("WRONG"), "nothing is there: {table}");
    fs::write(empty.path().join("fieldproof.db"), [7; 4096]).expect("a test may write");
    let table = check(empty.path());
    assert!(table.contains("keys.json is not"), "a database without its key: {table}");
    assert!(line(&table, "profile database").contains("encrypted"), "{table}");
    fs::write(empty.path().join("fieldproof.db"), b"SQLite format 3\0 and more")
        .expect("a test may write");
    let table = check(empty.path());
    assert!(table.contains("not encrypted"), "a plain file is told apart: {table}");
    fs::write(empty.path().join("keys.json"), b"{").expect("a test may write");
    let table = check(empty.path());
    assert!(line(&table, "profile keys").contains("damaged"), "{table}");
}
