//! Well-formed inputs from which changed ones are made.

use ed25519_dalek::SigningKey;
use field_domain::{Hash32, Instant, ItemNo, Lane, Segment, Segments};
use field_log::canonical::{self, Bytes};
use field_log::wire::{PullRequest, PushRequest};
use field_log::{Change, ClearanceMark, Header, Operation, Payload};
use field_testkit::{pictures, speech};

/// Texts with what the rules look for, and with what looks like it.
const TEXTS: &[&str] = &[
    "Tenant: Kim Sample\nTel: (212) 555-0142\nGate code 4711#",
    "met Ann-Marie O'Brien at 42 W. Elm St, Apt 4B, Springfield IL 62704. cold holding at 41 F, see 3-501.16(A)(2)",
    "her SSN is 219-09-9999, card 4111 1111 1111 1111, IBAN GB82 WEST 1234 5698 7654 32",
    "plate is seven alpha bravo charlie one two three, my cell two one two five five five oh one four two",
    "host 192.0.2.44, fe80::1, 00:1B:44:11:3A:B7, kim.sample@example.com, https://example.org/u/kim",
    "\u{ff12}\u{ff11}\u{ff12}-555-0142 e\u{301} \u{200b} \u{202e} VIN 1M8GDM9AXKP042788 DOB 3/14/1961",
];

const TEMPLATE: &str = include_str!("../../../assets/templates/food-safety.json");

/// The ready policies with the most in them. As an organisation's own they have a number of its own.
const POLICIES: [&str; 2] = [
    include_str!("../../../assets/policies/food-safety.toml"),
    include_str!("../../../assets/policies/strict.toml"),
];

/// The seeds of the check with this name; none for a name that no check has.
#[must_use]
pub fn seeds(check: &str) -> Vec<Vec<u8>> {
    match check {
        "text" => TEXTS.iter().map(|text| text.as_bytes().to_vec()).collect(),
        "decisions" => {
            TEXTS.iter().map(|text| [&[8, 18, 0, 4], text.as_bytes()].concat()).collect()
        }
        // A byte is a word of the check's list.
        "spoken" => vec![(0..40).collect(), (20..80).collect(), [1, 2, 54, 55, 3, 4, 5].to_vec()],
        "photo" => vec![jpeg(), jpeg_with_metadata()],
        "sound" => vec![speech::tone(440.0, 40), speech::silence(20), speech::noise(7, 0.5, 40)],
        "operation" => vec![operation()],
        "message" => messages(),
        "template" => vec![TEMPLATE.as_bytes().to_vec()],
        "policy" => policies(),
        _ => Vec::new(),
    }
}

fn policies() -> Vec<Vec<u8>> {
    let own = |text: &&str| text.replacen("number = ", "number = 100", 1).into_bytes();
    POLICIES.iter().map(own).chain(POLICIES.iter().map(|text| text.as_bytes().to_vec())).collect()
}

fn jpeg() -> Vec<u8> {
    pictures::kitchen(1, 48, 32)
}

fn jpeg_with_metadata() -> Vec<u8> {
    let exif = pictures::CameraExif {
        make: "Example".into(),
        model: "One".into(),
        serial: "EX-1".into(),
        latitude: 51.5,
        longitude: -0.1,
        taken: "2026:01:02 03:04:05".into(),
        owner: "Kim Sample".into(),
        description: "A door".into(),
        orientation: 6,
        has_thumbnail: true,
    };
    pictures::with_camera_exif(&jpeg(), &exif).expect("a small JPEG takes metadata")
}

fn operation() -> Vec<u8> {
    let text = Segments(vec![Segment::Text("Gasket torn".into())]);
    let header = Header {
        version: 1,
        org: id(1).into(),
        inspection: id(2).into(),
        lane: Lane::Evidence,
        device: id(3).into(),
        device_seq: 1,
        previous: Hash32::ZERO,
        author: id(4).into(),
        at: Instant(1_000),
        clearance: ClearanceMark::default(),
        blobs: Vec::new(),
        payload_commitment: Hash32::ZERO,
    };
    let change = Change::NoteSet { item: ItemNo(22), text: Some(text) };
    let payload = Payload { base: Vec::new(), change };
    let key = SigningKey::from_bytes(&[9; 32]);
    Operation::sign(header, payload, [7; 16], &key).expect("a small operation can be signed").bytes
}

fn messages() -> Vec<Vec<u8>> {
    let push = PushRequest { operations: vec![Bytes(operation())] };
    let pull = PullRequest { after: 12 };
    [canonical::to_bytes(&push), canonical::to_bytes(&pull)]
        .into_iter()
        .map(|bytes| bytes.expect("a message can be written"))
        .collect()
}

fn id(number: u128) -> uuid::Uuid {
    uuid::Uuid::from_u128(number)
}
