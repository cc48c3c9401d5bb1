//! The real keyring: a private D-Bus session with an unlocked gnome-keyring in an empty home.
//!
//! Needs `dbus-run-session`, `dbus-send` and `gnome-keyring-daemon` (`cargo xtask setup` installs
//! them). Without them the test fails; it is never skipped.
#![cfg(target_os = "linux")]

use std::process::Command;

use field_keys::{
    KeyError, KeyState, OsKeyring, PassphraseCost, Purpose, create, enrol_keyring, state,
    unlock_with_keyring, unlock_with_passphrase, wipe,
};
use zeroize::Zeroizing;

/// Set for the copy of this test that runs inside the session: whether the keyring is unlocked.
const INSIDE: &str = "FIELD_KEYS_TEST_SESSION";

/// Starts the keyring on a private bus, waits until it answers, runs the program given, ends it.
const SESSION: &str = r#"
set -eu
gnome-keyring-daemon $1 --foreground --components=secrets <<<"session password" >/dev/null 2>&1 &
keyring=$!
trap 'kill $keyring' EXIT
for _ in $(seq 200); do
  if dbus-send --session --print-reply --dest=org.freedesktop.DBus / \
      org.freedesktop.DBus.NameHasOwner string:org.freedesktop.secrets | grep -q 'boolean true'
  then "$2" --exact "$3" --nocapture; exit; fi
  sleep 0.05
done
echo "the keyring did not come up" >&2
exit 1
"#;

#[expect(clippy::disallowed_methods, reason = "the copy in the session is told that it is one")]
fn is_inside() -> bool {
    std::env::var_os(INSIDE).is_some()
}

/// Runs test `name` of this program again, inside a session.
fn run_inside(name: &str, is_unlocked: bool) {
    let home = tempfile::tempdir().expect("an empty home");
    let this_program = std::env::current_exe().expect("this program has a path");
    let output = Command::new("dbus-run-session")
        .args(["--", "bash", "-c", SESSION, "session"])
        .arg(if is_unlocked { "--unlock" } else { "--start" })
        .arg(this_program)
        .arg(name)
        .env(INSIDE, if is_unlocked { "unlocked" } else { "locked" })
        .env("HOME", home.path())
        .env("XDG_RUNTIME_DIR", home.path())
        .env("XDG_DATA_HOME", home.path().join("data"))
        .env_remove("DISPLAY")
        .env_remove("WAYLAND_DISPLAY")
        .output()
        .expect("dbus-run-session starts; install dbus and gnome-keyring (cargo xtask setup)");
    assert!(
        output.status.success(),
        "the copy inside the session passes:\n{}\n{}",
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    );
}

#[test]
fn the_real_keyring_opens_the_key_until_it_is_wiped() {
    if !is_inside() {
        return run_inside("the_real_keyring_opens_the_key_until_it_is_wiped", true);
    }
    let profile = tempfile::tempdir().expect("a folder");
    let KeyState::FirstRun(first_run) = state(profile.path(), false).expect("readable") else {
        panic!("an empty folder is a first run");
    };
    let chosen = Zeroizing::new("correct horse battery".to_owned());
    let (key, created) =
        create(first_run, &chosen, PassphraseCost::FLOOR, Some(&OsKeyring)).expect("made");
    assert!(created.is_in_keyring, "an unlocked keyring takes the secret");
    let opened = unlock_with_keyring(profile.path(), &OsKeyring).expect("opens");
    assert_eq!(*opened.derive(Purpose::Media), *key.derive(Purpose::Media), "the same key");

    enrol_keyring(profile.path(), &opened, &OsKeyring).expect("enrols again");
    unlock_with_keyring(profile.path(), &OsKeyring).expect("the new slot opens");

    let wiped = wipe(profile.path(), Some(&OsKeyring)).expect("wiped");
    assert!(wiped.is_keyring_clear, "the keyring's entry is deleted");
}

#[test]
fn a_real_locked_keyring_leaves_the_passphrase() {
    if !is_inside() {
        return run_inside("a_real_locked_keyring_leaves_the_passphrase", false);
    }
    let profile = tempfile::tempdir().expect("a folder");
    let KeyState::FirstRun(first_run) = state(profile.path(), false).expect("readable") else {
        panic!("an empty folder is a first run");
    };
    let chosen = Zeroizing::new("correct horse battery".to_owned());
    let (_, created) =
        create(first_run, &chosen, PassphraseCost::FLOOR, Some(&OsKeyring)).expect("made");
    assert!(!created.is_in_keyring, "a locked keyring takes nothing, and that is said");
    let answer = unlock_with_keyring(profile.path(), &OsKeyring);
    assert!(matches!(answer, Err(KeyError::NoKeyringSlot)), "{answer:?}");
    unlock_with_passphrase(profile.path(), &chosen, PassphraseCost::FLOOR).expect("opens");
}
