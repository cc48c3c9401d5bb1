//! Key slots, from outside: what opens, what must not, and what stands on the disk.

mod support;

use std::fs;
use std::path::Path;

use field_keys::{
    FirstRun, KeyError, KeyState, MasterKey, PassphraseCost, Purpose, SLOTS_FILE_NAME,
    change_passphrase, create, enrol_keyring, set_passphrase, state, unlock_with_keyring,
    unlock_with_passphrase, wipe,
};
use support::{KeyringDouble, passphrase};
use tempfile::TempDir;

const CHEAP: PassphraseCost = PassphraseCost::FLOOR;
const GOOD: &str = "correct horse battery";

fn first_run(profile: &Path) -> FirstRun {
    match state(profile, false).expect("an empty folder can be read") {
        KeyState::FirstRun(first_run) => first_run,
        other => panic!("an empty folder is a first run, not {other:?}"),
    }
}

fn profile_with_key(keyring: Option<&KeyringDouble>) -> (TempDir, MasterKey) {
    let profile = tempfile::tempdir().expect("a folder");
    let store = keyring.map(|keyring| keyring as &dyn field_keys::SecretStore);
    let (key, _) =
        create(first_run(profile.path()), &passphrase(GOOD), CHEAP, store).expect("a key is made");
    (profile, key)
}

fn is_same(left: &MasterKey, right: &MasterKey) -> bool {
    left.id() == right.id() && *left.derive(Purpose::Media) == *right.derive(Purpose::Media)
}

fn slots_bytes(profile: &Path) -> Vec<u8> {
    fs::read(profile.join(SLOTS_FILE_NAME)).expect("the slots file")
}

#[test]
fn both_slots_open_the_same_key() {
    let keyring = KeyringDouble::default();
    let (profile, key) = profile_with_key(Some(&keyring));
    let by_passphrase = unlock_with_passphrase(profile.path(), &passphrase(GOOD), CHEAP);
    let by_keyring = unlock_with_keyring(profile.path(), &keyring);
    assert!(is_same(&key, &by_passphrase.expect("opens")), "the passphrase opens the key");
    assert!(is_same(&key, &by_keyring.expect("opens")), "the keyring opens the same key");
    assert!(
        matches!(state(profile.path(), true), Ok(KeyState::Locked { has_keyring_slot: true })),
        "the state names the keyring slot"
    );
}

#[test]
fn a_wrong_passphrase_opens_nothing_and_changes_nothing() {
    let (profile, _) = profile_with_key(None);
    let before = slots_bytes(profile.path());
    for wrong in ["correct horse batterY", "", &"x".repeat(5000)] {
        let answer = unlock_with_passphrase(profile.path(), &passphrase(wrong), CHEAP);
        assert!(matches!(answer, Err(KeyError::WrongPassphrase)), "refused: {answer:?}");
    }
    assert_eq!(slots_bytes(profile.path()), before, "a failed try writes nothing");
}

#[test]
fn the_slots_file_holds_neither_key_nor_passphrase_nor_keyring_secret() {
    let keyring = KeyringDouble::default();
    let (profile, key) = profile_with_key(Some(&keyring));
    let text = String::from_utf8(slots_bytes(profile.path())).expect("JSON is UTF-8");
    assert!(!text.contains(GOOD), "the passphrase is not in the file");
    for purpose in [Purpose::Database, Purpose::Media, Purpose::SigningKeyWrap] {
        let derived = hex::encode(*key.derive(purpose));
        assert!(!text.contains(&derived), "no derived key is in the file");
    }
    for secret in keyring.secrets() {
        assert!(!text.contains(&hex::encode(secret)), "the keyring's secret is not in the file");
    }
    let names: Vec<_> = fs::read_dir(profile.path())
        .expect("the folder")
        .map(|entry| entry.expect("an entry").file_name())
        .collect();
    assert_eq!(names, [SLOTS_FILE_NAME], "no other file is left behind");
}

#[cfg(unix)]
#[test]
fn only_the_owner_may_read_the_slots_file() {
    use std::os::unix::fs::PermissionsExt;
    let (profile, _) = profile_with_key(None);
    let mode = fs::metadata(profile.path().join(SLOTS_FILE_NAME)).expect("it is there");
    assert_eq!(mode.permissions().mode() & 0o777, 0o600, "owner only");
}

#[test]
fn a_torn_slots_file_is_an_error_and_never_a_first_run() {
    let (profile, _) = profile_with_key(None);
    let path = profile.path().join(SLOTS_FILE_NAME);
    let whole = slots_bytes(profile.path());
    for length in [0, 1, whole.len() / 2, whole.len() - 3] {
        fs::write(&path, &whole[..length]).expect("torn");
        for database_exists in [false, true] {
            let answer = state(profile.path(), database_exists);
            assert!(matches!(answer, Err(KeyError::SlotsDamaged)), "torn at {length}: {answer:?}");
        }
    }
    fs::write(&path, &whole).expect("restored");
    unlock_with_passphrase(profile.path(), &passphrase(GOOD), CHEAP)
        .expect("a restored file opens");
}

#[test]
fn a_flipped_byte_anywhere_never_opens_another_key() {
    let keyring = KeyringDouble::default();
    let (profile, key) = profile_with_key(Some(&keyring));
    let path = profile.path().join(SLOTS_FILE_NAME);
    let whole = slots_bytes(profile.path());
    let mut refused = 0;
    for at in 0..whole.len() {
        let mut flipped = whole.clone();
        flipped[at] ^= 1;
        fs::write(&path, &flipped).expect("written");
        match unlock_with_keyring(profile.path(), &keyring) {
            // A byte of white space or of the other slot may change: then the key must be the same.
            Ok(opened) => assert!(is_same(&key, &opened), "never another key (byte {at})"),
            Err(_) => refused += 1,
        }
    }
    assert!(refused > whole.len() / 3, "most flips are refused: {refused} of {}", whole.len());
}

#[test]
fn a_flipped_byte_in_the_wrapped_key_is_refused() {
    let (profile, _) = profile_with_key(None);
    let path = profile.path().join(SLOTS_FILE_NAME);
    let mut json: serde_json::Value =
        serde_json::from_slice(&slots_bytes(profile.path())).expect("JSON");
    let field = &mut json["passphrase"]["wrapped"]["ciphertext"];
    let flipped = match field.as_str().expect("hex").split_at(1) {
        ("0", rest) => format!("1{rest}"),
        (_, rest) => format!("0{rest}"),
    };
    *field = flipped.into();
    fs::write(&path, json.to_string()).expect("written");
    let answer = unlock_with_passphrase(profile.path(), &passphrase(GOOD), CHEAP);
    assert!(matches!(answer, Err(KeyError::WrongPassphrase)), "refused: {answer:?}");
}

#[test]
fn a_slot_cheaper_than_the_floor_is_refused() {
    let (profile, _) = profile_with_key(None);
    let path = profile.path().join(SLOTS_FILE_NAME);
    let mut json: serde_json::Value =
        serde_json::from_slice(&slots_bytes(profile.path())).expect("JSON");
    for (field, value) in [("memory_kib", 64), ("memory_kib", u32::MAX), ("passes", 1)] {
        json["passphrase"]["cost"][field] = value.into();
        fs::write(&path, json.to_string()).expect("written");
        let answer = unlock_with_passphrase(profile.path(), &passphrase(GOOD), CHEAP);
        assert!(matches!(answer, Err(KeyError::CostOutOfRange)), "{field}={value}: {answer:?}");
    }
}

#[test]
fn a_newer_slots_file_is_named_as_such_and_left_alone() {
    let (profile, _) = profile_with_key(None);
    let path = profile.path().join(SLOTS_FILE_NAME);
    fs::write(&path, r#"{"version": 2, "quorum": []}"#).expect("written");
    let answer = state(profile.path(), true);
    assert!(matches!(answer, Err(KeyError::SlotsNewer { found: 2, known: 1 })), "{answer:?}");
}

#[test]
fn a_wiped_keyring_asks_for_the_passphrase_and_can_be_enrolled_again() {
    let keyring = KeyringDouble::default();
    let (profile, key) = profile_with_key(Some(&keyring));
    keyring.clear();
    let answer = unlock_with_keyring(profile.path(), &keyring);
    assert!(matches!(answer, Err(KeyError::KeyringHasNoSecret)), "{answer:?}");
    let opened = unlock_with_passphrase(profile.path(), &passphrase(GOOD), CHEAP).expect("opens");
    enrol_keyring(profile.path(), &opened, &keyring).expect("enrolled again");
    let opened = unlock_with_keyring(profile.path(), &keyring).expect("opens again");
    assert!(is_same(&key, &opened), "it is the same key as ever");
}

#[test]
fn no_entry_while_a_database_exists_is_never_a_first_run() {
    let keyring = KeyringDouble::default();
    let (profile, _) = profile_with_key(Some(&keyring));
    keyring.lock();
    let answer = unlock_with_keyring(profile.path(), &keyring);
    assert!(matches!(answer, Err(KeyError::KeyringHasNoSecret)), "a locked keyring: {answer:?}");
    assert!(
        matches!(state(profile.path(), true), Ok(KeyState::Locked { has_keyring_slot: true })),
        "the profile stays locked"
    );
    fs::remove_file(profile.path().join(SLOTS_FILE_NAME)).expect("removed");
    assert!(
        matches!(state(profile.path(), true), Ok(KeyState::KeyMissing)),
        "a database without slots is the recovery screen"
    );
}

#[test]
fn a_keyring_that_refuses_leaves_a_passphrase_slot_and_says_so() {
    let keyring = KeyringDouble::default();
    for prepare in [KeyringDouble::lock, KeyringDouble::forget_what_is_set] {
        prepare(&keyring);
        let profile = tempfile::tempdir().expect("a folder");
        let (key, created) =
            create(first_run(profile.path()), &passphrase(GOOD), CHEAP, Some(&keyring))
                .expect("a key is made all the same");
        assert!(!created.is_in_keyring, "it says that the keyring did not take it");
        let answer = unlock_with_keyring(profile.path(), &keyring);
        assert!(matches!(answer, Err(KeyError::NoKeyringSlot)), "{answer:?}");
        let opened = unlock_with_passphrase(profile.path(), &passphrase(GOOD), CHEAP);
        assert!(is_same(&key, &opened.expect("opens")), "the passphrase opens it");
    }
}

#[test]
fn another_secret_in_the_keyring_is_named() {
    let keyring = KeyringDouble::default();
    let (profile, _) = profile_with_key(Some(&keyring));
    keyring.replace_all_by(&[3; 32]);
    let answer = unlock_with_keyring(profile.path(), &keyring);
    assert!(matches!(answer, Err(KeyError::KeyringSecretWrong)), "{answer:?}");
}

#[test]
fn a_first_run_is_used_up_by_a_key_made_meanwhile() {
    let profile = tempfile::tempdir().expect("a folder");
    let (first, second) = (first_run(profile.path()), first_run(profile.path()));
    create(first, &passphrase(GOOD), CHEAP, None).expect("a key is made");
    let before = slots_bytes(profile.path());
    let answer = create(second, &passphrase("another passphrase"), CHEAP, None);
    assert!(matches!(answer, Err(KeyError::AlreadyCreated)), "{answer:?}");
    assert_eq!(slots_bytes(profile.path()), before, "the first key stays");
}

#[test]
fn a_leftover_of_a_killed_write_does_not_matter() {
    let profile = tempfile::tempdir().expect("a folder");
    fs::write(profile.path().join("keys.json.new"), b"{\"versi").expect("a leftover");
    let (key, _) =
        create(first_run(profile.path()), &passphrase(GOOD), CHEAP, None).expect("a key is made");
    let opened = unlock_with_passphrase(profile.path(), &passphrase(GOOD), CHEAP).expect("opens");
    assert!(is_same(&key, &opened), "the leftover was replaced");
}

#[test]
fn changing_the_passphrase_keeps_the_key_and_retires_the_old_passphrase() {
    let keyring = KeyringDouble::default();
    let (profile, key) = profile_with_key(Some(&keyring));
    let new = passphrase("an entirely new one");
    let wrong = change_passphrase(profile.path(), &new, &new, CHEAP);
    assert!(matches!(wrong, Err(KeyError::WrongPassphrase)), "the old one is asked for: {wrong:?}");
    let short = change_passphrase(profile.path(), &passphrase(GOOD), &passphrase("short"), CHEAP);
    assert!(matches!(short, Err(KeyError::PassphraseTooShort)), "{short:?}");

    change_passphrase(profile.path(), &passphrase(GOOD), &new, CHEAP).expect("changed");
    let opened = unlock_with_passphrase(profile.path(), &new, CHEAP).expect("the new one opens");
    assert!(is_same(&key, &opened), "the key stays");
    let old = unlock_with_passphrase(profile.path(), &passphrase(GOOD), CHEAP);
    assert!(matches!(old, Err(KeyError::WrongPassphrase)), "the old one is retired: {old:?}");
    unlock_with_keyring(profile.path(), &keyring).expect("the keyring slot stays");
}

#[test]
fn a_key_of_another_profile_changes_nothing() {
    let keyring = KeyringDouble::default();
    let (profile, _) = profile_with_key(None);
    let (_other_profile, other_key) = profile_with_key(None);
    let before = slots_bytes(profile.path());
    let set = set_passphrase(profile.path(), &other_key, &passphrase("something new"), CHEAP);
    assert!(matches!(set, Err(KeyError::OtherKey)), "{set:?}");
    let enrolled = enrol_keyring(profile.path(), &other_key, &keyring);
    assert!(matches!(enrolled, Err(KeyError::OtherKey)), "{enrolled:?}");
    assert_eq!(slots_bytes(profile.path()), before, "nothing was written");
    assert!(keyring.secrets().is_empty(), "nothing was put into the keyring");
}

#[test]
fn unlocking_makes_a_cheap_slot_dearer_and_leaves_a_dear_one() {
    let (profile, key) = profile_with_key(None);
    let dearer = PassphraseCost { passes: CHEAP.passes + 1, ..CHEAP };
    let passes = |profile: &Path| {
        let json: serde_json::Value = serde_json::from_slice(&slots_bytes(profile)).expect("JSON");
        json["passphrase"]["cost"]["passes"].as_u64().expect("a number")
    };
    let opened = unlock_with_passphrase(profile.path(), &passphrase(GOOD), dearer).expect("opens");
    assert!(is_same(&key, &opened), "the key stays");
    assert_eq!(passes(profile.path()), u64::from(dearer.passes), "the slot was made anew");
    unlock_with_passphrase(profile.path(), &passphrase(GOOD), CHEAP).expect("opens");
    assert_eq!(passes(profile.path()), u64::from(dearer.passes), "it is never made cheaper");
}

#[test]
fn a_wipe_leaves_neither_slots_nor_secret() {
    let keyring = KeyringDouble::default();
    let (profile, _) = profile_with_key(Some(&keyring));
    let wiped = wipe(profile.path(), Some(&keyring)).expect("wiped");
    assert!(wiped.is_keyring_clear && keyring.secrets().is_empty(), "the secret is gone");
    assert!(matches!(state(profile.path(), true), Ok(KeyState::KeyMissing)), "the slots are gone");
    wipe(profile.path(), Some(&keyring)).expect("a second wipe changes nothing");

    let (profile, _) = profile_with_key(Some(&keyring));
    fs::write(profile.path().join(SLOTS_FILE_NAME), b"torn").expect("torn");
    let wiped = wipe(profile.path(), Some(&keyring)).expect("a damaged file is wiped too");
    assert!(!wiped.is_keyring_clear, "it says that a secret may be left");
}

#[test]
fn the_default_cost_makes_and_opens_a_key() {
    let profile = tempfile::tempdir().expect("a folder");
    let default = PassphraseCost::DEFAULT;
    let (key, _) =
        create(first_run(profile.path()), &passphrase(GOOD), default, None).expect("made");
    let opened = unlock_with_passphrase(profile.path(), &passphrase(GOOD), default).expect("opens");
    assert!(is_same(&key, &opened), "the shipped cost works");
}
