//! The checks on well-formed inputs and on inputs that were changed a little.

use field_fuzz::{CHECKS, seeds};
use proptest::prelude::*;
use proptest::sample::Index;
use proptest::test_runner::TestRunner;

/// Changed inputs for each check and run. The fuzz targets try millions.
const CASES: u32 = 512;

/// One change of an input: at a place, another byte, a cut, or a piece said again.
#[derive(Debug, Clone)]
enum Edit {
    Byte(Index, u8),
    Cut(Index),
    Again(Index, Index),
}

fn edit() -> impl Strategy<Value = Edit> {
    prop_oneof![
        4 => (any::<Index>(), any::<u8>()).prop_map(|(at, byte)| Edit::Byte(at, byte)),
        1 => any::<Index>().prop_map(Edit::Cut),
        1 => (any::<Index>(), any::<Index>()).prop_map(|(from, to)| Edit::Again(from, to)),
    ]
}

fn edited(mut bytes: Vec<u8>, edits: &[Edit]) -> Vec<u8> {
    for edit in edits {
        if bytes.is_empty() {
            return bytes;
        }
        match edit {
            Edit::Byte(at, byte) => *at.get_mut(&mut bytes) = *byte,
            Edit::Cut(at) => bytes.truncate(at.index(bytes.len())),
            Edit::Again(from, to) => {
                let (from, to) = (from.index(bytes.len()), to.index(bytes.len()));
                let piece = bytes[from.min(to)..from.max(to)].to_vec();
                bytes.splice(from..from, piece);
            }
        }
    }
    bytes
}

#[test]
fn every_check_has_seeds_and_holds_for_them() {
    for check in CHECKS {
        let seeds = seeds(check.name);
        assert!(!seeds.is_empty(), "{} has no seed", check.name);
        for seed in &seeds {
            (check.run)(seed);
        }
        (check.run)(&[]);
    }
}

#[test]
fn every_check_holds_for_changed_inputs() {
    for check in CHECKS {
        let seeds = proptest::sample::select(seeds(check.name));
        let inputs = (seeds, proptest::collection::vec(edit(), 1..12))
            .prop_map(|(seed, edits)| edited(seed, &edits));
        let mut runner = TestRunner::new(ProptestConfig {
            cases: CASES,
            failure_persistence: None,
            ..ProptestConfig::default()
        });
        let outcome = runner.run(&inputs, |input| {
            (check.run)(&input);
            Ok(())
        });
        assert!(outcome.is_ok(), "{}: {}", check.name, outcome.expect_err("just seen"));
    }
}
