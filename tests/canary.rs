//! The canary test: values planted into every way in are searched for in everything that left.
//!
//! What left is what the server holds (decoded, and each of its files as it lies on the disk), the
//! logs of both sides, the pictures as the office opens them, and every decrypted byte on the line
//! between them: device and server speak through a proxy that ends TLS on both sides
//! (`tests/support/tap.rs`).
//!
//! Two verdicts are kept apart, for whole values and for their parts:
//!
//! * A *boundary leak* is a value of a place that never leaves or that no engine sees (a site, an
//!   EXIF field, a file name, a draft), or one that the engine found in that very text and that left
//!   all the same. There must be none.
//! * An *engine miss* is a value that an engine saw in the text and did not find. Those are counted
//!   and printed by kind. The gate did what it is for; the engine is not good enough there.
//!
//! The rule for parts: a name counts by each of its words, an address by its house number, by the
//! number with the first word of its street and by each word of its own, an email by what stands
//! before the `@`. A part that left is judged by the bytes of that part alone. If `18 Juniper Close`
//! leaves as `18 [PERSON-3]`, the whole value is gone and so is `18 Juniper`; the house number left
//! because no span of the engine covers it: one engine miss of a part. Had a span covered the `18`,
//! or were it the address of a site, the same bytes would be a boundary leak. House numbers are too
//! short to be searched in bytes of any kind, where they meet by chance: they are looked for as
//! numbers of their own in the sentences of all operations.
//!
//! A third part seeds a store with false clearances, to show that the search would see a leak; a
//! fourth sends values over the line, to show that the proxy would hear one.

#![expect(clippy::print_stdout, reason = "the two figures are what the claim rests on")]

#[path = "canary/control.rs"]
mod control;
#[path = "canary/files.rs"]
mod files;
#[path = "canary/left.rs"]
mod left;
#[path = "canary/plant.rs"]
mod plant;

use anyhow::{Context as _, Result};
use std::collections::{BTreeMap, BTreeSet};

use field_clearance::Credential;
use field_domain::{DeviceId, Hash32, Role};
use field_egress::{Client, ServerAddress};
use field_testkit::canaries::{self, Canary, CanaryKind, Part, Scanner};
use field_tests::{PASSWORD, World};
use zeroize::Zeroizing;

use plant::Planted;

/// Values that are made; at least 200 of them are planted.
const CANARIES: usize = 280;
const SEED: u64 = 20_261_122;

#[test]
fn nothing_that_no_engine_cleared_leaves_the_device() -> Result<()> {
    let world = World::tapped()?;
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
    print_kinds(missed.iter().map(|n| canaries[*n].kind));
    judge_parts(&left, &canaries, &planted)
}

/// The same two verdicts for parts of values; the rule stands at the top of this file.
fn judge_parts(left: &left::Left, canaries: &[Canary], planted: &Planted) -> Result<()> {
    let parts = canaries::parts(canaries);
    let as_values: Vec<Canary> = parts
        .iter()
        .map(|part| Canary { kind: canaries[part.canary].kind, value: part.value.clone() })
        .collect();
    let numbers = canaries::house_numbers(canaries);
    let found = found_in(left, &as_values)?;
    let out_there: Vec<&Part> = found
        .iter()
        .map(|number| &parts[*number])
        .chain(numbers.iter().filter(|part| canaries::has_number(&left.sentences, &part.value)))
        .collect();
    let is_boundary_leak = |part: &&Part| {
        planted.never.contains(&part.canary) || planted.is_part_found_by_engine(part)
    };
    let leaks: Vec<_> = out_there.iter().copied().filter(is_boundary_leak).collect();
    assert!(leaks.is_empty(), "boundary leaks of parts: {leaks:?}");

    let went_through = |part: &&Part| planted.through_engine.contains(&part.canary);
    let all = parts.iter().chain(&numbers).filter(went_through).count();
    let missed: Vec<_> = out_there.iter().filter(|part| went_through(part)).collect();
    println!("engine misses of parts: {} of {all}", missed.len());
    print_kinds(missed.iter().map(|part| canaries[part.canary].kind));
    Ok(())
}

fn print_kinds(kinds: impl Iterator<Item = CanaryKind>) {
    let mut counts = BTreeMap::new();
    for kind in kinds {
        *counts.entry(kind).or_insert(0) += 1;
    }
    for (kind, count) in counts {
        println!("  missed: {count} of kind {kind:?}");
    }
}

#[test]
fn pixels_and_words_that_were_filled_or_removed_cannot_be_read_again() -> Result<()> {
    let world = World::tapped()?;
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
    let world = World::tapped()?;
    let canaries = canaries::make(CANARIES, SEED + 1);
    let technician = world.person(Role::Technician)?;
    control::seed(&world, &technician, &canaries)?;
    let left = left::collect(&world, &technician)?;
    let found = found_in(&left, &canaries)?;
    let share = found.len() * 100 / canaries.len();
    assert!(share >= 99, "the search is blind: it saw {share} % of what was let out");

    // What is in a photo travels encrypted; everything else was on the line as it is.
    let heard: BTreeSet<usize> =
        Scanner::new(&canaries)?.scan(&left.wire).into_iter().map(|hit| hit.canary).collect();
    let in_words = canaries.len() - control::IN_EXIF;
    let share = heard.len() * 100 / in_words;
    assert!(share >= 99, "the tap is deaf: it heard {share} % of what was said");
    let parts = canaries::parts(&canaries);
    let as_values: Vec<Canary> = parts
        .iter()
        .map(|part| Canary { kind: canaries[part.canary].kind, value: part.value.clone() })
        .collect();
    let share = found_in(&left, &as_values)?.len() * 100 / parts.len();
    assert!(share >= 99, "the search is blind for parts: it saw {share} % of those let out");
    Ok(())
}

#[test]
fn the_tap_hears_what_a_client_says_in_path_header_and_body() -> Result<()> {
    let world = World::tapped()?;
    let canaries = canaries::make(3, SEED + 2);
    let [in_path, in_body, in_header] = [0, 1, 2].map(|index| canaries[index].value.clone());
    let forms = canaries::encodings(&in_path);
    let (_, in_path) = forms.iter().find(|(name, _)| name == "NFC percent").context("a form")?;
    let runtime = tokio::runtime::Runtime::new()?;
    runtime.block_on(async {
        let address = ServerAddress::new(&world.url, world.fingerprint.parse()?)?;
        let typed = |text: &str| Credential::typed_to_sign_in(Zeroizing::new(text.to_owned()));
        let device = DeviceId(uuid::Uuid::from_u128(9));
        let client = Client::new(address)?;
        let refused =
            client.sign_in(&typed(&in_body), &typed(PASSWORD), device, Hash32::ZERO).await;
        assert!(refused.is_err(), "nobody of that address is known");
        world.say(&format!(
            "GET /{} HTTP/1.1\r\nhost: localhost\r\nx-note: {in_header}\r\nconnection: close\r\n\r\n",
            String::from_utf8_lossy(in_path),
        ))
        .await
    })?;
    let heard = Scanner::new(&canaries)?.scan(&world.heard()?);
    for (index, place) in ["the path", "the body", "a header"].iter().enumerate() {
        assert!(heard.iter().any(|hit| hit.canary == index), "the tap is deaf for {place}");
    }
    Ok(())
}

/// Numbers of the canaries that are somewhere in what left.
fn found_in(left: &left::Left, canaries: &[Canary]) -> Result<BTreeSet<usize>> {
    let scanner = Scanner::new(canaries)?;
    let mut found = BTreeSet::new();
    for bytes in left.all() {
        found.extend(scanner.scan(bytes).into_iter().map(|hit| hit.canary));
    }
    Ok(found)
}
