//! The canary test: values planted into every way in are searched for in everything that left.
//!
//! Two verdicts are kept apart. *Boundary leaks* are values of places that never leave, or that no
//! engine saw: there must be none. *Engine misses* are values that an engine saw and did not find:
//! they are counted and printed. A third part seeds a store with false clearances, to show that the
//! search would see a leak.

#![expect(clippy::print_stdout, reason = "the two figures are what the claim rests on")]

#[path = "canary/control.rs"]
mod control;
#[path = "canary/left.rs"]
mod left;
#[path = "canary/plant.rs"]
mod plant;

use anyhow::Result;
use field_domain::{Role, raw::UiScope};
use field_testkit::canaries::{self, Canary, Scanner};
use field_tests::World;

/// Values that are planted. The claim is "at least 200 a run" (`redaction-boundary.md` section 4).
const CANARIES: usize = 260;
const SEED: u64 = 20_261_122;

#[test]
fn nothing_that_no_engine_cleared_leaves_the_device() -> Result<()> {
    let world = World::new()?;
    let canaries = canaries::make(CANARIES, SEED);
    let technician = world.person(Role::Technician)?;
    let planted = plant::day(&world, &technician, &canaries)?;
    assert!(planted.count() >= 200, "only {} values were planted", planted.count());

    let left = left::collect(&world, &technician)?;
    let found = found_in(&left, &canaries)?;

    let leaks: Vec<usize> = planted.never.iter().copied().filter(|n| found.contains(n)).collect();
    let kinds: Vec<_> = leaks.iter().map(|n| canaries[*n].kind).collect();
    assert!(leaks.is_empty(), "boundary leaks: {} of kinds {kinds:?}", leaks.len());

    // What an engine saw may be missed by it, but by nothing else: a value that the engine finds in
    // the same text must not be out there.
    let missed: Vec<usize> =
        planted.through_engine.iter().copied().filter(|n| found.contains(n)).collect();
    let lost: Vec<usize> =
        missed.iter().copied().filter(|n| planted.is_found_by_engine(*n)).collect();
    assert!(
        lost.is_empty(),
        "{} values were found by the engine and left all the same",
        lost.len()
    );
    println!("boundary leaks: 0 of {}", planted.never.len());
    println!("engine misses: {} of {}", missed.len(), planted.through_engine.len());
    for index in missed {
        println!("  missed: {:?}", canaries[index].kind);
    }
    Ok(())
}

#[test]
fn pixels_and_words_that_were_filled_or_removed_cannot_be_read_again() -> Result<()> {
    let world = World::new()?;
    let technician = world.person(Role::Technician)?;
    let planted = plant::media(&world, &technician)?;
    let left = left::collect(&world, &technician)?;
    assert!(!left.pictures.is_empty(), "pictures have left, so that there is something to look at");
    for picture in &left.pictures {
        let read = plant::qr_codes(picture);
        assert!(read.is_empty(), "a filled code can be read again in a picture that left");
        let gps = picture.windows(4).any(|window| window == b"Exif");
        assert!(!gps, "a picture that left holds EXIF");
    }
    let everything = String::from_utf8_lossy(&left.text).to_lowercase();
    for word in planted.spoken {
        assert!(!everything.contains(&word), "a spoken value of the transcript left");
    }
    Ok(())
}

#[test]
fn the_search_sees_what_false_clearances_let_out() -> Result<()> {
    let world = World::new()?;
    let canaries = canaries::make(CANARIES, SEED + 1);
    let technician = world.person(Role::Technician)?;
    control::seed(&world, &technician, &canaries)?;
    let left = left::collect(&world, &technician)?;
    let found = found_in(&left, &canaries)?;
    let share = found.len() * 100 / canaries.len();
    assert!(share >= 99, "the search is blind: it saw {share} % of what was let out");
    Ok(())
}

/// Numbers of the canaries that are somewhere in what left.
fn found_in(left: &left::Left, canaries: &[Canary]) -> Result<std::collections::BTreeSet<usize>> {
    let scanner = Scanner::new(canaries)?;
    let mut found = std::collections::BTreeSet::new();
    for bytes in left.all() {
        found.extend(scanner.scan(bytes).into_iter().map(|hit| hit.canary));
    }
    let _ = UiScope;
    Ok(found)
}
