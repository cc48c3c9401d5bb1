//! The invariants of ARCHITECTURE.md, read from `cargo metadata` and the source tree.
//!
//! A failure names the rule and what to do. Where a rule itself is to change, change the list here
//! and write an ADR that says why.

#[path = "architecture/graph.rs"]
mod graph;
#[path = "architecture/sources.rs"]
mod sources;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use serde_json::Value;

use graph::{Graph, Kind};
use sources::{sources, without_comments};

/// Every allowed arrow between our crates. `field-tests` may use anything.
const ARROWS: &[(&str, &[&str])] = &[
    ("field-domain", &[]),
    ("field-log", &["field-domain"]),
    ("field-contract", &["field-domain"]),
    ("field-models", &[]),
    ("field-keys", &[]),
    ("field-media", &["field-domain"]),
    ("field-convnet", &[]),
    ("field-photo", &["field-convnet", "field-domain", "field-models"]),
    ("field-speech", &["field-domain", "field-models"]),
    ("field-redact", &["field-domain", "field-models"]),
    ("field-report", &["field-domain"]),
    // The middle room: a certificate is about all engines, and sealing is the last step of clearing a photo.
    (
        "field-clearance",
        &["field-domain", "field-log", "field-media", "field-photo", "field-redact"],
    ),
    // It stores frames, and the book of tokens.
    ("field-store", &["field-clearance", "field-domain", "field-log", "field-redact"]),
    ("field-egress", &["field-clearance", "field-domain", "field-log"]),
    (
        "field-app",
        &[
            "field-clearance",
            "field-contract",
            "field-domain",
            "field-egress",
            "field-keys",
            "field-log",
            "field-media",
            "field-models",
            "field-photo",
            "field-redact",
            "field-report",
            "field-speech",
            "field-store",
        ],
    ),
    ("fieldproof-desktop", &["field-app", "field-contract"]),
    // Browser tests want both ends.
    ("field-devserver", &["field-app", "field-contract", "field-domain", "field-server"]),
    // The engines by themselves work without a profile, under a policy of field-clearance; the doctor
    // looks at keys and store that the app cannot open.
    (
        "field-cli",
        &[
            "field-app",
            "field-clearance",
            "field-contract",
            "field-domain",
            "field-keys",
            "field-models",
            "field-photo",
            "field-redact",
            "field-speech",
            "field-store",
        ],
    ),
    ("field-server", &["field-domain", "field-log"]),
    ("field-testkit", &["field-domain"]),
    (
        "field-fuzz",
        &[
            "field-clearance",
            "field-domain",
            "field-log",
            "field-photo",
            "field-redact",
            "field-speech",
            "field-testkit",
        ],
    ),
    ("xtask", &["field-contract", "field-models", "field-testkit"]),
];

/// Arrows that only tests draw, beyond [`ARROWS`] and the test kit.
const TEST_ARROWS: &[(&str, &[&str])] =
    &[("field-egress", &["field-photo", "field-redact", "field-server"])];

/// Crates of others that a pure crate may name.
const PURE: &[(&str, &[&str])] = &[
    ("field-domain", &["serde", "thiserror", "ts-rs", "uuid", "zeroize"]),
    ("field-log", &["ciborium", "ed25519-dalek", "serde", "sha2", "thiserror"]),
];

/// Crates that reach files, sockets, devices or threads, and are not to be found below a pure crate.
const INPUT_OUTPUT: &[&str] = &[
    "async-io",
    "cpal",
    "hyper",
    "keyring",
    "libsqlite3-sys",
    "mio",
    "polling",
    "rayon",
    "reqwest",
    "rusqlite",
    "rustls",
    "socket2",
    "tauri",
    "tempfile",
    "tokio",
    "whisper-rs",
    "zbus",
];

/// Crates that speak to a network.
const NETWORK: &[&str] = &[
    "curl",
    "h2",
    "hyper",
    "hyper-util",
    "native-tls",
    "quinn",
    "reqwest",
    "rustls",
    "tokio-rustls",
    "tungstenite",
    "ureq",
];

/// Crates of which only one of ours (or two) may know, and which.
const OWNERS: &[(&str, &[&str])] = &[
    ("axum", &["field-devserver", "field-server"]),
    ("cpal", &["field-speech"]),
    ("keyring", &["field-keys"]),
    ("reqwest", &["field-egress"]),
    ("rusqlite", &["field-server", "field-store"]),
    ("rustls", &["field-egress", "field-server"]),
    ("tauri", &["fieldproof-desktop"]),
    ("turbojpeg", &["field-photo"]),
    ("whisper-rs", &["field-speech"]),
];

/// Programs that a person installs.
const SHIPPED: &[&str] = &["field-server", "fieldproof-desktop"];

/// Crates that may look into a raw value for the reason that each scope names.
const SCOPES: &[(&str, &[&str])] = &[
    ("UiScope", &["field-app"]),
    ("EngineScope", &["field-app", "field-clearance", "field-photo", "field-redact"]),
    ("StoreScope", &["field-app", "field-store"]),
];

/// Sources of a program: they are edges as a whole.
const PROGRAMS: &[&str] = &[
    "crates/field-cli/",
    "crates/field-devserver/",
    "crates/field-fuzz/",
    "src-tauri/",
    "tests/",
    "xtask/",
];

/// The other places that may ask the computer for something: what, and where.
const EDGES: &[(&str, &[&str], &[&str])] = &[
    (
        "the clock",
        &["SystemTime::now", "Instant::now", "Utc::now", "Local::now"],
        &[
            "crates/field-app/src/edges.rs",
            "crates/field-server/src/http/access_log.rs",
            "crates/field-server/src/serve.rs",
        ],
    ),
    ("the environment", &["env::var", "env::vars", "env::args", "env::temp_dir"], &[]),
    (
        "a new id",
        &["Uuid::now_v7", "Uuid::new_v4"],
        &["crates/field-server/src/blob_files.rs", "crates/field-server/src/setup.rs"],
    ),
    (
        "random bytes",
        &["getrandom::fill", "getrandom::u32", "getrandom::u64", "OsRng", "rand::"],
        &[
            "crates/field-app/src/edges.rs",
            "crates/field-keys/src/",
            "crates/field-media/src/folder.rs",
            "crates/field-server/src/data_folder.rs",
            "crates/field-server/src/http/sign_in.rs",
            "crates/field-server/src/setup.rs",
        ],
    ),
    (
        "a socket",
        &["TcpStream", "TcpListener", "UdpSocket", "UnixStream", "UnixListener", "ToSocketAddrs"],
        &["crates/field-egress/src/pinned.rs", "crates/field-server/src/serve.rs"],
    ),
];

#[test]
fn every_arrow_between_our_crates_is_on_the_list() {
    let graph = Graph::read();
    let listed: BTreeMap<_, _> = ARROWS.iter().copied().collect();
    for name in graph.members() {
        if name == "field-tests" {
            continue;
        }
        let allowed = listed.get(name).unwrap_or_else(|| {
            panic!(
                "{name} is a new crate: add a line with its arrows to ARROWS and to ARCHITECTURE.md"
            )
        });
        for other in graph.ours(name, Kind::Normal) {
            assert!(
                allowed.contains(&other),
                "{name} → {other} is a new arrow: siblings meet in field-app, so move the code \
                 there, or write an ADR and add the arrow to ARROWS"
            );
        }
        let extra = TEST_ARROWS.iter().find(|(of, _)| *of == name).map_or(&[][..], |(_, to)| to);
        for other in graph.ours(name, Kind::Test) {
            assert!(
                allowed.contains(&other) || extra.contains(&other) || other == "field-testkit",
                "the tests of {name} reach {other}: put a test of several crates into tests/"
            );
        }
    }
    for (name, _) in ARROWS {
        assert!(graph.members().contains(name), "{name} is gone: take its line out of ARROWS");
    }
}

#[test]
fn domain_and_log_reach_nothing_that_does_input_or_output() {
    let graph = Graph::read();
    for (name, allowed) in PURE {
        let direct = graph.direct(name, Kind::Normal);
        for other in direct.into_iter().filter(|other| !graph.members().contains(other)) {
            assert!(
                allowed.contains(&other),
                "{name} is pure and names {other}: pass values in from field-app, or add the crate \
                 to PURE if it does no I/O either"
            );
        }
        let below = graph.reached(name, None);
        for other in INPUT_OUTPUT {
            assert!(!below.contains(other), "{name} is pure, and reaches {other}: take it out");
        }
        let rules = text(&root().join("crates").join(name).join("clippy.toml"));
        for path in ["std::fs::read", "std::net::", "std::time::", "std::thread::", "std::env::"] {
            assert!(
                rules.contains(path),
                "crates/{name}/clippy.toml must disallow {path}: it replaces the root's file"
            );
        }
    }
}

#[test]
fn a_crate_with_a_danger_of_its_own_is_known_to_its_owner_only() {
    let graph = Graph::read();
    for (danger, owners) in OWNERS {
        for name in graph.members().into_iter().filter(|name| *name != "field-tests") {
            assert!(
                owners.contains(&name) || !graph.direct(name, Kind::Normal).contains(danger),
                "{name} depends on {danger}: only {owners:?} may; ask them for what you need"
            );
        }
    }
}

#[test]
fn nothing_on_the_device_reaches_a_network_but_through_field_egress() {
    let graph = Graph::read();
    let servers = ["field-server", "field-devserver", "field-egress", "field-tests"];
    for name in graph.members().into_iter().filter(|name| !servers.contains(name)) {
        let reached = graph.reached(name, Some("field-egress"));
        let found: Vec<_> = NETWORK.iter().filter(|other| reached.contains(*other)).collect();
        assert!(
            found.is_empty(),
            "{name} reaches {found:?} without field-egress: what leaves a device goes through the \
             outbox; `cargo tree -p {name} -i <crate>` shows the way"
        );
    }
}

#[test]
fn the_server_cannot_read_the_store_of_a_device() {
    let graph = Graph::read();
    let reached = graph.reached("field-server", None);
    for other in ["field-app", "field-clearance", "field-keys", "field-media", "field-store"] {
        assert!(
            !reached.contains(other),
            "field-server reaches {other}: what both sides need belongs to field-log or field-domain"
        );
    }
}

#[test]
fn made_up_people_are_not_shipped() {
    let graph = Graph::read();
    for name in SHIPPED {
        assert!(
            !graph.reached(name, None).contains("field-testkit"),
            "{name} ships the test kit: make it a dev-dependency"
        );
    }
}

#[test]
fn every_crate_takes_the_lints_of_the_workspace() {
    for (name, folder) in &Graph::read().folders {
        let manifest = text(&folder.join("Cargo.toml"));
        let lines: Vec<_> = manifest.lines().map(str::trim).collect();
        assert!(
            lines.windows(2).any(|pair| pair == ["[lints]", "workspace = true"]),
            "{name} has lints of its own: write `[lints]` and `workspace = true` into its Cargo.toml"
        );
    }
}

#[test]
fn a_raw_value_is_looked_at_only_by_the_crates_on_the_list() {
    for source in sources() {
        let Some(name) = source.crate_name() else { continue };
        if name == "field-domain" {
            continue;
        }
        for (scope, allowed) in SCOPES {
            assert!(
                allowed.contains(&name) || !source.code.contains(scope),
                "{} names {scope}: only {allowed:?} may look into a raw value for that reason; use \
                 what they make of it, or write an ADR and add the crate to SCOPES",
                source.path
            );
        }
    }
}

#[test]
fn clock_environment_randomness_and_sockets_are_met_at_the_edges_only() {
    for source in sources() {
        if PROGRAMS.iter().any(|program| source.path.starts_with(program)) {
            continue;
        }
        for (what, names, places) in EDGES {
            if places.iter().any(|place| source.path.starts_with(place)) {
                continue;
            }
            for name in *names {
                assert!(
                    !source.has_word(name),
                    "{} takes {what} by {name}: take it as a value from the caller; the edges are \
                     listed in EDGES",
                    source.path
                );
            }
        }
    }
}

#[test]
fn a_plain_text_is_not_on_the_list_of_what_may_leave() {
    let list = text(&root().join("crates/field-clearance/src/egressable.rs"));
    let code = without_comments(&list);
    let (_, list) = code.split_once("\negressable! {").expect("egressable.rs has the list");
    let listed = list.split_once('}').map_or("", |(listed, _)| listed);
    assert!(listed.contains("Cleared<RedactedText>"), "the list was not read: {listed}");
    for refused in ["String", "str", "Raw", "PathBuf", "Value", "Segments", "Cow", "Box"] {
        let words = listed.split(|c: char| !(c.is_alphanumeric() || c == '_'));
        assert!(
            words.into_iter().all(|word| word != refused),
            "{refused} is on the list of what may leave: clear it first, `Cleared<RedactedText>` may"
        );
    }
    let made_by_hand: BTreeSet<_> = code
        .lines()
        .filter_map(|line| line.split_once("Egressable for ").map(|(_, rest)| rest.trim_end()))
        .collect();
    assert_eq!(
        made_by_hand,
        BTreeSet::from(["$name {}", "Option<T> {}", "Vec<T> {}"]),
        "Egressable is implemented by the one list, for options and for lists of its members"
    );
}

#[test]
fn the_window_has_exactly_the_capabilities_that_are_written_down() {
    let shell = root().join("src-tauri");
    let build = text(&shell.join("build.rs"));
    assert!(
        build.contains(r#"capabilities_path_pattern("./src-tauri/capabilities/"#),
        "src-tauri/build.rs must name the folder of capabilities: without it the build succeeds \
         with none"
    );
    let main = json(&shell.join("capabilities/main.json"));
    assert_eq!(main["windows"], serde_json::json!(["main"]), "one window, and it is named");
    // Our own commands need none: an empty list is the narrowest.
    let permissions = main["permissions"].as_array().expect("capabilities list their permissions");
    for permission in permissions.iter().filter_map(Value::as_str) {
        for refused in ["http", "shell", "opener", "fs:", "websocket", "updater", "default"] {
            assert!(
                !permission.contains(refused),
                "{permission} gives the page more than it needs: name the narrowest permission"
            );
        }
    }
    // Generated when the window is built; an empty object is what a wrong folder leaves.
    if let Ok(generated) = fs::read_to_string(root().join("gen/schemas/capabilities.json")) {
        assert!(generated.contains("\"main\""), "the window was built without its capabilities");
    }
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("tests/ lies in the root")
}

fn text(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|cause| panic!("{}: {cause}", path.display()))
}

fn json(path: &Path) -> Value {
    serde_json::from_str(&text(path)).unwrap_or_else(|cause| panic!("{}: {cause}", path.display()))
}
